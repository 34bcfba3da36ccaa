"""A program on this machine that is told by webhooks: it fails, hangs and answers as it is told."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import http.server
import threading
import time
from collections.abc import Iterator
from typing import NamedTuple


class Received(NamedTuple):
    """One message as it came."""

    headers: dict[str, str]
    body: bytes

    def is_signed_with(self, secret: str) -> bool:
        """As a receiver checks it, by the words of Standard Webhooks and no code of ours."""
        key = base64.b64decode(secret.split("_", 1)[1])
        named, stamp = self.headers["webhook-id"], self.headers["webhook-timestamp"]
        content = f"{named}.{stamp}.".encode() + self.body
        right = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
        return f"v1,{right}" in self.headers["webhook-signature"].split(" ")


class Receiver:
    """Messages in the order in which they came; ``answers`` are for the first ones."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.answers: list[object] = []
        self.url = ""


@contextlib.contextmanager
def receiver() -> Iterator[Receiver]:
    """A running receiver."""
    told = Receiver()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            told.received.append(Received(headers, body))
            answer = told.answers.pop(0) if told.answers else 204
            if answer == "break":
                self.close_connection = True
            elif answer == "hang":
                with contextlib.suppress(OSError):
                    self.rfile.read(1)  # until the sender has hung up
                self.close_connection = True
            elif answer == "drip":
                self._drip()
            else:
                self._answer(int(str(answer)))

        def _drip(self) -> None:
            with contextlib.suppress(OSError):
                for letter in b"HTTP/1.1 200 " + b"a" * 4_000:
                    self.wfile.write(bytes([letter]))
                    time.sleep(0.1)
            self.close_connection = True

        def _answer(self, status: int) -> None:
            self.send_response(status)
            if status in {301, 307}:
                self.send_header("Location", told.url + "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    told.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
