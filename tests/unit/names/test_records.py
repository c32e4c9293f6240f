from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import Invalid
from annotator.gazetteer.records import AliasRecord, read_jsonl, read_line


def test_only_id_and_name_must_be_there() -> None:
    (record,) = read_jsonl(['{"id": "mosul", "name": "Mosul"}'])
    assert (record.id, record.name, record.kind, record.aliases, record.native_name) == (
        "mosul", "Mosul", "other", (), None,
    )  # fmt: skip


def test_an_alias_may_be_a_bare_text() -> None:
    (record,) = read_jsonl(
        ['{"id": "mosul", "name": "Mosul", "aliases": ["Mawsil", {"name": "Mossoul", "language": "fr"}]}']
    )
    assert record.aliases == (AliasRecord("Mawsil"), AliasRecord("Mossoul", language="fr"))


def test_blank_lines_and_a_byte_order_mark_are_passed_over() -> None:
    assert [record.id for record in read_jsonl(['\ufeff{"id": 1, "name": "A"}\n', "\n", "  \r\n"])] == ["1"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "not a JSON object"),
        ("[]", "bare value"),
        ('{"id": "a"}', "'name' is missing"),
        ('{"id": " ", "name": "A"}', "'id' is empty"),
        ('{"id": "a", "name": 5}', "'name' must be text"),
        ('{"id": "a", "name": "A", "kind": "ship"}', "'kind' must be one of"),
        ('{"id": "a", "name": "A", "kind": ["place"]}', "'kind' must be one of"),
        ('{"id": "a", "name": "A", "context": "war"}', "'context' must be a list"),
        ('{"id": "a", "name": "A", "identifiers": []}', "'identifiers' must be an object"),
        ('{"id": "a", "name": "A", "aliases": "B"}', "'aliases' must be a list"),
        ('{"id": "a", "name": "A", "aliases": [3]}', "an alias must be"),
        ('{"id": "a", "name": "A", "aliases": [{"kind": "spelling"}]}', "an alias: 'name' is missing"),
        ('{"id": "a", "name": "A", "aliases": [{"name": "B", "scope": "moon"}]}', "'scope' must be one of"),
    ],
)
def test_a_bad_line_is_named_with_its_reason(line: str, why: str) -> None:
    with pytest.raises(Invalid) as error:
        list(read_jsonl(['{"id": "good", "name": "Good"}', line], file="names.jsonl"))
    assert "names.jsonl, line 2" in str(error.value)
    assert why in str(error.value)


def test_the_lines_before_a_bad_one_are_read() -> None:
    records = read_jsonl(['{"id": "good", "name": "Good"}', "?"])
    assert next(records).id == "good"
    with pytest.raises(Invalid):
        next(records)


def test_an_id_that_stands_twice_is_refused() -> None:
    with pytest.raises(Invalid, match="line 2: the id 'a' stands on line 1"):
        list(read_jsonl(['{"id": "a", "name": "A"}', '{"id": "a", "name": "B"}']))


@given(st.text() | st.recursive(st.none() | st.text(), lambda inner: st.dictionaries(st.text(), inner)).map(json.dumps))
def test_whatever_stands_on_a_line_is_read_or_refused(line: str) -> None:
    try:
        read_line(line)
    except Invalid as error:
        assert str(error)
