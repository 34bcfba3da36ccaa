"""Jobs on SQLite and PostgreSQL: how many a second, a day's notices, recovery after kill -9.

    python -m bench.jobs [--jobs 300]

The day is a real one: 800 applications received and 566 letters served, every party told by real
SMTP, from the record to the mail server and back into the record. The floor sends the same
number of messages to the same server from a bare loop.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import msgspec
from rich.console import Console
from rich.table import Table
from tests.databases import address_book_in
from tests.happenings import CLERK, NOON, received
from tests.job_worker import kinds
from tests.mail_server import Desk, mail_server
from tests.postgres import new_server

from openimr.adapters.case_folders import CaseFolders
from openimr.adapters.database.configuration import database_settings
from openimr.adapters.database.connect import connect, open_store
from openimr.adapters.durable_jobs import DurableJobs
from openimr.adapters.mail import SmtpMail
from openimr.adapters.mail_settings import MailSettings, Security
from openimr.case.events import CaseEvent
from openimr.case.events.intake import PartyEntry
from openimr.case.events.issuing import DeterminationIssued, DeterminationServed
from openimr.case.events.records import Sent
from openimr.law.load import load_law
from openimr.vocabulary.filing import Delivery, PartyRole
from openimr.workflow.addresses import Address
from openimr.workflow.jobs import Job
from openimr.workflow.notice_jobs import notice_errands
from openimr.workflow.projections import Projection
from openimr.workflow.telling import Message

APPLICATIONS, LETTERS = 800, 566
LETTER = b"%PDF-1.7 " + b"as long as a letter " * 5_000
KILLS = 5
PARTY = PartyEntry(role=PartyRole.EMPLOYEE, id="party-1")
ROOT = Path(__file__).parents[1]


class Measured:
    """An installation under measurement."""

    def __init__(self, name: str, folder: Path, jobs: str, record: str) -> None:
        self.name, self.folder, self.database, self.record = name, folder, jobs, record
        self.kinds = kinds(folder)
        self.jobs = DurableJobs(jobs, self.kinds)
        self.rows: dict[str, str] = {}

    @contextlib.contextmanager
    def worker(self, *command: str, **more: str) -> Iterator[subprocess.Popen[bytes]]:
        """A worker, killed at the end."""
        started = subprocess.Popen(
            [sys.executable, "-m", *command], cwd=ROOT, env={**os.environ, **more}
        )
        try:
            yield started
        finally:
            started.kill()
            started.wait()

    def throughput(self, count: int) -> None:
        """Jobs without work: asked for, and done."""
        start = time.perf_counter()
        for number in range(count):
            self.jobs.enqueue(Job(key=f"n{number}", kind="note", arguments={}))
        self.rows["asked for, jobs/s"] = f"{count / (time.perf_counter() - start):,.0f}"
        with self.worker("tests.job_worker", self.database, str(self.folder)):
            until((self.folder / "ready").exists)
            start = time.perf_counter()
            left = self.open()
            until(lambda: not self.open())
        self.rows["done, jobs/s (4 at once)"] = f"{left / (time.perf_counter() - start):,.0f}"

    def open(self) -> int:
        """Jobs waiting or running."""
        return sum(self.jobs.waiting().values())

    def recovery(self) -> None:
        """From kill -9 until the job runs again: another worker stands by, or one is started."""
        rounds = [self._killed_twice(f"long{number}") for number in range(KILLS)]
        standing, started = zip(*rounds, strict=True)
        self.rows["again after kill -9, another stands by"] = f"{statistics.median(standing):.1f} s"
        self.rows["again after kill -9, one is started"] = f"{statistics.median(started):.1f} s"

    def _killed_twice(self, key: str) -> tuple[float, float]:
        command = ("tests.job_worker", self.database, str(self.folder))
        self.jobs.enqueue(Job(key=key, kind="slow", arguments={"pages": "600"}))
        with self.worker(*command) as first:
            until(lambda: self.runs(key) == 1)
            (self.folder / "ready").unlink()
            with self.worker(*command):
                until((self.folder / "ready").exists)
                time.sleep(1)
                start = time.perf_counter()
                first.kill()
                until(lambda: self.runs(key) == 2)
                standing = time.perf_counter() - start
        start = time.perf_counter()
        with self.worker(*command):
            until(lambda: self.runs(key) == 3)
            started = time.perf_counter() - start
            self.jobs.cancel(key)
            until(lambda: not self.open())
            time.sleep(3)
        return standing, started

    def runs(self, key: str) -> int:
        """How often a job has begun."""
        file = self.folder / "runs"
        return file.read_text().split().count(key) if file.exists() else 0

    def day(self) -> None:
        """A day's notices: queued, sent and recorded by `openimr work`."""
        named = {"OPENIMR_DATA": str(self.folder), "OPENIMR_DATABASE": self.record}
        settings = database_settings(named, self.folder)
        address = Address(name="Jo Doe", email="jo@doe.example")
        address_book_in(connect(settings)).change(PARTY.id, address, CLERK, NOON)
        store = open_store(settings, Projection(load_law()), notice_errands)
        for number in range(APPLICATIONS):
            events: list[CaseEvent] = [
                msgspec.structs.replace(received(f"CM26-{number:07}"), parties=(PARTY,))
            ]
            if number < LETTERS:
                events += served()
                kept = CaseFolders(self.folder).letter(f"CM26-{number:07}", ".pdf")
                kept.parent.mkdir(parents=True)
                kept.write_bytes(LETTER)
            store.append(f"CM26-{number:07}", events, after=0, actor=CLERK, key="day", at=NOON)
        desk, messages = Desk(), APPLICATIONS + LETTERS
        with mail_server(desk) as port:
            smtp = {"OPENIMR_SMTP": f"smtp+plain://127.0.0.1:{port}"}
            sender = {"OPENIMR_MAIL_FROM": "notices@reviews.example"}
            start = time.perf_counter()
            with self.worker("openimr", "work", **named, **smtp, **sender):
                until(lambda: len(desk.taken) == messages, 1_800)
            took = time.perf_counter() - start
            start = time.perf_counter()
            bare(port, messages)
            floor = time.perf_counter() - start
        copies = len(desk.ids()[:messages]) - len(set(desk.ids()[:messages]))
        self.rows[f"a day's {messages} notices"] = f"{took / 60:.1f} min, {copies} sent twice"
        self.rows["  against a bare loop of SMTP"] = f"{took / floor:.1f}x"


def served() -> list[CaseEvent]:
    """A letter issued and served."""
    sent = Sent(to=PartyRole.EMPLOYEE, by=Delivery.ELECTRONIC, at=NOON)
    issued = DeterminationIssued(letter_sha256=sha256(LETTER).hexdigest(), documents=3)
    return [issued, DeterminationServed(sent=(sent,))]


def bare(port: int, messages: int) -> None:
    """The same number of messages from a bare loop."""
    mail = SmtpMail(
        MailSettings(
            host="127.0.0.1", port=port, security=Security.NONE, sender="n@reviews.example"
        )
    )
    content = b"Message-ID: <1@reviews.example>\r\nSubject: s\r\n\r\n" + b"words\r\n" * 400
    message = Message(
        recipient="jo@doe.example", message_id="<1@reviews.example>", content=content, sha256=""
    )
    for _ in range(messages):
        mail.send(message)


def until(holds: Callable[[], object], seconds: float = 120.0) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            sys.exit("The jobs do not go on.")
        time.sleep(0.02)


def main() -> None:
    """Measure both databases and print one table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--jobs", type=int, default=300)
    count = parser.parse_args().jobs
    server = new_server()
    measured = []
    with tempfile.TemporaryDirectory() as place:
        for name in ("SQLite", "PostgreSQL"):
            folder = Path(place) / name
            folder.mkdir()
            record = str(folder / "record.sqlite3")
            jobs = f"sqlite:///{folder}/bench.sqlite3"
            if name == "PostgreSQL":
                record, jobs = (server.url(server.make_database()) for _ in range(2))
            one = Measured(name, folder, jobs, record)
            one.throughput(count)
            one.recovery()
            one.day()
            one.jobs.close()
            measured.append(one)
    table = Table("", *(one.name for one in measured))
    for row in measured[0].rows:
        table.add_row(row, *(one.rows[row] for one in measured))
    Console().print(table)
    server.stop()


if __name__ == "__main__":
    main()
