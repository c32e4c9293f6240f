"""How the words begin that may be a date: what is looked for in a text before any rule of dates is asked."""

from __future__ import annotations

from typing import Final

from annotator.text.beginnings import beginnings, either, heads
from annotator.text.calendar import MONTHS
from annotator.text.datedigits import NEXT
from annotator.text.daterules import RULES

# What a number in words goes on with where it begins a date.
_UNITS: Final = "min|hou|day|nig|wee|for|mon|qua|yea|dec|cen"
_AFTER_COUNT: Final = rf"\s+(?i:{_UNITS}|and|las|pas|pre|thi|cur|nex|com|upc|fol)"
# An ordinal stands before a month, a weekday, a stretch of time or its number, or ends its phrase.
_AFTER_ORDINAL: Final = (
    r"(?=[^\w\s]|\s*$|[\s-]+(?i:[^\w\s]|\d|"
    + either(
        [
            *(name[:3] for name in MONTHS),
            *"mon tue wed thu fri sat sun".split(),
            *"day wee cen qua hal of to unt til thr and at in for whe tha but las thi nex the".split(),
            *"a\x20 an one two thr fou fiv six sev eig nin ten ele twe cou few".split(),
        ]
    )
    + "))"
)
# Heads that begin too many other words ("council", "with"): how their own words go on.
_GOES_ON: Final = {
    "aou": "t", "aoû": "t", "thi": rf"(?:s\s|rt|rd{_AFTER_ORDINAL})", "com": "ing", "cou": "ple", "cur": "rent",
    "one": _AFTER_COUNT, "two": rf"(?:{_AFTER_COUNT}|\s+thousand)", "thr": f"ee{_AFTER_COUNT}",
    "fou": rf"r(?:{_AFTER_COUNT}|t)", "fiv": f"e{_AFTER_COUNT}", "six": rf"(?:{_AFTER_COUNT}|t)",
    "sev": rf"e(?:n(?:{_AFTER_COUNT}|t)|ral{_AFTER_COUNT})", "eig": rf"h(?:t{_AFTER_COUNT}|t?[eyhi])",
    "nin": rf"(?:e(?:{_AFTER_COUNT}|t)|th)", "ten": rf"(?:{_AFTER_COUNT}|th)", "ele": rf"ven(?:{_AFTER_COUNT}|th)",
    "few": _AFTER_COUNT, "fir": f"st{_AFTER_ORDINAL}", "sec": f"ond{_AFTER_ORDINAL}", "nou": "ght",
    "pre": "(?:[vc]|sidents)", "fol": "lowing", "upc": "oming",
    "in ": "(?=about |exactly |around |just |roughly "
    rf"|[0-9]{{1,4}}\s+(?i:{_UNITS})|an?\s+(?i:{_UNITS}|few|cou)|one\s+(?i:{_UNITS})"
    "|t(?:wo|h(?:e [ncu]|r)|en|w)|f(?:our|ive|ew)|s(?:ix|ev)|eight|nine|eleven)",
    "wit": "hin", "aut": "umn", "yes": "terday", "tod": "ay",
    "sep": "(?:t|(?![a-z]))", "jun": "(?:e|i|(?![a-z]))", "jul": "(?:[iy]|(?![a-z]))",
    "aug": "(?:u|(?![a-z]))", "nov": "(?:e|(?![a-z]))", "feb": "(?:r|(?![a-z]))", "avr": "(?:i|(?![a-z]))",
    "tha": "nksg", "val": "enti", "bla": "ck [Ff]ri", "cyb": "er [Mm]on", "vet": "erans", "col": "umbus",
    "pal": "m [Ss]un", "ash": " [Ww]ed", "whi": "t [Mm]on", "pen": "tecost", "asc": "ension", "box": "ing [Dd]ay",
    "int": "ernational [Ww]o", "wor": "kers?['’]", "wom": "en['’]?s['’]? [Dd]", "bas": "tille [Dd]", "gro": "undhog",
    "epi": "phany", "all": " [Ss](?:ain|oul)", "can": "ada [Dd]ay", "aus": "tralia [Dd]ay", "anz": "ac", "cin": "co de",
    "arm": "istice", "mau": "ndy", "lab": "ou?r [Dd]ay", "xma": "s", "ear": "(?:th [Dd]ay|l(?:y|ier) in)",
    "hal": "(?:lowe|f an? )", "end": " of ", "beg": "inning of ", "sta": "rt of ", "res": "t (?:of |the )",
    "rem": "ain(?:der|ing) ", "lat": "er? in", "yea": "r(?: (?:b|a|to )|-to)", "qua": "rter (?:b|a|to )",
    "st ": "[Pp]at", "fin": "al ",
    "mon": "(?:day|(?![a-z])|th(?: (?:b|a|to )|-to))", "sat": "(?:urday|(?![a-z]))",
    "sun": "(?:day|(?![a-z]))", "fri": "(?:day|(?![a-z]))", "wed": "(?:nesday|(?![a-z]))",
    "tue": "(?:s|(?![a-z]))", "thu": "(?:r|(?![a-z]))", "sam": "edi", "lun": "di", "mer": "credi", "jeu": "di",
    "ven": "dredi", "dim": "anche", "goo": "d Fri", "new": " [Yy]ear", "eas": "ter", "day": " (?:after|before)",
    "fal": "l ", "win": "ter ", "spr": "ing ", "sum": "mer ", "mai": r"(?= \d)",
    "mar": "(?:(?![a-z])|ch|s|di)", "may": r"(?!\w)", "now": r"(?!\w)",
    "ove": "rnight", "dec": "(?:(?![a-z])|e)", "mid": "(?:night|day|dle of )", "chr": "istmas",
    "cen": "t", "noo": "n", "ton": "ight", "tom": "orrow", "pas": "t ", "las": "t ", "nex": "t ",
    "oct": "(?:(?![a-z])|o)", "apr": "(?:(?![a-z])|i)", "wee": "k[ e-]", "jan": "(?:(?![a-z])|[uv])",
}  # fmt: skip


# Of a letter and a digit only "Q3" and "H1" are dates; a digit after another number's mark begins nothing.
_NUMBERS: Final = (
    r"[0-9](?<![$€£¥].)(?<!\d[.,:/].)(?!\d{0,2} (?![^\x00-\x7f]|(?i:"
    + either(next_ for next_ in NEXT if len(next_) == 3)
    + "|"
    + either(next_ for next_ in NEXT if len(next_) < 3)
    + r"\Z)))|[QHq][1-4](?!\w)|[aA]n? (?:day|week|month|year|decade|century|fortnight|few|couple|half)"
)
where_dates_may_begin: Final = beginnings(f"{_NUMBERS}|{heads({head: _GOES_ON.get(head, '') for head in RULES})}")
