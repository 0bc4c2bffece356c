"""Worked examples beside a pack (``cases.toml``): what is asked and what must come out. Tests run every one of them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.rules.library import case_file


@dataclass(frozen=True, slots=True)
class Case:
    """One example. ``ask`` is a consignment as in the public contract.

    ``expect`` may hold ``totals``, ``lines`` (line id to charge id to amount, with ``customs_value`` and ``total``), ``unresolved`` (fields),
    ``conflicts`` (cost kinds) and ``options`` (programme to payable, saving, eligible).
    """

    id: str
    title: Text
    source: str
    ask: Mapping[str, Any]
    expect: Mapping[str, Any]


def cases(key: str) -> tuple[Case, ...]:
    """Every case of a pack; ``BadInput`` when the file is missing, empty or has a case without a source."""
    rows = tomllib.loads(case_file(key)).get("case", [])
    if not rows or not all(row.get("id") and row.get("source") and row.get("ask") and row.get("expect") for row in rows):
        raise BadInput(
            Text("規則包 {k} 的 cases.toml 缺算例或來源", "cases.toml of {k} has no case, or one without id, source, ask or expect").format(
                k=key
            )
        )
    return tuple(Case(row["id"], Text(row["title_zh"], row["title_en"]), row["source"], row["ask"], row["expect"]) for row in rows)
