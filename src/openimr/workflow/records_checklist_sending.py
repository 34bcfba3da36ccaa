"""Records and cures sent over the net: each paper is kept with its case, then recorded.

A paper is kept first, as on the command line: what is sealed without its paper could never be put
right. Each is recorded under the name of its upload, so that sent twice it is recorded once.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from openimr.case.commands import Command
from openimr.case.commands.intake import ReceiveCure
from openimr.case.commands.records import ReceiveRecords
from openimr.case.events.event import Receipt
from openimr.casefile.ports import SourceFile
from openimr.law.calendar import pacific_day
from openimr.vocabulary.actor import Actor
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.filing import PartyRole
from openimr.vocabulary.value import Value
from openimr.workflow.office import Office
from openimr.workflow.papers import Announced, PaperUploads, Sender, Upload, WholePaper
from openimr.workflow.receive_papers import PapersBook
from openimr.workflow.records_checklist import RecordClass, Without, classes_for, list_title

_NOBODYS = "0" * 64


class CasePapers(Protocol):
    """Keeps papers with a case."""

    def add(self, file: SourceFile, case: str) -> None:
        """Keep a copy of one more paper of the case file."""
        ...


class ListOfRecords(Value, frozen=True, kw_only=True):
    """The list of what was sent, as it goes to the file and to the employee.

    Attributes:
        case: the number.
        sender: whose list it is.
        day: of sending.
        papers: each with its class, name, pages and SHA-256.
        without: classes of which there is nothing, with the reason.
    """

    case: str
    sender: PartyRole
    day: dt.date
    papers: tuple[tuple[str, str, int, str], ...]
    without: tuple[tuple[str, str], ...]


class Consignment(Value, frozen=True, kw_only=True):
    """Papers that somebody sends to a case.

    Attributes:
        case: the number.
        place: where the papers were sent.
        sender: the party whose papers they are.
        actor: who asks.
    """

    case: str
    place: Sender
    sender: PartyRole
    actor: Actor


class Stated(Value, frozen=True, kw_only=True):
    """What a party says of its records.

    Attributes:
        assigned: uploads by their id, with the class of each.
        without: classes of which there is nothing.
        list_sent: the list went to the employee or attorney.
    """

    assigned: Mapping[str, RecordClass]
    without: tuple[Without, ...] = ()
    list_sent: bool = False


class NotTaken(Value, frozen=True, kw_only=True):
    """A paper that was not taken to the case; it is still there."""

    name: str
    reason: str
    remedy: str


@dataclass(frozen=True)
class SendingRoom:
    """What sending papers to a case needs.

    Attributes:
        office: as whoever sends sees it.
        uploads: papers that were sent.
        papers: keeps them with their case.
        filed: knows which papers belong to which applications.
        typeset: makes a list of records a PDF.
    """

    office: Office
    uploads: PaperUploads
    papers: CasePapers
    filed: PapersBook
    typeset: Callable[[ListOfRecords], bytes]

    def records_refused(self, sent: Consignment) -> Refused | None:
        """Why no records would be taken now; None when they would."""
        receipt = self._receipt(sent.sender, "records", None)
        return self._refused(ReceiveRecords(receipt=receipt, beyond_ur=True), sent)

    def cure_refused(self, sent: Consignment, rules: Sequence[str]) -> Refused | None:
        """Why no cure would be taken now; None when it would."""
        paper = self._receipt(sent.sender, "cure", None)
        return self._refused(ReceiveCure(rules=tuple(rules) or ("none",), papers=(paper,)), sent)

    def _refused(self, probe: Command, sent: Consignment) -> Refused | None:
        try:
            self.office.desk.check(probe, sent.case, sent.actor, "asked-only")
        except Refused as no:
            return no
        return None

    def send(self, sent: Consignment, stated: Stated) -> tuple[NotTaken, ...]:
        """Take papers to a case as records, and the list of them.

        Returns:
            Papers that were refused; they wait where they are.
        """
        assigned = stated.assigned
        whole = [one for one in self._whole(sent) if one.id in assigned]
        listed = self._list(sent, whole, stated)
        failed = [no for one in whole for no in self._take(sent, one, assigned[one.id], stated)]
        if len(failed) < len(whole) or stated.without:
            self._take_list(sent, listed, stated)
        return tuple(failed)

    def cure(self, sent: Consignment, rules: Sequence[str]) -> None:
        """Take everything that was sent to a case as the cure of what it lacks.

        Raises:
            Refused: as the command.
        """
        whole = self._whole(sent)
        title = f"cure: {', '.join(rules)}"
        papers = tuple(self._receipt(sent.sender, title, one.paper) for one in whole)
        command = ReceiveCure(rules=tuple(rules), papers=papers)
        self._record(command, sent, whole, f"cure-{whole[0].id}" if whole else "cure")
        self.filed.keep(sent.case, [one.sha256 for one in papers])

    def _whole(self, sent: Consignment) -> list[Upload]:
        return [one for one in self.uploads.waiting(sent.place) if one.paper]

    def _take(
        self, sent: Consignment, upload: Upload, kind: RecordClass, stated: Stated
    ) -> Iterable[NotTaken]:
        command = ReceiveRecords(
            receipt=self._receipt(sent.sender, kind.title, upload.paper),
            beyond_ur=kind.beyond_ur,
            list_sent=stated.list_sent,
        )
        try:
            self._record(command, sent, [upload], f"upload-{upload.id}")
        except Refused as no:
            yield NotTaken(name=upload.announced.name, reason=no.reason, remedy=no.remedy or "")

    def _record(
        self, command: Command, sent: Consignment, whole: Sequence[Upload], key: str
    ) -> None:
        """Keep papers with the case, then record the command that names them."""
        self.office.desk.check(command, sent.case, sent.actor, key)
        for one in whole:
            with self.uploads.opened(sent.place, one.id) as file:
                self.papers.add(file, sent.case)
        self.office.do(command, sent.case, sent.actor, key)
        for one in whole:
            self.uploads.drop(sent.place, one.id)

    def _list(self, sent: Consignment, whole: Sequence[Upload], stated: Stated) -> ListOfRecords:
        titles = {one.id: one.title for one in classes_for(sent.sender, asked=True)}
        return ListOfRecords(
            case=sent.case,
            sender=sent.sender,
            day=pacific_day(self.office.now()),
            papers=tuple(
                (
                    stated.assigned[one.id].title,
                    one.announced.name,
                    one.paper.pages,
                    one.paper.sha256,
                )
                for one in whole
                if one.paper
            ),
            without=tuple((titles[one.record_class], one.reason) for one in stated.without),
        )

    def _take_list(self, sent: Consignment, listed: ListOfRecords, stated: Stated) -> None:
        """Keep the list with the case; the very same list is in it once."""
        classes = {one.id: one for one in classes_for(sent.sender, asked=True)}
        title = list_title(classes[one.record_class] for one in stated.without)
        done = self._typeset(sent, listed)
        command = ReceiveRecords(
            receipt=self._receipt(sent.sender, title, done.paper),
            beyond_ur=False,
            list_sent=stated.list_sent,
        )
        try:
            self._record(command, sent, [done], f"upload-{done.id}")
        except Refused as no:
            self.uploads.drop(sent.place, done.id)
            if no.rule != "received-already":
                raise

    def _typeset(self, sent: Consignment, listed: ListOfRecords) -> Upload:
        """The list as a paper among those that were sent."""
        content = self.typeset(listed)
        digest = hashlib.sha256(content).hexdigest()
        announced = Announced(name="list-of-records.pdf", size=len(content), sha256=digest)
        begun = self.uploads.begin(sent.place, announced)
        if begun.paper is None:
            part = self.uploads.limits.part
            for offset in range(0, len(content), part):
                self.uploads.put(sent.place, begun.id, offset, content[offset : offset + part])
        return self.uploads.finish(sent.place, begun.id)

    def _receipt(self, sender: PartyRole, title: str, paper: WholePaper | None) -> Receipt:
        return Receipt(
            sender=sender,
            title=title,
            pages=paper.pages if paper else None,
            sha256=paper.sha256 if paper else _NOBODYS,
            at=self.office.now(),
        )
