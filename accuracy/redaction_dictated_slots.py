"""Fills the slots of the fourth style's templates, and notes what was planted.

A slot names a part of the case and, behind a colon, its form: ``{ptp:last}`` is the treating
physician's family name, ``{street:own}`` the employee's street, ``{street}`` that of somebody else.
"""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Callable

from accuracy.redaction_dictated_case import ROLES, Case
from accuracy.redaction_dictated_firms import Firm, street, town
from accuracy.redaction_dictated_names import Person, plain
from accuracy.redaction_dictated_numbers import birth, claim_written, phone, visit
from accuracy.redaction_planted import Piece, PlantedText, chosen, listed, woven

_Parts = list[Piece | str]
_RARE = listed(
    "taxidermist,stunt performer,zookeeper,farrier,opera singer,glassblower,rodeo clown,beekeeper,"
    "astronomer,blacksmith"
)


def filled(case: Case, template: str) -> PlantedText:
    """The template with its slots filled; raises KeyError for a slot or form that is none."""
    slots: dict[str, Piece | str] = {}

    def places(match: re.Match[str]) -> str:
        begin = len(slots)
        parts = _slot(case, match[1], match[2])
        slots.update({f"s{begin + at}": part for at, part in enumerate(parts)})
        return "".join(f"{{s{begin + at}}}" for at in range(len(parts)))

    numbered = re.sub(r"\{(\w+):?(\w*)\}", places, template)
    return woven(numbered, **slots)


def _slot(case: Case, name: str, form: str) -> _Parts:
    if name in case.people:
        return _person(case.rng, case.people[name], form)
    if name in case.firms:
        return [_firm(case.firms[name], form)]
    if name in case.numbers:
        return _number(case, name, form)
    return _OTHERS[name](case, form)


def _sort(known: bool, what: str) -> str:
    return f"{'known' if known else 'unknown'} {what}"


def _person(rng: random.Random, who: Person, form: str) -> _Parts:
    kind, role = _sort(who.known, "person"), ROLES[who.role].words
    if form in ("ti", "TI"):
        title = "Ms. " if who.woman else "Mr. "
        family = Piece(who.family, kind, f"{role}, titled")
        return [title, family] if form == "ti" else [title.upper(), _loud(family)]
    if form not in _BEFORE_DEGREE:
        return [Piece(_NAMED[form](rng, who), kind, f"{role}, {_WAYS[form]}")]
    name = Piece(_BEFORE_DEGREE[form](rng, who), kind, f"{role}, before a degree")
    gap, degree = chosen(rng, (", ", ", ", " ", ",")), chosen(rng, who.degrees)
    return [_loud(name), gap, degree.upper()] if form == "CRED" else [name, gap, degree]


def _loud(one: Piece) -> Piece:
    return Piece(one.words.upper(), one.kind, f"{one.way}, capitals")


def _full(rng: random.Random, who: Person) -> str:
    with_suffix = who.full + (who.suffix if rng.random() < 0.7 else "")
    return with_suffix if rng.random() < 0.7 else who.mid


def _turned(rng: random.Random, who: Person) -> str:
    f, g = who.family, who.given
    return chosen(rng, (f"{f}, {g}", f"{f}, {g} {who.middle}.", f"{f},{g}", f"{f} , {g}"))


def _turned_loud(rng: random.Random, who: Person) -> str:
    f, g = who.family, who.given
    return chosen(rng, (f"{f}, {g}", f"{f},{g} {who.middle}", f"{f} {g}")).upper()


def _initials(rng: random.Random, who: Person) -> str:
    g, m, f = who.given[0], who.middle, who.family
    return chosen(rng, (f"{g}.{m}. {f}", f"{g}. {m}. {f}", f"{g}{m} {f}"))


def _initial(_: random.Random, who: Person) -> str:
    return f"{who.given[0]}. {who.family}"


_Named = Callable[[random.Random, Person], str]
_NAMED: dict[str, _Named] = {
    "full": _full,
    "FULL": lambda rng, who: _full(rng, who).upper(),
    "first": lambda _, who: who.given,
    "last": lambda _, who: who.family,
    "LAST": lambda _, who: who.family.upper(),
    "lf": _turned,
    "LF": _turned_loud,
    "ini": _initial,
    "ii": _initials,
}
_WAYS = {
    **{"full": "whole name", "FULL": "whole name, capitals", "first": "given name"},
    **{"last": "family name", "LAST": "family name, capitals", "lf": "family name first"},
    **{"LF": "family name first, capitals", "ini": "initial", "ii": "initials"},
}
_BEFORE_DEGREE: dict[str, _Named] = {
    "cred": lambda rng, who: chosen(rng, (_full(rng, who), who.mid, _initial(rng, who))),
    "CRED": lambda rng, who: chosen(rng, (_full(rng, who), who.mid)),
    "credlf": lambda _, who: f"{who.family}, {who.given}",
    "lastcred": lambda _, who: who.family,
}


def _firm(firm: Firm, form: str) -> Piece:
    forms = {
        "name": (firm.name, "whole"),
        "short": (firm.short, "short"),
        "caps": (firm.short.upper(), "short, capitals"),
        "CAPS": (firm.name.upper(), "whole, capitals"),
    }
    words, way = forms[form]
    return Piece(words, _sort(firm.known, "organization"), f"{firm.trade} {way}")


def _number(case: Case, name: str, form: str) -> _Parts:
    value, way = case.numbers[name], name
    kind = _sort(name in case.known_numbers, "number")
    if name == "claim":
        value, way = claim_written(case.rng, value)
    if form == "mask":
        return ["xxx-xx-", Piece(value[-4:], kind, f"{name} masked")]
    return [Piece(value, kind, way)]


def _phone(case: Case, form: str) -> _Parts:
    own = form == "own"
    return [Piece(case.phone if own else phone(case.rng), _sort(own, "contact"), "phone")]


def _mail(case: Case, form: str) -> _Parts:
    rng, who = case.rng, case.people[form]
    g, f = plain(who.given), plain(who.family)
    clinic, payer = plain(case.firms["fac"].short)[:14], plain(case.firms["adm"].name)[:12]
    host = chosen(rng, ("gmail.com", "yahoo.com", "aol.com", f"{clinic}.com", f"{payer}.org"))
    users = (f"{g[:1]}{f}", f"{g}.{f}", f"{f}{rng.randrange(10, 99)}", f"{g}_{f}".upper())
    return [Piece(f"{chosen(rng, users)}@{host}", "unknown contact", "mail")]


def _web(case: Case, form: str) -> _Parts:
    site = plain(case.firms[form].short)[:18]
    forms = (f"www.{site}.com", f"https://portal.{site}.org/records", f"{site}.com")
    address = chosen(case.rng, (*forms, f"http://{site}.net"))
    return [Piece(address, "unknown contact", "web address")]


def _street(case: Case, form: str) -> _Parts:
    own = form == "own"
    return [Piece(case.street if own else street(case.rng), _sort(own, "address"), "street")]


def _town(case: Case, form: str) -> _Parts:
    own = form == "own"
    return [Piece(case.town if own else town(case.rng)[0], _sort(own, "address"), "town")]


def _town_and_zip(case: Case, form: str) -> _Parts:
    rng, own = case.rng, form == "own"
    name, code = (case.town, case.zip) if own else town(rng)
    state = chosen(rng, (", CA ", ", California ", " CA ", ", Calif. ", ", CA  "))
    code += chosen(rng, ("", "", f"-{rng.randrange(1000, 9999)}"))
    kind = _sort(own, "address")
    return [Piece(name, kind, "town before its state"), state, Piece(code, kind, "ZIP code")]


def _day(case: Case, _: str) -> _Parts:
    return [visit(case.rng, case.injured + dt.timedelta(days=case.rng.randrange(1, 900)))]


_OTHERS: dict[str, Callable[[Case, str], _Parts]] = {
    "dob": lambda case, _: [Piece(birth(case.rng, case.born), "known birth", "date of birth")],
    "phone": _phone,
    "mail": _mail,
    "url": _web,
    "street": _street,
    "town": _town,
    "csz": _town_and_zip,
    "age": lambda case, _: [Piece(str(case.rng.randrange(90, 99)), "age", "over 89")],
    "occ": lambda case, _: [Piece(chosen(case.rng, _RARE), "occupation", "rare")],
    "doi": lambda case, _: [f"{case.injured:%m/%d/%Y}"],
    "day": _day,
    "n": lambda case, _: [str(case.rng.randrange(2, 24))],
    "she": lambda case, _: ["she" if case.people["pt"].woman else "he"],
    "her": lambda case, _: ["her" if case.people["pt"].woman else "his"],
}
