"""Commands of issuing and serving, and of what ends a case or follows the letter."""

from __future__ import annotations

import datetime as dt

from openimr.case.commands.command import Command
from openimr.case.events.event import Receipt, require_sha256
from openimr.case.events.issuing import AppealGround
from openimr.case.events.records import Sent
from openimr.vocabulary.value import require


class Issue(Command, frozen=True, kw_only=True):
    """Issue the signed Final Determination.

    Attributes:
        letter_sha256: of the letter's bytes.
        documents: number of documents reviewed that the letter lists.
    """

    letter_sha256: str
    documents: int

    def __post_init__(self) -> None:
        require_sha256(self.letter_sha256, "a letter is named by its SHA-256")


class Serve(Command, frozen=True, kw_only=True):
    """Serve the letter on the parties."""

    sent: tuple[Sent, ...]


class Correct(Command, frozen=True, kw_only=True):
    """Replace the letter's wording; decisions stay."""

    letter_sha256: str
    reason: str

    def __post_init__(self) -> None:
        require(bool(self.reason.strip()), "a correction has a reason")
        require_sha256(self.letter_sha256, "a letter is named by its SHA-256")


class Withdraw(Command, frozen=True, kw_only=True):
    """End the case at the employee's wish."""

    reason: str

    def __post_init__(self) -> None:
        require(bool(self.reason.strip()), "a withdrawal has a reason")


class RecordAuthorization(Command, frozen=True, kw_only=True):
    """Record that the administrator authorized disputed treatments."""

    treatments: tuple[int, ...]
    notice: Receipt

    def __post_init__(self) -> None:
        require(bool(self.treatments), "an authorization names a treatment")


class ReportImplementation(Command, frozen=True, kw_only=True):
    """Record that an overturned treatment was authorized or paid."""

    treatment: int
    on: dt.date


class FileAppeal(Command, frozen=True, kw_only=True):
    """Record a petition to the WCAB."""

    grounds: tuple[AppealGround, ...]
    filed: dt.date
    petition: Receipt

    def __post_init__(self) -> None:
        require(bool(self.grounds), "an appeal pleads a ground")


class MakeEvidencePack(Command, frozen=True, kw_only=True):
    """Put together what the record holds on one ground of the appeal."""

    ground: AppealGround
    sha256: str

    def __post_init__(self) -> None:
        require_sha256(self.sha256, "an evidence pack is named by its SHA-256")


class DecideAppeal(Command, frozen=True, kw_only=True):
    """Record the WCAB's decision of an appeal.

    Attributes:
        appeal: which, counted from 1 in the order of recording; None for the only one pending.
        elsewhere: the new review goes to another organization, and the case ends here.
    """

    granted: bool
    on: dt.date
    appeal: int | None = None
    elsewhere: bool = False

    def __post_init__(self) -> None:
        require(self.granted or not self.elsewhere, "only a granted appeal leads to a new review")


class Publish(Command, frozen=True, kw_only=True):
    """Publish the determination without names (Labor Code 4610.6(m), not verified).

    The letter was served; no law that was seen has the publication wait for the end of the time
    to appeal. That nothing identifies anybody is checked where the text to be published is made
    (``workflow.publishing``), and a person approves what they saw: whoever asks for this.

    Attributes:
        publication: by which it is cited ("ca-wc/CM26-0000017").
        letter_sha256: of the letter as issued, with names.
        published_sha256: of the PDF without names, as approved.
        marks_sha256: of what the person marked in it by hand; it is kept beside the record.
    """

    publication: str
    letter_sha256: str
    published_sha256: str
    marks_sha256: str

    def __post_init__(self) -> None:
        require(bool(self.publication.strip()), "a publication has a name")
        for digest in (self.letter_sha256, self.published_sha256, self.marks_sha256):
            require_sha256(digest, "a paper is named by its SHA-256")


class WithdrawPublication(Command, frozen=True, kw_only=True):
    """Take something that was published off again: a name slipped through, a court sealed it.

    Attributes:
        publication: by which it is cited.
        reason: why.
    """

    publication: str
    reason: str

    def __post_init__(self) -> None:
        require(bool(self.reason.strip()), "taking a publication off has a reason")


class Close(Command, frozen=True, kw_only=True):
    """Close the case.

    Attributes:
        not_implemented_because: why the case is closed although the implementation of an
            overturned treatment was not reported.
    """

    reason: str
    not_implemented_because: str = ""

    def __post_init__(self) -> None:
        require(bool(self.reason.strip()), "closing has a reason")
