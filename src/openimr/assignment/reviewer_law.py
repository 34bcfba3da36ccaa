"""What rules say of reviewers and their ties, by the names under which the law's data has them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from openimr.law.model import Evidence, Law
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.value import Value

LICENSED = "licensed"
CERTIFIED = "board-certified"
CLEAN = "no-discipline"
NO_QME = "no-qualified-medical-evaluator"
NO_AFFILIATION = "no-material-affiliation"
MATERIAL_SHARE = "material-share"
"""A financial tie is material over this percentage of annual revenue or income."""
PRACTICES = "active-practice"
PRACTICE_HOURS = "active-practice-hours"
VERIFIED = "verified-at-the-source"
AVAILABLE = "available"
ROOM_LEFT = "capacity"
QUALIFIED = "same-or-similar-specialty"


class Rule(Value, frozen=True, kw_only=True):
    """A rule about reviewers as a reason against one cites it.

    Attributes:
        name: stable, as refusals and the record name it.
        citation: where it stands, in law or elsewhere.
        evidence: how it is known, or that it is the office's own.
        cited: the citation, marked where its text was not seen.
    """

    name: str
    citation: str
    evidence: Evidence
    cited: str


def rule_called(law: Law, name: str, on: dt.date) -> Rule:
    """The rule of that name that governs on a day.

    Raises:
        BadInput: when the law has none then.
    """
    found = law.reviewer_rule(name, on)
    return Rule(name=name, citation=found.citation, evidence=found.evidence, cited=found.cited)


def amount_of(law: Law, name: str, on: dt.date) -> Decimal:
    """The threshold of the rule of that name; raises as `rule_called`, or when it has none."""
    found = law.reviewer_rule(name, on).amount
    if found is None:
        raise BadInput(f"law value '{name}'", "has no amount", "Give it an amount and a unit")
    return found


def governs(law: Law, name: str, on: dt.date) -> bool:
    """Whether the law has a rule of that name on a day."""
    return any(rule.id == name and rule.governs(on) for rule in law.reviewers)
