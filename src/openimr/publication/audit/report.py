"""What an audit found: figures, and in words what they can and cannot say. No model is in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from openimr.publication.audit.values import Measured, Measures, Residual, Span
from openimr.vocabulary.counted import counted
from openimr.vocabulary.value import Value

MAJORITY: Final = "majority"
STRUCTURED: Final = "structured"
TREES: Final = "trees"
WORDS: Final = "words"
COMBINED: Final = "combined"

MODELS: Final = {
    MAJORITY: "The base rate alone",
    STRUCTURED: "Logistic regression on structured fields",
    TREES: "Boosted trees on structured fields",
    WORDS: "Logistic regression on words (TF-IDF)",
    COMBINED: "Logistic regression on both",
}
"""The models of one run, and what they are."""

FEWEST_OVERTURNED: Final = 30
"""Letters with an overturned finding in the last span, below which models cannot be told apart."""

PURPOSE: Final = (
    "An audit of published decisions. It tells nothing of how a case should be decided, and is "
    "never shown for a case."
)


class AuditReport(Value, frozen=True, kw_only=True):
    """One audit of the library.

    Attributes:
        made: day on which it was made.
        seed: of the draws.
        library: determinations in the library, the newest version of each.
        left_out: of them not published, or without day and year.
        sampled: whether only a sample of the letters was taken, for their number.
        known_before: letters left out of the later spans, for the case summary of each is nearly
            that of a letter in an earlier span.
        learned, calibrated, measured: the three spans.
        models: measures by the name of the model.
        strengths: of the models' penalty against fitting chance (C of scikit-learn).
        marks, words: how many the combined model knows.
        residuals: groups held against what is expected of them.
    """

    made: dt.date
    seed: int
    library: int
    left_out: int
    sampled: bool
    learned: Span
    calibrated: Span
    measured: Span
    models: dict[str, Measures]
    strengths: dict[str, float]
    marks: int
    words: int
    residuals: tuple[Residual, ...]
    known_before: int = 0


def says(report: AuditReport) -> tuple[str, ...]:
    """What can and cannot be said, in sentences."""
    return tuple(_sentences(report))


def _sentences(report: AuditReport) -> Iterator[str]:
    yield PURPOSE
    last = report.measured
    few = last.letters_overturned < FEWEST_OVERTURNED
    if few:
        overturned = counted(last.overturned, "overturned finding")
        yield (
            f"Too few to tell the models apart: the decisions that were measured on hold "
            f"{overturned} in {counted(last.letters_overturned, 'letter')}; from "
            f"{FEWEST_OVERTURNED} letters on they are compared. Every figure is shown with its "
            "interval, and none should be quoted without it."
        )
    else:
        yield _told_more(report.models[COMBINED])
        yield _held_to(report.models[COMBINED])
    yield from _differing(report)
    if report.left_out:
        yield (
            f"{counted(report.left_out, 'determination')} of {report.library:,} left out: own "
            "letters without a day of publication, and whatever tells neither day nor year."
        )
    if report.known_before:
        yield (
            f"{counted(report.known_before, 'letter')} left out of the later spans: nearly the "
            "same case summary stands in an earlier one, mostly of the same employee."
        )
    if report.sampled:
        yield "A sample of the letters, the same for the same seed, stands for the library."


def _told_more(combined: Measures) -> str:
    gain = combined.gain
    if gain.low is not None and gain.low > 0:
        return (
            "The facts known before a decision tell more of its outcome than the base rate alone: "
            f"the Brier score is lower by {in_words(gain, 4)}."
        )
    return (
        "It cannot be said that the facts known before a decision tell more of its outcome than "
        f"the base rate alone: the Brier score differs by {in_words(gain, 4)}."
    )


def _held_to(combined: Measures) -> str:
    error = combined.calibration_error
    return (
        f"Expected and observed shares lie {in_words(error)} apart in the mean; probabilities "
        f"without any fault would show {combined.chance_error:.3f} on as many findings."
    )


def _differing(report: AuditReport) -> Iterator[str]:
    tested = [one for one in report.residuals if one.chance is not None]
    untested = len(report.residuals) - len(tested)
    differ = sum(one.differs for one in tested)
    if tested:
        yield (
            f"{counted(len(tested), 'group')} of findings were held against what like facts let "
            f"expect; {differ or 'none'} differ beyond chance, guarded for their number. A "
            "difference is a question to ask, not a fault."
        )
    if untested:
        yield f"{counted(untested, 'group')} had too few letters to say anything."


def in_words(measured: Measured | None, digits: int = 3) -> str:
    """A measure with its interval."""
    if measured is None:
        return "-"
    value = f"{measured.value:.{digits}f}"
    if measured.low is None or measured.high is None:
        return f"{value} (no interval)"
    return f"{value} ({measured.low:.{digits}f} to {measured.high:.{digits}f})"
