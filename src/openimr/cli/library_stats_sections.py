"""The figures of each section of ``openimr library stats``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from openimr.adapters.library_statistics import LibraryStatistics
from openimr.adapters.library_store import LibraryStore
from openimr.cli.library_place import library_folder
from openimr.publication.statistics.citations import citation_figure, edge_figure
from openimr.publication.statistics.cloned import cloned, cloned_figures
from openimr.publication.statistics.concentration import concentration_figure
from openimr.publication.statistics.days import days_figures
from openimr.publication.statistics.later import later_figures
from openimr.publication.statistics.pairs import candidates, pairs_figure, side_by_side
from openimr.publication.statistics.rates import rate_figure
from openimr.publication.statistics.taken import Taken, take
from openimr.publication.statistics.tallies import Tallies
from openimr.publication.statistics.volumes import volumes_by_month, volumes_by_year
from openimr.publication.statistics.where import Conditions, conditions_of, only, years_alone
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.figures import Figure


def figures_of(
    section: str, ways: Sequence[str], typed: Sequence[str], most: int, folder: Path | None
) -> tuple[Figure, ...]:
    """The figures of a section.

    Args:
        section: of ``library_stats.SECTIONS``.
        ways: of rates, by what.
        typed: conditions as typed.
        most: rows of a figure.
        folder: of the library; None for that of the data folder.

    Raises:
        BadInput: a condition is none, or the library cannot be read.
    """
    conditions = conditions_of(typed)
    store = LibraryStore(library_folder(folder))
    kept = LibraryStatistics(store)
    if section == "later":
        if conditions:
            raise BadInput("--where", "speaks of findings; later events have none", "Leave it out.")
        return later_figures(store.later_events(), store.get, most)
    if section == "cloned":
        return _cloned(kept, conditions, most)
    if section == "pairs":
        return (_pairs(kept, conditions, most),)
    return _counted(section, ways, _tallies(kept, conditions), most)


def _counted(section: str, ways: Sequence[str], tallies: Tallies, most: int) -> tuple[Figure, ...]:
    figures: dict[str, Callable[[], tuple[Figure, ...]]] = {
        "overview": lambda: (volumes_by_year(tallies), rate_figure(tallies, "year")),
        "rates": lambda: tuple(rate_figure(tallies, way, most=most) for way in ways),
        "volumes": lambda: (volumes_by_year(tallies), volumes_by_month(tallies)),
        "days": lambda: days_figures(tallies),
        "citations": lambda: (citation_figure(tallies, most),),
        "graph": lambda: (edge_figure(tallies, most),),
        "concentration": lambda: (concentration_figure(tallies),),
    }
    return figures[section]()


def _tallies(kept: LibraryStatistics, conditions: Conditions) -> Tallies:
    if not conditions:
        return kept.tallies()
    years = years_alone(conditions)
    if years is not None:
        return kept.tallies().of_years(years)
    return _taken(kept, conditions).tallies


def _taken(kept: LibraryStatistics, conditions: Conditions) -> Taken:
    return take(only(kept.determinations(), conditions))


def _cloned(kept: LibraryStatistics, conditions: Conditions, most: int) -> tuple[Figure, ...]:
    if not conditions:
        return cloned_figures(kept.cloned(), kept.sentences(), most)
    taken = _taken(kept, conditions)
    return cloned_figures(cloned(taken.prints), taken.sentences, most)


def _pairs(kept: LibraryStatistics, conditions: Conditions, most: int) -> Figure:
    if not conditions:
        return pairs_figure(kept.pairs(), most)
    found = candidates(_taken(kept, conditions).prints)
    return pairs_figure(side_by_side(found, kept.get), most)
