"""The panel in a database, by the port ``assignment.panel_book.PanelBook``."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
from django.db import IntegrityError, connections, transaction
from django.db.models import F, Max, QuerySet, Window

from openimr.adapters.database.faults import attempt
from openimr.adapters.database.kept_secrets import kept_secret
from openimr.adapters.database.panel_models import AnsweredTie, PanelVersion, Pseudonym
from openimr.adapters.one_at_a_time import one_at_a_time
from openimr.assignment.conflicts import Confirmation, Verdict
from openimr.assignment.model import PanelMember
from openimr.assignment.panel_book import Entered, MemberVersion
from openimr.assignment.pseudonym import pseudonyms
from openimr.assignment.tie_answers import TieAnswer
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.errors import Refused

_KEY = "pseudonyms"
_APPOINTING = 0x1A7E_0002
"""The number of the PostgreSQL lock under which one batch is appointed."""

_member = msgspec.json.Decoder(PanelMember)


class DatabasePanelBook:
    """Versions, pseudonyms and answers, each added once and never changed.

    Args:
        alias: the name under which ``connect`` opened the database.
        make_key: makes the key of pseudonyms where the installation has none yet.
    """

    def __init__(self, alias: str, make_key: Callable[[], bytes]) -> None:
        self.alias = alias
        self._make_key = make_key

    def latest(self) -> tuple[MemberVersion, ...]:
        """The latest version of everybody ever entered, in order of the identifiers."""
        last = Window(Max("number"), partition_by="reviewer")
        rows = self._versions().annotate(last=last).filter(number=F("last"))
        return self._read(rows)

    def versions(self, reviewer: str) -> tuple[MemberVersion, ...]:
        """Every version of one member, the first first."""
        return self._read(self._versions().filter(reviewer=reviewer).order_by("number"))

    def add(self, versions: Sequence[MemberVersion]) -> None:
        """Keep versions, all or none."""
        rows = [_version_row(one) for one in versions]
        attempt(self.alias, lambda: self._add(rows))

    def _add(self, rows: Sequence[PanelVersion]) -> None:
        try:
            with transaction.atomic(using=self.alias):
                self._versions().bulk_create(rows)
        except IntegrityError:
            raise Refused(
                "The panel has changed since you looked at it: someone else was faster.",
                rule="someone-was-faster",
                remedy="Look at the panel again, and import the file anew.",
            ) from None

    def _versions(self) -> QuerySet[PanelVersion]:
        return PanelVersion.objects.using(self.alias)

    def _read(self, rows: QuerySet[PanelVersion]) -> tuple[MemberVersion, ...]:
        read = tuple(map(_version, attempt(self.alias, lambda: list(rows))))
        return tuple(sorted(read, key=lambda one: (one.reviewer, one.number)))

    def pseudonyms(self, reviewers: Iterable[str]) -> dict[str, str]:
        """What parties see of reviewers: given once to each, and the same ever after."""
        asked = frozenset(reviewers)
        kept = self._pseudonyms()
        while missing := asked - kept.keys():
            key = kept_secret(self.alias, _KEY, self._make_key)
            given = pseudonyms(key, missing, kept)
            self._keep([Pseudonym(reviewer=one, pseudonym=given[one]) for one in sorted(missing)])
            kept = self._pseudonyms()
        return {one: kept[one] for one in asked}

    def _keep(self, rows: Sequence[Pseudonym]) -> None:
        """Keep pseudonyms; of two who give at one moment, whoever was later looks again."""
        table = Pseudonym.objects.using(self.alias)
        attempt(self.alias, lambda: table.bulk_create(rows, ignore_conflicts=True))

    def _pseudonyms(self) -> dict[str, str]:
        table = Pseudonym.objects.using(self.alias)
        return attempt(self.alias, lambda: dict(table.values_list("reviewer", "pseudonym")))

    def answers(self) -> tuple[TieAnswer, ...]:
        """Every answer on a tie, in the order in which they were given."""
        rows = AnsweredTie.objects.using(self.alias).order_by("id")
        return tuple(map(_answer, attempt(self.alias, lambda: list(rows))))

    def answer(self, answer: TieAnswer) -> None:
        """Keep an answer; those before it stay."""
        said = answer.confirmation
        row = {
            "tie": answer.tie,
            "case": answer.case,
            "reviewer": said.reviewer,
            "party": said.party,
            "with_whom": said.with_whom,
            "verdict": said.verdict.name,
            "reason": said.reason,
            "role": answer.role.value,
            "actor": said.by,
            "at": said.at,
        }
        table = AnsweredTie.objects.using(self.alias)
        attempt(self.alias, lambda: table.create(**row))

    @contextlib.contextmanager
    def one_batch(self) -> Iterator[None]:
        """Waits until nobody else appoints, and keeps others waiting until it is left."""
        connection = connections[self.alias]
        if connection.vendor == "sqlite":
            with one_at_a_time(Path(f"{connection.settings_dict['NAME']}.appointing")):
                yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_APPOINTING])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_APPOINTING])


def _version_row(one: MemberVersion) -> PanelVersion:
    return PanelVersion(
        reviewer=one.reviewer,
        number=one.number,
        at=one.entered.at,
        role=one.entered.by.role.value,
        actor=one.entered.by.id,
        source=one.entered.source,
        body=msgspec.json.encode(one.member) if one.member else None,
    )


def _version(row: PanelVersion) -> MemberVersion:
    return MemberVersion(
        reviewer=row.reviewer,
        number=row.number,
        member=None if row.body is None else _member.decode(bytes(row.body)),
        entered=Entered(at=row.at, by=Actor(role=Role(row.role), id=row.actor), source=row.source),
    )


def _answer(row: AnsweredTie) -> TieAnswer:
    confirmation = Confirmation(
        reviewer=row.reviewer,
        party=row.party,
        with_whom=row.with_whom,
        verdict=Verdict[row.verdict],
        reason=row.reason,
        by=row.actor,
        at=row.at,
    )
    return TieAnswer(tie=row.tie, case=row.case, role=Role(row.role), confirmation=confirmation)
