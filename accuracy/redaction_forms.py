"""How an invented case's names, numbers and dates are written in the first style's letters."""

from __future__ import annotations

import datetime as dt
import functools
import random
from collections.abc import Callable

from accuracy.redaction_planted import Piece, chosen


def plain(name: str) -> str:
    """The name as an e-mail address has it."""
    return "".join(sign for sign in name.lower() if sign.isascii() and sign.isalpha())


def _bare(name: str) -> str:
    table = str.maketrans("áéíóúñüöøïçńÁÉ’", "aeiounuooicnAE'")
    return name.translate(table)


def _scanned(name: str, rng: random.Random) -> str:
    """One slip of a scanner or a typist inside the longest word; short names stay."""
    word = max(name.split(), key=len)
    if len(word) < 6:
        return name
    at = rng.randrange(1, len(word) - 1)
    looks = {"l": "1", "i": "l", "o": "0", "s": "5", "m": "rn", "e": "c", "a": "o", "b": "8"}
    slips = (
        word[:at] + looks.get(word[at], "") + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    )
    return name.replace(word, chosen(rng, slips))


def person(rng: random.Random, given: str, family: str, kind: str, *, title: str) -> Piece:
    """A person's name in one of many forms; a bare word of the language never at random."""
    ways: tuple[tuple[str, Callable[[], str]], ...] = (
        ("full", lambda: f"{given} {family}"),
        ("last, first", lambda: f"{family}, {given}"),
        ("initial", lambda: f"{given[0]}. {family}"),
        ("middle initial", lambda: f"{given} R. {family}"),
        ("capitals", lambda: f"{given.upper()} {family.upper()}"),
        ("no accents", lambda: _bare(f"{given} {family}")),
        ("hyphen at line end", functools.partial(_hyphened, given, family)),
        ("slip", lambda: f"{given} {_scanned(family, rng)}"),
        ("glued", lambda: f"{given}{family}" if "-" not in family + given else f"{given}_{family}"),
        ("capitals last, first", lambda: f"{family.upper()}, {given.upper()}"),
        ("double space", lambda: f"{given}  {family}"),
    )
    way, make = ways[rng.randrange(len(ways))]
    return Piece(make(), kind, f"{way}{title}")


def _hyphened(given: str, family: str) -> str:
    if len(family) < 6 or " " in family or "-" in family:
        return f"{given}\n{family}"
    cut = len(family) // 2
    return f"{given} {family[:cut]}-\n{family[cut:]}"


def phone(rng: random.Random, digits: str) -> str:
    """Ten digits in one of nine forms."""
    a, b, c = digits[:3], digits[3:6], digits[6:]
    forms = (
        f"({a}) {b}-{c}",
        f"{a}-{b}-{c}",
        f"{a}.{b}.{c}",
        f"+1 {a} {b} {c}",
        f"1-{a}-{b}-{c}",
        f"({a}){b}-{c}",
        f"{a} {b}-{c} ext. 12",
        f"{a}/{b}-{c}",
        f"({a})\n{b}-{c}",
    )
    return chosen(rng, forms)


def birth(rng: random.Random, day: dt.date) -> str:
    """A day in one of six forms."""
    forms = (
        f"{day:%m/%d/%Y}",
        f"{day.month}/{day.day}/{day:%y}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%Y-%m-%d}",
        f"{day.day} {day:%b} {day.year}",
        f"{day:%m-%d-%Y}",
    )
    return chosen(rng, forms)


def claim(rng: random.Random, number: str) -> str:
    """A claim number in odd forms."""
    forms = (
        number,
        number.replace("-", ""),
        number.replace("-", " "),
        number.replace("-", "/"),
        number.replace("0", "O"),
        number.lower(),
        number.replace("-", "-\n", 1),
        number.replace("1", "l"),
    )
    return chosen(rng, forms)


def firm(rng: random.Random, name: str, kind: str) -> Piece:
    """A firm's name, with and without its legal form."""
    bare = name.partition(",")[0].removesuffix(" Co.").removesuffix(" Corporation")
    ways = {
        "whole": name,
        "without form": bare,
        "capitals": bare.upper(),
        "over lines": bare.replace(" ", "\n", 1),
        "possessive": bare,
        "ampersand": bare.replace(" and ", " & ").replace("& Sons", "and Sons"),
    }
    way = chosen(rng, tuple(ways))
    return Piece(ways[way], kind, way)
