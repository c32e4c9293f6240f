"""Counts that take up an earlier one: "the nine wounded" behind "five people were wounded" cannot be those five."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from annotator.text.quantities import quantities
from annotator.text.spans import Quantity, Span

_ROLES: Final = {
    "wounded": "wounded", "injured": "wounded", "dead": "killed", "killed": "killed", "detained": "arrested",
    "detainees": "arrested", "arrested": "arrested", "missing": "missing",
}  # fmt: skip
# A definite count and the participle or noun that says of whom; "of the nine wounded, four" has no other number.
_DEFINITE: Final = re.compile(rf"\b[Tt]he (?P<count>[\w-]{{1,14}} (?P<who>{'|'.join(_ROLES)}))\b(?! (?:by|in|on|at)\b)")
_REACH: Final = 2_000  # characters back: a reader still knows which ones are meant


def taken_up(text: str, told: Sequence[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """Each definite count whose number is none that was told before, with the one count of its kind that was.

    `told`: the quantities of the text in order. Only where all counts of that kind so far say one exact number.
    """
    for match in _DEFINITE.finditer(text):
        span = Span(*match.span("count"))
        found = quantities(text, span)
        role = _ROLES[match["who"]]
        if len(found) != 1 or found[0].qualifier != "exact" or found[0].start != span.start:
            continue
        before = [one for one in told if span.start - _REACH <= one.start < match.start()]
        alike = [one for one in before if one.role == role]
        values = {one.value for one in alike}
        if len(values) != 1 or any(one.high or one.qualifier != "exact" for one in alike):
            continue
        if any(one.value == found[0].value for one in before):
            continue  # told before of some of them: "nine were wounded, four seriously. The four wounded …"
        yield found[0]._replace(end=span.end, quote=span.of(text)), alike[-1]
