"""Who asks, as the network knows them."""

from __future__ import annotations

import dataclasses
import ipaddress

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from openimr.serving import account_office, now, signing_in
from openimr.workflow.account_office import AccountOffice
from openimr.workflow.accounts import Account
from openimr.workflow.signing_in import SigningIn

_OF_ONE_PLACE = 64
"""Bits of an IPv6 address that name a place; whoever is there may choose the others freely."""


def client_of(request: HttpRequest) -> str:
    """The address of the machine that asks.

    What ``X-Forwarded-For`` says is taken from proxies that the settings name, and from nobody
    else: everybody can send such a header.
    """
    trusted = signing_in().rules.proxies
    found = request.META.get("REMOTE_ADDR", "")
    said = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",")]
    while found in trusted and said and _is_address(said[-1]):
        found = said.pop()
    return _place(found)


def reader_of(request: HttpRequest) -> str:
    """Who reads what is public: told apart from others for a day, and by nobody's address."""
    told = f"{now():%Y-%m-%d} {client_of(request)}"
    return str(salted_hmac("openimr.readers", told, algorithm="sha256").hexdigest()[:32])


def _is_address(words: str) -> bool:
    try:
        ipaddress.ip_address(words)
    except ValueError:
        return False
    return True


def _place(address: str) -> str:
    if not _is_address(address) or ipaddress.ip_address(address).version == 4:
        return address
    return str(ipaddress.ip_network((address, _OF_ONE_PLACE), strict=False))


def asking(request: HttpRequest) -> SigningIn:
    """Signing in, for whoever asks."""
    return dataclasses.replace(signing_in(), client=client_of(request))


def administering(request: HttpRequest) -> AccountOffice:
    """Looking after accounts, by whoever is signed in."""
    account: Account = request.account
    return dataclasses.replace(account_office(), by=account.login, client=client_of(request))
