"""An audit of the library: its newest published decisions, models of their outcomes, a report."""

from __future__ import annotations

import datetime as dt
import hashlib
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from openimr.adapters.library_audit_models import (
    Known,
    OutcomeModel,
    Rows,
    base_rate,
    known_of,
    learned,
)
from openimr.adapters.library_audit_trees import BoostedTrees, grown
from openimr.adapters.library_statistics import LibraryStatistics
from openimr.adapters.library_store import LibraryStore
from openimr.publication.audit.known_before import told_first
from openimr.publication.audit.measures import Given, best_threshold, measured, outcomes_of
from openimr.publication.audit.published import (
    AuditedFinding,
    PublishedLibrary,
    why_not_published,
)
from openimr.publication.audit.report import (
    COMBINED,
    MAJORITY,
    MODELS,
    STRUCTURED,
    TREES,
    WORDS,
    AuditReport,
)
from openimr.publication.audit.residuals import SpanOutcomes, residuals
from openimr.publication.audit.spans import Cut, cut_of, parted, span_of, too_few
from openimr.publication.model import PublishedDetermination
from openimr.vocabulary.counted import counted

LETTERS_AT_MOST: Final = 50_000
"""Letters that are audited; of a larger library a sample by the seed."""

Told = Callable[[str, int, int | None], None]
"""Is told a step, how much of it is done, and of how much where that is known."""


class Wanted(NamedTuple):
    """What an audit is asked for.

    Attributes:
        today: the day on which it is made.
        seed: of the sample and of the draws.
        measured_from: the first day of the last span; None for the latest fifth.
        letters_at_most: audited; of more a sample.
    """

    today: dt.date
    seed: int = 1
    measured_from: dt.date | None = None
    letters_at_most: int = LETTERS_AT_MOST


class Audited(NamedTuple):
    """What an audit gives: the report, and the models that may be kept, by their names."""

    report: AuditReport
    models: Mapping[str, OutcomeModel]
    cut: Cut


class Looked(NamedTuple):
    """What was looked through for findings.

    Attributes:
        there: determinations, the newest version of each.
        left_out: of them not published, or without day and year.
        sampled: whether only a sample of the others was taken.
    """

    there: int
    left_out: int = 0
    sampled: bool = False


class Newest:
    """The newest version of each determination, or a sample of them; counts what goes by."""

    def __init__(self, store: LibraryStore, wanted: Wanted, told: Told) -> None:
        self._library, self._told, self._seed = LibraryStatistics(store), told, wanted.seed
        self._all, self._share = store.count, min(1.0, wanted.letters_at_most / max(1, store.count))
        self._count = self._left_out = 0

    @property
    def looked(self) -> Looked:
        """What went by."""
        return Looked(self._count, self._left_out, self._share < 1)

    def __call__(self) -> Iterator[PublishedDetermination]:
        """Look through them."""
        for said in self._library.determinations():
            self._count += 1
            self._left_out += why_not_published(said) is not None
            if self._count % 100 == 0:
                self._told("Reading the library", self._count, self._all)
            if self._share == 1 or _drawn(said.id, self._seed) < self._share:
                yield said


def published_library(newest: Newest) -> PublishedLibrary:
    """The library as the source of an audit, in a process that serves no cases.

    Raises:
        Refused: in one that does (rule ``audit-apart-from-cases``).
    """
    return PublishedLibrary(newest, sys.modules)


def audit(store: LibraryStore, wanted: Wanted, told: Told = lambda *_: None) -> Audited:
    """Audit a library.

    Args:
        store: the library.
        wanted: what is asked for.
        told: is told how it goes.

    Raises:
        Refused: in a process that serves cases, and when there are too few decisions.
    """
    newest = Newest(store, wanted, told)
    findings = list(published_library(newest).findings())
    return audited_findings(findings, newest.looked, wanted, told)


def audited_findings(
    findings: list[AuditedFinding], looked: Looked, wanted: Wanted, told: Told = lambda *_: None
) -> Audited:
    """Learn, calibrate and measure, each on its own span of time.

    Raises:
        Refused: when there are too few decisions.
    """
    spans = _spans(findings, cut_of(findings, wanted.measured_from) if findings else None)
    models = {MAJORITY: base_rate(spans.middle)}
    known = known_of(spans.first.findings)
    each = {STRUCTURED: Known(marks=known.marks), WORDS: Known((), *known[1:]), COMBINED: known}
    for done, (name, knows) in enumerate(each.items()):
        told("Learning", done, len(each) + 2)
        models[name] = learned(spans.first, spans.middle, knows)
    told("Growing trees", len(each), len(each) + 2)
    beside = {TREES: grown(spans.first, spans.middle, known, wanted.seed)}
    told("Measuring", len(each) + 1, len(each) + 2)
    return Audited(_report(models, beside, spans, looked, wanted), models, spans.cut)


def measured_again(
    findings: list[AuditedFinding], looked: Looked, wanted: Wanted, kept: tuple[OutcomeModel, Cut]
) -> Audited:
    """Measure a model that an earlier audit kept, on what was decided since its spans parted.

    Raises:
        Refused: when there are too few decisions.
    """
    model, cut = kept
    spans = _spans(findings, cut)
    models = {MAJORITY: base_rate(spans.middle), COMBINED: model}
    return Audited(_report(models, {}, spans, looked, wanted), models, cut)


class _Spans(NamedTuple):
    first: Rows
    middle: Rows
    last: Rows
    cut: Cut
    known: int


def _spans(findings: list[AuditedFinding], cut: Cut | None) -> _Spans:
    ordered = sorted(findings, key=lambda one: (one.day, one.letter, one.number))
    (first, middle, last), known = told_first(parted(ordered, cut) if cut else ([], [], []))
    if cut is None or not (first and middle and last):
        beside = f" {counted(known, 'letter')} left out, for an earlier one tells nearly the same."
        raise too_few(f"They do not reach over three spans of time.{beside if known else ''}")
    return _Spans(Rows(first), Rows(middle), Rows(last), cut, known)


def _report(
    models: Mapping[str, OutcomeModel],
    beside: Mapping[str, BoostedTrees],
    spans: _Spans,
    looked: Looked,
    wanted: Wanted,
) -> AuditReport:
    of = outcomes_of(spans.last.findings)
    every: dict[str, OutcomeModel | BoostedTrees] = {**models, **beside}
    measuring = {name: every[name] for name in MODELS if name in every}
    found = {name: _given(model, spans.last) for name, model in measuring.items()}
    thresholds = {name: _threshold(model, spans.middle) for name, model in measuring.items()}
    combined = models[COMBINED]
    middle = SpanOutcomes(combined.probabilities(spans.middle), outcomes_of(spans.middle.findings))
    last = SpanOutcomes(found[COMBINED].probabilities, of)
    return AuditReport(
        made=wanted.today,
        seed=wanted.seed,
        library=looked.there,
        left_out=looked.left_out,
        sampled=looked.sampled,
        known_before=spans.known,
        learned=span_of(spans.first.findings),
        calibrated=span_of(spans.middle.findings),
        measured=span_of(spans.last.findings),
        models=measured(found, thresholds, MAJORITY, of, wanted.seed),
        strengths={name: model.strength for name, model in models.items() if name != MAJORITY},
        marks=len(combined.marks),
        words=len(combined.words),
        residuals=residuals(spans.last.findings, last, middle),
    )


def _given(model: OutcomeModel | BoostedTrees, rows: Rows) -> Given:
    scores = model.scores(rows)
    return Given(scores, model.curve.of(scores))


def _threshold(model: OutcomeModel | BoostedTrees, middle: Rows) -> float:
    return best_threshold(model.probabilities(middle), middle.overturned)


def _drawn(id: str, seed: int) -> float:
    """A number from 0 to 1 that a letter draws, the same for the same seed."""
    digest = hashlib.blake2b(f"{seed} {id}".encode(), digest_size=8).digest()
    return int.from_bytes(digest) / 2**64
