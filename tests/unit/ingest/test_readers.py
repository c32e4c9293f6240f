"""What a good file of each format gives."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from annotator.errors import Invalid, TooLarge
from annotator.ingest import readers
from annotator.ingest.draft import ArticleDraft, Origin, Problem
from annotator.ingest.limits import Limits
from annotator.ingest.readers.markdown import strip_marks
from annotator.ingest.readers.pdf import rejoin
from tests.unit.ingest.made import STORY, packed, page, pdf, story_page, word_body, word_file


def only(name: str, data: bytes) -> ArticleDraft:
    (draft,) = readers.read(name, data)
    assert isinstance(draft, ArticleDraft), draft
    return draft


def test_plain_text_is_kept_to_the_character_and_gets_no_title() -> None:
    draft = only("story.txt", STORY.encode())
    assert draft == ArticleDraft(STORY, Origin("story.txt"), language="en")


def test_line_ends_become_line_feeds_and_the_byte_order_mark_goes() -> None:
    assert only("a.txt", b"\xef\xbb\xbfOne\r\nTwo\rThree\n\r\n").text == "One\nTwo\nThree\n\n"


def test_letters_are_not_composed_and_invisible_characters_stay() -> None:
    text = "Cafe\u0301 \u202eabc\u202c a\u200bb \ufb01 “quoted” … \u00a0end"
    assert only("a.txt", text.encode()).text == text


@pytest.mark.parametrize("ending", [".TXT", ".text", ".Md", ".markdown"])
def test_endings_are_read_in_any_case(ending: str) -> None:
    assert only(f"story{ending}", STORY.encode()).text == STORY


def test_a_markdown_head_gives_the_metadata_and_the_body_loses_its_marks() -> None:
    head = (
        'title: "Depot: a fire"\nauthor: [Rana Saleh, Omar Aziz]\ndate: 2021-02-18\nlang: English\n'
        "source_language: fr\nsource_text: |\n  Le dépôt brûle.\n  Deux lignes.\ntags: [oil]\n"
    )
    body = "# Depot burns\n\nThe **governor** of [Kirkuk](https://a.example/k) spoke of a *fire*.\n"
    draft = only("a.md", f"---\n{head}---\n{body}".encode())
    assert draft.text == "Depot burns\n\nThe governor of Kirkuk spoke of a fire.\n"
    assert (draft.title, draft.byline, draft.language) == ("Depot: a fire", "Rana Saleh, Omar Aziz", "en")
    assert draft.published == datetime(2021, 2, 18, tzinfo=UTC)
    assert draft.source_text == "Le dépôt brûle.\nDeux lignes.\n"
    assert draft.notes == ("published has no time zone: taken as UTC", "unknown fields left out: “tags”")


def test_markdown_without_a_head_takes_its_first_heading_as_title() -> None:
    draft = only("a.md", b"# Depot burns #\n\nA fire.\n")
    assert (draft.title, draft.text) == ("Depot burns", "Depot burns\n\nA fire.\n")


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("Plain 5 * 3 * 2 and a_b_c stay\n", "Plain 5 * 3 * 2 and a_b_c stay\n"),
        ("A title\n=======\nWords\n", "A title\nWords\n"),
        ("> quoted\n> > twice\n", "quoted\ntwice\n"),
        ("One\n\n***\n\nTwo\n", "One\n\n\n\nTwo\n"),
        ("__Bold__ _word_ `code` \\*star\\*\n", "Bold word code *star*\n"),
        ("![A burnt depot](p.jpg) <https://a.example/>\n", "A burnt depot https://a.example/\n"),
        ("- one\n- two\n", "- one\n- two\n"),
        ("“They are *not* in control,” he said.\n", "“They are not in control,” he said.\n"),
        ("[" * 20_000 + "\n", "[" * 20_000 + "\n"),
    ],
)
def test_markdown_marks_go_and_words_stay(marked: str, words: str) -> None:
    assert strip_marks(marked) == words


def test_a_page_gives_its_main_text_and_what_it_says_of_itself() -> None:
    head = (
        "<title>Depot burns near Kirkuk</title><meta property='og:site_name' content='Tigris Wire'>"
        "<meta name='author' content='Rana Saleh'><link rel='canonical' href='https://wire.example/depot'>"
        "<meta property='article:published_time' content='2021-02-18T21:30:00+03:00'>"
    )
    paragraphs = "".join(f"<p>{line} <script>alert('hidden')</script></p>" for line in STORY.splitlines() * 2)
    draft = only("a.html", page(f"<nav><a href='/'>Start page</a></nav><article>{paragraphs}</article>", head))
    assert STORY.splitlines()[0] in draft.text
    assert "hidden" not in draft.text
    assert "Start page" not in draft.text
    assert (draft.title, draft.outlet, draft.byline) == ("Depot burns near Kirkuk", "Tigris Wire", "Rana Saleh")
    assert draft.url == "https://wire.example/depot"
    assert draft.published == datetime(2021, 2, 18, 18, 30, tzinfo=UTC)


def test_a_page_keeps_combining_marks_as_they_are() -> None:
    assert "cafe\u0301" in only("a.html", page(f"<article><p>The cafe\u0301 burned. {STORY}</p></article>")).text


def test_a_page_in_its_declared_encoding_is_read_in_it() -> None:
    body = "<html><head><meta charset='windows-1256'></head><body><p>قتل شخصان في أربيل يوم الاثنين</p></body></html>"
    draft = only("a.html", body.encode("cp1256"))
    assert draft.text.strip() == "قتل شخصان في أربيل يوم الاثنين"
    assert (draft.language, draft.notes[0]) == ("ar", "encoding declared: windows-1256")


def test_what_a_page_says_wrongly_of_itself_is_left_out_with_a_note() -> None:
    head = "<meta property='article:published_time' content='soon'>"
    draft = only("a.html", page(f"<article><p>{STORY}</p></article>", head))
    assert draft.published is None
    assert any(note.startswith("published of the page left out") for note in draft.notes)


def test_escaped_mark_up_in_a_page_comes_out_as_text() -> None:
    draft = only("a.html", page(f"<article><p>He typed &lt;script&gt;. {STORY}</p></article>"))
    assert "He typed <script>." in draft.text


def test_a_word_file_gives_paragraphs_title_and_author_but_no_date_of_its_template() -> None:
    draft = only("a.docx", word_file("First line.", "", "Second line.", title="Depot burns", author="Rana Saleh"))
    assert draft.text == "First line.\n\nSecond line."
    assert (draft.title, draft.byline, draft.published) == ("Depot burns", "Rana Saleh", None)
    assert "the document was created on" in draft.notes[0]


def test_a_word_file_is_read_with_its_changes_accepted_and_its_tables_in_place() -> None:
    draft = only(
        "a.docx",
        word_body(
            "<w:p><w:r><w:t>Two </w:t></w:r><w:ins><w:r><w:t>soldiers</w:t></w:r></w:ins>"
            "<w:del><w:r><w:delText>civilians</w:delText></w:r></w:del><w:r><w:tab/><w:t>died.</w:t></w:r></w:p>"
            "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Killed</w:t></w:r></w:p></w:tc>"
            "<w:tc><w:p><w:r><w:t>2</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
            "<w:sdt><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        ),
    )
    assert draft.text == "Two soldiers\tdied.\n\nKilled\t2\n\nIn a control."
    assert "tracked changes were read as if accepted" in draft.notes


def test_a_pdf_gives_its_text_in_paragraphs_and_its_title() -> None:
    first = "The refinery south of the town was hit by two rockets on Thurs-"
    draft = only(
        "a.pdf", pdf([first, "day night, the oil ministry said."], info="/Title (Refinery hit) /Author (R. S.)")
    )
    assert (
        draft.text
        == "The refinery south of the town was hit by two rockets on Thursday night, the oil ministry said.\n"
    )
    assert (draft.title, draft.byline) == ("Refinery hit", "R. S.")


def test_lines_of_a_pdf_are_joined_where_a_sentence_goes_on() -> None:
    lines = [
        "Depot burns near Kirkuk",
        "Two rockets fell on the road to the airport and the well-",
        "known depot of the ministry burned, the police of the pro-",
        "vince said in a statement on the day.",
        "The well-known depot lies east of the town and was built",
        "in the Seventies.",
    ]
    assert rejoin(["\n".join(lines)]) == (
        "Depot burns near Kirkuk\n\n"
        "Two rockets fell on the road to the airport and the well-known depot of the ministry burned, the police of "
        "the province said in a statement on the day.\n\n"
        "The well-known depot lies east of the town and was built in the Seventies.\n"
    )


def test_each_line_of_jsonl_is_an_article_with_its_fields_and_its_line() -> None:
    full = {
        "text": STORY, "title": "Depot burns", "outlet": "Tigris Wire", "byline": "R. S.", "feed": "tigris",
        "language": "en-GB", "source_language": "ar", "source_text": "سقط صاروخان", "translator": "Engine 2",
        "published": "2021-02-18T21:30:00+03:00", "published_text": "Thursday night", "url": "https://a.example/1",
        "collection": "Kirkuk", "identifier": "t-1",
    }  # fmt: skip
    lines = f"{json.dumps(full)}\n\n{json.dumps({'text': 'Nobody was hurt.', 'title': None})}\n"
    first, second = readers.read("a.jsonl", lines.encode())
    assert isinstance(first, ArticleDraft)
    record = first.to_record()
    assert record.pop("origin") == {"name": "a.jsonl", "member": None, "line": 1}
    assert record.pop("notes") == ()
    assert record == {**full, "published": "2021-02-18T18:30:00+00:00"}
    assert second.origin.line == 3


def test_a_zip_gives_the_articles_of_all_its_files_under_their_names() -> None:
    data = packed(
        {
            "feed/a.txt": STORY.encode(),
            "feed/b.html": story_page(),
            "feed/c.jsonl": b'{"text": "One."}\n{"text": "Two."}',
            "d.docx": word_file("Three."),
            "__MACOSX/feed/._a.txt": b"\0",
            ".hidden.txt": b"secret",
        }
    )
    origins = [str(draft.origin) for draft in readers.read("all.zip", data)]
    assert origins == [
        "all.zip > feed/a.txt",
        "all.zip > feed/b.html",
        "all.zip > feed/c.jsonl, line 1",
        "all.zip > feed/c.jsonl, line 2",
        "all.zip > d.docx",
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.txt", "../../etc/passwd.txt"),
        ("C:\\temp\\a.txt", "C:\\temp\\a.txt"),
        ("a\nb\r.txt", "a\\nb\\r.txt"),
        ("\u202efdp.txt", "\\u202efdp.txt"),
        ("a\u2028b\x1b[31m.txt", "a\\u2028b\\x1b[31m.txt"),
        ("\udcff.txt", "\\udcff.txt"),
        ("تقرير.txt", "تقرير.txt"),
    ],
)
def test_a_name_is_shown_as_text_without_what_could_deceive(name: str, shown: str) -> None:
    assert only(name, STORY.encode()).origin.name == shown


def test_a_long_name_is_shown_shortened_with_its_ending() -> None:
    shown = Origin("x" * 5_000 + ".txt").name
    assert len(shown) == 200
    assert (shown[:3], shown[-5:]) == ("xxx", "x.txt")


def test_names_in_a_zip_that_climb_out_are_only_shown() -> None:
    (draft,) = readers.read("a.zip", packed({"../../out.txt": STORY.encode()}))
    assert str(draft.origin) == "a.zip > ../../out.txt"


def test_a_paste_is_normalised_and_takes_its_metadata() -> None:
    draft = readers.from_paste("One\r\nTwo", title="  A \n title ", published="2021-02-18", feed=None, url="")
    assert (draft.text, draft.title, draft.feed, draft.url) == ("One\nTwo", "A title", None, None)
    assert str(draft.origin) == "pasted text"


@pytest.mark.parametrize(
    ("text", "metadata", "field"),
    [
        ("  ", {}, "text"),
        ("a\0b", {}, "text"),
        ("words", {"published": "Monday"}, "published"),
        ("words", {"url": "ftp://a.example"}, "url"),
        ("words", {"language": "???"}, "language"),
        ("words", {"byline": "a\ud800"}, "byline"),
        ("words", {"source_text": "a\ufffe"}, "source_text"),
    ],
)
def test_a_wrong_paste_names_the_field_it_belongs_to(text: str, metadata: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        readers.from_paste(text, **metadata)
    assert caught.value.field == field


def test_a_paste_above_the_limit_is_too_large() -> None:
    with pytest.raises(TooLarge, match="11 characters; at most 10"):
        readers.from_paste("words words", limits=Limits(max_article_characters=10))


def test_what_a_parser_raises_unforeseen_becomes_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    from annotator.ingest.readers import plain

    def explode(*_: object) -> None:
        raise KeyError("inside")

    monkeypatch.setattr(plain, "decode", explode)
    (problem,) = readers.read("a.txt", b"words")
    assert isinstance(problem, Problem)
    assert "could not be read (KeyError)" in problem.reason


def test_a_draft_survives_its_way_through_json() -> None:
    draft = readers.from_paste("Words 😀 أربيل", published="2021-02-18T10:00:00Z", title="T")
    assert ArticleDraft.from_record(json.loads(json.dumps(draft.to_record()))) == draft


def test_limits_come_from_the_settings() -> None:
    limits = Limits.from_settings({"MAX_UPLOAD_BYTES": 7, "READER_SECONDS": 3, "PORT": 5000})
    assert (limits.max_upload_bytes, limits.reader_seconds) == (7, 3)
    assert limits.max_zip_files == Limits().max_zip_files


def test_the_limits_have_the_defaults_of_the_settings() -> None:
    from annotator.config import SETTINGS

    names = ("MAX_UPLOAD_BYTES", "MAX_ARTICLE_CHARACTERS", "MAX_ZIP_FILES", "MAX_UNPACKED_BYTES", "READER_SECONDS")
    defaults = {name: SETTINGS[name].default for name in (*names, "READER_MEMORY_BYTES")}
    assert Limits.from_settings(defaults) == Limits()
