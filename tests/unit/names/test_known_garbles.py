from __future__ import annotations

import pytest

from annotator.gazetteer.foreign_names import ForeignNames
from annotator.gazetteer.known_garbles import KnownGarbles
from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.records import AliasRecord, EntityRecord


def _garble(name: str, scope: str = "everywhere", within: str = "") -> AliasRecord:
    return AliasRecord(name, "garble", scope=scope, within=within)


HASHD = EntityRecord(
    "hashd",
    "al-Hashd al-Shaabi",
    "group",
    aliases=(
        _garble("al-Hussein al-Sabi"),
        _garble("Hussein", "article", "a-1"),
        _garble("Sabi Crowd", "feed", "Levant"),
        _garble("Crowd", "feed", "Levant"),
    ),
)
OTHERS = (
    EntityRecord("fuad", "Fuad Hussein", "person", aliases=(AliasRecord("Hussein"),)),
    EntityRecord("sabi", "Sabi", "place", aliases=(_garble("Hussein"), _garble("Sabi Crowd"))),
)
TEXT = "Then al-Hussein al-Sabi, the Sabi Crowd and Hussein came."


def _found(text: str = TEXT, **where: str) -> list[tuple[str, str]]:
    found = Gazetteer([HASHD, *OTHERS]).garbles(text, **where)
    return [(known.span.of(text), known.meant[0][0].id) for known in found]


def test_a_garble_is_found_where_it_holds() -> None:
    assert _found() == [("al-Hussein al-Sabi", "hashd"), ("Sabi Crowd", "sabi")]
    assert _found(feed="Levant") == [("al-Hussein al-Sabi", "hashd"), ("Sabi Crowd", "hashd")]
    assert _found(feed="Tigris", article="a-1") == [
        ("al-Hussein al-Sabi", "hashd"),
        ("Sabi Crowd", "sabi"),
        ("Hussein", "hashd"),
    ]


def test_what_is_somebodys_real_name_is_a_garble_only_where_a_person_said_so() -> None:
    assert ("Hussein", "sabi") not in _found()
    assert ("Hussein", "hashd") in _found(article="a-1")
    assert ("Hussein", "hashd") not in _found(article="a-2")


def test_a_garble_confirmed_for_two_entities_names_both() -> None:
    records = [EntityRecord(key, key.title(), aliases=(_garble("Sab"),)) for key in ("badr", "sadr")]
    (known,) = KnownGarbles(records).find("The Sab spoke.")
    assert [record.id for record, _ in known.meant] == ["badr", "sadr"]


def test_a_garble_that_holds_somewhere_only_is_like_nothing_elsewhere() -> None:
    gazetteer = Gazetteer([EntityRecord("hashd", "al-Hashd", aliases=(_garble("Qarbid", "article", "a-1"),))])
    assert gazetteer.match("Qarbid") == []
    assert [record.id for record in gazetteer.exact("Qarbid")] == ["hashd"]  # the search asks for it with its scope


@pytest.mark.parametrize(
    ("name", "language"),
    [("Bassorah", "fr"), ("bassorah", "fr"), ("Téhéran", "fr"), ("Teheran", None), ("Basra", None), ("Londra", "tr")],
)
def test_a_name_is_foreign_that_english_does_not_write_so(name: str, language: str | None) -> None:
    records = [
        EntityRecord("basra", "Basra", aliases=(AliasRecord("Bassorah", language="fr"),)),
        EntityRecord("tehran", "Tehran", aliases=(AliasRecord("Teheran"), AliasRecord("Téhéran", language="fr"))),
        EntityRecord("london", "London", aliases=(AliasRecord("Londra", language="tr"),)),
    ]
    assert ForeignNames(records).language(name) == language
