"""More records asked for from the desk, with the law that gives the party its time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from openimr.case.commands.records import RequestRecords
from openimr.case.governing import circumstances, deciding_dates
from openimr.case.model import RecordsAsked
from openimr.law.triggers import Trigger
from openimr.vocabulary.actor import Actor
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.filing import Delivery, PartyRole
from openimr.vocabulary.printable import printable_paragraphs
from openimr.vocabulary.spans_of_time import in_words
from openimr.workflow.desk_view_room import Seated
from openimr.workflow.step_forms import told

LONGEST = 2_000
"""Characters of one request; a party reads it in a letter."""


@dataclass(frozen=True)
class TimeGiven:
    """How long a party has to answer.

    Attributes:
        span: in words: "5 business days".
        citation: of the law.
        verified: whether its text was seen.
    """

    span: str
    citation: str
    verified: bool


@dataclass(frozen=True)
class MoreRecords:
    """What the form that asks for records knows.

    Attributes:
        parties: that can be asked.
        times: how long they have, by every reading of the law.
        asked: the requests so far.
    """

    parties: tuple[PartyRole, ...]
    times: tuple[TimeGiven, ...]
    asked: tuple[RecordsAsked, ...]


def more_records(seated: Seated) -> MoreRecords:
    """What can be asked for in a case now."""
    case, office = seated.case, seated.ports.office
    dates = deciding_dates(case, office.now())
    rules = office.law.rules_after(Trigger.RECORDS_REQUESTED, dates, circumstances(case))
    times = tuple(
        TimeGiven(in_words(count.amount), count.citation, rule.verified)
        for rule in rules
        for count in rule.counts
    )
    return MoreRecords(told(case), times, case.asked)


class Wanted(NamedTuple):
    """Records that are asked for: of whom, which, and how the request goes out."""

    of: PartyRole
    what: str
    by: Delivery


def ask_for_records(seated: Seated, wanted: Wanted, actor: Actor, key: str) -> None:
    """Ask a party for more records.

    Raises:
        BadInput: when nothing is asked for, or with a character that no letter shows.
        Refused: as the command.
    """
    what = wanted.what
    if not what.strip():
        raise BadInput("the request", "asks for nothing", "Name the records that are needed.")
    if len(what) > LONGEST:
        raise BadInput("the request", f"is longer than {LONGEST} characters", "Shorten it.")
    try:
        words = printable_paragraphs(what, "it") or ""
    except ValueError as error:
        raise BadInput("the request", str(error), "Take the character out.") from None
    step = RequestRecords(of=wanted.of, what=words, by=wanted.by)
    seated.ports.office.do(step, seated.case.number, actor, key)
