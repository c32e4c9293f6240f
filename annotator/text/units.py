"""What a number is of, where the words after it or the sign before it say so: money, measures, ages, percentages."""

from __future__ import annotations

import re
from typing import Final

# The money's word alone names the country that the desk's news means most often; a word before it decides.
_MONEY_WORDS: Final = {
    "dollar": "USD", "buck": "USD", "euro": "EUR", "pound": "GBP", "sterling": "GBP", "quid": "GBP", "dinar": "IQD",
    "rial": "IRR",
    "riyal": "SAR", "lira": "TRY", "shekel": "ILS", "dirham": "AED", "toman": "toman", "afghani": "AFN",
    "yen": "JPY", "yuan": "CNY",
    "renminbi": "CNY", "rmb": "CNY", "ruble": "RUB", "rouble": "RUB", "rupee": "INR", "franc": "CHF", "krona": "SEK",
    "krone": "NOK",
    "peso": "MXN", "won": "KRW", "zloty": "PLN", "hryvnia": "UAH", "manat": "AZN", "dram": "AMD", "lari": "GEL",
    "real": "BRL",
    "rand": "ZAR", "mark": "DEM", "bitcoin": "BTC", "kuai": "CNY", "baht": "THB", "forint": "HUF", "cent": "cents",
    "pence": "pence",
    "penny": "pence", "piaster": "piasters", "piastre": "piasters", "fils": "fils", "satoshi": "satoshis",
    "drachma": "GRD", "lire": "ITL", "kroner": "NOK", "kronor": "SEK", "koruna": "CZK", "lei": "RON", "leu": "RON",
    "lev": "BGN", "leva": "BGN", "reais": "BRL", "złoty": "PLN", "złotych": "PLN", "rupiah": "IDR", "ringgit": "MYR",
    "dong": "VND", "naira": "NGN", "cedi": "GHS", "shilling": "KES", "taka": "BDT", "tenge": "KZT", "birr": "ETB",
    "kwacha": "ZMW", "guilder": "NLG", "escudo": "PTE", "peseta": "ESP", "deutschmark": "DEM", "ether": "ETH",
    "ouguiya": "MRU", "sol": "PEN", "soles": "PEN", "bolivar": "VES", "nakfa": "ERN", "yuans": "CNY",
}  # fmt: skip
_PEOPLES: Final = {
    "us": "US", "american": "US", "u.s": "US", "canadian": "CA", "australian": "AU", "iraqi": "IQ", "kuwaiti": "KW",
    "jordanian": "JO",
    "bahraini": "BH", "libyan": "LY", "tunisian": "TN", "algerian": "DZ", "serbian": "RS", "iranian": "IR",
    "omani": "OM", "yemeni": "YE",
    "qatari": "QA", "saudi": "SA", "turkish": "TR", "syrian": "SY", "lebanese": "LB", "egyptian": "EG",
    "sudanese": "SD", "israeli": "IL",
    "moroccan": "MA", "emirati": "AE", "uae": "AE", "british": "GB", "japanese": "JP", "chinese": "CN",
    "russian": "RU", "indian": "IN",
    "pakistani": "PK", "swiss": "CH", "french": "FR", "swedish": "SE", "norwegian": "NO", "danish": "DK",
    "mexican": "MX", "korean": "KR", "philippine": "PH", "colombian": "CO", "chilean": "CL", "argentine": "AR",
    "cuban": "CU", "czech": "CZ", "taiwan": "TW", "singapore": "SG", "nepalese": "NP", "icelandic": "IS",
    "somali": "SO", "ugandan": "UG", "tanzanian": "TZ", "kenyan": "KE", "brunei": "BN",
}  # fmt: skip
_PESOS: Final = {"philippine": "PHP", "colombian": "COP", "chilean": "CLP", "argentine": "ARS", "cuban": "CUP"}
_CODES_OF: Final = {
    "dollar": "D", "pound": "P", "dinar": "D", "rial": "R", "riyal": "R", "lira": "L", "shekel": "S", "dirham": "D",
    "yen": "Y", "yuan": "Y",
    "ruble": "B", "rouble": "B", "rupee": "R", "franc": "F", "krona": "K", "krone": "K", "won": "W",
    "kroner": "K", "kronor": "K", "koruna": "K",
    "renminbi": "Y",
}  # fmt: skip
CODES: Final = frozenset(
    "USD EUR GBP JPY CNY RMB CHF CAD AUD NZD IQD IRR SAR AED KWD BHD QAR OMR JOD LBP SYP EGP TRY TRL ILS RUB "
    "INR PKR AFN YER RON BGN NGN GHS KES BDT KZT ETB ZMW PEN TWD RSD GEL AMD AZN UZS KGS LKR NPR ISK ARS CLP COP BTC "
    "LYD TND DZD MAD SDG KRW HKD SGD SEK NOK DKK PLN CZK HUF UAH MXN BRL ZAR THB IDR MYR VND PHP".split()
)
SIGNS: Final = {
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₪": "ILS", "₺": "TRY", "₽": "RUB", "₹": "INR", "₩": "KRW",
    "﷼": "IRR", "₴": "UAH",
    "¢": "cents",
    "₡": "CRC", "₭": "LAK", "฿": "THB", "₫": "VND", "₦": "NGN", "₱": "PHP",
}  # fmt: skip
_DOLLARS: Final = {
    "us": "USD", "u.s.": "USD", "a": "AUD", "au": "AUD", "aud": "AUD", "c": "CAD", "ca": "CAD", "cad": "CAD",
    "hk": "HKD", "nz": "NZD",
    "s": "SGD", "mx": "MXN", "mxn": "MXN", "mex": "MXN", "nt": "TWD", "r": "BRL", "usd": "USD",
}  # fmt: skip
MONEY: Final = frozenset({*_MONEY_WORDS.values(), *CODES, *SIGNS.values(), *_DOLLARS.values()})

_MEASURES: Final = {
    "metres": "m metre meter", "kilometres": "km kms kilometre kilometer", "centimetres": "cm centimetre centimeter",
    "millimetres": "mm millimetre millimeter", "decimetres": "dm", "nautical miles": "nm", "miles": "mi mile",
    "yards": "yd yds yard",
    "feet": "ft foot feet", "inches": "inch inche in.", "hectares": "ha hectare", "acres": "acre",
    "dunams": "dunam dunum donum",
    "grams": "g gr gram gramme", "kilograms": "kg kgs kilo kilogram kilogramme", "milligrams": "mg milligram",
    "micrograms": "μg mcg",
    "tons": "t ton tonne tons", "pounds": "lb lbs", "ounces": "oz ounce", "litres": "l litre liter ltr",
    "millilitres": "ml millilitre milliliter",
    "gallons": "gal gallon", "barrels": "bbl bbls barrel", "kilowatts": "kw kilowatt", "megawatts": "mw megawatt",
    "gigawatts": "gw gigawatt",
    "kilowatt-hours": "kwh", "megawatt-hours": "mwh", "watts": "watt", "volts": "volt", "hertz": "hz",
    "megahertz": "mhz", "gigahertz": "ghz",
    "bits": "bit", "bytes": "byte", "kilobytes": "kb kilobyte", "megabytes": "mb megabyte",
    "gigabytes": "gb gigabyte", "terabytes": "tb terabyte",
    "km/h": "kph kmh km/h", "miles per hour": "mph", "knots": "knot kt kts",
    "degrees Celsius": "°c celsius celcius centigrade centigrate",
    "degrees Fahrenheit": "°f fahrenheit farenheit", "degrees": "degree deg °", "basis points": "bps",
    "carats": "carat ct",
    "decibels": "db decibel", "calories": "calorie kcal", "radians": "rad", "teaspoons": "teaspoon tsp",
}  # fmt: skip
MEASURES: Final = {
    form: unit
    for unit, words in _MEASURES.items()
    for word in words.split()
    for form in ({word, word + "s"} if len(word) > 3 else {word})
} | {"kilos": "kilograms", "tons": "tons", "ton": "tons", "feet": "feet", "bits": "bits", "miles": "miles"}
# Short forms that are other words too: only straight after digits ("5 m", "16 t").
_SHORT: Final = frozenset("m g t l ha in. nm mw gw db rad gr ct kt".split())

_AFTER: Final = re.compile(
    r"\s?(?:%|٪|﹪|per\s?cents?\b|percentage(?:\s+points?)?\b|pct\b|percents?\b)(?P<percent>)"
    r"|\s*-?\s*(?P<n>years?|yrs?|months?|weeks?|days?)[-\s]+(?:old|of\s+age)s?(?P<age>)\b"
    r"|\s?(?P<yo>y/?o)\b"
    r"|\s?(?P<sign>[€£¥₪₺₽₹₩﷼₴₡₭฿₫₦₱¢]|\$(?!\s?\d))"
    r"|\s?(?:°|º|(?:-|\s)?deg(?:rees?|\.)?)\s?(?P<degrees>c(?:elsius|elcius|entigrade)?(?![\w'’])"
    r"|f(?:ahrenheit|arenheit)?(?![\w'’]))?"
    r"|(?P<dash>[-‑])(?P<joined>[a-z]+)(?P<rest>(?:[-‑][a-z]+)*)"
    r"|(?P<space>\s?)[\[<{(]?(?P<kind>(?:square|cubic|metric|nautical|short|long|light"
    r"|statute)[\s-]+(?:[a-z]+)|sq\.?\s?(?:km|m|ft|mi)|km[²2]|m[²³23]|km/h|[a-zμ]+)(?P<per>(?:\s?/\s?"
    r"|\s+per\s+)(?:second|sec|s|hour|h|minute|millisecond|ms)(?!\w))?(?!\w|[-’']\w)",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[A-Za-z]+")
FIRST: Final = frozenset(
    """per percent percents percentage percentages pct
    year years yr yrs month months week weeks day days yo y deg degree degrees square
    cubic metric nautical short long light statute sq""".split()
) | {
    form
    for word in (*MEASURES, *_MONEY_WORDS, *(code.lower() for code in CODES))
    for form in (word, word + "s", re.split(r"\W", word)[0])
}
_BEFORE: Final = re.compile(
    r"(?:(?<![\w$])(?P<who>[A-Za-z]{1,3}|U\.S\.)\s?)?(?P<sign>[$€£¥₪₺₽₹₩﷼₴₡₭฿₦₱₫])\s?-?$|(?<!\w)(?P<code>[A-Z]{3}"
    r"|Rs\.?)\s?$"
)
_OF_STUFF: Final = re.compile(
    r"\s+of\s+(?:[a-z]+\s+)?(?:explosives?|tnt|cocaine|heroin|hashish|drugs|meat|fish|rice|flour|wheat|sugar"
    r"|cotton|gold|uranium|weight|food|aid)"
)


def before(text: str, at: int) -> tuple[str | None, int]:
    """The money whose sign or code stands before `at`, and where that begins; (None, `at`) where there is none."""
    last = text[at - 1 : at]
    if last == " ":
        last = text[at - 2 : at - 1]
    rupees = last in ".s" and "Rs" in text[max(0, at - 4) : at]
    if last not in SIGNS and last != "-" and not last.isupper() and not rupees:
        return None, at
    low = max(0, at - 8)
    match = _BEFORE.search(text, low, at)
    if match is None:
        return None, at
    if match["code"]:
        code = match["code"].rstrip(".")
        unit = "INR" if code == "Rs" else code if code in CODES else None
        return unit, match.start() if unit else at
    who = (match["who"] or "").lower()
    if (
        match["sign"] == "$"
        and who in _DOLLARS
        and (len(who) > 1 or match["who"].isupper() or text[match.start("who") + 1] in " $")
    ):
        return _DOLLARS[who], match.start()
    return SIGNS[match["sign"]], match.start("sign")


def money(word: str, adjective: str | None = None) -> str | None:
    """The code of the money that a word names ("riyals"), of the people that a word before it names ("Omani")."""
    lower = word.lower()
    if word in CODES:
        return "CNY" if word == "RMB" else word
    stem = lower if lower in _MONEY_WORDS else lower[:-1] if lower.endswith("s") else lower
    unit = _MONEY_WORDS.get(stem)
    if unit == "MXN" and adjective and adjective.lower() in _PESOS:
        return _PESOS[adjective.lower()]
    if unit is None and lower.upper() in {"USD", "EUR", "GBP"}:
        return lower.upper()
    if unit and adjective and (country := _PEOPLES.get(adjective.lower().rstrip("."))) and stem in _CODES_OF:
        return country + _CODES_OF[stem]
    return unit


def after(text: str, at: int, limit: int, *, digits: bool) -> tuple[str | None, int]:  # noqa: PLR0911 - shapes in order
    """The unit that stands straight after a number, and where it ends; (None, `at`) where there is none that is known.

    `digits`: the number was written in digits, so that short forms are units ("5 m").
    """
    if text[at : at + 1] == " " and (word := _WORD.match(text, at + 1)) and word.group().lower() not in FIRST:
        return None, at
    match = _AFTER.match(text, at, limit)
    if match is None:
        return None, at
    if match["percent"] is not None:
        return "percent", match.end()
    if match["age"] is not None:
        unit = match["n"].lower().replace("yr", "year")
        return f"{unit if unit.endswith('s') else unit + 's'} old", match.end()
    if match["yo"]:
        return "years old", match.end()
    if match["sign"]:
        return SIGNS[match["sign"]], match.end()
    if match["dash"]:
        return _joined(match, at)
    if match["kind"] is None:
        scale = (match["degrees"] or "")[:1].lower()
        return {"c": "degrees Celsius", "f": "degrees Fahrenheit"}.get(scale, "degrees"), match.end()
    return _named(text, match, at, digits=digits)


def _joined(match: re.Match[str], at: int) -> tuple[str | None, int]:
    """As in "3-inch", "one-yen"; a "2,000-pound" thing has its weight, not its price."""
    word = match["joined"].lower()
    if word == "pound":
        return "pounds", match.end("joined")
    unit = MEASURES.get(word) or money(word)
    if unit is None and word.endswith("s"):
        return None, at
    return (unit, match.end("joined")) if unit else (None, at)


def _named(text: str, match: re.Match[str], at: int, *, digits: bool) -> tuple[str | None, int]:  # noqa: PLR0911 - shapes in order
    words = match["kind"]
    lower = words.lower()
    if match["per"] and (unit := MEASURES.get(lower)):
        return f"{unit} per {match['per'].strip(' /').removeprefix('per ').strip()}", match.end()
    first, _, second = lower.replace("-", " ").partition(" ")
    if second:
        unit = MEASURES.get(second.strip())
        return (f"{first} {unit}" if unit else None), match.end("kind") if unit else at
    if lower[:2] == "sq" or lower[-1] in "²³23":
        base = lower.removeprefix("sq").lstrip(". ").rstrip("²³23")
        return f"{'cubic' if lower[-1] in '³3' else 'square'} {MEASURES.get(base, base)}", match.end("kind")
    unit = MEASURES.get(lower)
    if unit and (len(lower) > 2 or digits) and (lower not in _SHORT or (digits and words == lower)):
        return unit, match.end("kind")
    unit = money(words)
    if unit is None:
        return None, at
    if unit == "GBP" and lower.startswith("pound") and _OF_STUFF.match(text, match.end()):
        return "pounds", match.end("kind")
    return unit, match.end("kind")
