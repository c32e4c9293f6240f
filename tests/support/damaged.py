"""Damaged files of every format that is imported, made here: what each must be refused with, or reported with."""

from __future__ import annotations

import io
import json
import zipfile
from typing import NamedTuple

from tests.support.imported import ADDRESS, CONTEXT, annotation

TEXT = "Two soldiers were wounded near Kirkuk on Monday. The ministry sent 300 guards to the town."
HUGE = "9" * 5_000


class Damaged(NamedTuple):
    """`reason`: words of what is told. Nothing of the file may come in."""

    form: str
    name: str
    data: bytes
    reason: str


def whole(**more: object) -> dict[str, object]:
    return annotation(ADDRESS, "300 guards") | more


def selected(selector: object) -> bytes:
    return json.dumps(whole(target={"source": ADDRESS, "selector": selector})).encode()


def refined(depth: int) -> dict[str, object]:
    inner: dict[str, object] = {"type": "TextQuoteSelector", "exact": "guards"}
    for _ in range(depth):
        inner = {"type": "TextQuoteSelector", "exact": "300 guards", "refinedBy": inner}
    return inner


QUOTE = {"type": "TextQuoteSelector", "exact": "300 guards"}
W3C = [
    ("cut.json", json.dumps(whole()).encode()[:-40], "cut off"),
    ("no.json", b"a letter to the editor", "not valid JSON"),
    ("empty.json", b"", "nothing in the file"),
    ("blank.json", b" \n\n ", "nothing in the file"),
    ("array.json", b"[]", "empty array"),
    ("numbers.json", b"[1, 2]", "is an object, not a number"),
    ("context.json", json.dumps(whole(**{"@context": "http://other.example/"})).encode(), "@context"),
    ("type.json", json.dumps(whole(type="Squirrel")).encode(), "Squirrel"),
    ("no-target.json", json.dumps({k: v for k, v in whole().items() if k != "target"}).encode(), "at least one target"),
    ("no-source.json", json.dumps(whole(target={"selector": QUOTE})).encode(), "exactly one source"),
    ("two-ids.json", json.dumps(whole(id=["http://a.example/", "http://b.example/"])).encode(), "exactly one id"),
    ("no-iri.json", json.dumps(whole(id="one")).encode(), "must be an IRI"),
    ("yesterday.json", json.dumps(whole(created="yesterday")).encode(), "one moment"),
    ("both-bodies.json", json.dumps(whole(bodyValue="x")).encode(), "never both"),
    ("quote.json", selected({"type": "TextQuoteSelector", "exact": ["300"]}), "exactly one “exact”"),
    ("negative.json", selected({"type": "TextPositionSelector", "start": -1, "end": 4}), "whole number"),
    ("words.json", selected({"type": "TextPositionSelector", "start": "one", "end": 4}), "whole number"),
    ("range.json", selected({"type": "RangeSelector", "startSelector": QUOTE}), "endSelector"),
    ("refined.json", selected(refined(25)), "more than 20 deep"),
    ("deep.json", b'{"a":' * 20_000 + b"1" + b"}" * 20_000, "nested too deeply"),
    ("nested.json", b"[" * 80 + b"1" + b"]" * 80, "more than 60 deep"),
    ("huge.json", json.dumps(whole()).replace('"300 guards"', HUGE).encode(), "too long to be one"),
    ("infinite.json", b'{"@context": "x", "id": Infinity}', "Infinity"),
    ("twice.json", json.dumps(whole()).replace('"id":', '"id": "http://x.example/", "id":').encode(), "stands twice"),
    ("surrogate.json", json.dumps(whole()).replace("300 guards", "\\ud800").encode(), "lone surrogate"),
    ("nul.json", json.dumps(whole()).replace("300 guards", "\\u0000").encode(), "NUL"),
    ("utf-16.json", json.dumps(whole()).encode("utf-16"), "UTF-16"),
    ("latin-1.json", json.dumps(whole()).replace("300", "é").encode("latin-1"), "not valid UTF-8"),
    (
        "page.json",
        json.dumps({"@context": CONTEXT, "id": "http://p.example/", "type": "AnnotationPage", "items": 5}).encode(),
        "items of a page must be a list",
    ),
    (
        "total.json",
        json.dumps(
            {
                "@context": CONTEXT,
                "id": "http://p.example/",
                "type": "AnnotationCollection",
                "total": -1,
                "first": {"type": "AnnotationPage", "items": []},
            }
        ).encode(),
        "total",
    ),
    ("itself.json", json.dumps(whole(motivation="replying", target="http://tool.example/1")).encode(), "about itself"),
    (
        "quote-gone.json",
        selected({"type": "TextQuoteSelector", "exact": "the bank of Basra closed early"}),
        "do not stand",
    ),
    ("outside.json", selected({"type": "TextPositionSelector", "start": 80, "end": 4_000}), "not inside the text"),
    ("far.json", selected({"type": "TextPositionSelector", "start": 10**30, "end": 10**31}), "not inside the text"),
    ("backwards.json", selected({"type": "TextPositionSelector", "start": 9, "end": 3}), "not inside the text"),
]

TSV = (
    "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Opinion|kind\n\n\n"
    "#Text=Two left.\n1-1\t0-3\tTwo\tClaim\t\n1-2\t4-8\tleft\t_\t\n"
)
WEBANNO = [
    ("empty.tsv", b"", "NUL|no WebAnno|no text"),
    ("other.tsv", b"word\ttag\nTwo\tNUM\n", "no WebAnno TSV"),
    ("head.tsv", TSV[:60].encode(), "no sentence with tokens"),
    ("cut.tsv", TSV[: TSV.index("\tleft") + 3].encode(), "columns|offsets do not fit"),
    ("column.tsv", TSV.replace("Two\tClaim\t", "Two\t").encode(), "columns of annotations"),
    ("more.tsv", TSV.replace("Two\tClaim", "Two\tClaim\tClaim").encode(), "columns of annotations"),
    ("backwards.tsv", TSV.replace("4-8", "8-4").encode(), "run backwards"),
    ("shifted.tsv", TSV.replace("4-8", "5-9").encode(), "do not fit the text"),
    ("outside.tsv", TSV.replace("4-8", "400-404").encode(), "do not fit the text"),
    ("token.tsv", TSV.replace("\tTwo\t", "\tThree\t").encode(), "does not stand in the sentence"),
    ("gap.tsv", TSV.replace("0-3", "900000000-900000003").encode(), "sentence begins at"),
    ("number.tsv", TSV.replace("0-3", f"{HUGE}-3").encode(), "offsets"),
    ("unit.tsv", TSV.replace("1-1\t", "one\t").encode(), "number of its token"),
    ("layer.tsv", TSV.replace("#T_SP", "#T_XX").encode(), "names no layer"),
    ("before.tsv", TSV.replace("#Text=Two left.\n", "").encode(), "before any"),
    ("nul.tsv", TSV.replace("left.", "le\0t.").encode(), "NUL"),
    ("bytes.tsv", TSV.replace("left", "café é é").encode() + b"\xff\xfe\xfd", "not valid UTF-8|damaged"),
    ("overlap.tsv", (TSV + "\n#Text=Two came.\n2-1\t4-7\tTwo\t_\t\n").encode(), "the one before ends"),
]

XMI = (
    '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:c="http:///webanno/custom.ecore">'
    '<c:Opinion xmi:id="3" sofa="1" begin="0" end="3" kind="Claim"/>'
    '<cas:Sofa xmi:id="1" sofaID="_InitialView" sofaString="Two left."/></xmi:XMI>'
)
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
BOMB = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'
FETCH = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
OF_XMI = [
    ("empty.xmi", b"", "nothing in the file"),
    ("bomb.xmi", (BOMB + XMI.replace("Two left.", "&l11;")).encode(), "document type or entities"),
    ("fetch.xmi", (FETCH + XMI.replace("Two left.", "&e;")).encode(), "document type or entities"),
    (
        "bomb-16.xmi",
        (BOMB.replace('"1.0"', '"1.0" encoding="UTF-16"') + XMI).encode("utf-16"),
        "document type or entities",
    ),
    (
        "parameter.xmi",
        b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><x/>',
        "document type or entities",
    ),
    ("cut.xmi", XMI[:-30].encode(), "not well-formed"),
    ("other.xmi", b"<html><body>Two left.</body></html>", "no UIMA XMI"),
    ("no-text.xmi", XMI.replace(' sofaString="Two left."', "").encode(), "holds no text"),
    (
        "deep.xmi",
        XMI.replace("<cas:Sofa", "<c:a>" * 5_000 + "</c:a>" * 5_000 + "<cas:Sofa").encode(),
        "not well-formed",
    ),
    ("reference.xmi", XMI.replace("Two left.", "&#0;").encode(), "not well-formed"),
    ("undeclared.xmi", XMI.replace("Two left.", "&whatever;").encode(), "not well-formed"),
    ("bytes.xmi", XMI.replace("Two", "caf\xe9").encode("latin-1"), "not well-formed"),
    ("prefix.xmi", XMI.replace(' xmlns:c="http:///webanno/custom.ecore"', "").encode(), "not well-formed"),
    ("blank.xmi", XMI.replace("Two left.", " &#10; ").encode(), "no text in it"),
]

NEWS = {"uri": "urn:a:1", "type": "text", "versionCreated": "2021-02-15T11:30:00Z", "bodies": [{"value": "Two left."}]}
NINJS = [
    ("cut.json", json.dumps(NEWS).encode()[:-5], "cut off"),
    ("no-uri.json", json.dumps({k: v for k, v in NEWS.items() if k != "uri"}).encode(), "no “uri”"),
    ("uri.json", json.dumps(NEWS | {"uri": 7}).encode(), "no “uri”"),
    ("other.json", json.dumps({"uri": "urn:a:1", "target": []}).encode(), "nothing in it that ninjs knows"),
    ("list.json", json.dumps([[NEWS]]).encode(), "is an object, not a list"),
    ("body.json", json.dumps(NEWS | {"bodies": ["Two left."]}).encode(), "A body is an object"),
    ("value.json", json.dumps(NEWS | {"bodies": [{"value": 7}]}).encode(), "must be a string"),
    ("kind.json", json.dumps(NEWS | {"type": ["text"]}).encode(), "must be a string"),
    (
        "nitf.json",
        json.dumps(
            NEWS | {"bodies": [{"contentType": "application/nitf+xml", "value": BOMB + "<nitf>&l11;</nitf>"}]}
        ).encode(),
        "document type or entities",
    ),
    ("control.json", json.dumps(NEWS | {"bodies": [{"value": "Two\u0007 left."}]}).encode(), "control character"),
    ("twice.json", b'{"uri": "urn:a:1", "uri": "urn:a:2", "type": "text"}', "stands twice"),
]

ITEM = (
    '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:a:1" version="1"><contentSet>'
    '<inlineData contenttype="text/plain">Two left.</inlineData></contentSet></newsItem>'
)
NEWSML = [
    ("bomb.xml", (BOMB + ITEM.replace("Two left.", "&l11;")).encode(), "document type or entities"),
    ("fetch.xml", (FETCH + ITEM.replace("Two left.", "&e;")).encode(), "document type or entities"),
    ("cut.xml", ITEM[:-20].encode(), "not well-formed"),
    ("other.xml", b"<rss><channel/></rss>", "no NewsML-G2"),
    ("no-guid.xml", ITEM.replace(' guid="urn:a:1"', "").encode(), "no guid"),
    ("control.xml", ITEM.replace("Two left.", "Two\x07left.").encode(), "not well-formed"),
    ("elements.xml", ITEM.replace("Two left.", "<a/>" * 500_001).encode(), "more than 500,000 elements"),
    ("json.xml", json.dumps(NEWS).encode(), "not well-formed"),
]

TASK = {"id": 1, "data": {"text": TEXT}, "annotations": []}
LABELSTUDIO = [
    ("cut.json", json.dumps([TASK]).encode()[:-7], "not valid JSON"),
    ("number.json", b"[7]", "no task"),
    (
        "picture.json",
        json.dumps([{"id": 1, "data": {"image": "https://a.example/x.png"}}]).encode(),
        "no text in the task",
    ),
    ("data.json", json.dumps([TASK | {"data": [TEXT]}]).encode(), "must be an object"),
    ("surrogate.json", json.dumps([TASK]).replace("Two soldiers", "\\udfff").encode(), "lone surrogate"),
    ("blank.json", json.dumps([TASK | {"data": {"text": " . "}}]).encode(), "no text"),
    (
        "deep.json",
        json.dumps([TASK]).replace('"annotations": []', '"annotations": ' + "[" * 90 + "]" * 90).encode(),
        "60 deep",
    ),
]

DOCCANO = [
    ("cut.jsonl", json.dumps({"text": TEXT, "label": []}).encode()[:-3], "not valid JSON"),
    ("no-text.jsonl", b'{"label": []}', "“text” is missing"),
    ("text.jsonl", b'{"text": ["Two left."], "label": []}', "must be a string"),
    ("list.jsonl", b'["Two left."]', "no object"),
    ("blank.jsonl", b'{"text": " ", "label": []}', "no text in it"),
    ("nul.jsonl", b'{"text": "Two \\u0000", "label": []}', "NUL"),
    ("latin-1.jsonl", '{"text": "café"}'.encode("latin-1"), "not valid UTF-8"),
    ("huge.jsonl", f'{{"text": "Two left.", "label": [[0, {HUGE}, "x"]]}}'.encode(), "too long to be one"),
]


def packed(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return file.getvalue()


def flipped(data: bytes) -> bytes:
    """The same with one byte of a member changed, so that its checksum does not fit."""
    at = data.index(b"one.xmi") + 40
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


ZIPS = [
    ("bomb.zip", packed(("one.xmi", b" " * 50_000_000)), "zip bomb"),
    ("nested.zip", packed(("one.xmi", packed(("two.xmi", XMI.encode())))), "zip inside a zip"),
    ("cut.zip", packed(("one.xmi", XMI.encode()))[:-40], "damaged or cut-off"),
    ("flipped.zip", flipped(packed(("one.xmi", XMI.encode() * 50))), "damaged|well-formed"),
    ("nothing.zip", packed(("picture.png", b"x")), "No file in it ends in"),
    ("empty.zip", packed(), "holds no file"),
    ("method.zip", packed(("one.xmi", XMI.encode()), method=zipfile.ZIP_BZIP2), "other than deflate"),
    ("many.zip", packed(*((f"{number}.xmi", b"") for number in range(10_001))), "10,001 files"),
]

ALL = [
    Damaged(form, name, data, reason)
    for form, cases in (
        ("w3c", W3C),
        ("webanno", WEBANNO),
        ("xmi", OF_XMI),
        ("ninjs", NINJS),
        ("newsml", NEWSML),
        ("labelstudio", LABELSTUDIO),
        ("doccano", DOCCANO),
        ("xmi", ZIPS),
    )
    for name, data, reason in cases
]
