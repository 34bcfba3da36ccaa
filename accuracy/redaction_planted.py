"""Invented texts in which it is known what must go: each planted piece with its place."""

from __future__ import annotations

import random
import re
from typing import NamedTuple

from openimr.publication.redaction.identifiers import Identifier


class Planted(NamedTuple):
    """A planted piece: its place, its kind in words, and in what awkward way it stands."""

    start: int
    end: int
    kind: str
    way: str


class PlantedText(NamedTuple):
    """A text with its planted pieces."""

    text: str
    pieces: tuple[Planted, ...]


class PlantedDetermination(NamedTuple):
    """The texts of a determination by field, and what its case knows."""

    fields: dict[str, PlantedText]
    known: tuple[Identifier, ...]


class Piece(NamedTuple):
    """What is planted: the words, their kind and way."""

    words: str
    kind: str
    way: str


def woven(template: str, **slots: Piece | str) -> PlantedText:
    """The template with its slots filled; where a slot is a piece, its place is noted."""
    out: list[str] = []
    pieces: list[Planted] = []
    at = 0
    for part in re.split(r"(\{\w+\})", template):
        filled = slots[part[1:-1]] if part.startswith("{") else part
        if isinstance(filled, Piece):
            pieces.append(Planted(at, at + len(filled.words), filled.kind, filled.way))
            filled = filled.words
        out.append(filled)
        at += len(filled)
    return PlantedText("".join(out), tuple(pieces))


def together(texts: list[PlantedText], gap: str) -> PlantedText:
    """Texts one after another."""
    out: list[str] = []
    pieces: list[Planted] = []
    at = 0
    for one in texts:
        pieces += [Planted(p.start + at, p.end + at, p.kind, p.way) for p in one.pieces]
        out.append(one.text)
        at += len(one.text) + len(gap)
    return PlantedText(gap.join(out), tuple(pieces))


def wrapped(one: PlantedText, width: int) -> PlantedText:
    """The text in lines: spaces become line ends, so that every place stays."""
    signs = list(one.text)
    last_break, last_space = 0, -1
    for place, sign in enumerate(signs):
        if sign == "\n":
            last_break, last_space = place, -1
        elif sign == " ":
            last_space = place
        if place - last_break > width and last_space > last_break:
            signs[last_space] = "\n"
            last_break, last_space = last_space, -1
    return PlantedText("".join(signs), one.pieces)


def chosen(rng: random.Random, several: tuple[str, ...]) -> str:
    """One of several."""
    return several[rng.randrange(len(several))]


def listed(words: str, sign: str = ",") -> tuple[str, ...]:
    """The words between the signs, so that long lists stay short to read."""
    return tuple(words.split(sign))
