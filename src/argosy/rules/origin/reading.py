"""An agreement file as an ``Agreement``. All faults of a file are told at once, each with file, place and field."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, cast

from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.source import Confidence
from argosy.kernel.text import Text
from argosy.rules.authority import Authority, Span
from argosy.rules.origin.agreement import CUMULATIONS, Agreement, Cumulation, CumulationKind, Pair, Party, PartyRole
from argosy.rules.origin.checking import faults
from argosy.rules.origin.language import BASES
from argosy.rules.origin.product_rows import parts, product_rules
from argosy.rules.origin.provisions import disregards, insufficient, methods, proofs, retrospective, tolerances, transport, waivers
from argosy.rules.origin.row import Row
from argosy.rules.reading import refused

Problems = list[Problem]


def read_agreement(toml: str, where: str, groups: Mapping[str, tuple[str, ...]], processes: Mapping[str, Text]) -> Agreement:
    """The agreement in ``toml``, checked; ``BadInput`` lists every fault, with ``where`` as the file."""
    problems: Problems = []
    try:
        data = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise refused(where, [Problem(Text(f"格式錯誤：{error}", f"not valid TOML: {error}"), where)]) from error
    made = _Reader(data, where, groups, problems).agreement()
    problems += faults(made, where, processes)
    if problems:
        raise refused(where, problems)
    return made


TABLES = {
    "agreement", "party", "pair", "cumulation", "rvc", "tolerance", "disregard", "insufficient", "transport", "proof", "waiver",
    "retrospective", "parts", "macros", "psr",
}  # fmt: skip


class _Reader:
    def __init__(self, data: Mapping[str, Any], where: str, groups: Mapping[str, tuple[str, ...]], problems: Problems) -> None:
        self.data, self.where, self.groups, self.problems = data, where, groups, problems

    def row(self, name: str, data: object) -> Row:
        return Row(data if isinstance(data, Mapping) else {}, self.where, name, self.problems)

    def rows(self, table: str) -> Iterator[Row]:
        found = self.data.get(table, [])
        for i, one in enumerate(found if isinstance(found, list) else [found], 1):
            yield self.row(f"{table} {i}", one)

    def agreement(self) -> Agreement:
        self.row("file", {k: v for k, v in self.data.items() if k not in TABLES}).done()
        head = self.row("agreement", self.data.get("agreement", {}))
        authority = head.authority()
        made = Agreement(
            id=head.words("id", required=True),
            kind="unilateral" if head.choice("kind", ("reciprocal", "unilateral")) == "unilateral" else "reciprocal",
            name=head.text("name", required=True),
            hs_edition=head.whole("hs_edition", required=True) or 0,
            value_base=head.choice("value_base", BASES),
            any_methods=head.names("any_methods"),
            parties=tuple(self._party(r) for r in self.rows("party")),
            pairs=tuple(self._pair(r) for r in self.rows("pair")),
            cumulation=self._cumulation(authority),
            methods=methods(self, authority),
            tolerances=tolerances(self, authority),
            disregards=disregards(self, authority),
            insufficient=insufficient(self),
            transport=transport(self, authority),
            proofs=proofs(self, authority),
            waivers=waivers(self, authority),
            retrospective=retrospective(self, authority),
            parts=parts(self),
            rules=product_rules(self),
            general=head.rule("general"),
            read_at=head.text("read_at", required=True),
            authority=authority,
            scope_note=head.text("scope"),
            entry_confidence=cast("Confidence", head.choice("entry_confidence", ("high", "medium", "low"), authority.confidence)),
        )
        head.done()
        return made

    def _party(self, row: Row) -> Party:
        code = row.words("code", required=True)
        role = cast("PartyRole", row.choice("role", ("both", "giver", "beneficiary"), "both"))
        span = row.days() or Span(date.min)
        if "from" not in row.data:
            row.wrong("from", "未填", "is missing")
        made = Party(code, self.groups.get(code, (code,)), span, role)
        row.done()
        return made

    def _pair(self, row: Row) -> Pair:
        never: bool = row.get("never", False, bool)
        made = Pair(row.words("a", required=True), row.words("b", required=True), None if never else row.days())
        row.done()
        return made

    def _cumulation(self, authority: Authority) -> Cumulation:
        row = self.row("cumulation", self.data.get("cumulation", {}))
        others = tuple(c for name in row.names("with") for c in self.groups.get(name, (name,)))
        made = Cumulation(cast("CumulationKind", row.choice("kind", CUMULATIONS)), others, row.inherited(authority))
        row.done()
        return made


def country_groups(toml: str, where: str) -> dict[str, tuple[str, ...]]:
    """Customs unions by name: ``EU = ["AT", …]``."""
    table = tomllib.loads(toml).get("groups", {})
    if not table or not all(isinstance(v, list) and all(isinstance(c, str) and len(c) == 2 for c in v) for v in table.values()):
        raise BadInput(Text(f"{where} 須列各關稅同盟之二碼國碼", f"{where} must list two-letter codes of each customs union"))
    return {name: tuple(codes) for name, codes in table.items()}
