"""Names as a text writes them: runs of capitalised words with the particles and connecting words inside them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from string import ascii_letters, ascii_uppercase, digits
from typing import Final, NamedTuple

from annotator.text.skeleton import PARTICLES
from annotator.text.spans import Span
from annotator.text.words import class_of

# A word that begins with a capital of any script, or with a letter of one that has none: "Sabi" of "al-Sabi". The first
# set leaves out small letters as far as ranges can: by it the search runs over the copy between two names.
_WORD: Final = re.compile(r"[A-ZÀ-ÖØ-Þ\u0100-\u1fff\u2070-\U0010ffff](?<=[^\W\d_])[^\W\d_]*(?:['’ʼ‘`-][^\W\d_]+)*")
_CAPITALS: Final = frozenset(ascii_uppercase)
_ALNUM: Final = frozenset(ascii_letters + digits)
_JOINERS: Final = frozenset("'’ʼ‘`-")
# The particles before a hyphen that stand before such a word: "al-".
_SMALL_BEFORE: Final = re.compile(r"(?<![^\W_])(?<![^\W_]['’ʼ‘`-])(?:[a-z]{1,5}-)+\Z")
_LONGEST_BEFORE: Final = 40
_LOWER: Final = re.compile(r"\b[^\W\d_A-Z]{4,}\b")
_APOSTROPHES: Final = frozenset("'’ʼ")
_POSSESSIVE: Final = re.compile(r"['’ʼ]s?$")
_CONTRACTED: Final = re.compile(r"(?:['’](?:re|ve|ll|d|m|t))$", re.IGNORECASE)
# A run of more words is a headline in capitals or a list, and is cut: names are compared word by word.
LONGEST: Final = 14
# Word classes that begin sentences and never names: conjunctions, prepositions, pronouns, numbers, adverbs.
_CLOSED_CLASSES: Final = frozenset("CC IN DT PDT PRP PRP$ RB WRB WP WDT TO CD MD EX UH".split())
# Words inside a name that stay small. "of", "for" and "and" may also stand between two names.
_INSIDE: Final = frozenset("al el bin ibn ben bint abu abou ould de du des la le van von der den di da".split())
BETWEEN: Final = frozenset("of for and the".split())
_SMALL_INSIDE: Final = _INSIDE | BETWEEN
_LONGEST_BETWEEN: Final = 3 + 2 * max(map(len, _SMALL_INSIDE))  # two such words and the spaces around them
_SPACES: Final = frozenset({" ", "\n"})
TITLES: Final = frozenset(
    "marshal cheikh sheik shaikh mullah mollah maulvi "
    "president prime minister premier mr mrs ms miss dr prof professor m mm mme general gen lt colonel col major maj "
    "captain capt lieutenant admiral commander brigadier sergeant ayatollah sheikh sayyid hojatoleslam imam pope king "
    "queen prince princess crown emir sultan senator sen representative rep congressman governor mayor ambassador "
    "secretary spokesman spokeswoman spokesperson chancellor chairman director envoy judge justice analyst researcher "
    "expert cleric patriarch leader lawmaker journalist mp sir lord lady cardinal archbishop bishop monsignor rabbi "
    "mufti prosecutor magistrate lawyer activist minister commissioner chairwoman negotiator mediator engineer "
    "doctor speaker".split()
)
# Titles before which their office stands: "Parliament Speaker Nabih Berri", "Health Minister Hamad Hasan".
_OFFICES: Final = frozenset(
    "speaker minister president premier leader chief commander spokesman spokeswoman spokesperson chairman chairwoman "
    "director secretary governor mayor envoy ambassador prosecutor commissioner chancellor negotiator lawmaker general "
    "senator representative judge justice mediator admiral".split()
)
_BEFORE_TITLES: Final = frozenset(
    "field deputy vice former foreign defence defense interior finance oil grand supreme acting special the chief "
    "brig ex rear first second attorney undersecretary assistant permanent".split()
)
_DATES: Final = frozenset(
    "january february march april may june july august september october november december feb mar apr jun jul "
    "aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday".split()
)
_DEMONYMS: Final = frozenset(
    "iraqi iranian syrian lebanese turkish turk kurdish kurd saudi yemeni kuwaiti jordanian qatari emirati omani "
    "bahraini egyptian israeli palestinian arab persian afghan pakistani indian american british english french "
    "german italian spanish russian chinese european african asian western eastern shiite shia sunni yazidi christian "
    "muslim jewish houthi sadrist chaldean turkmen azeri libyan tunisian algerian moroccan sudanese ukrainian polish "
    "dutch danish swedish norwegian canadian australian japanese korean democrat republican islamist jihadist sunnite "
    "chiite dutchman frenchman englishman irishman slovak spaniard greek hungarian austrian belgian swiss portuguese "
    "romanian bulgarian serbian croatian czech irish scottish finnish cypriot armenian georgian malian nigerian "
    "nigerien chadian ethiopian eritrean somali mauritanian senegalese ivorian burkinabe tuareg berber copt coptic "
    "maronite druze roman ottoman byzantine alawite assyrian hazara pashtun tajik uzbek brazilian mexican argentine "
    "venezuelan cuban indonesian malaysian vietnamese swede dane briton scot serb croat bosnian bosniak slovene "
    "slovenian macedonian montenegrin kosovar albanian estonian latvian lithuanian icelandic colombian peruvian "
    "chilean bolivian ecuadorian ecuadorean uruguayan paraguayan argentinian nicaraguan honduran salvadoran "
    "guatemalan panamanian haitian dominican thai filipino burmese bangladeshi nepalese mongolian kazakh kyrgyz "
    "moldovan belarusian ghanaian beninese togolese cameroonian congolese rwandan burundian ugandan kenyan tanzanian "
    "zimbabwean angolan gabonese liberian gambian guinean djiboutian chechen catalan welsh sri-lankan".split()
)
_AT_THE_END: Final = _DATES | BETWEEN
_LONGEST_OFFICE: Final = 6  # letters of an acronym whose office somebody holds
_NAME, _TITLE, _DEMONYM, _NO_NAME = range(4)
_MOST_EDGES: Final = 1 << 14


class _Edges(dict[str, int]):
    """What a word as written is before a name: a title, a nationality, another word that is no part of it, or a name.

    A table: the first words of each run are looked up here.
    """

    def __missing__(self, written: str) -> int:
        word = written.lower()
        if not word.isalpha():
            word = _POSSESSIVE.sub("", word)
        if word in TITLES or ("-" in word and _is_joined_title(word)):
            edge = _TITLE
        elif word in _BEFORE_TITLES or word in _AT_THE_END:
            edge = _NO_NAME
        else:
            edge = _DEMONYM if is_demonym(word) else _NAME
        if len(self) >= _MOST_EDGES:
            self.clear()
        return self.setdefault(written, edge)


def _is_joined_title(word: str) -> bool:
    """Whether a word is titles with hyphens between: "lieutenant-colonel", "vice-president"."""
    *before, last = word.split("-")
    return last in TITLES and all(part in TITLES or part in _BEFORE_TITLES for part in before)


_EDGES: Final = _Edges()
# "the minister Piantedosi", as French and Italian copy has it: written small, right before a surname alone.
_SMALL_TITLES: Final = (
    "minister ", "premier ", "president ", "judge ", "general ", "deputy ", "senator ", "mayor ", "prosecutor ",
    "colonel ", "captain ", "commander ", "ambassador ", "magistrate ", "lawyer ", "journalist ",
)  # fmt: skip
_TITLED: Final = re.compile(
    rf"\b[Tt]he (?:former |prime |foreign |interior |defen[cs]e )?(?:{'|'.join(_SMALL_TITLES)})\Z"
)
_LONGEST_TITLE: Final = 32
_SPEECH: Final = re.compile(
    r"\b(?:said|says|told|tells|added|adds|explained|explains|warned|warns|wrote|writes|noted|notes|stressed|argued|"
    r"argues|announced|declared|asked|insisted|claimed|according to|by)\b"
)


class WrittenName(NamedTuple):
    """One run. `words` are its stretches, connecting words included; `title`: a title was taken off its front.

    A tuple, as `Span` is: each text has dozens.
    """

    start: int
    end: int
    words: tuple[Span, ...]
    starts_sentence: bool
    title: bool

    def span(self) -> Span:
        return Span(self.start, self.end)


def names(text: str, sentence_starts: Sequence[int]) -> list[WrittenName]:
    """The names of a text in order: titles, nationalities and dates taken off, a possessive ending too.

    A name that hangs together by "of", "for" or "and" is given whole; `pieces` gives its parts.
    """
    starts = frozenset(sentence_starts)
    trimmed = [_trimmed(text, run, sentence_starts, starts) for run in _runs(text)]
    return [name for name in trimmed if name is not None]


def pieces(text: str, name: WrittenName) -> list[WrittenName]:
    """The parts of a name between "of", "for" and "and"; the name itself when there are none."""
    if len(name.words) < 3:
        return [name]
    if BETWEEN.isdisjoint([text[start:end] for start, end in name.words]):
        return [name]
    groups: list[list[Span]] = [[]]
    for word in name.words:
        if word.of(text) in BETWEEN:
            groups.append([])
        else:
            groups[-1].append(word)
    return [
        WrittenName(group[0].start, group[-1].end, tuple(group), name.starts_sentence and n == 0, name.title and n == 0)
        for n, group in enumerate(group for group in groups if group)
    ]


def joined(parts: Sequence[WrittenName]) -> WrittenName:
    """Pieces that follow each other as one name again, the words between them left out of `words`."""
    first, last = parts[0], parts[-1]
    words = [word for part in parts for word in part.words]
    return WrittenName(first.start, last.end, tuple(words), first.starts_sentence, first.title)


# "Zabih Allah", "Nasr Allah": one word in every spelling of English copy.
_OF_GOD: Final = re.compile(r"(?<=[a-z]{3}) (?:Allah|Ullah|Ollah)\b")


def looked_up(text: str, name: WrittenName) -> str:
    """A name as it is looked up: what English copy writes in one word stands in one."""
    quote = text[name.start : name.end]
    return _OF_GOD.sub("allah", quote) if "llah" in quote else quote


def lower_words(text: str) -> frozenset[str]:
    """All words of four letters or more that stand in lower case somewhere."""
    return frozenset(_LOWER.findall(text))


@lru_cache(maxsize=1 << 14)
def is_english(word: str) -> bool:
    """Whether the English lexicon has the word in lower case: "ballad", "service"; not "qasim"."""
    return class_of(word.lower()) not in {"", "NNP", "NNPS"}


@lru_cache(maxsize=1 << 14)
def is_demonym(word: str) -> bool:
    """Whether a word is a nationality, a people or a creed: "Iraqi", "Kurds", "Pro-Iranian"."""
    last = word.lower().rpartition("-")[2]
    return last in _DEMONYMS or last.removesuffix("s") in _DEMONYMS


def speaks(text: str, name: WrittenName) -> bool:
    """Whether a word of speech stands beside the name: a person's."""
    before = text[max(0, name.start - 14) : name.start]
    return _SPEECH.search(before) is not None or _SPEECH.match(text[name.end : name.end + 14].lstrip(" ,")) is not None


def _runs(text: str) -> list[list[Span]]:
    """Maximal runs of capitalised words, with small words that stand between two of them."""
    runs: list[list[Span]] = []
    run: list[Span] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        before = text[start - 1 : start]
        if before in _SPACES:
            pass  # nearly always
        elif before in _JOINERS and text[start - 2 : start - 1].isalnum():
            small = _SMALL_BEFORE.search(text, max(0, start - _LONGEST_BEFORE), start) if before == "-" else None
            if small is None:
                continue
            start = small.start()
        elif before.isalnum():
            continue
        word = text[start:end]
        if ("-" in word or word[0] not in _CAPITALS) and not _is_capital(word):
            continue
        span = Span(start, end)
        between = None
        if run and start - run[-1].end <= _LONGEST_BETWEEN:
            between = [] if start - run[-1].end == 1 and before == " " else _between(text, run[-1], span)
        if between is None or len(run) >= LONGEST:
            run = [span]
            runs.append(run)
        else:
            run += [*between, span]
    return runs


def _between(text: str, before: Span, after: Span) -> list[Span] | None:
    """The small words between two capitalised ones of one name, at most two; None when they are of two names."""
    gap = text[before.end : after.start]
    if gap in {" ", "\u00a0", "-"} or (gap == ". " and before.end - before.start <= 3):  # "Gen. ", "J. "
        return []
    if not 2 <= gap.count(" ") <= 3:  # most gaps: a whole clause
        return None
    small = gap.split(" ")[1:-1]
    if gap[0] != " " or not _SMALL_INSIDE.issuperset(small):
        return None
    first = Span(before.end + 1, before.end + 1 + len(small[0]))
    return [first] if len(small) == 1 else [first, Span(first.end + 1, first.end + 1 + len(small[1]))]


def _is_capital(word: str) -> bool:
    """Whether a word is written as a name: "Qasim", "al-Sabi", "Anti-Jihadi"; not "pro-Iranian"."""
    if "-" not in word:
        return word[0].isupper()
    parts = word.split("-")
    if not any(part[:1].isupper() for part in parts):
        return False
    return all(part[:1].isupper() or part.lower() in PARTICLES for part in parts)


def _trimmed(
    text: str, run: list[Span], sentence_starts: Sequence[int], starts_at: frozenset[int]
) -> WrittenName | None:
    title = False
    first, high = 0, len(run)
    opening = text[run[0].start : run[0].end]
    start = run[0].start
    if start > 1 and text[start - 1] == " " and text[start - 2] in _ALNUM and not {start, start - 1} & starts_at:
        starts = False  # nearly always: a word and a space stand before it
    else:
        starts = _starts_sentence(text, start, sentence_starts)
    contracted = ("'" in opening or "’" in opening) and _CONTRACTED.search(opening) is not None
    opened = contracted or (starts and class_of(opening.lower()) in _CLOSED_CLASSES)
    if opened:
        first = 1
        starts = False
    while first < high:
        edge = _EDGES[text[run[first].start : run[first].end]]
        if edge == _NAME:
            held = _office(text, run[first:high]) if high - first > 2 else 0
            title = title or held > 0
            first += held
            break
        if edge == _TITLE:
            title = True
        elif edge == _DEMONYM and not (high - first > 1 and _title_follows(text, run[first:high])):
            break
        first += 1
    while high > first + 1 and text[run[high - 1].start : run[high - 1].end].lower() in _AT_THE_END:
        high -= 1  # the first is none of them, or it would be gone
    if opened and high > first + 1 and text[run[high - 1].start : run[high - 1].end] == "I":
        high -= 1  # "In Ljubljana I asked for asylum."
    if first == high:
        return None
    if not title and first == 0 and high == 1 and text.endswith(_SMALL_TITLES, 0, start):
        title = _TITLED.search(text, max(0, start - _LONGEST_TITLE), start) is not None
    words = run[first:high]
    start, end = words[-1]
    if text[end - 1] == "s" and text[end - 2] in _APOSTROPHES and end - 2 >= start:
        end -= 2
        words[-1] = Span(start, end)
    return WrittenName(words[0].start, end, tuple(words), starts, title)


def _office(text: str, words: Sequence[Span]) -> int:
    """How many of these words are an office and its holder's title: an acronym's ("UN Secretary-General António
    Guterres"), or one with a name of two words behind it, or of one behind English words. None of "Foreign Ministers of
    the League"."""
    for n in range(1, min(4, len(words) - 1)):
        word = words[n].of(text)
        if word in _SMALL_INSIDE:
            return 0
        if word.lower().partition("-")[0] in _OFFICES:
            of, behind = words[0].of(text), words[n + 1].of(text)
            if behind in _SMALL_INSIDE or behind.lower() in TITLES:
                return 0
            if of.isupper() and 1 < len(of) <= _LONGEST_OFFICE:
                return n + 1
            named = len(words) - n > 2 or all(is_english(word.of(text)) for word in words[:n])
            return n + 1 if named and not is_english(behind) else 0
    return 0


def _title_follows(text: str, words: Sequence[Span]) -> bool:
    return any(word.of(text).lower() in TITLES for word in words[1:4])


def _starts_sentence(text: str, start: int, sentence_starts: Sequence[int]) -> bool:
    """Whether only quotation marks stand between a sentence's start, or a stop, and `start`."""
    i = bisect_right(sentence_starts, start) - 1
    low = sentence_starts[i] if i >= 0 else 0
    before = text[low if low > start - 3 else start - 3 : start].rstrip("\"'“‘«([ ")
    return not before or before[-1] in ".!?:…\n"
