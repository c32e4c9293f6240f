"""A picture of each page of a desk with the sample, at two widths, light and dark, into build/screenshots.

`--readme` also remakes docs/workbench.png, the picture in the README.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from annotator.accounts import service as accounts
from annotator.cli.sample import load_with_progress
from annotator.config import ROOT
from annotator.contradictions.finding import find as find_disagreements
from annotator.db import db, transaction
from annotator.factory import create_app
from annotator.search.engines.chosen import store_of
from annotator.search.keeping.indexer import Keeper
from annotator.sightings.finding.finder import Finder
from tools.browser import open_chromium
from tools.worked_on import bring_in, decide

WHO, PASSWORD = "edda@example.org", "a picture for the front page"
SIZES = {"wide": {"width": 1440, "height": 900}, "narrow": {"width": 390, "height": 844}}
PAGES = {
    "queue": "/",
    "garbles-queue": "/?queue=garbles",
    "articles": "/articles",
    "dashboard": "/dashboard",
    "dashboard-all": "/dashboard?period=all",
    "dashboard-claims": "/dashboard/claims?stage=to+judge",
    "readiness": "/articles/{garbled}/readiness",
    "relays": "/relays",
    "article-relays": "/articles/{relayed}/relays",
    "passed-over": "/articles/{passed}",
    "passed-over-readiness": "/articles/{passed}/readiness",
    "versions": "/articles/{garbled}/versions",
    "new-version": "/articles/{garbled}/versions/new",
    "asks": "/articles/{renewed}/asks",
    "old-version": "/articles/{renewed}/versions/1",
    "compared": "/articles/{renewed}/versions?from=1&to=2",
    "renewed": "/articles/{renewed}",
    "sightings": "/claims/{claim}/sightings",
    "matters": "/matters",
    "matter": "/matters/1",
    "contradictions": "/contradictions",
    "contradictions-decided": "/contradictions?state=decided",
    "article-contradictions": "/contradictions?article={garbled}",
    "collections": "/collections",
    "workbench": "/articles/{garbled}",
    "claim": "/articles/{garbled}?claim={claim}",
    "garbles": "/articles/{garbled}?tab=garbles",
    "board": "/garbles?state=suspected",
    "decide": "/garbles/decide?act=confirm&all=1&state=suspected",
    "rates": "/garbles/rates",
    "rules": "/garbles/rules",
    "glossary": "/garbles/glossary",
    "corrections": "/articles/{garbled}?tab=corrections",
    "corrected": "/articles/{garbled}?view=corrected&tab=corrections",
    "side-by-side": "/articles/{garbled}?view=both&tab=corrections",
    "notices": "/articles/{garbled}/notices",
    "new-claim": "/articles/{garbled}?new=claim",
    "history": "/articles/{garbled}/history",
    "claim-history": "/history/claim/{claim}",
    "audit": "/audit",
    "details": "/articles/{garbled}/edit",
    "export": "/articles/{garbled}/export",
    "search": "/search?q=al-Hashd+al-Shaabi",
    "search-help": "/search",
    "search-grouped": "/search?q=rockets&kind=claim&kind=garble&grouped=1&sort=worth",
    "search-nothing": "/search?q=feed:%22Meridian+Wire%22+number:%3E2000+unit:troops+is:disputed+entity:Hashd",
    "search-like": "/search?like=claim:1",
    "searches": "/searches",
    "acts": "/search/acts",
    "add": "/articles/new",
    "imports": "/imports",
    "sources": "/sources",
    "source": "/sources/1",
    "evidence": "/evidence/1",
    "agreement": "/agreement?by=pair",
    "differences": "/agreement/differences",
    "names": "/names",
    "names-near": "/names?with=al-Hachd+al-Chabi+Iraq",
    "name": "/names/1",
    "spellings": "/collections/1/names",
    "name-edit": "/names/1/edit",
    "name-merge": "/names/1/merge",
    "name-split": "/names/1/split",
    "name-history": "/names/1/history",
    "name-new": "/names/new",
    "names-import": "/names/import",
    "people": "/people",
    "account": "/account",
    "health": "/health",
    "missing": "/nothing-here",
}


@contextmanager
def desk() -> Iterator[tuple[str, dict[str, int]]]:
    """A desk with the sample and one administrator, served on a free port: its address and what to look at."""
    from waitress import create_server

    folder = Path(tempfile.mkdtemp(prefix="wirecheck-pictures-"))
    app = create_app({"INSTANCE": str(folder), "DATABASE_URL": "", "INDEXER": False, "JOBS": False, "LOGIN_RATE": ""})
    with app.test_request_context():
        load_with_progress()
        with transaction(by=None):
            token = accounts.add_invitation("administrator", note="", by=None)
        with transaction(by=None):
            accounts.accept(token, name="Edda Marsh", email=WHO, password=PASSWORD)
        keeper = Keeper(store_of(app.config))
        keeper.bring_up()
        keeper.close()
        Finder(find_disagreements).run()
        things = chosen_things()
        things |= bring_in(things["garbled"])
        Finder(find_disagreements).run()
        decide(things["passed"])
        db.session.rollback()
    server = create_server(app, host="127.0.0.1", port=0)
    threading.Thread(target=server.run, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}", things
    finally:
        server.close()
        shutil.rmtree(folder, ignore_errors=True)


def chosen_things() -> dict[str, int]:
    """The article with the most garbles, and a claim of it that is judged."""
    import sqlalchemy as sa

    from annotator.claims.models import Claim
    from annotator.garbles.models import Garble

    judged = sa.select(Claim.article_id).where(Claim.state.in_(("assessed", "settled")))
    article = db.session.execute(
        sa.select(Garble.article_id)
        .where(Garble.article_id.in_(judged))
        .group_by(Garble.article_id)
        .order_by(sa.func.count().desc(), Garble.article_id)
    ).scalars()
    garbled = article.first() or 1
    claim = db.session.scalar(
        sa.select(Claim.id).where(Claim.article_id == garbled, Claim.state.in_(("assessed", "settled")))
    )
    return {"garbled": garbled, "claim": claim or 1}


def logged_in(browser: Browser, address: str, size: str, scheme: str) -> Page:
    context = browser.new_context(base_url=address, viewport=SIZES[size], color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/login")
    page.locator("[name=email]").fill(WHO)
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    return page


def take(folder: Path, *, only: set[str], readme: bool) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with desk() as (address, things), open_chromium() as browser:
        for size in SIZES:
            for scheme in ("light", "dark"):
                page = logged_in(browser, address, size, scheme)
                for name, path in PAGES.items():
                    if only and name not in only:
                        continue
                    page.goto(path.format(**things))
                    page.wait_for_timeout(300)
                    page.screenshot(path=folder / f"{name}-{size}-{scheme}.png", full_page=size == "narrow")
                page.context.close()
        if readme:
            page = logged_in(browser, address, "wide", "light")
            page.goto(PAGES["claim"].format(**things))
            page.wait_for_timeout(300)
            page.screenshot(path=ROOT / "docs/workbench.png")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help=f"only these pages: {', '.join(PAGES)}")
    parser.add_argument("--readme", action="store_true", help="remake the picture in the README")
    given = parser.parse_args()
    take(ROOT / "build/screenshots", only=set(given.names), readme=given.readme)
