"""The employee's age and sex, where the clinical case summary states them outright."""

from __future__ import annotations

import re

from openimr.determination.model import Patient, Sex
from openimr.determination.transcript import Transcript


def read_patient(transcript: Transcript, summary: str | None) -> Patient:
    return Patient()
