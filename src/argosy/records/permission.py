"""Who asks, and whether they may. Nobody holds nothing: what is not granted is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from argosy.kernel.errors import Refused
from argosy.kernel.text import Text, same


class Actor(Protocol):
    """Whoever asks: a ``Person``, or ``LOCAL_READER`` on an embedded store."""

    @property
    def login(self) -> str:
        """The name to put in messages and entries."""

    def may(self, permission: str) -> bool:
        """Whether this actor holds the permission."""


@dataclass(frozen=True, slots=True)
class LocalReader:
    """The owner of the machine reading an embedded store without signing in. Reads, and nothing else."""

    login: str = "local"

    def may(self, permission: str) -> bool:
        """Only permissions to read."""
        return permission.endswith(".read")


LOCAL_READER = LocalReader()


class Denied(Refused):
    """Refused for want of a permission; audited as denied."""


def require(actor: Actor | None, permission: str, what: Text) -> None:
    """Raise ``Refused`` unless ``actor`` holds ``permission``; ``what`` says in words what was attempted. Nobody holds nothing."""
    if actor is not None and actor.may(permission):
        return
    who = same(actor.login) if actor is not None else Text("未登入者", "nobody signed in")
    raise Denied(
        Text(
            "{who}不得{what}：需要權限 {permission}。請洽系統管理人員，或由具此職務者辦理",
            "{who} may not {what}: permission {permission} is needed. Ask an administrator, or someone whose role has it",
        ).format(who=who, what=what, permission=permission)
    )
