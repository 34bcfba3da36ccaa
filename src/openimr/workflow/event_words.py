"""What stands in an event, for people to read: names as words, days, times, digests shortened."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from openimr.case.timeline import in_words
from openimr.law.calendar import PACIFIC

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Fact(NamedTuple):
    """One field of an event: its name in words, and its text or its parts."""

    name: str
    text: str
    parts: tuple[tuple[Fact, ...], ...] = ()


def facts(fields: Mapping[str, Any], names: Mapping[str, str]) -> tuple[Fact, ...]:
    """The fields of an event as people read them.

    Args:
        fields: as canonical JSON has them.
        names: of parties, by the identifiers that stand in events.
    """
    return tuple(_facts(fields, names))


def _facts(fields: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[Fact]:
    for name, content in fields.items():
        called = in_words(plain(name))
        if isinstance(content, dict):
            yield Fact(called, "", (facts(content, names),))
        elif isinstance(content, list) and any(isinstance(one, dict) for one in content):
            yield Fact(called, "", tuple(facts(one, names) for one in content if one))
        elif isinstance(content, list):
            yield Fact(called, ", ".join(_one(one, names) for one in content) or "none")
        else:
            yield Fact(called, _one(content, names))


def _one(content: object, names: Mapping[str, str]) -> str:
    if isinstance(content, list):
        return ", ".join(_one(one, names) for one in content)
    return names.get(content, shown(content)) if isinstance(content, str) else shown(content)


def shown(content: object) -> str:
    """One value: yes or no, a day, a Pacific time, the beginning of a digest, or the text."""
    if isinstance(content, bool):
        return "yes" if content else "no"
    if content is None:
        return "not known"
    return _text(content) if isinstance(content, str) else moment(content)


def _text(content: str) -> str:
    if _DIGEST.fullmatch(content):
        return f"{content[:12]}…"
    if day := _DAY.fullmatch(content):
        return f"{day[2]}/{day[3]}/{day[1]}"
    return moment(content)


def moment(content: object) -> str:
    """A time in Pacific, to the minute; anything else as it stands."""
    if isinstance(content, dt.datetime):
        return f"{content.astimezone(PACIFIC):%m/%d/%Y %I:%M %p}"
    if not isinstance(content, str) or not _TIME.fullmatch(content):
        return plain(str(content))
    try:
        return f"{dt.datetime.fromisoformat(content).astimezone(PACIFIC):%m/%d/%Y %I:%M %p}"
    except (ValueError, OverflowError):
        return content


def plain(text: str) -> str:
    """Text that can be shown, whatever commands for a terminal somebody put into it."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
