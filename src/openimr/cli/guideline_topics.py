"""``openimr guidelines list``, ``show`` and ``diff``: what the guideline packs hold."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from openimr.cli import EXIT_FULL, json_option
from openimr.cli.guideline_packs import chosen_pack, pack_option

DAY = click.DateTime(formats=["%Y-%m-%d", "%m/%d/%Y"])


@click.command("list")
@click.option("--category", help="Only topics of this category.")
@pack_option
@json_option
def list_topics(category: str | None, packs: tuple[Path, ...], as_json: bool) -> int:
    """List the topics: what they are, what the guideline says on the whole, what may decide."""
    from openimr.cli.guideline_choice import topics_of
    from openimr.cli.guideline_list import print_topics_as_json, show_topics

    pack = chosen_pack(packs)
    topics = topics_of(pack, category)
    if as_json:
        print_topics_as_json(topics)
    else:
        show_topics(topics, pack)
    return EXIT_FULL


@click.command()
@click.argument("topic")
@click.option(
    "--on", "day", type=DAY, metavar="DAY", help="Day of the request, 2016-07-29; today by default."
)
@pack_option
@json_option
def show(topic: str, day: dt.datetime | None, packs: tuple[Path, ...], as_json: bool) -> int:
    """Show a TOPIC as it stood on a day: where the search ends, criteria, numbers, sources.

    TOPIC is an id of `guidelines list`, or a request's wording.
    """
    from openimr.cli.guideline_choice import topic_called
    from openimr.cli.guideline_pages import print_topic_as_json, show_topic

    pack = chosen_pack(packs)
    found = topic_called(pack, topic)
    if as_json:
        print_topic_as_json(found)
    else:
        show_topic(found, pack, day.date() if day else dt.datetime.now(tz=dt.UTC).date())
    return EXIT_FULL


@click.command()
@click.argument("before")
@click.argument("after")
@click.option("--topic", help="Only this topic.")
@pack_option
def diff(before: str, after: str, topic: str | None, packs: tuple[Path, ...]) -> int:
    """Say what changes from the edition BEFORE to the edition AFTER ("cpmtg-2009 cpmtg-2016").

    For each topic: other numbers, criteria that only one of the two has, and other places.
    """
    from openimr.cli.guideline_changes import show_changes
    from openimr.cli.guideline_choice import topic_called
    from openimr.guidelines.editions_compared import compare_editions

    pack = chosen_pack(packs)
    only = topic_called(pack, topic).id if topic else None
    changes = [c for c in compare_editions(pack, before, after) if only in (None, c.topic)]
    show_changes(changes)
    return EXIT_FULL
