"""What must never come into the record, whoever hands it in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from tests.happenings import CLERK, NOON, deferred

from openimr.case.commands.appointing import ApproveExtraReviewers
from openimr.case.commands.issuing import Correct, Issue, MakeEvidencePack, Withdraw
from openimr.case.commands.records import SendNoticeOfAssignment
from openimr.case.commands.reviewing import RecordExtension, ShowProposal
from openimr.case.events.issuing import AppealGround
from openimr.case.record import LONGEST_EVENT, chain
from openimr.case.verifying.lines import LONGEST_LINE
from openimr.law.calendar import Calendar
from openimr.law.deadlines import Start, deadlines_after
from openimr.law.load import load_law
from openimr.law.model import Trigger
from openimr.vocabulary.errors import BadInput

NO_DIGESTS: tuple[Callable[[str], object], ...] = (
    lambda text: Issue(letter_sha256=text, documents=3),
    lambda text: Correct(letter_sha256=text, reason="a wrong date"),
    lambda text: MakeEvidencePack(ground=AppealGround.FRAUD, sha256=text),
    lambda text: SendNoticeOfAssignment(sent=(), sha256=text),
    lambda text: ShowProposal(seat=1, treatment=1, proposal_sha256=text),
    lambda text: RecordExtension(reason="three hospitals", approval_sha256=text),
    lambda text: ApproveExtraReviewers(seats=2, approval_sha256=text),
)


@pytest.mark.parametrize("command", NO_DIGESTS)
@pytest.mark.parametrize("text", ["", "zzz", "A" * 64, "0" * 63, "0" * 65, f"{'0' * 64}\n"])
def test_words_in_the_place_of_a_digest(command: Callable[[str], object], text: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        command(text)


def test_a_withdrawal_without_reason() -> None:
    with pytest.raises(ValueError, match="a withdrawal has a reason"):
        Withdraw(reason=" ")


def test_an_event_so_long_that_nobody_could_check_the_record() -> None:
    assert LONGEST_EVENT < LONGEST_LINE
    long = deferred("x" * LONGEST_EVENT)
    with pytest.raises(BadInput, match="Shorten the texts"):
        chain([long], case="CM26-0000001", after=None, actor=CLERK, key="k", at=NOON)


@pytest.mark.parametrize("year", [1, 1999, 2101, 9999])
def test_a_clock_from_outside_the_calendar(year: int) -> None:
    law = load_law()
    since = dt.datetime(year, 12, 30, 20, tzinfo=dt.UTC)
    with pytest.raises(BadInput, match="outside the calendar"):
        deadlines_after(law, Calendar(law), Start(trigger=Trigger.FOUND_ELIGIBLE, since=since))
