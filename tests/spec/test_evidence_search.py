"""The medical evidence search sequence (8 CCR 9792.21.1): where it goes and where it ends."""

import datetime as dt

import pytest

from openimr.guidelines.criterion import Level, Reference, Verified
from openimr.guidelines.evidence_level import Design, Direction, Study
from openimr.guidelines.kinds import NotRecommended
from openimr.guidelines.model import Guideline, Pack, Topic
from openimr.guidelines.sequence import ORDER, governing_level, search_sequence

DAY = dt.date(2015, 6, 1)


def guideline(name, level=Level.MTUS, begins=None, ends=None):
    return Guideline(
        id=name,
        source=name.upper(),
        title=name,
        law="a regulation",
        edition="2010",
        level=level,
        effective_from=begins,
        effective_to=ends,
    )


def pack(*guidelines, cited=None):
    names = [g.id for g in guidelines] if cited is None else cited
    references = tuple(Reference(guideline=name, section="Leeches") for name in names)
    criterion = NotRecommended(
        id="stance",
        statement="it is recommended",
        says="It is not recommended.",
        references=references,
        verified=Verified.LETTER,
    )
    topic = Topic(
        id="leeches",
        name="leeches",
        category="therapy",
        rank=1,
        words=("leech",),
        evidence_words=("leech",),
        criteria=(criterion,),
    )
    return Pack(title="A pack", guidelines=guidelines, topics=(topic,))


def steps(given, day=DAY):
    return search_sequence(given.topics[0], given, day)


MTUS = guideline("mtus-2010", begins=dt.date(2010, 1, 1), ends=dt.date(2015, 12, 31))
ODG = guideline("odg", Level.ACOEM_ODG)
OTHER = guideline("other", Level.OTHER_GUIDELINE)


def test_the_search_ends_with_the_mtus_where_it_addresses_the_treatment():
    [only] = steps(pack(MTUS, ODG, OTHER))
    assert only.level is Level.MTUS
    assert only.applies
    assert only.searched == ("MTUS-2010",)
    assert only.why == "the MTUS addresses leeches"


def test_acoem_and_odg_follow_where_the_mtus_is_silent():
    first, second = steps(pack(MTUS, ODG, OTHER, cited=["odg", "other"]))
    assert not first.applies
    assert first.why == "the pack knows no recommendation on leeches in the MTUS"
    assert second.applies
    assert second.level is Level.ACOEM_ODG


def test_an_edition_out_of_force_is_searched_and_does_not_apply():
    first, second = steps(pack(MTUS, ODG), dt.date(2018, 1, 1))
    assert first.searched == ("MTUS-2010",)
    assert first.found == ()
    assert "no edition on leeches was in force" in first.why
    assert second.applies


@pytest.mark.parametrize(
    ("day", "level"),
    [
        (dt.date(2009, 12, 31), Level.ACOEM_ODG),
        (dt.date(2010, 1, 1), Level.MTUS),
        (dt.date(2015, 12, 31), Level.MTUS),
        (dt.date(2016, 1, 1), Level.ACOEM_ODG),
    ],
)
def test_the_day_of_the_request_decides_which_edition_applies(day, level):
    given = pack(MTUS, ODG)
    assert governing_level(given.topics[0], given, day) is level


def test_a_search_that_finds_nothing_goes_through_every_step_in_order():
    law = guideline("code", Level.LAW)
    given = pack(law)
    taken = steps(given)
    assert tuple(step.level for step in taken) == ORDER
    assert not any(step.applies for step in taken)
    assert taken[-1].why == "no study on leeches is in the pack; the reviewer may enter one"
    assert governing_level(given.topics[0], given, DAY) is None


def study(**more):
    return Study(
        lead_author="Alder Q",
        title="Leeches again",
        journal="J Invented Res",
        year=2011,
        design=Design.RANDOMIZED_TRIAL,
        outcome=Direction.FOR,
        topic="leeches",
        **more,
    )


def test_studies_entered_are_looked_at_beside_the_guideline_that_applies():
    given = pack(MTUS, ODG)
    first, last = search_sequence(given.topics[0], given, DAY, [study(), study()])
    assert (first.applies, last.applies) == (True, False)
    assert last.level is Level.STUDY
    assert last.why.startswith("the reviewer entered 2 studies on leeches, to be weighed against")


def test_studies_entered_end_the_search_where_no_guideline_does():
    given = pack(guideline("code", Level.LAW))
    taken = search_sequence(given.topics[0], given, DAY, [study()])
    assert tuple(step.level for step in taken) == ORDER
    assert taken[-1].applies
    assert taken[-1].why == "the reviewer entered a study on leeches"
    assert governing_level(given.topics[0], given, DAY) is None


def test_one_place_is_told_once_however_many_criteria_cite_it():
    given = pack(MTUS, cited=["mtus-2010", "mtus-2010"])
    assert len(steps(given)[0].found) == 1
    assert steps(given)[0].on == DAY
