"""What kind of document a page begins: by its title, its discipline, or how it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

from openimr.casefile.documents.disciplines import Discipline, discipline_of
from openimr.casefile.documents.page_view import Line, PageView
from openimr.casefile.documents.titles import NOTES, TITLES, USUAL_TITLES
from openimr.casefile.model import DocumentType as T
from openimr.vocabulary.value import Value

_BOX = re.compile(r"[☐☒☑✓✔□■]|\[[ xX]?\]|\([ xX]?\)")
_LABELLED = re.compile(r"^[^:]{2,40}:\s+\S")
_SENTENCE = re.compile(
    r"(?-i:[a-z]{3,}[.;]\s+[A-Z])|[a-z]{2,},?\s+(?:is|was|were|has|had|have|are|be|she|he)\s"
    r"|\b(?:we|your?|please|this|these|following|enclosed|attached|i|my)\b\s+[a-z]",
    re.IGNORECASE,
)
_DASH = re.compile(r"\s+[-–—|•]\s+")
"""What stands between an office's name and the name of its paper on one line."""
_SMALL_WORDS = {
    "of",
    "and",
    "for",
    "the",
    "to",
    "in",
    "or",
    "a",
    "an",
    "with",
    "without",
    "by",
    "on",
    "from",
    "at",
    "page",
    "pages",
    "per",
    "contrast",
    "level",
    "levels",
    "w",
    "wo",
}

_NOTE_OF = {
    Discipline.PSYCHOLOGY: T.THERAPY_NOTE,
    Discipline.CHIROPRACTIC: T.CHIROPRACTIC_NOTE,
    Discipline.PHYSICAL_THERAPY: T.PHYSICAL_THERAPY_NOTE,
    Discipline.ACUPUNCTURE: T.ACUPUNCTURE_NOTE,
    Discipline.MEDICINE: T.PROGRESS_REPORT,
}
_EVALUATION = re.compile(r"evaluation|assessment|intake|consultation|examination", re.IGNORECASE)
_OF_PHYSICIANS = re.compile(r"physician|\bpr[\s-]?[234]\b|procedure|first\s+report", re.IGNORECASE)

_LETTER = (
    re.compile(r"^\W*dear\s+\w", re.I | re.M),
    re.compile(r"^\W*re\s*[:.]?\s+\S", re.I | re.M),
    re.compile(
        r"^\W*(?:sincerely|respectfully|very truly yours|yours truly|regards)\b", re.I | re.M
    ),
    re.compile(r"^\W*(?:cc|encl?(?:osures?)?)\s*[:.]", re.I | re.M),
)
_CUES: tuple[tuple[T, str], ...] = (
    (
        T.UR_DECISION,
        r"utili[sz]ation\s+review|not\s+medically\s+necessary|non-?certif\w+"
        r"|\bdenied\b"
        r"|independent\s+medical\s+review|\bguidelines?\b|certified|\bmtus\b"
        r"|physician\s+(?:advis[oe]r|reviewer)|\badverse\s+determination",
    ),
    (
        T.MEDICAL_LEGAL_REPORT,
        r"apportionment|whole\s+person\s+impairment|labor\s+code\s+section\s+4628"
        r"|review\s+of\s+records|qualified\s+medical|agreed\s+medical|face[\s-]to[\s-]face\s+time",
    ),
    (
        T.LAB_REPORT,
        r"\bclia\b|specimen|collected\W|reference\s+(?:range|interval)|cutoff|ng/ml"
        r"|toxicology|\b(?:not\s+)?detected\b|\bmetabolites?\b",
    ),
    (
        T.IMAGING_REPORT,
        r"\btechnique\W|\bcomparison\W|\bfindings\W|\bimpression\W"
        r"|\b(?:radiology|imaging)\s+(?:associates|cent(?:er|re)|group|medical|network|services|specialists|partners|department)"
        r"|\b(?:without|with|w/o)\s+contrast",
    ),
    (
        T.OPERATIVE_REPORT,
        r"pre-?op(?:erative)?\s+diagnos|anesthesia|\bebl\b"
        r"|estimated\s+blood\s+loss",
    ),
    (T.ELECTRODIAGNOSTIC_REPORT, r"nerve\s+conduction|distal\s+latency|needle\s+e(?:mg|xam)"),
    (
        T.PROGRESS_REPORT,
        r"\b(?:subjective|objective|assessment|chief\s+complaint|history\s+of\s+"
        r"present|physical\s+exam\w*|(?:treatment\s+)?plan|interval|review\s+of\s+systems|vitals?"
        r"|hpi|pmh|ros|exam|diagnos[ie]s|follow[\s-]?up|rtc)\b|\b(?:cc|hx|pe|dx|rx|imp|a\s*[/&]\s*p)\s*:"
        r"|(?:^|(?<=[\s.]))[soap]\s*:(?=\s)",
    ),
    (T.MEDICATION_LIST, r"\b(?:sig|dispensed|refills?|prescriber|qty)\b"),
    (
        T.QUESTIONNAIRE,
        r"\bcircle\b|\bplease\s+(?:fill|mark|answer|complete|describe)"
        r"|\bhow\s+(?:much|"
        r"often)\b|what\s+makes|where\s+(?:is|do)\s+you|check\s+(?:all|one)",
    ),
)
CUES = tuple((kind, re.compile(pattern, re.IGNORECASE | re.MULTILINE)) for kind, pattern in _CUES)
_VISIT = re.compile(
    r"\bdates?\s+of\s+(?:treatment|visit|session)\b|\b(?:treatment|visit|session)\s+date\b"
    r"|\b(?:visit|session|treatment)\s*(?:no\.?|number|#)?\s*\d{1,2}\s+of\s+\d{1,2}\b",
    re.IGNORECASE,
)
"""What a note of a visit says of itself even when it has neither title nor headings."""


_OF_PATIENT = re.compile(r"^\W*(?:patient|client|pt|name)\s*(?:name)?\s*[:.]", re.I)


_NOTE_HEADINGS = frozenset(
    {
        "subjective",
        "objective",
        "assessment",
        "plan",
        "hpi",
        "history of present illness",
        "chief complaint",
        "physical exam",
        "physical examination",
        "exam",
        "assessment and plan",
        "assessment & plan",
        "assessment / plan",
        "a&p",
        "interval history",
    }
)


class Kind(Value, frozen=True, kw_only=True):
    """What a page is taken for.

    Attributes:
        type: the type.
        title: the title as printed, or None when there is none.
        line: which line of the page, from 0 without the fax header, carries the title.
    """

    type: T
    title: str | None = None
    line: int | None = None


def kind_of(view: PageView) -> Kind:
    """The kind of document that begins on this page."""
    headings = list(_headings(view))
    titled = [(_prominence(view, line, text), n, text) for n, line, text in headings]
    named = [(score, n, text, _named(text, view)) for score, n, text in titled]
    named = [each for each in named if not _section_of_a_note(view, each[1], each[3])]
    found = [(score, -n, text, kind) for score, n, text, kind in named if kind is not None]
    letter = _letter_begins(view)
    found = [f for f in found if letter is None or -f[1] <= letter + 1 or f[0] >= 1.5]
    if found:
        _, n, text, kind = max(found, key=lambda f: (f[0], f[1]))
        return Kind(type=kind, title=_clean(text), line=-n)
    return Kind(type=_untitled(view))


def _section_of_a_note(view: PageView, n: int, kind: T | None) -> bool:
    """Whether a "work status" or "medication list" is only a part of the note above it."""
    if kind not in (T.WORK_STATUS, T.MEDICATION_LIST):
        return False
    above = {line.text.strip(" :").lower() for line in view.head[:n]}
    return len(above & _NOTE_HEADINGS) >= 2


def _letter_begins(view: PageView) -> int | None:
    """The line with the salutation of a letter, or None when the page is no letter."""
    return next((n for n, ln in enumerate(view.head) if _LETTER[0].search(ln.text)), None)


def _headings(view: PageView) -> Iterator[tuple[int, Line, str]]:
    """Pieces of the first lines that could be a title: short, no sentence, no check box."""
    for n, line in enumerate(view.head):
        parts = line.text.split("  ")
        whole = " ".join(parts)
        if len(parts) == 2 and any(pattern.search(whole) for _, pattern in TITLES):
            parts = [whole]
        for part in parts:
            text = part.strip()
            if 3 <= len(text) <= 110 and not _BOX.search(text) and not _is_prose(text):
                yield n, line, text


def _is_prose(text: str) -> bool:
    """Whether a line is part of a sentence: it says so, or its words begin with small letters.

    What a title adds in brackets ("(please fill in before the visit)") is not looked at.
    """
    bare = re.sub(r"\([^()]*\)", " ", text)
    words = [w for w in re.findall(r"[A-Za-z][A-Za-z'’]+", bare) if w.lower() not in _SMALL_WORDS]
    if _SENTENCE.search(bare):
        return True
    if len(words) <= 6 and text[0].isupper() and text[-1] not in ".,;":
        return False
    small = sum(word[0].islower() for word in words)
    return bool(small > 0.34 * max(len(words), 1))


def _prominence(view: PageView, line: Line, text: str) -> float:
    """How much a piece looks like a title: capitals, size, and standing high on the page."""
    letters = [c for c in text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters) / max(len(letters), 1)
    larger = line.height / view.letter_height if view.letter_height else 1.0
    score = 1.0 * (capitals > 0.8) + min(max(larger - 1.0, 0.0) * 2, 1.0)
    score += 0.5 * _title_case(text) - 1.5 * bool(_LABELLED.search(text))
    return score - 0.04 * view.head.index(line) - 0.02 * max(len(text.split()) - 8, 0)


def _title_case(text: str) -> bool:
    words = [w for w in re.findall(r"[A-Za-z]{4,}", text)]
    return bool(words) and all(w[0].isupper() for w in words)


def _named(text: str, view: PageView) -> T | None:
    """The type that a heading names, or None when it names none."""
    text = _DASH.sub(" ", text)
    if view.page.scanned:
        text = re.sub(r"(?<=\w{3})[.,’‘\"*_|~]+", "", text)
        return _plainly_named(text, view) or _misread(text)
    return _plainly_named(text, view)


def _misread(text: str) -> T | None:
    """The type whose usual title a misread heading is most like."""
    best = process.extractOne(text.lower(), list(USUAL_TITLES), scorer=fuzz.ratio, score_cutoff=84)
    return USUAL_TITLES[best[0]] if best else None


def _plainly_named(text: str, view: PageView) -> T | None:
    note = NOTES.search(text)
    if note and not _OF_PHYSICIANS.search(text):
        discipline = discipline_of(view)
        own = next((kind for kind, pattern in TITLES if pattern.search(text)), None)
        if own is None or own in (T.PROGRESS_REPORT, T.THERAPY_NOTE):
            return _by_discipline(text, discipline)
    return next((kind for kind, pattern in TITLES if pattern.search(text)), None)


def _by_discipline(text: str, discipline: Discipline) -> T:
    if discipline is Discipline.PSYCHOLOGY and _EVALUATION.search(text):
        return T.PSYCHOLOGICAL_EVALUATION
    return _NOTE_OF[discipline]


def _untitled(view: PageView) -> T:
    """The kind of a page without a title, by how it is written."""
    if view.blank:
        return T.OTHER
    scores = {kind: len(set(map(str.lower, _found(pattern, view.text)))) for kind, pattern in CUES}
    kind = max(scores, key=lambda k: scores[k])
    letter = sum(bool(pattern.search(view.text)) for pattern in _LETTER)
    if letter >= 2 and letter >= scores[kind]:
        return T.CORRESPONDENCE
    if scores[kind] >= 2:
        return _by_discipline("", discipline_of(view)) if kind is T.PROGRESS_REPORT else kind
    if letter:
        return T.CORRESPONDENCE
    told = _VISIT.search(view.text) or _of_a_therapist(view)
    return _by_discipline("", discipline_of(view)) if told else T.OTHER


def _of_a_therapist(view: PageView) -> bool:
    """Whether a therapist writes of a patient named at the top, with neither title nor heading."""
    named = any(_OF_PATIENT.search(line.text) for line in view.head[:5])
    return named and discipline_of(view) is not Discipline.MEDICINE and len(view.lines) > 4


def _found(pattern: re.Pattern[str], text: str) -> Sequence[str]:
    return [match[0][:30] for match in pattern.finditer(text)]


def _clean(title: str) -> str:
    return re.sub(r"\s+", " ", title).strip(" .:;,-|_")
