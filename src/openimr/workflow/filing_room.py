"""Filing an application that was filled in on the web: its papers, what would be found, the case.

Whoever is signed in as a party of the dispute files in their own name; for everybody else the
system files, and the application says who its filer is by role (``case.permissions.PERMITTED``).
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from openimr.case.model import Case
from openimr.casefile.ports import SourceFile
from openimr.guidelines.model import Pack
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.errors import Refused
from openimr.workflow.accounts import Account
from openimr.workflow.filing import Paper, SentPaper, place_of, read_of
from openimr.workflow.filing_checks import BY_THE_WEB, Foreseen, foreseen
from openimr.workflow.filing_drafts import SavedApplication, SavedApplications
from openimr.workflow.filing_own_cases import OwnCases
from openimr.workflow.open_by_hand import OpenCase, open_read
from openimr.workflow.papers import PaperUploads, Upload
from openimr.workflow.receive import Intake, Taken, named_parties
from openimr.workflow.receive_papers import SAME_PAPERS
from openimr.workflow.receive_reading import PapersRead

ON_THE_WEB = "filed again on the web"
"""Why a case is opened there on papers that opened another: a filer is never turned away."""


class KeptPapers(Protocol):
    """Keeps the papers of an application with the case that they open."""

    def take_in(self, files: Sequence[SourceFile]) -> None:
        """Copy papers, before a case is opened on them."""
        ...

    def keep(self, files: Sequence[SourceFile], case: str) -> Path:
        """Move the papers that were taken in to their case."""
        ...


@dataclass(frozen=True)
class FilingRoom:
    """What filing needs.

    Attributes:
        intake: opens cases.
        uploads: papers that were sent.
        kept: keeps them with their case.
        saved: applications that are not filed yet.
        own: gives a party that is signed in the cases that it files.
        pack: guidelines, by whose topics treatments are called.
        now: the clock.
    """

    intake: Intake
    uploads: PaperUploads
    kept: KeptPapers
    saved: SavedApplications
    own: OwnCases
    pack: Pack
    now: Callable[[], dt.datetime]

    def sent(self, name: str, kind: Paper) -> tuple[Upload, ...]:
        """Papers of one kind that were sent, or are being sent, for an application."""
        return self.uploads.waiting(place_of(name, kind))

    def papers(self, name: str) -> tuple[SentPaper, ...]:
        """Papers that are there as a whole."""
        return tuple(
            SentPaper(kind=kind, upload=one)
            for kind in Paper
            for one in self.sent(name, kind)
            if one.paper
        )

    def foreseen(self, saved: SavedApplication, account: Actor | None) -> Foreseen:
        """What the screen would find; raises as ``filing_checks.foreseen``."""
        now, papers = self.now(), self.papers(saved.name)
        opened, read = read_of(saved.answers, papers, now, self.pack)
        actor = self._filed_by(opened, read, account)
        return foreseen(self.intake, saved.answers, papers, now, self.pack, actor)

    def file(self, saved: SavedApplication, account: Account | None, client: str = "") -> str:
        """Open a case on an application and screen it; again, it is the same case.

        A party that is signed in and files in its own name sees the case from then on.

        Args:
            saved: the application.
            account: who is signed in, if anybody is.
            client: the address of their machine.

        Returns:
            The case number.

        Raises:
            Refused: when it is being filed at this very moment, or as ``Intake.take``.
            ValueError: when it is not fit to file.
        """
        if saved.case:
            return saved.case
        if not self.saved.claim(saved.name, self.now()):
            return self._filed_meanwhile(saved.name)
        try:
            taken = self._opened(saved, account.actor if account else None)
            if account and taken.recorded[0].actor == account.actor:
                self._give(account, taken.case, client)
        except BaseException:
            self.saved.release(saved.name)
            raise
        self.saved.filed(saved.name, taken.case.number, self.now())
        self._drop(saved.name)
        return taken.case.number

    def forget(self, saved: SavedApplication) -> None:
        """Remove what was typed and sent."""
        self._drop(saved.name)
        self.saved.forget(saved.name)

    def _give(self, account: Account, case: Case, client: str) -> None:
        """Only parties see cases of their own; the staff sees all."""
        if account.actor.role is Role.PARTY:
            self.own.add(account, case.number, client)

    def _filed_meanwhile(self, name: str) -> str:
        there = self.saved.of_name(name, self.now())
        if there and there.case:
            return there.case
        raise Refused(
            "This application is being filed at this moment.",
            rule="filed-once",
            remedy="Wait a minute and load the page again. It is filed once, however often it "
            "is sent.",
        )

    def _opened(self, saved: SavedApplication, account: Actor | None) -> Taken:
        papers = self.papers(saved.name)
        opened, read = read_of(saved.answers, papers, self.now(), self.pack)
        actor = self._filed_by(opened, read, account)
        with self._files(saved.name, papers) as files:
            self.kept.take_in(files)
            taken = self._taken(opened, read, actor, f"web-{saved.name}")
            if files:
                self.kept.keep(files, taken.case.number)
        return taken

    def _taken(self, opened: OpenCase, read: PapersRead, actor: Actor, key: str) -> Taken:
        """The case; papers that were filed before are filed again: nobody is kept from it."""
        try:
            return open_read(self.intake, opened, read, actor, key)
        except Refused as refused:
            if refused.rule != SAME_PAPERS:
                raise
        return open_read(self.intake, opened, read, actor, key, again=ON_THE_WEB)

    def _filed_by(self, opened: OpenCase, read: PapersRead, account: Actor | None) -> Actor:
        """A party in its own name, else the system on its behalf."""
        if account is None or account.role is not Role.PARTY:
            return BY_THE_WEB
        own = named_parties(read, self.intake.digests, "")
        is_filer = any(one.id == account.id and one.role is opened.filer for one in own)
        return account if is_filer else BY_THE_WEB

    @contextlib.contextmanager
    def _files(self, name: str, papers: Sequence[SentPaper]) -> Iterator[tuple[SourceFile, ...]]:
        """The papers as files."""
        with contextlib.ExitStack() as opened:
            files = [
                opened.enter_context(self.uploads.opened(place_of(name, one.kind), one.upload.id))
                for one in papers
            ]
            yield tuple(files)

    def _drop(self, name: str) -> None:
        for kind in Paper:
            for one in self.sent(name, kind):
                self.uploads.drop(place_of(name, kind), one.id)
