"""What is asked of the library, as a value.

A query is a tree of words, exact values and AND, OR, NOT. It speaks of determinations: a word is
found anywhere in a determination. What is said of a finding (decision, topic, drug, body region,
guideline, section) holds for one and the same finding when it stands side by side in one AND, or
in the filters: `drug:norco decision:overturned` asks for norco overturned, not for norco beside
another treatment that was.
"""

from __future__ import annotations

import enum
from typing import Final, TypeAlias

from openimr.vocabulary.value import Value, require

PER_PAGE: Final = 10
"""Determinations on one page unless asked otherwise."""

DEEPEST: Final = 10_000
"""Determinations that can be leafed through; beyond that a narrower query serves better."""


class Field(enum.Enum):
    """Where words may be asked for, as typed before the colon."""

    TREATMENT = "treatment"
    RATIONALE = "rationale"
    SUMMARY = "summary"
    GUIDELINE = "guideline"
    SECTION = "section"
    SPECIALTY = "specialty"
    FILED = "filed"
    """What it is filed under: the words of topics, drugs and their classes, body regions, and of
    diagnoses where an export names them."""


class Facet(enum.Enum):
    """What determinations are told apart and counted by."""

    DECISION = "decision"
    TOPIC = "topic"
    REGION = "region"
    DRUG = "drug"
    GUIDELINE = "guideline"
    SECTION = "section"
    SPECIALTY = "specialty"
    YEAR = "year"
    PRIORITY = "priority"
    AGE = "age"
    SEX = "sex"
    PROGRAMME = "programme"


OF_A_FINDING: Final = frozenset(
    {
        Facet.DECISION,
        Facet.TOPIC,
        Facet.REGION,
        Facet.DRUG,
        Facet.GUIDELINE,
        Facet.SECTION,
    }
)
"""Facets that belong to one finding; the others belong to the determination."""


class Sort(enum.Enum):
    """Order of the hits. Undated determinations come last in both orders by date.

    Relevance is how well words fit; where none is asked for, the newest come first.
    """

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


class Words(Value, frozen=True, kw_only=True):
    """One word, or several that stand together in this order.

    Attributes:
        words: lower case, letters and digits only.
        field: where; None for treatment, summary, rationale and what is filed under alike.
        exact: typed in quotation marks: forms of the words are found, other names are not.
    """

    words: tuple[str, ...]
    field: Field | None = None
    exact: bool = False

    def __post_init__(self) -> None:
        require(bool(self.words), "words are asked for")
        require(
            all(word == word.lower() and word.isalnum() for word in self.words),
            "words are lower case, letters and digits",
        )


class Is(Value, frozen=True, kw_only=True):
    """A facet has this value, as the facet's table spells it."""

    facet: Facet
    value: str

    def __post_init__(self) -> None:
        require(bool(self.value) and '"' not in self.value, "a facet's value has no quotes")


class Years(Value, frozen=True, kw_only=True):
    """The year lies in a span, both ends included."""

    first: int
    last: int

    def __post_init__(self) -> None:
        require(1900 <= self.first <= self.last <= 2999, "years run from 1900 to 2999, in order")


class Named(Value, frozen=True, kw_only=True):
    """The determination of this identifier."""

    id: str


class Not(Value, frozen=True, kw_only=True):
    """Determinations of which the other is not true."""

    of: Expression


class And(Value, frozen=True, kw_only=True):
    """All of them; two or more, none of them an AND itself."""

    of: tuple[Expression, ...]

    def __post_init__(self) -> None:
        require(len(self.of) > 1, "AND joins two or more")
        require(not any(isinstance(one, And) for one in self.of), "an AND of ANDs is one AND")


class Or(Value, frozen=True, kw_only=True):
    """Any of them; two or more, none of them an OR itself."""

    of: tuple[Expression, ...]

    def __post_init__(self) -> None:
        require(len(self.of) > 1, "OR joins two or more")
        require(not any(isinstance(one, Or) for one in self.of), "an OR of ORs is one OR")


class Alike(Value, frozen=True, kw_only=True):
    """What was asked, or other names of the same thing; made by synonyms, never typed."""

    asked: Expression
    also: tuple[Words, ...]


Expression: TypeAlias = Words | Is | Years | Named | Not | And | Or | Alike


class Search(Value, frozen=True, kw_only=True):
    """One search.

    Attributes:
        asked: None for every determination.
        filters: values chosen in the tables of facets; of one facet any of them, of different
            facets all.
        sort: order of the hits.
        page: from 1.
        per_page: determinations on a page.
        synonyms: whether other names of the same thing are found as well.
        facets: whether facets are counted.
        exact: whether they are counted exactly however many determinations are found; else an
            index may count them on a part of very many and say so.
        passages: whether the words are looked for in what was found, to be shown with it.
    """

    asked: Expression | None = None
    filters: tuple[Is, ...] = ()
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    per_page: int = PER_PAGE
    synonyms: bool = True
    facets: bool = True
    exact: bool = False
    passages: bool = True

    def __post_init__(self) -> None:
        require(self.page > 0, "pages count from 1")
        require(0 < self.per_page <= 100, "a page holds 1 to 100 determinations")
        require(self.page * self.per_page <= DEEPEST, f"pages end after {DEEPEST} determinations")

    @property
    def order(self) -> Sort:
        """In which order the hits come: without a word none fits better than another."""
        if self.sort is Sort.RELEVANCE and not _weighs(self.asked):
            return Sort.NEWEST
        return self.sort

    @property
    def filtered(self) -> tuple[tuple[Is, ...], ...]:
        """The filters by facet: any within a group, all groups together."""
        groups: dict[Facet, list[Is]] = {}
        for one in self.filters:
            groups.setdefault(one.facet, []).append(one)
        return tuple(tuple(group) for group in groups.values())


def _weighs(asked: Expression | None) -> bool:
    """Whether a query says how well a determination fits: words do, values and NOT do not."""
    if isinstance(asked, And | Or):
        return any(map(_weighs, asked.of))
    return isinstance(asked, Words | Alike)


def all_of(parts: tuple[Expression, ...]) -> Expression:
    """Their AND; the part itself where there is one."""
    flat: list[Expression] = []
    for part in parts:
        flat.extend(part.of if isinstance(part, And) else (part,))
    return flat[0] if len(flat) == 1 else And(of=tuple(flat))


def any_of(parts: tuple[Expression, ...]) -> Expression:
    """Their OR; the part itself where there is one."""
    flat: list[Expression] = []
    for part in parts:
        flat.extend(part.of if isinstance(part, Or) else (part,))
    return flat[0] if len(flat) == 1 else Or(of=tuple(flat))


def printed(asked: Expression) -> str:
    """The query as it could be typed; parsed again it is the same query."""
    match asked:
        case Not(of=inner):
            return f"NOT {_atom(inner)}"
        case And(of=parts):
            return " AND ".join(_atom(part) for part in parts)
        case Or(of=parts):
            return " OR ".join(_atom(part) for part in parts)
        case Alike(asked=inner):
            return printed(inner)
        case _:
            return _leaf(asked)


def _leaf(asked: Words | Is | Years | Named) -> str:
    match asked:
        case Words(words=words, field=field, exact=exact):
            text = f'"{" ".join(words)}"' if exact else "-".join(words)
            return f"{field.value}:{text}" if field else text
        case Is(facet=facet, value=value):
            return f'{facet.value}:"{value}"'
        case Years(first=first, last=last):
            return f"year:{first}..{last}"
        case Named(id=identifier):
            return f'id:"{identifier}"'


def _atom(asked: Expression) -> str:
    inner = asked.asked if isinstance(asked, Alike) else asked
    return f"({printed(inner)})" if isinstance(inner, And | Or) else printed(inner)
