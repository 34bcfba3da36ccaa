"""Events of the review itself: first opinions, proposals shown, findings, quality review."""

from __future__ import annotations

import enum

from openimr.case.events.event import Event
from openimr.vocabulary.citation import Citation
from openimr.vocabulary.value import require


class Opinion(enum.Enum):
    """A reviewer's first opinion on one treatment."""

    UPHELD = "upheld"
    OVERTURNED = "overturned"
    NOT_YET = "not yet"


class Decision(enum.Enum):
    """The answer on one treatment, relative to the utilization review decision."""

    UPHELD = "upheld"
    OVERTURNED = "overturned"


class FirstOpinionRecorded(Event, frozen=True, kw_only=True):
    """What a reviewer thought before any proposal was shown."""

    seat: int
    treatment: int
    opinion: Opinion
    reason: str


class ProposalShown(Event, frozen=True, kw_only=True):
    """The engine's proposal was opened to a reviewer; its exact content is named by digest."""

    seat: int
    treatment: int
    proposal_sha256: str


class FindingRecorded(Event, frozen=True, kw_only=True):
    """A reviewer's finding on one treatment; a later one of the same seat replaces it.

    Attributes:
        rationale: the reviewer's reasons as they will stand in the letter.
        cited: guidelines and studies relied on.
        none_cited_because: why nothing is cited, where nothing is.
        assisted: whether any wording was generated; disclosed with the letter.
    """

    seat: int
    treatment: int
    decision: Decision
    rationale: str
    cited: tuple[Citation, ...] = ()
    none_cited_because: str = ""
    assisted: bool = False

    def __post_init__(self) -> None:
        require(bool(self.rationale.strip()), "a finding has a rationale")


class ExtensionApproved(Event, frozen=True, kw_only=True):
    """The Administrative Director gave the review more time (Labor Code 4610.6(d))."""

    reason: str
    approval_sha256: str


class SentToQuality(Event, frozen=True, kw_only=True):
    """The findings are complete; a quality reviewer looks at form, citations and support."""


class QualityReturned(Event, frozen=True, kw_only=True):
    """The quality reviewer sent the findings back; quality never changes a decision."""

    reasons: tuple[str, ...]

    def __post_init__(self) -> None:
        require(bool(self.reasons), "a return has a reason")


class QualityPassed(Event, frozen=True, kw_only=True):
    """The quality reviewer found nothing that keeps the letter back."""


class TreatmentDecided(Event, frozen=True, kw_only=True):
    """The answer on one treatment from all seats, and how it came about.

    Attributes:
        rule: "single reviewer", "majority", or "even split", which favours the treatment
            (Labor Code 4610.6(e)).
    """

    treatment: int
    decision: Decision
    rule: str
