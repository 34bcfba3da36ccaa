"""Invented people and organizations of the demo; nobody of them exists."""

from __future__ import annotations

from typing import NamedTuple


class Person(NamedTuple):
    """An injured employee with where the claim was made."""

    name: str
    street: str
    town: str
    employer: str


class Treated(NamedTuple):
    """A diagnosis with treatments that are asked for it, and who asks."""

    diagnosis: str
    treatments: tuple[str, ...]
    physician: str
    specialty: str


_GIVEN = (
    "Adaeze", "Bertil", "Camila", "Dorian", "Esperanza", "Farid", "Greta", "Hollis",
    "Imelda", "Jarek", "Keziah", "Leopold", "Marisol", "Nikhil", "Ottilie", "Percival",
)  # fmt: skip
_FAMILY = (
    "Quillfeather", "Okonjo-Reyes", "Marblethorpe", "Villanueva de la Cruz-Hartington", "Tamsin",
    "Brackenridge", "Sotomayor-Lindqvist", "Underhaven", "Pellinore",
)  # fmt: skip
_STREETS = ("Alder Court", "Juniper Lane", "Old Quarry Road", "Saltmarsh Drive", "Tanager Way")
_TOWNS = ("Bellmeadow, CA 00001", "Port Ysabel, CA 00002", "Cinder Valley, CA 00003")
_EMPLOYERS = (
    "Greystone Packing & Shipping, Inc.",
    "Larkspur Unified Schools",
    "Three Herons Hospitality Group",
    "Copperline Transit Authority",
)
TIED_EMPLOYER = _EMPLOYERS[3]
"""Whose name is like that of somebody with whom a physician of the panel has a contract."""
ADMINISTRATORS = ("Tamarack Claims Services, LLC", "Gray Otter Claims", "Blue Heron Adjusting")
ATTORNEYS = (
    "Rosamund Featherstonehaugh, Esq.",
    "Law Offices of Ignatius Bell",
    "Thaddeus Quist, Esq.",
)
"""The first files far more often than the others."""

TREATED = (
    Treated(
        "Chronic low back pain",
        ("Acupuncture x 8", "Tramadol 50 mg #60"),
        "Marguerite Vance, MD",
        "Pain Medicine",
    ),
    Treated(
        "Lumbar radiculopathy",
        ("Lumbar epidural steroid injection L4-L5", "MRI of the lumbar spine"),
        "Lysander Oyelaran, MD",
        "Physical Medicine and Rehabilitation",
    ),
    Treated(
        "Rotator cuff tear of the right shoulder",
        ("Physical therapy 2 x 6 for the right shoulder",),
        "Winifred Ashgrove, MD",
        "Orthopedic Surgery",
    ),
    Treated(
        "Cervicalgia",
        ("Chiropractic treatment x 6", "TENS unit, 30 day trial", "Cyclobenzaprine 7.5 mg #60"),
        "Barnaby Achterberg, DO",
        "Physical Medicine and Rehabilitation",
    ),
)

MANY = (
    "Acupuncture x 8", "MRI of the lumbar spine", "Tramadol 50 mg #60", "TENS unit",
    "Cyclobenzaprine 7.5 mg #60", "Gabapentin 300 mg #90", "Omeprazole 20 mg #60",
    "Ibuprofen 800 mg #90", "Physical therapy 2 x 6", "Aquatic therapy 2 x 4",
    "Urine drug screen", "Lumbar support", "Massage therapy x 6", "Naproxen 550 mg #60",
    "Lidocaine 5% patches #30", "X-ray of the lumbar spine", "EMG of the lower extremities",
    "NCV of the lower extremities", "Functional capacity evaluation", "Chiropractic treatment x 6",
    "Cognitive behavioral therapy x 6",
)  # fmt: skip
"""Twenty-one treatments in one dispute."""


def person(number: int) -> Person:
    """The employee of a number, from 0; the same every time."""
    given, family = _GIVEN[number % len(_GIVEN)], _FAMILY[number % len(_FAMILY)]
    return Person(
        name=f"{given} {family}",
        street=f"{100 + 7 * number} {_STREETS[number % len(_STREETS)]}",
        town=_TOWNS[number % len(_TOWNS)],
        employer=_EMPLOYERS[number % len(_EMPLOYERS)],
    )
