"""Working texts in the database of the record (``workflow.working_texts.WorkingTexts``)."""

from __future__ import annotations

import datetime as dt

import msgspec
from django.db import IntegrityError, transaction

from openimr.adapters.database.faults import attempt
from openimr.adapters.database.models import WorkingText as Row
from openimr.workflow.working_texts import KeptText, TextPlace, WorkingText, written_elsewhere


class DatabaseWorkingTexts:
    """Texts that reviewers are still writing, a row each.

    Args:
        alias: the name under which ``connect`` opened the database.
    """

    def __init__(self, alias: str) -> None:
        self.alias = alias

    def kept(self, place: TextPlace) -> KeptText | None:
        """As ``WorkingTexts.kept``."""
        row = attempt(self.alias, self._rows(place).first)
        return _kept(row) if row else None

    def keep(self, place: TextPlace, text: WorkingText, after: int, at: dt.datetime) -> KeptText:
        """As ``WorkingTexts.keep``."""
        before = self.kept(place)
        if before is not None and before.text == text:
            return before
        if (before.version if before else 0) != after:
            raise written_elsewhere()
        kept = KeptText(text=text, version=after + 1, at=at)
        if not attempt(self.alias, lambda: self._written(place, kept)):
            raise written_elsewhere()
        return kept

    def drop(self, case: str, reviewer: str) -> int:
        """As ``WorkingTexts.drop``."""
        rows = Row.objects.using(self.alias).filter(case=case, reviewer=reviewer)
        return int(attempt(self.alias, rows.delete)[0])

    def _rows(self, place: TextPlace):  # type: ignore[no-untyped-def] # Django has no types
        return Row.objects.using(self.alias).filter(**msgspec.structs.asdict(place))

    def _written(self, place: TextPlace, kept: KeptText) -> bool:
        """Whether nobody was faster: the row's version is compared where it is written."""
        fields = {
            "body": msgspec.json.encode(kept.text).decode(),
            "version": kept.version,
            "at": kept.at,
        }
        if kept.version > 1:
            return bool(self._rows(place).filter(version=kept.version - 1).update(**fields))
        try:
            with transaction.atomic(using=self.alias):
                row = Row(**msgspec.structs.asdict(place), **fields)
                row.save(using=self.alias, force_insert=True)
        except IntegrityError:
            return False
        return True


def _kept(row: Row) -> KeptText:
    text = msgspec.json.decode(row.body, type=WorkingText)
    return KeptText(text=text, version=row.version, at=row.at)
