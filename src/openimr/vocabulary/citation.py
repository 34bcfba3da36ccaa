"""A citation of a guideline or study, as letters print them."""

from __future__ import annotations

from openimr.vocabulary.printable import printable, printable_items
from openimr.vocabulary.value import Value, require, settle


class Citation(Value, frozen=True, kw_only=True):
    """Where a recommendation stands.

    Attributes:
        source: title as cited; MTUS sources start with "MTUS".
        sections: section names in the order cited; chapter names may contain commas.
        pages: pages or page ranges as printed ("23", "100-102").

    Texts are kept printable (see ``vocabulary.printable``).
    """

    source: str
    sections: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        settle(
            self,
            source=printable(self.source, "source"),
            sections=printable_items(self.sections, "sections"),
            pages=printable_items(self.pages, "pages"),
        )
        require(bool(self.source), "a citation names its source")
