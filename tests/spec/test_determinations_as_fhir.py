"""A determination as FHIR R4: what was asked as a Claim, the answer as a ClaimResponse."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner
from fhir.resources.R4B.bundle import Bundle
from pydantic import BaseModel
from tests.golden.test_determination_as_fhir import GOLDEN
from tests.library_letters import changed_mind, letter, put

from openimr.adapters.fhir_bundles import bundle_bytes, faults_of, is_bundle, read_bundle
from openimr.adapters.library_build import Tally, build
from openimr.adapters.library_store import LibraryStore
from openimr.cli import openimr
from openimr.publication.open_data.fhir_values import REQUIRED
from openimr.vocabulary.errors import BadInput

ID = "ca-wc/CM16-0000001"


class Quiet:
    def __init__(self) -> None:
        self.messages: list[str] = []

    def advanced(self, done: int, total: int | None) -> None: ...

    def told(self, message: str) -> None:
        self.messages.append(message)


def built(folder: Path, *sources: Path, watch: Quiet | None = None) -> tuple[LibraryStore, Tally]:
    store = LibraryStore(folder)
    with store.writing():
        return store, build(store, list(sources), watch or Quiet(), workers=1)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> LibraryStore:
    home = tmp_path_factory.mktemp("library")
    first = put(home, "1.json", letter("CM16-0000001"))
    second = put(home, "2.json", changed_mind("CM16-0000001"))
    return built(home / "library", first, second)[0]


@pytest.fixture
def resources(library: LibraryStore) -> dict[str, Any]:
    said = library.get(ID)
    assert said
    bundle = json.loads(bundle_bytes(said))
    return {one["resource"]["resourceType"]: one["resource"] for one in bundle["entry"]}


@pytest.fixture
def changed(library: LibraryStore) -> Callable[..., bytes]:
    said = library.get(ID)
    assert said

    def change(kind: str, how: Callable[[dict[str, Any]], object]) -> bytes:
        bundle = json.loads(bundle_bytes(said))
        for one in bundle["entry"]:
            if one["resource"]["resourceType"] == kind:
                how(one["resource"])
        return json.dumps(bundle).encode()

    return change


def test_a_treatment_is_an_item_of_a_claim_and_its_answer_an_adjudication(
    resources: dict[str, Any], library: LibraryStore
) -> None:
    said = library.get(ID)
    assert said
    claim, response = resources["Claim"], resources["ClaimResponse"]
    assert claim["use"] == response["use"] == "preauthorization"
    assert [one["productOrService"]["text"] for one in claim["item"]] == [
        one.treatment for one in said.findings
    ]
    assert [one["adjudication"][0]["reason"]["coding"][0]["code"] for one in response["item"]] == [
        one.decision.value for one in said.findings if one.decision
    ]
    assert [one["text"] for one in response["processNote"]] == [
        one.rationale for one in said.findings
    ]


def test_nobody_is_named(resources: dict[str, Any]) -> None:
    assert not {"name", "identifier", "birthDate", "address", "telecom"} & set(resources["Patient"])
    assert not {"name", "telecom", "address"} & set(resources["Practitioner"])
    assert resources["Claim"]["provider"]["display"] == "requesting physician, not named"


def test_what_must_stand_and_nobody_knows_is_told_as_unknown(
    changed: Callable[..., bytes], library: LibraryStore
) -> None:
    def forget(response: dict[str, Any]) -> None:
        del response["created"]

    assert faults_of(changed("ClaimResponse", forget)) != []
    said = library.get(ID)
    assert said
    undated = json.loads(bundle_bytes(msgspec.structs.replace(said, decision_date=None)))
    response = undated["entry"][0]["resource"]
    assert response["_created"]["extension"][0]["valueCode"] == "unknown"


def test_what_has_an_unread_decision_or_no_finding_is_not_complete(library: LibraryStore) -> None:
    said = library.get(ID)
    assert said
    unread = msgspec.structs.replace(said.findings[0], decision=None)
    for findings, outcome in ((said.findings, "complete"), ((unread,), "partial"), ((), "partial")):
        bundle = json.loads(bundle_bytes(msgspec.structs.replace(said, findings=findings)))
        assert bundle["entry"][0]["resource"]["outcome"] == outcome


def test_where_it_comes_from_is_told(resources: dict[str, Any], library: LibraryStore) -> None:
    said = library.get(ID)
    assert said
    [source] = resources["Provenance"]["entity"]
    assert source["what"]["identifier"]["value"] == said.provenance.sha256
    assert resources["DocumentReference"]["identifier"][0]["value"] == said.provenance.sha256


def test_the_same_determination_gives_the_same_bundle_and_every_version_its_own(
    library: LibraryStore,
) -> None:
    first, second = library.versions(ID)
    assert bundle_bytes(first) == bundle_bytes(first)
    told = [json.loads(bundle_bytes(one)) for one in (first, second)]
    assert told[0]["id"] != told[1]["id"]
    assert [one["identifier"]["value"] for one in told] == [ID, f"{ID}/v2"]
    urls = [one["fullUrl"] for bundle in told for one in bundle["entry"]]
    assert len(set(urls)) == len(urls)


def test_what_is_corrected_in_a_bundle_is_read(changed: Callable[..., bytes]) -> None:
    def overturn(response: dict[str, Any]) -> None:
        for one in response["item"]:
            one["adjudication"][0]["reason"]["coding"][0]["code"] = "upheld"

    said = read_bundle(changed("ClaimResponse", overturn), "a bundle")
    assert {one.decision.value for one in said.findings if one.decision} == {"upheld"}


def test_elements_of_others_are_passed_over(changed: Callable[..., bytes]) -> None:
    def add(patient: dict[str, Any]) -> None:
        patient["active"] = True

    assert read_bundle(changed("Patient", add), "a bundle").id == ID


def test_resources_of_others_are_passed_over(changed: Callable[..., bytes]) -> None:
    bundle = json.loads(changed("Patient", lambda _: None))
    bundle["entry"] += [{"resource": {"resourceType": "Organization", "name": "Invented Plan"}}]
    assert read_bundle(json.dumps(bundle).encode(), "a bundle").id == ID


def test_a_library_is_built_of_bundles_without_loss(library: LibraryStore, tmp_path: Path) -> None:
    for number, one in enumerate(library.versions(ID)):
        (tmp_path / f"{number}.json").write_bytes(bundle_bytes(one))
    again, tally = built(tmp_path / "again", tmp_path / "0.json", tmp_path / "1.json")
    assert list(again.in_order()) == list(library.in_order())
    assert tally.unreadable == 0


def listed(element: str, model: Any) -> Iterator[tuple[str, frozenset[str]]]:
    """Every element that is there and of which the library lists the codes."""
    for name, field in type(model).model_fields.items():
        inner = getattr(model, name, None)
        here = f"{element}.{field.alias or name}"
        if isinstance(inner, str) and (codes := (field.json_schema_extra or {}).get("enum_values")):
            yield here, frozenset(codes)
        for one in inner if isinstance(inner, list) else [inner]:
            if isinstance(one, BaseModel):
                yield from listed(type(one).__name__ if name == "resource" else here, one)


def test_every_code_of_a_bundle_is_checked_as_the_library_of_fhir_lists_it() -> None:
    checked = {one.element: one.codes for one in REQUIRED}
    found = dict(listed("Bundle", Bundle.model_validate_json(GOLDEN.read_bytes())))
    assert found == checked


@pytest.mark.parametrize("one", REQUIRED, ids=lambda one: one.element)
def test_a_code_that_fhir_does_not_know_is_refused(one: Any, library: LibraryStore) -> None:
    said = library.get(ID)
    assert said
    bundle = json.loads(bundle_bytes(said))
    kind, *path = one.element.split(".")
    place = bundle
    if kind != "Bundle":
        place = next(
            each["resource"] for each in bundle["entry"] if each["resource"]["resourceType"] == kind
        )
    for name in path[:-1]:
        place = place[name][0]
    assert place[path[-1]] in one.codes
    place[path[-1]] = "bogus"
    with pytest.raises(BadInput, match=f"{one.element} is none of"):
        read_bundle(json.dumps(bundle).encode(), "a bundle")


def remove_answer(response: dict[str, Any]) -> None:
    response["item"].pop()


def unknown_decision(response: dict[str, Any]) -> None:
    response["item"][0]["adjudication"][0]["reason"]["coding"][0]["code"] = "perhaps"


def note_that_is_none(response: dict[str, Any]) -> None:
    response["item"][0]["noteNumber"] = [99]


def an_old_patient(patient: dict[str, Any]) -> None:
    patient["extension"] = [
        {"url": "urn:openimr:fhir:age", "valueAge": {"value": 93, "unit": "years"}}
    ]


def another_file(document: dict[str, Any]) -> None:
    document["content"][0]["attachment"].pop("title")


@pytest.mark.parametrize(
    ("kind", "how"),
    [
        ("ClaimResponse", remove_answer),
        ("ClaimResponse", unknown_decision),
        ("ClaimResponse", note_that_is_none),
        ("Patient", an_old_patient),
        ("DocumentReference", another_file),
    ],
    ids=lambda one: getattr(one, "__name__", one),
)
def test_a_bundle_that_tells_no_determination_is_refused_with_its_name(
    changed: Callable[..., bytes], kind: str, how: Callable[[dict[str, Any]], None]
) -> None:
    with pytest.raises(BadInput, match="a bundle: ") as told:
        read_bundle(changed(kind, how), "a bundle")
    assert "perhaps" not in str(told.value)


@pytest.mark.parametrize(
    "content",
    [
        b'{"resourceType": "Bundle"}',
        b'{"resourceType": "Bundle", "type": "collection"}',
        b'{"resourceType": "Bundle", "type": "collection", "entry": 7}',
        b'{"resourceType": "Bundle", "type": "collection", "entry": [{"resource": {}}]}',
    ],
)
def test_any_other_bundle_is_told_by_its_place_and_ends_nothing(
    content: bytes, tmp_path: Path
) -> None:
    (tmp_path / "other.json").write_bytes(content)
    watch = Quiet()
    store, tally = built(tmp_path / "library", tmp_path / "other.json", watch=watch)
    assert (store.count, tally.unreadable) == (0, 1)
    assert "other.json: is no bundle" in watch.messages[0]


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"7", b'{"resourceType": "Patient"}', b'"resourceType"', b"\xffresourceType"],
)
def test_what_is_no_bundle_is_not_taken_for_one(content: bytes) -> None:
    assert not is_bundle(content)


def test_by_the_verb_a_whole_library_becomes_bundles_and_a_library_again(
    library: LibraryStore, tmp_path: Path
) -> None:
    asked = ["library", "fhir", "--into", str(tmp_path / "all"), "--library", str(library.folder)]
    told = CliRunner().invoke(openimr, asked, standalone_mode=False)
    assert told.output == f"2 bundles in {tmp_path / 'all'}.\n"
    files = sorted((tmp_path / "all").iterdir())
    assert [one.name for one in files] == [
        "ca-wc-CM16-0000001-v001.fhir.json",
        "ca-wc-CM16-0000001-v002.fhir.json",
    ]
    again, _ = built(tmp_path / "again", *files)
    assert list(again.in_order()) == list(library.in_order())


def test_by_the_verb_a_bundle_is_written_and_shown(library: LibraryStore, tmp_path: Path) -> None:
    run = CliRunner()
    where = ["--library", str(library.folder)]
    told = run.invoke(openimr, ["library", "fhir", f"{ID}/v1", *where], standalone_mode=False)
    assert told.return_value == 0
    (tmp_path / "b.json").write_text(told.output)
    asked = ["library", "fhir", "--read", str(tmp_path / "b.json")]
    shown = json.loads(run.invoke(openimr, asked, standalone_mode=False).output)
    assert (shown["id"], shown["version"]) == (ID, 1)
