"""A treatment that the record says was never had."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.casefile import concepts
from openimr.casefile.facts.passages import Passage
from openimr.casefile.facts.sections import Section
from openimr.casefile.facts.stating import state
from openimr.casefile.facts.vocabulary import Mention
from openimr.casefile.model import DocumentType
from openimr.vocabulary.fact import Assertion, Fact, FactKind

_ANSWERED_NONE = re.compile(r"\s*(?:[-:–=]|\()\s*(?:none|never|no)\b", re.I)
_NEVER = re.compile(
    r"\b(?:never (?:had|tried|been|seen|undergone|received|attended)|has (?:had )?no(?:t)?\b"
    r"|no (?:prior|earlier|previous|past)|has not (?:had|tried|undergone|received)"
    r"|not (?:yet )?(?:had|tried|undergone)|no\b.{0,60}\bat any time|none to date"
    r"|to date\b.{0,20}\bno\b|had no\b|without prior"
    r"|(?:denies|denied) (?:any |having (?:had )?)?(?:prior|previous|past|earlier)"
    r"|no\b.{0,40}\b(?:to date|so far|(?:has|have) been (?:tried|given|done)))",
    re.I,
)
_UNDOCUMENTED = re.compile(
    r"\bno\s+(?:documentation|record|evidence|mention|indication)\s+(?:of|that)\s+(?:(?:any|prior"
    r"|previous|past|earlier|attendance|having|at|of|the|patient|he|she|has|had|attended|received"
    r"|been|undergone|tried|completed)\s+){0,7}$",
    re.I,
)
"""The record's own word that it knows of none."""
_NOT_TRIED = re.compile(
    r"(?:\s+(?:care|treatment|therapy|visits?|sessions?))?"
    r"(?:[\s-]+naive\b|\s+(?:has|have|had|was|were)\s+(?:not|never)\s+(?:yet\s+)?(?:been\s+)?"
    r"(?:tried|given|done|attempted|provided|received|started|begun)\b"
    r"|[^.;]{0,40}\b(?:did\s+not|has\s+not|never|didn't)\s+(?:attend|go\s+to|start|begin"
    r"|receive)\w*"
    r"\s+(?:any|it|them|a\s+single|one)\b)",
    re.I,
)
_FIRST_EVER = re.compile(
    r"\bwould be (?:his|her|their|an?|the|the (?:patient|applicant"
    r"|claimant)['’]?s?) (?:very )?first "
    r"(?:ever )?(?:course|trial|round|session|exposure|time)s?\b[^.;]{0,20}$",
    re.I,
)
"""A treatment that would be the first of its kind was never had."""


def never(passage: Passage, mention: Mention) -> bool:
    """Whether a passage says that the treatment it names was never had."""
    before, behind = passage.text[: mention.start], passage.text[mention.end :]
    return (
        _answered_never(passage)
        or _NOT_TRIED.match(behind) is not None
        or _FIRST_EVER.search(before) is not None
        or _UNDOCUMENTED.search(before) is not None
        or _ANSWERED_NONE.match(passage.text, mention.end) is not None
        or bool(_NEVER.search(passage.text) and passage.context(mention.start, mention.end).negated)
        or bool(
            passage.section is Section.PSYCHIATRIC_HISTORY
            and re.match(r"\s*(?:no|denies|never)\b", before, re.I)
        )
        or bool(
            re.search(r"\bnever\s*$", passage.text[mention.end : mention.end + 60].strip(), re.I)
        )
    )


def _answered_never(passage: Passage) -> bool:
    """On a form, "never" written behind the name of a treatment or under it."""
    if passage.document.type is not DocumentType.QUESTIONNAIRE:
        return False
    behind = passage.page.text[passage.end : passage.end + 16]
    return bool(re.match(r"\s*(?:☐|\[ \]|o\b)?\s*(?:never|none)\b", behind, re.I))


def never_had(passage: Passage, mention: Mention) -> Iterator[Fact]:
    """No sessions of the treatment, and the history that says so."""
    yield state(
        passage,
        FactKind.TREATMENT_RECEIVED,
        mention.concept,
        value=0,
        unit=concepts.SESSIONS,
        assertion=Assertion.ABSENT,
    )
    yield state(
        passage,
        FactKind.HISTORY,
        concepts.NEVER_TREATED,
        about=mention.concept,
        assertion=Assertion.ABSENT,
    )
