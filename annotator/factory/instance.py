"""The instance folder: all state of a desk in one place that can be moved and backed up."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from ..errors import WirecheckError

FOLDERS = ("uploads", "imports", "foreign", "index")


def open_instance(folder: Path) -> Path:
    """Make the folder and what belongs in it, readable by nobody else. Raises WirecheckError when it cannot."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in FOLDERS:
            (folder / name).mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise WirecheckError(
            f"The instance folder {folder} cannot be made ({error.strerror}). Set WIRECHECK_INSTANCE to a folder "
            "that you may write."
        ) from error
    return folder


def secret_key(folder: Path) -> str:
    """The key that signs sessions: made at the first start, mode 0600, the same ever after."""
    path = folder / "secret_key"
    try:
        return path.read_text()
    except FileNotFoundError:
        pass
    # Written aside and linked into place: a second program that starts now must read a whole key, and the same one.
    draft = folder / f"secret_key.{os.getpid()}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_hex(32))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text()
