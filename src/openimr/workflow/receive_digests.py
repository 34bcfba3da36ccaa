"""Keyed digests by which a second filing and a shared course are known without reading names.

Digests stand in the record, which may be exported to strangers: they are HMAC-SHA-256 under a key
that never leaves the installation, so that nobody can try names against them. What is written
differently by another hand (capitals, accents, punctuation, the order of names and of treatments,
the form of dates, a middle initial, a brand for its generic drug) is the same before it is
digested. Where too little was read to compare, it is made of the papers themselves, and matches the
very same ones alone; without papers it is the case's own and matches nothing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import re
import unicodedata
from collections.abc import Sequence

import msgspec

from openimr.application.model import Application, DisputedTreatment
from openimr.vocabulary.drugs import find_drugs
from openimr.vocabulary.lower_case import lowered
from openimr.vocabulary.value import require

KEY_BYTES = 32
"""Length of the key."""

_APOSTROPHES = re.compile(r"['’`]")
_NO_WORD = re.compile(r"[^0-9a-z]+")
_TITLES = re.compile(
    r"\b(?:mr|mrs|ms|miss|dr|doctor|jr|sr|ii|iii|iv|esq|md|phd|psyd|dpm|dds|dmd|pharmd|lcsw|lmft)\b"
)
_CREDENTIALS = re.compile(
    r"(?:md|do|phd|psyd|dc|dpm|dds|dmd|pharmd|lac|aprn|np|fnp|pac?|rn|d?pt|ot|lcsw|lmft|edd|mph|ms|"
    r"ma|qme|ame|jr|sr|ii|iii|iv|esq)+"
)
"""What a part behind a comma must be to be no name; in front of it, Do and Ma are surnames."""

_LEGAL_FORMS = re.compile(
    r"\b(?:inc|incorporated|l ?l ?c|llp|lp|ltd|co|company|corp|corporation|the)\b"
)
_READ_ALIKE = str.maketrans("oil", "011")
"""Letters that print and scan like digits in claim numbers."""

_FILLING = re.compile(
    r"\b(?:an?|and|for|of|the|to|per|with|x|times?|treatments?|sessions?|visits?|weeks?|wks?|"
    r"additional|request(?:ed)?|qty|quantity)\b"
)


def plain(text: str) -> str:
    """A text without capitals, accents and punctuation, its words one space apart."""
    decomposed = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _NO_WORD.sub(" ", lowered(bare)).strip()


def person(name: str) -> str:
    """A person's name in any order, without initials, titles, suffixes and credentials."""
    first, *others = (plain(part) for part in name.split(","))
    given = [part for part in others if not _CREDENTIALS.fullmatch(part.replace(" ", ""))]
    words = _TITLES.sub(" ", " ".join((first, *given))).split()
    full = [word for word in words if len(word) > 1]
    return " ".join(sorted(full or words))


def organization(name: str) -> str:
    """An organization's name without its legal form."""
    whole = plain(name)
    return " ".join(_LEGAL_FORMS.sub(" ", whole).split()) or whole


def claim(number: str) -> str:
    """A claim number's letters and digits, those that scan alike made one."""
    return plain(number).replace(" ", "").translate(_READ_ALIKE)


def treatment(asked: DisputedTreatment, topic: str | None) -> str:
    """What is asked for, whatever its wording: drug or topic or words, body parts and number."""
    request = asked.request
    drugs = sorted({mention.drug.generic for mention in find_drugs(asked.text)})
    words = " ".join(sorted(set(_FILLING.sub(" ", plain(asked.text)).split())))
    what = "+".join(drugs) if request.drug and drugs else topic or words
    number = request.quantity
    if number is None and request.per_week and request.weeks:
        number = request.per_week * request.weeks
    count = "" if number is None else f"{float(number):g}"
    parts = " ".join(sorted(plain(part) for part in request.body_parts))
    return "|".join((what, plain(request.strength or "").replace(" ", ""), parts, count))


class Digests:
    """Makes digests under one key.

    Args:
        key: secret of the installation, 32 bytes; every machine that works on one record must
            have the same.
    """

    def __init__(self, key: bytes) -> None:
        require(len(key) == KEY_BYTES, f"the key of digests has {KEY_BYTES} bytes")
        self._key = key

    def of(self, what: str, *parts: str) -> str:
        """The digest of some parts for one purpose, in hexadecimal."""
        message = msgspec.json.encode([what, *parts])
        return hmac.new(self._key, message, hashlib.sha256).hexdigest()

    def same_dispute(
        self,
        application: Application,
        topics: Sequence[str | None],
        case: str,
        papers: Sequence[str] = (),
    ) -> str:
        """Digest of employee, date of injury, claim, contested decision and treatments.

        Args:
            application: as read.
            topics: the guideline topic of each treatment.
            case: the case number, for an application that cannot be compared by anything.
            papers: the SHA-256 of each paper that is the application, by which it is compared
                where too little was read of it.
        """
        if not comparable(application):
            return self.of("same-dispute-of-one", *(sorted(set(papers)) or (case,)))
        asked = zip(application.treatments, topics, strict=True)
        return self.of(
            "same-dispute",
            person(application.employee.value) if application.employee else "",
            _day(application.date_of_injury.value if application.date_of_injury else None),
            claim(application.claim_number.value) if application.claim_number else "",
            _day(application.ur_date.value if application.ur_date else None),
            *sorted(treatment(one, topic) for one, topic in asked),
        )

    def same_course(self, application: Application, case: str) -> str:
        """Digest of employee, requesting physician and date of injury (8 CCR 9792.10.4(a))."""
        employee, physician = application.employee, application.requesting_physician
        injured = application.date_of_injury
        if employee is None or physician is None or injured is None:
            return self.of("same-course-of-one", case)
        return self.of(
            "same-course", person(employee.value), person(physician.value), _day(injured.value)
        )


def comparable(application: Application) -> bool:
    """Whether enough was read to say that two applications are on the same dispute."""
    known = application.date_of_injury or application.claim_number
    return bool(application.employee and application.ur_date and known and application.treatments)


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
