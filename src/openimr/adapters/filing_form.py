"""What was answered for an application, as a paper to be signed: tagged PDF, typeset by typst."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence

import typst

from openimr.adapters.letter_pdf import FONTS, STANDARDS, compiler, literal
from openimr.vocabulary.errors import BadInput

TITLE = "Application for Independent Medical Review: answers"

_SAYS = (
    "The law asks for a signed application on the DWC Form IMR (8 CCR 9792.10.1(b)(1), 9792.10.2)."
    " The claims administrator sent that form with the decision. If you have it, sign that form "
    "and send it; this sheet helps to fill it in.",
    "If you have no form, sign this sheet and send it. Whether it can stand for the form is "
    "decided by a person in the office.",
)
_SIGNS = (
    "I ask for an independent medical review of the treatments listed above. The DWC Form IMR "
    "also asks for consent to obtain medical records; this sheet does not give it."
)

Group = tuple[str, Sequence[tuple[str, Sequence[str]]]]


def typeset_answers(organization: str, groups: Sequence[Group], today: dt.date) -> bytes:
    """The answers as a PDF file; the same arguments give the same bytes.

    Args:
        organization: to whom it goes.
        groups: each with its title and its questions with the lines of their answers.
        today: the day that the file's properties give.

    Raises:
        BadInput: when a character is in none of the fonts.
    """
    said = {
        "title": TITLE,
        "organization": organization,
        "dated": today.isoformat(),
        "says": _SAYS,
        "signs": _SIGNS,
        "fonts": FONTS,
        "groups": [
            {"title": title, "answers": [{"asked": asked, "lines": lines} for asked, lines in all_]}
            for title, all_ in groups
        ],
    }
    main = f'#import "/filing_form.typ": draw\n#draw({literal(json.dumps(said))})'
    try:
        made: bytes = compiler().compile(
            main.encode(), format="pdf", pdf_standards=STANDARDS, timestamp=0
        )
    except typst.TypstError as error:
        found = f"cannot be typeset ({str(error).splitlines()[0]})"
        raise BadInput("the answers", found, "Write names in Latin letters.") from error
    return made
