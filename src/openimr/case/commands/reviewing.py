"""Commands of the review itself."""

from __future__ import annotations

from openimr.case.commands.command import Command
from openimr.case.events.event import require_sha256
from openimr.case.events.reviewing import Decision, Opinion
from openimr.vocabulary.citation import Citation
from openimr.vocabulary.value import require


class RecordFirstOpinion(Command, frozen=True, kw_only=True):
    """Record what the reviewer thinks before any proposal is shown."""

    seat: int
    treatment: int
    opinion: Opinion
    reason: str


class ShowProposal(Command, frozen=True, kw_only=True):
    """Open the engine's proposal on one treatment to a reviewer."""

    seat: int
    treatment: int
    proposal_sha256: str

    def __post_init__(self) -> None:
        require_sha256(self.proposal_sha256, "a proposal is named by its SHA-256")


class RecordFinding(Command, frozen=True, kw_only=True):
    """Record a reviewer's finding on one treatment."""

    seat: int
    treatment: int
    decision: Decision
    rationale: str
    cited: tuple[Citation, ...] = ()
    none_cited_because: str = ""
    assisted: bool = False

    def __post_init__(self) -> None:
        require(bool(self.rationale.strip()), "a finding has a rationale")


class RecordExtension(Command, frozen=True, kw_only=True):
    """Record the Administrative Director's approval of more time for the review."""

    reason: str
    approval_sha256: str

    def __post_init__(self) -> None:
        require(bool(self.reason.strip()), "an extension has a reason")
        require_sha256(self.approval_sha256, "an approval is named by its SHA-256")


class SendToQuality(Command, frozen=True, kw_only=True):
    """Hand the complete findings to quality review."""


class ReturnToReviewer(Command, frozen=True, kw_only=True):
    """Send the findings back with reasons."""

    reasons: tuple[str, ...]

    def __post_init__(self) -> None:
        require(bool(self.reasons), "a return has a reason")


class PassQuality(Command, frozen=True, kw_only=True):
    """Find nothing that keeps the letter back; the answers are drawn from the findings."""
