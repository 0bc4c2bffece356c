"""Section: rival products with their latest moves, and signals of new technology or markets with when they were first seen."""

from __future__ import annotations

from argosy.deliverables.families.market.assess_facts import RIVALS as CITED
from argosy.deliverables.families.market.assess_facts import AssessFacts, RivalProduct
from argosy.deliverables.families.market.facts import MarketFacts, country
from argosy.deliverables.families.market.figures import figure, words
from argosy.deliverables.families.market.known import Item
from argosy.deliverables.families.market.rank_facts import RankFacts
from argosy.kernel.text import Text, same
from argosy.report.model import Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table

RIVALS, SIGNALS = (
    Text("競爭商品與近期動向", "Rival products and their moves"),
    Text("新技術與市場訊號", "Signals of new technology and markets"),
)
WATCHED = ("technology", "signal", "demand", "regulation")
MOST = 12


def rivals(facts: AssessFacts) -> Section:
    """Rival products against own ones, with price, age of the price and what was last heard of the maker."""
    columns = (
        Column(key="maker", label=Text("競爭者", "Rival"), type="t", width=18),
        Column(key="from", label=Text("國別", "From"), type="t", width=9),
        Column(key="product", label=Text("產品", "Product"), type="t", width=27),
        Column(key="own", label=Text("對應貨號", "Our SKU"), type="c", width=9),
        Column(key="price", label=Text("單價", "Price"), type="m", dp=2, width=13),
        Column(key="on", label=Text("價格日", "Priced on"), type="t", width=11),
        Column(key="move", label=Text("近期動向", "Last move"), type="t", width=22),
    )
    rows = tuple(_rival(r, n) for n, r in enumerate(_near(facts), 1))
    note = Text("競爭者市占無來源，未列；優勢與弱點見各項價格與規格比較。", "The rivals' shares have no source and are not listed.")
    block = Table(
        id="rival_products", title=RIVALS, columns=columns, rows=rows, note=plain(note), cites=(CITED,) if rows else (), empty=Text("未登錄本商品之競品", "No rival product on record for these goods"),
    )  # fmt: skip
    return Section(id="rival_products_section", title=RIVALS, level=2, audience="internal", sheet=Text("競品", "Rivals"), blocks=(block,))


def _near(facts: AssessFacts) -> tuple[RivalProduct, ...]:
    """Those of the same six digits, else of the same heading."""
    close = tuple(r for r in facts.rivals if r.hs.startswith(facts.market.ask.product[:6]))
    return (close or facts.rivals)[:MOST]


def _rival(r: RivalProduct, n: int) -> Row:
    at = f"rival_products.r{n}"
    cells = {
        "maker": words(f"{at}.maker", same(r.maker)), "from": words(f"{at}.from", country(r.country) if r.country else same("")),
        "product": words(f"{at}.product", r.name), "own": words(f"{at}.own", same(r.own)),
        "price": figure(f"{at}.price", r.price, "money", unit=r.currency, dp=2, trace="indicator", cites=(CITED,), missing="not_recorded"),
        "on": words(f"{at}.on", Text(f"{r.on}{'（過期）' if r.stale else ''}", f"{r.on}{' (stale)' if r.stale else ''}") if r.on else same("")),
        "move": words(f"{at}.move", same(r.move)),
    }  # fmt: skip
    return Row(id=f"r{n}", cells=cells)


def section(facts: MarketFacts, rank: RankFacts) -> Section:
    """Signals about the leading markets, the newest first; expired and ungraded ones are not among them."""
    columns = (
        Column(key="seen", label=Text("首見", "First seen"), type="t", width=12),
        Column(key="market", label=Text("市場", "Market"), type="t", width=12),
        Column(key="kind", label=Text("類別", "Kind"), type="t", width=14),
        Column(key="what", label=Text("訊號", "Signal"), type="t", width=40),
        Column(key="grade", label=Text("評等", "Grade"), type="c", width=7),
        Column(key="source", label=Text("來源", "Source"), type="t", width=12),
    )
    items = [i for i in facts.known.items if i.kind in WATCHED and (not i.market or i.market in rank.shown)]
    rows = tuple(_signal(facts, item) for item in sorted(items, key=lambda i: i.observed, reverse=True)[:MOST])
    more = len(items) - len(rows)
    note = plain(Text(f"另有 {more} 則見情報登錄。", f"{more} more in the register.")) if more else None
    block = Table(id="watched", title=SIGNALS, columns=columns, rows=rows, note=note, empty=Text("領先市場無有效訊號", "No valid signal about the leading markets"))  # fmt: skip
    return Section(id="signals_section", title=SIGNALS, audience="internal", sheet=Text("訊號", "Signals"), blocks=(block,))


def _signal(facts: MarketFacts, item: Item) -> Row:
    at = f"watched.{item.ref}"
    cites = facts.cite(item.source)
    cells = {
        "seen": words(f"{at}.seen", same(item.observed.isoformat())), "market": words(f"{at}.market", country(item.market) if item.market else Text("全部", "all")),
        "kind": words(f"{at}.kind", item.kind_words), "what": words(f"{at}.what", item.title, cites=cites), "grade": words(f"{at}.grade", same(item.grade)),
        "source": words(f"{at}.source", same(item.ref), cites=cites),
    }  # fmt: skip
    return Row(id=item.ref, cells=cells)
