"""One condition of a topic: what all criteria share, and the grounds they look for."""

from __future__ import annotations

import enum
import hashlib

from openimr.vocabulary.fact import FactKind
from openimr.vocabulary.value import Value, require


class Outcome(enum.Enum):
    """Whether the record shows that a criterion holds."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_DOCUMENTED = "not_documented"


class Verified(enum.Enum):
    """How a value of a pack was checked: against the regulation, a determination, or not yet.

    ``SOURCE``: against the guideline itself, by a licensee who has its text.
    """

    REGULATION = "regulation"
    LETTER = "letter"
    SOURCE = "source"
    UNVERIFIED = "unverified"


class Phase(enum.Enum):
    """Where a request stands in the course of one treatment."""

    FIRST = "first"
    FURTHER = "further"
    UNKNOWN = "unknown"


class Absence(enum.Enum):
    """What follows when the record is silent on a criterion.

    ``UPHOLDS``: the guideline asks for the documentation, so silence counts against the request.
    ``LEAVES_OPEN``: the decision turns on a fact that is missing.
    ``NOTHING``: the criterion only weighs when the record speaks.
    """

    UPHOLDS = "upholds"
    LEAVES_OPEN = "leaves_open"
    NOTHING = "nothing"


class Level(enum.Enum):
    """Where a guideline stands in the medical evidence search sequence (8 CCR 9792.21.1)."""

    MTUS = "mtus"
    ACOEM_ODG = "acoem_odg"
    OTHER_GUIDELINE = "other_guideline"
    STUDY = "study"
    LAW = "law"


class Stance(enum.Enum):
    """What a guideline says of a treatment on the whole."""

    RECOMMENDED = "recommended"
    WITH_CRITERIA = "with_criteria"
    NOT_RECOMMENDED = "not_recommended"
    INSUFFICIENT_EVIDENCE = "insufficient_evidence"


class Reference(Value, frozen=True, kw_only=True):
    """Where in a guideline a criterion stands; ``pages`` as printed ("23", "100-102")."""

    guideline: str
    section: str
    pages: tuple[str, ...] = ()


class Criterion(Value, frozen=True, kw_only=True, tag_field="type", tag="criterion"):
    """One condition of a topic.

    Attributes:
        id: unique within its topic.
        statement: the condition in one clause, true when the outcome is ``MET``.
        says: what the guideline says on it, in the project's own words: one sentence.
        references: one for each edition in which the condition stands.
        verified: ``UNVERIFIED`` conditions are evaluated and shown but never decide.
        phase: the part of a course it applies to; ``UNKNOWN`` means every part.
        absence: what silence of the record means.
        decides: False for conditions that only inform the reviewer.
        fills_gap: decides although its guideline stands below the one that applies, which is
            silent on this point.
        asked: patterns of request wording; without a match the condition is not looked at.
    """

    id: str
    statement: str
    says: str
    references: tuple[Reference, ...]
    verified: Verified
    phase: Phase = Phase.UNKNOWN
    absence: Absence = Absence.UPHOLDS
    decides: bool = True
    fills_gap: bool = False
    asked: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require(bool(self.references), "a criterion cites at least one guideline")
        require(self.says.rstrip().endswith("."), "'says' is a full sentence")

    @property
    def deciding(self) -> bool:
        """Whether the outcome may decide a request."""
        return self.decides and self.verified is not Verified.UNVERIFIED


Range = tuple[int, int]
"""Fewest and most, both included."""


class Ground(Value, frozen=True, kw_only=True):
    """One thing on record, or in the request, that speaks for or against a treatment.

    Any of the ways given here shows it.

    Attributes:
        name: in words, as it stands in a sentence ("a root deficit on examination"); that of the
            word list where none is given.
        ground: the word list whose words, codes and kinds are taken in beside the own ones
            ("list", or "list of another one").
        kinds: kinds of fact that ``concepts`` and ``words`` are looked for in. Without any, the
            words are looked for in the sentences of the whole record.
        concepts: codes of facts.
        words: patterns of the record's wording.
        request: patterns of the request's own wording.
        beside: topics of other treatments in the same dispute.
        older_than: years that the worker has passed.
        at_least: smallest value of a fact that counts ("relief of 50 percent").
        all_of: grounds that must hold as well; with none of the ways above, they alone make
            the ground ("an injection that helped" and "pain that came back").
    """

    name: str = ""
    ground: str | None = None
    kinds: tuple[FactKind, ...] = ()
    concepts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    request: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    older_than: int | None = None
    at_least: float | None = None
    all_of: tuple[Ground, ...] = ()

    def __post_init__(self) -> None:
        require(bool(self.name), "a ground has a name, its own or that of its word list")
        require(
            self.shown_itself or bool(self.all_of),
            "a ground says how it is shown: concepts, words, request, beside or age",
        )
        require(
            bool(self.kinds) or not self.concepts, "concepts are looked for in facts of 'kinds'"
        )

    @property
    def shown_itself(self) -> bool:
        """Whether it has ways of its own, besides the grounds that must hold as well."""
        return any((self.concepts, self.words, self.request, self.beside, self.older_than))

    @property
    def parts(self) -> tuple[Ground, ...]:
        """The ground and all those that must hold with it."""
        return (self, *(part for ground in self.all_of for part in ground.parts))

    @property
    def code(self) -> str:
        """The concept of an observation of this ground: its name, and its patterns as a digest.

        Two topics may give one name to different patterns.
        """
        digest = hashlib.blake2s("\n".join(self.words).encode(), digest_size=4).hexdigest()
        return f"{self.name} {digest}"
