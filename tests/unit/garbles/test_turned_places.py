from __future__ import annotations

import pytest

from annotator.garbles.detectors import find_all
from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.records import AliasRecord, EntityRecord
from annotator.text import segment

PLACES = Gazetteer(
    [
        EntityRecord("port-sudan", "Port Sudan", "place", description="Port on the Red Sea.", context=("Sudan",)),
        EntityRecord("guatemala-city", "Guatemala City", "place", description="Capital.", context=("Guatemala",)),
        EntityRecord("el-fasher", "El Fasher", "place", description="City in Darfur.", context=("Sudan",)),
        EntityRecord("doha", "Doha", "place", description="Capital of Qatar.", context=("Qatar",)),
        EntityRecord("beirut", "Beirut", "place", description="Capital of Lebanon.", context=("Lebanon",)),
        EntityRecord("sudan", "Sudan", "place", description="Country in Africa.", context=("Khartoum",)),
        EntityRecord(
            "hague", "The Hague", "place", description="City with courts.", context=("court",),
            aliases=(AliasRecord("Hague"),),
        ),
        EntityRecord("nile", "Nile", "place", description="River in Egypt.", context=("Egypt",)),
    ]
)  # fmt: skip


def _found(text: str) -> list[tuple[str, str]]:
    found = find_all(text, segment.sentences(text), (), PLACES)
    return [(one.quote, one.suggestions[0].name) for one in found if one.category == "garbled-place"]


@pytest.mark.parametrize(
    ("text", "quote", "right"),
    [
        ("The tribes closed the Port of Sudan for a month.", "Port of Sudan", "Port Sudan"),
        ("The talks in City of Guatemala were put off.", "City of Guatemala", "Guatemala City"),
        ("The talks in City of the Guatemala were put off.", "City of the Guatemala", "Guatemala City"),
        ("The men were hit near the Fasher on Monday.", "the Fasher", "El Fasher"),
        ("The envoys met in the Doha on Sunday.", "the Doha", "Doha"),
        ("The envoys left the Doha.", "the Doha", "Doha"),
    ],
)
def test_a_place_that_was_turned_or_given_an_article_is_flagged(text: str, quote: str, right: str) -> None:
    assert _found(text) == [(quote, right)]


@pytest.mark.parametrize(
    "text",
    [
        "The Port of Beirut was closed, and Port Sudan too.",
        "The city of Guatemala was closed.",
        "The Doha talks went on; the Beirut of old is gone.",
        "He was tried in The Hague. The court of the Hague sat.",
        "The Sudan and the Nile are known.",
        "The war went on in the Sudan, on the Nile, and in El Fasher.",
        "They left the Beirut suburb and the Doha-based bank.",
    ],
)
def test_what_looks_like_it_and_is_right_is_passed_over(text: str) -> None:
    assert _found(text) == []
