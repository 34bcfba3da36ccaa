"""Names that are words, written oddly or told only by what stands beside them."""

from __future__ import annotations

import pytest

from openimr.publication.redaction.identifiers import Identifier, Kind, KnownCase
from openimr.publication.redaction.redact import redact


def _known(kind: Kind, value: str) -> KnownCase:
    return KnownCase(identifiers=(Identifier(kind=kind, value=value),))


def _published(text: str, kind: Kind, value: str) -> str:
    return redact(text, _known(kind, value)).text


@pytest.mark.parametrize(
    ("name", "text", "published"),
    [
        ("Ada Hand", "HAND V. Kettlewell Mills", "[employee] V. Kettlewell Mills"),
        ("Ada Hand", "The Hand family moved.", "The [employee] family moved."),
        (
            "Ada Hand",
            "scan 12 Hand.pdf and Hand_A_notes.pdf",
            "scan 12 [employee].pdf and [employee]_notes.pdf",
        ),
        ("Ada Hand", "per Hand, nothing helped", "per [employee], nothing helped"),
        ("June Hand", "June's husband drives.", "[employee]'s husband drives."),
        ("Omar Hand", "her husband Omar helps", "her husband [employee] helps"),
        ("Lena Graves", "Graves argues otherwise.", "[employee] argues otherwise."),
        ("Lena Torvald", "pt torvald c/o pain", "pt [employee] c/o pain"),
        ("Lena Torvald", "Seen: Torvald, Lena K, alone", "Seen: [employee], alone"),
        ("Lena Torvald", "RE: TORVALD, LENA MARGIT.", "RE: [employee]."),
        ("Lena Torvald", "Tor\u200bvald\u00a0Jr., Lena came", "[employee] came"),
        (
            "Lena Torvald",
            "See Torva1d's and TorvaId's chart",
            "See [employee]'s and [employee]'s chart",
        ),
        (
            "Lena Ann Torvald",
            "Initials: LAT; LT signed, L. A. T. agreed",
            "Initials: [employee]; [employee] signed, [employee] agreed",
        ),
        ("Lena Ann Torvald", "LAT denies pain.", "[employee] denies pain."),
        ("Mei-Ling Little", "by Mei-LingLittle today", "by [employee] today"),
    ],
)
def test_a_known_name_goes_where_people_and_machines_put_it(
    name: str, text: str, published: str
) -> None:
    assert _published(text, Kind.EMPLOYEE, name) == published


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ada Hand", "HAND: swollen. Hand is weak. Hand therapy twice a week."),
        ("Lena Baker", "A Baker's cyst; Baker's cysts were drained."),
        ("Lena Parkinson", "Parkinson's disease is not suspected; Parkinson rating scale 0."),
        ("Lena Phalen", "Phalen's and Tinel's signs were positive."),
        ("Lena White", "an alert White male in no distress"),
        ("Ada Case", "Nurse case manager visits. Case closed on 3/3/2015."),
        ("Lena Law", "Law and regulation require it."),
        ("Ann Hill", "A Hill-Sachs lesion was noted."),
        ("Bill Torvald", "Seen by the nurse. Bill review reduced the fee."),
        ("Dana Weeks", "Lee, M.D. Weeks 1 to 6: sling."),
    ],
)
def test_the_same_word_stays_where_it_is_medicine(name: str, text: str) -> None:
    stays = _published(text, Kind.EMPLOYEE, name)
    assert "[employee]" not in stays


def test_a_degree_and_a_label_behind_a_name_stay() -> None:
    known = _known(Kind.PHYSICIAN, "Mina Dorvald")
    assert (
        redact("by M. Dorvald, M.D., F.A.A.O.S.", known).text
        == "by [physician 1], M.D., F.A.A.O.S."
    )
    assert (
        redact("Name: Dorvald, Mina   D.O.B. 1/2", known).text == "Name: [physician 1]   D.O.B. 1/2"
    )


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("A coworker, Brannagh Ottley, fell.", "A coworker, [person 1], fell."),
        ("The wife, Brannagh, was there.", "The wife, [person 1], was there."),
        ("WCJ Brannagh Ottley ruled", "WCJ [person 1] ruled"),
        ("Spoke with Brannagh at noon", "Spoke with [person 1] at noon"),
        ("Proof of service: Brannagh Ottley", "Proof of service: [person 1]"),
        ("ATTENTION BRANNAGH OTTLEY", "ATTENTION [person 1]"),
        (
            "Drs. Ottley, Vance and Quill met",
            "Drs. [physician 1], [physician 2] and [physician 3] met",
        ),
        ("note of B. von Ottley, LVN", "note of [physician 1], LVN"),
        ("by Ottley, Brannagh, MD", "by [physician 1], MD"),
        (
            "DR. OTTLEY FOUND TENDERNESS. No tenderness now.",
            "DR. [physician 1] FOUND TENDERNESS. No tenderness now.",
        ),
        ("seen at Marrow Lake Medical Center", "seen at [facility 1]"),
        ("notes Marrow Lake Hand Therapy", "notes [facility 1]"),
        ("Dr. Ottley of Marrow Lake Rehab", "Dr. [physician 1] of [facility 1]"),
        ("hired by Marrow Foods Corporation", "hired by [company 1]"),
        ("Marrow Lake Unified School District", "[company 1]"),
        ("Marrow National Insurance Co. paid", "[company 1] paid"),
        ("lives in Marrow Lake, far off", "lives in [town], far off"),
        ("Box: RR 2 Box 18", "Box: [address]"),
        ("at 44 Calle Marrow now", "at [address] now"),
        ("see marrowlake.example.com/a", "see [web address]"),
        ("fax from 415/555/0132", "fax from [telephone]"),
        ("State Bar No. 204417", "State Bar No. [identifying number]"),
        ("DEA BM1234563. Therapy helps.", "DEA [identifying number]. Therapy helps."),
        ("Group policy KT 12.345.678 paid", "Group policy [policy number] paid"),
        ("She is a stunt double by trade.", "She is a [occupation] by trade."),
    ],
)
def test_a_stranger_goes_by_what_stands_beside(text: str, published: str) -> None:
    assert redact(text, KnownCase()).text == published


@pytest.mark.parametrize(
    "text",
    [
        "benefit from Additional Physical Therapy; repeat MRI at L5",
        "Interpreter Services Requested for visits",
        "Certification(s)/Specialty: Emergency Medicine, Palliative Medicine",
        "Work Loss Data Institute and American College of Radiology",
        "The surgeon Requests Lumbar Fusion.",
        "Discussed with Patient. Met with claims staff.",
    ],
)
def test_treatments_and_guidelines_are_no_strangers(text: str) -> None:
    assert redact(text, KnownCase()).text == text


def test_another_facility_is_not_taken_for_the_known_one() -> None:
    known = _known(Kind.FACILITY, "St. Alban's Memorial Hospital")
    assert redact("at Marrow Lake Memorial Hospital", known).text == "at [facility 1]"
    assert redact("an MRI at St. Alban's Memorial", known).text == "an MRI at [facility 1]"
