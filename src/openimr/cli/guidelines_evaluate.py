"""``openimr guidelines evaluate``: what every criterion says on the treatments of a case file."""

from __future__ import annotations

from pathlib import Path

import click

from openimr.cli import EXIT_FULL, EXIT_PARTIAL, PLACE
from openimr.cli.guideline_packs import chosen_pack, pack_option, studies_option


@click.command()
@click.argument("case_file", type=PLACE)
@click.option("--trace", is_flag=True, help="With the facts, words searched and nearest passages.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, always with the trace.")
@click.option(
    "--store",
    metavar="FOLDER",
    type=PLACE,
    help="Keeps finished pages; the OUT folder of a draft has them already.",
)
@pack_option
@studies_option
def evaluate(  # noqa: PLR0913, PLR0917
    case_file: Path,
    trace: bool,
    as_json: bool,
    store: Path | None,
    packs: tuple[Path, ...],
    studies: Path | None,
) -> int:
    """Weigh the disputed treatments of CASE_FILE, a folder of PDFs or one PDF, and say why.

    For each treatment: its topic, the medical evidence search, recommendations that contradict
    each other with their levels and the one that prevails, and every criterion MET, NOT MET
    or NOT DOCUMENTED with finding, sums, section and page, and how far that is verified. It
    reads as `openimr draft` does and writes nothing but finished pages into --store.

    \b
    Exit code: 0 every treatment has a proposed decision; 1 one stays open, or a page could not
    be read; 2 nothing evaluated.
    """
    from openimr.bootstrap import examine_case_file
    from openimr.cli.guidelines_evaluate_output import print_evaluations
    from openimr.cli.reading_progress import reading_progress
    from openimr.guidelines.studies import with_studies

    pack = with_studies(chosen_pack(packs), studies)
    with reading_progress() as (pages_read, step):
        drafted = examine_case_file(case_file, pack, store, pages_read, step)
    print_evaluations(drafted, pack, as_json=as_json, trace=trace)
    return EXIT_FULL if drafted.complete else EXIT_PARTIAL
