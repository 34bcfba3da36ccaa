"""Do the quantities add up: in the heading, and between heading and rationale?

Rules: ``quantity-arithmetic``, ``remaining-portion``, ``quantity-mismatch``,
``strength-mismatch``, ``partial-endorsement``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.application.request import parse_request
from openimr.determination.checks.about_request import AboutRequest
from openimr.determination.checks.letter import Issue, Letter
from openimr.determination.checks.model import CheckFinding, Severity
from openimr.vocabulary.numbers import NUMBER, find_numbers, parse_number
from openimr.vocabulary.request import TreatmentRequest

_ORIGINAL = re.compile(r"\bw(?:as|ere)\s+the\s+original\s+request\b", re.IGNORECASE)
_ALLOWED = re.compile(
    r"\b(?:was|were)\s+(?:authorized|approved|certified|allowed)\b|\bauthorized\s+(?=\d|\w+\s+sessions)",
    re.IGNORECASE,
)
_REMAINING_IN_HEADING = re.compile(r"\bremaining\b", re.IGNORECASE)
_SESSIONS = (
    r"(?:sessions?|visits?|treatments?|units?|tablets?|capsules?|tabs?|caps?|pills?|"
    r"patch(?:es)?|refills?|injections?)"
)
_COUNTED = re.compile(
    rf"(?P<number>{NUMBER})(?:\s+|-)(?:\w+\s+){{0,5}}?(?P<unit>{_SESSIONS})\b|#\s?(?P<hash>\d+)|"
    r"(?P<grams>\d+)\s?(?:g|gm|gms|grams?|ml|oz)\b",
    re.IGNORECASE,
)
_SPAN = re.compile(rf"(?P<number>{NUMBER})\s*-?\s*(?P<unit>day|week|month|hour)s?\b", re.IGNORECASE)
_SERIES = re.compile(
    r"\b(?:series|set|course|total|quantity)\s+(?:of\s+)?(?P<number>\d{1,3})\b|\b(?P<times>\d{1,2})\s+injections?\b",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(
    rf"\(\s*(?P<number>\d+)\s*(?:{_SESSIONS}|total)?\s*\)|=\s*(?P<equals>\d+)", re.IGNORECASE
)
_ENDORSED = re.compile(
    rf"\b(?P<number>{NUMBER})\s+(?:additional\s+|more\s+|further\s+)?(?:{_SESSIONS})\b[^.;]{{0,110}}?\b(?:is|are|was|were|would\s+be)\s+"
    r"(?:therefore\s+|felt\s+to\s+be\s+)?(?:medically\s+)?(?:indicated|appropriate|necessary|supported|reasonable|warranted|approved|certified)|"
    rf"\b(?:modified|reduced|modification)\s+to\s+(?:allow\s+)?(?P<number2>{NUMBER})\s+(?:additional\s+)?(?:\w+\s+)?(?:{_SESSIONS})",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|cannot|neither|nor|never|no)\b|n[’']t\b|\bby\s+(?:UR|utilization|the\s+claims)|\b(?:previously|already|initially)\b|guideline",
    re.IGNORECASE,
)
_STRENGTH = re.compile(
    r"(?<![\d.])(\d+(?:\.\d+)?(?:\s*[-/]\s*\d+(?:\.\d+)?)?)\s*(mg|mcg|%)", re.IGNORECASE
)


def check(letter: Letter) -> Iterator[CheckFinding]:
    """Hold the numbers of each heading against each other and against its rationale."""
    known = set[float]().union(*map(_known_numbers, letter.issues))
    for issue in letter.issues:
        yield from _arithmetic(issue)
        yield from _remaining(issue)
        yield from _endorsed(issue)
        yield from _rationale(issue, known)


def _arithmetic(issue: Issue) -> Iterator[CheckFinding]:
    """Times a week, weeks and the total in one heading."""
    text = issue.heading.quote(*issue.disputed).words
    start, end = issue.disputed
    text = issue.heading.text[start:end]
    request = parse_request(text)
    if not request.per_week or not request.weeks:
        return
    product = request.per_week * request.weeks
    stated = [
        (number, start + match.start(), start + match.end(), _names_unit(match.group()))
        for match in _IN_BRACKETS.finditer(text)
        if (number := float(match["number"] or match["equals"])) > 1
    ]
    if request.quantity and request.unit in {"sessions", "visits", "treatments"}:
        stated.append((float(request.quantity), start, end, False))
    for number, at, stop, counted in stated:
        if number != product and (counted or number not in (request.per_week, request.weeks)):
            yield CheckFinding(
                rule="quantity-arithmetic",
                severity=Severity.MEDIUM,
                issue=issue.number,
                message=(
                    f"{request.per_week:g} times a week for {request.weeks:g} weeks "
                    f"makes {product:g}, not {number:g}."
                ),
                remedy="Check frequency, duration and total in the request.",
                places=(issue.heading.quote(at, stop), issue.heading.quote(start, end)),
            )
            return


def _names_unit(bracket: str) -> bool:
    """Whether a bracket says that it counts visits, so that it can only be the total."""
    return re.search(r"sessions?|visits?|treatments?|total", bracket, re.IGNORECASE) is not None


def _total(text: str) -> float | None:
    request = parse_request(text)
    if request.quantity is not None:
        return float(request.quantity)
    if request.per_week and request.weeks:
        return float(request.per_week * request.weeks)
    counted = _SERIES.search(text)
    return float(counted["number"] or counted["times"]) if counted else None


def _parts(issue: Issue) -> tuple[str, str, str] | None:
    """Original, authorised and disputed words of a partly authorised request."""
    text = issue.heading.text
    original, remaining = _ORIGINAL.search(text), _REMAINING_IN_HEADING.search(text)
    allowed = _ALLOWED.search(text, original.end() if original else 0)
    if not original or not allowed or not remaining or issue.disputed[0] <= allowed.start():
        return None
    return (
        text[: original.start()],
        text[original.end() : allowed.start()],
        text[issue.disputed[0] :],
    )


def _remaining(issue: Issue) -> Iterator[CheckFinding]:
    """What was asked less what was allowed must be what is in dispute."""
    parts = _parts(issue)
    if parts is None:
        return
    whole, allowed, left = (_total(part) for part in parts)
    if whole is None or allowed is None or left is None or whole - allowed == left:
        return
    if re.search(r"refill", issue.heading.text, re.IGNORECASE):
        return
    yield CheckFinding(
        rule="remaining-portion",
        severity=Severity.HIGH,
        issue=issue.number,
        message=(
            f"{whole:g} asked less {allowed:g} authorised leaves {whole - allowed:g}, "
            f"the heading disputes {left:g}."
        ),
        remedy="Take the numbers from the UR decision and correct the heading.",
        places=(issue.heading.quote(*issue.disputed), issue.heading.quote(0, issue.disputed[0])),
    )


def _endorsed(issue: Issue) -> Iterator[CheckFinding]:
    """A refusal of the whole whose rationale finds a part of it necessary."""
    if issue.overturned is not False:
        return
    for sentence in issue.rationale.sentences:
        match = _ENDORSED.search(sentence.text)
        if (
            not match
            or _NOT.search(match.group())
            or _NOT.search(sentence.text[: match.start()][-40:])
        ):
            continue
        number = parse_number(match["number"] or match["number2"])
        asked = _total(issue.heading.text[issue.disputed[0] :])
        if number is None or asked is None or number > asked:
            continue
        yield CheckFinding(
            rule="partial-endorsement",
            severity=Severity.MEDIUM,
            issue=issue.number,
            message=(
                f"The rationale finds {number:g} necessary, the heading refuses all {asked:g}."
            ),
            remedy="Decide the quantity in dispute; say how the necessary part is decided.",
            places=(sentence.quote(), issue.heading_quote()),
        )
        return


def _rationale(issue: Issue, known: set[float]) -> Iterator[CheckFinding]:
    """Numbers that the rationale gives for the request, against those of the headings."""
    for words in issue.request_words:
        if words.kind == "criterion":
            continue
        finding = _wrong_count(issue, words, known) or _wrong_strength(issue, words)
        if finding:
            yield finding
            return


def _known_numbers(issue: Issue) -> set[float]:
    numbers = {float(number) for number, _, _ in find_numbers(issue.heading.text)}
    for part in (_parts(issue) or ()) + (
        issue.heading.text,
        issue.heading.text[issue.disputed[0] :],
    ):
        request = parse_request(part)
        numbers |= _numbers_of(request)
    return numbers


def _numbers_of(request: TreatmentRequest) -> set[float]:
    found = {float(n) for n in (request.quantity, request.per_week, request.weeks) if n}
    if request.per_week and request.weeks:
        found.add(float(request.per_week * request.weeks))
    return found


def _wrong_count(issue: Issue, words: AboutRequest, known: set[float]) -> CheckFinding | None:
    asked = _total(issue.heading.text[issue.disputed[0] :])
    counted = [*_spans(issue, words.words)]
    if asked is not None:
        counted = [*_COUNTED.finditer(words.words), *counted]
    for match in counted:
        number = parse_number(next(filter(None, match.groupdict().values())))
        if number is None or float(number) in known or number <= 1:
            continue
        return _count_finding(issue, words, match, float(number), asked)
    return None


def _spans(issue: Issue, words: str) -> Iterator[re.Match[str]]:
    """Stretches of time in units that the heading uses too."""
    own = {match["unit"].lower() for match in _SPAN.finditer(issue.heading.text)}
    return (match for match in _SPAN.finditer(words) if match["unit"].lower() in own)


def _count_finding(
    issue: Issue, words: AboutRequest, match: re.Match[str], number: float, asked: float | None
) -> CheckFinding:
    disputes = "does not" if asked is None else f"disputes {asked:g}"
    return CheckFinding(
        rule="quantity-mismatch",
        severity=Severity.MEDIUM,
        issue=issue.number,
        message=f"The rationale speaks of {number:g}, the heading {disputes}.",
        remedy="Take the quantity from the request and correct the other place.",
        places=(
            issue.rationale.quote(words.start + match.start(), words.start + match.end()),
            issue.heading_quote(),
        ),
    )


def _wrong_strength(issue: Issue, words: AboutRequest) -> CheckFinding | None:
    wanted = {_strength(m) for m in _STRENGTH.finditer(issue.heading.text)}
    if not wanted or not issue.is_drug:
        return None
    for match in _STRENGTH.finditer(words.words):
        if _strength(match) not in wanted:
            return CheckFinding(
                rule="strength-mismatch",
                severity=Severity.MEDIUM,
                issue=issue.number,
                message="The strength of the drug in the rationale is not the one in the heading.",
                remedy="Take the strength from the request and correct the other place.",
                places=(
                    issue.rationale.quote(words.start + match.start(), words.start + match.end()),
                    issue.heading_quote(),
                ),
            )
    return None


def _strength(match: re.Match[str]) -> str:
    return re.sub(r"\s+", "", match.group()).lower()
