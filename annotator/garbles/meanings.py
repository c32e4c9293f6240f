"""Names that were translated as if they were words: "Sword of Islam Gaddafi" is Saif al-Islam Gaddafi.

What a name means (`name_meanings`) is put back into the name; it is a finding where that is a name of the gazetteer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, product
from typing import Final

from annotator.garbles import known, written
from annotator.garbles.name_meanings import MEANINGS, SHARED
from annotator.garbles.passage import Passage
from annotator.garbles.written import WrittenName
from annotator.gazetteer.lookup import Gazetteer, Match
from annotator.gazetteer.records import EntityRecord
from annotator.text import names, skeleton
from annotator.text.skeleton import fold
from annotator.text.spans import Finding, Reading, Span

# How like the name that was put back is to a known one, each of its words and all.
LIKE: Final = 0.86
# "Hunan Red" is not Khan al-Ahmar: a word that was not translated must be nearly the right one.
LEAST_LIKE: Final = 0.8
MOST_WORDS: Final = 6
_LETTERS: Final = re.compile(r"[a-z]+")
MOST_READINGS: Final = 24  # of one name, word by word
_THE: Final = frozenset({"the ", "The "})
# Behind these a word in capitals alone is a place.
_IN: Final = (" in ", " at ", "near ")
# Parts of a name that tell nobody from another either, and may be left out.
_PARTS: Final = frozenset({"abu", "bin", "umm"})
_KNOWN: Final = frozenset(MEANINGS)


def translated(passage: Passage) -> Iterator[Finding]:
    """Names with a word in them that is the meaning of a part of a known name, and with that part in its place are it.

    A word alone is one only behind "the", in an article that names what it belongs to: "in the Corner" is Zawiya.
    """
    if not len(passage.gazetteer):
        return
    for name in passage.names:
        if not has_meaning(passage.text[name.start : name.end]):
            continue  # nearly all names
        words = [_bare(word.of(passage.text).lower()) for word in name.words]
        if MEANINGS.keys().isdisjoint(words) or not known.in_copy(passage, name):
            continue
        found = _put_back(passage, name, words)
        if found is not None:
            span, record = found
            reason = f"“{span.of(passage.text)}” says in English what the name {record.name} means."
            reading = Reading(record.name, 0.85, "the name translated as if it were words", record.id)
            yield passage.finding(known.kind_of(record), span, reason, [reading])


def _bare(word: str) -> str:
    """A word without its article: the "lion" of "Ain al-Lion"."""
    return word[3:] if word.startswith(("al-", "el-")) else word


@lru_cache(maxsize=1 << 14)
def has_meaning(quote: str) -> bool:
    """Whether a written name has a word that is the meaning of a part of a name."""
    return not _KNOWN.isdisjoint(_LETTERS.findall(quote.lower()))


def _put_back(passage: Passage, name: WrittenName, words: Sequence[str]) -> tuple[Span, EntityRecord] | None:
    """The longest stretch of a written name that is a known name translated."""
    size = len(words)
    for length in range(min(size, MOST_WORDS), 0, -1):
        for first in range(size - length + 1):
            stretch = words[first : first + length]
            if not written.BETWEEN.isdisjoint((stretch[0], stretch[-1])) or not any(
                word in MEANINGS for word in stretch
            ):
                continue
            span = Span(name.words[first].start, name.words[first + length - 1].end)
            if any(mention.contains(span) for mention, _ in passage.mentions_in(span)):
                continue  # a known name as it stands
            record = _meant(passage, span, stretch)
            if record is not None:
                return span, record
    return None


def _meant(passage: Passage, span: Span, words: Sequence[str]) -> EntityRecord | None:
    """The entity of whose name these words are a translation."""
    telling = [word for word in words if word not in written.BETWEEN]
    if len(telling) == 1 and not _is_lone(passage, span):
        return None
    # A given name may stand for another language's form of it, and may be right: "Yahya Fast".
    choices = [[*MEANINGS.get(word, ()), word] for word in telling]
    for chosen in islice(product(*choices), MOST_READINGS):
        if list(chosen) == telling:
            continue
        put_back = " ".join(chosen)
        if len(skeleton.tokens(put_back)) < len(telling) - len(_PARTS.intersection(chosen)):
            continue  # "sayyid" is a title too, and tells nobody from another
        sure = len(telling) > 1 and not any(
            new in SHARED for new, old in zip(chosen, telling, strict=True) if new != old
        )
        for record in _of_words(passage.gazetteer, put_back):
            if sure or _is_at_home(passage, record):
                return record
    return None


def of_words(gazetteer: Gazetteer, put_back: str) -> EntityRecord | None:
    """The entity of whose name these words are a spelling, or nearly."""
    return next(_of_words(gazetteer, put_back), None)


def _of_words(gazetteer: Gazetteer, put_back: str) -> Iterator[EntityRecord]:
    for number, score in gazetteer.rivals(put_back, LIKE):
        record, spelling = gazetteer.spelling(number)
        if score >= LIKE and _is_name(put_back, spelling):
            yield record


def _is_name(put_back: str, spelling: str) -> bool:
    """Whether a name put back is this spelling, word for word, or but for its spaces."""
    asked, right = skeleton.tokens(put_back), skeleton.tokens(spelling)
    if not right or right[0].native:
        return False
    pairs = names.align(asked, right).pairs
    if len(asked) != len(right):
        return names.joined(asked, right) >= LIKE
    return len(pairs) == len(asked) and min(value for _, _, value in pairs) >= LEAST_LIKE


def _is_lone(passage: Passage, span: Span) -> bool:
    """Whether a word stands alone in capitals behind "the" or "in", and nowhere in the text without them; "the Turkish"
    and "the Sudanese" are peoples."""
    text = passage.text
    before = text[max(0, span.start - 4) : span.start]
    if not (before in _THE or text[max(0, span.start - 5) : span.start].endswith(_IN)) or written.is_demonym(
        span.of(text)
    ):
        return False
    after = text[span.end : span.end + 2]
    if after[:1] in {" ", "-", "\n"} and after[1:].isupper():
        return False  # "the Royal United Services Institute"
    return fold(span.of(text)) not in passage.lower_words


def _is_at_home(passage: Passage, record: EntityRecord) -> bool:
    return record.kind in {"place", "person"} and known.is_at_home(passage, record)


def has_particle(quote: str, match: Match) -> bool:
    """As in "Ursula of the Leyen": the words are a person's, but for "von der"."""
    return match.kind == "person" and " of " in quote and " of " not in match.spelling
