"""``openimr <verb>``: thin; each verb lives in its own module and is loaded only when called.

A verb's module states its arguments, options and help, and imports at its top only what these
need; the verb's function imports what does the work as its first lines. So every help is there
at once, whatever the work loads (reading scanned pages alone takes half a second to import).
"""

from __future__ import annotations

import errno
import gc
import importlib
import io
import os
import sys
import traceback
from pathlib import Path, PurePath
from typing import NamedTuple

import click

from openimr.adapters.file_names import refusal, shown_name
from openimr.vocabulary.errors import BadInput, OpenIMRError

EXIT_FULL, EXIT_PARTIAL, EXIT_FAILED, EXIT_USAGE, EXIT_FAULT = 0, 1, 2, 64, 70
"""Exit codes: everything done, some of it, none of it, a command that was typed wrongly, and a
fault of OpenIMR itself."""

EXIT_STOPPED = 130
"""Exit code of a run that its user stopped."""


_COLLECT_AFTER = 100_000
"""New objects between two collections: what a command reads at its start, packs above all, stays,
and looking through it again and again makes the start a tenth slower."""

PLACE = click.Path(path_type=Path, readable=False, allow_dash=True)
"""A file or folder as typed; what is wrong with it is said by whoever opens it, in its own words,
and does not keep others from being read."""


json_option = click.option("--json", "as_json", is_flag=True, help="As JSON.")
"""What a verb has that prints its answer for programs too."""


class Verb(NamedTuple):
    """A verb before its module is imported: where its command is, and what a list says of it."""

    module: str
    command: str
    says: str


class VerbGroup(click.Group):
    """A group that imports a verb's module only when called, so that start-up stays quick."""

    def __init__(self, *args: object, verbs: dict[str, Verb], **settings: object) -> None:
        super().__init__(*args, **settings)  # type: ignore[arg-type]
        self.verbs = verbs

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order of the main job."""
        return list(self.verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb's command, imported now."""
        if cmd_name not in self.verbs:
            return None
        verb = self.verbs[cmd_name]
        command: click.Command = getattr(importlib.import_module(verb.module), verb.command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The verbs with what each does, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, verb.says) for name, verb in self.verbs.items()])


@click.group(
    cls=VerbGroup,
    verbs={
        "draft": Verb(
            "openimr.cli.draft", "draft", "Draft the Final Determination of a case file."
        ),
        "page": Verb("openimr.cli.page", "page", "Print the text of one page of a PDF."),
        "letter": Verb(
            "openimr.cli", "letter", "Read, write and check Final Determination letters."
        ),
        "guidelines": Verb(
            "openimr.cli", "guidelines", "Look up treatment guidelines, and check their packs."
        ),
        "deadlines": Verb(
            "openimr.cli.deadlines", "deadlines", "Say what is due after an event, and by whom."
        ),
        "law": Verb("openimr.cli", "law", "Look up the law: limits, fees, holidays, sources."),
        "agenda": Verb("openimr.cli.agenda", "agenda", "List what is due today, and overdue."),
        "case": Verb("openimr.cli", "case", "Work on cases: take in, list, show, do."),
        "panel": Verb("openimr.cli", "panel", "Look after the panel of reviewers."),
        "record": Verb("openimr.cli", "record", "Export, check and read the record of cases."),
        "library": Verb(
            "openimr.cli.library_group", "library", "Build and search the open library."
        ),
        "serve": Verb("openimr.cli.serve", "serve", "Serve the web, and do the jobs beside it."),
        "demo": Verb("openimr.cli.demo", "demo", "Make an organization of invented people."),
        "work": Verb(
            "openimr.cli.work", "work", "Do the jobs: notices, reading, drafting, letters."
        ),
        "user": Verb("openimr.cli.user", "user", "Say who may sign in to the web."),
        "token": Verb("openimr.cli.token", "token", "Let programs ask, each by a token."),
        "webhook": Verb("openimr.cli.webhook", "webhook", "Let programs be told of events."),
        "party": Verb("openimr.cli", "party", "See, correct and add parties of cases."),
        "post": Verb("openimr.cli.post", "post", "See to letters that are posted by hand."),
        "keys": Verb("openimr.cli.keys", "keys", "See to the keys that seal the papers."),
        "backup": Verb("openimr.cli.backup", "backup", "Back everything up into one file."),
        "restore": Verb("openimr.cli.backup", "restore", "Restore a backup, and verify it."),
        "doctor": Verb("openimr.cli.doctor", "doctor", "Check this installation."),
        "jobs": Verb("openimr.cli", "jobs", "Ask for jobs, see to them, restart what failed."),
    },
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="openimr", prog_name="openimr")
def openimr() -> None:
    """OpenIMR runs Independent Medical Review: from a case file to a Final Determination."""


@click.group(
    cls=VerbGroup,
    verbs={
        "read": Verb(
            "openimr.cli.letter_read",
            "read",
            "Read letters: PDF, Word, text or JSON files, or folders.",
        ),
        "write": Verb("openimr.cli.letter_write", "write", "Write the letter of a determination."),
        "check": Verb(
            "openimr.cli.letter_check", "check", "Check letters: files, or folders of them."
        ),
    },
)
def letter() -> None:
    """Read, write and check Final Determination letters."""


@click.group(
    cls=VerbGroup,
    verbs={
        "list": Verb("openimr.cli.guideline_topics", "list_topics", "List the topics."),
        "show": Verb(
            "openimr.cli.guideline_topics",
            "show",
            "Show a topic as it stood on a day, with its sources.",
        ),
        "match": Verb(
            "openimr.cli.guideline_match",
            "match",
            "Say which topic a treatment request belongs to.",
        ),
        "evaluate": Verb(
            "openimr.cli.guidelines_evaluate", "evaluate", "Evaluate the criteria on a case file."
        ),
        "lint": Verb("openimr.cli.guidelines_pack", "lint", "Look for faults in a pack."),
        "test": Verb(
            "openimr.cli.guidelines_pack", "run_tests", "Run the cases that a pack carries."
        ),
        "diff": Verb(
            "openimr.cli.guideline_topics", "diff", "Say what changes from one edition to another."
        ),
    },
)
def guidelines() -> None:
    """Look up treatment guidelines, and check the packs that hold them."""


@click.group(
    cls=VerbGroup,
    verbs={
        "list": Verb("openimr.cli.law_values", "list_values", "List the values of the law."),
        "show": Verb("openimr.cli.law_values", "show", "Show a value as it stood on a day."),
        "fees": Verb("openimr.cli.law_values", "fees", "Show the fees of a day."),
        "holidays": Verb("openimr.cli.law_values", "holidays", "Show the holidays of a year."),
        "lint": Verb("openimr.cli.law_values", "lint", "Look for faults in values of your own."),
    },
)
def law() -> None:
    """Look up the law as dated data: limits, eligibility, fees, holidays, and how each is known."""


@click.group(
    cls=VerbGroup,
    verbs={
        "receive": Verb(
            "openimr.cli.case_receive", "receive", "Take in an application and screen it."
        ),
        "open": Verb("openimr.cli.case_open", "open_case", "Open a case by hand."),
        "list": Verb("openimr.cli.case_list", "list_cases", "List cases, what is due first."),
        "show": Verb("openimr.cli.case_list", "show", "Show a case with all that happened."),
        "commands": Verb("openimr.cli.case_do", "commands", "List what may be asked of a case."),
        "do": Verb("openimr.cli.case_do", "do", "Do a command in a case."),
        "letter": Verb(
            "openimr.cli.case_letter", "letter", "Make the letter of a case; look at it, issue it."
        ),
        "publish": Verb(
            "openimr.cli.case_publish", "publish", "Publish a determination without names."
        ),
        "consolidate": Verb(
            "openimr.cli.case_consolidate", "consolidate", "Decide two applications in one case."
        ),
        "evidence": Verb(
            "openimr.cli.case_evidence", "evidence", "Draw the evidence pack of an appeal's ground."
        ),
        "search": Verb("openimr.cli.case_search", "search", "Look words up in a case's file."),
        "counts": Verb("openimr.cli.case_list", "counts", "Count applications: unique, eligible."),
        "accesses": Verb("openimr.cli.case_accesses", "accesses", "Show who looked at a case."),
        "states": Verb(
            "openimr.cli.case_states", "states", "List the states of a case and what may follow."
        ),
    },
)
def case() -> None:
    """Work on cases: take in applications, see what is due, do what may be done."""


@click.group(
    cls=VerbGroup,
    verbs={
        "import": Verb(
            "openimr.cli.panel_verbs", "import_panel", "Read a panel from CSV and name every fault."
        ),
        "list": Verb(
            "openimr.cli.panel_verbs", "list_panel", "List the panel, and who may be assigned."
        ),
        "check": Verb(
            "openimr.cli.panel_verbs",
            "check",
            "Say whether a reviewer may be assigned, or why not.",
        ),
        "conflicts": Verb(
            "openimr.cli.panel_verbs", "conflicts", "Look for ties between the panel and a case."
        ),
        "history": Verb(
            "openimr.cli.panel_kept", "history", "Show who entered what of a reviewer, and when."
        ),
        "appoint": Verb(
            "openimr.cli.panel_appoint", "appoint", "Appoint reviewers to the cases that wait."
        ),
        "ties": Verb(
            "openimr.cli.panel_ties", "ties", "List possible ties on which a person must answer."
        ),
        "answer": Verb("openimr.cli.panel_ties", "answer", "Answer on a possible tie."),
        "questions": Verb(
            "openimr.cli.panel_questions",
            "questions",
            "Print what a reviewer answers before accepting.",
        ),
        "redraw": Verb("openimr.cli.panel_appoint", "redraw", "Draw a recorded round again."),
        "seats": Verb("openimr.cli.panel_appoint", "seats", "List who has how many cases open."),
    },
)
def panel() -> None:
    """Look after the panel of reviewers: credentials, conflicts, appointments."""


@click.group(
    cls=VerbGroup,
    verbs={
        "verify": Verb(
            "openimr.cli.record_export",
            "verify",
            "Check an export and name everything that is wrong.",
        ),
        "show": Verb(
            "openimr.cli.record_export", "show", "Show what happened in a case, event by event."
        ),
        "export": Verb("openimr.cli.record_keep", "export", "Export this installation's record."),
        "anchor": Verb(
            "openimr.cli.record_keep", "anchor", "Close the days that are over with their roots."
        ),
        "rebuild": Verb(
            "openimr.cli.record_keep", "rebuild", "Draw all lists anew from the record."
        ),
    },
)
def record() -> None:
    """Check and read exported records; export this installation's, and close its days."""


@click.group(
    cls=VerbGroup,
    verbs={
        "list": Verb(
            "openimr.cli.jobs_asked", "list_jobs", "Count the jobs and show dead letters."
        ),
        "show": Verb("openimr.cli.jobs_asked", "show", "Show one job."),
        "add": Verb("openimr.cli.jobs_asked", "add", "Ask for a job on a case's papers."),
        "restart": Verb("openimr.cli.jobs_asked", "restart", "Try a dead letter again."),
        "cancel": Verb("openimr.cli.jobs_asked", "cancel", "End a job."),
        "rounds": Verb("openimr.cli.jobs_asked", "list_rounds", "List what is done by the clock."),
        "bounced": Verb("openimr.cli.jobs_asked", "bounced", "Record a notice that came back."),
    },
)
def jobs() -> None:
    """Ask for jobs, see where they are, restart what failed."""


@click.group(
    cls=VerbGroup,
    verbs={
        "show": Verb("openimr.cli.party_verbs", "show", "Show the parties of a case."),
        "address": Verb("openimr.cli.party_verbs", "address", "Enter or correct an address."),
        "add": Verb("openimr.cli.party_add", "add", "Name a further party of a case."),
    },
)
def party() -> None:
    """See who takes part in cases, correct where they are reached, name further parties."""


def main() -> None:
    """Run the command line; errors of OpenIMR become one clear line and an exit code."""
    gc.set_threshold(_COLLECT_AFTER)
    _print_any_character()
    sys.exit(_printed(_outcome()))


def _outcome() -> int:
    """The exit code of the command; what went wrong is told."""
    try:
        outcome = openimr.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return EXIT_USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped. What was finished is kept.", err=True)
        return EXIT_STOPPED
    except OpenIMRError as error:
        word = "Cannot use" if isinstance(error, BadInput) else "Refused:"
        click.echo(f"{word} {error}", err=True)
        return EXIT_FAILED
    except OSError as error:
        return _refused(error)
    except Exception as error:
        click.echo(_fault(error), err=True)
        return EXIT_FAULT
    return outcome if isinstance(outcome, int) else EXIT_FULL


def _print_any_character() -> None:
    """A character that a terminal lacks is spelled out, and a closed output is no obstacle."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _printed(code: int) -> int:
    """The exit code once everything is printed, or that of printing that failed."""
    try:
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return code if code >= EXIT_FAILED else _refused(error)
    return code


def _refused(error: OSError) -> int:
    """Tell what the operating system refused: a full disk, a missing right; the exit code."""
    if isinstance(error, BrokenPipeError):
        return EXIT_PARTIAL
    full = error.errno in {errno.ENOSPC, errno.EDQUOT}
    named = error.filename
    if full and isinstance(error.filename2, str):  # of a copy the source has its room
        named = str(PurePath(error.filename2).parent)
    where = f"{shown_name(named)}: " if isinstance(named, str) else ""
    remedy = " Make room and run it again." if full else ""
    click.echo(f"Cannot go on: {where}{refusal(error)}.{remedy}", err=True)
    return EXIT_FAILED


def _fault(error: Exception) -> str:
    """A fault of the program by kind and line of code; its own words may name a patient."""
    if os.environ.get("OPENIMR_TRACEBACK"):
        raise error
    last = traceback.extract_tb(error.__traceback__)[-1]
    return (
        f"A fault of OpenIMR, not of your files: {type(error).__name__} in "
        f"{PurePath(last.filename).name}, line {last.lineno}. Please report this line. "
        "OPENIMR_TRACEBACK=1 shows more, which may name the patient."
    )
