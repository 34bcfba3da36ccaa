"""A folder of determinations as FHIR bundles."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from openimr.adapters.fhir_bundles import checked_bytes
from openimr.adapters.whole_file import refusals
from openimr.publication.model import PublishedDetermination


def write_bundles(
    determinations: Iterable[PublishedDetermination], folder: Path, advanced: Callable[[int], None]
) -> int:
    """Write each determination as a checked bundle, a file each, named after what it is cited by.

    Args:
        determinations: which.
        folder: made where it is not there; a bundle of the same name is written again.
        advanced: is told how many are written.

    Returns:
        How many were written.

    Raises:
        BadInput: as `checked_bytes`, and when the folder cannot be written to.
    """
    done = 0
    with refusals(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for done, said in enumerate(determinations, start=1):
            name = f"{said.id.replace('/', '-')}-v{said.version:03}.fhir.json"
            (folder / name).write_bytes(checked_bytes(said))
            advanced(done)
    return done
