from __future__ import annotations

import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest

from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.records import EntityRecord, read_jsonl
from annotator.text.skeleton import fold

FILE = Path(__file__).resolve().parents[3] / "corpus" / "gazetteer.jsonl"
WORLD = FILE.with_name("gazetteer-world.jsonl")  # for desks that want more names


def read(path: Path) -> list[EntityRecord]:
    with path.open(encoding="utf-8") as file:
        return list(read_jsonl(file, file=path.name))


@pytest.fixture(scope="module")
def sample() -> list[EntityRecord]:
    return read(FILE)


@pytest.fixture(scope="module")
def records(sample: list[EntityRecord]) -> list[EntityRecord]:
    """Both: whoever takes the second in has the first."""
    return sample + read(WORLD)


def test_they_have_the_promised_size_and_kinds(sample: list[EntityRecord], records: list[EntityRecord]) -> None:
    assert len(sample) >= 5_000
    assert len(records) >= 16_900
    assert {record.kind for record in records} == {"person", "group", "institution", "place"}


def test_no_garble_is_shipped(records: list[EntityRecord]) -> None:
    assert [alias for record in records for alias in record.aliases if alias.kind == "garble"] == []


def test_every_entity_is_described_in_context_and_in_one_normal_form(records: list[EntityRecord]) -> None:
    for record in records:
        assert record.description, record.id
        assert record.context, record.id
        assert all(name == unicodedata.normalize("NFC", name).strip() for name in record.names()), record.id


def test_an_entity_has_each_name_once(records: list[EntityRecord]) -> None:
    for record in records:
        aliases = [alias.name for alias in record.aliases]
        assert len(set(aliases)) == len(aliases), record.id
        assert record.name not in aliases, record.id


def test_no_name_leads_to_two_entities(records: list[EntityRecord]) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for record in records:
        for name in record.names():
            owners[fold(name)].add(record.id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


@pytest.mark.parametrize(
    ("spelling", "entity"),
    [
        ("PMU", "al-hashd-al-shaabi"),
        ("Bassorah", "basra"),
        ("Bagdad", "baghdad"),
        ("Mossoul", "mosul"),
        ("Hewlêr", "erbil"),
        ("Arbil", "erbil"),
        ("RUSI", "royal-united-services-institute"),
        ("Esmail Ghani", "esmail-qaani"),
        ("IRGC", "islamic-revolutionary-guard-corps"),
        ("الكاظمي مصطفى", None),
        ("مصطفى الكاظمي", "mustafa-al-kadhimi"),
        ("Alep", "aleppo"),
        ("Il Cairo", "cairo"),
        ("Moskova", "moscow"),
        ("OMS", "world-health-organization"),
        ("Volodymyr Zelenskyy", "volodymyr-zelensky"),
        ("Володимир Зеленський", "volodymyr-zelensky"),
        ("Fayçal Meqdad", "faisal-mekdad"),
        ("Jamenei", "ali-khamenei"),
        ("Haut-Karabakh", "nagorno-karabakh"),
        ("HTS", "hayat-tahrir-al-sham"),
        ("Castelverde", "garabulli"),
        ("Oussama Hamad", "osama-hamad"),
        ("شمس الدين كباشي", "shams-al-din-kabbashi"),
        ("Front of the National Liberation", "national-liberation-front"),
    ],
)
def test_spellings_lead_to_their_entity(sample: list[EntityRecord], spelling: str, entity: str | None) -> None:
    assert [record.id for record in Gazetteer(sample).exact(spelling)] == ([entity] if entity else [])
