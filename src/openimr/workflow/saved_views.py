"""Lists that people keep under a name: their filters, and whom they share them with."""

from __future__ import annotations

from typing import Protocol

from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import BadInput, Refused
from openimr.vocabulary.value import Value, require
from openimr.workflow.accounts import Account

MOST_VIEWS = 50
"""Lists that one person keeps."""

_LONGEST_NAME = 60


class SavedView(Value, frozen=True, kw_only=True):
    """A list under a name.

    Attributes:
        login: whose it is.
        name: as its owner calls it.
        filters: as they stand in the list's address: ``state=eligible&due=week``.
        shared_with: a role whose people see it as well; None for nobody else.
    """

    login: str
    name: str
    filters: str
    shared_with: Role | None = None

    def __post_init__(self) -> None:
        require(bool(self.login), "a view is somebody's")
        require(0 < len(self.name.strip()) <= _LONGEST_NAME, "a view has a short name")


class SavedViews(Protocol):
    """Where views are kept."""

    def keep(self, view: SavedView) -> None:
        """Keep a view; one of the same owner and name is replaced."""

    def seen_by(self, account: Account) -> tuple[SavedView, ...]:
        """Those of an account, then those that others share with its role; each by name."""

    def drop(self, login: str, name: str) -> None:
        """Forget a view of its owner; nothing happens when there is none."""


def keep_view(views: SavedViews, account: Account, view: SavedView) -> None:
    """Keep a view for its owner.

    Raises:
        BadInput: for a name that none has, or that is too long.
        Refused: when the owner keeps too many.
    """
    own = [one for one in views.seen_by(account) if one.login == account.login]
    if len(own) >= MOST_VIEWS and view.name not in {one.name for one in own}:
        raise Refused(
            f"{MOST_VIEWS} views are kept already.",
            rule="so-many-views",
            remedy="Remove one that you do not use.",
        )
    views.keep(view)


def view_named(account: Account, name: str, filters: str, *, shared: bool) -> SavedView:
    """A view as somebody typed its name.

    Raises:
        BadInput: for a name that is none.
    """
    role = account.actor.role if shared else None
    try:
        return SavedView(
            login=account.login, name=" ".join(name.split()), filters=filters, shared_with=role
        )
    except ValueError:
        found = f"is empty, or has more than {_LONGEST_NAME} characters"
        raise BadInput("the name of the view", found, "Give it a short name.") from None
