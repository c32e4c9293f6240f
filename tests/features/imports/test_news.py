"""Articles of news agencies (ninjs, NewsML-G2) with what the agencies say of them."""

from __future__ import annotations

import datetime as dt

from flask import Flask

from annotator.articles.models import Article
from annotator.db import transaction
from annotator.exports.formats import ninjs
from annotator.exports.queries import load_record
from annotator.exports.terms import Options, Terms
from annotator.ingest.sandbox import Given
from tests.support.cast import Cast
from tests.support.factories import make_article, make_correction
from tests.support.imported import all_of, lines, taken, told


def news(**more: object) -> dict[str, object]:
    return {
        "uri": "urn:agency:1",
        "type": "text",
        "versionCreated": "2021-02-15T14:30:00+03:00",
        "language": "en-GB",
        "by": "Omar Said",
        "provider": "National News Agency",
        "headlines": [{"role": "main", "value": "Two wounded near Kirkuk"}],
        "bodies": [
            {
                "role": "main",
                "contentType": "application/xhtml+xml",
                "value": "<p>Two soldiers were <b>wounded</b> near Kirkuk.</p><script>x()</script>"
                "<p>300 guards &amp; more.</p>",
            }
        ],
        **more,
    }


def test_ninjs_comes_in_with_what_the_agency_says(app: Flask, cast: Cast) -> None:
    until = (dt.datetime.now(dt.UTC) + dt.timedelta(days=2)).isoformat(timespec="seconds")
    file = lines(
        news(
            embargoedUntil=until,
            dateline="KIRKUK, Feb 15",
            altIds=[{"role": "old", "value": "a-1"}],
            edNote="Corrects the number of guards.",
        ),
        news(uri="urn:agency:2", type="picture"),
    )
    outcome = taken(file, "ninjs", by=cast.editor)
    (article,) = all_of(Article)
    assert article.current.text == "KIRKUK, Feb 15\n\nTwo soldiers were wounded near Kirkuk.\n\n300 guards & more."
    assert (article.title, article.byline, article.outlet) == (
        "Two wounded near Kirkuk",
        "Omar Said",
        "National News Agency",
    )
    assert (article.language, article.identifier) == ("en-GB", "urn:agency:1")
    assert article.published_at == dt.datetime(2021, 2, 15, 11, 30, tzinfo=dt.UTC)
    assert article.embargo_until == dt.datetime.fromisoformat(until)
    assert any("Corrects the number" in note for note in article.current.notes)
    assert outcome.in_words("nothing") == "1 item" and "a picture" in told(outcome, "nothing")[0]


def test_ninjs_1_has_other_names(app: Flask, cast: Cast) -> None:
    file = lines(
        {
            "uri": "http://a.example/1",
            "type": "text",
            "versioncreated": "2021-02-15T11:30:00Z",
            "headline": "Two wounded",
            "byline": "Omar Said",
            "body_text": "Two soldiers were wounded.\nMore follows.",
        }
    )
    taken(file, "ninjs", by=cast.reviewer)
    (article,) = all_of(Article)
    assert (article.title, article.url, article.byline) == ("Two wounded", "http://a.example/1", "Omar Said")
    assert article.current.text == "Two soldiers were wounded.\nMore follows."


NEWSML = """<?xml version="1.0"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>
<newsItem guid="urn:a:1" version="2" xml:lang="en"><itemMeta><itemClass qcode="ninat:text"/><provider literal="Agency"/>
<versionCreated>2021-02-15T14:30:00+03:00</versionCreated><pubStatus qcode="stat:usable"/>
<signal qcode="sig:correction"/></itemMeta>
<contentMeta><by>Omar Said</by><headline>Two wounded</headline><dateline>KIRKUK</dateline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head>
<body><p>Two soldiers were
 wounded.</p><p>More follows.</p></body></html></inlineXML></contentSet></newsItem>
<newsItem guid="urn:a:2" version="1"><itemMeta><itemClass qcode="ninat:text"/></itemMeta>
<contentSet><inlineData contenttype="text/plain">A quiet day
in Basra.</inlineData></contentSet></newsItem>
<packageItem guid="urn:a:3" version="1"><groupSet/></packageItem></itemSet></newsMessage>"""


def test_newsml_messages_hold_several_items(app: Flask, cast: Cast) -> None:
    outcome = taken(NEWSML, "newsml", by=cast.reviewer)
    first, second = all_of(Article)
    assert first.current.text == "KIRKUK\n\nTwo soldiers were wounded.\n\nMore follows."
    assert (first.title, first.byline, first.outlet, first.identifier) == (
        "Two wounded",
        "Omar Said",
        "Agency",
        "urn:a:1",
    )
    assert any("correction" in note for note in first.current.notes)
    assert second.current.text == "A quiet day\nin Basra." and "a package" in told(outcome, "nothing")[0]
    assert taken(NEWSML, "newsml", by=cast.reviewer).in_words("known") == "2 articles"


def test_several_files_of_which_one_is_broken(app: Flask, cast: Cast) -> None:
    files = [
        Given("a.json", lines(news()).encode()),
        Given("b.json", b'{"uri": '),
        Given("c.json", lines(news(uri="u:3")).encode()),
    ]
    outcome = taken(files, "ninjs", by=cast.reviewer)
    assert outcome.in_words("added") == "1 article" and outcome.in_words("known") == "1 article"
    assert "b.json" in outcome.of("problem")[0].at and "cut off" in told(outcome, "problem")[0]


def test_what_the_desk_wrote_as_ninjs_is_the_same_article(app: Flask, cast: Cast) -> None:
    until = dt.datetime.now(dt.UTC).replace(microsecond=0) + dt.timedelta(days=2)
    text = "Two soldiers were wounded.\n\nThe ministry sent 300 guards."
    with transaction(by=None):
        article = make_article(
            text, outlet="Agency", feed="River Post", translator="An engine", byline="Omar Said", identifier="a-17",
            url="https://news.example/17", published_at=dt.datetime(2021, 2, 15, tzinfo=dt.UTC), embargo_until=until,
        )  # fmt: skip
        make_correction(article, "300", "3,000")
    terms = Terms(dt.datetime.now(dt.UTC), Options())
    file = ninjs.write_one(load_record(article.id, by=None, options=Options()), terms)
    assert taken(file, "ninjs", by=cast.reviewer).in_words("known") == "1 article"
    changed = file.replace(b"Two soldiers", b"Six soldiers")
    outcome = taken(changed, "ninjs", by=cast.reviewer)
    first, second = all_of(Article)
    names = ("title", "byline", "outlet", "feed", "translator", "identifier", "url", "language", "embargo_until")
    assert [getattr(first, name) for name in names] == [getattr(second, name) for name in names]
    assert second.current.text == text.replace("Two", "Six")
    assert told(outcome, "added")[0] == f"Article {first.id} here has the same identifier and another text."


def test_corrections_that_an_agency_tells_stand_among_the_notes(app: Flask, cast: Cast) -> None:
    said = {"role": "correction", "contentType": "text/plain", "value": "An earlier version gave\nthe wrong number."}
    outcome = taken(lines(news(descriptions=[said])), "ninjs", by=cast.reviewer)
    assert all_of(Article)[0].current.notes == ["correction told with it: An earlier version gave the wrong number."]
    assert outcome.in_words("added") == "1 article"
