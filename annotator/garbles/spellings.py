"""One name in several spellings across articles: which spellings stand for one person, group, institution or place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from annotator.garbles import written
from annotator.garbles.given_names import different_given_names
from annotator.garbles.likeness import near, same_consonants, spelled_apart
from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.mentions import is_acronym
from annotator.gazetteer.records import EntityRecord
from annotator.text import segment, skeleton
from annotator.text.skeleton import fold

# A name this like a known one in all its words is a spelling of it.
LIKE: Final = 0.88
# Spellings with the same consonants that are compared pair by pair.
MOST_ALIKE: Final = 40
LEAST_LETTERS: Final = 5  # of a name of one word that no gazetteer knows
MOST_WORDS: Final = 5


class Occurrence(NamedTuple):
    """A name as it is written somewhere in an article; `article` is any number that tells articles apart."""

    name: str
    article: int


@dataclass(slots=True)
class Spelling:
    """One way to write a name: the commonest form of it, and the articles that have it, in the order given."""

    name: str
    articles: tuple[int, ...]


@dataclass(slots=True)
class OneName:
    """Spellings of one name, the right or else the commonest first; `entity` where the gazetteer knows whose it is."""

    name: str
    spellings: list[Spelling]
    entity: EntityRecord | None = None


@dataclass(slots=True)
class _Written:
    folded: str
    forms: Counter[str] = field(default_factory=Counter)
    articles: dict[int, None] = field(default_factory=dict)

    def words(self) -> tuple[str, ...]:
        return tuple(token.text for token in skeleton.tokens(self.folded))


def groups(occurrences: Iterable[Occurrence], gazetteer: Gazetteer) -> list[OneName]:
    """The names that are spelled in more than one way, those in most articles first.

    Another case, accent or hyphen is no other spelling, nor is a short form, an acronym or a translation. Each name is
    compared only with those of the same entity, or with surnames of the same consonants: time grows with the number of
    occurrences.
    """
    names: dict[str, _Written] = {}
    for quote, article in occurrences:
        folded = fold(quote)
        if folded:
            found = names.setdefault(folded, _Written(folded))
            found.forms[quote] += 1
            found.articles[article] = None
    known: dict[str, list[_Written]] = defaultdict(list)
    alike: dict[str, list[_Written]] = defaultdict(list)
    for name in names.values():
        record = _entity(name, gazetteer)
        if record is not None:
            known[record.id].append(name)
        elif _may_vary(name):
            alike[skeleton.skeleton(name.words()[-1])].append(name)
    told = [_known(gazetteer.entity(entity), spellings) for entity, spellings in known.items() if len(spellings) > 1]
    told += [group for bucket in alike.values() if len(bucket) > 1 for group in _unknown(bucket[:MOST_ALIKE])]
    found_groups = [group for group in told if group is not None]
    return sorted(found_groups, key=lambda group: -len({n for spelling in group.spellings for n in spelling.articles}))


@lru_cache(maxsize=512)
def names_of(text: str) -> tuple[str, ...]:
    """The names that an English text writes, each as often as it stands there; of one word only those that no
    dictionary has and that the text never writes small."""
    starts = [sentence.start for sentence in segment.sentences(text)]
    lower = written.lower_words(text)
    return tuple(_names_in(text, starts, lower))


def _names_in(text: str, starts: Sequence[int], lower: frozenset[str]) -> Iterator[str]:
    for name in written.names(text, starts):
        for part in written.pieces(text, name):
            quote = " ".join(text[part.start : part.end].split())
            plain = written.is_english(quote) or written.is_demonym(quote) or quote.lower() in lower
            if len(part.words) > 1 or not plain:
                yield quote


def _entity(name: _Written, gazetteer: Gazetteer) -> EntityRecord | None:
    """Whose name it is, known or nearly known; None for anybody else's, and for one that is two entities'."""
    quote = name.forms.most_common(1)[0][0]
    exact = gazetteer.exact(quote)
    if exact:
        return exact[0] if len(exact) == 1 else None
    if len(name.words()) < 2:
        return None
    rivals = sorted(gazetteer.rivals(quote, LIKE), key=lambda rival: -rival[1])
    if not rivals or rivals[0][1] < LIKE:
        return None
    record, spelling = gazetteer.spelling(rivals[0][0])
    right = tuple(token.text for token in skeleton.tokens(spelling))
    return None if any(map(different_given_names, name.words(), right)) else record


def _may_vary(name: _Written) -> bool:
    """Whether an unknown name may be compared: not a run of English words, no acronym, not too short."""
    words = name.words()
    if not words or len(words) > MOST_WORDS or written.is_english(words[-1]) or is_acronym(next(iter(name.forms))):
        return False
    return len(words) > 1 or len(words[0]) >= LEAST_LETTERS


def _known(record: EntityRecord | None, names: list[_Written]) -> OneName | None:
    """Those spellings of an entity that spell a word apart from another one's."""
    if record is None:
        return None
    right = fold(record.name)
    ordered = sorted(names, key=lambda name: (name.folded != right, -len(name.articles)))[:MOST_ALIKE]
    apart = [
        name
        for name in ordered
        if any(spelled_apart(name.folded, other.folded) for other in ordered if other is not name)
    ]
    return _told(record.name, apart, record) if len(apart) > 1 else None


def _unknown(names: list[_Written]) -> Iterator[OneName]:
    """Groups among names with surnames of the same consonants: each name joins the first group that it is like."""
    found: list[list[_Written]] = []
    for name in sorted(names, key=lambda name: (-len(name.words()), -len(name.articles))):
        group = next((group for group in found if any(_same(name, other) for other in group)), None)
        if group is None:
            found.append([name])
        else:
            group.append(name)
    for group in found:
        if len({name.words()[-1] for name in group}) > 1 or len({name.words()[:1] for name in group}) > 1:
            apart = [name for name in group if any(spelled_apart(name.folded, other.folded) for other in group)]
            if len(apart) > 1:
                yield _told("", sorted(apart, key=lambda name: -len(name.articles)), None)


def _same(a: _Written, b: _Written) -> bool:
    """Whether two unknown names are one: all words alike, or a surname alone in an article with the whole name."""
    first, second = a.words(), b.words()
    if len(first) == len(second):
        pairs = zip(first, second, strict=True)
        alike = all(x == y or (near(x, y) and not different_given_names(x, y)) for x, y in pairs)
        return same_consonants(first, second) and alike
    if min(len(first), len(second)) > 1:
        return False
    return first[-1] != second[-1] and near(first[-1], second[-1]) and not a.articles.keys().isdisjoint(b.articles)


def _told(name: str, spellings: Sequence[_Written], record: EntityRecord | None) -> OneName:
    told = [Spelling(spelling.forms.most_common(1)[0][0], tuple(spelling.articles)) for spelling in spellings]
    return OneName(name or told[0].name, told, record)
