"""Chapter: the form of a step. Every field has words, and what is entered becomes the command."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import pytest
from tests.dispute import Dispute
from tests.invented_dispute import MANAGER, digest
from tests.memory_event_store import MemoryEventStore

from openimr.case.commands import intake, issuing, records
from openimr.case.commands.command import Command
from openimr.case.model import State
from openimr.law.calendar import PACIFIC
from openimr.vocabulary.filing import Delivery, PartyRole
from openimr.workflow.by_people import AskedByPeople
from openimr.workflow.field_words import GRAVE, STEPS, TOGETHER
from openimr.workflow.offers import BY_PEOPLE
from openimr.workflow.projections import Projection
from openimr.workflow.step_forms import Entry, FormOf, has_form, step_fields
from openimr.workflow.step_reading import Entered, Paper, Wrong, read_step

NAMES: Mapping[str, str] = {}


def form_of(command: type[Command], dispute: Dispute) -> FormOf:
    return FormOf(command, dispute.case, MANAGER, dispute.law, NAMES)


def read(
    dispute: Dispute,
    command: type[Command],
    words: Mapping[str, Sequence[str]],
    **papers: Sequence[Paper],
) -> AskedByPeople:
    of = form_of(command, dispute)
    entered = Entered(words, papers)
    return read_step(
        of, step_fields(of), entered, MemoryEventStore(Projection(dispute.law)), dispute.now
    )


def wrong(
    dispute: Dispute, command: type[Command], words: Mapping[str, Sequence[str]]
) -> Mapping[str, str]:
    with pytest.raises(Wrong) as told:
        read(dispute, command, words)
    return told.value.found


@pytest.mark.parametrize("state", [State.RECEIVED, State.IN_REVIEW, State.SERVED])
def test_every_field_of_every_step_has_a_label(state: State) -> None:
    dispute = Dispute() if state is State.RECEIVED else Dispute().reach(state)
    for command in filter(has_form, BY_PEOPLE.values()):
        for field in step_fields(form_of(command, dispute)):
            assert field.words.label, (command, field.name)


def test_words_are_about_steps_that_there_are() -> None:
    assert set(STEPS) <= set(BY_PEOPLE)
    assert set(STEPS) >= GRAVE
    assert set(TOGETHER) <= set(STEPS)


def test_a_paper_to_every_party_is_one_choice() -> None:
    dispute = Dispute().reach(State.ELIGIBLE)
    notice = Paper("notice.pdf", digest("notice"), 2)
    asked = read(dispute, records.SendNoticeOfAssignment, {"sent.all": ["fax"]}, sha256=[notice])
    assert isinstance(asked, records.SendNoticeOfAssignment)
    assert asked.sha256 == digest("notice")
    assert {one.by for one in asked.sent} == {Delivery.FAX}
    assert {one.at for one in asked.sent} == {dispute.now}
    dispute.ask(asked, MANAGER)


def test_each_party_may_get_it_in_its_own_way_and_at_its_time() -> None:
    dispute = Dispute().reach(State.ISSUED)
    words = {f"sent.{party.role.value}": ["mail"] for party in dispute.case.parties}
    words |= {
        "sent.all": ["each"],
        "sent.employer": ["electronic"],
        "sent.employee": [""],
        "sent.at": ["2026-03-03T16:30"],
    }
    asked = read(dispute, issuing.Serve, words)
    assert isinstance(asked, issuing.Serve)
    ways = {one.to: one.by for one in asked.sent}
    assert PartyRole.EMPLOYEE not in ways, "not sent"
    assert set(ways.values()) <= {Delivery.MAIL, Delivery.ELECTRONIC}
    assert asked.sent[0].at == dt.datetime(2026, 3, 3, 16, 30, tzinfo=PACIFIC)


def test_records_come_with_sender_title_pages_and_digest() -> None:
    dispute = Dispute().reach(State.AWAITING_RECORDS)
    words = {
        "receipt.sender": ["claims administrator"],
        "receipt.title": ["Progress reports"],
        "beyond_ur": ["yes"],
    }
    asked = read(dispute, records.ReceiveRecords, words, receipt=[Paper("a.pdf", digest("a"), 12)])
    assert isinstance(asked, records.ReceiveRecords)
    assert (asked.receipt.title, asked.receipt.pages) == ("Progress reports", 12)
    assert asked.beyond_ur
    assert not asked.list_sent


def test_what_is_needed_and_missing_is_told_field_by_field() -> None:
    dispute = Dispute().reach(State.AWAITING_RECORDS)
    assert set(wrong(dispute, records.ReceiveRecords, {})) == {"receipt", "beyond_ur"}


@pytest.mark.parametrize(
    ("command", "words", "field"),
    [
        (issuing.DecideAppeal, {"granted": ["yes"], "on": ["last week"]}, "on"),
        (issuing.Issue, {"documents": ["twelve"]}, "documents"),
        (records.RequestRecords, {"of": ["a stranger"], "what": ["x"], "by": ["mail"]}, "of"),
        (issuing.Withdraw, {"reason": ["x" * 20_001]}, "reason"),
        (issuing.Withdraw, {"reason": ["   "]}, "reason"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_field(
    command: type[Command], words: Mapping[str, Sequence[str]], field: str
) -> None:
    assert field in wrong(Dispute().reach(State.IN_REVIEW), command, words)


def test_lines_are_several_texts() -> None:
    dispute = Dispute().reach(State.AWAITING_RECORDS)
    asked = read(dispute, records.CloseRecords, {"missing": ["the MRI\r\n\r\n  the first report "]})
    assert asked == records.CloseRecords(missing=("the MRI", "the first report"))


def test_a_correction_asks_for_what_was_changed_and_nothing_else() -> None:
    dispute = Dispute()
    of = form_of(intake.CorrectApplication, dispute)
    as_it_is = {field.name: field.initial for field in step_fields(of)}
    words = {**as_it_is, "reason": ["the stamp says the 20th"], "decision.served": ["2026-02-20"]}
    asked = read(dispute, intake.CorrectApplication, words)
    assert isinstance(asked, intake.CorrectApplication)
    assert asked.decision is not None
    assert asked.decision.served == dt.date(2026, 2, 20)
    assert asked.decision.decided == dispute.case.decision.decided, "the rest stays"
    assert (asked.date_of_injury, asked.treatments, asked.signed) == (None, None, None)


def test_treatments_are_corrected_as_a_list() -> None:
    dispute = Dispute()
    one, *others = dispute.case.treatments
    words: dict[str, list[str]] = {"reason": ["misread"], "treatments.row": ["1", "2", "3"]}
    words |= {f"treatments.{n}.text": [t.text] for n, t in enumerate(others, start=2)}
    words |= {"treatments.1.text": ["MRI of the left knee"], "treatments.1.is": ["given"]}
    asked = read(dispute, intake.CorrectApplication, words)
    assert isinstance(asked, intake.CorrectApplication)
    assert asked.treatments is not None
    assert asked.treatments[0].text == "MRI of the left knee"
    assert asked.treatments[0].given
    assert asked.treatments[0].topic == one.topic, "what the form does not show stays"
    assert len(asked.treatments) == len(dispute.case.treatments)


def test_choices_are_those_of_the_case() -> None:
    dispute = Dispute().reach(State.IN_REVIEW)
    fields = {one.name: one for one in step_fields(form_of(issuing.RecordAuthorization, dispute))}
    assert fields["treatments"].entry is Entry.CHOICES
    assert [one.value for one in fields["treatments"].choices] == [
        str(one.number) for one in dispute.case.disputed
    ]
