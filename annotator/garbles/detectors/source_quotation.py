"""Words quoted in the source sentence are not quoted in the translation, or the other way round.

Who is quoted answers for the words; without the marks they are the paper's own. Single words and names in quotation
marks are a matter of house style and are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from annotator.garbles.passage import Passage
from annotator.garbles.source import Couple
from annotator.text.spans import Finding, Span

KIND: Final = "source-quotation"
_QUOTED: Final = re.compile(
    r"«\s*(?P<a>[^«»]{1,600})»|[“„](?P<b>[^“”„]{1,600})[”“]|\"(?P<c>[^\"]{1,600})\"|「(?P<d>[^」]{1,300})」"
)
_MARK: Final = re.compile("[«»“”„\"「」]|''|(?<!\\w)['‘’]|['’](?!\\w)")
_HAN: Final = re.compile("[\u4e00-\u9fff]{8}")
_FEWEST: Final = 5  # words: shorter ones are mostly titles and names


def find(passage: Passage) -> Iterator[Finding]:
    """Aligned sentences of which only one has words in quotation marks."""
    source = passage.translated_from
    if source is None:
        return
    couples = source.couples
    for number, couple in enumerate(couples):
        target = couple.pair.target
        if target is None or not couple.is_close:
            continue
        ours, theirs = _quoted(couple.source), _quoted(couple.target)
        near = couples[max(0, number - 1) : number + 2]
        if ours and not _MARK.search(couple.target) and not _is_open(near, "target"):
            words = ours[0]
            yield passage.finding(KIND, target, f"The source quotes here: “{_short(words)}”. The translation does not.")
        elif theirs and not _MARK.search(couple.source) and not _is_open(near, "source"):
            start = target.start + couple.target.index(theirs[0])
            yield passage.finding(
                KIND, Span(start, start + len(theirs[0])), "These words are quoted; in the source sentence none are."
            )


def _quoted(sentence: str) -> list[str]:
    """Quotations of five words and more; of Chinese, of eight characters."""
    found = [next(filter(None, match.groups())).strip() for match in _QUOTED.finditer(sentence)]
    return [
        words for words in found if (words.count(" ") >= _FEWEST - 1 and not _is_title(words)) or _HAN.search(words)
    ]


def _is_title(words: str) -> bool:
    """Whether most words are capitalised: the name of a film, a song, an office."""
    parts = words.split()
    return 2 * sum(part[0].isupper() for part in parts) > len(parts)


def _is_open(near: Sequence[Couple], side: str) -> bool:
    """Whether a quotation of the neighbours runs on: a mark that opens there may close nowhere in them."""
    text = " ".join(getattr(couple, side) for couple in near)
    opens, closes = len(re.findall("[«“„「]", text)), len(re.findall("[»”」]", text))
    return opens != closes or text.count('"') % 2 == 1


def _short(words: str) -> str:
    return words if len(words) <= 80 else words[:80].rpartition(" ")[0] + " …"
