"""Parties and their people as a file gives them. Knows no store, so that files are read before one is opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class NewContact:
    """A person of a file."""

    name: str
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewParty:
    """A party of a file: the fields it gives (others stay as they are), its people, its address, and the row it stands in."""

    row: int
    code: str
    fields: Mapping[str, str]
    kinds: tuple[str, ...] = ()
    address: Mapping[str, str] = field(default_factory=dict)
    contacts: tuple[NewContact, ...] = ()
