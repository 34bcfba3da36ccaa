"""Invented published determinations, a few or a million, the same for the same seed."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from openimr.determination.model import Basis, Decision, Priority, Sex
from openimr.publication.model import (
    Programme,
    Provenance,
    PublishedDetermination,
    PublishedFinding,
    SourceKind,
    age_band,
)
from openimr.vocabulary.citation import Citation
from openimr.vocabulary.request import TreatmentRequest

LETTER = Provenance(kind=SourceKind.LETTER, name="letter.pdf", sha256="0" * 64)

TOPICS = tuple(f"topic-{number}" for number in range(60))
REGIONS = ("shoulder", "knee", "low back", "neck", "wrist", "hip", "ankle", "elbow")
SPECIALTIES = ("Family Practice", "Orthopedic Surgery", "Pain Management", "Neurology")
MTUS = tuple(f"MTUS Invented Complaints {number}" for number in range(2004, 2017))
SECTIONS = tuple(f"Invented Section {number}" for number in range(40))
DRUGS = ("ibuprofen", "tramadol", "gabapentin", "omeprazole")
WORDS = tuple(f"word{chr(97 + a)}{chr(97 + b)}" for a in range(20) for b in range(20))


def finding(number: int = 1, **told: object) -> PublishedFinding:
    """One finding, with what a test names of it."""
    return PublishedFinding(**{"number": number, "treatment": "An invented treatment", **told})


def determination(number: int | str = 1, *findings: PublishedFinding, **told: object):
    """One determination with its findings, one if none is given."""
    name = number if isinstance(number, str) else f"CM16-{number:07}"
    return PublishedDetermination(
        **{
            "id": f"ca-wc/{name}",
            "programme": Programme.CALIFORNIA_WC,
            "provenance": LETTER,
            "findings": findings or (finding(),),
            **told,
        }
    )


def invented(number: int, seed: int = 1, *, words: bool = True) -> Iterator[PublishedDetermination]:
    """So many determinations; rationales recombine sentences as real ones do."""
    chance = random.Random(seed)
    sentences = [" ".join(chance.choices(WORDS, k=12)).capitalize() + "." for _ in range(400)]
    for one in range(1, number + 1):
        decided = dt.date(2013, 1, 1) + dt.timedelta(chance.randrange(4_000))
        age = chance.randrange(20, 90)
        yield determination(
            one,
            *(
                _finding(n, chance, sentences, words)
                for n in range(1, chance.choice((1, 1, 2, 3)) + 1)
            ),
            decision_date=decided,
            date_assigned=decided - dt.timedelta(chance.randrange(60)),
            application_received=decided - dt.timedelta(chance.randrange(30, 200)),
            year=decided.year,
            priority=chance.choices(tuple(Priority), (20, 1))[0],
            specialties=(chance.choice(SPECIALTIES),),
            reviewer=f"r{int(chance.paretovariate(1.2)):03}" if chance.random() < 0.5 else None,
            age=age,
            age_band=age_band(age),
            sex=chance.choice(tuple(Sex)),
            summary=_prose(chance, sentences, 5) if words else None,
        )


def _finding(number: int, chance: random.Random, sentences: list[str], words: bool):
    topic = int(min(59, chance.expovariate(0.1)))
    return finding(
        number,
        treatment=f"Invented treatment {topic}",
        request=TreatmentRequest(quantity=chance.choice((None, 6, 12))),
        decision=chance.choices((*Decision, None), (88, 11, 1))[0],
        claims_basis=chance.choice(tuple(Basis)),
        basis=chance.choice(tuple(Basis)),
        claims_citations=_cited(chance),
        citations=_cited(chance),
        rationale=_prose(chance, sentences, 8) if words else None,
        topics=(TOPICS[topic], *((TOPICS[0],) if chance.random() < 0.1 and topic else ())),
        body_regions=(chance.choice(REGIONS),),
        drugs=(chance.choice(DRUGS),) if chance.random() < 0.3 else (),
    )


def _cited(chance: random.Random) -> tuple[Citation, ...]:
    return tuple(
        Citation(source=chance.choice(MTUS), sections=(chance.choice(SECTIONS),))
        for _ in range(chance.choice((0, 1, 1, 1, 2)))
    )


def _prose(chance: random.Random, sentences: list[str], most: int) -> str:
    own = " ".join(chance.choices(WORDS, k=10)).capitalize() + "."
    return " ".join((own, *chance.choices(sentences, k=chance.randrange(2, most))))
