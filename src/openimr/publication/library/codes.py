"""What the codes of the library mean, for whoever has its files and nothing else."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Final

from openimr.determination.model import Basis, Decision, Priority, Sex
from openimr.publication.library.later import Happened
from openimr.publication.model import Programme, SourceKind

MEANS: Final[Mapping[enum.Enum, str]] = {
    Programme.CALIFORNIA_WC: "California, workers' compensation",
    Programme.CALIFORNIA_DMHC: "California, managed health care",
    Programme.NEW_YORK_DFS: "New York, external appeals",
    SourceKind.OWN: "a letter written with OpenIMR",
    SourceKind.LETTER: "a letter of another office",
    SourceKind.DMHC: "a row of the table of California's DMHC",
    SourceKind.NY_DFS: "a row of the table of New York's DFS",
    Decision.UPHELD: "the denial or change of the treatment stands",
    Decision.OVERTURNED: "the denial or change of the treatment does not stand",
    Basis.MTUS: "California's Medical Treatment Utilization Schedule",
    Basis.NON_MTUS: "guidelines or studies outside of it",
    Basis.BOTH: "the schedule and others",
    Basis.NONE_CITED: "the line says that nothing was cited",
    Priority.STANDARD: "the usual time to decide",
    Priority.EXPEDITED: "a threat to health, decided within days",
    Sex.FEMALE: "",
    Sex.MALE: "",
    Happened.APPEALED: "somebody has appealed",
    Happened.AFFIRMED: "it stands after an appeal",
    Happened.REVERSED: "an appeal set it aside",
    Happened.NEW_REVIEW: "another review was ordered",
    Happened.WITHDRAWN: "whoever had published it took it back",
}
"""Each code in a few words; nothing where the code is a word that says it."""
