"""Where a quotation that lost one of its marks must have closed or opened, told by the words around it."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from annotator.text.spans import Span

LONGEST: Final = 300  # characters of a quotation that a finding reaches over
_VERB: Final = (
    r"(?:says?|said|adds?|added|tells?|told|explain(?:s|ed)|ask(?:s|ed)|repl(?:ies|ied)|insist(?:s|ed)|warn(?:s|ed)|"
    r"declare[sd]|announce[sd]|recall(?:s|ed)|stress(?:es|ed)|note[sd]|stated?|states|continue[sd]|conclude[sd]|"
    r"write[s]?|wrote|confirm(?:s|ed)|remember(?:s|ed)|joke[sd]|quips|quipped|sigh(?:s|ed)|complain(?:s|ed)|"
    r"shout(?:s|ed)|cr(?:ies|ied)|point(?:s|ed) out|sum(?:s|med) up|admit(?:s|ted)|claim(?:s|ed)|argue[sd]|"
    r"remark(?:s|ed)|answer(?:s|ed)|assure[sd]|observe[sd]|laments?|lamented|whisper(?:s|ed)|exclaim(?:s|ed)|"
    r"emphasi[sz]e[sd]|underline[sd]|affirm(?:s|ed)|regret(?:s|ted)|sustain(?:s|ed)|think(?:s)?|believes|tweeted)"
)
# What goes behind the verb where the clause only names the speaker: not "he says that …", nor "he said he was ill".
_NO_CLAUSE: Final = r"(?! (?:that|he|she|we|they|I|it|you|there|what|why|how|no|nothing|the \w+ (?:is|was|are|were))\b)"
# ", he says", ", says Omar", "? asked the mayor", ", the army spokesman said."
_SPEAKER: Final = re.compile(
    rf"[,!?]['’]? (?:(?:he|she|they|I|we|it) (?:also |then |later |had |has )?{_VERB}\b{_NO_CLAUSE}"
    rf"|{_VERB} (?:(?:he|she|they|I|the|an?|one|his|her|its|another)\b|[A-ZÀ-Þ])"
    rf"|(?:[Tt]he |an? |one |[A-ZÀ-Þ])(?:[\w’.-]+ ){{0,5}}?{_VERB}"
    r"(?=[,.;:]| (?:in|on|at|to|by|with|after|during|of|as|from)\b|\Z))"
)
_SENTENCE: Final = re.compile(r"[.!?…](?=\s+[A-ZÀ-Þ“\"«]|\s*\Z)")
# Before a whole sentence that is quoted.
_INTRODUCED: Final = re.compile(r"(?:^|[:,.!?…”\"»])\s*$")
_COLON: Final = re.compile(r"(?:: |(?:\bsaid|\bsays|\badded|\bexplained|\bdeclared|\bstressed), )(?=[A-ZÀ-Þ])")


class Place(NamedTuple):
    """Where a mark is missing: before the character at this offset. `sure`: told by words that only follow there."""

    at: int
    sure: bool


def closing(text: str, opened: int, end: int) -> Place | None:
    """Where the quotation that opens at `opened` and has no closing mark before `end` should have closed.

    Behind the comma of ", he says"; else at the end of its sentence, which is certain only where the quotation began
    with a sentence of its own and this is its last. None where neither stands within `LONGEST` characters.
    """
    limit = min(end, opened + LONGEST)
    speaker = _SPEAKER.search(text, opened + 2, min(end, limit + 40))
    if speaker is not None and speaker.start() < limit:
        mark = speaker.group()[1] in "'’"
        return Place(speaker.start() + 1 + mark, sure=True)
    stop = _SENTENCE.search(text, opened + 2, limit)
    if stop is None:
        return None
    whole = _INTRODUCED.search(text, max(0, opened - 3), opened) is not None
    last = not text[stop.end() : end].strip()
    return Place(stop.end(), sure=whole and last)


def speaks(text: str, start: int, end: int) -> bool:
    """Whether a stretch behind an opening mark names its speaker: the quotation must have closed before."""
    return _SPEAKER.search(text, start, min(end, start + 2 * LONGEST)) is not None


def opening(text: str, low: int, closed: int, sentence: Span | None) -> Place | None:
    """Where the quotation that closes at `closed` should have opened: behind a colon, or where its sentence begins.

    `low` is where it cannot have begun yet, behind the last mark.
    """
    start = max(low, sentence.start if sentence is not None else low)
    while start < closed and text[start].isspace():
        start += 1
    if not 0 < closed - start <= LONGEST:
        return None
    colon = None
    for colon in _COLON.finditer(text, start, closed):  # noqa: B007 - the last one
        pass
    if colon is not None:
        return Place(colon.end(), sure=True)
    # A whole sentence is quoted where its own mark stands before the closing one.
    return Place(start, sure=text[closed - 1] in ".,!?" and text[start].isupper())
