"""What ``openimr draft`` says of a draft: what was read, what is proposed, where it lies."""

from __future__ import annotations

from pathlib import Path

import click

from openimr.review.evidence_weighed import told_in_short
from openimr.review.model import ProposedDecision
from openimr.review.polish import Outcome, Use
from openimr.workflow.draft import ASSISTANT, LETTER, REVIEW_PAGE, Drafted

_DECISIONS = {
    ProposedDecision.UPHELD: "uphold",
    ProposedDecision.OVERTURNED: "overturn",
    ProposedDecision.UNDETERMINED: "open: the record does not allow a decision",
}


def report_draft(drafted: Drafted, out: Path) -> None:
    """Print what was read, what is proposed and what is missing, and where the draft is."""
    pages, documents = len(drafted.case_file.pages), drafted.case_file.documents
    aside = sum(document.other_patient for document in documents)
    repeated = sum(document.duplicate_of is not None for document in documents)
    click.echo(
        f"{pages} pages, {len(documents)} documents ({repeated} repeated, {aside} of another "
        f"patient set aside), {len(drafted.facts)} facts."
    )
    for unread in drafted.case_file.unreadable:
        where = f"{unread.file}, page {unread.page}" if unread.page else unread.file
        what_to_do = f". {unread.remedy}" if unread.remedy else ""
        click.echo(f"Not read: {where}: {unread.found}{what_to_do}")
    for number, proposal in enumerate(drafted.proposals, start=1):
        click.echo(f"{number}. {proposal.treatment.text}: {_DECISIONS[proposal.decision]}")
        if proposal.arithmetic:
            click.echo(f"   {proposal.arithmetic}")
        if proposal.evidence is not None and proposal.evidence.at_variance:
            click.echo(f"   {told_in_short(proposal.evidence)}")
        for missing in proposal.missing:
            click.echo(f"   missing: {missing}")
    for note in drafted.notes:
        click.echo(f"Note: {note}")
    if dropped := drafted.summary.dropped:
        click.echo(
            "1 statement was left out: its passage does not bear it."
            if dropped == 1
            else f"{dropped} statements were left out: their passages do not bear them."
        )
    if drafted.assistant is not None:
        _report_assistant(drafted.assistant, out)
    click.echo(f"The draft letter: {out / LETTER}")
    click.echo(f"Look at it page by page: open {out / REVIEW_PAGE} in a browser")


def _report_assistant(use: Use, out: Path) -> None:
    """Print what came of the assistant, and why it gave no answer where it gave none."""
    click.echo(
        f"The assistant at {use.host}: {use.count(Outcome.ACCEPTED)} of {len(use.worded)} "
        f"sentences are in its wording, {use.count(Outcome.REFUSED)} refused, "
        f"{use.count(Outcome.UNCHANGED)} as they were, {use.count(Outcome.UNANSWERED)} without an "
        f"answer: {out / ASSISTANT}"
    )
    silent = [one.reason for one in use.worded if one.outcome is Outcome.UNANSWERED and one.reason]
    if silent:
        click.echo(f"Note: the assistant {silent[0]}; those sentences keep their own wording.")
