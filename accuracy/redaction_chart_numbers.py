"""Dates, telephones and numbers of the third style, in the forms that papers have."""

from __future__ import annotations

import datetime as dt
import random

from accuracy.redaction_planted import Piece, chosen

_ORDINAL = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}


def birth(rng: random.Random, day: dt.date, kind: str) -> Piece:
    """A day of birth in one of sixteen forms."""
    th = _ORDINAL.get(day.day, "th")
    forms = (
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%m/%d/%Y}",
        f"{day.month}/{day.day}/{day:%y}",
        f"{day:%m-%d-%y}",
        f"{day:%Y-%m-%d}",
        f"{day:%m.%d.%Y}",
        f"{day:%b}. {day.day}{th}, {day.year}",
        f"{day.day}{th} of {day:%B}, {day.year}",
        f"{day:%B} {day.day}{th} {day.year}",
        f"{day.month} / {day.day} / {day.year}",
        f"{day:%m %d %Y}",
        f"{day:%m%d%Y}",
        f"{day:%b}-{day:%d}-{day.year}",
        f"{day:%B} {day.day}, {day.year}".upper(),
        f"{day:%m/%d/%Y}".replace("0", "O").replace("1", "l", 1),
    )
    place = rng.randrange(len(forms))
    return Piece(forms[place], kind, f"form {place}")


def phone(rng: random.Random, digits: str, kind: str, *, short: bool = True) -> Piece:
    """A telephone number."""
    a, b, c = digits[:3], digits[3:6], digits[6:]
    forms = [
        *(f"({a}) {b}-{c}", f"{a}-{b}-{c}", f"{a}.{b}.{c}", f"{a} {b} {c}", f"{a}{b}{c}"),
        *(f"{a}/{b}/{c}", f"1 ({a}) {b}-{c}", f"+1.{a}.{b}.{c}", f"({a}) {b} - {c}"),
        *(f"({a} ) {b}-{c}", f"{a}-{b}-\n{c}", f"{a}\u2013{b}\u2013{c}"),
        *(f"({a})\u00a0{b}\u2011{c}", f"{a}-{b}-{c} x 204"),
        f"({a}) {b}-{c}".replace("0", "O"),
        f"1-{a}-{b}-{c}",
    ]
    if short:
        forms.append(f"{b}-{c}")
    form = chosen(rng, tuple(forms))
    return Piece(form, kind, f"like {form!r}")


def number(rng: random.Random, whole: str, kind: str) -> Piece:
    """A number of claims and files, with other signs between its parts."""
    forms = (
        *(whole, whole, whole.lower(), whole.replace("0", "O"), whole.replace("1", "l", 1)),
        *(whole.replace("-", sign) for sign in (" ", "", ".", "\u2013", " - ", "/", "\u00a0")),
        whole.replace("-", "-\n", 1),
    )
    form = chosen(rng, forms)
    return Piece(form, kind, f"known; like {form!r}")


def strange_number(rng: random.Random, shape: str, kind: str) -> Piece:
    """A number that no case knows: 9 becomes a figure, X a letter."""
    made = "".join(
        {"9": str(rng.randrange(10)), "X": chosen(rng, tuple("BCDFGHJKLMNPRSTVWX"))}.get(s, s)
        for s in shape
    )
    return Piece(made, kind, f"unknown; shape {shape}")


def written_email(rng: random.Random, mail: str) -> Piece:
    """A known e-mail address as people write it."""
    user, _, host = mail.partition("@")
    forms = (
        *(mail, mail, mail.upper(), f"{user} @ {host}", f"{user} (at) {host}", f"{user}@\n{host}"),
        f"{user} at {host.replace('.', ' dot ')}",
    )
    place = rng.randrange(len(forms))
    return Piece(forms[place], "e-mail", f"form {place}")
