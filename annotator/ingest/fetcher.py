"""The process that fetches one page for fetching.py: the address on standard input; out comes a line of JSON, `{}` or
`{trouble}`, and after `{}` the page's bytes."""

from __future__ import annotations

import json
import os
import resource
import socket
import sys

from annotator.hardened import session
from annotator.ingest.fetching import SECONDS, STEP_SECONDS, CannotFetch, fetch

_MEMORY_BYTES = 512 * 1024 * 1024


def main() -> None:
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not be taken for the answer
    for kind, most in ((resource.RLIMIT_AS, _MEMORY_BYTES), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(kind, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (int(SECONDS), int(SECONDS)))
    said, content = fetched(sys.stdin.buffer.read().decode())
    answers.write(json.dumps(said).encode("ascii") + b"\n" + content)
    answers.flush()


def fetched(url: str) -> tuple[dict[str, str], bytes]:
    import requests
    from requests_hardened.ip_filter import InvalidIPAddress

    try:
        return {}, fetch(url, session(STEP_SECONDS))
    except InvalidIPAddress:
        return {"trouble": "This address is not on the public internet, and is not read."}, b""
    except requests.exceptions.Timeout:
        return {"trouble": "The site does not answer."}, b""
    except requests.exceptions.SSLError:
        return {"trouble": "The site's certificate cannot be trusted."}, b""
    except CannotFetch as error:
        return {"trouble": error.reason}, b""
    except (requests.RequestException, OSError, socket.gaierror, UnicodeError, ValueError):
        return {"trouble": "The site cannot be reached."}, b""


if __name__ == "__main__":
    main()
