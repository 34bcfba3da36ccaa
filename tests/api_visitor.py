"""A program that asks a served installation by a token."""

from __future__ import annotations

import contextlib
import http.client
import os
import urllib.request
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from tests.quick_verbs import run_verb
from tests.served import PATIENCE, Answer, Served


def token(data: Path, login: str, *scopes: str) -> str:
    """A new token of an account."""
    words = [word for one in scopes for word in ("--scope", one)]
    environment = {**os.environ, "OPENIMR_DATA": str(data)}
    made = run_verb("token", "add", login, *words, environment=environment)
    made.check_returncode()
    return made.stdout.strip()


class Program:
    """Asks with one token."""

    def __init__(self, served: Served, bearer: str = "") -> None:
        self.served = served
        self.bearer = bearer

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for something below `/api/v1`."""
        return self.ask("GET", path, b"", **headers)

    def send(self, path: str, content: Any, key: str = "", **headers: str) -> Answer:
        """Send JSON."""
        body = content if isinstance(content, bytes) else msgspec.json.encode(content)
        keyed = {"Idempotency-Key": key} if key else {}
        return self.ask(
            "POST", path, body, **{"Content-Type": "application/json"}, **keyed, **headers
        )

    def download(self, path: str) -> bytes:
        """The bytes of a file."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.served.port}/api/v1{path}",
            headers={"Authorization": f"Bearer {self.bearer}"},
        )
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            content: bytes = answer.read()
            return content

    def ask(self, method: str, path: str, body: bytes, **headers: str) -> Answer:
        """Ask anything."""
        connection = http.client.HTTPConnection("127.0.0.1", self.served.port, timeout=PATIENCE)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.bearer:
            sent["Authorization"] = f"Bearer {self.bearer}"
        with contextlib.closing(connection):
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # answered before
                connection.request(method, f"/api/v1{path}", body or None, sent)
            answer = connection.getresponse()
            named = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, named, answer.read().decode(errors="replace"))


def new_key() -> str:
    return str(uuid.uuid4())


def cases(program: Program, query: str = "") -> Iterator[dict[str, Any]]:
    """Every case of a list, page by page."""
    cursor = ""
    while cursor is not None:
        page = program.get(f"/cases?limit=20{query}{f'&cursor={cursor}' if cursor else ''}")
        assert page.status == 200, page.body
        yield from page.fields["cases"]
        cursor = page.fields["next"]


def a_case(program: Program, state: str) -> dict[str, Any]:
    """One case in a state."""
    return next(cases(program, f"&state={state.replace(' ', '%20')}"))
