"""When and where it happened: day and place that a claim shares with its sentence, and the dates that its words mean.

"On Monday, gunmen attacked a base and killed two": the second claim happened on Monday too. Only where a rule makes it
certain (docs/standing.md); what is added is anchored where it stands in the text.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Final, NamedTuple, TypeVar

from annotator.claims.changes import Change, quoted_with
from annotator.claims.clauses import Clause
from annotator.claims.parts import Coded, Part, Piece, Shared
from annotator.text.calendar import MONTH_WORDS, in_words
from annotator.text.spans import DateMention, Place, Span, Zone
from annotator.text.words import NAMES, Word

_WHEN: Final = frozenset({"on", "in", "at", "during"})
_WHERE: Final = frozenset({"in", "at", "near", "outside", "off"})
_NOT_IN_NAMES: Final = frozenset("NPs#J")  # "the Monday attack": no day that stands for itself
# Words that set a claim's time apart from its neighbour's.
_OTHER_TIME: Final = frozenset(
    "later then now still soon subsequently eventually afterwards previously earlier since today already once "
    "meanwhile ago formerly long before after until".split()
)
_OTHER_PLACE: Final = frozenset("there here elsewhere abroad home".split())
_PAST: Final = frozenset({"was", "were", "had", "did"})
_ATTACKS: Final = frozenset(
    "attacked struck hit fired stormed raided ambushed exploded detonated bombed shelled shot stabbed collided "
    "crashed collapsed targeted assaulted overran rammed clashed landed fell broke".split()
)
_TOLLS: Final = frozenset("killed wounded injured hurt destroyed damaged died".split())
_EFFECTS: Final = frozenset(
    "killing wounding injuring destroying damaging leaving causing sparking forcing setting hitting striking "
    "burning trapping".split()
)
# "near the airport", "in a market": a spot that is one of many, with nothing behind that says which.
_LOCALITY: Final = re.compile(r"I[D#]J?N*N(?![NPfs#WL(])")
_LOCALLY: Final = frozenset({"in", "at", "near", "outside", "on", "into"})
_LOCALITIES: Final = frozenset(
    "airport port embassy hospital market mosque church university school checkpoint barracks square bridge station "
    "hotel prison stadium city town centre center suburb district neighbourhood neighborhood courthouse street".split()
)
# What may stand before or between the days and places that open a sentence: "But late on Monday", "At dawn on Monday".
_LIGHT: Final = frozenset('RyCc,"')
_LIGHT_WORDS: Final = frozenset("at around about shortly late early midnight noon dawn dusk night".split())
# "flew to Kut", "the president of France": words that may set another place; "by", "with" and the like do not.
_NAMED_WITH: Final = re.compile("[ITf]D?P")
_NO_PLACE: Final = frozenset("by with for about than like".split())
_PREPOSED_NAME: Final = re.compile(r"IP+(?![Ns#J])")
_DATELINE_PLACE: Final = re.compile(r"\W*([^\W\d_][^\d,(/–—:-]*?[^\W\d_])\s*(?=[,(/–—:-])")
_HAS_YEAR: Final = re.compile(r"\d{4}")
_CERTAIN: Final = re.compile(r"day(?<!today)\b|last night|tomorrow|tonight|\d", re.IGNORECASE)
_HAS_DAY: Final = re.compile(r"\d")
_NIGHT: Final = re.compile(r"night|evening|afternoon", re.IGNORECASE)
_BY_THE_SPEAKER: Final = frozenset({"yesterday", "tomorrow", "tonight"})
_ISO_DAY: Final = 10  # characters of "2021-02-15"
_SHARING: Final = frozenset({"", "shared subject", "participle", "gap"})  # the rules of claims that may lack a day
_start = attrgetter("start")


class _Adjunct(NamedTuple):
    """As in "on Monday", "in Mosul": where it stands, its words as added ones, the indices of its words."""

    span: Span
    words: str
    at: int
    end: int
    is_day: bool


class Circumstances:
    """The days and places of a text, and what each claim of a stretch lacks of them."""

    def __init__(
        self,
        text: str,
        dates: Sequence[DateMention],
        places: Sequence[Place] | None,
        published: datetime.date | None,
        zones: Sequence[Zone] = (),
    ) -> None:
        self._text, self._all_dates, self._all_places = text, dates, places or ()
        self._starts = [date.start for date in dates]
        self._today = published.isoformat() if published else ""
        self._local, self._local_end = _dateline(text, zones)
        self._row = Coded((), "")
        self._found: Sequence[Clause] = ()
        self._dates: Sequence[DateMention] = ()  # of this stretch
        self._known: list[_Adjunct] | None = None  # its days and places; read when somebody asks
        self._quoted = self._may_lend = False

    def enter(self, row: Coded, found: Sequence[Clause], *, quoted: bool) -> None:
        """Begin a stretch of a sentence with its clauses. `quoted`: somebody says it, on a day of their own."""
        self._row, self._found, self._quoted = row, found, quoted
        self._known = None
        starts, end = self._starts, row.tokens[-1].end
        low = bisect_left(starts, row.tokens[0].start)
        self._dates = ()
        if low < len(starts) and starts[low] < end:
            self._dates = self._all_dates[low : bisect_left(starts, end, low)]
        # Most sentences have neither a day nor a place to lend.
        self._may_lend = bool(self._dates) or "IP" in row.line
        if self._local and self._is_elsewhere(Span(row.tokens[0].start, end)):
            self._local = ""  # from here on another place may be meant

    def _is_elsewhere(self, whole: Span) -> bool:
        """Whether the dateline no longer says where things happen: below its paragraph, or another place is named."""
        return (
            whole.start > self._local_end
            or bool(_standing(self._all_places, whole))
            or self._names_a_place(whole)
            or any(not one.is_day for one in self._adjuncts())
        )

    def added(self, piece: Piece, parts: Sequence[Part]) -> tuple[Sequence[Part], Sequence[Part]]:
        """The parts with the dates that their words mean and what the claim shares; the latter also by itself."""
        lent: Sequence[Part] = ()
        if self._may_lend and piece.rule in _SHARING and (len(self._found) > 1 or piece.rule == "participle"):
            lent = self._lent(piece)
        if self._local and not lent and self._is_local(piece):
            lent = [f"in {self._local}"]
        if self._dates:
            parts = [new for part in parts for new in self._with_dates(part)]
        return ([*parts, *lent] if lent else parts), lent

    def _adjuncts(self) -> list[_Adjunct]:
        if self._known is None:
            self._known = sorted([*self._days(), *self._wheres()], key=lambda one: one.at)
        return self._known

    def _days(self) -> Iterator[_Adjunct]:
        tokens, line = self._row.tokens, self._row.line
        for date in self._dates:
            low, high = _indices(tokens, date.start, date.end)
            if low == high or date.precision == "time":
                continue  # behind the last word that is read, or inside a word
            if low and tokens[low - 1].lower in _WHEN:
                low -= 1
            elif (low and line[low - 1] in "ITtfDOJ") or line[high] in _NOT_IN_NAMES or line[high - 1] == "t":
                continue  # "until Monday", "the Monday attack", "three days after"
            yield self._adjunct(low, high, is_day=True, after=_joined_to(date, self._meaning(date)))

    def _wheres(self) -> Iterator[_Adjunct]:
        tokens, line = self._row.tokens, self._row.line
        dates = {date.start for date in self._dates}
        for match in _PREPOSED_NAME.finditer(line):
            low, high = match.span()
            if tokens[low].lower in _WHERE and tokens[low + 1].start not in dates:
                yield self._adjunct(low, high, is_day=False)

    def _adjunct(self, low: int, high: int, *, is_day: bool, after: str = "") -> _Adjunct:
        tokens = self._row.tokens
        first = tokens[low]
        words = self._row.quote(low, high)
        if first.tag not in NAMES and not (is_day and first.lower.endswith("day") and first.lower != "yesterday"):
            words = words[0].lower() + words[1:]
        return _Adjunct(Span(first.start, tokens[high - 1].end), words + after, low, high, is_day)

    def _lent(self, piece: Piece) -> list[Part]:
        """What the claim shares: one day and one place, each only where it has none of its own."""
        span = next((part for part in piece.parts if isinstance(part, Span)), None)
        if span is None:
            return []
        tokens = self._row.tokens
        number = _clause_of(self._found, tokens, span.start)
        is_first = not number and piece.rule != "participle"
        if (is_first and not self._has_two_tolls()) or not self._adjuncts():
            return []
        donors = self._donors(piece, number, span)
        if not donors:
            return []
        low, high = _indices(tokens, span.start, span.end)
        own = {token.lower for token in tokens[low:high]}
        spans = _spans(piece)
        lent: list[Part] = []
        for is_day, apart in ((False, _OTHER_PLACE), (True, _OTHER_TIME)):
            given = [one for one in donors if one.is_day == is_day]
            if len(given) != 1 or not own.isdisjoint(apart) or (is_day and self._has_date(spans)):
                continue
            of_sort = [one.span for one in self._adjuncts() if one.is_day == is_day]
            if any(own_span.contains(one) for one in of_sort for own_span in spans):
                continue
            if not is_day and self._may_be_elsewhere(piece, number):
                continue
            lent.append(Shared(given[0].words, (given[0].span,)))
        return lent

    def _may_be_elsewhere(self, piece: Piece, number: int) -> bool:
        """Whether a claim names what may be another place, or opens with it: "…, and Berlin welcomed the step"."""
        subject = self._found[number].subject
        if number and subject is not None and not piece.rule and self._row.line[subject[0]] == "P":
            return True
        return any(isinstance(part, Span) and self._names_a_place(part) for part in piece.parts)

    def _names_a_place(self, span: Span) -> bool:
        """Whether a name stands behind words that may make it another place: "to Kut", "of France"."""
        tokens, line = self._row.tokens, self._row.line
        low, high = _indices(tokens, span.start, span.end)
        for match in _NAMED_WITH.finditer(line, low, high):
            is_place = tokens[match.start()].lower not in _NO_PLACE
            if is_place and not _standing(self._dates, Span(tokens[match.start()].start, tokens[match.end() - 1].end)):
                return True
        return False

    def _is_local(self, piece: Piece) -> bool:
        """As in "Rockets landed near the airport" of a report from Baghdad: which airport only the dateline says."""
        if piece.rule not in {"", "shared subject"}:
            return False
        tokens, line = self._row.tokens, self._row.line
        for span in _spans(piece):
            low, high = _indices(tokens, span.start, span.end)
            for match in _LOCALITY.finditer(line, low, high):
                if tokens[match.start()].lower not in _LOCALLY or tokens[match.end() - 1].lower not in _LOCALITIES:
                    continue
                after = match.end()  # "near the hospital by the river" says which; "at dawn", "on Monday" do not
                which = after < high and line[after] in "It" and line[after + 1] in "DOJP#"
                return not which or after in {one.at for one in self._adjuncts()}
        return False

    def _donors(self, piece: Piece, number: int, span: Span) -> list[_Adjunct]:
        """The days and places that hold for this claim too: of the words that open its sentence, or of its attack."""
        clause, tokens = self._found[number], self._row.tokens
        at = bisect_left(tokens, span.start, key=_start)
        if piece.rule == "participle":
            if tokens[at].lower not in _EFFECTS:
                return []
            return [*self._opening(number), *self._within(clause, at)]
        if number == 0:
            return self._of_second_toll()
        if not self._is_joined(number):
            return []
        before = self._found[number - 1]
        if piece.rule == "gap":  # "Two were killed in Kut on Monday and six injured"
            return self._within(before, before.high) if self._is_toll(before) and self._is_toll(clause) else []
        found = self._opening(number)
        if self._is_effect(before, clause):
            found = [*(found if number > 1 else ()), *self._within(before, before.high)]
        return found

    def _opening(self, number: int) -> list[_Adjunct]:
        """Those before the subject of the first clause, for a clause that is joined to it and in the same tense."""
        first = self._found[0]
        if first.subject is None or not self._same_tense(first, self._found[number]):
            return []
        low, high = first.low, first.subject[0]
        if number == 0 or not self._is_unbroken(low, high):
            return []
        return self._row_of(low, high)

    def _row_of(self, low: int, high: int) -> list[_Adjunct]:
        """Those that open a clause: "On Monday in Kut, …"; not "After the talks on Monday, …"."""
        tokens, line = self._row.tokens, self._row.line
        found: list[_Adjunct] = []
        at = low
        for one in self._adjuncts():
            if low <= one.at < high:
                if any(line[i] not in _LIGHT and tokens[i].lower not in _LIGHT_WORDS for i in range(at, one.at)):
                    break
                found.append(one)
                at = one.end
        return found

    def _is_unbroken(self, low: int, high: int) -> bool:
        """Not "On Tuesday, officials said, the bridge fell and …", where the day may be that of the words."""
        tokens = self._row.tokens
        return all(tokens[at + 1].start - tokens[at].end <= 1 for at in range(low, high))

    def _within(self, clause: Clause, high: int) -> list[_Adjunct]:
        """Those of a clause before the word at `high`: not what hangs on a noun, nor "After the talks on Monday, …"."""
        line = self._row.line
        start = clause.subject[0] if clause.subject is not None else clause.low
        opening = self._row_of(clause.low, start)
        return opening + [
            one
            for one in self._adjuncts()
            if start <= one.at < high and not any(code in "WwzSL(" for code in line[clause.low : one.at])
        ]

    def _of_second_toll(self) -> list[_Adjunct]:
        """As in "Two were killed and six were wounded in Mosul": what stands behind the second, for the first."""
        second = self._found[1]
        return [one for one in self._adjuncts() if second.after <= one.at < second.high] if self._is_joined(1) else []

    def _has_two_tolls(self) -> bool:
        return len(self._found) == 2 and all(map(self._is_toll, self._found))

    def _is_joined(self, number: int) -> bool:
        """Whether "and" or "but", or the comma of a series, joins each clause up to this one to the one before."""
        line = self._row.line
        return all(line[clause.joiner] in "Cc," for clause in self._found[1 : number + 1])

    def _is_toll(self, clause: Clause) -> bool:
        words = self._row.tokens[
            clause.verb if clause.verb is not None else clause.low : max(clause.after, clause.low + 1)
        ]
        return any(word.lower in _TOLLS for word in words)

    def _is_effect(self, before: Clause, clause: Clause) -> bool:
        """As in "Gunmen attacked a base on Monday and killed two": one and the same event."""
        if before.verb is None or not self._is_toll(clause):
            return False
        tokens, verb = self._row.tokens, before.verb
        if clause.subject is None and clause.verb is not None and tokens[clause.verb].lower == "died":
            return False  # who attacked died another day
        following = tokens[verb + 1].lower if verb + 1 < len(tokens) else ""
        return tokens[verb].lower in _ATTACKS or (tokens[verb].lower == "opened" and following == "fire")

    def _same_tense(self, one: Clause, other: Clause) -> bool:
        return other.verb is None or (one.verb is not None and self._tense(one.verb) == self._tense(other.verb))

    def _tense(self, at: int) -> str:
        word = self._row.tokens[at]
        return "past" if word.tag == "VBD" or word.lower in _PAST else "will" if word.tag == "MD" else "now"

    def _has_date(self, spans: Sequence[Span]) -> bool:
        return any(_standing(self._dates, span) for span in spans)

    def _with_dates(self, part: Part) -> list[Part]:
        """A quoted stretch with the dates that its relative words mean: "on Monday [22 February 2021]"."""
        if not isinstance(part, Span):
            return [part]
        changes = []
        for date in _standing(self._dates, part):
            meaning = self._meaning(date)
            if meaning and not self._text.startswith(("’", "'", "-"), date.end):
                changes.append(Change(date.end, date.end, meaning, ""))
        return quoted_with(part, changes) if changes else [part]

    def _meaning(self, date: DateMention) -> str:
        """What the words of a date leave out: "22 February 2021" for "Monday", "2021" for "15 February"; or ""."""
        iso, words = date.resolved, date.quote
        if iso is None or date.doubt or date.until or _HAS_YEAR.search(words):
            return ""
        if self._quoted and words.lower() in _BY_THE_SPEAKER:
            return ""  # the day on which somebody spoke is not the article's
        month = MONTH_WORDS[int(iso[5:7]) - 1] if iso[5:7].isdigit() else ""
        if date.precision == "day" and len(iso) == _ISO_DAY:
            if not month or not _CERTAIN.search(words) or (iso == self._today and _NIGHT.search(words)):
                return ""  # "today" is as often "nowadays"; on Tuesday, "Tuesday night" may be to come
            return iso[:4] if _HAS_DAY.search(words) else in_words(datetime.date.fromisoformat(iso))
        if date.precision == "month" and month:
            return iso[:4] if month[:3].lower() in words.lower() else f"{month} {iso[:4]}"
        return iso[:4] if date.precision == "year" and iso[:4].isdigit() and not _HAS_DAY.search(words) else ""


def _dateline(text: str, zones: Sequence[Zone]) -> tuple[str, int]:
    """The place that the dateline before the lead names, and where its paragraph ends; "" without one."""
    for zone in zones:
        if zone.kind == "dateline" and not text.startswith("\n", zone.end):
            end = text.find("\n", zone.end)
            place = _DATELINE_PLACE.match(text, zone.start, zone.end)
            if place is not None and end != zone.end:
                name = place[1]
                return (name.title() if name.isupper() else name), (end if end > 0 else len(text))
    return "", 0


_Standing = TypeVar("_Standing", DateMention, Place)


def _standing(things: Sequence[_Standing], span: Span) -> Sequence[_Standing]:
    """Those that begin in a stretch."""
    low = bisect_left(things, span.start, key=_start)
    return things[low : bisect_left(things, span.end, low, key=_start)]


def _joined_to(date: DateMention, meaning: str) -> str:
    """As in " 22 February 2021" behind "on Monday", ", 2021" behind "on February 15"."""
    if not meaning:
        return ""
    return ("" if date.quote[-1].isalpha() and date.quote.lower() not in _BY_THE_SPEAKER else ",") + f" {meaning}"


def _indices(tokens: Sequence[Word], start: int, end: int) -> tuple[int, int]:
    """The words from `start` up to `end`, as indices."""
    low = bisect_left(tokens, start, key=_start)
    return low, bisect_left(tokens, end, low, key=_start)


def _clause_of(found: Sequence[Clause], tokens: Sequence[Word], start: int) -> int:
    """The last clause that begins at or before `start`."""
    return next((at for at in range(len(found) - 1, 0, -1) if tokens[found[at].low].start <= start), 0)


def _spans(piece: Piece) -> list[Span]:
    spans: list[Span] = []
    for part in piece.parts:
        if isinstance(part, Span):
            spans.append(part)
        elif isinstance(part, Shared):
            spans.extend(part.spans)
    return spans
