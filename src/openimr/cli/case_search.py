"""``openimr case search``: look words up in a case's file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from openimr.cli import EXIT_FULL, EXIT_PARTIAL, json_option
from openimr.cli.case_office import actor_option, office

if TYPE_CHECKING:
    from openimr.workflow.case_search import Hit


@click.command()
@click.argument("number")
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--most", default=20, show_default=True, type=click.IntRange(1, 1000), help="Pages at most."
)
@actor_option("case manager")
@json_option
@click.pass_context
def search(  # noqa: PLR0913, PLR0917
    ctx: click.Context, number: str, words: tuple[str, ...], most: int, acting: str, as_json: bool
) -> int:
    """Look WORDS up in the file of case NUMBER: pages that hold all of them, the best first.

    Forms of a word are found too (inject finds injections), capitals and accents do not matter,
    and words in quotation marks stand together in that order. Another patient's papers and
    repeated ones are left out. The index is made once the records are closed, or by `openimr
    jobs add read-case-file NUMBER` and `openimr jobs add index NUMBER`.

    \b
    Exit code: 0 found; 1 on no page.
    """
    from openimr.installation import case_index
    from openimr.workflow.accesses import Looked
    from openimr.workflow.case_search import search as look_up

    hits = look_up(case_index(), number, " ".join(words), most)
    office(ctx, acting).note(number, Looked.FILE)
    if as_json:
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(hits)).decode())
    else:
        for hit in hits:
            click.echo(_line(hit))
        if not hits:
            click.echo("On no page.", err=True)
    return EXIT_FULL if hits else EXIT_PARTIAL


def _line(hit: Hit) -> str:
    first = hit.places[0]
    about = hit.title or hit.type.value.replace("_", " ")
    dated = f", {hit.date:%m/%d/%Y}" if hit.date else ""
    return f"{first.file}, page {first.page}  [{hit.document}] {about}{dated}\n    {hit.excerpt}"
