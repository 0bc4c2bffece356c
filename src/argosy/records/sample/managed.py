"""Customers' targets, business activities and target reviews of the sample firm. Planted: six dealers behind target at any seed, C-TW-05 furthest, and one
activity of June 2026 without a result.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from argosy.records.coaching.managing.models import CustomerTarget, SalesActivity, TargetReview
from argosy.records.reports.models import NumberSeries
from argosy.records.sample import parties
from argosy.records.sample.sales import line_rows, one, order_rows
from argosy.records.sample.selling import AS_OF, MONTHS
from argosy.records.sample.stream import Stream
from argosy.records.sample.targets import target_rows
from argosy.records.sample.territories import seller, territory
from argosy.records.sample.world import Part, Plan, Row, World, written

FADED, BEHIND, STEP, LEAST = "C-TW-05", 6, Decimal(1000), Decimal(20_000)
REACHED = (Decimal("0.38"), Decimal("0.62"), Decimal("0.68"), Decimal("0.74"), Decimal("0.80"), Decimal("0.84"))
"""What the six dealers behind target reach of their target for the first half of 2026."""
SELLERS = ("ws1", "ws2", "ws3")
A_MONTH = 4
LATE = date(2026, 6, 16)
ACTIVITIES = {
    "visit": ("拜訪主要客戶並檢視庫存", "確認下季需求", "取得下季預估需求與補貨時程"),
    "promotion": ("門市促銷檔期", "檔期銷量較平日增加 15%", "檔期銷量達標，補貨一次"),
    "offer": ("年度報價專案", "取得年度合約意向", "客戶同意以級距報價議約"),
    "training": ("產品說明會", "八成出席並完成測驗", "出席率達標，後測平均 80 分以上"),
    "fair": ("參加展會並追蹤名單", "取得十筆合格名單", "取得名單並完成首次聯繫"),
}
CAUSES = ("rival", "price", "stock", "channel", "knowledge", "staff")


@cache
def bought(plan: Plan) -> dict[tuple[str, date], Decimal]:
    """What each customer bought in each month, in TWD."""
    heads = {row["number"]: row for row in order_rows(one(plan))}
    found: dict[tuple[str, date], Decimal] = {}
    for row in line_rows(one(plan)):
        head = heads[row["order"]]
        key = (head["customer"], head["date"].replace(day=1))
        found[key] = found.get(key, Decimal(0)) + row["amount"] * head["fx"]
    return found


@cache
def dealers(plan: Plan) -> tuple[str, ...]:
    """Who has a target: the customers of class A, and C-TW-05; those behind come first."""
    best = [p.code for p in parties.profiles(plan) if p.grade == "A" and p.code != FADED]
    return (FADED, *sorted(best, key=lambda code: (not code.startswith("C-TW"), code)))


def behind(plan: Plan) -> tuple[str, ...]:
    """The six behind target."""
    return dealers(plan)[:BEHIND]


@cache
def customer_target_rows(plan: Plan) -> tuple[Row, ...]:
    """Targets of eighteen months: each year's is what was bought over what is reached of it, spread by the season of the firm's sales."""
    draws, seasons = plan.stream("customer_target"), _seasons(plan)
    rows: list[Row] = []
    for at, code in enumerate(dealers(plan)):
        for year, months in ((2025, MONTHS[:12]), (2026, MONTHS[12:])):
            sold = sum((bought(plan).get((code, month), Decimal(0)) for month in months), Decimal(0))
            reached = REACHED[at] if year == 2026 and at < BEHIND else Decimal(draws.integer(94, 112)) / 100
            whole = sum(seasons[month.month] for month in months)
            for month in months:
                amount = sold / reached * seasons[month.month] / whole
                rows.append({"customer": code, "month": month, "amount": max(LEAST, (amount / STEP).quantize(Decimal(1)) * STEP)})
    return tuple(rows)


def _seasons(plan: Plan) -> dict[int, Decimal]:
    sums: dict[int, Decimal] = {}
    for (_, month), amount in bought(plan).items():
        if month.year == 2025:
            sums[month.month] = sums.get(month.month, Decimal(0)) + amount
    return sums


def activity_rows(plan: Plan) -> list[Row]:
    """Four activities a month for each wholesale salesperson from January to July 2026; one of June has no result, those of July are planned."""
    draws, rows = plan.stream("sales_activity"), []
    for month in (*MONTHS[12:], date(2026, 7, 1)):
        for login in SELLERS:
            theirs = [row["code"] for row in written("customers") if seller(row["country"], month) == login]
            rows += [_activity(draws, login, month, draws.pick(theirs)) for _ in range(A_MONTH)]
    rows.sort(key=lambda row: (row["planned"], row["owner"], row["customer"]))
    open_one = next(at for at, row in enumerate(rows) if row["owner"] == "ws2" and row["planned"] >= date(2026, 6, 1))
    rows[open_one] |= {"state": "planned", "done": None, "result": "", "planned": LATE}
    return [{"number": f"AC-{at:05d}", **row} for at, row in enumerate(rows, 1)]


def _activity(draws: Stream, login: str, month: date, customer: str) -> Row:
    kind = draws.pick(tuple(ACTIVITIES))
    title, expected, result = ACTIVITIES[kind]
    planned = month + timedelta(days=draws.integer(2, 22))
    done = min(planned + timedelta(days=max(0, draws.integer(-6, 7))), AS_OF)
    called_off = draws.chance(6)
    row = {"title": title, "kind": kind, "owner": login, "customer": customer, "planned": planned, "expected": expected}
    if planned > AS_OF:
        return row | {"state": "planned", "done": None, "result": ""}
    if called_off:
        return row | {"state": "cancelled", "done": None, "result": "客戶改期，併入下月"}
    return row | {"state": "done", "done": done, "result": result}


def review_rows(plan: Plan) -> list[Row]:
    """The cause of every line under 90 % in April, May and June 2026."""
    draws, sold = plan.stream("target_review"), _lines(plan)
    rows = []
    for row in target_rows(plan):
        actual = sold.get((row["territory"], row["line"], row["month"]), Decimal(0))
        if row["month"] >= date(2026, 4, 1) and actual < row["amount"] * Decimal("0.9"):
            rows.append(
                {"territory": row["territory"], "line": row["line"], "month": row["month"], "author": row["person"], **_why(draws, row)}
            )
    return rows


def _why(draws: Stream, row: Row) -> Row:
    cause = "rival" if row["line"] == "87" and draws.chance(50) else draws.pick(CAUSES)
    says = {
        "rival": ("競爭者降價，客戶轉單", "提供競品比較表並檢視花鼓價格帶"), "price": ("匯率與價格因素，客戶延後決定", "改以級距報價並縮短有效期"),
        "stock": ("客戶庫存偏高，暫緩補貨", "每週更新可售天數，七月重啟補貨"), "channel": ("客戶調整進貨通路，訂單移至後續月份", "重新約定下單窗口"),
        "knowledge": ("新品知識不足，提案未成", "安排產品訓練與測驗"), "staff": ("客戶人員異動，聯繫中斷", "兩週一次電話檢視"),
    }  # fmt: skip
    return {"cause": cause, "words": says[cause][0], "action": says[cause][1]}


def _lines(plan: Plan) -> dict[tuple[str, str, date], Decimal]:
    heads = {row["number"]: row for row in order_rows(one(plan))}
    found: dict[tuple[str, str, date], Decimal] = {}
    for row in line_rows(one(plan)):
        head = heads[row["order"]]
        key = (territory(head["market"]), row["product"][:2], head["date"].replace(day=1))
        found[key] = found.get(key, Decimal(0)) + row["amount"] * head["fx"]
    return found


def target_part_rows(plan: Plan) -> list[Row]:
    """Customers' targets as a part of the sample."""
    return list(customer_target_rows(plan))


def store_targets(world: World, rows: list[Row]) -> None:
    """Targets of customers kept before."""
    customers = world.made["party"]
    world.keep(CustomerTarget, [CustomerTarget(**{**row, "customer": customers[row["customer"]]}) for row in rows])


def store_activities(world: World, rows: list[Row]) -> None:
    """Activities of people and customers kept before."""
    people, customers = world.made["person"], world.made["party"]
    made = [SalesActivity(**{**row, "owner": people[row["owner"]], "customer": customers[row["customer"]]}) for row in rows]
    world.keep(SalesActivity, made)
    NumberSeries(series="sales-activity", last=len(rows)).save()


def store_reviews(world: World, rows: list[Row]) -> None:
    """Reviews by people kept before."""
    world.keep(TargetReview, [TargetReview(**{**row, "author": world.made["person"][row["author"]]}) for row in rows])


PARTS = (
    Part("customer_target", target_part_rows, store_targets), Part("sales_activity", activity_rows, store_activities),
    Part("target_review", review_rows, store_reviews),
)  # fmt: skip
