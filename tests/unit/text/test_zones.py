"""Zones: what is not body copy, and body copy that must not be taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.zones import zones
from tests.support.work import steps

LEAD = "Four drones were shot down over Kirkuk on Thursday night, the provincial police said in a statement."
BODY = "Residents heard explosions for half an hour. The airport stayed open, and no flight was delayed."


def kinds(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(zone.kind, text[zone.start : zone.end]) for zone in zones(text, title=title)]


def test_headline_byline_dateline_and_agency_lines() -> None:
    text = (
        f"Drones over Kirkuk\nBy Samira Haddad\nKIRKUK, May 4 (Reuters) - {LEAD}\n{BODY}\n(Reporting by Samira Haddad)"
    )
    assert kinds(text) == [
        ("headline", "Drones over Kirkuk"),
        ("byline", "By Samira Haddad"),
        ("dateline", "KIRKUK, May 4 (Reuters) -"),
        ("byline", "(Reporting by Samira Haddad)"),
    ]


def test_a_name_with_an_agency_is_a_byline() -> None:
    assert kinds(f"{LEAD}\n{BODY}\nSamira HADDAD / AFP") == [("byline", "Samira HADDAD / AFP")]


@pytest.mark.parametrize("heading", ["Unstoppable?", "Choices", "What the army knew", "Why now?"])
def test_a_short_line_between_paragraphs_is_a_heading(heading: str) -> None:
    assert kinds(f"{LEAD}\n{heading}\n{BODY}") == [("heading", heading)]


def test_the_lead_again_is_a_zone_also_when_a_word_changed() -> None:
    again = LEAD.replace("Thursday night", "Thursday evening")
    assert kinds(f"{LEAD}\n{BODY}\n{again}") == [("repeated-lead", again)]


def test_the_lead_with_another_figure_is_no_repetition() -> None:
    assert kinds(f"{LEAD}\n{BODY}\n{LEAD.replace('Four', 'Five')}") == []


def test_what_a_site_adds_is_boilerplate() -> None:
    tail = ["Sign up for our newsletter", "Read more: The week in Kirkuk", "© 2022 Northern Wire. All rights reserved."]
    assert kinds("\n".join([LEAD, BODY, *tail])) == [("boilerplate", line) for line in tail]


def test_a_bio_is_boilerplate_in_sentences_or_fragments() -> None:
    bio = "Samira Haddad is a freelance reporter based in Sulaimaniya."
    fragments = "Tea drinker. Proud aunt. Amateur beekeeper. Night owl."
    assert kinds(f"{LEAD}\n{BODY}\n{bio}\n{fragments}") == [("boilerplate", bio), ("boilerplate", fragments)]


def test_a_teaser_cut_at_the_end_is_truncated() -> None:
    text = f"{LEAD}\n{BODY}\nThe police closed two roads. “It was like last year,” one shopkeeper …"
    assert kinds(text) == [("truncated", "“It was like last year,” one shopkeeper …")]


def test_a_caption_is_a_zone() -> None:
    caption = "Photo: Smoke over the citadel of Kirkuk"
    assert kinds(f"{LEAD}\n{caption}\n{BODY}") == [("caption", caption)]


def test_a_given_title_is_a_headline_even_with_a_stop() -> None:
    assert kinds(f"Drones over Kirkuk.\n{LEAD}\n{BODY}", title="Drones over Kirkuk") == [
        ("headline", "Drones over Kirkuk.")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Nobody was hurt.",
        "- Three pumps were damaged",
        "“Where is the army?” a shopkeeper asked.",
        "The reporter Samira Haddad is in hospital.",
        "Copies of the order were read out … and then burnt.",
        "Share prices fell by 3 percent on the Baghdad exchange after the news of the strikes had spread, "
        "brokers said, while the dinar lost a tenth of its value against the dollar and "
        "gold was sold out in most of the shops.",
        "A statement sent to Agence France-Presse (AFP) said so.",
        "UNICEF - a UN agency - has sent two teams.",
    ],
)
def test_body_copy_is_left_alone(line: str) -> None:
    assert kinds(f"{LEAD}\n{line}\n{BODY}") == []


def test_a_text_of_one_line_is_body_copy() -> None:
    assert kinds("Two killed in Erbil") == []


def test_a_signature_with_an_initial_and_an_unknown_agency_stands_by_itself() -> None:
    lead = "Two bridges were closed on Friday after the river rose by a metre, the mayor said."
    text = f"{lead}\nNobody was hurt in the town.\nT. OKONKWO / Courrier du Fleuve\nTwo bridges were closed on Friday …"
    assert ("byline", "T. OKONKWO / Courrier du Fleuve") in [(z.kind, text[z.start : z.end]) for z in zones(text)]


ABOVE = "\n".join(
    [
        LEAD,
        BODY,
        "The governor promised new radars within a month. Parliament has voted no money for them since the spring.",
    ]
)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("You can have our newsletter in your inbox every morning, for nothing.", "boilerplate"),
        ("Enjoying the read? Your two euros a month keep our reporting alive. Already one of our members? Sign in.",
         "boilerplate"),
        ("We use cookies to improve what you see here. Accept all or choose.", "boilerplate"),
        ("This site uses cookies.", "boilerplate"),
        ("Samira Haddad covers the Kurdish north. She lives in Duhok with two cats and bakes when she is not filing.",
         "boilerplate"),
        ("Translated by Leïla Marchand", "byline"),
        ("(Translated from Arabic by Omar Saleh and Ines Roth)", "byline"),
        ("This article was first published in Northern Wire on Friday.", "boilerplate"),
        ("First published by Northern Wire under another title.", "boilerplate"),
        ("1.2K shares · 340 comments · 12,004 views", "boilerplate"),
        ("Comments (27)", "boilerplate"),
        ("(rds/jk)", "byline"),
        ("dv/wmr (afp, dpa)", "byline"),
        ("Follow the channel of Northern Wire on Telegram and be the first to know.", "boilerplate"),
    ],
)  # fmt: skip
def test_the_tail_of_a_site_is_no_copy(line: str, kind: str) -> None:
    assert kinds(f"{ABOVE}\n{line}") == [(kind, line)]


def test_a_tail_of_several_kinds_is_read_from_the_end_up() -> None:
    tail = ["Did you like this story? Become a Harbour Friend.", "Samira Haddad is a freelance writer.", "(shd/ok)"]
    assert [quote for _, quote in kinds("\n".join([ABOVE, *tail]))] == tail


def test_a_verbless_line_that_names_the_agency_of_the_dateline_is_its_tagline() -> None:
    text = f"Kirkuk / Harbour Wire: {LEAD}\n{BODY}\nHarbour: news with salt!"
    assert kinds(text) == [("dateline", "Kirkuk / Harbour Wire:"), ("boilerplate", "Harbour: news with salt!")]
    assert kinds(text.replace("Harbour: news", "Harvest: news")) == [("dateline", "Kirkuk / Harbour Wire:")]


def test_nothing_below_the_repeated_lead_is_copy() -> None:
    tail = [
        f"{LEAD[:60]} …",
        "“We ran”, one of them …",
        "From our shop window",
        "A mug with our name costs nine euros.",
    ]
    assert kinds("\n".join([ABOVE, *tail])) == [
        ("repeated-lead", tail[0]),
        ("truncated", tail[1]),
        ("boilerplate", tail[2]),
        ("boilerplate", tail[3]),
    ]


def test_a_deck_that_the_first_paragraph_repeats_has_the_story_below_it() -> None:
    below = "\n".join(ABOVE.split("\n")[1:])
    assert kinds(f"{LEAD}\n{LEAD}\n{below}") == [("repeated-lead", LEAD)]


@pytest.mark.parametrize(
    "line",
    [
        "“You lose your friends and your job,” he said of the months in the camp.",
        "You pay two dinars a month for the channel, a subscriber said.",
        "Support for the channel fell by half after the donation.",
        "Samira Haddad writes poems for the dead of the war and reads them at their graves.",
        "The members of the club donated a month of pay.",
        "Harbour Wire: the agency has closed.",
        "Views on the dam differ.",
    ],
)
def test_the_last_paragraph_may_be_copy_too(line: str) -> None:
    assert kinds(f"{ABOVE}\n{line}") == []


def test_a_dateline_before_a_pictograph() -> None:
    assert kinds(f"KIRKUK — 🛩️ {LEAD}\n{BODY}") == [("dateline", "KIRKUK —")]


def test_a_share_bar_in_the_middle_and_a_title_that_stands_twice() -> None:
    text = (
        f"Drones over Kirkuk\n{LEAD}\nFacebook Twitter WhatsApp\n{BODY}\nDrones over Kirkuk\n{ABOVE[len(LEAD) + 1 :]}"
    )
    assert kinds(text)[:3] == [
        ("headline", "Drones over Kirkuk"),
        ("boilerplate", "Facebook Twitter WhatsApp"),
        ("headline", "Drones over Kirkuk"),
    ]


def test_the_first_sentence_of_the_lead_again_is_a_repetition() -> None:
    first = "The provincial council of Wasit voted on Sunday to close the old bridge."
    text = f"{first} Engineers had found cracks in three pillars.\n{ABOVE}\n{first}"
    assert kinds(text) == [("repeated-lead", first)]


WHOLE = """Bridge over the river closed
By Samira Haddad
Published 15.02.2021 21:30
Share | Tweet | Print
Photo: Northern Wire
KUT, Iraq (Northern Wire) - The council of Wasit voted on Sunday to close the old bridge until spring. Nobody voted no.
Cracks in the stone
Engineers found cracks in three of its pillars in October, the governor said. They had warned of them for two years.
Lorries will go by the army's pontoon. It was opened in 2019.
#kut #wasit
Translated by Omar Saleh
Source: Northern Wire"""


def test_a_whole_page_as_a_site_has_it() -> None:
    assert [kind for kind, _ in kinds(WHOLE)] == [
        "headline", "byline", "dateline", "boilerplate", "caption", "dateline", "heading",
        "boilerplate", "byline", "byline",
    ]  # fmt: skip


@given(
    st.lists(st.sampled_from([*WHOLE.split("\n"), "", "…", "\ud800", "\0", "«", "****", "\u2028"]), max_size=20).map(
        "\n".join
    )
)
def test_zones_lie_inside_the_text_in_order_and_never_overlap(text: str) -> None:
    found = zones(text)
    assert found == zones(text)
    end = 0
    for zone in found:
        assert end <= zone.start < zone.end <= len(text)
        end = zone.end


@pytest.mark.parametrize("unit", ["word ", "A b\n", "x\n\n", "By A. B, ", "Photo ", "(", "#a ", "1. ", "Kut, ", "ا "])
def test_work_of_zones_grows_with_the_length_of_the_text(unit: str) -> None:
    def work(size: int) -> int:
        text = (unit * size)[:size]
        return steps(lambda: zones(text))

    work(1_000)
    assert work(40_000) < 8 * work(8_000) + 1_000
