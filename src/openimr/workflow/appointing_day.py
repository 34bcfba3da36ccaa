"""What appointing knows on its day: the panel, its ties and answers, and who has how many cases."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import msgspec

from openimr.assignment.candidates import Candidate, candidate
from openimr.assignment.choose import Choice
from openimr.assignment.conflicts import Conflict
from openimr.assignment.eligibility import Terms
from openimr.assignment.explaining import qualifications
from openimr.assignment.fairness import Seen, window
from openimr.assignment.model import PanelMember
from openimr.assignment.panel_book import MemberVersion, panel_of
from openimr.assignment.panel_ties import PanelTies
from openimr.assignment.policies import PanelRules
from openimr.assignment.specialty import SpecialtyTable
from openimr.assignment.standing import NOT_CHOSEN, Considered, OpenSeat, standing_of
from openimr.assignment.tie_answers import TieAnswer, latest_answers, with_answers
from openimr.case.appointment import Excluded, ReviewerStanding, by_reasons
from openimr.case.model import Case
from openimr.law.calendar import PACIFIC
from openimr.vocabulary.errors import Refused
from openimr.workflow.appointing_cases import SeatCounts, Waiting, named_parties


class PanelSeen(Protocol):
    """What a day sees of the panel that is kept: as it is, or as it was."""

    def latest(self) -> tuple[MemberVersion, ...]:
        """The latest version of everybody."""
        ...

    def answers(self) -> tuple[TieAnswer, ...]:
        """Every answer on a tie, the first first."""
        ...

    def pseudonyms(self, reviewers: Iterable[str]) -> dict[str, str]:
        """What parties see of reviewers."""
        ...


class Day:
    """The panel on one day, with loads and shares that grow as seats are given.

    Args:
        on: the day.
        book: the panel as it is kept.
        counts: seats that reviewers have and had.
        table: fields and specialties.
        rules: by which credentials are looked at.
        terms: of choosing.

    Raises:
        Refused: when no panel is kept.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - each is a source of its own
        self,
        on: dt.date,
        book: PanelSeen,
        counts: SeatCounts,
        table: SpecialtyTable,
        rules: PanelRules,
        terms: Terms,
    ) -> None:
        panel = panel_of(book.latest())
        if not panel.members:
            raise Refused(
                "No panel is kept: there is nobody to appoint.",
                rule="panel-kept",
                remedy="Keep one: `openimr panel import FILE --keep`.",
            )
        self.on = on
        self.table = table
        self.terms = terms
        self._rules = rules
        self._members = {member.id: member for member in panel.members}
        self._names = PanelTies(panel)
        self._answers = latest_answers(book.answers())
        self._pseudonyms = book.pseudonyms(self._members)
        self._loads = Counter(counts.open_cases())
        first, _ = window(terms.share, on)
        since = dt.datetime.combine(first, dt.time(), tzinfo=PACIFIC)
        self._seen = Counter({(one.reviewer, one.party): one.cases for one in counts.seen(since)})

    def candidates(self) -> tuple[Candidate, ...]:
        """Everybody on the panel, with the cases given up to now."""
        return tuple(
            candidate(member, self.on, self.table, self._rules, open_cases=self._loads[id])
            for id, member in sorted(self._members.items())
        )

    def seen(self) -> tuple[Seen, ...]:
        """What reviewers had of filers and administrators, with the cases given up to now."""
        return tuple(
            Seen(reviewer=reviewer, party=party, cases=cases)
            for (reviewer, party), cases in self._seen.items()
        )

    def ties(self, case: Case, names: Mapping[str, str]) -> tuple[Conflict, ...]:
        """Every tie between the panel and the parties of a case, in the state of its answers."""
        parties = named_parties(case, names)
        found = self._names.conflicts(parties, self.on, law=self._rules.law)
        return with_answers(case.number, found, self._answers)

    def member(self, reviewer: str) -> PanelMember | None:
        """The member of an identifier, or None when nobody on the panel has it."""
        return self._members.get(reviewer)

    def pseudonym(self, reviewer: str) -> str:
        """What parties see of a reviewer."""
        return self._pseudonyms[reviewer]

    def took(self, reviewer: str, waiting: Waiting) -> None:
        """Count a case that was given just now."""
        self._loads[reviewer] += 1
        for party in (waiting.row.filer_party, waiting.row.administrator):
            if party:
                self._seen[reviewer, party] += 1

    def standing(
        self,
        waiting: Waiting,
        chosen: Candidate,
        choice: Choice,
        ties: Sequence[Conflict],
        note: str,
    ) -> ReviewerStanding:
        """What the appointment of a chosen candidate rests on, with everybody else and why not.

        Raises:
            Refused: when anything speaks against the chosen one after all.
        """
        whole = waiting.to_assign(tuple(waiting.fields))
        considered = Considered(
            member=self._members[chosen.reviewer],
            pseudonym=self._pseudonyms[chosen.reviewer],
            qualified_for=tuple(qualifications(self.table, whole, chosen)),
            conflicts=tuple(tie for tie in ties if tie.reviewer == chosen.reviewer),
            open_cases=self._loads[chosen.reviewer],
        )
        seat = OpenSeat(on=self.on, rules=self._rules, alone=waiting.case.seats_approved == 1)
        because = f"{choice.chosen_because}{note}"
        standing = standing_of(considered, (), seat, because)
        return msgspec.structs.replace(standing, excluded=self._others(choice))

    def _others(self, choice: Choice) -> tuple[Excluded, ...]:
        reasons = {one.reviewer: one.reasons for one in choice.excluded}
        return by_reasons(
            (reviewer, reasons.get(reviewer, (NOT_CHOSEN,)))
            for reviewer in self._members
            if reviewer != choice.reviewer
        )
