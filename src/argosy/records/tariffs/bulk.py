"""The firm's tables for a file of goods lines: rates of exchange and of imported tariffs, each looked up once. Open to everyone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from hashlib import sha256
from typing import TYPE_CHECKING

from argosy.engines.duty.consignment import Consignment
from argosy.engines.duty.rate import currencies, read_rate
from argosy.engines.tariff.lookup import Found, Offer, look_up
from argosy.kernel.errors import NotFound
from argosy.records.reference import queries as reference
from argosy.records.tariffs import schedules
from argosy.records.tariffs.consignments import completed, exchange_table
from argosy.rules.pack import Pack

if TYPE_CHECKING:
    import polars

KEPT = 2_000_000
Rated = tuple[dict[str, str], bool]


class StoreTables:
    """What the store knows, looked up for many lines. One is for one run: it does not see what is imported meanwhile."""

    def __init__(self) -> None:
        self._exchange: dict[tuple[str, str, str, date], Fraction | None] = {}
        self._found: dict[tuple[str, str, str, int], Rated] = {}
        self._eras: dict[str, list[date]] = {}

    def exchange(self, pack: Pack, currency: str, on: date) -> Fraction | None:
        """The customs rate of a currency on a day."""
        key = (pack.jurisdiction, pack.flow, currency, on)
        if key not in self._exchange:
            try:
                self._exchange[key] = Fraction(reference.rate(currency, on, flow=pack.flow, table=exchange_table(pack)).rate)
            except NotFound:
                self._exchange[key] = None
        return self._exchange[key]

    def completed(self, consignment: Consignment, pack: Pack) -> Consignment:
        """One consignment with what the tables know."""
        return completed(consignment, pack)

    def tariff(self, pack: Pack, goods: polars.DataFrame) -> polars.DataFrame | None:
        """The rates of goods under an imported tariff; ``None`` where none was imported."""
        import polars as pl

        place = pack.jurisdiction
        if not schedules.editions(place):
            return None
        starts = pl.Series(self._starts(place), dtype=pl.Date)
        dated = goods.with_columns(era=starts.search_sorted(goods["date"], side="right").cast(pl.Int64))
        found = [self._rates(place, *row) for row in self._looked_up(place, dated)]
        charges = sorted({charge for rates, _ in found for charge in rates})
        columns = [pl.Series(f"tariff_{name}", [rates.get(name) for rates, _ in found], dtype=pl.String) for name in charges]
        return dated.drop("era").with_columns(*columns, pl.Series("~apart", [apart for _, apart in found], dtype=pl.Boolean))

    def _looked_up(self, place: str, goods: polars.DataFrame) -> Iterator[tuple[str, str, int]]:
        """Look up whatever was not, era by era; then the goods in their order."""
        if len(self._found) > KEPT:
            self._found.clear()
        for (era,), part in goods.group_by("era", maintain_order=True):
            fresh = [
                (c, o)
                for c, o in part.select("code", "origin").unique(maintain_order=True).iter_rows()
                if (place, c, o, era) not in self._found
            ]
            if fresh:
                book = schedules.book(place, {code for code, _ in fresh}, part["date"][0])
                self._found |= {(place, code, origin, int(str(era))): _rated(look_up(book, code, origin)) for code, origin in fresh}
        yield from goods.select("code", "origin", "era").iter_rows()

    def _rates(self, place: str, code: str, origin: str, era: int) -> Rated:
        return self._found[place, code, origin, era]

    def _starts(self, place: str) -> list[date]:
        """The days on which something in the tariff begins or ends."""
        if place not in self._eras:
            days = {e.start for e in schedules.editions(place)}
            for name in ("lines", "rates"):
                for frame in schedules.frames(place, name):
                    days |= set(frame["valid_from"].drop_nulls().unique().to_list())
                    days |= {day + timedelta(days=1) for day in frame["valid_to"].drop_nulls().unique().to_list() if day < date.max}
            self._eras[place] = sorted(days)
        return self._eras[place]

    def fingerprint(self) -> str:
        """A hash of everything looked things up in: other tables make another answer."""
        editions = [[e.jurisdiction, e.series, e.edition, e.sha256] for e in schedules.editions()]
        exchange = [[r.table, r.flow, r.currency, str(r.valid_from), str(r.rate)] for r in reference.rates()]
        return sha256(json.dumps([editions, exchange]).encode()).hexdigest()


def _rated(found: Found) -> Rated:
    """The rate text of every charge, and whether one is in a currency that only the entry can convert."""
    offers = (*found.needs_person, *found.rates.values())
    return {o.charge: o.text or f"? {o.raw}".strip() for o in offers}, any(_foreign(o) for o in offers)


def _foreign(offer: Offer) -> bool:
    rate = read_rate(offer.text, foreign=True) if offer.text else None
    return rate is not None and bool(currencies(rate))
