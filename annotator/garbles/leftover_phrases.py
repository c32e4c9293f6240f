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
# Courts, offices and services as Italian and French call them; what English copy uses too ("Palazzo Chigi", "Guardia
# Civil") is left out.
_BODIES: Final = {
    phrase: (language, english)
    for language, english, phrases in (
        ("it", "Court of Cassation", "Corte di Cassazione|Corte di cassazione|Suprema Corte"),
        ("it", "Court of Auditors", "Corte dei Conti|Corte dei conti"),
        ("it", "Constitutional Court", "Corte Costituzionale|Corte costituzionale"),
        ("it", "court of appeal", "Corte d’Appello|Corte d’appello|Corte di Appello"),
        ("it", "assize court", "Corte d’Assise|Corte d’assise|Corte di Assise"),
        ("it", "Council of State", "Consiglio di Stato"),
        ("it", "council of ministers", "Consiglio dei Ministri|Consiglio dei ministri"),
        ("it", "Chamber of Deputies", "Camera dei Deputati|Camera dei deputati"),
        ("it", "Coast Guard", "Guardia Costiera|Guardia costiera"),
        ("it", "financial police", "Guardia di Finanza|Guardia di finanza"),
        ("it", "harbor master’s office", "Capitaneria di Porto|Capitaneria di porto"),
        ("it", "civil protection agency", "Protezione Civile|Protezione civile"),
        ("it", "Red Cross", "Croce Rossa"),
        ("it", "state police", "Polizia di Stato"),
        ("it", "revenue agency", "Agenzia delle Entrate|Agenzia delle entrate"),
        ("it", "anti-Mafia directorate", "Direzione Distrettuale Antimafia|Direzione distrettuale antimafia"),
        ("it", "privacy authority", "Garante della Privacy|Garante della privacy"),
        ("fr", "Court of Cassation", "Cour de cassation|Cour de Cassation"),
        ("fr", "Court of Auditors", "Cour des comptes|Cour des Comptes"),
        ("fr", "court of appeal", "Cour d’appel|cour d’appel|Cour d’Appel"),
        ("fr", "assize court", "Cour d’assises|cour d’assises"),
        ("fr", "Council of State", "Conseil d’État|Conseil d’Etat"),
        ("fr", "council of ministers", "Conseil des ministres|Conseil des Ministres"),
        ("fr", "justice minister", "Garde des Sceaux|garde des Sceaux|garde des sceaux"),
        ("fr", "criminal court", "Tribunal correctionnel|tribunal correctionnel"),
        ("fr", "administrative court", "Tribunal administratif|tribunal administratif"),
        ("fr", "public prosecutor", "Procureur de la République|procureur de la République"),
        ("fr", "Red Cross", "Croix-Rouge"),
        ("fr", "Red Crescent", "Croissant-Rouge"),
    )
    for phrase in phrases.split("|")
}
_BODY: Final = re.compile(
    rf"(?<![\w“‘\"(])(?:(?P<phrase>{'|'.join(re.escape(one).replace('’', '[’' + chr(39) + ']') for one in _BODIES)})"
    r"|(?P<court>T(?:ar|AR) (?:del |della |dell[’']|di )(?P<where>[A-ZÀ-Þ][\w-]+)))\b(?! ?[(”])"
)
# One of these stands between two blanks where any of them may be: one look at a set sends most texts home.
_LINKS_BEGIN: Final = frozenset(f"{bracket}{phrase.split()[0]}" for phrase in _LINKS for bracket in ("", "("))
_BODIES_BEGIN: Final = frozenset(
    ["Tar", "TAR", *(f"{phrase.split()[0]}{mark}" for phrase in _BODIES for mark in ("", ",", "."))]
)
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


def bodies(passage: Passage) -> Iterator[Finding]:
    """Courts, offices and services of which no known name is, each with its English."""
    if _BODIES_BEGIN.isdisjoint(passage.chunks):
        return
    for match in _BODY.finditer(passage.text):
        span = Span(*match.span())
        if passage.mentions_in(span) or passage.is_quoted(span.start):
            continue
        if match["court"]:
            entry = Entry("it", f"regional administrative court of {match['where']}", "phrase")
        else:
            entry = Entry(*_BODIES[match["phrase"].replace("'", "’")], "phrase")
        yield finding(passage, span, entry.language, entry)


def links(passage: Passage) -> Iterator[Finding]:
    """What publishers put before links and under articles: also in their own lines."""
    if _LINKS_BEGIN.isdisjoint(passage.chunks):
        return
    for match in _LINK.finditer(passage.text):
        entry = _LINKS[match["phrase"]]
        yield finding(passage, Span(*match.span("phrase")), entry.language, entry)
