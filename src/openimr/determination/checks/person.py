"""Is it the same person throughout: sex, age, birth date?

Rules: ``sex-contradiction``, ``age-contradiction``, ``birth-dates-differ``,
``age-implausible``, ``age-missing``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from openimr.determination.checks.letter import Letter
from openimr.determination.checks.model import CheckFinding, Quote, Severity
from openimr.determination.checks.passage import Passage, Sentence
from openimr.determination.model import Sex
from openimr.vocabulary.numbers import NUMBER, parse_number

_PRONOUNS = {
    Sex.MALE: re.compile(r"(?<![/\w])(?:he|him|his|himself)(?![/\w])", re.IGNORECASE),
    Sex.FEMALE: re.compile(r"(?<![/\w])(?:she|her|hers|herself)(?![/\w])", re.IGNORECASE),
}
_NOUNS = {
    Sex.MALE: re.compile(
        r"\b(?:male|man|gentleman|Mr\.)(?=\W)(?!\s+(?:erectile|assist|coworker|co-worker|patients|nurse|pattern))",
        re.IGNORECASE,
    ),
    Sex.FEMALE: re.compile(
        r"\b(?:female|woman|lady|Mrs\.|Ms\.)(?=\W)(?!\s+(?:coworker|co-worker|patients|nurse))",
        re.IGNORECASE,
    ),
}
_OF_ONE_SEX = {
    Sex.MALE: re.compile(
        r"\b(?:prostat\w+|testic\w+|scrot\w+|penile|vasectomy|BPH|male\s+erectile)\b", re.IGNORECASE
    ),
    Sex.FEMALE: re.compile(
        r"\b(?:pregnan\w+|ovar(?:y|ian|ies)|uter(?:us|ine)|hysterectomy|menstru\w+|menopaus\w*|cesarean|"
        r"gravida|postpartum|tubal\s+ligation)\b",
        re.IGNORECASE,
    ),
}
_SOMEBODY_ELSE = re.compile(
    r"\b(?:physicians?|doctors?|Dr\.|providers?|surgeons?|psychologists?|psychiatrists?|therapists?|"
    r"chiropractors?|acupuncturists?|nurses?|reviewers?|attorneys?|adjusters?|examiners?|AME|QME|PTP|"
    r"wi(?:fe|ves)|husbands?|spouses?|partner|girlfriend|boyfriend|mother|father|sons?|daughters?|child\w*|"
    r"sisters?|brothers?|parents?|friends?|co-?workers?|supervisors?|boss|employer|manager|student|client|"
    r"customer|another|someone|inmate|suspect|consultant|interpreter|neighbou?r)\b",
    re.IGNORECASE,
)
_CLINICIAN_ACTS = re.compile(
    r"^\W*(?:he|she)\s+(?:\w+ly\s+)?(?:recommend\w*|order\w*|prescri\w*|request\w*|opin\w*|diagnos\w*|refer\w*|"
    r"administer\w*|advis\w*|dispens\w*|perform\w*|inject\w*|interpret\w*|document\w*|indicat\w*|noted?|stated?)\b",
    re.IGNORECASE,
)
_PATIENT_ACTS = re.compile(
    r"^\W*(?:he|she)\s+(?:also\s+|then\s+|still\s+|\w+ly\s+)?(?:reported|complain\w+|denied|denies|exhibited|presented|"
    r"rated|underwent|sustained|injured|fell|returned\s+to\s+work|rates|continues\s+to\s+have|has\s+had|had\s+had|"
    r"(?:was|is|has\s+been)\s+(?:\w+ly\s+)?(?:working|placed|able|unable|taking|off\s+work|diagnosed|approved|treated|"
    r"released|given|using|permanent|retired)|(?:has|had)\s+(?:\w+\s+){0,2}(?:pain|tenderness|numbness|weakness|tingling|"
    r"strength|stiffness))\b",
    re.IGNORECASE,
)
_AGE = re.compile(
    rf"\b(?P<age>{NUMBER})\s*-?\s*(?:years?|yrs?|y)(?:[\s.-]+o(?:ld|\b\.?)|/o|\s+of\s+age)(?=\W|$)|\b(?P<short>\d{{2}})\s*y/?o\b|"
    r"\bage[d]?\s+(?:of\s+)?(?P<aged>\d{2})\b",
    re.IGNORECASE,
)
_AGE_OF_OTHERS = re.compile(
    r"\b(?:over|under|above|below|than|older|younger|patients?\s+(?:who|aged|over|with)|adults|children|son|"
    r"daughter|mother|father|husband|wife|sister|brother|injury|at\s+(?:the\s+)?age|from\s+age|since|when|until|study|studies|"
    r"guideline\w*|greater|less)\b",
    re.IGNORECASE,
)
_BIRTH = re.compile(r"\b(?:birth\s?dates?|dates?\s+of\s+birth|born|DOB)\b", re.IGNORECASE)


def check(letter: Letter) -> Iterator[CheckFinding]:
    """Hold every word about the worker's sex and age against the summary."""
    passages = [(None, letter.summary), *((i.number, i.rationale) for i in letter.issues)]
    sex = letter.determination.patient.sex
    if sex:
        yield from _sex(letter, sex, passages)
    yield from _age(letter, passages)
    yield from _birth_dates(letter)


def _sex(
    letter: Letter, sex: Sex, passages: list[tuple[int | None, Passage]]
) -> Iterator[CheckFinding]:
    other = Sex.FEMALE if sex is Sex.MALE else Sex.MALE
    words = {issue: list(_words_of(other, passage)) for issue, passage in passages}
    stated = _stated_sex(letter, sex)
    for issue, found in words.items():
        if not found:
            continue
        sentence, sure = found[0]
        yield CheckFinding(
            rule="sex-contradiction",
            severity=Severity.HIGH if sure or len(found) > 2 else Severity.MEDIUM,
            issue=issue,
            message=f"The worker is {sex.value}, these words speak of a {other.value} person.",
            remedy="Check that the sentence is about this worker and correct it.",
            places=(sentence.quote(), stated),
        )


def _words_of(sex: Sex, passage: Passage) -> Iterator[tuple[Sentence, bool]]:
    """Sentences whose words give the worker a sex; True when by a noun or a condition."""
    previous: Sentence | None = None
    for sentence in passage.sentences:
        text = sentence.text
        if _NOUNS[sex].search(text) or _OF_ONE_SEX[sex].search(text):
            if not _SOMEBODY_ELSE.search(text) and not _is_guideline(text):
                yield sentence, True
        elif _PRONOUNS[sex].search(text) and not _somebody_else(text, previous, sex):
            yield sentence, False
        previous = sentence


def _somebody_else(text: str, previous: Sentence | None, sex: Sex) -> bool:
    if _PATIENT_ACTS.search(text) and not _is_guideline(text):
        return False
    if _SOMEBODY_ELSE.search(text) or _CLINICIAN_ACTS.search(text) or _is_guideline(text):
        return True
    own = Sex.FEMALE if sex is Sex.MALE else Sex.MALE
    mixed = _PRONOUNS[own].search(text) is not None and previous is None
    starts = re.match(r"^\W*(?:he|she|his|her)\b", text, re.IGNORECASE) is not None
    return mixed or (
        starts
        and previous is not None
        and _SOMEBODY_ELSE.search(previous.text) is not None
        and not re.search(
            r"\b(?:patient|worker|claimant|applicant)\b", previous.text, re.IGNORECASE
        )
    )


def _is_guideline(text: str) -> bool:
    return (
        re.search(r"\b(?:guidelines?|MTUS|ODG|ACOEM|stud(?:y|ies)|risk\s+factors?)\b", text)
        is not None
    )


def _stated_sex(letter: Letter, sex: Sex) -> Quote:
    for sentence in letter.summary.sentences:
        if _NOUNS[sex].search(sentence.text):
            return sentence.quote()
    for sentence in letter.summary.sentences:
        if _PRONOUNS[sex].search(sentence.text):
            return sentence.quote()
    return letter.summary.whole()


def _age(letter: Letter, passages: list[tuple[int | None, Passage]]) -> Iterator[CheckFinding]:
    age = letter.determination.patient.age
    mentions = [
        (issue, passage, match, number)
        for issue, passage in passages
        for match in _AGE.finditer(passage.text)
        if (number := _age_of(match)) is not None
        and not _AGE_OF_OTHERS.search(passage.text[max(0, match.start() - 45) : match.end() + 12])
    ]
    if age is None:
        if letter.summary.text and not mentions:
            yield _age_missing(letter)
        return
    same = [passage.quote(*match.span()) for _, passage, match, number in mentions if number == age]
    if not 15 <= age <= 95:
        yield CheckFinding(
            rule="age-implausible",
            severity=Severity.MEDIUM,
            issue=None,
            message=f"An age of {age} is implausible for an employee.",
            remedy="Check the age in the record.",
            places=tuple(same[:1]),
        )
    for issue, passage, match, number in mentions:
        if abs(number - age) > 1:
            yield CheckFinding(
                rule="age-contradiction",
                severity=Severity.HIGH,
                issue=issue,
                message=f"The worker's age is given as {age} and as {number}.",
                remedy="Check the age in the record and correct the other place.",
                places=(passage.quote(*match.span()), *same[:1]),
            )
            return


def _age_missing(letter: Letter) -> CheckFinding:
    return CheckFinding(
        rule="age-missing",
        severity=Severity.LOW,
        issue=None,
        message="The summary does not state the worker's age.",
        remedy="Add the age, or say that the record does not show it.",
        places=(letter.summary.whole(),),
    )


def _age_of(match: re.Match[str]) -> int | None:
    number = parse_number(match["age"] or match["short"] or match["aged"] or "")
    return int(number) if number is not None and 10 < number < 110 else None


def _birth_dates(letter: Letter) -> Iterator[CheckFinding]:
    """Birth dates that differ from each other or from the age."""
    born: list[tuple[dt.date, int, int]] = []
    for sentence in letter.summary.sentences:
        if _BIRTH.search(sentence.text):
            born.extend(sentence.dates)
    days = {day for day, _, _ in born}
    if not born:
        return
    if len(days) > 1:
        yield CheckFinding(
            rule="birth-dates-differ",
            severity=Severity.MEDIUM,
            issue=None,
            message="The summary gives more than one date of birth.",
            remedy="Check which pages belong to this worker.",
            places=tuple(letter.summary.quote(start, end) for _, start, end in born[:2]),
        )
        return
    age, last = letter.determination.patient.age, letter.last_day
    if age is not None and last and abs((last - born[0][0]).days / 365.25 - age) > 1.6:
        yield CheckFinding(
            rule="age-contradiction",
            severity=Severity.MEDIUM,
            issue=None,
            message=f"The date of birth does not go with an age of {age}.",
            remedy="Check age and date of birth in the record.",
            places=(letter.summary.quote(born[0][1], born[0][2]), letter.summary.whole()),
        )
