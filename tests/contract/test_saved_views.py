"""Lists that people keep under a name, on every database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.databases import KINDS, database

from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.errors import BadInput, Refused
from openimr.workflow.accounts import Account
from openimr.workflow.saved_views import (
    MOST_VIEWS,
    SavedView,
    SavedViews,
    keep_view,
    view_named,
)

RUIZ = Account(login="ruiz", actor=Actor(role=Role.CASE_MANAGER, id="manager.ruiz"))
BARNABY = Account(login="barnaby", actor=Actor(role=Role.CASE_MANAGER, id="manager.barnaby"))
MOREAU = Account(login="moreau", actor=Actor(role=Role.INTAKE, id="intake.moreau"))


@pytest.fixture(params=KINDS)
def views(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SavedViews]:
    with database(request.param, tmp_path) as alias:
        from openimr.adapters.database.saved_views import DatabaseSavedViews  # noqa: PLC0415

        yield DatabaseSavedViews(alias)


def names(views: SavedViews, account: Account) -> list[str]:
    return [one.name for one in views.seen_by(account)]


def test_a_view_is_its_owners_alone(views: SavedViews) -> None:
    keep_view(views, RUIZ, view_named(RUIZ, " Late  records ", "due=overdue", shared=False))
    assert views.seen_by(RUIZ) == (
        SavedView(login="ruiz", name="Late records", filters="due=overdue"),
    )
    assert names(views, BARNABY) == []


def test_a_shared_view_is_seen_by_the_role_and_by_no_other(views: SavedViews) -> None:
    keep_view(views, RUIZ, view_named(RUIZ, "This week", "due=week", shared=True))
    keep_view(views, BARNABY, view_named(BARNABY, "zebra", "due=today", shared=False))
    assert names(views, BARNABY) == ["zebra", "This week"], "one's own come first"
    assert names(views, MOREAU) == []


def test_the_same_name_again_replaces(views: SavedViews) -> None:
    keep_view(views, RUIZ, view_named(RUIZ, "Mine", "state=eligible", shared=True))
    keep_view(views, RUIZ, view_named(RUIZ, "Mine", "state=issued", shared=False))
    assert [one.filters for one in views.seen_by(RUIZ)] == ["state=issued"]
    assert names(views, BARNABY) == []


def test_nobody_drops_anothers(views: SavedViews) -> None:
    keep_view(views, RUIZ, view_named(RUIZ, "Mine", "state=eligible", shared=True))
    views.drop("barnaby", "Mine")
    assert names(views, RUIZ) == ["Mine"]
    views.drop("ruiz", "Mine")
    views.drop("ruiz", "Mine")
    assert names(views, RUIZ) == []


def test_a_person_keeps_so_many(views: SavedViews) -> None:
    for number in range(MOST_VIEWS):
        views.keep(SavedView(login="ruiz", name=f"view {number}", filters=""))
    with pytest.raises(Refused) as refused:
        keep_view(views, RUIZ, view_named(RUIZ, "one more", "", shared=False))
    assert refused.value.rule == "so-many-views"
    keep_view(views, RUIZ, view_named(RUIZ, "view 7", "due=today", shared=False))


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_view_has_a_short_name(name: str) -> None:
    with pytest.raises(BadInput):
        view_named(RUIZ, name, "", shared=False)
