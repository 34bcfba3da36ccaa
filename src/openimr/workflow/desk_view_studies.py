"""Studies that were entered beside the guideline pack, as a finding cites them: ``[s:alder-2011]``.

A mark is made of the first author's name and the year; of several with the same the later ones
in the list get "-2", "-3". The letter names the study with its level of evidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from openimr.guidelines.evidence_level import Study, graded, level_of
from openimr.vocabulary.citation import Citation

STUDY_MARK = re.compile(r"\[s:([a-z0-9-]{1,80})\]")

_GRADES = "8 CCR 9792.25.1"
"""Where the levels of evidence stand."""


@dataclass(frozen=True)
class EnteredStudy:
    """A study with the name by which marks call it."""

    name: str
    study: Study

    @property
    def mark(self) -> str:
        """How a text cites it."""
        return f"[s:{self.name}]"

    @property
    def grade(self) -> str:
        """Design, risk of bias and level, in words."""
        return graded(self.study)

    @property
    def in_words(self) -> str:
        """As it stands in a sentence; the guideline line has the whole citation."""
        return f"{self.study.lead_author.rstrip('.')}, {self.study.year}, {self.grade}"

    @property
    def citation(self) -> Citation:
        """As the guideline line names it, with its level (8 CCR 9792.25.1)."""
        level = level_of(self.study)
        said = f"level of evidence {level.value}" if level else "level of evidence not determined"
        by = f", {_GRADES}" if level and level.verified else ""
        return Citation(source=f"{self.study.citation.rstrip('.')} ({said}{by})")


def entered(studies: Sequence[Study]) -> tuple[EnteredStudy, ...]:
    """Studies with their names, in the order of the list."""
    found: dict[str, EnteredStudy] = {}
    for study in studies:
        author = re.sub(r"[^a-z0-9]+", "-", study.lead_author.split()[0].lower()).strip("-")
        bare = f"{author or 'study'}-{study.year}"
        same = sum(one.rpartition("-")[0] == bare or one == bare for one in found)
        name = f"{bare}-{same + 1}" if same else bare
        found[name] = EnteredStudy(name, study)
    return tuple(found.values())
