"""What repeats in the library, and what was decided otherwise on the same facts."""

from __future__ import annotations

import random

import pytest
from tests.published_determinations import WORDS, determination, finding, invented

from openimr.determination.model import Decision
from openimr.publication.model import PublishedDetermination
from openimr.publication.statistics.cloned import Cloned, cloned, cloned_figures
from openimr.publication.statistics.folded import sentences_of, words_of
from openimr.publication.statistics.pairs import Pair, candidates, pairs_figure, side_by_side
from openimr.publication.statistics.prints import facts_of, prints_of
from openimr.publication.statistics.sentences import (
    boilerplate_by,
    boilerplate_of,
    counted_sentences,
    merged_sentences,
)
from openimr.vocabulary.citation import Citation
from openimr.vocabulary.request import TreatmentRequest
from openimr.vocabulary.shares import Share

UPHELD, OVERTURNED = Decision.UPHELD, Decision.OVERTURNED


def prose(seed: int, sentences: int = 6) -> str:
    chance = random.Random(seed)
    return " ".join(
        " ".join(chance.choices(WORDS, k=11)).capitalize() + "." for _ in range(sentences)
    )


def with_rationale(number: int, *rationales: str, **told: object) -> PublishedDetermination:
    findings = [finding(n, rationale=one) for n, one in enumerate(rationales, start=1)]
    return determination(number, *findings, **told)


def groups(*said: PublishedDetermination) -> list:
    return [one.findings for one in cloned(prints_of(said)).groups]


def test_a_rationale_in_two_determinations_is_one_group() -> None:
    found = groups(with_rationale(1, prose(1)), with_rationale(2, prose(1)))
    assert found == [(("ca-wc/CM16-0000001", 1), ("ca-wc/CM16-0000002", 1))]


def test_other_ages_and_numbers_do_not_hide_that_a_rationale_repeats() -> None:
    first = f"{prose(1)} The employee is 48 years old and asks for 12 sessions of therapy."
    second = f"{prose(1)} The employee is 61 years old and asks for 8 sessions of therapy."
    assert len(groups(with_rationale(1, first), with_rationale(2, second))) == 1


def test_a_word_changed_here_and_there_leaves_a_rationale_nearly_the_same() -> None:
    words = prose(1, 12).split()
    changed = " ".join(["otherwise", *words[1:70], "differently", *words[71:]])
    assert len(groups(with_rationale(1, prose(1, 12)), with_rationale(2, changed))) == 1


def test_another_rationale_is_in_no_group() -> None:
    assert groups(with_rationale(1, prose(1)), with_rationale(2, prose(2))) == []


def test_two_treatments_of_one_letter_with_one_rationale_are_no_group() -> None:
    assert groups(with_rationale(1, prose(1), prose(1))) == []


def test_a_few_words_alone_repeat_by_nature() -> None:
    short = "The request is not medically necessary."
    assert groups(with_rationale(1, short), with_rationale(2, short)) == []


def test_shares_of_repeated_rationales_are_told_by_year_specialty_and_reviewer() -> None:
    said = [
        with_rationale(1, prose(1), year=2016, specialties=("Pain", "Neurology"), reviewer="r1"),
        with_rationale(2, prose(1), year=2017, specialties=("Pain",), reviewer="r2"),
        with_rationale(3, prose(3), year=2017, specialties=("Pain",)),
    ]
    shares = cloned(prints_of(said)).shares
    assert shares["all"] == {"": Share(part=2, whole=3)}
    assert shares["year"]["2017"] == Share(part=1, whole=2)
    assert shares["specialty"]["Pain"] == Share(part=2, whole=3)
    assert shares["specialty"]["Neurology"] == Share(part=1, whole=1)
    assert shares["reviewer"] == {
        "": Share(part=0, whole=1),
        "r1": Share(part=1, whole=1),
        "r2": Share(part=1, whole=1),
    }


def test_sentences_are_folded_and_short_ones_say_nothing() -> None:
    text = "The guideline limits visits to 24. Not here!\nA new line begins another sentence."
    assert sentences_of(text) == [
        "the guideline limits visits to",
        "a new line begins another sentence",
    ]
    assert words_of("X-ray, 2 views") == ["x", "ray", "views"]


def test_a_sentence_of_another_determination_is_boilerplate_and_one_s_own_is_not() -> None:
    shared, own = prose(1, 1), prose(2, 1)
    said = [with_rationale(1, f"{shared} {own} {own}"), with_rationale(2, shared)]
    counted = counted_sentences(said)
    assert boilerplate_by(counted)["all"][""] == Share(part=2, whole=3)
    assert boilerplate_of(f"{shared} {own}", counted.repeated()) == Share(part=1, whole=2)


def test_of_too_many_sentences_a_sample_estimates_the_share() -> None:
    said = list(invented(1_500, seed=5))
    every = boilerplate_by(counted_sentences(said))["all"][""]
    sample = counted_sentences(said, 500)
    assert sample.level > 0
    assert len(sample.prints) // 8 <= 500
    estimate = boilerplate_by(sample)["all"][""]
    assert estimate.whole == every.whole
    assert estimate.value == pytest.approx(every.value, abs=0.06)


def test_an_estimate_says_that_it_is_one() -> None:
    sample = counted_sentences(invented(300, seed=5), 100)
    first, *_ = cloned_figures(Cloned(groups=(), number=0, shares={}), sample)
    assert f"estimated from one of {1 << sample.level}" in first.says


def test_merging_nothing_is_nothing() -> None:
    nothing = merged_sentences([])
    assert boilerplate_by(nothing) == {}
    assert [one.rows for one in cloned_figures(cloned(prints_of([])), nothing)] == [(), ()]


def test_the_largest_groups_are_shown_by_two_of_their_determinations() -> None:
    said = [with_rationale(n, prose(1), prose(1)) for n in (1, 2, 3)]
    figure = cloned_figures(cloned(prints_of(said)), counted_sentences(said))[-1]
    assert figure.rows == (("ca-wc/CM16-0000001, 1", "ca-wc/CM16-0000002, 1", 3, 6),)
    assert figure.says.startswith("1 group;")


def asked(number: int, decision: Decision | None, summary: str, **told: object):
    of_finding = {
        "topics": ("physical-medicine",),
        "body_regions": ("knee",),
        "request": TreatmentRequest(quantity=12, unit="sessions"),
    }
    own = {name: told.pop(name) for name in (*of_finding, "citations", "treatment") if name in told}
    return determination(
        number,
        finding(1, decision=decision, **{**of_finding, **own}),
        **{"summary": summary, "age_band": "40 to 49", **told},
    )


def pairs(*said: PublishedDetermination) -> tuple[Pair, ...]:
    by_id = {one.id: one for one in said}
    return side_by_side(candidates(prints_of(said)), by_id.get)


def test_the_same_facts_decided_otherwise_stand_side_by_side() -> None:
    (pair,) = pairs(
        asked(1, UPHELD, prose(1), year=2016, citations=(Citation(source="MTUS Invented 2016"),)),
        asked(2, OVERTURNED, prose(1), year=2017, specialties=("Pain",)),
    )
    assert (pair.upheld, pair.overturned) == (("ca-wc/CM16-0000001", 1), ("ca-wc/CM16-0000002", 1))
    assert pair.likeness == 100
    assert pair.differs == (
        ("guideline", "MTUS Invented 2016", "none told"),
        ("specialty", "none told", "Pain"),
        ("year", "2016", "2017"),
    )


@pytest.mark.parametrize(
    "other",
    [
        {"topics": ("acupuncture",)},
        {"body_regions": ("hip",)},
        {"request": TreatmentRequest(quantity=6, unit="sessions")},
        {"age_band": "50 to 59"},
        {"age_band": None},
        {"summary": None},
    ],
    ids=lambda other: next(iter(other)),
)
def test_other_facts_or_too_few_make_no_pair(other: dict) -> None:
    told = {"summary": prose(1), **other}
    assert pairs(asked(1, UPHELD, prose(1)), asked(2, OVERTURNED, **told)) == ()


def test_treatments_on_one_question_that_are_worded_otherwise_are_both_told() -> None:
    (pair,) = pairs(
        asked(1, UPHELD, prose(1), treatment="Consultation with a neurologist"),
        asked(2, OVERTURNED, prose(1), treatment="Consultation with a cardiologist"),
    )
    assert pair.differs == (
        ("treatment", "Consultation with a neurologist", "Consultation with a cardiologist"),
    )


@pytest.mark.parametrize("decision", [UPHELD, None])
def test_the_same_outcome_makes_no_pair(decision: Decision | None) -> None:
    assert pairs(asked(1, UPHELD, prose(1)), asked(2, decision, prose(1))) == ()


def test_of_a_request_without_numbers_the_words_count_in_any_order() -> None:
    without = {"request": TreatmentRequest()}
    first = asked(1, UPHELD, prose(1), treatment="Physical therapy, knee", **without)
    second = asked(2, OVERTURNED, prose(1), treatment="knee physical therapy", **without)
    third = asked(3, OVERTURNED, prose(1), treatment="Knee brace", **without)
    assert facts_of(first, first.findings[0]) == facts_of(second, second.findings[0])
    assert [one.overturned[0] for one in pairs(first, second, third)] == [second.id]


def test_a_number_alone_does_not_make_two_treatments_without_a_topic_one_question() -> None:
    once = {"topics": (), "request": TreatmentRequest(quantity=1)}
    said = [
        asked(1, UPHELD, prose(1), treatment="A knee walker, quantity 1", **once),
        asked(2, OVERTURNED, prose(1), treatment="Housekeeping aide x 1", **once),
        asked(3, OVERTURNED, prose(1), treatment="Quantity 1: a walker (knee)", **once),
    ]
    assert pairs(*said[:2]) == ()
    assert [one.overturned[0] for one in pairs(*said)] == [said[2].id]


def test_the_most_alike_summaries_come_first() -> None:
    near = f"{prose(1, 5)} {prose(9, 1)}"
    said = [asked(1, UPHELD, prose(1)), asked(2, OVERTURNED, prose(2)), asked(3, OVERTURNED, near)]
    found = pairs(*said)
    assert [one.overturned[0] for one in found] == [said[2].id, said[1].id]
    assert found[0].likeness > found[1].likeness
    assert pairs_figure(found, 1).rows[0][:2] == ("ca-wc/CM16-0000001, 1", "ca-wc/CM16-0000003, 1")


def test_one_question_asked_a_thousand_times_is_three_pairs() -> None:
    said = [asked(n, UPHELD if n % 2 else OVERTURNED, prose(n % 7)) for n in range(1, 1_001)]
    assert len(candidates(prints_of(said))) == 3


def test_what_is_no_longer_in_the_library_is_no_pair() -> None:
    said = [asked(1, UPHELD, prose(1)), asked(2, OVERTURNED, prose(1))]
    assert side_by_side(candidates(prints_of(said)), lambda _: None) == ()


def test_two_treatments_of_one_letter_are_no_pair() -> None:
    told = {"topics": ("physical-medicine",), "body_regions": ("knee",)}
    both = (finding(1, decision=UPHELD, **told), finding(2, decision=OVERTURNED, **told))
    assert pairs(determination(1, *both, summary=prose(1), age_band="40 to 49")) == ()
