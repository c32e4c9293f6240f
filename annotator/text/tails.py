"""What sites put below the copy: appeals to the reader, author descriptions, credits, counters, taglines.

Read from the last paragraph upwards, and only as far as everything below is no copy either: the same words higher up
are somebody's news. Each form needs a second sign beside its place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from annotator.text import lines
from annotator.text.furniture import LAST, NAME, NAME_LINE, SHELF
from annotator.text.lines import Block
from annotator.text.spans import ZoneKind
from annotator.text.words import FINITE, words

# Desks sign in initials: "(rds/jk)", "dv/rk (afp, reuters)", "(Harbour Wire) R.T. / S.B.", "HK/AB".
_AGENCY: Final = r"\([A-ZÀ-Þ][^()\n]{1,30}\)"
_INITIALS: Final = r"(?:[A-ZÀ-Þ]\.\s?-?){1,2}[A-ZÀ-Þ]\.?"
SIGNATURE: Final = re.compile(
    r"\((?:[a-z]{2,4}/)*[a-z]{2,4}\)|(?:[a-z]{2,4}\s?[/-]\s?)+[a-z]{2,4}(?:\s\([A-Za-z, ]{2,40}\))?"
    r"|(?:[A-Z]{2,4}\s?/\s?){1,3}[A-Z]{2,4}"
    rf"|(?:{_AGENCY}\s*)?[(–—-]?\s*{_INITIALS}(?:\s?[/,&-]\s?{_INITIALS}){{0,3}}\s*\)?(?:\s*{_AGENCY})?"
    rf"|{_AGENCY}(?:\s?[a-z]{{2,4}}(?:/[a-z]{{2,4}}){{0,3}})?"
)
_COUNTER: Final = re.compile(
    r"(?:(?:\d[\d.,]*\s?[kKM]?\s+(?:shares?|likes?|comments?|views?|retweets?|reactions?|reads?|followers?)"
    r"|(?:shares?|likes?|comments?|views?|reads?)\s?[:(]?\s?\d[\d.,]*\s?[kKM]?\)?)(?:\s*[·|,•/–-]\s*|\s+|$)){1,6}",
    re.IGNORECASE,
)
_BIO: Final = re.compile(
    rf"(?:[“\"]?{NAME}|He|She|The (?:author|writer))\s+(?:is|was)\s+(?:a|an|the|our)\s+(?:[\w’'-]+\s+){{0,5}}"
    r"(?:reporter|correspondent|journalist|writer|columnist|editor|freelancer|contributor|blogger|fellow|producer)\b"
)
_ACADEMIC: Final = re.compile(
    rf"(?:(?:Dr|Prof)\.?\s|Professor\s)?{NAME}\s+is\s+(?:a|an|the)\s+(?:[\w’'-]+\s+){{0,5}}"
    r"(?:professor|analyst|researcher|lecturer|academic|historian|economist|essayist|novelist)\b"
)
_BEAT: Final = re.compile(rf"[“\"]?{NAME}\s+(?:covers|reports|writes|edits|photographs|has (?:covered|reported))\s")
# What a reporter's description says and copy about a reporter does not.
_PRIVATE: Final = re.compile(
    r"\b(?:[Ss]he|[Hh]e|[Tt]hey)\s(?:also\s)?(?:lives?|likes?|loves?|enjoys?|tweets?|spends?|can be reached|bakes?)\b"
    r"|\bwhen (?:s?he|they) (?:is|are)(?:n[’']t| not)\b|\bin (?:his|her|their) (?:spare|free) time\b|(?<!\w)@\w{2,}"
)
_SECOND_PERSON: Final = re.compile(r"\byou(?:rs?|[’']\w+)?\b", re.IGNORECASE)
_MEMBERSHIP: Final = re.compile(
    r"\b(?:friends?|members?(?:hip)?|subscri\w+|sign(?:ed)? (?:in|up)|log(?:ged)? in|newsletters?|inbox|donat\w+"
    r"|account|a month|per month|app|channel|cookies?|ad-free|our (?:journalism|reporting|work|readers)"
    r"|this (?:story|article|piece)|comments? (?:below|section))\b",
    re.IGNORECASE,
)
# "Harbour Wire is an independent agency founded in Kut."
_ABOUT: Final = re.compile(
    r"[“\"]?(?:The\s)?[A-ZÀ-Þ][^.!?]{1,40}\sis\s(?:an?|the)\s(?P<free>independent\s|non-?profit\s)?(?:[\w-]+\s){0,3}?"
    r"(?:(?:news|press|media)\s)?(?:agency|web\s?site|newspaper|news\ssite|platform|outlet|channel|magazine|portal|newsroom)\b"
)
_REPORTED: Final = re.compile(r"\b(?:said|says|told|tells|according to|added)\b|^[“\"«]")
_ELLIPSIS_END: Final = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|\(…\))[\s\"”’»)\]]*$")
_FRAGMENT_STOP: Final = re.compile(r"[.!](?=[\s\"”’»]|$)")
_WORD: Final = re.compile(r"\w+(?:[’'-]\w+)*")
_PLEASE: Final = re.compile(r"\b[Pp]lease (?:contact|write to|click|visit|follow|subscribe|e-?mail|call)\b")
_MOST_BELOW: Final = 16  # paragraphs; links and a comment form
_MOST_TAIL: Final = 8  # paragraphs; a site's furniture is seldom longer, and body copy is safe from mistakes above it


def mark_tail(blocks: Sequence[Block], kinds: list[ZoneKind | None], sources: frozenset[str]) -> None:
    """Give the paragraphs of the tail their kinds. `sources` are the words by which the text names its own agency."""
    for i in range(len(blocks) - 1, max(0, len(blocks) - 1 - _MOST_TAIL), -1):
        if kinds[i] is not None or is_cut_off(blocks[i].quote):
            continue
        kind = _kind(blocks[i], sources)
        if kind is None and i == len(blocks) - 1 > 1 and NAME_LINE.fullmatch(blocks[i].quote[:80]):
            kind = "byline"
        if kind is None:
            return
        kinds[i] = kind


def mark_below(blocks: Sequence[Block], kinds: list[ZoneKind | None]) -> None:
    """Nothing below an agency's end mark is copy, nor are lines without stops below a site's label ("Related topics").

    A bare "End" may be a heading: the mark must name the message, or have its slash.
    """
    for i in range(max(1, len(blocks) - _MOST_BELOW), len(blocks) - 1):
        quote = blocks[i].quote
        if len(quote) > 60:
            continue
        is_end = _is_end_mark(quote)
        if not is_end and not (kinds[i] == "boilerplate" and SHELF.fullmatch(quote)):
            continue
        below = [j for j in range(i + 1, len(blocks)) if kinds[j] is None]
        if sum([blocks[j].word_count for j in below]) > 80:
            continue
        if is_end or all(blocks[j].word_count <= 20 and not blocks[j].has_stop for j in below):
            kinds[i] = "boilerplate"
            for j in below:
                kinds[j] = "boilerplate"
            return


def _is_end_mark(quote: str) -> bool:
    return ("/" in quote or "message" in quote.lower()) and (
        LAST.fullmatch(quote) is not None and any(map(str.isalpha, quote))
    )


def mark_after_lead(blocks: Sequence[Block], kinds: list[ZoneKind | None]) -> bool:
    """Once the lead stands again near the end, the site has begun to advertise: nothing below it is body copy.

    Only when little follows: a deck that the first paragraph repeats has the whole story after it. Returns whether
    the lead stands again and all below it is marked.
    """
    if "repeated-lead" not in kinds:
        return False
    again = kinds.index("repeated-lead")
    above = sum([one.word_count for one, kind in zip(blocks[:again], kinds[:again], strict=True) if kind is None])
    below = [i for i in range(again + 1, len(blocks)) if kinds[i] is None]
    if len(below) > 4 or sum([blocks[i].word_count for i in below]) > min(80, above // 2):
        return False
    for i in below:
        kinds[i] = "truncated" if is_cut_off(blocks[i].quote) else "boilerplate"
    return True


def is_cut_off(quote: str) -> bool:
    """Whether a paragraph ends in an ellipsis."""
    return ("…" in quote or "..." in quote) and _ELLIPSIS_END.search(quote) is not None


def _kind(one: Block, sources: frozenset[str]) -> ZoneKind | None:
    quote = one.quote
    if len(quote) > 600:
        return None
    if len(quote) <= 60 and LAST.fullmatch(quote) is not None:
        return "boilerplate"
    if SIGNATURE.fullmatch(quote):
        return "byline"
    is_tail = (
        _COUNTER.fullmatch(quote) is not None
        or _BIO.match(quote) is not None
        or (_ACADEMIC.match(quote) is not None and one.word_count <= 40 and _REPORTED.search(quote) is None)
        or (_BEAT.match(quote) is not None and _PRIVATE.search(quote) is not None)
        or _is_appeal(one)
        or _is_fragments(quote)
        or _is_tagline(one, sources)
        or _is_about(one, sources)
        or _is_scrap(one)
    )
    return "boilerplate" if is_tail else None


def _is_appeal(one: Block) -> bool:
    """Words to the reader about the paper: second person, and membership, price or signing in; nobody is quoted."""
    quote = one.quote
    return (
        one.word_count <= 60
        and (
            (
                "you" in quote.lower()
                and _SECOND_PERSON.search(quote) is not None
                and _MEMBERSHIP.search(quote) is not None
            )
            or ("lease " in quote and _PLEASE.search(quote) is not None)
        )
        and _REPORTED.search(quote) is None
    )


def _is_tagline(one: Block, sources: frozenset[str]) -> bool:
    """As in "Harbour Wire: news with salt!": the agency's own name, a mark, and no verb."""
    quote = one.quote
    first = _WORD.match(quote)
    if first is None or first.group() not in sources or one.word_count > 14:
        return False
    return re.search(r"[:|–—]|\s-\s", quote) is not None and not any(word.tag in FINITE for word in words(quote))


def _is_about(one: Block, sources: frozenset[str]) -> bool:
    """What an agency says of itself: named as in the byline or dateline, or by nature independent; nobody is quoted."""
    quote = one.quote
    if " is " not in quote or one.word_count > 40 or _REPORTED.search(quote) is not None:
        return False
    about = _ABOUT.match(quote)
    if about is None:
        return False
    return about["free"] is not None or any(name in sources for name in _WORD.findall(about.group()))


def _is_scrap(one: Block) -> bool:
    """A few words without a stop and without a verb: a label whose form nobody has met yet, never a statement."""
    quote = one.quote
    if len(quote) > 60 or one.word_count > 6 or not quote.isascii() or one.has_stop:
        return False
    if lines.is_list_item(quote) or quote[0] in "“\"'(" or quote.islower():
        return False
    return not any(word.tag in FINITE for word in words(quote))


def _is_fragments(quote: str) -> bool:
    """At least three pieces with stops, each of at most five words and none with a finite verb.

    People describe themselves so ("Traveller. Tea lover. Part-time cook."); reporters do not write so.
    """
    if quote.count(".") + quote.count("!") < 2:
        return False
    pieces = [piece.strip(' "“”’«»') for piece in _FRAGMENT_STOP.split(quote)]
    pieces = [piece for piece in pieces if piece]
    if len(pieces) < 3 or any(len(piece.split()) > 5 for piece in pieces):
        return False
    return not any(word.tag in FINITE for piece in pieces for word in words(piece))
