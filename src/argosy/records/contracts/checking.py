"""What stands in the way of signing a contract (CT1 to CT5), and which contracts are up for renewal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from argosy.kernel.text import Text
from argosy.records.contracts.models import Clause, Contract, Deviation
from argosy.records.contracts.wording import differing, variables, wording_digest
from argosy.records.reference import queries as reference

CHANGEABLE = frozenset({
    "subject_zh", "subject_en", "territory", "starts", "ends", "notice_days", "incoterm", "place", "currency", "total", "tolerance", "payment", "prevails",
    "explanation", "our_signatory", "their_signatory", "kind",
})  # fmt: skip
_DIFFERS = Text(
    "合約「{field}」為 {ours}，與客戶接受之報價 {theirs} 不符", "The contract's {field} is {ours}, the accepted quotation's {theirs}"
)
_ABSENT = Text("缺必要條款：{clause}", "A mandatory clause is absent: {clause}")
_UNAPPROVED = Text("偏離標準條款「{clause}」未經法務核准", "The deviation from '{clause}' is not approved by legal")
_NO_AUTHORITY = Text("簽約人授權文件不在檔：{who}", "The signatory's authority is not on file: {who}")
_VARIABLES = Text("第 {no} 條中英文變數不一致：{names}", "Article {no}: the variables differ between the languages: {names}")
_OURS, _THEIRS = Text("我方", "ours"), Text("對方", "theirs")


@dataclass(frozen=True, slots=True)
class Fault:
    """What stands in the way, by the check that says it; ``subject`` is the field, clause, person or variables it is about."""

    check: str
    message: Text
    subject: Text


def faults(contract: Contract, *, on: date) -> list[Fault]:
    """Everything CT1 to CT5 say of a contract on a day."""
    clauses = list(contract.clauses.select_related("version__clause", "deviation"))
    return [
        *(Fault("CT1", message, subject) for subject, message in departures(contract) if not contract.explanation.strip()), *_absent(contract, clauses),
        *_unapproved(clauses), *_unsigned(contract, on), *_variables(clauses),
    ]  # fmt: skip


def differences(contract: Contract) -> list[Text]:
    """Where the contract's figures are not those of the accepted revision of its quotation; none without a quotation."""
    return [message for _, message in departures(contract)]


def departures(contract: Contract) -> list[tuple[Text, Text]]:
    """The same, each after the name of the field."""
    if contract.quotation is None:
        return []
    accepted = accepted_content(contract)
    heads = (
        ("incoterm", "貿易條件", "term"),
        ("place", "地點", "place"),
        ("currency", "幣別", "currency"),
        ("total", "總價", "total"),
        ("payment", "付款條件", "terms of payment"),
    )
    found = [
        _differs(Text(zh, en), _plain(getattr(contract, name)), _plain(accepted[name]))
        for name, zh, en in heads
        if name in accepted and not _same(getattr(contract, name), accepted[name])
    ]  # fmt: skip
    ours = {line.line_no: line for line in contract.lines.select_related("product")}
    theirs = {line["line_no"]: line for line in accepted["lines"]}
    for number in sorted({*ours, *theirs}):
        found += _line(number, ours.get(number), theirs.get(number))
    return found


def accepted_content(contract: Contract) -> dict[str, Any]:
    """The frozen revision the contract comes from; the quotation itself where none was frozen (a quotation of a file)."""
    quote: Any = contract.quotation
    revision = quote.revisions.filter(number=contract.revision or quote.revision).first()
    if revision is not None:
        kept: dict[str, Any] = revision.content
        return kept
    from argosy.records.sales.offering.content import content

    return content(quote, list(quote.lines.select_related("product")), [])


def _differs(field: Text, ours: str, theirs: str) -> tuple[Text, Text]:
    return field, _DIFFERS.format(field=field, ours=ours, theirs=theirs)


def _line(number: int, ours: Any, theirs: Any) -> Iterable[tuple[Text, Text]]:
    if ours is None or theirs is None:
        yield _differs(
            Text(f"第 {number} 項", f"item {number}"), "—" if ours is None else ours.product.sku, "—" if theirs is None else theirs["sku"]
        )
        return
    if ours.product.sku != theirs["sku"]:
        yield _differs(Text(f"第 {number} 項商品", f"item {number}, product"), ours.product.sku, theirs["sku"])
    for name, zh, en in (("quantity", "數量", "quantity"), ("unit_price", "單價", "unit price")):
        if not _same(getattr(ours, name), theirs[name]):
            yield _differs(Text(f"第 {number} 項{zh}", f"item {number}, {en}"), _plain(getattr(ours, name)), _plain(theirs[name]))


def _same(ours: Any, theirs: Any) -> bool:
    from decimal import Decimal, InvalidOperation

    try:
        return Decimal(str(ours)) == Decimal(str(theirs))
    except InvalidOperation:
        return str(ours or "") == str(theirs or "")


def _plain(value: Any) -> str:
    from decimal import Decimal, InvalidOperation

    try:
        return f"{Decimal(str(value)).normalize():,f}"
    except InvalidOperation:
        return str(value or "—")


def _absent(contract: Contract, clauses: list[Any]) -> Iterable[Fault]:
    held = {clause.version.clause_id for clause in clauses}
    for clause in Clause.objects.filter(is_active=True):
        if contract.kind in clause.mandatory and clause.pk not in held:
            heading = Text(clause.heading_zh, clause.heading_en)
            yield Fault("CT2", _ABSENT.format(clause=heading), heading)


def _unapproved(clauses: list[Any]) -> Iterable[Fault]:
    for clause in clauses:
        if not clause.own:
            continue
        deviation = getattr(clause, "deviation", None)
        holds = (
            deviation is not None
            and deviation.state == Deviation.State.APPROVED
            and deviation.digest == wording_digest(clause.zh, clause.en)
        )
        if not holds:
            head = clause.version.clause
            heading = Text(head.heading_zh, head.heading_en)
            yield Fault("CT3", _UNAPPROVED.format(clause=heading), heading)


def _unsigned(contract: Contract, on: date) -> Iterable[Fault]:
    for who, authority in ((_OURS, contract.our_signatory), (_THEIRS, contract.their_signatory)):
        beyond = (
            authority is not None
            and authority.limit is not None
            and authority.currency == contract.currency
            and (contract.total or 0) > authority.limit
        )
        if authority is None or not authority.on_file(on) or beyond:
            told = Text(f"{who.zh} {authority or '—'}", f"{who.en} {authority or '—'}")
            yield Fault("CT4", _NO_AUTHORITY.format(who=told), told)


def _variables(clauses: list[Any]) -> Iterable[Fault]:
    for clause in clauses:
        zh, en = clause.zh or clause.version.zh, clause.en or clause.version.en
        names = sorted({*(variables(zh) ^ variables(en)), *differing(clause.values, clause.values_en)})
        if names:
            told = ", ".join(names)
            yield Fault("CT5", _VARIABLES.format(no=clause.no, names=told), Text(told, told))


def due_for_renewal(on: date) -> list[Contract]:
    """Signed contracts that end within the firm's renewal days, or whose notice falls due, and that nothing renews yet; the earliest end first."""
    days = int(reference.setting("contracts.renewal_days", on))
    rows = Contract.objects.filter(state=Contract.State.SIGNED, ends__isnull=False, ends__gte=on, renewals__isnull=True).select_related(
        "customer", "author"
    )
    return sorted(
        (row for row in rows if row.ends - on <= timedelta(days=days) or (row.alarm or on) <= on), key=lambda row: (row.ends, row.number)
    )
