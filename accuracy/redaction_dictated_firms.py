"""Invented firms, towns and streets of the fourth style."""

from __future__ import annotations

import random
from typing import NamedTuple

from accuracy.redaction_dictated_names import Names
from accuracy.redaction_planted import chosen, listed

_FACILITIES = listed(
    "{p} Orthopaedic Associates|{p} Spine & Pain Institute|{p} Medical Center|{p} Open MRI|"
    "{p} Physical Therapy|{p} Surgical Center|{p} Occupational Health|{p} Community Hospital|"
    "{p} Neurology Medical Group, Inc.|{p} Radiology|{p} Chiropractic|{p} Pain Management|"
    "{p} Urgent Care|St. {s} Hospital|St. {s} Medical Center|Our Lady of {m} Medical Center|"
    "{f} Chiropractic Corp.|{f} & {g} Orthopedics|{p} Diagnostics|{p} Pharmacy|"
    "{p} Behavioral Health|{p} Rehab|{p} Acupuncture & Wellness|{p} Sleep Lab|"
    "{p} Functional Restoration Program|{p} Hand Center|{p} Family Practice|Clinica {m}|"
    "Clínica Médica {q}|{p} Ambulatory Surgery Center, LLC|University of {p} Hospital|"
    "{p} Toxicology Laboratories",
    "|",
)
_EMPLOYERS = listed(
    "{p} Unified School District|{p} Transit Authority|County of {c}|City of {c}|"
    "{c} County Sheriff's Department|{f} Bros. Roofing|{f} & Sons Dairy|{p} Packing Co.|"
    "{p} Produce, Inc.|{f} Farm Labor Contracting|{p} Drywall|{p} Linen Supply LLC|"
    "{p} Staffing Solutions|{p} Logistics|{p} Water District|{f} Auto Body|"
    "{p} Hospitality Group dba Hotel {m}|{p} Community College District|"
    "{c} Fire Protection District|{p} Foods|{f} Trucking|{p} Cabinetry|{p} Vineyards|{p} Winery|"
    "{p} Nursery|{p} Building Maintenance|{p} Tile & Marble|{a} Freight Systems|{a}|"
    "{c} Housing Authority|{p} Elementary School|Rancho {q} Vineyards, L.P.|{f} Concrete|"
    "{p} Manor Care Center|{p} Convalescent|{f} Electric",
    "|",
)
_PAYERS = listed(
    "{p} Claims Management|{p} Risk Services, Inc.|{f} Bentley Claims Service|"
    "{p} Comp Administrators|{a} TPA|{p} Insurance Fund|{p} Indemnity Company|{p} Mutual|"
    "{p} Casualty|{p} Managed Care|{f} & Associates Adjusters|{p} Self-Insurance Authority",
    "|",
)
_LAWYERS = listed(
    "Law Offices of {g} {f}|{f}, {h} & {k} LLP|{f} {h} LLP|{f} Law Group, APC|"
    "{f} & {h}, A Professional Corporation|Injured Workers Law Center of {p}",
    "|",
)
SHAPES = {"facility": _FACILITIES, "employer": _EMPLOYERS, "payer": _PAYERS, "law": _LAWYERS}
"""What a firm may be called, by its trade."""
_SAINTS = listed("Barnabas,Hilda,Columba,Ignatius,Bede,Rita")
_MERCIES = listed("Mercy,Sorrows,Consolation,Good Help")
_PATRONS = listed("San Judas,Santa Rita,del Pueblo,Guadalupana")
_COUNTIES = listed("Tehama,Merced,Tulare,Imperial,Yolo,San Benito,Calaveras,Lassen")
_CAPITALS = listed("PVUSD,KRTA,BSI,TWC,GSPX,HDLC")
_LEGAL_FORMS = listed(
    ", Inc.| Inc.| LLC| LLP|, LLP| Co.|, L.P.| Corp.|, APC| Medical Group|"
    ", A Professional Corporation| Corporation",
    "|",
)
TOWNS = listed(
    "Weaverville 96093,Coalinga 93210,Brawley 92227,Los Banos 93635,Twentynine Palms 92277,"
    "El Monte 91731,Paso Robles 93446,Yuba City 95991,Needles 92363,Pinole 94564,"
    "Lost Hills 93249,La Puente 91744,Ripon 95366,Orange Cove 93646,Big Bear Lake 92315,"
    "Clovis 93611"
)
"""Towns, each with a ZIP code."""
_STREETS = listed(
    "E. Tulare Ave,Camino del Rio N,Alder Street,W. 14th St.,County Road 22,"
    "Avenida de las Flores,Hwy 33,N Maclay Ave.,Old Mill Ln,Blossom Hill Rd,Ventura Blvd,"
    "Calle Cedro,Paseo Padre Pkwy,Martin Luther King Jr. Way,S. Flower,Mt. Whitney Drive,"
    "J Street,Via Real,The Alameda,Corporate Center Dr"
)


class Firm(NamedTuple):
    """A firm of a case: its trade and whether the case knows it."""

    trade: str
    known: bool
    name: str

    @property
    def short(self) -> str:
        """The name without its legal form or d.b.a."""
        name = self.name.partition(" dba ")[0]
        for form in _LEGAL_FORMS:
            name = name.removesuffix(form)
        return name


def firm_name(rng: random.Random, names: Names, trade: str) -> str:
    """A name for a firm of a trade of ``SHAPES``."""
    return chosen(rng, SHAPES[trade]).format(
        p=chosen(rng, names.places),
        s=chosen(rng, _SAINTS),
        m=chosen(rng, _MERCIES),
        q=chosen(rng, _PATRONS),
        f=names.some_family(rng),
        h=names.some_family(rng),
        k=names.some_family(rng),
        g=names.some_given(rng),
        c=chosen(rng, _COUNTIES),
        a=chosen(rng, _CAPITALS),
    )


def town(rng: random.Random) -> tuple[str, str]:
    """A town and its ZIP code."""
    name, _, code = chosen(rng, TOWNS).rpartition(" ")
    return name, code


def street(rng: random.Random) -> str:
    """A street with its number, or a post office box."""
    n = rng.randrange
    if rng.random() < 0.18:
        boxes = ("P.O. Box {}", "PO BOX {}", "Post Office Box {}", "P. O. Box {}")
        return chosen(rng, boxes).format(n(100, 99999))
    units = (
        *("", "", f", Apt {n(1, 40)}", f" #{n(1, 300)}", f", Suite {n(100, 900)}"),
        *(f", Ste. {chosen(rng, tuple('ABCDE'))}", f", Bldg {n(1, 9)}, 2nd Floor"),
        *(f" Space {n(1, 90)}", f", Unit {chosen(rng, tuple('ABC'))}"),
    )
    return f"{n(12, 29999)} {chosen(rng, _STREETS)}{chosen(rng, units)}"
