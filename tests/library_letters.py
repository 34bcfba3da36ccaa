"""Letters about invented workers, on disk, for libraries built from them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
from tests.sound_letter import MRI, SOUND, THERAPY

from openimr.bootstrap import letter_file
from openimr.determination.model import Decision, Determination

TODAY = dt.date(2026, 11, 21)

DMHC_HEADER = (
    "Reference ID,Report Year,Diagnosis Category,Diagnosis Sub Category,Treatment Category,"
    "Treatment Sub Category,Determination,Type,Age Range,Patient Gender,Findings"
)
DMHC_ROWS = (
    'ZZ16-10001,2016,Orthopedic,Knee,Diagnostic Imaging,MRI of the knee,"Upheld Decision of Health '
    'Plan",Medical Necessity,41-50,Female,"The reviewer found no instability of the knee."',
    "ZZ16-10002,2016,Infectious,Hepatitis,Pharmacy,Anti-virals,Overturned Decision of Health Plan,"
    'Experimental/Investigational,65+,Male,"Nature of Statutory Criteria/Case Summary: An enrollee '
    'asked for a drug. Findings: It was found to be needed."',
)


def letter(number: str | None = "CM16-0000001", **changes: object) -> Determination:
    """A sound letter under a case number."""
    return msgspec.structs.replace(SOUND, case_number=number, **changes)


def changed_mind(number: str = "CM16-0000001") -> Determination:
    """The same letter with the other decision on its first treatment."""
    other = msgspec.structs.replace(MRI, decision=Decision.OVERTURNED)
    return letter(number, findings=(other, THERAPY))


def put(folder: Path, name: str, said: Determination) -> Path:
    """A letter as a file of the format that its name ends in."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(letter_file(said, path.suffix, TODAY))
    return path


def put_many(folder: Path, count: int) -> Path:
    """So many different letters in a folder."""
    for number in range(1, count + 1):
        put(folder, f"{number:04}.json", letter(f"CM16-{number:07}"))
    return folder


def put_dmhc(folder: Path, *rows: str, name: str = "dmhc.csv") -> Path:
    """A table as California's DMHC publishes it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text("\n".join((DMHC_HEADER, *rows)) + "\n", encoding="utf-8")
    return path
