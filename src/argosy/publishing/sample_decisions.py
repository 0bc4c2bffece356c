"""What the sample firm decided on its ranking of markets for hubs: one choice the data bear, one they do not and nobody explained."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.conf import settings
from django.utils import timezone

from argosy.publishing.market_keeping import keep_ranking
from argosy.publishing.market_ranking import RankAsk, Ranked, rank_markets
from argosy.publishing.sample_market import TABLE
from argosy.records.clock import at
from argosy.records.markets.deciding import actions as deciding
from argosy.records.markets.intel import queries as intel
from argosy.records.markets.outlook import actions as outlook
from argosy.records.people import queries as people
from argosy.records.reference.sourcing import actions as sourcing

HUBS = "871493"
ON = date(2026, 6, 26)
OPTIONS = {
    "NL": ("荷蘭", "排序居首，標示與聲明齊備", "對其出口金額僅中等，海運里程長"),
    "SG": ("新加坡", "關稅為零，物流佳", "市場小"),
    "VN": ("越南", "進口成長最快", "所受關稅高於競爭國，標籤未備，占有率低"),
}

WIDE = 1.96
FINDINGS = (
    ("NL", "荷蘭通勤與貨運自行車擴張，花鼓替換件可由現有三家客戶試售", ("3", "8", "15")),
    ("DE", "德國經銷商尋求第二供應來源，可隨樣附檢驗報告爭取試單", ("1", "4", "9")),
)
# rule, topic, requirement, citation, jurisdiction, verdict, note
LAWS = (
    ("NL-T-8714", "tariff", "871493 之最惠國稅率與適用協定", "示範稅率表（合成資料）", "EU", "met", "依示範稅率列入報價"),
    ("NL-N-01", "ntm", "進口許可與貿易救濟措施", "示範：駐外單位通報 2026-05", "EU", "met", "未列措施"),
    ("NL-L-01", "label", "製造商與進口商名稱、批號與荷文警語", "Regulation (EU) 2023/988", "EU", "met", "標籤版本 2026-04"),
    ("NL-S-01", "sanctions", "出口管制與制裁名單比對", "貿易法第 13 條", "TW", "met", "買主逐筆比對"),
    ("NL-P-01", "privacy", "聯絡人資料蒐集告知", "Regulation (EU) 2016/679", "EU", "met", ""),
    ("NL-D-01", "dangerous", "不含電池與壓縮氣體", "IMDG Code", "INT", "na", "本商品不含危險品"),
    ("NL-E-01", "ethics", "經銷商行為準則簽署", "示範海舟行為準則 2026", "TW", "met", "三家客戶均已簽署"),
    ("NL-V-01", "environment", "REACH 高關注物質聲明", "Regulation (EC) No 1907/2006", "EU", "met", "供應商聲明 2026-03"),
)


class _Kept(NamedTuple):
    """A ranking and the reference of the assessment it is kept as."""

    ref: str
    ranked: Ranked


def walk_decisions() -> None:
    """What was heard of the Netherlands and Germany is assessed; the ranking is kept; two decisions are written on it."""
    who = {login: people.person(login) for login in ("cs3", "tm1", "ws3")}
    _findings(who)
    _laws(who)
    with at(_moment("2026-06-26T10:00")):
        ranked = rank_markets(RankAsk(HUBS, "TW"), settings.ARGOSY_WAREHOUSE_URL)
        kept = _Kept(keep_ranking(ranked, actor=who["cs3"], title="自行車花鼓 871493 市場排序"), ranked)
    _first(who, kept)
    _second(who, kept)


def _findings(who: dict[str, Any]) -> None:
    """An opportunity each, of the items heard, with its owner and the day it is looked at again."""
    with at(_moment("2026-06-24T10:00")):
        for market, finding, effects in FINDINGS:
            heard = intel.usable(intel.items(actor=who["ws3"], market=market), ON).items
            shares = {name: Decimal(value) for name, value in zip(("low", "base", "high"), effects, strict=True)}
            outlook.record_outlook(
                actor=who["ws3"], market=market, hs="8714", direction="opportunity", pestle="E", finding=finding, likelihood=3, evidence=[item.ref for item in heard[:2]],
                review_date=date(2026, 9, 30), currency="TWD", **shares,
            )  # fmt: skip


def _laws(who: dict[str, Any]) -> None:
    """What the law, ethics and the environment ask of hubs in the Netherlands: every rule decided."""
    with at(_moment("2026-06-25T10:00")):
        names = ("rule", "topic", "requirement", "citation", "jurisdiction")
        rules = [dict(zip(names, row[:5], strict=True)) for row in LAWS]
        held = sourcing.open_checklist(actor=who["cs3"], market="NL", product="自行車花鼓", on=ON, hs=HUBS, rules=rules)
        for row in LAWS:
            sourcing.decide_rule(actor=who["cs3"], checklist=held.pk, rule=row[0], verdict=row[5], note=row[6])


def _first(who: dict[str, Any], kept: _Kept) -> None:
    """The Netherlands: first in the ranking, its figures agree; approved and told to two."""
    with at(_moment("2026-06-26T14:00")):
        row = deciding.write_decision(
            actor=who["cs3"], kind="market", question="2027 年自行車花鼓首要目標市場？", criteria="市場名次", targets=["NL"], chosen="NL", assessment=kept.ref,
            reasons="荷蘭得分最高，進口持續成長，標示與聲明齊備。", kill_criteria="兩季內未取得兩家經銷商即停", review_date=date(2026, 12, 31), options=_options("NL", "SG"),
        )  # fmt: skip
        _cite(who, row.ref, kept, "NL", "score", "largest")
        _cite(who, row.ref, kept, "NL", "indicators.import_growth", "growing")
        deciding.submit_decision(actor=who["cs3"], ref=row.ref, on=ON)
    with at(_moment("2026-06-27T09:00")):
        deciding.approve_decision(actor=who["tm1"], ref=row.ref, on=ON)
        deciding.address(actor=who["cs3"], ref=row.ref, logins=["ws3", "fin"], due=date(2026, 7, 10))


def _second(who: dict[str, Any], kept: _Kept) -> None:
    """Vietnam as the second market: among the last of the ranking, called the largest, and no reason for departing. It stays a draft."""
    with at(_moment("2026-06-29T16:00")):
        row = deciding.write_decision(
            actor=who["cs3"], kind="market", question="2027 年自行車花鼓第二目標市場？", criteria="市場名次", targets=["VN"], chosen="VN", assessment=kept.ref,
            reasons="越南進口成長最快，得分亦屬最高。", review_date=date(2026, 12, 31), options=_options("VN", "SG"),
        )  # fmt: skip
        _cite(who, row.ref, kept, "VN", "indicators.import_growth", "growing")
        _cite(who, row.ref, kept, "VN", "score", "largest")


def _options(*markets: str) -> list[dict[str, str]]:
    return [{"key": m, "title": OPTIONS[m][0], "reasons_for": OPTIONS[m][1], "reasons_against": OPTIONS[m][2]} for m in markets]


def _cite(who: dict[str, Any], ref: str, kept: _Kept, market: str, figure: str, claim: str) -> None:
    """A figure of the kept ranking; growth with its interval at 95 %."""
    edition = next(c for c in kept.ranked.citations if c["table"] == TABLE)
    where = f"{kept.ref}:results.{market}.{figure}"
    fields: dict[str, Any] = {"unit": ""}
    if figure == "score":
        standing = next(s for s in kept.ranked.made.standings if s.market == market)
        fields |= {"value": Decimal(str(round(float(standing.score.value), 3)))}
    else:
        told = kept.ranked.made.question.figures[market]["import_growth"]
        ends = (told.value + sign * WIDE * told.error for sign in (-1, 0, 1))
        fields |= dict(zip(("low", "value", "high"), (Decimal(str(round(e, 3))) for e in ends), strict=True)) | {"unit": "1/年"}
    label = f"{OPTIONS[market][0]}{'得分' if figure == 'score' else '進口年成長率'}"
    deciding.cite(
        actor=who["cs3"], ref=ref, label=label, claim=claim, where=where, dataset=f"market-{TABLE.replace('_', '-')}", edition=str(edition["version"]), **fields
    )  # fmt: skip


def _moment(text: str) -> datetime:
    moment: datetime = timezone.make_aware(datetime.fromisoformat(text))
    return moment
