"""Words that are no names, and words about names: ``words.yaml``, read once."""

from __future__ import annotations

import functools
import importlib.resources
import re
from collections.abc import Collection
from typing import Any, NamedTuple

from openimr.assignment.name_words import name_words
from openimr.vocabulary.drugs import all_drugs
from openimr.vocabulary.yaml_values import yaml_values


class RedactionWords(NamedTuple):
    """Tables of ``words.yaml``.

    Attributes:
        eponyms: people after whom signs, tests, devices and procedures are called.
        bodies: words of organizations that make guidelines.
        ordinary: words that are also family names.
        things: of them, words for what letters speak of all the time.
        complaints: of both, words that name nobody although they have a capital in a sentence.
        verbs: what follows a name in a sentence.
        speaks: of them, what only somebody who speaks or acts does.
        joining: words that join others, in capitals never names.
        short_families: family names of two letters, words or not.
        acronyms: capitals that medicine and law use for something else.
        clinical: words of medicine that begin with a capital in headings.
        shared: words that many organizations of medicine have in their names.
        labels: what a form prints before a name.
        given: given names beside those of names.yaml.
        occupations: words of occupations so common that they say nothing of a person.
        trades: more of them, those that are names as well among them.
        besides: words before an occupation for what somebody is besides ("right-handed").
        no_work: words for somebody or something else than a worker ("smoker", "historian").
        states: words of the names of states, which stay.
        company_heads, facility_heads: what organizations are, at the end of their names; a hyphen
            joins words.
        weak_heads, weak_company_heads: the same, of words that are something else as well.
        firm_words: words of names of firms that end like those for what a treatment is like.
        of_heads: words before "of" in the name of an organization.
        before_firms: words that stand before the name of an organization and are none of it.
        known_firms: names of organizations that many cases have.
        towns: of California that are nothing else.
        word_towns: those that are words or names of persons as well.
        sources: ends of web addresses where guidelines, studies and drug labels stand.
    """

    eponyms: frozenset[str]
    bodies: frozenset[str]
    ordinary: frozenset[str]
    things: frozenset[str]
    complaints: frozenset[str]
    verbs: frozenset[str]
    speaks: frozenset[str]
    joining: frozenset[str]
    short_families: frozenset[str]
    acronyms: frozenset[str]
    clinical: frozenset[str]
    shared: frozenset[str]
    labels: tuple[str, ...]
    given: frozenset[str]
    occupations: frozenset[str]
    trades: frozenset[str]
    besides: frozenset[str]
    no_work: frozenset[str]
    states: frozenset[str]
    sources: frozenset[str]
    company_heads: frozenset[str]
    facility_heads: frozenset[str]
    weak_heads: frozenset[str]
    weak_company_heads: frozenset[str]
    firm_words: frozenset[str]
    of_heads: frozenset[str]
    before_firms: frozenset[str]
    known_firms: frozenset[str]
    towns: frozenset[str]
    word_towns: frozenset[str]


@functools.cache
def redaction_words() -> RedactionWords:
    """The tables, read when first asked for."""
    file = importlib.resources.files("openimr.publication.redaction") / "words.yaml"
    read: dict[str, Any] = yaml_values(file.read_text(encoding="utf-8"))
    lists = {name: str(read[name]).split() for name in RedactionWords._fields if name != "labels"}
    sets = {name: frozenset(words) for name, words in lists.items()}
    return RedactionWords(labels=tuple(str(one) for one in read["labels"]), **sets)


@functools.cache
def drug_words() -> frozenset[str]:
    """Every word of the names of drugs."""
    names = (name for drug in all_drugs() for name in (drug.generic, *drug.brands))
    return frozenset(word for name in names for word in re.findall(r"[a-z]{3,}", name))


def is_no_name(word: str) -> bool:
    """Whether a folded word means something else even where it looks like a name."""
    words = redaction_words()
    return word in words.eponyms or word in words.clinical or word in drug_words()


def ordinary_among(word: str, written_small: Collection[str]) -> bool:
    """Whether a name is also a word: by the list, or because the text uses it in small letters."""
    words, names = redaction_words(), name_words()
    return (
        len(word) < 3
        or word in words.ordinary
        or word in words.things
        or word in written_small
        or word in names.particles
        or is_no_name(word)
    )
