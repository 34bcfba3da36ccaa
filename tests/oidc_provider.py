"""A real OpenID provider for tests: it signs RS256 tokens and checks PKCE, over HTTP."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

CLIENT, SECRET = "openimr-tests", "a secret of the provider"
Start = Callable[[str, list[tuple[str, str]]], object]


class OpenIdProvider:
    """What it signs can be made wrong in every way that matters.

    Attributes:
        claims: laid over what it would say.
        key: that it signs with.
        asked: of the last sign-in, what the browser brought.
    """

    def __init__(self) -> None:
        self.issuer = ""
        self.claims: dict[str, Any] = {}
        self.named = "subject-1"
        self.known = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}, private=True)
        self.key = self.known
        self.asked: dict[str, str] = {}
        self.codes = 0

    def signs_in(self, address: str) -> str:
        """Somebody signs in at an address; the path and query that they are sent back to."""
        self.asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))
        self.codes += 1
        back = urllib.parse.urlsplit(self.asked["redirect_uri"])
        state = self.asked["state"]
        answer = {"code": f"code-{self.codes}", "state": state, "iss": self.issuer}
        return f"{back.path}?{urllib.parse.urlencode(answer)}"

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path == "/token":
            length = int(environ["CONTENT_LENGTH"])
            sent = dict(urllib.parse.parse_qsl(environ["wsgi.input"].read(length).decode()))
            return self._answer(start, *self._token(sent, environ.get("HTTP_AUTHORIZATION", "")))
        documents = {
            "/.well-known/openid-configuration": {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
            },
            "/keys": KeySet([self.known]).as_dict(private=False),
        }
        return self._answer(start, "200 OK", documents[path])

    def _answer(self, start: Start, status: str, fields: object) -> list[bytes]:
        start(status, [("Content-Type", "application/json")])
        return [json.dumps(fields).encode()]

    def _token(self, sent: dict[str, str], authorization: str) -> tuple[str, dict[str, object]]:
        digest = hashlib.sha256(sent["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        known = base64.b64encode(f"{CLIENT}:{urllib.parse.quote(SECRET)}".encode()).decode()
        raw = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        right = (
            self.asked["code_challenge_method"] == "S256"
            and self.asked["code_challenge"] == challenge
            and sent["code"] == f"code-{self.codes}"
            and authorization in {f"Basic {known}", f"Basic {raw}"}
        )
        if not right:
            return "400 Bad Request", {"error": "invalid_grant"}
        now = int(time.time())
        said = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": self.named,
            "iat": now,
            "exp": now + 300,
            "nonce": self.asked["nonce"],
            **self.claims,
        }
        claims = {name: value for name, value in said.items() if value is not None}
        token = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)
        return "200 OK", {"access_token": "opaque", "token_type": "Bearer", "id_token": token}


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@contextlib.contextmanager
def provider() -> Iterator[OpenIdProvider]:
    """A provider that listens, and ends with its test."""
    made = OpenIdProvider()
    with make_server("127.0.0.1", 0, made, handler_class=_Quiet) as server:
        made.issuer = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield made
        server.shutdown()
        thread.join()
