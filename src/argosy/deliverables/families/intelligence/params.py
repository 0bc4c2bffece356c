"""What the market intelligence file is asked for with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from argosy.deliverables.deliverable import Param, Request
from argosy.kernel.countries import countries, country_of
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

PERIOD = 365
"""Days looked back when no first day is asked for: the twelve months over which sources are valued as well."""
KEEP = (
    ("usable", Text("僅可用者（有來源、達評等、未逾期）", "Usable ones (sourced, graded, current)")),
    ("all", Text("全部（含草稿、未達評等與逾期）", "All (with drafts, low grades and expired ones)")),
)
MARKETS = Param("markets", Text("市場（例：JP,VN；空白為全部）", "Markets (such as JP,VN; empty: all)"))
TABLE = Param("table", Text("貿易資料表（空白為自動）", "Table of trade (empty: chosen)"))
PARAMS = (
    MARKETS,
    Param("products", Text("商品 HS（例：8714,0902；空白為全部）", "Products, HS (such as 8714,0902; empty: all)")),
    Param("since", Text("蒐集起日（空白為一年前）", "Collected since (empty: a year back)"), "date"),
    Param("grade", Text("最低評等（例：C3；空白依設定）", "Least grade (such as C3; empty: the setting)")),
    Param("keep", Text("列入範圍", "What is listed"), "choice", default="usable", choices=KEEP),
    Param("items", Text("重點情報編號（例：IN-0007,IN-0012；空白自動選取）", "Key items (such as IN-0007,IN-0012; empty: chosen)")),
    TABLE,
)


@dataclass(frozen=True, slots=True)
class IntelAsk:
    """The parameters, read. Empty ``markets`` and ``products`` mean all; ``items`` are the references of key items, chosen when empty."""

    markets: tuple[str, ...]
    products: tuple[str, ...]
    since: date
    grade: str
    everything: bool
    items: tuple[str, ...]
    table: str


def read_ask(request: Request) -> IntelAsk:
    """The parameters of a request; ``BadInput`` for a code, country, day or grade that cannot be."""
    given = request.params
    return IntelAsk(
        markets=markets_of(given.get("markets", "")),
        products=tuple(_product(text) for text in parts(given.get("products", ""))),
        since=_since(given, request.as_of),
        grade=_grade(given.get("grade", "")),
        everything=given.get("keep") == "all",
        items=tuple(text.upper() for text in parts(given.get("items", ""))),
        table=given.get("table", "").strip(),
    )


def parts(text: str) -> list[str]:
    """What stands between commas of either script."""
    return [part.strip() for part in text.replace("、", ",").replace("，", ",").replace(";", ",").split(",") if part.strip()]


def markets_of(text: str) -> tuple[str, ...]:
    """Countries by code or name, each once; ``BadInput`` names the one that is not known."""
    codes = tuple(dict.fromkeys(country_of(part) for part in parts(text)))
    wrong = [code for code in codes if code not in countries()]
    if wrong:
        raise BadInput(Text("不認得國家「{c}」，請用 ISO 二碼", "Country “{c}” is not known: use ISO alpha-2").format(c="、".join(wrong)))
    return codes


def _product(text: str) -> str:
    code = text.replace(".", "")
    if not (code.isascii() and code.isdigit() and 2 <= len(code) <= 11):
        raise BadInput(Text("商品「{c}」應為 2 至 11 碼之 HS 數字", "Product “{c}” is 2 to 11 digits of the HS").format(c=text))
    return code


def _since(given: Mapping[str, str], on: date) -> date:
    text = given.get("since", "")
    try:
        return date.fromisoformat(text) if text else on - timedelta(days=PERIOD)
    except ValueError:
        raise BadInput(Text("起日「{d}」應為 YYYY-MM-DD", "The day “{d}” is written YYYY-MM-DD").format(d=text)) from None


def _grade(text: str) -> str:
    grade = text.strip().upper()
    if grade and (len(grade) != 2 or grade[0] not in "ABCDEF" or grade[1] not in "123456"):
        raise BadInput(Text("評等「{g}」應為 A1 至 F6", "A grade is A1 to F6, not “{g}”").format(g=text))
    return grade
