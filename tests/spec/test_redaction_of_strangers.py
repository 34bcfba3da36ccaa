"""People, firms and numbers that no case knows: what gives them away, and what must stay."""

from __future__ import annotations

import msgspec
import pytest

from openimr.determination.model import Determination, DocumentReviewed
from openimr.publication.redaction.determinations import redact_determination
from openimr.publication.redaction.identifiers import Identifier, Kind, KnownCase
from openimr.publication.redaction.redact import redact

STRANGER = KnownCase()


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("a note of Houman Tehranian is missing", "a note of [person 1] is missing"),
        (
            "The daughter, Lusine, and Mei-Ling Xu came",
            "The daughter, [person 1], and [person 2] came",
        ),
        ("surgeon Hunter N. Nail operated", "surgeon [person 1] operated"),
        ("With a cane. Seen by Tou Ger A. Thao, MD", "With a cane. Seen by [physician 1], MD"),
        ("requested by Sukhwinder Dhaliwal Ph.D.", "requested by [physician 1] Ph.D."),
        ("MODIFIED BY ABEBA TESFAYE TO 2X3", "MODIFIED BY [person 1] TO 2X3"),
        ("KEPT BY WILL PAYNE, WHO LEFT", "KEPT BY [person 1], WHO LEFT"),
        ("Guarantor: Keoni Faumuina", "Guarantor: [person 1]"),
        ("Provider | Villaseñor, Bao", "Provider | [person 1]"),
        ("Second opinion: Vue (neurosurgery)", "Second opinion: [person 1] (neurosurgery)"),
        ("spoke with Ji-hoon Paik at noon", "spoke with [person 1] at noon"),
        ("with Maria Teresa de los Reyes today", "with [person 1] today"),
        ("cc: Ana Ruiz; Grant Frost; Tavita Leota", "cc: [person 1]; [person 2]; [person 3]"),
        ("I, Oleg Shapiro, declare", "I, [person 1], declare"),
        ("NCM Nail notes good rapport", "NCM [person 1] notes good rapport"),
    ],
)
def test_a_person_goes_by_the_words_of_the_name_and_beside_it(text: str, published: str) -> None:
    assert redact(text, STRANGER).text == published


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (
            "Seen by Orrin Kettlewyn, MD. Kettlewyn advised rest.",
            "Seen by [physician 1], MD. [physician 1] advised rest.",
        ),
        (
            "Frost recommends a collar. Consultant: Grant Frost, M.D.",
            "[physician 1] recommends a collar. Consultant: [physician 1], M.D.",
        ),
        (
            "Drs. Villase-\nñor, Ottley and Quill met",
            "Drs. [physician 1], [physician 2] and [physician 3] met",
        ),
        ("treatment by Drs. Ottley/Quill", "treatment by Drs. [physician 1]/[physician 2]"),
    ],
)
def test_whoever_is_named_once_goes_wherever_the_name_stands(text: str, published: str) -> None:
    assert redact(text, STRANGER).text == published


def test_whoever_is_named_in_one_text_goes_from_the_texts_before_it() -> None:
    determination = Determination(
        case_number="CM16-0213037",
        clinical_case_summary="The notes say that Zorbek agrees.",
        documents_reviewed=(DocumentReviewed(title="Letter of Dr. Zorbek"),),
    )
    done = redact_determination(determination, STRANGER)
    assert done.determination.clinical_case_summary == "The notes say that [physician 1] agrees."
    assert b"Zorbek" not in msgspec.json.encode(done.determination)


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("He worked for Bright Bros. Roofing then", "He worked for [company 1] then"),
        ("FELL AT COASTAL WATER DISTRICT ON 2/9", "FELL AT [company 1] ON 2/9"),
        ("counsel of Xu & McElroy objects", "counsel of [company 1] objects"),
        ("paid by Kealoha & Rao, A Professional Corporation", "paid by [company 1]"),
        ("Injured Workers Law Center of Tres Piedras", "[company 1]"),
        ("records of Las Palmas Produce, Inc.", "records of [company 1]"),
        ("UDS at Kern River Diagnostics was read", "UDS at [facility 1] was read"),
        ("St. Brendan's Open MRI", "[facility 1]"),
        ("Carrier: Zenith", "Carrier: [company 1]"),
    ],
)
def test_an_organization_goes_by_what_it_is(text: str, published: str) -> None:
    assert redact(text, STRANGER).text == published


def test_a_firm_found_once_goes_wherever_its_whole_name_stands() -> None:
    text = "Rx log Marrow Lake Hand Care.\nSeen by Marrow Lake Hand Care, Inc."
    assert "Marrow" not in redact(text, STRANGER).text
    text = "MARROW LAKE ROOFING PAID. He worked for Marrow Lake Roofing; pain at lake"
    assert redact(text, STRANGER).text.endswith("worked for [company 1]; pain at lake")


def test_another_organization_with_a_known_word_goes_whole() -> None:
    known = KnownCase(
        identifiers=(Identifier(kind=Kind.FACILITY, value="Redwood Occupational Health"),)
    )
    told = redact("injured at Redwood Staffing Solutions in May", known).text
    assert "Redwood" not in told
    assert "Staffing" not in told


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("CERT NO. 961892", "CERT NO. [identifying number]"),
        ("Policy | PN-873621-14 |", "Policy | [policy number] |"),
        ("Hearing held in Coalinga, it says", "Hearing held in [town], it says"),
        ("City: Coalinga   State: CA", "City: [town]   State: CA"),
        ("at 1102 County Road 22 Space 1", "at [address]"),
        ("Clovis, Calif. 93611-7926", "[town], Calif. [address]"),
        ("sending Ana Ruiz, 95, a pleasant", "sending [person 1], [90 or older], a pleasant"),
        ("Law Oﬃces of Hanan Fitzhugh wrote", "[company 1] wrote"),
    ],
)
def test_numbers_places_and_ages_go(text: str, published: str) -> None:
    assert redact(text, STRANGER).text == published


@pytest.mark.parametrize(
    "text",
    [
        "Chou R, Deyo RA, Friedly J. Low back pain. Ann Intern Med. 2017.",
        "According to Weinstein et al. and Bridwell and colleagues, fusion helps.",
        "The Watson and Finkelstein tests and the Hawkins-Kennedy sign are negative.",
        "THOMPSON AND HOMANS SIGNS ARE ABSENT. JAMAR READINGS WERE 20 AND 22.",
        "Panel QME      05/05/2024     PR-2",
        "Sprain, Lumbar; Tear, Medial Meniscus; Depression, Major.",
        "Hospice & Palliative Medicine; Open MRI; Aquatic Therapy (8)",
        "MAXIMUS Federal Services, Inc. has determined the disputed service.",
        "Under California Code of Regulations, title 8, the appeal is timely.",
        "injury AOE/COE is disputed; U.S. Preventive Services Task Force",
    ],
)
def test_authors_tests_and_bodies_stay(text: str) -> None:
    assert redact(text, STRANGER).text == text
