"""How the mail server is reached: from the environment, the password also from a private file."""

from __future__ import annotations

import enum
import ipaddress
import os
import stat
import urllib.parse
from collections.abc import Mapping
from email.utils import parseaddr
from pathlib import Path

from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.value import Value
from openimr.workflow.telling import Letterhead

SERVER = "OPENIMR_SMTP"
USER, PASSWORD = "OPENIMR_SMTP_USER", "OPENIMR_SMTP_PASSWORD"
PASSWORD_FILE = "OPENIMR_SMTP_PASSWORD_FILE"  # noqa: S105 - the name of a variable
AUTHORITIES, SENDER = "OPENIMR_SMTP_CA", "OPENIMR_MAIL_FROM"
ORGANIZATION, CONTACT = "OPENIMR_ORGANIZATION", "OPENIMR_CONTACT"


class Security(enum.Enum):
    """How the connection is encrypted."""

    STARTTLS = "smtp"
    TLS = "smtps"
    NONE = "smtp+plain"


_PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}
_EXAMPLE = "Give smtp://host:587 (STARTTLS) or smtps://host:465 (TLS)"


class MailSettings(Value, frozen=True, kw_only=True):
    """A mail server.

    Attributes:
        sender: the address that notices come from.
        authorities: a file of certificate authorities to trust instead of the system's.
        seconds: longest wait for one answer.
    """

    host: str
    port: int
    security: Security
    sender: str
    user: str = ""
    password: str = ""
    authorities: str | None = None
    seconds: float = 30.0

    def __repr__(self) -> str:
        return f"MailSettings({self.host}:{self.port}, {self.security.value})"


def mail_settings(environment: Mapping[str, str]) -> MailSettings | None:
    """The mail server that the environment names, or None where none is named.

    Raises:
        BadInput: when a setting cannot be used, naming the variable and never its content.
    """
    address = environment.get(SERVER, "")
    if not address:
        return None
    security, host, port = _server(address)
    sender = parseaddr(environment.get(SENDER, ""))[1]
    if "@" not in sender:
        raise BadInput(SENDER, "names no e-mail address", "Name the address notices come from")
    return MailSettings(
        host=host,
        port=port,
        security=security,
        sender=sender,
        user=environment.get(USER, ""),
        password=_password(environment),
        authorities=environment.get(AUTHORITIES) or None,
    )


def _server(address: str) -> tuple[Security, str, int]:
    try:
        parts = urllib.parse.urlsplit(address)
        security, port = Security(parts.scheme), parts.port
    except ValueError:
        raise BadInput(SERVER, "is no address of a mail server", _EXAMPLE) from None
    if not parts.hostname:
        raise BadInput(SERVER, "names no host", _EXAMPLE)
    if parts.username or parts.password:
        raise BadInput(SERVER, "holds a user or password", f"Put them into {USER}, {PASSWORD}")
    if security is Security.NONE and not _is_this_machine(parts.hostname):
        found = "would send notices unencrypted over a network"
        raise BadInput(SERVER, found, _EXAMPLE)
    return security, parts.hostname, port or _PORTS[security]


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _password(environment: Mapping[str, str]) -> str:
    if not (named := environment.get(PASSWORD_FILE)):
        return environment.get(PASSWORD, "")
    path = Path(named)
    try:
        with path.open(encoding="utf-8") as file:
            mode = os.fstat(file.fileno()).st_mode
            if stat.S_IMODE(mode) & (stat.S_IRWXG | stat.S_IRWXO):
                raise BadInput(PASSWORD_FILE, "can be read by others", f"chmod 600 {named}")
            return file.read().strip()
    except OSError as error:
        raise BadInput(PASSWORD_FILE, f"cannot be read ({error.strerror})") from None


def letterhead(environment: Mapping[str, str]) -> Letterhead:
    """Who writes, as the environment says; a sender that is not named is of this machine."""
    return Letterhead(
        organization=environment.get(ORGANIZATION) or "Independent Medical Review",
        contact=environment.get(CONTACT, ""),
        sender=parseaddr(environment.get(SENDER, ""))[1] or "openimr@localhost.localdomain",
    )
