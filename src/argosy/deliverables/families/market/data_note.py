"""What a reader must know of the data before relying on a figure: synthetic, stale, mirrored, coded otherwise, lacking."""

from __future__ import annotations

from argosy.deliverables.families.market.facts import MarketFacts, country
from argosy.kernel.text import Text

SYNTHETIC = Text(
    "貿易資料為合成資料，僅供示範，不得作為決策依據", "The trade data are synthetic, for demonstration only: no decision may rest on them"
)
BACI_490 = Text(
    "BACI 以代碼 490（其他亞洲，未列名）表示臺灣，本報告據此對應",
    "BACI has Taiwan under code 490 (Other Asia, not elsewhere specified); the figures here follow that mapping",
)
ONE_SIDED = Text(
    "資料僅有{h}申報之出口：各市場自他國之進口、供應國占比、集中度與競爭力均無法得知",
    "The data hold exports told by {h} only: what markets buy elsewhere, supplier shares, concentration and competitiveness cannot be told",
)
MIRROR = Text(
    "{s}之值由貿易夥伴申報（鏡像資料），進口多為 CIF、出口多為 FOB",
    "{s} of the value is told by partners (mirror data); imports are mostly CIF, exports FOB",
)
STALE = Text("資料截止 {d}，已逾其 {n} 日之更新週期", "The data stand as of {d}, past their cycle of {n} days")
ABSENT = Text("{m}：{y} 年無此商品之貿易資料", "{m}: no trade in this product in {y}")
UNFINISHED = "可能尚未完整"
"""How an edition's own notes say what the note on the year says already."""
NO_WEIGHT = Text("部分或全部重量未申報，未申報者不計單位價值", "Some or all weights are not told; without them there is no unit value")


def notes(facts: MarketFacts) -> tuple[Text, ...]:
    """All that applies, the weightiest first."""
    trade, edition = facts.trade, facts.trade.edition
    told = [SYNTHETIC] if trade.synthetic else []
    told += [] if trade.complete else [ONE_SIDED.format(h=country(trade.home))]
    told += trade.notes
    told += [BACI_490] if edition.dataset == "baci" else []
    told += [MIRROR.format(s=f"{edition.mirror_share:.0%}")] if edition.mirror_share else []
    if edition.stale(facts.request.as_of):
        told.append(STALE.format(d=edition.as_of.isoformat(), n=edition.max_age_days))
    told += [ABSENT.format(m=country(m), y=trade.year) for m in facts.absent]
    told += [NO_WEIGHT] if any(trade.quantity(m, trade.year) is None for m in facts.focus) else []
    if trade.synthetic:
        return (*told, *facts.known.left_out)
    pairs = zip(edition.notes_zh.split("\n"), edition.notes_en.split("\n"), strict=False)
    told += [Text(zh, en) for zh, en in pairs if zh and not (trade.notes and UNFINISHED in zh)]
    told += facts.known.left_out
    return tuple(told)
