"""Counts of the library that add up: the tallies of a whole are those of its parts, merged.

They are made in one pass, and small beside the determinations: a page reads them instead of
millions of letters. Everything is kept by year, so that a year is told without counting again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Final

from openimr.publication.model import PublishedDetermination, PublishedFinding
from openimr.publication.statistics.cited import guideline_of
from openimr.publication.statistics.dimensions import (
    BETWEEN,
    OF_DETERMINATION,
    OF_FINDING,
    UNTOLD,
)
from openimr.vocabulary.citation import Citation
from openimr.vocabulary.value import Value

UNREAD: Final = "unread"
"""The outcome of findings whose decision could not be read."""

NO_YEAR: Final = 0
"""The year of determinations that tell none."""

Outcomes = dict[str, dict[str, int]]
"""Counts by outcome (or what else a measure parts by), then by key."""

Measures = dict[str, Outcomes]

DETERMINATIONS: Final = "determinations"
BY_MONTH: Final = "determinations by month"
ASSIGNED: Final = "days from assignment to decision"
APPLIED: Final = "days from application to decision"
REVIEWERS: Final = "findings of reviewers"
CITED: Final = "cited by reviewers"
CLAIMS_CITED: Final = "cited by claims administrators"


class Tallies(Value, frozen=True, kw_only=True):
    """Counts of determinations and findings.

    Attributes:
        years: measures by the year of the decision; `NO_YEAR` where it is not known. A measure
            is a way to count (see ``dimensions``) parted by outcome, or one of this module's.
    """

    years: dict[int, Measures]

    def of_years(self, years: Iterable[int]) -> Tallies:
        """Those of some years alone."""
        wanted = set(years)
        return Tallies(years={year: found for year, found in self.years.items() if year in wanted})

    def counts(self, measure: str) -> Outcomes:
        """The counts of a measure over all years."""
        total: Outcomes = {}
        for measures in self.years.values():
            _add(total, measures.get(measure, {}))
        return total

    def total(self, measure: str) -> int:
        """How many were counted under a measure."""
        return sum(sum(keys.values()) for keys in self.counts(measure).values())


class Tallying:
    """Counts determinations as they come, one version of each."""

    def __init__(self) -> None:
        self._years: dict[int, _Year] = defaultdict(_Year)

    def add(self, said: PublishedDetermination) -> None:
        """Count one determination."""
        self._years[NO_YEAR if said.year is None else said.year].add(said)

    def kept(self) -> Tallies:
        """What was counted."""
        return Tallies(years={year: found.kept() for year, found in sorted(self._years.items())})


def tally(determinations: Iterable[PublishedDetermination]) -> Tallies:
    """Count determinations, one version of each, in one pass."""
    tallying = Tallying()
    for one in determinations:
        tallying.add(one)
    return tallying.kept()


def merged(parts: Iterable[Tallies]) -> Tallies:
    """The tallies of several parts together; no determination stands in two parts."""
    years: dict[int, Measures] = {}
    for part in parts:
        for year, measures in part.years.items():
            into = years.setdefault(year, {})
            for measure, outcomes in measures.items():
                _add(into.setdefault(measure, {}), outcomes)
    return Tallies(years=dict(sorted(years.items())))


def _add(into: Outcomes, outcomes: Outcomes) -> None:
    for outcome, keys in outcomes.items():
        counts = into.setdefault(outcome, {})
        for key, count in keys.items():
            counts[key] = counts.get(key, 0) + count


def _no_counts() -> defaultdict[str, defaultdict[str, int]]:
    return defaultdict(lambda: defaultdict(int))


class _Year:
    """The counts of one year while they are made."""

    def __init__(self) -> None:
        self._measures = {
            name: _no_counts() for name in (DETERMINATIONS, BY_MONTH, ASSIGNED, APPLIED, REVIEWERS)
        }
        self._shared = [(_no_counts(), one.name, keys) for one, keys in OF_DETERMINATION.items()]
        self._own = [(_no_counts(), one.name, keys) for one, keys in OF_FINDING.items()]
        self._cited: list[tuple[defaultdict[str, defaultdict[str, int]], str, _Cited]] = [
            (_no_counts(), CITED, lambda finding: finding.citations),
            (_no_counts(), CLAIMS_CITED, lambda finding: finding.claims_citations),
        ]

    def kept(self) -> Measures:
        """The counts as plain mappings, without what has none."""
        found = {
            **self._measures,
            **{name: counts for counts, name, _ in (*self._shared, *self._own, *self._cited)},
        }
        return {
            name: {outcome: dict(keys) for outcome, keys in counts.items()}
            for name, counts in found.items()
            if counts
        }

    def add(self, said: PublishedDetermination) -> None:
        """Count one determination."""
        outcomes: dict[str, int] = {}
        for finding in said.findings:
            outcome = finding.decision.value if finding.decision else UNREAD
            outcomes[outcome] = outcomes.get(outcome, 0) + 1
            for counts, _, keys_of in self._own:
                into = counts[outcome]
                for key in keys_of(finding):
                    into[key] += 1
            for edges, _, citations_of in self._cited:
                cited = citations_of(finding)
                if cited:
                    _count_cited(edges[outcome], cited, finding.topics)
        for counts, _, keys_of_all in self._shared:
            for key in keys_of_all(said):
                for outcome, number in outcomes.items():
                    counts[outcome][key] += number
        self._add_once(said)

    def _add_once(self, said: PublishedDetermination) -> None:
        measures = self._measures
        decided = said.decision_date
        priority = said.priority.value if said.priority else UNTOLD
        measures[DETERMINATIONS][said.provenance.kind.value][said.programme.value] += 1
        measures[BY_MONTH][priority][decided.isoformat()[:7] if decided else UNTOLD] += 1
        if said.findings:
            measures[REVIEWERS][UNTOLD][said.reviewer or UNTOLD] += len(said.findings)
        for measure, start in (
            (ASSIGNED, said.date_assigned),
            (APPLIED, said.application_received),
        ):
            if start and decided:
                measures[measure][priority][str((decided - start).days)] += 1


_Cited = Callable[[PublishedFinding], tuple[Citation, ...]]


def _count_cited(
    into: dict[str, int], citations: tuple[Citation, ...], topics: tuple[str, ...]
) -> None:
    """Count each place cited once with each topic of its finding."""
    places = dict.fromkeys(
        (guideline, section)
        for guideline, sections in map(guideline_of, citations)
        for section in (sections or (UNTOLD,))
    )
    for guideline, section in places:
        for topic in topics or (UNTOLD,):
            into[f"{guideline}{BETWEEN}{section}{BETWEEN}{topic}"] += 1
