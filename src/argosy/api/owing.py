"""Receivables and credit: what customers owe, bank files in, and every act of the pages, made from the same table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils import translation
from ninja import Field, File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import create_model

from argosy.api.door import person, reads, writes
from argosy.api.errors import words
from argosy.api.pages import Page, Window, page
from argosy.api.rooms import typed
from argosy.importers.bank_file import read_bank_file
from argosy.kernel.text import Text
from argosy.publishing.credit_file import file_json
from argosy.publishing.market_records import plain
from argosy.publishing.owing_acts import ALL, Act, perform
from argosy.records.credit import queries as credit
from argosy.records.permission import require
from argosy.records.receivables.banking import actions as banking
from argosy.records.receivables.banking import queries as bank
from argosy.records.receivables.billing import queries as billing
from argosy.records.receivables.cheques import queries as cheques
from argosy.records.receivables.money import queries as money
from argosy.records.reference import queries as reference

router = Router(tags=["Receivables and credit"])
Record = dict[str, Any]


class Bills(Window):
    """Which invoices."""

    customer: str = Field("", max_length=20)
    open_only: bool = False
    find: str = Field("", max_length=40)


class Papers(Window):
    """Whose cheques, and with which result; empty ``result`` for those held, left out for all."""

    customer: str = Field("", max_length=20)
    result: str | None = Field(None, pattern="^(cleared|bounced|withdrawn|replaced)?$")


class OnDay(Schema):
    """A day, today unless given."""

    as_of: dt.date | None = None


class Asked(Schema):
    """What a deal would be worth, in the firm's own currency."""

    amount: Decimal = Field(Decimal(0), ge=0)
    as_of: dt.date | None = None


class BankFile(Schema):
    """What is to be done with the file."""

    dry_run: bool = Field(False, description="Check only; write nothing")
    account: int | None = Field(None, description="The firm's account, where the file names none")


@reads(router, "/receivables/invoices", Page[Record])
def invoices_list(request: HttpRequest, asked: Query[Bills]) -> Any:
    """Invoices that are not void, the latest first."""
    rows = billing.invoices(actor=person(request), customer=asked.customer, open_only=asked.open_only, find=asked.find)
    return page(request, rows, asked, plain)


@reads(router, "/receivables/invoices/{number}", Record)
def invoices_one(request: HttpRequest, number: str) -> Any:
    """One invoice by its number or that of the uniform invoice, with lines and what was taken off it."""
    row = billing.invoice(number, actor=person(request))
    return plain(row) | {"lines": [plain(line) for line in row.lines.all()], "allocations": [plain(one) for one in row.allocations.all()]}  # type: ignore[attr-defined]


@reads(router, "/receivables/receipts", Page[Record])
def receipts_list(request: HttpRequest, asked: Query[Bills]) -> Any:
    """Receipts, the latest first."""
    return page(request, money.receipts(actor=person(request), customer=asked.customer), asked, plain)


@reads(router, "/receivables/prepayments", Page[Record])
def prepayments_list(request: HttpRequest, asked: Query[Bills]) -> Any:
    """What customers have with the firm; with `open_only` what is left of it."""
    rows = money.prepayments(actor=person(request), customer=asked.customer, left_only=asked.open_only)
    return page(request, rows, asked, plain)


@reads(router, "/receivables/cheques", Page[Record])
def cheques_list(request: HttpRequest, asked: Query[Papers]) -> Any:
    """The cheque register by due date."""
    return page(request, cheques.cheques(actor=person(request), customer=asked.customer, result=asked.result), asked, plain)


@reads(router, "/receivables/bank", Page[Record])
def bank_list(request: HttpRequest, asked: Query[Window]) -> Any:
    """Money in that is not dealt with, with what each movement might pay."""
    return page(request, bank.proposals(actor=person(request)), asked, _proposal)


def _proposal(one: bank.Proposal) -> Record:
    return plain(one.line) | {
        "line": one.line.pk, "customer": one.customer.code if one.customer else None, "allocations": [{"invoice": number, "amount": f"{amount:.2f}"} for number, amount in one.allocations],
        "rest": f"{one.rest:.2f}", "score": one.score, "why": words(one.why),
    }  # fmt: skip


@writes(router, "/receivables/bank", Record, scope="write", status=201)
def bank_import(request: HttpRequest, asked: Form[BankFile], file: File[UploadedFile]) -> Any:
    """Import a bank statement: camt.053, MT940, CSV or XLSX.

    Stored whole or not at all; each movement once. The same file again changes nothing. With `dry_run` nothing is written.
    """
    require(person(request), "receivables.bank.import", Text("匯入銀行對帳單", "import a bank statement"))
    told, sha256 = read_bank_file(file.name or "", file.read())
    found = bank.preview(actor=person(request), told=told, sha256=sha256, account=asked.account)
    made: Record = {
        "format": told[0].form,
        **{name: found[name] for name in ("statements", "lines", "known")},
        "imported_before": bool(found["before"]),
    }
    if asked.dry_run:
        return Status(201, made | {"new": found["lines"] - found["known"]})
    done = banking.import_statements(
        actor=person(request), statements=told, file_name=file.name or "", sha256=sha256, account=asked.account
    )
    return Status(201, made | {"new": done.new, "known": done.known})


@reads(router, "/credit/exposure", Record)
def credit_exposure(request: HttpRequest, asked: Query[OnDay]) -> Any:
    """Exposure and limit of every customer on a day, each obligation counted once, in the firm's own currency."""
    on = asked.as_of or reference.today()
    limits = {row.customer.code: row.limit for row in credit.profiles(actor=person(request))}
    found = credit.exposures(actor=person(request), on=on)
    rows = [
        {"customer": code, "exposure": f"{one.total:.2f}", "limit": f"{limits.get(code, Decimal(0)):.2f}", "parts": {name: f"{value:.2f}" for name, value in one.parts.items()}}
        for code, one in sorted(found.items())
        if one.gross or limits.get(code)
    ]  # fmt: skip
    return {"as_of": on.isoformat(), "currency": reference.firm().base_currency, "customers": rows}


@reads(router, "/credit/customers/{customer}", Record)
def credit_check(request: HttpRequest, customer: str, asked: Query[Asked]) -> Any:
    """What credit control would say of a deal worth `amount`: pass, warn or hold, with every reason. Nothing is written."""
    found = credit.look(customer, actor=person(request), at=asked.as_of or reference.today(), amount=asked.amount)
    return {
        "customer": found.customer, "verdict": found.verdict, "exposure": f"{found.exposure:.2f}", "after": f"{found.after:.2f}", "limit": f"{found.limit:.2f}",
        "utilisation": None if found.utilisation is None else f"{found.utilisation:.4f}", "parts": {name: f"{value:.2f}" for name, value in found.parts.items()},
        "reasons": [{"code": reason.code, "text": words(reason.text)} for reason in found.reasons],
    }  # fmt: skip


@reads(router, "/credit/customers/{customer}/file", Record)
def credit_file(request: HttpRequest, customer: str, asked: Query[OnDay]) -> Any:
    """A customer's credit file: every point of the scorecard with its source, grade and proposed limit; accounts by year with the Altman form for each."""
    return file_json(customer, actor=person(request), as_of=asked.as_of)


def body_of(act: Act) -> type[Schema]:
    """The body an act takes: the fields of its form, with their labels."""
    with translation.override("en"):
        fields = act.form()().fields
    made = {name: typed(field) for name, field in fields.items()}
    name = f"Owing_{act.name}".title().replace("_", "").replace("-", "")
    return create_model(name, __base__=Schema, __doc__=f"{act.label.en[:1].upper()}{act.label.en[1:]}.", **made)  # type: ignore[call-overload, no-any-return]


def operation(act: Act) -> str:
    """What the operation of an act is called."""
    return f"owing_{act.name.replace('-', '_')}"


def _act(act: Act) -> None:
    def view(request: HttpRequest, sent: Any) -> Any:
        return Status(201, plain(perform(act, person(request), act.form()(sent.dict(exclude_unset=True)))))

    named: Callable[..., Any] = view
    named.__annotations__["sent"] = body_of(act)
    named.__name__, named.__doc__ = operation(act), f"{act.label.en[:1].upper()}{act.label.en[1:]}."
    writes(router, f"/receivables/acts/{act.name}", Record, scope="write", status=201)(named)


for _one in ALL:
    _act(_one)
