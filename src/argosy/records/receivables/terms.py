"""Terms of payment as codes, and the day each makes an invoice due."""

from __future__ import annotations

from datetime import date, timedelta

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.records.reference import queries as reference

KINDS = {
    "cheque": Text("票據", "Cheque"), "open": Text("記帳", "Open account"), "tt": Text("電匯", "T/T"), "lc": Text("信用狀", "Letter of credit"),
    "cash": Text("現金", "Cash"),
}  # fmt: skip


def due(terms: str, day: date) -> date:
    """When an invoice of a day is due: ``open-60`` and ``cheque-60`` after that many days; ``tt-…``, ``lc`` by setting; ``cash`` at once."""
    kind, _, rest = terms.partition("-")
    if kind in ("open", "cheque") and rest.isdigit():
        return day + timedelta(days=int(rest))
    if kind in ("tt", "lc"):
        return day + timedelta(days=int(reference.setting(f"receivables.days_{kind}", day)))
    if kind == "cash":
        return day
    raise BadInput(
        Text(
            "付款條件「{t}」無法推算到期日，請改為 open-天數、cheque-天數、tt-訂金-尾款、lc 或 cash，或直接填到期日",
            "Terms '{t}' give no due date: write open-DAYS, cheque-DAYS, tt-DEPOSIT-BALANCE, lc or cash, or give the due date",
        ).format(t=terms)
    )


def named(terms: str) -> Text:
    """Terms in words, such as 票據 60 天."""
    kind, _, rest = terms.partition("-")
    name = KINDS.get(kind)
    if name is None or not rest:
        return name or Text(terms or "未登錄", terms or "not recorded")
    if kind == "tt":
        share = rest.replace("-", "/")
        return Text(f"{name.zh} {share}", f"{name.en} {share}")
    return Text(f"{name.zh} {rest} 天", f"{name.en} {rest} days")
