"""`from_bundle(to_bundle(d)) == d`, and every bundle is FHIR R4, whatever it tells."""

from __future__ import annotations

from hypothesis import given, settings
from tests.library_strategies import DETERMINATIONS

from openimr.adapters.fhir_bundles import bundle_bytes, faults_of, read_bundle
from openimr.publication.model import PublishedDetermination
from openimr.publication.open_data.from_fhir import from_bundle
from openimr.publication.open_data.to_fhir import to_bundle


@settings(max_examples=80)
@given(DETERMINATIONS)
def test_a_bundle_gives_the_determination_back(said: PublishedDetermination) -> None:
    assert from_bundle(to_bundle(said), "a bundle") == said


@settings(max_examples=30)
@given(DETERMINATIONS)
def test_a_bundle_is_fhir_and_survives_its_bytes(said: PublishedDetermination) -> None:
    written = bundle_bytes(said)
    assert faults_of(written) == []
    assert read_bundle(written, "a bundle") == said
    assert bundle_bytes(read_bundle(written, "a bundle")) == written
