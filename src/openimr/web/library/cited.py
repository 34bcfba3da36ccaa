"""Where a determination stands: the address that others cite."""

from __future__ import annotations

import os

from django.http import HttpRequest
from django.urls import reverse

from openimr.adapters.web_address import base_of
from openimr.publication.model import PublishedDetermination, read_citation


def address_of(said: PublishedDetermination, *, version: bool = False) -> str:
    """The address of a determination, or of this very version of it."""
    return _address(said.id, said.version if version else None)


def address_of_finding(cited: str) -> str:
    """The address of a finding as a figure cites it ("ca-wc/CM16-0900002, 1")."""
    determination, _, number = cited.partition(", ")
    return f"{_address(*read_citation(determination))}#finding-{number}"


def _address(id: str, version: int | None) -> str:
    programme, _, number = id.partition("/")
    if version is not None:
        return str(reverse("determination-version", args=[programme, number, version]))
    return str(reverse("determination", args=[programme, number]))


def the_one_address(request: HttpRequest, address: str) -> dict[str, str]:
    """Words of a page that say under which of its addresses it is to be known elsewhere."""
    return {"canonical": f"{base_of_addresses(request)}{address}"}


def base_of_addresses(request: HttpRequest) -> str:
    """What addresses begin with that are read elsewhere, without a slash at the end.

    It is what the installation says of itself, else what whoever asks calls it by.
    """
    return base_of(os.environ) or request.build_absolute_uri("/").rstrip("/")
