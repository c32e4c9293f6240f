"""Markdown: read by a CommonMark parser, the text is the article's, and nothing from outside is markup."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from annotator.exports.formats import md
from annotator.exports.record import ArticleRecord, NoticeRecord
from annotator.exports.terms import Options, Terms
from annotator.text.characters import shown as shown_words
from annotator.text.lines import paragraphs
from tests.support.records import (
    AT,
    TERMS,
    TEXT,
    VERSION,
    make_claim_record,
    make_correction_record,
    make_evidence_record,
    make_garble_record,
    make_record,
    place,
)

NOTHING: dict[str, Any] = {"claims": (), "garbles": (), "corrections": (), "zones": ()}
CORRECTED = Terms(AT, Options(chosen={"copy": "corrected"}))
GITHUB = MarkdownIt("gfm-like", {"linkify": False}).use(footnote_plugin)
PLAIN = MarkdownIt("commonmark").use(footnote_plugin)


def tokens(record: ArticleRecord, terms: Terms = TERMS, parser: MarkdownIt = GITHUB) -> list[Token]:
    return parser.parse(md.write_one(record, terms).decode())


def words(token: Token) -> str:
    """What a reader sees of an inline token; a reference to a footnote is no word."""
    shown = {"softbreak": "\n", "hardbreak": "\n"}
    return "".join(
        shown.get(child.type, child.content if child.type in {"text", "code_inline", "html_inline"} else "")
        for child in token.children or ()
    )


def body(found: list[Token]) -> list[list[str]]:
    """The paragraphs between the heading and the rule at the end, as lines."""
    rule = next(i for i, token in enumerate(found) if token.type == "hr")
    inlines = [token for token in found[:rule] if token.type == "inline"]
    return [words(token).split("\n") for token in inlines[1:]]


def lines(text: str) -> list[list[str]]:
    """The same of the article itself: its paragraphs as lines without their outer white space."""
    found = []
    for paragraph in paragraphs(text):
        bare = [line.strip() for line in re.split(r"[\n\r\x85\u2028\u2029]", text[paragraph.start : paragraph.end])]
        found.append([line for line in bare if line])
    return found


def only_text(text: str, **more: Any) -> ArticleRecord:
    bare = {"outlet": None, "byline": None, "feed": None, "source_language": None, "translator": None,
            "published_at": None, "url": None}  # fmt: skip
    return make_record(**NOTHING | bare | {"text": text} | more)


MARKUP = [
    "# Heading", "a\n===", "a\n---", "- item", "+ item", "1. item", "2) item", "> quote", "    code", "```\ncode",
    "~~~",
    "*a* **b** _c_ __d__ ~~e~~ `f`", "[a](http://b) ![c](d) [e] [f]: g", "<b>&amp;</b> <!-- x -->",
    "http://a.example/b_c_d", "www.example.org", "someone@example.org @someone", "a\\", "\\*",
    "| a | b |\n|---|---|\n| c | d |", ":smile: a: b", "$x^2$ x^2^", "[^1]", "[^1]: a", "{.class} %%% ::: x", "a  \nb",
    "-", "1.", "***", "* * *", "&copy; &#65;", "1986. A great year", "!", "\\", "`", "a\u2028b", "\u00a0a\u00a0", "(a)",
    "- [ ] task", "Term\n: definition", "--- a", "+++", "x\n\n\n\ny", "٣. عدد",
]  # fmt: skip


@pytest.mark.parametrize("parser", [PLAIN, GITHUB], ids=["commonmark", "github"])
@pytest.mark.parametrize("text", MARKUP)
def test_no_character_of_the_article_is_markup(text: str, parser: MarkdownIt) -> None:
    found = tokens(only_text(text), parser=parser)
    assert body(found) == lines(text)
    kinds = {token.type for token in found} | {child.type for token in found for child in token.children or ()}
    assert kinds <= {"heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "hr", "text",
                     "hardbreak", "softbreak", "code_inline", "text_special"}  # fmt: skip


ANY = st.text(
    st.one_of(st.sampled_from("\\`*_{}[]()<>#+-.!|~&:=$^@\"'/ \n\t1aZ"), st.characters(exclude_categories=("Cs",)))
)


@given(ANY)
@example("a\n- b")
@example("[^1]")
def test_read_by_a_parser_the_text_is_the_articles(text: str) -> None:
    text = shown_words(text)  # as articles come in
    assert body(tokens(only_text(text))) == lines(text)
    assert body(tokens(only_text(text), parser=PLAIN)) == lines(text)


@given(ANY, st.lists(st.tuples(st.integers(0, 60), st.integers(1, 40)), max_size=5))
@example("see (this): x", [(0, 3), (0, 10)])
@example("Hey! [a]", [(0, 4)])
def test_with_references_anywhere_the_text_is_still_the_articles(text: str, places: list[tuple[int, int]]) -> None:
    text = shown_words(text)  # as articles come in
    anchors = [
        replace(place("H"), start=start, end=min(start + length, len(text)), quote=text[start : start + length])
        for start, length in places
        if start < len(text)
    ]
    claims = tuple(make_claim_record(i, "Four guards", anchors=(anchor,)) for i, anchor in enumerate(anchors, 1))
    found = tokens(only_text(text, claims=claims))
    assert body(found) == (lines(text) or ([[""]] if claims else []))
    referred = {
        child.meta["label"] for token in found for child in token.children or () if child.type == "footnote_ref"
    }
    assert referred == {str(claim.number) for claim in claims}


def test_the_numbers_stand_behind_their_words() -> None:
    shown = md.write_one(make_record(), TERMS).decode()
    assert "of the al-Hasid[^g1][^c1] were hurt[^1], the" in shown
    assert "It has 900 men[^2]." in shown


def test_what_ends_in_the_white_space_behind_a_line_stands_behind_it() -> None:
    text = "One fell.\n\nTwo rose.\n"
    claims = (make_claim_record(1, "One fell.\n\n", text=text), make_claim_record(2, "Two rose.\n", text=text))
    shown = md.write_one(only_text(text, claims=claims), TERMS).decode()
    assert "One fell.[^1]\n\nTwo rose.[^2]\n" in shown


def notes(found: Iterable[Token]) -> dict[str, str]:
    label, shown = None, {}
    for token in found:
        if token.type == "footnote_open":
            label = token.meta["label"]
            shown[label] = ""
        elif token.type == "footnote_close":
            label = None
        elif token.type == "inline" and label:
            shown[label] += words(token) + "\n"
    return shown


def test_footnotes_tell_verdict_confidence_sources_garbles_and_corrections() -> None:
    found = tokens(make_record())
    told = notes(found)
    assert set(told) == {"1", "2", "g1", "c1"}
    for part in ("✗ mostly false", "confidence 80 of 100", "Fault: translation", "Refutes: Hilla hospital log",
                 "reliability B", "“Three guards were treated.”", "Ravi (mostly false, 80): Counted"):  # fmt: skip
        assert part in told["1"], part
    assert "not looked at yet" in told["2"]
    assert "“al-Hasid”. Perhaps: al-Hashd al-Shaabi" in told["g1"]
    assert "“al-Hasid” → “al-Hashd al-Shaabi”" in told["c1"] and "The group's right name." in told["c1"]
    links = {child.attrs["href"] for token in found for child in token.children or () if child.type == "link_open"}
    assert links == {"https://example.org/log", "https://example.org/hilla"}


def test_the_corrected_copy_has_what_was_accepted_and_the_numbers_behind_the_new_words() -> None:
    proposed = make_correction_record(2, "Four guards", "Three guards", state="proposed")
    record = make_record(corrections=(*make_record().corrections, proposed), url=None)
    assert body(tokens(replace(record, **NOTHING | {"corrections": record.corrections}), CORRECTED))[-2:] == lines(
        TEXT.replace("al-Hasid", "al-Hashd al-Shaabi")
    )
    shown = md.write_one(record, CORRECTED).decode()
    assert "al-Hashd al-Shaabi[^g1][^c1] were hurt[^1]" in shown
    assert "Corrected copy, 1 applied, of version 1" in shown


EVIL = "*x* [a](javascript:b) <i> `c`\n- d\n# e\n[^9]: f"


def test_whatever_stands_in_the_fields_is_text() -> None:
    evidence = make_evidence_record(passage=EVIL, url="javascript:alert(1)")
    evidence = replace(evidence, source=replace(evidence.source, title=EVIL, publisher=EVIL))
    record = make_record(
        title=EVIL, outlet=EVIL, byline=EVIL, url="javascript:x",
        claims=(make_claim_record(1, "Four guards", wording=EVIL, verdict="true", evidence=(evidence,)),),
        garbles=(make_garble_record(1, "al-Hasid", reason=EVIL, reading=EVIL, native_name=EVIL),),
        corrections=(make_correction_record(1, "al-Hasid", EVIL, reason=EVIL),),
        notices=(NoticeRecord("n", "correction", EVIL, EVIL, AT),),
    )  # fmt: skip
    found = tokens(record)
    assert not [c for t in found for c in t.children or () if c.type in {"link_open", "image", "html_inline"}]
    assert sum(token.type == "heading_open" for token in found) == 2
    assert not [token for token in found if token.type in {"bullet_list_open", "fence", "code_block"}]
    flat = " ".join(EVIL.split())
    assert sum(words(token).count(flat) for token in found if token.type == "inline") >= 9


def test_what_stands_in_an_earlier_version_is_listed_and_not_placed() -> None:
    record = make_record(version="another")
    found = tokens(record)
    assert notes(found) == {}
    shown = md.write_one(record, TERMS).decode()
    assert "## In an earlier version of the text" in shown
    assert "- “Four guards … were hurt”" in shown and "**Garble 1" in shown and "**Correction 1" in shown
    assert VERSION not in shown


def test_conditions_and_notices_are_told() -> None:
    notice = NoticeRecord("n", "correction", "It was said.\n\n1. It is not so.", "Edda", AT)
    shown = md.write_one(make_record(notices=(notice,), embargo_until=AT, withheld=1), TERMS).decode()
    assert "**Under embargo until 4 March 2021, 15:30 UTC.**\n\n**1 claim is withheld as sensitive.**" in shown
    assert "**Correction, 4 March 2021, approved by Edda**\n\nIt was said.\n\n1\\. It is not so." in shown


def test_a_withheld_claim_tells_nothing() -> None:
    claim = make_claim_record(1, "Four guards", redacted=True, verdict="true", wording="[withheld]")
    assert notes(tokens(make_record(claims=(claim,))))["1"] == "Claim 1: withheld as sensitive\n"


@pytest.mark.parametrize("text", ["", "\n", " \n "])
def test_an_article_without_words_is_a_file_too(text: str) -> None:
    assert body(tokens(only_text(text, title=""))) == []


def test_controls_are_replaced_and_that_is_said() -> None:
    shown = md.write_one(make_record(corrections=(make_correction_record(1, "al-Hasid", "a\x00b"),)), TERMS).decode()
    assert "a\ufffdb" in shown and "1 character that no document can hold" in shown


def test_several_are_a_zip_and_the_same_record_gives_the_same_bytes() -> None:
    file = io.BytesIO()
    md.write_many([make_record(), make_record(id=13, title="../x")], TERMS, file)  # type: ignore[arg-type]
    with zipfile.ZipFile(file) as archive:
        assert archive.namelist() == ["four-guards-hurt-at-hilla-12.md", "x-13.md"]
        assert archive.read("x-13.md") == md.write_one(make_record(id=13, title="../x"), TERMS)
