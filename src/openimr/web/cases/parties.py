"""The parties of a case: names for all, where they are reached for those who write to them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from openimr.serving import address_book, now, office_of
from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import BadInput
from openimr.web.accounts.who import signed_in
from openimr.web.case_tabs import buttons, case_frame
from openimr.workflow.addresses import MOST_LINES, KeptAddresses, correct
from openimr.workflow.case_overview import named_parties
from openimr.workflow.offers import BY_PEOPLE, offered
from openimr.workflow.seen_by import seen_by

REACHING = (Role.INTAKE, Role.CASE_MANAGER, Role.ADMINISTRATOR)
"""Who sees where parties are reached."""

CORRECTING = (Role.INTAKE, Role.CASE_MANAGER)

TO_MEND = 422


@require_safe
@signed_in()
def parties(request: HttpRequest, number: str) -> HttpResponse:
    """Who takes part, and for those who write to them, where they are reached."""
    office = office_of(request.actor)
    opened = seen_by(request.account).open(office, number)
    names = office.book.named([one.id for one in opened.case.parties])
    reaching = request.actor.role in REACHING
    book = address_book() if reaching else None
    step = offered(BY_PEOPLE["name-party"], opened.whole, request.actor, office.law, office.now())
    words = {
        "part": "Parties",
        "parties": [
            (one, book.address(one.entry.id) if book else None)
            for one in named_parties(opened.case, names)
        ],
        "reaching": reaching,
        "correcting": request.actor.role in CORRECTING,
        "offers": buttons([step], number) if step.own else [],
    }
    frame = case_frame(request, opened.case, ("Parties", ""))
    return render(request, "cases/parties.html", {**frame, **words})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(*CORRECTING)
def address(request: HttpRequest, number: str, party: str) -> HttpResponse:
    """Correct a party's name and where it is reached; the history stays."""
    office, book = office_of(request.actor), address_book()
    opened = seen_by(request.account).open(office, number)
    entry = next((one for one in opened.case.parties if one.id == party), None)
    if entry is None:
        raise BadInput(f"case {number}", "has no such party", "Go back to its parties.")
    error = _corrected(request, book, party) if request.method == "POST" else ""
    if error is None:
        return HttpResponseRedirect(reverse("case-parties", args=[number]))
    kept = book.address(party)
    typed = request.POST if request.method == "POST" else {}
    words = {
        "part": "Address",
        "entry": entry,
        "errors": [("postal", error)] if error else [],
        "name": typed.get("name", kept.name if kept else book.name(party) or ""),
        "email": typed.get("email", kept.email if kept else ""),
        "postal": typed.get("postal", "\n".join(kept.postal) if kept else ""),
        "most": MOST_LINES,
        "history": book.history(party)[::-1],
    }
    way = (("Parties", reverse("case-parties", args=[number])), ("Address", ""))
    frame = case_frame(request, opened.case, *way)
    status = TO_MEND if error else 200
    return render(request, "cases/address.html", {**frame, **words}, status=status)


def _corrected(request: HttpRequest, book: KeptAddresses, party: str) -> str | None:
    """Correct what was typed; why it cannot be, in words, or None when it is done."""
    lines = [line.strip() for line in request.POST.get("postal", "").splitlines()]
    try:
        correct(
            book,
            party,
            name=request.POST.get("name", "").strip() or None,
            email=request.POST.get("email", "").strip(),
            postal=tuple(line for line in lines if line),
            actor=request.actor,
            at=now(),
        )
    except BadInput as bad:
        return f"{bad.where.capitalize()} {bad.found}."
    return None
