"""How many sightings of a matter are independent of each other: those that name one origin count as one.

Six articles that all quote one official, or print one agency's words, are one sighting. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, NamedTuple

from ..text.skeleton import fold
from ..text.spans import Speaker

_ARTICLES: Final = frozenset("the a an".split())
# "ERBIL, Iraq (AP) —", "By Jane Doe, Reuters": what stands in brackets, or after the name.
_CREDIT: Final = re.compile(r"\(([^()\n]{2,40})\)|\b([A-Z][\w.&’' -]{1,40}?)\s*[—–-]\s*$")


class Voice(NamedTuple):
    """One sighting, as far as it says where it has its words from. `credits`: the agencies that the article names
    above its text."""

    claim_id: int
    article_id: int
    feed: str = ""
    outlet: str = ""
    credits: tuple[str, ...] = ()
    speaker: Speaker | None = None


class Link(NamedTuple):
    """Why two sightings have one origin, in words."""

    one: int
    other: int
    why: str


@dataclass(frozen=True)
class Group:
    """The claims of one origin, in the order given, and why they are together."""

    claims: tuple[int, ...]
    why: tuple[str, ...]


@dataclass(frozen=True)
class Origins:
    groups: tuple[Group, ...]

    @property
    def sightings(self) -> int:
        return sum(len(group.claims) for group in self.groups)

    @property
    def independent(self) -> int:
        return len(self.groups)

    @property
    def shared(self) -> tuple[Group, ...]:
        """The groups that several sightings belong to: why there are fewer independent ones."""
        return tuple(group for group in self.groups if len(group.claims) > 1)


def credits_of(head: str) -> tuple[str, ...]:
    """The agencies that a dateline or a byline credits: "BAGHDAD (AP) —" is "AP"."""
    return tuple(
        dict.fromkeys(found[1].strip() for found in _CREDIT.finditer(head) if found[1] and not found[1].isdigit())
    )


def origins_of(
    voices: Sequence[Voice],
    *,
    relays: Iterable[tuple[int, int]] = (),
    passed_on: Mapping[str, tuple[int, str]] | None = None,
) -> Origins:
    """Sightings by their origin. `relays`: pairs of articles in nearly the same words; `passed_on`: by the folded name
    of an outlet or speaker that is a source of the desk, the source whose word it passes on at last, and its title."""
    pairs = {frozenset(pair) for pair in relays}
    links = [
        Link(one.claim_id, other.claim_id, why)
        for one, other in combinations(voices, 2)
        if (why := one_origin(one, other, pairs, passed_on or {}))
    ]
    group_of = {voice.claim_id: {voice.claim_id} for voice in voices}
    reasons: dict[int, list[str]] = {voice.claim_id: [] for voice in voices}
    for link in links:
        one, other = group_of[link.one], group_of[link.other]
        if one is not other:
            one |= other
            for claim in other:
                group_of[claim] = one
        reasons[link.one].append(link.why)
    groups, seen = [], set[int]()
    for voice in voices:
        if voice.claim_id not in seen:
            group = group_of[voice.claim_id]
            seen |= group
            members = tuple(each.claim_id for each in voices if each.claim_id in group)
            groups.append(Group(members, tuple(dict.fromkeys(why for claim in members for why in reasons[claim]))))
    return Origins(tuple(groups))


def one_origin(
    one: Voice, other: Voice, relays: set[frozenset[int]], passed_on: Mapping[str, tuple[int, str]]
) -> str | None:
    """Why two sightings have one origin, or None."""
    if one.article_id == other.article_id:
        return "one article"
    if frozenset((one.article_id, other.article_id)) in relays:
        return "nearly the same words"
    for name in ("feed", "outlet"):
        mine, theirs = getattr(one, name), getattr(other, name)
        if mine and fold(mine) == fold(theirs):
            return f"one {name}: {mine}"
    shared = credited(one) & credited(other)
    if shared:
        return f"credit {sorted(shared)[0]}" if one.credits or other.credits else f"by way of {sorted(shared)[0]}"
    if one.speaker is not None and other.speaker is not None and same_speaker(one.speaker, other.speaker):
        return f"quote {longer(one.speaker.name, other.speaker.name)}"
    mine, theirs = (
        {
            passed_on[key]
            for name in (each.outlet, each.feed, *each.credits)
            if name and (key := fold(name)) in passed_on
        }
        for each in (one, other)
    )
    both = sorted(mine & theirs)
    return f"pass on {both[0][1]}" if both else None


def credited(voice: Voice) -> frozenset[str]:
    """Every agency or outlet whose word it is by what stands there: its own, those credited, and one that is quoted."""
    named = [voice.feed, voice.outlet, *voice.credits]
    if voice.speaker is not None and voice.speaker.kind == "document":
        named.append(voice.speaker.name)
    return frozenset(" ".join(words_of(name)) for name in named if name)


def words_of(name: str) -> list[str]:
    return [word for word in fold(name).split() if word not in _ARTICLES]


def same_speaker(one: Speaker, other: Speaker) -> bool:
    """Whether two articles quote one speaker: the shorter name's words all stand in the longer one. Who is not named
    ("officials") and an office without a name of its own ("police") may be anybody."""
    if not (is_named(one) and is_named(other)):
        return False
    mine, theirs = set(words_of(one.name)), set(words_of(other.name))
    shorter, other_words = sorted((mine, theirs), key=len)
    return bool(shorter) and shorter <= other_words and any(word[:1].isupper() for word in one.name.split())


def is_named(speaker: Speaker) -> bool:
    if speaker.kind == "anonymous":
        return False
    words = [word for word in speaker.name.split() if word.lower() not in _ARTICLES]
    return any(word[:1].isupper() for word in words)


def longer(one: str, other: str) -> str:
    return one if len(one) >= len(other) else other
