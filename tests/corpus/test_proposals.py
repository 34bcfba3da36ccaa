"""The five shared case files: nine proposals, and nothing said that the record does not say."""

import os
import pathlib

import pytest
from accuracy import proposals, support

ROOT = pathlib.Path(__file__).parents[2]
SHARED = pathlib.Path(os.environ.get("OPENIMR_SHARED", ROOT.parent / "shared"))

pytestmark = pytest.mark.skipif(
    not (SHARED / "case-files").is_dir(), reason=f"{SHARED} has no shared case files"
)


def test_every_proposal_is_the_real_decision_for_a_deciding_reason():
    section = proposals.measure(SHARED)
    assert section.misses == ()


def test_every_sentence_is_borne_by_the_record():
    section = support.measure(SHARED)
    assert section.misses == ()
