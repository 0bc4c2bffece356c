"""Own sales beside a market's imports: own share, and white space. Imports are counted CIF, so own sales are brought to CIF by their Incoterm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from argosy.engines.performance.frames import IMPORTS, LINES, dated, first_day, need
from argosy.kernel.countries import WORLD
from argosy.kernel.errors import BadInput
from argosy.kernel.periods import MONTHLY
from argosy.kernel.text import Text

BEFORE_CARRIAGE, FREIGHT_PAID, DUTY_PAID = ("EXW", "FCA", "FAS", "FOB"), ("CFR", "CPT"), ("DDP",)
KEYS = ["market", "product", "year"]
OK, NO_IMPORTS, HOME, UNEQUAL, NO_RATE = "ok", "no_imports", "home", "periods_differ", "no_rate"
WHY = {
    OK: Text("可比", "comparable"),
    NO_IMPORTS: Text("無該市場進口資料", "no imports of this market in the data"),
    HOME: Text("本國市場：國內銷售不是進口", "home market: sales at home are no imports"),
    NO_RATE: Text("無訂單日之美元匯率", "no USD rate for the day of an order"),
    UNEQUAL: Text("期間不同：本公司資料未涵蓋全年", "periods differ: own data do not cover the year"),
}
CAVEATS = (
    Text(
        "本公司銷售依貿易條件調整為 CIF：EXW、FCA、FAS、FOB 乘以 (1+{uplift})，CFR、CPT 乘以 (1+{insurance})，DDP 扣除關稅；DAP、DPU 含內陸運費，略為高估",
        "own sales are brought to CIF by Incoterm: EXW, FCA, FAS, FOB × (1 + {uplift}), CFR, CPT × (1 + {insurance}), DDP less duty; DAP and DPU hold inland carriage and overstate a little",
    ),
    Text("本公司銷售依訂單日計，進口依通關日計，年底訂單可能跨年", "own sales count by the day of order, imports by the day of entry: orders near the year's end may fall into the next"),
    Text("稅號依本公司歸列前六碼；進口統計之 HS 版本不同時，代碼範圍可能不同", "products follow the first six digits of the firm's own classification; where the import data are of another HS edition a code may cover other goods"),
    Text("進口為全部來源國；資料含鏡像或估計值時，占比隨之偏誤", "imports are from all origins; where they are mirrored or estimated the share errs with them"),
    Text("本公司貨品若非自本國出口(轉口、第三國製)，仍計入該市場進口", "own goods that leave from a third country still count as that market's imports"),
)  # fmt: skip


OWN = (pl.col("own").sum(), pl.col("own").is_null().sum().alias("unrated"))


@dataclass(frozen=True, slots=True)
class Valuation:
    """How own sales are brought to CIF. ``uplift`` from FOB: 6 %, the CIF/FOB factor the IMF uses (Direction of Trade Statistics Yearbook 2017);
    ``insurance``: 0.3 % of the amount. Both are assumptions of the user, printed with the result."""

    uplift: float = 0.06
    insurance: float = 0.003

    def caveats(self) -> tuple[Text, ...]:
        """What to keep in mind with every own share, the assumptions filled in."""
        shown = {"uplift": f"{self.uplift:.1%}", "insurance": f"{self.insurance:.1%}"}
        return (CAVEATS[0].format(**shown), *CAVEATS[1:])


DEFAULT = Valuation()


def market_imports(trade: pl.DataFrame, home: str, side: str = "") -> pl.DataFrame:
    """Imports by ``market``, ``product`` (HS6), ``year`` and ``month`` (0 in annual data): ``imports`` and ``from_home`` in USD.

    ``trade`` has the columns of the bilateral table. The row for the world (``WLD``) is used where there is one, else the sum of all exporters, so that
    nothing counts twice. ``BadInput`` when rows of several ``side`` are there and none is chosen, or when a year is there in months and whole.
    """
    rows = need(trade, IMPORTS)
    rows = rows.filter(pl.col("side") == side) if side else rows
    _one_side(rows)
    monthly = pl.col("period") > MONTHLY
    rows = rows.with_columns(
        market=pl.col("importer"), product=pl.col("product").str.slice(0, 6),
        year=pl.when(monthly).then(pl.col("period") // 100).otherwise(pl.col("period")).cast(pl.Int32),
        month=pl.when(monthly).then(pl.col("period") % 100).otherwise(0).cast(pl.Int8),
    )  # fmt: skip
    mixed = rows.group_by("market", "product", "year").agg(
        (pl.col("month") == 0).any().alias("whole"), (pl.col("month") > 0).any().alias("part")
    )
    if mixed.filter(pl.col("whole") & pl.col("part")).height:
        raise BadInput(
            Text(
                "同一市場與產品之年資料與月資料並存，請擇一", "A market and product has annual and monthly rows of one year; take one kind"
            )
        )
    value, world = pl.col("value"), pl.col("exporter") == WORLD
    found = rows.group_by("market", "product", "year", "month").agg(
        imports=pl.when(world.any()).then(value.filter(world).sum()).otherwise(value.filter(~world).sum()),
        from_home=value.filter(pl.col("exporter") == home).sum(),
    )
    return found.sort("market", "product", "year", "month")


def _one_side(rows: pl.DataFrame) -> None:
    sides = sorted(rows["side"].unique().to_list())
    if len(sides) > 1:
        words = Text("貿易資料含多種申報面({sides})，請擇一", "The trade rows are of several sides ({sides}); choose one")
        raise BadInput(words.format(sides=", ".join(map(str, sides))))


def own_share(
    lines: pl.DataFrame, imports: pl.DataFrame, as_of: date, home: str, since: date | None = None, valuation: Valuation = DEFAULT
) -> pl.DataFrame:
    """Own sales ÷ imports by market × HS6 × year.

    ``imports`` as ``market_imports`` gives them. Columns: the keys, ``own`` (USD, CIF), ``imports`` and ``from_home`` (USD), ``months`` compared (12 for a
    year), ``share``, ``share_of_home`` (of what the market imports from ``home``), ``status`` (a key of ``WHY``). Annual imports are compared only with
    years the own data cover whole; monthly imports month by month. A share is null unless its status is ``ok``.
    """
    rows = dated(need(lines, LINES), as_of).with_columns(own=_cif(valuation), month=pl.col("date").dt.month().cast(pl.Int8))
    first = first_day(rows, since, as_of)
    plain = rows.group_by(*KEYS).agg(OWN)
    annual = imports.filter(pl.col("month") == 0).drop("month").with_columns(pl.lit(12).alias("months"))
    by_year = plain.join(annual, on=KEYS, how="left")
    whole = (pl.date(pl.col("year"), 1, 1) >= first) & (pl.date(pl.col("year"), 12, 31) <= as_of)
    by_year = by_year.with_columns(status=_status(home, whole))
    found = pl.concat(
        [by_year.join(monthly := _monthly(rows, imports, first, as_of, home), on=KEYS, how="anti"), monthly.select(by_year.columns)]
    )
    found = found.with_columns(own=pl.when(pl.col("unrated") == 0).then(pl.col("own"))).drop("unrated")
    comparable = pl.col("status") == OK
    return found.with_columns(
        share=pl.when(comparable & (pl.col("imports") > 0)).then(pl.col("own") / pl.col("imports")),
        share_of_home=pl.when(comparable & (pl.col("from_home") > 0)).then(pl.col("own") / pl.col("from_home")),
    ).sort(KEYS)


def _cif(valuation: Valuation) -> pl.Expr:
    """USD at CIF: sales by Incoterm, over the exchange rate of the day."""
    term, sales = pl.col("incoterm"), pl.col("sales").cast(pl.Float64)
    duty = pl.col("duty").cast(pl.Float64).fill_null(0)
    value = (
        pl.when(term.is_in(BEFORE_CARRIAGE)).then(sales * (1 + valuation.uplift))
        .when(term.is_in(FREIGHT_PAID)).then(sales * (1 + valuation.insurance))
        .when(term.is_in(DUTY_PAID)).then(sales - duty)
        .otherwise(sales)
    )  # fmt: skip
    return value / pl.col("per_usd")


def _status(home: str, whole: pl.Expr) -> pl.Expr:
    missing = pl.col("imports").is_null()
    said = pl.when(pl.col("market") == home).then(pl.lit(HOME)).when(missing).then(pl.lit(NO_IMPORTS))
    said = said.when(~whole).then(pl.lit(UNEQUAL)).when(pl.col("unrated") > 0).then(pl.lit(NO_RATE))
    return said.otherwise(pl.lit(OK))


def _monthly(rows: pl.DataFrame, imports: pl.DataFrame, first: date, as_of: date, home: str) -> pl.DataFrame:
    """The months for which there are imports and whole own months, summed by year."""
    start = pl.date(pl.col("year"), pl.col("month"), 1)
    months = imports.filter(pl.col("month") > 0).filter((start >= first) & (start.dt.month_end() <= as_of))
    own = rows.group_by(*KEYS, "month").agg(OWN)
    sold = rows.select(KEYS).unique()
    joined = months.join(sold, on=KEYS, how="semi").join(own, on=[*KEYS, "month"], how="left")
    found = joined.group_by(KEYS).agg(
        pl.col("own", "unrated").fill_null(0).sum(),
        pl.col("imports").sum(),
        pl.col("from_home").sum(),
        pl.len().cast(pl.Int32).alias("months"),
    )
    return found.with_columns(status=_status(home, pl.lit(True)))


def white_space(shares: pl.DataFrame, target: float | Mapping[str, float]) -> pl.DataFrame:
    """What is left to win: ``white_space`` = imports × target share − own, in USD, largest first; below zero where the target is passed already.

    ``target`` is one share or a share by product (HS6); a product without one is null, as is a row whose share cannot be told.
    """
    aim = (
        pl.lit(target)
        if isinstance(target, float | int)
        else pl.col("product").replace_strict(dict(target), default=None, return_dtype=pl.Float64)
    )
    comparable = pl.col("status") == OK
    found = shares.with_columns(target=aim).with_columns(
        white_space=pl.when(comparable).then(pl.col("imports") * pl.col("target") - pl.col("own"))
    )
    return found.sort("white_space", descending=True, nulls_last=True)
