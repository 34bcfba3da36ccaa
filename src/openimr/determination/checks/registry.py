"""All rules of the checks: what each looks for, and the functions that look."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from openimr.determination.checks import (
    absence,
    body_part,
    chapter,
    citation,
    conclusion,
    criterion,
    dates,
    parts,
    person,
    quantity,
    repetition,
    treatment,
)
from openimr.determination.checks.letter import Letter
from openimr.determination.checks.model import CheckFinding

Check = Callable[[Letter], Iterator[CheckFinding]]

CHECKS: tuple[Check, ...] = (
    parts.check,
    conclusion.check,
    body_part.check,
    treatment.check,
    quantity.check,
    dates.check,
    person.check,
    chapter.check,
    citation.check,
    criterion.check,
    absence.check,
    repetition.check,
)
"""The families of rules in the order of the report."""

RULES: dict[str, str] = {
    "missing-part": "a part that a determination must contain is missing",
    "conclusion-against-heading": "the rationale concludes the opposite of its heading",
    "conclusions-disagree": "two conclusions of one rationale contradict each other",
    "conclusion-missing": "the rationale never concludes",
    "text-after-conclusion": "reasoning or guideline text follows the conclusion",
    "body-part-mismatch": "the request is said to be for another body part than the heading's",
    "side-mismatch": "the rationale is about the other side",
    "side-not-in-record": "the summary knows only the other side",
    "side-contradiction": "one side is treated, the other complained of",
    "body-part-not-in-summary": "facts about a body part that the summary does not mention",
    "wrong-treatment-named": "the request is called another treatment or drug",
    "request-not-in-record": "the physician plans the test for another body part",
    "quantity-arithmetic": "times a week, weeks and total do not multiply",
    "remaining-portion": "asked less authorised is not what is in dispute",
    "quantity-mismatch": "rationale and heading give different quantities",
    "strength-mismatch": "rationale and heading give different strengths",
    "partial-endorsement": "part of a wholly refused request is found necessary",
    "header-date-order": "dates of the header are in an impossible order",
    "header-text-date": "a date of the text differs from the header's",
    "date-before-injury": "events are dated before the injury",
    "date-after-decision": "an event is dated after the decision",
    "date-order": "the request is dated after the UR decision on it",
    "impossible-date": "a date that no calendar has",
    "duration-impossible": "symptoms older than the injury",
    "sex-contradiction": "words of the other sex for the worker",
    "age-contradiction": "two ages, or age against date of birth",
    "birth-dates-differ": "two dates of birth",
    "age-implausible": "an age at which nobody is employed",
    "age-missing": "no age",
    "wrong-guideline-chapter": "the chapter cited does not cover the body part",
    "mtus-silent-claim": "the MTUS is called silent although a chapter covers the treatment",
    "superseded-edition": "an edition that was not in force is cited",
    "unknown-edition": "an edition that does not exist is cited",
    "bad-citation": "a citation by which the passage cannot be found",
    "basis-contradiction": "a guideline line that denies what it then cites",
    "no-evidence-cited": "no evidence cited for a treatment that stands on its own",
    "wrong-body-part-criterion": "the criterion applied belongs to another body part",
    "wrong-guideline-section": "the section cited is about another treatment",
    "topical-section-for-oral-drug": "a drug taken by mouth judged as a topical one",
    "postsurgical-guideline-not-used": "therapy after surgery judged by the general table",
    "absence-contradicted": "said to be missing, yet the summary records it, or the reverse",
    "claim-not-in-summary": "said to be documented, yet the summary does not show it",
    "finding-not-weighed": "a refusal is silent on a recorded finding that speaks for the test",
    "cloned-rationale": "the same reasons on several treatments",
}
"""What each rule looks for, in plain language."""
