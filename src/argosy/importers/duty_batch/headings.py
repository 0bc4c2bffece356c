"""Which column of a file is which field: the names of the contract, and the headings people write in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from argosy.importers.table_file import heading
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.rules.pack import CUSTOMS_VALUE
from argosy.rules.valuation import valuation

# field: headings beside its own name, in any case and spacing.
HEADINGS: dict[str, tuple[str, ...]] = {
    "entry": ("entry no", "declaration", "報單", "報單號碼", "訂單", "單號"),
    "jurisdiction": ("country of import", "destination", "關稅領域", "進口國"),
    "flow": ("進出口",),
    "date": ("entry date", "進口日期", "日期"),
    "incoterm": ("incoterms", "貿易條件", "交貨條件"),
    "incoterms_edition": ("貿易條件版本",),
    "place": ("named place", "指定地點", "地點"),
    "currency": ("幣別",),
    "fx_rate": ("fx", "exchange rate", "匯率"),
    "freight_amount": ("freight", "運費"),
    "freight_currency": ("運費幣別",),
    "insurance_amount": ("insurance", "保險費", "保費"),
    "insurance_currency": ("保險費幣別", "保費幣別"),
    "code": ("hs", "hs code", "tariff code", "稅則號別", "稅則", "稅號", "ccc code"),
    "origin": ("country of origin", "原產地", "產地", "原產國"),
    "value": ("goods value", "amount", "貨價", "金額"),
    "unit_price": ("unit price", "price", "單價"),
    "quantity": ("qty", "數量"),
    "unit": ("uom", "單位"),
    "net_kg": ("net weight", "nw", "淨重"),
    "gross_kg": ("gross weight", "gw", "毛重"),
    "preference": ("programme", "優惠", "優惠關稅"),
    "preference_rate": ("優惠稅率",),
    "rate_duty": ("duty_rate", "duty rate", "進口稅率", "關稅稅率"),
    "rate_commodity_tax": ("commodity_tax_rate", "commodity tax rate", "貨物稅率"),
}
OPEN = ("rate_", "fact_", "fx_", "allocation_", "interpretation_")
NUMBERS = ("value", "unit_price", "quantity", "net_kg", "gross_kg", "fx_rate")
WANTED = ("jurisdiction", "date", "incoterm", "currency", "code")
OUT = (CUSTOMS_VALUE, "total", "unresolved")


@cache
def known() -> dict[str, str]:
    """Heading, as it is looked up, to field."""
    found = {heading(words): name for name, all_words in HEADINGS.items() for words in (name, *all_words)}
    for kind, component in valuation().components.items():
        if kind in ("freight", "insurance"):
            found[f"{kind}_dutiable"] = f"{kind}_dutiable"
            continue
        for part in ("amount", "currency", "dutiable"):
            found[f"other_{kind}_{part}"] = f"other_{kind}_{part}"
        found.setdefault(heading(component.label.zh), f"other_{kind}_amount")
    return found


def field_of(column: str) -> str | None:
    """The field a heading names, or ``None``."""
    plain = heading(column)
    if plain in known():
        return known()[plain]
    if plain.startswith("fx_"):
        return f"fx_{plain.removeprefix('fx_').upper()}"
    named = plain.startswith(OPEN) or (plain.startswith("other_") and plain.endswith(("_amount", "_currency", "_dutiable")))
    return plain if named else None


def fields_of(columns: Iterable[str]) -> dict[str, str]:
    """Column to field, for the columns that are one. ``BadInput`` for a field named twice and for a column the answer would add."""
    found: dict[str, str] = {}
    for column in columns:
        if column in OUT or column.startswith("charge_"):
            raise BadInput(
                Text("欄位「{c}」為輸出欄名，請改名或移除", "column {c} is one the answer adds: rename it or leave it out").format(c=column)
            )
        name = field_of(column)
        if name is not None:
            if name in found.values():
                raise BadInput(Text("欄位「{f}」出現兩次（{c}）", "the field {f} appears twice ({c})").format(f=name, c=column))
            found[column] = name
    return found


def is_number(field: str) -> bool:
    """Whether a field holds figures."""
    return field in NUMBERS or field.startswith(("fx_", "fact_")) or field.endswith("_amount")


def is_of_entry(field: str) -> bool:
    """Whether a cell of the field that cannot be read spoils the whole entry."""
    return field in ("jurisdiction", "date") or field.startswith("fx_") or field.endswith(("_amount", "_dutiable"))
