"""The shared drug vocabulary: generic and brand names, classes, opioids, dose forms.

The names are data (drugs.yaml). Names are found as whole words in any case, whatever stands
between the words of a name ("MS-Contin", "Hydrocodone / APAP").
"""

from __future__ import annotations

import functools
import importlib.resources
import re
from collections.abc import Mapping

import rapidfuzz

from openimr.vocabulary.value import Value, require
from openimr.vocabulary.yaml_values import yaml_values


class Drug(Value, frozen=True, kw_only=True):
    """One drug or fixed combination.

    Attributes:
        generic: lower case; the parts of a combination are joined by "/".
        brands: brand names and short forms, lower case.
        drug_class: slug such as "opioid", "nsaid", "muscle-relaxant".
    """

    generic: str
    brands: tuple[str, ...] = ()
    drug_class: str

    def __post_init__(self) -> None:
        require(self.generic == self.generic.lower(), "drug names are lower case")

    @property
    def opioid(self) -> bool:
        """Whether it is an opioid, alone or in combination."""
        return self.drug_class == "opioid"


class DrugMention(Value, frozen=True, kw_only=True):
    """A drug named in a text: ``name`` as written in lower case, and where it stands."""

    name: str
    drug: Drug
    start: int
    end: int


DOSE_FORMS: Mapping[str, str] = {
    "tablet": "tablets",
    "tab": "tablets",
    "caplet": "tablets",
    "pill": "tablets",
    "capsule": "capsules",
    "cap": "capsules",
    "softgel": "capsules",
    "patch": "patches",
    "pad": "pads",
    "tube": "tubes",
    "bottle": "bottles",
    "jar": "jars",
    "vial": "vials",
    "ampule": "vials",
    "syringe": "syringes",
    "box": "boxes",
    "pack": "packs",
    "packet": "packs",
    "kit": "kits",
    "container": "containers",
    "suppository": "suppositories",
    "lozenge": "lozenges",
    "film": "films",
    "strip": "films",
    "injection": "injections",
    "spray": "sprays",
    "inhaler": "inhalers",
    "drop": "drops",
}
"""Words for what a pharmacy counts, singular, with the unit they mean."""

_TOKEN = re.compile(r"#\d+|[A-Za-z0-9]+")
_JOINS = re.compile(r"[\s/.,'&+-]{0,3}")
_MISREAD = str.maketrans("01", "ol")
_LEAST_LETTERS_TO_GUESS = 6
_LIKENESS_OF_A_MISREADING = 88


@functools.cache
def all_drugs() -> tuple[Drug, ...]:
    """Every drug of the vocabulary."""
    source = importlib.resources.files("openimr.vocabulary").joinpath("drugs.yaml")
    classes = yaml_values(source.read_text(encoding="utf-8"))
    return tuple(
        Drug(generic=generic, brands=tuple((brands or "").split(", ")), drug_class=drug_class)
        if brands
        else Drug(generic=generic, drug_class=drug_class)
        for drug_class, drugs in classes.items()
        for generic, brands in drugs.items()
    )


def find_drugs(text: str) -> tuple[DrugMention, ...]:
    """The drugs named in a text, in order; of overlapping names the longest counts."""
    names = _names_by_first_word()
    if names.keys().isdisjoint(map(str.lower, _TOKEN.findall(text))):
        return ()
    tokens = [(m[0].lower(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    found: list[DrugMention] = []
    at = 0
    while at < len(tokens):
        for words, drug in names.get(tokens[at][0], ()):
            if _stands_at(words, tokens, at, text):
                start, end = tokens[at][1], tokens[at + len(words) - 1][2]
                name = " ".join(text[start:end].lower().split())
                found.append(DrugMention(name=name, drug=drug, start=start, end=end))
                at += len(words) - 1
                break
        at += 1
    return tuple(found)


def misread_drug(word: str) -> str | None:
    """The drug name that a misspelt or badly scanned word most likely is, or None.

    Only for words that stand where a drug must (before a strength): the guess never runs over
    running text.
    """
    word = word.lower().translate(_MISREAD)
    if len(word) < _LEAST_LETTERS_TO_GUESS:
        return None
    best = rapidfuzz.process.extractOne(
        word, _single_names(), score_cutoff=_LIKENESS_OF_A_MISREADING
    )
    return best[0] if best else None


def _stands_at(
    words: tuple[str, ...], tokens: list[tuple[str, int, int]], at: int, text: str
) -> bool:
    if len(words) > len(tokens) - at:
        return False
    for offset, word in enumerate(words):
        if tokens[at + offset][0] != word:
            return False
        if offset and not _JOINS.fullmatch(
            text, tokens[at + offset - 1][2], tokens[at + offset][1]
        ):
            return False
    return True


@functools.cache
def _names_by_first_word() -> Mapping[str, tuple[tuple[tuple[str, ...], Drug], ...]]:
    names: dict[str, list[tuple[tuple[str, ...], Drug]]] = {}
    for drug in all_drugs():
        for name in (drug.generic, *drug.brands):
            words = tuple(token.lower() for token in _TOKEN.findall(name))
            names.setdefault(words[0], []).append((words, drug))
    return {
        first: tuple(sorted(entries, key=lambda entry: -len(entry[0])))
        for first, entries in names.items()
    }


@functools.cache
def _single_names() -> tuple[str, ...]:
    return tuple(
        name
        for drug in all_drugs()
        for name in (drug.generic, *drug.brands)
        if name.isalpha() and len(name) >= _LEAST_LETTERS_TO_GUESS
    )
