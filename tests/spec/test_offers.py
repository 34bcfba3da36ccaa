"""Chapter: what somebody may ask of a case, and the very refusal of everything else."""

from __future__ import annotations

import itertools
import random

import pytest
from tests.dispute import Dispute
from tests.dispute_commands import Choose, actor_for, command_for, first
from tests.invented_dispute import INTAKE, MANAGER, actor, digest

from openimr.case.commands.issuing import Close, Issue
from openimr.case.commands.records import CloseRecords
from openimr.case.model import State
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.errors import Refused
from openimr.workflow.offers import BY_PEOPLE, Offer, next_steps, offered, offers
from openimr.workflow.quality_sample import Sample

AUDITOR = actor(Role.AUDITOR, "audit")


def offers_to(dispute: Dispute, actor: Actor) -> dict[str, Offer]:
    found = offers(dispute.case, actor, dispute.law, dispute.now)
    return {one.slug: one for one in found}


def test_every_step_of_people_is_offered_and_none_of_the_systems() -> None:
    found = offers_to(Dispute(), MANAGER)
    assert tuple(found) == tuple(BY_PEOPLE)
    assert "note-missed-deadline" not in found
    assert "receive-application" not in found


def test_a_step_of_the_state_is_offered_to_those_whose_it_is() -> None:
    dispute = Dispute().reach(State.ELIGIBLE)
    notice = offers_to(dispute, MANAGER)["send-notice-of-assignment"]
    assert notice.refused is None
    assert notice.name == "send notice of assignment"
    assert notice.moves_on


@pytest.mark.parametrize(
    ("slug", "actor", "rule"),
    [
        ("send-notice-of-assignment", INTAKE, "not-your-step"),
        ("close-records", MANAGER, "not-in-this-state"),
        ("withdraw", AUDITOR, "not-your-step"),
        ("withdraw", actor(Role.PARTY, "somebody else"), "not-your-case"),
    ],
)
def test_who_or_where_it_cannot_be_is_told_by_the_policy_itself(
    slug: str, actor: Actor, rule: str
) -> None:
    dispute = Dispute().reach(State.ELIGIBLE)
    refused = offers_to(dispute, actor)[slug].refused
    assert refused is not None
    command = command_for(BY_PEOPLE[slug], dispute.case, dispute.now, first)
    told = dispute.refusal(command, actor)
    assert (refused.rule, refused.reason, refused.remedy) == (rule, told.reason, told.remedy)


def test_what_the_case_itself_refuses_is_known_before_anything_is_typed() -> None:
    dispute = Dispute().reach(State.AWAITING_RECORDS)
    refused = offers_to(dispute, MANAGER)["close-records"].refused
    assert refused is not None
    told = dispute.refusal(CloseRecords(), MANAGER)
    assert (refused.rule, refused.reason) == ("records-beyond-ur", told.reason)


def test_closing_waits_for_the_time_to_appeal() -> None:
    dispute = Dispute().reach(State.SERVED)
    refused = offers_to(dispute, MANAGER)["close"].refused
    assert refused is not None
    assert refused.rule == "appeal-window-open"
    dispute.wait(days=90)
    assert offers_to(dispute, MANAGER)["close"].refused is None


def test_what_a_field_can_mend_keeps_nobody_from_the_form() -> None:
    dispute = Dispute().reach(State.DECIDED)
    dispute.sign(digest("letter"))
    assert offers_to(dispute, MANAGER)["issue"].refused is None
    told = dispute.refusal(Issue(letter_sha256=digest("letter"), documents=0), MANAGER)
    assert told.rule == "documents-listed"


def test_steps_to_come_are_those_of_the_states_that_follow() -> None:
    dispute = Dispute().reach(State.ELIGIBLE)
    found = offers(dispute.case, MANAGER, dispute.law, dispute.now)
    later = {one.slug for one in next_steps(found, State.ELIGIBLE)}
    assert later == {"close-records"}


def test_in_a_closed_case_nothing_is_offered() -> None:
    dispute = Dispute().reach(State.SERVED).wait(days=90)
    dispute.ask(Close(reason="over", not_implemented_because="not asked"), MANAGER)
    found = offers(dispute.case, MANAGER, dispute.law, dispute.now)
    assert all(one.refused for one in found)
    assert next_steps(found, State.CLOSED) == ()


@pytest.mark.parametrize("seed", range(25))
def test_no_step_that_would_be_done_is_ever_shown_as_refused(seed: int) -> None:
    """A walk through a case by steps that fit now and then: what is done was on offer."""
    chance = random.Random(seed)
    dispute = Dispute()
    for _ in itertools.repeat(None, 40):
        kind = chance.choice(list(BY_PEOPLE.values()))
        command = command_for(kind, dispute.case, dispute.now, _mostly_first(chance))
        actor = actor_for(command, dispute.case, _mostly_first(chance))
        offer = offered(kind, dispute.case, actor, dispute.law, dispute.now)
        try:
            dispute.ask(command, actor)
        except Refused:
            continue
        assert offer.refused is None, (offer.slug, offer.refused)
        dispute.wait(hours=chance.choice((1, 30, 400)))


def _mostly_first(chance: random.Random) -> Choose:
    return lambda options: options[0] if chance.random() < 0.9 else chance.choice(list(options))


@pytest.mark.parametrize("slug", ["pass-quality", "return-to-reviewer"])
def test_what_waits_for_a_second_opinion_is_told_by_the_policy_and_not_offered(slug: str) -> None:
    dispute = Dispute().reach(State.IN_QUALITY_REVIEW)
    quality = actor(Role.QUALITY, "quality-1")
    everything = Sample(1.0, lambda: b"a secret of the installation")
    asked = dispute.case, quality, dispute.law, dispute.now
    found = {one.slug: one for one in offers(*asked, everything)}
    assert found[slug].own and found[slug].here
    assert found[slug].refused is not None
    assert found[slug].refused.rule == "second-opinion-first"
    assert {one.slug: one for one in offers(*asked)}[slug].refused is None
