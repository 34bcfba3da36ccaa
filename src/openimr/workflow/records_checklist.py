"""What each party sends, or may send, for a review (8 CCR 9792.10.5), class by class.

What the rule names stands here with its citation and whether its text was seen. A paper that is
filed is called by its class, so that the record itself says which classes came.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable

from openimr.case.model import Case
from openimr.law.model import Evidence
from openimr.vocabulary.filing import PartyRole
from openimr.vocabulary.value import Value, require

OWES = (PartyRole.CLAIMS_ADMINISTRATOR, PartyRole.EMPLOYER)
"""Who must send records; everybody else may."""

LIST = "list of the records sent"
"""By which title a list is filed; what there is none of follows it."""

_NONE_OF = "; none: "


class RecordClass(Value, frozen=True, kw_only=True):
    """One class of papers.

    Attributes:
        id: its name in forms.
        title: as a receipt calls papers of it.
        words: what belongs to it.
        citation: where the rule names it.
        evidence: how that is known.
        beyond_ur: such papers hold more than the utilization review decision, on which alone
            nothing is decided (8 CCR 9792.10.6(b)(2)).
    """

    id: str
    title: str
    words: str
    citation: str
    evidence: Evidence = Evidence.UNVERIFIED
    beyond_ur: bool = True


_BY_ADMINISTRATORS = "8 CCR 9792.10.5(a)(1)"
_BY_OTHERS = "8 CCR 9792.10.5(b)-(c)"

OWED = (
    RecordClass(
        id="reports",
        title="physician reports of six months",
        words="Reports of physicians on the current condition, from the six months before the "
        "date of the request for authorization. If the physician treats the worker only since "
        "recently: those of the earlier or referring physicians too.",
        citation=_BY_ADMINISTRATORS,
        evidence=Evidence.SEEN,
    ),
    RecordClass(
        id="form",
        title="DWC Form IMR",
        words="The application form as the worker got it. Not the utilization review letter, and "
        "not the instructions of the form.",
        citation=_BY_ADMINISTRATORS,
        evidence=Evidence.SEEN,
        beyond_ur=False,
    ),
    RecordClass(
        id="told",
        title="information given to the employee about the decision",
        words="Whatever the worker was told about the decision.",
        citation=_BY_ADMINISTRATORS,
        evidence=Evidence.SEEN,
        beyond_ur=False,
    ),
    RecordClass(
        id="submitted",
        title="materials that employee or provider submitted",
        words="Whatever the worker or a provider sent in support of the request.",
        citation=_BY_ADMINISTRATORS,
        evidence=Evidence.SEEN,
    ),
    RecordClass(
        id="relied",
        title="other material relied on",
        words="Other material on which the decision rests.",
        citation=_BY_ADMINISTRATORS,
    ),
)
"""What the claims administrator sends."""

OFFERED = (
    RecordClass(
        id="records",
        title="medical records",
        words="Medical records that matter for the treatments in dispute.",
        citation=_BY_OTHERS,
    ),
    RecordClass(
        id="recommendation",
        title="recommendation of the physician",
        words="Why the physician recommends the treatment.",
        citation=_BY_OTHERS,
    ),
    RecordClass(
        id="justification",
        title="reasons for the treatment",
        words="Other reasons why the treatment is needed.",
        citation=_BY_OTHERS,
    ),
)
"""What employee and physician may send; nobody has to."""

FURTHER = RecordClass(
    id="further",
    title="further documents that were asked for",
    words="What the review organization asked this party for.",
    citation="8 CCR 9792.10.5(d)",
)


class Standing(enum.Enum):
    """How a class of papers stands."""

    SENT = "sent"
    NONE = "there is none"
    NOT_SENT = "not sent"


class Without(Value, frozen=True, kw_only=True):
    """A class of which a party has no papers, as it says.

    Attributes:
        record_class: the id of the class.
        reason: why there are none; it may speak of the worker and stays out of the record.
    """

    record_class: str
    reason: str

    def __post_init__(self) -> None:
        require(bool(self.reason.strip()), "who has no papers says why")


class ClassStanding(Value, frozen=True, kw_only=True):
    """A class of the checklist with how it stands in a case."""

    record_class: RecordClass
    standing: Standing
    papers: int


def classes_for(sender: PartyRole, *, asked: bool = False) -> tuple[RecordClass, ...]:
    """The checklist of a party.

    Args:
        sender: the party.
        asked: it was asked for further documents.
    """
    own = OWED if sender in OWES else OFFERED
    return (*own, FURTHER) if asked else own


def list_title(without: Iterable[RecordClass]) -> str:
    """How a list of records is titled: what there is none of stands in the record by its class."""
    none = ", ".join(one.title for one in without)
    return f"{LIST}{_NONE_OF}{none}" if none else LIST


def checklist(case: Case, sender: PartyRole) -> tuple[ClassStanding, ...]:
    """The checklist of a party as it stands in a case."""
    mine = [one.receipt.title for one in case.records if one.receipt.sender is sender]
    none_of = [title.partition(_NONE_OF)[2] for title in mine if title.startswith(LIST)]
    asked = any(one.of is sender for one in case.asked)
    return tuple(
        ClassStanding(record_class=one, standing=_standing(one, mine, none_of), papers=count)
        for one in classes_for(sender, asked=asked)
        for count in [sum(title == one.title for title in mine)]
    )


def _standing(one: RecordClass, titles: list[str], none_of: list[str]) -> Standing:
    if one.title in titles:
        return Standing.SENT
    said = any(one.title in none.split(", ") for none in none_of)
    return Standing.NONE if said else Standing.NOT_SENT
