"""What every market report is asked for with, and what it is asked for with when nobody says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from argosy.deliverables.deliverable import Param
from argosy.kernel.countries import countries, country_of
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

MAX_HORIZON, MAX_TOP, MAX_YEARS = 60, 30, 20
_EVENT = re.compile(r"([^@]+)@(\d{4}(?:-\d{2})?)[\s：:]*(.*)")
_NUMBER = re.compile(r"\d{1,3}(\.\d{1,4})?")
SIDES = (
    ("R", Text("調和值（BACI）", "Reconciled (BACI)")),
    ("M", Text("進口國申報", "Told by importers")),
    ("X", Text("出口國申報", "Told by exporters")),
    ("S", Text("合成示範資料", "Synthetic demo data")),
)
PRODUCT = Param("product", Text("商品 HS（空白為資料中最大者）", "Product, HS (empty: the largest in the data)"))
MARKETS = Param("markets", Text("目標市場（例：JP,US；空白為最大者）", "Markets (such as JP,US; empty: the largest)"))
COMMON = (
    PRODUCT,
    MARKETS,
    Param("home", Text("本國", "Home country"), default="TW"),
    Param("table", Text("貿易資料表（空白為自動）", "Table of trade (empty: chosen)")),
    Param("edition", Text("資料版本（空白為最新）", "Edition (empty: the newest)")),
    Param("side", Text("資料申報方（空白為自動）", "Whose figures (empty: chosen)"), "choice", choices=SIDES),
    Param("year", Text("年度（空白為最後完整年度）", "Year (empty: the last whole one)")),
    Param("years", Text("比較年數", "Years compared"), default="5"),
    Param("horizon", Text("預測期數（空白：12 個月或 3 年）", "Periods forecast (empty: 12 months or 3 years)")),
    Param("top", Text("列出市場數", "Markets listed"), default="10"),
    Param("recipients", Text("報告對象（例：總經理, 業務部）", "Addressees (such as general manager, sales)")),
)
"""Parameters of all market reports. A variant adds its own after them."""

TARGET = Param("target_share", Text("目標占比(%)（空白為本公司最高者）", "Target share in % (empty: the firm's highest)"))
"""For variants with own performance: the share that white space is worked out for."""
EVENT = Param("event", Text("檢驗之事件（例：US@2025-04 對等關稅）", "Event to test (such as US@2025-04 tariffs)"))
"""For variants with a section on causes: the market, the first period after, and what happened."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that began in a market with the period ``start`` (YYYY or YYYY-MM)."""

    market: str
    start: str
    name: str


@dataclass(frozen=True, slots=True)
class MarketAsk:
    """The parameters, read. ``markets`` is empty when the largest are meant; ``year`` is 0 for the last whole one, ``years`` how far back it is compared;
    ``horizon`` is 0 for 12 months or 3 years."""

    product: str
    markets: tuple[str, ...]
    home: str
    table: str
    edition: str
    side: str
    year: int
    years: int
    horizon: int
    top: int
    recipients: tuple[str, ...]
    event: Event | None = None
    target_share: Decimal | None = None


def read_ask(params: Mapping[str, str]) -> MarketAsk:
    """The parameters of a request; ``BadInput`` for a code, country or number that cannot be."""
    return MarketAsk(
        product=_product(params["product"]),
        markets=tuple(dict.fromkeys(_country(m) for m in _parts(params.get("markets", "")))),
        home=_country(params.get("home") or "TW"),
        table=params.get("table", "").strip(),
        edition=params.get("edition", "").strip(),
        side=params.get("side", ""),
        year=_whole(params, "year", 0, 9998),
        years=_whole(params, "years", 5, MAX_YEARS),
        horizon=_whole(params, "horizon", 0, MAX_HORIZON),
        top=_whole(params, "top", 10, MAX_TOP),
        recipients=tuple(_parts(params.get("recipients", ""))),
        event=_event(params.get("event", "").strip()),
        target_share=_share(params.get("target_share", "").strip().removesuffix("%")),
    )


def _share(text: str) -> Decimal | None:
    """A percentage as a fraction of one."""
    if not text:
        return None
    if not _NUMBER.fullmatch(text) or not 0 < Decimal(text) <= 100:
        raise BadInput(Text("目標占比應為 0 至 100 之百分數", "The target share is a percentage from 0 to 100"))
    return Decimal(text) / 100


def _event(text: str) -> Event | None:
    found = _EVENT.fullmatch(text)
    if text and not found:
        raise BadInput(
            Text(
                "事件「{e}」應寫成 市場@期間 名稱，例如 US@2025-04 對等關稅",
                "Event “{e}” is written market@period name, such as US@2025-04 tariffs",
            ).format(e=text)
        )
    return Event(_country(found[1]), found[2], found[3].strip()) if found else None


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.replace("、", ",").replace("，", ",").replace(";", ",").split(",") if part.strip()]


def _product(text: str) -> str:
    code = text.replace(".", "").replace(" ", "").strip()
    if not (code.isascii() and code.isdigit() and 2 <= len(code) <= 11):
        raise BadInput(
            Text("商品「{c}」應為 2 至 11 碼之 HS 數字，例如 8542", "Product “{c}” is 2 to 11 digits of the HS, such as 8542").format(
                c=text
            )
        )
    return code


def _country(text: str) -> str:
    code = country_of(text)
    if code not in countries():
        raise BadInput(Text("不認得國家「{c}」，請用 ISO 二碼", "Country “{c}” is not known: use ISO alpha-2").format(c=text))
    return code


def _whole(params: Mapping[str, str], name: str, usual: int, most: int) -> int:
    text = params.get(name) or str(usual)
    if not (text.isascii() and text.isdigit() and min(1, usual) <= int(text) <= most):
        raise BadInput(Text("{n} 應為 1 至 {m} 之整數", "{n} is a whole number from 1 to {m}").format(n=name, m=most))
    return int(text)
