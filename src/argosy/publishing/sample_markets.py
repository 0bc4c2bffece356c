"""What the people of the sample firm did with its market knowledge: a research brief, decisions, positions, and what is missing for a market."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from argosy.kernel.errors import Refused
from argosy.records.catalog.rivals.queries import comparison
from argosy.records.clock import at
from argosy.records.markets.deciding import actions as deciding
from argosy.records.markets.intel import queries as intel
from argosy.records.markets.outlook import actions as outlook
from argosy.records.markets.positioning import actions as positioning
from argosy.records.markets.research import actions as research
from argosy.records.markets.research import queries as briefs
from argosy.records.people import consulting
from argosy.records.people import queries as people
from argosy.records.people.resources import actions as resources
from argosy.records.reference.sourcing import queries as sourcing

Who = dict[str, Any]
REQUIREMENTS: tuple[dict[str, str], ...] = (
    {"question": "越南輪圈與花鼓進口有多大？", "indicator": "進口值", "unit": "千美元", "period": "2021–2025", "granularity": "HS6 × 年", "use": "市場篩選"},
    {"question": "近三年成長多少？", "indicator": "成長率", "unit": "%", "period": "2023–2025", "granularity": "HS6 × 月", "use": "市場篩選"},
    {"question": "買主要什麼？", "indicator": "終端客群需求", "unit": "則", "period": "近 12 個月", "granularity": "客群", "use": "定位", "least_grade": "C3"},
    {"question": "競品賣多少？", "indicator": "競品價格", "unit": "USD/組", "period": "2026 上半年", "granularity": "型號 × 週", "use": "報價"},
    {"question": "要繳多少關稅？", "indicator": "關稅稅率", "unit": "%", "period": "2026", "granularity": "8 位碼", "use": "落地成本"},
    {"question": "市場氣氛如何？", "indicator": "市場氣氛", "unit": "", "period": "2026", "granularity": "國", "use": "參考"},
)  # fmt: skip
CHECKS = {
    "JP": (("claim", "高山手採，一日一壺", "language"), ("name", "阿里山小壺 3 入", "taboo"), ("colour", "金與深綠", "taboo"), ("price", "¥2,980 禮盒", "holiday"), ("channel", "SI-JP 與歲暮檔期", "holiday")),
    "DE": (("claim", "養生降脂", "taboo"), ("name", "Hochland Oolong", "language"), ("colour", "Grün/Gold", "holiday"), ("price", "€24.90", "holiday"), ("channel", "茶葉經銷商", "negotiation")),
}  # fmt: skip
PLANS = {
    "JP": {
        "objectives": "2026 下半年於 SI-JP 售出茶葉禮盒 3,000 盒", "statement": "給在歲暮表達心意的人：產地可查、份量剛好的高山烏龍。", "budget": Decimal(780000), "currency": "TWD",
        "kpis": [{"kpi": "units", "target": "3000", "unit": "BX", "by": "2026-12-31"}], "start": date(2026, 9, 1), "end": date(2026, 12, 31),
        "actions": {"product": "3 入禮盒、日文標籤", "price": "¥2,980 含稅", "place": "SI-JP 當地倉", "promotion": "歲暮前四週搜尋廣告"},
    },
    "DE": {"objectives": "找到一家經銷商試銷", "statement": "", "kpis": [], "actions": {"product": "150 公克罐，德文標籤"}},
}  # fmt: skip


def walk_markets() -> None:
    """All of it, each act on its day and by its person."""
    who = {login: people.person(login) for login in ("tm1", "tm2", "cs3", "ep1", "ep2", "ws2", "gm", "fin", "lgl")}
    _brief(who)
    _findings(who)
    _channel_decision(who)
    _market_decision(who)
    for market in PLANS:
        _plan(market, who)
    _resources(who)


def _brief(who: Who) -> None:
    """Vietnam: six requirements, one not answerable as written, one a gap, one that waits for an answer past its day."""
    with at(_moment("2026-05-11T10:00")):
        brief = research.open_brief(
            actor=who["cs3"], question="越南是否為自行車零件的下一個市場？", due=date(2026, 7, 15), decision_date=date(2026, 7, 31), candidates=["VN", "NL", "TH", "MY"],
            codes=["871492", "871493"], requester="tm1", design="以官方統計篩選，再以訪談與平台價格佐證", requirements=REQUIREMENTS,
        )  # fmt: skip
    with at(_moment("2026-05-20T14:00")):
        heard = intel.usable(intel.items(actor=who["cs3"], market="VN"), date(2026, 6, 30), "C3").items
        for item in heard[:4]:
            research.link_item(actor=who["cs3"], ref=brief.ref, number=3, item=item.ref)
        research.note_gap(actor=who["cs3"], ref=brief.ref, number=5, why="越南官方稅則尚未匯入，僅有駐外單位通報")
    with at(_moment("2026-06-02T09:30")):
        for number, outside, due in ((4, "示範駐外經貿單位", "2026-06-16"), (2, "", "2026-06-12")):
            need = briefs.requirement(f"{brief.ref}.{number}", actor=who["cs3"])
            asked = {"outside": outside} if outside else {"person": "ws2"}
            row = consulting.ask(
                actor=who["cs3"], subject=need.reference, name=need.name, question=need.question, due=date.fromisoformat(due), **asked
            )
    with at(_moment("2026-06-10T16:00")):
        consulting.answer(
            actor=who["ws2"],
            consultation=row.pk,
            words="近三年年均成長約 14%（示範市場），月資料約兩個月後公布。",
            stance="confirms",
            effect="改用月資料",
        )
    with at(_moment("2026-06-20T09:00")):
        research.remind(actor=who["cs3"], ref=brief.ref, on=date(2026, 6, 20))


def _findings(who: Who) -> None:
    """Two findings with evidence, one without, and segments of items from two channels."""
    held = {
        market: intel.usable(intel.items(actor=who["cs3"], market=market), date(2026, 6, 30), "C3").items for market in ("US", "VN", "JP")
    }
    common = {"review_date": date(2026, 12, 31), "currency": "TWD"}
    rows = (
        ("US", "threat", "P", "美國自 2025-04 起加徵對等關稅，自行車零件訂單下滑", 4, ("-45", "-35", "-15")),
        ("VN", "opportunity", "E", "越南自行車組裝擴產，零件進口增加", 3, ("2", "6", "12")),
        ("JP", "opportunity", "S", "日本家用茶飲轉向小包裝", 3, (None, None, None)),
    )
    with at(_moment("2026-06-05T11:00")):
        for market, direction, pestle, finding, likelihood, effects in rows:
            shares = {name: Decimal(value) if value else None for name, value in zip(("low", "base", "high"), effects, strict=True)}
            evidence = [item.ref for item in held[market][:2]] if market != "JP" else []
            outlook.record_outlook(
                actor=who["tm1"], market=market, direction=direction, pestle=pestle, finding=finding, likelihood=likelihood, evidence=evidence, **shares, **common
            )  # fmt: skip
        for market, name, need in (("VN", "中型組裝廠", "穩定交期與可追溯批號"), ("JP", "歲暮送禮者", "體面、份量剛好、可查產地")):
            _segment(who, market, name, need, held[market])


def _segment(who: Who, market: str, name: str, need: str, items: Any) -> None:
    """A segment, where what was heard came in through two channels or more."""
    try:
        outlook.save_segment(actor=who["ws2"], market=market, name=name, need=need, evidence=[item.ref for item in items])
    except Refused:
        return


def _channel_decision(who: Who) -> None:
    """Tea in Singapore by the platform: approved, told to three, one of whom objects and one has not answered; its review date is gone."""
    with at(_moment("2026-03-09T10:00")):
        row = deciding.write_decision(
            actor=who["ep1"], kind="channel", question="新加坡茶葉試銷走平台或經銷？", criteria="費用、入境稅費、上架時間", targets=["SG"], product="09-01", chosen="LM-SG",
            reasons="平台費率低且免登記公司，兩週可上架；經銷須 38% 折扣。", kill_criteria="三個月內售出不足 200 件即停", review_date=date(2026, 6, 15),
            options=[
                {"key": "LM-SG", "title": "LM-SG 平台試銷", "reasons_for": "低費率、快", "reasons_against": "資料只能每週匯出"},
                {"key": "DIST", "title": "找經銷商", "reasons_for": "進實體通路", "reasons_against": "折扣高、議約久"},
            ],
        )  # fmt: skip
        figure = deciding.cite(
            actor=who["ep1"], ref=row.ref, label="LM-SG 成交抽成", value=Decimal("5.45"), unit="%", dataset="LM-SG 費率公告", edition="2026-02",
        )  # fmt: skip
        deciding.explain(actor=who["ep1"], ref=row.ref, figure=figure.pk, words="平台費率公告，見通路檔案費用表")
        deciding.submit_decision(actor=who["ep1"], ref=row.ref, on=date(2026, 3, 9))
    with at(_moment("2026-03-10T15:00")):
        deciding.approve_decision(actor=who["tm1"], ref=row.ref, on=date(2026, 3, 10))
        deciding.address(actor=who["ep1"], ref=row.ref, logins=["ws2", "fin", "lgl"], due=date(2026, 3, 17))
    with at(_moment("2026-03-12T09:00")):
        deciding.respond(actor=who["ws2"], ref=row.ref, answer="accept")
        deciding.respond(actor=who["fin"], ref=row.ref, answer="change", comment="試銷備貨以 100 件為上限，控制滯銷")


def _market_decision(who: Who) -> None:
    """The next market for bicycle parts: a draft that waits for an assessment to cite."""
    with at(_moment("2026-06-29T17:00")):
        deciding.write_decision(
            actor=who["cs3"], kind="market", question="自行車零件下一個主攻市場？", criteria="需求規模、三年成長、關稅、本公司現況", brief="RB-0001", reasons="",
            options=[
                {"key": "VN", "title": "越南", "reasons_for": "進口成長快", "reasons_against": "本公司市占低、標籤未備"},
                {"key": "NL", "title": "荷蘭", "reasons_for": "既有客戶三家", "reasons_against": "成長有限"},
            ],
        )  # fmt: skip


def _plan(market: str, who: Who) -> None:
    """The position of tea in a market: Japan is approved, Germany has a claim that the culture rejects."""
    on = date(2026, 6, 22)
    axes = [row.attribute for row in comparison("09-01", on, actor=who["ep2"]) if row.axis][:2]
    notes = {note.factor: note for note in sourcing.verified_notes(market, on, actor=who["ep2"])[0]}
    with at(_moment("2026-06-22T10:00")):
        plan = positioning.write_plan(
            actor=who["ep2"], on=on, market=market, product="09-01", needs="體面、份量剛好", axes=axes if len(axes) == 2 else [],
            weights={"need": 3, "consumer": 2, "culture": 3, "margin": 2}, **PLANS[market],
        )  # fmt: skip
        for name, scores in (("產地故事高價", (4, 4, 5, 4)), ("日常平價", (3, 3, 4, 2))):
            given = dict(zip(("need", "consumer", "culture", "margin"), scores, strict=True))
            positioning.score_candidate(actor=who["ep2"], ref=plan.ref, name=name, **given)
        positioning.choose_position(actor=who["ep2"], ref=plan.ref, name="產地故事高價", reason="加權最高，且落地後毛利足以負擔禮盒成本")
        for element, words, factor in CHECKS[market]:
            verdict = "reject" if words == "養生降脂" else "fit"
            positioning.check_culture(actor=who["ep2"], ref=plan.ref, element=element, words=words, verdict=verdict, note=notes[factor].pk)
    if market == "JP":
        with at(_moment("2026-06-24T15:00")):
            positioning.approve_plan(actor=who["tm2"], ref=plan.ref)


def _resources(who: Who) -> None:
    """What Vietnam takes and what there is; one entry is over a year old, so Vietnam is not assessed."""
    counted = (
        ("fin", "capital", "可動用營運資金", "18000000", "TWD", "2026-05-31"),
        ("fin", "credit", "銀行未動用額度", "30000000", "TWD", "2026-05-31"),
        ("tm1", "staff", "業務可調度工時（月）", "64", "h", "2026-06-15"),
        ("tm1", "skill", "越南語能力", "0", "人", "2026-06-15"),
        ("tm1", "system", "越南文標籤模板", "0", "式", "2025-04-30"),
    )
    needs = (
        ("capital", "可動用營運資金", "6000000", "TWD", "0.028", "帳期 60 日之週轉"),
        ("staff", "業務可調度工時（月）", "80", "h", "620", "開發與拜訪"),
        ("skill", "越南語能力", "1", "人", "45000", "客服與文件"),
        ("system", "越南文標籤模板", "1", "式", "60000", "標示法規"),
    )
    with at(_moment("2026-06-25T10:00")):
        for login, kind, name, quantity, unit, on in counted:
            resources.count_resource(
                actor=who[login], kind=kind, name=name, quantity=Decimal(quantity), unit=unit, on=date.fromisoformat(on)
            )
        for kind, name, quantity, unit, cost, reason in needs:
            resources.need_resource(
                actor=who["tm1"],
                market="VN",
                kind=kind,
                name=name,
                quantity=Decimal(quantity),
                unit=unit,
                unit_cost=Decimal(cost),
                reason=reason,
            )
        resources.request_resource(
            actor=who["tm1"], need="越南語約聘客服半年", market="VN", kind="skill", quantity=Decimal(1), unit="人", cost=Decimal(270000), reason="標籤與客服", expected_effect="越南詢價回覆 8 小時內達 90%",
        )  # fmt: skip


def _moment(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text))
