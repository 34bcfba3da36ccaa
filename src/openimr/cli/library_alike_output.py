"""What ``openimr library alike`` asks and says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from openimr.adapters.library_store import LibraryStore
from openimr.cli.library_place import determination_cited
from openimr.publication.search.alike import as_plain
from openimr.publication.search.alike_model import Likeness, Question, Similar
from openimr.publication.search.alike_words import LONGEST, AlikeText
from openimr.vocabulary.errors import BadInput

_NONE = "Nothing in the library is similar."


def asked_for(id: str | None, text: Path | None, store: LibraryStore) -> Question:
    """The finding or the text that was named.

    Raises:
        BadInput: when it is not there, or cannot be read.
    """
    if text is not None:
        return Question(text=AlikeText(reasons=_read(text)[:LONGEST]))
    cited, _, number = (id or "").partition("#")
    said = determination_cited(cited, None, store)
    wanted = number or "1"
    for finding in said.findings:
        if str(finding.number) == wanted:
            return Question.of(said, finding)
    raise BadInput(cited, f"has no finding {wanted}", f"It has {len(said.findings)}.")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise BadInput(path.name, f"cannot be opened ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise BadInput(path.name, "is no text in UTF-8", "Save it as plain text.") from error


def as_json_text(found: Likeness) -> str:
    """For programs."""
    return msgspec.json.format(msgspec.json.encode(as_plain(found))).decode()


def as_text(found: Likeness) -> str:
    """For people."""
    lines = [line for one in found.similar for line in _told(one)]
    if found.otherwise:
        lines += ["On the same question with the other outcome:", ""]
        lines += [line for one in found.otherwise for line in _told(one)]
    return "\n".join(lines).rstrip() or _NONE


def _told(one: Similar) -> Iterator[str]:
    said = one.determination
    place = click.style(f"{said.id}#{one.finding}", bold=True)
    decided = one.said.decision.value if one.said.decision else "decision not read"
    year = said.decision_date or said.year or "undated"
    yield f"{place}  {year}, {decided}  (likeness {one.likeness:.2f})"
    yield f"   {one.said.treatment}"
    if one.otherwise:
        yield "   Same question, other outcome."
    if one.shares:
        yield "   Shares: " + "; ".join(f"{it.what} {it.value}" for it in one.shares)
    if one.terms:
        yield "   Words: " + ", ".join(one.terms)
    if one.passage is not None:
        yield f"   “{' '.join(one.passage.text.split())}”"
    if one.differs:
        yield "   Differs: " + "; ".join(
            f"{it.what}: {it.ours} / {it.theirs}" for it in one.differs
        )
    yield ""
