"""Words of another language were left inside the English: "the également vote", "MM Biden and Qasim", "the ONU".

Reference: MQM, Accuracy / Untranslated. What English copy rightly has of other languages is let stand: names and titles
of works, words quoted or explained as foreign, loan words, native spellings in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import Final

from annotator.garbles import shortforms, tongues
from annotator.garbles.leftover_phrases import bodies, links, phrases
from annotator.garbles.passage import Passage
from annotator.garbles.shortforms import finding, table
from annotator.text.spans import Finding, Span
from annotator.text.words import class_of

KIND: Final = shortforms.KIND
_SKIPPED_ZONES: Final = frozenset({"byline", "boilerplate", "repeated-lead"})
_WORD: Final = re.compile(r"[^\W\d_]+")
# Words that hang left-over words together and are no sign by themselves.
_GLUE: Final = frozenset("de la le en à au un di da il lo el der den im am do da em em na z w se ne ce sa".split())
_ELIDED: Final = frozenset("l d qu s n c j m t".split())
_APOSTROPHES: Final = frozenset("'’ʼ")
_GAPS: Final = frozenset({" ", "\n", "'", "’", "ʼ", "-", "\u00a0"})
# Foreign words that begin the name of a street, a house or a body.
_BEGIN_NAMES: Final = frozenset(
    "rue place quai porte palais château université hôpital lycée musée théâtre gare avenue calle avenida via rua "
    "piazza palazzo plaza straße strasse ligue parti banco partido gruppo casa monte puerto".split()
)
_SAID_TO_BE_FOREIGN: Final = re.compile(
    r"\b(?:called|known as|dubbed|nicknamed|termed|the (?:word|term|phrase|expression)|so-called|meaning"
    r"|in (?:French|Arabic|German|Spanish|Italian|Persian|Farsi|Turkish|Russian|Kurdish))[ ,:]{1,2}(?:the |a |an )?\Z"
)
_EXPLAINED: Final = re.compile(
    r" ?\([^(),\n]{3,40}\)|, (?:or|meaning|which means|literally|i\.e\.|that is)\b| – (?:or|the)\b"
)
# Phrases that English has taken over whole, though not each of their words.
_PHRASES: Final = re.compile(
    r"\b(?:coups? (?:de (?:grâce|grace|théâtre|foudre|main)|d['’]état)|fait accompli"
    r"|force majeure|fin[ -]de[ -]siècle|déjà vu|raisons? d['’]êtres?"
    r"|raisons? d['’]état|vis[ -]à[ -]vis|tête[ -]à[ -]tête|cause célèbre|après[ -]ski|bête noire|crème de la crème"
    r"|savoir[ -](?:faire|vivre)|laissez[ -](?:faire|passer)|laisser[ -](?:faire|passer)|carte blanche|idée fixe"
    r"|joie de vivre|femme fatale|haute c(?:outure|uisine)|papier[ -]m[aâ]ché|esprit de corps|ancien régime"
    r"|chargés? d['’]affaires|agents? provocateurs?|roman à clef|trompe[ -]l['’]œil|c['’]est la vie|bon vivant"
    r"|mot juste|de rigueur|en (?:route|masse|bloc|suite|passant|famille)|au (?:pair|fait|courant|contraire)"
    r"|à la (?:carte|mode)|hors d['’]oeuvres?|hors d['’]œuvres?|pied[ -]à[ -]terre|double entendre|avant[ -]garde"
    r"|grande? dames?|soi[ -]disant|ménage à trois|nouveau riches?|nouveaux riches|beaux arts|objets? d['’]art"
    r"|(?:sine|status) quo|quid pro quo|pro forma|pro rata|per capita|per se|post mortem|et al|et cetera|ad hoc"
    r"|terra (?:firma|incognita)|mea culpa|in (?:vino veritas|situ|vitro|vivo|loco parentis)|la dolce vita"
    r"|modus (?:operandi|vivendi)|dolce vita|dolce far niente|cosa nostra|mare nostrum"
    r"|noms? de (?:guerre|plume))\b",
    re.IGNORECASE,
)
_OPENERS: Final = '“"‘«(*_'
_CLOSERS: Final = '”"’»)*_'
# What stands behind a noun in French and Italian names: "the Gendarmerie nationale", "Le Suicide français".
_ADJECTIVE: Final = re.compile(r"(?:al|ale|aux|ais|aise|ien|ienne|ain|aine|ique|iste|aire|ine|caine)s?$")
_ARTICLES: Final = frozenset("the le la les l il lo el los las".split())
# How far the marks around left-over words may be from them.
_QUOTED: Final = 24
# What German leaves large and English rightly takes over: institutions, papers, places.
_GERMAN_NAMES: Final = re.compile(
    r"(?:bundes|reichs|land(?:tag|rat)|volks|staats)"
    r"|.*(?:zeitung|blatt|bank|werke?|platz|straße|strasse|tor|haus|bahn|burg|berg|dorf|stadt|heim|hof|kirche|verein"
    r"|partei|spiegel|liga|tag|amt|see|wald|fest|markt|brücke|garten|museum)$"
)
# "Sidi M'hamed", "Cheikh M'barek": a name of the Maghreb, with no vowel behind its first letter.
_ARABIC_NAME: Final = re.compile(r"[A-Z]['’][a-z]+$")
_NAME_BEFORE: Final = re.compile(r"[A-ZÀ-Þ][^\W\d_]+ \Z")
_IN_ADDRESSES: Final = frozenset("/@#_&=\\")
_INDEFINITE: Final = frozenset("a an no any each every some this these those its their his her our my many few".split())
_BEFORE_NOUNS: Final = _INDEFINITE | frozenset("the former local new senior of by with and from".split())
_ADVERBS: Final = ("mente", "ment", "weise", "erdings")
_OF_NAMES: Final = frozenset({"VBD", "VBZ", "VBP", "MD", "VBN", "CC", "WP", ""})
_MOST_PLAIN: Final = 1 << 16
_MOST_SOUGHT: Final = 40
# How far a phrase may reach beyond the word that is taken for left over.
_PHRASE: Final = 24


@dataclass(slots=True)
class _Run:
    """Left-over words in a row. `strong`: words that no English text has; `weak`: short ones of the table."""

    start: int
    end: int
    words: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    strong: int = 0
    weak: int = 0


# What stood between two blanks and held nothing foreign: one subtraction of sets sends most texts home.
_plain: set[str] = set()


def find(passage: Passage) -> Iterator[Finding]:
    """Left-over words and phrases, titles and acronyms of other languages, each with its English where it is known."""
    text = passage.text
    suspects = _suspects(passage.chunks)
    whole = [*links(passage), *phrases(passage), *bodies(passage)]
    yield from whole
    if not suspects:
        return
    for one in chain(_in_words(passage, suspects), shortforms.found_in(passage, suspects)):
        if any(phrase.start < one.end and one.start < phrase.end for phrase in whole):
            continue
        if _ARABIC_NAME.match(one.quote) and _NAME_BEFORE.search(text, max(0, one.start - 30), one.start):
            continue
        if passage.zone_at(one.start) not in _SKIPPED_ZONES and not _in_address(text, one.start, one.end):
            yield one


def _suspects(chunks: frozenset[str]) -> set[str]:
    """What stands between two blanks and holds a word that may be another language's."""
    if len(_plain) > _MOST_PLAIN:
        _plain.clear()
    unmet = chunks - _plain
    suspects = set(filter(_may_be_foreign, unmet))
    _plain.update(unmet - suspects)
    return suspects


@lru_cache(maxsize=1 << 12)
def _may_be_foreign(chunk: str) -> bool:
    if shortforms.may_stand_in(chunk):
        return True
    words = _WORD.findall(chunk)
    if not words:
        return False  # a figure
    small = table().small
    if len(words) > 1:
        for word in words:
            if word not in small and word.lower() not in _ELIDED:
                break
        else:
            return True
    elif chunk in small and words[0] == chunk:
        return True
    return not table().opening.keys().isdisjoint(words) or any(map(_is_foreign, words))


@lru_cache(maxsize=1 << 14)
def _is_foreign(word: str) -> bool:
    """Whether another language has it: a small word of four letters or more, or a longer large one on a list."""
    if word.islower():
        return len(word) >= 4 and tongues.language_of(word) is not None
    if len(word) < 5 or not word.istitle() or tongues.is_name(word):
        return False
    lower = word.lower()
    language = tongues.language_of(lower)
    return language == "de" or (language is not None and (not word.isascii() or tongues.is_on_a_list(lower)))


def _in_words(passage: Passage, suspects: set[str]) -> Iterator[Finding]:
    entries, parts = table(), {word for chunk in suspects for word in _WORD.findall(chunk)}
    foreign = frozenset(word for word in parts if word.islower() and _is_foreign(word))
    large = frozenset(word for word in parts if not word.islower() and (word in entries.opening or _is_foreign(word)))
    words = [
        Span(*match.span())
        for start, end in _stretches(passage, suspects)
        for match in _WORD.finditer(passage.text, start, end)
    ]
    asked = foreign | entries.small.keys() | large
    places = [i for i, (start, end) in enumerate(words) if passage.text[start:end] in asked]
    runs = list(_runs(passage.text, words, [i for i in places if words[i].of(passage.text) not in large], foreign))
    german = passage.about.source_language == "de" or any("de" in run.languages for run, _, _ in runs if run.strong)
    for run, first, last in runs:
        if not _is_right(passage, run, words, first, last):
            yield _of_run(passage, run)
    for i in places:
        if words[i].of(passage.text) in large:
            one = _opening(passage, words, i, foreign) or _german_noun(passage, words, i, german=german)
            if one is not None:
                yield one


def _stretches(passage: Passage, suspects: set[str]) -> list[Span]:
    """The sentences with suspects in them; the whole text where there are many: each is sought in all of it."""
    text = passage.text
    if len(suspects) > _MOST_SOUGHT:
        return [Span(0, len(text))]
    found: set[Span] = set()
    for chunk in suspects:
        at = text.find(chunk)
        while at >= 0:
            sentence = passage.sentence_at(at) or Span(max(0, at - 100), at + len(chunk) + 100)
            found.add(sentence)
            at = text.find(chunk, max(at + 1, sentence.end))
    return sorted(found)


def _runs(
    text: str, words: Sequence[Span], places: Sequence[int], foreign: frozenset[str]
) -> Iterator[tuple[_Run, int, int]]:
    """Runs of left-over words with the numbers of their first and last word. `places`: where such words stand."""
    small, count, last = table().small, len(words), -1
    for i in places:
        if i <= last:
            continue
        first = i
        while first > last + 1 and _joins(text, words, first - 1) and _is_glue(text, words[first - 1]):
            first -= 1
        last = i
        run = _Run(0, 0)
        _take(run, words[i].of(text), foreign)
        ahead = i + 1
        while ahead < count and _joins(text, words, ahead - 1):
            following = words[ahead].of(text)
            if following in foreign or following in small:
                _take(run, following, foreign)
                last = ahead
            elif not _is_glue(text, words[ahead]) or ahead - last > 4:
                break
            ahead += 1
        if not run.strong and run.weak < 2:
            first = i
        run.start, run.end = words[first].start, words[last].end
        yield run, first, last


def _take(run: _Run, word: str, foreign: frozenset[str]) -> None:
    run.words.append(word)
    if word in foreign:
        run.strong += 1
        run.languages.append(tongues.language_of(word) or "")
    else:
        run.weak += 1
        run.languages.append(table().small[word].language)


def _joins(text: str, words: Sequence[Span], i: int) -> bool:
    """Whether only a space, a hyphen or an apostrophe stands between a word and the next."""
    return i + 1 < len(words) and text[words[i].end : words[i + 1].start] in _GAPS


def _is_glue(text: str, word: Span) -> bool:
    written = word.of(text)
    return written in _GLUE or (written.lower() in _ELIDED and text[word.end : word.end + 1] in _APOSTROPHES)


def _is_right(passage: Passage, run: _Run, words: Sequence[Span], first: int, last: int) -> bool:  # noqa: PLR0911 - one test a line
    """Whether English copy may well have these words: in a name, quoted or explained, or too weak a sign."""
    text = passage.text
    before = words[first - 1] if first > 0 else None
    after = words[last + 1] if last + 1 < len(words) else None
    touches = before is not None and _joins(text, words, first - 1)
    touched = after is not None and _joins(text, words, last)
    left = before.of(text) if before is not None and touches else ""
    right = after.of(text) if after is not None and touched else ""
    low, high = max(0, run.start - _PHRASE), run.end + _PHRASE
    if any(phrase.start() < run.end and run.start < phrase.end() for phrase in _PHRASES.finditer(text, low, high)):
        return True
    if text[run.start : run.end] in tongues.loans():
        return True
    if "-" in (text[run.start - 1 : run.start], text[run.end : run.end + 1]):
        hangs_on = left if text[run.start - 1 : run.start] == "-" else right
        return not (hangs_on.islower() and run.strong)  # "Bab-el-oued", "cruise-missile": part of a longer word
    if not run.strong:
        if run.weak > 1:
            return len(set(run.languages)) > 1 or left[:1].isupper() or right[:1].isupper()
        when = table().small[run.words[0]].when
        between = _is_english(left) and _is_english(right)
        if when == "noun" and (between or left.lower() in _BEFORE_NOUNS):
            return _is_quoted(text, run.start, run.end) or _is_presented(text, run.start, run.end)
        return when == "neighbour" or not between
    if left[:1].isupper() and _ADJECTIVE.search(run.words[0]) and words[first - 2].of(text).lower() in _ARTICLES:
        return True  # "the Gendarmerie nationale"
    if left[:1].isupper() and ((right[:1].isupper() and not tongues.is_name(left)) or _is_foreign_name(left)):
        return True
    if right[:1].isupper() and run.words[-1] in _BEGIN_NAMES:
        return True
    return _is_quoted(text, run.start, run.end) or _is_presented(text, run.start, run.end)


def _is_english(word: str) -> bool:
    return len(word) > 1 and word.islower() and tongues.is_listed(word)


def _is_foreign_name(word: str) -> bool:
    """ "Médecins" of "Médecins sans frontières": a capitalised word of another language."""
    return not tongues.is_listed(word.lower()) and tongues.language_of(word.lower()) is not None


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Whether the words stand in quotation marks, brackets or marks of emphasis, with no English word beside them."""
    low = max(0, start - _QUOTED)
    opening = max(text.rfind(mark, low, start) for mark in _OPENERS)
    closing = min((at for mark in _CLOSERS if (at := text.find(mark, end, end + _QUOTED)) >= 0), default=-1)
    if opening < 0 or closing < 0:
        return False
    beside = _WORD.findall(text[opening + 1 : start]) + _WORD.findall(text[end:closing])
    return not any(_is_english(word) and word not in _GLUE for word in beside)


def _is_presented(text: str, start: int, end: int) -> bool:
    """Whether the text says that the word is foreign, or explains it at once."""
    return (
        _SAID_TO_BE_FOREIGN.search(text, max(0, start - 30), start) is not None
        or _EXPLAINED.match(text, end, end + 20) is not None
    )


def _of_run(passage: Passage, run: _Run) -> Finding:
    language = max(set(run.languages), key=lambda code: (run.languages.count(code), code == run.languages[0]))
    entry = table().small.get(run.words[0]) if len(run.words) == 1 else None
    listed = run.weak or any(tongues.is_on_a_list(word) for word in run.words)
    return finding(passage, Span(run.start, run.end), language, entry, sure=bool(listed))


def _opening(passage: Passage, words: Sequence[Span], i: int, foreign: frozenset[str]) -> Finding | None:
    """ "Selon officials", "Bisher there was": the first word of a sentence, where it cannot be a surname."""
    text, word = passage.text, words[i]
    written = word.of(text)
    if i + 1 == len(words) or not _opens_sentence(passage, word.start):
        return None
    following, gap = words[i + 1].of(text), text[word.end : words[i + 1].start]
    if not following.islower() or gap not in {" ", ", "} or following in foreign or following in _GLUE:
        return None
    entry, lower = table().opening.get(written), written.lower()
    if entry is not None:
        return finding(passage, word, entry.language, entry)
    if (
        (gap == " " or lower.endswith(_ADVERBS))
        and class_of(following) not in _OF_NAMES
        and text.count(written) == 1
        and not passage.mentions_in(word)
    ):
        language = tongues.language_of(lower) or ""
        return finding(passage, word, language, None, sure=tongues.is_on_a_list(lower))
    return None


def _opens_sentence(passage: Passage, start: int) -> bool:
    sentence = passage.sentence_at(start)
    return sentence is not None and not passage.text[sentence.start : start].strip("\"'“‘«( ")


def _german_noun(passage: Passage, words: Sequence[Span], i: int, *, german: bool) -> Finding | None:
    """German writes its nouns large, as English writes names. `german`: there is other German in the text, or it was
    translated from it; else the word before must be one that stands before no name: "a Gruppe", "steady Fortschritte".
    """
    text, word = passage.text, words[i]
    if not 0 < i < len(words) - 1:
        return None
    before, lower = words[i - 1].of(text), word.of(text).lower()
    if not (before.lower() in _INDEFINITE or (before.islower() and (german or class_of(before) == "JJ"))):
        return None
    if (
        not words[i + 1].of(text)[0].isupper()
        and _joins(text, words, i - 1)
        and tongues.language_of(lower) == "de"
        and _GERMAN_NAMES.match(lower) is None
        and text.count(word.of(text)) == 1
        and not passage.mentions_in(word)
        and not _opens_sentence(passage, word.start)
        and not _is_quoted(text, *word)
        and not _is_presented(text, *word)
    ):
        return finding(passage, word, "de", None, sure=tongues.is_on_a_list(lower))
    return None


def _in_address(text: str, start: int, end: int) -> bool:
    """Whether the words are part of a web or mail address, a file's name or a handle."""
    before, after = text[max(0, start - 1) : start], text[end : end + 2]
    if before == "." and text[start - 2 : start - 1].isalnum():
        return True
    return before in _IN_ADDRESSES or after[:1] in {"@", "_", "/"} or (after[:1] == "." and after[1:2].isalnum())
