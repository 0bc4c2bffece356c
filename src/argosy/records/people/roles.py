"""The nine roles, read from ``roles.toml``, and the grants each carries."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files

from argosy.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Role:
    """A role. ``standard`` is the unversioned code of the competency standard it follows, empty outside the five jobs."""

    code: str
    title: Text
    standard: str
    grants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    everyone: tuple[str, ...]
    closed: tuple[str, ...]
    roles: dict[str, Role]


@cache
def _table() -> _Table:
    data = tomllib.loads(files("argosy.records.people").joinpath("roles.toml").read_text(encoding="utf-8"))
    roles = {
        code: Role(code, Text(row["zh"], row["en"]), row.get("standard", ""), tuple(row["grants"])) for code, row in data["roles"].items()
    }
    return _Table(tuple(data["everyone"]), tuple(data["closed"]), roles)


def roles() -> dict[str, Role]:
    """All roles by code, the five jobs first."""
    return dict(_table().roles)


def grants(role: str, permission: str) -> bool:
    """Whether a role carries a permission that is not about a document; an unknown role carries nothing."""
    table = _table()
    if role not in table.roles:
        return False
    own = _matches(permission, table.roles[role].grants)
    return own or (_matches(permission, table.everyone) and not _matches(permission, table.closed))


def _matches(permission: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(permission, pattern) for pattern in patterns)
