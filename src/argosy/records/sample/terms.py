"""What the sample firm's quotations and orders say beside goods and prices: places, payment, ports, states, totals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from functools import cache

from argosy.engines.offer.amounts import rounded
from argosy.records.sample import parties
from argosy.records.sample.selling import AS_OF
from argosy.records.sample.world import Plan, Row, written

PORTS = {
    "US": "Los Angeles", "CA": "Vancouver", "JP": "Tokyo", "KR": "Busan", "DE": "Hamburg", "NL": "Rotterdam", "FR": "Le Havre", "GB": "Felixstowe",
    "AU": "Sydney", "SG": "Singapore", "MY": "Port Klang", "TH": "Laem Chabang", "VN": "Ho Chi Minh City", "PH": "Manila", "TW": "Kaohsiung",
}  # fmt: skip
PAYMENTS = {
    "cheque-60": "月結 60 天支票 60 days from month end, by cheque", "open-60": "出貨後 60 天電匯 Open account, T/T 60 days from shipment",
    "tt-30-70": "T/T 訂金 30%，餘款憑提單副本付清 T/T 30% deposit, 70% against copy of B/L", "lc": "即期不可撤銷信用狀 Irrevocable L/C at sight",
}  # fmt: skip
CENT = Decimal("0.01")
DOMESTIC = Decimal(5)


@cache
def payments(plan: Plan) -> dict[str, str]:
    """Terms of payment by customer, as they are printed."""
    return {profile.code: PAYMENTS[profile.terms] for profile in parties.profiles(plan)}


@cache
def _cities() -> dict[str, str]:
    return {row["code"]: row["city_en"] for row in written("customers")}


def place(incoterm: str, customer: str, country: str) -> str:
    """The named place of a term: ours, the port of loading or of discharge, or the customer's town."""
    if incoterm in ("EXW", "FCA"):
        return "Taoyuan"
    if incoterm in ("FAS", "FOB"):
        return "Kaohsiung"
    return _cities().get(customer[:7], PORTS[country]) if incoterm in ("DAP", "DPU", "DDP") else PORTS[country]


def common(plan: Plan, row: Row, amounts: Iterable[Decimal]) -> Row:
    """The columns quotations and orders share: net, tax and total from the lines' amounts."""
    net = sum(amounts, Decimal(0))
    rate = DOMESTIC if row["market"] == "TW" else Decimal(0)
    tax = rounded(net * rate / 100, row["currency"])
    return {
        "place": place(row["incoterm"], row["customer"], row["market"]), "fx_date": row["date"], "payment": payments(plan)[row["customer"][:7]],
        "tax_rate": rate, "net": net, "tax": tax, "total": net + tax,
    }  # fmt: skip


def quotation(row: Row) -> Row:
    """What only quotations say. A decided one has its state, an open one is offered."""
    return {
        "state": "offered" if row["outcome"] == "open" else row["outcome"], "variant": "domestic" if row["market"] == "TW" else "export",
        "offered_on": row["date"], "lead_days": 35, "port_loading": "" if row["market"] == "TW" else "Kaohsiung",
        "port_discharge": "" if row["market"] == "TW" else PORTS[row["market"]], "quality": "AQL 1.0，ISO 2859-1 II", "warranty": "出貨日起 12 個月 12 months from shipment",
    }  # fmt: skip


def order_state(row: Row) -> str:
    """Shipped, or waiting: what has to leave within two weeks is released."""
    if row["shipped"] is not None:
        return "shipped"
    return "released" if row["promised"] <= AS_OF + timedelta(days=14) else "confirmed"
