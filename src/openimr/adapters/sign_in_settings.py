"""What is asked of those who sign in, as the environment says; safe without any setting."""

from __future__ import annotations

import datetime as dt
import ipaddress
from collections.abc import Mapping

from openimr.adapters.web_address import ADDRESS, address_of, of_this_machine
from openimr.vocabulary.errors import BadInput
from openimr.workflow.signing_in import Rules

SECOND_FACTOR = "OPENIMR_SECOND_FACTOR"
"""Environment variable: ``required`` (as without it), or ``optional`` to try things out."""

IDLE = "OPENIMR_IDLE_MINUTES"
"""Environment variable: minutes without a request after which somebody is signed out."""

PROXY = "OPENIMR_PROXY"
"""Environment variable: addresses of proxies in front, whose word on who asks is taken."""

_LONGEST = 600


def sign_in_rules(environment: Mapping[str, str]) -> Rules:
    """The rules of this installation.

    Raises:
        BadInput: when a setting cannot be understood, or would let others in with a password
            alone.
    """
    named = environment.get(SECOND_FACTOR, "").strip().lower() or "required"
    if named not in {"required", "optional"}:
        raise BadInput(SECOND_FACTOR, "is neither required nor optional", "Leave it out.")
    host = address_of(environment).host
    if named == "optional" and host and not of_this_machine(host.strip("[]")):
        remedy = f"Leave it out. It is for an installation without {ADDRESS}, to try things out."
        raise BadInput(SECOND_FACTOR, "may not be optional where others sign in", remedy)
    return Rules(
        second_factor=named == "required",
        idle=dt.timedelta(minutes=_minutes(environment)),
        proxies=_proxies(environment),
    )


def check_in_front(environment: Mapping[str, str], *, certificate: bool) -> None:
    """Make sure that the addresses of those who ask are known.

    Without, whoever guesses passwords would keep everybody out, and the security log would not
    tell from where.

    Args:
        environment: of the process.
        certificate: whether the server does HTTPS itself.

    Raises:
        BadInput: when a proxy must be in front, and none is named.
    """
    if address_of(environment).secure and not certificate and not _proxies(environment):
        raise BadInput(
            PROXY,
            f"is missing: {ADDRESS} is by HTTPS and there is no certificate, so a proxy is in "
            "front",
            "Name its address, as 127.0.0.1, and let it set X-Forwarded-For.",
        )


def _minutes(environment: Mapping[str, str]) -> int:
    named = environment.get(IDLE, "").strip() or "30"
    if not named.isdecimal() or not 1 <= int(named) <= _LONGEST:
        raise BadInput(IDLE, f"is no number of minutes from 1 to {_LONGEST}", "Leave it out: 30.")
    return int(named)


def _proxies(environment: Mapping[str, str]) -> tuple[str, ...]:
    named = environment.get(PROXY, "").replace(",", " ").split()
    try:
        return tuple(str(ipaddress.ip_address(one)) for one in named)
    except ValueError:
        raise BadInput(PROXY, "is no address", "Give numbers, as 127.0.0.1.") from None
