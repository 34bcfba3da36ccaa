"""The database goes away while people are signed in: plain words, and nobody is signed out."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

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
    place = server.url(server.make_database())
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("OPENIMR_DATABASE", place)
        assert user(data, "add", "rivera", "case manager").returncode == 0
    with serving(data, "--no-jobs", OPENIMR_DATABASE=place) as running:
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


ENDED_MEANWHILE = """
import io
from openimr.web.wsgi import application

web = application()
from django.http import HttpResponse
from django.urls import path
from openimr.adapters.database.models import WebSession
from openimr.web import urls
from openimr.web.accounts.sessions import SessionStore

def ended_while_it_is_answered(request):
    request.session["seen"] = "2026-03-02T17:00:00+00:00"
    WebSession.objects.all().delete()
    return HttpResponse("what was asked for")

urls.urlpatterns += [path("ended", ended_while_it_is_answered)]
session = SessionStore()
session["login"] = "rivera"
session.create()
environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/ended", "SERVER_NAME": "localhost",
           "SERVER_PORT": "80", "HTTP_HOST": "localhost", "wsgi.input": io.BytesIO(),
           "wsgi.url_scheme": "http", "HTTP_COOKIE": f"openimr={session.session_key}"}

def start(status, headers, _=None):
    print(status, dict(headers).get("Location"))

web(environ, start)
"""


def test_a_session_that_is_ended_while_it_asks_leads_to_signing_in(tmp_path: Path) -> None:
    assert user(tmp_path / "data", "add", "rivera", "case manager").returncode == 0
    run = subprocess.run(
        [sys.executable, "-c", ENDED_MEANWHILE],
        env={**os.environ, "OPENIMR_DATA": str(tmp_path / "data")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == "302 Found /sign-in"
