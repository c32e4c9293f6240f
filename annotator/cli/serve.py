"""`serve`: the desk for browsers, with its index writer, its job worker and its finder of sightings."""

from __future__ import annotations

import logging
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from .finding import finding
from .memory import give_back_memory, keep_giving_back
from .processes import LOG_FORMAT, apart, beside, made_apart, stop_calmly
from .shares import Shares

# Half-open uploads hold a connection, never a thread: waitress hands a request to one only when all of it is there.
# 1,000 connections of slow clients are then nothing but open files.
CONNECTIONS = 1_000
IDLE_SECONDS = 120
WAITING = 1_024  # connections that nobody has accepted yet
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
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    logging.basicConfig(level=logging.WARNING, format=LOG_FORMAT)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    host, port = host or app.config["HOST"], port or app.config["PORT"]
    sockets = listen(host, port)
    # Ctrl-C too: a shell that starts us in the background has it ignored.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop_calmly)
    give_back_memory()
    try:
        load_sample_first_time()
        warm_up(app)
        greet(host, port)  # browsers that come now wait at the sockets
        let_go()
        shares = Shares(app.config["PROCESSES"])
        with beside(shares, lambda number: answer(app, sockets, shares, number)), running(app), finding(app):
            answer(app, sockets, shares, 0)  # ends on Ctrl-C and SIGTERM
    except KeyboardInterrupt:
        pass
    finally:
        for each in sockets:
            each.close()
    click.echo("\nStopped.")


def listen(host: str, port: int) -> list[socket.socket]:
    """The sockets that browsers connect to, one for each address of the host. Raises ClickException when there are
    none to be had."""
    from waitress.adjustments import Adjustments

    found = []
    try:
        for family, kind, protocol, address in Adjustments(host=host, port=port).listen:
            each = socket.socket(family, kind, protocol)
            found.append(each)
            each.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                each.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            each.bind(address)
            each.listen(WAITING)
    except OSError as error:
        raise click.ClickException(
            f"Port {port} on {host} cannot be used ({error.strerror}). Stop what uses it, or set WIRECHECK_PORT."
        ) from None
    except ValueError:  # waitress's word for a name that cannot be looked up
        raise click.ClickException(f"There is no address {host!r} on this machine. Set WIRECHECK_HOST.") from None
    return found


def answer(app: Flask, sockets: list[socket.socket], shares: Shares, number: int) -> None:
    """Answer what comes to the sockets, with threads, until the process is told to stop. It is process `number`."""
    from waitress import create_server

    connections: dict[int, Any] = {}
    server = create_server(
        app,
        map=connections,
        sockets=sockets,
        threads=app.config["THREADS"],
        connection_limit=CONNECTIONS,
        channel_timeout=IDLE_SECONDS,
        max_request_body_size=app.config["MAX_CONTENT_LENGTH"] * BODIES_HEARD_OUT,
        ident=None,
        # The forwarded headers are ours to read (factory/headers.py), and only with BEHIND_PROXY.
        clear_untrusted_proxy_headers=False,
    )
    shares.keep_even(connections, number)
    keep_giving_back()
    try:
        server.run()
    finally:
        server.close()


@contextmanager
def running(app: Flask) -> Iterator[None]:
    """The index writer and the job worker, for as long as the server runs."""
    from ..relays.work import order_missing
    from ..search.keeping.indexer import Indexer

    indexer = Indexer(app) if app.config["INDEXER"] else None
    queue = app.extensions["jobs"] if app.config["JOBS"] else None
    if indexer:
        indexer.start()
    if queue:
        queue.start()
        if missing := order_missing():
            queue.send(missing)
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
        let_go()
        # Half of what that needs no page needs, and each serving process would keep it: 50 MB.
        if not apart(load_with_progress):
            raise click.ClickException("The sample corpus could not be loaded; the reason stands above.")


def warm_up(app: Flask) -> None:
    """Compile the templates, and read what the queue and the lists count by, and the search index: seconds with 240,000
    claims. The first page would else take it all; and processes that part later share it."""
    from ..db import db
    from ..gazetteer.queries import names
    from ..search.engines.chosen import reader_of

    for name in app.jinja_env.list_templates(extensions=["html"]):
        app.jinja_env.get_template(name)
    counted = app.extensions["counted"]
    let_go()
    # Half of what reading takes is rows that are gone when they are counted: 40 MB of 20,000 articles.
    read = made_apart(lambda: [each() for each in counted])
    for each, kept in zip(counted, read or (), strict=False):
        each.take(kept)
    for each in counted:
        each()  # what was written meanwhile; where the other process failed, all of it
    names()
    reader_of(app.config).warm()
    db.session.rollback()


def let_go() -> None:
    """Close the connections to the database: one to SQLite must not be carried into a forked process, not even to be
    closed there."""
    from ..db import db

    db.session.close()
    db.engine.dispose()


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
