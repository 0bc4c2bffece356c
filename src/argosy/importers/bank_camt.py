"""ISO 20022 camt.053 (bank to customer statement), any version: names are looked up without their namespace.

Document types and entities are refused before the file is parsed, so nothing in it can fetch or expand anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import ParseError, XMLParser, fromstring

from argosy.importers.bank_marks import marked
from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.text import Text
from argosy.records.receivables.banking.intake import NewBankLine, NewStatement

NO_XML = Text("「{f}」不是 camt.053 檔：{w}", "{f} is no camt.053 file: {w}")


def read(name: str, data: bytes) -> list[NewStatement]:
    """Every statement of the document."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise BadInput(
            Text("「{f}」含有 DTD 或實體宣告，不予讀取", "{f} declares a document type or entities and is not read").format(f=name)
        )
    try:
        root = fromstring(data, parser=XMLParser())  # noqa: S314
    except ParseError as wrong:
        raise BadInput(NO_XML.format(f=name, w=wrong)) from wrong
    statements = [node for node in root.iter() if _tag(node) == "Stmt"]
    if not statements:
        raise BadInput(NO_XML.format(f=name, w=Text("沒有 Stmt 元素", "it holds no Stmt")))
    return [_statement(name, node) for node in statements]


def _tag(node: Any) -> str:
    return str(node.tag).rpartition("}")[2]


def _find(node: Any, path: str) -> Any:
    """The first element by names joined with slashes, whatever their namespace; ``None`` when there is none."""
    for name in path.split("/"):
        node = next((child for child in node if _tag(child) == name), None)
        if node is None:
            return None
    return node


def _text(node: Any, *paths: str) -> str:
    """The text at the first of the paths that has any."""
    for path in paths:
        found = _find(node, path)
        if found is not None and (found.text or "").strip():
            return str(found.text).strip()
    return ""


def _statement(name: str, node: Any) -> NewStatement:
    account = _text(node, "Acct/Id/IBAN", "Acct/Id/Othr/Id")
    balances = {_text(bal, "Tp/CdOrPrtry/Cd"): bal for bal in node if _tag(bal) == "Bal"}
    opening, closing = balances.get("OPBD", balances.get("PRCD")), balances.get("CLBD")
    currency = _text(node, "Acct/Ccy") or _currency(closing if closing is not None else opening)
    seen: dict[str, int] = {}
    lines = []
    for at, entry in enumerate((child for child in node if _tag(child) == "Ntry"), 1):
        for line, bank in _lines(name, at, entry):
            lines.append(replace(line, mark=marked(bank, account, line, seen)))
            currency = currency or line.currency
    return NewStatement(
        "camt.053", _text(node, "Id"), account, currency, tuple(lines), None if opening is None else _signed(name, 0, opening), None if closing is None else _signed(name, 0, closing),
        _day(_text(node, "FrToDt/FrDtTm")), _day(_text(node, "FrToDt/ToDtTm")),
    )  # fmt: skip


def _currency(node: Any) -> str:
    amount = None if node is None else _find(node, "Amt")
    return "" if amount is None else str(amount.get("Ccy", ""))


def _signed(name: str, at: int, node: Any) -> Decimal:
    amount = _text(node, "Amt")
    try:
        value = Decimal(amount)
    except ArithmeticError:
        value = Decimal("nan")
    sign = _text(node, "CdtDbtInd")
    if not value.is_finite() or sign not in ("CRDT", "DBIT"):
        words = Text("金額「{a}」或借貸別「{s}」無法讀取", "the amount '{a}' or its sign '{s}' cannot be read").format(a=amount, s=sign)
        raise BadInput(NO_XML.format(f=name, w=words), [Problem(words, name, at, "Amt")])
    return value if sign == "CRDT" else -value


def _lines(name: str, at: int, entry: Any) -> Iterator[tuple[NewBankLine, str]]:
    """The movements of an entry: each transaction of a batch that has its own amount, else the entry itself. Pending entries are none."""
    if _text(entry, "Sts/Cd", "Sts") not in ("BOOK", ""):
        return
    booked = _day(_text(entry, "BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt"))
    if booked is None:
        words = Text("第 {n} 筆沒有入帳日", "entry {n} has no booking date").format(n=at)
        raise BadInput(NO_XML.format(f=name, w=words), [Problem(words, name, at, "BookgDt")])
    whole = _signed(name, at, entry)
    parts = [tx for details in entry if _tag(details) == "NtryDtls" for tx in details if _tag(tx) == "TxDtls"]
    amounts = [_text(tx, "Amt", "AmtDtls/TxAmt/Amt") for tx in parts]
    bank, value = _text(entry, "AcctSvcrRef"), _day(_text(entry, "ValDt/Dt", "ValDt/DtTm"))
    single = len(parts) < 2 or not all(amounts) or sum(map(Decimal, amounts)) != abs(whole)
    shares = [(whole, parts[0] if parts else entry, bank)] if single else [
        (Decimal(amount).copy_sign(whole), tx, _text(tx, "Refs/AcctSvcrRef") or (f"{bank}/{n}" if bank else "")) for n, (amount, tx) in enumerate(zip(amounts, parts, strict=True), 1)
    ]  # fmt: skip
    for amount, told, mark in shares:
        side = "Dbtr" if amount > 0 else "Cdtr"
        reference = " ".join(
            filter(None, (*_remittance(told), _text(told, "Refs/EndToEndId").replace("NOTPROVIDED", ""), _text(entry, "AddtlNtryInf")))
        )
        yield (
            NewBankLine(
                at, booked, amount, _currency(entry), "", value, reference, _text(told, f"RltdPties/{side}/Nm", f"RltdPties/{side}/Pty/Nm"),
                _text(told, f"RltdPties/{side}Acct/Id/IBAN", f"RltdPties/{side}Acct/Id/Othr/Id"),
            ),
            mark,
        )  # fmt: skip


def _remittance(node: Any) -> list[str]:
    info = _find(node, "RmtInf")
    if info is None:
        return []
    free = [str(child.text).strip() for child in info if _tag(child) == "Ustrd" and child.text]
    return [*free, *filter(None, (_text(child, "CdtrRefInf/Ref") for child in info if _tag(child) == "Strd"))]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
