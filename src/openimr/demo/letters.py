"""Letters of the demo: what a draft would have said around the findings is invented here."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import msgspec

from openimr.adapters import sealed_file
from openimr.bootstrap import case_folders
from openimr.case.model import Case
from openimr.determination.determination_json import write_json
from openimr.determination.model import (
    Determination,
    DocumentReviewed,
    Finding,
    Patient,
    Sex,
)
from openimr.law.calendar import pacific_day

_SUMMARY = (
    "The employee was injured at work and had conservative care before the treatment in dispute "
    "was asked for [1:2]. The requesting physician describes persistent complaints, the findings "
    "of the examination and the response to care so far [1:4]."
)
CORRECTED = (
    "The employee was injured at work and had six weeks of conservative care before the treatment "
    "in dispute was asked for [1:2]. The requesting physician describes persistent complaints, the "
    "findings of the examination and the response to care so far [1:4]."
)
"""The summary as a corrected letter has it."""

_LISTS = ("summary", "documents", "facts", "proposals", "disputed_treatments")


def around_findings(case: Case, summary: str = _SUMMARY) -> Determination:
    """Case summary and documents reviewed, of what the case received."""
    received = tuple(
        DocumentReviewed(
            title=f"Records of the {one.receipt.sender.value}",
            type="Medical records",
            date=pacific_day(one.receipt.at),
            author=one.receipt.sender.value.capitalize(),
            pages=f"records.pdf, pages 1-{one.receipt.pages or 1}",
        )
        for one in case.records
    )
    return Determination(
        patient=_patient(case),
        clinical_case_summary=summary,
        documents_reviewed=received or (DocumentReviewed(title="Utilization review decision"),),
        findings=tuple(
            Finding(disputed_treatment=one.text, decision=None) for one in case.disputed
        ),
        draft=True,
    )


def _patient(case: Case) -> Patient:
    """Age and sex of an invented employee, the same in every letter of a case."""
    number = int(case.number[-7:])
    return Patient(age=28 + number % 37, sex=Sex.FEMALE if number % 2 else Sex.MALE)


def keep_draft(case: Case, at: dt.datetime) -> None:
    """Put a draft without proposals beside a case, by which its letter can be seen and signed.

    Args:
        case: as it stands.
        at: when it would have been drafted; the desk tells by it what was drafted later.
    """
    folders = case_folders()
    folder = folders.draft(case.number)
    folder.mkdir(parents=True, exist_ok=True)
    around = msgspec.structs.replace(around_findings(case), findings=())
    sealed_file.write(folders.determination(case.number), write_json(around), folders.keys)
    for name in _LISTS:
        sealed_file.write(folder / f"{name}.json", b"[]", folders.keys)
    drafted_at(folder, at)


def drafted_at(folder: Path, at: dt.datetime) -> None:
    """Let the files of a draft lie as if they were written at a time of the demo."""
    for path in folder.iterdir():
        if path.is_file():
            os.utime(path, (at.timestamp(), at.timestamp()))
