"""Worked examples beside the agreements (``cases.toml``): what is asked and what must come out. Tests run every one of them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.rules.authority import Span
from argosy.rules.origin.agreement import Agreement, ProductRule
from argosy.rules.origin.codes import run
from argosy.rules.origin.library import agreement, case_text, groups, process_names
from argosy.rules.origin.parsing import parse_rule
from argosy.rules.origin.reading import read_agreement


@dataclass(frozen=True, slots=True)
class Case:
    """One example. ``ask`` is a question as ``argosy origin test`` reads it; ``rule`` replaces the product rules of the agreement.

    ``toml`` holds an agreement of the example's own. ``expect`` may hold ``originating``, ``claim``, ``criterion``, ``working`` (texts that
    must stand in the English working), ``missing`` (fields) and ``cautions`` (codes).
    """

    id: str
    title: Text
    source: str
    ask: Mapping[str, Any]
    expect: Mapping[str, Any]
    rule: str = ""
    toml: str = ""

    def agreement(self) -> Agreement:
        """The agreement to test, with the example's own rule when it brings one."""
        found = read_agreement(self.toml, self.id, groups(), process_names()) if self.toml else agreement(self.ask["agreement"])
        if not self.rule:
            return found
        digits = "".join(c for c in self.ask["product"]["code"] if c.isdigit())[:4]
        own = ProductRule((run(digits),), "", parse_rule(self.rule), f"{digits}: {self.rule}", Span(date.min), (), found.authority)
        return replace(found, rules=(own,))


def origin_cases() -> tuple[Case, ...]:
    """Every case; ``BadInput`` when the file has none, or one without id, source, ask or expect."""
    rows = tomllib.loads(case_text()).get("case", [])
    if not rows or not all(row.get("id") and row.get("source") and row.get("ask") and row.get("expect") for row in rows):
        wrong = Text("原產地算例檔缺算例或來源", "the cases of origin have none, or one without id, source, ask or expect")
        raise BadInput(wrong)
    return tuple(
        Case(r["id"], Text(r["title_zh"], r["title_en"]), r["source"], r["ask"], r["expect"], r.get("rule", ""), r.get("agreement", ""))
        for r in rows
    )
