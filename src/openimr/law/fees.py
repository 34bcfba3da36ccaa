"""Which fee is due for a review (8 CCR 9792.10.8)."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from openimr.law.model import FeeRule, Law
from openimr.vocabulary.filing import Priority
from openimr.vocabulary.value import Value


class ReviewDone(Value, frozen=True, kw_only=True):
    """What a fee depends on.

    Attributes:
        priority: how fast the review had to be.
        pharmacy_only: only medications were disputed.
        reviewers: number of reviewers.
        physician: they were MD or DO.
        ended: "before" or "after" it reached a reviewer, for a review that ended early; else empty.
    """

    priority: Priority = Priority.STANDARD
    pharmacy_only: bool = False
    reviewers: int = 1
    physician: bool = True
    ended: Literal["", "before", "after"] = ""


def fees_for(law: Law, on: dt.date, review: ReviewDone) -> tuple[FeeRule, ...]:
    """The fees in force for an application received on a day that fit a review.

    One, as a rule; none where the text of that day has no such fee, several where a folder adds
    fees of its own. An amount of None was not seen.
    """
    return tuple(fee for fee in law.fees if fee.governs(on) and _fits(fee, review))


def _fits(fee: FeeRule, review: ReviewDone) -> bool:
    asked = (fee.priority, fee.pharmacy_only, fee.reviewers, fee.physician)
    done = (review.priority, review.pharmacy_only, review.reviewers, review.physician)
    return fee.ended == review.ended and all(
        a is None or a == d for a, d in zip(asked, done, strict=True)
    )
