"""Spans of time as law counts them: four kinds of day and hour that are never mixed."""

from __future__ import annotations

from openimr.vocabulary.value import Value, require


class _Span(Value, frozen=True, kw_only=True, tag_field="unit"):
    """A number of one unit, none at least."""

    count: int

    def __post_init__(self) -> None:
        require(self.count >= 0, "a span of time counts from 0")


class CalendarDays(_Span, frozen=True, kw_only=True, tag="calendar days"):
    """Every day counts; the last one moves past weekend and holiday (Civil Code 10 and 11)."""


class BusinessDays(_Span, frozen=True, kw_only=True, tag="business days"):
    """Neither Saturday, Sunday nor a holiday counts (Labor Code 4600.4(b))."""


class WorkingDays(_Span, frozen=True, kw_only=True, tag="working days"):
    """As the Labor Code words some limits; authorities disagree on which days are working days."""


class ClockHours(_Span, frozen=True, kw_only=True, tag="hours"):
    """Every hour counts, on weekends and holidays too."""


Amount = CalendarDays | BusinessDays | WorkingDays | ClockHours
"""Any span of time; read from data by its field ``unit``."""


def in_words(amount: Amount) -> str:
    """A span as people say it ("15 calendar days", "1 business day")."""
    unit = str(amount.__struct_config__.tag)
    return f"{amount.count} {unit.removesuffix('s') if amount.count == 1 else unit}"
