"""A reviewer's browser, and a reviewer who saves one claim after another and writes down what came of it."""

from __future__ import annotations

import http.client
import random
import re
import string
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import lxml.html

from .ledger import Ledger, Save
from .prepared import Prepared
from .server import HOST, Server

SECONDS_TO_ANSWER = 30
Fields = dict[str, str | list[str]]
VERDICTS = ("true", "mixed", "false")
# Consonants only, long and random: no two are two edits apart, none is a form of another word.
LETTERS = "".join(sorted(set(string.ascii_lowercase) - set("aeiouyhs")))


class Cut(Exception):
    """The connection ended before the whole answer was there: what became of the request is not known."""


@dataclass(frozen=True)
class Page:
    status: int
    text: str
    location: str

    def form(self, action: str) -> Fields:
        """The fields of the form with this action, as a browser would send them."""
        for form in lxml.html.fromstring(self.text).forms:
            if form.action == action:
                fields: dict[str, list[str]] = {}
                for name, value in form.form_values():
                    # The line break after <textarea> is none of its text (HTML, 13.1.2.5).
                    fields.setdefault(name, []).append(value.removeprefix("\r").removeprefix("\n"))
                return {name: values[0] if len(values) == 1 else values for name, values in fields.items()}
        raise AssertionError(f"no form for {action} on this page ({self.status}): {self.text[:400]}")


class Browser:
    """Keeps cookies and one connection to the server, wherever it listens just now."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.cookies: SimpleCookie = SimpleCookie()
        self.line: http.client.HTTPConnection | None = None
        server.closing.append(self.close)

    def get(self, path: str) -> Page:
        return self.ask("GET", path)

    def post(self, path: str, fields: Mapping[str, str | Sequence[str]]) -> Page:
        return self.ask("POST", path, urlencode(fields, doseq=True))

    def ask(self, method: str, path: str, body: str | None = None) -> Page:
        """Raises Cut. A request is never sent twice."""
        if self.line is None or self.line.port != self.server.port:
            self.close()
            self.line = http.client.HTTPConnection(HOST, self.server.port, timeout=SECONDS_TO_ANSWER)
        headers = {"Cookie": "; ".join(f"{name}={cookie.value}" for name, cookie in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self.line.request(method, path, body, headers)
            answer = self.line.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise Cut(str(error)) from error
        for value in answer.headers.get_all("Set-Cookie") or ():
            self.cookies.load(value)
        return Page(answer.status, text, answer.headers.get("Location") or "")

    def close(self) -> None:
        if self.line is not None:
            self.line.close()
        self.line = None

    def log_in(self, email: str, password: str) -> None:
        page = self.get("/login")
        token = str(page.form("/login")["csrf_token"])
        answer = self.post("/login", {"email": email, "password": password, "csrf_token": token})
        assert answer.status == 302, f"the log-in was answered {answer.status}"


class Reviewer:
    """Saves claims of the prepared article, each with a word of its own in the wording, and keeps the ledger."""

    def __init__(self, name: str, browser: Browser, desk: Prepared, ledger: Ledger, seed: object) -> None:
        self.name = name
        self.browser = browser
        self.desk = desk
        self.ledger = ledger
        self.dice = random.Random(f"{seed} {name}")
        self.count = 0

    # -- what is saved

    def word(self) -> str:
        return "".join(self.dice.choices(LETTERS, k=18))

    def plan(self, claim: int, seen: int) -> Save:
        self.count += 1
        token = self.word()
        wording = f"{self.name} counted {self.count} lorries [{token}]"
        return Save(f"{self.name}-{self.count}-{token[:6]}", self.name, claim, seen, token, wording)

    def work(self, stop: threading.Event, *, making: float = 0.15) -> None:
        """Save until told to stop, or until the line is cut. `making` is the share of new claims."""
        while not stop.is_set():
            try:
                if self.dice.random() < making:
                    self.make()
                else:
                    self.save(self.dice.choice(self.desk.claims))
            except Cut:
                return

    def open(self, claim: int) -> Fields:
        page = self.browser.get(f"/articles/{self.desk.article}?claim={claim}")
        assert page.status == 200, f"the workbench was answered {page.status}"
        return page.form(f"/claims/{claim}/save")

    def save(self, claim: int, fields: Fields | None = None) -> Save:
        """Read the workbench (or take the form as it was read before), change the wording, save. Raises Cut."""
        fields = fields or self.open(claim)
        save = self.plan(claim, int(str(fields["row_version"])))
        sent: Fields = {**fields, "key": save.key, "wording": save.wording}
        if self.dice.random() < 0.3:
            sent |= {"verdict": self.dice.choice(VERDICTS), "confidence": "70", "note": f"Counted again, {self.count}."}
        return self.send(replace(save, fields=sent))

    def send(self, save: Save) -> Save:
        self.ledger.invoke(save)
        page = self.browser.post(f"/claims/{save.claim}/save", save.fields)
        return self.ledger.write(replace(judged(save, page), tries=save.tries + 1))

    def make(self) -> Save:
        """Make a claim of a sentence. Raises Cut."""
        fields = self.browser.get(f"/articles/{self.desk.article}?new=claim").form(
            f"/articles/{self.desk.article}/claims"
        )
        span = self.dice.choice(self.desk.spans)
        save = self.ledger.invoke(self.plan(0, 0))
        place = {"start": str(span.start), "end": str(span.end), "words": "", "wording": save.wording, "key": save.key}
        page = self.browser.post(f"/articles/{self.desk.article}/claims", fields | place)
        made = re.search(r"[?&]claim=(\d+)", page.location) if page.status == 303 else None
        outcome = {"outcome": "ok", "claim": int(made[1])} if made else {"outcome": f"answered {page.status}"}
        return self.ledger.write(replace(save, **outcome))

    # -- after a restart

    def resolve(self) -> None:
        """Send every save again of which it is not known what became, as it was sent before. New claims are not made
        again: their form has no key."""
        for save in self.ledger.of(self.name, "unknown"):
            if save.claim:
                self.send(save)


def judged(save: Save, page: Page) -> Save:
    """What an answer to a save means."""
    if page.status == 303:
        return replace(save, outcome="ok")
    if page.status == 409:
        return replace(save, outcome="refused", kept=shows_both(page, save))
    return replace(save, outcome=f"answered {page.status}")


def shows_both(page: Page, save: Save) -> bool:
    """Whether a refusal shows what was typed, in its form too, and what somebody else saved."""
    sides = lxml.html.fromstring(page.text).xpath("//*[@data-field='wording']//p")
    texts = [side.text_content() for side in sides]
    kept = page.form(f"/claims/{save.claim}/save")["wording"]
    return len(texts) == 2 and texts[1] == save.wording == kept and texts[0] not in {"", save.wording}
