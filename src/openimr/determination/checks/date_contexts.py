"""What the dates and durations of a letter's text are dates of."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from openimr.determination.checks.model import Quote
from openimr.determination.checks.passage import Passage
from openimr.vocabulary.numbers import NUMBER, parse_number
from openimr.vocabulary.value import Value

FORMER = re.compile(
    r"\b(?:prior|previous(?:ly)?|history|histories|past|pre-?existing|pre-?dat\w*|years?\s+ago|remote|(?<!year[\s-])old|"
    r"earlier\s+injur\w+|another\s+injur\w+|non-?industrial|before\s+the|unrelated|since|baseline|formerly|"
    r"original\s+injur\w+|private\s+insurance|comorbid\w*|"
    r"before\s+(?:this|that|his|her|any)|prior\s+to|childhood|adolescence|since\s+birth|decades?)\b",
    re.IGNORECASE,
)
"""Words that place an event before the injury on purpose."""

_FORMER_INJURY = re.compile(
    r"\b(?:prior|previous(?:ly)?|past|old\s+injur\w+|earlier|another|other|non-?industrial|unrelated|remote)\b",
    re.IGNORECASE,
)

SOURCE_DATE = re.compile(
    r"\b(?:updated|accessed|version|edition|effective|guidelines?|ODG|MTUS|ACOEM|published|journal|revised|"
    r"et\s+al|retrieved|copyright|FDA)\b",
    re.IGNORECASE,
)
"""Words of a date that belongs to a publication."""

PLANNED = re.compile(
    r"\b(?:through|until|scheduled|upcoming|expires?|expiring|valid|next|follow-?\s?up\s+(?:on|visit|appointment)|"
    r"will\s+be|to\s+be|expected|anticipated|planned|return\w*\s+(?:on|to\s+clinic)|due|up\s+to|thru)\b",
    re.IGNORECASE,
)
"""Words of an event that has yet to come."""

_BIRTH = re.compile(r"\b(?:birth\w*|born|DOB)\b", re.IGNORECASE)
_INJURY = re.compile(
    r"(?:date\s+of\s+(?:the\s+)?(?:\w+\s+)?(?:injury|loss)|\bDOI\b|"
    r"(?:work-?\s?related|industrial|occupational|work|job|on-the-job)[-\w\s]{0,20}?\b(?:injur\w+|claim|accident)|"
    r"\bsustained\s+(?:an?\s+)?[-\w\s,/]{0,60}?injur\w+|\binjured\b(?!\s+(?:worker|employee|party|body))|injur(?:y|ed)\s+(?:himself|herself))"
    r"(?:(?!\b(?:underw\w+|seen|evaluat\w+|present\w+|report\w+|treated|surg\w+|repair\w*|visit\w*|exam\w*|"
    r"releas\w+|return\w*|complain\w*)\b)[^.;]){0,60}$",
    re.IGNORECASE,
)
_INJURY_OF = re.compile(
    r"\binjur(?:y|ies)\s+(?:(?:was\s+|is\s+)?dated|of|on|from)\s*$", re.IGNORECASE
)
_INJURY_DATE_AFTER = re.compile(
    r"^\W{0,3}(?:date\s+of\s+(?:injury|loss)|injury\s+date|DOI)\b", re.IGNORECASE
)
_INJURY_AFTER = re.compile(
    r"^\W{0,3}(?:(?:(?:and|when|then|which|in\s+which)\s+)?(?:(?:he|she|they)\s+)?(?:hurt|hurting|injured|injuring|strained|straining|sprained|"
    r"spraining|twisted|twisting|fractured|fracturing|broke|tore|crushed|lacerated)\s+(?:his|her|their|both|the\s+(?:left|right|low|neck|"
    r"back)))",
    re.IGNORECASE,
)
_ACCIDENT = re.compile(
    r"\b(?:who|worker|patient|employee|applicant|claimant|male|female|man|woman|he|she)\b[^.;]{0,60}?\b(?:fell|slipped|tripped|twisted|strained|"
    r"sprained|(?:was|got)\s+(?:struck|hit|injured|hurt|assaulted|rear-ended)|lifted|got\s+caught|struck|hurt)\b[^.;]{0,70}\bon\s*$",
    re.IGNORECASE,
)
"""How a summary begins to tell of the injury, up to its date."""
_FROM_ACCIDENT = re.compile(
    r"\b(?:from|after|due\s+to|following|since|in|by)\s+(?:an?|the|his|her)\s+(?:[\w-]+\s+){0,3}(?:falls?|accident|collision|assault|explosion|"
    r"crash|incident|trip|slip|robbery|attack)\b[^.;]{0,50}?\b(?:on|of|dated)\s*$",
    re.IGNORECASE,
)
_TELLS_INJURY = 350
"""Characters at the start of a summary in which an accident is the injury itself."""
_AGAIN = re.compile(
    r"\b(?:again|subsequent\w*|later|re-?injur\w*|second|also|another|new|home|weekend)\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"(?:\butilization\s+review\b|(?<![A-Z])UR\b|\bpeer\s+review\b|\b(?:prior|previous|initial|original)\s+(?:denial|"
    r"determination|adverse)|\bnon-?\s?certif\w+|\bdenial\b|\bdenied\b|"
    r"\bnot\s+(?:be\s+)?(?:certified|approved|authori[sz]ed)|\b(?:refused|rejected|disapproved)\b|"
    r"previously\s+(?:reviewed|denied|deemed))[^.;]{0,70}$",
    re.IGNORECASE,
)
_DENIAL_AFTER = re.compile(
    r"^\W{0,3}(?:the\s+|an?\s+)?(?:original\s+|initial\s+)?(?:utilization\s+review|UR\b|"
    r"(?:claims\s+administrator|carrier|insurer)\s+(?:denied|modified|non-?certified)|"
    r"(?:the\s+)?(?:request|\w+)[^.;]{0,60}\b(?:was|were)\s+(?:non-?\s?certified|denied|modified|not\s+certified))",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    r"(?:\brequests?\s+for\s+authori[sz]ation|\bRFA\b|\bauthori[sz]ation\s+request)[^.;]{0,50}$",
    re.IGNORECASE,
)
_REQUEST_AFTER = re.compile(
    r"^\W{0,3}(?:the\s+|an?\s+)?(?:request\s+for\s+authori[sz]ation|RFA\b|authori[sz]ation\s+request)",
    re.IGNORECASE,
)
_APPLICATION = re.compile(
    r"\bapplication\s+(?:for\s+(?:independent\s+medical\s+review|IMR)\s+)?(?:was\s+)?(?:received|dated|filed|signed)"
    r"[^.;]{0,30}$",
    re.IGNORECASE,
)
_DENIAL_PAPER = re.compile(
    r"\b(?:utilization\s+review|UR|peer\s+review)\s+(?:report|note|determination|letter|decision|form|document\w*)",
    re.IGNORECASE,
)
_ANOTHER_DATE_BETWEEN = re.compile(r"\d{1,2}[-/]\d{1,2}[-/]\d{2,4}|\b(?:19|20)\d{2}\b")
_OTHER_PAPER = re.compile(
    r"\b(?:progress|office|visit|exam\w*|report|note|evaluat\w+|documentation|record\w*|visited|presented|"
    r"date\s+of\s+service|DOS|PR-?2|approved(?<!not approved)|"
    r"certified(?<!non-certified)(?<!not certified))\b[^.;]{0,25}$",
    re.IGNORECASE,
)
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_BAD_YEAR = re.compile(
    rf"\b(?:{_MONTHS})[a-z]*\.?\s*(?:\d{{1,2}}(?:st|nd|rd|th)?\s*,?\s*)?(?P<year>\d{{5,6}}|(?!19|20)\d{{4}})\b"
    r"(?!\s*(?:mg|mcg|ml|units|feet|pounds|steps))|"
    r"(?<![\d/.-])\d{1,2}[-/]\d{1,2}[-/](?P<slashed>\d{5,6}|(?!19|20)\d{4}|\d{3})(?![\d/-])",
    re.IGNORECASE,
)
_SLASHED = re.compile(
    r"(?<![\d/.-])(?P<m>\d{1,2})(?P<sep>[-/])(?P<d>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d{2})(?![\d/-])"
)
_SHORT = re.compile(r"(?<![\d/.-])(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{2})(?![\d/])")
_NAMED = re.compile(
    rf"\b(?P<m>{_MONTHS})[a-z]*\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s*,\s*(?P<y>(?:19|20)\d{{2}})\b",
    re.IGNORECASE,
)
_UNITS = {"day": 1, "week": 7, "month": 30, "year": 365}
_UNIT_NAMES = {"yr": "year", "mo": "month", "wk": "week"}
_UNIT = re.compile(r"\b(?P<unit>day|week|month|year|yr|mo|wk)s?\b", re.IGNORECASE)
_SO_LONG = re.compile(
    rf"\b(?:for|over|past|last|about|approximately|nearly|almost|at\s+least|these|x)\s+(?P<number>{NUMBER})"
    r"\+?\s*-?\s*$",
    re.IGNORECASE,
)
_HISTORY_BEFORE = re.compile(rf"(?P<number>{NUMBER})\s*-?\s*$", re.IGNORECASE)
_HISTORY_AFTER = re.compile(r"[-\s]+history\s+of\b", re.IGNORECASE)
_SYMPTOM = re.compile(
    r"\b(?:pain|ache|aching|symptom\w*|numbness|tingling|paresthesia\w*|weakness|complain\w*|suffer\w*|headaches?|"
    r"discomfort|stiffness|swelling|anxi\w+|depress\w+|insomnia|sleepless\w*|dizz\w+|vertigo|tinnitus|nausea)\b",
    re.IGNORECASE,
)
_NOT_THE_COMPLAINT = re.compile(
    r"\b(?:take|taking|tablet|visits?|sessions?|times|therapy\s+for|follow|return|restrict\w*|off\s+work|relief|"
    r"guideline\w*|history\s+of\s+(?:diabetes|hypertension|smoking)|smok\w*|married|employed|worked|working|old|"
    r"improve\w*|better|prescri\w+|medication|prior|previous|pre-?existing|chronic|long-?standing|should|ago|childhood|taken|had\s+been)\b",
    re.IGNORECASE,
)


class DatedWords(Value, frozen=True, kw_only=True):
    """A date of the text with what it is the date of.

    Attributes:
        day: the date.
        kind: "injury", "denial", "request", "application" or "event".
        around: the words around it.
    """

    day: dt.date
    kind: str
    around: str
    place: Quote

    def quote(self) -> Quote:
        """The words around the date where they stand."""
        return self.place


class Duration(Value, frozen=True, kw_only=True):
    """How long symptoms are said to have lasted, and where."""

    days: int
    start: int
    end: int


def dated_words(passage: Passage) -> Iterator[DatedWords]:
    """The dates of a passage with their contexts."""
    for sentence in passage.sentences:
        previous = sentence.start
        for day, start, end in sentence.dates:
            before = passage.text[previous:start]
            after = passage.text[end : min(sentence.end, end + 110)]
            full_before = passage.text[sentence.start : start]
            yield DatedWords(
                day=day,
                kind=_kind(before, after, full_before, early=start < _TELLS_INJURY),
                around=passage.text[max(sentence.start, start - 90) : min(sentence.end, end + 60)],
                place=passage.quote(max(sentence.start, start - 70), min(sentence.end, end + 40)),
            )
            previous = end


def birth_related(words: DatedWords) -> bool:
    """Whether a date is a date of birth."""
    return _BIRTH.search(words.around) is not None or words.day.year < 1970


def impossible_dates(passage: Passage, decision: dt.date | None) -> Iterator[tuple[int, int, str]]:
    """Dates that no calendar has, or far in the future: start, end, why."""
    for match in _BAD_YEAR.finditer(passage.text):
        yield match.start(), match.end(), "the year is misprinted"
    for pattern in (_SLASHED, _SHORT, _NAMED):
        for match in pattern.finditer(passage.text):
            month, day, year = match["m"], int(match["d"]), int(match["y"])
            year += 2000 if year < 100 else 0
            number = int(month) if month.isdigit() else _month(month)
            if not _exists(year, number, day) and not _exists(year, day, number):
                yield match.start(), match.end(), "there is no such day"
            elif decision and decision.year + 5 < year and pattern is not _SHORT:
                yield match.start(), match.end(), "the year lies far after the decision"


def stated_durations(passage: Passage) -> Iterator[Duration]:
    """How long the complaint is said to have lasted."""
    for match in _UNIT.finditer(passage.text):
        before = passage.text[max(0, match.start() - 45) : match.start()]
        counted = _SO_LONG.search(before)
        if counted is None and _HISTORY_AFTER.match(passage.text, match.end()):
            counted = _HISTORY_BEFORE.search(before)
        number = parse_number(counted["number"]) if counted else None
        around = passage.text[max(0, match.start() - 75) : match.end() + 25]
        if number is None or not _SYMPTOM.search(around) or _NOT_THE_COMPLAINT.search(around):
            continue
        unit = match["unit"].lower()
        sentence = passage.sentence_at(match.start())
        yield Duration(
            days=int(number * _UNITS[_UNIT_NAMES.get(unit, unit)]),
            start=sentence.start,
            end=sentence.end,
        )


def _kind(before: str, after: str, full_before: str, *, early: bool) -> str:
    injured = _INJURY.search(before) or _INJURY_OF.search(before)
    if not injured and early and not _AGAIN.search(before):
        injured = _INJURY_AFTER.match(after) or _ACCIDENT.search(before)
        injured = injured or _FROM_ACCIDENT.search(before)
    injured = injured or _INJURY_DATE_AFTER.match(after)
    if injured and not _FORMER_INJURY.search(before[-60:]):
        return "injury"
    if _REQUEST.search(before) or (_REQUEST_AFTER.match(after) and not _DENIAL.search(before)):
        return "request"
    if _APPLICATION.search(before):
        return "application"
    if _DENIAL.search(before) and not _OTHER_PAPER.search(_DENIAL_PAPER.sub("review", before)):
        return "denial"
    leads = len(full_before.strip(" (,")) <= 4
    told_after = _DENIAL_AFTER.match(after) and not _ANOTHER_DATE_BETWEEN.search(after[:60])
    return "denial" if leads and told_after else "event"


def _month(name: str) -> int:
    return _MONTHS.split("|").index(name.lower()[:3]) + 1


def _exists(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True
