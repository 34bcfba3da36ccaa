"""What rules say of reviewers and their ties, as a table: each with its citation and evidence.

The text of Labor Code 139.5(c)-(f) was not seen when this was written, so its values are marked
unverified. They stand here, and are no file of the law, because nothing but appointing asks for
them.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from openimr.law.model import Evidence
from openimr.vocabulary.value import Value


class Rule(Value, frozen=True, kw_only=True):
    """A rule about reviewers.

    Attributes:
        name: stable, as refusals and the record name it.
        citation: where it stands, in law or elsewhere.
        evidence: how it is known; None for a rule that is the office's own.
        effective_from: first day on which it governs; None for always.
    """

    name: str
    citation: str
    evidence: Evidence | None
    effective_from: dt.date | None = None

    @property
    def cited(self) -> str:
        """The citation, and a word of warning where the text was not seen."""
        unseen = self.evidence is Evidence.UNVERIFIED
        return f"{self.citation}, not verified" if unseen else self.citation


def _statute(name: str, part: str, since: dt.date | None = None) -> Rule:
    return Rule(
        name=name,
        citation=f"Labor Code 139.5{part}",
        evidence=Evidence.UNVERIFIED,
        effective_from=since,
    )


def _house(name: str, citation: str) -> Rule:
    return Rule(name=name, citation=citation, evidence=None)


LICENSED = _statute("licensed", "(d)(4)")
CERTIFIED = _statute("board-certified", "(d)(4)")
CLEAN = _statute("no-discipline", "(d)(4)-(6)")
NO_QME = _statute("no-qualified-medical-evaluator", "(d)(4)-(6)", dt.date(2014, 1, 1))
NO_AFFILIATION = _statute("no-material-affiliation", "(c)-(d)")
PRACTICES = Rule(
    name="active-practice",
    citation="the reviewer's attestation, in the words of the public determination letters",
    evidence=Evidence.OBSERVED,
)
VERIFIED = _house("verified-at-the-source", "this office's rule on credentials")
AVAILABLE = _house("available", "the reviewer's own calendar")
ROOM_LEFT = _house("capacity", "the reviewer's own limit")
QUALIFIED = _statute("same-or-similar-specialty", "(d)(4)")

MATERIAL_PERCENT = Decimal(5)
"""A financial tie is material over this share of annual revenue or income (Labor Code 139.5,
unverified)."""
