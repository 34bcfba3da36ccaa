"""What an application must have before a review may be decided; each refusal names its rule."""

from __future__ import annotations

from openimr.application.model import Application, UrAction
from openimr.application.papers import Papers
from openimr.vocabulary.errors import Refused


def check_signed(application: Application) -> None:
    """The employee or the employee's attorney signs the application."""
    if application.signed is None:
        raise Refused(
            "No signature with a date was found on the application.",
            rule="application-signed",
            citation="8 CCR 9792.10.1(b)(1); DWC Form IMR",
            remedy="Ask for the signed DWC Form IMR, or confirm the signature on its page.",
        )


def check_ur_decision_attached(application: Application) -> None:
    """A copy of the utilization review decision comes with the application."""
    if not application.ur_decision_attached:
        raise Refused(
            "No utilization review decision was found among the papers.",
            rule="ur-decision-attached",
            citation="8 CCR 9792.10.1(b)(1)",
            remedy="Add the utilization review decision to the case file.",
        )


def check_not_conditional(application: Application) -> None:
    """A refusal for want of requested information is not a decision on medical necessity."""
    if application.ur_conditional:
        raise Refused(
            "The utilization review decision refuses for lack of requested information, not on "
            "medical necessity.",
            rule="ur-decision-on-medical-necessity",
            citation="Labor Code 4610.5(c)(1)",
            remedy="The physician may send the information with a new request for authorization.",
        )


def check_liability_settled(application: Application) -> None:
    """While liability for the treatment is disputed, the review is deferred."""
    if application.liability_disputed:
        raise Refused(
            "The application says that liability for the treatment is disputed as well.",
            rule="liability-settled",
            citation="8 CCR 9792.10.3(d)",
            remedy="Defer the review until the liability dispute is resolved.",
        )


def check_something_disputed(application: Application) -> None:
    """At least one treatment was denied or modified on medical necessity."""
    disputed = [t for t in application.treatments if t.ur_decision is not UrAction.APPROVED]
    if not disputed:
        raise Refused(
            "No treatment that utilization review denied or modified was found.",
            rule="treatment-in-dispute",
            citation="Labor Code 4610.5(c)(1)",
            remedy="Check the list of treatments on the application and in the UR decision.",
        )


CHECKS = (
    check_signed,
    check_ur_decision_attached,
    check_not_conditional,
    check_liability_settled,
    check_something_disputed,
)
"""All that an application is looked at for, in the order in which intake looks."""


def check_records_beyond_ur(papers: Papers) -> None:
    """A review never rests on the utilization review decision's information alone."""
    if not any(page.text.strip() for document in papers.others for page in document):
        raise Refused(
            "The case file holds no records besides application, request and utilization review "
            "decision.",
            rule="records-beyond-ur",
            citation="8 CCR 9792.10.6(b)(2)",
            remedy="Ask the claims administrator, the employee and the physician for the records.",
        )
