"""The jobs that work on a case's papers: reading them, drafting from them, rendering the letter.

Each may be run twice with the same effect as once: finished pages are kept, and files are put in
place whole over older ones.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from openimr.workflow.jobs import Kind, Retries, Task

READ, DRAFT, RENDER = "read-case-file", "draft", "render-letter"

Told = Callable[[int, int], None]
"""Told after every page: pages finished, and pages of all."""


class CasePapers(Protocol):
    """What can be done with the papers of a case, by its number."""

    def read(self, case: str, told: Told) -> None:
        """Read every page and keep it.

        Raises:
            BadInput: when there are no papers, or they cannot be read.
        """

    def draft(self, case: str, told: Told) -> None:
        """Draft the Final Determination; raises as ``read``."""

    def render(self, case: str, ending: str) -> None:
        """Write the drafted or issued determination as a letter; raises as ``read``."""


@dataclass(frozen=True)
class _OnPapers:
    papers: CasePapers

    def read(self, task: Task, arguments: Mapping[str, str]) -> None:
        self.papers.read(arguments["case"], _pages(task))

    def draft(self, task: Task, arguments: Mapping[str, str]) -> None:
        self.papers.draft(arguments["case"], _pages(task))

    def render(self, task: Task, arguments: Mapping[str, str]) -> None:
        self.papers.render(arguments["case"], arguments.get("ending", ".pdf"))


def case_kinds(papers: CasePapers) -> tuple[Kind, ...]:
    """The kinds of jobs on a case's papers."""
    jobs = _OnPapers(papers)
    few = Retries(attempts=3)
    return (
        Kind(name=READ, run=jobs.read, heavy=True, retries=few),
        Kind(name=DRAFT, run=jobs.draft, heavy=True, retries=few),
        Kind(name=RENDER, run=jobs.render, retries=few),
    )


def _pages(task: Task) -> Told:
    return lambda done, of: task.progress(done, of, "pages")
