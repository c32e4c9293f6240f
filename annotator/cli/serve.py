"""`serve`: the desk for browsers, with its index writer and its job worker."""

from __future__ import annotations

import gc
import logging
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

# Half-open uploads hold a connection, never a thread: waitress hands a request to one only when all of it is there.
# 1,000 connections of slow clients are then nothing but open files.
CONNECTIONS = 1_000
IDLE_SECONDS = 120
# The application refuses what is larger than MAX_CONTENT_LENGTH, in words and in the page's frame; waitress cuts off,
# in a line of its own, only what is so many times larger that it should not even be received.
BODIES_HEARD_OUT = 4


@click.command("serve")
@click.option("--host", help="Address to listen on (default: setting HOST).")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on (default: setting PORT).")
@with_appcontext
def serve_command(host: str | None, port: int | None) -> None:
    """Serve the desk. Loads the sample corpus at the first start, and prints the set-up link while there is no
    administrator. Stops on Ctrl-C."""
    from waitress import create_server

    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    host, port = host or app.config["HOST"], port or app.config["PORT"]
    try:
        server = create_server(
            app,
            host=host,
            port=port,
            threads=app.config["THREADS"],
            connection_limit=CONNECTIONS,
            channel_timeout=IDLE_SECONDS,
            max_request_body_size=app.config["MAX_CONTENT_LENGTH"] * BODIES_HEARD_OUT,
            ident=None,
            # The forwarded headers are ours to read (factory/headers.py), and only with BEHIND_PROXY.
            clear_untrusted_proxy_headers=False,
        )
    except OSError as error:
        raise click.ClickException(
            f"Port {port} on {host} cannot be used ({error.strerror}). Stop what uses it, or set WIRECHECK_PORT."
        ) from None
    except ValueError:  # waitress's word for a name that cannot be looked up
        raise click.ClickException(f"There is no address {host!r} on this machine. Set WIRECHECK_HOST.") from None
    # Ctrl-C too: a shell that starts us in the background has it ignored.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop_calmly)
    try:
        load_sample_first_time()
        warm_up(app)
        with running(app):
            greet(host, port)
            gc.freeze()  # what is loaded stays: no search for garbage need look through it again
            server.run()  # ends on Ctrl-C and SIGTERM
    except KeyboardInterrupt:
        pass
    finally:
        server.close()
    click.echo("\nStopped.")


def stop_calmly(_number: int, _frame: Any) -> None:
    raise KeyboardInterrupt


@contextmanager
def running(app: Flask) -> Iterator[None]:
    """The index writer and the job worker, for as long as the server runs."""
    from ..search.indexer import Indexer

    indexer = Indexer(app) if app.config["INDEXER"] else None
    queue = app.extensions["jobs"] if app.config["JOBS"] else None
    if indexer:
        indexer.start()
    if queue:
        queue.start()
    try:
        yield
    finally:
        if queue:
            queue.stop()
        if indexer:
            indexer.stop()


def load_sample_first_time() -> None:
    """A newcomer sees a living desk: the sample corpus, when there is nothing and nobody yet."""
    import sqlalchemy as sa

    from ..accounts.models import User
    from ..articles.models import Article
    from ..db import db
    from .sample import load_with_progress

    empty = not any(db.session.scalar(sa.select(sa.exists().select_from(model))) for model in (Article, User))
    db.session.rollback()
    if empty:
        load_with_progress()


def warm_up(app: Flask) -> None:
    """Read what the pages on garbles count by: a second with 200,000 of them, which else the first page would take."""
    from ..db import db

    app.extensions["board"]()
    db.session.rollback()


def greet(host: str, port: int) -> None:
    """Say where the desk is, and while nobody can administer it, how the first person gets in."""
    from ..accounts.service import setup_link
    from ..db import db, transaction

    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{port}/"
    with transaction(by=None, verb="set-up link"):
        token = setup_link()
    db.session.close()
    click.echo(f"Wirecheck is ready at {address}")
    if token:
        click.echo("Nobody can administer it yet. Set up the first account with this link; it works once:")
        click.echo(f"  {address}invitation/{token}")
    click.echo("Ctrl-C stops it.")
    sys.stdout.flush()
