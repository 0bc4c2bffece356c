"""Bank movements from a table: CSV or XLSX as internet banking hands it over, one amount column or money in and money out apart."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from argosy.importers import cells
from argosy.importers.bank_marks import marked
from argosy.importers.table_file import TableRow, read_table
from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.text import Text
from argosy.records.receivables.banking.intake import NewBankLine, NewStatement

HEADINGS = {
    "date": "booked", "booked": "booked", "bookingdate": "booked", "日期": "booked", "入帳日": "booked", "入帳日期": "booked", "交易日": "booked", "交易日期": "booked", "記帳日": "booked",
    "value": "value", "valuedate": "value", "起息日": "value", "amount": "amount", "金額": "amount", "交易金額": "amount",
    "credit": "credit", "deposit": "credit", "存入": "credit", "存入金額": "credit", "貸方": "credit", "debit": "debit", "withdrawal": "debit", "支出": "debit", "提出": "debit", "支出金額": "debit", "借方": "debit",
    "currency": "currency", "幣別": "currency", "reference": "reference", "description": "reference", "remittance": "reference", "附言": "reference", "摘要": "reference", "備註": "reference",
    "name": "party", "counterparty": "party", "對方": "party", "戶名": "party", "對方戶名": "party", "counterpartyaccount": "party_account", "對方帳號": "party_account",
    "account": "account", "帳號": "account", "id": "mark", "transactionid": "mark", "交易序號": "mark", "序號": "mark",
}  # fmt: skip
NO_COLUMN = Text(
    "「{f}」缺少日期或金額欄（日期、金額，或存入與支出）", "{f} has no date or amount column (date, amount, or credit and debit)"
)


def read(name: str, data: bytes) -> list[NewStatement]:
    """One statement for every account and currency of the table."""
    table = read_table(name, data, HEADINGS)
    fields = set(table.fields)
    if "booked" not in fields or not fields & {"amount", "credit", "debit"}:
        raise BadInput(NO_COLUMN.format(f=name))
    problems: list[Problem] = []
    made: dict[tuple[str, str], list[tuple[NewBankLine, str]]] = {}
    for row in table.rows:
        try:
            line = _line(row)
        except BadInput as wrong:
            problems.append(Problem(wrong.message, name, row.number))
            continue
        made.setdefault((row.cells.get("account", ""), line.currency), []).append((line, row.cells.get("mark", "")))
    if problems:
        raise BadInput(Text("「{f}」有 {n} 列無法讀取", "{n} rows of {f} cannot be read").format(f=name, n=len(problems)), problems[:20])
    return [_statement(name, account, currency, rows) for (account, currency), rows in made.items()]


def _line(row: TableRow) -> NewBankLine:
    told = row.cells
    amount = cells.number(told["amount"]) if told.get("amount") else _number(told.get("credit", "")) - abs(_number(told.get("debit", "")))
    if amount == 0:
        raise BadInput(Text("金額為零或未填", "the amount is nought or missing"))
    value = cells.day(told["value"]) if told.get("value") else None
    currency = cells.currency(told["currency"]) if told.get("currency") else "TWD"
    return NewBankLine(
        row.number,
        cells.day(told.get("booked", "")),
        amount,
        currency,
        "",
        value,
        told.get("reference", ""),
        told.get("party", ""),
        told.get("party_account", "").replace("-", ""),
    )


def _number(text: str) -> Decimal:
    return cells.number(text) if text.strip() not in ("", "-") else Decimal(0)


def _statement(name: str, account: str, currency: str, rows: list[tuple[NewBankLine, str]]) -> NewStatement:
    seen: dict[str, int] = {}
    lines = tuple(replace(line, mark=marked(mark, account, line, seen)) for line, mark in rows)
    days = [line.booked for line in lines]
    return NewStatement("csv", name, account, currency, lines, first=min(days), last=max(days))
