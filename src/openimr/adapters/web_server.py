"""The web server: granian with worker processes that answer on one thread each.

A page takes a thread for its whole time, and Python runs one thread of a process at a time: more
threads answer later, not sooner. More processes do. Further threads only take requests in and give
files out (``openimr.web.whole_requests``), so that whoever is slow keeps nobody else waiting.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import ssl
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openimr.adapters.file_names import shown_name
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.value import Value

APPLICATION = "openimr.web.wsgi:application"

TAKING_IN = 16
"""Threads of a process that take requests in; each may hold the largest body."""

GIVING_OUT = 16
"""Threads of a process that give files out, each to somebody who takes them in slowly."""


class Certificate(Value, frozen=True, kw_only=True):
    """A certificate with its key, as PEM files."""

    chain: Path
    key: Path


class Listening(Value, frozen=True, kw_only=True):
    """Where and how the web is served.

    Attributes:
        workers: processes; each answers one request at a time.
        grace: seconds that running requests have when the server stops.
    """

    host: str
    port: int
    workers: int
    grace: int
    certificate: Certificate | None = None


def check_place(listening: Listening) -> None:
    """Make sure that the server can listen there, before anything is started.

    Raises:
        BadInput: when another program has the port, the address is not this machine's, or the
            certificate cannot be used.
    """
    if listening.certificate:
        _check_certificate(listening.certificate)
    where = f"{listening.host}, port {listening.port}"
    try:
        family, kind, _, _, place = socket.getaddrinfo(
            listening.host, listening.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError:
        remedy = "Give an address of this machine with --host."
        raise BadInput(where, "is no address that is known here", remedy) from None
    with socket.socket(family, kind) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(place)
        except PermissionError:
            remedy = "Choose a port from 1024 on with --port."
            raise BadInput(where, "may not be listened to by you", remedy) from None
        except OSError as error:
            raise _taken(where, error) from None


def _taken(where: str, error: OSError) -> BadInput:
    import errno  # noqa: PLC0415 - only when something is in the way

    if error.errno == errno.EADDRINUSE:
        remedy = "Is OpenIMR running already? Else choose another port with --port."
        return BadInput(where, "is used by another program", remedy)
    return BadInput(where, "is no address of this machine", "Give one of its own with --host.")


def _check_certificate(certificate: Certificate) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    named = shown_name(certificate.chain.name)
    try:
        context.load_cert_chain(certificate.chain, certificate.key, password="")
    except (OSError, ValueError):
        remedy = "Give PEM files: the certificate with its chain, and its key without a password."
        raise BadInput(named, "cannot be used as a certificate with that key", remedy) from None


def run_web(listening: Listening) -> None:
    """Serve the web until SIGTERM; running requests are finished."""
    from granian.constants import Interfaces  # noqa: PLC0415 - takes its time
    from granian.log import LogLevels  # noqa: PLC0415
    from granian.server import Server  # noqa: PLC0415

    held = listening.certificate
    Server(
        APPLICATION,
        address=listening.host,
        port=listening.port,
        interface=Interfaces.WSGI,
        workers=listening.workers,
        blocking_threads=TAKING_IN + GIVING_OUT,
        websockets=False,
        log_level=LogLevels.error,
        ssl_cert=held.chain if held else None,
        ssl_key=held.key if held else None,
        respawn_failed_workers=True,
        workers_kill_timeout=listening.grace,
    ).serve(target_loader=load)


def load(target: str) -> Callable[..., Any]:
    """The application, in one of the server's processes, which ends with the server."""
    import importlib  # noqa: PLC0415

    server = multiprocessing.parent_process()
    if server is not None:
        threading.Thread(target=_end_after, args=(server,), daemon=True).start()
    module, _, name = target.partition(":")
    made: Callable[..., Any] = getattr(importlib.import_module(module), name)()
    return made


def _end_after(server: Any) -> None:
    server.join()
    os.kill(os.getpid(), signal.SIGTERM)
