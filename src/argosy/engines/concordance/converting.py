"""Converting trade from one HS edition to another by the UN's tables, saying how much of the value the tables had to choose for.

A conversion table gives each code of the newer edition one code of the older one. Where the correlation table lists several, the conversion
chose one of them: the share of value on such codes is reported. Between editions for which there is no conversion table, weights may be
given (shares by code that add up to one, from a year told in both editions). Never is a value spread equally over what a code may have been:
heading 8549 of HS 2022 meets about a thousand codes of HS 2017, and an equal split invents trade in all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

if TYPE_CHECKING:
    import polars

EDITIONS = ("H0", "H1", "H2", "H3", "H4", "H5", "H6")
"""HS 1992, 1996, 2002, 2007, 2012, 2017 and 2022, as UN Comtrade calls them."""
WEIGHT_SLACK = 1e-6
"""Weights of one code may miss one by so much."""


@dataclass(frozen=True, slots=True)
class Converted:
    """Trade told in ``target``, and what the conversion did to its value.

    Of the value (US dollars): ``value`` in all, ``chosen`` on codes with several counterparts of which the table (or the weights) chose,
    ``merged`` on codes that fell together with others, ``unmatched`` on codes no table knows, which stay as they are. ``already`` was in the
    edition asked for.
    """

    frame: polars.DataFrame
    target: str
    value: float
    already: float
    chosen: float
    merged: float
    unmatched: float
    codes_unmatched: tuple[str, ...]

    @property
    def chosen_share(self) -> float:
        """The share of value that moved one to many, from 0 to 1."""
        return self.chosen / self.value if self.value else 0.0

    @property
    def note(self) -> Text:
        """What a reader must know of figures from this frame."""
        return Text(
            "已依 UN 轉換表轉為 {t}：一對多（由表擇一）占總值 {c:.2%}，合併 {m:.2%}，查無對照而保留原碼 {u:.2%}",
            "Converted to {t} by the UN's tables: {c:.2%} of value had several counterparts (the table chose), {m:.2%} fell together, {u:.2%} has no counterpart and kept its code",
        ).format(t=self.target, c=self.chosen_share, m=self._share(self.merged), u=self._share(self.unmatched))

    def _share(self, part: float) -> float:
        return part / self.value if self.value else 0.0


def convert(
    frame: polars.DataFrame | polars.LazyFrame,
    table: polars.DataFrame,
    target: str,
    *,
    source: str = "",
    weights: polars.DataFrame | None = None,
) -> Converted:
    """Canonical trade (``period, exporter, importer, product, value, quantity, side, hs``) in the edition ``target``.

    ``table`` has ``source, target, kind (conversion or correlation), from_code, to_code``. ``source`` is the edition of rows that name none.
    ``weights`` has ``source, from_code, to_code, weight``. ``BadInput`` when an edition has no conversion table and no weights, when codes
    are not of six digits, and when weights do not add up to one.
    """
    import polars as pl

    rows = frame.lazy().with_columns(pl.when(pl.col("hs") == "").then(pl.lit(source)).otherwise(pl.col("hs")).alias("hs")).collect()
    _refuse_unfit(rows, target)
    share = _shares(table, rows["hs"].unique().to_list(), target, weights)
    several = _several(table, target)
    said = rows.join(share, left_on=["hs", "product"], right_on=["source", "from_code"], how="left").join(several, left_on=["hs", "product"], right_on=["source", "from_code"], how="left")  # fmt: skip
    told = said.with_columns(
        into=pl.when(pl.col("hs") == target).then(pl.col("product")).otherwise(pl.col("to_code")), weight=pl.col("weight").fill_null(1.0)
    ).with_columns(value=pl.col("value") * pl.col("weight"), quantity=pl.col("quantity") * pl.col("weight"))
    return _summed(told, target)


def _summed(told: polars.DataFrame, target: str) -> Converted:
    """The rows added up by their new code, and the shares of value."""
    import polars as pl

    moved = pl.col("hs") != target
    lost = told.filter(moved & pl.col("into").is_null())
    into = (
        told.filter(moved & pl.col("into").is_not_null())
        .group_by("hs", "into")
        .agg(pl.col("product").n_unique().alias("n"))
        .filter(pl.col("n") > 1)
    )
    keys = ["period", "exporter", "importer", "product", "side", "hs"]
    frame = (
        told.with_columns(
            product=pl.coalesce("into", "product"), hs=pl.when(pl.col("into").is_null()).then(pl.col("hs")).otherwise(pl.lit(target))
        )
        .group_by(keys, maintain_order=True)
        .agg(pl.col("value").sum(), pl.when(pl.col("quantity").is_not_null().all()).then(pl.col("quantity").sum()).alias("quantity"))
        .select("period", "exporter", "importer", "product", "value", "quantity", "side", "hs")
    )
    chosen = told.filter(moved & (pl.col("counterparts") > 1))
    merged = told.join(into, on=["hs", "into"], how="semi")
    codes = tuple(sorted(lost["product"].unique().to_list()))
    return Converted(frame, target, _sum(told), _sum(told.filter(~moved)), _sum(chosen), _sum(merged), _sum(lost), codes)


def _sum(rows: polars.DataFrame) -> float:
    return float(rows["value"].sum() or 0.0)


def _refuse_unfit(rows: polars.DataFrame, target: str) -> None:
    if target not in EDITIONS:
        raise BadInput(
            Text("HS 版本應為 {k} 之一，而非「{t}」", "The HS edition is one of {k}, not “{t}”").format(k=", ".join(EDITIONS), t=target)
        )
    odd = sorted({e for e in rows["hs"].unique().to_list() if e not in EDITIONS})
    if odd:
        raise BadInput(
            Text(
                "有些列未載 HS 版本或非 HS（{o}），無法轉換；請以 --hs 指明",
                "Some rows name no HS edition, or another code ({o}): say which with --hs",
            ).format(o=", ".join(e or "—" for e in odd))
        )
    short = rows.filter(rows["product"].str.len_chars() != 6)
    if short.height:
        raise BadInput(
            Text(
                "轉換表為六位碼；有 {n} 列不是六位碼（例：{e}）",
                "Conversion tables are of six digits; {n} rows have other codes (such as {e})",
            ).format(n=short.height, e=short["product"][0])
        )


def _shares(table: polars.DataFrame, sources: list[str], target: str, weights: polars.DataFrame | None) -> polars.DataFrame:
    """For every source edition: each code's codes in the target with their share (``source, from_code, to_code, weight``)."""
    import polars as pl

    direct = table.filter((pl.col("kind") == "conversion") & (pl.col("target") == target)).select(
        "source", "from_code", "to_code", weight=pl.lit(1.0)
    )
    given = _checked(weights) if weights is not None else direct.clear()
    kept = pl.concat([given, direct.join(given, on=["source", "from_code"], how="anti")])
    lacking = sorted(set(sources) - {target} - set(kept["source"].unique().to_list()))
    if lacking:
        pairs = table.filter(pl.col("kind") == "conversion").select("source", "target").unique().sort("source", "target").rows()
        raise BadInput(
            Text(
                "沒有 {s} → {t} 之轉換表；有：{k}。較舊轉較新版本請提供權重（同一年兩版皆有之資料），不以均分代替",
                "There is no conversion table {s} → {t}; there are {k}. From older to newer give weights (a year told in both editions); values are never split equally",
            ).format(s=", ".join(lacking), t=target, k=", ".join(f"{a}→{b}" for a, b in pairs) or "—")
        )
    return kept


def _checked(weights: polars.DataFrame) -> polars.DataFrame:
    import polars as pl

    sums = weights.group_by("source", "from_code").agg(pl.col("weight").sum())
    wrong = sums.filter((pl.col("weight") - 1.0).abs() > WEIGHT_SLACK).sort("from_code")
    if wrong.height:
        raise BadInput(
            Text(
                "{n} 個號列之權重合計不為 1（例：{c} 為 {w:.4f}）", "The weights of {n} codes do not add up to 1 (such as {c}: {w:.4f})"
            ).format(n=wrong.height, c=wrong["from_code"][0], w=wrong["weight"][0])
        )
    return weights.select("source", "from_code", "to_code", "weight")


def _several(table: polars.DataFrame, target: str) -> polars.DataFrame:
    """How many codes of the target each code corresponds to, by the correlation tables."""
    import polars as pl

    pairs = table.filter((pl.col("kind") == "correlation") & (pl.col("target") == target))
    return pairs.group_by("source", "from_code").agg(pl.col("to_code").n_unique().alias("counterparts"))
