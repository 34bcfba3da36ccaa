"""A day of a review office in minutes: applications taken in, case files drafted, letters issued.

    python -m bench.day [--share 0.1]

The day is a real one: 800 applications received and 566 letters. Each application is a form and
a utilization review decision as PDFs of their own, read, taken in and screened as `openimr case
receive` does it; each letter is made of its case's record, typeset, kept and issued as `openimr
case letter --issue` does it. A share of the day is done and the day told from it. Drafting is
measured on the example case file, 20 pages with a scan. The floor opens the same PDFs with
PDFium alone and takes the same pages' text.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pypdfium2
from rich.console import Console
from rich.table import Table
from tests.dispute import Dispute
from tests.invented_dispute import application
from tests.postgres import new_server
from tests.ten_applications import TEN, papers

from openimr.adapters.source_files import source_files
from openimr.bootstrap import (
    case_letters,
    case_office,
    draft_case_file,
    filed_papers,
    letter_file,
)
from openimr.case.commands.issuing import Issue
from openimr.case.commands.signing import SignLetter
from openimr.case.events.intake import ApplicationReceived
from openimr.case.model import State
from openimr.determination.model import Determination, DocumentReviewed
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.filing import Delivery
from openimr.workflow.office import Office
from openimr.workflow.receive import Filing
from openimr.workflow.signing import Lettering, Signer

APPLICATIONS, LETTERS = 800, 566
EXAMPLE = Path(__file__).parents[1] / "examples" / "case-file"
CLERK = Actor(role=Role.INTAKE, id="clerk-1")
CASE_MANAGER = Actor(role=Role.CASE_MANAGER, id="manager-1")
QUALITY = Actor(role=Role.QUALITY, id="director-1")
DIRECTOR = Signer(id=QUALITY.id, name="Ines Okafor, MD", title="Medical Director")
NOW = dt.datetime(2026, 11, 20, 18, 0, tzinfo=dt.UTC)
DRAFT = Determination(
    clinical_case_summary="\n".join(
        f"On {month}/04/2026 the treating physician reported low back pain of 6 out of 10 [1:1]."
        for month in range(1, 9)
    ),
    documents_reviewed=tuple(
        DocumentReviewed(title=f"Progress report {number}") for number in range(1, 12)
    ),
    draft=True,
)


@contextlib.contextmanager
def installation(database: str, folder: Path) -> Iterator[Office]:
    """An office of its own on one database."""
    kept = {name: os.environ.get(name) for name in ("OPENIMR_DATA", "OPENIMR_DATABASE")}
    os.environ |= {"OPENIMR_DATA": str(folder), "OPENIMR_DATABASE": database}
    try:
        yield case_office(lambda: NOW, CLERK)
    finally:
        for name, value in kept.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


def filed(count: int, folder: Path) -> list[Path]:
    """So many applications of different people, as PDFs."""
    made = []
    for number in range(count):
        one = TEN[number % 10]
        other = f"{one.employee.split()[0]} {chr(65 + number // 260)}{chr(97 + number // 10 % 26)}"
        named = one._replace(employee=f"{other}bridge")
        made.append(papers(named, number % 10 + 1, folder / str(number)))
    return made


def received(office: Office, places: list[Path]) -> float:
    """Seconds for taking applications in, one after another."""
    begun = time.perf_counter()
    for number, place in enumerate(places):
        files, reader = source_files(place), filed_papers()
        read = reader.read(files)
        filing = Filing(received=NOW, by=Delivery.MAIL, filer=None)
        taken = office.intake.take(read, filing, CLERK, f"filing-{number}")
        reader.keep(files, taken.case.number)
    return time.perf_counter() - begun


def decided(office: Office, count: int) -> list[str]:
    """So many cases whose findings passed quality review."""
    record = Dispute().reach(State.DECIDED).record
    numbers = [f"CM26-9{number:06}" for number in range(count)]
    for case in numbers:
        events = [one.event for one in record]
        opening = msgspec.structs.asdict(application()) | {"number": case}
        events[0] = ApplicationReceived(**opening)
        office.store.append(case, events, after=0, actor=CASE_MANAGER, key="until decided", at=NOW)
    return numbers


def issued(office: Office, cases: list[str]) -> float:
    """Seconds for making, typesetting, keeping, signing and issuing letters, one by one."""
    files = case_letters()
    letters = Lettering(office, files, letter_file, {DIRECTOR.id: DIRECTOR}, "Example Office")
    begun = time.perf_counter()
    for case in cases:
        made = letters.compose(office.record_of(case), DRAFT, DIRECTOR)
        files.keep(case, made.sha256, made.content, made.letter)
        signed = SignLetter(
            letter_sha256=made.sha256,
            name=DIRECTOR.name,
            title=DIRECTOR.title,
            second_factor_at=NOW,
        )
        office.desk.do(signed, case, QUALITY, "sign")
        documents = len(made.letter.documents_reviewed)
        office.desk.do(
            Issue(letter_sha256=made.sha256, documents=documents), case, CASE_MANAGER, "issue"
        )
    return time.perf_counter() - begun


def drafted() -> float:
    """Seconds for drafting the example case file, nothing of it read before."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        draft_case_file(EXAMPLE, Path(folder) / "draft", NOW.date())
        return time.perf_counter() - begun


def bare(places: list[Path]) -> float:
    """Seconds for the bare text of the same papers."""
    begun = time.perf_counter()
    for path in (path for place in places for path in sorted(place.glob("*.pdf"))):
        with contextlib.closing(pypdfium2.PdfDocument(path)) as document:
            for page in document:
                page.get_textpage().get_text_bounded()
    return time.perf_counter() - begun


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=0.1, help="of the day that is done")
    share = parser.parse_args().share
    applications, letters = round(APPLICATIONS * share), round(LETTERS * share)
    table = Table("database", "applications taken in", "letters issued")
    server = new_server()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        places = filed(applications, folder / "filed")
        floor = bare(places)
        for name, database in (("SQLite", ""), ("PostgreSQL", server.url())):
            with installation(database, folder / name) as office:
                took = received(office, places), issued(office, decided(office, letters))
            days = (APPLICATIONS, LETTERS), (applications, letters)
            table.add_row(name, *map(_told, took, *days))
    seconds = drafted()
    console = Console()
    console.print(table)
    console.print(
        f"{applications} applications and {letters} letters were done, one after another; the "
        f"floor of the applications is {floor / applications * 1000:.1f} ms each. Drafting a case "
        f"file of 20 pages takes {seconds:.1f} s on all cores: {seconds * LETTERS / 60:.0f} min "
        f"for {LETTERS}. Their notices: see jobs."
    )


def _told(seconds: float, day: int, done: int) -> str:
    return f"{seconds / done * 1000:.0f} ms each, {seconds / done * day / 60:.1f} min for {day}"


if __name__ == "__main__":
    main()
