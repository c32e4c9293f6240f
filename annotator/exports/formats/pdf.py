"""The fact sheet as PDF: one to three pages of claims, verdicts, sources, garbles, corrections; set by Typst (ADR 11).

Texts from outside reach the typesetter as data and never as markup. Pages keep PDF/UA-1, the standard for accessible
PDF: a tagged structure, a title, a language, and no character without a glyph; what no font here has is written as its
code instead.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from ...config import ROOT
from ...errors import WirecheckError
from ..files import in_zip
from ..record import ArticleRecord
from ..terms import Choice, Terms
from .sheet import MOST_CLAIMS, Values, contents
from .words import scrubbed

PAPER: Final = Choice("paper", "Paper", {"a4": "A4", "letter": "US Letter"})
PAPERS: Final = {"a4": "a4", "letter": "us-letter"}  # as the typesetter calls them
MOST_PAGES: Final = 3
TOO_MANY: Final = "too many pages"  # as the template says it

_WITHOUT_GLYPH: Final = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_ESCAPED: Final = re.compile(r"\\u\{([0-9a-fA-F]+)\}")
MOST_TRIES: Final = 20
MOST_CODES: Final = 6  # named of a run of characters that no font has
# Marks that only order or join the letters around them: never what is missing, even where they are named with it.
_JOINERS: Final = frozenset("\u200b\u200c\u200d\u2068\u2069\ufe0e\ufe0f")


@dataclass
class Letters:
    """What no font here has, as far as it has come up. Replaced and never changed: threads read it."""

    missing: frozenset[str] = frozenset()


letters: Final = Letters()


def write_one(record: ArticleRecord, terms: Terms) -> bytes:
    """The same bytes for the same record, terms and fonts. Raises WirecheckError when the typesetter refuses."""
    record, replaced = scrubbed(record)
    paper = PAPERS[terms.options.choice(PAPER)]
    claims = len(record.claims)

    def made(room: int) -> bytes | None:
        return typeset(contents(record, terms, room, replaced=replaced) | {"paper": paper}, terms)

    everything = made(max(claims, len(record.garbles), len(record.corrections))) if claims <= MOST_CLAIMS else None
    if everything is not None:
        return everything
    # The most claims that the pages hold, by halving.
    fits, found, too_many = 0, made(0), min(claims, MOST_CLAIMS) + 1
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        if (tried := made(middle)) is not None:
            fits, found = middle, tried
        else:
            too_many = middle
    if found is None:
        raise WirecheckError("The fact sheet could not be typeset: its head alone fills more pages than it may have.")
    return found


write_many = in_zip(write_one, "pdf")


def typeset(sheet: Values, terms: Terms) -> bytes | None:
    """The pages, or None when they are too many. Raises WirecheckError when the typesetter refuses them."""
    import typst

    moment = {part: getattr(terms.at, part) for part in ("year", "month", "day", "hour", "minute", "second")}
    sheet = sheet | {"date": moment, "fonts": families(), "most_pages": MOST_PAGES}
    for _ in range(MOST_TRIES):
        inputs = {"sheet": json.dumps(shown(sheet))}
        try:
            return typst.compile(
                template(),
                font_paths=fonts(),
                sys_inputs=inputs,
                timestamp=terms.at.replace(microsecond=0),
                pdf_standards="ua-1",
            )
        except typst.TypstError as error:
            if TOO_MANY in error.message:
                return None
            missing = frozenset().union(*map(_missing, _WITHOUT_GLYPH.findall(error.diagnostic)))
            if not missing - letters.missing:
                raise WirecheckError(f"The fact sheet could not be typeset: {error.message}.") from error
            letters.missing |= missing
    raise WirecheckError("The fact sheet could not be typeset: its letters are in no font here.")


def shown(value: Any) -> Any:
    """All texts of a sheet, with the codes of the characters that no font here has in their place."""
    if isinstance(value, str):
        return value if letters.missing.isdisjoint(value) else _coded(value)
    if isinstance(value, list):
        return [shown(one) for one in value]
    if isinstance(value, dict):
        return {key: shown(one) for key, one in value.items()}
    return value


def _coded(text: str) -> str:
    runs = re.compile("[" + "".join(map(re.escape, sorted(letters.missing))) + "]+")

    def codes(run: re.Match[str]) -> str:
        found = run.group()
        named = " ".join(f"U+{ord(letter):04X}" for letter in found[:MOST_CODES])
        rest = f" and {len(found) - MOST_CODES} more" if len(found) > MOST_CODES else ""
        return f"[no font for {named}{rest}]"

    return runs.sub(codes, text)


def _missing(cluster: str) -> frozenset[str]:
    """Which characters to blame where the typesetter names several that are drawn as one: marks before their letter."""
    named = frozenset(_ESCAPED.sub(lambda code: chr(int(code.group(1), 16)), cluster)) - _JOINERS
    marks = frozenset(letter for letter in named if unicodedata.category(letter)[0] == "M")
    return marks - letters.missing or named


@cache
def template() -> bytes:
    return (ROOT / "templates" / "exports" / "factsheet.typ").read_bytes()


@cache
def fonts() -> Any:
    """The fonts that came with the program, the typesetter's, and this machine's for letters that no other has."""
    import typst

    return typst.Fonts(font_paths=font_folders())


def font_folders() -> list[str]:
    """Where the fonts that came with the program lie; those for Chinese, Japanese and Korean where installed."""
    found = (find_spec(name) for name in ("manimgx_fonts", "manimgx_fonts_cjk"))
    return [str(Path(spec.origin).parent) for spec in found if spec is not None and spec.origin]


@cache
def families() -> list[str]:
    """The families that came with the program, named in this order so that a sheet looks the same on every machine."""
    import typst

    own = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=font_folders()).families()
    return [*sorted(own, key=lambda name: (name != "Noto Sans", "Emoji" in name, name)), "DejaVu Sans Mono"]
