"""All settings: name, default, meaning. docs/settings.md lists the same; a rules test compares the two.

Each is read from the environment as WIRECHECK_<NAME> (DATABASE_URL also without the prefix, as hosts set it).
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from .errors import Invalid

ROOT = Path(__file__).resolve().parent.parent
MIB = 1024 * 1024


# The libraries that check a setting are loaded only where it is set: `analyse` needs neither, and they take longer to
# load than it takes to analyse twenty articles.
def check_port(port: int) -> None:
    if port > 65535:
        raise ValueError(port)


def check_database(url: str) -> None:
    """Raise when it is no URL, when it is of another database than ours, or when its driver is not installed."""
    import sqlalchemy as sa

    try:
        if sa.make_url(url).get_backend_name() not in {"sqlite", "postgresql"}:
            raise ValueError(url)
        sa.make_url(url).get_dialect().import_dbapi()
    except sa.exc.ArgumentError:
        raise ValueError(url) from None


def check_engine(name: str) -> None:
    if name not in {"auto", "whoosh", "postgresql"}:
        raise ValueError(name)


def check_rate(rate: str) -> None:
    from limits import parse_many

    parse_many(rate)


def check_token(token: str) -> None:
    """Raise for one that can be guessed, or that does not fit into an address."""
    if not re.fullmatch("[A-Za-z0-9_-]{20,200}", token):
        raise ValueError(token)


def check_web_address(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.fragment:
        raise ValueError(url)


# Settings that hold, or may hold, what nobody else should read.
SECRET = frozenset({"DATABASE_URL", "RECONCILIATION_TOKEN", "RECONCILIATION_URL"})


@dataclass(frozen=True)
class Setting:
    """One setting. `kind` turns the environment's text into the value and raises ValueError when it cannot.

    `check` raises when the value cannot be used, and `wanted` then says what can ("… must be `wanted`, not …").
    """

    default: Any
    kind: type
    meaning: str
    wanted: str = ""
    check: Callable[[Any], object] | None = None


SETTINGS: dict[str, Setting] = {
    "INSTANCE": Setting("instance", str, "Folder of all state: database, index, uploads, keys, jobs."),
    "DATABASE_URL": Setting(
        "",
        str,
        "SQLAlchemy URL; empty: SQLite in the instance folder.",
        "sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME",
        check_database,
    ),
    "HOST": Setting("127.0.0.1", str, "Address the server listens on."),
    "PORT": Setting(5000, int, "Port the server listens on.", "65535 or less", check_port),
    "THREADS": Setting(8, int, "Threads of each process that answer requests."),
    "PROCESSES": Setting(2, int, "Processes that answer requests; more than the machine has cores bring nothing."),
    "BEHIND_PROXY": Setting(False, bool, "Trust X-Forwarded-* of one proxy in front that ends TLS."),
    "TLS": Setting(False, bool, "Served over TLS: cookies are Secure and HSTS is sent."),
    "TIME_ZONE": Setting(
        "UTC",
        str,
        "The desk's time zone (IANA name) for dates and times on pages.",
        "the name of a time zone, such as Asia/Baghdad",
        ZoneInfo,
    ),
    "MAX_UPLOAD_BYTES": Setting(20 * MIB, int, "Largest upload in bytes."),
    "MAX_ARTICLE_CHARACTERS": Setting(2_000_000, int, "Longest article in code points."),
    "MAX_ZIP_FILES": Setting(10_000, int, "Most files in a zip."),
    "MAX_UNPACKED_BYTES": Setting(200 * MIB, int, "Most bytes a zip or .docx may unpack to."),
    "READER_SECONDS": Setting(20, int, "Processor seconds one file may take to read."),
    "READER_MEMORY_BYTES": Setting(1024 * MIB, int, "Memory a file's reader process may use."),
    "LOGIN_RATE": Setting(
        "10 per minute; 60 per hour",
        str,
        "Log-in attempts per address and per account.",
        "written like 10 per minute; 60 per hour",
        check_rate,
    ),
    "FEED_RATE": Setting(
        "60 per minute",
        str,
        "Requests for feeds of saved searches per address; not counted while LOGIN_RATE is empty.",
        "written like 60 per minute",
        check_rate,
    ),
    "STUCK_HOURS": Setting(24, int, "Hours after which a claim that somebody should have seen to counts as stuck."),
    "INVITATION_DAYS": Setting(7, int, "Days an invitation link is good for."),
    "RECONCILIATION_TOKEN": Setting(
        "",
        str,
        "Lets tools such as OpenRefine read the names at /reconcile-by/TOKEN; empty: nobody without a session.",
        "20 to 200 letters, digits, - and _",
        check_token,
    ),
    "RECONCILIATION_URL": Setting(
        "",
        str,
        "An outside reconciliation service that editors may ask about a name; empty: none.",
        "an address that begins with http:// or https://",
        check_web_address,
    ),
    "FETCH": Setting(False, bool, "Read title and publisher of a pasted address from its site (docs/sources.md)."),
    "INDEXER": Setting(True, bool, "Run the search index writer inside the server."),
    "SEARCH_ENGINE": Setting(
        "auto",
        str,
        "What searches: whoosh (files), postgresql (the desk's database), or auto: as DATABASE_URL says.",
        "auto, whoosh or postgresql",
        check_engine,
    ),
    "EXPORT_HOURS": Setting(48, int, "Hours for which the file of an export of several articles is kept."),
    "WEBHOOK_PRIVATE": Setting(False, bool, "Let webhooks reach private addresses and other ports (docs/exports.md)."),
    "JOBS": Setting(True, bool, "Run the job worker inside the server."),
    "SIGHTINGS": Setting(True, bool, "Find claims about the same matter inside the server."),
    "FINDER_SECONDS": Setting(30, int, "Seconds without work after which the process that finds them ends."),
}


def read_setting(name: str, environ: Mapping[str, str]) -> Any:
    """The value of one setting; raises Invalid naming the variable when its text cannot be read or used."""
    setting = SETTINGS[name]
    text = environ.get(f"WIRECHECK_{name}")
    if text is None and name == "DATABASE_URL":
        text = environ.get(name)
    if text is None or text == "":
        return setting.default
    if setting.kind is bool:
        if text.lower() in {"1", "true", "yes", "on"}:
            return True
        if text.lower() in {"0", "false", "no", "off"}:
            return False
        raise Invalid(f"WIRECHECK_{name} must be 1 or 0, not {text!r}.")
    try:
        value = setting.kind(text)
    except ValueError:
        raise Invalid(f"WIRECHECK_{name} must be a whole number, not {text!r}.") from None
    if setting.kind is int and value < 1:
        raise Invalid(f"WIRECHECK_{name} must be 1 or more, not {text!r}.")
    if name == "DATABASE_URL":
        value = with_driver(value)
    if setting.check is not None:
        refuse_unusable(name, setting, value)
    return value


def with_driver(url: str) -> str:
    """Hosts hand out the driver-less form; psycopg 3 is the driver that is pinned."""
    if url.startswith(("postgres://", "postgresql://")):
        return "postgresql+psycopg://" + url.split("://", 1)[1]
    return url


def refuse_unusable(name: str, setting: Setting, value: Any) -> None:
    assert setting.check is not None
    try:
        setting.check(value)
    except (ValueError, LookupError, OSError, ImportError):
        shown = "" if name in SECRET else f", not {value!r}"
        raise Invalid(f"WIRECHECK_{name} must be {setting.wanted}{shown}.") from None


def load_settings(environ: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Every setting by name, INSTANCE as an absolute path."""
    environ = os.environ if environ is None else environ
    values = {name: read_setting(name, environ) for name in SETTINGS}
    values["INSTANCE"] = str((ROOT / values["INSTANCE"]).resolve())
    return values
