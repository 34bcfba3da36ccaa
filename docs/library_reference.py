"""Writes docs/library-columns.md, the data dictionary of the library, from its schema."""

from __future__ import annotations

from openimr.publication.library.schema import dictionary

INTRODUCTION = """\
# Columns of the library

Every file of `determinations/` has these columns, one row for each version of a determination. A
list is empty where there is nothing to list; any other column is empty where its source does not
say. What was *derived* from the words is told apart from what was said.
[What the library is](open-library.md).

"""

if __name__ == "__main__":
    print(INTRODUCTION + dictionary(), end="")
