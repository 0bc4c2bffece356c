"""What the pages about money owed show, worked out of queries: ageing by currency, what is late, one customer's credit."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from argosy.engines.credit.altman import NAMES, ZONES, Accounts, Score, applicable, missing, score
from argosy.engines.receivables.ageing import edges, steps
from argosy.kernel.text import Text
from argosy.records.credit import queries as credit
from argosy.records.receivables.billing import queries as billing
from argosy.records.receivables.chasing import queries as chasing
from argosy.records.reference import queries as reference

MATURING = 30
LEVELS = {
    "pass": ("ok", Text("通過", "pass")), "warn": ("warn", Text("警示", "warn")), "hold": ("stop", Text("暫停", "hold")),
}  # fmt: skip
PARTS = (
    ("receivable", Text("應收帳款", "Receivable")), ("uninvoiced", Text("已出貨未開票", "Shipped, not invoiced")), ("unshipped", Text("已確認未出貨", "Ordered, not shipped")),
    ("cheques", Text("未到期票據", "Cheques held")), ("bounced", Text("退票未清償", "Bounced, not made good")), ("prepaid", Text("減：預收", "Less prepaid")), ("covered", Text("減：保障", "Less cover")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Aged:
    """One currency's open amounts by step, with their total."""

    currency: str
    amounts: tuple[Decimal, ...]

    @property
    def total(self) -> Decimal:
        """Everything open."""
        return sum(self.amounts, Decimal(0))


@dataclass(frozen=True, slots=True)
class Late:
    """An invoice past due: days late, the highest reminder sent, and the promise made for it."""

    bill: Any
    days: int
    level: int
    promise: Any


def step_labels(on: date) -> list[Text]:
    """The heads of the ageing."""
    found = steps(edges(reference.setting("receivables.buckets", on)))
    return [Text("未到期", "Not due") if step.low is None else Text(f"{step.key} 日", f"{step.key} days") for step in found]


def aged(actor: Any, on: date) -> list[Aged]:
    """Open invoices by currency and days past due."""
    upper = edges(reference.setting("receivables.buckets", on))
    sums: dict[str, list[Decimal]] = defaultdict(lambda: [Decimal(0)] * (len(upper) + 2))
    rows = billing.invoices(actor=actor, open_only=True).filter(date__lte=on).values_list("currency", "due", "total", "settled")
    for currency, due, total, settled in rows:
        days = (on - due).days
        step = 0 if days <= 0 else next((at for at, edge in enumerate(upper, 1) if days <= edge), len(upper) + 1)
        sums[currency][step] += total - settled
    return [Aged(code, tuple(amounts)) for code, amounts in sorted(sums.items(), key=lambda one: (one[0] != "TWD", one[0]))]


def late(actor: Any, on: date) -> list[Late]:
    """What is past due, the longest first."""
    levels: dict[int, int] = {}
    for notice in chasing.notices(actor=actor):
        for line in notice.lines.all():
            levels[line.invoice_id] = max(levels.get(line.invoice_id, 0), notice.level)
    promises = {row.invoice_id: row for row in chasing.promises(actor=actor, open_only=True) if row.invoice_id}
    rows = billing.invoices(actor=actor, open_only=True).filter(due__lt=on, date__lte=on).order_by("due", "number")
    return [Late(row, (on - row.due).days, levels.get(row.pk, 0), promises.get(row.pk)) for row in rows]


def due_promises(actor: Any, on: date) -> list[Any]:
    """Open promises, those whose day is past marked by it."""
    return [(row, row.due < on) for row in chasing.promises(actor=actor, open_only=True)]


def standings(actor: Any, on: date) -> list[dict[str, Any]]:
    """Every customer that owes or may owe: exposure, limit, share used, the most used first."""
    limits = {row.customer.code: row for row in credit.profiles(actor=actor)}
    found = []
    for code, exposure in credit.exposures(actor=actor, on=on).items():
        profile = limits.get(code)
        limit = profile.limit if profile else Decimal(0)
        if exposure.gross or limit:
            used = exposure.total / limit if limit else None
            level = (
                "stop"
                if exposure.total > limit or exposure.bounced or (profile and profile.on_hold)
                else "warn"
                if used is not None and used >= Decimal("0.9")
                else "ok"
            )
            found.append(
                {
                    "code": code,
                    "party": profile.customer if profile else None,
                    "exposure": exposure,
                    "limit": limit,
                    "used": used and used * 100,
                    "level": level,
                    "held": bool(profile and profile.on_hold),
                }
            )
    return sorted(found, key=lambda row: ({"stop": 0, "warn": 1, "ok": 2}[row["level"]], -(row["used"] or 0), row["code"]))


def altman(row: Any) -> tuple[Score | None, Text]:
    """The score of the latest accounts with its zone in words, or what is missing."""
    if row is None:
        return None, Text("未登錄財務報表", "no accounts are recorded")
    names = (
        "current_assets",
        "current_liabilities",
        "total_assets",
        "total_liabilities",
        "retained_earnings",
        "ebit",
        "sales",
        "market_equity",
    )
    told = Accounts(**{name: getattr(row, name) for name in names}, manufacturer=row.manufacturer)
    form = applicable(told)
    if lacking := missing(told, form):
        return None, Text(f"{NAMES[form]} 缺 {'、'.join(lacking)}", f"{NAMES[form]} lacks {', '.join(lacking)}")
    found = score(told, form)
    value = f"{float(found.value):.2f}"
    return found, Text(f"{found.name} = {value}（{ZONES[found.zone].zh}）", f"{found.name} = {value} ({ZONES[found.zone].en})")


def maturing(on: date) -> date:
    """The last day of cheques that mature soon."""
    return on + timedelta(days=MATURING)
