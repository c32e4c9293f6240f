"""What the labels of other tools become where nobody says otherwise."""

from __future__ import annotations

import pytest

from annotator.errors import Invalid
from annotator.imports.mapping import LabelMap, default_for, key_of, parse_options
from annotator.imports.records import Mark

DKPRO = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type"


def mark(label: str, layer: str = "") -> Mark:
    return Mark("file", "one", layer=layer, label=label)


@pytest.mark.parametrize(
    ("label", "layer", "target"),
    [
        ("Claim", "", "claim"),
        ("CLAIM", "label", "claim"),
        ("check-worthy", "", "claim"),
        ("x", "webanno.custom.Claim", "claim"),
        ("quantity", "", "claim"),
        ("Opinion", "webanno.custom.Stance", "claim"),
        ("anything", "", "claim"),
        ("", "", "claim"),
        ("Literal translation", "", "garble:literal"),
        ("garbled_name", "", "garble:garbled-name"),
        ("Echo in brackets", "", "garble:echo"),
        ("mojibake", "errors", "garble:mojibake"),
        ("headline", "", "zone:headline"),
        ("Dateline", "", "zone:dateline"),
        ("PER", "", "leave"),
        ("location", "ner", "leave"),
        ("ORG", "NamedEntity", "leave"),
        ("NN", f"{DKPRO}.Token", "leave"),
        ("", f"{DKPRO}.Sentence", "leave"),
        ("nsubj", "Dependency", "leave"),
        ("x", "uima.tcas.DocumentAnnotation", "leave"),
        ("other", "", "claim"),
        ("Other damage", "", "garble:other"),
    ],
)
def test_defaults(label: str, layer: str, target: str) -> None:
    assert default_for(mark(label, layer)) == target


def test_what_a_person_decides_counts_and_what_was_met_is_told() -> None:
    labels = LabelMap.checked({"ner/PER": "garble:garbled-name"})
    became = [labels.of(mark("PER", "ner")), labels.of(mark("LOC", "ner")), labels.of(mark("PER", "ner"))]
    assert [each and (each.kind, each.category) for each in became] == [
        ("garble", "garbled-name"),
        None,
        ("garble", "garbled-name"),
    ]
    assert [(choice.key, choice.count, choice.target) for choice in labels.choices()] == [
        ("ner/PER", 2, "garble:garbled-name"),
        ("ner/LOC", 1, "leave"),
    ]


def test_a_key_is_the_last_part_of_the_layer_and_the_label() -> None:
    assert key_of(mark("PER", "webanno.custom.Span")) == "Span/PER"
    assert key_of(mark("a \n b")) == "a b" and key_of(mark("")) == "(no label)" and len(key_of(mark("x" * 999))) == 300


def test_options_of_the_command_line() -> None:
    assert parse_options(["a=b=claim", "Span/PER=leave"]) == {"a=b": "claim", "Span/PER": "leave"}
    for wrong in ("claim", "=claim"):
        with pytest.raises(Invalid, match="LABEL=TARGET"):
            parse_options([wrong])
    with pytest.raises(Invalid, match="cannot become"):
        LabelMap.checked({"a": "garble:nothing"})
