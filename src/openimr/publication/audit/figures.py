"""The report of an audit as figures: tables that are drawn, printed and written as any other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from openimr.publication.audit.report import COMBINED, MODELS, AuditReport, in_words, says
from openimr.publication.audit.values import DRIFT, FALSE_AT_MOST, Residual, Span
from openimr.vocabulary.figures import Column, Figure, Kind, Row

TOO_FEW: Final = "too few"
_TOO_FEW_SHOWN: Final = 10

_WAYS: Final = {
    "topic": "Topic",
    "specialty": "Specialty",
    "organization": "Review organization",
    "claims-basis": "Claims basis",
    "reviewer": "Reviewer (pseudonym)",
    DRIFT: "Year",
}


def audit_figures(
    report: AuditReport, names: Mapping[str, str] | None = None, most: int = 40
) -> tuple[Figure, ...]:
    """Everything that an audit tells.

    Args:
        report: of the audit.
        names: of topics; one that is not there is shown by its identifier.
        most: groups shown.
    """
    return (
        _spans(report),
        _models(report),
        _reliability(report),
        _residuals(report, names or {}, most),
    )


def _spans(report: AuditReport) -> Figure:
    return Figure(
        slug="audit-spans",
        title="Decisions audited",
        says=" ".join(says(report)),
        columns=(
            Column(name="Span", kind=Kind.TEXT),
            Column(name="From", kind=Kind.TEXT),
            Column(name="To", kind=Kind.TEXT),
            Column(name="Letters"),
            Column(name="Findings"),
            Column(name="Overturned"),
        ),
        rows=(
            _span("Learned on", report.learned),
            _span("Calibrated on", report.calibrated),
            _span("Measured on", report.measured),
        ),
        drawn=4,
    )


def _span(name: str, span: Span) -> Row:
    days = (span.first.isoformat(), span.last.isoformat())
    return name, *days, span.letters, span.findings, span.overturned


def _models(report: AuditReport) -> Figure:
    return Figure(
        slug="audit-models",
        title="How far facts known before a decision tell its outcome",
        says="On the last span, with intervals of 95 % from letters drawn again a thousand times "
        "with all their findings. Accuracy counts what is likelier than not; macro-F1 is at the "
        "threshold that was best on the middle span. Of the area under the curve (AUC) 0.5 "
        "is chance; of the Brier score and the calibration error less is better.",
        columns=(
            Column(name="Model", kind=Kind.TEXT),
            *(
                Column(name=name, kind=Kind.TEXT)
                for name in ("Accuracy", "Macro-F1", "AUC", "Brier score", "Calibration error")
            ),
        ),
        rows=tuple(
            (
                MODELS[name],
                in_words(one.accuracy),
                in_words(one.macro_f1),
                in_words(one.auc),
                in_words(one.brier),
                in_words(one.calibration_error),
            )
            for name, one in report.models.items()
        ),
    )


def _reliability(report: AuditReport) -> Figure:
    combined = report.models[COMBINED]
    return Figure(
        slug="audit-reliability",
        title="Expected and observed",
        says="Findings of the last span in bins of like probability, about equally many in each "
        f"({len(combined.bins)}): what the model on all facts expected, and the share overturned "
        "with Wilson's interval, which takes findings as independent.",
        columns=(
            Column(name="Expected", kind=Kind.TEXT),
            Column(name="Findings"),
            Column(name="Overturned"),
            Column(name="Share overturned", kind=Kind.SHARE),
        ),
        rows=tuple(
            (
                f"{one.expected:.1%} ({one.least:.1%} to {one.most:.1%})",
                one.observed.whole,
                one.observed.part,
                one.observed,
            )
            for one in combined.bins
        ),
        drawn=3,
    )


def _residuals(report: AuditReport, names: Mapping[str, str], most: int) -> Figure:
    told = [one for one in report.residuals if one.chance is not None]
    few = [one for one in report.residuals if one.chance is None]
    shown = [*told[:most], *few[:_TOO_FEW_SHOWN]]
    return Figure(
        slug="audit-residuals",
        title="Where outcomes differ from alike cases",
        says="Findings of the last span by group, held against what the model on all facts "
        "expects: years against the years before, all others against the whole span. The model "
        "knows topics and bases, and expects of each what was decided before: there a difference "
        "tells of a change. It knows nothing of who reviewed. Chance is reckoned by letters and "
        f"guarded for the number of groups (Benjamini and Hochberg, false alarms "
        f"{FALSE_AT_MOST:.0%}). What is not in the published words, records above all, may explain "
        "any difference.",
        columns=(
            Column(name="Group", kind=Kind.TEXT),
            Column(name="Letters"),
            Column(name="Findings"),
            Column(name="Overturned"),
            Column(name="Expected", kind=Kind.TEXT),
            Column(name="Share overturned", kind=Kind.SHARE),
            Column(name="Differs", kind=Kind.TEXT),
            Column(name="Chance, guarded", kind=Kind.TEXT),
        ),
        rows=tuple(_residual(one, names) for one in shown),
        drawn=5,
    )


def _residual(one: Residual, names: Mapping[str, str]) -> Row:
    key = names.get(one.key, one.key) if one.way == "topic" else one.key.replace("_", " ")
    told = one.chance is not None
    return (
        f"{_WAYS.get(one.way, one.way)}: {key}",
        one.letters,
        one.observed.whole,
        one.observed.part,
        f"{one.expected:.1f}" if told else TOO_FEW,
        one.observed if told else None,
        _differs(one),
        TOO_FEW if one.adjusted is None else f"{one.adjusted:.3f}",
    )


def _differs(one: Residual) -> str:
    if one.adjusted is None:
        return TOO_FEW
    if not one.differs:
        return "not beyond chance"
    return "more overturned" if one.observed.part > one.expected else "fewer overturned"
