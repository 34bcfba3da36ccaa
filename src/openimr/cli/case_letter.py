"""``openimr case letter``: the letter of a case, made of its record: seen, signed, issued."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from openimr.cli import EXIT_FULL, PLACE, json_option
from openimr.cli.case_office import actor_option, office, refusals_told

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from openimr.case.record import RecordedEvent
    from openimr.workflow.office import Office
    from openimr.workflow.signing import Lettering


@click.command()
@click.argument("number")
@click.option(
    "--to",
    "path",
    type=PLACE,
    metavar="FILE",
    help="Write a preview, marked DRAFT; the ending .pdf, .docx, .txt or .json says the format.",
)
@click.option("--force", is_flag=True, help="Replace the file of --to if it is there.")
@click.option(
    "--sign",
    "login",
    default="",
    metavar="LOGIN",
    help="Sign the letter as the person of this account, who is asked for a code of the second "
    "factor and must be named in OPENIMR_SIGNERS.",
)
@click.option(
    "--stands",
    "typed",
    nargs=2,
    multiple=True,
    metavar="FINDING REASON",
    help="With --sign: why a grave finding of the checks may stand, for each that the refusal "
    "names: its rule, as other-patient, or other-patient:2 of treatment 2.",
)
@click.option("--issue", "issuing", is_flag=True, help="Issue the letter that was signed.")
@click.option(
    "--correct",
    "reason",
    default="",
    metavar="REASON",
    help="Issue the letter that was signed in place of the one issued before; decisions stay.",
)
@actor_option("case manager")
@json_option
@click.pass_context
def letter(  # noqa: PLR0913, PLR0917
    ctx: click.Context,
    number: str,
    path: Path | None,
    force: bool,
    login: str,
    typed: tuple[tuple[str, str], ...],
    issuing: bool,
    reason: str,
    acting: str,
    as_json: bool,
) -> int:
    """Make the letter of case NUMBER from its record and its draft: look at it, sign it, issue it.

    Decisions, rationales and citations are the reviewer's as recorded; case summary and
    documents reviewed come from the draft. The signed letter is kept with the case, its SHA-256
    stands in the record, and no other is issued.
    """
    from openimr.installation import lettering

    if sum(map(bool, (path, login, issuing, reason))) != 1:
        message = "choose one of --to FILE, --sign LOGIN, --issue, --correct REASON"
        raise click.UsageError(message, ctx)
    if typed and not login:
        raise click.UsageError("--stands goes with --sign LOGIN", ctx)
    with refusals_told(as_json=as_json):
        at = office(ctx, acting)
        letters = lettering(at)
        if path is not None:
            _preview(letters, number, path, force=force)
        elif login:
            _tell(at, _signed(letters, number, login, typed), as_json=as_json)
        else:
            _tell(at, letters.issue(number, at.reader, reason), as_json=as_json)
    return EXIT_FULL


def _preview(letters: Lettering, number: str, path: Path, *, force: bool) -> None:
    import msgspec

    from openimr.adapters.file_names import shown_name
    from openimr.bootstrap import write_letter

    made = letters.composed(number, None)
    marked = msgspec.structs.replace(made.letter, draft=True)
    size = write_letter(marked, path, letters.today, overwrite=force)
    click.echo(f"Wrote {shown_name(path)} (a preview, marked DRAFT; {size / 1000:,.0f} kB)")


def _signed(
    letters: Lettering, number: str, login: str, typed: Sequence[tuple[str, str]]
) -> Sequence[RecordedEvent]:
    """Sign as whoever has the account, when they prove its second factor."""
    from openimr.installation import sign_in
    from openimr.vocabulary.errors import BadInput
    from openimr.workflow.standing import said_of

    entrance = sign_in(letters.office.now)
    known = entrance.accounts.known(login)
    if known is None:
        raise BadInput(f"the account {login}", "is not there", "`openimr user list` shows all.")

    def prove() -> dt.datetime:
        return entrance.fresh(known.account, click.prompt("Code of the second factor", err=True))

    who = known.account.actor
    made = letters.composed(number, letters.signer(who))
    said = said_of(letters.found_on(number, made), typed) if typed else {}
    return letters.sign(number, who, made.sha256, prove, said)


def _tell(at: Office, recorded: Sequence[RecordedEvent], *, as_json: bool) -> None:
    from openimr.case.evolve import case_of
    from openimr.cli.case_show_output import print_events_as_json, show_done

    if as_json:
        print_events_as_json(recorded)
    else:
        show_done(recorded, case_of(at.store.load(recorded[0].case)))
