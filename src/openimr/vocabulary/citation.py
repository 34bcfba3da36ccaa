"""A citation of a guideline or study, as letters print them."""

from __future__ import annotations

from openimr.vocabulary.value import Value, require


class Citation(Value, frozen=True, kw_only=True):
    """Where a recommendation stands.

    Attributes:
        source: title as cited; MTUS sources start with "MTUS".
        sections: section names in the order cited; chapter names may contain commas.
        pages: pages or page ranges as printed ("23", "100-102").
    """

    source: str
    sections: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require(bool(self.source.strip()), "a citation names its source")
