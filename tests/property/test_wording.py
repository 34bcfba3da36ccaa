"""Whatever an assistant answers, only what says the same is taken."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from openimr.review.wording import difference
from openimr.vocabulary.dates import find_dates
from openimr.vocabulary.drugs import find_drugs

DRAFTS = [
    "By May 4, 2016 she had had 6 visits of acupuncture, and pain had fallen from 7/10 to 3/10.",
    "She denied numbness but reported weakness of the left hand and took naproxen 550 mg twice.",
    "The MRI of January 20, 2015 showed a 2 mm disc bulge at L4-L5, without stenosis.",
    "As a first course the 12 visits requested, of which 6 were allowed, exceed the trial of 6.",
    "Therefore, the request for 12 visits of physical therapy is not medically necessary.",
    "After therapy there was a gain (“she cooks dinner most nights”), and work was resumed.",
]
_MEANT = """
acupuncture pain fallen visits denied numbness weakness left hand naproxen twice mri bulge disc
stenosis without first course exceed trial request therapy not medically necessary gain work
resumed 6 7/10 3/10 550 2 l4-l5 12 from to
"""
MEANT = frozenset(_MEANT.split())
OTHERS = [
    *("not", "no", "never", "right", "left", "may", "only", "approved", "upheld", "ibuprofen"),
    *(
        "7",
        "40",
        "May 5, 2016",
        "Dr. Hollister",
        "improved",
        "before",
        "or",
        "if",
        "increased",
        "%",
    ),
    *("“sound”", "[1:2]", "<b>", "\u200b", "\u0430nd", "and", "the", "she", "of"),
]
SETTINGS = settings(max_examples=400, deadline=None, derandomize=True)


def numbers(text):
    for _, start, end in reversed(find_dates(text)):
        text = text[:start] + text[end:]
    return re.findall(r"\d+", text)


def says_no(text):
    return len(re.findall(r"\b(?:no|not|without|never|denied)\b", text, re.IGNORECASE))


@st.composite
def rearranged(draw):
    """A draft with words moved, dropped, doubled or put in, and the draft."""
    draft = draw(st.sampled_from(DRAFTS))
    words = draft.split()
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(words) - 1))
        change = draw(st.sampled_from(["move", "drop", "double", "insert", "replace"]))
        if change == "move":
            words.insert(draw(st.integers(0, len(words) - 1)), words.pop(at))
        elif change == "drop" and len(words) > 1:
            words.pop(at)
        elif change == "double":
            words.insert(at, words[at])
        elif change == "insert":
            words.insert(at, draw(st.sampled_from(OTHERS)))
        else:
            words[at] = draw(st.sampled_from(OTHERS))
    return draft, " ".join(words)


@SETTINGS
@given(rearranged())
def test_what_is_taken_has_the_same_numbers_days_drugs_sides_and_denials(given_words):
    draft, wording = given_words
    if difference(wording, draft, [draft], "She asked.") is None:
        assert numbers(wording) == numbers(draft)
        assert [day for day, _, _ in find_dates(wording)] == [d for d, _, _ in find_dates(draft)]
        assert [m.drug for m in find_drugs(wording)] == [m.drug for m in find_drugs(draft)]
        assert ("left" in wording, "right" in wording) == ("left" in draft, "right" in draft)
        assert says_no(wording) == says_no(draft)
        assert re.findall("“.*?”", wording) == re.findall("“.*?”", draft)
        assert not re.search(r"approved|upheld|hollister|may\b(?! \d)|only|<|\[", wording, re.I)


@SETTINGS
@given(st.sampled_from(DRAFTS), st.data())
def test_no_word_that_carries_meaning_can_be_left_out(draft, data):
    words = draft.split()
    own = [n for n, word in enumerate(words) if word.strip(".,()“”").lower() in MEANT]
    words.pop(data.draw(st.sampled_from(own)))
    assert difference(" ".join(words), draft, [draft], "She asked.")


@SETTINGS
@given(st.sampled_from(DRAFTS), st.text(max_size=300))
def test_any_text_at_all_is_judged_and_a_foreign_one_refused(draft, text):
    assert difference(text, draft, [draft])


@SETTINGS
@given(st.sampled_from(DRAFTS), st.text(min_size=1, max_size=30))
def test_foreign_text_inside_a_sentence_is_refused_where_it_says_anything(draft, text):
    wording = f"{draft[:-1]} {text}."
    if re.search(r"\w{3,}|\d", text) and difference(wording, draft, [draft]) is None:
        kept = re.findall(r"\w+", text.lower())
        assert all(re.fullmatch(r"[a-z]+", word) and len(word) <= 12 for word in kept)
