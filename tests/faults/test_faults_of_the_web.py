"""What the web shows when a use case says no or breaks: plain words, never a trace or a name."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

WEB = """
import json, sys
from django.urls import path
from openimr.web.wsgi import application
from openimr.vocabulary.errors import BadInput, Refused

web = application()
from openimr.web import urls

def raising(error):
    def view(request, of):
        raise error
    return view

errors = {
    "refused": Refused("The case is closed.", rule="not-in-this-state", citation="8 CCR 9792.10.3",
                       remedy="Ask <b>intake</b>."),
    "bad": BadInput("scan.pdf", "is no PDF", "Scan it again."),
    "away": BadInput("the database", "cannot be reached"),
    "broken": ValueError("Jane Roe, knee"),
}
urls.urlpatterns += [path(f"{name}/<str:of>", raising(one)) for name, one in errors.items()]

def ask(place, method="GET"):
    told = {}
    def start(status, headers, _=None):
        told.update(status=int(status[:3]), headers={k.lower(): v for k, v in headers})
    import io
    asked = {"REQUEST_METHOD": method, "PATH_INFO": place, "SERVER_NAME": "localhost",
             "SERVER_PORT": "80", "HTTP_HOST": "localhost", "wsgi.input": io.BytesIO(),
             "wsgi.url_scheme": "http", "CONTENT_TYPE": "application/x-www-form-urlencoded"}
    told["body"] = b"".join(web(asked, start)).decode()
    return told

pages = {name: ask(f"/{name}/Mary-Major") for name in errors}
pages["form"] = ask("/refused/x", "POST")
print(json.dumps(pages))
"""


class Shown(msgspec.Struct):
    """One page."""

    status: int
    headers: dict[str, str]
    body: str


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Shown], str]:
    """Every page by its fault, and what was logged."""
    data: Path = tmp_path_factory.mktemp("web")
    environment: dict[str, Any] = {**os.environ, "OPENIMR_DATA": str(data)}
    run = subprocess.run(
        [sys.executable, "-c", WEB], env=environment, capture_output=True, text=True, check=True
    )
    return msgspec.json.decode(run.stdout, type=dict[str, Shown]), run.stderr


Pages = tuple[dict[str, Shown], str]


def test_a_refusal_is_told_with_rule_law_and_remedy(shown: Pages) -> None:
    page = shown[0]["refused"]
    assert page.status == 409
    for told in ("The case is closed.", "not-in-this-state", "8 CCR 9792.10.3"):
        assert told in page.body
    assert "Ask &lt;b&gt;intake&lt;/b&gt;." in page.body, "words are words, never markup"


def test_input_that_cannot_be_used_is_told_with_what_would_be_right(shown: Pages) -> None:
    page = shown[0]["bad"]
    assert page.status == 400
    assert "scan.pdf: is no PDF." in page.body
    assert "Scan it again." in page.body


def test_a_database_that_is_away_is_no_fault_of_whoever_asks(shown: Pages) -> None:
    page = shown[0]["away"]
    assert (page.status, page.headers["retry-after"]) == (503, "30")
    assert "What was recorded is safe." in page.body


def test_a_fault_of_ours_shows_nothing_of_itself(shown: Pages) -> None:
    page = shown[0]["broken"]
    assert page.status == 500
    assert "A fault of OpenIMR, not of what you did." in page.body
    assert "ValueError" not in page.body
    assert "Roe" not in page.body


def test_the_log_has_kind_and_place_of_a_fault_and_no_words(shown: Pages) -> None:
    told = shown[1]
    assert "A fault: ValueError in <string>, line" in told
    assert "/broken/<str:of>" in told
    for name in ("Roe", "Major", "Traceback", "Refused", "BadInput"):
        assert name not in told


def test_a_form_that_does_not_come_from_a_page_of_ours_is_not_taken(shown: Pages) -> None:
    page = shown[0]["form"]
    assert page.status == 403
    assert "Nothing was saved." in page.body


def test_every_one_of_them_has_the_headers_that_protect_it(shown: Pages) -> None:
    for page in shown[0].values():
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert page.headers["x-content-type-options"] == "nosniff"
        assert page.headers["cache-control"] == "no-store"
