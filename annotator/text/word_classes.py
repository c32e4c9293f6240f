"""What the neighbours make of a word: past or participle, verb or noun, name or adjective.

Rules in the manner of Brill's tagger (E. Brill, 1992, "A simple rule-based part of speech tagger"), written by hand:
each Kind of word has one function that asks its questions in order of certainty. Words are settled from left to right:
what stands before is settled, what stands after has its usual class. A look further than the neighbours stops at the
clause's edge or after `FAR` words: the time is linear in the length of the text. Past forms stand in past_forms.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import compress, count
from typing import Final

from annotator.text.past_forms import (
    BE_FORMS,
    EDGES,
    FAR,
    OBJECTS,
    OBJECTS_OR_MORE,
    SKIPPED,
    THEM,
    TRUE_PREPOSITIONS,
    Row,
    finite_after,
    finite_before,
    past,
    word_before,
)
from annotator.text.word_forms import BE, DO, FINITE, HAVE, NAMES, NOUNS, PEOPLE, VERBS, Kind, class_of

_DETERMINERS: Final = frozenset({"DT", "PRP$", "POS", "JJ", "JJR", "JJS", "WP$"})
_ENDS_A_SUBJECT: Final = frozenset({",", ".", "VBZ", "VBD", "MD"})
_NAMES_IN_LY: Final = frozenset("italy sicily emily sally kelly lily molly polly billy willy beverly kimberly".split())
_LETTING: Final = frozenset("let lets make makes made help helps helped see saw seen watched have had letting".split())
_TO_A_NOUN: Final = frozenset(
    "due thanks according access response responses contribute contributed contributes contribution"
    " led lead leads linked"
    " attributed compared related relative addition opposed owing prior close return returned returns reaction damage"
    " exposed exposure subject subjected similar equal approach sentenced vulnerable objection opposition solution key"
    " answer shift turn turned switch comes came down up back amounted amounts amounting leading"
    " contrary regard".split()
)
# Singular in form, with a plural verb: "Police search the cafes".
_COLLECTIVES: Final = frozenset("police people media data majority staff public".split())
_NATION_NOUNS: Final = frozenset({"NN", "NNS", "JJ", "VBG", "CD"})

_BASE_AND_PARTICIPLE: Final = frozenset("run come become overcome".split())
# Verbs that close a sentence after what was said: "Two died, the report shows."
_CLOSING: Final = frozenset("shows suggests claims reports warns notes states".split())
_NEEDS_A_VERB_AFTER: Final = frozenset({"NN", "NNS", "JJ", "CD", "NNP"})
_AFTER_VERBS: Final = frozenset("to for against on more".split())
# An adjective goes on before these; before others "the general", "the wounded" is a noun.
_AFTER_ADJECTIVES: Final = NOUNS | {"", *'JJ JJR JJS VBG VBN CC CD PRP : " `` ('.split()}
_AFTER_A_VERB: Final = OBJECTS_OR_MORE | {"JJ", "NN", "NNS"}
_WITH_A_VERB: Final = OBJECTS | {"NNS", "IN", "TO"}
_NOUNS_AND_ADJECTIVES: Final = NOUNS | {"JJ"}
_VERBS_BUT_BASE: Final = VERBS - {"VB"}
_AFTER_THAT_DOES: Final = frozenset({"DT", "PRP$", "CD", "JJ", "TO", "NN", "NNS", "NNP", "IN"})
# Plurals in the lexicon, verbs more often than not in news: "the man works as a driver".
_MOSTLY_VERBS: Final = frozenset("works accounts struggles features ends".split())
_VERB_TOO: Final = frozenset({Kind.BASE, Kind.ENDS_IN_S})
_NOUN_OR_ADJECTIVE_TOO: Final = _VERB_TOO | {Kind.ADJECTIVE}
_OPENING_CLAUSES: Final = frozenset("while because although if when where that".split())

Rule = Callable[[int, Row, Row, list[str], Sequence[int]], str]


def settle(texts: Row, lowers: Row, tags: list[str], kinds: Sequence[int]) -> None:
    """Settle the classes of one stretch in place. The four rows run side by side, one item a word, and end with two
    empty items: the neighbours after the last word and, as items -1 and -2, those before the first."""
    rules = _RULES
    for i in compress(count(), kinds):
        tags[i] = rules[kinds[i]](i, texts, lowers, tags, kinds)


def _base(i: int, texts: Row, lowers: Row, tags: list[str], kinds: Sequence[int]) -> str:  # noqa: C901, PLR0911, PLR0912 - tests in order
    """VB, VBP or NN for a base form."""
    tag, after = tags[i], tags[i + 1]
    j = i - 1
    before, word = tags[j] if i else "", lowers[j] if i else ""
    if (before in SKIPPED or word == "longer") and i > 1:
        k = word_before(i - 1 if word == "longer" else i, lowers, tags)
        k -= word == "longer" and lowers[k] == "no"
        if k >= 0:
            if tags[k] in {"MD", "TO"} or lowers[k] in DO:
                return "VB"
            plural = tags[k] in {"NNS", "NNPS", "PRP", "WDT", "WP"} and lowers[k] not in THEM
            if plural and (tag != "NN" or after in _WITH_A_VERB):
                return "VBP"
    if i == 0:
        return tag
    if lowers[i] in _BASE_AND_PARTICIPLE:
        k = word_before(i, lowers, tags)
        if (k >= 0 and (lowers[k] in BE_FORMS or lowers[k] in HAVE)) or lowers[i + 1] == "by":
            return "VBN"
    if before == "MD" or word in {"n't", "n’t"}:
        return "VB"
    if before == "TO":
        if tag != "NN":
            return "VB"
        if lowers[i - 2] in _TO_A_NOUN or (lowers[i + 1] in {"of"} and i > 1):
            return "NN"
        return "VB"
    if (before in _DETERMINERS and word not in {"those", "all", "both", "these"}) or before == "CD":
        return "NN" if tag == "NN" or after != "TO" or before in {"DT", "PRP$", "POS"} else tag
    if before in {"WDT", "WP"}:
        return "VBP" if tag != "NN" or after in OBJECTS_OR_MORE else tag
    if before == "PRP":
        if word in {"we", "they", "i"} or (word == "you" and tag != "NN"):
            return "VBP" if not (i > 1 and (lowers[i - 2] in DO or tags[i - 2] == "MD")) else "VB"
        return "VB" if tag != "NN" or after in OBJECTS else tag
    if before == "IN" and word in TRUE_PREPOSITIONS:
        return "NN"
    if before in {"NNS", "NNPS"} or (word == "police" and tag != "NN"):
        return _base_after_plural(i, lowers, tags, kinds)
    if before == "CC":
        return _base_after_and(i, lowers, tags)
    if tag == "NN":
        if before in NAMES and lowers[i - 2] in {"and", ","} and after in OBJECTS:
            return "VBP"
        if word in _COLLECTIVES and tags[i - 2] in {"WP", "WRB", "WDT"}:
            return "VBP"
        if word in _COLLECTIVES and (after in {"DT", "PRP$", "PRP", "NNS"} or lowers[i + 1] == "that"):
            return tag if finite_before(i, lowers, tags) or finite_after(i, lowers, tags, kinds) else "VBP"
        return tag
    if before == "NN" or before in NAMES:
        if lowers[i - 2] in {"and"} or word in _COLLECTIVES:
            return "VBP"
        if after in _AFTER_A_VERB and not finite_before(i, lowers, tags) and not finite_after(i, lowers, tags, kinds):
            return "VBP"  # "the people of the valley enjoy": the subject's last word is no plural
        return "VB" if after in OBJECTS else "NN" if is_noun_like(lowers[i]) else tag
    if before in {"VBD", "VBZ"} and is_noun_like(lowers[i]) and lowers[j] not in _LETTING and lowers[j] not in DO:
        return "NN"
    return tag


def is_noun_like(lower: str) -> bool:
    """Whether the lexicon has its plural: "attack" has "attacks"."""
    return class_of(lower + "s") == "NNS"


def _base_after_plural(i: int, lowers: Row, tags: list[str], kinds: Sequence[int]) -> str:
    """A base form after a plural: its verb ("critics fear the worst"), or a noun that it describes ("sales force")."""
    tag, after, next_word = tags[i], tags[i + 1], lowers[i + 1]
    if tag == "NN":
        objects = after in {"DT", "PRP$", "PRP", "WP"} or next_word == "that"
        # "and doctors work without pay": a bare plural opens the clause
        opens = after in {"IN", "RB"} and (tags[i - 2] in {"CC", ""} or lowers[i - 2] in _OPENING_CLAUSES)
        if not (objects or opens or after in _NEEDS_A_VERB_AFTER or next_word in _AFTER_VERBS):
            return tag
        if not objects and finite_after(i, lowers, tags, kinds):
            return tag
        return tag if finite_before(i - 1, lowers, tags) else "VBP"
    for k in range(i - 2, max(-1, i - 7), -1):
        if lowers[k] in _LETTING:
            return "VB"
        if tags[k] in {"IN", "WDT", "WP"} or lowers[k] in EDGES:
            break
    return "VBP"


def _base_after_and(i: int, lowers: Row, tags: list[str]) -> str:
    """A base form after "and" is what stands on the other side: "to expose and deal with"."""
    tag = tags[i]
    for k in range(i - 2, max(-1, i - 10), -1):
        if tags[k] in {"VB", "VBP"}:
            near = tags[i + 1] in {"DT", "PRP$", "PRP"} or (k == i - 2 and tags[i + 1] in OBJECTS_OR_MORE)
            if tag != "NN" or near:
                return tags[k]
            return tag
        if tags[k] in FINITE or lowers[k] in EDGES:
            break
    return tag


def _ends_in_s(i: int, texts: Row, lowers: Row, tags: list[str], kinds: Sequence[int]) -> str:  # noqa: C901, PLR0911, PLR0912 - tests in order
    """NNS or VBZ."""
    tag, after, next_word = tags[i], tags[i + 1], lowers[i + 1]
    j = word_before(i, lowers, tags)
    if j < 0:
        return tag if i else "NNS"
    before, word = tags[j], lowers[j]
    if word == "no" and lowers[j + 1] == "longer" and j:
        return "VBZ"  # "the state no longer controls"
    if before in {"DT", "PRP$", "POS", "JJ", "JJR", "JJS", "WP$", "CD"} and j == i - 1:
        if word in {"this", "that"} or (word == "each" and tag == "VBZ"):
            return "VBZ"
        return "NNS"
    if before in {"WDT", "WP", "EX"} or word in {"he", "she", "it"}:
        return "VBZ" if after != "POS" else tag
    if before in {"NN", "NNP", "VBG"} or word in {")", "”"}:
        k = i + 1
        while tags[k] in SKIPPED:
            k += 1
        if tags[k] in {"VB", "VBP", "MD"} and (tag == "NNS" or class_of(lowers[i][:-1]) == "NN"):
            return "NNS"  # "dust storms often close": a verb follows at once
        if tag == "VBZ":
            return tag
        if lowers[i] in _CLOSING and next_word in {".", ",", "”", ""} and "," in lowers[max(0, i - 12) : i]:
            return tag if finite_before(j, lowers, tags) else "VBZ"
        objects = after in {"DT", "PRP$", "PRP", "EX"} or next_word == "that"
        if not (objects or after in OBJECTS or after in _NEEDS_A_VERB_AFTER or after in {"TO", "RB"}):
            # "the man works as a driver": the sentence has no other verb
            lone = lowers[i] in _MOSTLY_VERBS and FINITE.isdisjoint(tags[max(0, i - FAR) : i + FAR])
            return "VBZ" if lone else tag
        if finite_before(j, lowers, tags) or finite_after(i, lowers, tags, kinds):
            return tag
        return "VBZ"
    if word == "," and after in {"DT", "PRP$", "PRP"}:
        # "the militia, led by Karim, controls the oil fields"
        return tag if any(other in FINITE for other in tags[max(0, j - FAR) : j]) else "VBZ"
    if before == "IN":
        return "NNS" if word in TRUE_PREPOSITIONS else "VBZ" if word == "that" and after in OBJECTS else tag
    if before in {"MD", "TO", "VBD", "VBN", "VBP", "VBZ", "VB"}:
        return "NNS"
    if before == "CC" and tag == "NNS" and (after in {"DT", "PRP$", "PRP"} or after in _NEEDS_A_VERB_AFTER):
        for k in range(j - 1, max(-1, j - 14), -1):
            if tags[k] == "VBZ":
                return "VBZ" if kinds[k] == Kind.ENDS_IN_S else tag
            if lowers[k] in EDGES:
                break
    return tag


def _ends_in_ing(i: int, texts: Row, lowers: Row, tags: list[str], kinds: Sequence[int]) -> str:
    """VBG or NN."""
    tag, after = tags[i], tags[i + 1]
    before, word = tags[i - 1], lowers[i - 1]
    if not i or (word in BE and tag == "VBG"):
        return tag
    if before == "NNP" and lowers[i - 2] == "the" and i > 1 and after in _ENDS_A_SUBJECT:
        return "NN"  # "The Milak crossing was shut"
    if before in {"DT", "PRP$", "POS", "JJ"}:
        return "NN" if after not in _NOUNS_AND_ADJECTIVES or lowers[i + 1] == "of" else tag
    if tag == "NN":
        if after in {"DT", "PRP$", "PRP"} or (word in BE_FORMS and after in {"IN", "TO", "RB"}):
            return "VBG"
        if word == "," and after in {"JJ", "NNS", "NNP", "CD", "RB", "IN", "NN", "TO"}:
            return "VBG"
    return tag


def _capital_adjective(i: int, texts: Row, lowers: Row, tags: list[str], kinds: Sequence[int]) -> str:
    """An adjective with a capital is part of a name beside other capitals: "Democratic Union Party"."""
    if texts[i + 1][:1].isupper() and tags[i + 1] in NAMES:
        return "NNP"
    if i and tags[i - 1] in NAMES and tags[i + 1] not in _NOUNS_AND_ADJECTIVES:
        return "NNP"
    return tags[i]


def _nation(i: int, texts: Row, lowers: Row, tags: list[str], kinds: Sequence[int]) -> str:
    """ "Iraqi" before a word in small letters is an adjective."""
    if (tags[i + 1] in _NATION_NOUNS and texts[i + 1][:1].islower()) or lowers[i + 1] == "armed":
        return "JJ"
    return tags[i]


def _that(i: int, texts: Row, lowers: Row, tags: list[str], kinds: Sequence[int]) -> str:  # noqa: PLR0911 - tests in order
    """WDT after a noun and before a verb, DT before a singular noun, else IN."""
    after = tags[i + 1]
    before = tags[i - 1] if i else ""
    k = i + 1
    while tags[k] in SKIPPED:
        k += 1
    verb = tags[k] in FINITE or (kinds[k] == Kind.PAST and tags[k] == "VBN" and tags[k + 1] not in {"NN", "NNS"})
    plural_verb = kinds[k] == Kind.BASE and tags[k] in {"VB", "VBP"} and before in {"NNS", "NNPS"}
    if before in NOUNS or before in {"CD", "DT"}:
        if verb or plural_verb or (kinds[k] == Kind.ENDS_IN_S and tags[k + 1] in _AFTER_THAT_DOES):
            return "WDT"
        return "IN" if before in NOUNS else "DT"
    if lowers[i - 1] == "," and verb and i:
        return "WDT"
    if verb and before not in VERBS and after not in {"MD"}:
        return "DT"
    if verb:
        return "DT"
    if (after in {"NN", "VBG"} or (after == "JJ" and tags[i + 2] == "NN")) and before not in _VERBS_BUT_BASE:
        return "DT" if after != "NN" or tags[i + 2] != "NNS" else "IN"  # "and that satellite images show"
    if before in {"IN"} or lowers[i + 1] in {",", "."}:
        return "DT"
    if i == 0 and after in {"NN", "JJ"}:
        return "DT"
    return "IN"


def _apostrophe_s(i: int, texts: Row, lowers: Row, tags: list[str], kinds: Sequence[int]) -> str:
    """POS after a noun or a capital; VBZ after a pronoun, and before what no owner has: "Karim's been"."""
    if not i:
        return "POS"
    before = tags[i - 1]
    if before in {"PRP", "EX", "WP", "DT", "WRB", "RB"}:
        return "VBZ" if lowers[i - 1] != "one" else "POS"
    if (tags[i + 1] in {"DT", "RB"} and lowers[i + 1] in {"not", "a", "the", "been", "n't"}) or lowers[i + 1] == "been":
        return "VBZ"
    return "POS" if before in NOUNS or texts[i - 1][:1].isupper() or before in {"JJ", "CD"} else "VBZ"


def _there(i: int, texts: Row, lowers: Row, tags: list[str], kinds: Sequence[int]) -> str:
    """EX before a form of be, else an adverb."""
    after = lowers[i + 1]
    if after in BE or tags[i + 1] == "MD" or after in {"remain", "remains", "exists", "exist", "seems", "appears"}:
        return "EX"
    return "EX" if after in HAVE and lowers[i + 2] == "been" else "RB"


def _her(i: int, texts: Row, lowers: Row, tags: list[str], kinds: Sequence[int]) -> str:
    """PRP$ before a noun phrase, else PRP."""
    after = tags[i + 1]
    if after in NOUNS or after in {"JJ", "CD", "VBG", "VBN", "JJS"}:
        return "PRP$"
    return "PRP$" if kinds[i + 1] in _NOUN_OR_ADJECTIVE_TOO else "PRP"


def _auxiliary(i: int, texts: Row, lowers: Row, tags: list[str], kinds: Sequence[int]) -> str:
    """ "have", "do": VB after a modal or "to", also over an adverb. "had" after "have" is a participle."""
    j = word_before(i, lowers, tags)
    if lowers[i] == "had":
        return "VBN" if j >= 0 and lowers[j] in HAVE else "VBD"
    if j > 0 and tags[j] in {"NNS", "PRP"}:
        # "let the inspectors do their work"
        k = j - 1 if tags[j] == "PRP" or tags[j - 1] not in _DETERMINERS else j - 2
        if k >= 0 and lowers[k] in _LETTING and lowers[k] not in HAVE:
            return "VB"
    return "VB" if j >= 0 and (tags[j] in {"MD", "TO"} or lowers[j] in DO) else "VBP"


def _more(i: int, texts: Row, lowers: Row, tags: list[str], kinds: Sequence[int]) -> str:
    """An adverb before an adjective or adverb, else JJR."""
    after = tags[i + 1]
    if after in {"JJ", "RB", "VBN"} and not (after == "JJ" and tags[i + 2] == "NNS"):
        return "RBR"
    return "JJR"


def _opening(i: int, texts: Row, lowers: Row, tags: list[str], kinds: Sequence[int]) -> str:  # noqa: PLR0911 - tests in order
    """A sentence's first word that the lexicon has as a name or not at all: "Gunmen", "Police" are no names."""
    lower, after = lowers[i], tags[i + 1]
    if texts[i + 1][:1].isupper() and after in NAMES:
        return "NNP"
    if lower in {"may", "will"}:
        return "NNP" if after in FINITE or after == "VBN" else "MD"
    known = class_of(lower)
    if known:
        # A countable noun does not open a sentence alone: "Turkey has" is a name, "Security forces" is none.
        name = (
            known == "NN"
            and lower not in _COLLECTIVES
            and (after in FINITE or after in {"POS", ",", "CC", "IN", "VBN", "RB", "(", ")"})
        )
        return "NNP" if name or (known in VERBS and after in FINITE) else known.split("|")[0]
    if lower.endswith(("men", "people")) and len(lower) > 5:
        return "NNS"
    if lower.endswith("s") and class_of(lower[:-1]) == "NN":
        return "NNS"
    if lower.endswith("ly") and after != "VBZ":
        return "NNP" if lower in _NAMES_IN_LY else "RB"
    if after in _NATION_NOUNS and lower.endswith(
        ("ian", "ean", "ese", "ish", "can", "aqi", "eli", "mni", "eni", "ati")
    ):
        return "JJ"
    return tags[i]


def _adjective(i: int, texts: Row, lowers: Row, tags: list[str], kinds: Sequence[int]) -> str:
    """VB after a modal or "to" ("to separate the two"), VBN after be before "by"."""
    before, after = tags[i - 1] if i else "", tags[i + 1]
    if before in {"DT", "PRP$", "JJ"} and lowers[i - 1] not in {"this", "that", "all"}:
        verb = lowers[i] in PEOPLE or tags[i + 2] in {"DT", "PRP$", "PRP", "NNP", "TO"} or lowers[i + 2] == "that"
        open_ = kinds[i + 1] in _VERB_TOO and not verb
        if after not in _AFTER_ADJECTIVES and not open_ and (after != "RB" or lowers[i] in PEOPLE):
            return "NN"
    if lowers[i].endswith("ed"):
        return "VBN" if lowers[i + 1] == "by" else tags[i]
    if before in {"MD", "TO"} and tags[i + 1] not in {"NN", "NNPS"}:
        return "VB"
    return tags[i]


_RULES: Final[dict[int, Rule]] = {
    Kind.PAST: past,
    Kind.BASE: _base,
    Kind.ENDS_IN_S: _ends_in_s,
    Kind.ENDS_IN_ING: _ends_in_ing,
    Kind.CAPITAL: _capital_adjective,
    Kind.THAT: _that,
    Kind.APOSTROPHE_S: _apostrophe_s,
    Kind.THERE: _there,
    Kind.HER: _her,
    Kind.AUXILIARY: _auxiliary,
    Kind.MORE: _more,
    Kind.NATION: _nation,
    Kind.OPENING: _opening,
    Kind.ADJECTIVE: _adjective,
}
