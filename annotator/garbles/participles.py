"""Past forms that are no verb of their sentence: "led by", "in sparsely populated areas", "Walked to the river."

A sentence that has only such forms lacks its verb or its subject. English past forms look the same, so each shape here
is one that leaves no other reading: an agent behind "by", an adverb between article and noun, a form that opens the
sentence or follows its only comma.
"""

from __future__ import annotations

import re
from typing import Final

from annotator.text.word_forms import NOUNS, class_of

_PAST: Final = frozenset({"VBN", "VBD"})
_IRREGULAR: Final = frozenset(
    "led held made known taken given driven seen shown written built lost kept brought sent found left set hit born "
    "drawn torn worn thrown stolen hidden chosen broken frozen spoken bound paid said told sold won run bought cut "
    "caught dealt shot struck laid forgotten beaten".split()
)
# "Followed by", "escorted by"; "passed by", "rose by a third" are verbs with another "by".
_BY: Final = re.compile(
    r"(?:(?P<before>[\w’']+) )?\b(?P<form>[a-z]+|(?<![^\W\d_])[A-Z][a-z]+)"
    r"(?: (?:away|out|off|up|down|in|over|back))? by "
    r"(?!(?:an? (?:third|quarter|half|lot|point|goal)|half|\d|one|two|three|four|five|six|seven|eight|nine|ten|then|"
    r"now|[a-z]+ing|far|on|the time|mistake|foot|car|bus|sea|air|land|road|night|day)\b)"
)
_BESIDE: Final = frozenset("passed stood went came dropped stopped got lived swore stuck put".split())
_SUBJECTS: Final = frozenset("he she it they we i you who that which".split())
_MADE_FINITE: Final = frozenset("is are was were be been being has have had get got gets".split())
# "In carefully guarded districts": between what goes before a noun and the noun.
_ADVERB: Final = re.compile(
    r"(?:\b(?:the|an?|in|of|with|to|from|for|and|by|on|at|its|their|his|her)|,) [a-z]+ly "
    r"(?P<form>[a-z]+) (?P<noun>[a-z]+)"
)
_MOST: Final = re.compile(r"\b(?:the|his|her|its|their) (?:most|least|best|worst) (?P<form>[a-z]+)\b")
_COMMA: Final = re.compile(r", (?P<form>[a-z]+) (?:at|in|on|by|with|to|from|for|of|under|over|after|since|without)\b")
_TO: Final = re.compile(r"To (?P<form>[a-z]+)[^,]*,")
_FIRST: Final = re.compile(r"(?P<form>[A-Z][a-z]+) (?P<next>[a-z]+|\d+)(?= )")
# What stands behind a past form that opens a sentence and is no "Said the minister", "Killed were two".
_BEHIND_FIRST: Final = frozenset(
    "to from in into on at with without for by after before through over under since towards toward against across "
    "along several many two three four five six seven eight ten twice once three his her its their this that these "
    "again close according an a the".split()
)
_JUDGED: Final = frozenset("considered deemed believed regarded seen found thought".split())
_SAYING: Final = frozenset(
    "said told asked added noted replied wrote announced explained warned called cried put given granted".split()
)


def quick(sentence: str, form: str) -> bool:
    """Whether the one past form of a sentence may be such: a cheap look before `starts`."""
    return (form in _IRREGULAR or form.endswith("ed")) and (
        f"{form} by " in sentence
        or f", {form} " in sentence
        or f"ly {form} " in sentence
        or f"st {form}" in sentence
        or f"{form} out by " in sentence
        or f"{form} away by " in sentence
    )


def starts(sentence: str) -> set[int]:
    """Where in a sentence past forms and infinitives stand that are not its verb, as offsets into it."""
    found: set[int] = set()
    for match in _BY.finditer(sentence) if " by " in sentence else ():
        form, before = match["form"].lower(), (match["before"] or "").lower()
        if _is_past(form) and form not in _BESIDE and before not in _SUBJECTS | _MADE_FINITE:
            found.add(match.start("form"))
    for match in _ADVERB.finditer(sentence) if "ly " in sentence else ():
        if _is_past(match["form"]) and class_of(match["noun"]) in NOUNS:
            found.add(match.start("form"))
    for match in _MOST.finditer(sentence) if "st " in sentence else ():
        if _is_past(match["form"]):
            found.add(match.start("form"))
    if sentence.count(",") == 1 and (behind := _COMMA.search(sentence)) and _is_past(behind["form"]):
        found.add(behind.start("form"))
    if purpose := _TO.match(sentence):
        found.add(purpose.start("form"))
    if "," not in sentence and (first := _FIRST.match(sentence)):
        form, following = first["form"].lower(), first["next"]
        judged = form in _JUDGED and class_of(following) == "JJ"
        if _is_past(form) and form not in _SAYING and (following in _BEHIND_FIRST or following.isdigit() or judged):
            found.add(0)
    return found


def _is_past(word: str) -> bool:
    return class_of(word) in _PAST and (word.endswith("ed") or word in _IRREGULAR)
