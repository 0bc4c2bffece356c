"""Section: why each market stands where it does. Contributions that sum to the score, the indicators as they are, and what to collect."""

from __future__ import annotations

from decimal import Decimal

from argosy.deliverables.families.market.facts import country
from argosy.deliverables.families.market.figures import estimate, figure, plain, rate, words
from argosy.deliverables.families.market.rank_facts import METHOD, RankFacts
from argosy.engines.assessment.assessing import Standing
from argosy.engines.assessment.evidence import interval
from argosy.kernel.text import Text, same
from argosy.report import prose as told
from argosy.report.model import AnyBlock, Section
from argosy.report.table import Column, Row, Table
from argosy.report.value import Kind, Value
from argosy.report.visual import Chart, Encoding
from argosy.rules.markets.scheme import Indicator

TITLE = Text("排序之理由", "Why they stand where they do")
BASIS, PARTS = "basis", "parts"
MOST = 8
# indicator: how it is read (kind, scale, decimals, unit)
READ: dict[str, tuple[str, float, int, str]] = {
    "import_value": ("money", 1e-6, 1, "USD m"), "import_growth": ("rate", 1.0, 1, ""), "imports_per_head": ("money", 1.0, 2, "USD"), "world_demand_share": ("rate", 1.0, 1, ""),
    "tariff_position": ("score", 1.0, 1, "%pt"), "trade_agreement": ("score", 1.0, 0, ""), "ntm_count": ("count", 1.0, 0, ""), "fx_volatility": ("rate", 1.0, 1, ""),
    "supplier_hhi": ("score", 1.0, 2, ""), "home_share": ("rate", 1.0, 1, ""), "home_share_trend": ("rate", 1.0, 1, ""), "price_position": ("score", 1.0, 2, ""),
    "home_exports": ("money", 1e-6, 1, "USD m"), "home_growth": ("rate", 1.0, 1, ""), "complementarity": ("score", 1.0, 2, ""), "unrealised_potential": ("money", 1e-6, 1, "USD m"),
    "gravity_gap": ("score", 1.0, 2, ""), "governance": ("score", 1.0, 2, ""), "logistics": ("score", 1.0, 1, ""), "distance": ("quantity", 1.0, 0, "KMT"),
    "payment_risk": ("score", 1.0, 0, ""), "culture_fit": ("score", 1.0, 0, ""), "regulatory_readiness": ("score", 1.0, 0, ""),
}  # fmt: skip

DEMAND = (
    "import_value", "import_growth", "imports_per_head", "world_demand_share", "supplier_hhi", "home_share", "home_share_trend", "price_position", "home_exports", "home_growth",
    "complementarity", "unrealised_potential", "gravity_gap",
)  # fmt: skip
ACCESS = (
    "tariff_position", "trade_agreement", "ntm_count", "fx_volatility", "governance", "logistics", "distance", "payment_risk", "culture_fit", "regulatory_readiness",
)  # fmt: skip
SHORT = {
    "import_value": Text("進口值", "Imports"), "import_growth": Text("進口成長", "Growth"), "imports_per_head": Text("每人進口", "Per head"), "world_demand_share": Text("占世界", "World share"),
    "supplier_hhi": Text("HHI", "HHI"), "home_share": Text("本國占有", "Home share"), "home_share_trend": Text("占有趨勢", "Its trend"), "price_position": Text("價格位置", "Price"),
    "home_exports": Text("本國出口", "Exports"), "home_growth": Text("出口成長", "Their growth"), "complementarity": Text("互補指數", "Complement."), "unrealised_potential": Text("未實現潛力", "Potential"),
    "gravity_gap": Text("重力差", "Gravity gap"), "tariff_position": Text("關稅地位", "Tariff pos."), "trade_agreement": Text("貿易協定", "Agreement"), "ntm_count": Text("非關稅", "NTMs"),
    "fx_volatility": Text("匯率波動", "Currency"), "governance": Text("治理", "Governance"), "logistics": Text("物流", "Logistics"), "distance": Text("距離", "Distance"),
    "payment_risk": Text("付款風險", "Payment risk"), "culture_fit": Text("文化契合", "Culture fit"), "regulatory_readiness": Text("法規準備", "Readiness"),
}  # fmt: skip


def section(rank: RankFacts) -> Section:
    """Contributions of the first market, the grid of all, the figures themselves, what to collect."""
    if not rank.made.standings:
        return Section(id="why", title=TITLE)
    blocks: tuple[AnyBlock, ...] = (parts(rank), waterfall(rank), grid(rank), *basis(rank), collect(rank))
    return Section(id="why", title=TITLE, sheet=Text("排序理由", "Why"), audience="internal", blocks=blocks)


def _shown(rank: RankFacts) -> tuple[Standing, ...]:
    return tuple(rank.made.standings[:MOST])


def _groups(rank: RankFacts, standing: Standing) -> dict[str, Decimal]:
    """Points of each group, times 100."""
    sums = {g.id: Decimal(0) for g in rank.made.question.scheme.groups}
    for one in standing.score.contributions:
        sums[one.group] += one.points * 100
    return sums


def parts(rank: RankFacts) -> Table:
    """Points above or below the mean of all markets, by criterion; they sum to the score."""
    groups = rank.made.question.scheme.groups
    columns = (
        Column(key="market", label=Text("市場", "Market"), type="t", width=18),
        Column(key="mean", label=Text("平均", "Mean"), type="s", dp=1, trace="points", width=8),
        *(Column(key=g.id, label=g.label, type="s", dp=1, trace="points", width=10) for g in groups),
        Column(key="known", label=Text("完整度", "Complete"), type="s", dp=1, trace="points", width=9),
        Column(key="score", label=Text("得分", "Score"), type="s", dp=1, width=8),
    )
    rows = []
    for s in _shown(rank):
        at, sums = f"{PARTS}.{s.market}", _groups(rank, s)
        keys = ["mean", *sums, "known"]
        numbers = dict(zip(keys, [s.score.reference * 100, *sums.values(), s.score.completeness_points * 100], strict=True))
        cells = {k: figure(f"{at}.{k}", n, "score", dp=1, trace="points", cites=(METHOD,)) for k, n in numbers.items()}
        cells["market"] = words(f"{at}.market", country(s.market))
        whole = sum(numbers.values(), Decimal(0))
        cells["score"] = figure(f"{at}.score", whole, "score", dp=1, cites=(METHOD,), expr=" + ".join(f"[{k}]" for k in keys))
        rows.append(Row(id=s.market, cells=cells))
    title = Text("得分之組成（相對全部市場平均）", "What the scores are made of (against the mean of all markets)")
    return Table(id=PARTS, title=title, columns=columns, rows=tuple(rows), cites=(METHOD,))


def waterfall(rank: RankFacts) -> Chart:
    """From the mean of all markets to the score of the first."""
    first = rank.made.standings[0]
    sums, book = _groups(rank, first), rank.made.question.scheme
    steps = [(Text("全體平均", "Mean"), first.score.reference * 100, "total")]
    steps += [(next(g.label for g in book.groups if g.id == key), value, "part") for key, value in sums.items()]
    steps += [
        (Text("完整度", "Complete"), first.score.completeness_points * 100, "part"),
        (country(first.market), first.score.value * 100, "total"),
    ]
    best = max(sums, key=lambda key: sums[key])
    label, name = next(g.label for g in book.groups if g.id == best), country(first.market)
    title = Text(
        f"{name.zh}主要勝在{label.zh}（{sums[best]:+.1f} 分）", f"{name.en} leads mostly by {label.en.lower()} ({sums[best]:+.1f} points)"
    )
    listed = [(text, f"{value:+.1f}".replace("-", "−")) for text, value, _ in steps]
    return Chart(
        id="parts_chart", chart="waterfall", title=title, rows=tuple({"step": t, "points": plain(v, 4), "role": r} for t, v, r in steps),
        encodings={
            "x": Encoding(field="step", type="nominal"), "y": Encoding(field="points", type="quantitative", format=",.1f"),
            "role": Encoding(field="role", type="nominal"),
        },
        alt=Text("瀑布圖：" + "、".join(f"{t.zh} {n}" for t, n in listed), "Waterfall: " + ", ".join(f"{t.en} {n}" for t, n in listed)),
        data_table=PARTS, unit_note=Text("分", "points"), height_mm=52, cites=(METHOD,),
    )  # fmt: skip


def grid(rank: RankFacts) -> Chart:
    """Market × criterion: the mean normalised value of each, 0 to 100."""
    there = {i.group for i in known_indicators(rank)}
    groups = tuple(g for g in rank.made.question.scheme.groups if g.id in there)
    rows = []
    for s in _shown(rank):
        for g in groups:
            inside = [c for c in s.score.contributions if c.group == g.id and c.known]
            mean = sum(c.normalised for c in inside) / len(inside) * 100 if inside else None
            rows.append({"market": country(s.market), "group": g.label, "x": None if mean is None else str(round(mean))})
    return Chart(
        id="grid", chart="heat", title=Text("各市場於各準則之表現（0–100，僅計有資料之指標）", "Markets by criterion (0 to 100, known indicators only)"), rows=tuple(rows),
        encodings={
            "x": Encoding(field="group", type="nominal"), "y": Encoding(field="market", type="nominal"), "color": Encoding(field="x", type="quantitative", format=",.0f"),
        },
        alt=Text("熱圖：市場 × 準則之標準化平均值", "Heat map of the mean normalised value by market and criterion"), data_table=BASIS,
        height_mm=6 * len(_shown(rank)) + 16, cites=(METHOD,),
    )  # fmt: skip


def known_indicators(rank: RankFacts) -> list[Indicator]:
    """The indicators that at least one listed market has."""
    return [i for i in rank.made.question.scheme.indicators if i.id not in rank.made.silent]


def basis(rank: RankFacts) -> tuple[Table, ...]:
    """Markets down, indicators across, in two tables; each column with its own unit and decimals."""
    there = {i.id for i in known_indicators(rank)}
    heads = (
        (BASIS, Text("需求、競爭與本國地位", "Demand, competition and home's place"), DEMAND),
        (f"{BASIS}_access", Text("進入、風險、文化與法規", "Access, risk, culture and regulation"), ACCESS),
    )
    return tuple(
        _basis(rank, identity, title, tuple(k for k in keys if k in there)) for identity, title, keys in heads if set(keys) & there
    )


def _basis(rank: RankFacts, identity: str, title: Text, keys: tuple[str, ...]) -> Table:
    names = {i.id: i.label for i in rank.made.question.scheme.indicators}
    columns = (
        Column(key="market", label=Text("市場", "Market"), type="t", width=13),
        *(
            Column(key=k, label=SHORT[k], name=names[k], type="r" if READ[k][0] == "rate" else "s", unit="%" if READ[k][0] == "rate" else "", dp=READ[k][2], trace="indicator", width=10)
            for k in keys
        ),
    )  # fmt: skip
    rows = tuple(
        Row(id=s.market, cells={"market": words(f"{identity}.{s.market}.market", country(s.market)), **{k: _cell(rank, s.market, k, identity) for k in keys}})
        for s in _shown(rank)
    )  # fmt: skip
    note = Text("金額為百萬美元，每人進口為美元，距離為公里。成長率之區間見「各市場之成長」；名次區間已計入各指標之誤差。", "Money in USD million, imports per head in USD, distance in km. Intervals of growth stand in “Growth of the markets”; the rank intervals take in the errors of all indicators.")  # fmt: skip
    return Table(
        id=identity, title=title, columns=columns, rows=rows, note=told.plain(note) if identity == BASIS else None, cites=(METHOD,)
    )


def _cell(rank: RankFacts, market: str, indicator: str, table: str) -> Value:
    """An indicator without its unit, which the note tells, and without its interval."""
    kind, scale, dp, _ = READ[indicator]
    found = rank.figure(market, indicator)
    plain_kind: Kind = "rate" if kind == "rate" else "score"
    return figure(
        f"{table}.{market}.{indicator}", None if found is None else round(found.value * scale, 6), plain_kind, dp=dp, trace="indicator", cites=rank.cites(found)
    )  # fmt: skip


def read(rank: RankFacts, market: str, indicator: str, identity: str) -> Value:
    """An indicator of a market as it is read, with its interval at 95 % where it has an error; what is not known says so."""
    kind, scale, dp, unit = READ[indicator]
    found = rank.figure(market, indicator)
    label = next(i.label for i in rank.made.question.scheme.indicators if i.id == indicator)
    shown_unit = "KMT" if kind == "quantity" else unit if kind == "money" else ""

    def make(at: str, number: float | None, name: Text | None = None, **more: object) -> Value:
        return figure(at, number, kind, name, unit=shown_unit, dp=dp, trace="indicator", cites=rank.cites(found), **more)  # type: ignore[arg-type]

    if found is None:
        return make(identity, None, label)
    rounded = round(found.value * scale, 6)
    sized = indicator in ("import_value", "home_exports", "imports_per_head", "unrealised_potential")
    ends = None if sized else interval(found)
    if ends is None:
        return make(identity, rounded, label)
    method = Text("常態近似", "normal approximation") if found.n is None else Text("t 分布，自由度 n − 2", "Student's t, n − 2 degrees")
    return estimate(make, identity, rounded, (ends[0] * scale, ends[1] * scale), label, n=found.n, method=method)


def collect(rank: RankFacts) -> Table:
    """What to find out next: what sways the contested markets most, then what nobody has."""
    book = {i.id: i for i in rank.made.question.scheme.indicators}
    columns = (
        Column(key="what", label=Text("應蒐集", "To be collected"), type="t", width=24),
        Column(key="share", label=Text("影響", "Sways"), name=Text("占爭議市場變異之比重", "Share of the contested variance"), type="r", unit="%", dp=0, trace="voi", width=8),
        Column(key="who", label=Text("尚缺之市場", "Missing for"), type="t", width=26),
        Column(key="source", label=Text("來源", "Where from"), type="t", width=42),
    )  # fmt: skip
    rows = [_wanted(book[c.indicator], c.share, c.unknown) for c in rank.made.collect]
    there = {c.indicator for c in rank.made.collect}
    everyone = tuple(s.market for s in rank.made.standings)
    rows += [_wanted(book[i], None, everyone, Text("全部市場", "all markets")) for i in rank.made.silent if i not in there]
    note = Text("「影響」為該指標之不確定占前後名次未定市場得分變異之比重；不列者為所有市場均無資料。", "“Sways” is the part of the contested markets' variance due to not knowing the indicator; where it is absent no market has it.")  # fmt: skip
    return Table(
        id="collect", title=Text("應補蒐集之資料", "What to collect next"), columns=columns, rows=tuple(rows), note=told.plain(note), cites=(METHOD,),
        empty=Text("無", "Nothing"),
    )  # fmt: skip


def _wanted(indicator: Indicator, share: float | None, unknown: tuple[str, ...], called: Text | None = None) -> Row:
    at = f"collect.{indicator.id}"
    names = [country(m) for m in unknown[:5]]
    more = Text(f"等 {len(unknown)} 個", f" and others ({len(unknown)})") if len(unknown) > 5 else same("")
    who = Text("、".join(n.zh for n in names) + more.zh, ", ".join(n.en for n in names) + more.en)
    cells = {
        "what": words(f"{at}.what", indicator.label), "share": rate(f"{at}.share", share, dp=0, trace="voi", cites=(METHOD,), missing="not_applicable"),
        "who": words(f"{at}.who", called or who if unknown else Text("皆有，須更精確", "known of all: more exactly")), "source": words(f"{at}.source", indicator.collect),
    }  # fmt: skip
    return Row(id=indicator.id, cells=cells)
