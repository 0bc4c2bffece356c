"""The checks of a staged market file, each with its count and rows that show it. Thresholds stand here by name."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from argosy.importers.markets.finding import EXAMPLES, Example, Finding
from argosy.importers.markets.staging import PLACES, Staged
from argosy.kernel.periods import MONTHLY
from argosy.kernel.text import Text
from argosy.warehouse.trade import TRADE

UNIT_JUMP = (300.0, 3000.0)
"""A ratio between two periods in this range looks like dollars beside thousand dollars, or kilograms beside tonnes."""
LAST_DROP = 0.75
"""A last period below this share of the one before it may not be whole yet."""
ROUNDED = 0.99
"""From this share of values that are whole thousands on, a period counts as rounded to thousands."""
FEW = 20
"""Fewer rows of a period than this say nothing about its rounding."""


def findings(staged: Staged) -> list[Finding]:
    """Everything found, in the order of the checks."""
    return [found for check in CHECKS for found in check(staged)]


def _trade(staged: Staged) -> bool:
    return staged.reading.table.startswith(TRADE)


def _columns(staged: Staged) -> str:
    return " || ' ' || ".join(f"coalesce(CAST({c} AS VARCHAR), '')" for c in (*staged.keys, *staged.measures))


def encoding(staged: Staged) -> list[Finding]:
    """Text in another encoding than UTF-8, and bytes that were no text."""
    found = []
    for part in staged.raw.given.parts:
        if part.replaced:
            words = Text("{n} 個位元組不是 UTF-8，已以「\ufffd」取代", "{n} bytes were not UTF-8 and became “\ufffd”").format(
                n=part.replaced
            )
            found.append(Finding("encoding", "warning", part.replaced, words, [Example(part.name, line, "") for line in part.lines]))
        elif part.encoding != "utf-8":
            found.append(
                Finding(
                    "encoding",
                    "info",
                    1,
                    Text("以 {e} 讀取", "Read as {e}").format(e=part.encoding),
                    [Example(part.name, 0, part.encoding)],
                )
            )
    return found


def unreadable(staged: Staged) -> list[Finding]:
    """Cells that are empty though needed, or no number, year or date."""
    found = []
    for column, count in staged.rows("SELECT _bad, count(*) FROM staged WHERE _bad IS NOT NULL GROUP BY _bad ORDER BY _bad"):
        words = Text("{c} 欄有 {n} 列空白或無法判讀", "{n} rows have no readable {c}").format(c=column, n=f"{count:,}")
        found.append(
            Finding("unreadable", "refused", count, words, staged.examples(f"_bad = '{column}'", f"'{column}: “' || _said || '”'"))
        )
    return found


def duplicates(staged: Staged) -> list[Finding]:
    """Rows of the same key, which would be counted twice."""
    keys = ", ".join(staged.keys)
    again = f"SELECT {keys}, count(*) AS n, min(_row) AS _row, list(_row)[:3] AS _rows FROM kept GROUP BY {keys} HAVING count(*) > 1"
    groups, rows = staged.rows(f"SELECT count(*), coalesce(sum(n), 0) FROM ({again})")[0]
    if not groups:
        return []
    shown = staged.rows(
        f"SELECT s._part, s._row, {_columns(staged)} FROM staged s WHERE s._row IN (SELECT unnest(_rows) FROM (SELECT * FROM ({again}) ORDER BY _row LIMIT 2)) ORDER BY {keys}, s._row LIMIT {EXAMPLES}"
    )
    examples = [Example(staged.raw.names[part], staged.in_file(part, row), text) for part, row, text in shown]
    words = Text("重複鍵值（{k}）{g} 組共 {n} 列", "{g} keys ({k}) stand on {n} rows").format(k=keys, g=f"{groups:,}", n=f"{int(rows):,}")
    return [Finding("duplicates", "refused", int(rows), words, examples)]


def negatives(staged: Staged) -> list[Finding]:
    """Figures below zero where none can be."""
    found = []
    for column in staged.measures:
        if column in staged.reading.signed:
            continue
        count = staged.rows(f"SELECT count(*) FROM kept WHERE {column} < 0")[0][0]
        if count:
            words = Text("{c} 為負值共 {n} 列", "{n} rows have a negative {c}").format(c=column, n=f"{count:,}")
            found.append(Finding("negative", "refused", count, words, staged.examples(f"_left IS NULL AND {column} < 0", _columns(staged))))
    return found


def periods(staged: Staged) -> list[Finding]:
    """Years beside months, gaps between the first and the last period, and a last one that may not be whole."""
    if "period" not in staged.keys:
        return []
    known = [row[0] for row in staged.rows("SELECT DISTINCT period FROM kept WHERE period IS NOT NULL ORDER BY period")]
    months = [p for p in known if p > MONTHLY]
    if months and len(months) != len(known):
        words = Text("年資料與月資料混在一起（{y} 與 {m}）", "Years and months are mixed ({y} and {m})").format(y=known[0], m=months[0])
        return [Finding("periods", "refused", len(known), words, staged.examples(f"period = {known[0]}", _columns(staged)))]
    missing = [p for p in _between(known) if p not in set(known)]
    if not missing:
        return []
    words = Text("{a}–{b} 之間缺 {n} 期：{l}", "{n} periods between {a} and {b} are missing: {l}")
    shown = ", ".join(map(str, missing[:12]))
    return [Finding("gaps", "warning", len(missing), words.format(a=known[0], b=known[-1], n=len(missing), l=shown))]


def _between(known: list[int]) -> list[int]:
    if not known or known[0] <= MONTHLY:
        return list(range(known[0], known[-1] + 1)) if known else []
    first, last = (p // 100 * 12 + p % 100 - 1 for p in (known[0], known[-1]))
    return [m // 12 * 100 + m % 12 + 1 for m in range(first, last + 1)]


def units(staged: Staged) -> list[Finding]:
    """Totals and unit values that jump as if the unit had changed; rounding that changes; a last period far below the one before."""
    if not _trade(staged):
        return []
    rounded = "avg(CASE WHEN value % 1000 = 0 THEN 1.0 ELSE 0.0 END)"
    total = staged.rows(f"SELECT period, sum(value), {rounded}, count(*) FROM kept GROUP BY period ORDER BY period")
    if len(total) < 2:
        return []
    return [*_totals(total), *_rounding(total), *_last(total), *_unit_values(staged)]


def _totals(total: list[tuple[Any, ...]]) -> list[Finding]:
    jumps = [Example("", 0, f"{a[0]} {a[1]:,.0f} → {b[0]} {b[1]:,.0f}") for a, b in pairwise(total) if _jump(a[1], b[1])]
    words = Text("期間總值相差約千倍，疑似單位改變", "Totals of periods differ about a thousandfold: the unit may have changed")
    return [Finding("units", "warning", len(jumps), words, jumps[:EXAMPLES])] if jumps else []


def _rounding(total: list[tuple[Any, ...]]) -> list[Finding]:
    said = [(period, share >= ROUNDED) for period, _, share, n in total if n >= FEW]
    turns = [Example("", 0, f"{a[0]} → {b[0]}") for a, b in pairwise(said) if a[1] != b[1]]
    words = Text("數值進位方式改變（元與千元）", "Values turn from single to thousand dollars, or back")
    return [Finding("rounding", "warning", len(turns), words, turns[:EXAMPLES])] if turns else []


def _last(total: list[tuple[Any, ...]]) -> list[Finding]:
    before, last = total[-2], total[-1]
    if not last[1] < LAST_DROP * before[1]:
        return []
    words = Text("末期 {b} 僅為前期之 {s:.0%}，可能尚未完整", "The last period, {b}, has {s:.0%} of the one before it and may not be whole")
    return [Finding("last_period", "warning", 1, words.format(b=last[0], s=last[1] / before[1]))]


def _unit_values(staged: Staged) -> list[Finding]:
    """Products whose median unit value jumps about a thousandfold from one period to the next."""
    low, high = UNIT_JUMP
    sql = f"""WITH u AS (SELECT product, exporter, period, median(value / quantity) AS u, count(*) AS n FROM kept WHERE quantity > 0 AND value > 0 GROUP BY ALL HAVING count(*) >= 3),
        j AS (SELECT *, lag(u) OVER w AS before, lag(period) OVER w AS was FROM u WINDOW w AS (PARTITION BY product, exporter ORDER BY period))
        SELECT product, exporter, was, before, period, u FROM j WHERE before > 0 AND (u / before BETWEEN {low} AND {high} OR before / u BETWEEN {low} AND {high}) ORDER BY product, exporter, period"""
    rows = staged.rows(sql)
    if not rows:
        return []
    examples = [Example("", 0, f"{p} {e}: {was} {b:.4g} → {now} {u:.4g} USD/kg") for p, e, was, b, now, u in rows[:EXAMPLES]]
    return [
        Finding(
            "units",
            "warning",
            len(rows),
            Text("單位價值相差約千倍，疑似數量單位改變", "Unit values differ about a thousandfold: the unit of quantity may have changed"),
            examples,
        )
    ]


def _jump(a: float, b: float) -> bool:
    low, high = UNIT_JUMP
    return bool(a and b) and (low <= b / a <= high or low <= a / b <= high)


def codes(staged: Staged) -> list[Finding]:
    """Products that are no codes, and codes of several lengths, which overlap."""
    if "product" not in staged.keys:
        return []
    known = staged.rows("SELECT product, count(*) FROM kept GROUP BY product")
    odd = sum(n for code, n in known if not code.isdigit())
    found = []
    if odd:
        words = Text("{n} 列之貨品號列不是數字", "{n} rows have a product code that is no digits").format(n=f"{odd:,}")
        found.append(
            Finding("codes", "warning", odd, words, staged.examples("_left IS NULL AND NOT regexp_matches(product, '^[0-9]+$')", "product"))
        )
    sizes = {len(code) for code, _ in known if code.isdigit()}
    lengths = [(d, sum(n for code, n in known if code.isdigit() and len(code) == d)) for d in sorted(sizes)]
    if len(lengths) > 1:
        words = Text("號列長度不一（{w}），加總會重複", "Codes of several lengths ({w}): adding them up counts twice").format(
            w=", ".join(f"{d}: {n:,}" for d, n in lengths)
        )
        found.append(Finding("levels", "warning", sum(n for _, n in lengths[:-1]), words))
    return found


def hs_editions(staged: Staged) -> list[Finding]:
    """Rows of several editions of the HS."""
    if not _trade(staged):
        return []
    counts = staged.rows("SELECT hs, count(*) FROM kept WHERE hs <> '' GROUP BY hs ORDER BY hs")
    if len(counts) < 2:
        return []
    words = Text("混有 {k} 個 HS 版本（{w}）", "{k} HS editions are mixed ({w})").format(
        k=len(counts), w=", ".join(f"{h} {n:,}" for h, n in counts)
    )
    return [Finding("hs_editions", "warning", sum(n for _, n in counts), words)]


def places(staged: Staged) -> list[Finding]:
    """Codes nobody knows; Taiwan as 490; the code 158 where the source never uses it."""
    unknown = sorted(code for code, place in staged.places.items() if not place.known)
    columns = [c for c in PLACES if c in staged.keys]
    found = []
    if unknown:
        listed = ", ".join(f"'{c.replace(chr(39), chr(39) * 2)}'" for c in unknown)
        where = "_left IS NULL AND _bad IS NULL AND (" + " OR ".join(f"{c} IN ({listed})" for c in columns) + ")"
        count = staged.rows(f"SELECT count(*) FROM staged WHERE {where}")[0][0]
        words = Text("{k} 個不明國家代碼共 {n} 列，保留為 X-…：{l}", "{k} unknown places on {n} rows, kept as X-…: {l}").format(
            k=len(unknown), n=f"{count:,}", l=", ".join(unknown[:12])
        )
        found.append(Finding("places", "warning", count, words, staged.examples(where, " || ' ' || ".join(columns))))
    return [*found, *_one_country(staged), *_taiwan(staged, columns)]


def _one_country(staged: Staged) -> list[Finding]:
    """Several codes of one country."""
    codes: dict[str, list[str]] = {}
    for code, place in sorted(staged.places.items()):
        codes.setdefault(place.country, []).append(code)
    several = [f"{country} ({', '.join(names)})" for country, names in codes.items() if len(names) > 1]
    words = Text("數個代碼屬同一國家，同鍵值之列已合併：{l}", "Several codes are of one country; rows of one key were put together: {l}")
    return [Finding("one_country", "info", len(several), words.format(l="; ".join(several[:8])))] if several else []


def _taiwan(staged: Staged, columns: list[str]) -> list[Finding]:
    if staged.reading.system != "comtrade" or not _trade(staged):
        return []
    found = []
    for code, level in (("490", "info"), ("158", "warning")):
        count, value = staged.rows(f"SELECT count(*), coalesce(sum(value), 0) FROM kept WHERE exporter = '{code}' OR importer = '{code}'")[
            0
        ]
        if count:
            words = TAIWAN[code].format(n=f"{count:,}", v=f"{value:,.0f}")
            found.append(Finding("taiwan", level, count, words))  # type: ignore[arg-type]
    return found or [Finding("taiwan", "warning", 0, TAIWAN[""])]


TAIWAN = {
    "490": Text("臺灣在此來源為 490「其他亞洲」，{n} 列、{v} 美元已記為 TW（可能含少量未列明之亞洲地區）", "Taiwan is 490 “Other Asia, nes” in this source: {n} rows, {v} US dollars were taken as TW (they may hold a little of other unspecified Asia)"),
    "158": Text("出現代碼 158（{n} 列、{v} 美元）。此來源的臺灣通常為 490，158 多半查無資料；已記為 TW，請確認來源", "The code 158 occurs ({n} rows, {v} US dollars). Taiwan is usually 490 here and 158 silently gives nothing; it was taken as TW: check the source"),
    "": Text("檔案內沒有臺灣（490）；此來源以 158 查詢會得到零", "Taiwan (490) is not in the file; asking this source for 158 silently gives zero"),
}  # fmt: skip


def quantities(staged: Staged) -> list[Finding]:
    """How many rows have no quantity."""
    if "quantity" not in staged.measures:
        return []
    count, all_ = staged.rows("SELECT count(*) FILTER (quantity IS NULL), count(*) FROM kept")[0]
    words = Text("{n} 列（{s:.1%}）沒有數量，存為空值", "{n} rows ({s:.1%}) have no quantity and keep none").format(
        n=f"{count:,}", s=count / max(all_, 1)
    )
    return [Finding("quantity", "info", count, words)] if count else []


CHECKS: tuple[Callable[[Staged], list[Finding]], ...] = (
    encoding, unreadable, duplicates, negatives, periods, units, codes, hs_editions, places, quantities,
)  # fmt: skip
