"""A claim in words that can be read alone, and where its own words stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from annotator.claims.parts import Part, Shared
from annotator.text.spans import Span

_SPACE_BEFORE_MARK: Final = re.compile(r"\s+([,.;:!?”’])")
_ASTRAY: Final = re.compile(r"\w“|”\w")
# The same as a set of characters alone: most wordings have none, and a set is found six times as fast.
_MAY_STAND_APART: Final = re.compile(r" (?=[,.;:!?”’])")
_LOOSE_END: Final = " \t\n\r\f\v\u00a0,;:–—-"
# What opened its sentence and follows added words. A participle only behind "is": "[the village is] Located on …", but
# "Mr. [Joe] Biden left", "[Omar] Ahmed said".
_CAPITAL: Final = re.compile(r"(?:The|A|An|In|On|At|After|Having) (?![A-Z])|The |An? ")
_PARTICIPLE: Final = re.compile(r"[A-Z][a-z]*(?:ed|en|orn|own|uilt|eft|ly) (?![A-Z])")
_IS: Final = (" is]", " are]", " was]", " were]", " been]")
_start = attrgetter("start")


def anchors_of(text: str, parts: Sequence[Part]) -> tuple[Span, ...]:
    """Where the words of a claim stand, its shared ones among them: in text order, without overlap."""
    spans: list[Span] = []
    for part in parts:
        if isinstance(part, Span):
            spans.append(part)
        elif isinstance(part, Shared):
            spans.extend(part.spans)
    if len(spans) == 1:
        start, end = spans[0]
        if start < end and not text[start].isspace() and not text[end - 1].isspace():
            return (spans[0],)
    else:
        spans.sort(key=_start)
    found: list[Span] = []
    last = -2
    for span in spans:
        start, end = span
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if found and (start <= last or not text[last:start].strip(" ,")):
            last = max(last, end)
            found[-1] = Span(found[-1].start, last)
        elif start < end:
            found.append(span if (start, end) == span else Span(start, end))
            last = end
    return tuple(found)


def worded(text: str, parts: Sequence[Part]) -> str:
    """The wording of a claim: quoted words as they stand, added ones in [brackets], on one line, with a stop."""
    said: list[str] = []
    added = False
    for part in parts:
        if not isinstance(part, str):
            quote = " ".join(text[part[0] : part[1]].split())
            if added and (_CAPITAL.match(quote) or (said[-1].endswith(_IS) and _PARTICIPLE.match(quote))):
                quote = quote[0].lower() + quote[1:]
            said.append(quote)
            added = False
        elif part:  # an empty one is anchored, not said
            said.append(f"{said.pop()[:-1]} {part}]" if added else f"[{part}]")
            added = True
    out = " ".join(said)
    if _MAY_STAND_APART.search(out):
        out = _SPACE_BEFORE_MARK.sub(r"\1", out)
    marks = out.count("“")
    if marks != out.count("”") or out.count('"') % 2 or (marks and _ASTRAY.search(out)):
        out = re.sub('[“”"]', "", out)  # half of a pair: its partner stands in another claim or the attribution
    if out.endswith(("”", '"')):
        out = (out[:-1].rstrip(_LOOSE_END) + out[-1]).strip()
    else:
        out = out.rstrip(_LOOSE_END).strip()
    if not out:
        return out
    at = 1 if out[0] in '[“"(' and len(out) > 1 else 0
    if out[at].islower():
        out = out[:at] + out[at].upper()[:1] + out[at + 1 :]
    return out if out[-1] in ".!?…" or out.endswith((".”", '."')) else out + "."
