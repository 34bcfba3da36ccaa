"""The clinical case summary, sentence by sentence out of facts, in clinical order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import groupby

from openimr.application.model import Application, DisputedTreatment, UrAction
from openimr.review import summary_parts as parts
from openimr.review.dating import in_words
from openimr.review.employee import Employee
from openimr.review.flow import Flow
from openimr.review.model import Sentence, Summary
from openimr.review.telling import Teller
from openimr.vocabulary.fact import Fact
from openimr.vocabulary.places import PageSpan


def summarise(
    application: Application,
    employee: Employee,
    facts: Sequence[Fact],
    teller: Teller,
    topics: Iterable[str],
) -> Summary:
    """The summary of one record.

    Args:
        application: dates and disputed treatments.
        employee: age and sex.
        facts: every usable fact of the case file.
        teller: puts facts into sentences and drops what they do not bear.
        topics: topics of the disputed treatments; what the record says on them comes in full.
    """
    day = application.rfa_date or application.ur_date
    around = day.value if day else None
    wanted = tuple(dict.fromkeys(topics))
    sentences = [
        *_employee(application, employee, teller),
        *parts.injury(facts, teller, _day(application)),
        *parts.diagnoses(facts, teller),
        *parts.treatments(facts, teller, wanted),
        *parts.surgeries(facts, teller),
        *parts.visits(facts, teller, around),
        *parts.tests(facts, teller),
        *parts.imaging(facts, teller),
        *parts.medicines(facts, teller),
        *parts.work(facts, teller),
        *_dispute(application, teller),
    ]
    return Summary(
        sentences=_flowing(s for s in sentences if s is not None), dropped=teller.dropped
    )


def _flowing(sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """The sentences as one text, a paragraph for each part."""
    flow = Flow()
    flowing = []
    for part, own in groupby(sentences, key=lambda one: one.part):
        flow.paragraph()
        for one in own:
            words = flow.next(one.sentence)
            if words is not None:
                flowing.append(Sentence(sentence=words, sources=one.sources, part=part))
    return tuple(flowing)


def _employee(
    application: Application, employee: Employee, teller: Teller
) -> list[Sentence | None]:
    """Age, sex and date of injury."""
    places: list[PageSpan] = []
    words = ["The employee is"]
    if employee.age is not None and employee.age_source:
        words.append(
            f"{'an' if str(employee.age).startswith('8') else 'a'} {employee.age}-year-old"
        )
        places.append(employee.age_source)
    elif employee.sex:
        words.append("a")
    if employee.sex and employee.sex_source:
        words.append({"female": "woman", "male": "man"}[employee.sex])
        places.append(employee.sex_source)
    elif places:
        words.append("worker")
    injured = application.date_of_injury
    if injured is not None:
        link = "who was injured on" if places else "The employee was injured on"
        words = [*words, link] if places else [link]
        words.append(in_words(injured.value))
        places.append(injured.place)
    if not places:
        return []
    return [Sentence(sentence=f"{' '.join(words)}.", sources=tuple(places), part="employee")]


def _day(application: Application) -> dt.date | None:
    return application.date_of_injury.value if application.date_of_injury else None


def _dispute(application: Application, teller: Teller) -> list[Sentence | None]:
    """What was asked and what utilization review did with it."""
    decided = application.ur_date
    return [
        sentence
        for treatment in application.treatments
        if (sentence := _disputed(treatment, decided.value if decided else None, application))
    ]


def _disputed(
    treatment: DisputedTreatment, decided: dt.date | None, application: Application
) -> Sentence | None:
    if not treatment.sources:
        return None
    places = list(treatment.sources)
    day = ""
    if decided is not None and application.ur_date is not None:
        day = f"On {in_words(decided)}, "
        places.append(application.ur_date.place)
    allowed = treatment.ur_certified_quantity
    text = f"\u201c{' '.join(treatment.text.split()).rstrip('.')}\u201d"
    match treatment.ur_decision:
        case UrAction.MODIFIED if allowed is not None:
            words = f"utilization review allowed {allowed} of the requested treatment {text}"
        case UrAction.MODIFIED:
            words = f"utilization review modified the request for {text}"
        case UrAction.DENIED:
            words = f"utilization review denied the request for {text}"
        case _:
            words = f"the treatment in dispute is {text}"
            day = ""
    sentence = f"{day}{words}."
    return Sentence(
        sentence=sentence[0].upper() + sentence[1:], sources=tuple(places), part="dispute"
    )
