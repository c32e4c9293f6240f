"""Texts in nearly the same words are found, others are not."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from annotator.relays.wordruns import FEWEST, compare, runs, sign, words
from annotator.text.spans import Zone

SENTENCES = [
    "The ferry left the port of Karsund shortly after six in the morning with 212 people on board.",
    "Two hours later water came into the lower deck and the captain called for help.",
    "Fishing boats from three villages reached the ship before the coast guard did.",
    "Rescuers brought 197 passengers ashore and were still looking for the others at dusk.",
    "The owner said that the vessel had passed its last inspection in April.",
    "A harbour official told reporters that the number of lorries on board was higher than declared.",
    "The transport minister ordered an inquiry and asked for patience.",
    "Relatives waited in a school near the quay, where volunteers handed out blankets.",
    "It was the third accident on this route in ten years.",
    "The line has carried mail and workers between the islands since 1954.",
]
STORY = " ".join(SENTENCES)
CORPUS = Path(__file__).parents[3] / "corpus" / "articles"
TEXTS = [path.read_text("utf-8").split("---\n", 2)[2] for path in sorted(CORPUS.glob("*.md"))]


def shared(one: str, other: str) -> int:
    return len(set(sign(one).bands) & set(sign(other).bands))


def contained(one: str, other: str) -> float:
    return compare(runs(words(one)), runs(words(other))).contained


@pytest.mark.parametrize(
    "relay",
    [
        STORY,
        " ".join(SENTENCES[:5]),
        " ".join(SENTENCES[:3]),
        STORY.replace("197", "199").replace("Karsund", "Karsünd"),
        "KARSUND (Agency) - " + STORY.replace(".", ".\n\n"),
        " ".join(SENTENCES[::-1]),
        " ".join(["Our own correspondent was there when it happened.", *SENTENCES[1:]]),
    ],
    ids=["same", "half", "a third", "corrected", "reset", "turned round", "another lead"],
)
def test_a_relay_shares_bands_and_most_of_its_words(relay: str) -> None:
    assert shared(STORY, relay)
    assert contained(STORY, relay) > 0.6


def test_stories_about_the_same_week_are_no_relays() -> None:
    """The sample corpus: eighteen stories of one week in one country, none of them a relay. Two share
    the advertisements of their outlet."""
    signed = [sign(text) for text in TEXTS]
    pairs = [(one, other) for at, one in enumerate(signed) for other in signed[:at]]
    assert len(pairs) == 153
    assert max(compare(one.runs, other.runs).contained for one, other in pairs) < 0.15


def test_signatures_find_what_was_reworded() -> None:
    """One word in ten replaced: nineteen of twenty such texts share a band with what they came from."""
    dice = random.Random(4)
    others = " ".join(TEXTS).split()
    found = 0
    for text in TEXTS:
        again = " ".join(dice.choice(others) if dice.random() < 0.1 else word for word in text.split())
        found += bool(shared(text, again))
    assert found >= 0.95 * len(TEXTS)


def test_the_outlets_own_words_do_not_count() -> None:
    notice = "Subscribe to our morning letter for the stories of the day. " * 4
    text = f"{STORY}\n\n{notice}"
    assert words(text, [Zone("boilerplate", len(STORY), len(text))]) == words(STORY)


def test_short_texts_say_nothing() -> None:
    short = " ".join(["word"] * (FEWEST - 1))
    assert sign(short).bands == []
    assert compare(sign(short).runs, sign(STORY).runs) == (0.0, 0.0)


def test_bands_fit_a_database_integer_and_stay_the_same() -> None:
    """They are kept: another number for the same text would lose every relay found before."""
    bands = sign(STORY).bands
    assert all(0 <= band < 2**63 for band in bands)
    assert bands[:2] == [126159929413459984, 126475312442652970]
