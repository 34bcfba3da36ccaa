"""Does a sentence say only what its sources say?"""

import pytest

from openimr.review.support import ClaimKind, unsupported


def kinds(sentence, *quotes, derived=()):
    return {claim.kind for claim in unsupported(sentence, quotes, derived=derived)}


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("On March 4, 2015, the employee was taking naproxen 550 mg.", "3/4/15 Anaprox 550mg BID"),
        ("Four sessions of psychotherapy are on record.", "she has had 4 CBT sessions"),
        ("The diagnosis was myalgia (M79.1).", "Myalgia M79.1"),
        ("The employee denied suicidal ideation.", "no SI"),
        ("Pain in both wrists at 5/10.", "bilat wrist pain, 5 out of 10"),
        ("The employee was taking gabapentin three times daily.", "Neurontin TID"),
        ("The left knee was injured.", "slipped, hit L knee"),
        ("6 visits of physical therapy are on record.", "PT, visit 4/6 visits"),
    ],
)
def test_what_the_words_bear_is_supported(sentence, quote):
    assert kinds(sentence, quote) == set()


@pytest.mark.parametrize(
    ("sentence", "quote", "kind"),
    [
        ("On March 5, 2015, she was seen.", "seen 3/4/15", ClaimKind.DATE),
        ("12 sessions were given.", "10 sessions given", ClaimKind.NUMBER),
        ("6 visits of acupuncture are on record.", "acupuncture ended 6/25", ClaimKind.NUMBER),
        ("The diagnosis was sprain (M79.1).", "sprain M79.2", ClaimKind.CODE),
        ("Disc bulge at C5-6.", "disc bulge at C4-5", ClaimKind.CODE),
        ("The employee was taking ibuprofen.", "taking naproxen", ClaimKind.DRUG),
        ("The left knee was injured.", "hit right knee", ClaimKind.SIDE),
        ("The employee denied anxiety.", "worried and anxious", ClaimKind.NEGATION),
        ("The employee was working.", "not working since May", ClaimKind.NEGATION),
        ("It was permanent and stationary.", "Not yet permanent", ClaimKind.NEGATION),
    ],
)
def test_what_the_words_do_not_bear_is_named(sentence, quote, kind):
    assert kind in kinds(sentence, quote)


def test_a_claim_is_named_with_its_place():
    sentence = "The employee had 12 sessions."
    (claim,) = unsupported(sentence, ["had ten sessions"])
    assert sentence[claim.start : claim.end] == "12"


def test_a_sum_may_stand_in_a_sentence_when_it_is_declared():
    sentence = "With 6 earlier visits the 8 requested make 14."
    quotes = ["6 visits done", "8 visits requested"]
    assert kinds(sentence, *quotes) == {ClaimKind.NUMBER}
    assert kinds(sentence, *quotes, derived=[14]) == set()
