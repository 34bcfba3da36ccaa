"""What the papers of a case say about who is who, from the pages that were read of them."""

from __future__ import annotations

from collections.abc import Iterator

from openimr.adapters.case_folders import CaseFolders
from openimr.adapters.case_pages import KeptPages, kept_documents
from openimr.casefile.model import CaseFile, Document, DocumentType, Page
from openimr.vocabulary.errors import BadInput
from openimr.workflow.publishing_known import PapersSay

_KEPT_PAGES = ".pages"
"""Where a draft's folder keeps finished pages."""

_TELLS = (DocumentType.APPLICATION, DocumentType.RFA, DocumentType.UR_DECISION)


class CasePapersRead:
    """Implements ``workflow.publishing_known.CasePapersSay`` on the folders of cases.

    Args:
        folders: of the cases.
    """

    def __init__(self, folders: CaseFolders) -> None:
        self._folders = folders

    def said(self, case: str) -> PapersSay:
        """Form, request and decision as they are read, and who wrote the other documents."""
        try:
            documents = self._documents(case)
            papers = self._folders.papers(case)
        except BadInput:  # nothing came as a paper, or nothing was read
            return PapersSay()
        pages = KeptPages(papers, self._folders.draft(case) / _KEPT_PAGES, self._folders.keys)
        read = tuple(_pages_of(documents, pages))
        return _said(CaseFile(pages=read, documents=tuple(documents)))

    def _documents(self, case: str) -> list[Document]:
        return kept_documents(self._folders.documents(case), case, self._folders.keys)


def _pages_of(documents: list[Document], kept: KeptPages) -> Iterator[Page]:
    """The pages of what tells who is who; those that were not read are left out."""
    for one in documents:
        if one.type in _TELLS and not one.other_patient:
            numbers = range(one.pages[0], one.pages[1] + 1)
            yield from filter(None, (kept.page(one.file, number) for number in numbers))


def _said(case_file: CaseFile) -> PapersSay:
    from openimr.application.addresses import read_addresses  # noqa: PLC0415 - slow to load
    from openimr.application.read import read_application  # noqa: PLC0415
    from openimr.workflow.draft import papers_of  # noqa: PLC0415

    telling = tuple(one for one in case_file.documents if one.type in _TELLS)
    papers = papers_of(CaseFile(pages=case_file.pages, documents=telling))
    application = read_application(papers)
    addresses = read_addresses(papers, application.attorney).values()
    return PapersSay(
        application=application,
        addresses=tuple(", ".join(lines) for lines in addresses),
        authors=tuple(one.author for one in case_file.usable() if one.author),
        pages=tuple(page.text for page in case_file.pages),
    )
