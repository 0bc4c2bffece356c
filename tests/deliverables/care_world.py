"""Facts of the upkeep and prospect sheets as they are gathered, written down: small enough to reckon by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from argosy.deliverables.deliverable import Request, asked
from argosy.deliverables.families.prospects import facts as prospect
from argosy.deliverables.families.upkeep.facts import Complaint, Invited, Logged, Open, Promise, Shelf, UpkeepFacts, _sources
from argosy.deliverables.families.upkeep.params import UpkeepAsk
from argosy.deliverables.families.upkeep.people import Cared, Person
from argosy.engines.care.replenishment import Policy, Week, propose
from argosy.engines.care.upkeep import Touch
from argosy.engines.customers.funnel import Track, pipeline, stage_rates, yields
from argosy.kernel.source import Source
from argosy.kernel.text import Text
from argosy.records.reference.queries import FirmFacts

DAY = date(2026, 6, 30)
FIRM = FirmFacts(
    Text("示範海舟貿易股份有限公司", "Haizhou Demo Trading Co., Ltd."), Text("台北市", "Taipei"), "00000005", "+886-2-0000-0100", "info@haizhou-demo.example", "TWD", True, DAY, 1
)  # fmt: skip
STAGES = ("potential", "need", "quote", "negotiation")


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


def cared(code: str, grade: str = "A", idle: int | None = 2, every: int | None = 7, reason: str = "") -> Cared:
    over = 0 if every is None else every if idle is None else max(0, idle - every)
    who = Person("林示範", "採購經理", "+886-2-0000-0001", f"buyer@{code.lower()}.example", "zh-Hant")
    return Cared(
        code, Text(f"示範{code}", f"Demo {code}"), grade, every, reason, None if idle is None else ago(idle), ago(-5), idle, over, "00000016", Text("示範路1號", "1 Demo Road"),
        "示範商業銀行", (who,),
    )  # fmt: skip


CUSTOMERS = (cared("C-01"), cared("C-02", idle=40), cared("C-03", "B", 10, 14), cared("C-04", "C", 60, None, "暑休"))


def logged(number: int, customer: str, days: int, channel: str = "phone", support: str = "", done: int | None = None) -> Logged:
    at = datetime.combine(ago(days), datetime.min.time(), UTC).replace(hour=10)
    words = {"phone": Text("電話", "Phone"), "visit": Text("實地拜訪", "Visit"), "mail": Text("電郵", "E-mail")}[channel]
    due = ago(days - 3) if support else None
    return Logged(
        number, at, customer, "林示範", channel, words, Text("例行維護", "Upkeep"), "了解近況", support, Text("張示範", "Demo Chang"), due, None if done is None else ago(done), "無新需求"
    )  # fmt: skip


LOG = (
    logged(1, "C-01", 2), logged(2, "C-01", 9, "visit", support="樣品兩件", done=8), logged(3, "C-01", 16, "mail"), logged(4, "C-02", 40),
    logged(5, "C-03", 10, "mail", support="英文型錄"),
)  # fmt: skip


def shelf(customer: str, sku: str, *sold: int, stock: int = 50, transit: int = 0) -> Shelf:
    last = date(2026, 6, 28)
    weeks = [Week(last - timedelta(weeks=len(sold) - 1 - at), Decimal(stock), Decimal(one)) for at, one in enumerate(sold)]
    return Shelf(customer, sku, Text("自行車燈", "Bicycle light"), "H87", propose(weeks, DAY, Policy(), transit=Decimal(transit)), True)


SHELVES = (shelf("C-01", "85-02", 10, 14, 6, 10, transit=5), shelf("C-01", "87-03", 4, 4, 4, 4, stock=900), shelf("C-02", "85-02", 8, 8))
BILLS = (
    Open("IV-1", "C-01", ago(100), ago(40), "TWD", Decimal("1050.00"), Decimal("50.00"), 40, 2, ago(3)),
    Open("IV-2", "C-03", ago(10), ago(-20), "USD", Decimal("99.50"), Decimal(0), 0, 0, None),
)
PROMISES = (Promise("C-01", ago(3), True),)
INVITED = (
    Invited(1, Text("新品發表", "Launch"), ago(-16), "C-01", Text("出席", "Comes"), True, None),
    Invited(2, Text("研討會", "Seminar"), ago(40), "C-02", Text("未回覆", "No answer"), False, False),
)
COMPLAINTS = (
    Complaint("SC-01", "C-01", ago(30), ago(26), Text("燈不亮", "Light does not work"), "換貨", None, 4),
    Complaint("SC-02", "C-02", ago(5), None, Text("少一箱", "One carton short"), "", None, 5),
)


def request(builder, **params: str) -> Request:
    return Request(builder.key, asked(builder.params, params), DAY, DAY)


def upkeep_facts(builder, **changes) -> UpkeepFacts:
    """The upkeep of four customers over ninety days."""
    touches = tuple(Touch(one.customer, one.at.date(), one.channel) for one in LOG)
    made = UpkeepFacts(
        request(builder), FIRM, UpkeepAsk("", ago(89), "month", ""), CUSTOMERS, touches, LOG, SHELVES, Policy(), BILLS, PROMISES, INVITED, COMPLAINTS, 7,
        _sources(FIRM, DAY, (5, 3, 2, 2, 2, 4)),
    )  # fmt: skip
    return replace(made, **changes)


def track(number: int, *stages: str, source: str = "fair", expected: bool = True, amount: int | None = 1_000_000) -> Track:
    steps = tuple((stage, ago(300 - 30 * at)) for at, stage in enumerate(stages))
    return Track(f"PL-{number:04d}", source, steps, None if amount is None else Decimal(amount), expected)


TRACKS = (
    *(track(at, "potential", "need", "quote", "negotiation", "won") for at in range(1, 7)),
    *(track(at, "potential", "need", "quote", "lost", source="web") for at in range(7, 11)),
    *(track(at, "potential", "need", "lost", source="cold") for at in range(11, 14)),
    track(14, "potential", "need", "quote"), track(15, "potential", expected=False, source="web"), track(16, "potential", "need", "quote", "negotiation", amount=None),
)  # fmt: skip


def prospect_facts(builder, tracks=TRACKS, **changes) -> prospect.ProspectFacts:
    """Sixteen prospects: six won, seven lost, three open; of those two in the funnel."""
    rates = stage_rates(tracks, STAGES, "won", DAY)
    weighted = {one.ref: one for one in pipeline(tracks, rates)}
    spent = {"fair": Decimal(600_000), "web": Decimal(90_000), "cold": Decimal(30_000)}
    made = prospect.ProspectFacts(
        request(builder), FIRM, tuple(_prospect(one, weighted.get(one.ref)) for one in tracks), len(tracks), tuple(rates),
        tuple(yields(tracks, spent, "need", "won", STAGES)), {"A": 30, "B": 60, "C": 90}, ago(300),
        tuple(Source(key, "record", Text("紀錄", "records"), FIRM.name, as_of=DAY, rows=16) for key in (prospect.LEADS, prospect.COSTS)),
    )  # fmt: skip
    return replace(made, **changes)


def _prospect(one: Track, weighted) -> prospect.Prospect:
    stage, since = one.steps[-1]
    is_open = stage in STAGES
    quoted = next((day for name, day in one.steps if name == "quote"), None)
    lost = Text("價格", "Price") if stage == "lost" else Text("", "")
    amount = None if one.amount is None else one.amount
    return prospect.Prospect(
        one.ref, one.steps[0][1], prospect.SOURCES[4][1], Text("", ""), f"示範公司 {one.ref[-2:]}", "TW", "王示範", Text("87-03 花鼓", "87-03 Hub set"), amount, "TWD", stage, is_open,
        weighted, ago(-60) if one.expected else None, "", None, ago(12), ago(-5) if is_open else None, (DAY - since).days, 12 if is_open else None, "B",
        Text("張示範", "Demo Chang"), lost, True, quoted, quoted,
    )  # fmt: skip
