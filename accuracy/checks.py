"""Checking letters, measured over the real letters: known oddities found, alarms, time."""

from __future__ import annotations

import json
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from accuracy.report import Row, Section
from openimr.adapters.letter_reader import read_letter_with_pages
from openimr.determination.check import check_letter
from openimr.determination.checks.model import CheckFinding, Severity

RULES_OF_KIND: dict[str, tuple[str, ...]] = {
    "wrong_body_part_criterion": ("wrong-body-part-criterion", "claim-not-in-summary"),
    "wrong_body_part": ("body-part-mismatch",),
    "side_contradiction": ("side-contradiction", "side-mismatch", "side-not-in-record"),
    "date_before_injury": ("date-before-injury",),
    "date_order": ("date-order",),
    "duration_impossible": ("duration-impossible",),
    "header_text_date": ("header-text-date",),
    "request_not_in_record": ("request-not-in-record",),
    "sex_contradiction": ("sex-contradiction",),
    "age_unknown": ("age-missing", "birth-dates-differ"),
    "summary_contradiction": ("absence-contradicted", "finding-not-weighed"),
    "mtus_silent_claim": ("mtus-silent-claim",),
    "wrong_guideline": (
        "wrong-guideline-section",
        "topical-section-for-oral-drug",
        "postsurgical-guideline-not-used",
    ),
    "wrong_guideline_chapter": ("wrong-guideline-chapter",),
    "superseded_edition": ("superseded-edition", "unknown-edition"),
    "quantity_mismatch": ("partial-endorsement", "quantity-mismatch", "remaining-portion"),
    "bad_citation": ("bad-citation",),
    "basis_contradiction": ("basis-contradiction",),
    "wrong_treatment_named": ("wrong-treatment-named",),
    "cloned_rationale": ("cloned-rationale",),
    "text_order": ("text-after-conclusion",),
}
"""Which rules answer for which kind of known oddity."""

RECALL_AIM = 0.8
MOST_ALARMS = 0.5
MILLISECONDS_AIM = 20


def labelled_letters(shared: Path) -> Iterator[tuple[str, Path]]:
    """The name by which each letter is labelled, and its file."""
    for path in sorted((shared / "letters" / "pdf").glob("*.pdf")):
        yield path.stem, path
    for path in sorted((shared / "letters" / "text").glob("*.txt")):
        yield f"seed-{path.name[:3]}", path


def oddities(shared: Path) -> list[dict[str, object]]:
    """The known oddities: letter, issue (None: the whole letter), kind, note."""
    lines = (shared / "letters" / "oddities.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def answers(oddity: dict[str, object], finding: CheckFinding) -> bool:
    """Whether a finding is the one that a known oddity asks for."""
    if finding.rule not in RULES_OF_KIND.get(str(oddity["kind"]), ()):
        return False
    return oddity["issue"] is None or finding.issue in (None, oddity["issue"])


def measure(shared: Path) -> Section:
    """Recall on the known oddities by kind, alarms per letter without any, time per letter."""
    found: dict[str, tuple[CheckFinding, ...]] = {}
    milliseconds: list[float] = []
    for name, path in labelled_letters(shared):
        reading, pages = read_letter_with_pages(path)
        started = time.process_time()
        found[name] = check_letter(reading, pages)
        milliseconds.append(1000 * (time.process_time() - started))
    known = oddities(shared)
    missed = [odd for odd in known if not _answered(odd, found)]
    clean = [name for name in found if not any(odd["letter"] == name for odd in known)]
    alarms = [(name, f) for name in clean for f in found[name]]
    return Section(
        title="Checking letters",
        rows=(*_recall_rows(known, missed), *_alarm_rows(clean, alarms)),
        misses=(*map(_miss, missed), *(_alarm(name, f) for name, f in alarms)),
        notes=(
            f"Alarms are findings in the {len(clean)} letters without a listed oddity; "
            "some are true findings that nobody labelled.",
            f"Checking a letter takes {statistics.median(milliseconds):.1f} ms in the median, "
            f"{max(milliseconds):.1f} ms at most (aim: less than {MILLISECONDS_AIM} ms).",
        ),
    )


def _answered(oddity: dict[str, object], found: dict[str, tuple[CheckFinding, ...]]) -> bool:
    return any(answers(oddity, finding) for finding in found[str(oddity["letter"])])


def _recall_rows(
    known: Sequence[dict[str, object]], missed: Sequence[dict[str, object]]
) -> Iterator[Row]:
    yield Row(
        name="known oddities found",
        hits=len(known) - len(missed),
        total=len(known),
        target=RECALL_AIM,
    )
    totals = Counter(str(odd["kind"]) for odd in known)
    misses = Counter(str(odd["kind"]) for odd in missed)
    for kind, total in sorted(totals.items()):
        yield Row(name=f"oddity: {kind.replace('_', ' ')}", hits=total - misses[kind], total=total)


def _alarm_rows(clean: Sequence[str], alarms: Sequence[tuple[str, CheckFinding]]) -> Iterator[Row]:
    grave = Counter(name for name, f in alarms if f.severity is not Severity.LOW)
    yield Row(
        name="letters without a listed oddity and without a medium or high alarm",
        hits=len(clean) - len(grave),
        total=len(clean),
        target=1 - MOST_ALARMS,
    )
    for severity in Severity:
        count = sum(f.severity is severity for _, f in alarms)
        yield Row(name=f"{severity.value} alarms, in letters", hits=count, total=len(clean))


def _miss(oddity: dict[str, object]) -> str:
    issue = f" issue {oddity['issue']}" if oddity["issue"] else ""
    return f"{oddity['letter']}{issue} {oddity['kind']}: {oddity['note']}"


def _alarm(name: str, finding: CheckFinding) -> str:
    issue = f" issue {finding.issue}" if finding.issue else ""
    quotes = " <> ".join(" ".join(q.words.split())[:120] for q in finding.places[:2])
    return f"alarm {finding.severity.value} {name}{issue} {finding.rule}: {quotes}"
