"""What people type into the filters of a page, as values."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest

from openimr.law.calendar import pacific_day
from openimr.vocabulary.errors import BadInput


def day_asked(request: HttpRequest, now: dt.datetime, name: str = "on") -> dt.date:
    """The day that a page is asked for; today on the Pacific when none is.

    Raises:
        BadInput: when it is no day.
    """
    return day_typed(request.GET.get(name, "")) or pacific_day(now)


def day_typed(typed: str) -> dt.date | None:
    """A day as a browser's field writes it; None of an empty field.

    Raises:
        BadInput: when it is no day.
    """
    if not typed.strip():
        return None
    try:
        return dt.date.fromisoformat(typed.strip())
    except ValueError:
        raise BadInput("the day", "is none", "Write it like 2026-03-09.") from None
