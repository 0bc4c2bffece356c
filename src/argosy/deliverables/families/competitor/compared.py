"""What the competitor analysis reads, gathered once. No query after this."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from argosy.deliverables.deliverable import Param, Request
from argosy.deliverables.families import lacking
from argosy.deliverables.families.competitor.known import Answer, Training, gather_answers, gather_training
from argosy.deliverables.families.market.known import in_both
from argosy.deliverables.families.market.tariff_facts import KEYS, TariffFacts
from argosy.engines.selling.rivals import Against, Attribute, Band, Measure, against, band, price_step
from argosy.kernel.errors import BadInput, NotFound
from argosy.kernel.source import Source
from argosy.kernel.text import NOTHING, Text, same
from argosy.records.catalog import queries as catalog
from argosy.records.catalog.rivals import queries as rivals
from argosy.records.markets.datasets import queries as datasets
from argosy.records.permission import LOCAL_READER
from argosy.records.reference import queries as reference
from argosy.records.reference.queries import FirmFacts
from argosy.records.sales import performance
from argosy.records.sales import queries as sales
from argosy.warehouse.trade import TARIFFS

if TYPE_CHECKING:
    import polars

WATCH, QUOTES, TRAINING, ANSWERS, DUTIES = "S1", "S2", "S3", "S4", "S5"
"""Sources: the watch on rivals, quotations, training, the answer library, tariffs faced."""
PARAMS = (
    Param("product", Text("本公司商品（SKU；空白為競品最多者）", "Our product (SKU; empty: the one with most rivals)")),
    Param("freight", Text("到買方之運費（占售價 %）", "Freight to the buyer (per cent of price)"), default="8"),
    Param("few", Text("直接競品少於 3 項之說明", "Why there are fewer than 3 direct rivals")),
)
PRICE_DAYS, STEP_DAYS, OURS_FROM = 180, 56, "TW"


@dataclass(frozen=True, slots=True)
class Move:
    """What a rival did; ``step`` is the change of its median price eight weeks after against eight before, promotions left out."""

    on: date
    maker: str
    code: str
    kind: Text
    note: str
    source: str
    step: float | None


@dataclass(frozen=True)
class Rival:
    """A rival product: its latest price with the day it was seen, the band of half a year, every weekly price, and the duty its buyer pays (percent)."""

    code: str
    maker: str
    name: Text
    market: str
    channel: str
    terms: str
    price: Decimal | None
    currency: str
    seen: date | None
    band: Band | None
    prices: tuple[tuple[date, float, bool], ...]
    duty: float | None
    ours: Decimal | None
    our_duty: float | None
    at_home: bool = False


@dataclass(frozen=True, slots=True)
class Lost:
    """A quotation lost while a rival of this product was named."""

    number: str
    on: date
    customer: str
    market: str
    rival: str
    reason: str
    gap: float | None
    value: Fraction


@dataclass(frozen=True)
class RivalFacts:
    """Everything the builder needs. ``unsourced`` are attributes that lack a source."""

    request: Request
    firm: FirmFacts
    sku: str
    name: Text
    price: Decimal | None
    freight: Fraction
    few: str
    rivals: tuple[Rival, ...]
    attributes: tuple[Attribute, ...]
    units: dict[str, str]
    english: dict[str, str]
    unsourced: tuple[str, ...]
    moves: tuple[Move, ...]
    against: tuple[Against, ...]
    lost: tuple[Lost, ...]
    training: tuple[Training, ...]
    missing: tuple[tuple[Text, Text], ...]
    answers: tuple[Answer, ...]
    sources: tuple[Source, ...]

    @property
    def on(self) -> date:
        """The day of the analysis."""
        return self.request.as_of


def gather(request: Request) -> RivalFacts:
    """Read everything about one product of ours; ``NotFound`` for a SKU there is not, ``BadInput`` for a freight that is no number."""
    given, on, firm = request.params, request.as_of, reference.firm()
    sku = (given.get("product") or (usual() or {}).get("product", "")).strip().upper()
    product = _own(sku)
    held = [row for row in rivals.rivals(actor=LOCAL_READER, own=sku) if row.is_active]
    tariffs = _tariffs(product.code[:6])
    made = tuple(_rival(row, product, on, tariffs) for row in held)
    attributes, units, unsourced = _attributes(sku, on, [row.code for row in held])
    quotes = performance.facts(actor=LOCAL_READER).quotes
    makers = {row.maker for row in held}
    training, missing = gather_training(product.code, on)
    answers = gather_answers(sku, on)
    weights = rivals.weights(actor=LOCAL_READER)
    return RivalFacts(
        request, firm, sku, Text(product.name_zh, product.name_en), product.price, _freight(given.get("freight", "")), given.get("few", ""), made, attributes, units,
        {name: row.attribute_en for name, row in weights.items() if row.attribute_en}, unsourced, _moves(held, makers, made, on), _against(quotes, makers, on),
        _lost(quotes, makers, sku, on), training, missing, answers, _sources(firm, request, held, training, answers, tariffs),
    )  # fmt: skip


def usual() -> dict[str, str] | None:
    """The product of ours with most rivals on record, one whose rivals moved a price first; ``None`` without any."""
    counts: dict[str, list[int]] = {}
    for row in rivals.rivals(actor=LOCAL_READER).prefetch_related("moves"):
        if row.own is not None and row.is_active:
            told = counts.setdefault(row.own.sku, [0, 0])
            told[0] += 1
            told[1] += sum(move.kind == "price" for move in row.moves.all())
    best = max(counts, key=lambda sku: (counts[sku][1] > 0 and counts[sku][0] >= 3, counts[sku][0], sku), default=None)
    return None if best is None else {"product": best}


def _own(sku: str) -> Any:
    """The product compared; refused where no rival of ours is on record at all."""
    if not rivals.rivals(actor=LOCAL_READER).exists():
        what = Text("尚未登錄任何競品，沒有可比較者", "No competing product is on record: there is nothing to compare with")
        remedy = Text(
            "請於「競品」頁登錄競品、價格與來源，再指定本公司商品（product=貨號）",
            "Enter rivals, their prices and sources on the Competitors page, then name our product (product=SKU)",
        )
        raise lacking.refuse(what, remedy)
    if not sku:
        raise lacking.refuse(
            Text("競品均未對應本公司商品", "No competing product is matched to one of ours"),
            Text("請於「競品」頁填入對應之貨號", "Enter the SKU it competes with on the Competitors page"),
        )
    return catalog.product(sku, actor=LOCAL_READER)


def _freight(text: str) -> Fraction:
    try:
        share = Fraction(text.strip() or "0") / 100
    except ValueError:
        share = Fraction(-1)
    if not 0 <= share <= 1:
        raise BadInput(Text("運費「{f}」應為 0 至 100 之百分比", "Freight “{f}” is a percentage, 0 to 100").format(f=text))
    return share


def _tariffs(hs6: str) -> TariffFacts | None:
    import polars as pl

    for edition in reversed([e for e in datasets.newest() if e.table.split("_")[0] == TARIFFS]):
        rows = datasets.trade(edition.table, edition.edition).filter(pl.col("product").str.starts_with(hs6)).collect()
        if rows.height:
            return TariffFacts(edition, rows.select(*KEYS, "mfn", "preferential", "applied"))
    return None


def _rival(row: Any, product: Any, on: date, tariffs: TariffFacts | None) -> Rival:
    seen = [(p.on, float(p.price), p.promotion, p.currency) for p in rivals.prices(row.code, actor=LOCAL_READER) if p.on <= on]
    latest = max(seen, default=None)
    recent = [price for day, price, _, _ in seen if day > on - timedelta(days=PRICE_DAYS)]
    duty = tariffs.faced(row.market, row.maker_country) if tariffs and row.maker_country else None
    ours = tariffs.faced(row.market, OURS_FROM) if tariffs else None
    return Rival(
        row.code, row.maker, Text(row.name_zh, row.name_en or row.name_zh), row.market, row.channel, row.terms, None if latest is None else Decimal(repr(latest[1])),
        "" if latest is None else latest[3], None if latest is None else latest[0], band(recent), tuple(sorted((d, p, s) for d, p, s, _ in seen)),
        0.0 if row.maker_country == row.market else None if duty is None else duty[0], _in_currency(product.price, "" if latest is None else latest[3], on), None if ours is None else ours[0], row.maker_country == row.market,
    )  # fmt: skip


def _in_currency(price: Decimal | None, currency: str, on: date) -> Decimal | None:
    """Our list price in another currency at the day's export rate; ``None`` without a price or a rate."""
    if price is None or not currency:
        return None
    try:
        return price / reference.rate(currency, on, flow="export").rate
    except NotFound:
        return None


def _attributes(sku: str, on: date, codes: list[str]) -> tuple[tuple[Attribute, ...], dict[str, str], tuple[str, ...]]:
    """Attributes compared, the most important first; units; and those of which something has no source."""
    weights = rivals.weights(actor=LOCAL_READER)
    found, units, bare = [], {}, []
    for row in rivals.comparison(sku, on, actor=LOCAL_READER):
        weight = weights.get(row.attribute)
        told = {code: _measure(row.rivals.get(code)) for code in codes}
        found.append(
            Attribute(row.attribute, weight.importance if weight else 3, weight.better if weight else "none", _measure(row.own), told)
        )
        units[row.attribute] = row.unit
        if any(one is not None and one.source_id is None for one in (row.own, *row.rivals.values())):
            bare.append(row.attribute)
    return tuple(sorted(found, key=lambda one: (-one.importance, one.name))), units, tuple(bare)


def _measure(row: Any) -> Measure:
    return Measure() if row is None else Measure(None if row.value is None else float(row.value), row.words)


def _moves(held: list[Any], makers: set[str], made: tuple[Rival, ...], on: date) -> tuple[Move, ...]:
    by_code, ours = {one.code: one for one in made}, {row.code for row in held}
    found = []
    for row in rivals.moves(actor=LOCAL_READER):
        if row.maker in makers and row.on <= on and (row.product is None or row.product.code in ours):
            code = row.product.code if row.product else ""
            step = _step(by_code[code], row.on) if code and row.kind == "price" else None
            found.append(
                Move(row.on, row.maker, code, in_both(row.get_kind_display), row.note, row.source.code if row.source else "", step)
            )
    return tuple(found)


def _step(one: Rival, on: date) -> float | None:
    """The change of the median price in eight weeks from a day against the eight before, promotions left out."""
    plain = [(day, price) for day, price, promoted in one.prices if not promoted]
    before = [price for day, price in plain if on - timedelta(days=STEP_DAYS) <= day < on]
    return price_step(before, [price for day, price in plain if on <= day < on + timedelta(days=STEP_DAYS)])


def _against(quotes: polars.DataFrame, makers: set[str], on: date) -> tuple[Against, ...]:
    import polars as pl

    rows = quotes.filter(pl.col("rival").is_in(sorted(makers)) & (pl.col("decided_on") <= on))
    return tuple(against((r["rival"], r["outcome"], r["lost_reason"], float(r["value"])) for r in rows.iter_rows(named=True)))


def _lost(quotes: polars.DataFrame, makers: set[str], sku: str, on: date) -> tuple[Lost, ...]:
    """Quotations holding this product that were lost while a maker of a rival product was named, the latest first."""
    import polars as pl

    numbers = set(sales.quotations(actor=LOCAL_READER, outcome="lost").filter(lines__product__sku=sku).values_list("number", flat=True))
    rows = quotes.filter(
        (pl.col("outcome") == "lost")
        & pl.col("rival").is_in(sorted(makers))
        & (pl.col("decided_on") <= on)
        & pl.col("number").is_in(sorted(numbers))
    )
    return tuple(
        Lost(r["number"], r["date"], r["customer"], r["market"], r["rival"], r["lost_reason"], r["price_gap"], Fraction(r["value"]))
        for r in rows.sort("date", descending=True).iter_rows(named=True)
    )


def _sources(
    firm: FirmFacts, request: Request, held: list[Any], training: Any, answers: Any, tariffs: TariffFacts | None
) -> tuple[Source, ...]:
    def record(identity: str, zh: str, en: str, rows: int | None = None) -> Source:
        return Source(identity, "record", Text(zh, en), firm.name, as_of=request.as_of, rows=rows)

    found = [
        record(WATCH, "競品、屬性與價格觀測", "Rival products, attributes and prices", len(held)), record(QUOTES, "報價與結果", "Quotations and outcomes"),
        record(TRAINING, "訓練紀錄", "Training records", len(training)), record(ANSWERS, "異議答覆庫", "Answer library", len(answers)),
    ]  # fmt: skip
    if tariffs:
        edition = tariffs.edition
        title = Text(edition.title_zh or edition.table, edition.title_en or edition.table)
        found.append(
            Source(
                DUTIES,
                "dataset",
                title,
                same(edition.publisher_en) if edition.publisher_en else NOTHING,
                as_of=request.as_of,
                rows=tariffs.rows,
                licence=edition.licence,
            )
        )
    return tuple(found)
