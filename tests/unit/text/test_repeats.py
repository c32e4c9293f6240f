"""The lead that stands again, and what is only like it."""

from __future__ import annotations

import pytest

from annotator.text.zones import zones

HEAD = "Ferry sinks off Sfax"
LEAD = (
    "A ferry with 62 passengers on board sank on Tuesday morning off the harbour of Sfax, the coast guard of Tunisia "
    "announced. Divers brought nine of them to the shore. The captain, Slim Trabelsi, is being held."
)
COPY = [
    "The ferry was built in 1971 in a yard of Rijeka, and it had been sold four times since. It had no licence.",
    "Relatives waited on the quay through the night. Some had come on foot from villages in the hills.",
    "The minister of transport went to the harbour in the evening. He promised that the owners would be tried.",
    "Another ferry sank in the same waters in 2004, when 41 people died.",
]


def repeated(*paragraphs: str) -> list[str]:
    text = "\n".join(paragraphs)
    return [text[zone.start : zone.end] for zone in zones(text) if zone.kind == "repeated-lead"]


@pytest.mark.parametrize(
    "again",
    [
        "A ferry with 62 passengers on board sank on Tuesday morning off the harbour of Sfax, the coast guard of Tuni",
        "A ferry having 62 passengers aboard sank Tuesday morning off the harbour of Sfax, Tunisian coast guards said.",
        "A ferry with 62 passengers on board sank on Tuesday morning off Sfax harbour, announced the coast guard of "
        "Tunisia. Divers brought nine of them to the shore.",
        "Sfax, 9 March – A ferry with 62 passengers on board sank on Tuesday morning off the harbour of Sfax, the c",
    ],
)
@pytest.mark.parametrize("above", ["", "* Nine passengers were saved from the water by divers\n", "{stamp}\n"])
def test_the_lead_again_is_found_whatever_stands_above_it(again: str, above: str) -> None:
    lead = f"Sfax, 9 March – {LEAD}" if again.startswith("Sfax,") else LEAD
    above = above.format(stamp="Our man on the coast writes to us from the quay since the night")
    assert repeated(HEAD, *above.split("\n")[:-1], lead, *COPY, again) == [again]


@pytest.mark.parametrize(
    "other",
    [
        LEAD.replace("62", "63"),
        LEAD.replace("is being held", "is not being held"),
        "A ferry with 62 passengers on board sank on Tuesday morning off the harbour of Gabes, the coast guard of Libya"
        " announced. Divers brought nine of them to the shore. The captain, Omar Zaidi, is being held.",
        "A ferry with 62 passengers on board needs two captains, the law of 1998 says, and a licence for each of them.",
    ],
)
def test_another_figure_name_or_denial_is_another_statement(other: str) -> None:
    assert repeated(HEAD, LEAD, *COPY, other) == []


def test_paragraphs_that_are_built_alike_are_not_the_lead_again() -> None:
    alike = [f"The governor of {place} rejected the plan of the ministry and asked for talks." for place in PLACES]
    assert repeated(HEAD, LEAD, *alike, *COPY) == []


PLACES = ["Beja", "Gafsa", "Kairouan", "Tozeur"]
