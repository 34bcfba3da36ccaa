"""Which papers opened which cases (``workflow.receive_papers.PapersBook``), on a database."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count

from openimr.adapters.database.faults import attempt
from openimr.adapters.database.models import PaperFiled


class DatabasePapersBook:
    """Papers by their SHA-256.

    Args:
        alias: the name under which ``connect`` opened the database.
    """

    def __init__(self, alias: str) -> None:
        self._alias = alias
        self._rows = PaperFiled.objects.using(alias)

    def keep(self, case: str, papers: Sequence[str]) -> None:
        """As ``PapersBook.keep``."""
        rows = [PaperFiled(sha256=bytes.fromhex(one), case=case) for one in dict.fromkeys(papers)]
        attempt(self._alias, lambda: self._rows.bulk_create(rows, ignore_conflicts=True))

    def cases_with(self, papers: Sequence[str], most: int) -> tuple[str, ...]:
        """As ``PapersBook.cases_with``."""
        wanted = [bytes.fromhex(one) for one in papers]
        cases = self._rows.filter(sha256__in=wanted).values("case").annotate(same=Count("id"))
        found = cases.order_by("-same", "-case").values_list("case", flat=True)[:most]
        return attempt(self._alias, lambda: tuple(found))
