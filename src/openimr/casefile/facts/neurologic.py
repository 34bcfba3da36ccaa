"""The neurologic examination: sensation, strength, reflexes, and the limb that lacks them.

Loss of sensation is written in either order ("decreased C6 sensation", "light touch is dull over
the thumb"), reflexes by word or by grade, strength out of five. What is only complained of is no
finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.casefile import concepts
from openimr.casefile.facts.passages import Passage
from openimr.casefile.facts.sections import Section
from openimr.casefile.facts.stating import clause, state
from openimr.casefile.facts.whereabouts import part_around, place
from openimr.vocabulary.fact import Assertion, Fact, FactKind
from openimr.vocabulary.value import Value

GRADE = re.compile(
    r"(?<![\d/.])(?P<grade>[0-5](?:[+-]|\s?(?:plus|minus)\b)?)\s*(?:/|-?\s?out\s+of|over)\s*5(?![\d/]|\s*(?:visits|sessions))"
)
MOTOR = re.compile(
    r"\b(?:motor|strength|power|MMT|muscle|grip|EHL|biceps|triceps|deltoids?|quad\w*|dorsiflex\w*"
    r"|plantar\s?flex\w*|iliopsoas|hamstrings?|tibialis|gastroc\w*|interossei|intrinsics|ankle"
    r"|wrist|finger|toe|UE|LE|[RL]UE|[RL]LE|weak\w*|extremit\w+)\b",
    re.I,
)
_LOSS = (
    r"(?:decreas\w*|decr?\b\.?|diminish\w*|reduc\w+|absent|loss|lost|alter(?:ed|ation)"
    r"|impair\w*|dull\w*|abnormal\w*|deficits?|blunted|less(?:ened)?)"
)
_SENSE = (
    r"(?:sens(?:ation|ory|ibility|orium)?\b\.?|light[\s-]touch|(?-i:LT)\b|pin[\s-]?pricks?"
    r"|(?:soft|fine)\s+touch|pin\b|mono-?filament\w*|semmes[\s-]\w+|vibrat\w+|proprioception)"
)
_PLAIN = (
    r"(?:(?!\b(?:no|not|without|intact|normal|neg\w*|motion|ROM|strength|reflex\w*|grip|motor"
    r"|tender\w*|symmetric\w*|preserved|unremarkable)\b)[^.;])"
)
_SENSORY = re.compile(
    rf"\b{_LOSS}\b{_PLAIN}{{0,45}}?\b{_SENSE}(?!\s*(?:is|was|to\s\w+\s\w+|testing|exam)*\s*"
    r"(?:intact|normal|wnl))"
    rf"|\b{_SENSE}{_PLAIN}{{0,60}}?\b{_LOSS}\b"
    rf"|\b{_SENSE}[^.;]{{0,40}}?\b(?:intact|normal)\b[\s,]*"
    r"(?:except|other\s+than|save|but|apart\s+from|with\s+the\s+exception)\b[^.;]{0,60}"
    r"|\bhyp[oa](?:a?esthe\w+|algesi\w+|-?sensori\w+|-?sensitiv\w+)"
    r"|\b(?:par|dys)a?esthe\w+\s+(?:to|with|on)\s+(?:light\s+)?(?:touch|pin)"
    r"|\bnumb(?:ness)?\s+(?:to\s+(?:light\s+)?(?:pin|touch|testing)|in\s+(?:the\s+|a\s+)?\w+"
    r"\s+(?:dermatom|distribution))\w*"
    r"|\b(?:two|2)[\s-]point\s+(?:discrimination\s+)?(?:is\s+|was\s+|of\s+|at\s+|>\s*)*"
    r"(?:[7-9]|1\d)\s*mm",
    re.I,
)
_REFLEX = (
    r"(?:(?:biceps|triceps|brachioradialis|patellar?|knee|quadriceps|achilles|ankle)"
    r"(?:\s+(?:deep\s+)?(?:tendon\s+)?(?:reflex(?:es)?|jerks?|DTRs?))?"
    r"|(?:deep\s+tendon\s+)?reflex(?:es)?|DTRs?)"
)
_LOW = (
    r"(?:absent|decreas\w*|diminish\w*|hypoactive|depressed|sluggish|trace|unobtainable|reduced"
    r"|not\s+(?:obtainable|elicit\w+|obtained)|could\s+not\s+be\s+elicited|asymmetric\w*)"
)
_EVEN = r"(?![^.;]{0,25}\b(?:symmetr\w*|bilateral\w*|throughout|equal\w*|both)\b)"
_REFLEXES = re.compile(
    rf"\b(?:{_LOW}|loss\s+of)\b(?:(?!\d|sens|strength|motion)[^.;]){{0,30}}?\b{_REFLEX}\b"
    rf"|\b{_REFLEX}\b(?:(?!\d|\b(?:no|not|intact|normal|sens\w*|strength)\b)[^.;]){{0,30}}?"
    rf"(?:\b{_LOW}|(?<![\d/.+])(?:0(?:\s*/\s*4)?|1(?:\s*/\s*4|\+(?:\s*/\s*4)?)){_EVEN}(?![\d/.]))",
    re.I,
)
_REFLEX_TOLD = re.compile(r"\breflex|\bDTRs?\b|\bjerks?\b", re.I)
_WEAK = re.compile(
    r"\b(?:(?:grip|motor|muscle|pinch)\s+(?:strength|power)\b(?:(?!\bno|intact|normal|[.;]).){0,30}?"
    r"\b(?:decreas|reduc|diminish|weak|less)\w*"
    r"|(?:decreas|reduc|diminish)\w*\s+(?:\w+\s+){0,2}?(?:grip|motor|muscle|pinch)?\s*(?:strength|power)"
    r"|(?:cannot|can['’]t|unable\s+to|difficulty)\s+(?:\w+\s+)?(?:heel|toe)[\s-]?(?:to[\s-]toe\s+)?walk\w*"
    r"|foot[\s-]drop|wrist[\s-]drop|paresis|atroph(?:y|ied)|wasting|weakness"
    r"|weak(?:er|ened)?(?=[^.;]{0,30}\b(?:grip|pinch|flex\w*|exten[st]\w*|abduct\w*|adduct\w*"
    r"|dorsiflex\w*|intrinsics?|interossei|opposition|EHL|biceps|triceps|quad\w*|toes?)\b))",
    re.I,
)
_ARM = re.compile(
    r"(?<![\w-])(?:(?-i:C[3-8]|T1)(?!\d)|median|ulnar|radial(?!\s+pulse)|axillary|fingers?|thumbs?"
    r"|digits?|hands?|grip|pinch|deltoids?|biceps(?!\s+femoris)|triceps|wrists?|interosse\w+"
    r"|intrinsics?|thenar|hypothenar|(?-i:[RLB]?UEs?)|upper\s+(?:extremit\w+|limbs?)|arms?|forearms?"
    r"|brachioradialis|APB|wrist[\s-]drop)(?!\w)",
    re.I,
)
_LEG = re.compile(
    r"(?<![\w-])(?:(?-i:L[1-6]|S[1-5])(?!\d)|EHL|hallucis|toes?|dorsiflex\w*|plantar\w*|foot|feet|calf"
    r"|calves|legs?|thighs?|shins?|quad(?:s|riceps)?|hamstrings?|tibialis|gastroc\w*|peroneal|sural"
    r"|saphenous|(?:heel|toe)[\s-]?walk\w*|ankles?|achilles|patellar|knee\s+(?:jerk|reflex|DTR)\w*|iliopsoas"
    r"|(?-i:[RLB]?LEs?)|lower\s+(?:extremit\w+|limbs?|leg)|foot[\s-]drop)(?!\w)",
    re.I,
)
_COMPLAINT = re.compile(
    r"\b(?:complain\w*|c/o|concern\w*|reports?|reported|states?|stated|endors\w+|feels?|felt"
    r"|describ\w+|subjective\w*|symptoms?|denie[sd]|experienc\w+|notes? that|diagnos\w+)\b",
    re.I,
)
_EXAMINED = re.compile(
    r"\b(?:exam\w*|objective\w*|findings?|revealed|reveals|tested|testing|on palpation|noted on"
    r"|graded)\b|[0-5][+-]?\s*/\s*5",
    re.I,
)


_ANOTHER = re.compile(
    r"\b(?:intact|normal|strength|motor|reflex\w*|DTRs?|sens\w*|other\w*|o/w|no|not|neg\w*|gait)\b|[0-5]\s?[+/]",
    re.I,
)
"""Words of the next finding; without them a list of places goes on ("dec L C6, R foot")."""
_OF_SENSATION = (
    "sens",
    "touch",
    "pin",
    "esthe",
    "algesi",
    "numb",
    "point",
    "filament",
    "vibrat",
    "lt",
)
_OF_STRENGTH = ("weak", "strength", "power", "drop", "walk", "atroph", "wasting", "paresis")
"""Plain parts of the words that the patterns need; most passages have none of them."""


class _Sign(Value, frozen=True, kw_only=True):
    """One sign: what it is, where it stands in the passage, and whether it is denied."""

    concept: str
    start: int
    end: int
    absent: bool = False


def _sign(concept: str, match: re.Match[str], *, absent: bool = False) -> _Sign:
    return _Sign(concept=concept, start=match.start(), end=match.end(), absent=absent)


def only_complained(passage: Passage) -> bool:
    """Whether a passage outside an examination tells what the patient says, not what was found."""
    text = passage.text
    return passage.section is not Section.EXAM and bool(
        _COMPLAINT.search(text) and not _EXAMINED.search(text)
    )


def find(passage: Passage) -> Iterator[Fact]:
    """Findings of the neurologic examination, then the limbs that they show to be affected."""
    if only_complained(passage):
        return
    signs = [*_sensory(passage), *_reflexes(passage)]
    for sign in signs:
        yield _stated(passage, sign)
    yield from _graded(passage)
    yield from _deficits(passage, [*signs, *_weak(passage)])


def _sensory(passage: Passage) -> Iterator[_Sign]:
    if not _any(_OF_SENSATION, passage.headed):
        return
    shift = len(passage.headed) - len(passage.text)
    for match in _SENSORY.finditer(passage.headed):
        start, end = max(0, match.start() - shift), match.end() - shift
        if end > 0:
            absent = passage.context(start, end).negated
            yield _Sign(concept="sensation-decreased", start=start, end=end, absent=absent)


def _reflexes(passage: Passage) -> Iterator[_Sign]:
    shift = len(passage.headed) - len(passage.text)
    if _REFLEX_TOLD.search(passage.headed):
        for match in _REFLEXES.finditer(passage.headed):
            start, end = max(0, match.start() - shift), match.end() - shift
            if end > 0:
                yield _Sign(concept="reflex-decreased", start=start, end=end)


def _weak(passage: Passage) -> Iterator[_Sign]:
    text = passage.text
    for match in GRADE.finditer(text) if MOTOR.search(passage.headed) else ():
        if match["grade"][0] != "5":
            yield _sign("motor-weakness", match)
    for match in _WEAK.finditer(text) if _any(_OF_STRENGTH, text) else ():
        negated = passage.context(match.start(), match.end()).negated
        yield _sign("motor-weakness", match, absent=negated)


def _any(parts: tuple[str, ...], text: str) -> bool:
    folded = text.lower()
    return any(part in folded for part in parts)


def _stated(passage: Passage, sign: _Sign) -> Fact:
    start, end = clause(passage, sign.start, sign.end)
    return state(
        passage,
        FactKind.EXAM_FINDING,
        sign.concept,
        start=start,
        end=end,
        about=place(passage, sign.start, sign.end),
        assertion=Assertion.ABSENT if sign.absent else Assertion.PRESENT,
    )


def _graded(passage: Passage) -> Iterator[Fact]:
    """Strength out of five, the weakest first, each grade once."""
    grades = list(GRADE.finditer(passage.text)) if MOTOR.search(passage.headed) else []
    by_weakness = sorted(grades, key=lambda match: (match["grade"][0], "+" in match["grade"]))
    first = {match["grade"]: match for match in reversed([*by_weakness[:1], *grades])}
    for grade in dict.fromkeys(match["grade"] for match in [*by_weakness[:1], *grades]):
        match = first[grade]
        start, end = clause(passage, match.start(), match.end())
        yield state(
            passage,
            FactKind.EXAM_FINDING,
            "motor-normal" if grade == "5" else "motor-weakness",
            start=start,
            end=end,
            value=f"{_signed(grade)}/5",
            about=place(passage, match.start(), match.end()),
        )


def _signed(grade: str) -> str:
    """A grade with its sign: "4 plus" as "4+"."""
    return re.sub(r"\s?plus", "+", re.sub(r"\s?minus", "-", grade))


def _deficits(passage: Passage, signs: list[_Sign]) -> Iterator[Fact]:
    """One observation for each limb; a sign that is found counts before one that is denied."""
    for limb, words in (
        (concepts.NERVE_DEFICIT_ARM, _ARM),
        (concepts.NERVE_DEFICIT_LEG, _LEG),
    ):
        own = [sign for sign in signs if _of_limb(passage.text, sign, words)]
        chosen = sorted(own, key=lambda sign: sign.absent)[:1]
        for sign in chosen:
            start, end = clause(passage, sign.start, sign.end)
            yield state(
                passage,
                FactKind.OBSERVATION,
                limb,
                start=start,
                end=end,
                assertion=Assertion.ABSENT if sign.absent else Assertion.PRESENT,
                confidence=0.85,
            )


def _of_limb(text: str, sign: _Sign, limb: re.Pattern[str]) -> bool:
    """Whether the words next to a sign name the limb; the whole passage where they name none."""
    part = part_around(text, sign.start, sign.end)
    near = text[min(part.start, sign.start) : max(part.end, sign.end)]
    behind = re.split(r"[.;]\s", text[part.end :], maxsplit=1)[0]
    if not _ANOTHER.search(behind):
        near += behind
    if _ARM.search(near) or _LEG.search(near):
        return limb.search(near) is not None
    return limb.search(text) is not None
