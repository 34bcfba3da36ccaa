"""What an address of the search asks for, and the addresses of other questions near it."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from openimr.publication.search.leafing import leafing
from openimr.publication.search.narrowing import narrowed
from openimr.publication.search.query import DEEPEST, PER_PAGE, Facet, Search, Sort
from openimr.vocabulary.errors import BadInput

SORTS = (
    (Sort.RELEVANCE.value, "best match first"),
    (Sort.NEWEST.value, "newest first"),
    (Sort.OLDEST.value, "oldest first"),
)

SORTS_WITHOUT_WORDS = (
    (Sort.RELEVANCE.value, "newest first; with words, best match first"),
    *SORTS[1:],
)
"""The same where nothing fits better than another, so that the newest come first."""

MOST_VALUES = 20
"""Values of one facet that may be chosen together."""

Chosen = tuple[str, str]
"""A facet and a value of it."""


class Asked(NamedTuple):
    """A question as it stands in an address.

    Attributes:
        text: what was typed.
        chosen: values of facets.
        sort: by its name.
        page: from 1.
        as_typed: without other names of the same thing.
        exact: with facets counted one by one among very many hits.
    """

    text: str = ""
    chosen: tuple[Chosen, ...] = ()
    sort: str = Sort.RELEVANCE.value
    page: int = 1
    as_typed: bool = False
    exact: bool = False

    @classmethod
    def by(cls, words: QueryDict) -> Asked:
        """As the address says; an order or a page that makes no sense is left out."""
        page = words.get("page", "")
        sort = words.get("sort", "")
        return cls(
            text=" ".join(words.get("q", "").split()),
            chosen=tuple((one.value, it) for one in Facet for it in words.getlist(one.value) if it),
            sort=sort if sort in dict(SORTS) else Sort.RELEVANCE.value,
            page=max(1, int(page)) if page.isdecimal() and len(page) < 6 else 1,
            as_typed="as-typed" in words,
            exact=words.get("counts") == "exact",
        )

    def wanted(self, *, facets: bool = True, per_page: int = PER_PAGE) -> Search:
        """The search without its words.

        Args:
            facets: whether the values by which it can be narrowed are counted.
            per_page: determinations of a page.

        Raises:
            BadInput: for a value that there cannot be, for too many, and beyond the last page.
        """
        groups = self._grouped()
        if many := [name for name, values in groups.items() if len(values) > MOST_VALUES]:
            raise BadInput(many[0], f"more than {MOST_VALUES} values of it", "Choose fewer.")
        if self.page * per_page > DEEPEST:
            remedy = "Narrow the search, or turn the order round."
            raise BadInput("the page", f"lies beyond determination {DEEPEST:,}", remedy)
        return Search(
            filters=narrowed(groups),
            sort=Sort(self.sort),
            page=self.page,
            per_page=per_page,
            synonyms=not self.as_typed,
            facets=facets,
            exact=self.exact,
        )

    def _grouped(self) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = {}
        for facet, value in self.chosen:
            groups.setdefault(facet, []).append(value)
        return groups

    def address(self, view: str = "library") -> str:
        """Where this question is asked."""
        said = [("q", self.text)] if self.text else []
        said += self.chosen
        if self.sort != Sort.RELEVANCE.value:
            said.append(("sort", self.sort))
        if self.as_typed:
            said.append(("as-typed", "1"))
        if self.exact:
            said.append(("counts", "exact"))
        if self.page > 1:
            said.append(("page", str(self.page)))
        here = reverse(view)
        return f"{here}?{urlencode(said)}" if said else here

    def turned(self, page: int) -> str:
        """The same question on another page."""
        return self._replace(page=page).address()

    def has_after(self, total: int) -> bool:
        """Whether a further page can be shown."""
        return self.page < leafing(total).last

    def toggled(self, one: Chosen) -> str:
        """The same question with a value chosen, or no more."""
        left = tuple(it for it in self.chosen if it != one)
        chosen = left if len(left) < len(self.chosen) else (*self.chosen, one)
        return self._replace(chosen=chosen, page=1).address()

    @property
    def address_for_programs(self) -> str:
        """Where a program asks this question."""
        said = [("q", self.text), *self.chosen, ("sort", self.sort), ("page", str(self.page))]
        said += [(name, "true") for name in ("as_typed", "exact") if getattr(self, name)]
        return f"{reverse('library-api:find_determinations')}?{urlencode(said)}"

    @property
    def feed(self) -> str:
        """Where whatever is found newly is told."""
        return self._replace(page=1, sort=Sort.RELEVANCE.value).address("library-feed")

    @property
    def counted_exactly(self) -> str:
        """The same question, its facets counted one by one."""
        return self._replace(exact=True).address()

    @property
    def alert(self) -> str:
        """Where account holders save it, to be told of what is found newly."""
        return self._replace(page=1, sort=Sort.RELEVANCE.value).address("library-alerts")

    @property
    def with_other_names(self) -> str:
        """The same question, other names of the same thing found too."""
        return self._replace(as_typed=False, page=1).address()

    @property
    def only_as_typed(self) -> str:
        """The same question without other names."""
        return self._replace(as_typed=True, page=1).address()
