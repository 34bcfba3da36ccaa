"""Hands messages to a mail server by SMTP, over TLS unless the server is on this machine."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress

from openimr.adapters.mail_settings import SERVER, MailSettings, Security
from openimr.workflow.jobs import TryLater
from openimr.workflow.telling import Mail, Message, Rejected

_PERMANENT = 500
"""Codes from here on say no for good (RFC 5321, 4.2.1); those before ask to come again."""


class SmtpMail:
    """One connection for each message: a server that went away is found by the next one.

    Args:
        settings: the server and how to reach it.
    """

    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings

    def send(self, message: Message) -> None:
        """As ``Mail.send``."""
        try:
            with self._connected() as server:
                refused = server.sendmail(
                    self._settings.sender, [message.recipient], message.content
                )
        except smtplib.SMTPRecipientsRefused as error:
            _say_no(error.recipients[message.recipient][0], "the address")
        except smtplib.SMTPDataError as error:
            _say_no(error.smtp_code, "the message")
        except (smtplib.SMTPException, OSError) as error:
            raise TryLater(self._trouble(error)) from None
        else:
            for code, _ in refused.values():
                _say_no(code, "the address")

    def check(self) -> None:
        """Reach the server, encrypt and sign in, without sending anything.

        Raises:
            TryLater: when that does not work, with what is in the way.
        """
        try:
            with self._connected() as server:
                server.noop()
        except (smtplib.SMTPException, OSError) as error:
            raise TryLater(self._trouble(error)) from None

    def _connected(self) -> smtplib.SMTP:
        settings = self._settings
        if settings.security is Security.TLS:
            server: smtplib.SMTP = _PatientTls(
                settings.host, settings.port, timeout=settings.seconds, context=self._context()
            )
        else:
            server = _Patient(settings.host, settings.port, timeout=settings.seconds)
        try:
            if settings.security is Security.STARTTLS:
                server.starttls(context=self._context())
            if settings.user:
                server.login(settings.user, settings.password)
        except BaseException:
            server.close()
            raise
        return server

    def _context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self._settings.authorities)

    def _trouble(self, error: Exception) -> str:
        """What is in the way, without the server's words: these may quote an address."""
        where = f"The mail server {self._settings.host}:{self._settings.port}"
        if isinstance(error.__context__, TimeoutError):
            return f"{where} did not answer in time; whether it has the message is not known."
        code = getattr(error, "smtp_code", 0)
        for kind, words in _TROUBLES:
            if isinstance(error, kind):
                return f"{where} {words.format(code=code)}"
        return f"{where} cannot be reached."


_TROUBLES: tuple[tuple[type[Exception], str], ...] = (
    (smtplib.SMTPAuthenticationError, "does not accept user and password (code {code})."),
    (smtplib.SMTPSenderRefused, "does not accept the sender (code {code})."),
    (smtplib.SMTPResponseException, "answered with code {code}."),
    (smtplib.SMTPNotSupportedError, "does not offer encryption or signing in."),
    (ssl.SSLError, "has no certificate that can be trusted."),
    (
        smtplib.SMTPServerDisconnected,
        "broke the connection; whether it has the message is not known.",
    ),
    (ConnectionResetError, "broke the connection; whether it has the message is not known."),
    (TimeoutError, "did not answer in time."),
)


class NoMail:
    """Stands in while no mail server is named: notices wait, and then go to a person."""

    def send(self, message: Message) -> None:
        """As ``Mail.send``."""
        raise TryLater(f"No mail server is named: set {SERVER}.")


def mail_of(settings: MailSettings | None) -> Mail:
    """What sends with these settings."""
    return SmtpMail(settings) if settings else NoMail()


class _Closing:
    """Says goodbye without waiting for an answer: the message's fate is known by then."""

    def __exit__(self, *_: object) -> None:
        with suppress(smtplib.SMTPException, OSError):
            self.putcmd("quit")  # type: ignore[attr-defined]
        self.close()  # type: ignore[attr-defined]


class _Patient(_Closing, smtplib.SMTP):
    pass


class _PatientTls(_Closing, smtplib.SMTP_SSL):
    pass


def _say_no(code: int, what: str) -> None:
    """Tell whether a refusal is for good."""
    if code >= _PERMANENT:
        raise Rejected(code)
    raise TryLater(f"The mail server does not take {what} now (code {code}).")
