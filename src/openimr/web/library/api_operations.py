"""The library for programs: everything that its pages show, and no more. Nobody signs in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Router, Schema
from ninja.params.functions import Path, Query
from pydantic import Field

from openimr.adapters.fhir_bundles import MEDIA_TYPE, bundle_bytes
from openimr.publication.model import PublishedDetermination
from openimr.publication.open_data.package import media_type, says_of
from openimr.publication.search.alike import alike
from openimr.publication.search.alike_model import Likeness
from openimr.publication.search.alike_model import Question as Compared
from openimr.publication.search.find import find
from openimr.publication.search.query import DEEPEST, PER_PAGE, Facet
from openimr.vocabulary.errors import BadInput
from openimr.web.described_values import shaped
from openimr.web.library.api_shapes import (
    CopyTold,
    FoundTold,
    HistoryTold,
    LikenessTold,
    ReleasedFileTold,
    ReleasesTold,
    ReleaseTold,
    SectionTold,
    VersionTold,
    figure_told,
    likeness_told,
)
from openimr.web.library.asked import MOST_VALUES, SORTS, Asked
from openimr.web.library.cited import address_of
from openimr.web.library.opened import alike_findings, later_events, search_index, shelf
from openimr.web.library.statistics import SECTIONS, WHOLE, figures_between, parts_there
from openimr.web.withdrawn import missing

if TYPE_CHECKING:
    from openimr.adapters.library_store import LibraryStore
    from openimr.adapters.open_data_reader import OpenedRelease

TOLD = (
    FoundTold,
    PublishedDetermination,
    HistoryTold,
    LikenessTold,
    SectionTold,
    ReleasesTold,
)
"""Values that are answered."""

router = Router(tags=["Library"])

_MOST_ROWS = 1_000
_MOST_ON_A_PAGE = 100
_LONGEST = 2_000

_PROGRAMME: Any = Path(
    ..., pattern="^[a-z0-9-]{1,31}$", description="Whose review.", example="ca-wc"
)
_NUMBER: Any = Path(
    ...,
    pattern="^[A-Za-z0-9._-]{1,63}$",
    description="Number of the determination.",
    example="CM16-0900001",
)
_VERSION: Any = Query(None, ge=1, le=10**6, description="The newest when left out.")
_FINDING: Any = Query(None, ge=1, le=10**6, description="Its number; the first when left out.")
_MOST: Any = Query(10, ge=1, le=50, description="Similar findings at most.")
_YEAR: Any = Query(None, ge=1900, le=2999, description="First or last year of the decisions.")
_SECTION: Any = Path(
    ...,
    pattern=f"^({'|'.join((*SECTIONS, *WHOLE))})$",
    description="Part of the statistics; that of the audit is there when one was made.",
)
_QUESTION: Any = Query(...)


def _facet(says: str) -> Any:
    return Field(default_factory=list, max_length=MOST_VALUES, description=says)


class Question(Schema):
    """What is searched for. Of one facet any of its values, of several facets all."""

    q: str = Field("", max_length=_LONGEST, description="Words, as on the page of the search.")
    decision: list[str] = _facet("upheld or overturned.")
    topic: list[str] = _facet("Guideline topic.")
    region: list[str] = _facet("Region of the body.")
    drug: list[str] = _facet("Generic name of a drug.")
    guideline: list[str] = _facet("Guideline that the reviewer cites.")
    section: list[str] = _facet("Section of a guideline.")
    specialty: list[str] = _facet("Specialty of the reviewer.")
    year: list[str] = _facet("Year of the decision.")
    priority: list[str] = _facet("standard or expedited.")
    age: list[str] = _facet("Ten years of age.")
    sex: list[str] = _facet("Sex of the employee or patient.")
    programme: list[str] = _facet("Whose review.")
    sort: str = Field(
        SORTS[0][0],
        pattern=f"^({'|'.join(name for name, _ in SORTS)})$",
        description="Order of the determinations. Relevance is how well words fit; without "
        "words the newest come first.",
    )
    page: int = Field(1, ge=1, le=DEEPEST, description="From 1.")
    per_page: int = Field(PER_PAGE, ge=1, le=_MOST_ON_A_PAGE, description="Of a page.")
    as_typed: bool = Field(False, description="Without other names of the same thing.")
    facets: bool = Field(True, description="Whether values to narrow by are counted.")
    exact: bool = Field(False, description="Counted one by one, however many were found.")

    @property
    def chosen(self) -> tuple[tuple[str, str], ...]:
        """The values of facets."""
        names = [facet.value for facet in Facet]
        return tuple((name, one) for name in names for one in getattr(self, name) if one)


@router.get("/determinations", response=shaped("FoundTold"), operation_id="find_determinations")
def find_determinations(request: HttpRequest, question: Question = _QUESTION) -> FoundTold:
    """Search: words, phrases, fields and facets as on the page, at most 10,000 deep.

    Whoever wants all of them takes a release.
    """
    asked = Asked(
        text=" ".join(question.q.split()),
        chosen=question.chosen,
        sort=question.sort,
        page=question.page,
        as_typed=question.as_typed,
        exact=question.exact,
    )
    wanted = asked.wanted(facets=question.facets, per_page=question.per_page)
    index = search_index()
    if index is None:
        return _nothing(question)
    answer = find(index, asked.text, wanted)
    return FoundTold(
        total=answer.found.total,
        page=question.page,
        per_page=question.per_page,
        next=_next(request, question, answer.found.total),
        notes=answer.notes,
        also=answer.also,
        hits=answer.found.hits,
        facets=answer.found.facets,
    )


def _nothing(question: Question) -> FoundTold:
    return FoundTold(
        total=0,
        page=question.page,
        per_page=question.per_page,
        next=None,
        notes=(),
        also=(),
        hits=(),
        facets=(),
    )


def _next(request: HttpRequest, question: Question, total: int) -> str | None:
    """The same question on the next page, where there is one."""
    if question.page * question.per_page >= min(total, DEEPEST - question.per_page + 1):
        return None
    words = request.GET.copy()
    words["page"] = str(question.page + 1)
    return f"{request.path}?{words.urlencode()}"


@router.get(
    "/determinations/{programme}/{number}",
    response=shaped("PublishedDetermination"),
    operation_id="get_determination",
)
def get_determination(
    request: HttpRequest,
    programme: str = _PROGRAMME,
    number: str = _NUMBER,
    version: int | None = _VERSION,
) -> PublishedDetermination:
    """One determination with its findings."""
    return _determination(programme, number, version)


@router.get(
    "/determinations/{programme}/{number}/history",
    response=shaped("HistoryTold"),
    operation_id="get_history",
)
def get_history(
    request: HttpRequest, programme: str = _PROGRAMME, number: str = _NUMBER
) -> HistoryTold:
    """Its versions, what became of it later, and further sources of the same words."""
    store = shelf().store
    versions = store.versions(f"{programme}/{number}")
    if not versions:
        raise missing(f"{programme}/{number}", None)
    return HistoryTold(
        id=versions[0].id,
        versions=tuple(
            VersionTold(
                version=one.version,
                cite=one.citation,
                address=address_of(one, version=True),
                decision_date=one.decision_date,
                published=one.published,
            )
            for one in versions
        ),
        later_events=later_events(versions[0].id),
        copies=tuple(_copies(store, versions)),
    )


def _copies(store: LibraryStore, versions: Sequence[PublishedDetermination]) -> Iterator[CopyTold]:
    """Further sources of the versions that stand; of one that was withdrawn nothing is told."""
    standing = {one.version for one in versions}
    for one in store.copies(versions[0].id):
        version = one.version or 1
        if version in standing:
            yield CopyTold(version=version, name=one.name, row=one.row, sha256=one.sha256)


@router.get(
    "/determinations/{programme}/{number}/similar",
    response=shaped("LikenessTold"),
    operation_id="find_similar",
)
def find_similar(
    request: HttpRequest,
    programme: str = _PROGRAMME,
    number: str = _NUMBER,
    finding: int | None = _FINDING,
    most: int = _MOST,
) -> LikenessTold:
    """Published findings that are similar to one of a determination, and why. It is no forecast."""
    said = _determination(programme, number, None)
    asked = next((one for one in said.findings if finding in (None, one.number)), None)
    if asked is None:
        raise Http404
    index = alike_findings()
    if index is None:
        return likeness_told(Likeness())
    return likeness_told(alike(index, shelf().newest, Compared.of(said, asked), most))


@router.get(
    "/determinations/{programme}/{number}/fhir",
    operation_id="get_fhir_bundle",
    openapi_extra={
        "responses": {
            "200": {
                "description": "A Bundle of FHIR R4",
                "content": {MEDIA_TYPE: {"schema": {"type": "object"}}},
            }
        }
    },
)
def get_fhir_bundle(
    request: HttpRequest,
    programme: str = _PROGRAMME,
    number: str = _NUMBER,
    version: int | None = _VERSION,
) -> HttpResponse:
    """One determination as a bundle of FHIR R4: Claim, ClaimResponse and what belongs to them."""
    said = _determination(programme, number, version)
    return HttpResponse(bundle_bytes(said), content_type=MEDIA_TYPE)


@router.get("/statistics/{section}", response=shaped("SectionTold"), operation_id="get_statistics")
def get_statistics(
    request: HttpRequest,
    section: str = _SECTION,
    first: int | None = _YEAR,
    last: int | None = _YEAR,
) -> SectionTold:
    """The figures of a part of the statistics, over all years or some."""
    if first is not None and last is not None and last < first:
        raise BadInput("the last year", "comes before the first", "Change one of them.")
    figures = figures_between(section, first, last, _MOST_ROWS)
    title = dict(parts_there())[section]
    return SectionTold(section=section, title=title, figures=tuple(map(figure_told, figures)))


@router.get("/releases", response=shaped("ReleasesTold"), operation_id="list_releases")
def list_releases(request: HttpRequest) -> ReleasesTold:
    """The whole library as files: Parquet, JSON Lines and CSV, with checksums."""
    return ReleasesTold(releases=tuple(map(_release, shelf().releases.all())))


def _release(opened: OpenedRelease) -> ReleaseTold:
    said = opened.release
    return ReleaseTold(
        name=said.terms.name,
        cite=said.cite,
        license=said.terms.license,
        publisher=said.terms.publisher,
        schema=said.schema,
        counts=said.counts,
        files=tuple(
            ReleasedFileTold(
                name=one.name,
                says=says_of(one.name),
                address=reverse("library-release-file", args=[opened.folder.name, one.name]),
                media_type=media_type(one.name),
                size=one.size,
                sha256=one.sha256,
                rows=one.rows,
            )
            for one in opened.files
        ),
    )


def _determination(programme: str, number: str, version: int | None) -> PublishedDetermination:
    said = shelf().store.get(f"{programme}/{number}", version)
    if said is None:
        raise missing(f"{programme}/{number}", version)
    return said
