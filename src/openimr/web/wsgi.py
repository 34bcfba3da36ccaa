"""The web as a WSGI application, made once in each process that serves it."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from typing import Any

from openimr.adapters.web_address import address_of
from openimr.serving import prepare_web
from openimr.web.settings import web_settings


def application() -> Callable[..., Any]:
    """The application; the database need not answer yet.

    Raises:
        BadInput: when the environment names an address or a database that cannot be understood.
    """
    prepare_web(web_settings(address_of(os.environ)))
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 - Django is set up

    from openimr.web.faults import log_plainly  # noqa: PLC0415
    from openimr.web.static_files import with_static_files  # noqa: PLC0415
    from openimr.web.whole_requests import whole_requests  # noqa: PLC0415

    log_plainly()
    answering = with_static_files(whole_requests(get_wsgi_application()))
    _look_for_garbage_seldom()
    return answering


def _look_for_garbage_seldom() -> None:
    """Everything that is there now stays: collecting walks over it at every tenth page else.

    Measured on the reviewer's desk: a tenth of the processor's time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
