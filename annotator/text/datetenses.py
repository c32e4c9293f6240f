"""Whether a date's verb tells of what is past or of what is to come: "said on Tuesday", "will open on Tuesday"."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Final, Literal

from annotator.text.calendar import CARDINALS
from annotator.text.words import class_of

Tense = Literal["past", "ahead"]

_WORDS: Final = re.compile(r"[a-z]+(?:[-’'][a-z]+)*")
# Where a sentence or its part ends: what stands behind it has verbs of its own.
_SENTENCE_END: Final = re.compile(r"[.;!?][)”’\"']?\s+(?=[A-Z\d“\"(])|\n")
_PART_END: Final = re.compile(_SENTENCE_END.pattern + r"|[”»]|\"\s")
_AHEAD: Final = frozenset(
    "will would shall won't won’t must should due scheduled planned expected expects slated upcoming until "
    "till next foresee foresees forecasts anticipate anticipates".split()
)
_TOWARDS: Final = frozenset("to toward towards for".split())
# Words that look ahead only with the next one: "set to", "ahead of", "to be", "heading towards".
_WITH_NEXT: Final[dict[str, Set[str]]] = {
    "set": {"to", "for"}, "ahead": {"of"}, "to": {"be"}, "run": {"out"}, "runs": {"out"}, "takes": {"place"},
    "take": {"place"}, **dict.fromkeys(("heading", "heads", "headed"), _TOWARDS),
    "falls": {"due"}, "plans": {"to", "for"}, **dict.fromkeys(("hopes", "intends", "vows"), frozenset({"to"})),
    "comes": {"into"}, "come": {"into"}, "may": {"be"}, "might": {"be"}, "can": {"be"},
}  # fmt: skip
# The present of what has an appointed day says when it will be: "the contract expires in May".
_APPOINTED: Final = frozenset("expires expire ends opens reopens begins starts closes resumes lapses kicks".split())
_NO_VERB_BEHIND: Final = frozenset("DT JJ CD IN PRP$ POS".split())
_SAYS: Final = frozenset("said says say saying".split())
_SUBJECTS: Final = frozenset("the a an it he she they we i his her its their this these those that".split())
_MAY: Final = frozenset("may might can could let to".split())
# "To close", "stays closed", "is held": no past.
_NOW: Final = frozenset("to is are stays stay remains remain keeps being".split())
_HELD_BY: Final = frozenset("be been being not also have has get to".split())


class _Kinds(dict[str, str]):
    """What a word may tell: a letter, or nothing; each word is looked into once."""

    def __missing__(self, word: str) -> str:
        if len(self) > 1 << 14:
            self.clear()
        self[word] = found = self._kind(word)
        return found

    @staticmethod
    def _kind(word: str) -> str:
        if word in _AHEAD or word.endswith(("’ll", "'ll")):
            return "a"
        if word in _WITH_NEXT:
            return "n"
        if word in _APPOINTED:
            return "e"
        if word in _SAYS:
            return "s"
        if word == "that":
            return "t"
        kind = class_of(word)
        past = kind in {"VBD", "VBN"} or (word.endswith("ed") and len(word) > 4 and kind != "JJ")
        return "p" if past else ""


_KINDS: Final = _Kinds()


def tense(text: str, start: int, end: int) -> Tense | None:
    """Of what the clause around a date tells: the nearest verb before it says so or, where none stands there, the
    first one behind it. None where no verb tells."""
    before = _SENTENCE_END.split(text[max(0, start - 100) : start])[-1]
    if before.rfind("“") > before.rfind("”"):
        before = before[before.rfind("“") + 1 :]  # what is quoted has verbs of its own
    if found := _told(_WORDS.findall(before.lower()), first=False):
        return found
    behind = _PART_END.split(text[end : end + 40], maxsplit=1)[0]
    return _told(_WORDS.findall(behind.lower()), first=True)


def tells_of_now(text: str, start: int) -> bool:
    """Whether a verb in the present or a count stands before: "the price falls in a year", "three raids in a week" say
    how long, not when."""
    before = text[max(0, start - 80) : start]
    words = _WORDS.findall(_SENTENCE_END.split(before)[-1].lower())
    return _MAY.isdisjoint(words) and any(word in CARDINALS or class_of(word) in {"VBZ", "VBP"} for word in words)


def _told(words: list[str], *, first: bool) -> Tense | None:
    """What the last of the verbs tells, or the first."""
    places = range(len(words)) if first else range(len(words) - 1, -1, -1)
    for i in places:
        kind = _KINDS[words[i]]
        if not kind:
            continue
        if kind == "t" and not first:
            return None  # "said on Tuesday that", with a verb of its own still to come
        if kind == "s":
            # "Said the talks": what is said has a verb of its own.
            return "past" if first or words[i + 1 : i + 2] == [] or words[i + 1] not in _SUBJECTS else None
        if kind == "e" and (not i or class_of(words[i - 1]) not in _NO_VERB_BEHIND):
            return "ahead"
        if _looks_ahead(words, i, kind):
            return "ahead"
        if (kind == "p" or (kind == "n" and words[i] == "set")) and not (i and words[i - 1] in _NOW):
            return "past" if first or not _held(words, i) else "ahead"
    return None


def _looks_ahead(words: list[str], i: int, kind: str) -> bool:
    with_next = kind == "n" and words[i + 1 : i + 2] != [] and words[i + 1] in _WITH_NEXT[words[i]]
    return (kind == "a" or with_next) and not _misleads(words, i)


def _held(words: list[str], i: int) -> bool:
    """Whether a participle belongs to a verb that looks ahead: "will not have been closed", "is due to be held"."""
    i -= 1
    while i >= 0 and (words[i] in _HELD_BY or words[i].endswith("ly")) and not _looks_ahead(words, i, _KINDS[words[i]]):
        i -= 1
    return i >= 0 and _looks_ahead(words, i, _KINDS[words[i]])


def _misleads(words: list[str], i: int) -> bool:
    """As in "due to rain", "next to the bridge", "earlier than expected", "must have fled"."""
    word, following = words[i], words[i + 1] if i + 1 < len(words) else ""
    if word == "due" and following == "to":
        kinds = [class_of(one) for one in words[i + 2 : i + 4]]
        verb = not kinds or kinds[0] in {"VB", "VBP"} or (kinds[0] == "JJ" and kinds[1:] in ([], ["IN"], ["DT"]))
        return not verb
    if word in {"must", "should", "would"}:
        return following == "have"
    return (word == "next" and following == "to") or (word == "expected" and i > 0 and words[i - 1] in {"than", "as"})
