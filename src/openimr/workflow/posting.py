"""What cannot go by e-mail is printed, put into an envelope, and posted by a person.

The letter waits in a tray; when the person says on which day it was posted, the record says so.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping

from openimr.case.events.notices import NoticePosted, NoticePrinted
from openimr.law.calendar import pacific_day
from openimr.vocabulary.actor import Actor
from openimr.vocabulary.errors import BadInput, Refused
from openimr.workflow.addresses import Address
from openimr.workflow.jobs import Task
from openimr.workflow.notices import NoticeContent
from openimr.workflow.telling import Telling, content_told, queued_notice, record_outcome

POST = "post-notice"


def post_notice(telling: Telling, _: Task, arguments: Mapping[str, str]) -> None:
    """Print a notice that came back by e-mail.

    Raises:
        Refused: when no postal address is known either.
    """
    case, notice = arguments["case"], arguments["notice"]
    recorded = telling.store.load(case)
    queued, at = queued_notice(recorded, notice)
    address = telling.book.address(queued.party)
    if address is None or not address.postal:
        raise Refused(
            "The notice came back, and no postal address is kept.",
            rule="notices-arrive",
            remedy="Enter one with `openimr party address`, then restart the job.",
        )
    content = content_told(telling, recorded, queued)
    print_notice(telling, content, notice, address, at)


def print_notice(
    telling: Telling, content: NoticeContent, notice: str, to: Address, at: dt.datetime
) -> None:
    """Put a notice into the tray, with the letter that it tells of, and record that it is there."""
    letter = enclosed(telling, content)
    printed = telling.compose.on_paper(content, to, at)
    telling.tray.put(content.case, notice, (printed, letter) if letter else (printed,))
    done = NoticePrinted(notice=notice, sha256=hashlib.sha256(printed).hexdigest())
    record_outcome(telling, content.case, (done,), f"printed:{notice}")


def enclosed(telling: Telling, content: NoticeContent) -> bytes | None:
    """The letter that goes with a notice, byte for byte as the record knows it; None without one.

    Raises:
        Refused: when the letter is not kept.
    """
    if not content.letter_sha256:
        return None
    letter = telling.letters.letter(content.case, content.letter_sha256)
    if letter is None:
        raise Refused(
            "The letter whose SHA-256 is in the record is not in the case's folder.",
            rule="letter-kept",
            remedy="Put the very file that was issued into the case's folder `letters`, then "
            "restart the job.",
        )
    return letter


def mark_posted(telling: Telling, case: str, notice: str, on: dt.date, actor: Actor) -> None:
    """Record that a letter of the tray was posted; said twice, it is recorded once.

    Args:
        telling: record and tray.
        case: the case number.
        notice: the notice's identifier.
        on: the day, in California.
        actor: the person who says so.

    Raises:
        Refused: when the letter was not printed.
        BadInput: when the day lies before it was printed, or in the future.
    """
    recorded = telling.store.load(case)
    events = [(one.event, one.at) for one in recorded]
    if any(isinstance(event, NoticePosted) and event.notice == notice for event, _ in events):
        telling.tray.take_out(case, notice)
        return
    printed = [
        at for event, at in events if isinstance(event, NoticePrinted) and event.notice == notice
    ]
    if not printed:
        raise Refused(
            f"Notice {notice} of case {case} is not in the tray.",
            rule="posted-what-was-printed",
            remedy="`openimr post list` shows what is.",
        )
    if not pacific_day(printed[0]) <= on <= pacific_day(telling.now()):
        found = f"is not between {pacific_day(printed[0]):%m/%d/%Y}, when it was printed, and today"
        raise BadInput(f"{on:%m/%d/%Y}", found)
    record_outcome(telling, case, (NoticePosted(notice=notice, on=on),), f"posted:{notice}", actor)
    telling.tray.take_out(case, notice)
