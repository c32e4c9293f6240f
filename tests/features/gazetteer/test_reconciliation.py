"""The reconciliation service that the desk is, and the outside one that it asks."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from flask import Flask

from annotator.config import load_settings
from annotator.db import db, transaction
from annotator.errors import Invalid
from annotator.gazetteer import outside
from annotator.gazetteer.importing import load_records
from annotator.gazetteer.models import Entity
from annotator.gazetteer.records import AliasRecord, EntityRecord
from tests.support.cast import Cast
from tests.support.client import DeskClient

TOKEN = "a-token-of-25-characters_"
RECORDS = [
    EntityRecord(
        "hashd",
        "al-Hashd al-Shaabi",
        "group",
        "الحشد الشعبي",
        description="Umbrella of armed groups",
        identifiers={"wikidata": "Q17061738"},
        aliases=(AliasRecord("PMF", "acronym"), AliasRecord("al-Hussein al-Sabi", "garble")),
    ),
    EntityRecord("karbala", "Karbala", "place", "كربلاء", identifiers={"wikidata": "Q5684"}),
    EntityRecord("karbalai", "Karbalai", "person"),
]


@pytest.fixture
def names(app: Flask) -> None:
    app.config["RECONCILIATION_TOKEN"] = TOKEN
    with transaction(by=None):
        load_records(RECORDS, by=None)


@pytest.fixture
def tool(client: DeskClient, names: None) -> DeskClient:
    """Somebody without a session."""
    return client.as_(None)


def at(part: str = "") -> str:
    return f"/reconcile-by/{TOKEN}{part}"


def test_the_manifest_says_what_the_service_can(tool: DeskClient) -> None:
    answer = tool.get(at())
    manifest = answer.get_json()
    assert manifest["versions"] == ["0.2"]
    assert {"name", "identifierSpace", "schemaSpace", "defaultTypes", "view", "preview", "suggest", "extend"} <= set(
        manifest
    )
    assert manifest["view"]["url"].endswith("{{id}}") and "{{id}}" in manifest["preview"]["url"]
    entity = manifest["suggest"]["entity"]
    assert (entity["service_url"] + entity["service_path"]).endswith(at("/suggest/entity"))
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_batch_of_names_is_answered(tool: DeskClient, method: str) -> None:
    batch = {
        "q0": {"query": "al-Hachd al-Chaabi", "limit": 3},
        "q1": {"query": "كربلاء", "type": "place"},
        "q2": {"query": "Nobody Atall Xyzzy"},
        "q3": {"query": "Karbala", "type": ["person"], "type_strict": "any"},
        "q4": {"query": "Karbalae", "properties": [{"pid": "wikidata", "v": {"id": "Q5684"}}]},
    }
    sent = {"queries": json.dumps(batch)}
    more = {"query_string": sent} if method == "get" else {"data": sent, "csrf": False}
    answer = getattr(tool, method)(at(), **more)
    found = {key: value["result"] for key, value in answer.get_json().items()}
    assert found["q0"][0]["id"] == "hashd" and found["q0"][0]["type"] == [{"id": "group", "name": "group"}]
    assert 0 < found["q0"][0]["score"] <= 100 and found["q0"][0]["features"]
    assert found["q1"][0]["id"] == "karbala" and found["q1"][0]["match"] is True
    assert found["q2"] == []
    assert [each["id"] for each in found["q3"]] == ["karbalai"]
    assert found["q4"][0]["id"] == "karbala" and found["q4"][0]["score"] == 100


def test_a_single_query_is_answered_too(tool: DeskClient) -> None:
    assert tool.get(at(), query_string={"query": "PMF"}).get_json()["result"][0]["id"] == "hashd"
    sent = json.dumps({"query": "al-Hussein al-Sabi"})
    assert tool.get(at(), query_string={"query": sent}).get_json()["result"][0]["id"] == "hashd"


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        ("{", 400, "not JSON"),
        ("[]", 400, "JSON object"),
        ('{"q0": 7}', 400, "q0"),
        (json.dumps({"q0": {"query": "x" * 10_000}}), 400, "at most 500"),
        (json.dumps({f"q{n}": {"query": "x"} for n in range(101)}), 413, "At most 100"),
        ("[" * 100_000, 400, "not JSON"),
    ],
)
def test_nonsense_is_told_in_words(tool: DeskClient, sent: str, status: int, words: str) -> None:
    answer = tool.post(at(), data={"queries": sent}, csrf=False)
    assert answer.status_code == status and words in answer.get_json()["error"]


def test_names_types_and_properties_are_offered_while_they_are_typed(tool: DeskClient) -> None:
    found = tool.get(at("/suggest/entity"), query_string={"prefix": "كرب"}).get_json()["result"]
    assert found[0] == {
        "id": "karbala",
        "name": "Karbala",
        "description": "كربلاء",
        "notable": [{"id": "place", "name": "place"}],
    }
    assert tool.get(at("/suggest/type?prefix=pl")).get_json()["result"] == [{"id": "place", "name": "place"}]
    assert {"id": "wikidata", "name": "wikidata"} in tool.get(at("/suggest/property?prefix=w")).get_json()["result"]
    names = [each["id"] for each in tool.get(at("/properties?type=place")).get_json()["properties"]]
    assert "native_name" in names and "wikidata" in names


def test_what_is_known_of_an_entity_is_added_to_a_table(tool: DeskClient) -> None:
    wanted = {"ids": ["hashd", "nobody"], "properties": [{"id": "native_name"}, {"id": "wikidata"}, {"id": "aliases"}]}
    found = tool.post(at(), data={"extend": json.dumps(wanted)}, csrf=False).get_json()
    assert found["rows"]["hashd"] == {
        "native_name": [{"str": "الحشد الشعبي"}],
        "wikidata": [{"str": "Q17061738"}],
        "aliases": [{"str": "PMF"}],
    }
    assert found["rows"]["nobody"]["wikidata"] == []


def test_a_preview_may_stand_in_a_frame_and_holds_no_script(tool: DeskClient) -> None:
    answer = tool.get(at("/preview?id=hashd"))
    assert "al-Hashd al-Shaabi" in answer.text and "<script" not in answer.text
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert tool.get(at("/preview?id=nobody")).status_code == 404


def test_a_callback_is_a_function_and_nothing_else(tool: DeskClient) -> None:
    answer = tool.get(at("?callback=jQuery_1.done"))
    assert answer.mimetype == "text/javascript" and answer.text.startswith("/**/jQuery_1.done({")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert tool.get(at("?callback=alert(1)//")).status_code == 400


def test_without_the_token_nobody_gets_in(app: Flask, tool: DeskClient) -> None:
    assert tool.get("/reconcile-by/another-token-of-the-same").status_code == 404
    assert tool.get("/reconcile").status_code == 302
    app.config["RECONCILIATION_TOKEN"] = ""
    assert tool.get(at()).status_code == 404
    assert tool.get("/reconcile-by/").status_code == 404


def test_who_is_logged_in_needs_no_token_and_gets_no_open_door(client: DeskClient, cast: Cast, names: None) -> None:
    answer = client.as_(cast.reader).get("/reconcile", query_string={"query": "PMF"})
    assert answer.get_json()["result"][0]["id"] == "hashd"
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert client.get("/reconcile?callback=steal").mimetype == "application/json"
    assert client.get("/names/by-id/hashd").status_code == 302


@pytest.mark.parametrize("token", ["short", "x" * 300, "with spaces in it, and more", "a/b" * 10])
def test_a_token_that_can_be_guessed_stops_the_start_and_is_not_shown(token: str) -> None:
    with pytest.raises(Invalid) as error:
        load_settings({"WIRECHECK_RECONCILIATION_TOKEN": token})
    assert token not in str(error.value)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://host/x", "javascript:alert(1)", "wikidata.org"])
def test_only_a_web_address_is_an_outside_service(url: str) -> None:
    with pytest.raises(Invalid, match="RECONCILIATION_URL"):
        load_settings({"WIRECHECK_RECONCILIATION_URL": url})


class Fake:
    """An outside service whose next answer a test chooses."""

    def __init__(self) -> None:
        self.body = b""
        self.status = 200
        self.headers: dict[str, str] = {}
        self.seconds = 0.0
        self.drip = False
        self.asked: list[str] = []
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *arguments: object) -> None:
                pass

            def do_GET(self) -> None:
                self.answer(
                    b'{"versions": ["0.2"], "name": "A <b>list</b>", "identifierSpace": "http://www.wikidata.org/entity/",'
                    b' "view": {"url": "https://www.wikidata.org/wiki/{{id}}"}}'
                    if fake.status == 200
                    else b""
                )

            def do_POST(self) -> None:
                fake.asked.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
                time.sleep(fake.seconds)
                self.answer(fake.body)

            def answer(self, body: bytes) -> None:
                self.send_response(fake.status)
                for name, value in fake.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                try:
                    for start in range(0, len(body), 1 if fake.drip else len(body)):
                        self.wfile.write(body[start : start + (1 if fake.drip else len(body))])
                        time.sleep(0.05 if fake.drip else 0)
                except OSError:
                    pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/reconcile"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def says(self, *candidates: dict[str, object]) -> None:
        self.body = json.dumps({"q0": {"result": list(candidates)}}).encode()


@pytest.fixture
def fake(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Fake]:
    made = Fake()
    app.config["RECONCILIATION_URL"] = made.url
    monkeypatch.setattr(outside, "SECONDS", 1.0)
    yield made
    made.server.shutdown()
    made.server.server_close()


GOOD = {
    "id": "Q17061738",
    "name": "Popular Mobilization Forces",
    "score": 87.5,
    "match": True,
    "type": [{"id": "x", "name": "militia"}],
}


def asked(client: DeskClient, name: str = "al-Hashd", entity: int = 0) -> tuple[int, str]:
    answer = client.post("/names/outside", data={"name": name, "entity": entity})
    return answer.status_code, answer.text


def test_the_outside_service_is_asked_by_a_button_and_its_id_taken_by_another(
    client: DeskClient, cast: Cast, names: None, fake: Fake
) -> None:
    with transaction(by=None):
        entity = db.session.query(Entity).filter_by(key="karbalai").one()
    client.as_(cast.editor)
    assert "Ask the outside service" in client.get(f"/names/{entity.id}").text
    assert fake.asked == []
    fake.says(GOOD, {"id": "Q1", "name": "<script>alert(1)</script>", "score": "high"})
    status, page = asked(client, "Karbalai", entity.id)
    assert status == 200 and "Karbalai" in fake.asked[0]
    assert "Popular Mobilization Forces" in page and "87.5" in page and "militia" in page
    assert 'href="https://www.wikidata.org/wiki/Q17061738"' in page
    assert "<script>alert" not in page and "A &lt;b&gt;list" in page
    answer = client.post(f"/names/{entity.id}/identifier", data={"scheme": "wikidata", "value": "Q17061738"})
    assert "is an identifier of Karbalai now" in client.get(answer.location).text
    db.session.expire_all()
    assert entity.identifiers == {"wikidata": "Q17061738"}
    again = client.post(f"/names/{entity.id}/identifier", data={"scheme": "wikidata", "value": "Q1"})
    assert "has another identifier" in client.get(again.location).text


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<html>Welcome</html>", "not JSON"),
        (b"[1, 2]", "no JSON object"),
        (b'{"error": "no"}', "not with the result of a query"),
        (b'{"q0": {"result": [7, {"id": {}}]}}', "no id or no name"),
        (b'{"q0": ' + b"[" * 50_000, "not JSON"),
        (b" " * (outside.MOST_BYTES + 10), "more than a megabyte"),
        (b"\xff\xfe{", "not JSON"),
    ],
)
def test_an_answer_that_is_nonsense_is_told_in_words(
    client: DeskClient, cast: Cast, fake: Fake, body: bytes, words: str
) -> None:
    fake.body = body
    status, page = asked(client.as_(cast.editor))
    assert status == 502 and words in page and "Nothing of the desk is changed" in page
    assert 'value="al-Hashd"' in page


def test_a_service_that_fails_is_slow_or_is_not_there_is_told_in_words(
    client: DeskClient, cast: Cast, fake: Fake, app: Flask
) -> None:
    client.as_(cast.editor)
    fake.says(GOOD)
    asked(client)  # its manifest is known from now on
    fake.status = 503
    assert "error 503" in asked(client)[1]
    fake.status, fake.headers = 302, {"Location": "http://127.0.0.1:1/secret"}
    assert "error 302" in asked(client)[1], "a redirect is not followed"
    fake.status, fake.headers, fake.seconds = 200, {}, 1.5
    started = time.monotonic()
    assert "did not answer within" in asked(client)[1]
    fake.seconds, fake.drip, fake.body = 0, True, b" " * 2_000
    assert "did not answer within" in asked(client)[1]
    assert time.monotonic() - started < 6
    app.config["RECONCILIATION_URL"] = "http://127.0.0.1:9/"
    status, page = asked(client)
    assert status == 502 and "cannot be reached" in page


def test_who_may_only_read_does_not_ask_and_without_a_setting_there_is_no_page(
    client: DeskClient, cast: Cast, app: Flask, fake: Fake
) -> None:
    assert client.as_(cast.reader).post("/names/outside", data={"name": "x"}).status_code == 403
    assert "Type the name" in asked(client.as_(cast.reviewer), "")[1]
    app.config["RECONCILIATION_URL"] = ""
    assert client.get("/names/outside").status_code == 404
    assert asked(client)[0] == 404
    assert fake.asked == []
