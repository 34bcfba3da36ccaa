"""Work status as a history told once: what was, since when, and what stood last."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

import msgspec

from openimr.review.dating import in_words
from openimr.review.model import Sentence
from openimr.review.picking import day_of, is_wish, newest_first, of_kind
from openimr.review.telling import Teller
from openimr.vocabulary.dates import find_dates
from openimr.vocabulary.fact import Assertion, Fact, FactKind
from openimr.vocabulary.value import Value

_OFF, _MODIFIED, _FULL, _WORKING, _RETIRED = "off", "modified", "full", "working", "retired"
_WAS = {
    _OFF: "was off work",
    _MODIFIED: "was working modified duty",
    _FULL: "was working full duty",
    _WORKING: "was at work",
    _RETIRED: "was retired",
}
_CAME = {
    _OFF: "was off work again",
    _MODIFIED: "was back at modified duty",
    _FULL: "was back at full duty",
    _WORKING: "was back at work",
    _RETIRED: "was retired",
}
_AT_WORK = {_MODIFIED, _FULL, _WORKING}
_CONCEPTS = {
    "off-work": _OFF,
    "retired": _RETIRED,
    "working-modified": _MODIFIED,
    "working-full": _WORKING,
}
_LIGHTER = re.compile(
    r"\b(?:modified|light(?:er)?|restricted|sedentary|seated)\b|\bhours?/day", re.I
)
_UNRESTRICTED = re.compile(
    r"\b(?:full|regular|usual|normal|unrestricted)[\s-]+(?:duty|duties|work|job)\b"
    r"|\b(?:no|without) (?:work )?restrictions\b",
    re.I,
)
_BACK = re.compile(r"\b(?:went back|returned|return(?:s|ing)?|back (?:at|to)|resumed)\b", re.I)
_SAVE = re.compile(r"\b(?:apart from|except|other than|with the exception)\b", re.I)
_FROM = re.compile(
    r"\b(?:since|from|effective|starting|beginning|on|as of|work|duty)\s*:?\s*(?:the\s+)?$", re.I
)
_UNTIL = re.compile(r"\b(?:until|through|thru|to|till)\s*$", re.I)
_SINCE = re.compile(r"\b(?:since|remain\w*|continu\w*|still|currently|now|today)\b", re.I)
_PAST = re.compile(
    r"\b(?:was|were|had|tried|lasted|last worked|for (?:\w+ )?(?:days?|weeks?|wks?|months?)"
    r"|ended)\b"
    r"|\bdays? then\b|\bwhen (?:he|she)\b|\bcame back\b",
    re.I,
)
_NOT_WORKING = re.compile(
    r"\bnot (?:been )?(?:working|employed|worked|at work)\b|\bunable to (?:work|return)\b"
    r"|\boff work\b",
    re.I,
)
_SHORT_DAY = re.compile(r"\b(?:since|from|on)\s+(\d{1,2})/(\d{1,2})(?![/\d])", re.I)
_MOST = 5


class Status(Value, frozen=True, kw_only=True):
    """One status, from its first day as told to the last day on which it is told again.

    ``ended`` is the day up to which the papers say that it lasted.
    """

    state: str
    day: dt.date
    first: Fact
    last: Fact
    ended: dt.date | None = None


def work_history(
    facts: Sequence[Fact], teller: Teller, part: str = "", injured: dt.date | None = None
) -> list[Sentence | None]:
    """The history since the injury in a few sentences, and what stood last.

    Args:
        facts: facts of the record.
        teller: puts them into sentences.
        part: the part of the summary they belong to.
        injured: the day of the injury; what was before it is another story.
    """
    since = injured or dt.date.min
    states = [s for s in statuses(facts) if s.day >= since][-_MOST:]
    if len(states) == 1 and day_of(states[0].last) > states[0].day:
        return [
            _standing(states[0], facts, teller, part, alone=True),
            *_stationary(facts, teller, part),
        ]
    told = [
        _told(states[start : start + 3], states, teller, part) for start in range(0, len(states), 3)
    ]
    if states and day_of(states[-1].last) > states[-1].day:
        told.append(_standing(states[-1], facts, teller, part))
    return [*told, *_stationary(facts, teller, part)]


def statuses(facts: Iterable[Fact]) -> list[Status]:
    """What the papers say of work, oldest first; what only repeats the one before is joined."""
    told = [status for own in _by_place(facts) if (status := _status(own)) is not None]
    found = [s for s in told if s.ended is None or not _begun(s, told)]
    joined: list[Status] = []
    for status in sorted(_agreed(found), key=lambda s: (s.day, day_of(s.first))):
        before = joined[-1] if joined else None
        if before is not None and _same(before, status):
            state = before.state if before.state != _WORKING else status.state
            last = max(before.last, status.first, key=day_of)
            joined[-1] = msgspec.structs.replace(before, state=state, last=last)
        else:
            joined.append(status)
    return joined


def _begun(ended: Status, told: Sequence[Status]) -> bool:
    """Whether another statement tells when the status began that one tells the end of."""
    return any(s.state == ended.state and s.day < ended.day and s is not ended for s in told)


def _agreed(found: Sequence[Status]) -> list[Status]:
    """Of statements that contradict each other on a day, those that more papers make."""
    kept = []
    for status in found:
        rivals = [s for s in found if s.day == status.day and s.ended is status.ended is None]
        at_work = [s for s in rivals if s.state in _AT_WORK]
        wins = 2 * len(at_work) >= len(rivals)
        if status.ended is not None or (status.state in _AT_WORK) == wins:
            kept.append(status)
    return kept


def _by_place(facts: Iterable[Fact]) -> list[list[Fact]]:
    """The statements on work, each with all its facts; plans and printed forms put aside."""
    told = of_kind(facts, FactKind.WORK_STATUS, _CONCEPTS, asserted=set(Assertion))
    own: dict[object, list[Fact]] = {}
    for fact in told:
        if fact.date is not None and not is_wish(fact) and "?" not in fact.quote:
            own.setdefault(fact.place, []).append(fact)
    return list(own.values())


def _same(before: Status, after: Status) -> bool:
    if before.ended is not None and before.ended < after.day:
        return False
    pensioned = {before.state, after.state} <= {_OFF, _RETIRED} and before.state == _RETIRED
    return (
        before.state == after.state
        or pensioned
        or ({before.state, after.state} <= _AT_WORK and _WORKING in (before.state, after.state))
    )


def _status(own: Sequence[Fact]) -> Status | None:
    """The status of one statement, or None when it tells of a past that no day bounds."""
    fact, text = own[0], " ".join(own[0].quote.split())
    state = _state(own, text)
    day = fact.date
    if state is None or day is None:
        return None
    ended = None
    for found, start, _ in find_dates(text):
        if _UNTIL.search(text[:start]) and found < day:
            ended = found
        elif _FROM.search(text[:start]) and (found - day).days <= 60:
            return Status(state=state, day=found, first=fact, last=fact)
    short = _SHORT_DAY.search(text)
    if short and ended is None:
        near = _nearest(int(short[1]), int(short[2]), day)
        return None if near is None else Status(state=state, day=near, first=fact, last=fact)
    if ended is not None:
        return Status(state=state, day=ended, first=fact, last=fact, ended=ended)
    if _PAST.search(text) and not _SINCE.search(text) and state != _RETIRED:
        return None
    return Status(state=state, day=day, first=fact, last=fact)


def _state(own: Sequence[Fact], text: str) -> str | None:
    states = {_CONCEPTS[f.concept or ""] for f in own if f.assertion is not Assertion.ABSENT}
    if not states:
        return _OFF if _NOT_WORKING.search(text) else None
    if states & {_OFF, _RETIRED} and states & _AT_WORK:
        if _SAVE.search(text):
            return _OFF
        return (_MODIFIED if _LIGHTER.search(text) else _WORKING) if _BACK.search(text) else None
    if states & _AT_WORK:
        if _LIGHTER.search(text):
            return _MODIFIED
        return _FULL if _UNRESTRICTED.search(text) else max(states & _AT_WORK)
    return _RETIRED if _RETIRED in states else _OFF


def _nearest(month: int, day: int, around: dt.date) -> dt.date | None:
    """A day without its year, in the year nearest to a date."""
    try:
        years = [dt.date(around.year + shift, month, day) for shift in (-1, 0, 1)]
    except ValueError:
        return None
    return min(years, key=lambda one: abs((one - around).days))


def _told(
    some: Sequence[Status], states: Sequence[Status], teller: Teller, part: str
) -> Sentence | None:
    clauses = [_clause(s, s is states[0] or s is some[0], teller) for s in some]
    facts = [fact for s in some for fact in (s.first, s.last)]
    chain = " and ".join(clauses) if len(clauses) < 3 else ", then ".join(clauses)
    return teller.first((f"{teller.subject} {chain}", facts), part=part)


def _clause(status: Status, opens: bool, teller: Teller) -> str:
    was = (_WAS if opens else _CAME)[status.state]
    if status.ended is not None:
        return f"{was} until {in_words(status.ended)}"
    if status.day != status.first.date:
        return f"{was} from {in_words(status.day)}"
    return f"{was}{teller.on(status.first)}"


def told_as(status: Status, teller: Teller) -> Sentence | None:
    """One status as it stood last, alone in a sentence."""
    was, fact = _WAS[status.state], status.last
    since = f", from {in_words(status.day)} on" if status.day != status.first.date else ""
    if fact is status.first and since and status.ended is None:
        words = f"when last reported, {teller.subject} {was}{since}"
    elif status.ended is not None:
        words = f"{teller.subject} {was} up to {in_words(status.ended)}"
    else:
        words = f"when last reported{teller.on(fact)}, {teller.subject} {was}"
    return teller.first((words, [fact]), (f"{teller.subject} {was}", [fact]))


def _standing(
    status: Status, facts: Sequence[Fact], teller: Teller, part: str, *, alone: bool = False
) -> Sentence | None:
    """The last word on the status, with what was done with the restrictions.

    ``alone``: the status is the whole history, so that its beginning is told as well.
    """
    last, again = status.last, _WAS[status.state].removeprefix("was ")
    limits = newest_first(
        f
        for f in of_kind(
            facts, FactKind.WORK_STATUS, {"restrictions-reduced", "restrictions-unchanged"}
        )
        if f.date == last.date and not is_wish(f) and "want" not in f.quote
    )
    words, own = f"{teller.subject} was still {again}{teller.on(last)}", [last]
    if alone:
        still = "doing so" if again.startswith("working") else again
        begun = f"{teller.subject} {_clause(status, True, teller)}"
        words, own = f"{begun} and was still {still}{teller.on(last)}", [status.first, last]
    if not limits:
        return teller.first((words, own), part=part)
    limit = limits[0]
    eased = "reduced" if limit.concept == "restrictions-reduced" else "unchanged"
    quote = teller.quoter.quote(limit, re.compile(r"restrict|limit|lb|lift|unchanged", re.I))
    more = f"{words}, with {eased} restrictions"
    return teller.first(
        (f"{more} ({quote})" if quote else more, [*own, limit]), (words, own), part=part
    )


def _stationary(facts: Sequence[Fact], teller: Teller, part: str) -> list[Sentence | None]:
    own = of_kind(
        facts,
        FactKind.WORK_STATUS,
        {"permanent-and-stationary"},
        asserted={Assertion.PRESENT, Assertion.HISTORICAL},
    )
    for fact in sorted(own, key=day_of)[:1]:
        dated = [day for day, _, _ in find_dates(fact.quote)]
        when = f" as of {in_words(dated[0])}" if dated else teller.on(fact)
        by = teller.speakers.of(fact.place)
        words = f"{teller.subject} was called permanent and stationary{when}"
        return [
            teller.first((f"{words} by {by}" if by else words, [fact]), (words, [fact]), part=part)
        ]
    return []
