"""Filters of every template: times, names and sizes in the words of the house."""

from __future__ import annotations

import datetime as dt
import enum
import functools

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from openimr.law.calendar import PACIFIC, pacific_day
from openimr.law.model import Evidence
from openimr.law.words import KNOWN

register = template.Library()

SOON = dt.timedelta(days=3)
"""From when on a due time is marked as near."""


@register.filter
def moment(at: dt.datetime) -> str:
    """A time as people on the Pacific read it: "03/09/2026 5:00 PM"."""
    return f"{at.astimezone(PACIFIC):%m/%d/%Y} {clock_time(at)}"


@register.filter
def clock_time(at: dt.datetime) -> str:
    """The time of day on the Pacific: "5:00 PM"."""
    there = at.astimezone(PACIFIC)
    return f"{there.hour % 12 or 12}:{there:%M %p}"


@register.filter
def iso(at: dt.datetime | None) -> str:
    """A time as programs read it, for the attribute of a ``time``; nothing without one."""
    return at.isoformat() if at else ""


@register.filter
def day(on: dt.date | dt.datetime) -> str:
    """A day as people on the Pacific read it: "03/09/2026"."""
    date = pacific_day(on) if isinstance(on, dt.datetime) else on
    return f"{date:%m/%d/%Y}"


@register.filter
def words(name: object) -> str:
    """A name of the program as people read it: "awaiting-records" is "awaiting records"."""
    text = str(name.value if isinstance(name, enum.Enum) else name)
    return text.replace("-", " ").replace("_", " ")


@register.filter
def capital(text: str) -> str:
    """The same with its first letter as a capital, and the others as they are."""
    return text[:1].upper() + text[1:]


@register.filter
def grouped(number: int) -> str:
    """A number as people read it: "1,200"."""
    return f"{number:,}"


@register.filter
def due(at: dt.datetime | None, now: dt.datetime) -> SafeString:
    """When something is due, in words and with how near it is; a part of a page.

    Computed here and not in a template of its own: a list has it fifty times.
    """
    if at is None:
        return mark_safe('<span class="quiet">no clock runs</span>')
    return format_html(
        '<time datetime="{}">{}</time> <span class="tag {}">{}</span>',
        at.isoformat(),
        moment(at),
        _nearness(at, now),
        _near_in_words(at, now),
    )


@register.filter
def case_address(number: str) -> str:
    """Where the page of a case is; the same as its address by name, found once."""
    return f"{_cases()}/{number}"


@functools.cache
def _cases() -> str:
    return str(reverse("cases"))


def _nearness(at: dt.datetime, now: dt.datetime) -> str:
    if at < now:
        return "overdue"
    return "soon" if at - now <= SOON else "plain"


def _near_in_words(at: dt.datetime, now: dt.datetime) -> str:
    """As "overdue by 3 days", "due today", "in 4 days"."""
    days = (pacific_day(at) - pacific_day(now)).days
    if at < now:
        return f"overdue by {_counted(-days)}" if days else "overdue since today"
    return f"in {_counted(days)}" if days else "due today"


def _counted(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"


@register.filter
def percent(share: float) -> str:
    """A share of 0 to 1: "83 %"."""
    return f"{share * 100:.0f} %"


@register.filter
def evidence(how: Evidence) -> str:
    """How a value of the law is known: "text seen", "own rule"."""
    return KNOWN[how]


@register.filter
def size(octets: int) -> str:
    """A file's size: "812 bytes", "3.4 MB"."""
    if octets < 1000:
        return f"{octets} bytes"
    if octets < 1_000_000:
        return f"{octets / 1000:.0f} kB"
    return f"{octets / 1_000_000:.1f} MB"
