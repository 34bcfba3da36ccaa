"""Numbers and dates of the fourth style, in the forms that letters have."""

from __future__ import annotations

import datetime as dt
import random

from accuracy.redaction_chart_numbers import strange_number
from accuracy.redaction_planted import chosen

SHAPES: dict[str, tuple[str, ...]] = {
    "claim": (
        *("WC999-999999", "9999999999-0001", "309999999999", "9999-WC-99-9999999", "CA9999999"),
        *("999X99999", "09999999", "99-99999", "A999999999", "999-CB-XX9999-X", "SIF 99999999"),
        "GB9999 99999 WC",
    ),
    "eams": ("ADJ9999999", "ADJ 99999999", "ADJ-9999999"),
    "ssn": ("999-99-9999",),
    "policy": ("WCP 9999999", "999999999", "PN-999999-99", "WC999999999-01"),
    "mrn": ("999999", "9999999", "99999999"),
    "lic": ("A99999", "G99999", "C 99999", "DC-99999", "20A9999"),
    "npi": ("1999999999",),
    "dea": ("FX9999999", "BX9999999", "AX9999999"),
    "tin": ("99-9999999",),
    "acct": ("999999", "999999999"),
    "bar": ("999999",),
    "emrid": ("PT999999", "KX999999", "E999999"),
}
"""What a number looks like, by what it is of: 9 stands for a figure, X for a letter."""
_AREAS = ("559", "661", "209", "760", "530", "714", "805", "415")
_ORDINAL = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd"}


def shaped(rng: random.Random, shapes: tuple[str, ...]) -> str:
    """A number of one of the shapes."""
    return strange_number(rng, chosen(rng, shapes), "").words


def claim_written(rng: random.Random, number: str) -> tuple[str, str]:
    """A claim number as people write it, and in what way."""
    if rng.random() >= 0.3:
        return number, "claim"
    ways = {
        "claim with spaces": number.replace("-", " "),
        "claim without hyphens": number.replace("-", ""),
        "claim in small letters": number.lower(),
        "claim with O for 0": number.replace("0", "O"),
    }
    way = chosen(rng, tuple(ways))
    return ways[way], way


def phone(rng: random.Random) -> str:
    """A telephone number in one of ten forms, some with an extension."""
    a, b, c = chosen(rng, _AREAS), rng.randrange(200, 990), f"{rng.randrange(10000):04}"
    forms = (
        *(f"({a}) {b}-{c}", f"{a}-{b}-{c}", f"{a}.{b}.{c}", f"{a} {b}-{c}", f"1 ({a}) {b}-{c}"),
        *(f"({a}) {b}-{c} x{rng.randrange(100, 999)}", f"({a}){b}.{c}", f"{a}/{b}/{c}"),
        *(f"{a}-{b}-{c}, ext. {rng.randrange(1000, 9999)}", f"({a}) {b} - {c}"),
    )
    return chosen(rng, forms)


def some_day(rng: random.Random, first: int, last: int) -> dt.date:
    """A day in the years from ``first`` to ``last``."""
    return dt.date(rng.randrange(first, last + 1), rng.randrange(1, 13), rng.randrange(1, 29))


def birth(rng: random.Random, day: dt.date) -> str:
    """A day of birth in one of thirteen forms."""
    forms = (
        *(f"{day:%m/%d/%Y}", f"{day.month}/{day.day}/{day:%y}", f"{day:%m-%d-%y}"),
        *(f"{day:%B} {day.day}, {day.year}", f"{day:%b}. {day.day}, {day.year}"),
        *(f"{day.day} {day:%B} {day.year}", f"{day:%b} {day.day} {day.year}"),
        *(f"{day:%Y-%m-%d}", f"{day:%m.%d.%Y}", f"{day:%m / %d / %Y}", f"{day:%m%d%Y}"),
        f"{day:%d-%b-%Y}".upper(),
        f"{day:%B} {day.day}{_ORDINAL.get(day.day, 'th')}, {day.year}",
    )
    return chosen(rng, forms)


def visit(rng: random.Random, day: dt.date) -> str:
    """A day that stays, as letters write it."""
    forms = (
        *(f"{day:%m/%d/%Y}", f"{day:%B} {day.day}, {day.year}"),
        f"{day.month}/{day.day}/{day:%y}",
    )
    return chosen(rng, forms)
