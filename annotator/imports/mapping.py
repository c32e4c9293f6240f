"""What the layers and labels of other tools become: claims, garbles of a kind, zones, or nothing. Pure.

A label is known by its key, "layer/label" or the label alone. What nobody decided falls to a default that is shown
before anything is laid down.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from ..errors import Invalid
from ..garbles.kinds import KINDS
from ..text.spans import ZONE_KINDS
from .readers.naming import category_of, is_claim, zone_kind
from .records import Mark

LEAVE: Final = "leave"
CLAIM: Final = "claim"
TARGETS: Final[dict[str, str]] = {
    LEAVE: "left out",
    CLAIM: "claim",
    **{f"garble:{kind.name}": f"garble: {kind.label.lower()}" for kind in KINDS.values()},
    **{f"zone:{kind}": f"zone: {kind.replace('-', ' ')}" for kind in ZONE_KINDS},
}
# What tools write by themselves about words and grammar, and the classes of names: no statement that could be checked.
_GRAMMAR: Final = re.compile(
    r"Token|Sentence|Paragraph|Heading|Div|Lemma|Stem|SurfaceForm|Compound|Split|Morph\w*|POS\w*|Chunk|NC|VC|PC|"
    r"Constituent|ROOT|Dependency|\w*Link|\w*Chain|\w*Relation|\w*Rel|NamedEntity|TagsetDescription|TagDescription|"
    r"DocumentAnnotation|DocumentMetaData|SofaChangeAnnotation|SpellingAnomaly|GrammarAnomaly|"
    r"LayerDefinition|FeatureDefinition|CASMetadata"
)
_BUILT_IN: Final = ("uima.", "de.tudarmstadt.ukp.dkpro.core.api.", "de.tudarmstadt.ukp.clarin.webanno.api.type.")
_NAMES: Final = frozenset(
    "per pers person people loc location place org organisation organization company gpe misc norp fac facility product"
    " event date time money percent quantity ordinal cardinal language law work_of_art".split()
)
LONGEST_KEY: Final = 300
MOST_KEYS: Final = 500


def key_of(mark: Mark) -> str:
    """What a span is called in a mapping."""
    layer = mark.layer.rpartition(".")[2]
    return "/".join(filter(None, (layer, " ".join(mark.label.split()))))[:LONGEST_KEY] or "(no label)"


def default_for(mark: Mark) -> str:
    """What a span becomes where nobody says otherwise."""
    found = category_of(mark.label)
    if found:
        return f"garble:{found}"
    layer = mark.layer.rpartition(".")[2]
    if is_claim(mark.label) or is_claim(layer):
        return CLAIM
    zone = zone_kind(mark.label)
    if zone:
        return f"zone:{zone}"
    if mark.layer.startswith(_BUILT_IN) or _GRAMMAR.fullmatch(layer) or mark.label.strip().casefold() in _NAMES:
        return LEAVE
    return CLAIM


@dataclass(frozen=True, slots=True)
class Choice:
    """One label of a file: how often it stands there and what it becomes."""

    key: str
    count: int
    target: str


@dataclass
class LabelMap:
    """What a person decided, by key, and what was met."""

    decided: Mapping[str, str] = field(default_factory=dict)
    met: dict[str, Choice] = field(default_factory=dict)

    @classmethod
    def checked(cls, decided: Mapping[str, str]) -> LabelMap:
        """Raises Invalid for a target that does not exist."""
        for key, target in decided.items():
            if target not in TARGETS:
                raise Invalid(
                    f"“{key[:60]}” cannot become “{target[:60]}”. There are: claim, garble:KIND, zone:KIND, leave.",
                    "map",
                )
        return cls(dict(decided))

    def of(self, mark: Mark) -> Mark | None:
        """The mark as what it becomes; None when it is left out. Marks that are something already stay it."""
        if mark.kind == "span":
            key = key_of(mark)
            known = self.met.get(key)
            if known is not None or len(self.met) < MOST_KEYS:
                self.met[key] = Choice(key, known.count + 1 if known else 1, self.target(mark))
        return self.became(mark)

    def target(self, mark: Mark) -> str:
        return self.decided.get(key_of(mark)) or default_for(mark)

    def became(self, mark: Mark) -> Mark | None:
        """The same as `of`, without counting it as met."""
        if mark.kind != "span":
            return mark
        kind, _, name = self.target(mark).partition(":")
        if kind == "garble":
            return replace(mark, kind="garble", category=name)
        if kind == "zone":
            return replace(mark, kind="zone", category=name)
        return replace(mark, kind="claim") if kind == CLAIM else None

    def choices(self) -> list[Choice]:
        """What was met, most frequent first."""
        return sorted(self.met.values(), key=lambda choice: (-choice.count, choice.key))


def parse_options(given: Iterable[str]) -> dict[str, str]:
    """Of the command line: "KEY=TARGET" each. Raises Invalid."""
    found: dict[str, str] = {}
    for each in given:
        key, sign, target = each.rpartition("=")
        if not sign or not key:
            raise Invalid(
                f"--map {each[:60]} must be LABEL=TARGET, like “Claim=claim” or “Error=garble:literal”.", "map"
            )
        found[key] = target
    return found
