"""What a utilization reviewer rests a decision on, in the words of a determination letter."""

import pytest

from openimr.application.ur_citation import NONE_CITED, cited_line
from openimr.determination.guideline_line import parse_guideline_line
from openimr.determination.model import Basis


@pytest.mark.parametrize(
    ("reasons", "line"),
    [
        ("He has improved without it. Not certified.", NONE_CITED),
        (
            "Guideline: MTUS chronic pain guidelines, Massage therapy, pages 60-61. It helps some.",
            "Decision based on MTUS Chronic Pain Treatment Guidelines Massage therapy "
            "Page(s): 60-61.",
        ),
        (
            "ACOEM Practice Guidelines, 2nd edition (2004), Chapter 12, page 308 opposes it.",
            "Decision based on MTUS Low Back Complaints 2004 Page(s): 308.",
        ),
        (
            "The ODG, Knee chapter, bracing, recommends a brace only with instability.",
            "Decision based on Non-MTUS Citation ODG, Knee chapter, bracing.",
        ),
        (
            "The MTUS is silent on gym memberships. ODG Low Back chapter does not recommend them.",
            "Decision based on Non-MTUS Citation ODG Low Back chapter.",
        ),
        (
            "Per the Acupuncture Medical Treatment Guidelines and ODG, a trial of six is usual.",
            "Decision based on MTUS Acupuncture Treatment Guidelines. "
            "Decision based on Non-MTUS Citation ODG.",
        ),
        (
            "ACOEM (current edition), Hip and Groin, was used.",
            "Decision based on Non-MTUS Citation ACOEM (current edition), Hip and Groin.",
        ),
    ],
)
def test_the_source_its_section_and_pages_are_taken_from_the_reasons(reasons, line):
    assert cited_line(reasons) == line


@pytest.mark.parametrize(
    ("reasons", "basis"),
    [
        ("No.", Basis.NONE_CITED),
        ("MTUS Chronic Pain guidelines, Opioids, page 78.", Basis.MTUS),
        ("American Academy of Neurology guidelines ask for an examination.", Basis.NON_MTUS),
        ("MTUS Postsurgical Treatment Guidelines. ODG Knee chapter.", Basis.BOTH),
    ],
)
def test_a_letters_reader_finds_the_same_basis_in_the_line(reasons, basis):
    assert parse_guideline_line(cited_line(reasons)).basis is basis


def test_a_guideline_named_only_to_say_that_it_is_silent_is_not_cited():
    said = "Guideline: MTUS does not address; ODG Knee, Hyaluronic acid injections."
    assert cited_line(said).startswith("Decision based on Non-MTUS Citation ODG Knee")
