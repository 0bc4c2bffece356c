"""The summary, the rules and the checks of the competitor analysis."""

from __future__ import annotations

from argosy.deliverables.families.competitor.compared import QUOTES, WATCH, RivalFacts
from argosy.deliverables.families.competitor.judging import ADVICE, LEAST, after_cut
from argosy.deliverables.families.competitor.matrix import TABLE
from argosy.deliverables.families.competitor.pricing import OLD
from argosy.deliverables.families.market.figures import count, rate, words
from argosy.deliverables.families.sheets import figure, lead, part, rule, written
from argosy.engines.selling.rivals import AHEAD, BEHIND, judged, unknown_share
from argosy.kernel.text import Text, same
from argosy.report.checks import Hit
from argosy.report.model import Report, Section
from argosy.report.prose import plain, prose
from argosy.report.words import Fields, KeyFigures

SUMMARY = Text("摘要", "Summary")
FEWEST, MOST_UNKNOWN = 3, 0.2


def summary(facts: RivalFacts) -> Section:
    """Conclusion, key figures, decision."""
    return part("summary", SUMMARY, lead("conclusion", prose(*_words(facts))), key_figures(facts), decision(facts))


def verdicts(facts: RivalFacts) -> list[str]:
    """Every verdict, rival by rival and attribute by attribute."""
    return [judged(one, rival.code) for one in facts.attributes for rival in facts.rivals]


def key_figures(facts: RivalFacts) -> KeyFigures:
    """Rivals, attributes ahead and behind, unknown, lost to a price cut."""
    told = verdicts(facts)
    unknown = unknown_share(facts.attributes)
    items = (
        figure(Text("直接競品", "Direct rivals"), count("key.rivals", len(facts.rivals), cites=(WATCH,))),
        figure(
            Text("領先判定", "Ahead"),
            count("key.ahead", told.count(AHEAD), cites=(WATCH,)),
            Text(f"共 {len(told)} 項判定", f"of {len(told)} verdicts"),
        ),
        figure(Text("落後判定", "Behind"), count("key.behind", told.count(BEHIND), cites=(WATCH,))),
        figure(Text("未知比例", "Unknown"), rate("key.unknown", unknown, trace="unknown", cites=(WATCH,), missing="not_applicable")),
        figure(
            Text("降價後失單", "Lost after a price cut"),
            count("key.cut", sum(after_cut(facts).values()), cites=(QUOTES,)),
            Text("含本商品、因價格", "with this product, on price"),
        ),
    )
    return KeyFigures(id="key", items=items)


def _words(facts: RivalFacts) -> tuple[str, str]:
    zh = f"{facts.sku} {facts.name.zh} 與 [[key.rivals]] 項直接競品比較：領先 **[[key.ahead]]** 項、落後 [[key.behind]] 項，未知 [[key.unknown]]。"
    en = f"{facts.sku} {facts.name.en} against [[key.rivals]] direct rivals: ahead in **[[key.ahead]]** verdicts, behind in [[key.behind]], [[key.unknown]] unknown."
    cuts = [(at, move) for at, move in enumerate(facts.moves, 1) if move.step is not None and move.step < 0]
    for at, move in cuts[:1]:
        many = after_cut(facts).get(move.maker, 0)
        zh += f"{move.maker}於 {move.on} 調降 {move.code} 價格（實測 [[moves.m{at}.step]]），其後有 {many} 筆含本商品之報價因價格失單。"
        en += f" {move.maker} cut the price of {move.code} on {move.on} ([[moves.m{at}.step]] measured); {many} quotations with this product were lost on price since."
    return zh, en


def decision(facts: RivalFacts) -> Fields:
    """What is asked of the manager."""
    old = [one.code for one in facts.rivals if one.seen is None or (facts.on - one.seen).days > OLD]
    items = (
        words(
            "ask.price",
            Text("是否跟進調價，或以保固、交期與級距因應", "follow the price, or answer with warranty, lead time and tiers"),
            Text("價格", "Price"),
        ),
        words(
            "ask.train", Text(f"{len(facts.missing)} 人次課程未及格", f"{len(facts.missing)} courses not passed"), Text("訓練", "Training")
        ),
        words("ask.old", Text("、".join(old) or "無", ", ".join(old) or "none"), Text("待更新價格", "Prices to refresh")),
    )
    answer = Text("核定本商品之因應方式與推廣話術", "Approve how this product answers its rivals, and what to say")
    return Fields(id="decision", style="decision", question=Text("請主管決定", "For decision"), answer=plain(answer), items=items)


RULES = (
    rule("weight", "重要度", "Weight", Text("1 至 5，由業務或產品經理設定", "1 to 5, set by sales or the product manager")),
    rule("relative_gap", "相對差距", "Relative gap", Text("本公司 ÷ 競品 − 1", "ours ÷ theirs − 1"), Text("±2% 以內為相當", "within ±2% is even")),
    rule("advantage", "優勢得分", "Advantage", Text("Σ 重要度 × 符號；得分率 ÷ 已知重要度", "Σ weight × sign; share ÷ weight known"), Text("未知不計分，另列", "unknowns score nothing and are listed apart")),
    rule("unknown", "未知比例", "Unknown", Text("未知格 ÷ 全部格", "unknown cells ÷ all cells")),
    rule("seen", "觀測價", "Price seen", Text("來源所載最新價", "the latest the source says")),
    rule("band", "價格帶", "Price band", Text("180 日觀測之 5、50、95 百分位（線性內插）", "5th, 50th and 95th percentile of 180 days (linear)")),
    rule("price_step", "價格變動", "Price step", Text("後八週中位數 ÷ 前八週中位數 − 1", "median of eight weeks after ÷ before − 1")),
    rule("list_price", "本公司定價", "Our list price", Text("定價 ÷ 當日出口匯率", "list price ÷ the day's export rate")),
    rule("landed", "到岸價", "Landed price", Text("價格 ×（1＋運費）×（1＋關稅）", "price × (1 + freight) × (1 + duty)")),
    rule("duty_faced", "適用稅率", "Duty faced", Text("該市場對該原產國實際適用稅率之平均", "mean rate applied to the origin in the market")),
    rule("quoted", "報價金額", "Value quoted", Text("Σ 明細 × 匯率", "Σ lines × rate")),
    rule("price_gap", "報價價差", "Gap of the quotation", Text("本公司報價 ÷ 競爭者 − 1，業務登錄", "ours ÷ the rival's − 1, as entered")),
)  # fmt: skip


def check(facts: RivalFacts, report: Report) -> list[Hit]:
    """CP1–CP4. Advice that is not written is the common check's to say."""
    hits = [] if len(facts.rivals) >= FEWEST or facts.few.strip() else [Hit("CP1", ("compare",))]
    hits += [Hit("CP2", (TABLE,), {"屬性": same(name)}) for name in facts.unsourced]
    share = unknown_share(facts.attributes)
    if share is not None and share > MOST_UNKNOWN:
        hits.append(Hit("CP3", ("key.unknown",), {"％": same(f"{share * 100:.0f}%")}))
    for at, one in enumerate(facts.rivals, 1):
        if one.seen is None or (facts.on - one.seen).days > OLD:
            hits.append(Hit("CP4", (f"bands.r{at}.seen",), {"日": same(one.seen.isoformat() if one.seen else "—")}))
    return hits


def advised(facts: RivalFacts) -> bool:
    """Whether the advice is written."""
    return written(facts.request, ADVICE, LEAST)
