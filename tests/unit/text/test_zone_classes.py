"""Furniture by class: what agencies leave around their translated copy, copy that looks like it, and subheads."""

from __future__ import annotations

import pytest

from annotator.text.segment import sentences
from annotator.text.zones import zones

LEAD = "Four drones were shot down over Kirkuk on Thursday night, the provincial police said in a statement."
BODY = "Residents heard explosions for half an hour. The airport stayed open, and no flight was delayed."
LAST = "The governor promised new radars within a month. Parliament has voted no money for them since the spring."
ABOVE = f"{LEAD}\n{BODY}\n{LAST}"
LONG = (
    "Some two hundred families have left the old town of Kut since the beginning of the week, the mayor said on Friday."
)


def kinds(text: str) -> list[tuple[str, str]]:
    return [(zone.kind, text[zone.start : zone.end]) for zone in zones(text)]


@pytest.mark.parametrize(
    "line",
    [
        "End of the message / 7713",
        "End of message/",
        "Message end/ 88",
        "End of the news / 12",
        "End/ 25 A",
        "Ended / 25 B",
        "Ended/ 9",
        "/ End",
        "The end / 4",
        "Finished / 99",
        "The end of the message",
        "End of the report.",
        "9376**1478",
        "1483/1422",
        "7713",
        "انتهى",
        "پایان پیام/",
        "انتهى / 25",
        "sk/rmb/ldo",
        "sk-rmb",
        "(sk/rmb)",
        "R.T./ S.B.",
        "(Harbour Wire) R.T./ S.B.",
        "R.T. (Harbour Wire)",
        "R.T",
        "HK/AB",
        "Samira HADDAD-OBEID / NWA, with the office of Kut",
        "Samira Haddad / NWA, in Kirkuk",
        "Ruba Obeid / Samar Nasser",
        "Editor: Samira Haddad",
        "Editing: Samira Haddad",
        "Editor: S. Haddad",
        "Translator: Omar Saleh",
        "Translated by: Omar Saleh",
        "Translated from Turkish by Omar Saleh",
        "*Writing by Samira Haddad in Ankara",
        "* Omar Saleh contributed to this report.",
        "Omar Saleh in Kut contributed reporting.",
        "Reporting: Samira Haddad",
        "Correspondent: Samira Haddad",
        "Prepared by: Omar Saleh",
        "Reporting by Samira Haddad; writing by Omar Saleh",
        "Writing by Samira Haddad in Ankara",
        "Rédaction : Samira Haddad",
        "Your comment: Name, Email, Text of the comment",
        "Your comment",
        "Leave a comment",
        "Add your comment",
        "Name, Email, Comment",
        "Name* Email* Website",
        "Send your opinion",
        "Your name:",
        "Your email address will not be published. Required fields are marked *",
        "Save my name, email, and website in this browser for the next time I comment.",
        "Be the first to comment",
        "Comments are closed.",
        "Read more",
        "Read more:",
        "More: Two held over the raid in Kut",
        "More:",
        "To read also: Two held over the raid",
        "See also: Two held over the raid",
        "Also see: Two held over the raid",
        "Read: Two held over the raid",
        "Continue reading",
        "Related news",
        "Latest news",
        "Suggested news",
        "Views: 1,204",
        "Number of views: 1204",
        "1204 views",
        "Read 340 times",
        "Visits: 12",
        "News ID: 84021",
        "News code: 84021/12",
        "Code: 4021",
        "Short link: https://wire.example/x3",
        "Publication date: 12 May 2021",
        "Date: 12/05/2021",
        "Hour: 12:30",
        "Tel: +964 770 000 0000",
        "Phone: 0770 000 000, fax: 0770 000 001",
        "E-mail: desk@wire.example",
        "desk@wire.example",
        "www.wire.example",
        "https://wire.example/news/3",
        "@harbourwire",
        "@harbourwire @harbourwire_ar",
        "Follow us on Telegram: @harbourwire",
        "Join our channel on WhatsApp",
        "Copyright Harbour Wire. Any reproduction is forbidden.",
        "Copyright © 2021 Harbour Wire",
        "© Harbour Wire 2021",
        "All rights reserved to Harbour Wire © 2021",
        "All rights are reserved for the Harbour Wire agency.",
        "Harbour Wire. All rights reserved.",
        "Any reproduction is forbidden.",
        "The reproduction of this material is permitted only with mention of the source.",
        "Harbour Wire is an independent agency founded in Kut. All rights reserved.",
        "Harbour Wire is an independent news agency based in Kut.",
        "The use of the news of Harbour Wire is permitted with mention of the source.",
        "This site uses cookies to offer you the best experience.",
        "We use cookies to improve your experience. Accept",
        "Accept all cookies",
        "Cookie policy | Privacy policy",
        "Privacy policy",
        "Terms of use",
        "Subscribe to the newsletter",
        "Subscribe to our channel on YouTube",
        "Receive our news by e-mail",
        "To receive the latest news, join our channel on Telegram.",
        "For more news, follow us on Telegram.",
        "For more information, visit our site.",
        "Share the article",
        "Share the news on Facebook",
        "Share with your friends",
        "Print version",
        "Print",
        "Send to a friend",
        "Font size",
        "More details to follow.",
        "Details to follow",
        "This news is being completed...",
        "Breaking news",
        "Report an error",
        "Found a mistake in the text? Select it and press Ctrl+Enter.",
        "Tags: Iraq, Kut",
        "Keywords : Kut",
        "#kut #drones",
        "Source: Harbour Wire",
        "Source of the news: Harbour Wire",
        "Photo: Harbour Wire",
        "Archive photo",
        "Photo archive",
        "Click on the photo to enlarge it",
        "Published at 12:30 12.05.2021",
        "12:30 - 12 May 2021",
        "12 May 2021 - 12:30",
        "Wednesday 12 May 2021 - 12:30",
        "Updated 3 hours ago",
        "3 hours ago",
        "Last update: 12 May 2021",
        "1400/02/22",
        "22 Ordibehesht 1400",
        "Sponsored content",
        "Advertising",
        "You can also read: Two held over the raid",
        "Do not miss: Two held over the raid",
        "Lire la suite",
        "À lire également : Deux arrestations",
        "Sur le même sujet : Deux arrestations",
        "Partager sur Facebook",
        "The police closed two roads and what they found is",
        "The police closed two roads of the",
    ],
)
def test_the_last_line_of_an_agency_is_no_copy(line: str) -> None:
    assert [quote for _, quote in kinds(f"{ABOVE}\n{line}")] == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Message from Tehran: the raids will go on until spring, the general said.",
        "The message (sent on Friday by the army) reached nobody.",
        "Comments are pouring in from the capitals of the region.",
        "Your comment has angered the tribes, the mayor told the minister.",
        "The comment: the minister called the raid a mistake.",
        "More than forty houses were burnt.",
        "More: the army has asked for two hundred tents, the mayor said.",
        "Read out in parliament, the letter named nobody.",
        "See also the mayor's letter, the court wrote in its ruling.",
        "End of the year reports put the number of the dead at 41.",
        "The end of the raid came at dawn.",
        "Ended in 2019, the siege cost the town half of its people.",
        "The end of the message was read by the mayor.",
        "Time: two hours was all they had, the mayor said.",
        "Code 4021 was sent to all ships, the navy said.",
        "Date palms were burnt along the river for 12 days.",
        "Details to follow the money were given to the court.",
        "All rights are reserved to men in the draft, the union said.",
        "Any reproduction of the stamp is forbidden by the law of 1931, the court said.",
        "Harbour Wire is an agency that the army has closed, the mayor said.",
        "The channel is an outlet of the movement, the ministry said.",
        "The town is an island in the river.",
        "The harbour is a platform for smuggling.",
        "The company is an independent news channel, the minister told parliament.",
        "Save the children, the banner read.",
        "Views differ: 12 members voted no.",
        "He moved in with his brother. The house was burnt.",
        "N.K. Latif was freed.",
        "Editor-in-chief Omar Saleh was arrested: he is in Kut.",
        "The correspondent: a man of 40 was held at the gate, the police said.",
        "Translators: 14 of them were killed in two years, the union said.",
        "Reporters without papers were sent home.",
        "Report by the council: 14 bridges are unsafe.",
        "A report: 14 bridges are unsafe.",
        "Nobody knows where the money is.",
        "You can also read the ruling as a warning, the lawyer said.",
        "One month ago the gate was closed.",
        "Contact with the ship was lost at 3 a.m., the navy said.",
        "Address to the nation: the president will speak on Friday, his office said.",
        "Do not miss the harvest, the ministry told farmers.",
        "The use of the news channel is permitted with a card, the camp's manager said.",
        "Copyright Omar Saleh claimed was denied by the court.",
        "Phone calls were cut.",
        "Mobile clinics were sent to Kut.",
    ],
)
def test_copy_that_looks_like_the_last_line_of_an_agency_is_copy(line: str) -> None:
    assert kinds(f"{ABOVE}\n{line}") == []
    assert kinds(f"{LEAD}\n{line}\n{BODY}") == []


@pytest.mark.parametrize(
    "line",
    [
        "The displaced flow in",
        "Nobody knows where the money is",
        "What do the witnesses say?",
        "Fear of a new war",
        "Not again!",
        "“We have nothing left”",
        '"We have nothing left"',
        "The army promises to return the families to their villages before winter",
        "The price of the war is paid by the poor of the town",
        "Who is controlling the other side?",
        "1. The price of the war",
        "The road to Kut: a long wait",
        "Oil, bread and tears",
        "Reactions",
        "A truce that does not hold",
        "And after?",
        "The gate is opened, the road is closed",
        "The families move in",
    ],
)
def test_a_line_without_a_stop_between_paragraphs_is_a_heading_also_when_it_has_a_verb(line: str) -> None:
    text = f"Bridges closed in Kut\n{ABOVE}\n{line}\n{LONG}\nTwo were held."
    found = zones(text)
    assert kinds(text)[1:] == [("heading", line)]
    at = text.index(line)
    crossing = [s for s in sentences(text, "en", found) if s.start < at + len(line) and s.end > at]
    assert all(at <= s.start and s.end <= at + len(line) for s in crossing)


@pytest.mark.parametrize("label", ["Related topics", "Latest news", "You may also be interested in these:"])
def test_links_below_a_label_are_no_copy(label: str) -> None:
    tail = [label, "The dollar rises in the markets of Kut", "Minister travels to Amman", "Hakkari Çay Haberi paylaş"]
    assert kinds("\n".join([ABOVE, *tail])) == [("boilerplate", line) for line in tail]


def test_copy_below_a_label_in_the_middle_stays_copy() -> None:
    assert kinds(f"{ABOVE}\nRead more: Two held\nNobody was hurt.") == [("boilerplate", "Read more: Two held")]
    assert kinds(f"{LEAD}\nEnd\n{BODY}") == [("heading", "End")]
    assert kinds(f"{LEAD}\n9/11\n{BODY}")[1:] == []


def test_nothing_below_the_end_mark_of_an_agency_is_copy() -> None:
    tail = ["End of the message/ S", "Send comment", "The comments that contain insults are not published on the site."]
    assert kinds("\n".join([ABOVE, *tail])) == [("boilerplate", line) for line in tail]


def test_the_initials_above_the_repeated_lead_are_a_signature() -> None:
    tail = ["rt-hme/cab/vl", f"{LEAD[:64]} …", "To go further", "Receive our morning letter"]
    assert [quote for _, quote in kinds("\n".join([ABOVE, *tail]))] == tail


def test_the_lead_again_without_its_dateline_is_a_repetition() -> None:
    lead = f"Kirkuk, May 4 (Harbour Wire) - {LEAD}"
    assert kinds(f"{lead}\n{BODY}\n{LAST}\n{LEAD}")[1:] == [("repeated-lead", LEAD)]


def test_what_the_page_asks_of_its_reader_is_no_copy() -> None:
    line = "The news on the site is offered to subscribers in summary. Please contact us for a subscription."
    assert kinds(f"{ABOVE}\n{line}") == [("boilerplate", line)]
    assert kinds(f"{ABOVE}\n“Please call the army,” the mayor said on the radio.") == []


@pytest.mark.parametrize(
    "line", ["Kirkuk - Harbour Wire", "Group of Cities - Saturday", "Kirkuk/ Harbour Wire", "Kut (HW)"]
)
def test_a_desk_behind_the_headline_is_no_copy(line: str) -> None:
    assert [quote for _, quote in kinds(f"Drones over Kirkuk\n{line}\n{ABOVE}")] == ["Drones over Kirkuk", line]


def test_a_headline_may_be_a_question() -> None:
    line = "Report of the news desk from Kut: what happened at the old bridge?"
    assert kinds(f"{line}\n{ABOVE}") == [("headline", line)]


def test_a_deck_below_the_headline_is_a_heading_and_a_lead_is_not() -> None:
    deck = "The mayor says that the gates were opened without a warning"
    assert kinds(f"Drones over Kirkuk\n{deck}\n{ABOVE}")[1:] == [("heading", deck)]
    assert kinds(f"Drones over Kirkuk\n{deck}.\n{ABOVE}")[1:] == []


def test_a_name_that_a_line_break_has_cut_is_no_long_heading() -> None:
    line = "The mayor of Kut spoke on Friday with his friend Omar"
    assert (
        kinds(f"{ABOVE}\n{line}\nSaleh and asked him for two hundred tents and a bridge, the army said on Sunday.")
        == []
    )
