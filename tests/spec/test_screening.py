"""Stage 1, receive: the screen says eligible, or why not, with the law and the cure."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.invented_dispute import INTAKE, QUALITY, START, application

from openimr.case.commands.intake import ReceiveApplication, Screen
from openimr.case.decide import decide
from openimr.case.events.intake import FoundEligible, FoundIncomplete
from openimr.case.evolve import evolve
from openimr.case.model import Case, State
from openimr.law.load import load_law
from openimr.vocabulary.errors import Refused

LAW = load_law()


def opened(**fields: object) -> Case:
    (event,) = decide(
        None, ReceiveApplication(application=application(**fields)), LAW, START, INTAKE
    )
    return evolve(None, event, START, INTAKE)


def test_a_complete_application_in_time_is_eligible() -> None:
    (found,) = decide(opened(), Screen(), LAW, START, INTAKE)
    assert isinstance(found, FoundEligible)
    assert evolve(opened(), found, START, INTAKE).state is State.ELIGIBLE


def test_a_form_without_treatments_is_incomplete_and_may_be_cured_in_business_days() -> None:
    (found,) = decide(opened(treatments=()), Screen(), LAW, START, INTAKE)
    assert isinstance(found, FoundIncomplete)
    assert [lack.rule for lack in found.lacks] == ["no-treatments"]
    assert found.cure_by == dt.date(2026, 3, 9)


def test_a_step_of_another_role_is_refused_with_who_may() -> None:
    with pytest.raises(Refused) as refusal:
        decide(opened(), Screen(), LAW, START + dt.timedelta(hours=1), QUALITY)
    assert refusal.value.rule == "not-your-step"
    assert "intake" in (refusal.value.remedy or "")
