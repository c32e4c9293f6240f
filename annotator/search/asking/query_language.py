"""The query language: a text that a person typed, to a tree. A wrong query never fails: it says what it made of it.

Our own small grammar, never the engine's: there `a* OR b* OR …` took 48 s and `NOT` 200 times raised IndexError.

    any     := all ("OR" all)*
    all     := part ("AND"? part)*
    part    := ("NOT" | "-") part | "(" any ")" | place ("near~3" place)* | field:value | prefix* | fuzzy~ | fuzzy~2
    place   := word | "quoted words" | "quoted words"~3

A field may be given several values in brackets: state:(open recheck).
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from ..folding import words
from .expression import AllOf, AnyOf, Fuzzy, Near, Node, Not, Phrase, Prefix, Word
from .fields import FIELDS, any_of, read_field

MAX_TERMS: Final = 30
MAX_PREFIXES: Final = 3
MIN_PREFIX: Final = 2
MAX_DEPTH: Final = 20
MAX_DISTANCE: Final = 50  # words between two that stand near each other
NEAR: Final = 10  # where no number is given
MAX_LENGTH: Final = 2_000  # code points of a query; what stands behind is not read

_OPEN: Final = '"“”„«»'
_LEXER: Final = re.compile(
    rf"(?P<space>\s+)"
    rf"|(?P<paren>[()])"
    rf"|(?P<minus>[-−](?=[\w{_OPEN}(]))"
    rf"|(?P<field>(?P<name>[A-Za-z]+):"
    rf"(?P<value>(?:[<>]=?)?(?:[{_OPEN}][^{_OPEN}]*[{_OPEN}]?|[^\s(){_OPEN}]+)|\((?P<several>[^()]*)\)?))"
    rf"|[{_OPEN}](?P<quoted>[^{_OPEN}]*)(?:(?P<close>[{_OPEN}])(?:~(?P<slop>\d{{1,3}})(?!\w))?)?"
    rf"|(?P<word>[^\s(){_OPEN}]+)"
)  # fmt: skip
LONGEST_NAME: Final = 200  # code points
MAX_NAME_WORDS: Final = 20
_WRITTEN: Final = re.compile(r"\S+")
_OPERATING: Final = re.compile(r"(?<!\S)(?:AND|OR|NOT|NEAR)(?!\S)|[()]|\s[-−]|~")
_NEAR: Final = re.compile(r"^near(?:~|/)?(\d{0,3})$", re.IGNORECASE)
_VALUES: Final = re.compile(rf"[{_OPEN}]([^{_OPEN}]*)[{_OPEN}]?|([^\s,{_OPEN}]+)")
_FUZZY: Final = re.compile(r"^(.+?)~([0-9]?)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was understood. `expression` is None for a query that asks for everything. `notes` are for the person."""

    expression: Node | None
    exact: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Symbol:
    """An operator ("AND", "OR", "NOT", "NEAR", "(", ")") or, with `node`, something to look for."""

    name: str
    node: Node | None = None
    distance: int = 0


def parse(text: str, *, today: dt.date | None = None, is_name: Callable[[str], bool] = lambda _: False) -> Parsed:
    """Read a query. Never raises, whatever the text. `today`: what "last week" is reckoned from. `is_name` says whether
    words are a name: "RADIO AND TELEVISION CORPORATION" asks for that, not for two things."""
    return _Parser(text, today or dt.datetime.now(dt.UTC).date(), is_name).parse()


def pieces(text: str) -> list[str]:
    """The parts of a query that must all be there, as typed; the whole where OR, brackets or near hold some."""
    found: list[str] = []
    before = ""
    for match in _LEXER.finditer(text[:MAX_LENGTH]):
        word = match["word"] or ""
        if match["space"] or word == "AND":
            continue
        if match["paren"] or word == "OR" or _NEAR.match(word):
            return [text]
        before += match.group() + (" " if word == "NOT" else "")
        if word != "NOT" and not match["minus"]:
            found.append(before)
            before = ""
    return found


class _Parser:
    def __init__(self, text: str, today: dt.date, is_name: Callable[[str], bool]) -> None:
        self.today = today
        self.is_name = is_name
        self.notes: list[str] = []
        self.exact = False
        self.terms = 0
        self.prefixes = 0
        if len(text) > MAX_LENGTH:
            text = text[:MAX_LENGTH]
            self.note(f"Only the first {MAX_LENGTH} characters were read.")
        self.symbols = self.lex(text)
        self.at = 0

    def note(self, words_: str) -> None:
        if words_ not in self.notes:
            self.notes.append(words_)

    def parse(self) -> Parsed:
        parts: list[Node] = []
        while self.at < len(self.symbols):
            part = self.any(0)
            if part is not None:
                parts.append(part)
            if self.at < len(self.symbols):  # a bracket that closes nothing
                self.note("A closing bracket without an opening one was left out.")
                self.at += 1
        return Parsed(_all(parts), self.exact, tuple(self.notes))

    # -- the words

    def lex(self, text: str) -> list[_Symbol]:
        symbols: list[_Symbol] = []
        before_space = True
        named_to = 0
        for match in _LEXER.finditer(text):
            if match.start() < named_to:
                continue
            name = self.name_at(text, match.start()) if before_space and not match["space"] else None
            if name is not None:
                named_to = match.start() + len(name)
                symbols += self.found(Phrase(name, name=True))
                before_space = False
                continue
            if match["space"]:
                before_space = True
                continue
            symbols.extend(self.symbols_of(match, before_space))
            before_space = match["paren"] == "("
        return symbols

    def name_at(self, text: str, start: int) -> str | None:
        """The longest name that begins here and has an operator or a bracket in it."""
        ends = [match.end() for match in _WRITTEN.finditer(text, start, start + LONGEST_NAME)][:MAX_NAME_WORDS]
        for end in reversed(ends):
            name = text[start:end]
            if _OPERATING.search(name) and self.is_name(name):
                return name
        return None

    def symbols_of(self, match: re.Match[str], at_start: bool) -> list[_Symbol]:
        if match["paren"]:
            return [_Symbol(match["paren"])]
        if match["minus"]:  # inside a word it is a hyphen, and the lexer does not come here
            return [_Symbol("NOT")] if at_start else []
        if match["field"]:
            return self.field(match["name"].lower(), match["value"], match["several"])
        return self.word(match["word"]) if match["quoted"] is None else self.quoted(match)

    def quoted(self, match: re.Match[str]) -> list[_Symbol]:
        if not match["close"]:
            self.note("A quotation mark was not closed; everything behind it was taken as quoted.")
        if match["slop"] and len(words(match["quoted"])) > 1:
            return self.found(self.loose(words(match["quoted"]), int(match["slop"])))
        return self.found(Phrase(match["quoted"]))

    def word(self, raw: str) -> list[_Symbol]:
        if raw in {"AND", "OR", "NOT"}:
            return [_Symbol(raw)]
        near = _NEAR.match(raw)
        if near and (raw.isupper() or raw != raw.strip("~/0123456789")):  # "near" alone is a word
            return [_Symbol("NEAR", distance=min(int(near[1] or NEAR), MAX_DISTANCE))]
        fuzzy = _FUZZY.match(raw)
        if fuzzy and words(fuzzy[1]):
            distance = min(int(fuzzy[2] or 2), 2) or 1
            return self.found(Fuzzy(fuzzy[1], distance))
        if raw.endswith("*"):
            return self.prefix(raw.rstrip("*"))
        return self.found(Word(raw))

    def prefix(self, stem: str) -> list[_Symbol]:
        folded = words(stem)
        if not folded or len(folded[-1]) < MIN_PREFIX:
            self.note(f"“{stem}*” needs at least {MIN_PREFIX} letters before the star; it was searched as a word.")
            return self.found(Word(stem))
        self.prefixes += 1
        if self.prefixes > MAX_PREFIXES:
            self.note(f"Only {MAX_PREFIXES} words may end in a star; “{stem}” was searched as a word.")
            return self.found(Word(stem))
        # Of "al-Hash*" only the last part is open.
        head = [_Symbol("", Word(word)) for word in folded[:-1]]
        return head + self.found(Prefix(folded[-1]))

    def loose(self, sequence: tuple[str, ...], distance: int) -> Node:
        """Words that stand together, each at most so many words from the next."""
        distance = min(distance, MAX_DISTANCE)
        pairs = itertools.pairwise(sequence)
        return _all([Near(left, right, distance) for left, right in pairs]) or Phrase(" ".join(sequence))

    def field(self, name: str, value: str, several: str | None) -> list[_Symbol]:
        if name not in FIELDS:
            self.note(f"“{name}:” is not a field; it was searched as words.")
            return self.found(Word(f"{name}:{value.rstrip('()')}"))
        if several is not None:
            return self.several(name, several)
        plain = re.sub(rf"[{_OPEN}]", "", value).strip()
        if name == "exact":
            if plain.lower() in {"on", "yes", "1", "true"}:
                self.exact = True
                return []
            return self.found(Phrase(plain))
        node, complaint = read_field(name, plain, self.today)
        if node is None:
            self.note(complaint)
            return []
        return self.found(node)

    def several(self, name: str, values: str) -> list[_Symbol]:
        """One of several values: state:(open recheck)."""
        given = [match[1] or match[2] or "" for match in _VALUES.finditer(values) if match[1] or match[2] != "OR"]
        kept: list[Node] = []
        for value in given:
            node, complaint = (Phrase(value), "") if name == "exact" else read_field(name, value, self.today)
            if node is None:
                self.note(complaint)
            else:
                kept.append(node)
        if not kept:
            self.note(f"“{name}:” has no value and was left out.")
            return []
        return self.found(any_of(kept[:MAX_TERMS]))

    def found(self, node: Node) -> list[_Symbol]:
        if isinstance(node, Word | Phrase | Prefix | Fuzzy) and not words(node.text):
            return []  # a lone dash or comma
        self.terms += len(node.parts) if isinstance(node, AllOf | AnyOf) else 1
        if self.terms > MAX_TERMS:
            self.note(f"Only the first {MAX_TERMS} words were searched.")
            return []
        return [_Symbol("", node)]

    # -- the order between them

    def peek(self) -> str | None:
        return self.symbols[self.at].name if self.at < len(self.symbols) else None

    def any(self, depth: int) -> Node | None:
        choices = [self.all(depth)]
        while self.peek() == "OR":
            self.at += 1
            choices.append(self.all(depth))
        kept = [choice for choice in choices if choice is not None]
        if len(choices) > len(kept) and len(choices) > 1:
            self.note("An OR with nothing on one side was left out.")
        return kept[0] if len(kept) == 1 else AnyOf(tuple(kept)) if kept else None

    def all(self, depth: int) -> Node | None:
        parts: list[Node] = []
        while self.peek() not in {None, "OR", ")"}:
            if self.peek() == "AND":
                self.at += 1
                continue
            if self.peek() == "NEAR":
                self.near(parts, depth)
                continue
            part = self.part(depth)
            if part is not None:
                parts.append(part)
        return _all(parts)

    def near(self, parts: list[Node], depth: int) -> None:
        """Put what stands before and behind into one; where one of them is no word, both need only be there."""
        distance = self.symbols[self.at].distance
        self.at += 1
        right = self.part(depth) if self.peek() not in {None, "OR", ")", "AND", "NEAR"} else None
        left = parts[-1] if parts else None
        last = left.right if isinstance(left, Near) else left.text if isinstance(left, Word | Phrase) else None
        if last is None or not isinstance(right, Word | Phrase):
            self.note(f"“near~{distance}” needs a word or a phrase on both sides; both sides were looked for anywhere.")
            parts += [right] if right is not None else []
            return
        joined = Near(last, right.text, distance)
        parts[-1:] = [parts[-1], joined] if isinstance(left, Near) else [joined]

    def part(self, depth: int) -> Node | None:
        negated = False
        while self.peek() == "NOT":
            self.at += 1
            negated = not negated
        name = self.peek()
        if name in {None, "AND", "OR", "NEAR", ")"}:
            if negated:
                self.note("A NOT with nothing behind it was left out.")
            return None
        symbol = self.symbols[self.at]
        self.at += 1
        node = self.bracket(depth) if name == "(" else symbol.node
        return Not(node) if negated and node is not None else node

    def bracket(self, depth: int) -> Node | None:
        if depth >= MAX_DEPTH:
            self.note(f"Brackets deeper than {MAX_DEPTH} were left out.")
            while self.peek() not in {None, ")"}:
                self.at += 1
            node = None
        else:
            node = self.any(depth + 1)
        if self.peek() == ")":
            self.at += 1
        else:
            self.note("A bracket was not closed; it was taken to reach to the end.")
        return node


def _all(parts: list[Node]) -> Node | None:
    """Parts that must all be there, flat: neighbouring words may be one name."""
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, AllOf) else (part,))
    return flat[0] if len(flat) == 1 else AllOf(tuple(flat)) if flat else None
