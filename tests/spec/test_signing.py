"""No letter goes out that a named person did not sign, and a signature is of these very bytes."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from tests.dispute import Dispute
from tests.invented_dispute import actor, digest, paper, treatments

from openimr.case.commands import intake as i
from openimr.case.commands import records as r
from openimr.case.commands.appointing import Recuse
from openimr.case.commands.command import Command
from openimr.case.commands.issuing import Correct, Issue, RecordAuthorization
from openimr.case.commands.signing import SignLetter
from openimr.case.events.event import PartyRole
from openimr.case.events.signing import LetterSigned
from openimr.case.evolve import case_of
from openimr.case.model import State
from openimr.vocabulary.actor import Actor, Role

LETTER = digest("letter")
DIRECTOR = Actor(role=Role.QUALITY, id="director-1")


def asked(dispute: Dispute, letter: str = LETTER, **fields: object) -> SignLetter:
    named = {"name": "Ines Okafor, MD", "title": "Medical Director"}
    given = {"second_factor_at": dispute.now, **named, **fields}
    return SignLetter(letter_sha256=letter, **given)  # type: ignore[arg-type]


def decided() -> Dispute:
    return Dispute(treatments=treatments(2)).reach(State.DECIDED)


class TestTheSignature:
    def test_it_names_who_signed_which_bytes_and_when_the_second_factor_was_proved(self) -> None:
        dispute = decided()
        signed = dispute.one(asked(dispute), LetterSigned, DIRECTOR)
        assert (signed.letter_sha256, signed.by) == (LETTER, "director-1")
        assert (signed.name, signed.title) == ("Ines Okafor, MD", "Medical Director")
        assert signed.second_factor_at == dispute.now
        assert dispute.case.signature is not None
        assert dispute.state is State.DECIDED

    def test_only_the_letter_that_was_signed_is_issued(self) -> None:
        dispute = decided()
        assert dispute.refusal(Issue(letter_sha256=LETTER, documents=3)).rule == "letter-signed"
        dispute.sign(LETTER)
        other = Issue(letter_sha256=digest("other"), documents=3)
        assert dispute.refusal(other).rule == "letter-signed"
        dispute.ask(Issue(letter_sha256=LETTER, documents=3))
        assert dispute.state is State.ISSUED

    def test_a_correction_is_signed_as_well(self) -> None:
        dispute = decided().reach(State.SERVED)
        corrected = Correct(letter_sha256=digest("corrected"), reason="a wrong date")
        assert dispute.refusal(corrected).rule == "letter-signed"
        dispute.sign(digest("corrected")).ask(corrected)
        assert dispute.case.letters == (LETTER, digest("corrected"))

    def test_the_same_bytes_are_signed_once(self) -> None:
        dispute = decided().sign(LETTER)
        assert dispute.refusal(asked(dispute)).rule == "signed-already"
        issued = decided().reach(State.ISSUED)
        assert issued.refusal(asked(issued)).rule == "signed-already"

    def test_another_may_sign_the_letter_in_their_own_name_before_it_is_issued(self) -> None:
        dispute = decided().sign(LETTER)
        dispute.ask(asked(dispute, digest("by another"), name="Jo Vance", title="President"))
        refusal = dispute.refusal(Issue(letter_sha256=LETTER, documents=3))
        assert refusal.rule == "letter-signed"


class TestWhoMaySign:
    def test_never_a_reviewer_of_the_case_whose_name_stays_unknown(self) -> None:
        dispute = decided()
        same = actor(Role.QUALITY, dispute.case.seats[0].reviewer)
        refusal = dispute.refusal(asked(dispute), same)
        assert (refusal.rule, refusal.citation) == (
            "reviewer-does-not-sign",
            "Labor Code 4610.6(f)",
        )

    @pytest.mark.parametrize("role", [Role.INTAKE, Role.REVIEWER, Role.PARTY, Role.SYSTEM])
    def test_only_quality_review_and_case_managers(self, role: Role) -> None:
        dispute = decided()
        assert dispute.refusal(asked(dispute), actor(role)).rule == "not-your-step"

    @pytest.mark.parametrize("ago", [dt.timedelta(minutes=6), dt.timedelta(minutes=-1)])
    def test_nobody_on_a_second_factor_of_another_time(self, ago: dt.timedelta) -> None:
        dispute = decided()
        stale = asked(dispute, second_factor_at=dispute.now - ago)
        assert dispute.refusal(stale).rule == "second-factor-fresh"


def authorize(dispute: Dispute) -> Command:
    notice = paper("authorization", PartyRole.CLAIMS_ADMINISTRATOR, dispute.now)
    return RecordAuthorization(treatments=(2,), notice=notice)


def find_records(dispute: Dispute) -> Command:
    late = paper("late report", PartyRole.CLAIMS_ADMINISTRATOR, dispute.now)
    return r.ReceiveRecords(receipt=late, beyond_ur=True, list_sent=True)


def expedite(dispute: Dispute) -> Command:
    certified = (paper("certification", PartyRole.REQUESTING_PHYSICIAN, dispute.now),)
    return i.ConvertToExpedited(certified_by="physician-1", papers=certified)


@pytest.mark.parametrize(
    "step",
    [
        authorize,
        find_records,
        expedite,
        lambda _: Recuse(seat=1, reason="a tie came to light"),
    ],
    ids=["authorized in part", "records found", "expedited", "reviewer stepped down"],
)
def test_a_signature_falls_when_the_letter_would_say_something_else(step) -> None:
    dispute = decided().sign(LETTER)
    dispute.ask(step(dispute))
    assert dispute.case.signature is None


def test_records_from_before_letters_were_signed_make_the_same_case() -> None:
    dispute = decided().reach(State.SERVED)
    before = tuple(one for one in dispute.record if not isinstance(one.event, LetterSigned))
    case = case_of(before)
    assert (case.state, case.signature, case.letters) == (State.SERVED, None, (LETTER,))
    unsigned = msgspec.structs.replace(dispute.case, signature=None, changed=case.changed)
    assert case == unsigned
