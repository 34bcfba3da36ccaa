"""What every value of the law has: its citation, how it is known, and when it governs."""

from __future__ import annotations

import datetime as dt
import enum

from openimr.vocabulary.value import Value, require


class Evidence(enum.Enum):
    """How a value is known; only the first is the law's own text or a reliable copy of it.

    The last is no law: the review organization set it, and may set it otherwise.
    """

    SEEN = "seen"
    OBSERVED = "observed"
    UNVERIFIED = "unverified"
    HOUSE = "house"


class DecidedBy(enum.Enum):
    """Which date decides whether a value governs a case."""

    TRIGGER = "the event that starts the clock"
    APPLICATION_RECEIVED = "receipt of the application"
    UR_DECISION = "the utilization review decision"
    DATE_OF_INJURY = "the date of injury"
    SERVICE = "service"
    RFA_RECEIVED = "receipt of the request for authorization"


class DecidingDates(Value, frozen=True, kw_only=True):
    """The dates of a case by which it is decided which version of a value governs it.

    Attributes:
        trigger: of the event that starts the clock; taken for every other one that is not known.
        application_received, ur_decision, date_of_injury, service, rfa_received: or None.
    """

    trigger: dt.date
    application_received: dt.date | None = None
    ur_decision: dt.date | None = None
    date_of_injury: dt.date | None = None
    service: dt.date | None = None
    rfa_received: dt.date | None = None

    def of(self, decided_by: DecidedBy) -> dt.date:
        """The date that decides on a value."""
        date: dt.date | None = getattr(self, decided_by.name.lower())
        return date or self.trigger


class LawValue(Value, frozen=True, kw_only=True):
    """One value of the law.

    Attributes:
        id: stable name; several values of one id are the same rule at different times.
        name: what it is, in plain words.
        citation: the law it stands in.
        evidence: how it is known; shown to staff wherever the value is used.
        source: where the text was seen.
        effective_from: first day on which it governs; None for always.
        effective_until: last day on which it governs; None for still.
        decided_by: the date that is compared with the two.
        note: what else a person should know.
    """

    id: str
    name: str
    citation: str
    evidence: Evidence
    source: str = ""
    effective_from: dt.date | None = None
    effective_until: dt.date | None = None
    decided_by: DecidedBy = DecidedBy.TRIGGER
    note: str = ""

    def __post_init__(self) -> None:
        require(bool(self.id.strip()), "a value of the law has an id")
        require(bool(self.citation.strip()), "a value of the law has a citation")
        seen = self.evidence is not Evidence.SEEN or bool(self.source.strip())
        require(seen, "a value that was seen names its source")
        first, last = self.effective_from, self.effective_until
        require(not (first and last) or first <= last, "it ends before it begins")

    def governs(self, on: dt.date | DecidingDates) -> bool:
        """Whether it is in force for a deciding date, or for the one that decides on it."""
        on = on.of(self.decided_by) if isinstance(on, DecidingDates) else on
        begun = self.effective_from is None or self.effective_from <= on
        return begun and (self.effective_until is None or on <= self.effective_until)

    @property
    def verified(self) -> bool:
        """Whether a text of the law was seen."""
        return self.evidence is Evidence.SEEN

    @property
    def to_look_up(self) -> bool:
        """Whether there is a text of the law that was not seen; a rule of the house has none."""
        return self.evidence not in (Evidence.SEEN, Evidence.HOUSE)

    @property
    def cited(self) -> str:
        """The citation, and a word of warning where the text was not seen."""
        unseen = self.evidence is Evidence.UNVERIFIED
        return f"{self.citation}, not verified" if unseen else self.citation
