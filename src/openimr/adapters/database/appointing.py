"""Appointing on a database: the panel that is kept, the record, and the solver."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Mapping

from openimr.adapters.database.event_store import DatabaseEventStore
from openimr.adapters.database.panel_book import DatabasePanelBook
from openimr.adapters.database.party_book import DatabasePartyBook
from openimr.adapters.database.seat_counts import DatabaseSeatCounts
from openimr.adapters.min_cost_flow import MinCostFlow
from openimr.assignment.eligibility import Terms
from openimr.assignment.fairness import FairShare
from openimr.assignment.policies import PanelRules
from openimr.assignment.pseudonym import LEAST_KEY
from openimr.assignment.specialty import shipped_table
from openimr.guidelines.load import shipped_pack
from openimr.law.model import Law
from openimr.workflow.appointing import Appointing
from openimr.workflow.appointing_cases import Ground
from openimr.workflow.desk import Desk


def panel_book_on(alias: str) -> DatabasePanelBook:
    """The panel in a database; the key of pseudonyms is made when first needed."""
    return DatabasePanelBook(alias, lambda: secrets.token_bytes(LEAST_KEY))


def appointing_on(
    store: DatabaseEventStore,
    law: Law,
    now: Callable[[], dt.datetime],
    named: Mapping[tuple[str, int], str],
    **rules: int | None,
) -> Appointing:
    """Appoints reviewers on a record and the panel beside it.

    Args:
        store: the record.
        law: the law of the programme.
        now: the clock, with zone.
        named: fields of treatments that a person named, by case and treatment.
        rules: ``verified_within`` days for which a verification counts, and ``share``, the
            percentage of one filer's or administrator's cases; where given, they stand instead
            of the law's and the office's values.
    """
    share = rules.get("share")
    return Appointing(
        ground=Ground(
            store=store,
            desk=Desk(store, law, now),
            law=law,
            book=DatabasePartyBook(store.alias),
            now=now,
        ),
        panel=panel_book_on(store.alias),
        counts=DatabaseSeatCounts(store.alias),
        solver=MinCostFlow(),
        table=shipped_table(),
        pack=shipped_pack(),
        rules=PanelRules(law=law, verification_days=rules.get("verified_within")),
        terms=Terms(share=FairShare(percent=share)) if share else Terms(),
        named=named,
    )
