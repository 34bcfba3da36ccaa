"""The table of addresses: a row for each change, the latest of a party in force."""

from __future__ import annotations

from django.db import models

from openimr.adapters.database.who_and_when import WhoAndWhen


class PartyAddress(WhoAndWhen):
    """Where a party is reached from some time on; never in the record, never in an export of it."""

    id = models.BigAutoField(primary_key=True)
    party = models.TextField()
    name = models.TextField()
    email = models.TextField()
    postal = models.TextField()

    class Meta:
        """Its table."""

        db_table = "openimr_address"
        indexes = (models.Index(fields=("party", "id"), name="address_by_party"),)
