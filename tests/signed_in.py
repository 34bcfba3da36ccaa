"""Accounts of a served installation, and requests of whoever is signed in."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import subprocess
import sys
import urllib.parse
from pathlib import Path

from tests.served import PATIENCE, Answer, Served

PASSWORD = "quiet slate harbor nine"


def user(data: Path, *words: str, typed: str = PASSWORD) -> subprocess.CompletedProcess[str]:
    """Run ``openimr user``, with a password typed twice where it asks."""
    return subprocess.run(
        [sys.executable, "-m", "openimr", "user", *words],
        input=f"{typed}\n{typed}\n",
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
        start_new_session=True,  # no terminal to ask at: it reads what is handed in
        env={**os.environ, "OPENIMR_DATA": str(data)},
    )


class Visitor:
    """A browser without a screen: it keeps cookies and sends forms."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", path, "")

    def send(self, path: str, page: Answer, **fields: str) -> Answer:
        """Send a form that stands on a page."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.body)
        hidden = {"csrfmiddlewaretoken": token[1]} if token else {}
        return self._ask("POST", path, urllib.parse.urlencode({**hidden, **fields}))

    def sign_in(self, login: str, password: str = PASSWORD, **fields: str) -> Answer:
        """Fill the form in."""
        page = self.get("/sign-in")
        return self.send("/sign-in", page, login=login, password=password, **fields)

    def _ask(self, method: str, path: str, body: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.served.port, timeout=PATIENCE)
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        with contextlib.closing(connection):
            connection.request(method, path, body or None, sent)
            answer = connection.getresponse()
            for line in answer.headers.get_all("Set-Cookie") or ():
                name, _, value = line.partition(";")[0].partition("=")
                self.cookies[name] = value
            named = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, named, answer.read().decode())
