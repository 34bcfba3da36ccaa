"""Is the treatment judged by its own criterion?

Rules: ``wrong-body-part-criterion``, ``wrong-guideline-section``,
``topical-section-for-oral-drug``, ``postsurgical-guideline-not-used``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.determination.checks.about_request import speaks_of_guideline
from openimr.determination.checks.letter import Issue, Letter
from openimr.determination.checks.model import CheckFinding, Severity
from openimr.determination.checks.passage import Sentence
from openimr.determination.checks.places import word_quote
from openimr.determination.checks.regions import claim_regions, near_any
from openimr.determination.checks.treatments import (
    IMAGING,
    INJECTIONS,
    ORAL_FORM,
    TOPICAL_FORM,
    compatible,
    drug_classes,
    find_treatments,
    named,
)
from openimr.guidelines.chapters import chapter_of
from openimr.vocabulary.body import ancestors

_SPINE_CRITERION = re.compile(
    r"\b(?:specific|objective)?\s*nerve\s+(?:root\s+)?(?:compromise|impingement|compression)|\bnerve\s+root\b|"
    r"(?:severe|progressive)[\s\w/]{0,20}neurologic\w*\s+(?:deficit|abnormal|finding|impair)\w*|"
    r"\bcauda\s+equina|\bspinal\s+stenosis|\bradiculopath\w+|\bmyelopath\w+",
    re.IGNORECASE,
)
_HERE = re.compile(
    r"\b(?:here|at\s+issue|in\s+question|this\s+(?:case|patient|worker|claimant|applicant|request)|the\s+request\w*|"
    r"in\s+excess\s+of|exceeds?|represented)\b",
    re.IGNORECASE,
)
_NOT_OF_THIS_CASE = re.compile(
    r"\bnot\s+(?:being\s+)?(?:asked|requested|at\s+issue|in\s+(?:dispute|question)|relevant|applicable|the\s+case\s+here)\b|"
    r"\bdo(?:es)?\s+not\s+(?:apply|concern)\b",
    re.IGNORECASE,
)
_BODY_SPECIFIC = IMAGING | INJECTIONS | {"surgery", "brace", "shockwave", "manipulation"}
_CLASS_WORDS: dict[str, str] = {
    "nsaid": r"nsaids?|anti-?\s?inflammator\w+",
    "opioid": r"opioids?|opiates?",
    "muscle-relaxant": r"muscle\s+relaxants?|antispas\w+",
    "anticonvulsant": r"anti-?\s?epilep\w+|anti-?\s?convuls\w+|AEDs?",
    "antidepressant": r"anti-?\s?depress\w+|ssris?|snris?|tricyclic\w*",
    "benzodiazepine": r"benzodiazepines?",
    "proton-pump-inhibitor": r"proton\s+pump\w*|ppis?|GI\s+symptoms",
    "sedative-hypnotic": r"insomnia|sleep\s+aids?|sedative\w*",
}
_CLASS_PATTERN = {
    name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _CLASS_WORDS.items()
}
_TOPICAL_SECTION = re.compile(
    r"\btopical\w*|lidoderm|\bpatch(?:es)?\b|flector|capsaicin|salicylate", re.IGNORECASE
)
_GOES_WITH: dict[str, frozenset[str]] = {
    "proton-pump-inhibitor": frozenset({"nsaid", "gastrointestinal"}),
    "gastrointestinal": frozenset({"nsaid", "proton-pump-inhibitor", "opioid"}),
    "opioid": frozenset({"analgesic"}),
    "antidepressant": frozenset({"sedative-hypnotic", "anticonvulsant"}),
}
_POSTSURGICAL = re.compile(r"post-?\s?(?:surg|op)\w*", re.IGNORECASE)
_HAD_SURGERY = re.compile(
    r"\b(?:under(?:went|gone)|status\s+post|s/p|since|after|following|post)\b[^.;]{0,40}\b(?:surger\w+|arthroscop\w+|"
    r"\w+ectomy|fusion|(?:open\s+)?reduction|ORIF|repair|release)\b|\b(?:surgery|arthroscopy)\s*\(?\s*(?:on\s+)?\d{1,2}[-/]",
    re.IGNORECASE,
)
_REMOTE = re.compile(
    r"\b(?:years?\s+ago|remote|prior\s+to\s+the\s+injury|previous\s+injury)\b", re.IGNORECASE
)
_NOT_DONE = re.compile(
    r"\b(?:no|not|without|avoid|consider\w*|if|recommend\w*|request\w*|deni\w+)\b", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_POSTSURGICAL_PERIOD = 365
"""Days after surgery in which the postsurgical periods lie (8 CCR 9792.24.3: at most a year)."""


def check(letter: Letter) -> Iterator[CheckFinding]:
    """Hold the criteria applied against body part, treatment and drug form of each heading."""
    for issue in letter.issues:
        yield from _spine_criterion(issue)
        yield from _other_region(letter, issue)
        yield from _sections(issue)
        yield from _postsurgical(letter, issue)


def _spine_criterion(issue: Issue) -> Iterator[CheckFinding]:
    """Imaging of a joint decided by what the guidelines ask before imaging the spine."""
    if not issue.families & IMAGING or "electrodiagnostic" in issue.families or not issue.regions:
        return
    limbs = {"upper extremity", "lower extremity"}
    if not all(ancestors(region) & limbs for region in issue.regions):
        return
    for sentence in issue.rationale.sentences:
        match = _SPINE_CRITERION.search(sentence.text)
        if match:
            yield CheckFinding(
                rule="wrong-body-part-criterion",
                severity=Severity.MEDIUM,
                issue=issue.number,
                message=(
                    "The criterion applied is the one for imaging the spine, "
                    f"the disputed test is of the {issue.bodies[0].name}."
                ),
                remedy="Apply the criterion of the chapter for the body part.",
                places=(sentence.quote(), issue.heading_quote()),
            )
            return


def _other_region(letter: Letter, issue: Issue) -> Iterator[CheckFinding]:
    """A guideline passage about another body part, applied to this request."""
    known = issue.regions or claim_regions(letter)
    if not known or issue.is_drug:
        return
    guideline = [s for s in issue.rationale.sentences if speaks_of_guideline(s) and s.bodies]
    nerves = bool(issue.families & {"electrodiagnostic", "epidural-injection"})
    specific = bool(issue.regions and issue.families & _BODY_SPECIFIC)
    everywhere = claim_regions(letter) | known
    fitting = any(near_any(b.region, known, nerves=nerves) for s in guideline for b in s.bodies)
    for sentence in guideline:
        strange = [b for b in sentence.bodies if not near_any(b.region, known, nerves=nerves)]
        if not strange or len(strange) < len(sentence.bodies):
            continue
        if _NOT_OF_THIS_CASE.search(sentence.text):
            continue
        applied = _HERE.search(sentence.text) is not None
        unknown = not any(near_any(strange[0].region, {r}, nerves=False) for r in everywhere)
        if (applied and unknown) or (specific and not fitting):
            yield CheckFinding(
                rule="wrong-body-part-criterion",
                severity=Severity.MEDIUM,
                issue=issue.number,
                message=f"The guideline passage applied is about the {strange[0].name}.",
                remedy="Apply the passage for the body part treated.",
                places=(sentence.quote(), issue.heading_quote()),
            )
            return


def _sections(issue: Issue) -> Iterator[CheckFinding]:
    """A cited section about another treatment, or about another form of the drug."""
    sections = [
        section
        for citation in issue.finding.reviewer_guideline.citations
        for section in (citation.sections or _title_as_section(citation.source))
    ]
    if not sections:
        return
    if issue.is_drug:
        yield from _drug_sections(issue, sections)
    elif issue.families:
        for section in sections:
            families = {mention.family for mention in find_treatments(section)}
            if families and not any(compatible(family, issue.families) for family in families):
                yield _wrong_section(issue, section, named(sorted(families)[0]))
                return


def _title_as_section(source: str) -> tuple[str, ...]:
    """What a citation without sections says it is about; a whole MTUS chapter says nothing."""
    return () if chapter_of(source) else (source,)


def _wrong_section(issue: Issue, section: str, about: str) -> CheckFinding:
    return CheckFinding(
        rule="wrong-guideline-section",
        severity=Severity.MEDIUM,
        issue=issue.number,
        message=f"The section cited is about {about}, which is not the disputed treatment.",
        remedy="Cite and apply the section for the disputed treatment.",
        places=(word_quote(issue.reviewer_line, section), issue.heading_quote()),
    )


def _drug_sections(issue: Issue, sections: list[str]) -> Iterator[CheckFinding]:
    heading = issue.heading.text
    topical = TOPICAL_FORM.search(heading) is not None
    oral = ORAL_FORM.search(heading) is not None and not topical
    about_topical = [section for section in sections if _TOPICAL_SECTION.search(section)]
    if about_topical and len(about_topical) == len(sections) and oral:
        yield CheckFinding(
            rule="topical-section-for-oral-drug",
            severity=Severity.MEDIUM,
            issue=issue.number,
            message="The section cited is about topical drugs, the disputed drug is an oral one.",
            remedy="Apply the section for the oral drug.",
            places=(word_quote(issue.reviewer_line, about_topical[0]), issue.heading_quote()),
        )
        return
    judged = [_classes_of(section) for section in sections]
    if about_topical or not all(judged) or _judges(drug_classes(heading), set().union(*judged)):
        return
    about = sorted(set().union(*judged))[0].replace("-", " ")
    yield _wrong_section(issue, sections[0], about)


def _judges(drugs: frozenset[str], judged: set[str]) -> bool:
    """Whether sections on some classes judge the heading's drugs; in doubt they do."""
    own = {_plain_class(name) for name in drugs}
    if own == {"topical"}:
        return "nsaid" in judged or not judged <= set(_CLASS_WORDS)
    if len(own) != 1:
        return True
    (mine,) = own
    known = mine in _CLASS_WORDS
    return not known or mine in judged or bool(_GOES_WITH.get(mine, frozenset()) & judged)


def _classes_of(section: str) -> set[str]:
    worded = {name for name, pattern in _CLASS_PATTERN.items() if pattern.search(section)}
    return worded | {_plain_class(name) for name in drug_classes(section)}


def _plain_class(name: str) -> str:
    return "antidepressant" if name.startswith("antidepressant") else name


def _postsurgical(letter: Letter, issue: Issue) -> Iterator[CheckFinding]:
    """Therapy after surgery judged by the general table of visits."""
    if "physical-therapy" not in issue.families or not issue.rationale.text:
        return
    cited = " ".join(
        f"{citation.source} {' '.join(citation.sections)}"
        for citation in issue.finding.reviewer_guideline.citations
    )
    if not cited or _POSTSURGICAL.search(cited):
        return
    operated = next(
        (
            sentence.quote()
            for passage in (issue.rationale, letter.summary)
            for sentence in passage.sentences
            if _recent_surgery(letter, issue, sentence)
        ),
        issue.heading.whole(120) if _ordered_after_surgery(issue) else None,
    )
    if operated is not None:
        yield CheckFinding(
            rule="postsurgical-guideline-not-used",
            severity=Severity.MEDIUM,
            issue=issue.number,
            message="Therapy after surgery is judged without the Postsurgical Guidelines.",
            remedy="Apply 8 CCR 9792.24.3 within its period, or say why it does not apply.",
            places=(issue.reviewer_line.whole(160), operated),
        )


def _ordered_after_surgery(issue: Issue) -> bool:
    """Whether the heading itself asks for care after surgery and no surgery was refused."""
    return _POSTSURGICAL.search(issue.heading.text) is not None and not issue.dependent


def _recent_surgery(letter: Letter, issue: Issue, sentence: Sentence) -> bool:
    """Whether a sentence says that the heading's body part was operated on not long ago."""
    text = sentence.text
    if not _HAD_SURGERY.search(text) or _NOT_DONE.search(text) or _REMOTE.search(text):
        return False
    if speaks_of_guideline(sentence):
        return False
    last = letter.last_day
    if last is not None:
        if any((last - day).days > _POSTSURGICAL_PERIOD for day, _, _ in sentence.dates):
            return False
        if any(int(year) < last.year - 1 for year in _YEAR.findall(text)):
            return False
    here = [near_any(b.region, issue.regions, nerves=False) for b in sentence.bodies]
    return not issue.regions or not here or any(here)
