"""What the forms about money owed and credit let one choose from, and what they are about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from argosy.kernel.text import Text
from argosy.records.credit import queries as credit
from argosy.records.receivables.banking import queries as banking
from argosy.records.receivables.chasing import queries as chasing
from argosy.records.receivables.cheques import queries as cheques
from argosy.records.receivables.terms import named
from argosy.web.choosing import Lister, customers, staff, told
from argosy.web.quote_page import CURRENCIES
from argosy.web.templatetags.argosy import amount, day, person_name, spoken, whole

Fact = tuple[Text, str]
USUAL = ("cash", "open-30", "open-60", "open-90", "cheque-30", "cheque-60", "cheque-90", "tt-30-70", "tt-50-50", "lc")


def listers(actor: Any) -> dict[str, Lister]:
    """The lists of any act's form by field."""
    return {
        "customer": customers(actor), "reported_to": staff(actor), "currency": lambda: [(code, code) for code in CURRENCIES], "terms": lambda: [(code, told(named(code))) for code in USUAL],
        "promise": lambda: [(str(row.pk), told(row.customer.code, f"{row.currency} {amount(row.amount, row.currency)}", day(row.due))) for row in chasing.promises(actor=actor, open_only=True)],
        "line": lambda: [(str(row.pk), told(day(row.booked), f"{row.currency} {amount(row.amount, row.currency)}", row.party[:30])) for row in banking.lines(actor=actor, state="new")],
    }  # fmt: skip


def about(name: str, given: Mapping[str, Any], actor: Any) -> list[Fact]:
    """What the record an act is about says: the request to decide on, the cheque at hand. Empty where the form says it all."""
    found = ABOUT.get(name.partition("-")[0] if name.startswith("cheque-") else name)
    return found(given, actor) if found else []


def _request(given: Mapping[str, Any], actor: Any) -> list[Fact]:
    row = credit.requests(actor=actor).filter(number=given.get("number", "")).select_related("customer", "asked_by").first()
    if row is None:
        return []
    return [
        (Text("客戶", "Customer"), f"{row.customer.code} {spoken(row.customer, 'name')}"), (Text("現有額度", "Limit now"), whole(row.before)), (Text("申請額度", "Limit asked for"), whole(row.amount)),
        (Text("有效期限", "Valid to"), day(row.valid_to) or "–"), (Text("申請人", "Asked by"), f"{person_name(row.asked_by)} {day(row.asked_on)}"), (Text("理由", "Reason"), row.reason),
    ]  # fmt: skip


def _cheque(given: Mapping[str, Any], actor: Any) -> list[Fact]:
    row = cheques.cheques(actor=actor).filter(number=given.get("number", ""), bank=given.get("bank", "")).first()
    if row is None:
        return []
    return [
        (Text("客戶", "Customer"), f"{row.customer.code} {spoken(row.customer, 'name')}"), (Text("金額", "Amount"), f"{row.currency} {amount(row.amount, row.currency)}"),
        (Text("到期日", "Due"), day(row.due)), (Text("發票", "Invoices"), "、".join(cover.invoice.number for cover in row.covers.all()) or "–"),
    ]  # fmt: skip


def _anomaly(given: Mapping[str, Any], actor: Any) -> list[Fact]:
    row = credit.anomalies(actor=actor).filter(number=given.get("number", "")).first()
    if row is None:
        return []
    return [
        (Text("客戶", "Customer"), f"{row.customer.code} {spoken(row.customer, 'name')}"),
        (Text("事由", "What"), row.get_kind_display()),
        (Text("事實", "Facts"), row.facts),
    ]


ABOUT: dict[str, Callable[[Mapping[str, Any], Any], list[Fact]]] = {"limit-decide": _request, "cheque": _cheque, "anomaly-settle": _anomaly}
