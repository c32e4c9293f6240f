"""Phrases and titles of other languages that stay behind though each of their words is, or looks, English.

"Lire aussi:" before a link, "plus de two million", "the on. Nicola Rossi": no list of foreign words has these words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from annotator.garbles.passage import Passage
from annotator.garbles.shortforms import Entry, finding
from annotator.text.spans import Finding, Span

# What publishers put before links and under articles: at the beginning of a paragraph or a bracket.
_LINKS: Final = {
    phrase: Entry(language, english, "phrase")
    for language, english, phrases in (
        (
            "fr",
            "Read also",
            "Lire aussi|À lire aussi|A lire aussi|Lire également|À lire|Voir aussi|Pour en savoir plus",
        ),
        ("fr", "Read more", "Lire la suite"),
        ("fr", "With AFP", "Avec AFP|avec AFP"),
        ("it", "Read also", "Leggi anche|Vedi anche"),
        ("it", "Read more", "Leggi tutto|Per saperne di più"),
        ("it", "All rights reserved", "Riproduzione riservata"),
        ("es", "Read also", "Lea también|Lee también|Leer también|Ver también|Te puede interesar"),
        ("pt", "Read also", "Leia também|Veja também|Leia mais"),
        ("de", "Read also", "Lesen Sie auch|Lesen Sie mehr|Mehr zum Thema"),
        ("pl", "Read also", "Czytaj też|Czytaj także|Zobacz też"),
        ("tr", "Read also", "Ayrıca okuyun|Bunu da okuyun|İlgili haber"),
    )
    for phrase in phrases.split("|")
}
_LINK: Final = re.compile(rf"(?:^|(?<=\n)|(?<=\()|(?<=[.!?”] ))(?P<phrase>{'|'.join(map(re.escape, _LINKS))})\b")
# French before a number: "plus" and "de" are words of English copy.
_AMOUNTS: Final = {
    "plus de": "more than", "moins de": "fewer than", "près de": "nearly", "autour de": "around", "au moins": "at least"
}  # fmt: skip
_AMOUNT: Final = re.compile(
    rf"\b(?P<phrase>{'|'.join(_AMOUNTS)}) (?=\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|"
    r"forty|fifty|a hundred|half)\b)"
)
# Titles that Italian writes small and short before a name in full.
_TITLES: Final = {
    "on": "MP", "sen": "Sen.", "avv": "lawyer", "dott": "Dr.", "dott.ssa": "Dr.", "ing": "engineer", "sig": "Mr.",
    "sig.ra": "Ms.", "mons": "Msgr.", "arch": "architect",
}  # fmt: skip
_TITLE: Final = re.compile(
    r"\b(?:the|(?:said|says|declared|added|explained|replied|commented|announced|asked|wrote|attacked|observed)) "
    rf"(?P<title>{'|'.join(map(re.escape, sorted(_TITLES, key=len, reverse=True)))})\. (?=[A-ZÀ-Þ][\w’'-]+ [A-ZÀ-Þ])"
)
# One of these stands between two blanks where any of them may be: one look at a set sends most texts home.
_LINKS_BEGIN: Final = frozenset(f"{bracket}{phrase.split()[0]}" for phrase in _LINKS for bracket in ("", "("))
_BEGIN: Final = frozenset([*(f"{title}." for title in _TITLES), *(phrase.split()[0] for phrase in _AMOUNTS)])


def phrases(passage: Passage) -> Iterator[Finding]:
    """Amounts and titles, each with its English."""
    if _BEGIN.isdisjoint(passage.chunks):
        return
    for match in _AMOUNT.finditer(passage.text):
        entry = Entry("fr", _AMOUNTS[match["phrase"]], "phrase")
        yield finding(passage, Span(*match.span("phrase")), "fr", entry)
    for match in _TITLE.finditer(passage.text):
        span = Span(match.start("title"), match.end("title") + 1)
        yield finding(passage, span, "it", Entry("it", _TITLES[match["title"]], "title"))


def links(passage: Passage) -> Iterator[Finding]:
    """What publishers put before links and under articles: also in their own lines."""
    if _LINKS_BEGIN.isdisjoint(passage.chunks):
        return
    for match in _LINK.finditer(passage.text):
        entry = _LINKS[match["phrase"]]
        yield finding(passage, Span(*match.span("phrase")), entry.language, entry)
