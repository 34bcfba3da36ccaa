"""A real mail server on this machine for tests: it counts, refuses, delays and breaks off."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import subprocess
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from tests.served import PATIENCE, free_port


def certificate(folder: Path) -> Path:
    """A certificate for 127.0.0.1 with its key, its own authority, made anew by ``openssl``."""
    path = folder / "mail_server.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    named = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-noenc", "-days", "2", "-keyout", str(path), "-out", str(folder / "public.pem")]
    subprocess.run([*command, *named, *files], check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + (folder / "public.pem").read_bytes())
    return path


class Desk:
    """What the server does with a message; set ``answers`` to do otherwise for one each."""

    def __init__(self, slow: float = 0.0) -> None:
        self.taken: list[Envelope] = []
        self.answers: list[str] = []
        self.recipients: list[str] = []
        self.slow = slow

    async def handle_RCPT(
        self, server: SMTP, _: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.recipients:
            return self.recipients.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _: Session, envelope: Envelope) -> str:
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if self.slow:
            await asyncio.sleep(self.slow)
        if answer.startswith("2") or answer == "break":
            self.taken.append(envelope)
        if answer == "break":
            server.transport.abort()
        return answer

    def ids(self) -> list[str]:
        """The Message-ID of every copy that the server took."""
        return [str(message_from_bytes(one.original_content)["Message-ID"]) for one in self.taken]


@contextlib.contextmanager
def mail_server(
    desk: Desk, certificate: Path | None = None, *, implicit: bool = False, password: str = ""
) -> Iterator[int]:
    """The port of a running server; with a certificate it offers or demands TLS."""
    context = None
    if certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)

    def signed_in(*given: object) -> AuthResult:
        login = given[-1]
        assert isinstance(login, LoginPassword)
        return AuthResult(success=login.password == password.encode(), handled=False)

    controller = Controller(
        desk,
        hostname="127.0.0.1",
        port=free_port(),
        ready_timeout=PATIENCE,
        ssl_context=context if implicit else None,
        tls_context=None if implicit else context,
        require_starttls=bool(context and not implicit),
        authenticator=signed_in if password else None,
        auth_required=bool(password),
    )
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()
