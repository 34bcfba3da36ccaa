"""Drug and strength in a request: `Norco 10/325mg #60`, compounds, names no list knows."""

from __future__ import annotations

import re
from collections.abc import Iterable

from openimr.vocabulary.drugs import DrugMention, find_drugs, misread_drug
from openimr.vocabulary.value import Value


class Medication(Value, frozen=True, kw_only=True):
    """The drug or drugs of a request, joined by ", " for a compound, and its strengths."""

    drug: str | None = None
    strength: str | None = None


_FIGURE = r"\d+(?:,\d{3})*(?:\.\d+)?|\.\d+"
_STRENGTH = re.compile(
    rf"""(?<![\w.#/])(?P<amount>(?:{_FIGURE})(?:\s?%)?(?:(?:\s?mg)?\s?[/-]\s?(?:{_FIGURE})(?:\s?%)?)*)\s?
    (?:(?P<unit>mg|mcg|[µμ]g|ug|meq|iu|units?(?=\s*/)|gm?s?|grams?)\b\.?
       (?:\s?/\s?(?P<per>(?:\d+(?:\.\d+)?\s?)?(?:hr?|hour|ml|actuation|spray|day|5\s?ml)))?
     | (?<=%))""",
    re.VERBOSE,
)
_SOME_FIGURE = re.compile(r"\d")
_BARE_PAIR = re.compile(r"(?<![\w/.#])(?P<amount>\d+(?:\.\d+)?\s?[/-]\s?\d{3})(?![\w/%])")
_GRAMS = re.compile(_FIGURE)
_WEIGHT = re.compile(r"^g(?:m?s?|rams?)$")
_HEAVIEST_DOSE_IN_GRAMS = 5
"""More grams than this are the content of a tube or jar, not the strength of a dose."""

_NAME_BEFORE = re.compile(
    r"(?P<name>[a-z][a-z'-]{3,}[01]?[a-z]*)"
    r"(?:\s+(?:hcl|hydrochloride|sodium|er|xr|sr|dr|ir|cr|ec|cream|gel|ointment|lotion|tablets?|tabs?|"
    r"capsules?|caps?|patch(?:es)?))*[\s:,-]*$",
)
_PLAIN_FORMS = frozenset({"patch", "patches", "cream", "lotion", "gel", "ointment"})
_NO_NAME = re.compile(
    r"each|with|plus|containing|dose|strength|base|topical|compound(?:ed)?|medications?|refills?|"
    r"retrospective|prescription|tablets?|capsules?|patch|oral|contrast|gadolinium|intravenous|"
    r"dosage|quantity|request|cream|ointment|lotion|therapy|treatment",
)
"""Words that stand before a strength without naming a drug."""


def find_medication(text: str) -> Medication:
    """The drugs named in a request and their strengths, in the order named.

    Args:
        text: the request in lower case, as ``lowered`` gives it.
    """
    doses = [match for match in _strengths(text) if not _is_content(match, text)]
    names = [_name(mention) for mention in _distinct(find_drugs(text), text)]
    if not names:
        names = _names_before(text, doses)
    if not names:
        return Medication()
    return Medication(drug=", ".join(dict.fromkeys(names)), strength=_strength(text, doses))


def grams_of(text: str) -> float | None:
    """The weight in grams of what a topical medication comes in ("240 gm tube"), or None."""
    for match in _strengths(text):
        if _is_content(match, text) and _GRAMS.fullmatch(match["amount"]):
            return float(match["amount"].replace(",", ""))
    return None


def _strengths(text: str) -> Iterable[re.Match[str]]:
    return _STRENGTH.finditer(text) if _SOME_FIGURE.search(text) else ()


def _is_content(match: re.Match[str], text: str) -> bool:
    """Whether grams tell how much of a cream there is rather than how strong a tablet is."""
    if match["unit"] is None or not _WEIGHT.match(match["unit"]):
        return False
    amount = _GRAMS.match(match["amount"])
    if amount is None:
        return False
    return float(amount[0].replace(",", "")) > _HEAVIEST_DOSE_IN_GRAMS or "%" in text


def _strength(text: str, doses: list[re.Match[str]]) -> str | None:
    if not doses:
        bare = _BARE_PAIR.search(text)
        return f"{_tight(bare['amount'])} mg" if bare else None
    return ", ".join(_worded(match) for match in doses)


def _worded(match: re.Match[str]) -> str:
    amount = _tight(match["amount"]).replace("mg", "")
    if not match["unit"]:
        return amount
    unit = "g" if _WEIGHT.match(match["unit"]) else match["unit"]
    unit = {"ug": "mcg", "µg": "mcg", "iu": "IU", "meq": "mEq"}.get(unit, unit)
    if not match["per"]:
        return f"{amount} {unit}"
    return f"{amount} {unit}/{re.sub(r'^h(?:r|our)?$', 'hr', _tight(match['per']))}"


def _tight(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _distinct(mentions: tuple[DrugMention, ...], text: str) -> list[DrugMention]:
    """Mentions without the generic or brand repeated in brackets behind the first name."""
    kept: list[DrugMention] = []
    for mention in mentions:
        generics = {part for other in kept for part in other.drug.generic.split("/")}
        repeats = kept and set(mention.drug.generic.split("/")) <= generics
        bracketed = text[: mention.start].rstrip().endswith(("(", "aka", "brand", "generic"))
        if not (repeats or (kept and bracketed)):
            kept.append(mention)
    return kept


def _name(mention: DrugMention) -> str:
    """The name as requested, without the dose form that some brand names end in."""
    words = re.sub(r"\s*([/-])\s*", r"\1", mention.name).split()
    while len(words) > 1 and words[-1] in _PLAIN_FORMS:
        words.pop()
    return " ".join(words)


def _names_before(text: str, doses: list[re.Match[str]]) -> list[str]:
    """Names that no list knows, from the word in front of each strength."""
    names = []
    for match in doses:
        before = _NAME_BEFORE.search(text, max(0, match.start() - 60), match.start())
        if before and not _NO_NAME.fullmatch(before["name"]):
            names.append(misread_drug(before["name"]) or before["name"])
    return names
