"""Past forms in -ed and the like: the clause's verb (VBD) or a participle (VBN).

What stands before decides most; after a noun it is whether the clause has its verb elsewhere, and whether an object
follows: a participle has no object of its own ("condemned the attack").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from annotator.text.word_forms import BE, DO, FINITE, HAVE, NOUNS, UNCHANGED, Kind, class_of

Row = Sequence[str]  # one item a word
FAR: Final = 24
BE_FORMS: Final = BE | {"be", "been", "being", "get", "gets", "got", "getting"}
_HAVE_FORMS: Final = HAVE | {"having", "'ve", "’ve"}
_BEFORE_PARTICIPLES: Final = BE_FORMS | _HAVE_FORMS
SKIPPED: Final = frozenset({"RB", "RBR", "RBS"})
_SKIPPED_WORDS: Final = frozenset({*'“”"«»', "both", "all"})
_SUBORDINATORS: Final = frozenset(
    "while whereas because although though if when where as since after before until unless whether once".split()
)
EDGES: Final = frozenset(",;:.!?—–()…")
OBJECTS: Final = frozenset({"DT", "PRP", "PRP$", "NNP", "NNPS", "CD", "$", "WP", "EX"})
OBJECTS_OR_MORE: Final = OBJECTS | {"TO", "IN", "RB"}
_OBJECTS_OR_PARTICLES: Final = OBJECTS_OR_MORE | {"RP"}
_NOUN_PHRASES: Final = NOUNS | {"JJ", "DT", "CD"}
_CLOSES_A_CLAUSE: Final = EDGES | _SUBORDINATORS
_BARE_OBJECTS: Final = frozenset({"NN", "NNS", "JJ", "JJR", "VBG"})
_NO_CLAUSE_BEFORE: Final = _SUBORDINATORS | {"as", "than"}
_ENDS_A_CLAUSE: Final = _SUBORDINATORS | {".", ";", ":"}
THEM: Final = frozenset("him them us me her himself themselves itself".split())
# They open a clause of their own: "said rebels attacked", not "said [by] rebels attacked".
_SAYING: Final = frozenset(
    "say says said tell tells told add adds added announce announces announced warn warns warned"
    " stress stresses stressed"
    " claim claims claimed deny denies denied report reports reported state states stated note notes noted explain"
    " explains explained insist insists insisted argue argues argued admit admits admitted declare declares declared"
    " acknowledged replied believe believes believed think thinks thought know knows knew show shows showed confirm"
    " confirms confirmed suggest suggests suggested hope hopes hoped fear fears feared reveal reveals revealed indicate"
    " indicates indicated found mean means meant ensure".split()
)
_SAID: Final = frozenset(
    "said told added announced warned stressed claimed denied stated noted explained insisted argued admitted declared"
    " acknowledged replied pointed thought hoped agreed decided refused tried attempted managed"
    " wanted began met thanked"
    " visited continued".split()
)
# No passive of their own: with a noun before them they are the past.
_NO_PASSIVE: Final = frozenset(
    "died arrived happened occurred appeared emerged remained lived stayed failed escaped fled"
    " existed erupted collapsed"
    " participated belonged lasted graduated crashed exploded departed disappeared resigned coincided consisted"
    " resided stood slept bled sped succeeded responded reacted apologised apologized vowed".split()
)
# Without an object these are participles: "rebels captured at the crossing", "a man accused of spying".
_NEEDS_OBJECT: Final = frozenset(
    "captured stationed wounded injured published planted imposed named arrested detained seized destroyed damaged"
    " besieged kidnapped abducted equipped armed backed funded occupied owned accused suspected convicted loaded"
    " displaced banned affected inhabited populated surrounded written produced manufactured recorded filmed issued"
    " located situated inspired caused trapped stranded included listed affiliated associated composed acquired"
    " imprisoned jailed employed recruited commissioned erected inflicted directed".split()
)
_UNCHANGED_ORDERS: Final = frozenset("let put set cut read shut".split())
# Participles that may have a noun after them: "a man named Karim", "aged 30".
_NAMING: Final = frozenset(
    "called named dubbed titled entitled nicknamed given known aged worth based paid termed"
    " designated codenamed".split()
)
TRUE_PREPOSITIONS: Final = frozenset(
    "of in for with by from on at into during against through between without under over among amid despite within"
    " towards toward upon via per about near across".split()
)


def word_before(i: int, lowers: Row, tags: list[str]) -> int:
    """The word before, over adverbs and quotation marks; -1 at the start."""
    j = i - 1
    while j >= 0 and (tags[j] in SKIPPED or lowers[j] in _SKIPPED_WORDS) and i - j < FAR:
        j -= 1
    return j


def finite_before(i: int, lowers: Row, tags: list[str]) -> bool:
    """Whether the clause has its verb before word `i`, so that a noun there is an object: "hit a car parked in"."""
    for j in range(i - 1, max(-1, i - FAR), -1):
        tag, lower = tags[j], lowers[j]
        if tag in FINITE:
            return lower not in _SAYING
        if lower in _CLOSES_A_CLAUSE or lower == "that" or tag in {"WDT", "WP", "CC", "WRB"}:
            return False
        if tag == "VB" or (tag == "VBG" and lower not in {"including", "according"}):
            return True  # "to stop a convoy headed for": the noun is an object all the same
    return False


def finite_after(i: int, lowers: Row, tags: list[str], kinds: Sequence[int]) -> bool:  # noqa: PLR0911 - tests in order
    """Whether the clause's verb comes after word `i`: "the rockets fired at the base were made in"."""
    last = len(tags) - 1
    for j in range(i + 1, min(last, i + FAR)):
        tag, lower = tags[j], lowers[j]
        if lower in _CLOSES_A_CLAUSE or tag in {"WDT", "WP", "WRB"}:
            return False
        if tag == "CC" and tags[j + 1] not in _NOUN_PHRASES:
            return False
        kind = kinds[j]
        if kind == Kind.BASE and tags[j - 1] == "TO":
            continue  # not settled yet: "declined to say"
        if tag in FINITE and (kind != Kind.PAST or tags[j + 1] in OBJECTS) and kind != Kind.ENDS_IN_S:
            return True
        if kind == Kind.PAST and (tags[j + 1] in OBJECTS or lower in _NO_PASSIVE):
            return True
        if tag == "VBD" and j > i + 1 and tags[j - 1] in NOUNS and tags[j + 1] in {"NNS", "RB"}:
            return True
        if (
            tag in {"DT", "PRP", "PRP$", "EX"}
            and tags[j - 1] not in {"IN", "TO", "CC", "RB", "PDT", "VBG", "VB", "RP"}
            and j > i + 1
        ):
            return False  # a subject of its own: "announced on Monday the army would"
    return False


def past(i: int, texts: Row, lowers: Row, tags: list[str], kinds: Sequence[int]) -> str:  # noqa: C901, PLR0911, PLR0912 - tests in order
    """VBD or VBN (VB, VBP, NN for forms like "hit")."""
    lower, tag = lowers[i], tags[i]
    j = word_before(i, lowers, tags)
    if j < 0:
        return tag if i else "VB" if lower in _UNCHANGED_ORDERS else "VBN"
    before, word = tags[j], lowers[j]
    if word in _BEFORE_PARTICIPLES:
        return "VBN"
    if before in NOUNS:
        return _after_noun(i, j, lowers, tags, kinds)
    after, next_word = tags[i + 1], lowers[i + 1]
    if before in {"MD", "TO"} or word in DO:
        return "VB" if not lower.endswith("ed") else "VBN"
    if before == "JJ" and j == i - 1 and j and tags[j - 1] == "DT" and after in OBJECTS:
        tags[j] = "NN"  # "the general left Amman"
        return "VBD"
    if before in {"DT", "PRP$", "POS"} or (before in {"JJ", "CD"} and j == i - 1):
        if word in {"that", "this", "those", "these", "all", "some"} and after in _OBJECTS_OR_PARTICLES:
            return "VBD" if word in {"this", "that", "all", "some"} and next_word != "by" else "VBN"
        if before == "CD" and after not in _BARE_OBJECTS:
            return _after_noun(i, j, lowers, tags, kinds)
        return "NN" if after not in {"NN", "NNS", "NNP"} and _is_unchanged(lower, tag) else "VBN"
    if before == "PRP" or before in {"WDT", "WP", "EX"}:
        return "VBN" if word in THEM and after not in OBJECTS else "VBD"
    if before == "IN":
        if word in TRUE_PREPOSITIONS:
            return "NN" if _is_unchanged(lower, tag) else "VBN"
        return "VBD" if word == "that" or (after in OBJECTS and word not in _NO_CLAUSE_BEFORE) else "VBN"
    if before == "CC":
        return _after_and(i, j, lowers, tags, kinds)
    if word in {",", "—", "–", ")", ";", "("}:
        return _after_comma(i, j, lowers, tags, kinds)
    if before in {"VBD", "VBZ", "VBP", "VB", "VBG", "VBN"}:
        if j and tags[j - 1] in {"WP", "WDT"} and after in OBJECTS:
            return "VBD"  # "those who returned found their homes"
        if lower in {"said", "told"} or (before == "VBG" and lower in _NO_PASSIVE):
            return "VBD"
        return "VBN"
    return tag if tag != "NN" else "NN"


def _is_unchanged(lower: str, tag: str) -> bool:
    """Whether a past form may be a noun or a base form as well: "a cut", "a bid"."""
    return tag == "NN" or (not lower.endswith("ed") and class_of(lower) in {"VB", "VBP", "NN", "VBD"})


def _after_noun(i: int, j: int, lowers: Row, tags: list[str], kinds: Sequence[int]) -> str:  # noqa: PLR0911 - tests in order
    """A past form after a noun: the clause's verb, or a participle that describes the noun."""
    lower, after, next_word = lowers[i], tags[i + 1], lowers[i + 1]
    if lower in _SAID or lower in _NO_PASSIVE:
        return "VBD" if next_word != "by" or lower in _NO_PASSIVE else "VBN"
    if next_word == "by":
        if tags[i + 2] == "CD" or lowers[i + 2] in {"about", "nearly", "almost", "more", "some", "half", "around"}:
            return "VBD" if not finite_before(j, lowers, tags) else "VBN"
        return "VBN"
    if lower in _NAMING:
        if _is_indefinite(j, lowers, tags):
            return "VBN"
        if finite_before(j, lowers, tags) or finite_after(i, lowers, tags, kinds) or lower in {"aged", "based"}:
            return "VBN"
        return "VBD"
    if after in OBJECTS or next_word in {"that", "himself", "themselves", "itself", "what", "how"}:
        return "VBD"
    if lower in _NEEDS_OBJECT and (after in {"IN", "TO"} or next_word == ","):
        return "VBN"
    if finite_before(j, lowers, tags):
        return "VBN"
    if after in _BARE_OBJECTS:
        return "VBN" if finite_after(i, lowers, tags, kinds) and tags[i] == "VBN" else "VBD"
    if next_word in {".", "", "!", "?", "”"}:
        return "VBD"
    return "VBN" if finite_after(i, lowers, tags, kinds) else "VBD"


def _is_indefinite(j: int, lowers: Row, tags: list[str]) -> bool:
    """Whether the noun phrase that ends at `j` begins with "a": "a man named Karim", not "the king named Karim"."""
    k = j
    while k > 0 and j - k < 5 and (tags[k] in NOUNS or tags[k] in {"JJ", "VBN", "VBG"}):
        k -= 1
    return lowers[k] in {"a", "an", "one", "some"} or (k < j and tags[j] == "NNS" and tags[k] != "DT")


def _after_and(i: int, j: int, lowers: Row, tags: list[str], kinds: Sequence[int]) -> str:  # noqa: PLR0911 - tests in order
    """A past form after "and": it follows the past form before, if it has no object of its own."""
    after, next_word = tags[i + 1], lowers[i + 1]
    for k in range(j - 1, max(-1, j - 14), -1):
        if tags[k] in {"WDT", "WP"} or lowers[k] in {";", "."}:
            break
        if tags[k] == "VB" and lowers[i] in UNCHANGED:
            return "VB"  # "to end the siege and let aid through"
        if tags[k] == "VBN":
            helper = word_before(k, lowers, tags)
            perfect = helper >= 0 and lowers[helper] in _HAVE_FORMS
            if lowers[i] in _NO_PASSIVE or lowers[i] in _SAID:
                return "VBN" if perfect else "VBD"
            if k == j - 1 or perfect:
                return "VBN"
            own = after in OBJECTS or next_word == "that"
            # "was born in Basra, and served on the council"
            own = own or (
                lowers[j - 1] == "," and after == "IN" and next_word != "by" and lowers[i] not in _NEEDS_OBJECT
            )
            return "VBD" if own else "VBN"
        if tags[k] in FINITE:
            own = after in OBJECTS or after in _BARE_OBJECTS
            return "VBD" if (tags[k] == "VBD" and lowers[k] not in BE) or own else "VBN"
    if after in OBJECTS or after in {"TO", "RB"} or next_word == "that" or lowers[j] == "but":
        return "VBD"
    return tags[i] if tags[i] != "NN" else "NN"


def _after_comma(i: int, j: int, lowers: Row, tags: list[str], kinds: Sequence[int]) -> str:  # noqa: PLR0911 - tests in order
    """A past form after a comma: a participle ("the treaty, signed in May, …") or the verb after an apposition."""
    after, next_word = tags[i + 1], lowers[i + 1]
    if lowers[i] in _SAID or lowers[i] in _NO_PASSIVE:
        return "VBD"
    if next_word == "by" or lowers[i] in {"aged", "based", "known", "called", "named"}:
        return "VBN"
    if after in OBJECTS or next_word == "that":
        return "VBD"
    edge = False
    for k in range(j - 1, max(-1, j - 2 * FAR), -1):
        if tags[k] in FINITE and not (edge and tags[k - 1] in {"WDT", "WP"}):
            # "blocked roads, set tyres on fire": a participle has no object
            return "VBD" if tags[k] == "VBD" and after == "NNS" and lowers[k] not in BE else "VBN"
        if lowers[k] in {".", ";", ":"}:
            break
        edge = edge or lowers[k] in {",", "("}
    if not edge:
        return "VBN"
    # "Salim Haddad, the mayor of Basra, escaped …": nothing was the verb yet, and none comes
    for k in range(i + 1, min(len(tags) - 1, i + FAR)):
        if tags[k] in FINITE and tags[k - 1] not in {"WDT", "WP", "PRP"}:
            return "VBN"
        if lowers[k] in _ENDS_A_CLAUSE:
            break
    return "VBD"
