"""The European Central Bank's euro reference rates: ``eurofxref-hist.csv`` (also as its ZIP), or a long table of date, currency and rate.

Units of the currency for one euro. The bank gives no rate of the New Taiwan dollar.
"""

from __future__ import annotations

import re

from argosy.importers.markets.raw import Raw, named, quoted
from argosy.importers.markets.reading import MISSING, Ask, DataSet, Reading, column, lacking, wanted
from argosy.kernel.text import Text
from argosy.warehouse.trade import FX

HEADINGS = ("Date", "date", "currency", "per_eur", "month", "USD", "JPY", "GBP", "CHF", "CNY", "TIME_PERIOD", "OBS_VALUE")
FITS = re.compile("")
ENCODINGS: tuple[str, ...] = ()
DATASET = DataSet(
    "ecb", Text("歐洲中央銀行歐元參考匯率", "Euro foreign exchange reference rates"), Text("歐洲中央銀行", "European Central Bank"), "Free reuse with the source named",
    "https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/", 7,
)  # fmt: skip
_CURRENCY = re.compile(r"[A-Z]{3}")
_NO_TWD = Text("歐洲中央銀行不公布新臺幣匯率", "The European Central Bank gives no rate of the New Taiwan dollar")


def read(raw: Raw, ask: Ask) -> Reading:
    """The reading; a month stands on its first day, in a table of its own."""
    if monthly := column(raw, "month"):
        day, table = f"{named(monthly)} || '-01'", FX + "_ecb_monthly"
    else:
        day, table = wanted(raw, "Date", "TIME_PERIOD"), FX + "_ecb"
    currencies = [h for h in raw.headings if _CURRENCY.fullmatch(h)]
    if currencies:
        cells = ", ".join(f"({quoted(c)}, {named(c)})" for c in currencies)
        source = f"SELECT _part, {day} AS date, u.c AS currency, u.v AS per_eur FROM raw, LATERAL (VALUES {cells}) AS u(c, v)"
    elif column(raw, "currency"):
        source = (
            f"SELECT _part, {day} AS date, {wanted(raw, 'currency')} AS currency, {wanted(raw, 'per_eur', 'OBS_VALUE')} AS per_eur FROM raw"
        )
    else:
        raise lacking(raw, ["USD", "JPY"])
    missing = ", ".join(map(quoted, MISSING))
    return Reading(
        table, DATASET, {c: c for c in ("date", "currency", "per_eur")}, ("date", "currency", "per_eur"), source=source,
        left=[("empty", Text("該日無匯率", "no rate on the day"), f"per_eur IS NULL OR trim(per_eur) IN ({missing})")],
        unit=Text("一歐元兌該幣別", "Units of the currency for one euro"), edition=_last(raw, day), notes=[_NO_TWD],
    )  # fmt: skip


def _last(raw: Raw, day: str) -> str:
    return str(raw.rows(f"SELECT max(trim({day})) FROM raw")[0][0] or "")
