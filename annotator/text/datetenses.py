"""Whether a date's verb tells of what is past or of what is to come: "said on Tuesday", "will open on Tuesday"."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache
from typing import Final, Literal

from annotator.text.words import class_of

Tense = Literal["past", "ahead"]

_WORDS: Final = re.compile(r"[a-z]+(?:[-’'][a-z]+)*", re.IGNORECASE)
# Where a sentence or its part ends: what stands behind it has verbs of its own.
_SENTENCE_END: Final = re.compile(r"[.;!?][)”’\"']?\s+(?=[A-Z\d“\"(])|\n")
_AHEAD: Final = frozenset(
    "will would shall won't won’t must should due scheduled planned expected expects slated upcoming until "
    "till next".split()
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


@lru_cache(maxsize=1 << 14)
def _past(word: str) -> bool:
    kind = class_of(word)
    return kind in {"VBD", "VBN"} or (word.endswith("ed") and len(word) > 4 and kind != "JJ")


def tense(text: str, start: int, end: int) -> Tense | None:
    """Of what the clause around a date tells: the nearest verb before it says so or, where none stands there, the
    first one behind it. None where no verb tells."""
    before = _SENTENCE_END.split(text[max(0, start - 100) : start])[-1]
    before = before[before.rfind("“") + 1 :]  # what is quoted has verbs of its own
    if found := _told(_WORDS.findall(before.lower()), first=False):
        return found
    behind = text[end : end + 40]
    if stop := _SENTENCE_END.search(behind):
        behind = behind[: stop.start()]
    behind = re.split(r"[”»]|[\"]\s", behind, maxsplit=1)[0]
    return _told(_WORDS.findall(behind.lower()), first=True)


def tells_of_now(text: str, start: int) -> bool:
    """Whether a verb in the present stands before: "the price doubles in a year" says how long, not when."""
    before = text[max(0, start - 80) : start]
    words = _WORDS.findall(_SENTENCE_END.split(before)[-1].lower())
    return _MAY.isdisjoint(words) and any(class_of(word) in {"VBZ", "VBP"} for word in words)


def _told(words: list[str], *, first: bool) -> Tense | None:
    """What the last of the verbs tells, or the first."""
    state: Tense | None = None
    group = False  # within "will not have been", "is to be": the participle belongs to it
    for i, word in enumerate(words):
        following = words[i + 1] if i + 1 < len(words) else ""
        if word in _AHEAD or word.endswith(("’ll", "'ll")) or following in _WITH_NEXT.get(word, ()):
            if not _misleads(words, i):
                state, group = "ahead", True
        elif word in _APPOINTED and (not i or class_of(words[i - 1]) not in _NO_VERB_BEHIND):
            state, group = "ahead", False
        elif word in _SAYS:
            # "Said the talks", "said that": what is said has a verb of its own.
            state, group = (None if following in _SUBJECTS and not first else "past"), False
        elif word == "that" and state == "past":
            state = None if not first else state
        elif _past(word) and not (i and words[i - 1] in _NOW):
            if not group:
                state = "past"
            group = False
        elif group and word not in _HELD_BY and not word.endswith("ly"):
            group = False
        if first and state is not None:
            return state
    return state


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
