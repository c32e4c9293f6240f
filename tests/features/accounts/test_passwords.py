"""Which passwords are taken."""

from __future__ import annotations

import pytest
from flask import Flask

from annotator.accounts.passwords import check, normal
from annotator.errors import Invalid


@pytest.mark.parametrize(
    "password",
    [
        "vier tinten trocknen",
        "Xk2#mLq9vT!z",
        "purple hammer mountain",
        "мой дядя самых честных",
        "كلمة سر طويلة جدا",
        "quietly7boxes7drift",
        "the admin forgot tea",
    ],
)
def test_long_and_uncommon_ones_are_taken(app: Flask, password: str) -> None:
    check(password, name="Nadia Rahim", email="n.rahim@example.org")


@pytest.mark.parametrize(
    "password",
    [
        "elevenchars",
        "무궁화꽃이",
        "x" * 201,
        "aaaaaaaaaaaaaa",
        "123456789012345",
        "password1234",
        "P@ssw0rd!2026",
        "passwordpassword",
        "qwertyuiop[]12",
        "abcdefghijklmnop",
        "letmeinletmein1",
        "Welcome2026!!",
        "Iloveyou12345",
        "administrator1",
        "wirecheck2026",
        "121212121212",
        "nadia hangs the moon",
        "XxRAHIMxX-longer",
    ],
)
def test_short_common_and_own_ones_are_refused_at_their_field(app: Flask, password: str) -> None:
    with pytest.raises(Invalid) as refused:
        check(password, name="Nadia Rahim", email="n.rahim@example.org")
    assert refused.value.field == "password"


def test_two_keyboards_that_write_e_acute_differently_make_one_password(app: Flask) -> None:
    assert normal("caf\u00e9 au lait noir") == normal("cafe\u0301 au lait noir")
