"""Where somebody is signed in: each browser by its family, its network and when it was last seen.

Whoever has the key of a session is signed in: it is never shown. A session goes by a name that is
made of its key and leads back to nothing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Protocol

from openimr.vocabulary.value import Value

_SIGNS = 24

OTHER_BROWSER = "another browser"
"""What a browser is called that says nothing known of itself."""

_FAMILIES: Mapping[str, str] = {
    "Edg(e|A|iOS)?/": "Edge",
    "OPR/|Opera": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "Firefox/|FxiOS/": "Firefox",
    "(Headless)?Chrome/|CriOS/|Chromium/": "Chrome",
    "Version/.*Safari/": "Safari",
}
"""Words of the families, the more telling ones first: Edge says that it is Chrome as well."""

_SYSTEMS: Mapping[str, str] = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS X|Macintosh": "Mac",
    "CrOS": "Chromebook",
    "Linux": "Linux",
}


class BrowserSession(Value, frozen=True, kw_only=True):
    """A browser in which somebody is signed in.

    Attributes:
        name: by which it is ended; leads to no key.
        login: of the account.
        since: when they signed in there.
        seen: when something was last asked from there, to the minute.
        browser: its family and system in words, as it says of itself.
        client: the network address that it signed in from.
    """

    name: str
    login: str
    since: dt.datetime
    seen: dt.datetime
    browser: str
    client: str


class BrowserSessions(Protocol):
    """Where it is kept who is signed in."""

    def of(self, login: str, seen_after: dt.datetime) -> Sequence[BrowserSession]:
        """Sessions of an account that were seen after a time, the one seen last first."""

    def end(self, login: str, names: Sequence[str] | None = None) -> int:
        """End sessions of an account, all of them without names; how many there were."""


def name_of(key: str) -> str:
    """What a session is called.

    Args:
        key: of the session; random, so that nobody finds it by its name.
    """
    return hashlib.sha256(f"name of {key}".encode()).hexdigest()[:_SIGNS]


def browser_in_words(said: str) -> str:
    """Family and system of a browser, as "Firefox on Linux".

    Args:
        said: what it says of itself (``User-Agent``); anybody may say anything, so that no word
            of it is repeated.
    """
    family = _first(_FAMILIES, said) or OTHER_BROWSER
    system = _first(_SYSTEMS, said)
    return f"{family} on {system}" if system else family


def _first(words: Mapping[str, str], said: str) -> str:
    return next((name for pattern, name in words.items() if re.search(pattern, said)), "")
