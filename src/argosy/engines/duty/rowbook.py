"""Which row of the rules touches which commodity code on a day."""

from __future__ import annotations

from datetime import date

from argosy.rules.pack import Charge, Pack


class Rows:
    """The charge rows of a pack on one day, by charge and commodity code. ``uncovered`` charges have no row yet on that day."""

    def __init__(self, pack: Pack, on: date) -> None:
        charges = pack.charges
        self.first = {c.id: c for c in reversed(charges)}
        self.all = {name: list(pack.rows(name, on)) for name in pack.charge_ids()}
        self.uncovered = {n for n, rows in self.all.items() if not rows and all(on < c.span.valid_from for c in charges if c.id == n)}
        live = [n for n, rows in self.all.items() if rows or n in self.uncovered]
        self.line_ids = tuple(n for n in live if self.first[n].step.at == "line")
        self.entry_ids = tuple(n for n in live if self.first[n].step.at == "entry")
        self._picked: dict[tuple[str, str], Charge | None] = {}

    def row(self, charge: str, code: str) -> Charge | None:
        """The row whose code prefix fits best, or ``None`` when the charge does not touch the code."""
        key = (charge, code)
        if key not in self._picked:
            fitting = [row for row in self.all[charge] if row.covers(code)]
            self._picked[key] = max(fitting, key=lambda row: _reach(row, code), default=None)
        return self._picked[key]


def _reach(row: Charge, code: str) -> int:
    return max((len(prefix) for prefix in row.codes if code.startswith(prefix)), default=0)
