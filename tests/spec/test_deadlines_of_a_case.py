"""The clocks of a case: what is due by which law, who must act, and what became of it."""

from __future__ import annotations

import datetime as dt
from io import StringIO

from rich.console import Console
from tests.dispute import Dispute
from tests.invented_dispute import PARTIES, START, digest, paper, treatments

from openimr.case.agenda import Task, agenda
from openimr.case.commands.intake import (
    ConvertToExpedited,
    CorrectApplication,
    ReceiveCure,
    ReturnToStandard,
    Screen,
)
from openimr.case.commands.issuing import (
    DecideAppeal,
    FileAppeal,
    RecordAuthorization,
    ReportImplementation,
    Withdraw,
)
from openimr.case.commands.records import (
    CloseRecords,
    ReceiveRecords,
    RequestRecords,
    SendNoticeOfAssignment,
)
from openimr.case.deadlines import Deadline, Status, deadlines
from openimr.case.events.intake import ListedTreatment
from openimr.case.events.issuing import AppealGround
from openimr.case.events.records import Sent
from openimr.case.events.reviewing import Decision
from openimr.case.model import State
from openimr.cli.case_show_output import deadline_table
from openimr.law.calendar import PACIFIC, pacific_day
from openimr.vocabulary.actor import Role
from openimr.vocabulary.filing import Delivery, PartyRole, Priority

ADMINISTRATOR = PartyRole.CLAIMS_ADMINISTRATOR


def clocks(dispute: Dispute) -> dict[str, Deadline]:
    """The deadlines as they stand, the last of each rule."""
    found = deadlines(dispute.record, dispute.law, dispute.now)
    return {one.rule: one for one in sorted(found, key=lambda one: one.begun.number)}


def shown(dispute: Dispute) -> str:
    """The deadlines as `openimr case show` prints them."""
    console = Console(record=True, width=200, file=StringIO())
    console.print(deadline_table(deadlines(dispute.record, dispute.law, dispute.now)))
    return console.export_text()


def last_day(deadline: Deadline) -> dt.date:
    return pacific_day(deadline.due.at)


def notify(dispute: Dispute, by: Delivery = Delivery.MAIL) -> Dispute:
    """Send the notice of assignment to everybody."""
    dispute.reach(State.ELIGIBLE)
    sent = tuple(Sent(to=party.role, by=by, at=dispute.now) for party in PARTIES)
    dispute.ask(SendNoticeOfAssignment(sent=sent, sha256=digest("notice")))
    return dispute


def records(dispute: Dispute, sender: PartyRole = ADMINISTRATOR) -> ReceiveRecords:
    return ReceiveRecords(
        receipt=paper("records", sender, dispute.now), beyond_ur=True, list_sent=True
    )


class TestFromFilingToTheNotice:
    def test_an_incomplete_application_is_cured_within_five_business_days_by_its_filer(
        self,
    ) -> None:
        dispute = Dispute(treatments=())
        dispute.ask(Screen())
        cure = clocks(dispute)["answer-to-administrative-director"]
        assert (cure.status, cure.party) == (Status.OPEN, PartyRole.EMPLOYEE)
        assert last_day(cure) == dt.date(2026, 3, 9)
        assert cure.citation == "8 CCR 9792.10.3"
        assert not cure.decisive

    def test_the_cure_that_comes_satisfies_it(self) -> None:
        dispute = Dispute(treatments=())
        dispute.ask(Screen())
        dispute.wait(days=2)
        dispute.ask(dispute.fitting(ReceiveCure))
        cure = clocks(dispute)["answer-to-administrative-director"]
        assert cure.status is Status.SATISFIED
        assert cure.ended is not None
        assert (cure.ended.event, cure.ended.at) == ("cure-received", dispute.now)

    def test_the_notice_of_assignment_goes_out_within_one_business_day(self) -> None:
        dispute = Dispute().reach(State.ELIGIBLE)
        notice = clocks(dispute)["notice-of-assignment"]
        assert last_day(notice) == dt.date(2026, 3, 3)
        assert (notice.role, notice.verified) == (Role.CASE_MANAGER, True)

    def test_an_application_corrected_before_it_is_found_eligible_again_with_a_new_day(
        self,
    ) -> None:
        dispute = Dispute().reach(State.ELIGIBLE)
        dispute.ask(CorrectApplication(reason="misread", date_of_injury=dt.date(2025, 5, 5)))
        assert clocks(dispute)["notice-of-assignment"].status is Status.MOOT
        dispute.wait(days=1).ask(Screen())
        notice = clocks(dispute)["notice-of-assignment"]
        assert (notice.status, last_day(notice)) == (Status.OPEN, dt.date(2026, 3, 4))

    def test_a_notice_that_is_late_is_missed_and_says_since_when(self) -> None:
        dispute = Dispute().reach(State.ELIGIBLE).wait(days=3)
        notice = clocks(dispute)["notice-of-assignment"]
        assert notice.status is Status.MISSED
        assert notice.missed_at == dt.datetime.combine(
            dt.date(2026, 3, 3), dt.time.max, tzinfo=PACIFIC
        )

    def test_done_late_it_is_satisfied_and_still_was_missed(self) -> None:
        dispute = notify(Dispute().reach(State.ELIGIBLE).wait(days=3))
        notice = clocks(dispute)["notice-of-assignment"]
        assert (notice.status, notice.late) == (Status.SATISFIED, True)
        assert notice.missed_at == notice.due.at


class TestRecords:
    def test_by_mail_the_regulation_gives_fifteen_days_and_the_statute_ten(self) -> None:
        due = clocks(notify(Dispute()))["records-claims-administrator"].due
        days = {pacific_day(one.at): one.citation for one in due.readings}
        assert days == {
            dt.date(2026, 3, 17): "8 CCR 9792.10.5(a)(1)",
            dt.date(2026, 3, 12): "Labor Code 4610.5(l)",
        }
        assert pacific_day(due.at) == dt.date(2026, 3, 12)

    def test_between_two_readings_a_party_is_reminded_and_has_missed_nothing(
        self,
    ) -> None:
        dispute = notify(Dispute()).wait(days=12)
        clock = clocks(dispute)["records-claims-administrator"]
        assert clock.due.at < dispute.now < clock.due.latest
        assert clock.status is Status.OPEN
        mine = agenda([Task(case="1", deadline=clock)], Role.CASE_MANAGER, dispute.now)
        assert len(mine.awaited) == 1
        dispute.ask(records(dispute))
        assert not clocks(dispute)["records-claims-administrator"].late

    def test_electronically_the_regulation_gives_twelve_days(self) -> None:
        due = clocks(notify(Dispute(), Delivery.ELECTRONIC))["records-claims-administrator"].due
        assert pacific_day(due.latest) == dt.date(2026, 3, 16), "the twelfth day is a Saturday"

    def test_in_an_expedited_review_twenty_four_hours(self) -> None:
        dispute = notify(Dispute(priority=Priority.EXPEDITED, certified=True))
        due = clocks(dispute)["records-claims-administrator-expedited"].due
        assert due.at == START + dt.timedelta(hours=24)

    def test_records_of_the_administrator_satisfy_its_clock_and_no_other(self) -> None:
        dispute = notify(Dispute()).wait(days=4)
        dispute.ask(records(dispute))
        found = clocks(dispute)
        assert found["records-claims-administrator"].status is Status.SATISFIED
        assert found["records-employee"].status is Status.OPEN

    def test_the_employee_may_send_records_and_misses_nothing_by_sending_none(self) -> None:
        dispute = notify(Dispute()).wait(days=30)
        found = clocks(dispute)
        assert found["records-employee"].right
        assert found["records-employee"].status is Status.LAPSED
        assert found["records-claims-administrator"].status is Status.MISSED

    def test_further_documents_are_due_in_five_business_days_from_the_party_asked(self) -> None:
        dispute = notify(Dispute())
        asked = RequestRecords(
            of=PartyRole.REQUESTING_PHYSICIAN, what="the MRI report", by=Delivery.FAX
        )
        dispute.ask(asked)
        further = clocks(dispute)["further-records"]
        assert last_day(further) == dt.date(2026, 3, 9)
        assert further.who == "requesting physician"
        assert not further.verified
        dispute.ask(records(dispute, PartyRole.REQUESTING_PHYSICIAN))
        assert clocks(dispute)["further-records"].status is Status.SATISFIED


class TestTheDecision:
    def test_thirty_days_from_complete_records_whoever_has_the_case(self) -> None:
        dispute = notify(Dispute())
        dispute.ask(records(dispute))
        dispute.wait(days=2).ask(CloseRecords(missing=()))
        decision = clocks(dispute)["decision"]
        assert last_day(decision) == dt.date(2026, 4, 1), "from the last records"
        assert pacific_day(decision.due.latest) == dt.date(2026, 4, 3), "from their closing"
        assert (decision.who, decision.role) == ("reviewer", Role.CASE_MANAGER)
        assert not decision.decisive

    def test_where_something_is_missing_the_time_runs_from_going_on_without_it(self) -> None:
        dispute = notify(Dispute())
        dispute.ask(records(dispute))
        dispute.wait(days=20).ask(CloseRecords(missing=("the MRI report",)))
        decision = clocks(dispute)["decision"]
        assert last_day(decision) == pacific_day(decision.due.latest) == dt.date(2026, 4, 21)

    def test_a_drug_of_the_formulary_has_five_working_days_and_the_rest_thirty_days(self) -> None:
        drug = ListedTreatment(number=2, text="Tramadol 50 mg #60", drug=True, formulary=True)
        dispute = Dispute(treatments=(*treatments(1), drug)).reach(State.READY_TO_APPOINT)
        found = clocks(dispute)
        assert found["decision-formulary"].treatments == (2,)
        assert found["decision"].treatments == (1,)
        assert last_day(found["decision-formulary"]) == dt.date(2026, 3, 9)

    def test_an_expedited_one_three_days_and_seventy_two_hours(self) -> None:
        dispute = Dispute(priority=Priority.EXPEDITED, certified=True).reach(State.READY_TO_APPOINT)
        due = clocks(dispute)["decision-expedited"].due
        assert due.at == START + dt.timedelta(hours=72)
        assert pacific_day(due.latest) == dt.date(2026, 3, 5)

    def test_a_conversion_ends_the_standard_clocks_and_starts_the_expedited_ones(self) -> None:
        dispute = Dispute().reach(State.READY_TO_APPOINT).wait(days=1)
        dispute.ask(
            ConvertToExpedited(
                certified_by=PartyRole.REQUESTING_PHYSICIAN.value,
                papers=(paper("certification", PartyRole.REQUESTING_PHYSICIAN, dispute.now),),
            )
        )
        found = clocks(dispute)
        standard, expedited = found["decision"], found["decision-expedited"]
        assert standard.status is Status.MOOT
        assert standard.ended and standard.ended.event == "converted-to-expedited"
        assert expedited.due.at == dispute.now + dt.timedelta(hours=72)

    def test_back_to_standard_the_former_clock_runs_on_as_if_it_always_had(self) -> None:
        dispute = Dispute().reach(State.READY_TO_APPOINT)
        standard = clocks(dispute)["decision"].due
        letter = paper("letter", PartyRole.REQUESTING_PHYSICIAN, dispute.now)
        dispute.wait(days=1).ask(ConvertToExpedited(certified_by="physician-1", papers=(letter,)))
        dispute.wait(days=1).ask(ReturnToStandard(reason="no threat any more", papers=(letter,)))
        found = clocks(dispute)
        assert found["decision-expedited"].status is Status.MOOT
        assert found["decision"].status is Status.OPEN
        assert found["decision"].due == standard
        assert found["decision"].begun.event == "returned-to-standard"

    def test_an_expedited_review_that_goes_on_as_standard_has_its_time_from_the_records(
        self,
    ) -> None:
        drug = ListedTreatment(number=2, text="Tramadol 50 mg #60", drug=True, formulary=True)
        fields = {"priority": Priority.EXPEDITED, "certified": True}
        listed = (*treatments(1), drug)
        dispute = Dispute(treatments=listed, **fields).reach(State.READY_TO_APPOINT)
        letter = paper("letter", PartyRole.REQUESTING_PHYSICIAN, dispute.now)
        dispute.wait(days=1).ask(ReturnToStandard(reason="no threat any more", papers=(letter,)))
        found = clocks(dispute)
        assert (found["decision"].treatments, found["decision-formulary"].treatments) == (
            (1,),
            (2,),
        )
        assert last_day(found["decision"]) == dt.date(2026, 4, 1)

    def test_a_letter_that_is_issued_still_has_to_be_served_within_the_limit(self) -> None:
        dispute = Dispute().reach(State.ISSUED)
        found = clocks(dispute)
        assert found["decision"].status is Status.SATISFIED
        assert found["service"].due == found["decision"].due
        assert found["service"].role is Role.CASE_MANAGER
        assert clocks(dispute.reach(State.SERVED))["service"].status is Status.SATISFIED

    def test_an_authorized_treatment_needs_no_decision(self) -> None:
        drug = ListedTreatment(number=2, text="Tramadol 50 mg #60", drug=True, formulary=True)
        dispute = Dispute(treatments=(*treatments(1), drug)).reach(State.READY_TO_APPOINT)
        notice = paper("authorization", ADMINISTRATOR, dispute.now)
        dispute.ask(RecordAuthorization(treatments=(2,), notice=notice))
        found = clocks(dispute)
        assert found["decision-formulary"].status is Status.MOOT
        assert found["decision"].status is Status.OPEN


def overturned(listed: tuple[ListedTreatment, ...] = treatments(2)) -> Dispute:
    """Served, with every disputed treatment found necessary."""
    dispute = Dispute(treatments=listed).reach(State.IN_REVIEW)
    for treatment in listed:
        dispute.find(treatment.number, Decision.OVERTURNED)
    return dispute.reach(State.SERVED)


def appeal(dispute: Dispute) -> FileAppeal:
    petition = paper("petition", ADMINISTRATOR, dispute.now)
    today = pacific_day(dispute.now)
    return FileAppeal(grounds=(AppealGround.CONFLICT,), filed=today, petition=petition)


class TestAfterService:
    def test_the_appeal_is_a_right_for_thirty_days_and_longer_by_mail(self) -> None:
        found = clocks(overturned())["appeal"]
        assert (found.right, found.decisive) == (True, True)
        assert found.who == "any aggrieved party"
        assert last_day(found) == dt.date(2026, 4, 1)
        assert pacific_day(found.due.latest) == dt.date(2026, 4, 6)

    def test_it_lapses_only_when_no_reading_is_left(self) -> None:
        dispute = overturned().wait(days=32)
        assert clocks(dispute)["appeal"].status is Status.OPEN
        assert clocks(dispute.wait(days=5))["appeal"].status is Status.LAPSED

    def test_what_was_overturned_is_authorized_within_five_working_days(self) -> None:
        found = clocks(overturned(treatments(1)))["implementation-authorize"]
        assert found.treatments == (1,)
        assert found.party is ADMINISTRATOR
        assert last_day(found) == dt.date(2026, 3, 9)

    def test_what_was_given_already_is_paid_within_twenty_days(self) -> None:
        given = ListedTreatment(number=1, text="Acupuncture x 8", given=True)
        found = clocks(overturned((given,)))
        assert "implementation-authorize" not in found
        assert last_day(found["implementation-reimburse"]) == dt.date(2026, 3, 23)

    def test_a_report_satisfies_the_clock_of_its_treatment_alone(self) -> None:
        dispute = overturned().wait(days=2)
        day = pacific_day(dispute.now)
        dispute.ask(ReportImplementation(treatment=1, on=day))
        found = deadlines(dispute.record, dispute.law, dispute.now)
        status = {
            one.treatments: one.status for one in found if one.rule == "implementation-authorize"
        }
        assert status == {(1,): Status.SATISFIED, (2,): Status.OPEN}

    def test_an_appeal_suspends_it_and_a_denial_starts_it_anew(self) -> None:
        dispute = overturned(treatments(1)).wait(days=3)
        dispute.ask(appeal(dispute))
        suspended = clocks(dispute)["implementation-authorize"]
        assert suspended.status is Status.MOOT
        assert suspended.ended and suspended.ended.event == "appeal-filed"
        dispute.wait(days=60)
        dispute.ask(DecideAppeal(granted=False, on=pacific_day(dispute.now)))
        anew = clocks(dispute)["implementation-authorize"]
        assert (anew.status, anew.begun.event) == (Status.OPEN, "appeal-decided")

    def test_after_a_remand_each_says_in_which_review_it_was_due(self) -> None:
        dispute = Dispute().reach(State.SERVED)
        assert "review round" not in shown(dispute)
        petition = paper("petition", at=dispute.now)
        day = dispute.now.date()
        dispute.ask(FileAppeal(grounds=(AppealGround.FRAUD,), filed=day, petition=petition))
        dispute.ask(DecideAppeal(granted=True, on=day))
        dispute.reach(State.SERVED)
        found = deadlines(dispute.record, dispute.law, dispute.now)
        services = [one.review_round for one in found if one.rule == "service"]
        assert services == [1, 2]
        told = shown(dispute)
        assert "review round 1" in told and "review round 2" in told

    def test_a_remand_begins_the_decision_anew(self) -> None:
        dispute = overturned().wait(days=3)
        dispute.ask(appeal(dispute))
        dispute.wait(days=60)
        dispute.ask(DecideAppeal(granted=True, on=pacific_day(dispute.now)))
        decision = clocks(dispute)["decision"]
        assert (decision.status, decision.begun.event) == (Status.OPEN, "remanded")

    def test_nothing_is_due_once_the_employee_withdrew(self) -> None:
        dispute = notify(Dispute())
        dispute.ask(Withdraw(reason="treated elsewhere"))
        found = deadlines(dispute.record, dispute.law, dispute.now + dt.timedelta(days=99))
        assert not [one for one in found if one.running]
        named = {one.ended.event for one in found if one.ended and not one.ended.satisfied}
        assert named == {"application-withdrawn"}


class TestTheDailyList:
    def test_each_role_sees_what_is_overdue_due_today_and_due_soon(self) -> None:
        dispute = Dispute().reach(State.READY_TO_APPOINT)
        later = Dispute().reach(State.ELIGIBLE)
        tasks = [
            Task(case=number, deadline=one)
            for number, each in (("CM26-0000001", dispute), ("CM26-0000002", later))
            for one in deadlines(each.record, each.law, START + dt.timedelta(days=1))
        ]
        mine = agenda(tasks, Role.CASE_MANAGER, START + dt.timedelta(days=1))
        assert [task.deadline.rule for task in mine.today] == ["notice-of-assignment"]
        assert (mine.overdue, mine.soon) == ((), ())
        far = agenda(tasks, Role.CASE_MANAGER, START + dt.timedelta(days=1), days=30)
        assert [(task.case, task.deadline.rule) for task in far.soon] == [
            ("CM26-0000001", "decision")
        ]

    def test_what_is_overdue_comes_first_and_stays_until_it_is_done(self) -> None:
        dispute = Dispute().reach(State.ELIGIBLE).wait(days=5)
        found = deadlines(dispute.record, dispute.law, dispute.now)
        tasks = [Task(case="CM26-0000001", deadline=one) for one in found]
        mine = agenda(tasks, Role.CASE_MANAGER, dispute.now)
        assert [task.deadline.rule for task in mine.overdue] == ["notice-of-assignment"]

    def test_the_case_manager_sees_whom_to_remind(self) -> None:
        dispute = notify(Dispute()).wait(days=11)
        found = deadlines(dispute.record, dispute.law, dispute.now)
        tasks = [Task(case="CM26-0000001", deadline=one) for one in found]
        mine = agenda(tasks, Role.CASE_MANAGER, dispute.now)
        assert [task.deadline.rule for task in mine.awaited] == ["records-claims-administrator"]
        assert agenda(tasks, Role.REVIEWER, dispute.now).awaited == ()
