"""Lines that give themselves away by their form, and copy that opens like them."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

import pytest

from annotator.text.furniture import BOILERPLATE, INVITATION, LABEL, credit_at_end, is_label, may_be_furniture
from annotator.text.zones import zones

LEAD = "Four drones were shot down over Kirkuk on Thursday night, the provincial police said in a statement."
BODY = "Residents heard explosions for half an hour. The airport stayed open, and no flight was delayed."
ABOVE = "\n".join(
    [
        LEAD,
        BODY,
        "The governor promised new radars within a month. Parliament has voted no money for them since the spring.",
    ]
)


def kinds(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(zone.kind, text[zone.start : zone.end]) for zone in zones(text, title=title)]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Published 15.02.2021 21:30", "dateline"),
        ("15.02.2021", "dateline"),
        ("2021-02-15 21:30", "dateline"),
        ("Feb 15, 2021 - 9:30 PM", "dateline"),
        ("Tuesday, 16 February 2021 09:12 GMT", "dateline"),
        ("Last updated: 16 Feb 2021, 10:05", "dateline"),
        ("Updated at 14:05", "dateline"),
        ("16/02/2021 | 14:20", "dateline"),
        ("Publié le 16/02/2021 à 09:12", "dateline"),
        ("16 février 2021", "dateline"),
        ("21:30 GMT, 15 February 2021", "dateline"),
        ("4 min read", "boilerplate"),
        ("Reading time: 4 minutes", "boilerplate"),
        ("Share | Tweet | Email | Print", "boilerplate"),
        ("Facebook Twitter WhatsApp Telegram", "boilerplate"),
        ("Home > World > Middle East", "boilerplate"),
        ("Home / News / Iraq", "boilerplate"),
        ("Listen to this article", "boilerplate"),
        ("Skip to content", "boilerplate"),
        ("By Samira Haddad in Kirkuk", "byline"),
        ("Samira Haddad, Kirkuk", "byline"),
        ("by Samira Haddad and Omar Saleh", "byline"),
        ("Written by: Samira Haddad", "byline"),
        ("Author: Samira Haddad", "byline"),
        ("Samira Haddad | Northern Wire", "byline"),
        ("Source: Northern Wire", "byline"),
        ("From our correspondent in Kirkuk", "byline"),
        ("News desk", "byline"),
        ("Staff writer", "byline"),
        ("By our staff", "byline"),
        ("Northern Wire staff", "byline"),
        ("Reuters/Kirkuk", "byline"),
        ("Photo: Anadolu", "caption"),
        ("Photo: Anadolu Agency", "caption"),
        ("(Photo by Omar Saleh/Northern Wire)", "caption"),
        ("Pictured: the citadel of Kirkuk", "caption"),
        ("Smoke rises over Kirkuk, May 4, 2021. (Photo by Omar Saleh)", "caption"),
        ("Smoke rises over the citadel. Photograph: Omar Saleh/Northern Wire", "caption"),
        ("Smoke rises over the citadel [Omar Saleh/Northern Wire]", "caption"),
        ("Smoke rises over the citadel. © Omar Saleh, AFP", "caption"),
        ("File photo of the citadel", "caption"),
        ("A view of the citadel. REUTERS/Omar Saleh", "caption"),
        ("Image credit: Northern Wire", "caption"),
        ("صورة: وكالة الشمال", "caption"),
    ],
)  # fmt: skip
def test_what_stands_between_the_headline_and_the_lead_is_no_copy(line: str, kind: str) -> None:
    assert kinds(f"Drones over Kirkuk\n{line}\n{ABOVE}") == [("headline", "Drones over Kirkuk"), (kind, line)]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Translation: Omar Saleh", "byline"),
        ("Source: Northern Wire", "byline"),
        ("#iraq #kirkuk", "boilerplate"),
        ("Tags: Iraq, Kirkuk, drones", "boilerplate"),
        ("Keywords: drones; Kirkuk", "boilerplate"),
        ("Topics: Iraq, Kirkuk", "boilerplate"),
        ("Filed under: Iraq", "boilerplate"),
        ("Related articles", "boilerplate"),
        ("Related: Two held over Kirkuk raid", "boilerplate"),
        ("Most read", "boilerplate"),
        ("Recommended for you", "boilerplate"),
        ("You may also like", "boilerplate"),
        ("Trending now", "boilerplate"),
        ("Watch: The week in Kirkuk", "boilerplate"),
        ("READ MORE: Two held over raid", "boilerplate"),
        ("Read also: Two held", "boilerplate"),
        ("Follow us on Twitter @northernwire", "boilerplate"),
        ("Like us on Facebook", "boilerplate"),
        ("Join the conversation", "boilerplate"),
        ("Editor’s note: This story was updated with the statement of the police.", "boilerplate"),
        ("Translator's note: the Arabic word may also mean shell.", "boilerplate"),
        ("[Translator's note: the Arabic word may also mean shell.]", "boilerplate"),
        ("(Reporting by Samira Haddad; editing by Omar Saleh)", "byline"),
        ("Reporting by Samira Haddad in Kirkuk; Writing by Omar Saleh; Editing by Ines Roth", "byline"),
        ("(Editing by Omar Saleh)", "byline"),
        ("Copyright 2021 Northern Wire", "boilerplate"),
        ("Share this article", "boilerplate"),
        ("Our Standards: The Northern Wire Trust Principles.", "boilerplate"),
        ("Samira Haddad is a Kirkuk-based journalist. Follow her on Twitter: @shaddad", "boilerplate"),
        ("The writer is a senior fellow at the Tigris Institute.", "boilerplate"),
        ("Dr Samira Haddad is an associate professor of politics at the University of Kirkuk.", "boilerplate"),
        ("The opinions expressed here are those of the author and not of Northern Wire.", "boilerplate"),
        ("This is a machine translation. The original may differ.", "boilerplate"),
        ("This article was translated automatically from Arabic.", "boilerplate"),
        ("Copied!", "boilerplate"),
        ("Next article", "boilerplate"),
        ("Contact the author: s.haddad@wire.example", "boilerplate"),
        ("With files from Northern Wire", "byline"),
        ("With AFP and Northern Wire", "byline"),
        ("— Samira Haddad", "byline"),
        ("***", "boilerplate"),
        ("Tweet", "boilerplate"),
        ("Download the Northern Wire app", "boilerplate"),
        ("Get the latest news in your inbox", "boilerplate"),
        ("Send us a tip: tips@wire.example", "boilerplate"),
        ("Lire aussi : Deux arrestations à Kirkouk", "boilerplate"),
        ("Suivez-nous sur Twitter", "boilerplate"),
        ("(avec AFP)", "byline"),
        ("Traduit de l’arabe par Omar Saleh", "byline"),
        ("تابعنا على تويتر", "boilerplate"),
        ("المصدر: وكالة الشمال", "byline"),
        ("End", "boilerplate"),
        ("-30-", "boilerplate"),
        ("(END)", "boilerplate"),
        ("Advertisement", "boilerplate"),
        ("The police closed two roads and one …", "truncated"),
        ("“We heard it all night,” one [...]", "truncated"),
    ],
)  # fmt: skip
def test_what_stands_below_the_copy_is_no_copy(line: str, kind: str) -> None:
    assert kinds(f"{ABOVE}\n{line}") == [(kind, line)]


@pytest.mark.parametrize(
    "dateline",
    [
        "KIRKUK (Reuters) -",
        "Erbil, 16 February –",
        "KIRKUK, Iraq (AP) —",
        "KIRKUK, Feb 16 (Reuters) -",
        "KIRKUK, 16 February 2021 (AFP) –",
        "Kirkuk (AFP) –",
        "(Reuters) -",
        "KIRKUK —",
        "Kirkuk/Baghdad (dpa) -",
        "BAGHDAD/KIRKUK (Reuters) -",
        "KIRKUK, Kurdistan Region (Northern) –",
        "Kirkuk, Iraq –",
        "KIRKUK, 16. Februar (dpa) -",
        "BAGDAD, 16 février (Reuters) -",
        "Kirkuk, February 16, 2021 -",
        "Kirkuk, Feb. 16 (Xinhua) --",
        "KIRKUK (Northern Wire):",
        "ERBIL –",
        "Kirkuk - Northern Wire -",
        "KIRKUK:",
        "[Kirkuk]",
    ],
)
def test_a_dateline_is_a_zone_and_its_paragraph_is_copy(dateline: str) -> None:
    assert kinds(f"Drones over Kirkuk\n{dateline} {ABOVE}")[1:] == [("dateline", dateline)]


@pytest.mark.parametrize("dateline", ["كركوك (رويترز) -", "كركوك / وكالة الشمال:", "بغداد (أ ف ب) –"])
def test_an_arabic_dateline(dateline: str) -> None:
    text = f"{dateline} أعلنت الشرطة إسقاط أربع طائرات مسيرة فوق المدينة ليلة الخميس.\nولم يصب أحد بأذى في المدينة."
    assert kinds(text) == [("dateline", dateline)]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Sponsored militias fired on the old bridge on Sunday, the mayor said.",
        "Copyright law was tightened by the provincial council in spring.",
        "Share prices fell by half on Monday.",
        "Pictures of the raid were shown on state television.",
        "Photographers were kept away from the citadel.",
        "Sources close to the governor denied it.",
        "Source material was taken from the office: nobody knows by whom.",
        "With Kirkuk and Kut cut off, prices rose.",
        "Home to two million people, Basra has had no water for a week.",
        "Tags were sprayed on the walls of the court overnight.",
        "By Monday the gate was open again.",
        "By Samira Haddad’s account, nobody was hurt.",
        "Comments by the minister angered the tribes of the south.",
        "End the blockade, the crowd shouted.",
        "Updated figures put the number of the dead at 14.",
        "Samira Haddad is a professor who said in June that the dam would break.",
        "Omar Saleh – the mayor of Kut – has resigned.",
        "The 2019 budget was the last; in 2020 there was none.",
        "On Feb. 3 he met Gen. Amin (retired) and left.",
        "Our correspondent was arrested on Friday, the channel said.",
        "Watch towers were built along the border.",
        "The opinions of the council differ on the dam.",
        "Reuters reported two deaths. AFP reported none.",
    ],
)
def test_copy_that_opens_like_furniture_is_left_alone(paragraph: str) -> None:
    assert kinds(f"{LEAD}\n{paragraph}\n{BODY}") == []
    assert kinds(f"{ABOVE}\n{paragraph}") == []


def openings(items: Any, length: int) -> set[str]:
    """All that a pattern's matches may begin with, so many characters of each: "0" for a digit, " " for white space."""
    found = {""}
    for name, value in items:
        match str(name):
            case "LITERAL":
                heads = {chr(value)}
            case "IN":
                heads = {chr(one) if str(kind) == "LITERAL" else "0" for kind, one in value}
            case "CATEGORY":
                heads = {" "}
            case "BRANCH":
                heads = set().union(*(openings(branch, length) for branch in value[1]))
            case "SUBPATTERN":
                heads = openings(value[3], length)
            case "MAX_REPEAT":
                heads = {"" for _ in range(value[0] == 0)} | openings(value[2], length)
            case "ANY":
                heads = {"0"}
            case _:
                heads = {""}
        found = {head if len(head) >= length else (head + more)[:length] for head in found for more in heads}
    return found


@pytest.mark.parametrize("pattern", [BOILERPLATE, INVITATION])
def test_no_opening_of_a_site_is_sent_away_before_its_pattern_is_tried(pattern: re.Pattern[str]) -> None:
    every = openings(import_module("re._parser").parse(pattern.pattern), 7)
    assert len(every) > 30
    # A bracket is taken off before.
    assert [opening for opening in every if opening[0] != "(" and not may_be_furniture(f"{opening} 2021")] == []


@pytest.mark.parametrize(
    "line",
    [
        "Smoke over the depot (Photo by Samira Haddad)",
        "Smoke over the depot (AFP).",
        "Smoke over the depot Photo: Samira Haddad",
        "Smoke over the depot Picture by Samira Haddad",
        "Smoke over the depot PHOTO/Samira Haddad",
        "Smoke over the depot © Harbour Wire",
        "Smoke over the depot REUTERS/Samira Haddad",
        "Smoke over the depot, Samira Haddad, Getty Images.",
        "Smoke over the depot [Samira Haddad/Harbour Wire]",
    ],
)
def test_a_credit_is_known_by_its_end(line: str) -> None:
    assert credit_at_end(line)
    assert not credit_at_end(f"{line}. Nobody knows why the guards had left before noon.")


@pytest.mark.parametrize(
    "line",
    [
        "Reading time: 4 minutes.",
        "Time to read 4 minutes or so.",
        "Temps de lecture 4 min.",
        "Read time 4 minutes.",
        "More from Harbour Wire Ltd.",
        "Dear readers.",
        "You may also like this.",
        "Loading .",
        "Story continues below the map.",
        "News code: 44 of 3/5.",
        "Contact us: the desk in Kut.",
        "www.harbour-wire.example.",
        "desk@harbour-wire.example.",
        "Share | Print",
    ],
)
def test_no_label_is_sent_away_before_its_pattern_is_tried(line: str) -> None:
    assert LABEL.fullmatch(line)
    assert is_label(line)
    assert not is_label("The guards had left before noon, and nobody knows why.")
