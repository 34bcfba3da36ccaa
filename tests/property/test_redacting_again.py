"""A letter redacted again with more that is known: the same as if it were searched anew."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sound_letter import SOUND

from openimr.determination.model import Determination
from openimr.publication.redaction.determinations import redact_determination
from openimr.publication.redaction.found import Found, How
from openimr.publication.redaction.identifiers import Identifier, Kind, KnownCase
from openimr.publication.redaction.search import Searches
from openimr.workflow.publishing_known import learned_from

NAMES = ("Ines Marchetti", "Oduya", "Bjorn Weatherly-Quist", "Ada Long", "Will Young")
PHRASES = (
    "Dr. {} examined the worker.",
    "Mrs. {} drove her.",
    "{} noted pain of 6/10.",
    "seen by {}, MD, on 3/4/2016.",
    "The note of {} asks for an MRI.",
    "a long walk with a young dog was denied.",
    "Call (415) 555-0199; claim 0123456.",
)
WRITTEN = st.sampled_from((str, str.upper, str.lower))
SENTENCES = st.builds(
    lambda phrase, name, how: phrase.format(how(name)),
    st.sampled_from(PHRASES),
    st.sampled_from((*NAMES, *(one.split()[-1] for one in NAMES))),
    WRITTEN,
)
TEXTS = st.lists(SENTENCES, min_size=1, max_size=6).map(" ".join)
KNOWN = st.lists(st.sampled_from(NAMES), max_size=2, unique=True)


class Engine:
    """Patterns of a library; counts what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def find(self, text: str) -> Iterator[Found]:
        self.asked.append(text)
        if (at := text.find("0123456")) >= 0:
            yield Found(at, at + 7, Kind.CLAIM_NUMBER, "", How.ENGINE)


def letter(summary: str, rationale: str) -> Determination:
    finding = msgspec.structs.replace(SOUND.findings[0], rationale=rationale)
    findings = (finding, *SOUND.findings[1:])
    return msgspec.structs.replace(SOUND, clinical_case_summary=summary, findings=findings)


def known_as(names: list[str]) -> KnownCase:
    return KnownCase(identifiers=tuple(Identifier(kind=Kind.PHYSICIAN, value=one) for one in names))


@settings(max_examples=25, deadline=None)
@given(TEXTS, TEXTS, KNOWN, KNOWN)
def test_what_goes_out_is_the_same(
    summary: str, rationale: str, names: list[str], later: list[str]
) -> None:
    said, known = letter(summary, rationale), known_as(names)
    searches = Searches(Engine())
    first = redact_determination(said, known, searches=searches)
    assert first == redact_determination(said, known, engine=Engine())
    learned = (*learned_from(first), *known_as(later).identifiers)
    more = KnownCase(identifiers=(*known.identifiers, *learned))
    again = redact_determination(said, more, searches=searches)
    assert again == redact_determination(said, more, engine=Engine())


def test_no_text_is_gone_through_twice_for_its_forms() -> None:
    said, engine = letter("Dr. Ines Marchetti wrote.", "Marchetti asks again."), Engine()
    searches = Searches(engine)
    first = redact_determination(said, known_as([]), searches=searches)
    asked = len(engine.asked)
    learned = known_as([one.value for one in learned_from(first)])
    assert learned.identifiers
    redact_determination(said, learned, searches=searches)
    assert len(engine.asked) == asked > 0


def test_a_text_that_reads_otherwise_once_somebody_is_known_is_gone_through_again() -> None:
    said, engine = letter("will young came in.", "None."), Engine()
    searches = Searches(engine)
    redact_determination(said, known_as([]), searches=searches)
    asked = len(engine.asked)
    redact_determination(said, known_as(["Will Young"]), searches=searches)
    assert len(engine.asked) == asked + 1
