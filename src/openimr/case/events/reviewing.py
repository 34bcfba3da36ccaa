"""Events of the review itself: first opinions, proposals shown, findings, quality review."""

from __future__ import annotations

import enum
import re

from openimr.case.events.event import Event, require_sha256
from openimr.case.events.stands import Stands
from openimr.vocabulary.citation import Citation
from openimr.vocabulary.value import Value, require

PAGE_MARK = re.compile(r"\[(\d{1,5}):(\d{1,5})\]")
"""A page cited in a letter's text: "[4:2]" is document 4 of its list, that document's page 2."""


class Opinion(enum.Enum):
    """A reviewer's first opinion on one treatment."""

    UPHELD = "upheld"
    OVERTURNED = "overturned"
    NOT_YET = "not yet"


class Decision(enum.Enum):
    """The answer on one treatment, relative to the utilization review decision."""

    UPHELD = "upheld"
    OVERTURNED = "overturned"


class CitedPage(Value, frozen=True, kw_only=True):
    """Where a page mark led when its text was recorded; documents may be renumbered later.

    Attributes:
        document: its number in the letter's list.
        page: of that document.
        paper_sha256: digest of the paper that holds it.
        paper_page: the page of that paper.
    """

    document: int
    page: int
    paper_sha256: str
    paper_page: int

    def __post_init__(self) -> None:
        require_sha256(self.paper_sha256, "a paper is named by its SHA-256")
        require(self.paper_page >= 1, "pages count from 1")

    @property
    def mark(self) -> str:
        """As the text has it."""
        return f"[{self.document}:{self.page}]"


class WrittenSentence(Value, frozen=True, kw_only=True):
    """A sentence of the clinical case summary as its reviewer wrote it.

    Attributes:
        text: with at least one page mark; a summary says what the records say, and where.
        opens: it begins a paragraph.
    """

    text: str
    opens: bool = False

    def __post_init__(self) -> None:
        require(bool(PAGE_MARK.search(self.text)), "a sentence of the summary cites a page")
        require(bool(PAGE_MARK.sub("", self.text).strip(" .")), "a sentence has words")
        require("\n" not in self.text, "a sentence stands on one line")


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
        changed_because: why it differs from the seat's first opinion, where it does.
        pages: where the page marks of the rationale led; empty in records before this was kept.
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


class SummaryWritten(Event, frozen=True, kw_only=True):
    """A reviewer's own clinical case summary; a later one of the same seat replaces it.

    Attributes:
        sentences: in their order, each with its page marks.
        pages: where the marks led.
    """

    seat: int
    sentences: tuple[WrittenSentence, ...]
    pages: tuple[CitedPage, ...] = ()

    def __post_init__(self) -> None:
        require(bool(self.sentences), "a summary has a sentence")

    @property
    def text(self) -> str:
        """As the letter has it, a line for each paragraph."""
        lines = "".join(("\n" if one.opens else " ") + one.text for one in self.sentences)
        return lines.strip()


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
    """The quality reviewer found nothing that keeps the letter back.

    Attributes:
        stands: grave findings of the checks on the letter that may stand, each with why; empty in
            records from before it was asked for.
    """

    stands: tuple[Stands, ...] = ()


class TreatmentDecided(Event, frozen=True, kw_only=True):
    """The answer on one treatment from all seats, and how it came about.

    Attributes:
        rule: "single reviewer", "majority", or "even split", which favours the treatment
            (Labor Code 4610.6(e)).
    """

    treatment: int
    decision: Decision
    rule: str
