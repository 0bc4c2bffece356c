"""Small facts for the service documents, without any database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from argosy.deliverables.deliverable import Request, asked
from argosy.deliverables.families.policy import facts as policy
from argosy.deliverables.families.service import review_facts as review
from argosy.deliverables.families.service import survey_facts as survey
from argosy.deliverables.families.strategy.development import facts as strategy
from argosy.engines.performance.estimate import wilson
from argosy.engines.service.scores import mean
from argosy.engines.service.standards import measured
from argosy.engines.service.timing import percentile, staffing
from argosy.engines.service.timing import within as in_time
from argosy.kernel.text import Text, same
from argosy.records.service.cases.queries import Served
from tests.deliverables.world import FIRM

DAY = date(2026, 6, 30)
BUILT = datetime(2026, 6, 30, 10, tzinfo=UTC)
KEYS = ("quality", "delivery", "service", "price")
LIN = Text("林示範", "Demo Lin")


def request(deliverable: Any, **params: str) -> Request:
    """A request for a document on the firm's day."""
    return Request(key=deliverable.key, params=asked(deliverable.params, params), as_of=DAY, today=DAY, built_at=BUILT)


def questions() -> tuple[survey.Question, ...]:
    """Four scores, the overall one and the one on recommending."""
    names = {"quality": "品質", "delivery": "交期", "service": "服務態度", "price": "價格"}
    made = [survey.Question(key, "score", 5, False, Text(names[key], key.title()), Text(f"{names[key]}？", f"{key}?")) for key in KEYS]
    made.append(survey.Question("overall", "score", 5, True, Text("整體", "Overall"), Text("整體？", "overall?")))
    return (*made, survey.Question("nps", "nps", 10, False, Text("推薦", "Recommendation"), Text("推薦？", "recommend?")))


def follow(item: str = "price") -> survey.Follow:
    """What was done about one low score."""
    return survey.Follow(item, 2, date(2026, 4, 20), "電話 called", "用量級距 tiers", LIN, date(2026, 5, 20), date(2026, 5, 15), "")


def answered(at: int, shift: int = 0) -> survey.Answered:
    """One respondent; every sixth is unhappy with the price, which was followed up."""
    base = 3 + at % 3
    scores = {
        "quality": base,
        "delivery": min(5, base + shift),
        "service": min(5, base + at % 2),
        "price": 2 if at % 6 == 0 else 3,
        "overall": min(5, max(3, base)),
        "nps": min(10, 2 * base),
    }
    codes = (
        (survey.Coded("quality", Text("品質", "quality"), "blame", Text("不滿", "complaint"), "85-02 goes out on the road"),)
        if at == 1
        else ()
    )
    return survey.Answered(
        f"R{at}", f"C-{at:02d}", Text(f"示範 {at}", f"Demo {at}"), f"Demo {at}", "en", date(2026, 4, 10), scores, "85-02 goes out on the road" if at == 1 else "", codes, (follow(),) if at % 6 == 0 else ()
    )  # fmt: skip


def wave(ref: str = "SW-0003", n: int = 24, asked_n: int = 40, shift: int = 0, **changes: Any) -> survey.Wave:
    """A wave with ``n`` answers."""
    made = survey.Wave(
        ref, Text("示範調查", "Demo survey"), Text("目的", "Purpose"), Text("往來客戶", "Customers"), 60, Text("專屬連結", "personal link"), date(2026, 4, 7), date(2026, 4, 30), ("2026-04-17",),
        "CSQ v1", Text("滿意度調查", "Satisfaction survey"), date(2025, 2, 20), LIN, questions(), asked_n, tuple(answered(at, shift) for at in range(n)),
    )  # fmt: skip
    return replace(made, **changes)


def survey_facts(deliverable: Any, **changes: Any) -> survey.SurveyFacts:
    """A wave, who was asked, and the wave before."""
    now = wave()
    people = tuple(
        survey.Invited(
            f"I{at}",
            f"C-{at:02d}",
            Text(f"示範 {at}", f"Demo {at}"),
            f"Demo {at}",
            "en",
            date(2026, 4, 7),
            (),
            date(2026, 4, 10) if at < 24 else None,
        )
        for at in range(40)
    )
    before = wave("SW-0002", 20, shift=-1)
    made = survey.SurveyFacts(request(deliverable), FIRM, now, people, before, 10, survey.sources(FIRM, now, before, DAY))
    return replace(made, **changes)


def case(at: int, kind: str = "complaint", cause: str = "外箱破損 Broken cartons", hours: float = 5.0, days: float = 4.0) -> Served:
    """One case received in the spring."""
    return Served(
        f"SC-{at:04d}",
        kind,
        "exception",
        "C-01",
        date(2026, 1 + at % 6, 10),
        hours,
        min(hours, 8.0),
        days,
        hours > 8,
        days > 7,
        cause,
        "換貨 exchanged",
        "cs1",
        "85-02",
        True,
        f"SO-{at}",
    )


def standard(
    code: str = "SS-02", measure: str = "answer", good: int = 30, n: int = 42, target: float = 90, missing: int = 0
) -> review.Standard:
    """A standard that came to ``good`` of ``n``."""
    now, before = (measured(wilson(k, m), missing, target, 5, least=True, factor=100) for k, m in ((good, n), (20, 30)))
    return review.Standard(
        code,
        Text("首次回覆達成率", "First answers in time"),
        Text("案件", "Cases"),
        Text("k ÷ n", "k / n"),
        measure,
        target,
        "%",
        True,
        5,
        Text("每月", "monthly"),
        LIN,
        now,
        before,
    )


def decision(
    ref: str = "SD-0001",
    approved: date | None = date(2026, 5, 20),
    followed: date | None = date(2026, 6, 25),
    outcome: str = "open",
    told: bool = True,
) -> review.Decision:
    """A decision somebody was consulted on."""
    asked_of = (review.Asked("CS3", date(2026, 5, 19) if told else None, "可支援 can help" if told else "", "排班"),)
    return review.Decision(
        ref,
        "SS-03",
        Text("增加人力？", "More people?"),
        Text("支援", "Help"),
        LIN,
        date(2026, 12, 31),
        approved,
        outcome,
        Text("執行中", "under way"),
        followed,
        "五週 five weeks",
        asked_of,
    )


def review_facts(deliverable: Any, **changes: Any) -> review.ReviewFacts:
    """A year of service."""
    cases = tuple(
        case(at, cause="電池座接觸不良 Loose contact" if at % 3 else "外箱破損 Broken cartons", hours=5 + at % 5) for at in range(24)
    )
    months = tuple((f"2026-{m:02d}", 60 + m, 100) for m in range(1, 7))
    action = review.Action(
        "IA-0001",
        "SW-0002",
        "未通知 not told",
        "三日前通知 notice",
        LIN,
        date(2026, 3, 31),
        "交期",
        3.72,
        3.89,
        "分",
        Text("完成", "done"),
        False,
    )
    made = review.ReviewFacts(
        request(deliverable), FIRM, date(2025, 7, 1), DAY, date(2025, 12, 31), (standard(), standard("SS-04", "otif", 60, 100, 90)), tuple((m, 4, 5) for m, _, _ in months), months, cases, wave(), wave("SW-0002", 20, shift=-1), 10,
        (review.Goods("85-02", Text("車燈", "Light"), 13, 52, 20, 1200, 9), review.Goods("87-01", Text("前叉", "Fork"), 1, 60, 32, 1192, 1)), (review.Load("cs1", LIN, 24, 0, 2.0, 12.0),),
        (decision(), decision("SD-0002", date(2025, 11, 24), date(2026, 4, 30), "done")), (action,), (("NC-0001", "85-02", "50 毫歐以下", "11/40", "停用", LIN, "周示範"),),
        (review.Discipline("SC-0007", ("CS1", "熄滅 goes out", "停出貨 stopped", "彈片 spring", "改回 back", "0/500", "逐批 each batch"), LIN, date(2026, 1, 31), date(2026, 2, 20)),),
        (("支援工時 Hours", "200 h", Text("同意", "Granted"), "69% → 80%"),), review._sources(FIRM, date(2025, 7, 1), DAY, cases, wave(), 2),
    )  # fmt: skip
    return replace(made, **changes)


def need(ref: str = "CN-0001", importance: int = 5, **changes: Any) -> strategy.Need:
    """A confirmed need."""
    feasible = strategy.Feasible(wilson(98, 100), wilson(84, 100), None)
    made = strategy.Need(
        ref, Text("歐洲", "Europe"), Text("示範車輪", "Demo Rad"), Text("準時", "On time"), Text("95%", "95%"), 35, None, "", importance, "delivery", 4.3, mean([3.0, 4.0, 4.0, 5.0]), True, 11, 0.12, "",
        (("調查 Survey", date(2026, 4, 24)),), feasible,
    )  # fmt: skip
    return replace(made, **changes)


def line(key: str = "L1", **changes: Any) -> strategy.Line:
    """A plan line with a whole target."""
    made = strategy.Line(
        key,
        Text("預訂產能", "Book capacity"),
        Text("OTIF 95%", "OTIF 95%"),
        date(2026, 8, 1),
        date(2027, 3, 31),
        LIN,
        Decimal(420000),
        Decimal(260),
        Text("準時足量率", "OTIF"),
        Decimal(60),
        Decimal(85),
        "%",
        "SS-04",
        "每月 monthly",
    )
    return replace(made, **changes)


def strategy_facts(deliverable: Any, **changes: Any) -> strategy.StrategyFacts:
    """A strategy whose one need is answered by its one line."""
    weights = {"need": 35, "feasible": 25, "margin": 25, "risk": 15}
    options = (
        strategy.Option("A", Text("服務優先", "Service first"), dict.fromkeys(weights, 4) | {"need": 5}, True),
        strategy.Option("B", Text("降價", "Cut prices"), dict.fromkeys(weights, 3), False),
    )
    needs = (need(), need("CN-0002", 3, item="price"), need("CN-0003", 4, no_plan="退場 exit"), need("CN-0009", 5, confirmed=False))
    fits = (strategy.Fit("L1", "CN-0001", True, 0, None, "pass", Text("符合", "pass"), Text("", ""), ""),)
    made = strategy.StrategyFacts(
        request(deliverable), FIRM, "SG-0001", Text("策略", "Strategy"), date(2026, 7, 1), date(2028, 6, 30), weights, Text("缺口最大", "Widest gap"), LIN, options, (line(),), fits,
        (strategy.Risk(Text("關稅", "Duty"), 3, 4, Text("分散", "Spread"), LIN),), needs, 4, date(2026, 4, 30), 12, (strategy.Market("US", 1e7, 0.2, (20, 5, 18, 22)),), ("2025Q3", "2025Q4", "2026Q1", "2026Q2"),
        (("73-11", Text("量杯", "Cups"), Text("毛利低", "low margin")),), ((Text("歐洲", "Europe"), Text("外部", "External"), 2, 1.3),), wave(), strategy._sources(FIRM, "SG-0001", DAY, needs, 100, wave()),
    )  # fmt: skip
    return replace(made, **changes)


FM1, FM2 = policy.Who("fm1", Text("劉示範", "Demo Liu")), policy.Who("fm2", Text("蔡示範", "Demo Tsai"))
SPANS = [4.0 + at % 4 for at in range(40)]


def rule(category: str = "quote", first: float = 8.0, **changes: Any) -> policy.Rule:
    """An enquiry rule whose promise can be kept."""
    made = policy.Rule(
        category, Text("報價", "Quotation"), first, 24, 45, FM1, FM2, Text("起訖港", "Ports"), Text("已收到", "Received"), Text("逾 4 小時", "After 4 h"), "", 6, in_time(SPANS[:6], first), percentile(SPANS), True, staffing(0.1, 45, 40, 0.7, 2)
    )  # fmt: skip
    return replace(made, **changes)


def trained(who: policy.Who, score: int | None = 90) -> policy.Trained:
    """Somebody taught the procedure."""
    return policy.Trained(
        who,
        Text("程序", "Procedure"),
        2.0,
        date(2025, 12, 28),
        date(2025, 12, 28) if score is not None else None,
        score,
        80,
        score is not None and score >= 80,
        True,
    )


def policy_facts(deliverable: Any, **changes: Any) -> policy.PolicyFacts:
    """A guideline that may be issued."""
    kinds = ("quote", "schedule", "documents", "customs", "status", "charges", "exception", "claim")
    made = policy.PolicyFacts(
        request(deliverable), FIRM, "SP-0001", Text("服務準則", "Service guideline"), date(2026, 1, 1), date(2026, 12, 31), FM1.name, Text("電話", "Telephone"), Text("週一至週五", "Monday to Friday"),
        Text("中文", "Chinese"), Text("A、B、C", "A, B, C"), 70, 40, tuple(rule(kind) for kind in kinds), (), (policy.Duty(FM1, 1, time(9), time(18), "A", same("A")),),
        (policy.Step(1, Text("辨識", "Tell"), FM1, FM1, FM2, 1.0),), (trained(FM1), trained(FM2)), (policy.Version("SOP-FQ", 1, date(2026, 1, 1), "首版 First", "", LIN, Text("已核准", "approved")),),
        "SOP-FQ v1", 40, percentile(SPANS), 20, date(2025, 7, 1), staffing(1, 30, 40, 0.7, 2), policy._sources(FIRM, "SP-0001", "SOP-FQ v1", DAY, 40),
    )  # fmt: skip
    return replace(made, **changes)
