"""What belongs to a determination beside its own words: further copies, later events."""

from __future__ import annotations

from openimr.publication.model import SourceKind
from openimr.vocabulary.value import Value, require


class Seen(Value, frozen=True, kw_only=True):
    """A source that was read and added no determination of its own.

    Attributes:
        sha256: digest of the file or the row.
        kind: of source.
        name: of the file, without folders.
        row: of an export, from 1; None for a whole file.
        id: the determination whose words it repeats; None for an export whose rows were all read.
        version: of that determination.
    """

    sha256: str
    kind: SourceKind
    name: str
    row: int | None = None
    id: str | None = None
    version: int | None = None

    def __post_init__(self) -> None:
        require((self.id is None) == (self.version is None), "a copy is one of a version")
