"""A topic on the screen: the search, then every criterion with what it says and where."""

from __future__ import annotations

import datetime as dt

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from openimr.guidelines.criterion import Criterion, Verified
from openimr.guidelines.kinds import DiagnosisTotal
from openimr.guidelines.model import Pack, Topic
from openimr.guidelines.sequence import search_sequence

_VERIFIED = {
    Verified.REGULATION: "verified against the regulation",
    Verified.LETTER: "verified against published determinations",
    Verified.UNVERIFIED: "not verified: never decides",
}


def show_topic(console: Console, topic: Topic, pack: Pack, on: dt.date) -> None:
    """Print a topic as it stands for requests of a day."""
    stance = topic.stance.value.replace("_", " ")
    console.print(f"[bold]{escape(topic.name)}[/] ({topic.id}; {topic.category}; {stance})")
    console.print(f"\nMedical evidence search for a request of {on:%m/%d/%Y} (8 CCR 9792.21.1)")
    for step in search_sequence(topic, pack, on):
        mark = "[green]applies[/]" if step.applies else "[dim]passed[/]"
        console.print(Padding(f"{mark}  {escape(step.why)}", (0, 0, 0, 2)))
        for source in step.searched:
            console.print(Padding(f"[dim]{escape(source)}[/]", (0, 0, 0, 11)))
    console.print("\nCriteria")
    for criterion in topic.criteria:
        _show_criterion(console, criterion, pack, on)
    if topic.aliases:
        console.print(f"\nAsked for as: {escape('; '.join(topic.aliases))}")


def _show_criterion(console: Console, criterion: Criterion, pack: Pack, on: dt.date) -> None:
    references = pack.references_on(criterion, on)
    style = "" if references and criterion.deciding else "dim"
    console.print(Padding(f"[bold]{escape(criterion.statement)}[/]", (1, 0, 0, 2), style=style))
    console.print(Padding(escape(criterion.says), (0, 0, 0, 4), style=style))
    if isinstance(criterion, DiagnosisTotal):
        console.print(Padding(_doses(criterion), (0, 0, 0, 4)))
    for reference in references:
        source = pack.guideline(reference.guideline).source
        pages = f", page {', '.join(reference.pages)}" if reference.pages else ""
        console.print(
            Padding(f"[dim]{escape(f'{source}, {reference.section}{pages}')}[/]", (0, 0, 0, 4))
        )
    if not references:
        console.print(Padding("[dim]in no edition in force on that day[/]", (0, 0, 0, 4)))
    console.print(Padding(f"[dim]{_VERIFIED[criterion.verified]}[/]", (0, 0, 0, 4)))


def _doses(criterion: DiagnosisTotal) -> Table:
    table = Table("Diagnosis", "Visits", "Weeks", "Editions")
    for dose in criterion.doses:
        low, high = dose.visits
        visits = str(low) if low == high else f"{low}-{high}"
        table.add_row(dose.diagnosis, visits, str(dose.weeks), ", ".join(dose.guidelines) or "all")
    return table
