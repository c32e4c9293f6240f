"""A small gazetteer and one call: what the detectors' tests need."""

from __future__ import annotations

from annotator.garbles.detectors import find_all
from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.records import AliasRecord, EntityRecord
from annotator.text import segment
from annotator.text.spans import Finding, Zone

GAZETTEER = Gazetteer(
    [
        EntityRecord(
            "hashd", "al-Hashd al-Shaabi", "group", context=("paramilitary", "militia", "Iraq"),
            aliases=(AliasRecord("Popular Mobilization Forces"),),
        ),
        EntityRecord("kadhimi", "Mustafa al-Kadhimi", "person", context=("prime minister", "Iraq")),
        EntityRecord(
            "qaani", "Esmail Qaani", "person", context=("general", "Iran"), aliases=(AliasRecord("Esmail Ghani"),)
        ),
        EntityRecord("salami", "Hossein Salami", "person", context=("general", "Iran")),
        EntityRecord("obama", "Barack Obama", "person", context=("president",), aliases=(AliasRecord("Obama"),)),
        EntityRecord("raisi", "Ebrahim Raisi", "person", context=("president", "Iran", "cleric")),
        EntityRecord("rezaei", "Mohsen Rezaei", "person", context=("candidate", "Iran")),
        EntityRecord("qin", "Qin Gang", "person", context=("China", "minister")),
        EntityRecord("pezeshkian", "Masoud Pezeshkian", "person", context=("president", "Iran")),
        EntityRecord(
            "putin", "Vladimir Putin", "person", context=("Russia",), aliases=(AliasRecord("Poutine", language="fr"),)
        ),
        EntityRecord("rome", "Rome", "place", context=("Italy",), aliases=(AliasRecord("Roma", language="it"),)),
        EntityRecord("geneina", "Geneina", "place", context=("Sudan", "Darfur")),
        EntityRecord("balad", "Balad", "place", context=("air base", "Baghdad", "north")),
        EntityRecord("iraq", "Iraq", "place"),
        EntityRecord("baghdad", "Baghdad", "place", context=("Iraq",)),
        EntityRecord("white-house", "White House", "institution", context=("Washington",)),
        EntityRecord("tasnim", "Tasnim News Agency", "institution", context=("Iran",)),
        EntityRecord(
            "iiss", "International Institute for Strategic Studies", "institution", context=("London", "analyst")
        ),
        EntityRecord("guards", "Revolutionary Guards", "institution", context=("Iran",)),
    ]
)  # fmt: skip


def findings(text: str, kind: str | None = None, zones: tuple[Zone, ...] = ()) -> list[Finding]:
    """The findings of one kind, or all, in a text against the small gazetteer."""
    found = find_all(text, segment.sentences(text, zones=zones), zones, GAZETTEER)
    return [finding for finding in found if kind in {None, finding.category}]


def quotes(text: str, kind: str, zones: tuple[Zone, ...] = ()) -> list[str]:
    return [finding.quote for finding in findings(text, kind, zones)]
