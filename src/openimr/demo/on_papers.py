"""The one case of the demo that has papers: taken in, read, indexed and drafted as any other."""

from __future__ import annotations

from pathlib import Path

from openimr.adapters.source_files import source_files
from openimr.bootstrap import case_folders, filed_papers
from openimr.case.commands.intake import DecideReferral
from openimr.case.model import State
from openimr.demo.at_desk import review_last_treatment
from openimr.demo.clock import Story
from openimr.demo.conduct import CASE_MANAGER, DAY, INTAKE, CaseLed
from openimr.demo.letters import drafted_at
from openimr.demo.stories import Telling, onward
from openimr.demo.telling import DoneHere
from openimr.installation import job_kinds
from openimr.vocabulary.filing import Delivery
from openimr.workflow.case_jobs import DRAFT, INDEX, READ
from openimr.workflow.receive import Filing

FILED_AGO = 16.0
"""Days before the present on which the papers came."""


def on_papers(folder: Path) -> Telling:
    """A case on filed papers, with index and draft, of which a reviewer did the last treatment.

    Args:
        folder: the papers, an application among them.
    """

    def told(led: CaseLed) -> Story:
        _take_in(led, folder)
        yield DAY
        if led.case.state is State.REFERRED:
            reason = "The papers are of an earlier year; the demo reviews them all the same."
            led.do(DecideReferral(eligible=True, reason=reason), CASE_MANAGER)
        yield from onward(led, State.IN_REVIEW)
        kinds = job_kinds()
        for kind in (READ, INDEX, DRAFT):
            kinds[kind].run(DoneHere(), {"case": led.number})
        drafted_at(case_folders().draft(led.number), led.house.now())
        yield DAY
        review_last_treatment(led)

    return told


def _take_in(led: CaseLed, folder: Path) -> None:
    """Read the papers, open the case on them, and keep them with it."""
    files, papers = source_files(folder), filed_papers()
    read = papers.read(files)
    papers.take_in(files)
    filing = Filing(received=led.house.now(), by=Delivery.MAIL, filer=None)
    led.taken_in(led.house.office.intake.take(read, filing, INTAKE, "demo:papers"))
    papers.keep(files, led.number)
