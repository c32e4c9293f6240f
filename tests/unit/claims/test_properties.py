"""What holds for any text at all: exact anchors, none in a zone, the same answer twice, never an exception."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.claims.splitting import claims
from annotator.text.dates import dates
from annotator.text.quantities import quantities
from annotator.text.quotes import quotations, speakers
from annotator.text.segment import sentences
from annotator.text.zones import zones

ANY = st.text(alphabet=st.characters(), max_size=300)  # lone surrogates and control characters among them
PIECES = st.sampled_from(
    "The army|Karwan Aziz|he|they|which|who|and|but|,|.|“|”|(|)|\n|\n\n| - |said|says that|according to|killed|"
    "was|is a|the head of|including|on Monday|2,500|half a dozen|troops|$ 2 billion|late 2019|will|must|"
    "wheat, rice and sugar|"
    "him|whose|that|adding|While|left|signed by|A.|no.|mentioned|the visit of Pope Anselm|you|a month|(rds/jk)|"
    "Options|Who pays?|…|By Samira Haddad|led by|because|although|10:30 p.m.|بغداد|٢٥|😀|é|:|;".split("|")
)
COPY = st.lists(PIECES, max_size=60).map(" ".join)

# Stretches of the sample's and the gold's articles, cut anywhere: real grammar that breaks off.
ROOT = Path(__file__).resolve().parents[3]
STORIES = [
    path.read_text(encoding="utf-8")
    for folder, names in (("corpus/articles", "*.md"), ("benchmarks/gold/articles", "*.txt"))
    for path in sorted((ROOT / folder).glob(names))
]
CUT = st.tuples(st.sampled_from(STORIES), st.integers(0, 4_000), st.integers(1, 500)).map(
    lambda drawn: drawn[0][drawn[1] % len(drawn[0]) :][: drawn[2]]
)


@settings(max_examples=400, deadline=None)
@given(st.one_of(ANY, COPY, CUT))
def test_claims_of_any_text_are_anchored_exactly_and_outside_zones(text: str) -> None:
    stretches = zones(text)
    cut = sentences(text, "en", stretches)
    found = claims(text, cut, stretches)
    for zone, after in pairwise(stretches):
        assert zone.end <= after.start
    for sentence, after in pairwise(cut):
        assert sentence.end <= after.start
    for claim in found:
        assert claim.wording and claim.anchors and 0 <= claim.worth <= 1
        last = 0
        for anchor in claim.anchors:
            assert last <= anchor.start < anchor.end <= len(text)
            assert anchor.of(text).strip() == anchor.of(text)
            assert any(sentence.contains(anchor) for sentence in cut)
            assert not any(zone.start < anchor.end and anchor.start < zone.end for zone in stretches)
            last = anchor.end
    assert claims(text, cut, stretches) == found


@settings(max_examples=200, deadline=None)
@given(st.one_of(ANY, COPY))
def test_facts_of_any_text_quote_it_exactly(text: str) -> None:
    for fact in [*quantities(text), *dates(text)]:
        assert text[fact.start : fact.end] == fact.quote != ""
    for sentence in sentences(text):
        speaker = speakers(text, sentence)
        if speaker is not None:
            assert text[speaker.start : speaker.end] == speaker.name
            assert sentence.start <= speaker.start < speaker.end <= sentence.end
    for quotation in quotations(text):
        assert quotation.end - quotation.start >= 3


@settings(max_examples=50, deadline=None)
@given(COPY)
def test_added_words_stand_in_brackets_and_the_rest_in_the_text(text: str) -> None:
    for claim in claims(text, sentences(text), ()):
        if "[" in text or "]" in text:
            continue
        outside = claim.wording
        while "[" in outside:
            outside = outside[: outside.index("[")] + " " + outside[outside.index("]") + 1 :]
        words = {word.strip('“”".,;:!?…()-').casefold() for word in outside.split()}
        assert words <= {word.strip('“”".,;:!?…()-').casefold() for word in text.split()} | {""}
