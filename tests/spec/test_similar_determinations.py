"""Similar published findings: found by what their words mean, told with the reason why."""

from __future__ import annotations

import json
import pickle
import warnings
from pathlib import Path

import msgspec
import numpy as np
import pytest
from click.testing import CliRunner, Result
from tests.published_determinations import determination, finding

from openimr.adapters import library_alike, library_alike_fitting, library_alike_kept
from openimr.adapters.library_alike import ALIKE, AlikeFindings
from openimr.adapters.library_alike_fitting import fitted
from openimr.adapters.library_alike_kept import bring_up_to_date
from openimr.adapters.library_store import LibraryStore
from openimr.cli import openimr
from openimr.determination.model import Decision, Priority
from openimr.publication.model import PublishedDetermination, age_band
from openimr.publication.search.alike import alike
from openimr.publication.search.alike_model import Likeness, Question, Similar
from openimr.publication.search.alike_words import AlikeText, counts_of
from openimr.vocabulary.citation import Citation
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.request import TreatmentRequest

KNEE = Citation(source="MTUS Knee Complaints 2004", sections=("Special Studies",))
PAIN = Citation(source="MTUS Chronic Pain Medical Treatment 2016", sections=("Opioids",))


def therapy(number: int, decision: Decision, reasons: str, **told: object):
    """Visits to a therapist, as somebody asked for them."""
    said = finding(
        treatment="Physical therapy 12 visits for the left knee",
        request=TreatmentRequest(quantity=12, unit="visits", per_week=2, weeks=6),
        decision=decision,
        rationale=reasons,
        topics=("therapy-knee",),
        body_regions=("knee",),
        citations=(KNEE,),
    )
    return determination(number, said, age=44, age_band=age_band(44), year=2016, **told)


def opioid(number: int, reasons: str) -> PublishedDetermination:
    """Tablets, as somebody asked for them."""
    said = finding(
        treatment="Norco 10/325 mg #90",
        request=TreatmentRequest(quantity=90, drug="norco", strength="10/325 mg"),
        decision=Decision.UPHELD,
        rationale=reasons,
        topics=("opioids",),
        drugs=("hydrocodone",),
        citations=(PAIN,),
    )
    return determination(number, said, age=61, age_band=age_band(61), year=2015)


FIRST = therapy(
    1,
    Decision.UPHELD,
    "Visits of supervised therapy exceed what is advised. No functional improvement is recorded, "
    "and a home exercise program was taught.",
)
OTHER_OUTCOME = therapy(
    2,
    Decision.OVERTURNED,
    "Functional improvement is recorded after the meniscus repair; supervised therapy goes on.",
    priority=Priority.EXPEDITED,
)
BY_ANOTHER_NAME = determination(
    3,
    finding(
        treatment="PT for the right knee, 6 sessions",
        decision=Decision.UPHELD,
        rationale="PT exceeds what is advised, with no functional improvement and a HEP taught.",
        topics=("therapy-knee",),
        body_regions=("knee",),
        citations=(KNEE,),
    ),
    year=2014,
)
TABLETS = opioid(4, "No pain agreement, no urine drug screen; weaning of the opioid is advised.")
FURTHER = opioid(5, "Weaning is advised: the urine drug screen did not agree with the opioid.")
LIBRARY = (FIRST, OTHER_OUTCOME, BY_ANOTHER_NAME, TABLETS, FURTHER)


@pytest.fixture
def library(tmp_path: Path) -> LibraryStore:
    """Five determinations, compared."""
    store = LibraryStore(tmp_path / "library")
    put(store, *LIBRARY)
    return store


def put(store: LibraryStore, *said: PublishedDetermination) -> int:
    """Add determinations and compare; how many findings were placed."""
    with store.writing():
        store.add(said)
        return bring_up_to_date(store.folder, store)


def similar(store: LibraryStore, said: PublishedDetermination) -> tuple[Similar, ...]:
    return asked_of(store, said).similar


def asked_of(store: LibraryStore, said: PublishedDetermination, most: int = 10) -> Likeness:
    kept = store.get(said.id)
    assert kept is not None
    asked = Question.of(kept, kept.findings[0])
    return alike(AlikeFindings(store.folder), store.get, asked, most)


def test_the_nearest_are_those_on_the_same_treatment_whatever_name_it_has(
    library: LibraryStore,
) -> None:
    found = similar(library, FIRST)
    assert {one.determination.id for one in found} == {BY_ANOTHER_NAME.id, OTHER_OUTCOME.id}
    assert [one.determination.id for one in similar(library, TABLETS)] == [FURTHER.id]


def test_a_determination_is_never_similar_to_itself(library: LibraryStore) -> None:
    assert all(one.determination.id != FIRST.id for one in similar(library, FIRST))


def test_it_is_told_what_both_share_and_what_differs(library: LibraryStore) -> None:
    found = {one.determination.id: one for one in similar(library, FIRST)}
    other = found[OTHER_OUTCOME.id]
    assert [(one.what, one.value) for one in other.shares] == [
        ("topic", "therapy-knee"),
        ("part of the body", "knee"),
        ("guideline", "MTUS Knee Complaints 2004"),
        ("requested", "12 visits, 2 a week, for 6 weeks"),
        ("age", "40 to 49"),
    ]
    assert [(one.what, one.ours, one.theirs) for one in other.differs] == [
        ("decision", "upheld", "overturned"),
    ]


def test_the_same_question_with_the_other_outcome_is_marked(library: LibraryStore) -> None:
    marks = {one.determination.id: one.otherwise for one in similar(library, FIRST)}
    assert marks[OTHER_OUTCOME.id]
    assert not marks[BY_ANOTHER_NAME.id]


def test_the_other_outcome_is_told_even_where_many_are_nearer(tmp_path: Path) -> None:
    store = LibraryStore(tmp_path)
    nearer = [therapy(n, Decision.UPHELD, FIRST.findings[0].rationale) for n in range(10, 30)]
    put(store, *LIBRARY, *nearer)
    found = asked_of(store, FIRST, most=3)
    assert OTHER_OUTCOME.id not in {one.determination.id for one in found.similar}
    assert [one.determination.id for one in found.otherwise] == [OTHER_OUTCOME.id]


def test_the_words_that_made_them_alike_stand_in_the_passage_quoted(library: LibraryStore) -> None:
    [found] = similar(library, TABLETS)
    assert "urine drug screen" in found.terms
    assert found.passage is not None
    marked = [found.passage.text[start:end].lower() for start, end in found.passage.marks]
    assert set(marked) & set(found.terms)


def test_what_carried_the_likeness_adds_up_to_it(library: LibraryStore) -> None:
    index = AlikeFindings(library.folder)
    ours, theirs = (Question.of(one, one.findings[0]).text for one in (TABLETS, FURTHER))
    whole = index.meaning.vector(counts_of(ours)) @ index.meaning.vector(counts_of(theirs))
    assert sum(index.carried(ours, theirs).values()) == pytest.approx(float(whole), abs=1e-5)


def test_abbreviations_and_brands_are_one_term_with_what_they_mean() -> None:
    short, long = (
        counts_of(AlikeText(reasons=one))[1]
        for one in ("Norco and PT.", "Hydrocodone/acetaminophen and physical therapy.")
    )
    assert set(short) == set(long)


def test_what_is_added_later_is_found_without_fitting_anew(library: LibraryStore) -> None:
    text = counts_of(AlikeText(reasons="Supervised therapy, weaning of the opioid."))
    model = AlikeFindings(library.folder).meaning.vector(text)
    new = therapy(9, Decision.UPHELD, "Supervised therapy exceeds what is advised.")
    assert put(library, new) == 1
    assert "ca-wc/CM16-0000009" in {one.determination.id for one in similar(library, FIRST)}
    assert (AlikeFindings(library.folder).meaning.vector(text) == model).all()
    assert bring_up_to_date(library.folder, library) == 0


def test_a_library_of_twice_the_size_is_fitted_anew(library: LibraryStore) -> None:
    new = [therapy(n, Decision.UPHELD, "A brace is advised.") for n in range(11, 16)]
    assert put(library, *new) == 10
    assert [one.name for one in (library.folder / ALIKE).glob("generation-*")] == [
        "generation-000002"
    ]


def test_a_corrected_determination_is_compared_in_its_newest_words_alone(
    library: LibraryStore,
) -> None:
    corrected = opioid(3, "It was about an opioid, weaning and a urine drug screen.")
    put(library, msgspec.structs.replace(corrected, version=2))
    assert AlikeFindings(library.folder).count == 5
    assert BY_ANOTHER_NAME.id in {one.determination.id for one in similar(library, TABLETS)}


def test_small_parts_are_joined_and_everything_is_still_found(
    library: LibraryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_alike_kept, "GROWN", 99)
    for number in range(40, 49):
        put(library, therapy(number, Decision.UPHELD, "Supervised therapy is advised."))
    index = AlikeFindings(library.folder)
    assert index.count == 14
    assert len(index.parts) < 8


def test_cells_find_what_comparing_everything_finds(
    library: LibraryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = [therapy(n, Decision.UPHELD, f"Therapy {n} is advised.") for n in range(100, 200)]
    put(library, *new)
    monkeypatch.setattr(library_alike_kept, "CELLS_FROM", 1)
    bring_up_to_date(library.folder, library, refit=True)
    exact = similar(library, TABLETS)
    monkeypatch.setattr("openimr.adapters.library_alike.EXACT", 1)
    assert len(AlikeFindings(library.folder).meaning.cells) == 2
    assert similar(library, TABLETS) == exact


def test_the_treatment_counts_however_long_the_rationale_is(tmp_path: Path) -> None:
    told = "Pain, weakness, crepitus and stiffness were told. "
    beside = (
        "Scars, bruises, falls, burns, hives, cramps, tremor, fever, cough, sweats, itching, "
        "vertigo, fainting, thirst, hunger and snoring were not."
    )
    asked, same_treatment, some_words = (
        determination(number, finding(treatment=treatment, rationale=reasons))
        for number, treatment, reasons in (
            (1, "Ultrasound of the shoulder", told + beside),
            (2, "Shoulder ultrasound", "A tear is doubted."),
            (3, "Massage", told + "Nausea was not."),
        )
    )
    others = [
        determination(number, finding(treatment=one, rationale=f"{one} is asked for again."))
        for number, one in enumerate(("A cane", "Norco", "Acupuncture", "A brace"), start=4)
    ]
    store = LibraryStore(tmp_path)
    put(store, asked, same_treatment, some_words, *others)
    assert similar(store, asked)[0].determination.id == same_treatment.id


def test_words_of_reasons_count_though_the_treatments_differ(library: LibraryStore) -> None:
    text = AlikeText(treatment="A walker", reasons="Weaning of the opioid, a urine drug screen.")
    near = AlikeFindings(library.folder).nearest(Question(text=text), 2)
    assert {one.id for one in near} == {TABLETS.id, FURTHER.id}


def test_a_file_that_could_run_something_is_not_read(library: LibraryStore) -> None:
    [place] = (library.folder / ALIKE).glob("generation-*/weights.npy")
    place.write_bytes(pickle.dumps({"not": "an array"}))
    with pytest.raises(BadInput, match="holds no whole model"):
        AlikeFindings(library.folder)
    np.save(place, np.array([{"an": "object"}], dtype=object), allow_pickle=True)
    with pytest.raises(BadInput, match="holds no whole model"):
        AlikeFindings(library.folder)


@pytest.mark.parametrize("damaged", ["terms.json", "part-*/ids.npy"])
def test_what_is_not_whole_is_made_anew_by_the_next_run(
    library: LibraryStore, damaged: str
) -> None:
    [place] = (library.folder / ALIKE).glob(f"generation-*/{damaged}")
    place.write_bytes(place.read_bytes()[:9])
    with pytest.raises(BadInput, match="whole"):
        AlikeFindings(library.folder)
    assert bring_up_to_date(library.folder, library) == 5
    assert AlikeFindings(library.folder).count == 5


def test_what_is_not_whole_keeps_nothing_from_being_published(
    library: LibraryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_alike_kept, "FITTED_MEANWHILE", 0)
    [place] = (library.folder / ALIKE).glob("generation-*/terms.json")
    place.write_bytes(b"[")
    assert library_alike_kept.follow(library.folder, library) == 0, "left to the next building"


def test_a_run_that_was_killed_leaves_the_old_one_in_use(
    library: LibraryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(path: Path, told: bytes) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(library_alike_kept, "_put", killed)
    with pytest.raises(KeyboardInterrupt):
        put(library, therapy(9, Decision.UPHELD, "Supervised therapy exceeds what is advised."))
    assert AlikeFindings(library.folder).count == 5
    monkeypatch.undo()
    assert bring_up_to_date(library.folder, library) == 1
    assert AlikeFindings(library.folder).count == 6


def test_an_empty_library_and_one_without_words_have_nothing_similar(tmp_path: Path) -> None:
    store = LibraryStore(tmp_path)
    assert bring_up_to_date(tmp_path, store) == 0
    assert put(store, determination(1, finding(treatment="12"))) == 0


CARE = (
    "Acupuncture",
    "Aquatic therapy",
    "Arthroscopy",
    "Biofeedback",
    "Bracing",
    "Chiropractic care",
    "Electrical stimulation",
    "Massage",
    "Physical therapy",
    "Radiography",
)
PARTS = ("ankle", "elbow", "hand", "hip", "knee", "low back", "neck", "shoulder", "wrist")


def test_texts_that_are_all_the_same_are_fitted_without_a_word(tmp_path: Path) -> None:
    same = counts_of(AlikeText(treatment="Visits to a therapist"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        meaning = fitted([same] * 3, 0)
    assert meaning is not None
    assert meaning.vector(same) @ meaning.vector(same) == pytest.approx(1)


def test_each_of_two_texts_without_a_word_in_common_is_like_itself_alone() -> None:
    one, other = (counts_of(AlikeText(treatment=said)) for said in ("Acupuncture", "Arthroscopy"))
    meaning = fitted([one, other], 0)
    assert meaning is not None
    for text in (one, other):
        assert meaning.vector(text) @ meaning.vector(text) == pytest.approx(1)
    assert meaning.vector(one) @ meaning.vector(other) == pytest.approx(0, abs=1e-6)


def test_a_large_sample_is_fitted_as_a_small_one_is(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [counts_of(AlikeText(treatment=f"{a} of the {b}")) for a in CARE for b in PARTS]
    small = fitted(texts, 2)
    monkeypatch.setattr(library_alike_fitting, "AT_ONCE", 0)
    large = fitted(texts, 2)
    assert small is not None
    assert large is not None
    assert len(small.cells) == len(large.cells) == 2
    for other in texts:
        near = large.vector(texts[0]) @ large.vector(other)
        assert small.vector(texts[0]) @ small.vector(other) == pytest.approx(near, abs=1e-3)


def ran(library: LibraryStore, *words: str) -> Result:
    typed = ["library", "alike", "--library", str(library.folder), *words]
    return CliRunner().invoke(openimr, typed, standalone_mode=False)


def test_the_verb_tells_similar_findings_with_the_reason_why(library: LibraryStore) -> None:
    told = ran(library, "ca-wc/CM16-0000001#1")
    assert told.return_value == 0
    assert "ca-wc/CM16-0000002#1  2016, overturned" in told.stdout
    assert "Same question, other outcome." in told.stdout
    assert "Shares: topic therapy-knee; part of the body knee" in told.stdout
    assert "Differs: decision: upheld / overturned" in told.stdout


def test_the_verb_answers_programs_and_reads_a_text(library: LibraryStore, tmp_path: Path) -> None:
    text = tmp_path / "case.txt"
    text.write_text("Weaning of an opioid after a urine drug screen.", encoding="utf-8")
    told = json.loads(ran(library, "--text", str(text), "--json").stdout)
    assert {one["id"] for one in told["similar"]} == {TABLETS.id, FURTHER.id}
    assert told["similar"][0]["shares"] == []


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("ca-wc/CM16-0000099",), "is not in the library"),
        (("ca-wc/CM16-0000001#7",), "has no finding 7"),
        (("--text", "/nowhere/case.txt"), "cannot be opened"),
    ],
)
def test_the_verb_says_what_it_cannot_find(
    library: LibraryStore, words: tuple[str, ...], why: str
) -> None:
    told = ran(library, *words)
    assert isinstance(told.exception, BadInput)
    assert why in str(told.exception)


def test_publishing_one_places_it_and_leaves_fitting_a_large_library_to_building(
    library: LibraryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_alike_kept, "FITTED_MEANWHILE", 3)
    new = [therapy(n, Decision.UPHELD, "A brace is advised.") for n in range(11, 16)]
    with library.writing():
        library.add(new)
        assert library_alike_kept.follow(library.folder, library) == 5
        assert library_alike_kept.follow(library.folder, library) == 0
    assert [one.name for one in (library.folder / ALIKE).glob("generation-*")] == [
        "generation-000001"
    ]
    assert bring_up_to_date(library.folder, library) == 10, "building fits it anew"


def test_whoever_opens_it_while_it_is_put_anew_gets_the_new_one(
    library: LibraryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = library_alike.kept_in(library.folder)
    put(library, *(therapy(n, Decision.UPHELD, "A brace is advised.") for n in range(11, 16)))
    answers = [before, *2 * [library_alike.kept_in(library.folder)]]
    monkeypatch.setattr(library_alike, "kept_in", lambda folder: answers.pop(0))
    assert AlikeFindings(library.folder).count == 10
