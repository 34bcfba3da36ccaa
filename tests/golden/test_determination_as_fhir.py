"""A determination as FHIR, element for element; look at the difference, then copy the new one over.

`python -m tests.golden.test_determination_as_fhir > tests/golden/determination.fhir.json`
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import msgspec
from tests.published_determinations import determination, finding

from openimr.adapters.fhir_bundles import bundle_bytes, faults_of
from openimr.determination.model import Basis, Decision, Priority, Sex
from openimr.vocabulary.citation import Citation
from openimr.vocabulary.request import TreatmentRequest

GOLDEN = Path(__file__).with_name("determination.fhir.json")
CITED = Citation(source="MTUS Invented Complaints 2016", sections=("Imaging",), pages=("12",))
SAID = determination(
    1,
    finding(
        treatment="Physical therapy 2 times a week for 3 weeks (6 sessions), low back",
        request=TreatmentRequest(
            quantity=6, unit="sessions", per_week=2, weeks=3, body_parts=("low back",)
        ),
        decision=Decision.OVERTURNED,
        claims_basis=Basis.MTUS,
        basis=Basis.MTUS,
        claims_citations=(CITED,),
        citations=(CITED,),
        rationale="Motion has improved.\nThe request is medically necessary.",
        topics=("physical-medicine",),
        body_regions=("low back",),
    ),
    finding(2, treatment="Ibuprofen 800 mg", drugs=("ibuprofen",)),
    version=2,
    case_number="CM16-0000001",
    application_received=dt.date(2016, 12, 1),
    date_assigned=dt.date(2016, 12, 12),
    decision_date=dt.date(2017, 1, 4),
    date_of_injury=dt.date(2016, 10, 3),
    ur_denial_date=dt.date(2016, 11, 21),
    published=dt.date(2017, 2, 1),
    year=2017,
    priority=Priority.STANDARD,
    licensure=("California",),
    specialties=("Family Practice",),
    reviewer="Reviewer 7",
    age=51,
    age_band="50 to 59",
    sex=Sex.FEMALE,
    summary="The worker slipped on a wet floor.",
    documents=("Progress report of 11/09/2016",),
)


def written() -> bytes:
    """The bundle as the verb writes it."""
    return msgspec.json.format(bundle_bytes(SAID)) + b"\n"


def test_a_bundle_is_as_it_was() -> None:
    assert faults_of(written()) == []
    assert written() == GOLDEN.read_bytes()


if __name__ == "__main__":
    sys.stdout.buffer.write(written())
