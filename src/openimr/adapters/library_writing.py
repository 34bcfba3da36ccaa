"""The right to write to a library, waited for as long as whoever asks can wait."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from typing import Final

from openimr.adapters.library_store import LibraryStore
from openimr.vocabulary.errors import BadInput
from openimr.workflow.publishing_jobs import Busy

_TRIES: Final = 40
_PAUSE: Final = 0.25
"""So often, and after so many seconds, the right is asked for while another has it."""


@contextlib.contextmanager
def writing_soon(store: LibraryStore) -> Iterator[None]:
    """Hold the right to write; another who puts a determination there has done so in a moment.

    Raises:
        Busy: when it cannot be had within some seconds, as while a building goes on.
    """
    with contextlib.ExitStack() as held:
        for left in reversed(range(_TRIES)):
            try:
                held.enter_context(store.writing())
                break
            except BadInput as error:
                if not left:
                    raise Busy from error
                time.sleep(_PAUSE)
        yield
