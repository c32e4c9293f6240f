"""The index folder: generations side by side, a link to the one that answers, one writer.

index/            mode 0700: the table of contents is a pickle, whoever may write it may run code
  WRITER          locked by the one writer on this host; the kernel frees it when that one is killed
  current         link to the generation that answers
  gen-<schema>-<random>/       gen-….tmp/ while it is being built
  boot, clean     this machine's boot, and a clean stop in it: Whoosh never syncs, so a power cut may lose files
"""

from __future__ import annotations

import os
import secrets
import shutil
import time
from pathlib import Path
from typing import Final

from filelock import FileLock

# Readers that opened the old generation before the swap may still be reading it.
KEPT_SECONDS: Final = 60
_BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")


class Generations:
    """The generations of one index folder, for documents of one schema."""

    def __init__(self, folder: Path, schema: str) -> None:
        self.folder = folder
        self.schema = schema

    def make(self) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.chmod(0o700)

    def lock(self) -> FileLock:
        """The lock of the one writer; held by the thread that acquires it."""
        self.make()
        return FileLock(self.folder / "WRITER", mode=0o600)

    def current(self) -> Path | None:
        """The generation that answers; None when there is none, or one of another schema."""
        try:
            name = (self.folder / "current").readlink().name
        except OSError:
            return None
        return self.folder / name if name.startswith(f"gen-{self.schema}-") else None

    def none_yet(self) -> bool:
        """Whether no index was ever built here."""
        return not (self.folder / "current").is_symlink()

    def fresh(self) -> Path:
        """An empty folder for a new generation. Call with the lock held."""
        self.make()
        path = self.folder / f"gen-{self.schema}-{secrets.token_hex(4)}.tmp"
        path.mkdir(mode=0o700)
        return path

    def swap(self, built: Path) -> Path:
        """Let a built generation answer from now on. What is on disk then is whole, also after a power cut."""
        sync_folder(built)
        final = built.with_suffix("")
        built.rename(final)
        link = self.folder / f"current.{secrets.token_hex(4)}"
        link.symlink_to(final.name)
        link.replace(self.folder / "current")
        for name in ("wanted", "progress"):
            (self.folder / name).unlink(missing_ok=True)
        sync(self.folder)
        return final

    def sweep(self, *, all_but_current: bool = False) -> None:
        """Remove generations that were left half-built, or that nobody reads any more. Call with the lock held."""
        current = self.current()
        for path in self.folder.glob("current.*"):
            path.unlink(missing_ok=True)
        for path in self.folder.glob("gen-*"):
            age = time.time() - path.stat().st_mtime
            if path != current and (all_but_current or path.suffix == ".tmp" or age > KEPT_SECONDS):
                shutil.rmtree(path, ignore_errors=True)

    # -- asking the writer

    def ask_for_rebuild(self) -> None:
        self.make()
        (self.folder / "wanted").touch()

    def rebuild_wanted(self) -> bool:
        return (self.folder / "wanted").exists()

    def tell(self, done: int, total: int) -> None:
        """Say how far a new generation is, for whoever waits for it in another process."""
        (self.folder / "progress").write_text(f"{done} {total}")

    # -- power cuts

    def trusted(self) -> bool:
        """Whether what is on disk was synced, or this machine has not been off since it was written."""
        boot, clean = _read(self.folder / "boot"), _read(self.folder / "clean")
        return boot == this_boot() or (boot != "" and clean == boot)

    def opened(self) -> None:
        """From here on the index is written without syncing."""
        self.make()
        (self.folder / "clean").unlink(missing_ok=True)
        (self.folder / "boot").write_text(this_boot())
        for name in ("boot", ""):
            sync(self.folder / name)

    def closed(self) -> None:
        """A clean stop: everything is on disk."""
        current = self.current()
        if current is not None and current.is_dir():
            sync_folder(current)
            (self.folder / "clean").write_text(this_boot())
            sync(self.folder / "clean")
            sync(self.folder)


def read_progress(folder: Path) -> tuple[int, int] | None:
    """How far the writer is with a new generation, as (done, total); None when it builds none."""
    done, _, total = _read(folder / "progress").partition(" ")
    return (int(done), int(total)) if done.isdigit() and total.isdigit() else None


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def this_boot() -> str:
    """Names the time since this machine was started; the same word for ever where the system does not say."""
    return _read(_BOOT_ID).strip() or "unknown"


def sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_file():
            sync(path)
    sync(folder)
