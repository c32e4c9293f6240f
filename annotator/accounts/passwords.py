"""Which passwords are taken: long ones that are not common (NIST SP 800-63B, 3.1.1.2: no composition rules)."""

from __future__ import annotations

import re
import unicodedata

from flask_security import hash_password
from flask_security.proxies import _security

from ..errors import Invalid

SHORTEST, LONGEST = 12, 200  # code points; a bound, because argon2 reads every byte

# What most leaked passwords of twelve characters and more are made of, once figures, marks and repeats are taken away.
COMMON_PARTS = (
    "password", "passwort", "motdepasse", "letmein", "welcome", "admin", "administrator", "iloveyou", "monkey",
    "dragon", "football", "baseball", "superman", "batman", "sunshine", "princess", "master", "changeme", "trustno",
    "qwertyuiop", "qwerty", "asdfghjkl", "asdfgh", "zxcvbnm", "azertyuiop", "azerty", "abcdefghijklmnopqrstuvwxyz",
    "abcdef", "abc", "test", "secret", "default", "guest", "login", "user", "root", "wirecheck", "newsroom",
)  # fmt: skip
COMMON = re.compile("|".join(sorted(COMMON_PARTS, key=len, reverse=True)))
# Letters as they are disguised: "p4$$w0rd".
DISGUISES = str.maketrans("013457@$!", "oleastasi")
FEWEST_LEFT = 6  # letters and figures that must remain beside the common parts


def normal(password: str) -> str:
    """The form that is hashed and compared (Unicode NFKD: keyboards differ in how they write é)."""
    return str(_security.password_util.normalize(password))


def hashed(password: str) -> str:
    return str(hash_password(normal(password)))


def check(password: str, *, name: str, email: str) -> None:
    """Raise Invalid (field "password") for a password that is short, common, or made of its owner's name or address."""
    text = normal(password)
    # Counted as they are seen: decomposed, four Korean syllables would be twelve characters.
    length = len(unicodedata.normalize("NFC", password))
    if length < SHORTEST:
        raise Invalid(f"This has {length} characters; {SHORTEST} are needed.", "password")
    if length > LONGEST:
        raise Invalid(f"At most {LONGEST} characters.", "password")
    if is_common(text):
        raise Invalid("This is among the first passwords that are tried. Take unrelated words instead.", "password")
    if any(part in text.casefold() for part in own_parts(name, email)):
        raise Invalid("Your name or e-mail address must not be part of it.", "password")


def is_common(text: str) -> bool:
    """Whether little is left of it beside common words, rows of keys or of figures, and repeats."""
    folded = text.casefold()
    return any(len(rest(version)) < FEWEST_LEFT for version in (folded, folded.translate(DISGUISES)))


def rest(text: str) -> str:
    """What remains without common parts, rows (1234, 9876) and repeats; each letter once."""
    left = COMMON.sub("", "".join(letter for letter in text if letter.isalnum()))
    kept = [here for before, here in zip(["", *left], left, strict=False) if not follows(before, here)]
    return "".join(dict.fromkeys(kept))


def follows(before: str, here: str) -> bool:
    return bool(before) and abs(ord(here) - ord(before)) <= 1


def own_parts(name: str, email: str) -> set[str]:
    """The words of the name and of the address; those under four letters stand in too many good passwords."""
    words = re.findall(r"[^\W_]+", f"{name} {email.rpartition('@')[0]}".casefold())
    return {normal(word) for word in words if len(word) >= 4}
