"""A pack that extends another: the tables of the parent first, then its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

LISTS = ("fact", "charge", "exemption", "penalty", "rate", "relation", "programme", "interpretation")
TABLES = ("inputs", "groups")
OWN_OR_PARENT = ("customs_value", "total", "fx", "costs", "terms")
_NAMING = ("charge", "subject", "object", "id")


def merged(parent: Mapping[str, Any], child: Mapping[str, Any]) -> dict[str, Any]:
    """The tables of the child on top of those of the parent.

    ``[pack]`` fields of the child win. Rows are appended. ``without`` drops inherited rows by id: a charge with its rates, relations and
    places in exemptions, or a fact, exemption, programme, penalty or interpretation.
    """
    head = {**parent.get("pack", {}), **child.get("pack", {})}
    dropped = set(head.pop("without", ()))
    head.pop("extends", None)
    made: dict[str, Any] = {**parent, **child, "pack": head}
    for name in LISTS:
        rows = [*_kept(parent.get(name, []), dropped), *child.get(name, [])]
        if rows:
            made[name] = rows
    for name in TABLES:
        made[name] = {**{k: v for k, v in parent.get(name, {}).items() if k not in dropped}, **child.get(name, {})}
    return made


def _kept(rows: list[dict[str, Any]], dropped: set[str]) -> list[dict[str, Any]]:
    left = [row for row in rows if not any(row.get(field) in dropped for field in _NAMING)]
    return [{**row, "charges": [c for c in row["charges"] if c not in dropped]} if "charges" in row else row for row in left]
