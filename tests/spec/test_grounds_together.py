"""Where a guideline asks for two things together, one of them alone is not enough."""

import datetime as dt

import pytest

from openimr.guidelines.criterion import Ground, Outcome, Reference, Verified
from openimr.guidelines.engine import weigh
from openimr.guidelines.kinds import Contraindication, Indication
from openimr.guidelines.load import shipped_pack
from openimr.guidelines.match import match_topic
from openimr.guidelines.model import Topic
from openimr.guidelines.question import Question
from openimr.vocabulary.fact import Assertion, Fact, FactKind
from openimr.vocabulary.places import PageSpan
from openimr.vocabulary.request import TreatmentRequest

CITED = {
    "id": "tried",
    "statement": "the condition holds",
    "says": "It is a condition.",
    "references": (Reference(guideline="cpmtg-2009", section="Somewhere"),),
    "verified": Verified.LETTER,
}
ELDER = Ground(name="age over 65", older_than=65)
NSAID = Ground(name="an NSAID in use", words=(r"\bnaproxen\b",))
ULCER = Ground(name="an ulcer", words=(r"\bulcer\b",))
BOTH = Ground(name="an NSAID at an age over 65", all_of=(ELDER, NSAID))
OWN_AND_MORE = Ground(name="an ulcer from an NSAID", words=(r"\bulcer\b",), all_of=(NSAID,))


def said(text, assertion=Assertion.PRESENT):
    return Fact(
        kind=FactKind.OBSERVATION,
        statement=text,
        quote=text,
        assertion=assertion,
        place=PageSpan(file="n.pdf", page=1, start=0, end=len(text)),
        date=dt.date(2015, 9, 1),
    )


def evaluated(criterion, *facts, age=None):
    pack = shipped_pack()
    topic = match_topic("Omeprazole 20 mg #60", pack)
    assert isinstance(topic, Topic)
    question = Question(
        topic=Topic(
            id=topic.id,
            name=topic.name,
            category=topic.category,
            rank=topic.rank,
            words=topic.words,
            evidence_words=topic.evidence_words,
            criteria=(criterion,),
        ),
        text="Omeprazole 20 mg #60",
        request=TreatmentRequest(),
        asked_on=dt.date(2015, 10, 1),
        age=age,
        facts=facts,
    )
    return weigh(question, pack, lambda words: ()).evaluations[0]


TAKES, BLEEDS = said("She takes naproxen."), said("A gastric ulcer was seen.")


@pytest.mark.parametrize(
    ("facts", "age", "outcome"),
    [
        ((TAKES,), 70, Outcome.MET),
        ((TAKES,), 40, Outcome.NOT_DOCUMENTED),
        ((), 70, Outcome.NOT_DOCUMENTED),
        ((), None, Outcome.NOT_DOCUMENTED),
        ((BLEEDS,), 40, Outcome.MET),
    ],
)
def test_a_ground_of_two_holds_when_both_do_and_another_alternative_when_it_does(
    facts, age, outcome
):
    assert evaluated(Indication(**CITED, any_of=(BOTH, ULCER)), *facts, age=age).outcome is outcome


def test_words_of_its_own_must_hold_besides():
    criterion = Indication(**CITED, any_of=(OWN_AND_MORE,))
    assert evaluated(criterion, BLEEDS).outcome is Outcome.NOT_DOCUMENTED
    met = evaluated(criterion, BLEEDS, TAKES)
    assert met.outcome is Outcome.MET
    assert met.facts == (0, 1)
    assert "an ulcer from an NSAID" in met.finding


def test_what_speaks_against_a_treatment_may_be_two_things_together():
    criterion = Contraindication(**CITED, any_of=(BOTH,))
    assert evaluated(criterion, TAKES, age=40).outcome is Outcome.MET
    assert evaluated(criterion, TAKES, age=70).outcome is Outcome.NOT_MET


def test_denying_one_of_two_leaves_them_unshown():
    denied = said("No naproxen.", Assertion.ABSENT)
    answer = evaluated(Indication(**CITED, any_of=(BOTH,)), denied, age=70)
    assert answer.outcome is Outcome.NOT_DOCUMENTED


def test_the_parts_of_a_ground_are_looked_for_in_the_record():
    topic = match_topic("Lumbar ESI L4-5", shipped_pack())
    assert {"relief that lasted six weeks or more"} <= {ground.name for ground in topic.grounds}


def test_a_ground_shown_in_no_way_is_refused():
    with pytest.raises(ValueError, match="how it is shown"):
        Ground(name="nothing")
