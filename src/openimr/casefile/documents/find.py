"""From pages to documents: cut, named, dated, and those set aside that are not to be used."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import msgspec

from openimr.casefile.documents.author import author_of
from openimr.casefile.documents.day import date_of
from openimr.casefile.documents.duplicates import find_duplicates
from openimr.casefile.documents.kind import Kind, kind_of
from openimr.casefile.documents.page_view import PageView
from openimr.casefile.documents.patient import (
    Identity,
    all_text,
    clearly_read,
    concerns_another,
    identity_of,
    readable,
    subject_of,
)
from openimr.casefile.documents.split import split
from openimr.casefile.model import Document, Page


def find_documents(pages: Sequence[Page]) -> tuple[Document, ...]:
    """The documents of a case file, in the order of its pages."""
    found = _cut([PageView(page) for page in pages])
    kinds = [kind_of(views[0]) for views in found]
    identities = [identity_of(views) for views in found]
    subject = subject_of(identities, [kind.type for kind in kinds])
    documents = [
        _document(views, kind, identity, subject)
        for views, kind, identity in zip(found, kinds, identities, strict=True)
    ]
    repeated = find_duplicates(documents, found)
    return tuple(
        msgspec.structs.replace(document, duplicate_of=original)
        for document, original in zip(documents, repeated, strict=True)
    )


def _cut(views: Sequence[PageView]) -> list[list[PageView]]:
    by_file = itertools.groupby(views, lambda view: view.page.file)
    return [document for _, inside in by_file for document in split(list(inside))]


def _document(
    views: Sequence[PageView], kind: Kind, identity: Identity, subject: Identity
) -> Document:
    first, last = views[0].page, views[-1].page
    return Document(
        file=first.file,
        pages=(first.number, last.number),
        type=kind.type,
        date=date_of(views, kind.type),
        author=author_of(views, kind.type, readable(subject)),
        title=kind.title,
        scanned=first.scanned,
        other_patient=concerns_another(
            identity, subject, all_text(views), clear=clearly_read(views, identity)
        ),
    )
