"""The tables: events as recorded, rows of lists drawn from them, errands, anchors, accesses.

Texts have no length of their own: what one database took, another would refuse.

Rows of ``Event`` are only ever inserted; triggers of the database refuse anything else. All other
rows of a case can be drawn again from its events.
"""

from __future__ import annotations

from django.db import models

from openimr.adapters.database.account_models import (
    Account,
    AccountCase,
    RecoveryCode,
    WebSession,
)
from openimr.adapters.database.alert_models import LibraryAlert, LibraryAlertFound
from openimr.adapters.database.api_models import ApiToken
from openimr.adapters.database.filing_models import SavedApplication
from openimr.adapters.database.panel_models import AnsweredTie, PanelVersion, Pseudonym
from openimr.adapters.database.paper_models import PaperFiled
from openimr.adapters.database.party_models import PartyAddress
from openimr.adapters.database.security_models import SecurityEntry, TryCount
from openimr.adapters.database.tally_models import CaseTallies, TallyMark, TallySum
from openimr.adapters.database.view_models import SavedView
from openimr.adapters.database.webhook_models import Webhook, WebhookDelivery
from openimr.adapters.database.who_and_when import WhoAndWhen
from openimr.adapters.database.working_text_models import WorkingText

__all__ = [
    "Access",
    "Account",
    "AccountCase",
    "Anchor",
    "AnsweredTie",
    "ApiToken",
    "CaseListing",
    "CaseTallies",
    "Clock",
    "Event",
    "LibraryAlert",
    "LibraryAlertFound",
    "OutboxErrand",
    "PanelVersion",
    "PaperFiled",
    "Party",
    "PartyAddress",
    "Pseudonym",
    "RecoveryCode",
    "SavedApplication",
    "SavedView",
    "Seat",
    "Secret",
    "SecurityEntry",
    "TallyMark",
    "TallySum",
    "TryCount",
    "WebSession",
    "Webhook",
    "WebhookDelivery",
    "WorkingText",
]


class Event(models.Model):
    """One recorded event; ``body`` is its canonical line, byte for byte as it was chained.

    The other columns repeat what the line says, so that the database can look and link by them.
    """

    pk = models.CompositePrimaryKey("case", "number")
    case = models.TextField()
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    role = models.TextField()
    actor = models.TextField()
    key = models.TextField()
    position = models.PositiveSmallIntegerField()
    kind = models.TextField()
    body = models.BinaryField()
    previous = models.BinaryField(max_length=32)
    digest = models.BinaryField(max_length=32)

    class Meta:
        db_table = "openimr_event"
        constraints = (
            models.UniqueConstraint(fields=("case", "key", "position"), name="event_once_per_key"),
        )
        indexes = (models.Index(fields=("at",), name="event_by_time"),)


class CaseListing(models.Model):
    """One case as lists show it; ``sort_due`` is ``due``, or the end of time without a clock."""

    case = models.TextField(primary_key=True)
    number = models.PositiveIntegerField()
    state = models.TextField()
    owner = models.TextField()
    priority = models.TextField()
    received = models.DateTimeField()
    updated = models.DateTimeField()
    filer = models.TextField()
    filer_party = models.TextField(default="")
    administrator = models.TextField()
    sort_due = models.DateTimeField()
    due_rule = models.TextField()
    same_dispute = models.TextField()
    same_course = models.TextField()
    to_publish = models.BooleanField(default=False)

    class Meta:
        db_table = "openimr_case"
        indexes = (
            models.Index(fields=("state", "sort_due", "case"), name="case_by_state_due"),
            models.Index(fields=("state", "received", "case"), name="case_by_state_received"),
            models.Index(fields=("owner", "sort_due", "case"), name="case_by_owner_due"),
            models.Index(fields=("sort_due", "case"), name="case_by_due"),
            models.Index(fields=("received", "case"), name="case_by_received"),
            models.Index(
                fields=("administrator", "sort_due", "case"), name="case_by_administrator_due"
            ),
            models.Index(fields=("same_dispute", "case"), name="case_by_dispute"),
            models.Index(fields=("same_course", "case"), name="case_by_course"),
            models.Index(
                fields=("sort_due", "case"),
                condition=models.Q(priority="expedited"),
                name="expedited_by_due",
            ),
            models.Index(
                fields=("sort_due", "case"),
                condition=models.Q(to_publish=True),
                name="to_publish_by_due",
            ),
        )


class Seat(models.Model):
    """A reviewer's seat in a case; ``sort_due`` is the case's own.

    With it a page of a reviewer's cases is one walk along an index, however many there were.
    """

    pk = models.CompositePrimaryKey("case", "seat")
    case = models.TextField()
    seat = models.PositiveSmallIntegerField()
    reviewer = models.TextField()
    sort_due = models.DateTimeField()

    class Meta:
        db_table = "openimr_seat"
        indexes = (
            models.Index(fields=("reviewer", "sort_due", "case"), name="seat_by_reviewer_due"),
        )


class Clock(models.Model):
    """One deadline of a case; a duty is open until ``ended`` is set."""

    pk = models.CompositePrimaryKey("case", "place")
    case = models.TextField()
    place = models.PositiveSmallIntegerField()
    rule = models.TextField()
    role = models.TextField()
    who = models.TextField()
    due = models.DateTimeField()
    right = models.BooleanField()
    ended = models.DateTimeField(null=True)
    satisfied = models.BooleanField()

    class Meta:
        db_table = "openimr_deadline"
        indexes = (
            models.Index(
                fields=("role", "due", "case", "place"),
                name="open_duty_by_role",
                condition=models.Q(ended__isnull=True, right=False),
            ),
            models.Index(
                fields=("due", "case", "place"),
                name="open_duty_by_due",
                condition=models.Q(ended__isnull=True, right=False),
            ),
        )


class OutboxErrand(models.Model):
    """Something to be done outside because of an event, written in the event's transaction.

    ``done`` is when the engine that runs jobs took it over; how the job goes is the engine's.
    """

    id = models.TextField(primary_key=True)
    case = models.TextField()
    kind = models.TextField()
    body = models.BinaryField()
    priority = models.SmallIntegerField()
    not_before = models.DateTimeField()
    done = models.DateTimeField(null=True)

    class Meta:
        db_table = "openimr_outbox"
        indexes = (
            models.Index(
                fields=("priority", "not_before", "id"),
                name="outbox_waiting",
                condition=models.Q(done__isnull=True),
            ),
        )


class Anchor(models.Model):
    """The root over the heads of one day (UTC); later events of that day are refused."""

    day = models.DateField(primary_key=True)
    heads = models.PositiveIntegerField()
    previous = models.TextField()
    root = models.TextField()

    class Meta:
        db_table = "openimr_anchor"


class Access(WhoAndWhen):
    """Someone looked at something of a case."""

    id = models.BigAutoField(primary_key=True)
    case = models.TextField()
    what = models.TextField()

    class Meta:
        db_table = "openimr_access"
        indexes = (models.Index(fields=("case", "at"), name="access_by_case"),)


class Party(models.Model):
    """A party's name by the identifier that stands in the record; corrected freely, never chained.

    The events hold the identifier alone, so that an export of the record names nobody.
    """

    id = models.TextField(primary_key=True)
    role = models.TextField()
    name = models.TextField()

    class Meta:
        db_table = "openimr_party"


class Secret(models.Model):
    """A secret of the installation that every machine of it must share, made once."""

    name = models.TextField(primary_key=True)
    content = models.BinaryField()

    class Meta:
        db_table = "openimr_secret"
