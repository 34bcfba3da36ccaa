"""The part of a page by which papers are sent: what ``filing/uploads.html`` shows."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest

from openimr.workflow.papers import Upload

_FAULT = "fault of an upload"


class UploadsPart(NamedTuple):
    """One place of a page to which papers are sent.

    Attributes:
        where: the word of its address.
        heading: what is sent there.
        hint: what belongs there.
        sent: papers that are there, whole or not.
        fault: what went wrong last, and what to do.
        anew: the page is loaded again when papers came.
    """

    where: str
    heading: str
    hint: str
    sent: tuple[Upload, ...]
    fault: tuple[str, str] | None = None
    anew: bool = False


def told_fault(request: HttpRequest, where: str, reason: str, remedy: str | None) -> None:
    """Remember what went wrong until the page is shown again."""
    request.session[_FAULT] = [where, reason, remedy or ""]


def fault_of(request: HttpRequest, where: str) -> tuple[str, str] | None:
    """What went wrong at a place, told once."""
    kept = request.session.get(_FAULT)
    if not kept or kept[0] != where:
        return None
    del request.session[_FAULT]
    return kept[1], kept[2]
