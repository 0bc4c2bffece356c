"""The sample firm's credit records, and bank accounts of the firm and its customers."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from argosy.records.credit.models import (
    AnomalyReport,
    BankReference,
    Cover,
    CreditOverride,
    CreditProfile,
    CustomerForecast,
    ExposureSnapshot,
    FinancialStatement,
    LimitRequest,
    TradeReference,
)
from argosy.records.parties.banking import BankAccount, BankCheck
from argosy.records.receivables.numbers import series
from argosy.records.reports.models import NumberSeries
from argosy.records.sample import parties
from argosy.records.sample.credit import OVER, cover_rows, exposures, limits, mean_monthly, profile_rows, request_rows, statement_rows
from argosy.records.sample.offers import BANK_CHANGED
from argosy.records.sample.receivables_book import book
from argosy.records.sample.sales import one
from argosy.records.sample.selling import AS_OF
from argosy.records.sample.world import Part, Plan, Row, World, written


def reference_rows(plan: Plan) -> list[Row]:
    """A bank's word on every customer of class A and B; a poor one on C-TW-04."""
    draws = one(plan).stream("bank_reference")
    rows = []
    for maker in parties.profiles(one(plan)):
        day, opinion = AS_OF - timedelta(days=draws.integer(30, 360)), "good" if draws.chance(80) else "fair"
        if maker.grade in "AB" or maker.code == OVER:
            poor = maker.code == OVER
            rows.append(
                {
                    "customer": maker.code, "bank": "示範商業銀行 Demo Commercial Bank", "date": day, "opinion": "poor" if poor else opinion, "obtained_by": "fin",
                    "content": "存款往來近半年下降，有退票紀錄 Balances fell, cheques were returned" if poor else "往來正常 Account kept as agreed",
                }
            )  # fmt: skip
    return rows


def trade_rows(plan: Plan) -> list[Row]:
    """Four things the trade told, each with how it was lawfully learned."""
    told = (
        ("C-TW-04", "payment", "B", "該客戶對其另一供應商亦延遲付款約兩個月 Pays another supplier some two months late", date(2026, 4, 14)),
        ("C-TW-05", "orders", "C", "聽聞該客戶縮減自行車部門 Said to be shrinking its bicycle department", date(2026, 3, 9)),
        (
            "C-TW-05",
            "payment",
            "B",
            "年初曾有票據延期，其後正常 Asked for time on a cheque early in the year, regular since",
            date(2026, 3, 20),
        ),
        ("C-TW-06", "payment", "B", "付款正常 Pays as agreed", date(2026, 2, 11)),
    )
    return [
        {
            "customer": code, "informant": "示範同業公會會員廠商 Member of the demo trade association", "date": day, "topic": topic, "grade": grade, "message": message,
            "lawful": True, "lawful_basis": "公會例會公開交流，客戶已同意徵信 Said openly at an association meeting; the customer agreed to enquiries", "recorded_by": "ws1",
        }
        for code, topic, grade, message, day in told
    ]  # fmt: skip


def forecast_rows(plan: Plan) -> list[Row]:
    """What eight customers said in an interview of the twelve months to come; C-TW-05 sees a fifth of what it bought."""
    draws = one(plan).stream("customer_forecast")
    makers = [maker.code for maker in parties.profiles(one(plan)) if maker.grade == "A"][:6]
    rows = []
    for code in sorted({*makers, "C-TW-04", "C-TW-05", "C-TW-06"}):
        mean, share = mean_monthly(one(plan))[code], Decimal(draws.integer(90, 118)) / 100 * (Decimal("0.2") if code == "C-TW-05" else 1)
        months = {f"{2026 + (6 + n) // 12}-{(6 + n) % 12 + 1:02d}": str((mean * share).quantize(Decimal(1))) for n in range(12)}
        rows.append(
            {
                "customer": code, "date": date(2026, 6, draws.integer(2, 19)), "spoke_to": "採購主管 Head of purchasing", "source": "客戶訪談 Interview",
                "actual": {"2026-05": str((mean * draws.integer(80, 120) / 100).quantize(Decimal(1)))}, "months": months, "currency": "TWD",
                "comment": "縮減自行車部門 Shrinking its bicycle department" if code == "C-TW-05" else "", "recorded_by": "ws1",
            }
        )  # fmt: skip
    return rows


def anomaly_rows(plan: Plan) -> list[Row]:
    """Reports of what went wrong: C-TW-04 over its limit after four bounced cheques; C-TW-05 and C-TW-06 closed."""
    first = {
        code: min(r["bounced_on"] for r in book(one(plan)).cheques if r["customer"] == code and r["bounced_on"])
        for code in ("C-TW-04", "C-TW-05", "C-TW-06")
    }
    owed, limit = exposures(one(plan))[OVER].total.quantize(Decimal("0.01")), limits(one(plan))[OVER][1]
    rows = [
        _report(OVER, first[OVER] + timedelta(days=1), "bounce", "票據因存款不足退票 A cheque bounced for want of funds", "collect", "催告補足票款 Asked to make it good", "未補足 Not made good", None),
        _report("C-TW-05", first["C-TW-05"] + timedelta(days=1), "bounce", "票據因存款不足退票 A cheque bounced for want of funds", "collect", "洽客戶以匯款清償 Asked to pay by transfer", "已清償贖回 Paid and taken back", first["C-TW-05"] + timedelta(days=40)),
        _report("C-TW-06", first["C-TW-06"] + timedelta(days=1), "bounce", "票據因發票人簽章不符退票 A cheque bounced for its signature", "watch", "請客戶補正後重提 Asked to mend it", "重提付訖 Paid when presented again", first["C-TW-06"] + timedelta(days=10)),
        _report(OVER, date(2026, 6, 15), "over_limit", "四張退票未清償，額度使用率 131% Four bounced cheques not made good; 131 % of the limit used", "hold", "停止出貨、改現金交易、徵提擔保，並移請法務評估 Shipments stopped, cash only, collateral asked for, legal consulted", "", None)
        | {"exposure": owed, "limit": limit},
    ]  # fmt: skip
    rows.sort(key=lambda row: row["date"])
    return [
        {
            "number": f"AN-{row['date']:%Y%m}-{sum(r['date'].replace(day=1) == row['date'].replace(day=1) for r in rows[: at + 1]):04d}",
            **row,
        }
        for at, row in enumerate(rows)
    ]


def _report(code: str, day: date, kind: str, facts: str, measure: str, action: str, result: str, closed: date | None) -> Row:
    return {
        "customer": code, "date": day, "kind": kind, "facts": facts, "exposure": None, "limit": None, "measure": measure, "action": action, "reported_by": "ws1",
        "reported_to": "tm1", "result": result, "closed_on": closed,
    }  # fmt: skip


def account_rows(plan: Plan) -> list[Row]:
    """Three accounts of the firm, that in EUR changed twelve days before the draft quotation in it; one for each customer of class A or B."""
    firm = {
        "party": "",
        "holder": "示範海舟貿易股份有限公司 Haizhou Demo Trading Co., Ltd.",
        "bank": "示範商業銀行 Demo Commercial Bank",
        "branch": "中山分行 Zhongshan Branch",
        "bic": "DEMOTWT0",
        "iban": "",
        "country": "TW",
    }
    rows = [
        {**firm, "account_no": "000000000001", "currency": "TWD", "changed_on": date(2024, 3, 1), "checked": True},
        {**firm, "account_no": "000000000002", "currency": "USD", "changed_on": date(2024, 3, 1), "checked": True},
        {**firm, "account_no": "000000000003", "currency": BANK_CHANGED[0], "changed_on": BANK_CHANGED[1], "checked": False},
    ]
    names = {row["code"]: row for row in written("customers")}
    for at, maker in enumerate(m for m in parties.profiles(one(plan)) if m.grade in "AB"):
        who = names[maker.code]
        rows.append(
            {
                "party": maker.code, "holder": who["name_en"], "bank": "Demo Commercial Bank", "branch": who["city_en"], "bic": f"DEMO{who['country']}{'T' if at % 2 else 'L'}0", "iban": "",
                "account_no": f"{at:010d}", "country": who["country"], "currency": "TWD" if who["country"] == "TW" else "USD", "changed_on": date(2024, 6, 3), "checked": True,
            }
        )  # fmt: skip
    return rows


def override_rows(plan: Plan) -> list[Row]:
    """One order let pass by the trade manager although the customer stood near its limit."""
    code = "C-TW-02"
    return [
        {
            "customer": code, "stage": "order", "about": "SO-00650", "on": date(2026, 5, 6), "exposure": exposures(one(plan))[code].total.quantize(Decimal("0.01")),
            "limit": limits(one(plan))[code][1], "amount": Decimal(300_000), "reason": "客戶已承諾三日內付款 Payment promised within three days", "by": "tm1", "valid_to": date(2026, 5, 20),
        }
    ]  # fmt: skip


def _keep(model: Any) -> Any:
    """A store that puts records where codes and logins stood."""
    logins = ("asked_by", "decided_by", "approved_by", "recorded_by", "obtained_by", "reported_by", "reported_to")

    def store(world: World, rows: list[Row]) -> None:
        made = []
        for row in rows:
            whole = {**row, "customer": world.made["party"][row["customer"]]}
            whole |= {name: world.made["person"].get(row[name]) for name in logins if name in row}
            if "order" in row:
                whole["order"] = world.made["sales_order"].get(row["order"])
            made.append(model(**whole))
        world.keep(model, made)

    return store


def store_overrides(world: World, rows: list[Row]) -> None:
    """Overrides with the snapshot each was decided on."""
    for row in rows:
        customer, by = world.made["party"][row["customer"]], world.made["person"][row["by"]]
        shot = ExposureSnapshot(
            customer=customer, on=row["on"], stage=row["stage"], about=row["about"], asked=row["amount"], exposure=row["exposure"], limit=row["limit"], verdict="hold",
            reasons={"near_limit": "額度將用罄 The limit is nearly used up"}, by=by,
        )  # fmt: skip
        [shot] = world.keep(ExposureSnapshot, [shot])
        made = CreditOverride(
            customer=customer,
            stage=row["stage"],
            about=row["about"],
            snapshot=shot,
            amount=row["amount"],
            reason=row["reason"],
            by=by,
            on=row["on"],
            valid_to=row["valid_to"],
        )
        world.keep(CreditOverride, [made])


def store_accounts(world: World, rows: list[Row]) -> None:
    """Accounts, and a call back for each but the one just changed."""
    heads = [
        BankAccount(**{**{k: v for k, v in row.items() if k != "checked"}, "party": world.made["party"].get(row["party"])}) for row in rows
    ]
    kept = world.keep(BankAccount, heads)
    world.made["bank_account"] = {
        row["account_no"] if not row["party"] else row["party"]: made for row, made in zip(rows, kept, strict=True)
    }
    checks = [
        BankCheck(account=made, details_of=row["changed_on"], on=row["changed_on"] + timedelta(days=2), by=world.made["person"]["fin"], spoke_to="財務主管 Head of finance", known_number="+886-2-0000-0100", confirmed=True)
        for row, made in zip(rows, kept, strict=True)
        if row["checked"]
    ]  # fmt: skip
    world.keep(BankCheck, checks)


def store_requests(world: World, rows: list[Row]) -> None:
    """Requests, and how far the series of their numbers and of reports has come."""
    _keep(LimitRequest)(world, rows)
    reached: dict[str, int] = {}
    for row in (*rows, *anomaly_rows(world.plan)):
        stem, _, at = row["number"].rpartition("-")
        reached[stem] = max(reached.get(stem, 0), int(at))
    NumberSeries.objects.bulk_create([NumberSeries(series=series(stem), last=last) for stem, last in sorted(reached.items())])


PARTS = (
    Part("bank_account", account_rows, store_accounts), Part("credit_profile", profile_rows, _keep(CreditProfile)), Part("limit_request", request_rows, store_requests),
    Part("credit_cover", cover_rows, _keep(Cover)), Part("bank_reference", reference_rows, _keep(BankReference)),
    Part("financial_statement", statement_rows, _keep(FinancialStatement)), Part("trade_reference", trade_rows, _keep(TradeReference)),
    Part("customer_forecast", forecast_rows, _keep(CustomerForecast)), Part("anomaly_report", anomaly_rows, _keep(AnomalyReport)),
    Part("credit_override", override_rows, store_overrides),
)  # fmt: skip
