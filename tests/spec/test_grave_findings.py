"""A grave finding of the checks on a letter stands only with a recorded reason."""

from __future__ import annotations

import dataclasses

import msgspec
import pytest
from tests.dispute import Dispute

from openimr.case.commands.reviewing import PassQuality
from openimr.case.events.reviewing import QualityPassed
from openimr.case.events.stands import Stands
from openimr.case.model import State
from openimr.determination.checks.model import Severity
from openimr.vocabulary.errors import BadInput, Refused
from openimr.workflow.before_signing import Warned
from openimr.workflow.standing import (
    check_stand,
    grave,
    let_stand,
    name_of,
    said_of,
    standing_for,
)

FOREIGN = Warned(
    rule="other-patient",
    severity=Severity.HIGH,
    treatment=None,
    words="The case summary rests on a paper of another patient.",
    remedy="Take it out.",
)
BARE = dataclasses.replace(FOREIGN, rule="decision-without-rationale", treatment=2, words="None.")
SLIP = dataclasses.replace(FOREIGN, severity=Severity.LOW)
WHY = "They are brothers; the paper is ours."


def test_each_that_has_no_reason_is_named() -> None:
    with pytest.raises(Refused) as refused:
        check_stand([FOREIGN, BARE, SLIP], standing_for([FOREIGN], {name_of(FOREIGN): WHY}))
    assert refused.value.rule == "grave-finding-stands"
    assert "treatment 2, decision-without-rationale" in refused.value.reason
    assert "other-patient" not in refused.value.reason


def test_with_a_reason_for_each_the_letter_goes_on() -> None:
    said = {name_of(FOREIGN): WHY, name_of(BARE): WHY}
    check_stand([FOREIGN, BARE], standing_for([FOREIGN, BARE], said))


def test_what_is_not_grave_needs_none() -> None:
    assert grave([SLIP]) == ()
    check_stand([SLIP], ())


def test_the_same_finding_is_asked_about_once() -> None:
    assert grave([FOREIGN, FOREIGN]) == (FOREIGN,)


@pytest.mark.parametrize("typed", ["", "   "])
def test_blanks_are_no_reason(typed: str) -> None:
    assert standing_for([FOREIGN], {name_of(FOREIGN): typed}) == ()


def test_a_reason_is_given_by_the_rule_and_the_treatment_of_a_finding() -> None:
    warned = [FOREIGN, BARE, dataclasses.replace(BARE, treatment=3), SLIP]
    typed = [("other-patient", WHY), ("decision-without-rationale:3", "Told.")]
    said = said_of(warned, typed)
    assert said == {name_of(FOREIGN): WHY, name_of(warned[2]): "Told."}


@pytest.mark.parametrize("called", ["decision-without-rationale", "other-patient:1", "unheard-of"])
def test_a_reason_for_no_finding_or_for_several_is_none(called: str) -> None:
    with pytest.raises(BadInput):
        said_of([FOREIGN, BARE, dataclasses.replace(BARE, treatment=3)], [(called, WHY)])


def test_the_record_says_what_stands_and_why() -> None:
    stands = standing_for([FOREIGN], {name_of(FOREIGN): WHY})
    dispute = Dispute().reach(State.IN_QUALITY_REVIEW)
    passed = dispute.ask(PassQuality(stands=stands))[0]
    said = Stands(rule=FOREIGN.rule, finding=FOREIGN.words, because=WHY)
    assert passed == QualityPassed(stands=(said,))


def test_who_signs_is_told_why_it_stood_before() -> None:
    dispute = Dispute().reach(State.IN_QUALITY_REVIEW)
    assert let_stand(dispute.record) == {}
    dispute.ask(PassQuality(stands=standing_for([FOREIGN], {name_of(FOREIGN): WHY})))
    assert let_stand(dispute.record) == {name_of(FOREIGN): WHY}


def test_a_record_from_before_has_nothing_that_stands() -> None:
    old = msgspec.json.decode(b'{"event":"quality-passed"}', type=QualityPassed)
    assert old == QualityPassed()
