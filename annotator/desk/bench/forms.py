"""The forms of the workbench."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from wtforms import (
    Field,
    HiddenField,
    IntegerField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from ...accounts.fields import PlainForm, RadioField, SelectField, SelectMultipleField, plain_lines
from ...claims.forms import MomentField, stances
from ...claims.models import FAULTS, VERDICTS, Evidence
from ...corrections.models import CLASSES
from ...text.spans import CLAIM_KINDS
from .conflicts import OF_CLAIM, OF_OWN, both_of, told

MERGED: Final = (*OF_CLAIM, *OF_OWN)  # the fields of which somebody else may have said something else


def short(piece: Evidence) -> str:
    """A piece of evidence on one line: its source and the beginning of its passage."""
    passage = " ".join(piece.passage.split())
    words = f"{piece.source.title}: “{passage}”" if passage else piece.source.title
    return words if len(words) <= 90 else f"{words[:89]}…"


class ClaimForm(PlainForm):
    """Everything a reviewer says of one claim, saved at once: nothing typed in one part is lost by saving another."""

    row_version = HiddenField()
    own_version = HiddenField()  # of this person's own judgement; 0: none yet
    key = HiddenField()  # makes a save that is sent twice happen once
    wording = TextAreaField("Wording that stands alone", [Length(max=2_000)], filters=[plain_lines])
    kinds = SelectMultipleField(
        "Kinds",
        choices=list(CLAIM_KINDS),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    verdict = RadioField("Verdict", [Optional()], choices=list(VERDICTS))
    confidence = IntegerField("Confidence", [Optional(), NumberRange(0, 100, "A number from 0 to 100.")])
    fault = SelectField(
        "Whose fault, if it is wrong",
        [Optional()],
        choices=[SelectChoice("", "–"), *FAULTS],
    )
    note = TextAreaField("Note for the second reader", [Length(max=10_000)], filters=[plain_lines])
    source = StringField("Source", [Length(max=500)], filters=[plain_lines])
    source_id = HiddenField()  # of the one that was picked from those offered
    source_publisher = StringField("Publisher, if it is new", [Length(max=500)], filters=[plain_lines])
    source_url = StringField("Address", [Length(max=2_000)], filters=[plain_lines])
    stance = stances()
    passage = TextAreaField("Passage", [Length(max=20_000)], filters=[plain_lines])
    archive_url = StringField("Archived copy", [Length(max=2_000)], filters=[plain_lines])
    retrieved_at = MomentField("Read at", [Optional()], description="Empty: now.")
    correct_words = TextAreaField("In the text", [Length(max=2_000)], filters=[plain_lines])
    correct_to = TextAreaField("should read", [Length(max=2_000)], filters=[plain_lines])
    correct_kind = SelectField("Class", choices=list(CLASSES))
    correct_reason = StringField("Reason", [Length(max=1_000)], filters=[plain_lines])
    correct_evidence = SelectField("Evidence", [Optional()], choices=[SelectChoice("", "–")], validate_choice=False)
    merge_at: str | None = None  # where a correction that overlaps another is merged with it

    def offer_evidence(self, pieces: Sequence[Evidence]) -> None:
        """Let a correction be backed by what the claim has, or by the source that is added with it."""
        found = [SelectChoice(str(piece.id), short(piece)) for piece in pieces]
        self.correct_evidence.choices = [SelectChoice("", "–"), *found, SelectChoice("new", "the source added above")]

    def showing(self, field: str | None) -> Field:
        """The field an error belongs to, whatever the service calls it; the wording where it is none of ours."""
        names = {
            "title": "source", "url": "source_url", "publisher": "source_publisher",
            "replacement": "correct_to", "words": "correct_words", "evidence": "correct_evidence",
        }  # fmt: skip
        return getattr(self, names.get(field or "", field or "wording"), self.wording)

    def put(self, name: str, value: Any) -> None:
        """Let a field hold this, whatever was typed into it."""
        self[name].data, self[name].raw_data = value, None

    def choices(self, given: Mapping[str, str]) -> dict[str, str]:
        """What was chosen of each field of a refused save, where no script has put the choice into the field itself."""
        if given.get("chosen") == "here":
            return {}
        chosen = {name: given.get(f"take-{name}", "") for name in MERGED}
        return {name: side for name, side in chosen.items() if side in {"theirs", "both"}}

    def choose(self, given: Mapping[str, str], standing: Mapping[str, Any]) -> None:
        """Let the form hold what was chosen. What stands now is what the reviewer saw, or the save is refused again."""
        for name, side in self.choices(given).items():
            if side == "theirs":
                self.put(name, standing[name])
            elif isinstance(self[name], TextAreaField):
                self.put(name, both_of(told(standing[name]), told(self[name].data)))
