"""One person at a browser without a screen, who keeps the connection and the cookies."""

from __future__ import annotations

import http.client
import random
import re
import time
import urllib.parse

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Visitor:
    """Asks for pages, and keeps how long each kind of page took.

    Args:
        port: where the web is served on this machine.
        reads: seconds before each page is asked for, on the average; people are not in step.
    """

    def __init__(self, port: int, reads: float) -> None:
        self._reads = reads
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookies: dict[str, str] = {}
        self.took: list[tuple[str, float, float]] = []

    def sign_in(self, login: str, password: str) -> None:
        """Fill the form in."""
        page = self._ask("GET", "/sign-in", "")
        token = _TOKEN.search(page)
        assert token, "the form has its token"
        fields = {"csrfmiddlewaretoken": token[1], "login": login, "password": password}
        self._ask("POST", "/sign-in", urllib.parse.urlencode(fields))

    def look(self, kind: str, path: str) -> str:
        """A page, timed in milliseconds until its last byte came."""
        time.sleep(self._reads * (0.5 + random.random()))
        begun = time.perf_counter()
        page = self._ask("GET", path, "")
        ended = time.perf_counter()
        self.took.append((kind, begun, 1_000 * (ended - begun)))
        return page

    def _ask(self, method: str, path: str, body: str) -> str:
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body or None, sent)
        answer = self._connection.getresponse()
        content = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self._cookies[name] = value
        said = re.search(rb'class="says">([^<]*)', content)
        asked_for = f"{method} {path}: {answer.status} {said[1].decode() if said else ''}"
        assert answer.status in {200, 302}, asked_for
        where = answer.headers.get("Location", "")
        if answer.status == 302 and method == "GET":
            return self._ask("GET", where, "")
        return content.decode("utf-8", "replace")
