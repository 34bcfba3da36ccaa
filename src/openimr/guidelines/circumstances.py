"""When a treatment is asked for: some topics are told from others by time, not by wording."""

from __future__ import annotations

import datetime as dt

from openimr.vocabulary.value import Value, require


class When(Value, frozen=True, kw_only=True):
    """The circumstances in which a topic takes a request over from others.

    Attributes:
        instead_of: ids of the topics that the request's wording means otherwise.
        weeks_since_injury: most whole weeks from the injury to the request.
        weeks_since_surgery: most whole weeks from the last operation to the request.
    """

    instead_of: tuple[str, ...]
    weeks_since_injury: int | None = None
    weeks_since_surgery: int | None = None

    def __post_init__(self) -> None:
        require(bool(self.instead_of), "'when' says which topics it takes requests from")
        require(
            self.weeks_since_injury is not None or self.weeks_since_surgery is not None,
            "'when' gives the most weeks since the injury or the surgery",
        )


class Circumstances(Value, frozen=True, kw_only=True):
    """The days that a request falls between.

    Attributes:
        asked_on: day of the request.
        injured_on: day of the injury, or None when unknown.
        operated_on: day of the last operation on the part asked for, or None without one.
    """

    asked_on: dt.date
    injured_on: dt.date | None = None
    operated_on: dt.date | None = None

    def fit(self, when: When) -> bool:
        """Whether every bound of ``when`` holds; an unknown day holds none."""
        bounds = (
            (self.injured_on, when.weeks_since_injury),
            (self.operated_on, when.weeks_since_surgery),
        )
        return all(
            day is not None and dt.timedelta(0) <= self.asked_on - day <= dt.timedelta(weeks=most)
            for day, most in bounds
            if most is not None
        )
