"""/imports: files of other tools are sent, looked at, and taken in."""

from __future__ import annotations

import io
import json
import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from annotator.articles.models import Article
from annotator.claims.models import Claim
from annotator.db import transaction
from annotator.exports.queries import all_ids
from annotator.garbles.models import Garble
from annotator.imports import work
from annotator.interchange import write
from annotator.jobs import service as jobs
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.factories import make_article
from tests.support.imported import ADDRESS, all_of, annotation, lines

TEXT = "Two soldiers were wounded near Kirkuk on Monday."
DOCCANO = lines({"text": TEXT, "label": [[0, 12, "Person"], [31, 37, "Odd"]]})


def send(client: DeskClient, form: str, *files: tuple[str, str | bytes], **more: str) -> TestResponse:
    sent = [(io.BytesIO(data.encode() if isinstance(data, str) else data), name) for name, data in files]
    return client.post("/imports", data={"form": form, "files": sent, "visibility": "desk", **more})


def test_files_are_looked_at_first_and_taken_in_with_what_their_labels_become(client: DeskClient, cast: Cast) -> None:
    client.as_(cast.reviewer)
    look = send(client, "doccano", ("spans.jsonl", DOCCANO))
    assert look.status_code == 303
    page = client.get(look.location).text
    assert "1 article and 1 claim would be added; 1 annotation is left out" in page.replace("\n", " ")
    assert "spans.jsonl" in page and all_of(Article) == []
    assert re.findall(r'name="key" value="([^"]+)"', page) == ["Odd", "Person"]
    chosen = {"key": ["Odd", "Person"], "target": ["garble:garbled-place", "claim"]}
    again = client.post(f"{look.location}/again", data=chosen | {"step": "look"})
    assert "1 article, 1 claim and 1 garble would be added" in client.get(again.location).text and all_of(Article) == []
    taken = client.post(f"{again.location}/again", data=chosen | {"step": "take"})
    page = client.get(taken.location).text
    assert "1 article, 1 claim and 1 garble were added" in page and f'href="/articles/{all_of(Article)[0].id}"' in page
    marked = [row.quote for model in (Claim, Garble) for row in all_of(model) if row.created_by_id == cast.reviewer.id]
    assert marked == ["Two soldiers", "Kirkuk"]


def test_what_needs_a_look_stands_first_with_where_it_is_in_the_file(client: DeskClient, cast: Cast) -> None:
    with transaction(by=None):
        make_article(url=ADDRESS)
    file = (
        lines(annotation(ADDRESS, "300 guards"), annotation(ADDRESS, "<b>no</b> such", id="http://tool.example/2"))
        + "\n{"
    )
    look = send(client.as_(cast.reviewer), "w3c", ("a<b>.jsonld", file))
    page = client.get(look.location).text
    order = [page.index(words) for words in ("Could not be read", "No certain place", "Would be added")]
    assert order == sorted(order) and "line 3" in page
    assert "&lt;b&gt;no&lt;/b&gt; such" in page and "<b>no</b>" not in page
    assert "Take in what is good" in page


def test_files_that_hold_nothing_good_offer_nothing_to_take_in(client: DeskClient, cast: Cast) -> None:
    look = send(client.as_(cast.reviewer), "xmi", ("broken.xmi", "<no"))
    page = client.get(look.location).text
    assert "not well-formed" in page and "Take in" not in page


@pytest.mark.parametrize(
    ("form", "article", "message"),
    [
        ("w3c", "", "Choose at least one file"),
        ("xyz", "", "Not a valid choice"),
        ("w3c", "seven", "number, or its address"),
    ],
)
def test_what_was_filled_in_wrongly_is_said_at_its_field(
    client: DeskClient, cast: Cast, form: str, article: str, message: str
) -> None:
    client.as_(cast.reviewer)
    files = [] if "Choose" in message else [("x.json", "{}")]
    answer = send(client, form, *files, article=article)
    assert answer.status_code == 422 and message in answer.text


def test_an_article_is_named_by_its_number_or_its_address_here(client: DeskClient, cast: Cast) -> None:
    with transaction(by=None):
        article = make_article()
    for named in (f"{article.id}", f"http://localhost/articles/{article.id}?claim=4"):
        look = send(
            client.as_(cast.reviewer),
            "w3c",
            ("a.json", lines(annotation("http://x.example/", "300 guards"))),
            article=named,
        )
        assert "1 claim would be added" in client.get(look.location).text
    assert send(client, "w3c", ("a.json", "{}"), article="999").status_code == 404


def test_large_files_wait_as_a_job_and_come_in_when_the_worker_does_them(
    client: DeskClient, cast: Cast, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    monkeypatch.setattr(work, "SMALL_BYTES", 10)
    monkeypatch.setattr(app.extensions["jobs"], "send", sent.append)
    look = send(client.as_(cast.reviewer), "doccano", ("spans.jsonl", DOCCANO))
    assert "Waiting for its turn" in client.get(look.location).text
    app.extensions["jobs"].perform(sent[0])
    assert "would be added" in client.get(look.location).text
    taken = client.post(f"{look.location}/again", data={"step": "take"})
    app.extensions["jobs"].perform(sent[1])
    assert len(all_of(Article)) == 1 and "were added" in client.get(taken.location, headers={"HX-Request": "1"}).text


def test_what_was_taken_in_is_not_taken_in_again_from_its_page(client: DeskClient, cast: Cast) -> None:
    look = send(client.as_(cast.reviewer), "doccano", ("spans.jsonl", DOCCANO))
    taken = client.post(f"{look.location}/again", data={"step": "take"})
    assert client.post(f"{taken.location}/again", data={"step": "take"}).status_code == 403
    answer = client.post(f"{look.location}/again", data={"step": "take"})
    assert "Send them again" in client.get(answer.location).text
    assert client.post(f"{look.location}/again", data={"step": "x"}).status_code in {400, 422}
    assert client.post(f"{look.location}/again", data={"step": "take", "key": "a"}).status_code in {400, 422}


def test_another_person_s_import_is_not_there(client: DeskClient, cast: Cast) -> None:
    look = send(client.as_(cast.reviewer), "doccano", ("spans.jsonl", DOCCANO))
    assert client.as_(cast.colleague).get(look.location).status_code == 404
    assert client.post(f"{look.location}/again", data={"step": "take"}).status_code == 404
    assert client.as_(cast.administrator).get(look.location).status_code == 200


def test_readers_do_not_import(client: DeskClient, cast: Cast) -> None:
    assert client.as_(cast.reader).get("/imports").status_code == 403
    assert send(client, "doccano", ("spans.jsonl", DOCCANO)).status_code == 403


def complete() -> bytes:
    file = io.BytesIO()
    write(all_ids(None), file, by=None)
    return file.getvalue()


def test_the_complete_form_is_for_administrators(client: DeskClient, cast: Cast) -> None:
    with transaction(by=None):
        make_article()
    file = complete()
    assert "Wirecheck, complete" not in client.as_(cast.editor).get("/imports").text
    assert send(client, "jsonl", ("desk.jsonl", file)).status_code == 403
    assert "Wirecheck, complete" in client.as_(cast.administrator).get("/imports").text
    look = send(client, "jsonl", ("desk.jsonl", file))
    assert "1 article is here already" in client.get(look.location).text.replace("\n", " ")


def test_the_complete_form_brings_back_what_was_removed_and_tells_what_differs(client: DeskClient, cast: Cast) -> None:
    with transaction(by=None):
        kept, other = make_article(), make_article(title="Quiet day")
    file = complete().replace(b"Quiet day", b"Loud day")
    uid = kept.uid.encode()
    fresh = file.replace(uid, b"00000000-0000-4000-8000-000000000001")
    client.as_(cast.administrator)
    page = client.get(send(client, "jsonl", ("desk.jsonl", fresh)).location).text
    assert other.title == "Quiet day" and "Loud day" in page and "Differs from what stands here" in page
    assert jobs.latest(work.KIND, by=cast.administrator, most=1)[0].payload["form"] == "jsonl"


def test_the_page_lists_a_person_s_last_imports(client: DeskClient, cast: Cast) -> None:
    send(client.as_(cast.reviewer), "doccano", ("spans.jsonl", DOCCANO), ("more.jsonl", json.dumps({"text": TEXT})))
    page = client.get("/imports").text
    assert "spans.jsonl and 1 more" in page and "would be added" in page
    assert "spans.jsonl" not in client.as_(cast.colleague).get("/imports").text
