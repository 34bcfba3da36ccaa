"""Studies as the reviewer enters them, and the level of evidence of each (8 CCR 9792.25.1).

The regulation grades studies, not guidelines. What is graded here is what the reviewer enters;
nothing is looked up.
"""

from __future__ import annotations

import enum
from types import MappingProxyType
from typing import Final

from openimr.vocabulary.printable import printable
from openimr.vocabulary.value import Value, require, settle


class ClinicalQuestion(enum.Enum):
    """What a study answers."""

    TREATMENT_BENEFIT = "treatment_benefit"
    DIAGNOSTIC_TEST = "diagnostic_test"
    PROGNOSIS = "prognosis"
    TREATMENT_HARM = "treatment_harm"


class Design(enum.Enum):
    """How a study was made."""

    SYSTEMATIC_REVIEW = "systematic_review"
    RANDOMIZED_TRIAL = "randomized_trial"
    PROSPECTIVE_COHORT = "prospective_cohort"
    INCEPTION_COHORT = "inception_cohort"
    NON_RANDOMIZED_COHORT = "non_randomized_cohort"
    CROSS_SECTIONAL = "cross_sectional"
    CASE_CONTROL = "case_control"
    CASE_SERIES = "case_series"
    UNCONTROLLED = "uncontrolled"
    EXPERT_OPINION = "expert_opinion"
    OTHER = "other"

    @property
    def words(self) -> str:
        """As it stands in a sentence ("a randomized trial")."""
        words = _DESIGNS.get(self.value, self.value.replace("_", " "))
        article = "an" if words[0] in "aeiou" else "a"
        study = "" if words.split()[-1] in _NAMED_SO else " study"
        return f"{article} {words}{study}"


_DESIGNS = MappingProxyType(
    {
        "non_randomized_cohort": "non-randomized cohort",
        "cross_sectional": "cross-sectional",
        "case_control": "case-control",
        "other": "study of another design",
    }
)

_NAMED_SO = frozenset({"review", "trial", "series", "opinion", "cohort", "design"})
"""Last words of designs that name a study by themselves."""


class Direction(enum.Enum):
    """Whether a study speaks for or against the treatment as it is asked for."""

    FOR = "for"
    AGAINST = "against"


class EvidenceLevel(enum.Enum):
    """Levels from the best to the weakest."""

    L1A = "1a"
    L1B = "1b"
    L1C = "1c"
    L2 = "2"
    L3 = "3"
    L4 = "4"
    L5 = "5"

    @property
    def rank(self) -> int:
        """0 for the best."""
        return list(EvidenceLevel).index(self)

    @property
    def verified(self) -> bool:
        """Whether its place was checked against the table of 8 CCR 9792.25.1(a): 1a to 3 were."""
        return self.rank <= EvidenceLevel.L3.rank


_TEXTS = ("lead_author", "title", "journal", "volume", "pages", "request", "note", "why")
"""Fields that stand in a letter, and so are kept printable."""


class Study(Value, frozen=True, kw_only=True):
    """One study as the reviewer cites it; the parts that 8 CCR 9792.21.1 asks a citation for.

    Attributes:
        lead_author: last name and first initial.
        outcome: for or against the treatment as it is asked for.
        question: what it answers; the levels differ by it.
        low_bias: whether the reviewer judges the risk of bias to be low; None is not judged.
        topic: id of the pack's topic that it is about, or "" where ``request`` says it.
        request: words that the requests it is about hold, for treatments without a topic.
        behind: the edition whose recommendation rests on it, by its id, or "mtus"; "" where it
            stands by itself.
        note: what it found, in one sentence of the reviewer's own.
        applies: whether its patients, setting, treatment and outcomes are like this worker's.
        why: the reviewer's reason where it does not apply.
    """

    lead_author: str
    title: str
    journal: str
    year: int
    design: Design
    outcome: Direction
    question: ClinicalQuestion = ClinicalQuestion.TREATMENT_BENEFIT
    low_bias: bool | None = None
    volume: str = ""
    pages: str = ""
    topic: str = ""
    request: str = ""
    behind: str = ""
    note: str = ""
    applies: bool = True
    why: str = ""

    def __post_init__(self) -> None:
        settle(self, **{name: printable(getattr(self, name), name) for name in _TEXTS})
        named = (self.lead_author, self.title, self.journal)
        require(all(part.strip() for part in named), "a study has an author, a title and a journal")
        require(1800 <= self.year <= 2200, "a study has a year of publication")
        require(self.applies or bool(self.why.strip()), "say with 'why:' why it does not apply")
        require(
            bool(self.topic.strip()) != bool(self.request.strip()),
            "a study says what it is about: either 'topic:' or 'request:'",
        )

    @property
    def citation(self) -> str:
        """As a determination cites it."""
        where = f"{self.volume}:{self.pages}" if self.volume and self.pages else self.volume
        return f"{self.lead_author}. {self.title}. {self.journal}, {self.year}" + (
            f";{where}." if where else "."
        )


_Q = ClinicalQuestion
_D = Design
_LEVELS: Final = MappingProxyType(
    {
        (_Q.TREATMENT_BENEFIT, _D.SYSTEMATIC_REVIEW): (EvidenceLevel.L1A, EvidenceLevel.L1C),
        (_Q.TREATMENT_BENEFIT, _D.RANDOMIZED_TRIAL): (EvidenceLevel.L1B, EvidenceLevel.L1C),
        (_Q.TREATMENT_BENEFIT, _D.NON_RANDOMIZED_COHORT): (EvidenceLevel.L2, EvidenceLevel.L2),
        (_Q.TREATMENT_BENEFIT, _D.PROSPECTIVE_COHORT): (EvidenceLevel.L2, EvidenceLevel.L2),
        (_Q.TREATMENT_BENEFIT, _D.CASE_CONTROL): (EvidenceLevel.L3, EvidenceLevel.L3),
        (_Q.DIAGNOSTIC_TEST, _D.SYSTEMATIC_REVIEW): (EvidenceLevel.L1A, EvidenceLevel.L1C),
        (_Q.DIAGNOSTIC_TEST, _D.PROSPECTIVE_COHORT): (EvidenceLevel.L1B, EvidenceLevel.L1C),
        (_Q.DIAGNOSTIC_TEST, _D.RANDOMIZED_TRIAL): (EvidenceLevel.L1B, EvidenceLevel.L1C),
        (_Q.DIAGNOSTIC_TEST, _D.CROSS_SECTIONAL): (EvidenceLevel.L1C, EvidenceLevel.L1C),
        (_Q.DIAGNOSTIC_TEST, _D.CASE_CONTROL): (EvidenceLevel.L2, EvidenceLevel.L3),
        (_Q.PROGNOSIS, _D.SYSTEMATIC_REVIEW): (EvidenceLevel.L1A, EvidenceLevel.L1C),
        (_Q.PROGNOSIS, _D.INCEPTION_COHORT): (EvidenceLevel.L1B, EvidenceLevel.L1C),
        (_Q.PROGNOSIS, _D.RANDOMIZED_TRIAL): (EvidenceLevel.L1B, EvidenceLevel.L1C),
        (_Q.PROGNOSIS, _D.PROSPECTIVE_COHORT): (EvidenceLevel.L1C, EvidenceLevel.L1C),
        (_Q.PROGNOSIS, _D.NON_RANDOMIZED_COHORT): (EvidenceLevel.L1C, EvidenceLevel.L1C),
        (_Q.PROGNOSIS, _D.CASE_SERIES): (EvidenceLevel.L2, EvidenceLevel.L2),
        (_Q.PROGNOSIS, _D.CASE_CONTROL): (EvidenceLevel.L2, EvidenceLevel.L2),
        (_Q.TREATMENT_HARM, _D.SYSTEMATIC_REVIEW): (EvidenceLevel.L1A, EvidenceLevel.L2),
        (_Q.TREATMENT_HARM, _D.RANDOMIZED_TRIAL): (EvidenceLevel.L1B, EvidenceLevel.L2),
        (_Q.TREATMENT_HARM, _D.PROSPECTIVE_COHORT): (EvidenceLevel.L1C, EvidenceLevel.L1C),
        (_Q.TREATMENT_HARM, _D.NON_RANDOMIZED_COHORT): (EvidenceLevel.L3, EvidenceLevel.L3),
    }
)
"""Level by question and design: with low bias, and with bias. Levels 1a to 3 follow the table of
8 CCR 9792.25.1(a); what the table does not place is level 4, opinion level 5 (not verified).
A review of biased trials stands no higher than the trials."""


def level_of(study: Study) -> EvidenceLevel | None:
    """The level of a study for the question it answers.

    Returns:
        None where it cannot be graded: its design has no place in the table, or the level turns
        on a risk of bias that was not judged.
    """
    if study.design is Design.OTHER:
        return None
    if study.design is Design.EXPERT_OPINION:
        return EvidenceLevel.L5
    low, biased = _LEVELS.get((study.question, study.design), (EvidenceLevel.L4, EvidenceLevel.L4))
    if study.low_bias is None:
        return low if low is biased else None
    return low if study.low_bias else biased


def graded(study: Study) -> str:
    """Design, risk of bias and level of a study in words."""
    bias = {True: " with a low risk of bias", False: " with a risk of bias", None: ""}
    level = level_of(study)
    words = f"level {level.value}" if level else "of a level that cannot be told"
    return f"{study.design.words}{bias[study.low_bias]}, {words}"
