"""The model card of an audit (after Mitchell et al., "Model cards for model reporting", 2019)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from openimr.publication.audit.facts import (
    AS_WORDS,
    NEVER_OF_FINDINGS,
    NEVER_OF_LETTERS,
    OF_FINDINGS,
    OF_LETTERS,
)
from openimr.publication.audit.figures import audit_figures
from openimr.publication.audit.report import PURPOSE, AuditReport, says
from openimr.vocabulary.figures import Cell, Figure
from openimr.vocabulary.shares import Share

LIMITS: Final = (
    "Published decisions are those that were disputed and decided; nothing is known of others.",
    "The case summary is written by the reviewer who decided. Its words are taken as facts and may "
    "carry the decision: how well words tell an outcome is an upper bound of what facts tell.",
    "The case file is not published. Alike in the published words is not alike in the records.",
    "Determinations that tell their year alone stand on its last day.",
    "Intervals draw letters again. Several letters of one employee or reviewer may hang together "
    "further; then intervals are too narrow. With few overturned findings they are so anyway.",
    "What is expected of a group is an estimate, too: of one that was seldom decided before, more "
    "is chance than is told.",
    "A difference of a group may be of cases, of law, of guidelines or of reviewing. It says where "
    "to look.",
)
"""What no figure of an audit can say."""


def card(report: AuditReport) -> str:
    """The card of the combined model as Markdown."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: AuditReport) -> Iterator[str]:
    yield from (
        "# Outcome model of published decisions: model card",
        "",
        f"Made {report.made}.",
        "",
    )
    yield from ("## Purpose", "", PURPOSE, "")
    yield from ("## What can be said", "", *(f"- {one}" for one in says(report)[1:]), "")
    for figure in audit_figures(report, most=20):
        yield from _table(figure)
    yield from ("## Model", "", *_model(report), "")
    yield from ("## Limits", "", *(f"- {one}" for one in LIMITS))


def _model(report: AuditReport) -> Sequence[str]:
    taken = ", ".join((*OF_LETTERS, *OF_FINDINGS))
    strengths = ", ".join(f"{name} {value:g}" for name, value in report.strengths.items())
    return (
        f"- Structured fields: {taken} ({report.marks:,} values that stand in enough letters).",
        f"- Words and pairs of words of {' and '.join(AS_WORDS)}, numbers left out "
        f"({report.words:,}).",
        f"- Never seen: {', '.join((*NEVER_OF_LETTERS, *NEVER_OF_FINDINGS))}.",
        f"- Logistic regression, penalty chosen inside the first span (C: {strengths}), "
        "calibrated by Platt's curve on the middle span. Boosted trees are measured beside it, and "
        "not kept.",
        f"- Of {report.library:,} determinations {report.left_out:,} were left out: not published, "
        "or without day and year.",
        f"- Seed {report.seed}.",
    )


def _table(figure: Figure) -> Iterator[str]:
    yield from (f"## {figure.title}", "")
    if figure.slug != "audit-spans":
        yield from (figure.says, "")
    yield "| " + " | ".join(one.name for one in figure.columns) + " |"
    yield "|" + " --- |" * len(figure.columns)
    for row in figure.rows:
        yield "| " + " | ".join(_cell(one) for one in row) + " |"
    yield ""


def _cell(cell: Cell) -> str:
    if isinstance(cell, Share):
        low, high = cell.interval or (0.0, 1.0)
        return f"{cell.value or 0.0:.1%} ({low:.1%} to {high:.1%})"
    return "-" if cell is None else str(cell).replace("|", "\\|")
