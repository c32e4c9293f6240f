"""Any record that the desk could hold: accepted text, with all that breaks programs in every field."""

from __future__ import annotations

from hypothesis import strategies as st

from annotator.exports.record import ArticleRecord, ZoneRecord
from tests.support.records import (
    make_assessment_record,
    make_claim_record,
    make_correction_record,
    make_evidence_record,
    make_garble_record,
    make_record,
)

# What means something in one format or another, and letters of more than one code point or code unit.
PIECES = (
    *(
        "a",
        "B",
        " ",
        "\n",
        "\r\n",
        "\r",
        "\t",
        ".",
        ",",
        ";",
        "|",
        "_",
        "[1]",
        "*",
        "->",
        "\\n",
        "\\",
        '"',
        "'",
        "-",
        "’s",
    ),
    *("🎖️", "👩\u200d👩\u200d👧", "e\u0301", "بغداد", "𝒳", "\u202e", "\u2028", "\x85", "\ufeff", "\u200b", "\xa0"),
    *(
        "#Text=",
        "<b>",
        "</script>",
        "]]>",
        "<!--",
        "&amp;",
        "&",
        "1-1\t0-1\t",
        "\n\n",
        "=1+1",
        "+",
        "@SUM(A1)",
        "＝",
        "_x0041_",
    ),
    *("{{7*7}}", "%s", "javascript:alert(1)", "﷽", "\u0600", "٣"),
)


@st.composite
def any_record(draw: st.DrawFn) -> ArticleRecord:
    text = "".join(draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=40))).lstrip("\ufeff") or "a"
    words = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)
    some = st.none() | words

    def quote() -> str:
        start = draw(st.integers(0, len(text) - 1))
        return text[start : draw(st.integers(start + 1, len(text)))]

    evidence = make_evidence_record(passage=draw(words), url=draw(some), archive_url=draw(some))
    claims = tuple(
        make_claim_record(
            number,
            quote(),
            *([quote()] if draw(st.booleans()) else []),
            text=text,
            wording=draw(words) or "-",
            state=draw(st.sampled_from(["suggested", "open", "settled"])),
            verdict=draw(st.sampled_from([None, "true", "mixed", "unverifiable"])),
            evidence=(evidence,),
            assessments=(make_assessment_record(note=draw(words)),),
            tags=(draw(words) or "-",),
        )
        for number in range(1, draw(st.integers(1, 4)))
    )
    garble = make_garble_record(
        1, quote(), text=text, reading=draw(some), reason=draw(words), entity=draw(some), native_name=draw(some)
    )
    return make_record(
        text=text,
        title=draw(words),
        outlet=draw(some),
        byline=draw(some),
        url=draw(some | st.sampled_from(["https://example.org/é ا?a=1&b"])),
        source_language=draw(st.sampled_from([None, "ar", "fr"])),
        zones=(ZoneRecord(1, "caption", 0, draw(st.integers(1, len(text)))),),
        claims=claims,
        garbles=(garble,),
        corrections=(make_correction_record(1, quote(), draw(words), text=text, reason=draw(words)),),
    )
