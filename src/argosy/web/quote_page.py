"""A quotation as its editor shows it, and its form read back into what an offer is made of."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from argosy.engines.offer.amounts import told
from argosy.engines.offer.terms import BY_CODE, COST_KINDS, TERMS
from argosy.kernel.text import Text
from argosy.records.people.queries import people
from argosy.records.sales.offering import queries as offers

HEAD = (
    "customer", "incoterm", "place", "currency", "date", "valid_to", "payment", "lead_days", "discount", "freight_charged", "insurance_charged", "commission",
    "bank_cost", "port_loading", "port_discharge", "quality", "warranty", "expectations", "sales_model", "notes_zh", "notes_en", "tax_rate", "fx", "fx_date",
)  # fmt: skip
FLAGS = ("partial", "transship", "tax_included")
LINE = ("sku", "quantity", "unit_price", "discount", "lead_days", "confirmed_on")
CURRENCIES = ("TWD", "USD", "EUR", "JPY", "GBP", "AUD", "SGD", "CAD", "CNY", "HKD")
SPARE = 3
LIGHTS = {
    "pass": ("ok", "circle-check", Text("通過", "pass")), "warn": ("warn", "alert-triangle", Text("提醒", "warning")), "hold": ("stop", "octagon-minus", Text("管制", "hold")),
}  # fmt: skip
STATES = {
    "draft": ("off", "circle-dashed"), "offered": ("wait", "hourglass"), "won": ("ok", "circle-check"), "lost": ("stop", "octagon-minus"),
    "expired": ("warn", "clock"), "cancelled": ("off", "circle-dashed"),
}  # fmt: skip
WIDE, FULL = 118, 46


def offer_of(posted: Mapping[str, Any]) -> dict[str, Any]:
    """The form as the JSON of an offer: rows without a product are left out, costs without an amount too."""
    rows = sorted({int(name.split("-")[1]) for name in posted if name.startswith("line-") and name.split("-")[1].isdecimal()})
    lines = [{name: posted.get(f"line-{n}-{name}", "").strip() for name in LINE} for n in rows]
    currency = posted.get("cost_currency", "TWD")
    costs = [
        {"kind": kind.code, "amount": amount, "currency": posted.get(f"cost-{kind.code}-currency", "") or currency}
        for kind in COST_KINDS
        if (amount := posted.get(f"cost-{kind.code}", "").strip())
    ]
    head = {name: posted[name].strip() for name in HEAD if posted.get(name, "").strip()}
    flags = {name: bool(posted.get(name)) for name in FLAGS}
    return {**head, **flags, "lines": [line for line in lines if line["sku"] or line["quantity"]], "costs": costs}


def form_of(row: Any) -> dict[str, Any]:
    """What the form holds of a stored quotation."""
    plain = {name: _typed(getattr(row, name)) for name in (*HEAD, *FLAGS) if name not in ("customer",)}
    costs = {cost.kind: {"amount": _typed(cost.amount), "currency": cost.currency} for cost in row.costs.all()}
    return plain | {"customer": row.customer.code, "costs": costs}


def _typed(value: Any) -> Any:
    """A number as it is typed, without trailing zeros."""
    return told(value) if isinstance(value, Decimal) else value


def figures(found: dict[str, Any]) -> dict[str, Any]:
    """The live part: margins as bars, the light of credit, the ladder of terms with what each adds, the faults."""
    floor = float(found["floor"])
    lines = [
        line | {"bar": _bar(line["margin"]), "low": line["margin"] is not None and float(line["margin"]) < floor} for line in found["lines"]
    ]
    faulty = {fault["line"] for fault in found["faults"]}
    for line in lines:
        line["stop"] = line["line_no"] in faulty
        line["shown"] = f"{Decimal(line['amount']):,.2f}"
    light = found["credit"]["light"]
    return {
        **found, "lines": lines, "mark": f"{_bar(found['floor']):.1f}", "light": LIGHTS.get(light, LIGHTS["pass"]), "used": _used(found["credit"]),
        "ladder": _ladder(found["terms"]), "untold": [rung["term"] for rung in found["terms"] if rung["missing"] and not rung["own"]], **{name: f"{Decimal(found[name]):,.2f}" for name in ("net", "tax", "total")}, "below": found["margin"] is not None and float(found["margin"]) < floor,
    }  # fmt: skip


def _bar(percent: str | None) -> float:
    return 0.0 if percent is None else round(max(0.0, min(float(percent), 40.0)) / 40 * FULL, 1)


def _used(credit: dict[str, Any]) -> dict[str, float] | None:
    limit = float(credit["limit"] or 0)
    if not limit:
        return None
    now, after = float(credit["exposure"]), float(credit["after"])
    scale = 270 / max(limit, after)
    return {
        "now": round(now * scale, 1),
        "deal": round(max(after - now, 0) * scale, 1),
        "limit": round(limit * scale, 1),
        "percent": round(after / limit * 100),
    }


def _ladder(rungs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each term with how much dearer it is than EXW, as a bar; the terms of our own side dark."""
    if not rungs:
        return []
    rungs = [rung for rung in rungs if rung["own"] or not rung["missing"]]
    prices = [float(rung["quoted"]) for rung in rungs]
    low, span = prices[0], max(max(prices) - prices[0], 0.01)
    return [
        rung | {"x": round((price - low) / span * (WIDE - 4), 1), "more": f"{price - low:,.2f}", "shown": f"{price:,.2f}"}
        for rung, price in zip(rungs, prices, strict=True)
    ]


def choices(actor: Any) -> dict[str, Any]:
    """What the editor's lists offer."""
    products, customers = offers.choices(actor=actor)
    return {
        "products": products[:500],
        "customers": customers[:500],
        "staff": people(actor=actor).filter(is_active=True).order_by("login"),
        "all_terms": TERMS,
        "currencies": CURRENCIES,
        "kinds": [(k.code, k.name) for k in COST_KINDS],
    }


def kind_name(code: str) -> Text:
    """A cost line in words."""
    return BY_CODE[code].name
