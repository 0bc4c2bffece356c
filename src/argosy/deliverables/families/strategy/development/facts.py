"""What the development strategy reads, gathered once: needs with evidence, the plan and its fits, how orders met the specifications, markets."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from argosy.deliverables.deliverable import Param, Request
from argosy.deliverables.families import lacking
from argosy.deliverables.families.intelligence.own_record import gather_performance
from argosy.deliverables.families.service.survey_facts import Wave, read_wave
from argosy.engines.performance.estimate import Estimate, wilson
from argosy.engines.performance.overview import Options, overview
from argosy.kernel.errors import NotFound
from argosy.kernel.source import Source
from argosy.kernel.text import NOTHING, Text
from argosy.records.permission import LOCAL_READER
from argosy.records.record import in_both
from argosy.records.reference import queries as reference
from argosy.records.reference.queries import FirmFacts
from argosy.records.service import queries as service
from argosy.records.service.needs import queries as needs
from argosy.records.service.surveys import queries as surveys

if TYPE_CHECKING:
    import polars

PLAN, NEEDS, ORDERS, SURVEY, CASES = "S1", "S2", "S3", "S4", "S5"
ME = LOCAL_READER
YEAR = 365
TOP_MARKETS, MATTERS = 6, 4
PARAMS = (
    Param("plan", Text("發展策略（例：SG-0001；空白為最新者）", "Strategy (such as SG-0001; empty: the newest)")),
    Param("segments", Text("客群（以分號分隔；空白為全部）", "Segments (separated by semicolons; empty: all)")),
    Param("margin_floor", Text("貢獻毛利率下限（%）", "Floor of the contribution margin (%)"), default="10"),
)


@dataclass(frozen=True, slots=True)
class Feasible:
    """How past orders of the need's product lines met what it asks: returned not (quality), shipped within the lead time (time), at or under the ceiling (cost)."""

    quality: Estimate
    time: Estimate | None
    cost: Estimate | None


@dataclass(frozen=True, slots=True)
class Need:
    """One need, confirmed by evidence or not. ``weight`` is mentions × the customer's share of twelve months' sales."""

    ref: str
    segment: Text
    party: Text
    need: Text
    spec: Text
    lead_days: int | None
    ceiling: Decimal | None
    currency: str
    importance: int
    item: str
    expected: float | None
    delivered: Estimate | None
    confirmed: bool
    mentions: int
    share: float
    no_plan: str
    evidence: tuple[tuple[str, date], ...]
    feasible: Feasible

    @property
    def weight(self) -> float:
        """Mentions times share of sales."""
        return self.mentions * self.share

    @property
    def gap(self) -> float | None:
        """Expected less delivered score."""
        return (
            None
            if self.expected is None or self.delivered is None or self.delivered.value is None
            else self.expected - self.delivered.value
        )


@dataclass(frozen=True, slots=True)
class Fit:
    """A plan line held against a need."""

    line: str
    need: str
    spec_ok: bool | None
    days_over: int | None
    cost_over: Decimal | None
    verdict: str
    words: Text
    waived: Text
    waiver: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the plan with its target."""

    key: str
    title: Text
    spec: Text
    starts: date
    due: date | None
    owner: Text
    cost: Decimal | None
    hours: Decimal | None
    kpi: Text
    baseline: Decimal | None
    target: Decimal | None
    unit: str
    source: str
    every: str


@dataclass(frozen=True, slots=True)
class Option:
    """One option with scores 1 to 5 by criterion."""

    key: str
    title: Text
    scores: dict[str, int]
    chosen: bool


@dataclass(frozen=True, slots=True)
class Risk:
    """One risk of the plan."""

    title: Text
    likelihood: int
    impact: int
    measure: Text
    owner: Text


@dataclass(frozen=True, slots=True)
class Market:
    """Sales of twelve months, their share, and orders by quarter."""

    code: str
    sales: float
    share: float
    quarters: tuple[int, ...]


@dataclass(frozen=True)
class StrategyFacts:
    """Everything the builder needs. ``quarters`` name the columns of orders by market; ``fading``: product, reasons."""

    request: Request
    firm: FirmFacts
    ref: str
    title: Text
    starts: date
    ends: date
    weights: dict[str, int]
    choice: Text
    owner: Text
    options: tuple[Option, ...]
    lines: tuple[Line, ...]
    fits: tuple[Fit, ...]
    risks: tuple[Risk, ...]
    needs: tuple[Need, ...]
    high: int
    surveyed: date | None
    months: int
    markets: tuple[Market, ...]
    quarters: tuple[str, ...]
    fading: tuple[tuple[str, Text, Text], ...]
    stakeholders: tuple[tuple[Text, Text, int, float], ...]
    wave: Wave | None = None
    sources: tuple[Source, ...] = field(default=())

    def answering(self, need: str) -> list[Fit]:
        """The fits of lines that answer a need."""
        return [fit for fit in self.fits if fit.need == need]


def usual() -> dict[str, str] | None:
    """The newest strategy; ``None`` where there is none."""
    newest = needs.strategies(actor=ME).first()
    return {"plan": newest.ref} if newest else None


def gather(request: Request) -> StrategyFacts:
    """Read everything for one strategy; ``NotFound`` when there is none."""
    ref = request.params.get("plan") or (usual() or {"plan": ""})["plan"]
    if not ref:
        raise lacking.refuse(
            Text(
                "尚未登錄業務發展策略：客群、需求、方案與目標須由人擬定",
                "No business development strategy is on record: segments, needs, options and goals are a person's to write",
            ),
            Text("請於「客戶需求」頁登錄需求與策略", "Enter needs and the strategy on the Customer needs page"),
        )
    on, plan = request.as_of, needs.strategy(ref, actor=ME)
    performed, firm = gather_performance(), reference.firm()
    lines = performed.lines.filter(_upto(performed.lines, on))
    ended = surveys.closed_by(on, actor=ME)
    wave = read_wave(ended[0], on) if ended else None
    wanted = {part.strip() for part in request.params.get("segments", "").split(";") if part.strip()}
    rows = [row for row in needs.needs(actor=ME) if row.recorded_on <= on and (not wanted or {row.segment_zh, row.segment_en} & wanted)]
    shares = _shares(lines, on)
    told = tuple(_need(row, lines, shares, wave, on) for row in rows)
    floor = float(request.params.get("margin_floor") or "10") / 100
    faded = overview(performed, on, None, Options(floor=floor)).fading
    quarters, markets = _markets(lines, on, {row.party.country for row in rows if row.party and row.importance >= MATTERS})
    held = list(plan.lines.all())
    return StrategyFacts(
        request, firm, plan.ref, Text(plan.title_zh, plan.title_en), plan.starts, plan.ends, dict(plan.weights), Text(plan.choice_zh, plan.choice_en), _named(plan.owner),
        tuple(_option(one) for one in plan.options), tuple(_line(one) for one in held), tuple(_fit(line, fit) for line in held for fit in line.fits.all()),
        tuple(_risk(one) for one in plan.risks), told, int(reference.setting("service.high_need", on)), wave.ends if wave else None,
        int(reference.setting("service.survey_months", on)), markets, quarters, _fading(faded), _stakeholders(told), wave, _sources(firm, plan.ref, on, told, len(lines), wave),
    )  # fmt: skip


def _upto(lines: polars.DataFrame, on: date) -> Any:
    import polars as pl

    return pl.col("date") <= on


def _shares(lines: polars.DataFrame, on: date) -> dict[str, float]:
    """Each customer's share of the sales of twelve months."""
    import polars as pl

    year = lines.filter(pl.col("date") > on - timedelta(days=YEAR)).with_columns(pl.col("sales").cast(pl.Float64))
    whole = float(year["sales"].sum() or 0.0)
    sums = year.group_by("customer").agg(pl.col("sales").sum())
    return {code: value / whole for code, value in sums.iter_rows()} if whole else {}


def _need(row: Any, lines: polars.DataFrame, shares: dict[str, float], wave: Wave | None, on: date) -> Need:
    known = [one for one in row.evidence.all() if one.on <= on]
    delivered = None
    if wave is not None and row.item and wave.scores(row.item):
        from argosy.engines.service.scores import mean

        delivered = mean(wave.scores(row.item))
    party = Text(row.party.name_zh, row.party.name_en) if row.party else NOTHING
    return Need(
        row.ref, Text(row.segment_zh, row.segment_en), party, Text(row.need_zh, row.need_en), Text(row.spec_zh, row.spec_en or row.spec_zh), row.lead_days, row.price_ceiling, row.currency,
        row.importance, row.item, None if row.expected is None else float(row.expected), delivered, row.party is not None and bool(known), sum(one.mentions for one in known),
        shares.get(row.party.code, 0.0) if row.party else 0.0, row.no_plan, tuple((one.name, one.on) for one in known), _feasible(row, lines, on),
    )  # fmt: skip


def _feasible(row: Any, lines: polars.DataFrame, on: date) -> Feasible:
    """Over orders of the need's product lines that were shipped."""
    import polars as pl

    gone = lines.filter(pl.col("shipped").is_not_null() & (pl.col("shipped") <= on) & pl.col("code").str.slice(0, 2).is_in(list(row.lines)))
    n = gone.height
    whole = gone.filter(pl.col("returned").fill_null(0) == 0).height
    days = time = cost = None
    if row.lead_days is not None:
        days = gone.filter((pl.col("shipped") - pl.col("date")).dt.total_days() <= row.lead_days).height
        time = wilson(days, n)
    ceiling = _at_home(row.price_ceiling, row.currency, on)
    if ceiling is not None:
        price = pl.col("sales").cast(pl.Float64) / pl.col("quantity").cast(pl.Float64)
        cost = wilson(gone.filter(price <= float(ceiling)).height, n)
    return Feasible(wilson(whole, n), time, cost)


def _at_home(amount: Decimal | None, currency: str, on: date) -> Decimal | None:
    """An amount in the firm's own currency at the export rate of the day; ``None`` where there is none."""
    if amount is None or currency == reference.firm().base_currency:
        return amount
    try:
        return amount * reference.rate(currency, on, flow="export").rate
    except NotFound:
        return None


def _markets(lines: polars.DataFrame, on: date, named: set[str]) -> tuple[tuple[str, ...], tuple[Market, ...]]:
    """The largest markets of twelve months, and those of important needs, with their orders by quarter."""
    import polars as pl

    year = lines.filter(pl.col("date") > on - timedelta(days=YEAR)).with_columns(pl.col("sales").cast(pl.Float64))
    whole = float(year["sales"].sum() or 0.0)
    sums = sorted(year.group_by("market").agg(pl.col("sales").sum()).iter_rows(), key=lambda one: (-one[1], one[0]))
    kept = [one for at, one in enumerate(sums) if at < TOP_MARKETS or one[0] in named]
    told = lines.with_columns(quarter=pl.format("{}Q{}", pl.col("date").dt.year(), pl.col("date").dt.quarter()))
    quarters = tuple(sorted(told["quarter"].unique().to_list()))[-6:]
    counts = {(m, q): k for m, q, k in told.group_by("market", "quarter").agg(pl.col("order").n_unique()).iter_rows()}
    return quarters, tuple(Market(m, value, value / whole, tuple(counts.get((m, q), 0) for q in quarters)) for m, value in kept)


def _fading(items: Any) -> tuple[tuple[str, Text, Text], ...]:
    names = service.product_names()
    return tuple(
        (one.product, Text(*names.get(one.product, (one.product, one.product))), Text("；".join(r.zh for r in one.reasons), "; ".join(r.en for r in one.reasons))) for one in items
    )  # fmt: skip


def _stakeholders(told: tuple[Need, ...]) -> tuple[tuple[Text, Text, int, float], ...]:
    """Segments with how many needs they have and their weight; those without a customer are the firm's own people."""
    found: dict[str, tuple[Text, Text, int, float]] = {}
    inside, outside = Text("內部", "Internal"), Text("外部", "External")
    for one in told:
        _, _, n, weight = found.get(one.segment.zh, (one.segment, outside, 0, 0.0))
        found[one.segment.zh] = (one.segment, outside if one.party else inside, n + 1, weight + one.weight)
    return tuple(sorted(found.values(), key=lambda s: -s[3]))


def _option(one: dict[str, Any]) -> Option:
    return Option(one["key"], Text(one["title_zh"], one["title_en"]), dict(one["scores"]), bool(one.get("chosen")))


def _line(one: Any) -> Line:
    return Line(
        one.key, Text(one.title_zh, one.title_en), Text(one.spec_zh, one.spec_en or one.spec_zh), one.starts, one.due, _named(one.owner) if one.owner and one.owner.is_active else NOTHING,
        one.cost, one.hours, Text(one.kpi_zh, one.kpi_en or one.kpi_zh), one.baseline, one.target, one.unit, one.source, one.check_every,
    )  # fmt: skip


def _fit(line: Any, one: Any) -> Fit:
    waived = _named(one.waived_by) if one.waived_by else NOTHING
    return Fit(
        line.key, one.need.ref, one.spec_ok, one.days_over, one.cost_over, one.verdict, in_both(one.get_verdict_display), waived, one.waiver
    )


def _risk(one: dict[str, Any]) -> Risk:
    names = service.people_named([one["owner"]])
    return Risk(
        Text(one["title_zh"], one["title_en"]), int(one["likelihood"]), int(one["impact"]), Text(one["measure_zh"], one["measure_en"]), Text(*names.get(one["owner"], (one["owner"], one["owner"])))
    )  # fmt: skip


def _named(person: Any) -> Text:
    return Text(person.name_zh, person.name_en)


def _sources(firm: FirmFacts, ref: str, on: date, told: tuple[Need, ...], lines: int, wave: Wave | None) -> tuple[Source, ...]:
    made = [
        Source(PLAN, "record", Text(f"發展策略 {ref}", f"Strategy {ref}"), firm.name, as_of=on),
        Source(
            NEEDS,
            "record",
            Text("客戶需求登錄簿及其證據", "Register of customer needs and their evidence"),
            firm.name,
            as_of=on,
            rows=len(told),
        ),
        Source(
            ORDERS,
            "record",
            Text("本公司訂單、出貨、退貨與報價", "Own orders, shipments, returns and quotations"),
            firm.name,
            as_of=on,
            rows=lines,
        ),
    ]
    if wave is not None:
        made.append(
            Source(
                SURVEY,
                "record",
                Text(f"滿意度調查 {wave.ref}", f"Satisfaction survey {wave.ref}"),
                firm.name,
                as_of=wave.ends,
                rows=len(wave.given),
            )
        )
    return tuple(made)
