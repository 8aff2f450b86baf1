"""What the application has to know of a page."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint

from desk.roles import Role


@dataclass(frozen=True)
class Page:
    """A blueprint, and its place in the navigation, if it has one."""

    blueprint: Blueprint
    label: str | None = None  # a name of texts.yml
    endpoint: str = "index"  # of the blueprint, to which the navigation leads
    role: Role = Role.READER  # who sees it there

    @property
    def leads_to(self) -> str:
        """The endpoint's name in the application."""
        return f"{self.blueprint.name}.{self.endpoint}"
