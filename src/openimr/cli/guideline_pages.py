"""A topic on the screen: the search, then every criterion with what it says and where."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import click
import msgspec
from rich.console import Console, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from openimr.guidelines.criterion import Criterion, Level
from openimr.guidelines.kinds import DiagnosisTotal, grounds_of
from openimr.guidelines.model import Pack, Topic
from openimr.guidelines.numbers import dose_in_words, doses_in, numbers_of
from openimr.guidelines.sequence import SearchStep, search_sequence
from openimr.guidelines.words import cited, ground_in_words, weight_of


def print_topic_as_json(topic: Topic) -> None:
    """Print everything that a pack says of a topic."""
    click.echo(msgspec.json.format(msgspec.json.encode(topic)))


def show_topic(topic: Topic, pack: Pack, on: dt.date) -> None:
    """Print a topic as it stands for requests of a day."""
    console = Console(highlight=False)
    stance = topic.stance.value.replace("_", " ")
    console.print(f"[bold]{escape(topic.name)}[/] ({topic.id}; {topic.category}; {stance})")
    console.print(f"\nMedical evidence search for a request of {on:%m/%d/%Y} (8 CCR 9792.21.1)")
    for line in search_steps(search_sequence(topic, pack, on), pack):
        console.print(Padding(line, (0, 0, 0, 2)))
    console.print("\nCriteria")
    for criterion in topic.criteria:
        _show_criterion(console, criterion, topic.course, pack, on)
    if topic.aliases:
        console.print(f"\nAsked for as: {escape('; '.join(topic.aliases))}")


def search_steps(steps: Sequence[SearchStep], pack: Pack) -> Iterator[RenderableType]:
    """The steps of a medical evidence search, each with the editions or studies looked at."""
    editions = {guideline.source: guideline for guideline in pack.guidelines}
    for step in steps:
        weighed = step.level is Level.STUDY and bool(step.searched)
        aside = "[cyan]weighed[/]" if weighed else "[dim]passed[/]"
        mark = "[green]applies[/]" if step.applies else aside
        yield f"{mark}  {escape(step.why)}"
        for source in step.searched:
            edition = editions.get(source)
            in_force = edition is None or edition.in_force(step.on)
            aside = "" if in_force else " (not in force on that day)"
            yield Padding(f"[dim]{escape(source)}{aside}[/]", (0, 0, 0, 9))


def _show_criterion(
    console: Console, criterion: Criterion, course: str, pack: Pack, on: dt.date
) -> None:
    references = pack.references_on(criterion, on)
    style = "" if references and criterion.deciding else "dim"
    statement = f"[bold]{escape(criterion.statement)}[/]"
    console.print(Padding(statement, (1, 0, 0, 2), style=style))
    lines: list[RenderableType] = [escape(criterion.says), *_numbers(criterion, course)]
    lines += [escape(ground) for ground in _grounds(criterion)]
    if isinstance(criterion, DiagnosisTotal):
        lines.append(_doses(criterion, course, [r.guideline for r in references]))
    for line in lines:
        console.print(Padding(line, (0, 0, 0, 4), style=style))
    told = [cited(reference, pack) for reference in references]
    told = told or ["in no edition in force on that day"]
    told.append(weight_of(criterion))
    for words in told:
        console.print(Padding(f"[dim]{escape(words)}[/]", (0, 0, 0, 4)))


def _numbers(criterion: Criterion, course: str) -> tuple[str, ...]:
    numbers = numbers_of(criterion, course)
    return (f"[cyan]{escape(', '.join(numbers))}[/]",) if numbers else ()


def _grounds(criterion: Criterion) -> Iterator[str]:
    for ground in grounds_of(criterion):
        yield f"- {ground_in_words(ground)}"


def _doses(criterion: DiagnosisTotal, course: str, editions: Sequence[str]) -> Table:
    """The doses of the editions that govern on the day."""
    table = Table.grid(padding=(0, 2))
    table.add_column(overflow="fold")
    table.add_column(no_wrap=True)
    governing = {id(dose): dose for name in editions for dose in doses_in(criterion, name)}
    for dose in governing.values() if editions else criterion.doses:
        table.add_row(escape(dose.diagnosis), dose_in_words(dose, course))
    return table
