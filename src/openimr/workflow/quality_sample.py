"""Treatments that quality review decides a second time, before it sees how they were decided.

Which ones is drawn with the installation's secret (``case.agreement``), so that nobody foresees
it. Until whoever looks at the quality of a case has recorded an own answer to each, the findings
are closed to them everywhere, and they neither pass the case nor send it back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from openimr.case.agreement import drawn_for_second_opinion
from openimr.case.commands.reviewing import PassQuality, ReturnToReviewer
from openimr.case.model import Case, State
from openimr.case.rules import HOUSE
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.errors import Refused

JUDGES = (PassQuality, ReturnToReviewer)
"""Steps of quality review that wait for the second opinions of whoever takes them."""

BEFORE_THE_ANSWER = (
    State.READY_TO_APPOINT,
    State.APPOINTED,
    State.IN_REVIEW,
    State.IN_QUALITY_REVIEW,
)
"""States in which a reviewer's work may lie there and a second opinion is still to come."""


@dataclass(frozen=True)
class Sample:
    """The share of treatments that are decided twice, and how they are drawn.

    Attributes:
        share: of all treatments, 0 to 1.
        secret: gives the installation's secret of the draw; asked for when something is drawn.
    """

    share: float
    secret: Callable[[], bytes]

    def drawn(self, case: Case) -> tuple[int, ...]:
        """The treatments in dispute that are decided a second time in this round."""
        if not self.share:
            return ()
        secret = self.secret()
        numbers = (one.number for one in case.disputed)
        return tuple(
            one for one in numbers if drawn_for_second_opinion(case, one, self.share, secret)
        )

    def hidden_from(self, case: Case, who: Actor) -> frozenset[int]:
        """Treatments whose opinions, proposals and findings are closed to somebody.

        Only to quality reviewers, before the answer; once findings were sent back nobody there
        is blind any more (``case.deciding.judging``), and nothing is closed.
        """
        blind = who.role is Role.QUALITY and case.returned is None
        if not blind or case.state not in BEFORE_THE_ANSWER:
            return frozenset()
        return frozenset(
            one for one in self.drawn(case) if case.second_opinion(one, who.id) is None
        )

    def check_given(self, case: Case, who: Actor) -> None:
        """Refuse to pass or return findings that somebody has still to decide blind.

        Raises:
            Refused: rule "second-opinion-first".
        """
        missing = sorted(self.hidden_from(case, who))
        if case.state is State.IN_QUALITY_REVIEW and missing:
            named = ", ".join(str(one) for one in missing)
            raise Refused(
                f"Your second opinion is missing on treatment {named}.",
                rule="second-opinion-first",
                citation=HOUSE,
                remedy="Decide what was drawn before you see how it was decided; then go on.",
            )
