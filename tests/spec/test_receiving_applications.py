"""Stage 1, receive: filed papers become a case; a repetition is known, and nothing is guessed."""

from __future__ import annotations

import dataclasses
import datetime as dt

import msgspec
import pytest
from tests.filed_applications import (
    WHOLE,
    CountedNumbers,
    MemoryAddresses,
    MemoryBook,
    MemoryPapersBook,
    application,
    day,
    papers_read,
    treatments,
    words,
)
from tests.invented_dispute import INTAKE, MANAGER
from tests.memory_event_store import MemoryEventStore

from openimr.case.commands.intake import Consolidate, ReceiveApplication, TakeIn
from openimr.case.commands.issuing import Withdraw
from openimr.case.events.intake import (
    ApplicationReceived,
    FoundDuplicate,
    FoundIneligible,
    ReferredToPerson,
)
from openimr.case.model import State
from openimr.case.record import encode
from openimr.law.load import load_law
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.filing import Delivery, PartyRole, Priority
from openimr.workflow.desk import Desk
from openimr.workflow.duplicates import counts, earlier_applications, together_with
from openimr.workflow.projections import Projection
from openimr.workflow.receive import Filing, Intake, Taken
from openimr.workflow.receive_digests import Digests
from openimr.workflow.receive_reading import FiledPaper, PapersRead

LAW = load_law()
MONDAY = dt.datetime(2026, 3, 2, 18, 0, tzinfo=dt.UTC)
DIGESTS = Digests(bytes(range(32)))


class Front:
    """The front desk on an empty record."""

    def __init__(self) -> None:
        self.now = MONDAY
        self.store = MemoryEventStore(Projection(LAW))
        self.book = MemoryBook()
        self.addresses = MemoryAddresses()
        self.desk = Desk(self.store, LAW, self.clock)
        self.intake = Intake(
            self.desk,
            self.store,
            CountedNumbers(),
            self.book,
            self.addresses,
            MemoryPapersBook(),
            DIGESTS,
            LAW,
            self.clock,
        )
        self.filed = 0

    def clock(self) -> dt.datetime:
        self.now += dt.timedelta(seconds=1)
        return self.now

    def take(self, read: PapersRead, filing: Filing | None = None, again: str = "") -> Taken:
        self.filed += 1
        key = f"filing-{self.filed}"
        return self.intake.take(read, filing or Filing(), INTAKE, key, again=again)


@pytest.fixture
def front() -> Front:
    return Front()


# What becomes of what was read


def test_a_complete_application_opens_a_case_that_is_eligible(front: Front) -> None:
    taken = front.take(papers_read())
    assert taken.case.state is State.ELIGIBLE
    assert taken.case.number == "CM26-0000001"
    assert [one.number for one in taken.case.treatments] == [1, 2]
    assert taken.case.treatments[0].topic == "acupuncture"


def test_the_day_of_the_decision_never_stands_for_the_day_of_its_service(front: Front) -> None:
    taken = front.take(papers_read(application(ur_served=None)))
    assert taken.case.decision.decided == dt.date(2026, 2, 17)
    assert taken.case.decision.served is None


def test_a_filing_late_after_the_decision_with_service_unknown_goes_to_a_person(
    front: Front,
) -> None:
    late = application(
        ur_served=None, ur_date=day("2026-01-05"), treatments=treatments("TENS unit")
    )
    taken = front.take(papers_read(late))
    assert taken.case.state is State.REFERRED
    event = taken.recorded[-1].event
    assert isinstance(event, ReferredToPerson)
    assert [lack.rule for lack in event.lacks] == ["service-date-unknown"]


def test_a_drug_contested_from_2018_on_falls_under_the_formulary(front: Front) -> None:
    _, tramadol = front.take(papers_read()).case.treatments
    assert (tramadol.drug, tramadol.formulary) == (True, True)


def test_a_drug_contested_before_2018_does_not(front: Front) -> None:
    _, tramadol = front.take(papers_read(application(ur_date=day("2017-12-29")))).case.treatments
    assert (tramadol.drug, tramadol.formulary) == (True, False)


def test_an_expedited_form_asks_for_an_expedited_review_and_does_not_make_the_decision_one(
    front: Front,
) -> None:
    case = front.take(papers_read(application(priority=words("Expedited")))).case
    assert case.priority is Priority.EXPEDITED
    assert not case.decision.expedited
    assert [lack.rule for lack in case.lacks] == ["expedited-not-certified"]


def test_a_decision_that_says_so_was_expedited_and_backs_an_expedited_form(front: Front) -> None:
    filed = application(priority=words("Expedited"), ur_expedited=True)
    case = front.take(papers_read(filed)).case
    assert (case.state, case.decision.expedited) == (State.ELIGIBLE, True)


class TestADecisionThatWasNotRecognized:
    """Only a form that came alone says that no decision came with it."""

    FILED = papers_read(application(ur_decision_attached=False))

    def with_papers(self, *papers: FiledPaper) -> PapersRead:
        return msgspec.structs.replace(self.FILED, papers=(*self.FILED.papers, *papers))

    def test_a_form_alone_lacks_the_decision(self, front: Front) -> None:
        case = front.take(self.FILED).case
        assert case.state is State.INELIGIBLE
        assert [lack.rule for lack in case.lacks] == ["ur-decision-missing"]

    @pytest.mark.parametrize(
        ("pages", "kinds"),
        [(2, ("letter",)), (3, ()), (None, ()), (9, ("DWC Form IMR",))],
        ids=["another paper", "of no kind", "unreadable", "a form of many pages"],
    )
    def test_any_other_paper_may_be_it_so_that_a_person_looks(
        self, front: Front, pages: int | None, kinds: tuple[str, ...]
    ) -> None:
        other = FiledPaper(name="scan.pdf", sha256="e" * 64, pages=pages, kinds=kinds)
        case = front.take(self.with_papers(other)).case
        assert case.state is State.REFERRED
        (lack,) = case.lacks
        assert lack.rule == "ur-decision-not-seen"
        assert "say whether a copy of it came" in lack.reason


def test_the_stamp_is_the_day_of_receipt_unless_somebody_says_otherwise(front: Front) -> None:
    stamped = papers_read(application(received=day("2026-02-27")))
    assert front.take(stamped).case.received.date() == dt.date(2026, 2, 27)
    told = Filing(received=dt.datetime(2026, 2, 26, 20, tzinfo=dt.UTC), by=Delivery.FAX)
    assert front.take(stamped, told, again="by fax too").case.received == told.received


def test_without_a_stamp_papers_are_received_now(front: Front) -> None:
    assert front.take(papers_read()).case.received.date() == MONDAY.date()


def test_papers_from_the_future_are_refused_and_nothing_is_recorded(front: Front) -> None:
    with pytest.raises(Refused) as refusal:
        front.take(papers_read(), Filing(received=MONDAY + dt.timedelta(days=2)))
    assert refusal.value.rule == "in-the-future"
    assert list(front.store.numbers()) == []


def test_the_attorney_s_filing_is_the_attorney_s(front: Front) -> None:
    taken = front.take(papers_read(), Filing(filer=PartyRole.EMPLOYEE_ATTORNEY))
    assert taken.case.filer is PartyRole.EMPLOYEE_ATTORNEY
    assert taken.case.papers[0].sender is PartyRole.EMPLOYEE_ATTORNEY


def test_every_paper_has_a_receipt_with_pages_and_hash_and_without_its_file_name(
    front: Front,
) -> None:
    (paper,) = front.take(papers_read()).case.papers
    assert (paper.title, paper.pages, len(paper.sha256)) == ("DWC Form IMR", 2, 64)


# Names stay outside the record


def test_the_record_names_nobody_and_the_book_everybody(front: Front) -> None:
    taken = front.take(papers_read())
    record = b"".join(map(encode, taken.recorded)).decode()
    for name in ("Idris", "Okonkwo", "Vance", "Lantern", "Otter", "QT-25"):
        assert name not in record
    assert sorted(front.book.names.values()) == [
        "Gray Otter Claims",
        "Idris Okonkwo-Lund",
        "Marguerite Vance, MD",
        "Paper Lantern Press, Inc.",
    ]


def test_a_party_has_one_identifier_in_all_its_cases(front: Front) -> None:
    first = front.take(papers_read())
    other = application(
        employee=words("Thea Brandvold"),
        employer=words("PAPER LANTERN PRESS"),
        claim_number=words("QT-25-00999"),
    )
    second = front.take(papers_read(other, "other form"))
    ids = [{party.role: party.id for party in taken.case.parties} for taken in (first, second)]
    assert ids[0][PartyRole.EMPLOYER] == ids[1][PartyRole.EMPLOYER]
    assert ids[0][PartyRole.EMPLOYEE] != ids[1][PartyRole.EMPLOYEE]


def test_two_of_one_name_of_whom_nothing_else_is_known_are_kept_apart(front: Front) -> None:
    unknown = application(date_of_birth=None, claim_number=None)
    first = front.take(papers_read(unknown))
    second = front.take(papers_read(unknown, "another form"))
    assert first.parties[0].id != second.parties[0].id


# Duplicates and courses


def test_the_very_same_papers_twice_are_refused_unless_they_were_filed_twice(
    front: Front,
) -> None:
    front.take(papers_read())
    with pytest.raises(Refused) as refusal:
        front.take(papers_read())
    assert refusal.value.rule == "received-already"
    assert "CM26-0000001" in refusal.value.reason
    assert front.take(papers_read(), again="by fax too").case.state is State.DUPLICATE


def test_the_same_papers_with_other_answers_open_no_second_case_before_somebody_says_why(
    front: Front,
) -> None:
    first = front.take(papers_read())
    other = application(ur_date=day("2026-02-03"), employee=words("Ona Bright"))
    with pytest.raises(Refused) as refusal:
        front.take(papers_read(other))
    assert refusal.value.rule == "received-already"
    assert first.case.number in refusal.value.reason
    second = front.take(papers_read(other), again="two workers on one form")
    assert second.case.state is not State.DUPLICATE
    event = second.recorded[0].event
    assert isinstance(event, ApplicationReceived)
    assert event.filed_again == "two workers on one form"


def test_of_papers_that_came_before_in_part_it_is_told_how_many(front: Front) -> None:
    front.take(papers_read())
    old, new = papers_read().papers[0], papers_read(paper="proof of service").papers[0]
    more = msgspec.structs.replace(papers_read(), papers=(old, new))
    with pytest.raises(Refused) as refusal:
        front.take(more)
    assert refusal.value.reason == (
        "1 of these 2 papers was received on 03/02/2026 as case CM26-0000001."
    )


def test_a_reason_is_recorded_only_where_papers_had_opened_another_case(front: Front) -> None:
    event = front.take(papers_read(), again="by fax too").recorded[0].event
    assert isinstance(event, ApplicationReceived)
    assert event.filed_again == ""


def test_a_second_filing_that_was_broken_off_is_finished_and_opens_no_third_case(
    front: Front,
) -> None:
    front.take(papers_read())
    other = papers_read(application(employee=words("Ona Bright")))
    mine = [
        front.intake.take(other, Filing(), INTAKE, "mine", again="for another worker").case.number
        for _ in range(2)
    ]
    assert mine == ["CM26-0000002", "CM26-0000002"]


def test_a_case_that_a_book_names_wrongly_holds_nobody_up(front: Front) -> None:
    front.intake.papers.keep("CM26-0000077", [papers_read().papers[0].sha256])
    assert front.take(papers_read()).case.state is State.ELIGIBLE


def test_a_second_filing_in_another_hand_is_found_a_duplicate(front: Front) -> None:
    first = front.take(papers_read())
    again = application(
        employee=words("OKONKWO LUND, Idris B."),
        claim_number=words("qt 25 OO871"),
        requesting_physician=words("Vance, Marguerite"),
        treatments=treatments("Ultram 50mg #60", "acupuncture x 6 visits lumbar spine"),
    )
    second = front.take(papers_read(again, "the attorney's form"))
    event = second.recorded[-1].event
    assert event == FoundDuplicate(of=first.case.number)


def test_another_decision_on_the_same_treatment_is_no_duplicate(front: Front) -> None:
    front.take(papers_read())
    later = application(ur_date=day("2026-02-24"), ur_served=day("2026-02-24"))
    assert front.take(papers_read(later, "later form")).case.state is State.ELIGIBLE


def test_of_two_that_nobody_screened_the_first_goes_on(front: Front) -> None:
    late = application(ur_served=None, ur_date=day("2026-01-05"))
    first = front.take(papers_read(late))
    second = front.take(papers_read(late, "second form"))
    assert first.case.state is State.REFERRED
    assert second.case.state is State.DUPLICATE
    assert earlier_applications(front.store, first.case) == ()


def test_what_ended_without_review_may_be_filed_again_and_a_person_sees_it(front: Front) -> None:
    first = front.take(papers_read())
    front.desk.do(Withdraw(reason="filed too early"), first.case.number, MANAGER, "withdrawn")
    second = front.take(papers_read(WHOLE, "second form"))
    assert second.case.state is not State.DUPLICATE


def test_applications_of_which_too_little_was_read_are_never_taken_for_each_other(
    front: Front,
) -> None:
    little = application(employee=None, claim_number=None)
    first = front.take(papers_read(little))
    second = front.take(papers_read(little, "another form"))
    assert first.case.same_dispute != second.case.same_dispute
    assert first.case.same_course != second.case.same_course


def test_the_very_same_papers_are_known_again_on_any_day_however_little_was_read(
    front: Front,
) -> None:
    little = papers_read(application(employee=None, claim_number=None))
    first = front.intake.take(little, Filing(), INTAKE, "the papers")
    front.now += dt.timedelta(days=3)
    again = front.intake.take(little, Filing(), INTAKE, "the papers")
    assert (again.case.number, again.anew) == (first.case.number, False)
    with pytest.raises(Refused) as refusal:
        front.take(little)
    told = f"These papers were received on 03/02/2026 as case {first.case.number}."
    assert refusal.value.reason == told


def test_a_second_decision_of_the_same_course_is_proposed_to_be_decided_together(
    front: Front,
) -> None:
    first = front.take(papers_read())
    later = application(
        ur_date=day("2026-02-24"),
        ur_served=day("2026-02-24"),
        treatments=treatments("MRI of the lumbar spine"),
    )
    second = front.take(papers_read(later, "later form"))
    (other,) = together_with(front.store, second.case)
    assert (other.case, other.into, other.overlapping) == (first.case.number, True, ())
    taken = TakeIn(
        case=second.case.number,
        same_course=second.case.same_course,
        treatments=second.case.treatments,
    )
    front.desk.do(taken, first.case.number, MANAGER, "taken in")
    joined = Consolidate(into=first.case.number, same_course=other.same_course)
    front.desk.do(joined, second.case.number, MANAGER, "joined")
    again = front.take(papers_read(later, "once more"))
    assert again.recorded[-1].event == FoundDuplicate(of=second.case.number)


def test_a_filing_on_part_of_the_same_decision_is_shown_as_overlapping(front: Front) -> None:
    front.take(papers_read())
    part = application(treatments=treatments("Tramadol 50 mg #60"))
    second = front.take(papers_read(part, "shorter form"))
    (other,) = together_with(front.store, second.case)
    assert other.overlapping == (2,)


def test_applications_are_counted_total_then_unique_then_eligible(front: Front) -> None:
    front.take(papers_read())
    front.take(papers_read(WHOLE, "second form"))
    conditional = application(ur_conditional=True, claim_number=words("ZZ-1-2345"))
    refused = front.take(papers_read(conditional, "third form"))
    assert isinstance(refused.recorded[-1].event, FoundIneligible)
    found = counts(front.store, None, None)
    assert (found.total, found.duplicates, found.unique) == (3, 1, 2)
    assert (found.eligible, found.ineligible, found.undecided, found.ended) == (1, 1, 0, 0)
    assert counts(front.store, MONDAY.date() + dt.timedelta(days=1), None).total == 0
    assert counts(front.store, None, MONDAY.date() - dt.timedelta(days=1)).total == 0


def test_the_same_filing_under_one_key_is_recorded_once(front: Front) -> None:
    taken = front.intake.take(papers_read(), Filing(), INTAKE, "one key")
    again = front.intake.take(papers_read(), Filing(), INTAKE, "one key")
    assert (again.recorded, again.anew) == (taken.recorded, False)


def test_a_filing_that_was_broken_off_before_the_screen_is_finished(front: Front) -> None:
    event = front.take(papers_read()).recorded[0].event
    other = Front()
    assert isinstance(event, ApplicationReceived)
    other.desk.do(ReceiveApplication(application=event), event.number, INTAKE, "broken")
    taken = other.intake.take(papers_read(), Filing(), INTAKE, "broken")
    assert (taken.case.state, taken.anew) == (State.ELIGIBLE, False)


def test_two_clerks_who_are_given_one_number_get_two_cases(front: Front) -> None:
    class Late(CountedNumbers):
        """Numbers by one who did not see the first of them taken."""

        def next(self, year: int) -> str:
            number = super().next(year)
            return f"{number[:-1]}1" if number.endswith("2") else number

    intake = dataclasses.replace(front.intake, numbers=Late())
    first = intake.take(papers_read(), Filing(), INTAKE, "first clerk")
    other = application(employee=words("Thea Brandvold"))
    second = intake.take(papers_read(other, "other form"), Filing(), INTAKE, "second clerk")
    assert first.case.number == "CM26-0000001"
    assert second.case.number == "CM26-0000003"
