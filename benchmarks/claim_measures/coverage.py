"""Six invented garbled articles (benchmarks/gold/articles) and the 120 claims that a fact-checker listed of them.

A listed claim is covered when the anchors of one found claim hold at least 80 % of its quote's words, each at its
place in the text, and have at most 2.5 times as many words. No claim may come out of what is not body copy.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotator.text.segment import sentences
from annotator.text.spans import Span
from benchmarks.claim_measures.engine import suggestions

GOLD = Path(__file__).resolve().parents[1] / "gold"
HELD, TIMES_AS_LONG = 0.8, 2.5

Anchors = Sequence[Span]
Find = Callable[[str], list[Anchors]]

_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Article:
    """A text with the stretches of its listed claims and its zones (kind, stretch)."""

    name: str
    text: str
    listed: list[Anchors] = field(default_factory=list)
    zones: list[tuple[str, Span]] = field(default_factory=list)


def located(text: str, quote: str | Sequence[str]) -> Anchors:
    """Where the words of a quote stand: one stretch or several, in order. ValueError if not there."""
    found: list[Span] = []
    at = 0
    for part in (quote,) if isinstance(quote, str) else quote:
        start = text.index(part, at)
        at = start + len(part)
        found.append(Span(start, at))
    return found


def words_of(text: str, anchors: Anchors) -> set[int]:
    """Where each word of the stretches starts, in code points of the text."""
    return {match.start() for anchor in anchors for match in _WORD.finditer(text, anchor.start, anchor.end)}


def covers(text: str, found: Anchors, listed: Anchors) -> bool:
    asked, held = words_of(text, listed), words_of(text, found)
    return len(held & asked) >= HELD * len(asked) and len(held) <= TIMES_AS_LONG * len(asked)


def load() -> list[Article]:
    articles = {
        path.stem: Article(path.stem, path.read_text(encoding="utf-8"))
        for path in sorted((GOLD / "articles").glob("*.txt"))
    }
    for line in (GOLD / "claims.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        article = articles[record["article"]]
        article.listed.append(located(article.text, record["quote"]))
    for line in (GOLD / "zones.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        start = record["start"]
        articles[record["article"]].zones.append((record["kind"], Span(start, start + len(record["quote"]))))
    return list(articles.values())


def our_anchors(text: str) -> list[Anchors]:
    return [claim.anchors for claim in suggestions(text)]


def whole_sentences(text: str) -> list[Anchors]:
    return [(sentence,) for sentence in sentences(text)]


def halves(text: str) -> list[Anchors]:
    """Each sentence cut at every "and"."""
    found: list[Anchors] = []
    for sentence in sentences(text):
        start = sentence.start
        for match in re.compile(r",?\sand\s").finditer(text, sentence.start, sentence.end):
            found.append((Span(start, match.start()),))
            start = match.end()
        found.append((Span(start, sentence.end),))
    return found


def missed(find: Find) -> list[tuple[str, str]]:
    """The listed claims that nothing covers, each with its article's name: what to look at next."""
    return [
        (article.name, " … ".join(part.of(article.text) for part in listed))
        for article in load()
        for found in [find(article.text)]
        for listed in article.listed
        if not any(covers(article.text, anchors, listed) for anchors in found)
    ]


def out_of_zones(find: Find) -> list[tuple[str, str, str]]:
    """Claims with words of a zone: the article's name, the zone's kind, the claim's words."""
    return [
        (article.name, kind, " … ".join(part.of(article.text) for part in anchors))
        for article in load()
        for anchors in find(article.text)
        for held in [words_of(article.text, anchors)]
        for kind, zone in article.zones
        if held & words_of(article.text, (zone,))
    ]


def rows(data: Path) -> list[tuple[str, str]]:
    total = sum(len(article.listed) for article in load())
    found: list[tuple[str, str]] = []
    for name, find in (("ours", our_anchors), ("sentence = claim", whole_sentences), ("split at “and”", halves)):
        covered = total - len(missed(find))
        count = sum(len(find(article.text)) for article in load())
        found.append(
            (f"own articles, {name}", f"{covered} of {total} covered ({covered / total:.2f}) by {count} claims")
        )
    found.append(("own articles, claims out of zones", str(len(out_of_zones(our_anchors)))))
    return found


def main() -> None:
    """What is missed, and what comes out of zones."""
    for name, quote in missed(our_anchors):
        print(f"missed    {name}: {quote}")
    for name, kind, quote in out_of_zones(our_anchors):
        print(f"from zone {name}, {kind}: {quote}")


if __name__ == "__main__":
    main()
