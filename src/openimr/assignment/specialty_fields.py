"""What a case asks of its reviewer: the fields of its treatments and of its condition."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Sequence

from openimr.assignment.specialty import Field, SpecialtyTable
from openimr.guidelines.match import match_topics
from openimr.guidelines.model import Pack
from openimr.vocabulary.body import find_body_parts, overlap
from openimr.vocabulary.drugs import find_drugs


def treatment_fields(
    text: str, table: SpecialtyTable, pack: Pack, topic: str | None = None
) -> frozenset[str]:
    """The fields that one disputed treatment belongs to; empty where nothing was recognized.

    Args:
        text: the treatment as requested.
        table: fields and specialties.
        pack: guideline topics, whose ids and categories the table names.
        topic: a topic that the case already carries for it, or None.
    """
    topics = [known for known in pack.topics if known.id == topic]
    topics = topics or list(match_topics(text, pack))
    found = {field.id for known in topics for field in _of_topic(table, known.id, known.category)}
    return frozenset(found) or _of_drugs(text, table) or _of_words(text, table)


def condition_fields(
    diagnosis: str, table: SpecialtyTable, codes: Sequence[str] = ()
) -> frozenset[str]:
    """The kind of condition: by its ICD codes, else by the words of the diagnosis.

    One diagnosis has one kind, the first of the table that fits; several codes may have several.
    """
    conditions = [field for field in table.fields if field.condition]
    by_code = (_first(conditions, functools.partial(_has_code, code)) for code in codes)
    found = frozenset(field.id for field in by_code if field)
    if found or not diagnosis.strip():
        return found
    worded = _first(conditions, lambda field: _pattern(field.diagnosis).search(diagnosis))
    return frozenset({worded.id}) if worded else frozenset()


def needed_fields(
    treatments: Iterable[frozenset[str]], condition: frozenset[str], table: SpecialtyTable
) -> frozenset[str]:
    """Every field that one reviewer of the whole case must fit.

    The condition counts unless every treatment says by itself what it treats: psychotherapy
    after a back injury is for a psychologist, medication after an eye injury is for somebody
    who knows eyes.
    """
    listed = tuple(treatments)
    asked = frozenset().union(*listed)
    own = bool(listed) and all(
        any(table.field(id).own_condition for id in fields) for fields in listed
    )
    return asked if own else asked | condition


def _of_topic(table: SpecialtyTable, topic: str, category: str) -> Sequence[Field]:
    by_topic = [field for field in table.fields if topic in field.topics]
    return by_topic or [field for field in table.fields if category in field.categories]


def _of_drugs(text: str, table: SpecialtyTable) -> frozenset[str]:
    classes = {mention.drug.drug_class for mention in find_drugs(text)}
    return frozenset(field.id for field in table.fields if classes & set(field.drug_classes))


def _of_words(text: str, table: SpecialtyTable) -> frozenset[str]:
    regions = {mention.region for mention in find_body_parts(text, structures=True)}
    for field in table.fields:
        if not field.words or not _pattern(field.words).search(text):
            continue
        if not field.regions or any(overlap(o, r) for o in field.regions for r in regions):
            return frozenset({field.id})
    return frozenset()


def _has_code(code: str, field: Field) -> bool:
    beginnings = _pattern(tuple(f"^(?:{one})" for one in field.icd))
    return bool(beginnings.search(code.replace(".", "").strip().upper()))


def _first(fields: Sequence[Field], fits: Callable[[Field], object]) -> Field | None:
    return next((field for field in fields if fits(field)), None)


@functools.cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern of several; of none, one that nothing has."""
    return re.compile("|".join(f"(?:{one})" for one in words) or r"(?!)", re.IGNORECASE)
