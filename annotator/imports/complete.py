"""The desk's own complete form (annotator/interchange), looked at and taken in as the other formats are."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from .. import interchange
from ..accounts.models import User
from ..accounts.policy import may
from ..errors import Invalid, NotAllowed
from ..ingest.limits import Limits
from ..ingest.readers import archive
from ..ingest.sandbox import Given
from .outcome import Entry, Outcome
from .readers import in_zip

FORM: Final = "jsonl"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_THINGS: Final = {
    "articles": "article", "claims": "claim", "garbles": "garble", "corrections": "correction", "zones": "zone",
    "comments": "remark", "taggings": "tag",
}  # fmt: skip


def may_import(by: User | None) -> bool:
    """Whether this person may bring in judgements and a history under other people's names."""
    return by is None or may(by, "administer")


def take_in(
    files: Sequence[Given], *, by: User | None, limits: Limits, dry: bool, progress: Callable[[int], None]
) -> Outcome:
    """Look through files of the complete form, or take them in. Raises NotAllowed for all but administrators."""
    if not may_import(by):
        raise NotAllowed("A complete import brings a history under other people's names: it is for administrators.")
    outcome = Outcome(FORM, dry)
    done = 0
    for given in files:
        lines = 0

        def tell(number: int, _total: int, before: int = done) -> None:
            progress(before + number)

        try:
            for name, path in opened(given, limits):
                act = interchange.plan if dry else interchange.carry_out
                report = act(path, by=by, progress=tell)
                lines += report.lines
                told(outcome, name, report)
        except Invalid as error:
            outcome.add(Entry(given.name, "problem", "file", str(error)))
        done += lines
    return outcome


def opened(given: Given, limits: Limits) -> Iterator[tuple[str, Path]]:
    """The file, or those of the form in a zip such as a BagIt export, each with its name. Raises Invalid, TooLarge."""
    content = given.content
    if isinstance(content, Path):
        with content.open("rb") as file:
            if not file.read(4).startswith(_ZIP):
                yield given.name, content
                return
        content = content.read_bytes()
    if not content.startswith(_ZIP):
        with kept(content) as path:
            yield given.name, path
        return
    found, endings = 0, in_zip(FORM, content)
    for member in archive.members(content, limits):
        if not f"/{member.name.lower()}".endswith(endings):
            continue
        found += 1
        if member.unread:
            raise Invalid(member.unread)
        with kept(member.data) as path:
            yield f"{given.name} > {member.name}", path
    if not found:
        raise Invalid("There is no .jsonl file in the zip.")


@contextmanager
def kept(content: bytes) -> Iterator[Path]:
    """The bytes as a file, for as long as it is read."""
    with tempfile.NamedTemporaryFile(prefix="wirecheck-import-", suffix=".jsonl") as file:
        file.write(content)
        file.flush()
        yield Path(file.name)


def told(outcome: Outcome, name: str, report: interchange.Report) -> None:
    """What came of one file, in the words of the others."""
    for result, counts in (("added", report.new), ("known", report.same), ("changed", report.merged)):
        for table, number in counts.items():
            outcome.tally(result, _THINGS.get(table, "record"), number)  # type: ignore[arg-type]  # one of RESULTS
    for refused in report.refused:
        reason = f"{refused.what}: {refused.why}" if refused.what else refused.why
        outcome.add(Entry(f"{name}, line {refused.line}", "problem", "record", reason))
    outcome.tally("problem", "record", report.number_refused - len(report.refused))
    for conflict in report.conflicts:
        differs = f"here {conflict.here!r}, in the file {conflict.there!r}"
        reason = f"{conflict.table} {conflict.what}: {conflict.field + ': ' if conflict.field else ''}{differs}"
        thing = _THINGS.get(conflict.table, "record")
        outcome.add(Entry(f"{name}, line {conflict.line}", "conflict", thing, reason))
    outcome.tally("conflict", "record", report.number_of_conflicts - len(report.conflicts))
