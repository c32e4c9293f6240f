from __future__ import annotations

import re

from wtforms import FileField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from ..accounts.fields import PlainForm
from ..errors import Invalid
from .columns import PRESETS
from .models import ALIAS_KINDS, ENTITY_KINDS, SCOPES, Entity
from .records import LONGEST_NAME, LONGEST_TEXT
from .service import AliasFields, EntityFields

HOLDS = {"everywhere": "everywhere", "feed": "in one feed", "article": "in one article"}
MAPS = {"ofac": "OFAC list (ent, name, type, aka …)", "un": "UN consolidated list (id, name, aliases …)",
        "places": "Places (name, native, translations …)"}  # fmt: skip
RTL = {"dir": "auto"}
_PAIR = re.compile(r"\s*([^:=]+?)\s*[:=]\s*(.+?)\s*")


class EntityForm(PlainForm):
    row_version = HiddenField()
    name = StringField(
        "Right name", [InputRequired("A name needs its words."), Length(max=LONGEST_NAME)], render_kw=RTL
    )
    native_name = StringField(
        "Native name",
        [Length(max=LONGEST_NAME)],
        description="As it is written where it is at home; its transliterations are found by it.",
        render_kw=RTL,
    )
    kind = SelectField("Kind", choices=list(ENTITY_KINDS), default="person")
    wikidata = StringField("Wikidata id", [Length(max=20)], render_kw={"placeholder": "Q…"})
    identifiers = TextAreaField(
        "Other identifiers",
        [Length(max=LONGEST_TEXT)],
        description="One a line, with what it is of: “ofac: 12345”.",
        render_kw={"rows": 2},
    )
    description = StringField("Description", [Length(max=LONGEST_TEXT)], render_kw=RTL)
    context = TextAreaField(
        "Context words",
        [Length(max=LONGEST_TEXT)],
        description="Words that stand around the name in copy, commas between: a garble near them is taken for it.",
        render_kw={"rows": 2} | RTL,
    )

    @classmethod
    def of(cls, entity: Entity) -> EntityForm:
        """The form of an entity as it stands."""
        others = {key: value for key, value in entity.identifiers.items() if key != "wikidata"}
        return cls(
            formdata=None,
            row_version=entity.row_version,
            name=entity.name,
            native_name=entity.native_name,
            kind=entity.kind,
            wikidata=entity.identifiers.get("wikidata", ""),
            identifiers="\n".join(f"{key}: {value}" for key, value in others.items()),
            description=entity.description,
            context=", ".join(entity.context),
        )

    def fields(self) -> EntityFields:
        """What was typed. Raises Invalid for a line of identifiers that names none."""
        identifiers = {"wikidata": (self.wikidata.data or "").strip()}
        for line in (self.identifiers.data or "").splitlines():
            if line.strip():
                pair = _PAIR.fullmatch(line)
                if pair is None:
                    raise Invalid(f"“{line.strip()}”: say what it is of, such as “ofac: 12345”.", "identifiers")
                identifiers.setdefault(pair[1], pair[2])
        return EntityFields(
            name=self.name.data or "",
            kind=self.kind.data,
            native_name=self.native_name.data or "",
            description=self.description.data or "",
            context=tuple(re.split(r"[,;\n،؛]", self.context.data or "")),
            identifiers=identifiers,
        )


class AliasForm(PlainForm):
    name = StringField("Name", [InputRequired("A name needs its words."), Length(max=LONGEST_NAME)], render_kw=RTL)
    kind = SelectField("Kind", choices=list(ALIAS_KINDS))
    language = StringField("Language", [Length(max=20)], render_kw={"placeholder": "fr, ar …", "size": 6})
    scope = SelectField("Holds", choices=[SelectChoice(scope, HOLDS[scope]) for scope in SCOPES])
    within = StringField(
        "Which feed or article", [Length(max=LONGEST_NAME)], description="The feed's name, or the article's identifier."
    )
    note = StringField("Note", [Length(max=LONGEST_TEXT)], render_kw=RTL)
    # What the form was made from: an alias has no row version of its own.
    was_name, was_kind, was_language = HiddenField(), HiddenField(), HiddenField()
    was_scope, was_within, was_note = HiddenField(), HiddenField(), HiddenField()

    @classmethod
    def of(cls, fields: AliasFields) -> AliasForm:
        """The form of another name as it stands."""
        now = vars(fields)
        return cls(formdata=None, **now, **{f"was_{name}": now[name] for name in now})

    def fields(self) -> AliasFields:
        return AliasFields(**{name: self[name].data or "" for name in AliasFields.__dataclass_fields__})

    def seen(self) -> AliasFields:
        return AliasFields(**{name: self[f"was_{name}"].data or "" for name in AliasFields.__dataclass_fields__})


class SplitForm(PlainForm):
    row_version = HiddenField()
    name = StringField(
        "Right name of the new entity",
        [Length(max=LONGEST_NAME)],
        description="Empty: the first of the chosen spellings.",
        render_kw=RTL,
    )
    kind = SelectField("Kind", choices=list(ENTITY_KINDS))

    def fields(self) -> EntityFields:
        return EntityFields(name=self.name.data or "", kind=self.kind.data)


class ImportForm(PlainForm):
    file = FileField("File", render_kw={"accept": ".jsonl,.ndjson,.json,.csv,.tsv,.txt"})
    map = SelectField(
        "Shape of the file",
        choices=[
            SelectChoice("", "Wirecheck's own"),
            *(SelectChoice(preset, MAPS.get(preset, preset)) for preset in PRESETS),
        ],
        default="",
        validate_choice=True,
    )
