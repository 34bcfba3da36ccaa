"""What a treatment request asks for, in numbers."""

from __future__ import annotations

import math

from openimr.vocabulary.printable import printable_items, printable_or_none
from openimr.vocabulary.value import Value, require, settle


class TreatmentRequest(Value, frozen=True, kw_only=True):
    """The parsed request for one treatment.

    ``quantity`` is what is in dispute as printed and is never multiplied out from frequency
    and duration; for a partly authorised request it is the remainder.

    Attributes:
        quantity: number of ``unit`` in dispute, or None when the request states none.
        unit: what the quantity counts ("sessions", "tablets", "months"), or None.
        per_week: times a week.
        weeks: number of weeks.
        body_parts: regions with side, lower case ("left knee", "cervical spine").
        drug: generic or brand name as requested, lower case.
        strength: with unit ("50 mg").

    Texts are kept printable (see ``vocabulary.printable``); a blank text becomes None.
    """

    quantity: int | float | None = None
    unit: str | None = None
    per_week: int | float | None = None
    weeks: int | float | None = None
    body_parts: tuple[str, ...] = ()
    drug: str | None = None
    strength: str | None = None

    def __post_init__(self) -> None:
        for name in ("quantity", "per_week", "weeks"):
            number = getattr(self, name)
            require(number is None or 0 <= number < math.inf, f"{name} is a number of 0 or more")
        settle(
            self,
            unit=printable_or_none(self.unit, "unit"),
            body_parts=printable_items(self.body_parts, "body_parts"),
            drug=printable_or_none(self.drug, "drug"),
            strength=printable_or_none(self.strength, "strength"),
        )
