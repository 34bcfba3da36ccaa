"""A webhook leads out into the open net and nowhere else, whatever somebody registers."""

from __future__ import annotations

import socket

import pytest
from tests.served import free_port
from tests.webhook_receiver import receiver

from openimr.adapters.webhooks import HttpSender
from openimr.vocabulary.errors import BadInput
from openimr.workflow.jobs import TryLater

INWARD = (
    "127.0.0.1",
    "10.1.2.3",
    "192.168.1.1",
    "172.16.0.9",
    "169.254.169.254",
    "0.0.0.0",
    "100.64.0.1",
    "224.0.0.1",
    "[::1]",
    "[fe80::1]",
    "[fc00::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:10.0.0.1]",
    "[2002:7f00:1::]",
    "localhost",
    "2130706433",
    "0x7f.1",
)


@pytest.mark.parametrize("host", INWARD)
def test_an_address_of_a_net_of_its_own_is_refused(host: str) -> None:
    with pytest.raises((BadInput, TryLater)):
        HttpSender().check(f"https://{host}/hook")


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example.org/x",
        "https://user:pass@hooks.example.org/x",
        "ftp://hooks.example.org",
        "https://",
        "https://hooks.example.org:99999/",
        "https://hooks.example.org/a b",
        "https://hooks.example.org/\r\nHost: inside",
        "file:///etc/passwd",
        "nothing",
    ],
)
def test_what_is_no_address_by_https_is_refused(url: str) -> None:
    with pytest.raises(BadInput):
        HttpSender().check(url)


def test_a_name_is_judged_by_every_address_that_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    def names(*_: object, **__: object) -> list[object]:
        return [(0, 0, 0, "", ("93.184.215.14", 443)), (0, 0, 0, "", ("10.0.0.1", 443))]

    monkeypatch.setattr(socket, "getaddrinfo", names)
    with pytest.raises(BadInput):
        HttpSender().check("https://both.example.org/x")


def test_it_connects_to_the_address_that_was_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that answers with another address the second time is not asked a second time."""
    with receiver() as told:
        port = told.url.rpartition(":")[2]
        asked: list[str] = []

        def once(host: str, *_: object, **__: object) -> list[object]:
            asked.append(host)
            return [(0, 0, 0, "", ("127.0.0.1", int(port)))]

        monkeypatch.setattr(socket, "getaddrinfo", once)
        found = HttpSender(inward=True)._connection(
            _parts(f"https://hooks.example.org:{port}/x"), "127.0.0.1"
        )
        with pytest.raises(OSError):
            found.connect()
        assert all(one != "hooks.example.org" for one in asked)


def _parts(url: str) -> object:
    from urllib.parse import urlsplit  # noqa: PLC0415

    return urlsplit(url)


def test_a_redirect_is_not_followed() -> None:
    with receiver() as told:
        told.answers[:] = [307]
        assert HttpSender(inward=True).send(f"{told.url}/hook", {}, b"{}") == 307
        assert len(told.received) == 1


@pytest.mark.parametrize("answer", ["break", "hang", "drip"])
def test_who_does_not_answer_in_time_is_tried_later(answer: str) -> None:
    with receiver() as told:
        told.answers[:] = [answer]
        with pytest.raises(TryLater):
            HttpSender(inward=True, seconds=0.5).send(told.url, {}, b"{}")


def test_nobody_there_is_tried_later() -> None:
    with pytest.raises(TryLater):
        HttpSender(inward=True).send(f"http://127.0.0.1:{free_port()}/", {}, b"{}")
