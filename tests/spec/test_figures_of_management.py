"""What management sees: counted from the record, each share with its interval."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence

from tests.dispute import Dispute

from openimr.case.model import State
from openimr.law.calendar import pacific_day
from openimr.vocabulary.figures import Figure
from openimr.vocabulary.quantiles import quantile
from openimr.vocabulary.shares import Share
from openimr.workflow.figures import Names, figures, months
from openimr.workflow.tallies import Tally, tallies_of

NAMES = Names(
    parties=lambda ids: {one: f"name of {one}" for one in ids},
    topics={"acupuncture": "acupuncture"},
    rules={},
)


class Sums:
    """The sums of some cases, as a book gives them."""

    def __init__(self, *disputes: Dispute) -> None:
        self.all: Counter[Tally] = Counter()
        for one in disputes:
            self.all.update(tallies_of(one.record))

    def sums(self, measures: Sequence[str], first: dt.date, last: dt.date) -> Mapping[Tally, int]:
        return {
            one: count
            for one, count in self.all.items()
            if one.measure in measures and first <= one.month <= last
        }

    def of(self, dispute: Dispute) -> dict[str, Figure]:
        """Every figure of the months of a dispute, by its name."""
        first = pacific_day(dispute.case.received).replace(day=1)
        last = pacific_day(dispute.now).replace(day=1)
        return {one.slug: one for one in figures(self, first, last, NAMES)}  # type: ignore[arg-type]


def served() -> Dispute:
    """A dispute that went its way without a hitch."""
    return Dispute().reach(State.SERVED)


class TestWhatACaseAdds:
    def test_an_application_counts_in_the_month_in_which_it_came(self) -> None:
        tallies = tallies_of(Dispute().record)
        month = pacific_day(Dispute().case.received).replace(day=1)
        assert tallies[Tally(month, "received", "standard")] == 1
        assert tallies[Tally(month, "standing", "received")] == 1

    def test_a_letter_adds_an_outcome_for_each_treatment_and_whose_work_it_was(self) -> None:
        dispute = served()
        measures = Counter({m: 0 for m in ("issued", "outcome", "reviewed by")})
        for one, count in tallies_of(dispute.record).items():
            if one.measure in measures:
                measures[one.measure] += count
        assert measures["issued"] == 1
        assert measures["outcome"] == len(dispute.case.answers)
        assert measures["reviewed by"] == len(dispute.case.seats)

    def test_no_reviewer_is_named_but_by_pseudonym(self) -> None:
        dispute = served()
        keys = {one.key for one in tallies_of(dispute.record)}
        assert dispute.case.seats[0].standing.pseudonym in keys
        assert dispute.case.seats[0].reviewer not in keys

    def test_every_stage_that_ended_has_its_days(self) -> None:
        stages = {
            one.measure.removeprefix("days: ")
            for one in tallies_of(served().record)
            if one.measure.startswith("days: ")
        }
        assert {"screening", "records", "appointment", "review", "letter", "service"} <= stages

    def test_counting_again_changes_nothing(self) -> None:
        dispute = served()
        assert tallies_of(dispute.record) == tallies_of(dispute.record)


class TestTheFigures:
    def test_volumes_have_a_row_for_every_month(self) -> None:
        dispute = served()
        rows = Sums(dispute, Dispute()).of(dispute)["volumes"].rows
        assert sum(row[1] for row in rows) == 2
        first, last = dt.date(2025, 11, 1), dt.date(2026, 2, 1)
        assert [f"{one:%m/%Y}" for one in months(first, last)] == [
            "11/2025", "12/2025", "01/2026", "02/2026",
        ]  # fmt: skip

    def test_outcomes_have_all_treatments_first_with_their_share(self) -> None:
        dispute = served()
        first, *_ = Sums(dispute, served()).of(dispute)["outcomes"].rows
        decided = 2 * len(dispute.case.answers)
        overturned = 2 * sum(one.decision.value == "overturned" for one in dispute.case.answers)
        assert first == (
            "All treatments", decided, overturned, Share(part=overturned, whole=decided),
        )  # fmt: skip

    def test_days_have_median_and_the_longest(self) -> None:
        dispute = served()
        rows = {row[0]: row for row in Sums(dispute).of(dispute)["days"].rows}
        whole = (pacific_day(dispute.case.issued) - pacific_day(dispute.case.received)).days
        assert rows["application to letter"] == ("application to letter", 1, whole, whole, whole)

    def test_administrators_are_named_and_asked_once_for_each_case(self) -> None:
        dispute = served()
        (row,) = Sums(dispute).of(dispute)["records"].rows
        assert str(row[0]).startswith("name of ")
        assert row[1] == 1

    def test_nothing_counted_is_a_figure_without_rows(self) -> None:
        empty = Sums().of(Dispute())
        assert empty["outcomes"].rows == empty["days"].rows == empty["filers"].rows == ()

    def test_a_median_is_within_what_was_counted(self) -> None:
        assert quantile({3: 1, 5: 1, 30: 1}, 0.5) == 5
        assert quantile({3: 9, 30: 1}, 0.9) == 3
        assert quantile({7: 1}, 0.5) == 7
