"""Where the web may be reached: this machine alone, until an HTTPS address is named."""

from __future__ import annotations

import pytest

from openimr.adapters.web_address import Address, address_of, check_reach, of_this_machine
from openimr.vocabulary.errors import BadInput


@pytest.mark.parametrize(
    ("named", "address"),
    [
        ("", Address()),
        ("https://imr.example.org", Address(host="imr.example.org", secure=True)),
        ("https://IMR.example.org:8443/", Address(host="imr.example.org", secure=True)),
        ("https://[2001:db8::7]/", Address(host="[2001:db8::7]", secure=True)),
        ("http://localhost:8000", Address(host="localhost", secure=False)),
        ("http://127.0.0.1", Address(host="127.0.0.1", secure=False)),
    ],
)
def test_the_address_that_people_type(named: str, address: Address) -> None:
    assert address_of({"OPENIMR_URL": named}) == address


@pytest.mark.parametrize(
    "named", ["imr.example.org", "ftp://imr.example.org", "https://", "https://[", "//x"]
)
def test_what_is_no_address(named: str) -> None:
    with pytest.raises(BadInput, match="is no address of a web server"):
        address_of({"OPENIMR_URL": named})


def test_papers_do_not_go_over_a_network_unencrypted() -> None:
    with pytest.raises(BadInput, match="unencrypted"):
        address_of({"OPENIMR_URL": "http://imr.example.org"})


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.1.2.3", "imr.example.org"])
def test_a_network_is_listened_to_only_with_an_https_address(host: str) -> None:
    with pytest.raises(BadInput, match="open to other machines"):
        check_reach(host, Address())
    check_reach(host, Address(host="imr.example.org", secure=True))


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1.2.3", "::1"])
def test_this_machine_needs_no_address(host: str) -> None:
    assert of_this_machine(host)
    check_reach(host, Address())
