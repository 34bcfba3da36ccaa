"""``openimr library stats``: what the determinations of the library say together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from openimr.cli import EXIT_FULL, json_option
from openimr.cli.library_build import library_option

SECTIONS = {
    "overview": "how many, and how they were decided, over the years",
    "rates": "share overturned, by what --by names",
    "volumes": "determinations and findings by year and month",
    "days": "days from assignment and application to the decision",
    "citations": "places of guidelines cited, and with what outcome",
    "graph": "the citation graph: place of a guideline, topic, outcome",
    "concentration": "how findings are spread over reviewers, by pseudonym",
    "cloned": "sentences and rationales that stand in several determinations",
    "pairs": "alike in topic, request, body region and age, decided otherwise",
    "later": "what became of determinations later, and which were set aside",
}
"""What can be asked for, with what it shows."""

WAYS = (
    "topic", "guideline", "section", "claims-guideline", "claims-basis", "basis", "region", "drug",
    "specialty", "year", "month", "priority", "programme", "age", "sex", "plan", "review-type",
    "organization",
)  # fmt: skip
"""By what rates can be told; a test holds them equal to the ways that are counted."""

_LISTED = "\n".join(f"  {name:<14} {says}" for name, says in SECTIONS.items())


@click.command(
    epilog=f"\b\nSections:\n{_LISTED}",
)
@click.argument("section", type=click.Choice([*SECTIONS]), default="overview", metavar="[SECTION]")
@click.option(
    "--by",
    "ways",
    type=click.Choice(WAYS),
    multiple=True,
    help="Of rates: by what; several times for several tables. [default: topic]",
)
@click.option(
    "--where",
    "conditions",
    metavar="NAME=VALUE",
    multiple=True,
    help="Only these findings: `year=2016`, `topic=mri-knee`, `decision=overturned`; a name is one "
    "that --by has. One name several times means any of its values.",
)
@click.option("--most", type=click.IntRange(min=1), default=20, show_default=True, help="Rows.")
@library_option
@json_option
@click.option("--csv", "as_csv", is_flag=True, help="As CSV, one table after the other.")
def stats(section: str, folder: Path | None, **told: Any) -> int:
    """Count the library: volumes, days, how decisions fell, what was cited, what is alike.

    Shares stand with what they are of and an interval of 95 %; they tell of published decisions
    alone, and never how a next case should be decided.
    """
    from openimr.cli import library_stats_output as output
    from openimr.cli.library_stats_sections import figures_of

    if told["as_json"] and told["as_csv"]:
        raise click.UsageError("Either --json or --csv.")
    figures = figures_of(
        section, told["ways"] or ("topic",), told["conditions"], told["most"], folder
    )
    if told["as_json"]:
        output.print_as_json(figures)
    elif told["as_csv"]:
        output.print_as_csv(figures)
    else:
        output.show(figures)
    return EXIT_FULL
