"""Gazetteer files: in by the command line and by browser, out again, and what is wrong with a line."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from annotator.db import db, transaction
from annotator.gazetteer import merging
from annotator.gazetteer.files import format_of, read_file, written
from annotator.gazetteer.importing import Outcome, load_records, take_in
from annotator.gazetteer.listing import everything
from annotator.gazetteer.models import Alias, Entity
from annotator.gazetteer.queries import entity_rows, gazetteer
from annotator.gazetteer.records import AliasRecord, EntityRecord
from tests.support.cast import Cast
from tests.support.client import DeskClient

ARAB = EntityRecord(
    id="hashd",
    name="al-Hashd al-Shaabi",
    kind="group",
    native_name="الحشد الشعبي",
    description='Umbrella of armed groups, "PMF", Iraq',
    context=("paramilitary", "Iraq; Syria"),
    identifiers={"wikidata": "Q17061738", "ofac": "=1+1"},
    aliases=(
        AliasRecord("Popular Mobilization Forces", language="en", note="house style, before 2020"),
        AliasRecord("PMF", "acronym"),
        AliasRecord("al-Hussein al-Sabi", "garble", scope="feed", within="Canal, Wire"),
        AliasRecord("=cmd()|x", "garble"),
        AliasRecord("'=quoted", "garble"),
        AliasRecord("-minus\nline", "garble"),
        AliasRecord("al\u200b-Hashd\u200f", "spelling"),
    ),
)
PLAIN = EntityRecord(id="zubair", name="Zubair", kind="place")


def taken(text: str, name: str = "names.jsonl", **more: object) -> Outcome:
    return take_in(read_file(io.BytesIO(text.encode()), format_of(name)), name, by=None, **more)  # type: ignore[arg-type]


def lines(*objects: object) -> str:
    return "\n".join(each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in objects)


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_what_is_written_is_read_as_it_was(form: str) -> None:
    text = "".join(written([ARAB, PLAIN], form))
    read = [record for _, record in read_file(io.BytesIO(text.encode()), form)]
    assert read == [ARAB, PLAIN]


def test_no_cell_of_a_csv_file_is_run_by_a_spreadsheet() -> None:
    import csv

    rows = list(csv.reader(io.StringIO("".join(written([ARAB], "csv")))))
    assert [cell for row in rows for cell in row if cell[:1] in "=+-@\t\r" and cell] == []


def test_the_whole_desk_goes_out_and_in_again(app: Flask, cast: Cast) -> None:
    with transaction(by=None):
        load_records([ARAB, PLAIN, EntityRecord("pmf", "Popular Mobilisation")], by=None)
    with transaction(by=None):
        found = {entity.key: entity for entity in db.session.scalars(sa.select(Entity))}
        merging.merge(found["pmf"], found["hashd"], by=None)
    for form in ("jsonl", "csv"):
        text = "".join(written(everything(), form))
        outcome = taken(text, f"names.{form}")
        assert (outcome.added, outcome.changed, outcome.bad) == (0, 0, []), form
        assert [record for _, record in read_file(io.BytesIO(text.encode()), form)] == list(everything())


def test_a_bad_line_is_told_and_the_good_rest_goes_in(app: Flask) -> None:
    outcome = taken(
        lines(
            {"id": "a", "name": "Erbil", "kind": "place"},
            "{nonsense",
            {"id": "b"},
            {"id": "a", "name": "Twice"},
            {"id": "c", "name": "x" * 10_000},
            {"id": "d", "name": "Duhok", "aliases": [{"name": "Dohuk", "kind": "typo"}]},
            {"id": "e", "name": "Kirkuk\x00"},
            "",
            {"id": "f", "name": "Mosul", "aliases": ["Mossoul"]},
        )
    )
    assert outcome.added == 2 and outcome.left_out == 6
    assert [number for number, _ in outcome.bad] == [2, 3, 4, 5, 6, 7]
    told = "\n".join(outcome.lines())
    for words in (
        "names.jsonl, line 2: not a JSON object",
        "'name' is missing",
        "stands on line 1 too",
        "10,000 characters",
        "must be one of",
        "NUL",
    ):
        assert words in told
    assert set(db.session.scalars(sa.select(Entity.name))) == {"Erbil", "Mosul"}


def test_what_is_not_utf8_is_told_line_by_line(app: Flask) -> None:
    good, bad = b'{"id": "a", "name": "Erbil"}\n', '{"id": "b", "name": "Kébili"}\n'.encode("latin-1")
    outcome = take_in(read_file(io.BytesIO(good + bad + good.replace(b'"a"', b'"c"')), "jsonl"), "x", by=None)
    assert outcome.added == 2 and outcome.bad == [(2, "it is not UTF-8. Save the file as UTF-8.")]
    rows = b"id,name\r\na,Erbil\r\nb,K\xe9bili\r\nc,Duhok,more\r\n"
    outcome = take_in(read_file(io.BytesIO(rows), "csv"), "x", by=None, dry=True)
    assert [number for number, _ in outcome.bad] == [3, 4]


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("divider", [",", ";", "\t"])
def test_a_csv_file_of_any_spreadsheet_is_read(coding: str, divider: str) -> None:
    text = divider.join(["id", "Name", "alias"]) + "\r\n" + divider.join(["a", '"الموصل, المدينة"', "Mossoul"]) + "\r\n"
    ((number, record),) = read_file(io.BytesIO(text.encode(coding)), "csv")
    assert isinstance(record, EntityRecord)
    assert (number, record.name, record.aliases) == (2, "الموصل, المدينة", (AliasRecord("Mossoul"),))


def test_a_csv_file_without_names_of_columns_says_which_there_are(app: Flask) -> None:
    with pytest.raises(Exception, match=r"first row must name the columns"):
        taken("Erbil,place\r\n", "names.csv")


def test_an_entity_that_is_there_takes_what_the_file_says_and_loses_nothing(app: Flask) -> None:
    with transaction(by=None):
        load_records([ARAB], by=None)
    again = {"id": "hashd", "name": "al-Hashd al-Shaabi", "identifiers": {"un": "7"}, "aliases": ["Hashed"]}
    outcome = taken(lines(again))
    assert (outcome.added, outcome.changed) == (0, 1)
    entity = db.session.scalars(sa.select(Entity)).one()
    assert entity.kind == "group" and entity.native_name == "الحشد الشعبي"
    assert entity.identifiers == {"wikidata": "Q17061738", "ofac": "=1+1", "un": "7"}
    assert len(entity.aliases) == 8
    assert taken(lines(again)).same == 1


def test_what_is_worth_a_look_is_told(app: Flask) -> None:
    with transaction(by=None):
        load_records([PLAIN], by=None)
    outcome = taken(
        lines(
            {"id": "a", "name": "Ali Hassan", "aliases": ["Abu Ali"]},
            {"id": "b", "name": "Omar", "aliases": ["Abu Ali", "Zubair", "Om\u200bar"]},
            {"id": "c", "name": "Sami", "aliases": [{"name": "Somi", "kind": "garble", "scope": "feed"}]},
        )
    )
    told = "\n".join(words for _, words in outcome.notes)
    assert "“Abu Ali” is a name of both a and b" in told
    assert "“Zubair” of b is a name of zubair too" in told
    assert "zero-width or bidi" in told and "does not say where it holds" in told
    assert outcome.added == 3 and not outcome.bad
    assert "Om\u200bar" in db.session.scalars(sa.select(Alias.name)).all()


def test_merges_of_a_file_are_set_up_and_circles_refused(app: Flask) -> None:
    outcome = taken(
        lines(
            {"id": "old", "name": "Failaq Badr", "merged_into": "new"},
            {"id": "older", "name": "Badr Corps", "merged_into": "old"},
            {"id": "new", "name": "Badr Organization"},
            {"id": "x", "name": "X", "merged_into": "y"},
            {"id": "y", "name": "Y", "merged_into": "x"},
            {"id": "z", "name": "Z", "merged_into": "nobody"},
        )
    )
    assert outcome.added == 3 and [number for number, _ in outcome.bad] == [4, 5, 6]
    assert "x → y → x" in outcome.bad[0][1] and "'nobody'" in outcome.bad[2][1]
    rows = entity_rows(["old", "older", "new"])
    assert len(set(rows.values())) == 1 and len(gazetteer()) == 1


def test_names_of_a_merged_entity_go_to_the_survivor(app: Flask, cast: Cast) -> None:
    with transaction(by=None):
        load_records([PLAIN, EntityRecord("az", "Az Zubayr", "place")], by=None)
    with transaction(by=None):
        found = {entity.key: entity for entity in db.session.scalars(sa.select(Entity))}
        merging.merge(found["az"], found["zubair"], by=None)
    outcome = taken(lines({"id": "az", "name": "Something else", "aliases": ["Zoubeir"]}))
    assert "was merged into Zubair" in outcome.notes[0][1]
    assert [record.id for record in gazetteer().exact("Zoubeir")] == ["zubair"]
    assert gazetteer().exact("Something else") == []


OFAC = {
    "ent": 7,
    "name": "AL-TAMIMI, Dr. Karim",
    "type": "individual",
    "title": "Governor of NOWHERE",
    "aka": ["TAMIMI, Kareem"],
    "nationality": ["Iraq"],
}
FIRM = {"ent": 8, "name": "NATIONAL OFFICE OF SALT, LTD", "type": "entity", "title": "", "aka": ["NOS", "SALT OFFICE"]}
UN = {
    "id": "IQi.1",
    "type": "individual",
    "list": "Iraq",
    "name": "KARIM AL-TAMIMI",
    "name_original_script": "كريم التميمي",
    "aliases": [{"name": "Chairman", "quality": "Low"}, {"name": "Kareem Tamimi", "quality": "Good"}],
}
PLACE = {
    "name": "Salmanah",
    "native": "سلمانة",
    "cc": "IQ",
    "type": "city",
    "wikidata": "Q1",
    "population": None,
    "translations": {"fr": "Salmana", "fa": "سلمانه", "de": "Salmanah"},
}


@pytest.mark.parametrize(
    ("columns", "raw", "name", "kind", "aliases"),
    [
        ("ofac", OFAC, "Dr. Karim Al-Tamimi", "person", ["Kareem Tamimi"]),
        ("ofac", FIRM, "National Office of Salt, LTD", "group", ["NOS", "Salt Office"]),
        ("un", UN, "Karim Al-Tamimi", "person", ["Kareem Tamimi"]),
        ("places", PLACE, "Salmanah", "place", ["Salmana", "سلمانه"]),
    ],
)
def test_the_shapes_of_known_lists_are_read(
    columns: str, raw: dict[str, object], name: str, kind: str, aliases: Sequence[str]
) -> None:
    from annotator.gazetteer.columns import load_map

    ((_, record),) = read_file(io.BytesIO(json.dumps(raw).encode()), "jsonl", load_map(columns))
    assert isinstance(record, EntityRecord), record
    assert (record.name, record.kind, [alias.name for alias in record.aliases]) == (name, kind, list(aliases))
    if raw is FIRM:
        assert record.aliases[0].kind == "acronym"
    if raw is PLACE:
        assert record.aliases[0].language == "fr" and record.identifiers == {"wikidata": "Q1"}


@pytest.mark.parametrize(
    ("rules", "reason"),
    [
        ("[]", "not a JSON object"),
        ("{", "not JSON"),
        ('{"nome": {}}', "knows “nome”"),
        ('{"id": {"from": "a"}, "name": {"form": "b"}}', "'form'"),
        ('{"id": {"from": "a"}}', "must say where"),
    ],
)
def test_a_map_that_cannot_be_followed_says_why(tmp_path: Path, rules: str, reason: str) -> None:
    from annotator.gazetteer.columns import load_map

    (tmp_path / "map.json").write_text(rules)
    with pytest.raises(Exception, match=re.escape(reason)):
        load_map(str(tmp_path / "map.json"))


def test_the_command_line_takes_a_file_in_and_writes_it(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(lines({"id": "a", "name": "Erbil"}, "bad"), encoding="utf-8")
    runner = app.test_cli_runner()
    looked = runner.invoke(args=["gazetteer", "import", str(tmp_path / "in.jsonl"), "--dry-run"])
    assert "1 added" in looked.output and db.session.scalars(sa.select(Entity)).all() == []
    result = runner.invoke(args=["gazetteer", "import", str(tmp_path / "in.jsonl")])
    assert result.exit_code == 1 and "in.jsonl, line 2: not a JSON object" in result.output
    assert db.session.scalars(sa.select(Entity.name)).all() == ["Erbil"]
    assert (
        runner.invoke(args=["gazetteer", "export", "--format", "csv", "-o", str(tmp_path / "out.csv")]).exit_code == 0
    )
    assert "a,Erbil,other" in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    missing = runner.invoke(args=["gazetteer", "import", str(tmp_path / "in.jsonl"), "--map", "nothing"])
    assert missing.exit_code == 1 and "There is no map nothing" in missing.output


def test_the_browser_shows_what_would_come_of_a_file_before_it_is_taken_in(client: DeskClient, cast: Cast) -> None:
    text = lines({"id": "a", "name": "Erbil", "native_name": "أربيل"}, "bad")
    answer = client.as_(cast.editor).post(
        "/names/import", data={"file": (io.BytesIO(text.encode()), "names.jsonl"), "map": ""}
    )
    page = client.get(answer.location).text
    assert "It would be: 1 added" in page and "1 left out" in page and "أربيل" in page and "line 2" in page
    assert db.session.scalars(sa.select(Entity)).all() == []
    take = re.search(r'action="(/names/import/[^"]+/take)"', page)
    assert take
    done = client.post(take[1])
    assert "1 added" in client.get(done.location).text
    assert db.session.scalars(sa.select(Entity.name)).all() == ["Erbil"]
    assert "a,Erbil,other,أربيل" in client.get("/names/export?format=csv").get_data(as_text=True)
    again = client.post(take[1])
    assert "not kept any more" in client.get(again.location).text


def test_a_file_that_is_nothing_is_told_at_its_field(client: DeskClient, cast: Cast) -> None:
    client.as_(cast.editor)
    answer = client.post("/names/import", data={"file": (io.BytesIO(b" "), "names.jsonl"), "map": ""})
    assert answer.status_code == 422 and "Choose a file" in answer.text
    wrong = client.post("/names/import", data={"file": (io.BytesIO(b"Erbil,place\n"), "names.csv"), "map": ""})
    assert "first row must name the columns" in client.get(wrong.location).text


def test_an_import_is_its_senders(client: DeskClient, cast: Cast) -> None:
    text = b'{"id": "a", "name": "Erbil"}'
    sent = client.as_(cast.administrator).post(
        "/names/import", data={"file": (io.BytesIO(text), "names.jsonl"), "map": ""}
    )
    assert client.as_(cast.editor).get(sent.location).status_code == 404
    as_articles = sent.location.replace("/names/import/", "/jobs/")
    assert client.as_(cast.administrator).get(as_articles).status_code == 404
    assert client.as_(cast.reviewer).get("/names/import").status_code == 403
