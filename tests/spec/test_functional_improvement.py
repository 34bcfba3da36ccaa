"""Functional improvement (8 CCR 9792.20): a gain in daily life or work, and less dependence."""

import datetime as dt
import itertools

import pytest

from openimr.application.request import parse_request
from openimr.casefile.facts import find_facts
from openimr.casefile.model import CaseFile, Document, DocumentType, Page
from openimr.guidelines.criterion import Outcome
from openimr.guidelines.engine import weigh
from openimr.guidelines.load import shipped_pack
from openimr.guidelines.match import match_topic
from openimr.guidelines.question import Question
from openimr.vocabulary.fact import Assertion, Fact, FactKind
from openimr.vocabulary.places import PageSpan

ASKED = dt.date(2015, 10, 8)
VISIT = dt.date(2015, 10, 1)
MET, NOT_MET, SILENT = Outcome.MET, Outcome.NOT_MET, Outcome.NOT_DOCUMENTED


def fact(kind, concept, quote, page, about=None, **more):
    """Facts stand on pages of their own, so that nothing answers to what stands before it."""
    return Fact(
        kind=kind,
        concept=concept,
        about=about,
        statement=quote,
        quote=quote,
        assertion=more.pop("assertion", Assertion.PRESENT),
        place=PageSpan(file="n.pdf", page=page, start=0, end=len(quote)),
        date=more.pop("date", VISIT),
        **more,
    )


ANSWER, STATUS = FactKind.FUNCTIONAL_IMPROVEMENT, FactKind.WORK_STATUS
CHIRO = "manual-therapy-manipulation"
HAD = fact(
    FactKind.TREATMENT_RECEIVED,
    CHIRO,
    "completed 6 visits",
    1,
    value=6,
    unit="sessions",
    date=dt.date(2015, 9, 1),
)
DAILY = fact(ANSWER, "daily-activities-gain", "She cooks again.", 2, CHIRO)
RESTRICTIONS = fact(ANSWER, "work-restrictions-reduced", "Limit raised to 25 lb.", 3, CHIRO)
BACK = fact(ANSWER, "returned-to-work", "She went back to work.", 4, CHIRO)
LESS = fact(ANSWER, "medication-reduced", "Norco was cut in half.", 5)
FELT = fact(ANSWER, "subjective-improvement", "It helps.", 6, CHIRO)
NOTHING = fact(ANSWER, "no-functional-change", "No change after chiropractic.", 7, CHIRO)
SAME = fact(STATUS, "restrictions-unchanged", "Same restrictions.", 8)
WORK = {
    "at work": fact(STATUS, "working-modified", "Working modified duty.", 9),
    "off work": fact(STATUS, "off-work", "Off work.", 9),
    "unknown": None,
}


def outcome(*facts):
    text = "Additional chiropractic 6 visits, low back"
    question = Question(
        topic=match_topic(text, shipped_pack()),
        text=text,
        request=parse_request(text),
        asked_on=ASKED,
        facts=tuple(f for f in (HAD, *facts) if f is not None),
    )
    weighed = weigh(question, shipped_pack(), lambda words: ())
    evaluations = (e for e in weighed.evaluations if e.criterion.id == "functional-improvement")
    return next(evaluations).outcome


@pytest.mark.parametrize("work", WORK)
@pytest.mark.parametrize(
    ("daily", "restrictions", "back", "less"),
    list(itertools.product([False, True], repeat=4)),
)
def test_every_combination_of_gain_work_and_dependence(daily, restrictions, back, less, work):
    told = [(daily, DAILY), (restrictions, RESTRICTIONS), (back, BACK), (less, LESS)]
    facts = [one for present, one in told if present]
    gain = daily or restrictions or back
    at_work = work == "at work" or (back and work == "unknown")
    expected = MET if gain and (less or at_work) else SILENT
    assert outcome(*facts, WORK[work]) is expected


@pytest.mark.parametrize(
    ("facts", "work", "expected"),
    [
        ((FELT,), "at work", SILENT),
        ((FELT, LESS), "at work", SILENT),
        ((LESS,), "off work", SILENT),
        ((SAME,), "off work", NOT_MET),
        ((NOTHING,), "at work", NOT_MET),
        ((NOTHING, FELT), "off work", NOT_MET),
        ((DAILY, NOTHING), "at work", MET),
        ((), "unknown", SILENT),
    ],
)
def test_relief_alone_is_no_improvement_and_no_change_is_none(facts, work, expected):
    assert outcome(*facts, WORK[work]) is expected


def test_less_medication_years_before_the_treatment_is_not_its_doing():
    earlier = fact(
        ANSWER, "medication-reduced", "Norco was cut in half.", 5, date=dt.date(2013, 1, 4)
    )
    assert outcome(DAILY, earlier, WORK["off work"]) is SILENT


@pytest.mark.parametrize(
    ("back", "expected"),
    [("at work", MET), ("unknown", MET), ("off work", NOT_MET)],
)
def test_a_return_to_work_told_by_itself_counts_beside_relief(back, expected):
    alone = fact(ANSWER, "returned-to-work", "She went back to work in September.", 4)
    assert outcome(FELT, alone, SAME, WORK[back]) is expected


def told(note):
    text = "Additional chiropractic 6 visits, low back"
    topic = match_topic(text, shipped_pack())
    page = Page(file="n.pdf", number=1, text=note)
    report = Document(file="n.pdf", pages=(1, 1), type=DocumentType.PROGRESS_REPORT, date=VISIT)
    facts = find_facts(CaseFile(pages=(page,), documents=(report,)), topic.grounds)
    question = Question(
        topic=topic, text=text, request=parse_request(text), asked_on=ASKED, facts=facts
    )
    weighed = weigh(question, shipped_pack(), lambda words: ())
    evaluations = (e for e in weighed.evaluations if e.criterion.id == "functional-improvement")
    return next(evaluations).outcome


GAIN = "He completed 6 chiropractic visits. After chiropractic he can drive for an hour again. "


@pytest.mark.parametrize(
    "less",
    [
        "Visits were tapered from three to one a week.",
        "He no longer uses the lumbar brace.",
        "He is weaned off the TENS unit.",
        "She comes for fewer visits now.",
        "He stopped wearing his back brace.",
        "He was transitioned to an independent home program.",
        "There is less reliance on passive care.",
        "He has cut his Norco from four to one a day.",
    ],
)
def test_less_dependence_on_treatment_is_more_than_fewer_medicines(less):
    assert told(f"{GAIN}{less} He remains off work.") is MET


@pytest.mark.parametrize(
    "note",
    [
        "Therapy reduced his pain.",
        "He still uses the lumbar brace.",
        "Medication is unchanged.",
        "He has decreased pain after treatment.",
    ],
)
def test_less_pain_is_not_less_dependence(note):
    assert told(f"{GAIN}{note} He remains off work.") is not MET
