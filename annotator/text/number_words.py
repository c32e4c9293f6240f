"""The number words of the languages that copy is translated from, as values; one table a language.

`ADD` holds what is added up ("vingt", "deux": 22), `TIMES` what multiplies what stands before it ("cent", "million"),
`SOFT` what tells a number without stating it: ordinals, collectives ("une dizaine"), pairs. Compounds that are written
as one word are made from their parts.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Words(NamedTuple):
    """The number words of a language, lower case, without vowel marks."""

    add: dict[str, float]
    times: dict[str, float]
    soft: dict[str, float]
    joiners: frozenset[str]  # "et", "and": may stand inside a number
    after_ten: frozenset[float] = frozenset()  # "dix-sept": what is added to ten
    scales: tuple[tuple[str, float], ...] = ()  # "zweitausendfünfhundert": scales that are written in one with the rest


def _numbered(words: str, first: int = 0, step: int = 1) -> dict[str, float]:
    """ "zero one two" → 0, 1, 2; forms of one number stand together: "un/une"."""
    return {
        form: float(first + step * number) for number, forms in enumerate(words.split()) for form in forms.split("/")
    }


def _english() -> Words:
    units = _numbered(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen"
    )
    tens = _numbered("twenty thirty forty/fourty fifty sixty seventy eighty ninety", 20, 10)
    soft = _numbered(
        "first/once/single/sole second/secondly/twice/both/pair/couple/double/doubled/twin/two-thirds/duo/half/either/"
        "neither/dual third/triple/thrice/trio/tripled fourth/quarter/quarters/quadruple fifth sixth seventh "
        "eighth ninth "
        "tenth/decade/decades eleventh twelfth/dozen thirteenth fourteenth/fortnight fifteenth sixteenth seventeenth "
        "eighteenth nineteenth twentieth/twenties/score", 1,
    ) | {"thirtieth": 30.0, "thirties": 30.0, "forties": 40.0, "fifties": 50.0, "sixties": 60.0, "seventies": 70.0,
         "eighties": 80.0, "nineties": 90.0, "century": 100.0, "centuries": 100.0, "millennium": 1000.0,
         "noon": 12.0, "midnight": 0.0, "midday": 12.0, "hundredth": 100.0, "centenary": 100.0}  # fmt: skip
    times = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "bn": 1e9, "mn": 1e6}
    return Words(units | tens, times, soft, frozenset({"and"}))


def _french() -> Words:
    units = _numbered(
        "zéro un/une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
    )
    tens = _numbered("vingt/vingts trente quarante cinquante soixante septante huitante/octante nonante", 20, 10)
    soft = _numbered(
        "premier/première/premiers/premières/seul second/seconde/deuxième/double/demi/demie/moitié/paire/couple "
        "troisième/"
        "tiers/triple quatrième/quart/quarts cinquième sixième septième huitième neuvième/neuvaine "
        "dixième/dizaine/décennie "
        "onzième douzième/douzaine treizième quatorzième quinzième/quinzaine seizième", 1,
    ) | {"vingtième": 20.0, "vingtaine": 20.0, "trentaine": 30.0, "quarantaine": 40.0, "cinquantaine": 50.0,
         "soixantaine": 60.0, "centaine": 100.0, "siècle": 100.0, "siècles": 100.0, "millier": 1000.0,
         "midi": 12.0, "minuit": 0.0}  # fmt: skip
    times = {
        "cent": 1e2, "cents": 1e2, "mille": 1e3, "million": 1e6, "millions": 1e6, "milliard": 1e9, "milliards": 1e9,
        "billion": 1e12, "billions": 1e12,
    }  # fmt: skip
    return Words(units | tens, times, soft, frozenset({"et"}), frozenset({7.0, 8.0, 9.0}))


def _italian() -> Words:
    units = _numbered(
        "zero uno/una/un due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici "
        "sedici diciassette diciotto diciannove"
    )
    tens = _numbered("venti trenta quaranta cinquanta sessanta settanta ottanta novanta", 20, 10)
    made = dict(units | tens)
    for ten, value in tens.items():
        for unit, more in list(units.items())[1:12]:
            made[(ten[:-1] if unit[0] in "uo" else ten) + unit] = value + more
        made[ten + "tré"] = value + 3
    soft = _numbered("primo/prima secondo/seconda/doppio/metà/paio/coppia terzo/terza quarto/quarta quinto "
    "sesto settimo "
                     "ottavo nono decimo/decina undicesimo dodicesimo/dozzina", 1) | {"ventina": 20.0, "trentina": 30.0,
                     "cinquantina": 50.0, "centinaio": 100.0, "secolo": 100.0, "migliaio": 1000.0}  # fmt: skip
    times = {"cento": 1e2, "mille": 1e3, "mila": 1e3, "milione": 1e6, "milioni": 1e6, "miliardo": 1e9, "miliardi": 1e9}
    return Words(made, times, soft, frozenset({"e"}), scales=(("mila", 1e3), ("mille", 1e3), ("cento", 1e2)))


def _spanish() -> Words:
    units = _numbered(
        "cero uno/una/un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
        "diecisiete dieciocho diecinueve veinte veintiuno/veintiún/veintiuna veintidós veintitrés veinticuatro "
        "veinticinco veintiséis veintisiete veintiocho veintinueve"
    )
    tens = _numbered("treinta cuarenta cincuenta sesenta setenta ochenta noventa", 30, 10)
    hundreds = _numbered(
        "doscientos/doscientas trescientos/trescientas cuatrocientos/cuatrocientas quinientos/quinientas "
        "seiscientos/seiscientas setecientos/setecientas ochocientos/ochocientas novecientos/novecientas", 200, 100,
    )  # fmt: skip
    soft = _numbered("primero/primera/primer segundo/segunda/doble/mitad/par/pareja "
    "tercero/tercera/tercer/tercio cuarto/"
                     "cuarta quinto/quinta sexto séptimo octavo noveno décimo/decena/década", 1) | {"docena": 12.0,
                     "quincena": 15.0, "veintena": 20.0, "treintena": 30.0, "centenar": 100.0, "siglo": 100.0,
                     "millar": 1000.0}  # fmt: skip
    times = {"cien": 1e2, "ciento": 1e2, "mil": 1e3, "millón": 1e6, "millones": 1e6, "billón": 1e12, "billones": 1e12}
    return Words(units | tens | hundreds, times, soft, frozenset({"y"}))


def _german() -> Words:
    units = _numbered(
        "null eins/ein/eine/einen/einem/einer zwei drei vier fünf sechs sieben acht neun zehn elf zwölf "
        "dreizehn vierzehn "
        "fünfzehn sechzehn siebzehn achtzehn neunzehn"
    )
    tens = _numbered("zwanzig dreißig/dreissig vierzig fünfzig sechzig siebzig achtzig neunzig", 20, 10)
    made = dict(units | tens)
    for ten, value in tens.items():
        for unit, more in units.items():
            if 0 < more < 10:
                made[f"{unit.removesuffix('s') if unit == 'eins' else unit}und{ten}"] = value + more
    soft = _numbered("erste/ersten/erster/erstes "
    "zweite/zweiten/zweiter/zweites/beide/beiden/doppelt/hälfte/paar dritte/"
                     "dritten/drittel vierte/vierten/viertel fünfte/fünften sechste/sechsten "
                     "siebte/siebten achte/achten "
                     "neunte zehnte/jahrzehnt/jahrzehnte elfte zwölfte/dutzend", 1) | {
                     "jahrhundert": 100.0}  # fmt: skip
    times = {"hundert": 1e2, "tausend": 1e3, "million": 1e6, "millionen": 1e6, "milliarde": 1e9, "milliarden": 1e9}
    return Words(made, times, soft, frozenset({"und"}), scales=(("tausend", 1e3), ("hundert", 1e2)))


def _turkish() -> Words:
    units = _numbered("sıfır bir iki üç dört beş altı yedi sekiz dokuz on", 0)
    tens = _numbered("yirmi otuz kırk elli altmış yetmiş seksen doksan", 20, 10)
    soft = _numbered("birinci/ilk ikinci/çift/yarım/yarı/yarısı üçüncü dördüncü/çeyrek beşinci altıncı yedinci "
    "sekizinci "
                     "dokuzuncu onuncu", 1) | {"düzine": 12.0, "yüzyıl": 100.0}  # fmt: skip
    times = {"yüz": 1e2, "bin": 1e3, "milyon": 1e6, "milyar": 1e9, "trilyon": 1e12}
    return Words(units | tens, times, soft, frozenset(), frozenset(map(float, range(1, 10))))


def _arabic() -> Words:
    units = _numbered(
        "صفر واحد/واحدة اثنان/اثنين/اثنتان/اثنتين/إثنين/اثنا/اثني/اثنتا ثلاثة/ثلاث أربعة/أربع/اربعة/اربع "
        "خمسة/خمس ستة/ست "
        "سبعة/سبع ثمانية/ثماني/ثمان تسعة/تسع عشرة/عشر"
    )
    tens = _numbered(
        "عشرون/عشرين ثلاثون/ثلاثين أربعون/أربعين/اربعين خمسون/خمسين ستون/ستين سبعون/سبعين ثمانون/ثمانين تسعون/تسعين",
        20, 10,
    )  # fmt: skip
    hundreds = {"مئتان": 200.0, "مئتين": 200.0, "مائتان": 200.0, "مائتين": 200.0, "مئتا": 200.0, "مئتي": 200.0,
                "مائتي": 200.0, "ألفان": 2000.0, "ألفين": 2000.0, "الفين": 2000.0, "ألفا": 2000.0, "ألفي": 2000.0,
                "مليونان": 2e6, "مليونين": 2e6, "مليوني": 2e6, "مليارين": 2e9, "ملياري": 2e9}  # fmt: skip
    for unit, count in _numbered("ثلاث أربع خمس ست سبع ثمان/ثماني تسع", 3).items():
        for hundred in ("مئة", "مائة", "ميه"):
            hundreds[unit + hundred] = count * 100
    soft = _numbered("الأول/أول/الأولى/أولى/الاول الثاني/الثانية/ثاني/ثانية/ثانيا/نصف/زوج/ضعف/كلا/كلتا/مزدوج "
    "الثالث/الثالثة/"
                     "ثالث/ثالثة/ثلث الرابع/الرابعة/رابع/ربع الخامس/الخامسة/خامس السادس/السادسة السابع/السابعة الثامن/"
                     "الثامنة التاسع/التاسعة العاشر/العاشرة/عقد/عقود", 1) | {"قرن": 100.0, "القرن": 100.0,
                     "منتصف": 12.0, "ظهرا": 12.0}  # fmt: skip
    for ten, value in tens.items():
        if ten.endswith("ين"):  # "the seventies": the decade
            soft |= {ten + "ات": value, ten + "يات": value}
    soft |= dict.fromkeys(("حادي", "حادية", "الحادي", "الحادية"), 1.0)
    soft |= dict.fromkeys(("ألفية", "الألفية"), 2000.0)
    times = {"مئة": 1e2, "مائة": 1e2, "ألف": 1e3, "الف": 1e3, "ألفا": 1e3, "آلاف": 1e3,
             "الاف": 1e3, "مليون": 1e6, "مليونا": 1e6, "ملايين": 1e6, "مليار": 1e9, "مليارا": 1e9, "مليارات": 1e9,
             "بليون": 1e9, "تريليون": 1e12}  # fmt: skip
    del hundreds["ألفا"]
    return Words(units | tens | hundreds, times, soft, frozenset({"و"}))


def _persian() -> Words:
    units = _numbered(
        "صفر یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده/پونزده شانزده هفده هجده/هیجده نوزده"
    )
    tens = _numbered("بیست سی چهل پنجاه شصت هفتاد هشتاد نود", 20, 10)
    hundreds = _numbered("صد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد", 100, 100)
    soft = _numbered("اول/نخست/نخستین/اولین دوم/دومین/نیم/نصف/نیمی/هر‌دو/جفت سوم/سومین/ثلث چهارم/چهارمین/ربع "
    "پنجم ششم هفتم "
                     "هشتم نهم دهم/دهه", 1) | {"قرن": 100.0, "ظهر": 12.0}  # fmt: skip
    times = {"هزار": 1e3, "میلیون": 1e6, "میلیارد": 1e9, "تریلیون": 1e12}
    del units["نه"]  # also "no"
    return Words(units | tens | hundreds, times, soft, frozenset({"و"}))


_MAKERS: Final = {
    "en": _english, "fr": _french, "it": _italian, "es": _spanish, "de": _german, "tr": _turkish, "ar": _arabic,
    "fa": _persian,
}  # fmt: skip
_LONGEST: Final = 60  # letters of a number in one word
_MADE: dict[str, Words] = {}


def compound(word: str, table: Words) -> float | None:
    """The value of a number written as one word: "zweitausendfünfhundert", "trecentodue"; None where it is none.

    Each call looks at a shorter word: no deeper than there are scales in it.
    """
    if word in table.add:
        return table.add[word]
    if len(word) > _LONGEST:
        return None
    for scale, value in table.scales:
        before, found, after = word.partition(scale)
        if found:
            times = 1.0 if not before else compound(before, table)
            more = 0.0 if not after else compound(after.removeprefix("und"), table)
            return None if times is None or more is None else times * value + more
    return None


def number_words(language: str) -> Words:
    """The table of a language (ISO 639-1); empty for one that has none."""
    if language not in _MADE:
        maker = _MAKERS.get(language)
        _MADE[language] = maker() if maker else Words({}, {}, {}, frozenset())
    return _MADE[language]
