"""Stage 5 and 6: the letter is issued, served, corrected, appealed, published; the case closes."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.dispute import Dispute
from tests.dispute_commands import standing_for
from tests.invented_dispute import PARTIES, actor, digest, paper

from openimr.case.commands.appointing import AppointReviewer, Recuse
from openimr.case.commands.intake import Screen
from openimr.case.commands.issuing import (
    Close,
    Correct,
    DecideAppeal,
    FileAppeal,
    Issue,
    MakeEvidencePack,
    Publish,
    ReportImplementation,
    Serve,
    Withdraw,
    WithdrawPublication,
)
from openimr.case.events.event import Delivery
from openimr.case.events.issuing import (
    AppealGround,
    CorrectionIssued,
    DeterminationIssued,
    EvidencePackMade,
    Remanded,
)
from openimr.case.events.records import Sent
from openimr.case.events.reviewing import Decision
from openimr.case.evidence import evidence_pack
from openimr.case.evolve import case_of
from openimr.case.model import State
from openimr.case.record import encode
from openimr.vocabulary.actor import Role

UPHELD, OVERTURNED = Decision.UPHELD, Decision.OVERTURNED
CONFLICT, ERROR = AppealGround.CONFLICT, AppealGround.PLAIN_ERROR


def served() -> Dispute:
    return Dispute().reach(State.SERVED)


def serve(dispute: Dispute) -> Serve:
    told = tuple(Sent(to=one.role, by=Delivery.MAIL, at=dispute.now) for one in PARTIES)
    return Serve(sent=told)


def appeal(dispute: Dispute, *grounds: AppealGround) -> FileAppeal:
    petition = paper("petition", at=dispute.now)
    return FileAppeal(grounds=grounds or (CONFLICT,), filed=dispute.now.date(), petition=petition)


class TestTheLetter:
    def test_it_lists_the_documents_reviewed_and_its_bytes_are_known(self) -> None:
        dispute = Dispute().reach(State.DECIDED)
        refusal = dispute.refusal(Issue(letter_sha256=digest("letter"), documents=0))
        assert refusal.rule == "documents-listed"
        dispute.sign(digest("letter"))
        issued = dispute.one(
            Issue(letter_sha256=digest("letter"), documents=7), DeterminationIssued
        )
        assert issued.letter_sha256 == digest("letter")

    def test_every_party_is_served(self) -> None:
        dispute = Dispute().reach(State.ISSUED)
        some = Serve(sent=serve(dispute).sent[:1])
        assert dispute.refusal(some).rule == "every-party-is-told"

    def test_a_correction_has_other_bytes_and_is_served_anew_without_moving_the_clocks(
        self,
    ) -> None:
        dispute = served()
        first = dispute.case.served
        same = Correct(letter_sha256=dispute.case.letters[0], reason="a typo")
        assert dispute.refusal(same).rule == "letter-differs"
        dispute.wait(days=2)
        corrected = Correct(letter_sha256=digest("corrected"), reason="a wrong date of injury")
        dispute.sign(corrected.letter_sha256).one(corrected, CorrectionIssued)
        assert dispute.state is State.ISSUED
        dispute.ask(serve(dispute))
        assert (dispute.case.served, dispute.case.last_served) == (first, dispute.now)

    def test_after_the_letter_the_application_is_not_withdrawn(self) -> None:
        assert served().refusal(Withdraw(reason="no longer")).rule == "not-in-this-state"


def with_a_necessary_treatment() -> Dispute:
    dispute = Dispute().reach(State.IN_REVIEW).find(1, OVERTURNED).find(2, UPHELD)
    return dispute.reach(State.SERVED)


class TestImplementation:
    @pytest.mark.parametrize("number", [2, 9])
    def test_only_what_was_found_necessary_is_implemented(self, number: int) -> None:
        dispute = with_a_necessary_treatment()
        report = ReportImplementation(treatment=number, on=dispute.now.date())
        assert dispute.refusal(report).rule == "only-overturned-implemented"

    def test_it_is_reported_once_by_the_administrator(self) -> None:
        dispute = with_a_necessary_treatment()
        report = ReportImplementation(treatment=1, on=dispute.now.date())
        employee = actor(Role.PARTY, "employee-1")
        assert dispute.refusal(report, employee).rule == "not-your-case"
        dispute.ask(report, actor(Role.PARTY, "administrator-1"))
        assert dispute.refusal(report).rule == "implemented-already"


class TestAppeal:
    def test_it_is_recorded_even_when_late_since_the_board_rules_on_its_date(self) -> None:
        dispute = served().wait(days=300)
        dispute.ask(appeal(dispute))
        assert dispute.state is State.APPEALED

    @pytest.mark.parametrize("ground", list(AppealGround), ids=lambda ground: ground.name)
    def test_each_ground_has_its_pack_drawn_from_the_record(self, ground: AppealGround) -> None:
        dispute = served()
        dispute.ask(appeal(dispute, *AppealGround))
        pack = evidence_pack(ground, dispute.record)
        assert pack.events and pack.head == dispute.record[-1].digest
        made = dispute.one(MakeEvidencePack(ground=ground, sha256=pack.sha256), EvidencePackMade)
        assert made.sha256 == pack.sha256
        assert dispute.case.appeals[-1].packs == (ground,)

    def test_the_pack_on_conflicts_shows_standing_declaration_and_who_was_passed_over(self) -> None:
        dispute = Dispute().reach(State.APPOINTED)
        dispute.ask(Recuse(seat=1, reason="knows the physician"))
        dispute.reach(State.SERVED)
        pack = evidence_pack(CONFLICT, dispute.record)
        written = b" ".join(encode(one) for one in pack.events)
        for told in (b"no license in force", b"none_with", b"knows the physician"):
            assert told in written

    def test_the_same_record_gives_the_same_pack(self) -> None:
        dispute = served()
        digests = {evidence_pack(ERROR, dispute.record).sha256 for _ in range(2)}
        assert len(digests) == 1

    def test_grounds_that_are_not_pleaded_are_waived(self) -> None:
        dispute = served()
        dispute.ask(appeal(dispute, CONFLICT))
        refusal = dispute.refusal(MakeEvidencePack(ground=ERROR, sha256=digest("pack")))
        assert refusal.rule == "ground-pleaded"

    def test_denied_the_determination_stands(self) -> None:
        dispute = served()
        dispute.ask(appeal(dispute))
        dispute.ask(DecideAppeal(granted=False, on=dispute.now.date()))
        assert dispute.state is State.SERVED

    def test_granted_others_review_the_same_file_anew(self) -> None:
        dispute = served()
        sat = dispute.case.seats[0].reviewer
        dispute.ask(appeal(dispute))
        _, remanded = dispute.ask(DecideAppeal(granted=True, on=dispute.now.date()))
        assert isinstance(remanded, Remanded) and remanded.barred == (sat,)
        assert dispute.state is State.READY_TO_APPOINT
        assert dispute.case.records and not dispute.case.answers
        again = AppointReviewer(seat=1, standing=standing_for(dispute.case, dispute.now, sat))
        refusal = dispute.refusal(again)
        assert (refusal.rule, refusal.citation) == ("not-barred", "Labor Code 4610.6(i)")
        dispute.reach(State.SERVED)
        assert dispute.case.review_round == 2

    def test_granted_the_new_review_may_be_another_organizations_and_the_case_ends_here(
        self,
    ) -> None:
        dispute = Dispute().reach(State.SERVED)
        dispute.ask(dispute.fitting(FileAppeal))
        dispute.ask(DecideAppeal(granted=True, on=dispute.now.date(), elsewhere=True))
        assert dispute.state is State.CLOSED
        assert "another organization" in dispute.record[-1].event.reason

    def test_an_ineligibility_is_appealable_and_may_be_set_aside(self) -> None:
        dispute = Dispute(signed=False)
        dispute.ask(Screen())
        dispute.ask(appeal(dispute, AppealGround.BEYOND_POWERS))
        dispute.ask(DecideAppeal(granted=True, on=dispute.now.date()))
        assert dispute.state is State.ELIGIBLE

    def test_both_sides_may_appeal_and_each_appeal_is_decided_by_itself(self) -> None:
        dispute = served()
        dispute.ask(appeal(dispute, CONFLICT))
        dispute.ask(appeal(dispute, ERROR), actor(Role.PARTY, "administrator-1"))
        today = dispute.now.date()
        assert dispute.refusal(DecideAppeal(granted=False, on=today)).rule == "appeal-pending"
        dispute.ask(DecideAppeal(granted=False, on=today, appeal=1))
        assert dispute.state is State.APPEALED
        dispute.ask(DecideAppeal(granted=False, on=today))
        assert dispute.state is State.SERVED

    def test_what_was_not_served_is_not_appealed(self) -> None:
        dispute = Dispute().reach(State.ISSUED)
        assert dispute.refusal(appeal(dispute)).rule == "served-before-appeal"

    def test_no_appeal_is_decided_before_it_was_filed(self) -> None:
        dispute = served()
        dispute.ask(appeal(dispute))
        before = dispute.now.date() - dt.timedelta(days=1)
        refusal = dispute.refusal(DecideAppeal(granted=True, on=before))
        assert refusal.rule == "decided-after-filing"


class TestClosing:
    OVER = Close(reason="Everything is done.")

    def test_not_while_an_appeal_may_be_filed_by_any_reading(self) -> None:
        dispute = Dispute().reach(State.IN_REVIEW).find(1, UPHELD).find(2, UPHELD)
        dispute.reach(State.SERVED)
        assert dispute.wait(days=34).refusal(self.OVER).rule == "appeal-window-open"
        dispute.wait(days=3).ask(self.OVER)
        assert dispute.state is State.CLOSED

    def test_not_while_an_implementation_is_outstanding_unless_it_says_why(self) -> None:
        dispute = with_a_necessary_treatment().wait(days=60)
        refusal = dispute.refusal(self.OVER)
        assert refusal.rule == "implementation-outstanding"
        assert "treatment 1" in refusal.reason
        silent = Close(reason="Done.", not_implemented_because="The administrator is insolvent.")
        dispute.ask(silent)
        assert dispute.state is State.CLOSED

    def test_an_ineligible_application_waits_for_its_appeal_too(self) -> None:
        dispute = Dispute(signed=False)
        dispute.ask(Screen())
        assert dispute.refusal(self.OVER).rule == "appeal-window-open"
        dispute.wait(days=60).ask(self.OVER)

    def test_what_was_withdrawn_closes_at_once(self) -> None:
        dispute = Dispute()
        dispute.ask(Withdraw(reason="The treatment was given."))
        dispute.ask(self.OVER)
        assert dispute.state is State.CLOSED

    def test_nothing_follows(self) -> None:
        dispute = Dispute()
        dispute.ask(Withdraw(reason="The treatment was given."))
        dispute.ask(self.OVER)
        for command in (Screen(), self.OVER, Withdraw(reason="again"), appeal(dispute)):
            assert dispute.refusal(command).rule == "closed"


def test_only_a_letter_that_was_served_is_published() -> None:
    """No law that was seen has it wait for the end of the time to appeal."""
    issued = Dispute().reach(State.ISSUED)
    refused = issued.refusal(publish(issued), by=actor(Role.CASE_MANAGER))
    assert refused.rule == "not-in-this-state"
    dispute = served()
    dispute.ask(publish(dispute))


def publish(dispute: Dispute, name: str = "ca-wc/2026-0001", **told: str) -> Publish:
    given = {
        "letter_sha256": dispute.case.letters[-1],
        "published_sha256": digest("published"),
        "marks_sha256": digest("marks"),
        **told,
    }
    return Publish(publication=name, **given)


def test_a_publication_has_a_name_and_says_which_papers_it_is_of() -> None:
    with pytest.raises(ValueError, match="a publication has a name"):
        publish(served(), " ")
    with pytest.raises(ValueError, match="named by its SHA-256"):
        publish(served(), published_sha256="none")


def test_a_determination_is_published_once() -> None:
    dispute = served()
    dispute.ask(publish(dispute))
    assert dispute.refusal(publish(dispute)).rule == "published-already"
    assert dispute.refusal(publish(dispute, "another name")).rule == "published-already"


def test_only_the_letter_that_stands_is_published() -> None:
    dispute = served()
    assert dispute.refusal(publish(dispute, letter_sha256=digest("x"))).rule == "letter-stands"


def withdrawn(dispute: Dispute, name: str = "ca-wc/2026-0001") -> WithdrawPublication:
    return WithdrawPublication(publication=name, reason="A name slipped through.")


def test_what_was_withdrawn_is_published_anew_under_the_next_name_and_in_other_bytes() -> None:
    dispute = served()
    dispute.ask(publish(dispute))
    dispute.ask(withdrawn(dispute), actor(Role.ADMINISTRATOR))
    assert dispute.case.public == ()
    assert dispute.refusal(publish(dispute)).rule == "published-already"
    again = publish(dispute, "ca-wc/2026-0001/v2")
    assert dispute.refusal(again).rule == "withdrawn-before"
    dispute.ask(publish(dispute, "ca-wc/2026-0001/v2", published_sha256=digest("corrected")))
    assert dispute.case.public == ("ca-wc/2026-0001/v2",)


def test_what_is_not_public_is_not_withdrawn() -> None:
    dispute = served()
    assert dispute.refusal(withdrawn(dispute)).rule == "published-before-withdrawn"
    dispute.ask(publish(dispute))
    dispute.ask(withdrawn(dispute))
    assert dispute.refusal(withdrawn(dispute)).rule == "published-before-withdrawn"


@pytest.mark.parametrize("role", [Role.QUALITY, Role.REVIEWER, Role.SYSTEM, Role.AUDITOR])
def test_who_withdraws_is_a_case_manager_or_an_administrator(role: Role) -> None:
    dispute = served()
    dispute.ask(publish(dispute))
    assert dispute.refusal(withdrawn(dispute), by=actor(role)).rule == "not-your-step"


def test_what_a_closed_case_published_is_withdrawn_too() -> None:
    dispute = served().wait(days=90)
    dispute.ask(publish(dispute))
    dispute.ask(Close(reason="over", not_implemented_because="not asked"))
    dispute.ask(withdrawn(dispute))
    assert dispute.state is State.CLOSED
    assert dispute.case.public == ()


def test_the_system_publishes_nothing() -> None:
    dispute = served()
    refused = dispute.refusal(publish(dispute), by=actor(Role.SYSTEM))
    assert refused.rule == "not-your-step"


def test_the_record_alone_makes_the_case_again() -> None:
    dispute = served()
    dispute.ask(appeal(dispute))
    assert case_of(dispute.record) == dispute.case
