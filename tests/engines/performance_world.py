"""Order lines, quotations and imports made by hand: a few words each, the rest by default."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import polars as pl

from argosy.engines.performance.frames import CASES, IMPORTS, LINES, QUOTES, TARGETS, frame

AS_OF = date(2026, 6, 30)


def line(day, market="DE", sku="87-01", sales=1000, code="8714912000", **more):
    """One line: cost 700, freight 30, no duty, shipped in time and in full, TWD at 32 for one USD."""
    when = date.fromisoformat(day)
    row = {
        "order": f"{market}-{day}", "date": when, "promised": when + timedelta(days=28), "shipped": when + timedelta(days=10), "market": market,
        "customer": f"C-{market}", "seller": "ws1", "incoterm": "FOB", "currency": "TWD", "sku": sku, "code": code, "unit": "H87", "quantity": 10,
        "amount": sales, "sales": sales, "cost": 700, "freight": 30, "duty": 0, "returned": 0, "credit": 0, "per_usd": 32.0,
    }  # fmt: skip
    row["shipped_quantity"] = more.get("quantity", row["quantity"])
    row |= more
    money = {
        name: None if row[name] is None else Decimal(str(row[name]))
        for name in ("quantity", "shipped_quantity", "amount", "sales", "cost", "freight", "duty", "returned", "credit")
    }
    return row | money


def lines(*rows):
    return frame(LINES, rows)


def quote(outcome, at=0, **more):
    row = {
        "number": f"Q-{at}", "date": date(2026, 1, 5), "decided_on": date(2026, 1, 20) if outcome in ("won", "lost") else None, "market": "DE", "customer": "C-DE",
        "seller": "ws1", "outcome": outcome, "lost_reason": "price" if outcome == "lost" else "", "rival": "", "price_gap": 0.0, "response_h": 10.0, "repeat": True,
        "revision": 1, "margin": 0.25, "value": Decimal(100),
    }  # fmt: skip
    return row | more


def quotes(*rows):
    return frame(QUOTES, rows)


def cases(*rows):
    plain = {
        "kind": "complaint",
        "received": date(2026, 2, 1),
        "market": "DE",
        "customer": "C-DE",
        "sku": "87-01",
        "code": "8714912000",
        "answer_h": 4.0,
        "close_d": 3.0,
    }
    return frame(CASES, [plain | {"number": f"S-{at}"} | row for at, row in enumerate(rows)])


def targets(*rows):
    return frame(
        TARGETS,
        [
            {"territory": area, "line": group, "month": date.fromisoformat(month), "amount": Decimal(amount)}
            for area, group, month, amount in rows
        ],
    )


def trade(*rows):
    """Rows of (period, exporter, importer, product, value), told by the importer."""
    return pl.DataFrame([(*row, "M") for row in rows], schema=IMPORTS, orient="row")
