"""Invented determinations with planted identifiers: the fourth style, dictated letters.

Summaries, headers, lists of records and ends of letters, full of people whom no case knows; many
stand there with no title, degree or label beside them. Three sets of names and templates take
turns; each was drawn after the redactor had been mended by the one before.
"""

from __future__ import annotations

import random

from accuracy import redaction_dictated_first as first
from accuracy import redaction_dictated_second as second
from accuracy import redaction_dictated_third as third
from accuracy.redaction_dictated_case import Case
from accuracy.redaction_dictated_lines import broken, capitals, ligatures
from accuracy.redaction_dictated_names import Templates
from accuracy.redaction_dictated_slots import filled
from accuracy.redaction_planted import PlantedDetermination, PlantedText, chosen, together

_SETS = (
    (first.NAMES, first.TEMPLATES),
    (second.NAMES, second.TEMPLATES),
    (third.NAMES, third.TEMPLATES),
)


def determination(seed: int) -> PlantedDetermination:
    """One invented determination, the same for the same seed; the seed chooses the set too."""
    rng = random.Random(f"dictated {seed}")
    names, templates = _SETS[seed % len(_SETS)]
    case = Case(rng, names)
    fields = _fields(case, templates)
    for name in ("summary", "decisions"):
        fields[name] = _printed(rng, fields[name])
    if rng.random() < 0.1:
        fields["records"] = capitals(fields["records"])
    if rng.random() < 0.3:
        fields = {"whole": together(list(fields.values()), "\n\n")}
    return PlantedDetermination(fields, case.known())


def _fields(case: Case, templates: Templates) -> dict[str, PlantedText]:
    rng = case.rng
    decisions = [*_some(case, templates.decisions, 3), *_some(case, templates.clean, 2)]
    return {
        "header": filled(case, chosen(rng, templates.header)),
        "summary": _summary(case, templates),
        "qualifications": filled(case, chosen(rng, templates.qualifications)),
        "decisions": together(decisions, "\n\n"),
        "records": together(_some(case, templates.records, 5), "\n"),
        "end": filled(case, chosen(rng, templates.end)),
    }


def _summary(case: Case, templates: Templates) -> PlantedText:
    """Three to five paragraphs, with sentences of medicine among those about people."""
    rng = case.rng
    paragraphs: list[PlantedText] = []
    for _ in range(rng.randrange(3, 6)):
        told = _some(case, templates.summary, rng.randrange(1, 4))
        sentences = [*told, *_some(case, templates.clean, rng.randrange(1, 3))]
        rng.shuffle(sentences)
        paragraphs.append(together(sentences, " "))
    return together(paragraphs, chosen(rng, ("\n\n", "\n")))


def _some(case: Case, templates: tuple[str, ...], count: int) -> list[PlantedText]:
    return [filled(case, template) for template in case.rng.sample(templates, count)]


def _printed(rng: random.Random, text: PlantedText) -> PlantedText:
    """As programs print it: seldom in capitals or with ligatures, often in lines."""
    change = rng.random()
    if change < 0.08:
        return capitals(text)
    if change < 0.16:
        return ligatures(text)
    return broken(rng, text, rng.randrange(60, 100)) if change < 0.6 else text
