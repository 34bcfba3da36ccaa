"""Accounts of a served installation, and requests of whoever is signed in."""

from __future__ import annotations

import contextlib
import datetime as dt
import http.client
import os
import re
import subprocess
import time
import urllib.parse
from pathlib import Path

from tests.quick_verbs import run_verb
from tests.served import PATIENCE, Answer, Served

from openimr.workflow.second_factor import STEP, code_of, step_at

PASSWORD = "quiet slate harbor nine"
LONG_ENOUGH = 20
"""Seconds in which a form is sent and answered on a busy machine."""


def user(data: Path, *words: str, typed: str = PASSWORD) -> subprocess.CompletedProcess[str]:
    """Run ``openimr user``, with a password typed twice where it asks."""
    environment = {**os.environ, "OPENIMR_DATA": str(data)}
    return run_verb("user", *words, environment=environment, typed=f"{typed}\n{typed}\n")


class App:
    """An authenticator app: gives codes that were not used, by the machine's clock.

    Args:
        secret: as the page of setting up shows it.
        used: the last step of which a code was taken.
    """

    def __init__(self, secret: str, used: int = 0) -> None:
        self.secret = secret.replace(" ", "")
        self.used = used
        self.recovery_codes: list[str] = []

    def code(self) -> str:
        """The next code; two or three are there at once, a further one is waited for.

        The code of the step before is given while it holds long enough to be typed in.
        """
        now = dt.datetime.now(tz=dt.UTC)
        left = STEP.total_seconds() - now.timestamp() % STEP.total_seconds()
        step = max(self.used + 1, step_at(now) - (left > LONG_ENOUGH))
        while step > step_at(dt.datetime.now(tz=dt.UTC)) + 1:
            time.sleep(0.2)
        self.used = step
        return code_of(self.secret, step)


class Visitor:
    """A browser without a screen: it keeps cookies and sends forms."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self.cookies: dict[str, str] = {}
        self.headers: dict[str, str] = {}

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", path, "")

    def send(self, path: str, page: Answer, **fields: str | list[str]) -> Answer:
        """Send a form that stands on a page; what is ticked several times as a list."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.body)
        hidden = {"csrfmiddlewaretoken": token[1]} if token else {}
        return self._ask("POST", path, urllib.parse.urlencode({**hidden, **fields}, doseq=True))

    def send_file(
        self, path: str, page: Answer, field: str, content: bytes, name: str, **fields: str
    ) -> Answer:
        """Send a form with a file, as a browser without JavaScript does."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.body)
        border = "border-of-parts"
        head = f'--{border}\r\nContent-Disposition: form-data; name="'
        parts = [
            f'{head}{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in {"csrfmiddlewaretoken": token[1] if token else "", **fields}.items()
        ]
        file = f'{head}{field}"; filename="{name}"\r\nContent-Type: text/csv\r\n\r\n'.encode()
        body = b"".join((*parts, file, content, f"\r\n--{border}--\r\n".encode()))
        return self._ask("POST", path, body, f"multipart/form-data; boundary={border}")

    def sign_in(self, login: str, password: str = PASSWORD, **fields: str) -> Answer:
        """Fill the form in."""
        page = self.get("/sign-in")
        return self.send("/sign-in", page, login=login, password=password, **fields)

    def set_up(self, **fields: str) -> App:
        """Set a second factor up, on the page after the password or of whoever is signed in."""
        page = self.get("/second-factor")
        key = re.search(r'<code id="key">([^<]+)</code>', page.body)
        offer = re.search(r'name="offer" value="([^"]+)"', page.body)
        assert key is not None, page.body
        assert offer is not None
        app = App(key[1])
        shown = self.send("/second-factor", page, offer=offer[1], code=app.code(), **fields)
        assert "Recovery codes" in shown.body, shown.body
        app.recovery_codes = re.findall(r"<li><code>([^<]+)</code>", shown.body)
        return app

    def give_code(self, code: str) -> Answer:
        """Type a code after the password."""
        return self.send("/sign-in/code", self.get("/sign-in/code"), code=code)

    def _ask(
        self,
        method: str,
        path: str,
        body: str | bytes,
        kind: str = "application/x-www-form-urlencoded",
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.served.port, timeout=PATIENCE)
        sent = {
            **self.headers,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if body:
            sent["Content-Type"] = kind
        with contextlib.closing(connection):
            connection.request(method, path, body or None, sent)
            answer = connection.getresponse()
            for line in answer.headers.get_all("Set-Cookie") or ():
                name, _, value = line.partition(";")[0].partition("=")
                self.cookies[name] = value
            named = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, named, answer.read().decode())
