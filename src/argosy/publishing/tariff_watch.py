"""Saved worksheets worked out again on the tariffs, rules and exchange rates of now: what changed, line by line and charge by charge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from argosy.engines.duty.assessment import Assessment
from argosy.engines.duty.assessor import assess
from argosy.kernel.errors import ArgosyError
from argosy.kernel.money import decimal_text
from argosy.kernel.text import Text
from argosy.records.reference import queries as reference
from argosy.records.tariffs import consignments
from argosy.records.tariffs import queries as tariffs
from argosy.rules.library import pack_for

LABELS = {"customs_value": Text("完稅價格", "Customs value"), "code": Text("稅則號別", "Tariff code")}


@dataclass(frozen=True, slots=True)
class LineChange:
    """One figure of a saved worksheet that would be another now, in ``currency``; ``new`` is ``None`` where it cannot be worked out any more."""

    order: str
    document: str
    line: int
    code: str
    charge: str
    label: Text
    currency: str
    old: Decimal
    new: Decimal | None

    @property
    def delta(self) -> Decimal | None:
        """New less old."""
        return None if self.new is None else self.new - self.old


@dataclass(frozen=True, slots=True)
class Watched:
    """What the watch found: how many worksheets were worked out again, what changed, and which could not be."""

    worksheets: int
    changes: tuple[LineChange, ...]
    failed: tuple[tuple[str, Text], ...]


def watch(on: date | None = None) -> Watched:
    """The newest saved worksheet of every order against the tables of now; ``on`` takes another entry date, say today's, for all."""
    changes: list[LineChange] = []
    failed: list[tuple[str, Text]] = []
    sheets = tariffs.newest_worksheets()
    for sheet in sheets:
        try:
            changes += _changes(sheet, on)
        except ArgosyError as error:
            failed.append((sheet.document, error.message))
    return Watched(len(sheets), tuple(changes), tuple(failed))


def _changes(sheet: Any, on: date | None) -> Iterator[LineChange]:
    order = sheet.order
    pack = pack_for(order.jurisdiction, order.flow)
    entry = consignments.consignment(order, pack)
    if on is not None:
        entry = consignments.completed(replace(entry, date=on), pack)
    made = assess(entry, pack, today=reference.today())
    now = _figures(made)
    labels = LABELS | {c.id: c.label for c in pack.charges}
    for line in sheet.lines.all():
        old = {"customs_value": str(line.customs_value), **line.charges}
        new = now.get(str(line.line_no), {})
        for charge in sorted({*old, *new}, key=lambda name: (name != "customs_value", name)):
            before, after = Decimal(old.get(charge, "0")), new.get(charge, Decimal(0))
            if before != after:
                label = labels.get(charge, Text(charge, charge))
                yield LineChange(order.ref, sheet.document, line.line_no, line.code, charge, label, sheet.currency, before, after)


def _figures(made: Assessment) -> dict[str, dict[str, Decimal | None]]:
    """Customs value and every charge by line, the parts of the charges of the entry among them."""

    def money(amount: Fraction | None) -> Decimal | None:
        return None if amount is None else Decimal(decimal_text(amount))

    figures: dict[str, dict[str, Decimal | None]] = {}
    for i, x in enumerate(made.lines):
        own = {"customs_value": money(x.customs_value)} | {c.row.id: money(c.amount) for c in x.charges}
        own |= {e.row.id: money(e.by_line[i] if e.by_line else None) for e in made.entry}
        figures[x.line.id] = own
    return figures


def watched_json(found: Watched) -> dict[str, Any]:
    """The answer of ``argosy duty watch``."""
    return {
        "worksheets": found.worksheets,
        "changes": [
            {
                "order": c.order,
                "document": c.document,
                "line": c.line,
                "code": c.code,
                "charge": c.charge,
                "label_zh": c.label.zh,
                "label_en": c.label.en,
                "currency": c.currency,
                "old": f"{c.old:f}",
                "new": None if c.new is None else f"{c.new:f}",
                "delta": None if c.delta is None else f"{c.delta:f}",
            }
            for c in found.changes
        ],
        "failed": [{"document": document, "message": message.en, "message_zh": message.zh} for document, message in found.failed],
    }
