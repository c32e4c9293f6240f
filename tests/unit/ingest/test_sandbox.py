"""The child process: its limits hold, its death costs one file, the rest is read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.ingest import sandbox
from annotator.ingest.draft import ArticleDraft
from annotator.ingest.limits import MIB, Limits
from annotator.ingest.sandbox import Given, read_file, read_files
from tests.unit.ingest.made import STORY, packed, story_page, word_file

# Run in the child instead of the readers when the file's name says so.
TROUBLE = """
import ctypes, os, signal, socket, sys, time
from annotator.ingest import child, readers
from annotator.ingest.readers import recognition

def trouble(name, data):
    if "loop" in name:
        while True: pass
    if "work" in name:
        until = time.process_time() + 0.5
        while time.process_time() < until: pass
    if "sleep" in name: time.sleep(60)
    if "crash" in name: os.kill(os.getpid(), signal.SIGSEGV)
    if "eat" in name: kept = [bytearray(64 * 1024 * 1024) for _ in range(64)]
    if "print" in name: print("not an answer", flush=True); os.write(1, b"nor this")
    if "write" in name: open(sys.argv[0] + ".written", "w")
    if "call" in name: socket.create_connection(("127.0.0.1", 9))
    if "grow" in name:
        pipe = ctypes.CDLL(None); file = pipe.creat(sys.argv[0].encode() + b".grown", 0o600)
        if pipe.write(file, b"x", 1) < 0: raise OSError("not written")
    if "start" in name: os.system("true")
    if "secret" in name: raise readers.WirecheckError(",".join(sorted(os.environ)))
    return recognise(name, data)

recognise = recognition.recognise
recognition.recognise = trouble
child.main()
"""


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine gives a child its seconds of processor time late. How long is waited has a test of its own."""
    monkeypatch.setattr(sandbox, "_WALL_EXTRA_SECONDS", 60)


@pytest.fixture
def trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A child in which a file's name makes trouble."""
    script = tmp_path / "trouble.py"
    script.write_text(TROUBLE)
    begin = sandbox.subprocess.Popen

    def begin_trouble(command: list[str], **options: object) -> object:
        return begin([*command[:-2], str(script)], **options)

    monkeypatch.setattr(sandbox.subprocess, "Popen", begin_trouble)


def outcomes(files: list[Given], limits: Limits) -> list[str]:
    """ "ok" or the reason, one a file."""
    return ["ok" if isinstance(read, ArticleDraft) else read.reason for _, read in read_files(files, limits)]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("loop.html", "took more than 1 s to read"),
        ("crash.html", "broke down on the file (SIGSEGV)"),
        ("eat.html", "needed more than 512 MB of memory"),
        ("write.html", "could not be read (PermissionError)"),
        ("grow.html", "could not be read (OSError)"),
        ("call.html", "could not be read (PermissionError)"),
        ("start.html", "could not be read (PermissionError)"),
    ],
)
def test_trouble_costs_one_file_and_the_next_are_read(trouble: None, name: str, words: str) -> None:
    # Filling the memory costs a slow machine more than a second, and must not be mistaken for the loop.
    limits = Limits(reader_seconds=1 if name == "loop.html" else 10, reader_memory_bytes=512 * MIB)
    good = Given("good.html", story_page())
    first, bad, last = outcomes([good, Given(name, story_page()), good], limits)
    assert (first, last) == ("ok", "ok")
    assert words in bad


def test_a_child_that_only_waits_is_given_up(trouble: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_WALL_EXTRA_SECONDS", 4)  # enough to read the next one
    bad, good = outcomes([Given("sleep.html", story_page()), Given("a.html", story_page())], Limits(reader_seconds=1))
    assert "no article for 6 s" in bad
    assert good == "ok"


def test_what_a_library_prints_is_not_taken_for_an_answer(trouble: None) -> None:
    assert outcomes([Given("print.html", story_page())], Limits()) == ["ok"]


def test_the_child_knows_nothing_of_the_desk_s_environment(trouble: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody:secret@db.example/desk")
    assert outcomes([Given("secret.html", story_page())], Limits()) == ["LANG,PATH,PYTHONPATH"]


def test_a_zip_goes_on_after_the_file_that_killed_its_reader(trouble: None) -> None:
    data = packed(
        {"1.txt": STORY.encode(), "crash.txt": b"x", "2.txt": STORY.encode(), "loop.txt": b"x", "3.txt": b"y"}
    )
    result = read_file(data, "a.zip", Limits(reader_seconds=1))
    assert [draft.origin.member for draft in result.drafts] == ["1.txt", "2.txt", "3.txt"]
    assert [problem.origin.member for problem in result.problems] == ["crash.txt", "loop.txt"]


def test_a_zip_that_kills_again_and_again_is_given_up(trouble: None) -> None:
    data = packed({f"crash{number}.txt": b"x" for number in range(30)})
    problems = read_file(data, "a.zip").problems
    assert len(problems) == 11
    assert "stopped 10 times: the rest was left out" in problems[-1].reason


def test_seconds_count_for_each_file_and_not_for_all_together(trouble: None) -> None:
    assert outcomes([Given("work.html", story_page())] * 6, Limits(reader_seconds=2)) == ["ok"] * 6


def test_one_child_reads_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = []
    begin = sandbox.subprocess.Popen
    monkeypatch.setattr(sandbox.subprocess, "Popen", lambda *a, **k: begun.append(1) or begin(*a, **k))
    assert outcomes([Given("a.html", story_page())] * 40, Limits()) == ["ok"] * 40
    assert len(begun) == 1


def test_plain_text_needs_no_child(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a child was started")

    monkeypatch.setattr(sandbox.subprocess, "Popen", refuse)
    assert outcomes([Given("a.txt", STORY.encode())], Limits()) == ["ok"]


def test_who_stops_listening_leaves_no_process_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = []
    begin = sandbox.subprocess.Popen

    def remember(*arguments: object, **options: object) -> object:
        begun.append(begin(*arguments, **options))
        return begun[-1]

    monkeypatch.setattr(sandbox.subprocess, "Popen", remember)
    reading: Iterator[object] = read_files([Given("a.html", story_page())] * 3)
    next(reading)
    reading.close()
    assert begun[0].returncode is not None


def test_a_path_is_read_and_its_name_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(word_file("Words."))
    (draft,) = read_file(path).drafts
    assert (draft.text, draft.origin.name) == ("Words.", str(path))


def test_a_path_that_is_no_file_is_a_problem(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "large.txt").write_bytes(bytes(2 * MIB))
    limits = Limits(max_upload_bytes=MIB)
    reasons = {
        name: read_file(tmp_path / name, limits=limits).problems[0].reason
        for name in ("", "missing.txt", "pipe.txt", "large.txt", "a\0b.txt")
    }
    assert "folder, a pipe or a device" in reasons[""]
    assert "No such file" in reasons["missing.txt"]
    assert "folder, a pipe or a device" in reasons["pipe.txt"]
    assert "at most 1 MB" in reasons["large.txt"]
    assert "cannot be opened" in reasons["a\0b.txt"]


def test_bytes_that_name_a_large_unpacking_are_refused_in_little_memory() -> None:
    result = read_file(
        packed({f"{n}.txt": b"word " * 250_000 for n in range(40)}), "a.zip", Limits(max_unpacked_bytes=MIB)
    )
    assert result.drafts == []
    assert "more than 1 MB" in result.problems[0].reason
