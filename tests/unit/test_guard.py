from __future__ import annotations

import socket
import sqlite3

import psycopg
import pytest


def test_a_unit_test_cannot_open_a_connection() -> None:
    with socket.socket() as a_socket, pytest.raises(AssertionError, match="must not open a connection"):
        a_socket.connect(("127.0.0.1", 9))


def test_a_unit_test_cannot_open_a_port() -> None:
    with socket.socket() as a_socket, pytest.raises(AssertionError, match="must not open a port"):
        a_socket.bind(("127.0.0.1", 0))


def test_a_unit_test_cannot_open_sqlite() -> None:
    with pytest.raises(AssertionError, match="must not open a database"):
        sqlite3.connect(":memory:")


def test_a_unit_test_cannot_open_postgres() -> None:
    for connect in (psycopg.connect, psycopg.Connection.connect):
        with pytest.raises(AssertionError, match="must not open a database"):
            connect("postgresql:///")
