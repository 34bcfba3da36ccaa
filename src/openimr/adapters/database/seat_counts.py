"""How many cases reviewers have and had, by the port ``workflow.appointing_cases.SeatCounts``."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from django.db.models import Count, QuerySet

from openimr.adapters.database.faults import attempt
from openimr.adapters.database.models import CaseListing, Seat
from openimr.assignment.fairness import Seen
from openimr.workflow.appointing_cases import AT_WORK


class DatabaseSeatCounts:
    """Counts seats in the lists that are drawn from the record.

    Args:
        alias: the name under which ``connect`` opened the database.
    """

    def __init__(self, alias: str) -> None:
        self.alias = alias

    def open_cases(self) -> dict[str, int]:
        """For each reviewer the cases whose letter is not issued."""
        states = [state.value for state in AT_WORK]
        cases = CaseListing.objects.using(self.alias).filter(state__in=states)
        seats = Seat.objects.using(self.alias).filter(case__in=cases.values("case"))
        counted = seats.values_list("reviewer").annotate(Count("case"))
        return attempt(self.alias, lambda: dict(counted.order_by()))

    def seen(self, since: dt.datetime) -> tuple[Seen, ...]:
        """What each reviewer had of each filer and administrator, of the cases received since."""
        cases = CaseListing.objects.using(self.alias).filter(received__gte=since)
        return attempt(self.alias, lambda: self._seen(cases))

    def _seen(self, cases: QuerySet[CaseListing]) -> tuple[Seen, ...]:
        parties = {
            case: (filer, administrator)
            for case, filer, administrator in cases.values_list(
                "case", "filer_party", "administrator"
            ).iterator()
        }
        seats = Seat.objects.using(self.alias).filter(case__in=cases.values("case"))
        counted = Counter(
            (reviewer, party)
            for case, reviewer in seats.values_list("case", "reviewer").iterator()
            for party in parties.get(case, ())
            if party
        )
        return tuple(
            Seen(reviewer=reviewer, party=party, cases=count)
            for (reviewer, party), count in sorted(counted.items())
        )
