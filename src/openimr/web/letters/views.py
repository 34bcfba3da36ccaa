"""Pages of a case's letter, and the letter as a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openimr.case.commands.command import Command
from openimr.case.commands.issuing import Correct, Issue, Serve
from openimr.case.commands.signing import SignLetter
from openimr.case.model import State
from openimr.determination.model import Determination
from openimr.serving import case_viewer, lettering_of, now
from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import BadInput
from openimr.web.accounts.who import signed_in
from openimr.web.case_tabs import case_frame
from openimr.web.letters.shown import PageWays, shown_letter
from openimr.workflow.accesses import Looked
from openimr.workflow.letter_room import LetterRoom, LetterSeen, Stage, check_not_blind
from openimr.workflow.letter_versions import changes as changes_between
from openimr.workflow.lettering import letter_in_review
from openimr.workflow.offers import offered
from openimr.workflow.seen_by import OpenedCase, seen_by
from openimr.workflow.standing import grave, let_stand, name_of

EVIDENCE = (Role.CASE_MANAGER, Role.ADMINISTRATOR, Role.AUDITOR)
"""Who sees evidence packs: they name reviewers by identifier, which no party is told."""

TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json",
}
"""Content types by ending."""


def room_of(request: HttpRequest) -> LetterRoom:
    """The letters as whoever asks sees them."""
    return LetterRoom(lettering_of(request.actor), request.account)


@require_safe
@signed_in()
def letter(request: HttpRequest, number: str) -> HttpResponse:
    """The letter as it stands, with what can be done now."""
    return shown(request, room_of(request).open(number))


@require_safe
@signed_in()
def next_letter(request: HttpRequest, number: str) -> HttpResponse:
    """The letter that would replace the one issued."""
    room = room_of(request)
    return shown(request, room.next(opened_by(request, number)))


def opened_by(request: HttpRequest, number: str) -> OpenedCase:
    """The case of a letter, with the look noted."""
    room = room_of(request)
    return seen_by(request.account).open(room.lettering.office, number, Looked.LETTER)


def shown(
    request: HttpRequest, seen: LetterSeen, status: int = 200, **further: Any
) -> HttpResponse:
    """The page of a letter."""
    return render(
        request, "letters/letter.html", {**_words(request, seen), **further}, status=status
    )


def _words(request: HttpRequest, seen: LetterSeen) -> dict[str, Any]:
    room, case = room_of(request), seen.opened.whole
    number = case.number
    signer = room.lettering.signers.get(request.actor.id)
    return {
        **case_frame(request, seen.opened.case, ("Letter", "")),
        "part": "Letter",
        "seen": seen,
        "stage": seen.stage.name,
        "house": room.of_the_house,
        "now": now(),
        "correcting": seen.stage is Stage.TO_SIGN and case.state is not State.DECIDED,
        "signature": case.signature,
        "shows_evidence": request.actor.role in EVIDENCE,
        "waits_to_correct": _waits_to_correct(seen),
        "signer": signer,
        "offers": _offers(request, seen) if room.of_the_house else {},
        **_warned(room, seen, request.POST.dict()),
        "letter": shown_letter(seen.letter, _ways(request, number, seen.letter))
        if seen.letter
        else None,
    }


def _warned(room: LetterRoom, seen: LetterSeen, typed: Mapping[str, str]) -> dict[str, Any]:
    """What stands against a letter that waits for a signature, or why nobody can tell."""
    if seen.stage is not Stage.TO_SIGN or seen.letter is None:
        return {}
    try:
        warned = room.lettering.office.letter_checks(seen.opened.recorded, seen.letter)
    except BadInput as error:
        return {"unchecked": error}
    before = let_stand(seen.opened.recorded)
    stands = [
        (name, one, typed.get(name, ""), before.get(name, ""))
        for one in grave(warned)
        if (name := name_of(one))
    ]
    return {"warned": warned, "grave": stands}


def _waits_to_correct(seen: LetterSeen) -> bool:
    """Whether a signed letter waits to replace the one that is issued."""
    case = seen.opened.whole
    signed = case.signature.letter_sha256 if case.signature else ""
    return case.state in {State.ISSUED, State.SERVED} and signed not in (*case.letters, "")


def _offers(request: HttpRequest, seen: LetterSeen) -> dict[str, Any]:
    """The steps of a letter as whoever looks may take them, by name."""
    case, office = seen.opened.whole, lettering_of(request.actor).office
    asked: dict[str, type[Command]] = {
        "sign": SignLetter,
        "issue": Issue,
        "serve": Serve,
        "correct": Correct,
    }
    return {
        name: offered(command, case, request.actor, office.law, office.now())
        for name, command in asked.items()
    }


def _ways(request: HttpRequest, number: str, letter: Determination) -> PageWays:
    papers: dict[str, int] = {}
    if room_of(request).of_the_house:
        try:
            papers = dict(case_viewer().contents.paper_numbers(number))
        except BadInput:  # the case file has no index: the references are words
            papers = {}
    return PageWays(number, letter.documents_reviewed, papers)


@require_safe
@signed_in()
def changes(request: HttpRequest, number: str, sha256: str) -> HttpResponse:
    """What a letter says otherwise than the one issued before it."""
    room = room_of(request)
    seen = room.open(number)
    after = next((one for one in seen.versions if one.sha256 == sha256), None)
    before = seen.versions[after.number - 2] if after and after.number > 1 else None
    if after is None or before is None:
        raise BadInput("the letter", "replaced no other", "Choose a correction from the list.")
    found = changes_between(
        room.kept(seen.opened, before.sha256).letter, room.kept(seen.opened, sha256).letter
    )
    words = {
        **case_frame(request, seen.opened.case, ("Letter", "")),
        "part": "What changed",
        "before": before,
        "after": after,
        "changes": found,
    }
    return render(request, "letters/changes.html", words)


@require_safe
@signed_in()
def kept_file(request: HttpRequest, number: str, sha256: str, ending: str) -> HttpResponse:
    """A letter as it was signed; other formats are made of the same words."""
    room = room_of(request)
    kept = room.kept(opened_by(request, number), sha256)
    content = kept.content
    if ending != ".pdf":
        content = room.lettering.typeset(kept.letter, ending, room.lettering.today)
    return _file(content, f"{number}-determination-{sha256[:8]}{ending}", ending)


@require_safe
@signed_in()
def next_file(request: HttpRequest, number: str, ending: str) -> HttpResponse:
    """The letter that can be signed now; the PDF is the very file that is signed."""
    room = room_of(request)
    seen = room.next(opened_by(request, number))
    if seen.letter is None:
        raise seen.in_the_way or BadInput("the letter", "cannot be made yet")
    content = room.lettering.typeset(seen.letter, ending, room.lettering.today)
    return _file(content, f"{number}-to-sign{ending}", ending)


@require_safe
@signed_in()
def draft_file(request: HttpRequest, number: str, ending: str) -> HttpResponse:
    """The letter as it would be if quality review passed now, marked as a draft."""
    room, opened = room_of(request), opened_by(request, number)
    check_not_blind(room.lettering, opened, request.actor)
    if not room.of_the_house:
        raise BadInput("the letter", "is not issued yet", "Come back when it is.")
    drafted = room.lettering.files.drafted(number)
    made = letter_in_review(opened.recorded, drafted, room.lettering.today)
    content = room.lettering.typeset(made, ending, room.lettering.today)
    return _file(content, f"{number}-draft{ending}", ending)


def _file(content: bytes, name: str, ending: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=TYPES[ending])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
