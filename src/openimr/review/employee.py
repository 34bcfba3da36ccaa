"""Age and sex of the employee, with the places that tell them."""

from __future__ import annotations

import datetime as dt
import re

from openimr.application.model import Application
from openimr.casefile.model import CaseFile, Document
from openimr.vocabulary.places import PageSpan
from openimr.vocabulary.value import Value

_AGE = re.compile(
    r"\b(?P<age>\d{2})[\s-]*(?:year|yr)s?\.?[\s-]*old\b|\b(?P<yo>\d{2})\s?y/?\.?o\b"
    r"|\bage:?\s*(?P<field>\d{2})\b",
    re.IGNORECASE,
)
_YOUNGEST, _OLDEST = 14, 99


class Employee(Value, frozen=True, kw_only=True):
    """Who the employee is, as far as a summary tells.

    Attributes:
        age: in years, as the record prints it nearest to the request, else by the date of birth.
        sex: "female" or "male".
        sources: the places that tell them.
    """

    age: int | None = None
    sex: str | None = None
    age_source: PageSpan | None = None
    sex_source: PageSpan | None = None

    @property
    def pronoun(self) -> str:
        """How a sentence goes on about the employee."""
        return {"female": "she", "male": "he"}.get(self.sex or "", "the employee")


def employee_of(application: Application, case_file: CaseFile, day: dt.date | None) -> Employee:
    """The employee on the day of the request.

    Args:
        application: date of birth and sex as the forms give them.
        case_file: the records, searched for a printed age.
        day: the day of the request; an age is only taken from papers of the year around it.
    """
    age, age_source = _age(application, case_file, day)
    said = application.sex.value.strip().lower()[:1] if application.sex else ""
    return Employee(
        age=age,
        age_source=age_source,
        sex={"f": "female", "m": "male"}.get(said),
        sex_source=application.sex.place if application.sex else None,
    )


def _age(
    application: Application, case_file: CaseFile, day: dt.date | None
) -> tuple[int | None, PageSpan | None]:
    born = application.date_of_birth.value if application.date_of_birth else None
    reckoned = _reckoned(born, day)
    for document in sorted(case_file.usable(), key=lambda d: _distance(d, day)):
        if day and _distance(document, day) > 366:
            break
        for page in case_file.pages_of(document):
            for match in _AGE.finditer(page.text):
                age = int(next(group for group in match.groups() if group))
                fits = reckoned is None or abs(age - reckoned) <= 1
                if fits and _YOUNGEST <= age <= _OLDEST:
                    place = page.as_text().span(match.start(), match.end())
                    return age, place
    if reckoned is None or application.date_of_birth is None:
        return None, None
    return reckoned, application.date_of_birth.place


def _distance(document: Document, day: dt.date | None) -> int:
    if document.date is None or day is None:
        return 10_000
    return abs((document.date - day).days)


def _reckoned(born: dt.date | None, day: dt.date | None) -> int | None:
    """Age by the date of birth; None where that gives no age a worker can have."""
    age = _years(born, day) if born and day else None
    return age if age is not None and _YOUNGEST <= age <= _OLDEST else None


def _years(born: dt.date, day: dt.date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
