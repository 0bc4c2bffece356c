"""Nine contracts of the sample firm: five sales, three distributors, one agency, with the clause library they are made from.

Planted: two are up for renewal within sixty days; one draft departs from its quotation by 200 pieces; another has a deviation legal has not approved.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from argosy.engines.offer.amounts import line_amount, rounded
from argosy.kernel.canonical import digest
from argosy.records.contracts.drawing import drawn_clauses
from argosy.records.contracts.library import clauses
from argosy.records.contracts.models import (
    Clause,
    ClauseVersion,
    Contract,
    ContractClause,
    ContractLine,
    Deviation,
    Obligation,
    SignatoryAuthority,
    SignedText,
)
from argosy.records.contracts.text import content
from argosy.records.contracts.wording import wording_digest
from argosy.records.reports.models import NumberSeries
from argosy.records.sales.models import Quotation, QuotationLine
from argosy.records.sample import quotes, terms
from argosy.records.sample.sales import one
from argosy.records.sample.selling import AS_OF
from argosy.records.sample.world import Part, Plan, Row, World

MORE = Decimal(200)
CLEAN, MORE_PIECES, DEVIATING = "CT-0007", "CT-0008", "CT-0009"
"""Numbers of the draft that may be signed, of the one with 200 pieces more than was accepted, and of the one legal has not approved."""
# number, kind, customer, drawn, ends, territory, yearly minimum
LASTING = (
    ("CT-0001", "distribution", "C-AU-01", date(2024, 8, 1), date(2026, 8, 15), "AU", "6,000,000"),
    ("CT-0002", "distribution", "C-DE-01", date(2024, 8, 20), date(2026, 8, 24), "DE+NL", "9,000,000"),
    ("CT-0003", "distribution", "C-US-01", date(2025, 4, 1), date(2027, 3, 31), "US", "12,000,000"),
    ("CT-0004", "agency", "C-GB-01", date(2025, 7, 1), date(2027, 6, 30), "GB", "4,000,000"),
)  # fmt: skip
SALES = (("CT-0005", "signed"), ("CT-0006", "signed"), (CLEAN, "review"), (MORE_PIECES, "draft"), (DEVIATING, "draft"))
SUBJECTS = {
    "87": ("自行車零件", "bicycle parts"), "85": ("自行車燈具與電源", "bicycle lights and power"), "73": ("扣件與不銹鋼廚具", "fasteners and stainless kitchenware"),
    "09": ("台灣茶", "Taiwan tea"), "22": ("飲料", "drinks"),
}  # fmt: skip
OWN_ZH = (
    "因天災、戰爭、罷工、疫情、缺櫃、供應商延誤或政府行為不能履約者免責，但應於 {force} 日內通知；持續逾 {force_end} 日者，任一方得終止。"
)
OWN_EN = (
    "Whoever is prevented by acts of God, war, strikes, epidemics, want of containers, delay of suppliers or acts of government is excused, but gives notice within "
    "{force} days; after {force_end} days either party may terminate."
)
CLAIMS_ZH = "瑕疵應於到貨後 {claim} 日內附照片以書面提出，無須公證報告。"
CLAIMS_EN = "Claims are made in writing within {claim} days of arrival, with photographs; no surveyor's report is needed."


def library_rows(plan: Plan) -> list[Row]:
    """The clauses the software comes with."""
    return [
        {
            "code": told.code, "place": told.place, "heading_zh": told.heading.zh, "heading_en": told.heading.en, "kinds": list(told.kinds),
            "mandatory": list(told.mandatory), "zh": told.wording.zh, "en": told.wording.en,
        }
        for told in clauses()
    ]  # fmt: skip


def contract_rows(plan: Plan) -> list[Row]:
    """Heads of the nine: four that last, and five sales drawn from the last won quotations with at least 400 pieces of their first goods."""
    lasting = [
        {
            "number": number, "kind": kind, "customer": customer, "quotation": "", "state": "signed", "drawn": drawn, "starts": drawn, "ends": ends,
            "signed_on": drawn + timedelta(days=12), "territory": territory, "minimum": minimum, "subject": SUBJECTS["87"], "notice_days": 60,
        }
        for number, kind, customer, drawn, ends, territory, minimum in LASTING
    ]  # fmt: skip
    return [*lasting, *(_sale(number, state, row) for (number, state), row in zip(SALES, _accepted(plan), strict=True))]


def _accepted(plan: Plan) -> list[Row]:
    pieces = {line["quotation"]: line for line in quotes.line_rows(one(plan)) if line["line_no"] == 1}
    won = [row for row in quotes.quote_rows(one(plan)) if row["outcome"] == "won" and pieces[row["number"]]["quantity"] >= 400]
    last = sorted(won, key=lambda row: (row["decided_on"], row["number"]))[-len(SALES) :]
    return [{**row, "sku": pieces[row["number"]]["product"]} for row in last]


def _sale(number: str, state: str, row: Row) -> Row:
    drawn = min(row["decided_on"] + timedelta(days=3), AS_OF)
    return {
        "number": number, "kind": "sale", "customer": row["customer"], "quotation": row["number"], "state": state, "drawn": drawn, "starts": drawn, "ends": None,
        "signed_on": min(drawn + timedelta(days=5), AS_OF) if state == "signed" else None, "territory": "", "minimum": "", "subject": SUBJECTS[row["sku"][:2]],
        "notice_days": 60,
    }  # fmt: skip


def signatory_rows(plan: Plan) -> list[Row]:
    """The general manager for the firm, and one signatory of each party to a contract, each with a paper on file."""
    parties = sorted({row["customer"] for row in contract_rows(plan)})
    paper = {"valid_from": date(2024, 1, 1), "valid_to": date(2027, 12, 31), "filed_on": date(2024, 1, 15)}
    rows = [
        {"party": "", "name": "方示範 Demo Fang", "title": "總經理 General manager", "paper": "公司登記表 Company registration", **paper}
    ]
    return rows + [
        {"party": code, "name": f"Demo Signatory {code}", "title": "Director", "paper": "Board resolution (demo)", **paper}
        for code in parties
    ]


def store_library(world: World, rows: list[Row]) -> None:
    """Clauses, each with its first version, approved by legal."""
    lgl = world.made["person"]["lgl"]
    heads = ("code", "place", "heading_zh", "heading_en", "kinds", "mandatory")
    world.keep(Clause, [Clause(**{name: row[name] for name in heads}) for row in rows], "clause", "code")
    kept = world.made["clause"]
    first = {"number": 1, "valid_from": date(2024, 1, 1), "approved_by": lgl, "source": "library.toml"}
    world.keep(ClauseVersion, [ClauseVersion(clause=kept[row["code"]], zh=row["zh"], en=row["en"], **first) for row in rows])


def store_signatories(world: World, rows: list[Row]) -> None:
    """Authorities of parties kept before."""
    parties = world.made["party"]
    made = [SignatoryAuthority(**{**row, "party": parties.get(row["party"])}) for row in rows]
    world.made["signatory"] = {row["party"]: kept for row, kept in zip(rows, world.keep(SignatoryAuthority, made), strict=True)}


def store_contracts(world: World, rows: list[Row]) -> None:
    """Contracts with goods, clauses, obligations and signed texts."""
    made = [_contract(world, row) for row in rows]
    world.keep(Contract, made, "contract", "number")
    for row in rows:
        contract = world.made["contract"][row["number"]]
        lines = _goods(contract)
        world.keep(ContractLine, lines)
        given = {"minimum": row["minimum"]} if row["minimum"] else {}
        world.keep(ContractClause, drawn_clauses(contract, lines, given))
        world.keep(Obligation, _duties(world, contract, row))
    _deviations(world)
    for contract in world.made["contract"].values():
        if contract.signed_on is not None:
            frozen = content(contract)
            at = timezone.make_aware(datetime.combine(contract.signed_on, time(15)))
            SignedText(contract=contract, content=frozen, digest=digest(frozen), at=at).save()
    NumberSeries(series="CT", last=len(rows)).save()


def _contract(world: World, row: Row) -> Contract:
    people, signatories = world.made["person"], world.made["signatory"]
    customer = world.made["party"][row["customer"]]
    quote: Quotation | None = world.made["quotation"].get(row["quotation"])
    shared: Row = {"currency": "TWD", "payment": terms.payments(one(world.plan))[row["customer"]]}
    if quote is not None:
        names = ("incoterm", "place", "currency", "total", "payment", "revision")
        shared = {name: getattr(quote, name) for name in names} | {"tolerance": Decimal(2)}
    plain = ("number", "kind", "state", "drawn", "starts", "ends", "signed_on", "territory", "notice_days")
    made = Contract(
        **{name: row[name] for name in plain}, **shared, customer=customer, quotation=quote, subject_zh=row["subject"][0], subject_en=row["subject"][1],
        author=quote.seller if quote is not None else people["tm1"], our_signatory=signatories[""], their_signatory=signatories[row["customer"]],
    )  # fmt: skip
    if row["number"] == MORE_PIECES and quote is not None:
        first = quote.lines.order_by("line_no")[0]
        more = line_amount(first.quantity + MORE, first.unit_price, Decimal(0), quote.currency) - first.amount
        made.total = (quote.total or 0) + rounded(more * (100 + quote.tax_rate) / 100, quote.currency)
    return made


def _goods(contract: Contract) -> list[ContractLine]:
    if contract.quotation is None:
        return []
    names = ("line_no", "product_id", "quantity", "unit_price", "amount")
    rows = QuotationLine.objects.filter(quotation=contract.quotation)
    lines = [ContractLine(contract=contract, **{name: getattr(line, name) for name in names}) for line in rows]
    if contract.number == MORE_PIECES:
        first = lines[0]
        first.quantity += MORE
        first.amount = line_amount(first.quantity, first.unit_price, Decimal(0), contract.currency)
    return lines


def _duties(world: World, contract: Contract, row: Row) -> list[Obligation]:
    """What is owed: of a sale, deposit, shipment, balance; of a lasting contract, reports, the minimum and the word on renewal."""
    who: Any = contract.author
    if contract.kind == "sale":
        start = contract.signed_on or contract.drawn
        told = [
            ("支付訂金或開立信用狀", "Deposit or letter of credit", "them", start + timedelta(days=7), "payment"),
            ("依約交貨", "Delivery", "us", start + timedelta(days=42), "delivery"),
            ("提供檢驗報告", "Inspection report", "us", start + timedelta(days=40), "inspection"),
            ("付清餘款", "Balance of the price", "them", start + timedelta(days=56), "payment"),
        ]
    else:
        told = [
            ("提交季度銷售與庫存報告", "Quarterly report on sales and stock", "them", date(2026, 7, 15), "territory"),
            ("達成年度最低採購額", "Yearly minimum", "them", date(2026, 12, 31), "territory"),
            ("提供年度價目表", "Yearly price list", "us", date(2026, 11, 30), "prices"),
        ]
        if contract.alarm is not None:
            told.append(("決定並通知是否續約", "Decide on renewal and give notice", "us", contract.alarm, "term"))
    done = {"done_on", "proof"}
    articles = {clause.version.clause.code: clause.no for clause in contract.clauses.select_related("version__clause")}
    rows = [dict(zip(("duty_zh", "duty_en", "who", "due", "article"), one_, strict=True)) for one_ in told]
    for duty in rows:
        duty["article"] = articles[duty["article"]]
        if contract.signed_on is not None and contract.kind == "sale" and duty["due"] < AS_OF:
            duty |= dict(zip(sorted(done), (duty["due"], "示範：隨卷 on file (demo)"), strict=True))
    return [Obligation(contract=contract, owner=who if duty["who"] == "us" else None, **duty) for duty in rows]


def _deviations(world: World) -> None:
    people, made = world.made["person"], []
    for number, code, zh, en, state in (
        (CLEAN, "claims", CLAIMS_ZH, CLAIMS_EN, "approved"), (DEVIATING, "force_majeure", OWN_ZH, OWN_EN, "asked"),
    ):  # fmt: skip
        clause = ContractClause.objects.get(contract=world.made["contract"][number], version__clause__code=code)
        clause.zh, clause.en = zh, en
        clause.save()
        made.append(
            Deviation(
                clause=clause, reason="客戶要求 Asked for by the customer", risk="索賠或免責範圍擴大 Wider claims or excuses", digest=wording_digest(zh, en), state=state,
                asked_by=clause.contract.author, decided_by=people["lgl"] if state == "approved" else None, decided_at=world.now if state == "approved" else None,
            )
        )  # fmt: skip
    world.keep(Deviation, made)


PARTS = (
    Part("clause", library_rows, store_library), Part("signatory", signatory_rows, store_signatories), Part("contract", contract_rows, store_contracts),
)  # fmt: skip
