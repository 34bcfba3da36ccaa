"""What intake keeps beside the record: names of parties, the key of digests, case numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from openimr.adapters.database.faults import attempt
from openimr.adapters.database.kept_secrets import kept_secret
from openimr.adapters.database.models import Event, Party
from openimr.vocabulary.filing import PartyRole
from openimr.workflow.receive_parties import KnownParty, kind_of

_DIGESTS = "digests"


class DatabasePartyBook:
    """Names by the identifiers of the record (``workflow.receive_parties.PartyBook``).

    Args:
        alias: the name under which ``connect`` opened the database.
    """

    def __init__(self, alias: str) -> None:
        self.alias = alias

    def keep(self, parties: Sequence[KnownParty]) -> None:
        """Keep parties; one that is known stays as it is."""
        rows = [Party(id=one.id, role=one.role.value, name=one.name) for one in parties]
        table = Party.objects.using(self.alias)
        attempt(self.alias, lambda: table.bulk_create(rows, ignore_conflicts=True))

    def named(self, ids: Sequence[str]) -> dict[str, str]:
        """The names of those that are known."""
        table = Party.objects.using(self.alias).filter(id__in=ids)
        return attempt(self.alias, lambda: dict(table.values_list("id", "name")))

    def called(self, role: PartyRole, part: str, most: int) -> dict[str, str]:
        """As ``PartyBook.called``; identifiers of a role lie together in the index."""
        kind = kind_of(role)
        table = Party.objects.using(self.alias).filter(
            id__gte=f"{kind}-", id__lt=f"{kind}.", name__icontains=part
        )
        found = table.order_by("name", "id").values_list("id", "name")[:most]
        return attempt(self.alias, lambda: dict(found))


def digest_key(alias: str, make: Callable[[], bytes]) -> bytes:
    """The key of digests: made when first asked for, the same ever after and on every machine.

    Args:
        alias: the database.
        make: makes a key; of two machines that ask first at one moment, one's is kept.
    """
    return kept_secret(alias, _DIGESTS, make)


class DatabaseCaseNumbers:
    """Numbers for new cases, ``CMyy-nnnnnnn``: one more than the highest of the year.

    Nothing may be read from a number; its year is that of receipt, as the department counts.

    Args:
        alias: the name under which ``connect`` opened the database.
    """

    def __init__(self, alias: str) -> None:
        self.alias = alias

    def next(self, year: int) -> str:
        """A number that no case has yet."""
        prefix = f"CM{year % 100:02d}-"
        firsts = Event.objects.using(self.alias).filter(
            number=1, case__gte=prefix, case__lt=f"{prefix}:"
        )
        last = attempt(
            self.alias, lambda: firsts.order_by("-case").values_list("case", flat=True).first()
        )
        digits = last.removeprefix(prefix) if last else ""
        return f"{prefix}{int(digits) + 1 if digits.isdecimal() else 1:07d}"
