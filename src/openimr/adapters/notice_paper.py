"""A notice as a letter to be printed and posted: tagged PDF (PDF/UA-1), typeset by typst."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence

import typst

from openimr.adapters.letter_pdf import FONTS, STANDARDS, compiler, literal
from openimr.law.calendar import pacific_day
from openimr.vocabulary.errors import BadInput
from openimr.workflow.addresses import Address
from openimr.workflow.telling import Letterhead

_PART, _KIND = "\ue000", "\ue001"
"""Marks of the template ``paper.j2`` in front of a part and behind its kind."""


def typeset_notice(  # noqa: PLR0913, PLR0917 - each is a part of the letter
    head: Letterhead, to: Address, case: str, subject: str, words: str, at: dt.datetime
) -> bytes:
    """The letter as a PDF file; the same arguments give the same bytes.

    Args:
        head: who writes.
        to: name and postal address.
        case: the case number, at the foot of every page.
        subject: what it is about.
        words: its parts as the template ``paper.j2`` marks them.
        at: when the notice was queued; its day in California dates the letter.

    Raises:
        BadInput: when a character is in none of the fonts.
    """
    day = pacific_day(at)
    said = {
        "organization": head.organization,
        "contact": head.contact,
        "to": [to.name, *to.postal],
        "case": case,
        "subject": subject,
        "dated": day.isoformat(),
        "day": f"{day:%B} {day.day}, {day.year}",
        "parts": _parts(words),
        "fonts": FONTS,
    }
    main = f'#import "/notice.typ": draw\n#draw({literal(json.dumps(said))})'
    try:
        made: bytes = compiler().compile(
            main.encode(), format="pdf", pdf_standards=STANDARDS, timestamp=0
        )
    except typst.TypstError as error:
        found = f"cannot be typeset ({str(error).splitlines()[0]})"
        raise BadInput("the notice", found, "Write name and address in Latin letters") from error
    return made


def _parts(words: str) -> Sequence[dict[str, str]]:
    parts = (part.partition(_KIND) for part in words.split(_PART)[1:])
    return [{"kind": kind, "words": said.strip()} for kind, _, said in parts]
