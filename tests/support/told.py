"""Small invented corpora of one event by several outlets, read without a database: what the board has of them."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from annotator.contradictions import dated, denials
from annotator.contradictions.pairing import pairs
from annotator.contradictions.readings import Reading, between, later_lower
from annotator.contradictions.telling import Saying, Stated, Telling, Told, telling
from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.records import read_jsonl
from annotator.ingest.analysis import analyse

ROOT = Path(__file__).resolve().parent.parent.parent
CORPORA = ROOT / "tests" / "unit" / "contradictions" / "corpora"
_HEAD = re.compile(r"^# (?P<feed>[^|]+) \| (?P<at>[^|]+) \| (?P<title>.+)$", re.MULTILINE)


class Pair(NamedTuple):
    """A disagreement as a test names it: the two outlets, what is counted, and both values in words."""

    first: str
    second: str
    name: str
    values: tuple[str, str]
    proposed: str
    wordings: tuple[str, str]
    reasons: tuple[str, ...]


@cache
def gazetteer() -> Gazetteer:
    """That of the sample: it knows no place of the other corpora."""
    lines = (ROOT / "corpus" / "gazetteer.jsonl").read_text(encoding="utf-8").splitlines()
    return Gazetteer(read_jsonl(lines))


def corpus(name: str) -> dict[str, Telling]:
    """What each outlet of a corpus tells."""
    text = (CORPORA / f"{name}.md").read_text(encoding="utf-8")
    heads = list(_HEAD.finditer(text))
    found = {}
    for number, head in enumerate(heads):
        end = heads[number + 1].start() if number + 1 < len(heads) else len(text)
        published = dt.datetime.fromisoformat(head["at"])
        found[head["feed"].strip()] = told(text[head.end() : end].strip(), head["title"], published)
    return found


def told(text: str, title: str, published: dt.datetime) -> Telling:
    analysis = analyse(text, title=title, published=published, gazetteer=gazetteer())
    stated = [
        Stated(number, claim.wording, claim.anchors[0].start, claim.anchors[-1].end, 2)
        for number, claim in enumerate(analysis.claims)
    ]
    return telling(text, analysis.zones, title, published, stated, gazetteer())


def board(tellings: dict[str, Telling]) -> list[Pair]:
    """Every pair that the board would have of these outlets."""
    alike = {(a, b): list(pairs(tellings[a].figures, tellings[b].figures)) for a, b in combinations(tellings, 2)}
    found = []
    for (a, b), some in alike.items():
        cluster = [each for key, these in alike.items() if a in key or b in key for pair in these for each in pair]
        for one, other in some:
            reading = between(one.figure, one.setting, other.figure, other.setting)
            if reading is not None:
                found.append(pair_of(a, b, one.figure.name, later_lower(reading, one, other, cluster), one, other))
        for mine in tellings[a].sayings:
            for theirs in tellings[b].sayings:
                if not mine.setting.named & theirs.setting.named:
                    continue
                sides = (mine.statement, mine.setting, theirs.statement, theirs.setting)
                reading = dated.read(*sides, strict=True) or denials.read(*sides, strict=True)
                if reading is not None:
                    found.append(pair_of(a, b, reading.sort, reading, mine, theirs))
    return found


def pair_of(a: str, b: str, name: str, reading: Reading, one: Told | Saying, other: Told | Saying) -> Pair:  # noqa: PLR0917 - a pair's fields
    return Pair(
        a, b, name, (reading.first.shown, reading.second.shown), reading.proposed,
        (one.statement.wording, other.statement.wording), reading.reasons,
    )  # fmt: skip
