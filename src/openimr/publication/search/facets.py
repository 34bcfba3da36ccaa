"""The values by which a published determination is found and counted."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from openimr.publication.model import PublishedDetermination, PublishedFinding
from openimr.publication.search.query import OF_A_FINDING, Facet
from openimr.publication.statistics.cited import guideline_of
from openimr.vocabulary.citation import Citation
from openimr.vocabulary.drugs import all_drugs

Values: TypeAlias = Mapping[Facet, tuple[str, ...]]
"""What a finding or a determination is found and counted by."""

SECTION_OF: Final = " > "
"""Between a guideline and its section: a section's name alone says little."""


def finding_values(finding: PublishedFinding) -> Values:
    """The values of one finding; guidelines and sections are the reviewer's, by uniform names."""
    cited = [guideline_of(citation) for citation in finding.citations]
    return {
        Facet.DECISION: (finding.decision.value,) if finding.decision else (),
        Facet.TOPIC: finding.topics,
        Facet.REGION: finding.body_regions,
        Facet.DRUG: finding.drugs,
        Facet.GUIDELINE: _once(_plain(guideline) for guideline, _ in cited),
        Facet.SECTION: _once(
            f"{_plain(guideline)}{SECTION_OF}{_plain(section)}"
            for guideline, sections in cited
            for section in sections
        ),
    }


def sections_named(citation: Citation) -> tuple[str, ...]:
    """Sections as cited, and those that a title names ("ODG, Low Back, MRIs"), as facets tell."""
    return _once((*citation.sections, *guideline_of(citation)[1]))


def filed_under(finding: PublishedFinding) -> str:
    """The words that a finding is filed under, though the letter may say it otherwise."""
    classes = _once(drug_class for name in finding.drugs if (drug_class := _classes().get(name)))
    return "; ".join((*finding.topics, *finding.drugs, *classes, *finding.body_regions))


@functools.cache
def _classes() -> Mapping[str, str]:
    return {drug.generic: drug.drug_class for drug in all_drugs()}


def own_values(determination: PublishedDetermination) -> Values:
    """The values of the determination itself."""
    one = determination
    return {
        Facet.SPECIALTY: _once(map(_plain, one.specialties)),
        Facet.YEAR: (str(one.year),) if one.year else (),
        Facet.PRIORITY: (one.priority.value.lower(),) if one.priority else (),
        Facet.AGE: (one.age_band,) if one.age_band else (),
        Facet.SEX: (one.sex.value,) if one.sex else (),
        Facet.PROGRAMME: (one.programme.value,),
    }


def facet_values(
    determination: PublishedDetermination, findings: Sequence[Values] | None = None
) -> Values:
    """All values, each once: those of any finding and those of the determination.

    Args:
        determination: to find and to count.
        findings: the `finding_values` of its findings, where they are known.
    """
    if findings is None:
        findings = [finding_values(finding) for finding in determination.findings]
    return {
        facet: _once(value for values in findings for value in values[facet])
        for facet in Facet
        if facet in OF_A_FINDING
    } | dict(own_values(determination))


def _plain(name: str) -> str:
    """A name without quotation marks, which a query needs for itself."""
    return name.replace('"', "'")


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
