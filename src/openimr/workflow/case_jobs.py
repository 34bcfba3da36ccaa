"""The jobs that work on a case's papers: reading, indexing, drafting from them, rendering letters.

Each may be run twice with the same effect as once: finished pages are kept, and files are put in
place whole over older ones. A job that names what comes next asks for it when it is done.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from openimr.vocabulary.errors import Refused
from openimr.workflow.jobs import Job, Kind, Retries, Task, Urgency
from openimr.workflow.store import EventStore

READ, INDEX, DRAFT, RENDER = "read-case-file", "index", "draft", "render-letter"

PREPARE = f"{INDEX}/{DRAFT}"
"""What follows when a complete case file was read: its index, by which a reviewer can look things
up while the longer work of drafting goes on."""

Told = Callable[[int, int], None]
"""Told after every page: pages finished, and pages of all."""


class CasePapers(Protocol):
    """What can be done with the papers of a case, by its number."""

    def read(self, case: str, told: Told) -> None:
        """Read every page and keep it, and keep which documents the pages make.

        Raises:
            BadInput: when there are no papers, or they cannot be read.
        """

    def index(self, case: str, told: Told) -> None:
        """Make the index of the pages that were read; raises as ``read``."""

    def draft(self, case: str, told: Told) -> None:
        """Draft the Final Determination; raises as ``read``."""

    def render(self, case: str, ending: str) -> None:
        """Write the drafted or issued determination as a letter; raises as ``read``."""


@dataclass(frozen=True)
class _OnPapers:
    papers: CasePapers

    def read(self, task: Task, arguments: Mapping[str, str]) -> None:
        self.papers.read(arguments["case"], _pages(task))
        _go_on(task, arguments)

    def index(self, task: Task, arguments: Mapping[str, str]) -> None:
        self.papers.index(arguments["case"], _pages(task))
        _go_on(task, arguments)

    def draft(self, task: Task, arguments: Mapping[str, str]) -> None:
        self.papers.draft(arguments["case"], _pages(task))
        _go_on(task, arguments)

    def render(self, task: Task, arguments: Mapping[str, str]) -> None:
        self.papers.render(arguments["case"], arguments.get("ending", ".pdf"))


def _go_on(task: Task, arguments: Mapping[str, str]) -> None:
    """Ask for what comes next."""
    kind, _, rest = arguments.get("then", "").partition("/")
    if kind:
        urgency = Urgency(int(arguments["urgency"]))
        task.ask(preparing(kind, arguments["case"], arguments["mark"], rest, urgency))


def preparing(kind: str, case: str, mark: str, then: str, urgency: Urgency) -> Job:
    """One job of a chain on a case's papers.

    Args:
        kind: of the job.
        case: the case number.
        mark: tells this chain from others in the case.
        then: kinds that follow, in order, parted by ``/``.
        urgency: of all jobs of the chain.
    """
    arguments = {"case": case, "mark": mark, "then": then, "urgency": str(int(urgency))}
    return Job(key=f"{kind}:{case}:{mark}", kind=kind, arguments=arguments, urgency=urgency)


def asked_by_hand(store: EventStore, kind: str, case: str, day: dt.date, urgency: Urgency) -> Job:
    """A job on a case's papers that a person asks for; once a day each kind.

    Raises:
        Refused: rule "no-such-case" when the record does not hold the case.
    """
    if not store.load(case):
        raise Refused(
            f"There is no case {case} in this record, and no job is done on it.",
            rule="no-such-case",
            remedy="`openimr case list` shows the cases. Papers outside the record are drafted "
            "by `openimr draft`.",
        )
    key = f"{kind}:{case}:{day:%Y%m%d}"
    return Job(key=key, kind=kind, arguments={"case": case}, urgency=urgency)


def case_kinds(papers: CasePapers) -> tuple[Kind, ...]:
    """The kinds of jobs on a case's papers."""
    jobs = _OnPapers(papers)
    few = Retries(attempts=3)
    return (
        Kind(name=READ, run=jobs.read, heavy=True, retries=few),
        Kind(name=INDEX, run=jobs.index, retries=few),
        Kind(name=DRAFT, run=jobs.draft, heavy=True, retries=few),
        Kind(name=RENDER, run=jobs.render, retries=few),
    )


def _pages(task: Task) -> Told:
    return lambda done, of: task.progress(done, of, "pages")
