"""Sends messages of webhooks by HTTPS, to addresses of the open net alone.

A name is looked up once, every address that it has is judged, and the connection goes to the
address that was judged: nobody leads a message to a machine of the organization's own net by a
name that answers differently the second time. Redirects are not followed.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from openimr.adapters.web_address import address_of
from openimr.case.record import RecordedEvent
from openimr.vocabulary.errors import BadInput
from openimr.workflow.jobs import TryLater
from openimr.workflow.webhooks import Telling

_EXAMPLE = "Give an address as https://hooks.example.org/openimr."


def webhooks_wanted(alias: str) -> Callable[[str], bool] | None:
    """Of which kinds of events anybody is told; None where nobody is.

    Args:
        alias: the database, which is open.
    """
    from openimr.adapters.database.webhook_book import DatabaseWebhookBook  # noqa: PLC0415

    return DatabaseWebhookBook(alias).wanted()


def telling_on(
    alias: str,
    load: Callable[[str], Sequence[RecordedEvent]],
    environment: Mapping[str, str],
    now: Callable[[], dt.datetime],
) -> Telling:
    """What telling by webhooks needs, on a database that is open.

    An installation that serves this machine alone may tell programs of this machine.
    """
    from openimr.adapters.database.webhook_book import DatabaseWebhookBook  # noqa: PLC0415

    inward = not address_of(environment).host
    return Telling(DatabaseWebhookBook(alias), HttpSender(inward=inward), load, now)


@dataclass(frozen=True)
class HttpSender:
    """Sends over the net.

    Attributes:
        inward: also without HTTPS and to this machine and its net: for an installation that
            serves this machine alone, and for tests.
        seconds: that a whole exchange may take.
    """

    inward: bool = False
    seconds: float = 15.0

    def check(self, url: str) -> None:
        """Refuse an address that may not be reached."""
        self._judged(_parts(url))

    def send(self, url: str, headers: Mapping[str, str], content: bytes) -> int:
        """Send; the status of the answer."""
        parts = _parts(url)
        connection = self._connection(parts, self._judged(parts))
        sent = {"Content-Type": "application/json", "User-Agent": "OpenIMR", **headers}
        patience = threading.Timer(self.seconds, _cut, [connection])
        patience.start()
        try:
            connection.request("POST", _path(parts), content, sent)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException, AttributeError) as error:
            raise TryLater(f"A webhook was not reached: {type(error).__name__}.") from None
        finally:
            patience.cancel()
            connection.close()

    def _judged(self, parts: SplitResult) -> str:
        """The address to connect to.

        Raises:
            BadInput: when it may not be reached.
            TryLater: when the name is not known now.
        """
        if parts.scheme != "https" and not self.inward:
            raise BadInput("the webhook", "is not reached by HTTPS", _EXAMPLE)
        host, port = str(parts.hostname), parts.port or _port(parts)
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError:
            raise TryLater("The name of a webhook is not known.") from None
        addresses = [str(one[4][0]) for one in found]
        if not self.inward and not all(_is_open(one) for one in addresses):
            raise BadInput("the webhook", "lies in a net of its own, not in the open one", _EXAMPLE)
        return addresses[0]

    def _connection(self, parts: SplitResult, address: str) -> http.client.HTTPConnection:
        port = parts.port or _port(parts)
        if parts.scheme == "https":
            return _ToAddress(str(parts.hostname), port, address, self.seconds)
        return http.client.HTTPConnection(address, port, timeout=self.seconds)


class _ToAddress(http.client.HTTPSConnection):
    """HTTPS to an address that was judged; the certificate is the name's."""

    def __init__(self, host: str, port: int, address: str, seconds: float) -> None:
        self._trust = ssl.create_default_context()
        super().__init__(host, port, timeout=seconds, context=self._trust)
        self._address = address

    def connect(self) -> None:
        """Connect to the address, and prove the name."""
        plain = socket.create_connection((self._address, self.port), self.timeout)
        self.sock = self._trust.wrap_socket(plain, server_hostname=self.host)


def _cut(connection: http.client.HTTPConnection) -> None:
    """End an exchange that takes too long, also one that answers byte by byte."""
    if connection.sock is not None:
        with contextlib.suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)


def _is_open(address: str) -> bool:
    """Whether an address is one of the open net, also when it stands for an older one."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        within = found.ipv4_mapped or found.sixtofour or (found.teredo or (None, None))[1]
        if within is not None:
            return within.is_global
    return found.is_global and not found.is_multicast


def _parts(url: str) -> SplitResult:
    """The parts of an address.

    Raises:
        BadInput: when it is none, or holds a name and password.
    """
    try:
        parts = urlsplit(url)
        known = parts.hostname and parts.scheme in {"https", "http"} and parts.port != 0
    except ValueError:
        known = False
    if not known or not url.isprintable() or " " in url:
        raise BadInput("the webhook", "is no address of a web server", _EXAMPLE)
    if parts.username or parts.password:
        raise BadInput("the webhook", "holds a name or a password", _EXAMPLE)
    return parts


def _port(parts: SplitResult) -> int:
    return 443 if parts.scheme == "https" else 80


def _path(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
