"""A library of the shared letters: every one is in it, and says what its reading says."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from tests.faults.test_library_killed import Unwatched

from openimr.adapters.fhir_bundles import bundle_bytes, read_bundle
from openimr.adapters.library_build import build
from openimr.adapters.library_sources import find_sources
from openimr.adapters.library_store import LibraryStore
from openimr.adapters.open_data_reader import OpenedRelease
from openimr.adapters.open_data_writer import write_release
from openimr.determination.model import Decision
from openimr.publication.open_data.release import checked_terms

SHARED = Path(os.environ.get("OPENIMR_SHARED", Path(__file__).parents[3] / "shared"))
LETTERS = SHARED / "letters"
if not (LETTERS / "pdf").is_dir():
    pytest.skip(f"the shared letters are not at {SHARED}", allow_module_level=True)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> LibraryStore:
    store = LibraryStore(tmp_path_factory.mktemp("library"))
    found, messages = find_sources([LETTERS / "pdf", LETTERS / "text"])
    assert not messages
    with store.writing():
        tally = build(store, found, Unwatched())
        assert (tally.unreadable, tally.copies, tally.corrected) == (0, 0, 0)
        again = build(store, found, Unwatched())
        assert (again.there, sum(again.taken.values())) == (len(found), 0)
    return store


def test_every_letter_is_there_once(store: LibraryStore) -> None:
    assert store.count == len(list((LETTERS / "pdf").iterdir())) + 5
    assert len({one.id for one in store.all()}) == store.count


def test_findings_and_decisions_are_those_of_the_labels(store: LibraryStore) -> None:
    decided = Counter(
        finding.decision
        for one in store.all()
        if one.provenance.name.endswith(".pdf")
        for finding in one.findings
    )
    assert decided == {Decision.UPHELD: 127, Decision.OVERTURNED: 14}


def test_nearly_every_finding_has_a_topic(store: LibraryStore) -> None:
    findings = [finding for one in store.all() for finding in one.findings]
    assert sum(bool(finding.topics) for finding in findings) / len(findings) > 0.9


def test_every_letter_is_valid_fhir_and_comes_back_from_it_without_loss(
    store: LibraryStore,
) -> None:
    for one in store.all():
        assert read_bundle(bundle_bytes(one), one.id) == one


def test_a_release_says_what_the_letters_say(store: LibraryStore, tmp_path: Path) -> None:
    terms = checked_terms("real", None, None)
    release = OpenedRelease(write_release(store, tmp_path, terms, version="1"))
    assert list(release.in_order()) == list(store.in_order())
    assert release.faults() == []
