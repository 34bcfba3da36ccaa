"""Digests of applications are the same whatever the hand, and differ where the dispute does."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from tests.filed_applications import WHOLE, application, day, topics, treatments, words

from openimr.application.model import Application
from openimr.workflow.receive_digests import Digests, claim, organization, person, plain

KEY = Digests(bytes(range(32)))
OTHER_KEY = Digests(bytes(range(1, 33)))

LETTERS = st.characters(categories=("Lu", "Ll"), max_codepoint=0x24F)
NO_NAMES = {"doctor", "pharmd"}
NAMES = st.lists(
    st.text(LETTERS, min_size=5, max_size=9).filter(lambda word: plain(word) not in NO_NAMES),
    min_size=2,
    max_size=4,
    unique_by=str.lower,
)


def dispute(read: Application, digests: Digests = KEY, case: str = "CM26-1") -> str:
    return digests.same_dispute(read, topics(read), case)


def course(read: Application) -> str:
    return KEY.same_course(read, "CM26-1")


@given(NAMES, st.randoms(use_true_random=False))
def test_a_name_is_the_same_in_any_order_case_and_spacing(parts: list[str], random: object) -> None:
    shuffled = list(parts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert person(" ".join(shuffled)) == person("  ".join(parts))
    assert person(" ".join(parts).lower()) == person(" ".join(parts))


@given(NAMES)
def test_accents_composed_or_not_or_left_out_are_the_same(parts: list[str]) -> None:
    name = " ".join(parts)
    decomposed = unicodedata.normalize("NFD", name)
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    assert plain(decomposed) == plain(name) == plain(bare)


@given(st.text())
def test_any_text_can_be_made_plain_and_stays_so(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert person(text) == person(text)
    assert organization(text) == organization(text)


@given(st.permutations(["Acupuncture x 6 visits", "Tramadol 50 mg #60", "TENS unit"]))
def test_the_order_of_treatments_does_not_matter(texts: list[str]) -> None:
    assert dispute(application(treatments=treatments(*texts))) == dispute(
        application(treatments=treatments(*sorted(texts)))
    )


def test_initials_titles_suffixes_and_credentials_do_not_matter() -> None:
    written = (
        "José Núñez",
        "NUNEZ, JOSE",
        "Mr. Jose R. Nuñez",
        "Nunez, Jose, Jr.",
        "Jose Nunez MD",
    )
    assert {person(name) for name in written} == {"jose nunez"}


def test_surnames_that_look_like_credentials_are_names() -> None:
    assert person("Linh Do") == person("Do, Linh") == person("DO, LINH T.") == "do linh"
    assert person("Ma, Wen, DO") == person("Wen Ma") == "ma wen"


def test_claim_numbers_that_scan_alike_are_one() -> None:
    assert {claim(one) for one in ("QT-25-00871", "qt 25 OO87l", "QT2500871")} == {"qt2500871"}


def test_legal_forms_do_not_matter() -> None:
    written = ("The Paper Lantern Press, Inc.", "Paper Lantern Press LLC", "PAPER LANTERN PRESS")
    assert {organization(name) for name in written} == {"paper lantern press"}


def test_what_makes_another_dispute_makes_another_digest() -> None:
    others = (
        application(employee=words("Thea Brandvold")),
        application(date_of_injury=day("2025-06-02")),
        application(claim_number=words("QT-25-00872")),
        application(ur_date=day("2026-02-18")),
        application(treatments=treatments("Acupuncture, 6 visits, lumbar spine")),
        application(treatments=treatments("Acupuncture, 8 visits", "Tramadol 50 mg #60")),
        application(
            treatments=treatments("Acupuncture, 6 visits, lumbar spine", "Tramadol 100 mg #60")
        ),
    )
    assert len({dispute(one) for one in (WHOLE, *others)}) == len(others) + 1


def test_what_makes_another_course_makes_another_digest() -> None:
    others = (
        application(employee=words("Thea Brandvold")),
        application(date_of_injury=day("2025-06-02")),
        application(requesting_physician=words("Orla Whitfield, DC")),
    )
    assert len({course(one) for one in (WHOLE, *others)}) == len(others) + 1


def test_what_does_not_matter_to_a_course_leaves_it_the_same() -> None:
    other = application(
        ur_date=day("2026-04-01"), claim_number=None, treatments=treatments("TENS unit")
    )
    assert course(other) == course(WHOLE)


def test_without_the_key_nobody_can_try_names() -> None:
    assert dispute(WHOLE) != dispute(WHOLE, OTHER_KEY)


def test_what_cannot_be_compared_is_the_case_s_own() -> None:
    for missing in ("employee", "ur_date"):
        read = application(**{missing: None})
        assert dispute(read, case="CM26-1") != dispute(read, case="CM26-2")
    untreated = application(treatments=())
    assert dispute(untreated, case="CM26-1") != dispute(untreated, case="CM26-2")
