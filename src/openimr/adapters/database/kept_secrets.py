"""Secrets of the installation, which every machine of it must share: each is made once."""

from __future__ import annotations

from collections.abc import Callable

from openimr.adapters.database.faults import attempt
from openimr.adapters.database.models import Secret


def kept_secret(alias: str, name: str, make: Callable[[], bytes]) -> bytes:
    """A secret: made when first asked for, the same ever after and on every machine.

    Args:
        alias: the database.
        name: what it is for.
        make: makes one; of two machines that ask first at one moment, one's is kept.
    """
    table = Secret.objects.using(alias)

    def kept() -> bytes:
        if not table.filter(name=name).exists():
            table.bulk_create([Secret(name=name, content=make())], ignore_conflicts=True)
        return bytes(table.get(name=name).content)

    return attempt(alias, kept)
