"""A criterion on age is weighed on the employee's age on the day of the request."""

import datetime as dt

import pytest

from openimr.application.model import Application, Cited, CitedDate, DisputedTreatment, UrAction
from openimr.application.request import parse_request
from openimr.casefile.facts import find_facts
from openimr.casefile.model import CaseFile, Document, DocumentType, Page
from openimr.guidelines.load import shipped_pack
from openimr.review.propose import grounds_in_question, propose
from openimr.vocabulary.places import PageSpan

PLACE = PageSpan(file="papers.pdf", page=1, start=0, end=9)
NOTE = "Knee pain 6/10. Takes naproxen 500 mg twice a day. Denies heartburn, no history of ulcer."


class Silent:
    """A writer of rationales for tests that look at the decision alone."""

    def write(self, question, weighed):
        return ()


@pytest.mark.parametrize(("age", "decision"), [(67, "overturned"), (44, "upheld")])
def test_stomach_protection_beside_an_anti_inflammatory_is_for_those_over_65(age, decision):
    application = Application(
        employee=Cited(value="Basil Larkspur", place=PLACE),
        rfa_date=CitedDate(value=dt.date(2016, 2, 16), place=PLACE),
        treatments=(
            DisputedTreatment(
                text="Omeprazole 20 mg #30",
                request=parse_request("Omeprazole 20 mg #30"),
                ur_decision=UrAction.DENIED,
                sources=(PLACE,),
            ),
        ),
    )
    report = Document(
        file="n.pdf", pages=(1, 1), type=DocumentType.PROGRESS_REPORT, date=dt.date(2016, 2, 11)
    )
    case_file = CaseFile(pages=(Page(file="n.pdf", number=1, text=NOTE),), documents=(report,))
    pack = shipped_pack()
    facts = find_facts(case_file, grounds_in_question(application, pack))
    [proposal] = propose(application, facts, pack, lambda words: (), Silent(), age=age)
    assert proposal.decision.value == decision
