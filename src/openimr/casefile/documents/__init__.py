"""Finding documents: where each begins and ends, what it is, when and by whom it was written."""

from __future__ import annotations

from openimr.casefile.documents.find import find_documents

__all__ = ["find_documents"]
