"""What a reviewer typed into the forms of the desk, as values."""

from __future__ import annotations

import enum
import hashlib
import re
from typing import TypeVar

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from openimr.case.events.judging import Judgement
from openimr.vocabulary.errors import BadInput
from openimr.web.casefile.asked import Addresses, asked_by
from openimr.workflow.desk_summary import MOST
from openimr.workflow.desk_view_steps import Judged
from openimr.workflow.working_texts import WorkingSentence, WorkingText

_KEY = re.compile(r"desk-[0-9a-f]{24}(-[a-z0-9-]{1,90})?")
_NOT_CONTENT = {"key", "csrfmiddlewaretoken", "view", "version"}
_NAME = re.compile(r"[a-z0-9-]{1,80}")
_COUNT = re.compile(r"\d{1,7}")
_ORIGIN = re.compile(r"([0-9a-f]{16})?")

Word = TypeVar("Word", bound=enum.Enum)


def key_of(request: HttpRequest) -> str:
    """The key of a command: of the form that was shown, and of what was filled in.

    The same form sent twice asks for one thing; filled in otherwise, for another.

    Raises:
        BadInput: when it is none of ours.
    """
    key = str(request.POST.get("key", ""))
    if not _KEY.fullmatch(key):
        raise BadInput("the form", "is not as this page makes it", "Reload the page first.")
    filled = [one for one in sorted(request.POST.lists()) if one[0] not in _NOT_CONTENT]
    return f"{key[:29]}-{hashlib.sha256(repr((key, filled)).encode()).hexdigest()[:24]}"


def word_of(request: HttpRequest, name: str, kind: type[Word], what: str) -> Word:
    """A choice of a form.

    Raises:
        BadInput: when nothing was chosen.
    """
    try:
        return kind(request.POST.get(name, ""))
    except ValueError:
        raise BadInput(what, "is not chosen", "Choose one.") from None


def count_of(request: HttpRequest, name: str) -> int:
    """A number that a form carries along; BadInput when it is none."""
    typed = str(request.POST.get(name, ""))
    if not _COUNT.fullmatch(typed):
        raise BadInput("the form", "is not as this page makes it", "Reload the page first.")
    return int(typed)


def judged_by(request: HttpRequest) -> Judged:
    """What was typed about a claimed fact."""
    return Judged(
        number=count_of(request, "fact"),
        sha256=request.POST.get("sha256", ""),
        judgement=word_of(request, "judgement", Judgement, "what holds of the fact"),
        reason=request.POST.get("reason", ""),
        correction=request.POST.get("correction", ""),
    )


def place_of(request: HttpRequest, judged: Judged) -> str:
    """Where the judged fact stands on the page, below the criterion of its form."""
    criterion = str(request.POST.get("place", ""))
    return f"fact-{judged.number}-{criterion}" if _NAME.fullmatch(criterion) else "criteria"


def text_of(request: HttpRequest, before: WorkingText | None) -> WorkingText:
    """What the editor of a finding holds.

    Raises:
        BadInput: when it is too long.
    """
    decision = request.POST.get("decision", "")
    try:
        return WorkingText(
            decision=decision if decision in {"upheld", "overturned"} else "",
            rationale=request.POST.get("rationale", "").replace("\r\n", "\n"),
            rests_on=tuple(request.POST.getlist("rests_on"))[:80],
            none_cited_because=request.POST.get("none_cited_because", ""),
            changed_because=request.POST.get("changed_because", ""),
            taken_over=before is not None and before.taken_over,
        )
    except ValueError as error:
        raise BadInput("the text", str(error), "Shorten it.") from None


def sentences_of(request: HttpRequest) -> tuple[WorkingSentence, ...]:
    """The sentences that the form of a case summary holds.

    Raises:
        BadInput: when the form is none of ours, or has too many.
    """
    texts, drafted = request.POST.getlist("text"), request.POST.getlist("drafted")
    opens = set(request.POST.getlist("opens"))
    if len(texts) != len(drafted) or not all(_ORIGIN.fullmatch(one) for one in drafted):
        raise BadInput("the form", "is not as this page makes it", "Reload the page first.")
    if len(texts) > MOST:
        raise BadInput("the case summary", f"has more than {MOST} sentences", "Shorten it.")
    return tuple(
        WorkingSentence(text=" ".join(text.split()), drafted=origin, opens=str(number) in opens)
        for number, (text, origin) in enumerate(zip(texts, drafted, strict=True), 1)
    )


def summary_of(sentences: tuple[WorkingSentence, ...]) -> WorkingText:
    """A case summary as it is kept; BadInput when it is too long."""
    try:
        return WorkingText(sentences=sentences)
    except ValueError as error:
        raise BadInput("the case summary", str(error), "Shorten it.") from None


def back_to(request: HttpRequest, number: str, treatment: int, done: str, place: str = "") -> str:
    """The page of a treatment with the case file as it was open beside it.

    Args:
        request: with the form's field ``view``, the words of the viewer.
        number: the case.
        treatment: its number in the record.
        done: the word that tells what was done.
        place: the part of the page to go to.
    """
    here = reverse("desk-treatment", args=[number, treatment])
    return back_on(request, number, here, done, place)


def back_on(request: HttpRequest, number: str, here: str, done: str, place: str = "") -> str:
    """As ``back_to``, of any page with the case file beside it; ``here`` is its path."""
    asked = asked_by(QueryDict(request.POST.get("view", "")))
    address = Addresses(number, here).of(asked).href
    joined = "&" if "?" in address else "?"
    return f"{address}{joined}done={done}{f'#{place}' if place else ''}"
