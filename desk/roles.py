"""Who may use what: each view says it by one decorator, and what says nothing is open to nobody."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "desk_role"


class Role(str, Enum):
    """What somebody may do; an editor may do all that a reader may."""

    ANYONE = "anyone"  # signed in or not
    READER = "reader"
    EDITOR = "editor"

    def includes(self, other: Role) -> bool:
        """Return whether this role may do what ``other`` may."""
        order = list(Role)
        return order.index(self) >= order.index(other)


ROLES = (Role.READER, Role.EDITOR)  # of accounts


def open_to(role: Role) -> Callable[[View], View]:
    """Declare the least role that a view needs; goes below the decorator that gives the route."""

    def declare(view: View) -> View:
        setattr(view, _MARK, role)
        return view

    return declare


def role_of(view: Callable[..., Any] | None) -> Role | None:
    """Return the role that a view declares; None if it declares none."""
    declared = getattr(view, _MARK, None)
    return declared if isinstance(declared, Role) else None
