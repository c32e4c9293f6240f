"""Whether LibreOffice reads what leaves the desk: `python -m benchmarks.office [--articles 200] [--seed 7]`.

Each Word file of the sample and of as many random articles, with random corrections, claims and garbles, is opened
without a window. All tracked changes accepted, the text must be the corrected copy; all rejected, the original. Each
workbook must have the texts it was given in its cells, and no formula.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from annotator.exports.catalogue import FORMATS
from annotator.exports.formats.words import corrected
from annotator.exports.record import (
    AnchorRecord,
    ArticleRecord,
    ClaimRecord,
    CorrectionRecord,
    GarbleRecord,
)
from annotator.exports.terms import Options, Terms

READER = Path(__file__).with_name("office_reader.py")
PYTHON = "/usr/bin/python3"  # the one that LibreOffice's bridge is made for
AT = dt.datetime(2021, 3, 4, 15, 30, tzinfo=dt.UTC)
VERSION = str(uuid.UUID(int=1))
WORDS = (
    "rockets fell near the airport on Monday , two guards were hurt . Officials said 2,500 soldiers remain ; «nobody» "
    "claimed it — “yet” <b> & ]]> \t الحشد الشعبي قال البرلمان رئیس‌جمهور הממשלה Путин Ελλάδα Nguyễn 中国 e\u0301lite 🎖️ "
    "\u00a0 \u00ad \u200f \u2028 ' \" =1+1 {x} %s"
).split(" ")

# What a spreadsheet would run.
RUN = ("=1+1", '=HYPERLINK("http://a.example","b")', "+1", "-1", "@SUM(A1)", "\t=1", "'=1", "|cmd", "Plain")


def random_text(pick: random.Random) -> str:
    """Words of several scripts, lines and blank lines, at times nothing at all."""
    parts = []
    for _ in range(pick.choice((0, 1, 5, 40, 200))):
        parts.append(pick.choice(WORDS))
        parts.append(pick.choices((" ", "\n", "\n\n", "", "  "), (80, 6, 6, 4, 4))[0])
    return "".join(parts)


def anchor(pick: random.Random, text: str, start: int | None = None, end: int | None = None) -> AnchorRecord:
    if start is None or end is None:
        start, end = sorted(pick.sample(range(len(text) + 1), 2))
        end = min(end, start + 80)
    return AnchorRecord(start, end, text[start:end], "", "", VERSION)


def random_record(number: int, pick: random.Random) -> ArticleRecord:
    text = random_text(pick)
    things = pick.randrange(12) if len(text) > 1 else 0
    bounds = sorted(pick.sample(range(len(text) + 1), min(2 * pick.randrange(9), len(text) + 1)))
    corrections = tuple(
        CorrectionRecord(
            uid=str(uuid.UUID(int=1000 + i)),
            number=i,
            # Each third one reaches to the next, so that some touch.
            anchor=anchor(pick, text, start, end),
            replacement=random_text(pick) if pick.random() < 0.5 else pick.choice(("", "\n", "x", "a\n\nb", "\nالحشد")),
            kind="translation", reason=pick.choice(("", "Right so.", *RUN)), state="accepted", creator="Miriam <A>",
            created_at=AT, changed_at=AT, decided_by="Edda", decided_at=AT,
        )
        for i, (start, end) in enumerate(touching(bounds, pick), start=1)
    )  # fmt: skip
    claims = tuple(
        ClaimRecord(
            uid=str(uuid.UUID(int=2000 + i)), number=i, wording="Said alone.\nTwice.", kinds=(), state="open",
            verdict=None, confidence=None, fault=None, creator=None, created_at=AT, changed_at=AT,
            anchors=tuple(anchor(pick, text) for _ in range(pick.randrange(1, 4))),
        )
        for i in range(1, things)
    )  # fmt: skip
    garbles = tuple(
        GarbleRecord(
            uid=str(uuid.UUID(int=3000 + i)), number=i, category="garbled-name", label="Garbled name", severity="minor",
            state="suspected", reason="", suggestions=(), reading="الحشد", entity=None, native_name=None, creator=None,
            created_at=AT, changed_at=AT, anchor=anchor(pick, text),
        )
        for i in range(1, things // 2)
    )  # fmt: skip
    return ArticleRecord(
        id=number, uid=str(uuid.UUID(int=number)), title=f"{pick.choice(RUN)} {number} <b>", outlet=None, byline=None,
        feed=None, language=pick.choice(("en", "en", "ar", "fr")), source_language=None, translator=None,
        published_at=AT, url=None, identifier=None, created_at=AT, version=VERSION, version_number=1, text=text,
        sha256="0" * 64, claims=claims, garbles=garbles, corrections=corrections,
    )  # fmt: skip


def touching(bounds: Sequence[int], pick: random.Random) -> Iterator[tuple[int, int]]:
    """Stretches that do not overlap, some of which touch."""
    step = pick.choice((1, 2))
    for i in range(0, len(bounds) - 1, step):
        yield bounds[i], bounds[i + 1]


def of_the_sample() -> list[ArticleRecord]:
    from annotator.cli.sample import load_with_progress
    from annotator.exports.queries import all_ids, records
    from annotator.factory import create_app

    folder = tempfile.mkdtemp(prefix="wirecheck-office-")
    try:
        app = create_app({"INSTANCE": folder, "DATABASE_URL": "", "INDEXER": False, "JOBS": False})
        with app.test_request_context():
            load_with_progress()
            return list(records(all_ids(None), by=None, options=Options(notes=True)))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def need_office() -> None:
    found = shutil.which("soffice") and Path(PYTHON).exists()
    if not found or subprocess.run([PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode:
        raise SystemExit(
            "LibreOffice or its Python bridge is missing. On Debian: apt-get install libreoffice-writer-nogui "
            "libreoffice-calc-nogui python3-uno"
        )


def read_back(folder: Path, paths: Sequence[Path]) -> Iterator[dict[str, Any]]:
    """What LibreOffice says of each file, as it goes."""
    command = [PYTHON, str(READER), str(folder / "profile"), *map(str, paths)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout
        for line in reader.stdout:
            yield json.loads(line)


def wrong_document(record: ArticleRecord, _: bytes, said: dict[str, Any], compared: Counter[str]) -> Iterator[str]:
    if "error" in said:
        yield said["error"]
        return
    overlay = corrected(record)
    compared.update(changes=said["changes"], comments=said["comments"])
    if said["accepted"] != overlay.text:
        yield f"accepted, it is not the corrected copy: {differing(overlay.text, said['accepted'])}"
    if said["rejected"] != record.text:
        yield f"rejected, it is not the original: {differing(record.text, said['rejected'])}"
    if said["left"]:
        yield f"{said['left']} changes are left"
    wanted = sum(len(claim.anchors) or 1 for claim in record.claims) + len(record.garbles) + len(record.accepted)
    if said["comments"] != wanted:
        yield f"{said['comments']} comments instead of {wanted}"


def differing(wanted: str, found: str) -> str:
    at = next((i for i, (a, b) in enumerate(zip(wanted, found, strict=False)) if a != b), min(len(wanted), len(found)))
    return f"at {at} {found[at : at + 30]!r} instead of {wanted[at : at + 30]!r}"


def wrong_workbook(_: ArticleRecord, content: bytes, said: dict[str, Any], compared: Counter[str]) -> Iterator[str]:
    from openpyxl import load_workbook

    if "error" in said:
        yield said["error"]
        return
    if said["formulas"]:
        yield f"{said['formulas']} cells are formulas"
    for sheet in load_workbook(io.BytesIO(content)).worksheets:
        shown = said["sheets"].get(sheet.title, [])
        for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
            line = shown[cell.row - 1] if cell.row <= len(shown) else []
            found = line[cell.column - 1] if cell.column <= len(line) else ""
            compared["texts in cells"] += 1
            if found != cell.value:
                yield f"{sheet.title} {cell.coordinate}: {differing(cell.value, found)}"


WRONG = {"docx": wrong_document, "xlsx": wrong_workbook}


def checked(suffix: str, records: Sequence[ArticleRecord], folder: Path) -> tuple[int, int]:
    """How many files of a kind were read, and how many problems there were."""
    form = FORMATS.get(suffix)
    if form is None:
        print(f"{suffix}: not a format of this desk")
        return 0, 0
    begun = time.perf_counter()
    made = {str(folder / f"{record.id}.{suffix}"): record for record in records}
    for path, record in made.items():
        Path(path).write_bytes(form.write_one(record, Terms(AT, Options(notes=True))))
    answers = problems = 0
    compared: Counter[str] = Counter()
    for said in read_back(folder, list(map(Path, made))):
        answers += 1
        record, content = made[said["file"]], Path(said["file"]).read_bytes()
        for problem in WRONG[suffix](record, content, said, compared):
            problems += 1
            print(f"{Path(said['file']).name} ({record.title}): {problem}")
    told = "".join(f", {number} {what}" for what, number in compared.items())
    print(f"{suffix}: {answers} of {len(made)} files read{told}, {time.perf_counter() - begun:.0f} s", flush=True)
    return answers, problems + len(made) - answers


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=200, help="how many random ones beside the sample")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    need_office()
    pick = random.Random(options.seed)
    records = of_the_sample() + [random_record(10_000 + i, pick) for i in range(options.articles)]
    folder = Path(tempfile.mkdtemp(prefix="wirecheck-office-"))
    try:
        results = [checked(suffix, records, folder) for suffix in WRONG]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    seen, problems = (sum(numbers) for numbers in zip(*results, strict=True))
    print(f"{seen} files, {problems} problems")
    return 1 if problems or not seen else 0


if __name__ == "__main__":
    sys.exit(main())
