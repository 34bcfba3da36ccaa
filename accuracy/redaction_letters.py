"""Invented determinations with planted identifiers in awkward places: the first style.

People, firms, places and sentences are made up here; nothing of the redactor is used but the
shape in which a case says what it knows.
"""

from __future__ import annotations

import datetime as dt
import random

from accuracy.redaction_forms import birth, claim, firm, person, phone, plain
from accuracy.redaction_planted import (
    Piece,
    PlantedDetermination,
    PlantedText,
    chosen,
    together,
    woven,
    wrapped,
)
from openimr.publication.redaction.identifiers import Identifier, Kind

_GIVEN = (
    "Maria, Elena, Robert, José, Linda, Tuan, Priya, Dmitri, Aïcha, Søren, Carmen, "
    "Walter, Ngozi, Hector, Rose, May, Grace, Ingrid, Michael, Katherine, Siobhán, "
    "Omar, Xiulan, Björn, Renée, Francisco, Deborah, Victor, Mark"
)
GIVEN = tuple(_GIVEN.split(", "))
_FAMILY = (
    "Hernandez, Garibaldi, Okonkwo, Lindqvist, Petrosyan, Whitcomb, Delacroix, "
    "Yamashita, Ferreira, Vandermeer, Castellano, Abernathy, Kowalczyk, Ibarra, "
    "Muñoz, Nguyen, Thornbury, Szymański, O'Brien, D'Angelo, O’Rourke, Rose, Young, "
    "Long, Hip, Rice, King, Bell, Park, Chin, Price, Frank, Gutiérrez, de la Cruz, "
    "Van Houten, Smith-Jones, García-Lozano, St. Clair, McAllister, Ruiz Delgado, "
    "Le, Do, Ng"
)
FAMILY = tuple(_FAMILY.split(", "))
FIRMS = (
    "Ironbridge Freight Services, LLC",
    "Quailwood Produce Packing, Inc.",
    "Stellarton Aerospace Corporation",
    "Bluewillow Hotel Group",
    "Tarkington & Sons Roofing Co.",
    "Marblehead Unified School District",
)
ADMINISTRATORS = (
    "Pinecrest Claims Services, Inc.",
    "Harborline Indemnity Company",
    "Cobaltstone Risk Management",
    "Larkmead Mutual Insurance",
)
FACILITIES = (
    "Valley Medical Group",
    "Oakhollow Orthopedic Institute",
    "Mission Spine and Pain Center",
    "Fernbrook Imaging",
    "Redcliff Surgery Center, LLC",
    "Westmarch Physical Therapy",
)
STREETS = ("Alder Creek Road", "Pepperwood Avenue", "Quarry Hill Drive", "El Dorado Street")
TOWNS = ("Millbrook", "Santa Inez", "Corwin Falls", "Rice", "Puerto Alto")
BODY = ("low back", "neck", "right shoulder", "left knee", "hip", "right wrist")
DRUGS = ("Norco", "gabapentin", "Flexeril", "Naproxen", "Tramadol", "Soma", "Lyrica")
SAFE = (
    "Spurling's test was positive and Phalen's sign was negative on the left.",
    "Straight leg raising (Lasegue) was positive at 60 degrees; Waddell signs were absent.",
    "Long-term use of opioids is not supported by the Chronic Pain Medical Treatment Guidelines.",
    "Smith et al. (2012) and Van Tulder et al. found no lasting benefit from this treatment.",
    "The ACOEM Practice Guidelines, Chapter 12, pages 303-305, do not recommend it.",
    "In May 2015 the medication was increased; it may be continued for 90 days.",
    "Magnetic resonance imaging of the lumbar spine showed a 4-5 mm protrusion at L4-5 and L5-S1.",
    "The American College of Occupational and Environmental Medicine supports active therapy.",
    "Young patients and frank radiculopathy are treated otherwise; the price of delay is small.",
    "The Official Disability Guidelines allow 10 visits over 8 weeks for this diagnosis (M54.5).",
    "Range of motion of the hip was 90 degrees, strength 5/5, reflexes 2+ and symmetrical.",
    "The dose is 10/325 mg, #90, one tablet every 8 hours; CPT 97110 and 62323 were requested.",
    "The Cochrane review of 2011 (Chou, 2011) and a trial by Carragee and colleagues disagree.",
    "Mild carpal tunnel syndrome, Tinel positive, with a Hawkins impingement sign on the right.",
)


class Cast:
    """Who takes part in one invented case."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.given, self.family = chosen(rng, GIVEN), chosen(rng, FAMILY)
        self.doctor_given, self.doctor = chosen(rng, GIVEN), chosen(rng, FAMILY)
        while self.doctor == self.family or self.doctor_given == self.given:
            self.doctor_given, self.doctor = chosen(rng, GIVEN), chosen(rng, FAMILY)
        self.employer, self.administrator = chosen(rng, FIRMS), chosen(rng, ADMINISTRATORS)
        self.facility, self.town = chosen(rng, FACILITIES), chosen(rng, TOWNS)
        self.street = f"{rng.randrange(100, 9999)} {chosen(rng, STREETS)}"
        self.phone = f"{rng.randrange(209, 951)}555{rng.randrange(1000, 9999)}"
        self.claim = f"{rng.randrange(1000, 9999)}-WC-{rng.randrange(10000, 99999)}"
        self.adj = f"ADJ{rng.randrange(1000000, 99999999)}"
        self.born = dt.date(1940, 1, 1) + dt.timedelta(days=rng.randrange(20000))
        self.ssn = f"{rng.randrange(100, 665)}-{rng.randrange(10, 99)}-{rng.randrange(1000, 9999)}"
        self.email = f"{self.given[0].lower()}.{plain(self.family)}@example.org"
        self.male = rng.random() < 0.5

    def known(self) -> tuple[Identifier, ...]:
        """What the case says of them."""
        town = f"{self.street}, {self.town}, CA {90000 + int(self.phone[-3:])}"
        return (
            Identifier(kind=Kind.EMPLOYEE, value=f"{self.given} {self.family}", party="e"),
            Identifier(kind=Kind.PHYSICIAN, value=f"{self.doctor_given} {self.doctor}, M.D."),
            Identifier(kind=Kind.EMPLOYER, value=self.employer),
            Identifier(kind=Kind.CLAIMS_ADMINISTRATOR, value=self.administrator),
            Identifier(kind=Kind.FACILITY, value=self.facility),
            Identifier(kind=Kind.ADDRESS, value=town, party="e"),
            Identifier(kind=Kind.TELEPHONE, value=self.phone, party="e"),
            Identifier(kind=Kind.CLAIM_NUMBER, value=self.claim),
            Identifier(kind=Kind.CASE_NUMBER, value=self.adj),
            Identifier(kind=Kind.DATE_OF_BIRTH, value=self.born.isoformat()),
            Identifier(kind=Kind.IDENTIFYING_NUMBER, value=self.ssn),
        )


def sentence(rng: random.Random, cast: Cast) -> PlantedText:
    """One sentence with something planted."""
    makers = (_of_employee, _of_doctor, _of_firms, _of_contact, _of_numbers, _of_others)
    return makers[rng.randrange(len(makers))](rng, cast)


def _of_employee(rng: random.Random, cast: Cast) -> PlantedText:
    title = "Mr." if cast.male else "Ms."
    named = person(rng, cast.given, cast.family, "employee", title="")
    alone = Piece(cast.family, "employee", "family name after a title")
    loud = Piece(cast.family.upper(), "employee", "capitals after a title")
    template = chosen(
        rng,
        (
            "{named} reported {body} pain rated 7/10.",
            "{title} {alone} denied numbness and continues {drug}.",
            "{title} {alone}'s {body} complaints persisted despite therapy.",
            "The note (“{named}”) lists {drug} and a home exercise program.",
            "PROGRESS REPORT: {named}\nThe {body} was examined.",
            "- {named}, {body} pain",
            "According to {title} {loud}, the pain began after a fall.",
            "On examination,{named}was in no distress.",
            "Patient: {named}. Complaint: {body} pain.",
        ),
    )
    if "," + "{named}" in template:
        template = template.replace(",{named}was", ", {named}, was")
    return woven(
        template,
        named=named,
        alone=alone,
        loud=loud,
        title=title,
        body=chosen(rng, BODY),
        drug=chosen(rng, DRUGS),
    )


def _of_doctor(rng: random.Random, cast: Cast) -> PlantedText:
    named = person(rng, cast.doctor_given, cast.doctor, "physician", title="")
    alone = Piece(cast.doctor, "physician", "family name after a title")
    template = chosen(
        rng,
        (
            "Dr. {alone} requested an MRI of the {body}.",
            "Dr.{alone} noted a positive Spurling test.",
            "Dr. {alone}'s report of 10/12/2015 recommends {drug}.",
            "{named}, M.D., performed the Phalen and Tinel tests.",
            "Electronically signed by {named}, MD on 9/8/2015.",
            "The treating physician ({named}) cites Smith et al. on {drug}.",
            "Requesting Physician: {named}",
            "Dr. Waddell's signs were sought by Dr. {alone}.",
        ),
    )
    if "Dr. Waddell's" in template:
        template = "Waddell signs were sought by Dr. {alone}."
    return woven(
        template, named=named, alone=alone, body=chosen(rng, BODY), drug=chosen(rng, DRUGS)
    )


def _of_firms(rng: random.Random, cast: Cast) -> PlantedText:
    template = chosen(
        rng,
        (
            "The employee worked for {employer} as a truck driver.",
            "{employer} offered modified duty in June 2015.",
            "The claims administrator, {administrator}, denied the request.",
            "{administrator}'s utilization review cites ACOEM.",
            "Therapy was given at {facility} twice a week.",
            "Records of {facility} were reviewed.",
            "Imaging by {facility} showed a disc protrusion.",
        ),
    )
    return woven(
        template,
        employer=firm(rng, cast.employer, "employer"),
        administrator=firm(rng, cast.administrator, "claims administrator"),
        facility=firm(rng, cast.facility, "facility"),
    )


def _of_contact(rng: random.Random, cast: Cast) -> PlantedText:
    apart = chosen(rng, (", ", ",\n", "\n"))
    address = Piece(f"{cast.street}{apart}{cast.town}", "address", f"parted by {apart!r}")
    kind = cast.street.rsplit(" ", maxsplit=1)[-1]
    short = {"Road": "Rd.", "Avenue": "Ave", "Drive": "Dr.", "Street": "St."}[kind]
    brief = Piece(cast.street.replace(kind, short), "address", "short kind of street")
    template = chosen(
        rng,
        (
            "The home is at {address}, CA.",
            "Mail went to {brief} in error.",
            "The employee lives in {town} and drives an hour.",
            "Call {phone} for the interpreter.",
            "Phone: {phone}; e-mail {email}.",
            "A message from <{email}> asked for copies.",
            "A page of the portal, {url}, was printed.",
        ),
    )
    return woven(
        template,
        address=address,
        brief=brief,
        town=Piece(cast.town, "town", "after in"),
        phone=Piece(phone(rng, cast.phone), "telephone", "formats"),
        email=Piece(cast.email, "e-mail", "with the name"),
        url=Piece(f"https://portal.example.com/{plain(cast.family)}", "web address", "link"),
    )


def _of_numbers(rng: random.Random, cast: Cast) -> PlantedText:
    template = chosen(
        rng,
        (
            "Claim number {claim} was opened after the injury.",
            "See file {claim} for the earlier decision.",
            "The appeals board's case {adj} is pending.",
            "Social security number {ssn} is printed on the form.",
            "Date of birth: {birth}. The injury was on 02/03/2013.",
            "DOB {birth}, seen on 11/02/2015.",
            "The employee (born {birth}) was seen again.",
            "The form has {birth} in the field above.",
            "MRN: {mrn}; visit of 4/5/2015.",
        ),
    )
    return woven(
        template,
        claim=Piece(claim(rng, cast.claim), "claim number", "odd forms"),
        adj=Piece(
            chosen(rng, (cast.adj, cast.adj.replace("ADJ", "ADJ "), cast.adj.lower())),
            "case number",
            "forms",
        ),
        ssn=Piece(
            chosen(rng, (cast.ssn, cast.ssn.replace("-", " "), cast.ssn.replace("-", ""))),
            "identifying number",
            "forms",
        ),
        birth=Piece(birth(rng, cast.born), "date of birth", "six forms"),
        mrn=Piece(f"{rng.randrange(100000, 9999999)}", "identifying number", "unknown, beside MRN"),
    )


def _of_others(rng: random.Random, cast: Cast) -> PlantedText:
    given, family = chosen(rng, GIVEN), chosen(rng, FAMILY)
    age = str(rng.randrange(90, 104))
    template = chosen(
        rng,
        (
            "Dr. {family} was asked for a second opinion.",
            "The report of {full}, D.C., was not sent.",
            "A {age}-year-old mother lives in the home.",
            "The father, age {age}, needs care.",
            "The employee works as a {rare} at night.",
            "The fax line {fax} did not answer.",
            "The policy number {policy} is on the letter.",
            "A visit to {hospital} is mentioned.",
            "A visit in {place}, CA is mentioned.",
        ),
    )
    return woven(
        template,
        family=Piece(family, "unknown person", "after a title"),
        full=Piece(f"{given} {family}", "unknown person", "before a degree"),
        age=Piece(age, "age", "number"),
        rare=Piece(
            chosen(rng, ("lion tamer", "glass harpist", "lighthouse keeper")), "occupation", "rare"
        ),
        fax=Piece(phone(rng, f"619555{rng.randrange(1000, 9999)}"), "fax", "unknown"),
        policy=Piece(f"PX-{rng.randrange(10000, 99999)}", "policy number", "unknown"),
        hospital=Piece(
            f"{chosen(rng, ('Marigold', 'Stonehaven'))} Community Hospital",
            "unknown facility",
            "by its name",
        ),
        place=Piece(chosen(rng, ("Elmhurst", "Dunmore Hills")), "town", "beside the state"),
    )


def determination(seed: int) -> PlantedDetermination:
    """One invented determination; the same for the same seed."""
    rng = random.Random(seed)
    cast = Cast(rng)
    fields = {
        "summary": _field(rng, cast, 10),
        "rationale": _field(rng, cast, 8),
        "documents": together([sentence(rng, cast) for _ in range(3)], "\n\n"),
    }
    return PlantedDetermination(fields, cast.known())


def _field(rng: random.Random, cast: Cast, sentences: int) -> PlantedText:
    parts: list[PlantedText] = []
    for _ in range(sentences):
        parts.append(sentence(rng, cast))
        if rng.random() < 0.6:
            parts.append(PlantedText(chosen(rng, SAFE), ()))
    return wrapped(together(parts, " "), rng.randrange(70, 110))
