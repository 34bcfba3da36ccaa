"""What the criteria say on one disputed treatment, on the screen: every outcome with its trace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from openimr.cli.guideline_pages import search_steps
from openimr.guidelines.criterion import Outcome
from openimr.guidelines.model import Evaluation, Pack
from openimr.guidelines.weigh_evidence import Weighing
from openimr.guidelines.words import VERIFIED, cited
from openimr.review.evidence_weighed import why_settled
from openimr.review.model import Proposal, ProposedDecision
from openimr.vocabulary.fact import Assertion, Fact
from openimr.vocabulary.places import PageSpan

_OUTCOMES = {
    Outcome.MET: "[green]MET[/]",
    Outcome.NOT_MET: "[red]NOT MET[/]",
    Outcome.NOT_DOCUMENTED: "[yellow]NOT DOCUMENTED[/]",
}
_DECISIONS = {
    ProposedDecision.UPHELD: "uphold",
    ProposedDecision.OVERTURNED: "overturn",
    ProposedDecision.UNDETERMINED: "open: the record does not allow a decision",
}
_LONGEST_QUOTE = 240


def show_evaluation(
    console: Console, number: int, proposal: Proposal, pack: Pack, facts: Sequence[Fact] | None
) -> None:
    """Print what the criteria say on one disputed treatment.

    Args:
        console: where to.
        number: of the treatment in the dispute.
        proposal: with its evaluations.
        pack: where the criteria stand.
        facts: those that the evaluations point into, or None to leave the trace out.
    """
    console.print(f"[bold]{number}. {escape(proposal.treatment.text)}[/]")
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for label, told in _head(proposal, pack):
        table.add_row(label, told)
    console.print(Padding(table, (0, 0, 0, 3)))
    for evaluation in proposal.evaluations:
        console.print(Padding(_criterion(evaluation, pack, facts), (1, 0, 0, 3)))
    console.print()


def _head(proposal: Proposal, pack: Pack) -> Iterator[tuple[str, RenderableType]]:
    topic = next((t for t in pack.topics if t.id == proposal.topic), None)
    yield "Topic", escape(f"{topic.id} ({topic.name})") if topic else "none of the packs"
    if proposal.judged_on:
        yield "Request of", f"{proposal.judged_on:%m/%d/%Y}"
    if proposal.trail:
        yield "Search", Group(*search_steps(proposal.trail, pack))
    if proposal.evidence is not None:
        label = "Conflict" if proposal.evidence.at_variance else "Studies"
        yield label, Group(*_evidence(proposal.evidence, topic.name if topic else "it"))
    yield "Proposal", _DECISIONS[proposal.decision]
    if proposal.arithmetic:
        yield "Sums", escape(proposal.arithmetic)
    for missing in proposal.missing:
        yield "Missing", escape(missing)


def _evidence(weighing: Weighing, name: str) -> Iterator[RenderableType]:
    """Each recommendation with its side, level and studies; then which prevails and why."""
    for one, level in zip(weighing.recommendations, weighing.levels, strict=True):
        side = "[green]for[/]    " if one.supports else "[red]against[/]"
        graded = f" [dim](level {level.value})[/]" if level else ""
        yield f"{side}  {escape(one.source)}{graded}"
        for study in one.studies:
            told = study.citation if one.governs else study.note
            lines = [told, f"left out: {study.why}" if not study.applies else ""]
            yield from (Padding(f"[dim]{escape(t)}[/]", (0, 0, 0, 9)) for t in lines if t)
    yield escape(why_settled(weighing, name))


def _criterion(evaluation: Evaluation, pack: Pack, facts: Sequence[Fact] | None) -> Group:
    criterion = evaluation.criterion
    lines: list[RenderableType] = [
        f"{_OUTCOMES[evaluation.outcome]}  {escape(criterion.statement)}"
    ]
    told = [evaluation.finding]
    if evaluation.arithmetic:
        told.append(evaluation.arithmetic)
    lines += [Padding(escape(words), (0, 0, 0, 3)) for words in told]
    mark = VERIFIED[criterion.verified]
    if not evaluation.decides and criterion.deciding:
        mark += "; its guideline stands below the one that applies: never decides"
    elif not evaluation.decides and "never decides" not in mark:
        mark += "; informs, does not decide"
    sources = [cited(reference, pack) for reference in evaluation.references]
    lines += [Padding(f"[dim]{escape(words)}[/]", (0, 0, 0, 3)) for words in (*sources, mark)]
    if facts is not None:
        lines += [Padding(line, (0, 0, 0, 5)) for line in _trace(evaluation, facts)]
    return Group(*lines)


def _trace(evaluation: Evaluation, facts: Sequence[Fact]) -> Iterator[str]:
    yield from dict.fromkeys(_fact(facts[index]) for index in evaluation.facts)
    if evaluation.searched:
        yield f"[dim]searched:[/] {escape(', '.join(evaluation.searched))}"
    for passage in evaluation.nearest:
        yield f"[dim]nearest:[/] [cyan]{escape(_place(passage.place))}[/] {_quoted(passage.quote)}"


def _fact(fact: Fact) -> str:
    asserted = "" if fact.assertion is Assertion.PRESENT else f" ({fact.assertion.value})"
    day = f" of {fact.date:%m/%d/%Y}" if fact.date else ""
    return f"[cyan]{escape(_place(fact.place))}[/]{day}{asserted} {_quoted(fact.quote)}"


def _place(place: PageSpan) -> str:
    return f"{place.file}:{place.page}"


def _quoted(quote: str) -> str:
    words = " ".join(quote.split())
    cut = words if len(words) <= _LONGEST_QUOTE else f"{words[:_LONGEST_QUOTE]}…"
    return f"“{escape(cut)}”"
