"""What a country is good at, and how that fits what a market buys."""

from __future__ import annotations

import ibis
from ibis.expr.types import Table

from argosy.engines.market.flows import Ask, now, over, part, ratio
from argosy.engines.market.indicator import MARKET, PURE, SHARE, SUPPLY, indicator
from argosy.engines.market.size import exports
from argosy.kernel.text import Text


@indicator(
    "rca",
    ("顯示性比較利益", "Revealed comparative advantage"),
    (
        "某產品占一國出口之比率相對於占世界出口之比率；1 以上為具優勢",
        "A product's part of a country's exports over its part of the world's; an advantage from 1 on",
    ),
    unit=PURE,
    formula="(x_ik / X_i) / (X_k / X)",
    source="Balassa (1965), Manchester School 33",
    grain=SUPPLY,
)
def rca(flows: Table, ask: Ask) -> Table:
    """Balassa index by exporter and product."""
    made = exports(flows, ask)
    own = ratio(made.exports, made.exports.sum().over(over("exporter")))
    world = ratio(made.exports.sum().over(over("product")), made.exports.sum().over(over()))
    return made.mutate(rca=own / world.nullif(0.0))


@indicator(
    "rca_symmetric",
    ("對稱顯示性比較利益", "Symmetric RCA"),
    ("(RCA − 1) / (RCA + 1)；0 為中性", "(RCA − 1) / (RCA + 1); 0 is neutral"),
    unit=Text("−1–1", "−1 to 1"),
    formula="(RCA − 1) / (RCA + 1)",
    source="Dalum, Laursen & Villumsen (1998), Journal of Applied Econometrics 13 / Laursen (2015), Eurasian Business Review 5",
    grain=SUPPLY,
)
def rca_symmetric(flows: Table, ask: Ask) -> Table:
    """Balassa index brought between -1 and 1."""
    made = rca(flows, ask)
    return made.mutate(rca_symmetric=(made.rca - 1.0) / (made.rca + 1.0))


@indicator(
    "complementarity",
    ("貿易互補指數", "Trade complementarity"),
    (
        "本國出口結構與市場進口結構之重疊程度；1 為完全吻合",
        "Overlap of what the home country exports with what the market imports; 1 is a perfect match",
    ),
    unit=SHARE,
    formula="C_hj = 1 − ½ Σ_k |m_kj − x_kh| = Σ_k min(m_kj, x_kh)",
    source="Michaely (1996), World Bank Policy Research Working Paper 1583",
    holds=Text("介於 0 與 1；幣別換算時不變", "lies in [0, 1]; does not change with the currency"),
    grain=("importer",),
    needs=("home",),
)
def complementarity(flows: Table, ask: Ask) -> Table:
    """Complementarity of the home country with every other market. Both structures add up to 1, so the overlap is the sum of the smaller parts."""
    table = now(flows, ask)
    cells = table.group_by(*MARKET).aggregate(bought=table.value.sum(), own=part(table.value, table.exporter == ask.own()))
    cells = cells.mutate(
        wanted=ratio(cells.bought, cells.bought.sum().over(over("importer"))),
        offered=ratio(cells.own.sum().over(over("product")), cells.own.sum().over(over())),
    )
    cells = cells.filter(cells.importer != ask.own())
    return cells.group_by("importer").aggregate(complementarity=ibis.least(cells.wanted, cells.offered).sum())


@indicator(
    "similarity",
    ("出口相似度", "Export similarity"),
    ("本國與競爭國出口結構之重疊程度；1 為完全相同", "Overlap of the home country's exports with a rival's; 1 is the same structure"),
    unit=SHARE,
    formula="S_hi = Σ_k min(x_kh / X_h, x_ki / X_i)",
    source="Finger & Kreinin (1979), Economic Journal 89",
    holds=Text("介於 0 與 1；幣別換算時不變", "lies in [0, 1]; does not change with the currency"),
    grain=("exporter",),
    needs=("home",),
)
def similarity(flows: Table, ask: Ask) -> Table:
    """Similarity of every other exporter to the home country. For one market, hand in its flows only."""
    made = exports(flows, ask)
    parts = made.mutate(theirs=ratio(made.exports, made.exports.sum().over(over("exporter"))))
    parts = parts.mutate(ours=ibis.ifelse(parts.exporter == ask.own(), parts.theirs, 0.0).max().over(over("product")))
    parts = parts.filter(parts.exporter != ask.own())
    return parts.group_by("exporter").aggregate(similarity=ibis.least(parts.theirs, parts.ours).sum())
