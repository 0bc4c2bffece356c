"""Which row of the rules touches which goods on a day, which rate the pack gives them, and how charges meet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from argosy.rules.pack import Charge, Pack
from argosy.rules.provisions import PackRate, Relation


class OriginUnknownError(Exception):
    """Which row holds depends on an origin nobody stated."""


class Rows:
    """The rows of a pack on one day, by charge, commodity code and origin. ``uncovered`` charges have no row yet on that day."""

    def __init__(self, pack: Pack, on: date) -> None:
        charges = pack.charges
        self.first = {c.id: c for c in reversed(charges)}
        self.all = {name: list(pack.rows(name, on)) for name in pack.charge_ids()}
        self.uncovered = {n for n, rows in self.all.items() if not rows and all(on < c.span.valid_from for c in charges if c.id == n)}
        live = [n for n, rows in self.all.items() if rows or n in self.uncovered]
        self.line_ids = tuple(n for n in live if self.first[n].step.at == "line")
        self.entry_ids = tuple(n for n in live if self.first[n].step.at == "entry")
        self.rates: dict[str, list[PackRate]] = {}
        for rate in pack.rates:
            if rate.span.holds(on):
                self.rates.setdefault(rate.charge, []).append(rate)
        self.relations: dict[str, list[Relation]] = {}
        for relation in pack.relations:
            if relation.span.holds(on) and relation.how != "stacks":
                self.relations.setdefault(relation.object, []).append(relation)
        self._picked: dict[tuple[str, str, str], Charge | None] = {}
        self._split: dict[tuple[str, str, str], bool] = {}

    def row(self, charge: str, code: str, origin: str = "") -> Charge | None:
        """The row whose code prefix fits best, one for the origin before one for all; ``None`` when the charge does not touch the goods.

        ``OriginUnknownError`` when it depends on an origin that is empty.
        """
        key = (charge, code, origin)
        if key not in self._picked:
            fitting = [row for row in self.all[charge] if row.covers(code) and row.origins.holds(origin) is not False]
            picked = max(fitting, key=lambda row: (_reach(row, code), bool(row.origins)), default=None)
            if picked is not None and picked.origins.holds(origin) is None:
                raise OriginUnknownError
            self._picked[key] = picked
        return self._picked[key]

    def splits(self, charge: str, code: str, origin: str) -> bool:
        """Whether some goods under this code, but not all, fall under a row of their own."""
        key = (charge, code, origin)
        if key not in self._split:
            prefixes = (p for row in self.all[charge] if row.origins.holds(origin) is not False for p in row.codes if len(p) > len(code))
            self._split[key] = any(prefix.startswith(code) for prefix in prefixes)
        return self._split[key]

    def found_rates(self, charge: str, code: str, origin: str) -> Iterator[PackRate]:
        """Rates of the pack that fit, the closest first; those whose origin is not decided are among them."""
        fitting = [(reach, bool(r.origins), r) for r in self.rates.get(charge, ()) if (reach := r.reach(code)) is not None]
        for _, _, rate in sorted(fitting, key=lambda f: (-f[0], not f[1])):
            if rate.origins.holds(origin) is not False:
                yield rate

    def too_short(self, charge: str, code: str, origin: str, text: str) -> bool:
        """Whether goods under this code could fall under a rate other than ``text`` that begins with a longer code."""
        return any(r.text != text and r.origins.holds(origin) is not False and r.may_reach(code) for r in self.rates.get(charge, ()))


def _reach(row: Charge, code: str) -> int:
    return max((len(prefix) for prefix in row.codes if code.startswith(prefix)), default=0)
