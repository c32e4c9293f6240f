"""Sightings that name one origin count as one."""

from __future__ import annotations

import pytest

from annotator.sightings.independence import Voice, credits_of, origins_of, same_speaker
from annotator.text.spans import Speaker


def speaker(name: str, kind: str = "person") -> Speaker:
    return Speaker(0, len(name), name, kind)  # type: ignore[arg-type]


def groups(*voices: Voice, **more: object) -> list[tuple[int, ...]]:
    return [group.claims for group in origins_of(voices, **more).groups]  # type: ignore[arg-type]


def test_sightings_that_share_nothing_are_independent() -> None:
    found = origins_of([Voice(1, 1, "A", "Post"), Voice(2, 2, "B", "Times"), Voice(3, 3)])
    assert (found.sightings, found.independent, found.shared) == (3, 3, ())


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (Voice(1, 1, feed="Meridian Wire"), Voice(2, 2, feed="MERIDIAN wire"), "one feed"),
        (Voice(1, 1, outlet="River Post"), Voice(2, 2, outlet="River Post"), "one outlet"),
        (Voice(1, 1, "A", credits=("AP",)), Voice(2, 2, "B", credits=("AP",)), "credit ap"),
        (Voice(1, 1, "A", outlet="AP"), Voice(2, 2, "B", credits=("AP",)), "credit ap"),
        (Voice(1, 1, outlet="Reuters"), Voice(2, 2, speaker=speaker("Reuters", "document")), "by way of reuters"),
        (
            Voice(1, 1, "A", speaker=speaker("Pentagon spokesman John Kirby")),
            Voice(2, 2, "B", speaker=speaker("Kirby")),
            "quote Pentagon spokesman John Kirby",
        ),
        (Voice(1, 7), Voice(2, 7), "one article"),
    ],
)  # fmt: skip
def test_what_names_one_origin_counts_as_one_and_says_why(one: Voice, other: Voice, why: str) -> None:
    found = origins_of([one, other, Voice(3, 9, "Z")])
    assert found.independent == 2 and found.shared[0].claims == (1, 2)
    assert why in "; ".join(found.shared[0].why)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (speaker("officials", "anonymous"), speaker("officials", "anonymous")),
        (speaker("police", "office"), speaker("police", "office")),
        (speaker("the ministry", "office"), speaker("the ministry", "office")),
        (speaker("John Kirby"), speaker("John Allen")),
        (speaker("Governor Omed Khoshnaw"), speaker("Governor Rawanduzi")),
    ],
)
def test_who_may_be_anybody_is_not_one_speaker(one: Speaker, other: Speaker) -> None:
    assert not same_speaker(one, other)


def test_relays_and_what_is_passed_on_are_one_origin() -> None:
    voices = [Voice(1, 1, "A"), Voice(2, 2, "B"), Voice(3, 3, "C"), Voice(4, 4, "D")]
    assert groups(*voices, relays=[(1, 2)]) == [(1, 2), (3,), (4,)]
    assert groups(*voices, passed_on={"c": (9, "Agency"), "d": (9, "Agency"), "a": (8, "Other")}) == [
        (1,),
        (2,),
        (3, 4),
    ]


def test_origins_hang_together_over_several_steps() -> None:
    voices = [Voice(1, 1, "A"), Voice(2, 2, "A", "Post"), Voice(3, 3, "B", "Post"), Voice(4, 4, "C")]
    assert groups(*voices) == [(1, 2, 3), (4,)]


@pytest.mark.parametrize(
    ("head", "credited"),
    [
        ("ERBIL, Iraq (AP) — ", ("AP",)),
        ("BAGHDAD (Meridian Wire) -", ("Meridian Wire",)),
        ("KIRKUK, Feb. 16", ()),
        ("By Jane Doe", ()),
        ("(16)", ()),
    ],
)
def test_an_agency_is_credited_in_brackets(head: str, credited: tuple[str, ...]) -> None:
    assert credits_of(head) == credited
