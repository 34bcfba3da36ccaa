"""How a rationale names its guidelines: source, section and page in one readable lead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from openimr.guidelines.criterion import Reference
from openimr.guidelines.model import Evaluation, Pack
from openimr.review.model import GuidelinePlace
from openimr.review.phrases import listed
from openimr.vocabulary.citation import Citation

_ASIDE = re.compile(r"\s+\([^()]*\)")
_TITLE_ASIDE = re.compile(r"\s+\((?P<aside>[^()]*)\)$")
_SAME_SECTION = ("The same section adds that {says}", "That section also says that {says}")
_SAME_GUIDELINE = (
    "The same guideline ({where}) adds that {says}",
    "The same guideline further states ({where}) that {says}",
)


def citations_of(reasons: Sequence[Evaluation], pack: Pack) -> tuple[Citation, ...]:
    """The sources of the reasons, one for each guideline, with their sections and pages."""
    sections: dict[str, list[str]] = {}
    pages: dict[str, list[str]] = {}
    for reference in (r for e in reasons for r in e.references):
        guideline = pack.guideline(reference.guideline)
        if guideline.named:
            sections.setdefault(guideline.source, []).append(reference.section)
            pages.setdefault(guideline.source, []).extend(reference.pages)
    return tuple(
        Citation(
            source=source,
            sections=tuple(dict.fromkeys(named)),
            pages=tuple(sorted(dict.fromkeys(pages[source]), key=_first_page)),
        )
        for source, named in sections.items()
    )


def places_of(evaluation: Evaluation, pack: Pack) -> tuple[GuidelinePlace, ...]:
    """The guideline's places that a criterion stands on."""
    return tuple(
        GuidelinePlace(
            guideline=pack.guideline(reference.guideline).source,
            section=reference.section,
            pages=reference.pages,
        )
        for reference in evaluation.references
    )


def guideline_says(
    says: str, reference: Reference, title: str, before: Reference | None, turn: int
) -> str:
    """What a guideline says, named in full the first time in a row.

    Args:
        says: the guideline's point, as it goes on after "that".
        reference: where it stands.
        title: the guideline's title.
        before: where the point told before this one stands.
        turn: counts the points, so that two in a row are led in differently.
    """
    if reference == before:
        return _SAME_SECTION[turn % 2].format(says=says)
    where = f"{_section(reference.section)}{_pages(reference)}"
    if before is not None and reference.guideline == before.guideline:
        return _SAME_GUIDELINE[turn % 2].format(where=where, says=says)
    if title == "Labor Code":
        return f"According to section {reference.section} of the Labor Code, {says}"
    aside = _TITLE_ASIDE.search(title)
    if aside is not None:
        title, where = title[: aside.start()], f"{aside['aside']}, {where}"
    article = "an" if title.startswith("other ") else "the "
    return f"According to {article}{title} ({where}), {says}"


def _section(section: str) -> str:
    """A section's name without brackets of its own, as it stands inside brackets."""
    return _ASIDE.sub("", section) or section


def _pages(reference: Reference) -> str:
    if not reference.pages:
        return ""
    many = len(reference.pages) > 1 or "-" in reference.pages[0]
    return f", page{'s' if many else ''} {listed(list(reference.pages))}"


def _first_page(pages: str) -> int:
    """The number that a page or range begins with, for their order."""
    found = re.match(r"\d+", pages)
    return int(found[0]) if found else 0
