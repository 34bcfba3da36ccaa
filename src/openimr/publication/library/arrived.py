"""What came into the library last: for whoever follows it.

When a letter was decided tells nobody who follows the library what is new in it: old letters are
taken in, too.
"""

from __future__ import annotations

import datetime as dt

from openimr.vocabulary.value import Value


class Arrived(Value, frozen=True, kw_only=True):
    """A version of a determination that came into the library.

    Attributes:
        id: of the determination.
        version: which.
        at: when.
    """

    id: str
    version: int
    at: dt.datetime
