"""Who says something, inside the quotation: "“We are ready, he said, we want peace.”" lacks two marks.

French and Italian put the reporting clause between commas without closing the quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from annotator.garbles.passage import Passage
from annotator.text.spans import Span

_INSIDE: Final = re.compile(
    r"“(?P<said>[^“”\n]{8,300}?), (?P<clause>(?:he|she|[A-Z][\w’-]+(?: [A-Z][\w’-]+)?) "
    r"(?:said|says|added|adds|explained|explains|continued|continues|told us|insists|insisted|sighs|sighed)), "
    r"(?P<rest>[^“”\n]{4,300})”"
)
# Somebody is named as the speaker outside: then the words inside are of another one, told by them.
_BEFORE: Final = re.compile(r"(?:said|says|told|added|explained|wrote|writes|recalls?|recalled)[^.“”]{0,60}[:,]? \Z")
_AFTER: Final = re.compile(r",? (?:he|she|they|[A-Z]\w+|the \w+|said|says|told|explained|recalls?|recalled)\b")
_REACH: Final = 80


def reported_inside(passage: Passage) -> Iterator[tuple[Span, str]]:
    """Where the reporting clause stands inside its quotation, with how English has it."""
    text = passage.text
    if "“" not in text:
        return
    for match in _INSIDE.finditer(text):
        before = text[max(0, match.start() - _REACH) : match.start()]
        told = match["rest"][-1] not in ".!?" and _AFTER.match(text, match.end())
        if told or _BEFORE.search(before):
            continue
        span = Span(match.start(), match.end("clause") + 1)
        yield span, f"“{match['said']},” {match['clause']},"
