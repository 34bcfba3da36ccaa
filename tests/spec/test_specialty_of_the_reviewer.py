"""Chapter 3, appoint: the reviewer's specialty fits what is in dispute."""

import pytest

from openimr.assignment.model import LicenseKind
from openimr.assignment.specialty import Basis, Fit, shipped_table
from openimr.assignment.specialty_fields import condition_fields, needed_fields, treatment_fields
from openimr.guidelines.load import shipped_pack

TABLE = shipped_table()
PACK = shipped_pack()
PHYSICIAN = frozenset({LicenseKind.MD})


def fields(text, topic=None):
    return treatment_fields(text, TABLE, PACK, topic)


def may_review(specialty, request, kind=LicenseKind.MD):
    held = TABLE.held((specialty,), frozenset({kind}))
    asked = fields(request)
    return bool(asked) and all(TABLE.fit(held, field) for field in asked)


@pytest.mark.parametrize(
    ("specialty", "kind", "request_"),
    [
        ("Orthopaedic Surgery", LicenseKind.MD, "Arthroscopic rotator cuff repair, left shoulder"),
        ("Neurological Surgery", LicenseKind.DO, "L4-L5 fusion"),
        ("Pain Management", LicenseKind.MD, "Lumbar epidural steroid injection L5-S1"),
        ("Occupational Medicine", LicenseKind.MD, "MRI of the lumbar spine"),
        ("Family Practice", LicenseKind.MD, "Naproxen 550 mg #60"),
        ("Psychiatry", LicenseKind.MD, "Six sessions of cognitive behavioral therapy"),
        ("Clinical Psychology", LicenseKind.PSYCHOLOGIST, "Psychotherapy, 8 visits"),
        ("Chiropractic", LicenseKind.CHIROPRACTOR, "Chiropractic care, 6 visits, low back"),
        ("Podiatric Surgery", LicenseKind.PODIATRIST, "Bunionectomy with osteotomy, right foot"),
        ("Acupuncture", LicenseKind.ACUPUNCTURIST, "Acupuncture twice a week for 3 weeks"),
        ("General Dentistry", LicenseKind.DENTIST, "Dental crown on tooth 14"),
        ("Otolaryngology", LicenseKind.MD, "Tinnitus sound therapy system with fitting"),
    ],
)
def test_a_reviewer_of_the_field_may_review(specialty, kind, request_):
    assert may_review(specialty, request_, kind)


@pytest.mark.parametrize(
    ("specialty", "kind", "request_"),
    [
        ("Family Practice", LicenseKind.MD, "Arthroscopic rotator cuff repair, left shoulder"),
        ("Pain Management", LicenseKind.MD, "L4-L5 fusion"),
        ("Orthopedic Surgery", LicenseKind.MD, "Six sessions of cognitive behavioral therapy"),
        ("Psychiatry", LicenseKind.MD, "Lumbar epidural steroid injection L5-S1"),
        ("Dermatology", LicenseKind.MD, "MRI of the lumbar spine"),
        ("Occupational Medicine", LicenseKind.MD, "Tinnitus sound therapy system with fitting"),
    ],
)
def test_a_physician_of_another_field_may_not(specialty, kind, request_):
    assert not may_review(specialty, request_, kind)


OTHER_PROFESSIONS = {
    "Chiropractic": LicenseKind.CHIROPRACTOR,
    "Clinical Psychology": LicenseKind.PSYCHOLOGIST,
    "Podiatry": LicenseKind.PODIATRIST,
    "Dentistry": LicenseKind.DENTIST,
    "Acupuncture": LicenseKind.ACUPUNCTURIST,
    "Optometry": LicenseKind.OPTOMETRIST,
}


@pytest.mark.parametrize(("specialty", "kind"), OTHER_PROFESSIONS.items())
@pytest.mark.parametrize(
    "request_",
    [
        "Norco 10/325 mg #60",
        "MRI of the right knee",
        "Lumbar fusion",
        "Physical therapy, 12 visits",
    ],
)
def test_other_professions_review_only_their_own_field(specialty, kind, request_):
    assert not may_review(specialty, request_, kind)


def test_a_specialty_counts_only_under_its_own_license():
    assert TABLE.held(("Chiropractic",), PHYSICIAN) == ()
    assert TABLE.held(("Orthopedic Surgery",), frozenset({LicenseKind.CHIROPRACTOR})) == ()


def test_an_unknown_certification_counts_for_nothing():
    assert TABLE.held(("Facial Aesthetics",), PHYSICIAN) == ()


@pytest.mark.parametrize(
    "written",
    ["Physical Medicine & Rehabilitation", "physical medicine and rehabilitation", "PM&R"],
)
def test_boards_and_panels_write_one_specialty_in_many_ways(written):
    found = TABLE.named(written)
    assert found is not None and found.id == "physical-medicine"


def test_the_best_of_several_certifications_counts():
    held = TABLE.held(("Anesthesiology", "Pain Medicine"), PHYSICIAN)
    assert TABLE.fit(held, "spinal-injections") is Fit.SAME


def test_a_request_for_several_things_needs_a_reviewer_of_each():
    asked = fields("MRI of the lumbar spine and six sessions of psychotherapy")
    assert {"spine-imaging", "psychological-care"} <= asked


def test_a_drug_of_no_guideline_topic_is_known_by_its_class():
    assert fields("Sumatriptan 50 mg #9") == {"headache-drugs"}


def test_what_nobody_can_place_is_left_to_a_person():
    assert fields("Zorbfrim device") == frozenset()


def test_the_condition_counts_beside_the_treatment():
    eye = condition_fields("Corneal abrasion, right eye", TABLE)
    asked = needed_fields([fields("Norco 5/325 mg #20")], eye, TABLE)
    assert "eye-condition" in asked
    surgeon = TABLE.held(("Orthopedic Surgery",), PHYSICIAN)
    assert not all(TABLE.fit(surgeon, field) for field in asked)


def test_a_treatment_that_says_what_it_treats_needs_no_condition_beside_it():
    back = condition_fields("Lumbar sprain", TABLE, codes=("S33.5XXA",))
    assert back == {"musculoskeletal-condition"}
    assert needed_fields([fields("Psychotherapy, 8 visits")], back, TABLE) == {"psychological-care"}


@pytest.mark.parametrize(
    ("code", "condition"),
    [
        ("F32.9", "mental-condition"),
        ("H93.13", "ear-condition"),
        ("M54.5", "musculoskeletal-condition"),
        ("724.2", "musculoskeletal-condition"),
        ("S05.01XA", "eye-condition"),
        ("K21.9", "internal-condition"),
        ("K04.7", "dental-condition"),
        ("G56.01", "nerve-condition"),
        ("S06.0X0A", "brain-condition"),
    ],
)
def test_a_code_tells_the_kind_of_condition(code, condition):
    assert condition_fields("", TABLE, codes=(code,)) == {condition}


def test_every_guideline_topic_has_a_field_and_every_field_a_reviewer():
    for topic in PACK.topics:
        assert fields("as requested", topic.id), topic.id
    for field in TABLE.fields:
        assert TABLE.who_may(frozenset({field.id})), field.id


def test_every_row_says_what_it_rests_on():
    assert all(row.source and isinstance(row.verified, Basis) for row in TABLE.specialties)
