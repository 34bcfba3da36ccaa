"""The cases that a pack is tested with: written so that a physician can read and write them.

A case is a request and what the record says, with the outcome that each criterion named must
have and what the engine must propose.
"""

from __future__ import annotations

import datetime as dt
import pathlib
from importlib.resources.abc import Traversable

import msgspec

from openimr.guidelines.criterion import Outcome
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.fact import Assertion, FactKind
from openimr.vocabulary.value import Value, require
from openimr.vocabulary.yaml_file import YamlFile, listed, yaml_files

_PROPOSALS = ("upheld", "overturned", "open")


class Said(Value, frozen=True, kw_only=True):
    """One thing the record says.

    Attributes:
        says: in the words of a record.
        kind: what it is about; a plain sentence unless told otherwise.
        concept: the code, where a criterion goes by codes.
        day: of the paper, for what the criteria count by date.
    """

    says: str
    kind: FactKind = FactKind.OBSERVATION
    assertion: Assertion = Assertion.PRESENT
    concept: str | None = None
    about: str | None = None
    value: int | float | str | None = None
    unit: str | None = None
    day: dt.date | None = None


class Beside(Value, frozen=True, kw_only=True):
    """Another treatment in the same dispute, and what became of it.

    ``category`` is needed only for one of no topic, or where it is not the topic's own.
    """

    topic: str | None = None
    category: str | None = None
    approved: bool = False
    asked: int | None = None
    certified: int | None = None
    necessary: bool | None = None


class Case(Value, frozen=True, kw_only=True):
    """One test of a topic.

    Attributes:
        name: what the case shows.
        request: as worded.
        asked_on: day of the request.
        certified: how many utilization review allowed.
        outcomes: the outcome that each criterion named must have.
        proposal: "upheld", "overturned" or "open".
    """

    name: str
    request: str
    asked_on: dt.date
    proposal: str
    outcomes: dict[str, Outcome] = msgspec.field(default_factory=dict)
    date_of_injury: dt.date | None = None
    age: int | None = None
    certified: int | None = None
    approved: bool = False
    beside: tuple[Beside, ...] = ()
    record: tuple[Said, ...] = ()

    def __post_init__(self) -> None:
        require(self.proposal in _PROPOSALS, "a proposal is upheld, overturned or open")


class TopicCases(Value, frozen=True, kw_only=True):
    """All cases of one topic."""

    topic: str
    cases: tuple[Case, ...]


def load_cases(folder: Traversable | pathlib.Path) -> tuple[TopicCases, ...]:
    """The cases under a pack's ``tests`` folder, one file a topic; empty where there are none.

    Raises:
        BadInput: listing every fault of every file, each with file, line and remedy.
    """
    faults = list[str]()
    files = [
        YamlFile(file, faults, "tests", begins="'topic:'")
        for file in yaml_files(folder / "tests", faults)
    ]
    read = tuple(
        TopicCases(
            topic=file.text("topic"),
            cases=tuple(
                case
                for index in file.indexes("cases")
                if (case := file.read(Case, "cases", index)) is not None
            ),
        )
        for file in files
    )
    for file in files:
        file.check_keys()
    if faults:
        raise BadInput(f"cases of guideline pack {folder.name}", listed(faults, "the pack"))
    return read
