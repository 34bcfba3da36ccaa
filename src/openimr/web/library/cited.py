"""Where a determination stands: the address that others cite."""

from __future__ import annotations

from django.urls import reverse

from openimr.publication.model import PublishedDetermination


def address_of(said: PublishedDetermination, *, version: bool = False) -> str:
    """The address of a determination, or of this very version of it."""
    programme, _, number = said.id.partition("/")
    if version:
        return str(reverse("determination-version", args=[programme, number, said.version]))
    return str(reverse("determination", args=[programme, number]))
