"""Invented determinations with planted identifiers: the third style, put together from charts.

Written by somebody who had not read the redactor's rules. Names that are words of medicine stand
beside those words; people whom the case does not know are planted as "unknown", each with a word
beside it that tells, but for those of whom the kind says that no word does.
"""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Callable

from accuracy import redaction_chart_names as names
from accuracy.redaction_chart_names import Person, alone, firm, full
from accuracy.redaction_chart_numbers import birth, number, phone, strange_number, written_email
from accuracy.redaction_chart_texts import (
    COUNTER,
    DOCUMENTS,
    GUIDELINES,
    RATIONALE,
    SAFE,
    SUMMARY,
    TREATMENTS,
)
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

_ROLES = {
    "emp": (Kind.EMPLOYEE, "employee", ""),
    "doc": (Kind.PHYSICIAN, "physician", ", M.D."),
    "doc2": (Kind.PHYSICIAN, "physician", " DO"),
    "att": (Kind.ATTORNEY, "attorney", ", Esq."),
    "rev": (Kind.REVIEWER, "reviewer", ""),
    "adj": (Kind.PERSON, "adjuster", ""),
    "kin": (Kind.PERSON, "relative", ""),
}
"""Whom the case knows: as what, what a miss is counted as, the degree on file."""
_CLAIMS = ("30-99999-9999", "X99-9999999", "99999999-001", "9999-XX-9999", "1999-99-9999")
_WEB = (
    *("www.harbor-rehab.example/patients", "https://claims.granite.example.com/c?id=4471"),
    *("mychart.mesaverde.org", "acmetool.com", "http://bit.ly/3xQ9", "Westerly-Mutual.net/portal"),
)
_STRANGE = {
    **{"xssn": "999-99-9999", "xnpi": "1999999999", "xnpi2": "1999 999 999", "xdea": "BX9999999"},
    **{"xlic": "G 99999", "xlic2": "A-999999", "xlic3": "PT99999", "xmrn": "00.99.99.99"},
    **{"xmrn2": "X9999999", "xacct": "9999-99999", "xdl": "X9999999", "xmbi": "1XX9-XX9-XX99"},
    **{"xclaim": "9999 9999 9999", "xclaim2": "WC999-X99999-99", "xbar": "999999"},
    **{"xein": "99-9999999", "xpolicy": "XX 99.999.999", "xeams": "99999999"},
    **{"xplate": "9XXX999", "xrx": "9999999-99999"},
}
"""Numbers that no case knows, by their shape."""
_PLAIN = {
    "body": ("low back", "neck", "right shoulder", "left knee", "hip", "right wrist", "hand"),
    "drug": ("Norco", "gabapentin", "Flexeril", "Soma", "Lyrica", "Percocet", "Butrans"),
    "job": (
        *("warehouse worker", "registered nurse", "line cook", "school bus driver", "custodian"),
        *("police officer", "forklift operator", "home health aide", "farm laborer"),
    ),
}
"""Words that must stay."""


class ChartFile:
    """Who and what stands in one file."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.taken: set[str] = set()
        self.people = {role: names.somebody(rng, self.taken) for role in _ROLES}
        self.stranger = names.somebody(rng, set(self.taken))
        self.employer, self.payer = names.employer(rng), names.payer(rng)
        self.insurer, self.site = names.insurer(rng), names.facility(rng)
        self.other_site = names.facility(rng)
        self.town, self.road = chosen(rng, names.TOWNS), chosen(rng, names.ROADS)
        self.road = f"{rng.randrange(3, 48000)} {self.road}"
        self.unit = chosen(rng, ("", ", Apt. 4", " #12", ", Space 31", ", Unit B"))
        self.zip = f"9{rng.randrange(1000, 6999)}"
        self.phone, self.fax = self._digits(), self._digits()
        self.claim = strange_number(rng, chosen(rng, _CLAIMS), "").words
        self.adj = f"ADJ{rng.randrange(1000000, 19999999)}"
        self.policy = strange_number(rng, "WC-99-999-9999", "").words
        self.mrn = strange_number(rng, "99-99-99-99", "").words
        self.born = dt.date(1938, 2, 1) + dt.timedelta(days=rng.randrange(20500))
        local = _small(self.people["emp"].given[0] + self.people["emp"].family)
        host = chosen(rng, ("mailbox.example", "acme-tools.example.com"))
        self.mail = f"{local}{chosen(rng, ('', '84', '_2'))}@{host}"
        self.middle_known = rng.random() < 0.5

    def _digits(self) -> str:
        rng = self.rng
        return f"{rng.randrange(209, 951)}{rng.randrange(222, 989)}{rng.randrange(1000, 9999)}"

    def known(self) -> tuple[Identifier, ...]:
        """What the case says, in the forms that forms have."""
        told = [
            Identifier(kind=kind, value=self._filed(self.people[role], degree), party=role)
            for role, (kind, _, degree) in _ROLES.items()
        ]
        home = f"{self.road}{self.unit}, {self.town}, CA {self.zip}"
        values = (
            *((Kind.EMPLOYER, self.employer), (Kind.CLAIMS_ADMINISTRATOR, self.payer)),
            *((Kind.INSURER, self.insurer), (Kind.FACILITY, self.site), (Kind.ADDRESS, home)),
            *((Kind.TELEPHONE, self.phone), (Kind.FAX, self.fax), (Kind.CLAIM_NUMBER, self.claim)),
            *((Kind.CASE_NUMBER, self.adj), (Kind.POLICY_NUMBER, self.policy)),
            *((Kind.IDENTIFYING_NUMBER, self.mrn), (Kind.EMAIL, self.mail)),
            (Kind.DATE_OF_BIRTH, self.born.isoformat()),
        )
        return (*told, *(Identifier(kind=kind, value=value) for kind, value in values))

    def _filed(self, who: Person, degree: str) -> str:
        g, m, f = who.given, who.middle, who.family
        if self.middle_known:
            forms = (f"{g} {m} {f}{degree}", f"{f}, {g} {m}", f"{f}, {g} {m}".upper())
        else:
            forms = (f"{g} {f}{degree}", f"{f}, {g}", f"{g} {f}".upper())
        return chosen(self.rng, forms)

    def filled(self, template: str) -> PlantedText:
        """A template with its slots filled."""
        self.stranger = names.somebody(self.rng, set(self.taken))
        parts = re.findall(r"\{(\w+)\}", template)
        slots = {f"s{place}": self._slot(part) for place, part in enumerate(parts)}
        count = iter(slots)
        return woven(re.sub(r"\{\w+\}", lambda _: f"{{{next(count)}}}", template), **slots)

    def _slot(self, name: str) -> Piece | str:
        role, _, how = name.partition("_")
        if role in self.people:
            return self._person(self.people[role], _ROLES[role][1], how)
        if role == "x":
            return self._stranger(how)
        if name in _PLAIN:
            return chosen(self.rng, _PLAIN[name])
        if name in _STRANGE:
            return strange_number(self.rng, _STRANGE[name], "unknown number")
        return self._others()[name]()

    def _person(self, who: Person, kind: str, how: str) -> Piece | str:
        rng = self.rng
        makers: dict[str, Callable[[], Piece | str]] = {
            "full": lambda: full(rng, who, kind),
            "alone": lambda: alone(rng, who, kind),
            "low": lambda: alone(rng, who, kind, small=True),
            "given": lambda: Piece(who.given, kind, "given name alone"),
            "loud": lambda: Piece(who.family.upper(), kind, "capitals"),
            "poss": lambda: Piece(who.family, kind, "before a possessive"),
            "initials": lambda: self._initials(who, kind),
            "file": lambda: self._file_name(who, kind),
            "t": lambda: chosen(rng, ("Ms.", "Mrs.", "Ms", "Miss") if who.woman else ("Mr.", "Mr")),
            "He": lambda: "She" if who.woman else "He",
            "he": lambda: "she" if who.woman else "he",
            "his": lambda: "her" if who.woman else "his",
            "spouse": lambda: chosen(rng, ("husband", "son") if who.woman else ("wife", "partner")),
        }
        return makers[how]()

    def _initials(self, who: Person, kind: str) -> Piece:
        letters = who.initials if self.middle_known else who.initials[0] + who.initials[2]
        forms = (letters, ".".join(letters) + ".", ". ".join(letters) + ".")
        return Piece(chosen(self.rng, forms).upper(), kind, "initials")

    def _file_name(self, who: Person, kind: str) -> Piece:
        g, f = (names.bare(name).replace(" ", "") for name in (who.given, who.family))
        forms = (f"{f}_{g}", f"{f}{g}", f"{f}-{g}", f"{g}.{f}", f"{f}_{g[0]}")
        return Piece(chosen(self.rng, forms), kind, "file name")

    def _stranger(self, how: str) -> Piece:
        g, m, f = self.stranger.given, self.stranger.middle[0], self.stranger.family
        forms = {
            **{
                "plain": f"{g} {f}",
                "rev": f"{f}, {g}",
                "fam": f,
                "given": g,
                "ini": f"{g[0]}. {f}",
            },
            **{"loud": f"{g} {f}".upper(), "mid": f"{g} {m}. {f}", "cold": f"{g} {f}"},
        }
        kind = "unknown person, no word tells" if how == "cold" else "unknown person"
        return Piece(forms[how], kind, how)

    def _others(self) -> dict[str, Callable[[], Piece | str]]:
        rng = self.rng
        return {
            "employer": lambda: firm(rng, self.employer, "employer"),
            "payer": lambda: firm(rng, self.payer, "claims administrator"),
            "insurer": lambda: firm(rng, self.insurer, "insurer"),
            "site": lambda: firm(rng, self.site, "facility"),
            "xsite": lambda: Piece(self.other_site, "unknown facility", self.other_site),
            "xfirm": lambda: Piece(names.employer(rng), "unknown company", "whole"),
            "xpayer": lambda: Piece(names.insurer(rng), "unknown company", "insurer"),
            "town": lambda: Piece(self._cased(self.town), "town", "known"),
            "xtown": self._other_town,
            "home": self._home,
            "zip": lambda: Piece(self.zip, "address", "ZIP code"),
            "xhome": self._other_home,
            "phone": lambda: phone(rng, self.phone, "telephone"),
            "fax": lambda: phone(rng, self.fax, "fax"),
            "xphone": lambda: phone(rng, self._digits(), "unknown telephone", short=False),
            "mail": lambda: written_email(rng, self.mail),
            "xmail": self._other_mail,
            "url": lambda: Piece(chosen(rng, _WEB), "web address", "unknown"),
            "claim": lambda: number(rng, self.claim, "claim number"),
            "adjno": self._case_number,
            "policy": lambda: number(rng, self.policy, "policy number"),
            "mrn": lambda: number(rng, self.mrn, "identifying number"),
            "dob": lambda: birth(rng, self.born, "date of birth"),
            "xdob": lambda: birth(rng, self._other_day(), "unknown date of birth"),
            "age": self._age,
            "rare": lambda: Piece(chosen(rng, names.RARE), "occupation", "rare"),
            "day": lambda: (
                f"{rng.randrange(1, 13)}/{rng.randrange(1, 29)}/20{rng.randrange(12, 17)}"
            ),
            "n": lambda: str(rng.randrange(2, 13)),
            "yrs": lambda: str(rng.randrange(21, 79)),
        }

    def _other_day(self) -> dt.date:
        return dt.date(1945, 1, 1) + dt.timedelta(days=self.rng.randrange(24000))

    def _cased(self, words: str) -> str:
        forms = (words, words, words.upper(), names.bare(words), words.replace(" ", "\n", 1))
        return chosen(self.rng, forms)

    def _other_town(self) -> Piece:
        others = tuple(town for town in names.TOWNS if town != self.town)
        return Piece(chosen(self.rng, others), "unknown town", "unknown")

    def _home(self) -> Piece:
        unit = chosen(self.rng, (self.unit, "", self.unit.replace("Apt. ", "#")))
        gap = chosen(self.rng, (", ", "\n", "; ", " "))
        return Piece(self._cased(f"{self.road}{unit}{gap}{self.town}"), "address", repr(gap))

    def _other_home(self) -> Piece:
        n = self.rng.randrange(3, 9999)
        forms = (
            *(f"P.O. Box {n}", f"PO BOX {n}", f"{n} Sycamore Court, Suite 210", f"RR 2 Box {n}"),
            *(f"{n} S. Fairweather Pkwy.", f"{n} 1/2 Calle Bonita", f"{n} North Juniper Trail"),
            *(f"{n}-B Lark Street", "One Civic Plaza", f"{n} Hwy 99", f"{n} Via del Mar"),
        )
        form = chosen(self.rng, forms)
        return Piece(form, "unknown address", re.sub(r"\d+", "9", form))

    def _other_mail(self) -> Piece:
        user = _small(self.stranger.family)
        hosts = ("@clinic.example", ".billing@pain.example.com", "+wc@mail.example")
        host = chosen(self.rng, (*hosts, "[at]mail.example"))
        return Piece(f"{user}{host}", "unknown e-mail", host)

    def _case_number(self) -> Piece:
        n = self.adj[3:]
        forms = (f"ADJ{n}", f"ADJ {n}", f"ADJ-{n}", f"ADJ{n[:3]} {n[3:]}", f"adj{n}", n, f"AD J{n}")
        return Piece(chosen(self.rng, forms), "case number", "known")

    def _age(self) -> Piece:
        n = str(self.rng.randrange(90, 106))
        return Piece(chosen(self.rng, (n, n, n, "ninety-one", "Ninety four", "ninety")), "age", "")


def _small(name: str) -> str:
    return re.sub(r"[^a-z]", "", names.bare(name).lower())


def determination(seed: int) -> PlantedDetermination:
    """One invented determination; the same for the same seed."""
    rng = random.Random(f"charts {seed}")
    file = ChartFile(rng)
    known = file.known()
    fields = {
        "treatment": _several(file, TREATMENTS, 2, "; ", 0),
        "summary": _several(file, SUMMARY, 8, " ", 0.5),
        "rationale": _several(file, RATIONALE, 6, " ", 0.6),
        "guideline": _several(file, GUIDELINES, 1, " ", 0.5),
        "documents": _several(file, DOCUMENTS, 5, "\n", 0),
    }
    if rng.random() < 0.15:
        fields["summary"] = wrapped(fields["summary"], rng.randrange(60, 100))
    return PlantedDetermination(fields, known)


def _several(
    file: ChartFile, templates: tuple[str, ...], count: int, gap: str, safe: float
) -> PlantedText:
    parts: list[PlantedText] = []
    for template in file.rng.sample(templates, count):
        part = file.filled(template)
        closed = gap != " " or part.text.endswith((".", "”"))
        parts.append(part if closed else together([part, PlantedText("", ())], "\n\n"))
        if file.rng.random() < safe:
            parts.append(PlantedText(_safe(file), ()))
    return together(parts, gap)


def _safe(file: ChartFile) -> str:
    """A sentence of medicine, often one with a word that is a name in this file."""
    borne = [name for who in file.people.values() for name in (who.family, who.given)]
    told = tuple(COUNTER[name] for name in borne if name in COUNTER)
    return chosen(file.rng, told if told and file.rng.random() < 0.5 else SAFE)
