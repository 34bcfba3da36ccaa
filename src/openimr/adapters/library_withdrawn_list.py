"""The list of what was taken off a library: it outlives the words, which it does not hold."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec

from openimr.adapters.file_names import refusal, shown_name
from openimr.adapters.held_file import HeldFile
from openimr.adapters.one_at_a_time import one_at_a_time
from openimr.adapters.whole_file import refusals, whole_file
from openimr.publication.library.withdrawn import TakenOff, Withdrawn
from openimr.vocabulary.errors import BadInput

WITHDRAWN: Final = "withdrawn.jsonl"
"""The list inside the library's folder, one JSON object a line."""

_LOCK: Final = ".withdrawing"


def taken_off(library: Path) -> TakenOff:
    """What was taken off a library.

    Raises:
        BadInput: when the list cannot be read; nobody is shown what may stand in it.
    """
    path = library / WITHDRAWN
    try:
        return TakenOff(msgspec.json.Decoder(Withdrawn).decode_lines(path.read_bytes()))
    except FileNotFoundError:
        return TakenOff(())
    except OSError as error:
        raise BadInput(shown_name(path), f"cannot be opened ({refusal(error)})") from error
    except msgspec.DecodeError as error:
        remedy = "Put it back from a backup."
        raise BadInput(shown_name(path), "is no list of what was withdrawn", remedy) from error


def held_taken_off(library: Path) -> HeldFile[TakenOff]:
    """The same, read anew only when the list was changed."""
    return HeldFile(library / WITHDRAWN, lambda: taken_off(library))


def note(library: Path, told: Iterable[Withdrawn]) -> None:
    """Keep what is taken off; what stands in the list under the same name stays as it is.

    From then on nobody who reads the library is shown it. The right to write to the library is
    not needed, which a building may hold for hours: the list has a lock of its own, held for a
    moment.

    Raises:
        BadInput: when the list cannot be read or written.
    """
    path = library / WITHDRAWN
    with refusals(path):
        library.mkdir(parents=True, exist_ok=True)
    with refusals(path), one_at_a_time(library / _LOCK):
        known = taken_off(library).told
        names = {one.citation for one in known}
        fresh = [one for one in told if one.citation not in names]
        if fresh:
            with whole_file(path, on_disk=True) as unfinished:
                unfinished.write_bytes(msgspec.json.Encoder().encode_lines([*known, *fresh]))
