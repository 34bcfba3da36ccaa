"""The kinds of criteria that a pack may use; what each asks of a request and its record."""

from __future__ import annotations

from openimr.guidelines.criterion import Criterion, Ground, Range
from openimr.vocabulary.value import Value, require


class DefiniteRequest(Criterion, frozen=True, kw_only=True, tag="definite_request"):
    """The request states how much, or how often and how long."""


class InitialTrial(Criterion, frozen=True, kw_only=True, tag="initial_trial"):
    """A first course stays within the trial: ``visits`` over ``weeks``."""

    visits: Range
    weeks: Range | None = None


class VisitTotal(Criterion, frozen=True, kw_only=True, tag="visit_total"):
    """A further course stays within the visits that the guideline names.

    ``trial`` is the largest trial when the visits are counted after it, or None when earlier
    visits count towards the total.
    """

    visits: Range
    weeks: Range | None = None
    trial: int | None = None


class Dose(Value, frozen=True, kw_only=True):
    """Visits that a guideline names for one diagnosis.

    ``codes`` are beginnings of ICD codes; ``words`` are patterns of the diagnosis as written;
    ``period_months`` is the time after an operation in which the visits are given, where the
    guideline names one of its own.
    """

    diagnosis: str
    visits: Range
    weeks: int
    period_months: int | None = None
    codes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    guidelines: tuple[str, ...] = ()


class DiagnosisTotal(Criterion, frozen=True, kw_only=True, tag="diagnosis_total"):
    """Earlier and requested visits stay within the number for the diagnosis.

    ``general`` is the course where the record names none of the diagnoses, or None.
    """

    doses: tuple[Dose, ...]
    general: Range | None = None


class FunctionalImprovement(Criterion, frozen=True, kw_only=True, tag="functional_improvement"):
    """Earlier treatment brought functional improvement as 8 CCR 9792.20 defines it."""


class PriorVisitsKnown(Criterion, frozen=True, kw_only=True, tag="prior_visits_known"):
    """The number of earlier visits is on record."""


class PartOfProgramme(Criterion, frozen=True, kw_only=True, tag="part_of_programme"):
    """The treatment is given inside a programme of another topic, matched to its sessions."""

    programme: str
    named: str


class SelfDirected(Criterion, frozen=True, kw_only=True, tag="self_directed_transition"):
    """The worker still needs supervised care and cannot yet continue alone at home."""


class BodyPart(Criterion, frozen=True, kw_only=True, tag="body_part"):
    """The body part is one for which the guideline recommends the treatment."""

    not_for: tuple[str, ...]


class ReturnToWork(Criterion, frozen=True, kw_only=True, tag="return_to_work"):
    """Continued treatment rests on achieved or maintained work, up to ``visits`` in all."""

    visits: int


class FlareUp(Criterion, frozen=True, kw_only=True, tag="flare_up"):
    """A recurrence in a worker who is back at work gets a few visits."""

    visits: Range
    every_months: Range


class Indication(Criterion, frozen=True, kw_only=True, tag="indication"):
    """At least one ground for the treatment is on record."""

    any_of: tuple[Ground, ...]


class StatutoryCap(Criterion, frozen=True, kw_only=True, tag="statutory_cap"):
    """Visits of one kind per industrial injury stay within the statute (Labor Code 4604.5(c))."""

    visits: int


class NotAlreadyAuthorized(Criterion, frozen=True, kw_only=True, tag="not_already_authorized"):
    """The same service has not already been allowed in full."""


class NotRecommended(Criterion, frozen=True, kw_only=True, tag="not_recommended"):
    """The guideline does not recommend the treatment, unless one of the grounds is on record."""

    unless: tuple[Ground, ...] = ()


class Contraindication(Criterion, frozen=True, kw_only=True, tag="contraindication"):
    """Nothing on record speaks against the treatment."""

    any_of: tuple[Ground, ...]


class SinceInjury(Criterion, frozen=True, kw_only=True, tag="since_injury"):
    """The request falls into a time after the injury, or a ground lifts the limit.

    Where both a number of weeks and of days is the most, both hold.
    """

    at_least_weeks: int | None = None
    at_most_weeks: int | None = None
    at_most_days: int | None = None
    unless: tuple[Ground, ...] = ()


class DurationLimit(Criterion, frozen=True, kw_only=True, tag="duration_limit"):
    """Use to date and the supply asked for stay within so many weeks."""

    weeks: int
    unless: tuple[Ground, ...] = ()


class QuantityLimit(Criterion, frozen=True, kw_only=True, tag="quantity_limit"):
    r"""The number asked for stays within the guideline's most.

    ``counted`` are patterns with the number in their first group ("(\d+) levels"); without
    them the request's own quantity counts.
    """

    at_most: int
    unit: str
    counted: tuple[str, ...] = ()


class DoseLimit(Criterion, frozen=True, kw_only=True, tag="dose_limit"):
    """The daily dose on record stays below a threshold, in mg of morphine equivalent."""

    mg_per_day: int


class RequestForm(Criterion, frozen=True, kw_only=True, tag="request_form"):
    """The request's wording names what it must and nothing that the guideline excludes."""

    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()


class EarlierStudy(Criterion, frozen=True, kw_only=True, tag="earlier_study"):
    """No study of the kind was done before, or something has changed since."""

    study: Ground
    unless: tuple[Ground, ...] = ()


class DependsOn(Criterion, frozen=True, kw_only=True, tag="depends_on"):
    """The treatment it belongs to is medically necessary, or already allowed or done.

    It is another one of the dispute: of one of the ``topics``, or of a category ("surgery",
    which an operation of no topic belongs to as well).
    """

    named: str
    topics: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    allowed: tuple[Ground, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        require(
            bool(self.topics or self.categories), "say on which topics or categories it depends"
        )


class Response(Criterion, frozen=True, kw_only=True, tag="response"):
    """Earlier use brought what the guideline asks for, by one of the grounds."""

    any_of: tuple[Ground, ...]


AnyCriterion = (
    DefiniteRequest
    | InitialTrial
    | VisitTotal
    | DiagnosisTotal
    | FunctionalImprovement
    | PriorVisitsKnown
    | PartOfProgramme
    | SelfDirected
    | BodyPart
    | ReturnToWork
    | FlareUp
    | Indication
    | StatutoryCap
    | NotAlreadyAuthorized
    | NotRecommended
    | Contraindication
    | SinceInjury
    | DurationLimit
    | QuantityLimit
    | DoseLimit
    | RequestForm
    | EarlierStudy
    | DependsOn
    | Response
)


def grounds_of(criterion: Criterion) -> tuple[Ground, ...]:
    """The grounds that a criterion looks for."""
    match criterion:
        case Indication() | Contraindication() | Response():
            return criterion.any_of
        case NotRecommended() | SinceInjury() | DurationLimit():
            return criterion.unless
        case EarlierStudy():
            return (criterion.study, *criterion.unless)
        case DependsOn():
            return criterion.allowed
        case _:
            return ()
