"""An office that tells parties: a record in memory, a mail server, a tray, and jobs run by hand."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Sequence
from email.message import EmailMessage

import msgspec
from tests.happenings import CLERK, NOON, plainly_listed, received
from tests.memory_event_store import MemoryEventStore

from openimr.adapters.mail_text import NoticeComposer
from openimr.case.events import CaseEvent
from openimr.case.events.event import Receipt
from openimr.case.events.intake import PartyEntry
from openimr.law.load import load_law
from openimr.vocabulary.filing import PartyRole
from openimr.workflow.addresses import Address
from openimr.workflow.jobs import Job, Task
from openimr.workflow.notice_jobs import notice_errands, telling_kinds
from openimr.workflow.outbox import job_of
from openimr.workflow.telling import Letterhead, Message, Telling, ToBePosted

CASE = "CM26-0000001"
HEAD = Letterhead(
    organization="Example Reviews", contact="555 0100", sender="notices@reviews.example"
)
HASH = "ab" * 32
PARTIES = (
    PartyEntry(role=PartyRole.EMPLOYEE, id="party-1"),
    PartyEntry(role=PartyRole.CLAIMS_ADMINISTRATOR, id="party-2"),
)


class Book:
    """Addresses of the two parties."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.kept = {
            "party-1": Address(name="Jo Doe <b>", email="jo@doe.example"),
            "party-2": Address(name="Acme Claims", email="claims@acme.example"),
        }

    def address(self, party: str) -> Address | None:
        return self.kept.get(party)

    def name(self, party: str) -> str | None:
        return self.kept[party].name if party in self.kept else self.names.get(party)


class Server:
    """A mail server that keeps what it takes and answers as it is told."""

    def __init__(self) -> None:
        self.taken: list[Message] = []
        self.answers: list[Exception] = []

    def send(self, message: Message) -> None:
        if self.answers:
            raise self.answers.pop(0)
        self.taken.append(message)


class Letters:
    """The one letter that was issued, by whatever digest a test gave it."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {HASH: b"%PDF of the determination"}

    def letter(self, case: str, sha256: str) -> bytes | None:
        return self.kept.get(sha256)


class Tray:
    """A tray in memory."""

    def __init__(self) -> None:
        self.papers: dict[tuple[str, str], tuple[bytes, ...]] = {}

    def put(self, case: str, notice: str, papers: Sequence[bytes]) -> None:
        self.papers[case, notice] = tuple(papers)

    def waiting(self) -> tuple[ToBePosted, ...]:
        return tuple(ToBePosted(case=c, notice=n, files=()) for c, n in sorted(self.papers))

    def opened(self, case: str, notice: str) -> tuple[bytes, ...]:
        return self.papers[case, notice]

    def take_out(self, case: str, notice: str) -> None:
        self.papers.pop((case, notice), None)


class Run(msgspec.Struct):
    """A job's run without an engine."""

    key: str = "k"
    attempt: int = 1
    last_attempt: bool = False

    def progress(self, done: int, of: int, unit: str) -> None:
        pass

    def ask(self, job: Job) -> None:
        pass


class Office:
    """A record, a mail server and the jobs between them."""

    def __init__(self) -> None:
        self.store = MemoryEventStore(plainly_listed, notice_errands)
        self.server, self.book = Server(), Book()
        self.letters, self.tray = Letters(), Tray()
        self.now = NOON
        self.telling = Telling(
            store=self.store,
            law=load_law(),
            book=self.book,
            compose=NoticeComposer(HEAD),
            mail=self.server,
            letters=self.letters,
            tray=self.tray,
            now=lambda: self.now,
        )
        self.kinds = {kind.name: kind for kind in telling_kinds(self.telling)}
        papers = (Receipt(sender=PartyRole.EMPLOYEE, title="f", pages=12, sha256=HASH, at=NOON),)
        application = msgspec.structs.replace(received(CASE), parties=PARTIES, papers=papers)
        self.happens(application)

    def happens(self, *events: CaseEvent) -> None:
        after = len(self.store.load(CASE))
        self.store.append(CASE, events, after=after, actor=CLERK, key=f"k{after}", at=NOON)

    def work(self, task: Task | None = None) -> None:
        """Do every errand, those too that the work itself calls for."""
        while self.store.outbox:
            job = job_of(self.store.outbox.pop(0))
            self.kinds[job.kind].run(task or Run(), job.arguments)

    def mails(self) -> list[EmailMessage]:
        return [parsed(one) for one in self.server.taken]

    def recorded(self, kind: type[CaseEvent]) -> list[CaseEvent]:
        return [one.event for one in self.store.load(CASE) if isinstance(one.event, kind)]


def parsed(message: Message) -> EmailMessage:
    return email.message_from_bytes(message.content, policy=email.policy.default)  # type: ignore[return-value]


def words(mail: EmailMessage, form: str = "plain") -> str:
    part = mail.get_body((form,))
    assert part
    return " ".join(part.get_content().split())
