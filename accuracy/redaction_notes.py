"""Invented determinations with planted identifiers: the second style, dictated notes and forms.

Written after the redactor and held back while it was made; other people, firms, sentences and slips
than in the first style.
"""

from __future__ import annotations

import datetime as dt
import random

from accuracy.redaction_planted import (
    Piece,
    PlantedDetermination,
    PlantedText,
    chosen,
    together,
    woven,
)
from openimr.publication.redaction.identifiers import Identifier, Kind

_WOMEN = ("Guadalupe", "Patricia", "Zoë", "Margaret", "Hyacinth", "Thi Mai", "Fatoumata", "Joy")
_MEN = ("William", "Jesús", "Giuseppe", "Anthony", "Raúl", "Bartholomew", "Quang", "Will")
_CALLED = {"Patricia": "Pat", "Margaret": "Peggy", "William": "Bill", "Anthony": "Tony"}
_FAMILIES = (
    *("Ostrander", "Villaseñor", "MacGillivray", "Tchaikovsky", "Nakagawa", "Brightwater"),
    *("Quiñones", "Zimmermann", "Fitzpatrick", "Oyelaran", "Baptiste", "Lundgren", "Espinoza"),
    *("Day", "Church", "Wood", "Strong", "Small", "Brace", "Cross", "Lane", "Love", "May"),
    *("O’Shaughnessy", "D'Souza", "de los Santos", "Van Der Berg", "Pérez-Whitlock", "Tran", "Yi"),
)
_FIRMS = (
    ("Kestrel Peak Distribution, Inc.", "KPD"),
    ("Farrowdale Cold Storage LLC", "FCS"),
    ("City of Brindlewood", ""),
    ("Sunmeadow Assisted Living, L.P.", ""),
    ("Hargreave Steel Fabricators Corp.", "HSF"),
)
_PAYERS = ("Everstead Claims Management", "Northlight Casualty Company", "Tolliver Adjusting, LLC")
_SITES = (
    "Brightwater Spine Institute, A Medical Corporation",
    "Summit Pain Medicine",
    "Silver Lake Advanced Imaging",
    "Dunleavy Chiropractic, P.C.",
    "Harbor View Surgical Center",
)
_ROADS = ("Wisteria Ln", "N. Foxglove Blvd.", "Old Tannery Road", "Camino Verde", "3rd Avenue")
_PLACES = ("Brindlewood", "Castaic Flats", "Port Ellery", "San Lorito", "Young Harbor")
_RARE = ("beekeeper", "opera prompter", "rodeo clown", "falconer at the airport")
_STAYS = (
    "IMPRESSION: Lumbar radiculopathy, L5-S1. Sign of Hoffmann absent; Gaenslen positive.",
    "According to Dworkin et al, 2010, gabapentin is a first line agent.",
    "Medrol dose pack, Lidoderm patch 5%, Voltaren gel 100 g with 3 refills.",
    "ODG recommends a cross-table lateral film and a wood-soled shoe; a brace is not needed.",
    "PT 2x6 for the right knee, CPT codes 97110, 97140; total 12 visits between 1/1/15 and 3/1/15.",
    "The day after surgery a small effusion and a strong pulse were noted; the patient may walk.",
    "California MTUS 2009, 9792.24.2, page 60 of 127, states that relief is often temporary.",
    "Tylenol #3 at night; EMG/NCV of May 12, 2014 showed median neuropathy (Phalen, Durkan).",
    "U.S. Department of Health and Human Services and the National Institutes of Health agree.",
    "Kellgren-Lawrence grade III, Oswestry 48%, Beck Depression Inventory 23, GAF 61.",
    "Williams flexion and McKenzie extension exercises, a Jackson table, a Philadelphia collar.",
    "Per the Washington State guideline (2015), doses above 120 mg MED need a consultation.",
)


class Figures:
    """Who and what stands in one invented file."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.woman = rng.random() < 0.5
        self.given = chosen(rng, _WOMEN if self.woman else _MEN)
        names = rng.sample(_FAMILIES, 4)
        self.family, self.doctor, self.lawyer, self.reviewer = names
        self.doctor_given = chosen(rng, _MEN if self.woman else _WOMEN)
        self.firm, self.short = chosen_pair(rng)
        self.payer, self.site = chosen(rng, _PAYERS), chosen(rng, _SITES)
        self.town = chosen(rng, _PLACES)
        self.road = f"{rng.randrange(11, 29999)} {chosen(rng, _ROADS)}"
        self.zip = f"9{rng.randrange(1000, 6999)}"
        self.cell = f"310{rng.randrange(2000000, 9999999)}"
        self.claim = f"{chosen(rng, ('WC', 'SIF', 'KX'))}{rng.randrange(10**8, 10**9)}"
        self.policy = f"PL{rng.randrange(10**6, 10**7)}-02"
        self.licence = f"A{rng.randrange(10**5, 10**6)}"
        self.born = dt.date(1936, 5, 1) + dt.timedelta(days=rng.randrange(22000))

    def known(self) -> tuple[Identifier, ...]:
        """What the case says."""
        home = f"{self.road}, {self.town}, CA {self.zip}"
        return (
            Identifier(kind=Kind.EMPLOYEE, value=f"{self.family}, {self.given}"),
            Identifier(kind=Kind.PHYSICIAN, value=f"Dr. {self.doctor_given} {self.doctor}"),
            Identifier(kind=Kind.ATTORNEY, value=f"Law Offices of {self.lawyer} & Partners, APC"),
            Identifier(kind=Kind.EMPLOYER, value=self.firm),
            Identifier(kind=Kind.CLAIMS_ADMINISTRATOR, value=self.payer),
            Identifier(kind=Kind.FACILITY, value=self.site),
            Identifier(kind=Kind.ADDRESS, value=home),
            Identifier(kind=Kind.TELEPHONE, value=self.cell),
            Identifier(kind=Kind.CLAIM_NUMBER, value=self.claim),
            Identifier(kind=Kind.POLICY_NUMBER, value=self.policy),
            Identifier(kind=Kind.IDENTIFYING_NUMBER, value=self.licence),
            Identifier(kind=Kind.DATE_OF_BIRTH, value=self.born.isoformat()),
        )


def chosen_pair(rng: random.Random) -> tuple[str, str]:
    """A firm with the capitals it goes by."""
    return _FIRMS[rng.randrange(len(_FIRMS))]


def _stained(words: str, rng: random.Random) -> str:
    """What a poor scan makes of longer words: look-alikes, lost and doubled letters."""
    pairs = {"rn": "m", "m": "rn", "l": "I", "i": "1", "o": "0", "S": "5", "B": "8", "u": "ii"}
    longest = max(words.replace("-", " ").split(), key=len)
    hits = [one for one in pairs if one in longest[1:]]
    if len(longest) < 7 or not hits:
        return words
    return words.replace(
        longest,
        longest[0]
        + longest[1:].replace(
            chosen(rng, tuple(hits)), pairs[hits[0]] if len(hits) == 1 else "", 1
        ),
        1,
    )


def _broken(words: str, rng: random.Random) -> str:
    """Broken in its longest word as text of a PDF is: line end, soft hyphen, lost hyphen sign."""
    longest = max(words.split(), key=len)
    if len(longest) < 6:
        return words.replace(" ", "\n")
    cut = rng.randrange(2, len(longest) - 2)
    sign = chosen(rng, ("-\n", "\u00ad\n", "\ufffe", "-\n   ", "\u00ad"))
    return words.replace(longest, longest[:cut] + sign + longest[cut:])


def named(rng: random.Random, given: str, family: str, kind: str) -> Piece:
    """A person's name as notes write it."""
    nick = _CALLED.get(given, given)
    ways = {
        "plain": f"{given} {family}",
        "capitals": f"{family}, {given} A.".upper(),
        "nickname": f"{nick} {family}",
        "broken": _broken(f"{given} {family}", rng),
        "stained": _stained(f"{given} {family}", rng),
        "stained family first": _stained(f"{family}, {given}", rng),
        "two initials": f"{given[0]}.A. {family}",
        "initial without stop": f"{given[0]} {family}",
        "no space after comma": f"{family},{given}",
        "underscored": f"{family}_{given}".replace(" ", "_"),
        "quoted nickname": f"{given} “{nick}” {family}",
        "suffix": f"{given} {family} Jr.",
        "parted letters": f"{given} {family}".replace(family[:2], family[:2] + " ", 1)
        if len(family) > 7
        else f"{given} {family}",
    }
    way = chosen(rng, tuple(ways))
    return Piece(ways[way], kind, way)


def line(rng: random.Random, who: Figures) -> PlantedText:
    """One line of a note or form."""
    makers = (_patient, _doctor, _offices, _reached, _numbered, _said)
    return makers[rng.randrange(len(makers))](rng, who)


def _patient(rng: random.Random, who: Figures) -> PlantedText:
    title = "Mrs." if who.woman else "Mr."
    family = Piece(who.family, "employee", "family name")
    template = chosen(
        rng,
        (
            "RE: {full}",
            "NAME OF PATIENT: {full}\nCHIEF COMPLAINT: wrist pain",
            "I had the pleasure of seeing {full} in my office today.",
            "{title} {family} states that therapy helped; {title} {family} wants more.",
            "{title}\n{family}'s MRI of May 2014 was reviewed.",
            "The wife of {title} {family} was present.",
            "1) {full} (right handed) fell from a ladder.",
            "“{title} {family} cannot lift,” the report says.",
            "IMR appeal/{full}/second request",
            "It is noted that {full}'s pain is 8/10.",
        ),
    )
    full = named(rng, who.given, who.family, "employee")
    return woven(template, full=full, family=family, title=title)


def _doctor(rng: random.Random, who: Figures) -> PlantedText:
    family = Piece(who.doctor, "physician", "family name")
    template = chosen(
        rng,
        (
            "Per Dr {family}, a Medrol pack was given.",
            "Drs. {family} and {other} disagree on surgery.",
            "DR. {loud} RECOMMENDS A BRACE",
            "cc: {full}, DO",
            "/s/ {full}",
            "PR-2 of Dr. {family}, dated 06/01/2015, page 3",
            "Surgeon: {full}\nAnesthesia: general",
            "Dr. {family}’s Gaenslen test, as Dr. {family} calls it, was positive.",
        ),
    )
    return woven(
        template,
        full=named(rng, who.doctor_given, who.doctor, "physician"),
        family=family,
        loud=Piece(who.doctor.upper(), "physician", "capitals after a title"),
        other=Piece(who.reviewer, "unknown person", "second after Drs."),
    )


def _offices(rng: random.Random, who: Figures) -> PlantedText:
    bare = who.firm.partition(",")[0]
    site = who.site.partition(",")[0]
    template = chosen(
        rng,
        (
            "Employer: {firm}",
            "Mod duty was not available at {bare}.",
            "{loud} - WORK STATUS REPORT",
            "A letter of {payer} dated 7/7/2015 modified the request.",
            "adjuster at {payer_loud} was called",
            "{site} billed for two units.",
            "Seen at {site_loud} on 3/3/2015.",
            "Represented by {law}.",
            "H.R. of {short} confirmed the injury.",
        ),
    )
    return woven(
        template,
        firm=Piece(who.firm, "employer", "whole"),
        bare=Piece(bare, "employer", "without form"),
        loud=Piece(bare.upper(), "employer", "capitals"),
        payer=Piece(_broken(who.payer.partition(",")[0], rng), "claims administrator", "broken"),
        payer_loud=Piece(who.payer.upper(), "claims administrator", "capitals"),
        site=Piece(site, "facility", "without form"),
        site_loud=Piece(site.upper(), "facility", "capitals"),
        law=Piece(f"Law Offices of {who.lawyer}", "attorney", "firm"),
        short=Piece(who.short or bare, "employer", "acronym" if who.short else "without form"),
    )


def _reached(rng: random.Random, who: Figures) -> PlantedText:
    a, b, c = who.cell[:3], who.cell[3:6], who.cell[6:]
    cell = chosen(
        rng,
        (
            f"{a} {b} {c}",
            f"({a}) {b} {c}",
            f"{a}{b}{c}",
            f"{a}-{b}.{c}",
            f"{b}-{c}",
            f"({a})-{b}-{c}",
        ),
    )
    mail = f"{_letters(who.given)}{chosen(rng, ('_', '.', ''))}{_letters(who.family)}"
    template = chosen(
        rng,
        (
            "Cell {cell}, leave no message.",
            "Transportation to {road},\n{town} was requested.",
            "Home: {road}; {town} CA {zip}",
            "Lives near {town} with a son.",
            "E-mail on file: {mail}",
            "Send reports to {mail_said} only.",
            "P.O. {box} is on the envelope, {town}, California.",
            "Fax: {fax}",
        ),
    )
    return woven(
        template,
        cell=Piece(cell, "telephone", "forms"),
        road=Piece(who.road, "address", "street"),
        town=Piece(who.town, "town", "town"),
        zip=Piece(who.zip, "address", "ZIP code"),
        mail=Piece(f"{mail}@mail.example.com", "e-mail", "with the name"),
        mail_said=Piece(f"{mail} at example dot com", "e-mail", "in words"),
        box=Piece(f"Box {rng.randrange(10, 9999)}", "address", "post office box"),
        fax=Piece(f"1 (800) 555-{rng.randrange(1000, 9999)}", "fax", "unknown"),
    )


def _birth(rng: random.Random, day: dt.date) -> str:
    forms = (
        f"{day.month}.{day.day}.{day:%Y}",
        f"{day:%b}. {day.day}, {day.year}",
        f"{day.day}-{day:%b}-{day:%y}",
        f"{day:%m%d%Y}",
        f"{day:%B} {day.day} {day.year}",
        f"{day:%m/%d/%y}",
    )
    return chosen(rng, forms)


def _claim(rng: random.Random, whole: str) -> str:
    digits = whole[-9:]
    forms = (
        whole,
        digits,
        f"{whole[:-9]} {digits[:3]} {digits[3:6]} {digits[6:]}",
        f"#{digits}",
        whole.replace("1", "I"),
        f"{whole[:5]}\n{whole[5:]}",
    )
    return chosen(rng, forms)


def _numbered(rng: random.Random, who: Figures) -> PlantedText:
    birth, claim = _birth(rng, who.born), _claim(rng, who.claim)
    template = chosen(
        rng,
        (
            "CLAIM NO. {claim}   DOI 01/15/2013",
            "re claim {claim}, request of 2/2/2015",
            "D.O.B.: {birth}   D.O.I.: 01/15/2013",
            "Birthdate {birth}",
            "the patient, whose birthday is {birth}, was fitted",
            "Lic. No. {licence}",
            "NPI {npi}; DEA {dea}",
            "policy {policy} applies",
            "SSN ending in {ssn}",
            "EAMS: {adj}; next hearing 5/5/2016",
        ),
    )
    return woven(
        template,
        claim=Piece(claim, "claim number", "forms"),
        birth=Piece(birth, "date of birth", "six other forms"),
        licence=Piece(who.licence, "identifying number", "licence"),
        npi=Piece(f"1{rng.randrange(10**8, 10**9)}", "identifying number", "unknown NPI"),
        dea=Piece(f"FW{rng.randrange(10**6, 10**7)}", "identifying number", "unknown DEA"),
        policy=Piece(who.policy, "policy number", "known"),
        ssn=Piece(f"{rng.randrange(1000, 9999)}", "identifying number", "last four"),
        adj=Piece(f"ADJ{rng.randrange(10**6, 10**8)}", "case number", "unknown"),
    )


def _said(rng: random.Random, who: Figures) -> PlantedText:
    template = chosen(
        rng,
        (
            "She cares for her {age} year old father.",
            "A {age_said}-year-old neighbor helps.",
            "He turned {age} last week.",
            "The patient is employed as a {rare}.",
            "Occupation: {rare}",
            "Nurse {stranger} gave the injection.",
            "Interpreter: {stranger_full}",
            "Second opinion by {stranger_full}, MD, FAAOS.",
            "He was seen at {clinic} once.",
        ),
    )
    stranger = chosen(rng, ("Wojciechowska", "Pemberton", "Achterberg", "Nwosu"))
    return woven(
        template,
        age=Piece(str(rng.randrange(90, 108)), "age", "number"),
        age_said=Piece(chosen(rng, ("ninety-two", "ninety", "ninety seven")), "age", "in words"),
        rare=Piece(chosen(rng, _RARE), "occupation", "rare"),
        stranger=Piece(stranger, "unknown person", "after nurse"),
        stranger_full=Piece(f"{chosen(rng, _WOMEN)} {stranger}", "unknown person", "full name"),
        clinic=Piece(
            f"{chosen(rng, ('Bellweather', 'Ashgrove'))} Urgent Care",
            "unknown facility",
            "by its name",
        ),
    )


def _letters(name: str) -> str:
    return "".join(sign for sign in name.lower() if sign.isascii() and sign.isalpha())


def determination(seed: int) -> PlantedDetermination:
    """One invented determination; the same for the same seed."""
    rng = random.Random(f"notes {seed}")
    who = Figures(rng)
    fields = {name: _field(rng, who) for name in ("summary", "rationale", "documents")}
    return PlantedDetermination(fields, who.known())


def _field(rng: random.Random, who: Figures) -> PlantedText:
    lines: list[PlantedText] = []
    for _ in range(7):
        lines.append(line(rng, who))
        if rng.random() < 0.5:
            lines.append(PlantedText(chosen(rng, _STAYS), ()))
    return together(lines, chosen(rng, ("\n", "\n", " ", "\n\n")))
