"""Marks that stand where no sentence has one: behind an article or preposition, glued to a word, inside a clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from annotator.garbles import stray_phrases
from annotator.garbles.passage import Passage
from annotator.garbles.written import is_english
from annotator.text import cues
from annotator.text.spans import Span
from annotator.text.stops import SHORTENED
from annotator.text.words import FINITE, NAMES, Word, class_of, words

# What a noun or name must follow; a parenthesis may stand in between ("the, by now famous, case").
_BEFORE_NOUN: Final = frozenset("the a an its their our my your every".split())
# Behind these no clause ends either.
_BINDING: Final = frozenset(
    "the a an its their our my your his every and or nor than which because although whereas whose would could must "
    "should might shall am the into onto among between during against toward towards upon within without "
    "amid amongst alongside despite regarding via".split()
)
_LOOSE: Final = frozenset(
    "of to from with by for at in on that be been is are was were has have had will can may".split()
)
_MARKS: Final = ",;:!?."
_GLUED: Final = "^_~@|`"
BEHIND_BINDING: Final = frozenset(
    [word + mark for word in (*_BEFORE_NOUN, "or", "nor", "than") for mark in _MARKS]
    + [word + mark for word in _BINDING for mark in ";:!?."]
    + [word + mark for word in _LOOSE for mark in ";!?"]
    + ["as!"]
    + [f"{word}:" for word in ("would", "could", "will", "can", "has", "have", "had", "than", "be", "been")]
)
_GLUE: Final = re.compile(r"[\^_~@|`](?<=[\w,.;:!?%)]\S)(?=[\s,.;:!?]|\Z)")
_HYPHEN: Final = re.compile(r"-(?<=[\w,]-) (?=[\w“\"])")
# "two- and three-year terms", "short- or long-term", "pre- and postwar", "two- to three-year"
_SUSPENDED: Final = re.compile(
    r"(?:and|or|but|nor|und|et|y|&)\b|(?:to|versus|vs|not|rather|then|as|through|if)\b[^\n.;:]{0,25}\w-\w"
)
_APOSTROPHE: Final = re.compile(r"['’](?<=[\w%,]['’]) (?=[\w“\"])")
# What goes behind no owner: "figures' and hairstyles", "cells' can".
_NO_OWNED: Final = re.compile(
    r"(?:and|or|but|can|could|will|would|is|are|was|were|has|have|had|in|on|at|to|of|for|from|with|by|that|which|who|"
    r"about|took|said)\b(?!\s\w+s['’])"
)
_SINGLE_OPENS: Final = re.compile(r"(?<![^\s(\[“\"—–-])['‘](?=\w)")
_CLIPPED: Final = re.compile(r"(?:\b(?:an|o|th|ol|lil|ma|wi|tha|mo|fo|po)|[a-z]{2}in)['’]$", re.IGNORECASE)
_SMALL_AFTER_STOP: Final = re.compile(r"\.(?<=[^\W\d_]{2}\.|[a-z]\)\.|[ ]a\.) (?=[a-z])")
_SMALL_AFTER_CALL: Final = re.compile(r"[!?](?<=[a-z][!?]) (?=[a-z0-9])")
_CUT_DATE: Final = re.compile(
    r"[:;!?] (?=(?:[12]?\d|3[01])[.,]|(?:19|20)\d\d\b)"
    r"(?<=(?:anuary|bruary| March| April|.. May|. June|. July|August|tember|ctober|vember|cember). )"
)
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_WORD_BEFORE: Final = re.compile(r"[^\s(\[“\"‘]+$")
_WORD_BEHIND: Final = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_ABBREVIATED: Final = SHORTENED | frozenset(
    "etc est min max hr hrs sec secs in lb lbs oz mi km mph sq cu gal avg misc incl excl temp mrs cal dist approx ext "
    "govt natl fwd asst mins cm mm kg ml tsp tbsp op cit ibid seq al jan feb sat sun mon tue wed thu fri".split()
)
_SMALL_NAMES: Final = frozenset(
    "al el bin ibn ben de del della di da du des la le les van von der den ter zu zum of iphone ipad ebay ios macos "
    "dpa ap www http https".split()
)
_QUESTION: Final = frozenset(
    "who what when where why how which whose whom is are was were do does did can could will would should may might "
    "has have had am isn't aren't wasn't weren't don't doesn't didn't can't couldn't won't wouldn't if really "
    "right".split()
)
_JOINING: Final = frozenset("and so but or then".split())


class Stray(NamedTuple):
    """A mark that does not belong: the words around it, what they read without it, and why."""

    span: Span
    mended: str
    reason: str


def strays(passage: Passage) -> Iterator[Stray]:
    """All of them, rule by rule; the same words may be told of twice."""
    text = passage.text
    if not BEHIND_BINDING.isdisjoint(passage.chunks):
        yield from _behind_binding(passage)
    if any(map(text.__contains__, _GLUED)):
        yield from _glued(text)
    if "- " in text:
        yield from _hyphens(text)
    if "' " in text or "’ " in text:
        yield from _apostrophes(passage)
    yield from _behind_spaces(passage)
    for at, reason in stray_phrases.places(passage):
        yield _stray(text, at, reason)


def _behind_spaces(passage: Passage) -> Iterator[Stray]:
    """What the look at each mark with a space behind it gives cause for."""
    text = passage.text
    seen = {match.lastgroup for match in _SPACED_MARKS.finditer(text)}
    if "stop" in seen:
        for match in _SMALL_AFTER_STOP.finditer(text):
            yield from _small_after_stop(passage, match.start())
    if "call" in seen:
        for match in _SMALL_AFTER_CALL.finditer(text):
            yield from _small_after_call(passage, match.start())
    if "comma" in seen:
        yield from _behind_auxiliary(passage)
    if "figure" in seen or "call" in seen:
        for match in _CUT_DATE.finditer(text):
            yield _stray(text, match.start(), "The mark stands inside a date.")
    if "clause" in seen:
        yield from _in_clauses(passage)


# One look at each mark with a space behind it tells which of these rules have anything to do.
_SPACED_MARKS: Final = re.compile(
    r"[,;:.!?] (?:(?P<stop>(?<=\. )[a-z])|(?P<call>(?<=[!?] )[a-z0-9])|(?P<clause>(?<=[;:] )[a-z])"
    r"|(?P<figure>(?<=[:;!?] )\d)|(?P<comma>(?:(?<=was, )|(?<=were, )|(?<=been, )|(?<= has, )|(?<=have, )|(?<= had, )"
    r"|(?<=will, )|(?<=ould, )|(?<= not, ))[a-z]))"
)


def _behind_binding(passage: Passage) -> Iterator[Stray]:
    text = passage.text
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token not in BEHIND_BINDING or text[match.end() : match.end() + 1] != " ":
            continue
        mark, word, following = token[-1], token[:-1], text[match.end() + 1 : match.end() + 61]
        if _binds(passage, match, mark, word, following):
            yield _stray(text, match.end() - 1, f"“{word}” is followed by {_NAMES[mark]}: no phrase ends there.")


def _binds(passage: Passage, match: re.Match[str], mark: str, word: str, following: str) -> bool:  # noqa: PLR0911 - one test a line
    """Whether the mark cannot stand behind this word here."""
    small = following[:1].islower()
    if mark == ",":
        # A parenthesis closes again: "the, by now famous, case".
        return re.search(r"[,–—)]", following.partition("\n")[0]) is None
    if mark == ".":
        return not small and (word in _NEVER_LAST or word in _BEFORE_NOUN)  # small ones have a rule of their own
    if mark == ":":
        return True
    if word in _BINDING:
        return mark == ";" or small or not passage.is_quoted(match.start())
    sentence = passage.sentence_at(match.start())
    said = passage.text[max(sentence.start if sentence else 0, match.start() - 400) : match.start()]
    if mark == ";":
        return _holds_on(said.split(), word, following)
    if len(said.split()) < 5 or (passage.is_quoted(match.start()) and not (small and mark == "!")):
        return False
    return mark == "!" or not _asks(said)


def _holds_on(said: Sequence[str], word: str, following: str) -> bool:
    """Whether a clause cannot end with this small word: not "as it is", "what it is made of", "he moved in"."""
    before = said[-1] if said else ""
    if word in _AUXILIARIES:
        return not any(one.lower() in _COMPARING for one in said[-8:])
    if word == "that":
        # "He knew that; the others did not.": what one knows, sees or does may be a "that".
        opens = class_of(before).startswith("NN") or cues.BASES.get(before.lower()) in _OPENS_CLAUSE
        return opens and following[:1].islower()
    if word == "to":
        return class_of(following.split(" ", 1)[0]) == "VB"
    return (class_of(before).startswith("NN") or before[-1:].isdigit()) and not any(
        one.lower() in _COMPARING for one in said[-8:]
    )


# Behind these a "that" opens a clause; nobody simply "announces that".
_OPENS_CLAUSE: Final = cues.TIGHT | frozenset({"argue", "insist", "claim", "state", "show", "indicate", "find"})
_NEVER_LAST: Final = frozenset("and or nor than".split())
_AUXILIARIES: Final = frozenset("be been is are was were has have had will can may".split())
_COMPARING: Final = frozenset("as than what how where who so that it whom which whatever whoever not".split())
_TOKEN: Final = re.compile(r"\S+")


_NAMES: Final = {
    ",": "a comma", ";": "a semicolon", ":": "a colon", "!": "an exclamation mark", "?": "a question mark",
    ".": "a stop",
}  # fmt: skip


def _glued(text: str) -> Iterator[Stray]:
    for match in _GLUE.finditer(text):
        before = _WORD_BEFORE.search(text, max(0, match.start() - 60), match.start())
        token = before.group() if before else ""
        mark = match.group()
        if not token or mark in token or any(sign in token for sign in "@#/\\=<>_"):
            continue  # code, an address, emphasis
        low = text.rfind("\n", max(0, match.start() - 300), match.start()) + 1
        if mark in "_~`|" and text.count(mark, max(low, match.start() - 300), match.start()) % 2:
            continue  # it closes what was opened: "_two words_"
        yield _stray(text, match.start(), f"“{mark}” is no mark of English copy.")


def _hyphens(text: str) -> Iterator[Stray]:
    for match in _HYPHEN.finditer(text):
        at = match.start()
        before = _WORD_BEFORE.search(text, max(0, at - 60), at)
        word = before.group() if before else ""
        if _SUSPENDED.match(text, at + 2) or not any(map(str.isalpha, word)) or any(sign in word for sign in "-–—/\\<"):
            continue
        yield _stray(text, at, "The hyphen hangs on its word: a dash, a compound or nothing was meant.")


def _apostrophes(passage: Passage) -> Iterator[Stray]:
    """An apostrophe behind a word that is no owner in the plural, no clipped word, and closes no quotation."""
    text = passage.text
    for match in _APOSTROPHE.finditer(text):
        at = match.start()
        before = _WORD_BEFORE.search(text, max(0, at - 60), at)
        word = before.group() if before else text[at - 1]
        owner = word[-1] in "sxzSXZ" and word not in {"as", "is", "was", "has", "this", "its", "his"}
        if (owner and not _NO_OWNED.match(text, at + 2)) or word[-1].isdigit() or word[0] in "'’‘":
            continue
        if _CLIPPED.search(text, max(0, at - 5), at + 1):
            continue
        if word[:1].isupper() and word[-1] in "aiue":
            continue  # "Rabi' al-Awwal"
        low = max(0, at - 2_000)
        low = max(low, text.rfind("\n", low, at))
        if _SINGLE_OPENS.search(text, low, at):
            continue
        yield _stray(text, at, "The apostrophe hangs on its word.")


def _small_after_stop(passage: Passage, at: int) -> Iterator[Stray]:
    """A stop with a small letter behind it, where the word before is no abbreviation."""
    text = passage.text
    before = _WORD_BEFORE.search(text, max(0, at - 60), at)
    behind = _WORD_BEHIND.match(text, at + 2)
    if before is None or behind is None:
        return
    word, following = before.group(), behind.group()
    bare = _POSSESSIVE.sub("", word.strip("'’\"”)"))
    if "." in word or not bare.isalpha() or bare.lower() in _ABBREVIATED or following.lower() in _SMALL_NAMES:
        return
    if (
        (len(bare) < 2 and bare != "a")
        or (bare.isupper() and len(bare) < 3)
        or not following.islower()
        or "-" in following[:3]
    ):
        return
    bound = bare in _LOOSE or bare in _BINDING
    if not bound and not (is_english(following) and (is_english(bare) or bare[0].isupper())):
        return
    if bare[0].isupper() and len(bare) <= 4:
        return  # "Gov. candidate", "Capt. of"
    span = Span(before.start(), behind.end())
    yield Stray(span, f"{word} {following}", "Behind the stop goes a small letter: the stop, or the letter, is wrong.")


def _small_after_call(passage: Passage, at: int) -> Iterator[Stray]:
    """An exclamation or question mark inside a sentence of copy."""
    text = passage.text
    if passage.is_quoted(at):
        return
    sentence = passage.sentence_at(at) or passage.sentence_at(at - 1)
    start = max(sentence.start if sentence else 0, at - 400)
    said = text[start:at]
    opening = said.split()
    if (len(opening) < 3 and text[at] == "!") or not opening or opening[-1][:1].isupper():
        return  # "Stop! he cried", "Yahoo! said", "Jeopardy! host"
    if any(mark in said for mark in '“"‘«') or (text[at] == "?" and _asks(said)):
        return
    yield _stray(text, at, f"{_NAMES[text[at]].capitalize()} stands inside the sentence.")


def _asks(said: str) -> bool:
    """Whether the last clause opens as a question does."""
    clause = [word.strip("\"“‘'(").lower() for word in re.split(r"[,;:–—]\s", said)[-1].split()[:2]]
    return bool(clause) and (clause[0] in _QUESTION or (clause[0] in _JOINING and clause[-1] in _QUESTION))


def _behind_auxiliary(passage: Passage) -> Iterator[Stray]:
    """A comma between an auxiliary and its verb ("was, born in") with no second one that would close a parenthesis."""
    text = passage.text
    for match in _AUXILIARY_COMMA.finditer(text):
        sentence = passage.sentence_at(match.start())
        if sentence is None or match.end() - sentence.start > 400:
            continue
        rest = text[match.end() : min(sentence.end, match.end() + 400)]
        verb = match.group(1)
        if verb in {"be", "been", "being"} or (
            not any(mark in rest for mark in ",–—;()")
            and words(text, Span(match.start(1), match.end(1)))[0].tag == "VBN"
        ):
            yield _stray(text, match.start(), "A comma stands between the auxiliary and its verb.")


_AUXILIARY_COMMA: Final = re.compile(
    r",(?<= was,|were,|been,| has,|have,| had,|will,|ould,| not,)"
    r" ([a-z]+(?:ed|en|orn|wn|ght|eing)|be)\b"
)


def _in_clauses(passage: Passage) -> Iterator[Stray]:
    """A semicolon with no clause behind it, a colon between a subject and its verb."""
    text = passage.text
    for match in _CLAUSE_MARK.finditer(text):
        at = match.start()
        if match[1] in (_NO_VERBS if text[at] == ":" else _OPEN_CLAUSES):
            continue
        sentence = passage.sentence_at(at)
        if sentence is None or sentence.end - sentence.start > 600:
            continue
        quote = sentence.of(text)
        if quote.count(";") + quote.count(":") != 1 or any(mark in quote for mark in '“”"«»()[]|'):
            continue
        yield from _in_clause(text, sentence, at)


_CLAUSE_MARK: Final = re.compile(r"[;:](?<=[^\W_][;:]) (?=[a-z])([^\W\d_]+)")
# With these goes no verb behind a colon, and a clause of its own behind a semicolon: no need to tag the sentence.
_OPEN_CLAUSES: Final = frozenset("he she it they we you there and but or who".split())
_NO_VERBS: Final = _OPEN_CLAUSES | frozenset(
    "the a an this these those that in on at to for from with by of his her its their our my not no some many".split()
)


def _in_clause(text: str, sentence: Span, at: int) -> Iterator[Stray]:
    before = [w for w in words(text, Span(sentence.start, at)) if w.text[0].isalnum()]
    behind = [w for w in words(text, Span(at + 1, sentence.end)) if w.text[0].isalnum()]
    if len(before) < 2 or not behind:
        return
    first, name = behind[0], _NAMES[text[at]].capitalize()
    verb_behind = any(w.tag in FINITE for w in behind)
    if first.tag in FINITE and first.lower not in _INVERTED and _is_subject(before):
        yield _stray(text, at, f"{name} stands between the subject and its verb.")
    elif first.tag == "VBZ" and first.lower not in _INVERTED and text[at] == ";":
        yield _stray(text, at, f"{name} stands before a verb that has its subject in front of it.")
    elif text[at] == ";" and len(behind) > 1 and not verb_behind and "," not in text[at : sentence.end]:
        noun = first.tag == "DT" and not any(w.tag.startswith("V") or w.lower in _ELLIPTIC for w in behind)
        if noun or (first.tag in {"IN", "VBG", "JJ", "NN", "NNS", "TO"} and first.lower not in _ELLIPTIC):
            yield _stray(text, at, "Behind the semicolon goes no clause.")


def _is_subject(before: Sequence[Word]) -> bool:
    """Whether the words before the mark are one noun phrase without a verb: not "Analysis:" nor "Iran:"."""
    if any(w.tag in FINITE for w in before):
        return False
    return before[0].tag in {"DT", "PRP$", "NNS", "JJ"} or (before[0].tag in NAMES and len(before) > 2)


# In front of their subject in a question: "The question: is it true?"
_INVERTED: Final = frozenset("is are was were has have had does do did can could will would should may might".split())
# Clauses without a verb: "Two died; others fled", "nothing before; nothing after".
_ELLIPTIC: Final = frozenset(
    "others none nothing nobody everyone neither either not no more less hence thus so".split()
)


def _stray(text: str, at: int, reason: str) -> Stray:
    """The mark with the word before it and the one behind it."""
    before = _WORD_BEFORE.search(text, max(0, at - 60), at)
    start = before.start() if before else at
    end = at + 1
    following = _WORD_BEHIND.match(text, at + 2) if text[at + 1 : at + 2] == " " else None
    if following:
        end = following.end()
    return Stray(Span(start, end), text[start:at] + text[at + 1 : end], reason)
