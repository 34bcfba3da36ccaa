"""The figures of management over a time: volumes, days, outcomes, work, records, filers.

Each is a table that can be read by itself, drawn, or written as CSV; shares come with their
counts and an interval, because few cases say little.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from openimr.case.events.reviewing import Decision
from openimr.case.model import State
from openimr.vocabulary.figures import Column, Figure, Kind, Row
from openimr.vocabulary.quantiles import quantile
from openimr.vocabulary.shares import Share
from openimr.vocabulary.value import Value
from openimr.workflow.tallies import BETWEEN, STAGES, Tally, TallyBook

MOST_ROWS = 200
"""Most rows of one figure; the fewest cases are left out."""

_TEN = 10
_NO_TOPIC = "No topic of the guidelines"


class Names(Value, frozen=True, kw_only=True):
    """How identifiers of the record are called on the screen.

    Attributes:
        parties: names by identifier; one that is not known stays an identifier.
        topics: names of guideline topics by id.
        rules: names of deadlines by id.
    """

    parties: Callable[[Sequence[str]], Mapping[str, str]]
    topics: Mapping[str, str]
    rules: Mapping[str, str]


def figures(book: TallyBook, first: dt.date, last: dt.date, names: Names) -> tuple[Figure, ...]:
    """Every figure over some months.

    Args:
        book: the sums.
        first: the first day of the first month.
        last: the first day of the last month.
        names: what identifiers are called.
    """
    measures = [*_MEASURES, *(f"days: {stage}" for stage in STAGES)]
    sums = book.sums(measures, first, last)
    by_measure: dict[str, Counter[str]] = defaultdict(Counter)
    for one, count in sums.items():
        by_measure[one.measure][one.key] += count
    return (
        _volumes(sums, first, last),
        _standing(by_measure["standing"]),
        _days(by_measure),
        _outcomes(by_measure["outcome"], names.topics),
        _work(by_measure["reviewed by"], by_measure["open seats"]),
        _records(by_measure, names),
        _filers(by_measure["filed by"], sum(by_measure["filer"].values()), names),
        _missed(by_measure["missed"], names.rules),
    )


_MEASURES = (
    "received", "issued", "standing", "outcome", "reviewed by", "open seats", "records asked",
    "records came", "records days", "filer", "filed by", "missed",
)  # fmt: skip


def _volumes(sums: Mapping[Tally, int], first: dt.date, last: dt.date) -> Figure:
    rows: list[Row] = [
        (
            f"{month:%m/%Y}",
            *(
                sums.get(Tally(month, measure, priority), 0)
                for measure in ("received", "issued")
                for priority in ("standard", "expedited")
            ),
        )
        for month in months(first, last)
    ]
    columns = ("Received, standard", "Received, expedited", "Issued, standard", "Issued, expedited")
    return Figure(
        slug="volumes",
        title="Volumes by month",
        says="Applications by the month in which they came, determinations by that of the letter.",
        columns=_columns("Month", *columns),
        rows=tuple(rows),
    )


def months(first: dt.date, last: dt.date) -> Iterable[dt.date]:
    """The first days of the months from one to another."""
    month = first
    while month <= last:
        yield month
        month = (month + dt.timedelta(days=32)).replace(day=1)


def _standing(counts: Counter[str]) -> Figure:
    rows = [(state.value, counts[state.value]) for state in State if counts[state.value]]
    return Figure(
        slug="standing",
        title="Where cases stand",
        says="Cases received in these months, by the state in which they are now.",
        columns=_columns("State", "Cases"),
        rows=tuple(rows),
    )


def _days(by_measure: Mapping[str, Counter[str]]) -> Figure:
    rows: list[Row] = []
    for stage in STAGES:
        counts = {int(days): count for days, count in by_measure[f"days: {stage}"].items()}
        if counts:
            spread = [quantile(counts, share) for share in (0.5, 0.9, 1.0)]
            rows.append((stage, sum(counts.values()), *spread))
    days = tuple(
        Column(name=name, kind=Kind.DAYS) for name in ("Median", "9 of 10 within", "Longest")
    )
    return Figure(
        slug="days",
        title="Days per stage",
        says="Calendar days, of cases that ended the stage in these months.",
        columns=(Column(name="Stage", kind=Kind.TEXT), Column(name="Cases"), *days),
        rows=tuple(rows),
        drawn=2,
    )


def _outcomes(counts: Counter[str], topics: Mapping[str, str]) -> Figure:
    decided = _halves(counts)
    whole: Counter[str] = sum(decided.values(), Counter())
    order = sorted(decided, key=lambda topic: (topic == "", -decided[topic].total(), topic))
    rows = [_outcome(topics.get(one, one or _NO_TOPIC), decided[one]) for one in order]
    return Figure(
        slug="outcomes",
        title="Overturned, by topic",
        says="Treatments decided in letters of these months, with intervals of 95 % (Wilson). A "
        "share tells what cases were brought, not how anybody should decide.",
        columns=(
            *_columns("Topic", "Decided", "Overturned"),
            Column(name="Share overturned", kind=Kind.SHARE),
        ),
        rows=tuple([_outcome("All treatments", whole), *rows][:MOST_ROWS]) if rows else (),
        drawn=3,
    )


def _outcome(name: str, found: Counter[str]) -> Row:
    overturned = found[Decision.OVERTURNED.value]
    share = Share(part=overturned, whole=found.total())
    return name, found.total(), overturned, share


def _work(done: Counter[str], waiting: Counter[str]) -> Figure:
    names = sorted({*done, *waiting}, key=lambda one: (-waiting[one], -done[one], one))
    return Figure(
        slug="reviewers",
        title="Work of reviewers",
        says="By pseudonym: cases received in these months that a reviewer still has, and cases "
        "whose letter was issued in them.",
        columns=_columns("Reviewer", "Open now", "Issued"),
        rows=tuple((name, waiting[name], done[name]) for name in names[:MOST_ROWS]),
    )


def _records(by_measure: Mapping[str, Counter[str]], names: Names) -> Figure:
    asked = by_measure["records asked"]
    came, days = _halves(by_measure["records came"]), _halves(by_measure["records days"])
    order = sorted(asked, key=lambda one: (-asked[one], one))
    called = names.parties(order[:MOST_ROWS])
    rows: list[Row] = []
    for office in order[:MOST_ROWS]:
        late, in_time = came[office]["late"], came[office]["in time"]
        spread = {int(day): count for day, count in days[office].items()}
        median = quantile(spread, 0.5) if spread else None
        share = Share(part=late, whole=late + in_time)
        rows.append((called.get(office, office), asked[office], in_time, late, share, median))
    return Figure(
        slug="records",
        title="Records by claims administrator",
        says="Of requests for records sent in these months: whether the first answer came in time "
        "(8 CCR 9792.10.5), and after how many days.",
        columns=(
            *_columns("Claims administrator", "Asked", "In time", "Late"),
            Column(name="Share late", kind=Kind.SHARE),
            Column(name="Median days", kind=Kind.DAYS),
        ),
        rows=tuple(rows),
        drawn=4,
    )


def _halves(counts: Counter[str]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for key, count in counts.items():
        first, _, second = key.partition(BETWEEN)
        found[first][second] += count
    return found


def _filers(counts: Counter[str], applications: int, names: Names) -> Figure:
    order = sorted(counts, key=lambda one: (-counts[one], one))
    called = names.parties([key.partition(BETWEEN)[0] for key in order[:MOST_ROWS]])
    rows: list[Row] = []
    for key in order[:MOST_ROWS]:
        party, _, role = key.partition(BETWEEN)
        share = Share(part=counts[key], whole=max(applications, counts[key]))
        rows.append((called.get(party, party), role, counts[key], share))
    most = sum(counts[key] for key in order[:_TEN])
    together = f"The {_TEN} who filed most filed {most:,} of {applications:,} applications."
    return Figure(
        slug="filers",
        title="Who files",
        says="Applications of these months that somebody filed for an employee. "
        f"{together if order else ''}".strip(),
        columns=(
            Column(name="Filer", kind=Kind.TEXT),
            Column(name="As", kind=Kind.TEXT),
            Column(name="Applications"),
            Column(name="Share of all", kind=Kind.SHARE),
        ),
        rows=tuple(rows),
        drawn=2,
    )


def _missed(counts: Counter[str], rules: Mapping[str, str]) -> Figure:
    rows = [(rules.get(rule, rule), count) for rule, count in counts.most_common()]
    return Figure(
        slug="missed",
        title="Duties missed",
        says="Limits of the law that ran out in these months before the duty was done, by all "
        "readings. What comes late is taken in all the same.",
        columns=_columns("Duty", "Missed"),
        rows=tuple(rows),
    )


def _columns(first: str, *counts: str) -> tuple[Column, ...]:
    return (Column(name=first, kind=Kind.TEXT), *(Column(name=name) for name in counts))
