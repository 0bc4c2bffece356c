"""Facts of the sales, rival and coaching papers without any database: two lines, three rivals, two customers behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from argosy.deliverables.deliverable import Deliverable, Request, Written, asked
from argosy.deliverables.families.accounts.achieved import Achieved, Why, month_span
from argosy.deliverables.families.accounts.fieldwork import Activity, Contacts, Dues
from argosy.deliverables.families.accounts.params import SellingAsk
from argosy.deliverables.families.accounts.selling_facts import Quoted, SellingFacts
from argosy.deliverables.families.accounts.yearago import Base
from argosy.deliverables.families.coaching.coached import CoachingFacts, CoachLoad, Help, Lagging, Programme
from argosy.deliverables.families.coaching.effects import Effects
from argosy.deliverables.families.coaching.planned import Invited, Module, Plan, Session
from argosy.deliverables.families.competitor.compared import Lost, Move, Rival, RivalFacts
from argosy.deliverables.families.competitor.known import Answer, Training
from argosy.engines.performance.variance import Sold, variance
from argosy.engines.selling.gains import paired_gain, sales_effect
from argosy.engines.selling.pacing import OVER, Pace, month_end
from argosy.engines.selling.rivals import Attribute, Measure, against, band
from argosy.engines.selling.standing import Change, Standing
from argosy.kernel.source import Source
from argosy.kernel.text import NOTHING, Text, same
from tests.deliverables.world import FIRM

DAY = date(2026, 6, 30)
WHO = Text("張示範", "Demo Chang")
CUSTOMER = Text("示範車行", "Demo Cycles")


def request(deliverable: Deliverable, narratives: dict[str, str] | None = None, **params: str) -> Request:
    """A request on the sample firm's day, with paragraphs somebody wrote."""
    at = datetime(2026, 6, 30, 9, tzinfo=UTC)
    told = {name: Written(Text(words, words), "ws1", at, "") for name, words in (narratives or {}).items()}
    return Request(deliverable.key, asked(deliverable.params, params), DAY, DAY, "zh-Hant", at, told)


def sources(*ids: str) -> tuple[Source, ...]:
    """Records of the firm under these ids."""
    return tuple(Source(one, "record", Text(f"紀錄 {one}", f"Record {one}"), FIRM.name, as_of=DAY, rows=3) for one in ids)


def achieved(territory: str = "TW", line: str = "87", sold: int = 80, why: bool = True, **more: Any) -> Achieved:
    """A line with a target of 100,000 that sold 90,000.4 the year before."""
    actual = Fraction(sold * 1000)
    before = {("87-03", "TWD", "C62"): Sold(Fraction(100), Fraction("90000.4"), Fraction("90000.4"), "C62")}
    after = {("87-03", "TWD", "C62"): Sold(Fraction(80), actual, actual, "C62")}
    told = Why(Text("競品", "Rival product"), "競爭者降價", "提供比較表", WHO) if why else None
    pace = Pace(float(actual), None, None, 0, OVER, 0.95, OVER)
    made = Achieved(territory, line, "ws1", Fraction(100_000), actual, Fraction("90000.4"), variance(before, after), pace, told)
    return replace(made, **more)


def activity(number: str = "AC-00001", state: str = "done", **more: Any) -> Activity:
    """An activity of June."""
    done = DAY if state == "done" else None
    words = {"done": Text("已完成", "Done"), "planned": Text("已計畫", "Planned"), "cancelled": Text("取消", "Cancelled")}[state]
    made = Activity(
        number,
        "拜訪",
        Text("拜訪", "Visit"),
        CUSTOMER,
        WHO,
        date(2026, 6, 12),
        done,
        state,
        words,
        "取得預估",
        "取得" if state != "planned" else "",
    )
    return replace(made, **more)


def selling(deliverable: Deliverable, narratives: dict[str, str] | None = None, **changes: Any) -> SellingFacts:
    """The facts of the sales management report."""
    months = tuple((date(2026, m, 1), Fraction(200_000), Fraction(150_000 + 1000 * m)) for m in range(1, 7))
    made = SellingFacts(
        request(deliverable, narratives), FIRM, SellingAsk("", False, month_span(DAY, DAY)), Text("全體業務", "All salespeople"),
        (achieved(), achieved("US+CA", "09", 120, why=False, before=None, change=None)), months, tuple((m, a) for m, _, a in months), (activity(),),
        (activity("AC-00009", "planned", planned=date(2026, 7, 8)),), (Contacts(WHO, 4, 9, 2),), (Quoted(WHO, 5, Fraction(900), 3, 7, 0.16, 0.75, Fraction(400)),),
        (Dues(CUSTOMER, Fraction(500), Fraction(200), Fraction(300), Fraction(100)),), (CUSTOMER,), ((CUSTOMER, Change("C-1", 1000.0, 200.0, 30, 2, 0.2, 0.02, 0.8)),),
        ((CUSTOMER, Standing("C-1", Fraction(1000), Fraction(400), 5, 6)),), (Base("US", 15, 55, 178, 482, 0.74, 0.41, 1.34),), ((WHO, 18, 20, 0.7, 0.97),),
        sources("S1", "S2", "S3", "S4", "S5"),
    )  # fmt: skip
    return replace(made, **changes)


def midmonth() -> Pace:
    """The pace of a month that is not over, from eight past months."""
    sales = {date(2025, m, day): 50.0 + m for m in range(1, 9) for day in (5, 25)} | {date(2025, 9, 5): 60.0}
    return month_end(sales, date(2025, 9, 10), date(2025, 1, 1))


def rival(code: str = "R2-02", maker: str = "示範藍圖部件", **more: Any) -> Rival:
    """A rival hub that cut its price in February."""
    weeks = [(date.fromordinal(DAY.toordinal() - 1 - 7 * at), 100.0 if at > 20 else 91.0, False) for at in range(60)]
    told = Rival(
        code, maker, Text("花鼓", "Hub"), "DE", "", "", Decimal(91), "EUR", weeks[0][0], band([p for _, p, _ in weeks[:26]]), tuple(sorted(weeks)), 4.7, Decimal("100.5"), 4.7
    )  # fmt: skip
    return replace(told, **more)


def attributes(codes: tuple[str, ...]) -> tuple[Attribute, ...]:
    """Warranty ahead of all, weight behind, words alike, and the margin of the first unknown."""

    def told(values: list[Measure]) -> dict[str, Measure]:
        return dict(zip(codes, values, strict=True))

    n = len(codes)
    return (
        Attribute("保固", 5, "higher", Measure(24), told([Measure(12)] * n)), Attribute("重量", 4, "lower", Measure(330), told([Measure(300)] * n)),
        Attribute("材質", 3, "none", Measure(words="標準"), told([Measure(words="標準")] * n)), Attribute("經銷毛利", 5, "higher", Measure(25), told([Measure()] + [Measure(20)] * (n - 1))),
    )  # fmt: skip


def compared(
    deliverable: Deliverable, rivals: tuple[Rival, ...] | None = None, narratives: dict[str, str] | None = None, **changes: Any
) -> RivalFacts:
    """The facts of the competitor analysis: three rivals, one of which cut its price and took two quotations."""
    told = (rival(), rival("R1-02", "示範峰輪工業"), rival("R3-01", "示範東川製作所")) if rivals is None else rivals
    quotes = [("示範藍圖部件", "lost", "price", 100.0)] * 2 + [("示範藍圖部件", "won", "", 50.0)] * 3
    lost = tuple(Lost(f"QT-{n}", date(2026, 3, n), "C-1", "DE", "示範藍圖部件", "price", 9.0, Fraction(100)) for n in (2, 3))
    made = RivalFacts(
        request(deliverable, narratives), FIRM, "87-03", Text("花鼓組", "Hub set"), Decimal(3000), Fraction(8, 100), "", told, attributes(tuple(r.code for r in told)),
        {"保固": "month", "重量": "g"}, {"保固": "Warranty"}, (), (Move(date(2026, 2, 9), "示範藍圖部件", "R2-02", Text("調價", "Price change"), "降價", "S-CUS2", -0.09),),
        tuple(against(quotes)), lost, (Training(date(2026, 2, 20), Text("碟煞", "Brakes"), Text("原廠", "The maker"), Decimal(4), WHO, Decimal(50), Decimal(80), True),), ((WHO, Text("輪圈", "Rims")),),
        (answer(),), sources("S1", "S2", "S3", "S4"),
    )  # fmt: skip
    return replace(made, **changes)


def answer(**more: Any) -> Answer:
    """An approved answer."""
    made = Answer("QA-0001", "車行", Text("競品", "Rival product"), Text("太貴", "Too dear"), Text("耐用", "Durable"), "測試報告", WHO)
    return replace(made, **more)


def plan(number: str = "CP-0001", customer: str = "C-1", **more: Any) -> Plan:
    """A plan followed up in June, with one session."""
    made = Plan(
        number, customer, CUSTOMER, "stock", Text("庫存", "Stock"), "缺貨兩週", date(2026, 2, 27), "補貨訓練", date(2026, 3, 2), date(2026, 7, 31), "累計達成率", Fraction(95), WHO,
        Text("已追蹤", "Followed up"), "", ("TS-00001",), date(2026, 3, 9), 1, DAY, Fraction(1000), Fraction(870), "每週更新庫存",
    )  # fmt: skip
    return replace(made, **more)


def guest(**more: Any) -> Invited:
    """Somebody of a customer who came and passed."""
    made = Invited(same("採購"), "C-1", False, date(2026, 2, 20), "e-mail", Text("參加", "Coming"), True, 50.0, 80.0, 4)
    return replace(made, **more)


def session(number: str = "TS-00001", customer: str = "C-1", **more: Any) -> Session:
    """A session at a customer's, held in March."""
    made = Session(
        number, customer, CUSTOMER if customer else NOTHING, "補貨規劃", Text("庫存與補貨規劃", "Stock"), Text("組織", "The firm"), "周示範", datetime(2026, 3, 9, 14, tzinfo=UTC), Fraction(2),
        "會議室", False, "試算表", "held", Text("已辦理", "Held"), date(2026, 3, 9), "", (guest(),),
    )  # fmt: skip
    return replace(made, **more)


def module(**more: Any) -> Module:
    """A measurable module."""
    made = Module(
        1,
        Text("補貨", "Stock"),
        "採購",
        "可售天數",
        "實作",
        Fraction(2),
        "試算表",
        "試算",
        "缺貨不超過 1 週",
        "缺貨週數",
        Fraction(1),
        "週",
    )
    return replace(made, **more)


def lagging(code: str = "C-1", told: Plan | None = None) -> Lagging:
    """A customer at 60 per cent."""
    standing = Standing(code, Fraction(1000), Fraction(600), 4, 6)
    return Lagging(code, CUSTOMER, standing, Fraction(1, 4), told, Fraction(80) if told else None)


def coached(deliverable: Deliverable, narratives: dict[str, str] | None = None, **changes: Any) -> CoachingFacts:
    """The facts of the coaching papers: one customer behind, with its plan, session and answer."""
    mine = plan()
    programme = Programme(
        "PG-1", Text("方案", "Programme"), date(2026, 3, 2), date(2026, 7, 31), WHO, ((Text("知識", "Knowledge"), "80 分"), (Text("行為", "Behaviour"), "八成使用"), (Text("業績", "Sales"), "95%")),
        (module(),), (("講師費", Fraction(2), Fraction(6000), Text("組織", "The firm"), ""),), Fraction(20_000), "TWD",
    )  # fmt: skip
    gain = paired_gain([(50, 70), (55, 80), (60, 81), (48, 77), (52, 79)])
    effects = Effects(
        4.2, 12, ((Text("庫存", "Stock"), gain),), gain, paired_gain([(50, 80)]), ((CUSTOMER, "每週更新庫存"),), sales_effect({}, {}, (), 1), date(2026, 3, 1),
        ("2025-12", "2026-01", "2026-02", "2026-04", "2026-05", "2026-06"),
    )  # fmt: skip
    asked_for = Help(
        "原廠講師", "2 場", Fraction(0), "TWD", "知識不足", "達成率 95%", date(2026, 3, 2), Text("同意", "Granted"), "六月底前"
    )
    made = CoachingFacts(
        request(deliverable, narratives), FIRM, date(2026, 1, 1), date(2026, 9, 30), (lagging(told=mine),), (mine,), (session(),), (), (CoachLoad("K-01", same("周示範"), date(2026, 3, 1), 1, Fraction(2), Fraction(24)),),
        programme, (answer(),), (), (asked_for,), effects, sources("S1", "S2", "S3", "S4", "S5", "S6"),
    )  # fmt: skip
    return replace(made, **changes)
