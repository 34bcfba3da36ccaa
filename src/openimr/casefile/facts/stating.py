"""Building a fact from a passage: its quote, its place, its plain statement."""

from __future__ import annotations

import datetime as dt
import re

from openimr.casefile.facts.passages import Passage
from openimr.vocabulary.dates import find_dates
from openimr.vocabulary.fact import Assertion, Fact, FactKind
from openimr.vocabulary.value import Value

_LONGEST = 320
_SPACES = re.compile(r"\s+")
_EDGES = " \t,;:-–•"


class Setting(Value, frozen=True, kw_only=True):
    """What the facts of one document need to know beyond their own words.

    Attributes:
        injury_date: the date of injury that the document states, or None.
        latest: the newest document date of the case file; old work statuses are history.
        specimen_date: the day a laboratory specimen was taken, or None.
        topic: the treatment topic of a treatment note or discharge summary, or None.
        title: the document's heading lines, lower case.
        therapists: family names, lower case, of the therapists who signed papers of the case
            file, with the topic of the treatment they give.
    """

    injury_date: dt.date | None = None
    latest: dt.date | None = None
    specimen_date: dt.date | None = None
    topic: str | None = None
    title: str = ""
    therapists: tuple[tuple[str, str], ...] = ()

    def superseded(self, date: dt.date | None) -> bool:
        """Whether a status of that day lies more than nine months behind the newest paper."""
        return bool(date and self.latest and (self.latest - date).days > 270)


def state(  # noqa: PLR0913
    passage: Passage,
    kind: FactKind,
    concept: str | None,
    *,
    start: int = 0,
    end: int | None = None,
    assertion: Assertion = Assertion.PRESENT,
    value: int | float | str | None = None,
    unit: str | None = None,
    about: str | None = None,
    date: dt.date | None = None,
    undated: bool = False,
    statement: str | None = None,
    confidence: float = 0.9,
) -> Fact:
    """A fact that quotes ``start`` to ``end`` of a passage, the whole of it by default.

    Its date is the passage's unless another is given, or ``undated`` says that the words
    speak of another, unknown day.
    """
    start, end = _trim(passage.text, start, len(passage.text) if end is None else end)
    quote = passage.page.text[passage.start + start : passage.start + end]
    return Fact(
        kind=kind,
        statement=statement or plain(quote),
        concept=concept,
        about=about,
        value=value,
        unit=unit,
        date=date if undated else date or passage.date,
        assertion=assertion,
        place=passage.page.as_text().span(passage.start + start, passage.start + end),
        quote=quote,
        confidence=round(confidence * max(passage.page.confidence, 0.3), 3),
    )


def plain(quote: str) -> str:
    """The quote as one line that begins with a capital and ends without a loose mark."""
    text = _SPACES.sub(" ", quote).strip(_EDGES)
    return text[:1].upper() + text[1:] if text else quote


def clause(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """The words around a mention: the passage, or for a long one the clause it stands in."""
    text = passage.text
    if len(text) <= _LONGEST:
        return 0, len(text)
    left = max(
        text.rfind("; ", 0, start),
        text.rfind(". ", 0, start),
        text.rfind(", ", 0, max(0, start - 60)),
    )
    stops = [at for at in (text.find("; ", end), text.find(". ", end)) if at >= 0]
    right = min(stops) if stops else len(text)
    if right - end > _LONGEST:
        right = text.find(" ", min(len(text) - 1, end + 120))
        right = len(text) if right < 0 else right
    return left + 1 if left >= 0 else 0, right


def own_date(passage: Passage) -> dt.date | None:
    """The first full date that the passage itself states."""
    for day, _, _ in find_dates(passage.text):
        return day
    return None


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in " \t,;":
        end -= 1
    return start, end
