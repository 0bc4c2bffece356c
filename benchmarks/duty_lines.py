"""Random goods lines for any rule pack: codes its rules, rates and published cases name, facts it asks for, rates, costs, Incoterms, gaps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import polars as pl

from argosy.kernel.errors import BadInput
from argosy.rules.cases import cases
from argosy.rules.pack import Pack

RATES = ("5%", "0%", "free", "17.5%", "33 1/3%", "2.6%")
WORDED = ("12/kg", "0.35/pcs", "MAX(10%, 3/kg)", "MIN(8%, 20/dozen)", "3.5% + 1.25/kg", "10% - 2/kg", "see note", "7/LPA")
TERMS = ("FOB", "FOB", "CIF", "CIF", "EXW", "FCA", "FAS", "CFR", "CPT", "CIP", "DAP", "DPU", "FOB 2020")
UNITS = ("kg", "pcs", "pcs", "l", "dozen", "g", "odd", None)
KINDS = ("origin_inland", "loading", "destination_inland", "commission", "packing", "buying_commission")
CLAIMED = 0.02  # how often a fact that claims a programme is true: such entries are worked out by the exact engine alone
PLACES = ("JP", "KR", "CN", "US", "VN", "DE", "GB", "MX", "CA", "AU", "NZ", "SG", "TW", "IN", "BR", "CH", None)


class Lines:
    """Lines for one pack, entry by entry, from one seed."""

    def __init__(self, pack: Pack, seed: int) -> None:
        self.pack, self.random = pack, Random(seed)
        self.codes = sorted(_codes(pack, self.random))
        self.origins = sorted({o for scope in _scopes(pack) for o in sorted(scope.only | scope.but)[:6]} | {p for p in PLACES if p})
        self.days = sorted(_days(pack))
        self.now = [pack.reviewed, date(2026, 6, 30)]
        self.rated = [c.id for c in pack.charges if c.step.at == "line"]
        self.claims = {p.stated_by for p in pack.programmes if p.stated_by}
        self.asked = sorted({c.id for c in pack.charges if "*" in c.ask})

    def frame(self, lines: int) -> pl.DataFrame:
        """About so many lines, as ``Catalogue`` takes them."""
        rows: list[dict[str, Any]] = []
        while len(rows) < lines:
            rows += self._entry(f"E{len(rows)}")
        names = dict.fromkeys(name for row in rows for name in row)
        return pl.DataFrame({name: [row.get(name) for row in rows] for name in names}, schema={n: _dtype(n) for n in names})

    def _entry(self, name: str) -> Iterator[dict[str, Any]]:
        """An entry; three in four state everything."""
        self.whole = self.random.random() < 0.75
        head = self._head(name)
        inputs = self.pack.inputs.items()
        head |= {f"fact_{n}": self._fact(n) for n, fact in inputs if fact.scope == "entry" and (self.whole or self.random.random() < 0.9)}
        for _ in range(self.random.choice((1, 1, 1, 2, 3, 6))):
            yield {**head, **self._line()}

    def _maybe(self, chance: float, make: Callable[[], Any]) -> Any:
        return make() if self.whole or self.random.random() < chance else None

    def _figure(self, most: int, places: int) -> Decimal:
        return Decimal(self.random.randrange(most * 10**places)).scaleb(-places)

    def _head(self, name: str) -> dict[str, Any]:
        pick, own = self.random.choice, self.pack.currency
        head = {
            "entry": name, "jurisdiction": self.pack.jurisdiction, "flow": self.pack.flow, "date": pick(self.days) if self.random.random() < 0.15 else pick(self.now), "incoterm": pick(TERMS),
            "currency": pick((own, "USD", "EUR")), "fx_USD": self._maybe(0.97, lambda: Decimal("32.105")), "fx_EUR": Decimal("35.70"),
            "freight_amount": self._maybe(0.98, lambda: self._figure(9000, 0)), "freight_currency": pick((own, "USD", None)),
            "insurance_amount": self._maybe(0.98, lambda: self._figure(500, 0)), "insurance_currency": pick((own, None)),
        }  # fmt: skip
        for kind in KINDS:
            head[f"other_{kind}_amount"] = self._maybe(0.9 if kind in KINDS[:2] else 0.15, lambda: self._figure(900, 0))
            head[f"other_{kind}_currency"] = pick((own, None))
        return head

    def _line(self) -> dict[str, Any]:
        pick, chance = self.random.choice, self.random.random
        line = {
            "code": pick(self.codes) if self.whole or chance() < 0.9 else pick(("", "12", None)), "origin": pick((*self.origins, *PLACES, *PLACES[:-1])),
            "value": self._maybe(0.98, lambda: pick((self._figure(200, 2) + 100, self._figure(30_000, 2), self._figure(10**7, 2)))),
            "quantity": self._maybe(0.97, lambda: self._figure(5000, 1)), "unit": pick(UNITS), "net_kg": self._maybe(0.95, lambda: self._figure(900, 3)),
            "gross_kg": self._maybe(0.8, lambda: self._figure(900, 3)),
        }  # fmt: skip
        inputs = self.pack.inputs.items()
        line |= {f"fact_{n}": self._fact(n) for n, fact in inputs if fact.scope == "line" and (self.whole or chance() < 0.9)}
        line |= {f"rate_{n}": pick(RATES) for n in self.rated if chance() < (0.6 if self.whole else 0.3)}
        line |= {f"rate_{n}": pick(WORDED) for n in self.rated if chance() < 0.03}
        return line | {f"rate_{n}": pick(RATES) for n in self.asked if self.whole or chance() < 0.85}

    def _fact(self, name: str) -> Decimal:
        fact = self.pack.inputs[name]
        if name in self.claims:
            return Decimal(self.random.random() < CLAIMED)
        if fact.kind == "yes_no":
            return Decimal(self.random.randrange(2))
        low, high = fact.low or 0, fact.high or 3000
        return self.random.choice((Decimal(1), self._figure(100, 1), Decimal(self.random.randint(int(low), int(high)))))


def _dtype(name: str) -> Any:
    if name == "date":
        return pl.Date
    figure = name in ("value", "quantity", "net_kg", "gross_kg") or name.startswith(("fx_", "fact_")) or name.endswith("_amount")
    return pl.Decimal(38, 3) if figure else pl.String


def _scopes(pack: Pack) -> Iterator[Any]:
    yield from (row.origins for row in (*pack.charges, *pack.rates))


def _codes(pack: Pack, random: Random) -> set[str]:
    prefixes = {p for row in pack.charges for p in (*row.codes, *row.ask)} | {p for rate in pack.rates for p in sorted(rate.codes)[:40]}
    prefixes = (prefixes | {p for e in pack.exemptions for p in e.excluded}) - {"*"}
    found = {(prefix + f"{random.randrange(10**10):010d}")[: random.choice((6, 8, 10))] for prefix in sorted(prefixes) for _ in range(3)}
    found |= {f"{random.randrange(10**5, 10**6)}{random.randrange(10**4):04d}" for _ in range(60)}
    with suppress(BadInput):
        found |= {
            str(line.get("code") or "") for case in cases(f"{pack.jurisdiction.lower()}-{pack.flow}") for line in case.ask.get("lines", [])
        }
    return {code for code in found if code}


def _days(pack: Pack) -> set[date]:
    starts = {row.span.valid_from for row in (*pack.charges, *pack.facts, *pack.rates) if row.span.valid_from > date(2000, 1, 1)}
    return {date(2026, 6, 30), date(2026, 11, 20), pack.reviewed, *starts, *(day - timedelta(days=1) for day in starts)}
