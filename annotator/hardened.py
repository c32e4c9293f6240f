"""HTTP sessions for addresses that people typed: they cannot be led into the desk's own network.

Each name is resolved once, what is not on the public internet (private, loopback, link-local, multicast) is refused,
and the connection goes to just that address (requests-hardened). No redirect is followed by itself, no proxy, no
cookie, no password of the desk's environment is used.
"""

from __future__ import annotations

from typing import Any


def session(step_seconds: float, *, private: bool = False) -> Any:
    """A session of requests. `step_seconds`: to connect, and between two pieces of an answer. `private`: also addresses
    of the desk's own network may be reached; for those that an administrator wrote down."""
    from requests_hardened import Config, Manager

    made = Manager(
        Config(
            ip_filter_enable=not private,
            ip_filter_allow_loopback_ips=False,
            never_redirect=True,
            default_timeout=(step_seconds, step_seconds),
            user_agent_override="Wirecheck",
        )
    ).get_session()
    made.trust_env = False
    return made
