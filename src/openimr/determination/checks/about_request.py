"""The words of a rationale that speak of the request itself.

A rationale speaks of guidelines, of the worker's history and of other treatments; only what it
says about the request at hand can contradict the heading. Such words stand after "request for",
before "in question", or are what a conclusion is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.determination.checks.passage import Passage, Sentence
from openimr.vocabulary.value import Value

_NOUNS = r"(?:[^.;:!?]|\.(?=\d)|:(?=\s?\d))"
_STOP = (
    r"(?=\s+(?:is|are|was|were|has|have|had|does|do|did|would|will|should|can|could|cannot|may|which|that|"
    r"because|since|due|based|given|as|in\s+order|to\s+(?!(?:the|his|her|both|left|right|bilateral|lumbar|cervical|"
    r"thoracic|neck|low|lower|upper|shoulders?|knees?|address)\b)|but|however|despite|without|not|falls?|exceeds?|"
    r"appears?|remains?|at\s+this|unless|if|when|until|so|nor|while|then|therefore)\b|[;:.!?]|$|"
    r",(?=\s+(?:the|this|which|as|but|and\s+(?:the|there)|however|there|he|she|it|we|MTUS|ODG|ACOEM|guidelines?|per|"
    r"according|based|medical\w*|is|was|in|given|documentation|or\s+indicated|with|without|since|because|"
    r"although|while|on|at|a|an|no|patient|therefore)\b))"
)
_PATTERNS = (
    (
        "asked",
        rf"\b(?:requests?|requested|requesting|RFA|authorization)\s+(?:is\s+|was\s+|here\s+is\s+)?(?:for|of)\s+"
        rf"(?P<words>{_NOUNS}{{2,160}}?){_STOP}",
    ),
    (
        "asked",
        rf"\b(?:the|this|these|currently|now|proposed|disputed)\s+(?:currently\s+)?(?:requested|disputed|proposed)\s+"
        rf"(?P<words>{_NOUNS}{{2,120}}?){_STOP}",
    ),
    (
        "asked",
        r"\b(?:the|this|these|said)\s+(?P<words>(?:(?!\b(?:the|that|which|such|value|while)\b)[^.;:,!?]){2,80}?)\s+"
        r"(?:in\s+question|at\s+issue|in\s+dispute|under\s+review|being\s+requested|as\s+requested|requested\b)",
    ),
    (
        "asked",
        r"(?:^|[,;]\s+|\b(?:that|here|case)\s*,?\s+)(?P<words>[^,.;:!?]{3,70}?)\s+(?:is|are|was|were)\s+"
        r"(?:being\s+|now\s+|currently\s+)?(?:requested|sought|disputed)\b",
    ),
    (
        "criterion",
        rf"\b(?:criteri(?:a|on)|indications?|requirements?|medical\s+necessity|need|necessity)\s+(?:for|of)\s+"
        rf"(?P<words>{_NOUNS}{{2,90}}?){_STOP}",
    ),
    (
        "concluded",
        r"(?:^|[,;:]\s*|\b(?:that|decision\s+for|therefore|thus|hence|and|the|this|as\s+such)\s+)"
        rf"(?P<words>{_NOUNS}{{3,150}}?)\s+(?:is|are|was|were|cannot\s+be|remains?)\s+"
        r"(?:(?:therefore|thus|not|also|hereby|deemed|considered|determined|felt|found|to|be)\s+)*"
        r"(?:(?:not\s+)?\w+(?:,|\s+and|\s+or)\s+(?:therefore\s+)?)?"
        r"(?:not\s+)?(?:a\s+)?medical(?:ly)?\s+(?:necess\w+|appropriate|indicated|warranted|reasonable|justified|supported)",
    ),
)
_COMPILED = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _PATTERNS)
_NOT_THIS = re.compile(r"\b(?:not|never|no\s+longer)\s*$", re.IGNORECASE)
"""The end of words that are said not to be in question."""
_NEW_CLAUSE = re.compile(r",\s+(?=(?:the|this|these|said|a|an|his|her|it|there)\b)", re.IGNORECASE)
_TRIGGER = re.compile(
    r"request|requir|disput|propos|question|at issue|under review|criteri|indication|necess|"
    r"medically|RFA|need",
    re.IGNORECASE,
)
_OF_ANOTHER_TIME = re.compile(
    r"\b(?:prior(?!\s+to)|previous(?:ly)?|earlier|past|last|already|first|initial(?:ly)?|recent(?:ly)?|"
    r"completed|received|authorized|approved|certified|history|before(?!\s+the)|had\s+(?:been|undergone)|underwent|"
    r"other\s+requests?|another|separate)\b",
    re.IGNORECASE,
)
_OF_A_GUIDELINE = re.compile(
    r"\b(?:guidelines?|MTUS|ODG|ACOEM|chapter|table|page|literature|stud(?:y|ies)\s+(?:show|suggest|found)|"
    r"evidence[- ]based|recommend(?:s|ed|ation)?|state[sd]?|et\s+al)\b",
    re.IGNORECASE,
)


class AboutRequest(Value, frozen=True, kw_only=True):
    """Words about the request.

    Attributes:
        kind: "asked" (what is requested), "criterion" (what the criteria are for) or
            "concluded" (what a conclusion is about).
        start: offset in the passage.
        end: offset after the last character.
        words: the words.
    """

    kind: str
    start: int
    end: int
    words: str


def about_request(passage: Passage) -> Iterator[AboutRequest]:
    """The words of a rationale that speak of the request, in order; overlaps are possible."""
    for sentence in passage.sentences:
        if not _TRIGGER.search(sentence.text):
            continue
        for kind, pattern in _COMPILED:
            for match in pattern.finditer(sentence.text):
                if _NOT_THIS.search(match["words"]):
                    continue
                if speaks_of_past(sentence.text[max(0, match.start() - 25) : match.end()]):
                    continue
                start = match.start("words") + _clause_start(match["words"])
                end = match.end("words")
                if start < end:
                    yield AboutRequest(
                        kind=kind,
                        start=sentence.start + start,
                        end=sentence.start + end,
                        words=sentence.text[start:end],
                    )


def _clause_start(words: str) -> int:
    """Where the last clause of the words begins."""
    return max((match.end() for match in _NEW_CLAUSE.finditer(words)), default=0)


def speaks_of_past(text: str) -> bool:
    """Whether words speak of another time or of what was allowed before."""
    return _OF_ANOTHER_TIME.search(text) is not None


def speaks_of_guideline(sentence: Sentence) -> bool:
    """Whether a sentence restates a guideline."""
    return _OF_A_GUIDELINE.search(sentence.text) is not None
