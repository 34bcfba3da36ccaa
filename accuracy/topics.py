"""The topic of every treatment title of the real letters, against its label.

A title may carry two topics (an MRI of neck and hand). The letter's dates of injury and of the
utilization review are handed over with the title: some topics turn on the time between them.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from accuracy.letters import labelled_letters
from accuracy.report import Row, Section
from openimr.guidelines.circumstances import Circumstances
from openimr.guidelines.load import shipped_pack
from openimr.guidelines.match import match_topics
from openimr.vocabulary.value import Value

AIM = 0.97


class Title(Value, frozen=True, kw_only=True):
    """One treatment title of a letter with the topics that its labels give it.

    ``circumstances`` are None where the letter has lost its header.
    """

    letter: str
    issue: int
    text: str
    topics: tuple[str, ...]
    circumstances: Circumstances | None


def measure(shared: Path) -> Section:
    """Labels and titles whose topic is found; every miss with title, label and what was found."""
    pack = shipped_pack()
    labels = found = whole = 0
    misses: list[str] = []
    titles = tuple(labelled_titles(shared))
    for title in titles:
        matched = {topic.id for topic in match_topics(title.text, pack, title.circumstances)}
        wanted = set(title.topics)
        labels += len(wanted)
        found += len(wanted & matched)
        whole += wanted == matched
        if wanted != matched:
            misses.append(
                f"{title.letter} issue {title.issue}: {title.text!r}: "
                f"label {_told(wanted)}, found {_told(matched)}"
            )
    rows = (
        Row(name="labels whose topic is found", hits=found, total=labels, target=AIM),
        Row(name="titles with exactly their topics", hits=whole, total=len(titles), target=AIM),
    )
    return Section(title="Topics of treatment titles", rows=rows, misses=tuple(misses))


def labelled_titles(shared: Path) -> Iterator[Title]:
    """The titles of every labelled letter in order."""
    topics = _topics(shared)
    for _, labels in labelled_letters(shared):
        name = letter_name(labels)
        for number, issue in enumerate(labels["issues"], start=1):
            yield Title(
                letter=name,
                issue=number,
                text=issue["title"],
                topics=tuple(topics[name, number]),
                circumstances=_circumstances(labels),
            )


def letter_name(labels: Mapping[str, Any]) -> str:
    """A letter's name in the topic labels, where a seed letter goes by its number alone."""
    seed = labels.get("letter")
    return f"seed-{str(seed).split('_')[0]}" if seed else str(labels["case_number"])


def day(text: str | None) -> dt.date | None:
    """A date of the labels."""
    return dt.date.fromisoformat(text) if text else None


def _circumstances(labels: Mapping[str, Any]) -> Circumstances | None:
    asked = day(labels["ur_denial_date"])
    injured = day(labels["date_of_injury"])
    return Circumstances(asked_on=asked, injured_on=injured) if asked else None


def _topics(shared: Path) -> dict[tuple[str, int], list[str]]:
    topics: dict[tuple[str, int], list[str]] = defaultdict(list)
    for line in (shared / "letters" / "topics.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        topics[label["letter"], label["issue"]].append(label["topic"])
    return topics


def _told(topics: set[str]) -> str:
    return " and ".join(sorted(topics)) or "none"
