"""Invented determinations to be searched."""

from __future__ import annotations

import datetime as dt

import msgspec

from openimr.determination.model import Decision, Priority, Sex
from openimr.publication.model import (
    Programme,
    Provenance,
    PublishedDetermination,
    PublishedFinding,
    SourceKind,
    age_band,
)
from openimr.vocabulary.citation import Citation

UPHELD, OVERTURNED = Decision.UPHELD, Decision.OVERTURNED
CHRONIC = Citation(source="MTUS Chronic Pain 2016", sections=("Opioids", "Weaning"))
KNEE = Citation(source="MTUS Knee Complaints 2004", sections=("Special Studies",))

NORCO = PublishedFinding(
    number=1,
    treatment="Norco 10/325 mg #90",
    decision=UPHELD,
    citations=(CHRONIC,),
    rationale="The record shows no functional improvement. Weaning is advised.",
    topics=("opioids",),
    drugs=("hydrocodone/acetaminophen",),
)
KNEE_MRI = PublishedFinding(
    number=2,
    treatment="MRI of the left knee",
    decision=OVERTURNED,
    citations=(KNEE,),
    rationale="Locking and a joint effusion call for imaging of the knee.",
    topics=("mri-knee",),
    body_regions=("knee",),
)


def letter(number: int, *findings: PublishedFinding, **said: object) -> PublishedDetermination:
    day = dt.date(2015, 1, 1) + dt.timedelta(days=number)
    usual = {
        "id": f"ca-wc/CM15-{number:07}",
        "programme": Programme.CALIFORNIA_WC,
        "provenance": Provenance(kind=SourceKind.LETTER, name="a.pdf", sha256="0" * 64),
        "decision_date": day,
        "year": day.year,
        "priority": Priority.STANDARD,
        "specialties": ("Family Practice",),
        "age": 45,
        "age_band": age_band(45),
        "sex": Sex.FEMALE,
        "findings": findings,
    }
    return PublishedDetermination(**usual | said)


def finding(**said: object) -> PublishedFinding:
    return msgspec.structs.replace(NORCO, **said)


LETTERS = (
    letter(1, NORCO, KNEE_MRI, summary="A 45 year old warehouse worker fell from a ladder."),
    letter(
        400,
        finding(decision=OVERTURNED, rationale="Function improved with physical therapy."),
        summary="Low back pain radiates to the left leg.",
        sex=Sex.MALE,
        specialties=("Pain Medicine", "Anesthesiology"),
    ),
    letter(
        800,
        finding(
            number=1,
            treatment="PT twice a week",
            topics=("physical-medicine",),
            drugs=(),
            citations=(),
            body_regions=("low back", "knee"),
            rationale=None,
            decision=None,
        ),
        summary="Injections into the knee gave little relief. A fall. From a ladder he did not.",
        priority=Priority.EXPEDITED,
        age=None,
        age_band="90 and over",
    ),
    letter(5, summary="A letter of which nothing else was read.", decision_date=None, year=None),
)
"""Four letters: two findings, one, one whose decision was not read, and one without any."""
