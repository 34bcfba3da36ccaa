"""What a person marked by hand in a determination that is about to be published.

Names that no list has, passages that tell too much, and words that look like a name and name
nobody. They hold names, so they are kept sealed with the case and never stand in the record,
which has their digest.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Protocol

import msgspec

from openimr.publication.redaction.found import How
from openimr.publication.redaction.identifiers import Identifier, Kind, KnownCase
from openimr.publication.redaction.search import known_in
from openimr.vocabulary.printable import printable
from openimr.vocabulary.value import Value, require, settle

LONGEST = 2_000
"""Characters of a mark; a longer passage is marked in pieces."""

ADDED: tuple[Kind, ...] = (
    Kind.EMPLOYEE,
    Kind.PHYSICIAN,
    Kind.FACILITY,
    Kind.EMPLOYER,
    Kind.CLAIMS_ADMINISTRATOR,
    Kind.INSURER,
    Kind.ATTORNEY,
    Kind.REVIEWER,
    Kind.PERSON,
    Kind.COMPANY,
    Kind.ADDRESS,
    Kind.TOWN,
    Kind.TELEPHONE,
    Kind.EMAIL,
    Kind.CLAIM_NUMBER,
    Kind.IDENTIFYING_NUMBER,
    Kind.OCCUPATION,
)
"""What a name that a person adds may be of."""


class Mark(Value, frozen=True, kw_only=True, tag_field="mark"):
    """One mark.

    Attributes:
        words: as they stand in the letter, or of a name as it is written in full.
        by: who marked it, by the identifier under which they act.
        at: when.
    """

    words: str
    by: str
    at: dt.datetime

    def __post_init__(self) -> None:
        settle(self, words=" ".join(printable(self.words, "words").split()))
        require(bool(self.words), "a mark has words")
        require(len(self.words) <= LONGEST, "a mark is short")


class AddedName(Mark, frozen=True, kw_only=True, tag="name"):
    """A name, address or number that goes wherever it stands, in every spelling."""

    kind: Kind


class LeftOut(Mark, frozen=True, kw_only=True, tag="left-out"):
    """A passage that goes as it stands."""

    because: str = ""


class Kept(Mark, frozen=True, kw_only=True, tag="kept"):
    """Words that stay although they look like something to take out."""

    because: str

    def __post_init__(self) -> None:
        super().__post_init__()
        require(bool(self.because.strip()), "what stays although it looks like a name has a reason")


AnyMark = AddedName | LeftOut | Kept


class Marks(Value, frozen=True, kw_only=True):
    """All marks of one case, in the order in which they were made."""

    made: tuple[AnyMark, ...] = ()

    @property
    def sha256(self) -> str:
        """Digest by which the record names them."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()

    @property
    def kept(self) -> tuple[Kept, ...]:
        """The words that stay."""
        return tuple(one for one in self.made if isinstance(one, Kept))

    def with_mark(self, mark: AnyMark) -> Marks:
        """One more; of the same words the last says what becomes of them."""
        others = (one for one in self.made if one.words != mark.words)
        return Marks(made=(*others, mark))

    def without(self, words: str) -> Marks:
        """One less."""
        return Marks(made=tuple(one for one in self.made if one.words != words))

    def known(self, case: KnownCase) -> KnownCase:
        """What is known of a case, with what a person knows besides."""
        names = (Identifier(kind=_kind(one), value=one.words) for one in self._taken_out())
        told = msgspec.structs.replace(
            case, identifiers=tuple(dict.fromkeys((*names, *case.identifiers)))
        )
        staying = (one.words for one in self.kept if not names_somebody(one.words, told))
        return msgspec.structs.replace(told, own_numbers=(*case.own_numbers, *staying))

    def _taken_out(self) -> tuple[AddedName | LeftOut, ...]:
        return tuple(one for one in self.made if not isinstance(one, Kept))


def names_somebody(words: str, known: KnownCase) -> bool:
    """Whether a name stands in the words as the case has it: then they never stay."""
    return any(one.how is How.KNOWN for one in known_in(words, known))


def _kind(mark: AddedName | LeftOut) -> Kind:
    return mark.kind if isinstance(mark, AddedName) else Kind.PASSAGE


class KeptMarks(Protocol):
    """Keeps the marks of cases."""

    def marks(self, case: str) -> Marks:
        """The marks of a case; none where nobody made any."""
        ...

    def keep_marks(self, case: str, marks: Marks) -> None:
        """Keep them in place of those before."""
        ...
