"""Days and times as people type them, in Pacific time."""

from __future__ import annotations

import datetime as dt

import click

_FORMATS = {
    "%Y-%m-%d": False,
    "%m/%d/%Y": False,
    "%Y-%m-%dT%H:%M": True,
    "%Y-%m-%d %H:%M": True,
    "%m/%d/%Y %H:%M": True,
    "%m/%d/%Y %I:%M %p": True,
}


class When(click.ParamType[dt.date]):
    """A day, or a day with a time: a date, or a datetime without its zone."""

    name = "when"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date:
        """The day or time that was typed."""
        for form, timed in _FORMATS.items():
            try:
                read = dt.datetime.strptime(str(value).strip(), form)  # noqa: DTZ007 - Pacific
            except ValueError:
                continue
            return read if timed else read.date()
        self.fail(f"'{value}' is neither a day (2026-11-20) nor a time (2026-11-20T16:30)")


WHEN = When()


def in_pacific(when: dt.date) -> dt.datetime:
    """The moment in California; a day alone is its noon."""
    from openimr.law.calendar import PACIFIC

    if isinstance(when, dt.datetime):
        return when.replace(tzinfo=PACIFIC)
    return dt.datetime.combine(when, dt.time(12), tzinfo=PACIFIC)
