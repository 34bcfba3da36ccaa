"""A letter prepared for checking: its parts as passages, and what the rules ask of them."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Sequence

from openimr.determination.checks.about_request import AboutRequest, about_request
from openimr.determination.checks.model import Quote
from openimr.determination.checks.passage import Passage
from openimr.determination.checks.treatments import TreatmentMention, find_treatments
from openimr.determination.model import Decision, Determination, Finding
from openimr.determination.reading import LetterReading
from openimr.vocabulary.body import BodyMention

_REMAINING = re.compile(
    r"remaining\b.{0,80}?\bportion\b.{0,60}?,\s*|the original request\s*,\s*", re.IGNORECASE
)
_DEPENDENT = re.compile(
    r"\b(surg\w+|operation|operative\s+\w+|procedure|intervention|arthroscop\w+|injections?|"
    r"(?:primary|underlying|main|associated|parent)\s+(?:request|treatment|service|procedure))"
    r"(?:\s+(?:intervention|procedure|request|itself|in\s+question|requested))?"
    r"\s+(?:is|was|are|were|has|have|had)\s+(?:(?:been|also|deemed|found|determined|considered|to|be)\s+)*"
    r"(?:not\b[^.;]{0,40}?\b(?:necess\w+|certif\w+|approv\w+|support\w+|appropriate|indicated|warranted|"
    r"establish\w+|authori\w+)|non-?certified|denied|unnecessary|upheld)",
    re.IGNORECASE,
)

_INJECTIONS = frozenset(
    {
        "epidural-injection",
        "facet-procedure",
        "trigger-point-injection",
        "joint-injection",
        "nerve-block",
    }
)
_SURGERY = _INJECTIONS | {"surgery"}


class Issue:
    """One finding of a letter with its passages.

    Attributes:
        number: counted from 1.
        finding: what was read.
        heading: the disputed treatment as printed.
        claims_line: the claims administrator's guideline line.
        reviewer_line: the reviewer's guideline line.
        rationale: the reasons.
    """

    def __init__(self, letter: Letter, index: int, finding: Finding) -> None:
        path = f"findings.{index}"
        self.number = index + 1
        self.finding = finding
        self.heading = letter.passage(f"{path}.disputed_treatment", finding.disputed_treatment)
        self.claims_line = letter.passage(
            f"{path}.claims_administrator_guideline.text",
            finding.claims_administrator_guideline.text,
        )
        self.reviewer_line = letter.passage(
            f"{path}.reviewer_guideline.text", finding.reviewer_guideline.text
        )
        self.rationale = letter.passage(f"{path}.rationale", finding.rationale)
        self.decision_quote = letter.field(f"{path}.decision")

    @property
    def overturned(self) -> bool | None:
        """True when the treatment was allowed, None when the decision is not known."""
        decision = self.finding.decision
        return None if decision is None else decision is Decision.OVERTURNED

    @functools.cached_property
    def disputed(self) -> tuple[int, int]:
        """The stretch of the heading that is in dispute: the last part if partly allowed."""
        start = 0
        for match in _REMAINING.finditer(self.heading.text):
            start = match.end()
        return (start if len(self.heading.text) - start > 8 else 0), len(self.heading.text)

    @functools.cached_property
    def treatments(self) -> tuple[TreatmentMention, ...]:
        """Treatment families that the heading names."""
        return find_treatments(self.heading.text)

    @functools.cached_property
    def families(self) -> frozenset[str]:
        """Ids of the families that the heading names."""
        return frozenset(mention.family for mention in self.treatments)

    @functools.cached_property
    def bodies(self) -> tuple[BodyMention, ...]:
        """Body parts that the heading names."""
        return self.heading.bodies

    @functools.cached_property
    def disputed_bodies(self) -> tuple[BodyMention, ...]:
        """Body parts in the stretch of the heading that is in dispute, or else in all of it."""
        return tuple(b for b in self.bodies if b.start >= self.disputed[0]) or self.bodies

    @functools.cached_property
    def regions(self) -> frozenset[str]:
        """Body regions that the heading names."""
        return frozenset(mention.region for mention in self.bodies)

    @functools.cached_property
    def is_drug(self) -> bool:
        """Whether the heading asks for a drug."""
        return bool(self.heading.drugs)

    @functools.cached_property
    def request_words(self) -> tuple[AboutRequest, ...]:
        """What the rationale says about the request itself, in order."""
        return tuple(about_request(self.rationale))

    @functools.cached_property
    def dependent(self) -> bool:
        """Whether the rationale only says that the treatment falls with another one."""
        text = self.rationale.text
        if len(text) >= 600:
            return False
        return any(not self._names_itself(match[1]) for match in _DEPENDENT.finditer(text))

    def _names_itself(self, word: str) -> bool:
        """Whether "the surgery" or "the injections" is what the heading itself asks for."""
        kinds = _INJECTIONS if word.lower().startswith("inject") else _SURGERY
        return bool(self.families & kinds)

    def heading_quote(self) -> Quote:
        """The part of the heading that is in dispute."""
        return self.heading.quote(*self.disputed)


class Letter:
    """A letter as the rules look at it.

    Attributes:
        determination: what was read.
        layout: name of the layout, or None.
        summary: the clinical case summary; empty when there is none.
        issues: the findings in order.
    """

    def __init__(self, reading: LetterReading, pages: Sequence[str]) -> None:
        """Prepare a reading; ``pages`` are the page texts that its spans count in, or empty."""
        self._reading = reading
        self._pages = pages
        self.determination: Determination = reading.determination
        self.layout = reading.layout
        self.summary = self.passage(
            "clinical_case_summary", self.determination.clinical_case_summary
        )
        self.issues = tuple(
            Issue(self, index, finding) for index, finding in enumerate(self.determination.findings)
        )

    def passage(self, path: str, text: str | None) -> Passage:
        """The part of the letter at a field path; empty when it was not read."""
        spans = self._reading.spans.get(path, ())
        if self._pages and spans and text:
            return Passage.at(self._pages, spans)
        return Passage(text or "")

    def field(self, path: str) -> Quote | None:
        """The words of a short field, or None when its place is not known."""
        spans = self._reading.spans.get(path, ())
        if not spans or not self._pages:
            return None
        span = spans[0]
        return Quote(words=self._pages[span.page - 1][span.start : span.end], span=span)

    def date_quote(self, name: str, day: dt.date) -> Quote:
        """A date of the header where it stands, or as ISO date when its place is not known."""
        return self.field(name) or Quote(words=day.isoformat())

    @functools.cached_property
    def request_day(self) -> dt.date | None:
        """The day that picks the edition of a guideline: of the UR decision, else the review's."""
        d = self.determination
        return d.ur_denial_date or d.application_received or d.decision_date

    @functools.cached_property
    def last_day(self) -> dt.date | None:
        """The day of the decision; without a header the last date that the letter mentions."""
        if self.determination.decision_date:
            return self.determination.decision_date
        days = [day for day, _, _ in self.summary.dates]
        return max(days, default=None)
