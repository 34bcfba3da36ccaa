"""The clinical case summary, sentence by sentence out of facts, in clinical order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from openimr.application.model import Application
from openimr.review.dating import in_words
from openimr.review.dispute import dispute
from openimr.review.employee import Employee
from openimr.review.flow import Flow
from openimr.review.mechanism import mechanism_of
from openimr.review.model import Sentence, Summary
from openimr.review.naming import Diagnosis, diagnoses_of
from openimr.review.phrases import listed
from openimr.review.picking import STANDS, of_kind
from openimr.review.scores import scores
from openimr.review.story import occupation_of
from openimr.review.studies import medicines, studies
from openimr.review.telling import Teller
from openimr.review.treatments import surgeries, treatments
from openimr.review.visits import visits
from openimr.review.work_history import work_history
from openimr.vocabulary.fact import Assertion, Fact, FactKind
from openimr.vocabulary.places import PageSpan

_MOST_DIAGNOSES = 9


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
    teller.voice = "summary"
    day = application.rfa_date or application.ur_date
    around = day.value if day else None
    injured = application.date_of_injury.value if application.date_of_injury else None
    sentences = [
        _employee(application, employee, facts, teller),
        *_diagnoses(facts, teller),
        *treatments(facts, teller, tuple(dict.fromkeys(topics))),
        *surgeries(facts, teller),
        *visits(facts, teller, around),
        *scores(facts, teller, "tests"),
        *studies(facts, teller),
        *medicines(facts, teller),
        *work_history(facts, teller, "work", injured),
        *dispute(application, teller),
    ]
    return Summary(
        sentences=_flowing(s for s in sentences if s is not None), dropped=teller.dropped
    )


def _flowing(sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """The sentences as one text, a paragraph for each part, nothing told twice."""
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
    application: Application, employee: Employee, facts: Sequence[Fact], teller: Teller
) -> Sentence | None:
    """Age, sex, occupation, and how and when the injury happened."""
    who, places = _who(employee, teller)
    injured = application.date_of_injury
    if injured is None:
        return _sentence(f"The employee is {who}", places) if who else None
    how = mechanism_of(teller.dates.case_file, facts, injured.value, teller.quoter, teller.subject)
    hurt = f"was injured on {in_words(injured.value)}"
    places = [*places, injured.place]
    if how is not None:
        joint = "" if how.words.startswith(",") else " "
        hurt, places = f"{hurt}{joint}{how.words}", [*places, how.place]
    return _sentence(f"The employee is {who} who {hurt}" if who else f"The employee {hurt}", places)


def _who(employee: Employee, teller: Teller) -> tuple[str, list[PageSpan]]:
    """Age, sex and occupation as far as the papers tell them, with their places."""
    words, places = [], []
    if employee.age is not None and employee.age_source:
        words.append(f"{employee.age}-year-old")
        places.append(employee.age_source)
    if employee.sex and employee.sex_source:
        words.append({"female": "woman", "male": "man"}[employee.sex])
        places.append(employee.sex_source)
    elif words:
        words.append("worker")
    job = occupation_of(teller.dates.case_file, teller.quoter)
    if job is not None:
        places.append(job.place)
    if not words:
        return (f"{_article(job.words)} {job.words}" if job else ""), places
    who = f"{_article(words[0])} {' '.join(words)}"
    return (f"{who}, {_article(job.words)} {job.words}," if job else who), places


def _article(word: str) -> str:
    return "an" if word[:1] in "aeiou" or word.startswith(("8", "11-", "18-")) else "a"


def _sentence(words: str, places: Sequence[PageSpan]) -> Sentence | None:
    if not places:
        return None
    return Sentence(sentence=f"{words}.", sources=tuple(dict.fromkeys(places)), part="employee")


def _diagnoses(facts: Sequence[Fact], teller: Teller) -> list[Sentence | None]:
    """Diagnoses that stand, those considered possible, and those excluded, each once."""
    standing = of_kind(facts, FactKind.DIAGNOSIS, asserted=STANDS)
    coded = [fact for fact in standing if fact.value] or standing
    named = _borne(diagnoses_of(coded), teller)
    told = [_diagnosed("the diagnoses are", "the diagnosis is", named[:_MOST_DIAGNOSES], teller)]
    known = {fact.concept for one in named for fact in one.facts}
    for asserted, many in (
        (Assertion.POSSIBLE, "considered possible:"),
        (Assertion.ABSENT, "not diagnosed:"),
    ):
        found = of_kind(facts, FactKind.DIAGNOSIS, asserted={asserted})
        rest = _borne(diagnoses_of(f for f in found if f.concept not in known), teller, many)
        told.append(_diagnosed(many, many, rest, teller))
    return told


def _borne(
    found: Sequence[Diagnosis], teller: Teller, lead: str = "the diagnosis is"
) -> list[Diagnosis]:
    return [one for one in found if teller.sentence(f"{lead} {one.words}", one.facts)]


def _diagnosed(
    many: str, single: str, found: Sequence[Diagnosis], teller: Teller
) -> Sentence | None:
    if not found:
        return None
    facts = [fact for one in found for fact in one.facts]
    lead = many if len(found) > 1 else single
    return teller.first((f"{lead} {listed([one.words for one in found])}", facts), part="employee")
