"""What must not be, and what must be, in the repository."""

from __future__ import annotations

import importlib.metadata
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LISTED = subprocess.run(
    ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
).stdout.split("\0")
TEXTS = {
    name: path.read_text(encoding="utf-8")
    for name in LISTED
    if name and (path := ROOT / name).is_file() and path.suffix not in {".pdf", ".png", ".docx"}
}
PINS = ("runtime", "dev", "bench")
SELF = "tests/architecture/test_repository.py"


@pytest.mark.parametrize(
    "pattern",
    [
        r"(extra-)?index-url\b",
        r"find-links\b",
        r"https?://[^\s)\"']*/simple\b",
        r"(?<![\w.])/(work|root|opt)/",
        r"registry\s*=\s*.?http",
    ],
)
def test_no_file_names_a_package_index_or_a_place_on_one_machine(pattern: str) -> None:
    assert [name for name, text in TEXTS.items() if name != SELF and re.search(pattern, text)] == []


@pytest.mark.parametrize("name", PINS)
def test_every_pin_has_its_hashes(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    pins = re.split(r"\n(?=\S)", text.strip())
    bare = [pin.splitlines()[0] for pin in pins if "==" not in pin or "--hash=sha256:" not in pin]
    assert bare == []


@pytest.mark.parametrize("name", PINS)
def test_every_requirement_is_pinned(name: str) -> None:
    asked = (ROOT / "requirements" / f"{name}.in").read_text(encoding="utf-8").splitlines()
    pinned = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    wanted = [re.split(r"[=\[<>~]", line)[0] for line in asked if line and line[0] not in "#-"]
    packages = {one: re.sub(r"[-_.]+", "-", one).lower() for one in wanted}
    assert [one for one, package in packages.items() if f"\n{package}==" not in f"\n{pinned}"] == []


def test_the_pins_of_all_purposes_agree() -> None:
    versions: dict[str, set[str]] = {}
    for name in PINS:
        text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        for package, version, marker in re.findall(r"^([\w.-]+)==([\w.]+)( ; [^\\]*)?", text, re.M):
            versions.setdefault(f"{package}{marker.strip()}", set()).add(version)
    assert {package: found for package, found in versions.items() if len(found) > 1} == {}


def test_no_dependency_has_a_licence_that_binds_its_users() -> None:
    text = (ROOT / "requirements" / "runtime.txt").read_text(encoding="utf-8")
    bound = []
    for package in re.findall(r"^([\w.-]+)==", text, re.M):
        try:
            about = importlib.metadata.metadata(package)
        except importlib.metadata.PackageNotFoundError:
            continue  # pinned for another platform
        words = " ".join([about.get("License") or "", *(about.get_all("Classifier") or [])])
        if re.search(r"\bA?GPL|Affero", words) and not re.search(r"\bLGPL|Lesser", words):
            bound.append(package)
    assert bound == []


def test_nothing_is_left_unfinished_or_skipped() -> None:
    soft = re.compile(r"NotImplementedError|#\s*(TODO|FIXME|XXX)\b|mark\.xfail|assert True\b")
    skip = re.compile(r"pytest\.skip\(|mark\.skip")
    left = [
        name
        for name, text in TEXTS.items()
        if name.endswith(".py")
        and name != SELF
        and (soft.search(text) or (skip.search(text) and not name.startswith("tests/corpus/")))
    ]
    assert left == []


def test_example_people_are_reachable_nowhere() -> None:
    addresses = [
        (name, found)
        for name, text in TEXTS.items()
        if name.startswith("examples/")
        for found in re.findall(r"[\w.]+@[\w.-]+|\(\d{3}\) \d{3}-\d{4}", text)
        if not re.fullmatch(r"[\w.]+@[\w.-]+\.example|\(\d{3}\) 555-01\d\d", found)
    ]
    assert addresses == []
