"""Presidio's patterns behind the port: found without a model and without the network."""

from __future__ import annotations

import socket

import pytest

from openimr.adapters.redaction_engine import PresidioPatterns
from openimr.publication.redaction.identifiers import Kind, KnownCase
from openimr.publication.redaction.redact import redact


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the engine reaches for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.usefixtures("no_network")
def test_its_patterns_find_what_has_a_form() -> None:
    text = "DEA AB1234563, (415) 555-0132, a.b@example.org, 219-09-9998, http://x.example.com/a"
    found = {(one.kind, text[one.start : one.end]) for one in PresidioPatterns().find(text)}
    assert found == {
        (Kind.IDENTIFYING_NUMBER, "AB1234563"),
        (Kind.TELEPHONE, "(415) 555-0132"),
        (Kind.EMAIL, "a.b@example.org"),
        (Kind.IDENTIFYING_NUMBER, "219-09-9998"),
        (Kind.WEB_ADDRESS, "http://x.example.com/a"),
    }


def test_with_it_a_text_is_redacted_as_without_it_and_more() -> None:
    text = "The card 4111 1111 1111 1111 was charged; L4-5, 10/325 mg, pages 303-305 stay."
    assert redact(text, KnownCase()).text == text
    assert redact(text, KnownCase(), engine=PresidioPatterns()).text == (
        "The card [identifying number] was charged; L4-5, 10/325 mg, pages 303-305 stay."
    )
