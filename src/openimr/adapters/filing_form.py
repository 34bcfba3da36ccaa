"""Answers of an application to be signed, and lists of records: tagged PDF, typeset by typst."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence

import typst

from openimr.adapters.letter_pdf import FONTS, STANDARDS, compiler, literal
from openimr.vocabulary.errors import BadInput
from openimr.workflow.records_checklist_sending import ListOfRecords

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

Asked = tuple[str, Sequence[str]]
Group = tuple[str, Sequence[Asked]]


def typeset_answers(organization: str, groups: Sequence[Group], today: dt.date) -> bytes:
    """The answers as a PDF file; the same arguments give the same bytes.

    Args:
        organization: to whom it goes.
        groups: each with its title and its questions with the lines of their answers.
        today: the day that the file's properties give.

    Raises:
        BadInput: when a character is in none of the fonts.
    """
    return _typeset(TITLE, organization, _SAYS, groups, _SIGNS, today)


def typeset_list(organization: str, listed: ListOfRecords) -> bytes:
    """A list of records as a PDF file, for the case and for the employee; raises as above.

    Args:
        organization: to whom the records went.
        listed: what was sent, and what there is none of.
    """
    day = f"{listed.day:%m/%d/%Y}"
    sent: list[Asked] = [
        (f"{number}. {kind}", (name, f"{pages} pages", f"SHA-256 {sha256}"))
        for number, (kind, name, pages, sha256) in enumerate(listed.papers, 1)
    ]
    none: list[Asked] = [(kind, (reason,)) for kind, reason in listed.without]
    groups: list[Group] = [("Sent", sent or [("Papers", ("none",))])]
    if none:
        groups.append(("There is none, as the sender says", none))
    title = f"List of records for case {listed.case}"
    says = (f"Sent by the {listed.sender.value} on {day} (8 CCR 9792.10.5).",)
    return _typeset(title, organization, says, groups, "", listed.day)


def _typeset(  # noqa: PLR0913, PLR0917 - each is a part of the paper
    title: str,
    organization: str,
    says: Sequence[str],
    groups: Sequence[Group],
    signs: str,
    today: dt.date,
) -> bytes:
    said = {
        "title": title,
        "organization": organization,
        "dated": today.isoformat(),
        "says": says,
        "signs": signs,
        "fonts": FONTS,
        "groups": [
            {"title": one, "answers": [{"asked": asked, "lines": lines} for asked, lines in all_]}
            for one, all_ in groups
        ],
    }
    main = f'#import "/filing_form.typ": draw\n#draw({literal(json.dumps(said))})'
    try:
        made: bytes = compiler().compile(
            main.encode(), format="pdf", pdf_standards=STANDARDS, timestamp=0
        )
    except typst.TypstError as error:
        found = f"cannot be typeset ({str(error).splitlines()[0]})"
        raise BadInput("the paper", found, "Write names in Latin letters.") from error
    return made
