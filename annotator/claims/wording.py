"""A claim in words that can be read alone, and where its own words stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
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


def anchors_of(text: str, parts: Sequence[Part]) -> tuple[Span, ...]:
    """Where the words of a claim stand, its shared ones among them: in text order, without overlap."""
    spans: list[Span] = []
    for part in parts:
        if isinstance(part, Span):
            spans.append(part)
        elif isinstance(part, Shared):
            spans += part.spans
    if len(spans) > 1:
        spans.sort()
    last = -1
    for start, end in spans:
        if start >= end or text[start].isspace() or text[end - 1].isspace():
            return _merged(text, spans)
        if last >= 0 and (start <= last or not text[last:start].strip(" ,")):
            return _merged(text, spans)
        last = end
    return tuple(spans)  # as nearly always: apart from each other, and none begins or ends in a space


def _merged(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Stretches in text order, without the spaces around them; those with nothing but a comma between are one."""
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
    if "“" in out or '"' in out or "”" in out:
        out = _without_halves(out)
        if out.endswith(("”", '"')):
            out = out[:-1].rstrip(_LOOSE_END) + out[-1]
    if not out[-1:].isalnum():
        out = out.rstrip(_LOOSE_END)
    out = out.strip()
    if not out:
        return out
    if out[0].islower():
        out = out[0].upper()[:1] + out[1:]
    elif out[0] in '[“"(' and out[1:2].islower():
        out = out[0] + out[1].upper()[:1] + out[2:]
    return out if out[-1] in ".!?…" or out.endswith((".”", '."')) else out + "."


def _without_halves(out: str) -> str:
    """Without quotation marks where one has no partner: that stands in another claim or the attribution."""
    marks = out.count("“")
    if marks != out.count("”") or out.count('"') % 2 or (marks and _ASTRAY.search(out)):
        return re.sub('[“”"]', "", out)
    return out
