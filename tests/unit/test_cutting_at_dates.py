"""Quotations are cut where clauses end, and a date is no end of a clause."""

import re

from openimr.review.cutting import cut


def test_a_date_stays_whole():
    text = (
        "Standing films of the right knee of January 7, 2016 show Kellgren-Lawrence grade 4 change "
        "of the medial compartment, bone on bone."
    )
    assert not cut(text, re.compile("grade 4")).startswith("2016")
