"""The database goes away while people are signed in: plain words, and nobody is signed out."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from tests.postgres import Server, new_server
from tests.served import Served, serving
from tests.signed_in import PASSWORD, Visitor, user


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    made = new_server()
    yield made
    made.end()


@pytest.fixture(scope="module")
def served(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data = tmp_path_factory.mktemp("away") / "data"
    with pytest.MonkeyPatch.context() as environment:
        environment.setitem(os.environ, "OPENIMR_DATABASE", server.url(server.make_database()))
        assert user(data, "add", "rivera", "case manager").returncode == 0
        with serving(data, "--no-jobs") as running:
            yield running


def test_whoever_is_signed_in_is_told_and_goes_on_when_it_is_back(
    served: Served, server: Server
) -> None:
    visitor = Visitor(served)
    visitor.sign_in("rivera")
    cookie = visitor.cookies["openimr"]
    assert visitor.get("/work").status == 200
    server.stop()
    for path in ("/work", "/cases", "/account"):
        page = visitor.get(path)
        assert (page.status, page.headers["retry-after"]) == (503, "30")
        assert "The database does not answer. What was recorded is safe." in page.body
    assert visitor.get("/sign-in").status == 200, "asks nothing of it"
    assert visitor.get("/health/alive").status == 200
    assert visitor.cookies["openimr"] == cookie
    server.start()
    assert visitor.get("/work").status == 200


def test_somebody_who_comes_meanwhile_is_told_too(served: Served, server: Server) -> None:
    visitor = Visitor(served)
    page = visitor.get("/sign-in")
    server.stop()
    stranger = Visitor(served)
    stranger.cookies["openimr"] = "a-key-that-was-never-given-out"
    assert stranger.get("/work").status == 503
    server.start()
    sent = visitor.send("/sign-in", page, login="rivera", password=PASSWORD)
    assert sent.status == 302
    assert "A fault" not in served.words()
