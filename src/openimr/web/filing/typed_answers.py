"""What was typed into a page of questions, as answers; or what is wrong with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import msgspec

from openimr.vocabulary.filing import PartyRole, Priority
from openimr.web.filing.questions import Question
from openimr.web.wording import day
from openimr.workflow.filing import Answers, Signature

LONGEST_LINE, LONGEST_TEXT, MOST_TREATMENTS = 200, 4000, 40

_CHOICES: Mapping[str, Callable[[str], object]] = {
    "filer": PartyRole,
    "priority": Priority,
    "signature": Signature,
}


class Shown(NamedTuple):
    """A question as it stands on a page.

    Attributes:
        ask: the question.
        typed: what stands in it.
        wrong: what is wrong with it; "" for nothing.
    """

    ask: Question
    typed: str
    wrong: str

    @property
    def id(self) -> str:
        """By which its label and its fault point to it."""
        return f"q-{self.ask.name}"

    @property
    def in_words(self) -> list[str]:
        """What was answered, by lines, as people read it; nothing where nothing was."""
        if self.ask.kind == "day" and self.typed:
            return [day(dt.date.fromisoformat(self.typed))]
        if self.ask.options:
            return [words for value, words in self.ask.options if value == self.typed]
        return [line for line in self.typed.splitlines() if line.strip()]


def shown(questions: Iterable[Question], answers: Answers) -> list[Shown]:
    """Questions with what was answered before."""
    return [Shown(one, _as_typed(getattr(answers, one.name)), "") for one in questions]


def read(
    questions: Iterable[Question], typed: Mapping[str, str], answers: Answers, today: dt.date
) -> tuple[Answers, list[Shown]]:
    """Answers with what was typed, and the page with what is wrong.

    What is wrong is not taken; what was answered before stays in its place.
    """
    fields: dict[str, Any] = {}
    page = []
    for one in questions:
        text = typed.get(one.name, "").strip()
        wrong = _wrong(one, text, today)
        if not wrong:
            fields[one.name] = _answer(one, text)
        page.append(Shown(one, text, wrong))
    return msgspec.structs.replace(answers, **fields), page


def _as_typed(answer: object) -> str:
    if answer is None:
        return ""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, dt.date):
        return answer.isoformat()
    return str(getattr(answer, "value", answer))


def _answer(question: Question, text: str) -> object:
    if question.kind == "day":
        return dt.date.fromisoformat(text) if text else None
    if question.kind == "yes-no":
        return {"yes": True, "no": False}.get(text)
    if question.kind == "choice":
        return _CHOICES[question.name](text) if text else None
    return text if question.kind == "lines" else " ".join(text.split())


def _wrong(question: Question, text: str, today: dt.date) -> str:
    """What is wrong with a text; "" for nothing. It is never repeated."""
    if not text:
        return ""
    if question.kind == "day":
        return _wrong_day(text, today)
    if question.kind in {"choice", "yes-no"}:
        known = text in dict(question.options)
        return "" if known else "Choose one of the answers."
    longest = LONGEST_TEXT if question.kind == "lines" else LONGEST_LINE
    if len(text) > longest:
        return f"Write at most {longest:,} characters."
    if question.name == "treatments" and len(text.splitlines()) > MOST_TREATMENTS:
        return f"List at most {MOST_TREATMENTS} treatments."
    return ""


def _wrong_day(text: str, today: dt.date) -> str:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return "Write a day that exists: year-month-day, as in 2026-03-09."
    if day > today:
        return "This day is in the future."
    return "" if day.year >= 1900 else "This day is too long ago."
