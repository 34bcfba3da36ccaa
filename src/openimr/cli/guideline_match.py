"""``openimr guidelines match``: which topic a treatment request belongs to."""

from __future__ import annotations

from pathlib import Path

import click

from openimr.cli import EXIT_FULL, EXIT_PARTIAL
from openimr.cli.guideline_packs import chosen_pack, pack_option


@click.command()
@click.argument("request", nargs=-1, required=True)
@pack_option
def match(request: tuple[str, ...], packs: tuple[Path, ...]) -> int:
    """Say which topic a treatment REQUEST belongs to; every one where it names several.

    Exit code: 0 a topic; 1 none.
    """
    from openimr.guidelines.match import match_topics, nearly_matched

    pack = chosen_pack(packs)
    text = " ".join(request)
    topics = match_topics(text, pack)
    if not topics:
        near = nearly_matched(text, pack)
        click.echo(f"No topic. {'Nearest: ' + ', '.join(near) if near else ''}".rstrip())
        return EXIT_PARTIAL
    for topic in topics:
        click.echo(f"{topic.id}  {topic.name}")
    return EXIT_FULL
