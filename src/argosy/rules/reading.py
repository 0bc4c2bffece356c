"""A rule file as a ``Pack``. All faults of a file are told at once, each with file, id and field."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, cast

from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.expression import Ref
from argosy.kernel.text import Text
from argosy.rules.checking import faults
from argosy.rules.entry import ZERO, Entry
from argosy.rules.pack import (
    CHARGE_KINDS,
    CUSTOMS_VALUE,
    Charge,
    ChargeKind,
    CustomsValue,
    Exemption,
    Fact,
    Input,
    Pack,
    Penalty,
    Valuation,
)
from argosy.rules.reading_provisions import PROVISIONS, ProvisionReader


def read_pack(data: str | Mapping[str, Any], where: str, valuation: Valuation, lists: Callable[[str], str] | None = None) -> Pack:
    """The pack in ``data`` (TOML, or read already), checked; ``BadInput`` lists every fault, with ``where`` as the file.

    ``lists`` gives the text of a file of codes that a rate names.
    """
    problems: list[Problem] = []
    tables = parsed(data, where) if isinstance(data, str) else data
    pack = _Reader(tables, where, problems, lists or _no_list).pack(valuation)
    problems += faults(pack, where)
    if problems:
        raise refused(where, problems)
    return pack


def refused(where: str, problems: list[Problem]) -> BadInput:
    """One error that shows every fault of a rule file."""
    zh, en = "；".join(p.message.zh for p in problems), "; ".join(p.message.en for p in problems)
    message = Text("規則檔 {w} 不能使用：{zh}", "Rule file {w} cannot be used: {en}").format(w=where, zh=zh, en=en)
    return BadInput(message, problems)


def _no_list(name: str) -> str:
    raise BadInput(Text("找不到清單檔 {n}", "there is no list file {n}").format(n=name))


def parsed(toml: str, where: str) -> dict[str, Any]:
    """The tables of a rule file; ``BadInput`` when it is not TOML."""
    try:
        return tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise refused(where, [Problem(Text(f"格式錯誤：{error}", f"not valid TOML: {error}"), where)]) from error


class _Reader:
    def __init__(self, data: Mapping[str, Any], where: str, problems: list[Problem], lists: Callable[[str], str]) -> None:
        self.data, self.where, self.problems = data, where, problems
        self.more = ProvisionReader(data, where, problems, lists)

    def pack(self, valuation: Valuation) -> Pack:
        known = {"pack", "customs_value", "inputs", "fact", "charge", "exemption", "penalty", "total", *PROVISIONS}
        Entry({k: v for k, v in self.data.items() if k not in known}, self.where, "file", self.problems).done()
        head = self._entry("pack", self.data.get("pack", {}))
        made = Pack(
            id=head.words("id", required=True),
            jurisdiction=head.words("jurisdiction", required=True),
            flow="export" if head.choice("flow", ("import", "export")) == "export" else "import",
            currency=head.words("currency", required=True),
            symbols=head.names("symbols"),
            quantum=head.number("quantum", required=True) or Fraction(1),
            value_basis="fob" if head.choice("value_basis", ("cif", "fob")) == "fob" else "cif",
            version=head.words("version", required=True),
            reviewed=head.day("reviewed", required=True) or date.min,
            review_by=head.day("review_by", required=True) or date.min,
            label=head.text("label", required=True),
            value=self._value(),
            inputs={name: self._input(name, row) for name, row in self.data.get("inputs", {}).items()},
            facts=tuple(self._fact(row) for row in self.data.get("fact", [])),
            charges=tuple(self._charge(row) for row in self.data.get("charge", [])),
            exemptions=tuple(self._exemption(row) for row in self.data.get("exemption", [])),
            penalties=tuple(self._penalty(row) for row in self.data.get("penalty", [])),
            totals=self._totals(),
            valuation=self.more.terms(valuation),
            costs_asked=self.more.costs()[0],
            costs_presumed=self.more.costs()[1],
            rates=self.more.rates(),
            relations=self.more.relations(),
            programmes=self.more.programmes(),
            interpretations=self.more.interpretations(),
            fx=self.more.fx(),
        )
        head.done()
        return made

    def _entry(self, name: str, data: Mapping[str, Any]) -> Entry:
        return Entry(data, self.where, name, self.problems)

    def _value(self) -> CustomsValue:
        row = self._entry("customs_value", self.data.get("customs_value", {}))
        made = CustomsValue(row.text("label", required=True), row.text("formula", required=True), row.step(), row.authority())
        row.done()
        return made

    def _input(self, name: str, data: Mapping[str, Any]) -> Input:
        row = self._entry(f"inputs.{name}", data)
        made = Input(
            name=name,
            label=row.text("label", required=True),
            question=row.text("question", required=True),
            kind="yes_no" if row.choice("kind", ("number", "yes_no"), "number") == "yes_no" else "number",
            scope="entry" if row.choice("scope", ("line", "entry"), "line") == "entry" else "line",
            unit=row.unit("unit"),
            low=row.number("low"),
            high=row.number("high"),
            expr=row.expr("expr"),
            from_quantity=row.get("from_quantity", False, bool),
            default=row.number("default"),
        )
        row.done()
        return made

    def _fact(self, data: Mapping[str, Any]) -> Fact:
        row = self._entry(f"fact {data.get('id', '?')}", data)
        made = Fact(
            id=row.words("id", required=True),
            label=row.text("label", required=True),
            value=row.number("value", required=True) or Fraction(0),
            unit=row.words("unit"),
            span=row.span(),
            authority=row.authority(),
        )
        row.done()
        return made

    def _charge(self, data: Mapping[str, Any]) -> Charge:
        row = self._entry(f"charge {data.get('rule') or data.get('id', '?')}", data)
        made = Charge(
            id=row.words("id", required=True),
            rule=row.words("rule") or row.words("id"),
            kind=cast("ChargeKind", row.choice("kind", CHARGE_KINDS)),
            label=row.text("label", required=True),
            formula=row.text("formula", required=True),
            base=row.expr("base") or Ref("name", CUSTOMS_VALUE),
            expr=row.expr("expr", required=True) or ZERO,
            step=row.step(),
            span=row.span(),
            authority=row.authority(),
            codes=row.names("codes"),
            ask=row.names("ask"),
            question=row.text("question"),
            measures=row.names("measures"),
            silent=row.text("silent"),
            only_if=row.expr("only_if"),
            share_by=row.words("share_by") or CUSTOMS_VALUE,
            origins=self.more.origins(row),
        )
        row.done()
        return made

    def _exemption(self, data: Mapping[str, Any]) -> Exemption:
        row = self._entry(f"exemption {data.get('id', '?')}", data)
        conditions: list[Mapping[str, Any]] = row.get("conditions", [], list, required=True)
        made = Exemption(
            id=row.words("id", required=True),
            label=row.text("label", required=True),
            charges=row.names("charges"),
            conditions=tuple(self.more.condition(row.name, c) for c in conditions),
            excluded=row.names("excluded"),
            excluded_text=row.text("excluded"),
            span=row.span(),
            authority=row.authority(),
        )
        row.done()
        return made

    def _penalty(self, data: Mapping[str, Any]) -> Penalty:
        row = self._entry(f"penalty {data.get('id', '?')}", data)
        made = Penalty(row.words("id", required=True), row.text("text", required=True), row.span(), row.authority())
        row.done()
        return made

    def _totals(self) -> Mapping[str, tuple[ChargeKind, ...]]:
        row = self._entry("total", self.data.get("total", {}))
        made = {name: cast("tuple[ChargeKind, ...]", row.names(name)) for name in ("duty", "taxes", "fees")}
        row.done()
        return made
