"""Encodings, mojibake and languages: invented sentences in each."""

from __future__ import annotations

import codecs

import pytest

from annotator.ingest.readers import language
from annotator.ingest.readers.decoding import decode, mend

ENGLISH = "The mayor of the “old” town said that the naïve plan – of which little was known – had failed."
FRENCH = "Le maire de la ville a déclaré que le marché serait fermé à midi et que les écoles resteraient ouvertes."
ARABIC = "قال رئيس البلدية إن السوق سيغلق عند الظهر وإن المدارس ستبقى مفتوحة في المدينة."
PERSIAN = "شهردار گفت که بازار ظهر بسته می‌شود و مدرسه‌های شهر باز می‌مانند، ولی پل همچنان بسته است."
KURDISH = "سەرۆکی شارەوانی ڕایگەیاند کە بازاڕ نیوەڕۆ دادەخرێت و قوتابخانەکان کراوە دەبن."


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides(mark: bytes, encoding: str) -> None:
    assert decode(mark + ARABIC.encode(encoding)) == (ARABIC, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [ENGLISH, FRENCH, ARABIC])
def test_utf_16_without_a_mark_is_recognised_with_a_note(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text, (f"encoding guessed: {encoding}, without a byte order mark",))


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (ARABIC, "cp1256", "windows-1256"),
        ("قتل شخصان في أربيل", "cp1256", "windows-1256"),
        (FRENCH, "cp1252", "windows-1252"),
        ("Un café à Mossoul", "cp1252", "windows-1252"),
        (ENGLISH, "cp1252", "windows-1252"),
        (ARABIC, "iso8859_6", "iso-8859-6"),
    ],
)
def test_legacy_encodings_are_guessed_with_a_note(text: str, encoding: str, name: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.notes[0].startswith(f"encoding guessed: {name};")


def test_a_declared_encoding_goes_before_a_guess_but_utf_8_before_both() -> None:
    assert decode("Зима".encode("cp1251"), declared="windows-1251").text == "Зима"
    assert decode(FRENCH.encode(), declared="windows-1251") == (FRENCH, ())


@pytest.mark.parametrize("declared", ["hex", "utf-7", "no-such-thing", "idna"])
def test_a_declared_encoding_that_is_none_is_passed_over(declared: str) -> None:
    assert decode(FRENCH.encode("cp1252"), declared=declared).text == FRENCH


@pytest.mark.parametrize("wrong", ["cp1252", "latin-1", "mac_roman"])
def test_mojibake_is_mended_with_a_note_that_shows_it(wrong: str) -> None:
    broken = FRENCH.encode().decode(wrong)
    mended = mend(f"All is well here.\n{broken}\n")
    assert mended.text == f"All is well here.\n{FRENCH}\n"
    assert mended.notes[0].startswith("mojibake mended in 1 line, first ‘d")
    assert "‘déclaré’" in mended.notes[0]


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH, FRENCH, ARABIC, PERSIAN,
        "Curly “quotes” and ‘these’, an ellipsis … a ligature ﬁ and full-width ＡＢＣ",
        "Entities &amp; &lt;b&gt; stay, and so do e\u0301 and a soft\u00adhyphen and \u200f marks",
        "SÃO PAULO, L’ÂGE D’OR, À LA UNE",
    ],
)  # fmt: skip
def test_what_is_no_mojibake_is_not_touched(text: str) -> None:
    assert mend(text) == (text, ())


def test_what_cannot_be_mended_whole_is_noted() -> None:
    mended = mend("He wrote â€œwords lost foreverâ€\ufffd in it.")
    assert "\ufffd" in mended.text
    assert any("still look wrongly decoded" in note for note in mended.notes)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ENGLISH, "en"),
        (FRENCH, "fr"),
        (ARABIC, "ar"),
        (PERSIAN, "fa"),
        (KURDISH, None),
        ("Мэр сказал, что рынок закроют в полдень.", None),
        ("Der Bürgermeister sagte, dass der Markt mittags schließt.", None),
        ("Erbil", None),
        ("12 345", None),
        (f"{ENGLISH} {ENGLISH} {ENGLISH} La ville a dit non.", "en"),
        (f"The word {ARABIC}", "ar"),
    ],
)
def test_the_language_is_told_by_script_and_function_words(text: str, expected: str | None) -> None:
    assert language.detect(text) == expected
