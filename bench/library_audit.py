"""The audit of decisions on outcomes by a known law: what it finds again, and in which time.

    python -m bench.library_audit [LETTERS] [LAWS]

Letters are recombined from the sentences of real ones and decided by a law that is known, so that
the best possible AUC is known too; then the same outcomes are dealt out at random, and nothing may
be found. Over several laws it is counted how often an interval of 95 % holds what it should.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import time
from typing import NamedTuple

from accuracy.__main__ import find_shared
from rich.console import Console
from rich.table import Table

from bench._library_letters import Recombined, read_shared
from bench._library_outcomes import Law, area, findings_by, shuffled
from openimr.adapters.library_audit import Audited, Looked, Wanted, audited_findings
from openimr.adapters.library_audit_models import Rows
from openimr.publication.audit.published import AuditedFinding
from openimr.publication.audit.report import COMBINED, MODELS, in_words
from openimr.publication.audit.values import Measured
from openimr.publication.model import PublishedDetermination

LETTERS = 10_000
LAWS = 8
LETTERS_OF_A_LAW = 2_000
DAY = dt.date(2026, 1, 1)


class Recovered(NamedTuple):
    """Whether the intervals of one law hold what they should."""

    law: bool
    nothing: bool
    calibrated: bool
    differing: int


def main() -> None:
    """Audit one large library, then many small ones."""
    letters = int(sys.argv[1]) if len(sys.argv) > 1 else LETTERS
    laws = int(sys.argv[2]) if len(sys.argv) > 2 else LAWS
    real = read_shared(find_shared(dict(os.environ)))
    one_library(real, letters)
    several_laws(real, laws)


def one_library(real: list[PublishedDetermination], letters: int) -> None:
    """What the models tell of one library beside the law itself, and of shuffled outcomes."""
    law = Law(1)
    findings = findings_by(law, Recombined(real).letters(letters))
    found, seconds = audited(findings, letters)
    nothing, _ = audited(list(shuffled(findings, 1)), letters)
    table = Table(title=f"Audit of {letters:,} letters, {len(findings):,} findings, by known law")
    for name in ("", "AUC", "Brier score", "calibration error", "AUC, shuffled outcomes"):
        table.add_column(name, justify="left" if not name else "right")
    for name, one in found.report.models.items():
        shown = (in_words(one.auc), in_words(one.brier, 4), in_words(one.calibration_error))
        table.add_row(MODELS[name], *shown, in_words(nothing.report.models[name].auc))
    true, best = areas(law, findings, found)
    table.add_row("The law itself", f"{best:.3f}", "", "0", "")
    Console().print(table)
    combined = found.report.models[COMBINED]
    print(
        f"By the law the AUC of the model on both is {true:.3f} in truth. "
        f"Without any fault the calibration error would be {combined.chance_error:.3f}. "
        f"Learning, calibrating and measuring took {seconds:.1f} s."
    )


def several_laws(real: list[PublishedDetermination], laws: int) -> None:
    """How often intervals hold what they should."""
    recovered = [_recovered(real, seed) for seed in range(1, laws + 1)]
    print(f"Of {laws} laws, {LETTERS_OF_A_LAW:,} letters each:")
    for name, count in (
        (
            "interval of the AUC holds the model's own, by the law",
            sum(one.law for one in recovered),
        ),
        ("with shuffled outcomes it holds 0.5", sum(one.nothing for one in recovered)),
        (
            "calibration error no larger than twice that of faultless probabilities",
            sum(one.calibrated for one in recovered),
        ),
        (
            "with shuffled outcomes a group is said to differ",
            sum(bool(one.differing) for one in recovered),
        ),
    ):
        print(f"  {count:3} of {laws}: {name}")


def _recovered(real: list[PublishedDetermination], seed: int) -> Recovered:
    law = Law(seed)
    findings = findings_by(law, Recombined(real, seed).letters(LETTERS_OF_A_LAW))
    found, _ = audited(findings, LETTERS_OF_A_LAW)
    nothing, _ = audited(list(shuffled(findings, seed)), LETTERS_OF_A_LAW)
    combined = found.report.models[COMBINED]
    error = combined.calibration_error.value
    return Recovered(
        law=holds(combined.auc, areas(law, findings, found)[0]),
        nothing=holds(nothing.report.models[COMBINED].auc, 0.5),
        calibrated=error <= 2 * combined.chance_error,
        differing=sum(one.differs for one in nothing.report.residuals),
    )


def audited(findings: list[AuditedFinding], letters: int) -> tuple[Audited, float]:
    """An audit, and its seconds."""
    begun = time.perf_counter()
    found = audited_findings(list(findings), Looked(letters), Wanted(DAY))
    return found, time.perf_counter() - begun


def areas(law: Law, findings: list[AuditedFinding], found: Audited) -> tuple[float, float]:
    """By the law: the AUC of the combined model, and the best that there is."""
    last = [one for one in findings if one.day >= found.cut.measured_from]
    likely = [law.probability(one.facts) for one in last]
    return area(found.models[COMBINED].scores(Rows(last)), likely), area(likely, likely)


def holds(measured: Measured | None, value: float) -> bool:
    """Whether an interval holds a value."""
    low, high = (measured.low, measured.high) if measured else (None, None)
    return low is not None and high is not None and low <= value <= high


if __name__ == "__main__":
    main()
