"""The structure of a drug formulary: what a drug's status means for review before it is given.

California's MTUS Drug Formulary is 8 CCR 9792.27.1 to 9792.27.23, for drugs given from January 1,
2018 on. Its structure is data in the pack (``formulary.yaml``); its list of drugs changes by order
and comes from whoever holds a current copy.
"""

from __future__ import annotations

import datetime as dt
import functools
import importlib.resources
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec
import yaml

from openimr.guidelines.criterion import Verified
from openimr.vocabulary.value import Value, require

UNLISTED = "unlisted"


class DrugStatus(Value, frozen=True, kw_only=True):
    """A status that the formulary gives, and whether it needs prospective review."""

    id: str
    meaning: str
    prospective_review: bool


class FormularyRule(Value, frozen=True, kw_only=True):
    """An exception from review, or a limit that brings it back.

    Attributes:
        statuses: those it applies to.
        days_after_injury: the first visit lies within this many days of the injury.
        days_around_surgery: the drug is given within this many days before or after an operation.
        days_supply: longest supply.
    """

    id: str
    statuses: tuple[str, ...]
    meaning: str
    days_after_injury: int | None = None
    days_around_surgery: int | None = None
    days_supply: int | None = None


class ListedDrug(Value, frozen=True, kw_only=True):
    """A drug of the list: its status, and the supplies it is marked for in days."""

    generic: str
    status: str
    special_fill_days: int | None = None
    perioperative_fill_days: int | None = None


class Formulary(Value, frozen=True, kw_only=True):
    """A formulary in force from a day on."""

    law: str
    effective_from: dt.date
    verified: Verified
    statuses: tuple[DrugStatus, ...]
    exceptions: tuple[FormularyRule, ...]
    limits: tuple[FormularyRule, ...]
    drugs: tuple[ListedDrug, ...] = ()

    def __post_init__(self) -> None:
        known = {status.id for status in self.statuses}
        named = {s for rule in (*self.exceptions, *self.limits) for s in rule.statuses}
        named |= {drug.status for drug in self.drugs}
        require(named <= known and UNLISTED in known, "rules and drugs use the statuses named")

    def listed(self, generic: str) -> ListedDrug:
        """The drug of the list, or an unlisted one of that name."""
        found = (drug for drug in self.drugs if drug.generic == generic.lower())
        return next(found, ListedDrug(generic=generic.lower(), status=UNLISTED))


class Dispensing(Value, frozen=True, kw_only=True):
    """A drug as it is given.

    Attributes:
        given: the day.
        injured: the day of the injury, None when unknown.
        operated: the day of an operation near it, None without one.
        days: of supply.
        first_visit: whether it is given at the first visit for the injury.
        by_physician: dispensed by the physician, not a pharmacy.
        brand_with_generic: a brand of which a generic exists.
    """

    generic: str
    given: dt.date
    days: int
    injured: dt.date | None = None
    operated: dt.date | None = None
    first_visit: bool = False
    by_physician: bool = False
    brand_with_generic: bool = False
    compounded: bool = False


class FormularyAnswer(Value, frozen=True, kw_only=True):
    """Whether prospective review is needed, the rule that says so, and what it says."""

    prospective_review: bool
    rule: str
    why: str
    law: str
    verified: Verified


@functools.cache
def shipped_formulary() -> Formulary:
    """The structure of the MTUS Drug Formulary, without its list."""
    folder = importlib.resources.files("openimr.guidelines") / "packs" / "mtus"
    return load_formulary(folder / "formulary.yaml")


def load_formulary(file: Traversable | Path) -> Formulary:
    """Read a formulary; msgspec.ValidationError where the file is no formulary."""
    content = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return msgspec.convert(content, Formulary)


def review_needed(formulary: Formulary, dispensing: Dispensing) -> FormularyAnswer | None:
    """What the formulary says of a drug as given; None before the formulary was in force."""
    if dispensing.given < formulary.effective_from:
        return None
    drug = formulary.listed(dispensing.generic)
    limit = next((rule for rule in formulary.limits if _limits(rule, drug, dispensing)), None)
    if limit is not None:
        return _answer(formulary, limit.id, limit.meaning, needed=True)
    status = next(status for status in formulary.statuses if status.id == drug.status)
    if status.prospective_review:
        for rule in formulary.exceptions:
            if _excepts(rule, drug, dispensing):
                return _answer(formulary, rule.id, rule.meaning, needed=False)
    return _answer(formulary, status.id, status.meaning, needed=status.prospective_review)


def _answer(formulary: Formulary, rule: str, why: str, *, needed: bool) -> FormularyAnswer:
    return FormularyAnswer(
        prospective_review=needed,
        rule=rule,
        why=why,
        law=formulary.law,
        verified=formulary.verified,
    )


def _limits(rule: FormularyRule, drug: ListedDrug, dispensing: Dispensing) -> bool:
    if drug.status not in rule.statuses:
        return False
    match rule.id:
        case "compounded":
            return dispensing.compounded
        case "brand-for-generic":
            return dispensing.brand_with_generic
        case "dispensed-by-physician":
            within = _first_visit_within(rule, dispensing)
            short = rule.days_supply is None or dispensing.days <= rule.days_supply
            return dispensing.by_physician and not (within and short)
    return False


def _excepts(rule: FormularyRule, drug: ListedDrug, dispensing: Dispensing) -> bool:
    if drug.status not in rule.statuses:
        return False
    if rule.days_around_surgery is not None:
        marked, near = drug.perioperative_fill_days, _near_surgery(rule, dispensing)
    else:
        marked, near = drug.special_fill_days, _first_visit_within(rule, dispensing)
    return near and marked is not None and dispensing.days <= marked


def _first_visit_within(rule: FormularyRule, dispensing: Dispensing) -> bool:
    if not dispensing.first_visit or dispensing.injured is None or rule.days_after_injury is None:
        return False
    return 0 <= (dispensing.given - dispensing.injured).days <= rule.days_after_injury


def _near_surgery(rule: FormularyRule, dispensing: Dispensing) -> bool:
    if dispensing.operated is None or rule.days_around_surgery is None:
        return False
    return abs((dispensing.given - dispensing.operated).days) <= rule.days_around_surgery
