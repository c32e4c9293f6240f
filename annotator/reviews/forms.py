"""The forms of the policy and of adjudication."""

from __future__ import annotations

from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from ..accounts.fields import PlainForm
from ..claims.models import FAULTS, VERDICTS
from ..text.spans import CLAIM_KINDS
from .adjudication import LONGEST_REASON
from .policy import EVERY, MOST, Terms


class PolicyForm(PlainForm):
    row_version = HiddenField()
    blind = BooleanField("Nobody sees another's judgement before their own")
    assessments = IntegerField(
        "People who must have judged a claim", [InputRequired("Give a number."), NumberRange(1, MOST, "From 1 to 9.")]
    )
    sources = IntegerField(
        "Independent sources a claim must have", [InputRequired("Give a number."), NumberRange(0, MOST, "From 0 to 9.")]
    )
    who = RadioField(
        "A second reader must settle",
        [InputRequired("Choose one.")],
        choices=[
            SelectChoice(EVERY, "every claim"),
            SelectChoice("some", "claims of these kinds"),
            SelectChoice("none", "no claim"),
        ],
    )
    kinds = SelectMultipleField(
        "Kinds",
        choices=list(CLAIM_KINDS),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    @property
    def terms(self) -> Terms:
        """What was typed. To choose "these kinds" and none of them is no claim."""
        kinds = {EVERY: [EVERY], "some": self.kinds.data or []}.get(self.who.data, [])
        return Terms(bool(self.blind.data), self.assessments.data, self.sources.data, tuple(kinds))


def policy_form(standing: Terms, row_version: int) -> PolicyForm:
    """The form as the policy stands; `row_version` 0: there is none yet."""
    every = EVERY in standing.second_reader
    return PolicyForm(
        formdata=None,
        row_version=row_version,
        blind=standing.blind,
        assessments=standing.assessments,
        sources=standing.sources,
        who=EVERY if every else "some" if standing.second_reader else "none",
        kinds=[] if every else list(standing.second_reader),
    )


class AdjudicationForm(PlainForm):
    """`pick` is the id of an assessment, or "other": then the verdict below it counts."""

    row_version = HiddenField()
    pick = RadioField("What holds", [InputRequired("Pick a judgement, or give another verdict.")], choices=[])
    verdict = RadioField("Another verdict", [Optional()], choices=list(VERDICTS))
    confidence = IntegerField("Confidence", [Optional(), NumberRange(0, 100, "A number from 0 to 100.")])
    fault = SelectField("Whose fault, if it is wrong", [Optional()], choices=[SelectChoice("", "–"), *FAULTS])
    reason = TextAreaField("Why: both reviewers read it", [Length(max=LONGEST_REASON)])
