"""Takes out of a text what says who somebody is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from openimr.publication.redaction.found import Found, How
from openimr.publication.redaction.identifiers import Identifier, Kind, KnownCase
from openimr.publication.redaction.placeholders import Placeholders
from openimr.publication.redaction.ports import PatternEngine
from openimr.publication.redaction.search import Searched, everybody_met, named_in, searched
from openimr.publication.redaction.settled import closed, settled
from openimr.vocabulary.value import Value


class Redaction(Value, frozen=True, kw_only=True):
    """One thing taken out.

    Attributes:
        kind: of what.
        placeholder: what stands there now.
        start, end: characters of the old text.
        how: it was found.
        field: of the determination, as a path ("findings.2.rationale"); "" for a text alone.
    """

    kind: Kind
    placeholder: str
    start: int
    end: int
    how: How
    field: str = ""


class Redacted(Value, frozen=True, kw_only=True):
    """A text without what was taken out, and the list of it."""

    text: str
    redactions: tuple[Redaction, ...]


def found_in(done: Searched, known: KnownCase, met: Mapping[str, Identifier]) -> list[Found]:
    """What goes out of a searched text, in order and without overlaps."""
    text = done.read.text
    found = settled([*done.known, *named_in(done, met), *done.formed], text, known)
    return done.placed(closed(one, text) for one in found)


def redact(
    text: str,
    known: KnownCase,
    *,
    engine: PatternEngine | None = None,
    placeholders: Placeholders | None = None,
    field: str = "",
) -> Redacted:
    """The text with placeholders for all that says who somebody is.

    Args:
        text: any text; line ends stay.
        known: what the case knows.
        engine: a library's patterns besides our own.
        placeholders: those of the determination that the text belongs to.
        field: where the text stands, for the list.
    """
    names = placeholders if placeholders is not None else Placeholders()
    done = searched(text, known, engine)
    names.met = everybody_met((done,), names.met)
    return written(text, found_in(done, known, names.met), names, field)


def written(text: str, found: Iterable[Found], names: Placeholders, field: str = "") -> Redacted:
    """The text with placeholders for what was found in it.

    Args:
        text: as it was searched.
        found: in order and without overlaps.
        names: placeholders of the determination that the text belongs to.
        field: where the text stands, for the list.
    """
    out: list[str] = []
    noted: list[Redaction] = []
    at = 0
    for one in found:
        placeholder = names.for_(one)
        out += [text[at : one.start], placeholder]
        noted.append(
            Redaction(
                kind=one.kind,
                placeholder=placeholder,
                start=one.start,
                end=one.end,
                how=one.how,
                field=field,
            )
        )
        at = one.end
    return Redacted(text="".join([*out, text[at:]]), redactions=tuple(noted))
