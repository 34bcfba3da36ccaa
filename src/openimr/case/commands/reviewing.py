"""Commands of the review itself."""

from __future__ import annotations

from openimr.case.commands.command import Command
from openimr.case.events.event import require_sha256
from openimr.case.events.reviewing import CitedPage, Decision, Opinion, WrittenSentence
from openimr.case.events.stands import Stands
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
    """Record a reviewer's finding on one treatment.

    Attributes:
        changed_because: why it differs from the first opinion; needed where it does.
        pages: where the page marks of the rationale lead, as the desk resolved them.
    """

    seat: int
    treatment: int
    decision: Decision
    rationale: str
    cited: tuple[Citation, ...] = ()
    none_cited_because: str = ""
    assisted: bool = False
    changed_because: str = ""
    pages: tuple[CitedPage, ...] = ()

    def __post_init__(self) -> None:
        require(bool(self.rationale.strip()), "a finding has a rationale")


class WriteSummary(Command, frozen=True, kw_only=True):
    """Write the clinical case summary of the letter in place of the drafted one.

    Attributes:
        sentences: in their order, each with a page mark: "She works again [4:2]."
        pages: where the marks lead, as the desk resolved them.
    """

    seat: int
    sentences: tuple[WrittenSentence, ...]
    pages: tuple[CitedPage, ...] = ()

    def __post_init__(self) -> None:
        require(bool(self.sentences), "a summary has a sentence")


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
    """Find nothing that keeps the letter back; the answers are drawn from the findings.

    Attributes:
        stands: grave findings of the checks on the letter that may stand, each with why.
    """

    stands: tuple[Stands, ...] = ()
