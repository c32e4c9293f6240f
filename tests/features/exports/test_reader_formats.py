"""The formats for readers, from the desk's rows to the file."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pypdfium2
import pytest
from docx import Document

from annotator.articles.models import Article
from annotator.corrections.models import Notice
from annotator.db import db, now, transaction
from annotator.exports.catalogue import FORMATS
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.factories import make_article, make_claim, make_correction, make_garble

READERS = [form for form in FORMATS.values() if form.group == "For readers"]


@pytest.fixture
def article(cast: Cast) -> Article:
    with transaction(by=cast.reviewer):
        article = make_article()
        make_claim(article, "Two soldiers", by=cast.reviewer, state="assessed", verdict="true", confidence=90)
        make_garble(article, "Kirkuk")
        make_correction(article, "Two", "Three", state="accepted", created_by_id=cast.reviewer.id)
        told = {"text": "It was two.", "state": "approved", "approved_by": cast.editor, "approved_at": now()}
        db.session.add(Notice(article=article, version=article.current, **told))
    return article


def words_of(name: str, content: bytes) -> str:
    """What a reader of the file sees."""
    if name == "pdf":
        found = " ".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content))
    elif name == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found = archive.read("word/document.xml").decode() + archive.read("word/comments.xml").decode()
        assert Document(io.BytesIO(content)).paragraphs
    else:
        found = content.decode()
    return re.sub(r"\s+", " ", found)


@pytest.mark.parametrize("form", READERS, ids=lambda form: form.name)
def test_each_format_is_downloaded_under_its_name_and_kind(
    client: DeskClient, cast: Cast, article: Article, form: Any
) -> None:
    answer = client.as_(cast.reader).get(f"/articles/{article.id}/export?format={form.name}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == form.one.media_type
    assert answer.headers["Content-Disposition"].endswith(f"-{article.id}.{form.one.suffix}")
    assert "Three" in words_of(form.name, answer.data)


@pytest.mark.parametrize(
    "form, choice", [(form, choice) for form in READERS for choice in form.choices], ids=lambda one: one.name
)
def test_each_choice_makes_another_file_and_an_unknown_one_is_refused(
    client: DeskClient, cast: Cast, article: Article, form: Any, choice: Any
) -> None:
    client.as_(cast.reader)
    address = f"/articles/{article.id}/export?format={form.name}&{choice.name}="
    made = {value: words_of(form.name, client.get(address + value).data) for value in choice.values}
    if choice.name != "paper":  # the same words on other paper
        undated = {re.sub(r"datetime=\S+|Exported [^.]*", "", words) for words in made.values()}
        assert len(undated) == len(choice.values)
    answer = client.get(address + "pink")
    assert answer.status_code == 422 and "there is no “pink”" in answer.text
