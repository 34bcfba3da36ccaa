"""What is kept of an audit: read without running anything in it, refused where it is no model."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from bench._library_outcomes import Law
from tests.published_determinations import invented

from openimr.adapters.library_audit import (
    Audited,
    Looked,
    Newest,
    Wanted,
    audited_findings,
    measured_again,
)
from openimr.adapters.library_audit_file import ARRAYS, CARD, NAMES, keep, kept_model
from openimr.adapters.library_audit_kept import AUDIT, REPORT, kept_report
from openimr.adapters.library_audit_models import Rows
from openimr.adapters.library_store import LibraryStore
from openimr.publication.audit.published import AuditedFinding, PublishedLibrary, audited
from openimr.publication.audit.report import COMBINED, MAJORITY
from openimr.vocabulary.errors import BadInput

LAW = Law(2)
ALONE = PublishedLibrary(lambda: (), [])
"""As in a process that serves no cases; this one runs their tests too."""


@pytest.fixture(scope="module")
def findings() -> list[AuditedFinding]:
    return [one for said in invented(300, 2) for one in audited(LAW.decided(said))]


@pytest.fixture(scope="module")
def found(findings: list[AuditedFinding]) -> Audited:
    return audited_findings(list(findings), Looked(300), Wanted(dt.date(2026, 11, 22)))


@pytest.fixture
def library(found: Audited, tmp_path: Path) -> Path:
    keep(tmp_path, found)
    return tmp_path


def test_a_model_read_back_tells_the_same(
    library: Path, found: Audited, findings: list[AuditedFinding]
) -> None:
    model, cut = kept_model(library, ALONE)
    assert cut == found.cut
    np.testing.assert_array_equal(
        model.probabilities(Rows(findings)), found.models[COMBINED].probabilities(Rows(findings))
    )
    assert kept_report(library) == found.report
    assert (library / AUDIT / CARD).read_text().startswith("# Outcome model")


def test_an_archive_that_would_run_something_is_refused(library: Path) -> None:
    class Runs:
        def __reduce__(self) -> object:
            return os.mkdir, (str(library / "was-run"),)

    np.savez(library / AUDIT / ARRAYS, rarity=np.array([Runs()]), weights=np.zeros(3))
    with pytest.raises(BadInput, match="no model that can be read"):
        kept_model(library, ALONE)
    assert not (library / "was-run").exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (ARRAYS, b""),
        (ARRAYS, b"PK\x03\x04 and no more"),
        (NAMES, b"{}"),
        (NAMES, b"no JSON"),
    ],
)
def test_what_is_no_model_is_refused_in_words(library: Path, name: str, content: bytes) -> None:
    (library / AUDIT / name).write_bytes(content)
    with pytest.raises(BadInput, match="no model that can be read"):
        kept_model(library, ALONE)


@pytest.mark.parametrize("weights", [np.zeros(1), np.array([np.nan]), np.zeros((1, 1))])
def test_arrays_that_do_not_fit_the_names_are_refused(library: Path, weights: object) -> None:
    np.savez(library / AUDIT / ARRAYS, rarity=np.zeros(0), weights=weights)
    with pytest.raises(BadInput, match="no model that can be read"):
        kept_model(library, ALONE)


def test_without_an_audit_there_is_neither_model_nor_report(library: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    assert kept_report(elsewhere) is None
    with pytest.raises(BadInput, match="holds no model"):
        kept_model(elsewhere, ALONE)
    (library / AUDIT / REPORT).write_bytes(b"{}")
    assert kept_report(library) is None


def test_a_kept_model_is_measured_again_on_what_was_decided_since(
    library: Path, found: Audited, findings: list[AuditedFinding]
) -> None:
    kept = kept_model(library, ALONE)
    again = measured_again(list(findings), Looked(300), Wanted(found.report.made), kept).report
    assert set(again.models) == {MAJORITY, COMBINED}
    assert again.models[COMBINED] == found.report.models[COMBINED]
    assert again.residuals == found.report.residuals


def test_of_a_large_library_a_sample_by_the_seed_is_taken_and_told(tmp_path: Path) -> None:
    store = LibraryStore(tmp_path)
    with store.writing():
        store.add(list(invented(300, 2, words=False)))
    drawn = []
    for seed in (1, 1, 2):
        newest = Newest(store, Wanted(dt.date(2026, 11, 22), seed, letters_at_most=100), print)
        drawn.append([said.id for said in newest()])
        assert newest.looked == Looked(there=300, left_out=0, sampled=True)
        assert 60 < len(drawn[-1]) < 140
    assert drawn[0] == drawn[1] != drawn[2]


def test_the_verb_keeps_report_model_and_card(tmp_path: Path) -> None:
    library, card = tmp_path / "library", tmp_path / "card.md"
    store = LibraryStore(library)
    with store.writing():
        store.add([LAW.decided(said) for said in invented(300, 2)])
    command = [sys.executable, "-m", "openimr", "library", "audit", "--library", library]
    run = subprocess.run(
        [*command, "--card", card, "--json"], capture_output=True, text=True, check=True
    )
    told = json.loads(run.stdout)
    assert set(told["models"]) == {"majority", "structured", "trees", "words", "combined"}
    report = kept_report(library)
    assert report is not None
    assert report.library == 300
    assert card.read_bytes() == (library / AUDIT / CARD).read_bytes()
    assert (library / AUDIT / ARRAYS).is_file()
