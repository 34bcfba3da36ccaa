"""An invented case of the fourth style: who and what is in it, and what of it the case knows."""

from __future__ import annotations

import random
from typing import NamedTuple

from accuracy.redaction_dictated_firms import Firm, firm_name, street, town
from accuracy.redaction_dictated_names import Names, Person, somebody
from accuracy.redaction_dictated_numbers import SHAPES, phone, shaped, some_day
from accuracy.redaction_planted import chosen
from openimr.publication.redaction.identifiers import Identifier, Kind

_DEGREES: dict[str, tuple[str, ...]] = {
    "": (),
    "md": ("M.D.", "MD", "D.O.", "DO", "M.D., F.A.A.O.S.", "MD, PhD", "M.D., QME"),
    "dc": ("D.C.", "DC", "D.C., QME", "DC, CCSP"),
    "dpm": ("DPM", "D.P.M."),
    "dds": ("D.D.S.", "DMD"),
    "pa": ("PA-C", "P.A.-C.", "PA", "RPA-C"),
    "np": ("NP", "FNP-BC", "F.N.P.", "MSN, FNP-C"),
    "pt": ("PT", "P.T.", "DPT", "PT, DPT, OCS"),
    "ot": ("OTR/L, CHT", "OTR", "CHT"),
    "lac": ("L.Ac.", "LAc", "L.Ac., Dipl. OM"),
    "psy": ("Psy.D.", "PsyD", "Ph.D.", "PhD, ABPP"),
    "rn": ("RN", "R.N.", "RN, CCM", "RN, BSN"),
    "esq": ("Esq.", "Esquire"),
}
"""The ways to write a degree."""


class Role(NamedTuple):
    """A part in a case: how often the case knows who has it, with which degrees, as what."""

    words: str
    known: float
    degrees: tuple[str, ...] = ("",)
    kind: Kind = Kind.PHYSICIAN
    of_family: float = 0.0


ROLES = {
    "pt": Role("employee", 1, kind=Kind.EMPLOYEE),
    "ptp": Role("treating physician", 1, ("md", "md", "md", "dc", "dpm")),
    "sec": Role("second physician", 0.5, ("md",)),
    "qme": Role("evaluator", 0.2, ("md",)),
    "ur": Role("utilization reviewer", 0, ("md",)),
    "rad": Role("radiologist", 0, ("md",)),
    "surg": Role("surgeon", 0.4, ("md",)),
    "mid": Role("assistant or nurse practitioner", 0.2, ("pa", "np")),
    "ther": Role("therapist", 0, ("pt", "ot", "lac", "dc")),
    "psy": Role("psychologist", 0.2, ("psy",)),
    "ncm": Role("nurse case manager", 0, ("rn",)),
    "pre": Role("earlier physician", 0, ("md",)),
    "dent": Role("dentist", 0, ("dds",)),
    "adj": Role("adjuster", 0.4, kind=Kind.PERSON),
    "aa": Role("employee's attorney", 1, ("esq",), Kind.ATTORNEY),
    "da": Role("defense attorney", 0.3, ("esq",), Kind.ATTORNEY),
    "intr": Role("interpreter", 0),
    "sup": Role("supervisor", 0),
    "cow": Role("coworker", 0),
    "scribe": Role("scribe", 0),
    "kin": Role("spouse or relative", 0, of_family=0.6),
    "kid": Role("child", 0, of_family=0.5),
}
"""People by their slot in the templates; ``of_family`` says how often with the employee's name."""
_FIRMS = {
    "fac": ("facility", 1.0, Kind.FACILITY),
    "fac2": ("facility", 0.0, Kind.FACILITY),
    "fac3": ("facility", 0.3, Kind.FACILITY),
    "emp": ("employer", 1.0, Kind.EMPLOYER),
    "emp2": ("employer", 0.0, Kind.EMPLOYER),
    "adm": ("payer", 1.0, Kind.CLAIMS_ADMINISTRATOR),
    "law": ("law", 0.5, Kind.ATTORNEY),
    "law2": ("law", 0.0, Kind.ATTORNEY),
}
"""Firms by their slot: the trade, how often the case knows them, as what."""
_NUMBERS = {
    "claim": (1.0, Kind.CLAIM_NUMBER),
    "eams": (0.5, Kind.CASE_NUMBER),
    "ssn": (0.3, Kind.IDENTIFYING_NUMBER),
    "policy": (0.3, Kind.POLICY_NUMBER),
}
"""How often the case knows a number, and as what; it never knows the others."""


class Case:
    """People, firms and numbers of one invented case, the same for the same state of ``rng``."""

    def __init__(self, rng: random.Random, names: Names) -> None:
        self.rng = rng
        self.people = _people(rng, names)
        self.firms = {
            slot: Firm(trade, rng.random() < known, firm_name(rng, names, trade))
            for slot, (trade, known, _) in _FIRMS.items()
        }
        self.numbers = {slot: shaped(rng, shapes) for slot, shapes in SHAPES.items()}
        self.known_numbers = {slot for slot, (known, _) in _NUMBERS.items() if rng.random() < known}
        self.born, self.injured = some_day(rng, 1931, 2002), some_day(rng, 2016, 2025)
        self.street, self.phone = street(rng), phone(rng)
        self.town, self.zip = town(rng)

    def known(self) -> tuple[Identifier, ...]:
        """What the case says, in the forms that forms have."""
        people = (
            Identifier(kind=ROLES[role].kind, value=self._filed(one), party=role)
            for role, one in self.people.items()
            if one.known
        )
        firms = (
            Identifier(kind=_FIRMS[slot][2], value=one.name, party=slot)
            for slot, one in self.firms.items()
            if one.known
        )
        numbers = (
            Identifier(kind=kind, value=self.numbers[slot])
            for slot, (_, kind) in _NUMBERS.items()
            if slot in self.known_numbers
        )
        home = f"{self.street}, {self.town}, CA {self.zip}"
        return (
            *(*people, *firms, *numbers),
            Identifier(kind=Kind.DATE_OF_BIRTH, value=self.born.isoformat()),
            Identifier(kind=Kind.ADDRESS, value=home),
            Identifier(kind=Kind.TELEPHONE, value=self.phone),
        )

    def _filed(self, one: Person) -> str:
        forms = (one.full, one.mid, f"{one.family}, {one.given}", one.full + one.suffix)
        name = chosen(self.rng, forms)
        if one.role == "aa" or not one.degrees or self.rng.random() >= 0.6:
            return name
        return f"{name}, {chosen(self.rng, one.degrees)}"


def _people(rng: random.Random, names: Names) -> dict[str, Person]:
    """Who is in the case; in some a stranger shares a given name with somebody it knows."""
    people = {
        slot: somebody(
            rng, names, slot, rng.random() < role.known, _DEGREES[chosen(rng, role.degrees)]
        )
        for slot, role in ROLES.items()
    }
    employee = people["pt"]
    for slot, role in ROLES.items():
        if rng.random() < role.of_family:
            people[slot] = people[slot]._replace(family=employee.family)
    if rng.random() < 0.1:
        people["cow"] = people["cow"]._replace(given=employee.given, woman=employee.woman)
    if rng.random() < 0.05:
        people["rad"] = people["rad"]._replace(given=people["ptp"].given)
    return people
