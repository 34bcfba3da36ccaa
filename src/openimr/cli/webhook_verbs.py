"""``openimr webhook``: who is told of events."""

from __future__ import annotations

import click

from openimr.cli import EXIT_FAILED, EXIT_FULL, json_option
from openimr.cli.case_office import clock

_NUMBER = click.argument("number", type=click.IntRange(1))


@click.command()
@click.argument("url")
@click.option(
    "--event",
    "kinds",
    multiple=True,
    help="Only of events of this kind, as determination-issued; more by more --event.",
)
@json_option
@click.pass_context
def add(ctx: click.Context, url: str, kinds: tuple[str, ...], as_json: bool) -> int:
    """Let the program at URL be told when something happens in a case.

    \b
    openimr webhook add https://hooks.example.org/openimr --event determination-issued

    A message holds the case number, the kind of event, its number and time. It is signed as
    Standard Webhooks describes it, with the secret that is shown this once.
    """
    from openimr.cli.token_verbs import office

    secret, kept = office(ctx).make_webhook(url, kinds)
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode({"secret": secret, "kept": kept}).decode())
        return EXIT_FULL
    click.echo(secret)
    click.echo(f"Webhook {kept.id} is told from now on. The secret is not shown again.", err=True)
    return EXIT_FULL


@click.command("list")
@json_option
def list_hooks(as_json: bool) -> int:
    """List the programs that are told, of which events, and what became of the last message."""
    from openimr.installation import webhook_telling

    book = webhook_telling().book
    found = book.listed()
    if as_json:
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
        return EXIT_FULL
    for one in found:
        last = next(iter(book.deliveries(one.id, 1)), None)
        told = f"last {last.outcome} {last.at:%Y-%m-%d}" if last else "nothing sent yet"
        click.echo(f"{one.id}  {one.url}  {' '.join(one.kinds) or 'all events'}  {told}")
    if not found:
        click.echo("No program is told of anything: `openimr webhook add URL`.")
    return EXIT_FULL


@click.command()
@_NUMBER
@click.pass_context
def remove(ctx: click.Context, number: int) -> int:
    """Tell the program of webhook NUMBER nothing any more, not even what is under way."""
    from openimr.cli.token_verbs import office

    office(ctx).remove_webhook(number)
    click.echo(f"Webhook {number} is told nothing any more.")
    return EXIT_FULL


@click.command()
@_NUMBER
@click.pass_context
def test(ctx: click.Context, number: int) -> int:
    """Send a message of the kind "test" to webhook NUMBER, and say what it answered."""
    from openimr.installation import webhook_telling
    from openimr.vocabulary.errors import BadInput
    from openimr.workflow.jobs import TryLater
    from openimr.workflow.webhooks import TEST, Message, deliver, taken

    telling = webhook_telling()
    known = telling.book.known(number)
    if known is None:
        remedy = "`openimr webhook list` shows them."
        raise BadInput(f"webhook {number}", "is not kept", remedy)
    message = Message(type=TEST, timestamp=clock(ctx)(), case="CM00-0000000", number=1)
    try:
        status = deliver(telling, known, message)
    except TryLater as error:
        click.echo(error.reason, err=True)
        return EXIT_FAILED
    click.echo(f"It answered {status}: {'taken' if taken(status) else 'not taken'}.")
    return EXIT_FULL if taken(status) else EXIT_FAILED


@click.command()
@_NUMBER
@click.option("--limit", type=click.IntRange(1, 500), default=20, show_default=True)
@json_option
def log(number: int, limit: int, as_json: bool) -> int:
    """Show what became of the latest messages to webhook NUMBER; kept for 30 days."""
    from openimr.installation import webhook_telling

    found = webhook_telling().book.deliveries(number, limit)
    if as_json:
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
        return EXIT_FULL
    for one in found:
        answer = one.status or "no answer"
        click.echo(
            f"{one.at:%Y-%m-%d %H:%M}  {one.message}  {one.attempt}.  {answer}  {one.outcome}"
        )
    if not found:
        click.echo("Nothing was sent to it.")
    return EXIT_FULL
