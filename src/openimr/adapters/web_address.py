"""Where people find the web of an installation, as the environment says."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.value import Value

ADDRESS = "OPENIMR_URL"
"""Environment variable with the address that people type, ``https://imr.example.org``."""


class Address(Value, frozen=True, kw_only=True):
    """Where people find the installation.

    Attributes:
        host: the name that browsers ask for, or "" when only this machine may.
        secure: browsers reach it by HTTPS, at the server itself or at a proxy before it.
    """

    host: str = ""
    secure: bool = False


def address_of(environment: Mapping[str, str]) -> Address:
    """The address in ``OPENIMR_URL``; without, only this machine is served.

    Raises:
        BadInput: when it is no address, or one that would carry papers unencrypted.
    """
    named = environment.get(ADDRESS, "").strip()
    if not named:
        return Address()
    try:
        parts = urlsplit(named)
        host = parts.hostname
    except ValueError:
        host = None
    if host is None or parts.scheme not in {"https", "http"}:
        raise BadInput(ADDRESS, "is no address of a web server", _EXAMPLE)
    if parts.scheme == "http" and not of_this_machine(host):
        raise BadInput(ADDRESS, "would carry papers unencrypted over a network", _EXAMPLE)
    return Address(host=f"[{host}]" if ":" in host else host, secure=parts.scheme == "https")


def base_of(environment: Mapping[str, str]) -> str:
    """What addresses that leave the installation begin with; "" where ``OPENIMR_URL`` is not set.

    A proxy in front ends the encryption: what reaches the server says nothing of ``https``.
    """
    return environment.get(ADDRESS, "").strip().rstrip("/")


_EXAMPLE = "Give what people type, as https://imr.example.org."


def of_this_machine(host: str) -> bool:
    """Whether a name or number can be reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def check_reach(host: str, address: Address) -> None:
    """Refuse to listen to a network that nobody said anything about.

    Args:
        host: where the server is to listen.
        address: where people find it.

    Raises:
        BadInput: when other machines could reach it, and no HTTPS address is named.
    """
    if not of_this_machine(host) and not address.secure:
        raise BadInput(
            f"--host {host}",
            "would be open to other machines without encryption",
            f"Name the HTTPS address that people type in {ADDRESS}, and give --certificate and "
            "--key or put a proxy in front.",
        )
