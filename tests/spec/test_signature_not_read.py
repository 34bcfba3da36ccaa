"""A signature that was not read is no missing one: a person looks, and says what is there."""

from __future__ import annotations

import pytest
from tests.dispute import Dispute

from openimr.case.commands import intake as ask
from openimr.case.events import CaseEvent
from openimr.case.events.intake import FoundEligible, FoundIneligible, ReferredToPerson


def test_an_application_on_which_no_signature_was_read_goes_to_a_person() -> None:
    (lack,) = Dispute(signed=None).one(ask.Screen(), ReferredToPerson).lacks
    assert lack.rule == "signature-not-read"
    assert "say whether it is signed" in lack.reason


@pytest.mark.parametrize(("looked", "found"), [(True, FoundEligible), (False, FoundIneligible)])
def test_whoever_looked_says_whether_it_is_signed(looked: bool, found: type[CaseEvent]) -> None:
    dispute = Dispute(signed=None)
    dispute.ask(ask.Screen())
    dispute.ask(ask.CorrectApplication(reason="the form was looked at", signed=looked))
    dispute.one(ask.Screen(), found)
