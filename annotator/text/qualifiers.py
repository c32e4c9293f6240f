"""How exact a number is, by the words around it: "some", "more than", "does not exceed", "or so"."""

from __future__ import annotations

import re
from typing import Final, Literal

Qualifier = Literal["exact", "about", "at least", "at most", "dozens"]

_QUALIFIERS: Final = {
    **dict.fromkeys(
        ["about", "around", "roughly", "approximately", "some", "nearly", "almost", "an estimated", "estimated",
        "close to",
         "circa", "ca.", "~", "c.", "an average of", "environ", "nearly some", "in the region of"], "about",
    ),
    **dict.fromkeys(
        ["at least", "more than", "over", "no fewer than", "no less than", "not less than", "upwards of",
        "a minimum of",
         "minimum of", "above", "exceeding", "exceeds", "exceed", "exceeded", "greater than", "higher than",
         "bigger than", "larger than", "older than",
         "longer than", "well over", ">", ">=", "greater than or equal to", "at the least"], "at least",
    ),
    **dict.fromkeys(
        ["at most", "up to", "fewer than", "less than", "under", "no more than", "not more than", "as many as",
        "a maximum of",
         "maximum of", "as much as", "below", "lower than", "smaller than", "<", "<=", "less than or equal to",
         "at the most"], "at most",
    ),
    **dict.fromkeys(["exactly", "only", "just", "precisely"], "exact"),
}  # fmt: skip
# By the last word of a qualifier, how many words it may have, the longest first.
LENGTHS: Final = {
    last: sorted({len(one.split()) for one in _QUALIFIERS if one.split()[-1] == last}, reverse=True)
    for last in {phrase.split()[-1] for phrase in _QUALIFIERS}
}
_CHUNK: Final = re.compile(r"\S+")
MAY_BE_MORE: Final = frozenset({" or ", " at ", "-odd"})
_OR_MORE: Final = re.compile(
    r"\+|-(?P<odd>odd)(?!\w)|\s+or\s+(?P<more>more|so|less|fewer|older|above|higher|greater|lower|younger|under)(?!\w)"
    r"|\s+at\s+(?P<at>least|most)(?!\w)",
    re.IGNORECASE,
)
# "Does not exceed", "never exceeded", "without exceeding": the number is the most.
_NOT_EXCEED: Final = re.compile(
    r"(?<!\w)(?:(?:(?:do|does|did|may|must|should|can|could|will|would|has|have|had|is|are) ?not|(?:do|does|did|has"
    r"|have|had|wo|would|should|must)n[’']t|cannot|never|without|not|nor) (?:be )?(?:[a-z]+ )?)exceed(?:s|ed|ing)? "
    r"(?:the )?$",
    re.IGNORECASE,
)
# "An inquiry about two deputies", "spoke about two deputies": no "roughly".
_OF_SAYING: Final = frozenset(
    "investigation investigations inquiry inquiries probe question questions information talk talks story "
    "stories news debate concern concerns concerned complaint complaints doubt doubts detail details statement "
    "statements rumours rumors film book speak speaks speaking spoke talked talking know knows knew hear hears "
    "heard hearing ask asked asking learn learned learnt worry worried worries complain complained nothing "
    "something anything warn warned warning think thought wrote written argued arguing informed inform "
    "questioned testify testified told".split()
)


def qualified(flat: str, start: int, end: int, *, vague: bool) -> tuple[Qualifier, int, int]:
    """How exact the number is, and where the words that say so begin and end."""
    qualifier: Qualifier = "dozens" if vague else "exact"
    last = flat[max(0, start - 14) : start].rstrip().rpartition(" ")[2].lower()
    if last in LENGTHS:
        words = flat[max(0, start - 26) : start].lower().split()
        for count in LENGTHS[last]:
            if count > len(words):
                continue
            found = _QUALIFIERS.get(" ".join(words[-count:]))
            if found == "about" and last == "about" and words[-2:-1] and words[-2] in _OF_SAYING:
                break
            if found:
                if "exceed" in last and (denied := _NOT_EXCEED.search(flat, max(0, start - 44), start)):
                    return ("at most" if not vague else "dozens"), denied.start(), end
                qualifier = found if not vague else "dozens"  # type: ignore[assignment]
                low = max(0, start - 26)
                start = [match.start() for match in _CHUNK.finditer(flat, low, start)][-count]
                break
    if flat[end : end + 4] in MAY_BE_MORE or flat[end : end + 1] == "+":
        match = _OR_MORE.match(flat, end)
        if match:
            more = (match["more"] or match["at"] or "more").lower()
            qualifier = (
                "about"
                if more == "so" or match["odd"]
                else "at most"
                if more in {"less", "fewer", "lower", "younger", "under", "most"}
                else "at least"
            )
            end = match.end()
    return qualifier, start, end
