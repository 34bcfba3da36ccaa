"""Kinds of records of which there is nothing, as a form says it: each with its reason."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.http import HttpRequest

from openimr.workflow.records_checklist import ClassStanding, RecordClass, Without

_LONGEST = 500


class Row(NamedTuple):
    """A class of the checklist on the page, with what was typed of it.

    Attributes:
        standing: the class, and how it stands in the case.
        field: by which its fields are told from those of other rows.
        none: it was said that there is none.
        reason: why.
    """

    standing: ClassStanding
    field: str
    none: bool
    reason: str


def rows_of(request: HttpRequest, standings: Iterable[ClassStanding], mark: str = "") -> list[Row]:
    """Classes as the page shows them.

    Args:
        request: with what was typed.
        standings: the classes.
        mark: before the names of the fields, where a page has several cases.
    """
    return [
        Row(
            one,
            (field := f"{mark}{one.record_class.id}"),
            request.POST.get(f"none-{field}") == "yes",
            request.POST.get(f"reason-{field}", ""),
        )
        for one in standings
    ]


def without_of(
    request: HttpRequest, classes: Iterable[RecordClass], mark: str = ""
) -> tuple[tuple[Without, ...], list[tuple[str, str]]]:
    """Classes of which there is nothing, and what is wrong with what was typed; as ``rows_of``."""
    without: list[Without] = []
    wrong: list[tuple[str, str]] = []
    for one in classes:
        field = f"{mark}{one.id}"
        if request.POST.get(f"none-{field}") == "yes":
            reason = request.POST.get(f"reason-{field}", "").strip()[:_LONGEST]
            if reason:
                without.append(Without(record_class=one.id, reason=reason))
            else:
                wrong.append((f"reason-{field}", f"Say why there is none: {one.title}."))
    return tuple(without), wrong
