"""A determination as its page shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from openimr.adapters.library_own_papers import paper_place
from openimr.determination.model import Decision
from openimr.determination.reading_rows import citation_words
from openimr.publication.model import (
    Programme,
    PublishedDetermination,
    PublishedFinding,
    SourceKind,
)
from openimr.web.library.cited import address_of
from openimr.web.library.opened import later_events
from openimr.web.wording import day

if TYPE_CHECKING:
    from openimr.adapters.library_store import LibraryStore

_TAGS = {Decision.OVERTURNED: "done", Decision.UPHELD: "plain"}


class FindingShown(NamedTuple):
    """A finding with its guidelines in words."""

    finding: PublishedFinding
    tag: str
    cited: tuple[str, ...]
    claims_cited: tuple[str, ...]
    rationale: tuple[str, ...]


def determination_shown(
    said: PublishedDetermination, versions: Sequence[PublishedDetermination], store: LibraryStore
) -> dict[str, Any]:
    """What the page of a determination is drawn from.

    Args:
        said: the determination.
        versions: all versions of it, the oldest first.
        store: where its copies and its PDF are.
    """
    newest = versions[-1]
    return {
        "said": said,
        "newer": newest if newest.version > said.version else None,
        "paper": _has_paper(said, store),
        "facts": [(name, value) for name, value in _facts(said) if value],
        "summary": (said.summary or "").split("\n") if said.summary else [],
        "findings": [_finding(one) for one in said.findings],
        "versions": [
            (one, address_of(one, version=True), one.version == said.version) for one in versions
        ],
        "events": later_events(said.id),
        "copies": [one for one in store.copies(said.id) if one.version == said.version],
        "address": address_of(said),
    }


def _has_paper(said: PublishedDetermination, store: LibraryStore) -> bool:
    """Whether everybody may have the PDF here: a library made from another has none."""
    own = said.provenance.kind is SourceKind.OWN and said.published is not None
    return own and paper_place(store.folder, said.provenance.sha256).is_file()


def _facts(said: PublishedDetermination) -> Iterator[tuple[str, str]]:
    for name, date in (
        ("Decided", said.decision_date),
        ("Assigned", said.date_assigned),
        ("Application received", said.application_received),
        ("Utilization review decision", said.ur_denial_date),
        ("Date of injury", said.date_of_injury),
    ):
        yield name, day(date) if date else ""
    if said.decision_date is None:
        yield "Year", str(said.year or "")
    yield "Priority", said.priority.value if said.priority else ""
    yield _person(said), ", ".join(filter(None, (_age(said), said.sex.value if said.sex else "")))
    yield "Reviewer's specialty", ", ".join(said.specialties)
    yield "Reviewer licensed in", ", ".join(said.licensure)
    yield from (
        ("Diagnoses", "; ".join(said.diagnoses)),
        ("Asked for review of", said.review_type or ""),
        ("Health plan", said.health_plan or ""),
        ("Coverage", said.coverage or ""),
        ("Review organization", said.organization or ""),
    )


def _person(said: PublishedDetermination) -> str:
    """Who asked for the treatment, in the word of the programme."""
    words = {Programme.CALIFORNIA_WC: "Employee", Programme.CALIFORNIA_DMHC: "Enrollee"}
    return words.get(said.programme, "Patient")


def _age(said: PublishedDetermination) -> str:
    return f"{said.age} years" if said.age is not None else said.age_band or ""


def _finding(one: PublishedFinding) -> FindingShown:
    return FindingShown(
        finding=one,
        tag=_TAGS.get(one.decision, "soon") if one.decision else "soon",
        cited=tuple(map(citation_words, one.citations)),
        claims_cited=tuple(map(citation_words, one.claims_citations)),
        rationale=tuple((one.rationale or "").split("\n")) if one.rationale else (),
    )
