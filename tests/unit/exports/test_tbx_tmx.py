"""The glossary as TBX-Basic and sentence pairs as TMX 1.4b: their structure, and what stands in them."""

from __future__ import annotations

import io
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from hypothesis import given, settings

from annotator.exports.formats import tbx, tmx
from annotator.exports.record import ArticleRecord
from annotator.exports.terms import Options, Terms
from annotator.gazetteer.records import AliasRecord, EntityRecord
from tests.support.any_record import any_record
from tests.support.records import AT, TERMS, make_correction_record, make_garble_record, make_record

TBX = "{urn:iso:std:iso:30042:ed-2}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
HASHD = EntityRecord(
    "hashd",
    "al-Hashd al-Shaabi",
    "group",
    native_name="الحشد الشعبي",
    aliases=(
        AliasRecord("PMF", "acronym", "en"),
        AliasRecord("Hachd", "spelling", "fr"),
        AliasRecord("the Hasid", "garble"),
    ),
)
STATUSES = {"preferredTerm-admn-sts", "admittedTerm-admn-sts", "deprecatedTerm-admn-sts", "supersededTerm-admn-sts"}
TYPES = {"fullForm", "acronym", "abbreviation", "shortForm", "variant", "phrase"}


def glossary(record: ArticleRecord) -> Element:
    return check_tbx(fromstring(tbx.write_one(record, TERMS)))


def check_tbx(root: Element) -> Element:
    """The structure of TBX core (ISO 30042:2019, 7) in style DCA, with the values that TBX-Basic has."""
    assert (root.tag, root.get("style"), root.get("type"), root.get(LANG)) == (f"{TBX}tbx", "dca", "TBX-Basic", "en")
    header, text = root
    assert [header.tag, text.tag] == [f"{TBX}tbxHeader", f"{TBX}text"]
    assert header.find(f"{TBX}fileDesc/{TBX}sourceDesc/{TBX}p") is not None
    [body] = text
    idents = [concept.get("id") for concept in body]
    assert len(set(idents)) == len(idents)
    for concept in body:
        assert concept.tag == f"{TBX}conceptEntry"
        kinds = [part.tag.removeprefix(TBX) for part in concept]
        assert kinds == sorted(kinds, key=["descrip", "note", "langSec"].index) and "langSec" in kinds
        sections = concept.findall(f"{TBX}langSec")
        assert len({section.get(LANG) for section in sections}) == len(sections)
        for section in sections:
            assert section.get(LANG) and len(section)
            for term in section:
                assert term.tag == f"{TBX}termSec" and term[0].tag == f"{TBX}term" and term[0].text
                notes = {note.get("type"): note.text for note in term[1:] if note.tag == f"{TBX}termNote"}
                assert notes["administrativeStatus"] in STATUSES and notes["partOfSpeech"] == "noun"
                assert notes.get("termType", "variant") in TYPES
    return root


def terms_of(root: Element) -> list[tuple[str, str, str, str | None]]:
    """Language, term, status, type."""
    found = []
    for section in root.iter(f"{TBX}langSec"):
        for term in section:
            notes = {note.get("type"): note.text for note in term[1:]}
            status = (notes["administrativeStatus"] or "").removesuffix("Term-admn-sts")
            found.append((section.get(LANG) or "", term[0].text or "", status, notes.get("termType")))
    return found


def test_an_entity_is_a_concept_with_its_names_by_language_and_status() -> None:
    garble = make_garble_record(1, "al-Hasid", state="confirmed", named=HASHD)
    root = glossary(make_record(source_language="ar", garbles=(garble,)))
    assert terms_of(root) == [
        ("en", "al-Hashd al-Shaabi", "preferred", "fullForm"),
        ("en", "PMF", "admitted", "acronym"),
        ("en", "the Hasid", "deprecated", None),
        ("en", "al-Hasid", "deprecated", None),
        ("ar", "الحشد الشعبي", "preferred", "fullForm"),
        ("fr", "Hachd", "admitted", "variant"),
    ]
    [concept] = root.iter(f"{TBX}conceptEntry")
    assert concept.findtext(f"{TBX}descrip") == "group"


def test_what_nobody_confirmed_is_no_entry() -> None:
    garbles = (
        make_garble_record(1, "al-Hasid", named=HASHD),
        make_garble_record(2, "guards", state="confirmed"),  # without a reading
    )
    assert terms_of(glossary(make_record(garbles=garbles))) == []


def test_a_native_name_is_in_the_sources_language_only_where_that_has_its_script() -> None:
    def language(source: str | None) -> str:
        garble = make_garble_record(1, "al-Hasid", state="confirmed", named=HASHD)
        root = glossary(make_record(source_language=source, garbles=(garble,)))
        return next(language for language, term, *_ in terms_of(root) if term == HASHD.native_name)

    assert [language("fa"), language("fr"), language(None)] == ["fa", "ar", "ar"]


def test_an_entity_of_two_articles_is_one_concept() -> None:
    one = make_record(garbles=(make_garble_record(1, "al-Hasid", state="confirmed", named=HASHD),))
    two = make_record(id=13, garbles=(make_garble_record(1, "guards", state="corrected", named=HASHD),))
    file = io.BytesIO()
    tbx.write_many([one, two], TERMS, file)  # type: ignore[arg-type]
    root = check_tbx(fromstring(file.getvalue()))
    assert len(list(root.iter(f"{TBX}conceptEntry"))) == 1
    assert {term for _, term, status, _ in terms_of(root) if status == "deprecated"} == {
        "the Hasid",
        "al-Hasid",
        "guards",
    }


@given(any_record())
@settings(max_examples=150, deadline=None)
def test_any_article_gives_a_glossary_that_is_well_formed(record: ArticleRecord) -> None:
    garbles = tuple(replace(garble, state="confirmed") for garble in record.garbles)
    glossary(replace(record, garbles=garbles))


# -- TMX

FRENCH = (
    "Quatre gardes ont été blessés à Hilla le 4 mars.\n\nLe pont fermé compte 900 mètres.\n\n"
    "Abadi est venu avec 12 hommes."
)
ENGLISH = "Four guards were wounded in Hila on 4 March.\n\nThe closed bridge has 900 metres.\n\nAbadi came with 12 men."


def translated(**more: Any) -> ArticleRecord:
    fixed = make_correction_record(1, "Hila", "Hilla", text=ENGLISH)
    values: dict[str, Any] = {"source_text": FRENCH, "zones": (), "claims": (), "garbles": (), "corrections": (fixed,)}
    return make_record(text=ENGLISH, **(values | more))


def memory(record: ArticleRecord, pairs: str = "all") -> Element:
    return check_tmx(fromstring(tmx.write_one(record, Terms(AT, Options(chosen={"pairs": pairs})))))


def check_tmx(root: Element) -> Element:
    """The DTD of TMX 1.4b, as far as these elements go."""
    assert (root.tag, root.attrib) == ("tmx", {"version": "1.4"})
    header, body = root
    required = {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"}
    assert header.tag == "header" and required <= set(header.attrib) <= required | {"creationdate"}
    assert header.get("segtype") in {"block", "paragraph", "sentence", "phrase"}
    assert body.tag == "body"
    idents = [unit.get("tuid") for unit in body]
    assert len(set(idents)) == len(idents)
    for unit in body:
        assert unit.tag == "tu" and set(unit.attrib) <= {"tuid", "srclang", "datatype"}
        kinds = [part.tag for part in unit]
        assert kinds == ["prop"] * (len(kinds) - 2) + ["tuv", "tuv"]
        assert unit.get("srclang") in {variant.get(LANG) for variant in unit.findall("tuv")}
        for variant in unit.findall("tuv"):
            assert variant.get(LANG) and set(variant.attrib) <= {LANG, "changedate"}
            assert [part.tag for part in variant] in (["seg"], ["prop", "seg"])
            assert variant.findtext("seg")
    return root


def segments(root: Element) -> list[tuple[str | None, ...]]:
    return [tuple(variant.findtext("seg") for variant in unit.findall("tuv")) for unit in root.iter("tu")]


def test_sentences_stand_beside_their_source_as_corrected() -> None:
    root = memory(translated())
    assert segments(root) == [
        ("Quatre gardes ont été blessés à Hilla le 4 mars.", "Four guards were wounded in Hilla on 4 March."),
        ("Le pont fermé compte 900 mètres.", "The closed bridge has 900 metres."),
        ("Abadi est venu avec 12 hommes.", "Abadi came with 12 men."),
    ]
    first = next(root.iter("tu"))
    source, target = first.findall("tuv")
    assert (source.get(LANG), target.get(LANG), target.get("changedate")) == ("fr", "en", "20210304T173000Z")
    assert target.findtext("prop") == "Four guards were wounded in Hila on 4 March."
    assert root[0].get("srclang") == "fr"


def test_only_what_was_corrected_goes_in_unless_all_is_asked_for() -> None:
    assert [pair[1] for pair in segments(memory(translated(), "corrected"))] == [
        "Four guards were wounded in Hilla on 4 March."
    ]
    assert tmx.PAIRS.default == "corrected"
    proposed = make_correction_record(1, "Hila", "Hilla", text=ENGLISH, state="proposed")
    assert segments(memory(translated(corrections=(proposed,)), "corrected")) == []
    assert segments(memory(translated(corrections=(proposed,))))[0][1] == "Four guards were wounded in Hila on 4 March."


def test_a_sentence_that_was_taken_out_has_no_pair() -> None:
    removal = make_correction_record(1, "The closed bridge has 900 metres.", "", text=ENGLISH)
    assert len(segments(memory(translated(corrections=(removal,))))) == 2


def test_without_a_source_text_there_are_no_pairs() -> None:
    assert segments(memory(translated(source_text=None))) == []
    assert segments(memory(translated(source_text=" "))) == []


def test_several_articles_are_one_memory_of_any_language() -> None:
    file = io.BytesIO()
    other = translated(version="22222222-2222-4333-8444-555555555555")
    terms = Terms(AT, Options(chosen={"pairs": "all"}))
    tmx.write_many([translated(), other], terms, file)  # type: ignore[arg-type]
    root = check_tmx(fromstring(file.getvalue()))
    assert root[0].get("srclang") == "*all*" and len(segments(root)) == 6


def test_the_file_names_the_programs_version() -> None:
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text())["project"]
    assert project["version"] == tmx.VERSION


@given(any_record())
@settings(max_examples=100, deadline=None)
def test_any_article_gives_a_memory_that_is_well_formed(record: ArticleRecord) -> None:
    for pairs in tmx.PAIRS.values:
        memory(replace(record, source_text=record.text[::-1]), pairs)
