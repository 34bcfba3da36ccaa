"""What a program is told when something cannot be done: problem details (RFC 9457).

In the same words as on pages, and never what was typed.
"""

from __future__ import annotations

from typing import Final

import msgspec
from django.http import HttpResponse

from openimr.vocabulary.value import Value

MEDIA_TYPE: Final = "application/problem+json"


class Fault(Value, frozen=True, kw_only=True):
    """One thing that is wrong with what was sent.

    Attributes:
        where: the field, as `$.receipt.pages`, or the parameter.
        found: what kind of thing stands there, never what.
    """

    where: str
    found: str


class Problem(Value, frozen=True, kw_only=True):
    """Why something was not done (RFC 9457).

    Attributes:
        type: what kind of problem it is: an address of the page that describes it.
        title: the kind in words.
        status: the status of the answer.
        detail: what is wrong here, in plain words.
        rule: the name of the rule that refused.
        citation: the law or policy that the rule rests on.
        remedy: what to do about it.
        errors: each fault of what was sent.
    """

    type: str
    title: str
    status: int
    detail: str
    rule: str | None = None
    citation: str | None = None
    remedy: str | None = None
    errors: tuple[Fault, ...] = ()


TITLES = {
    400: ("bad-input", "This cannot be used"),
    401: ("no-token", "Who are you?"),
    403: ("not-allowed", "Not allowed"),
    404: ("not-found", "There is no such thing"),
    405: ("no-such-method", "Not done this way"),
    409: ("refused", "This was refused"),
    410: ("withdrawn", "Withdrawn"),
    413: ("too-large", "Too large"),
    415: ("not-json", "Sent in another form"),
    422: ("not-as-described", "Not as the description says"),
    429: ("too-many", "Too many requests"),
    500: ("own-fault", "A fault of OpenIMR"),
    503: ("away", "Not available at the moment"),
}
"""The kind and title of each status."""


class NotAsDescribed(Exception):
    """What was sent is not what the description asks for.

    Attributes:
        errors: each fault.
    """

    def __init__(self, *errors: Fault) -> None:
        super().__init__()
        self.errors = errors


def problem(  # noqa: PLR0913
    page: str,
    status: int,
    detail: str,
    *,
    rule: str | None = None,
    citation: str | None = None,
    remedy: str | None = None,
    errors: tuple[Fault, ...] = (),
) -> HttpResponse:
    """A problem as an answer.

    Args:
        page: where the kinds of problems are described.
        status: of the answer.
        detail: what is wrong here, in plain words.
        rule: the name of the rule that refused.
        citation: the law or policy that the rule rests on.
        remedy: what to do about it.
        errors: each fault of what was sent.
    """
    kind, title = TITLES[status]
    told = Problem(
        type=f"{page}#{kind}",
        title=title,
        status=status,
        detail=detail,
        rule=rule,
        citation=citation,
        remedy=remedy,
        errors=errors,
    )
    return HttpResponse(msgspec.json.encode(told), content_type=MEDIA_TYPE, status=status)
