"""``openimr library search``: find determinations by their words and what they decided."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from openimr.cli import EXIT_FULL, EXIT_PARTIAL, PLACE, json_option

FACETS = {
    "decision": "upheld or overturned.",
    "topic": "Guideline topic, by its identifier.",
    "region": "Body region.",
    "drug": "Drug, by its generic name or a brand.",
    "guideline": "The reviewer's guideline, as the table spells it.",
    "section": "Section of a guideline, as the table spells it.",
    "specialty": "Specialty of the reviewer.",
    "year": "Year of the decision.",
    "priority": "standard or expedited.",
    "age": 'Years, or a band ("40 to 49").',
    "sex": "female or male.",
    "programme": "Whose reviews (ca-wc).",
}
"""What a search can be narrowed by; a test holds the names equal to those of the facets."""


def _narrowed(command: Callable[..., int]) -> Callable[..., int]:
    for name, says in reversed(FACETS.items()):
        command = click.option(f"--{name}", multiple=True, metavar="VALUE", help=says)(command)
    return command


@click.command()
@click.argument("words", nargs=-1)
@_narrowed
@click.option(
    "--sort",
    type=click.Choice(["relevance", "newest", "oldest"]),
    default="relevance",
    show_default=True,
    help="Order of the determinations.",
)
@click.option("--page", type=click.IntRange(1), default=1, show_default=True, help="Which page.")
@click.option(
    "--per-page",
    type=click.IntRange(1, 100),
    default=10,
    show_default=True,
    help="Determinations on a page.",
)
@click.option("--as-typed", is_flag=True, help="No other names (PT: physical therapy).")
@click.option(
    "--exact-counts", "exact", is_flag=True, help="Count facets of very many hits one by one."
)
@click.option("--library", "folder", type=PLACE, metavar="FOLDER", help="Another library.")
@json_option
def search(words: tuple[str, ...], folder: Path | None, as_json: bool, **asked: object) -> int:
    """Find determinations by WORDS; without words, all of them.

    All words are asked for, in any form (inject finds injections), but small ones (of, the, my).
    "Words in quotation marks" stand together in that order; OR, NOT, -word and parentheses do
    what they say. How far apart words stand cannot be asked: NEAR is a word like others. A shell
    keeps these signs between apostrophes:

    \b
    openimr library search 'knee -arthroscopy "functional improvement"'

    Fields of words: treatment:, rationale:, summary:, guideline:, section:,
    specialty:, filed: (topics, drugs and body regions); of values: decision:, topic:, region:,
    drug:, year:2014..2016, priority:, age:, sex:, programme:, id:.

    Abbreviations of the field, brand names of drugs and lay words (stomach pills) find their other
    names too; approved asks for decision:overturned. A word that occurs nowhere is searched as the
    nearest that does. Where nothing has all words, what has most of them is shown. All is told.
    Decision, topic, drug, region, guideline and section asked for together are those of one
    finding. An option given twice asks for either value. A count says how many determinations
    choosing that value would leave; with "about" it is an estimate from a part of very many.

    \b
    Exit code: 0 found; 1 nothing found.
    """
    from openimr.adapters.library_index_kept import index_of
    from openimr.adapters.library_store import LibraryStore
    from openimr.cli.library_place import library_folder
    from openimr.cli.library_search_output import print_answer, show_answer, wanted
    from openimr.publication.search.find import find

    search = wanted(asked)
    library = library_folder(folder)
    answer = find(index_of(library), " ".join(words), search)
    if as_json:
        print_answer(answer)
    else:
        found = (hit.determination.id for hit in answer.found.hits)
        show_answer(answer, LibraryStore(library).became(found))
    return EXIT_FULL if answer.found.total else EXIT_PARTIAL
