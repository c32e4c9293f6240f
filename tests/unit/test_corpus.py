"""The sample corpus says what its README says: heads, anchors, closed lists, damage and disagreements."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from datetime import datetime
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import frontmatter
import pytest

from annotator.claims.models import FAULTS, STANCES, STATES, VERDICTS
from annotator.corrections.models import CLASSES
from annotator.corrections.models import STATES as CORRECTION_STATES
from annotator.garbles.kinds import KINDS
from annotator.ingest.draft import Origin
from annotator.ingest.limits import Limits
from annotator.ingest.readers import markdown
from annotator.sources.models import RELIABILITIES, SOURCE_KINDS
from annotator.text.spans import CLAIM_KINDS

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
FIELDS = {
    "title", "outlet", "byline", "feed", "language", "source_language", "translator",
    "published", "url", "collection", "identifier",
}  # fmt: skip
RUN = 9  # words: two writers hardly ever share so many in a row by chance


class Story(NamedTuple):
    path: Path
    head: dict[str, Any]
    body: str


def read_story(path: Path) -> Story:
    post = frontmatter.loads(path.read_text(encoding="utf-8"))
    return Story(path, post.metadata, post.content)


def read_lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CORPUS / name).read_text(encoding="utf-8").splitlines()]


STORIES = [read_story(path) for path in sorted((CORPUS / "articles").glob("*.md"))]
BODIES = {story.head["identifier"]: story.body for story in STORIES}
REVIEWS = read_lines("reviews.jsonl")
BY_TYPE: dict[str, list[dict[str, Any]]] = defaultdict(list)
for _line in REVIEWS:
    BY_TYPE[_line["type"]].append(_line)
ANCHORED = [line for line in REVIEWS if "quote" in line]
TRANSLATED = [story for story in STORIES if story.head["translator"]]


def places_of(quote: str, prefix: str, body: str) -> int:
    """How often the quote stands in the body, overlaps counted."""
    return len(re.findall(f"(?={re.escape(prefix + quote)})", body))


def runs(text: str) -> set[str]:
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def body_starting(slug: str) -> str:
    return next(story.body for story in STORIES if story.path.name.startswith(slug))


def test_there_are_stories_enough_from_feeds_enough() -> None:
    assert len(STORIES) >= 16
    assert len({story.head["feed"] for story in STORIES}) >= 4
    assert len(TRANSLATED) >= 6
    assert len(BODIES) == len(STORIES), "an identifier is used twice"
    assert len({story.head["url"] for story in STORIES}) == len(STORIES), "a URL is used twice"


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.path.stem)
def test_a_head_is_complete_and_a_story_short(story: Story) -> None:
    assert set(story.head) - {"source_text"} == FIELDS
    assert all(isinstance(value, str) for value in story.head.values())
    assert all(value.strip() for name, value in story.head.items() if name != "translator")
    assert bool(story.head["translator"]) == (story.head["source_language"] != story.head["language"])
    published = datetime.fromisoformat(story.head["published"])
    assert published.tzinfo is not None
    assert (2021, 2, 15) <= (published.year, published.month, published.day) <= (2021, 2, 28)
    assert re.match(r"https://(example\.org|feed\.example)/", story.head["url"])
    assert 150 <= len(story.body.split()) <= 450


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.path.stem)
def test_the_reader_takes_a_story_in_word_for_word_without_a_note(story: Story) -> None:
    (draft,) = markdown.read(story.path.read_bytes(), Origin(story.path.name), Limits())
    assert draft.text.rstrip("\n") == story.body
    assert draft.notes == ()
    for field in FIELDS - {"published"}:
        assert (getattr(draft, field) or "") == story.head[field]
    assert draft.published == datetime.fromisoformat(story.head["published"])
    assert (draft.source_text or "") == story.head.get("source_text", "")


@pytest.mark.parametrize("line", ANCHORED, ids=lambda line: f"{line['type']}-{line['quote'][:40]}")
def test_a_quote_stands_once_in_its_article(line: dict[str, Any]) -> None:
    body = BODIES[line["article"]]
    assert places_of(line["quote"], line.get("prefix", ""), body) == 1
    if "prefix" in line:
        assert places_of(line["quote"], "", body) > 1, "the prefix is not needed"


def test_corrections_of_one_article_do_not_overlap() -> None:
    for one, other in combinations(BY_TYPE["correction"], 2):
        if one["article"] == other["article"]:
            body = BODIES[one["article"]]
            first, second = sorted(
                (start, start + len(line["quote"])) for line in (one, other) for start in [body.index(line["quote"])]
            )
            assert first[1] <= second[0]


def test_claims_keep_to_the_closed_lists_and_say_who_and_on_what() -> None:
    reviewers = {line["name"] for line in BY_TYPE["reviewer"]}
    titles = {line["title"] for line in BY_TYPE["source"]}
    for claim in BY_TYPE["claim"]:
        assert claim["wording"] and claim["state"] in STATES
        assert claim["kinds"] and set(claim["kinds"]) <= set(CLAIM_KINDS)
        judges = [assessment["reviewer"] for assessment in claim["assessments"]]
        assert set(judges) <= reviewers and len(set(judges)) == len(judges)
        for assessment in claim["assessments"]:
            assert assessment["verdict"] in VERDICTS and 0 <= assessment["confidence"] <= 100
            assert assessment["fault"] in (None, *FAULTS)
        for evidence in claim["evidence"]:
            assert evidence["source"] in titles and evidence["stance"] in STANCES and evidence["passage"]


def test_a_claim_s_state_fits_its_assessments() -> None:
    for claim in BY_TYPE["claim"]:
        verdicts = {assessment["verdict"] for assessment in claim["assessments"]}
        if claim["state"] == "settled":
            assert len(claim["assessments"]) >= 2, f"settled by one reader: {claim['quote']}"
            assert len(verdicts) == 1, f"settled with two verdicts: {claim['quote']}"
        elif claim["state"] in {"assessed", "recheck"}:
            assert verdicts
        else:
            assert not verdicts


def test_sources_garbles_corrections_and_comments_keep_to_the_closed_lists() -> None:
    reviewers = {line["name"] for line in BY_TYPE["reviewer"]}
    for source in BY_TYPE["source"]:
        assert source["kind"] in SOURCE_KINDS and source["reliability"] in RELIABILITIES and source["origin"]
    for garble in BY_TYPE["garble"]:
        assert garble["category"] in KINDS and garble["state"] in {"confirmed", "dismissed"}
        assert garble["by"] in reviewers
        assert garble["state"] == "confirmed" or garble["reading"] is None
    for correction in BY_TYPE["correction"]:
        assert correction["class"] in CLASSES and correction["state"] in CORRECTION_STATES
        assert correction["by"] in reviewers and correction["replacement"] != correction["quote"]
    quotes = {(claim["article"], claim["quote"]) for claim in BY_TYPE["claim"]}
    for comment in BY_TYPE["comment"]:
        assert comment["by"] in reviewers and comment["text"] and comment["article"] in BODIES
        assert "quote" not in comment or (comment["article"], comment["quote"]) in quotes
    for matter in BY_TYPE["matter"]:
        assert matter["by"] in reviewers and matter["title"] and len({one["article"] for one in matter["claims"]}) > 1
        assert {(one["article"], one["quote"]) for one in matter["claims"]} <= quotes


def test_a_newcomer_sees_a_living_desk() -> None:
    assert len(BY_TYPE["claim"]) >= 40 and len({claim["article"] for claim in BY_TYPE["claim"]}) >= 8
    assert len(BY_TYPE["garble"]) >= 10 and len(BY_TYPE["correction"]) >= 8
    assert len(BY_TYPE["comment"]) >= 6 and len(BY_TYPE["source"]) >= 14 and len(BY_TYPE["reviewer"]) == 3
    used = Counter(assessment["verdict"] for claim in BY_TYPE["claim"] for assessment in claim["assessments"])
    assert set(used) == set(VERDICTS)
    assert {"open", "assessed", "settled", "recheck"} <= {claim["state"] for claim in BY_TYPE["claim"]}
    untouched = set(BODIES) - {line["article"] for line in ANCHORED}
    assert untouched, "leave some stories for the newcomer"


def test_readings_point_into_the_gazetteer() -> None:
    known = {entity["id"]: entity for entity in read_lines("gazetteer.jsonl")}
    named = [garble for garble in BY_TYPE["garble"] if garble["entity"]]
    assert len(named) >= 8
    for garble in named:
        assert garble["entity"] in known, garble["quote"]


@pytest.mark.parametrize(
    ("pattern", "feeds"),
    [
        (r"\b2,?500 (American )?(troops|soldiers)|American forces in Iraq is estimated at 2500", 3),
        (r"\b3,000 (American )?soldiers", 1),
        (r"making three dead", 1),
        (r"two deaths|two lives|killing of two people", 3),
        (r"(Twenty|twenty)-four (rockets|shots)|24 rockets", 2),
        (r"(Fourteen 107 mm|fourteen) rockets", 2),
        (r"from 500 (people )?to (around 4,000)", 1),
        (r"from 500 to 5,000", 1),
        (r"Two rockets struck the Green Zone", 1),
        (r"three rockets of the Katyusha type inside the Green Zone", 1),
        (r"\b18 million cubic metres", 1),
        (r"eight million cubic meters", 1),
        (r"22 fighters killed", 1),
        (r"seventeen pro-Iran militiamen", 1),
    ],
)
def test_the_feeds_disagree(pattern: str, feeds: int) -> None:
    found = {story.head["feed"] for story in STORIES if re.search(pattern, story.body)}
    assert len(found) >= feeds, found


def test_two_stories_have_the_french_beside() -> None:
    originals = [story for story in STORIES if "source_text" in story.head]
    assert len(originals) == 2
    for story in originals:
        assert story.head["source_language"] == "fr"
        french = story.head["source_text"]
        assert len(french.split()) >= 150 and "«" in french and " selon " in french.lower()
        # As many paragraphs as the copy has before its byline, repeated lead and advertisement.
        assert "3 000 " in french and "3,000 " in story.body
        assert 6 <= french.strip().count("\n") < story.body.count("\n")


def test_the_translated_stories_carry_the_planted_damage() -> None:
    texts = [story.body for story in TRANSLATED]
    assert sum("MM. " in text for text in texts) >= 3
    assert sum("elon " in text and bool(re.search(r"\b[Ss]elon\b", text)) for text in texts) >= 3
    assert sum(text.count("“") != text.count("”") for text in texts) >= 5
    assert sum(bool(re.search(r"[a-z]\n(, |[A-Z]|denied)", text)) for text in texts) >= 5, "lines broken in a name"
    assert sum(text[-1].isalpha() for text in texts) >= 3, "last sentences cut off"
    leads = [text.split(".")[0][:40] for text in texts]
    assert sum(text.count(lead) == 2 for text, lead in zip(texts, leads, strict=True)) >= 3, "repeated leads"
    assert sum(bool(re.search(r"beekeeper|Causeway Friend|on Telegram", text)) for text in texts) >= 4
    headings = [line for text in texts for line in text.splitlines() if re.fullmatch(r"[A-Z][^.“”…,]{3,30}\??", line)]
    assert len(headings) >= 6


def test_offsets_are_tried_on_emoji_combining_marks_and_arabic() -> None:
    emoji = body_starting("12")
    assert "\u200d" in emoji and max(emoji) > "\U0001f000"
    assert emoji != unicodedata.normalize("NFC", emoji), "composed accents would try nothing"
    assert len(re.findall(r"\([\u0600-\u06ff ]+\)", body_starting("16"))) >= 6
    quotes = "".join(line["quote"] for line in ANCHORED)
    assert "\u0301" in quotes and "\u200d" in quotes and re.search(r"[\u0600-\u06ff]", quotes)


def test_no_nine_words_in_a_row_are_shared_between_feeds() -> None:
    by_feed: dict[str, set[str]] = defaultdict(set)
    for story in STORIES:
        by_feed[story.head["feed"]] |= runs(story.body)
    for one, other in combinations(by_feed, 2):
        assert not by_feed[one] & by_feed[other], (one, other)
