"""Words that negate, a language a row: what surely negates a clause, and what makes any clause negative in some way.

`SURE` is looked for on one side; only where the other side has nothing of `ANY` was a negation lost. So `SURE` leaves
out what only looks negative ("ne … que": only; Arabic "لا يزال": still; German "nicht nur"), and `ANY` is wide: words
that say no, refuse, fail, lack, prevent, limit, and words with a prefix that negates.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from annotator.text.words import class_of

_MARKS: Final = re.compile("[\u064b-\u0652\u0640]")
_SURE: Final = {
    "en": r"\b(?:not(?! (?:only|just|least|merely|to mention))|cannot|never|nobody|nothing|none|neither)\b|n[’']t\b|"
    r"\bno (?=(?:one|longer|[a-z]+) )(?!matter|doubt|less|fewer|more than|sooner|later|wonder)",
    "fr": r"\b(?:ne |n[’'])(?!est-ce|empêche|cess|manqu|fait )(?:[\w’'-]+ ){1,5}?(?:pas(?! (?:seulement|moins|"
    r"uniquement|encore que))|jamais|rien|aucune?|personne|nulle?)\b|\bne (?:pas|jamais|rien) ",
    "it": r"\bnon (?!solo|soltanto|appena|meno|a caso|ostante|più di|è che|fa che)(?!\w+ che )",
    "es": r"\bno (?!sólo|solo|solamente|obstante|más que|menos de|es más que)(?=\w+ )|\b(?:nunca|jamás|"
    r"ningun[oa]|ningún|nadie)\b",
    "de": r"\b(?:nicht(?! (?:nur|zuletzt|mehr als|allein|einmal))|keine?[nmrs]?|niemals|niemand|nichts)\b",
    "ar": r"(?<!\w)[وف]?(?:لم|لن|ليس|ليست|ليسوا|لست|[بل]?عدم)(?!\w)(?!.{0,40}(?:إلا|سوى|فقط|فحسب))|(?<!\w)[وف]?لا "
    r"(?!سيما|[يتن]زال|زال|بد|شك|محالة|غنى|غير|[يت]قل)(?=[يتأن])(?!.{0,40}(?:إلا|سوى|فقط|فحسب))",
    "fa": r"(?<!\w)(?:نیست|نیستند|نبود|نبودند|نشد\w*|نشده|نکرد\w*|نخواهد|نخواهند|نمی\u200c?\w+|ندار\w+|نداشت\w*|"
    r"نباید|نتوانست\w*)",
    "tr": r"\b(?:değil\w*|yok(?:tu|tur)?|\w{2,}(?:mıyor|miyor|muyor|müyor|madı|medi|mamış|memiş|mayacak|"
    r"meyecek)\w*)\b(?! (?:yalnızca|sadece))",
    "zh": "没有|不会|不能|并未|并不|尚未|未能|从未|不再|绝不",
}  # fmt: skip
_ANY: Final = {
    "en": r"\b(?:no|not|nor|non|never|none|nobody|nothing|nowhere|neither|cannot|without|fail\w*|refus\w*|"
    r"den(?:y|ied|ies|ial)\w*|"
    r"lack\w*|un\w*able|hardly|barely|scarcely|rarely|seldom|little|few|fewer|less|least|only|except\w*|unless|until|"
    r"rather|instead|avoid\w*|prevent\w*|prohibit\w*|bans?|bann\w+|stop\w*|forbid\w*|forbade|halt\w*|ceas\w*|reject\w*|"
    r"absen\w*|ignor\w*|limited|otherwise|miss\w*|wrong\w*|false\w*|doubt\w*|contrary|zero|los[et]\w*|loss\w*|"
    r"declin\w*|exclu\w*|oppos\w*|block\w*|abandon\w*|\w+less(?:ly)?|far from|anything but|free of|out of|too|"
    r"merely|quit|cancel\w*|hard|difficult\w*)\b|n[’']t\b|\bno-",
    "fr": r"\b(?:ne|pas|jamais|rien|aucune?|personne|nulle?|sans|ni|non|peu|seul\w*|moins|sauf|hors|loin|contre|"
    r"faute|guère|"
    r"refus\w*|échou\w*|échec\w*|empêch\w*|interdi\w*|évit\w*|absen\w*|manqu\w*|rarement|rejet\w*|ni[ée]\w*|nier|cess\w*|"
    r"arrêt\w*|perd\w*|perte\w*|faux|fausse\w*|doute\w*|plutôt|plus|trop|uniquement|juste|impossible\w*|in[a-zé]{4,}|"
    r"im[mp][a-zé]{4,}|il[l][a-zé]{4,}|ir[r][a-zé]{4,}|mal[a-zé]{3,}|dés?[a-zé]{5,}|mé[a-zé]{4,}|exclu\w*|ignor\w*|différen\w*)\b|\bn[’']",
    "it": r"\b(?:non|no|mai|nessun\w*|senza|né|nulla|niente|poco|poc\w+|meno|solo|tranne|contro|rifiut\w*|"
    r"fall\w*|imped\w*|"
    r"viet\w*|evit\w*|assen\w*|manc\w*|raramente|respint\w*|neg\w*|perd\w*|in[a-z]{4,}|im[a-z]{4,}|dis[a-z]{4,})\b",
    "es": r"\b(?:no|nunca|jamás|ning\w+|nadie|nada|sin|ni|poco|poc\w+|menos|sólo|solo|salvo|contra|tampoco|"
    r"rechaz\w*|fracas\w*|"
    r"imped\w*|prohib\w*|evit\w*|ausen\w*|falt\w*|neg\w*|niega\w*|perd\w*|in[a-zé]{4,}|im[a-zé]{4,}|des[a-zé]{4,})\b",
    "de": r"\b(?:nicht|kein\w*|nie|niemals|niemand\w*|nichts|ohne|weder|noch|kaum|selten|wenig\w*|nur|außer|"
    r"gegen|verweiger\w*|"
    r"scheiter\w*|verhinder\w*|verbiet\w*|verbot\w*|vermeid\w*|fehl\w*|ablehn\w*|abgelehnt|nein|un[a-zäöü]{4,}|miss\w+|\w+los\w*)\b",
    "ar": r"(?<!\w)[وف]?(?:لم|لن|ليس\w*|لست|لا|ألا|ما|غير|دون|بدون|من دون|عدم|بعدم|لعدم|بلا|لولا|إلا|سوى|كلا|"
    r"فقط|نف[ىت]\w*|"
    r"ينف\w*|تنف\w*|[يتأن]?رفض\w*|[يتأن]?فشل\w*|[يت]?تجنب\w*|[يت]?منع\w*|[يت]?فتقر\w*|مستحيل\w*|عاجز\w*|نادرا\w*|قلما|حظر\w*|محظور\w*|"
    r"انعدام|افتقار|استحالة|رفض\w*|خال\w*|بمنأى|ضد|قليل\w*|توقف\w*|لئلا|وإلا|نقص\w*|فقد\w*|خط[أا]\w*)(?!\w)|(?<!\w)(?:ب|ل)?(?:لا|غير)",
    "fa": r"(?<!\w)(?:نه|نا\w+|ن[یبشکخمدتگرپهوآف]\w+|بدون|بی\w*|عدم|غیر\w*|هیچ\w*|هرگز|جز|فقط|تنها|رد|مخالف\w*)(?!\w)",
    "tr": r"\b(?:değil\w*|yok\w*|hiç\w*|asla|ne|sadece|yalnızca|\w+s[ıiuü]z\w*|\w{2,}m[aeıiuü]\w*|reddet\w*|"
    r"engel\w*|karşı)\b",
    "zh": "[不没未无非别莫勿]|拒绝|否|仅|缺|难|禁|防|免",
}  # fmt: skip
_PATTERNS: Final = {
    (language, sort): re.compile(pattern, re.IGNORECASE)
    for sort, table in (("sure", _SURE), ("any", _ANY))
    for language, pattern in table.items()
}
# A word of the lexicon that a line broke in two: "in-ternational".
_BROKEN: Final = frozenset({"ternational"})
_PREFIXED: Final = re.compile(r"\b(un|in|im|il|ir|dis|non-?|mis)([a-z]{3,})", re.IGNORECASE)
LANGUAGES: Final = frozenset(_SURE)


def sure(sentence: str, language: str) -> str | None:
    """The words that surely negate a clause of a sentence, as they stand there; None without any."""
    pattern = _PATTERNS.get((language, "sure"))
    match = pattern.search(sentence) if pattern else None
    return match.group().strip() if match else None


def is_negative(sentence: str, language: str) -> bool:
    """Whether anything in a sentence is negative in any way; True for a language without a table."""
    pattern = _PATTERNS.get((language, "any"))
    if pattern is None or pattern.search(_MARKS.sub("", sentence)):
        return True
    return language == "en" and any(
        _negates(prefix.lower(), rest.lower()) for prefix, rest in _PREFIXED.findall(sentence)
    )


@lru_cache(maxsize=1 << 12)
def _negates(prefix: str, rest: str) -> bool:
    """Whether what stands behind a prefix is a word of its own: "un-happy", "dis-liked", but not "im-posed"."""
    usual = class_of(rest) if rest not in _BROKEN else ""
    return usual in {"JJ", "RB"} or (prefix in {"un", "dis", "mis"} and usual in {"VBN", "VBD", "VBG", "VB"})
