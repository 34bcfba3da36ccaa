"""What a search of the library shows: hits with their passages, and the table of facets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import click
import msgspec

from openimr.publication.library.later import LaterEvent
from openimr.publication.model import PublishedDetermination
from openimr.publication.search.find import Answer, as_plain
from openimr.publication.search.leafing import leafing
from openimr.publication.search.narrowing import narrowed
from openimr.publication.search.ports import FacetCounts, Hit, Passage
from openimr.publication.search.query import DEEPEST, Facet, Search, Sort
from openimr.vocabulary.counted import counted
from openimr.vocabulary.errors import BadInput

_WIDTH: Final = 72
_TREATMENTS: Final = 4
_VALUES: Final = 7
"""Values of a facet that are shown; programs get more."""


def wanted(asked: Mapping[str, Any]) -> Search:
    """The search that the options ask for, without its words."""
    if asked["page"] * asked["per_page"] > DEEPEST:
        remedy = "Narrow the search, or turn the order round."
        raise BadInput("--page", f"more than {DEEPEST:,} determinations deep", remedy)
    return Search(
        filters=narrowed({facet.value: asked[facet.value] for facet in Facet}),
        sort=Sort(asked["sort"]),
        page=asked["page"],
        per_page=asked["per_page"],
        synonyms=not asked["as_typed"],
        exact=asked["exact"],
    )


def show_answer(answer: Answer, became: Mapping[str, LaterEvent]) -> None:
    """For people: notes, hits, facets.

    Args:
        answer: of the search.
        became: what became last of determinations, by identifier.
    """
    found, search = answer.found, answer.search
    for note in answer.notes:
        click.echo(f"Note: {note}.", err=True)
    for names in answer.also:
        click.echo(f"Also searched for {names}. (--as-typed leaves this out.)", err=True)
    click.echo(f"{counted(found.total, 'determination')} found{_which(answer)}.")
    first = (search.page - 1) * search.per_page + 1
    for number, hit in enumerate(found.hits, start=first):
        click.echo()
        _show_hit(number, hit, became.get(hit.determination.id))
    if found.facets:
        click.echo()
        _show_facets(found.facets)


def print_answer(answer: Answer) -> None:
    """For programs."""
    click.echo(msgspec.json.format(msgspec.json.encode(as_plain(answer))).decode())


def _which(answer: Answer) -> str:
    told = leafing(answer.found.total, answer.search.per_page).told(answer.search.page)
    return f", {told}" if told else ""


def _show_hit(number: int, hit: Hit, became: LaterEvent | None) -> None:
    one = hit.determination
    about = [str(one.decision_date or one.year or "undated"), *one.specialties[:2]]
    if became:
        about.append(f"later {became.happened.value}{f' on {became.date}' if became.date else ''}")
    click.echo(f"{number}. {click.style(one.citation, bold=True)}  {', '.join(about)}")
    for line in _treatments(one):
        click.echo(f"   {line}")
    for passage in hit.passages:
        click.echo(f"     {_place(passage)}: {_marked(passage)}")


def _treatments(one: PublishedDetermination) -> Iterable[str]:
    for finding in one.findings[:_TREATMENTS]:
        decision = finding.decision.value if finding.decision else "not read"
        cut = len(finding.treatment) > _WIDTH
        treatment = finding.treatment[: _WIDTH - 1] + "…" if cut else finding.treatment
        yield f"{finding.number}. {treatment}: {decision}"
    if len(one.findings) > _TREATMENTS:
        yield f"and {len(one.findings) - _TREATMENTS} more"


def _place(passage: Passage) -> str:
    return passage.field.value + (f" {passage.finding}" if passage.finding else "")


def _marked(passage: Passage) -> str:
    """The passage in one line; what was found stands out, and between signs where all is plain."""
    pieces, at = [], 0
    for start, end in passage.marks:
        pieces += [passage.text[at:start], click.style(f"[{passage.text[start:end]}]", bold=True)]
        at = end
    return "".join([*pieces, passage.text[at:]]).replace("\n", " ")


def _show_facets(facets: tuple[FacetCounts, ...]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(title="Among them", title_justify="left")
    table.add_column("Facet")
    table.add_column("Value", overflow="fold")
    table.add_column("Determinations", justify="right")
    for facet in facets:
        for number, count in enumerate(facet.counts[:_VALUES]):
            name = "" if number else facet.facet.value
            number_of = f"{'about ' if facet.about else ''}{count.determinations:,}"
            table.add_row(name, escape(count.value), number_of)
        if facet.more or len(facet.counts) > _VALUES:
            table.add_row("", "and others", "")
        table.add_section()
    Console().print(table)
