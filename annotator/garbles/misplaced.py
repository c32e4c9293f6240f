"""A known place put into a country where it does not lie: "Djibouti, a besieged town in the north of Burkina Faso".

An engine that does not know Djibo writes the place that it knows. The gazetteer says in which country every place of
the name lies; the right one is that of the country named whose spelling is nearest. `detectors.echo` has the same in
brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rapidfuzz.distance import Indel

from annotator.garbles import known, powers
from annotator.garbles.countries import IN_COUNTRY, countries_of, homes_of, is_state
from annotator.garbles.passage import Passage
from annotator.gazetteer.records import EntityRecord
from annotator.text.skeleton import fold
from annotator.text.spans import Finding, Reading

KIND: Final = "garbled-place"
# How like a place of the country must be.
LIKE: Final = 0.7
_SORTS: Final = (
    "town|city|village|locality|camp|base|district|province|region|port|area|commune|municipality|oasis|suburb|"
    "settlement|hamlet"
)
_LAND: Final = re.compile(
    rf"(?P<apposition>,? (?:an?|the) (?:[a-z-]+,? ){{0,4}}(?:{_SORTS}) (?:[a-z-]+ )?)?{IN_COUNTRY}"
)
_COMMA: Final = re.compile(r",? ")
# "the policy of Ankara in northern Syria" says nothing of where Ankara lies; "in Ankara in northern Syria" does.
_LIES: Final = re.compile(
    r"\b(?:[Ii]n|[Nn]ear|[Aa]t|[Oo]utside|[Ii]nside|[Aa]round|(?:town|city|village|port|outskirts|centre|center) of|"
    r"entered|reached|left|stormed|captured|seized|besieged|bombed|shelled) \Z"
)
_LONGEST_BEFORE: Final = 20
# Towns of the New World, and the Greek Tripoli, bear names of the whole map.
_NEW_WORLD: Final = frozenset({"canada", "australia", "jamaica", "brazil", "mexico", "panama", "colombia", "greece"})


def misplaced(passage: Passage) -> Iterator[Finding]:
    """Places whose own country is another than that in which the words right behind them put them."""
    text = passage.text
    if " in " not in text:
        return
    for span, entity in passage.mentions:
        match = _where(text, span.end)
        if match is None:
            continue  # nearly all
        record = passage.gazetteer.entity(entity)
        country = match["country"].lower()
        if record is None or record.kind != "place" or country in _NEW_WORLD or not known.in_copy(passage, span):
            continue
        name = span.of(text)
        if not match["apposition"] and (
            is_state(name) or not _LIES.search(text[max(0, span.start - _LONGEST_BEFORE) : span.start])
        ):
            continue
        homes = homes_of(passage.gazetteer, name, country)
        if not homes or not known.stands_alone(passage, span):
            continue
        meant = _nearest(passage, name, country)
        if meant is None and not (is_state(name) or powers.state(name)):
            continue  # another town of the name may lie there
        right = match["country"]
        home = "" if is_state(name) else f", but in {', '.join(sorted(one.title() for one in homes))}"
        reason = f"{name} does not lie in {right}{home}."
        near = f"a place in {right} with nearly this name"
        readings = [Reading(meant[0].name, meant[1], near, meant[0].id)] if meant else []
        yield passage.finding(KIND, span, reason, readings)


def _where(text: str, end: int) -> re.Match[str] | None:
    """The words right behind a name that put it into a part of a country, or into the country as a town of it."""
    space = _COMMA.match(text, end)
    if space is None:
        return None
    match = _LAND.match(text, end) or _LAND.match(text, space.end())
    return match if match is not None and (match["apposition"] or match["side"]) else None


def _nearest(passage: Passage, name: str, country: str) -> tuple[EntityRecord, float] | None:
    """The place of a country whose spelling is nearest, with the likeness; the gazetteer is gone through for it."""
    asked = fold(name)
    best: tuple[EntityRecord, float] | None = None
    for record in passage.gazetteer.entities:
        if record.kind != "place" or passage.gazetteer.entity(record.id) is not record:
            continue
        like = max(
            (Indel.normalized_similarity(asked, fold(one)) for one in record.names() if fold(one)[:1] == asked[:1]),
            default=0.0,
        )
        if like >= LIKE and (best is None or like > best[1]) and country in countries_of(record):
            best = record, like
    return best
