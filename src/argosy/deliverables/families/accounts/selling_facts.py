"""What the sales management report reads, gathered once. No query after this."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from argosy.deliverables.deliverable import Request
from argosy.deliverables.families import lacking
from argosy.deliverables.families.accounts.achieved import Achieved, Why, achieved, total
from argosy.deliverables.families.accounts.fieldwork import Activity, Contacts, Dues, gather_activities, gather_contacts, gather_dues
from argosy.deliverables.families.accounts.params import SellingAsk, read_ask
from argosy.deliverables.families.accounts.untargeted import Country, countries, refused
from argosy.deliverables.families.accounts.yearago import Base, bases
from argosy.deliverables.families.lacking import Lack
from argosy.deliverables.families.market.known import in_both
from argosy.engines.selling.standing import Change, Standing, movements, reach, standings
from argosy.kernel.source import Source
from argosy.kernel.text import Text
from argosy.records.coaching.managing import queries as managing
from argosy.records.parties import queries as parties
from argosy.records.permission import LOCAL_READER
from argosy.records.reference import queries as reference
from argosy.records.reference.queries import FirmFacts
from argosy.records.sales import performance
from argosy.records.sales import queries as sales

if TYPE_CHECKING:
    import polars

ORDERS, TARGETS, QUOTES, FIELD, MONEY = "S1", "S2", "S3", "S4", "S5"
"""Sources: orders, targets with reviews, quotations, activities and contacts, receivables."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Quotations of one salesperson in the period: made, their value, won of decided with Wilson's interval."""

    person: Text
    made: int
    value: Fraction
    won: int
    decided: int
    low: float | None
    high: float | None
    value_won: Fraction


@dataclass(frozen=True)
class SellingFacts:
    """Everything the builder needs. ``months`` are totals of the year's months (first day, target, actual); ``past`` those of whole months before;
    ``new`` customers by what they bought, the largest first; ``sold`` in the period, by ``countries``; ``reach`` the months before the last four."""

    request: Request
    firm: FirmFacts
    ask: SellingAsk
    who: Text
    rows: tuple[Achieved, ...]
    months: tuple[tuple[date, Fraction, Fraction], ...]
    past: tuple[tuple[date, Fraction], ...]
    activities: tuple[Activity, ...]
    ahead: tuple[Activity, ...]
    contacts: tuple[Contacts, ...] | None
    quoted: tuple[Quoted, ...]
    dues: tuple[Dues, ...] | None
    new: tuple[Text, ...]
    falling: tuple[tuple[Text, Change], ...]
    behind: tuple[tuple[Text, Standing], ...]
    bases: tuple[Base, ...]
    otif: tuple[tuple[Text, int, int, float | None, float | None], ...]
    sources: tuple[Source, ...]
    sold: Fraction = Fraction(0)
    countries: tuple[Country, ...] = ()
    reach: int = 12
    lacks: tuple[Lack, ...] = ()

    @property
    def currency(self) -> str:
        """The firm's own."""
        return self.firm.base_currency


def gather(request: Request) -> SellingFacts:
    """Read everything; ``BadInput`` for parameters that cannot be."""
    import polars as pl

    ask, firm = read_ask(request), reference.firm()
    told = performance.facts(actor=LOCAL_READER)
    lines = told.lines.filter(pl.col("date") <= ask.span.until)
    quotes = told.quotes.filter(pl.col("date") <= ask.span.until)
    rows_of = [_target(row) for row in sales.targets(actor=LOCAL_READER)]
    mine = [row for row in rows_of if not ask.person or row["person"] == ask.person]
    first: Any = lines["date"].min() or ask.span.since
    names = people_names(rows_of)
    refused(lines["date"].max(), ask.span, len(mine))  # type: ignore[arg-type]
    targets = [row for row in mine if row["month"] == ask.span.month]
    rows = achieved(lines, targets, _whys(ask), ask.span, first.replace(day=1), under(ask.span.until))
    areas = sorted({market for row in mine for market in row["territory"].split("+")})
    own = lines.filter(pl.col("market").is_in(areas)) if ask.person else lines
    buyers = _names()
    new, falling = movements(((c, d, float(a)) for c, d, a in _orders(own)), ask.span.until)
    contacts, dues = gather_contacts(ask), gather_dues(ask, set(own["customer"].unique().to_list()))
    return SellingFacts(
        request, firm, ask, names.get(ask.person, Text("全體業務", "All salespeople")), rows, _months(lines, mine, ask), _past(own, ask, first),
        *gather_activities(ask), contacts, _quoted(quotes, ask, names), dues, tuple(buyers.get(c, Text(c, c)) for c in _by_sales(own, new)),
        tuple((buyers.get(one.customer, Text(one.customer, one.customer)), one) for one in falling), _behind(own, ask, buyers),
        bases(lines, set(areas), ask.span), _otif(lines, ask, names),
        _sources(firm, request, lines.height, len(mine), quotes.height, contacts, dues), total(own, ask.span.since, ask.span.until),
        countries(own, ask.span), reach(first, ask.span.until), _lacks(rows, contacts, quotes, dues, lines),
    )  # fmt: skip


def _by_sales(lines: polars.DataFrame, codes: list[str]) -> list[str]:
    """Customers by what they bought, the largest first."""
    import polars as pl

    sums = lines.filter(pl.col("customer").is_in(codes)).group_by("customer").agg(pl.col("sales").sum())
    return sums.sort(["sales", "customer"], descending=[True, False])["customer"].to_list()


def _lacks(rows: Any, contacts: Any, quotes: polars.DataFrame, dues: Any, lines: polars.DataFrame) -> tuple[Lack, ...]:
    """What is not on record, where there is nothing of it at all."""
    missing = (
        (not rows, lacking.TARGETS), (contacts is None, lacking.CONTACTS), (quotes.is_empty(), lacking.QUOTATIONS), (dues is None, lacking.INVOICES),
        (lines["promised"].null_count() == lines.height, lacking.DELIVERIES),
    )  # fmt: skip
    return tuple(lack for absent, lack in missing if absent)


def under(on: date) -> Fraction:
    """The share of its target below which a line needs its cause and a customer is behind, as set on a day."""
    return Fraction(reference.setting("sales.under_percent", on)) / 100


def _target(row: Any) -> dict[str, Any]:
    name = Text(row.person.name_zh or row.person.login, row.person.name_en or row.person.login)
    return {
        "territory": row.territory,
        "line": row.line,
        "person": row.person.login,
        "name": name,
        "month": row.month,
        "amount": row.amount,
    }


def people_names(rows: list[dict[str, Any]]) -> dict[str, Text]:
    """Names by login of those with targets."""
    return {row["person"]: row["name"] for row in rows}


def _names() -> dict[str, Text]:
    return {
        row.code: Text(f"{row.code} {row.name_zh}", f"{row.code} {row.name_en}")
        for row in parties.parties(actor=LOCAL_READER, kind="customer")
    }


def _whys(ask: SellingAsk) -> dict[tuple[str, str], Why]:
    rows = managing.reviews(actor=LOCAL_READER, since=ask.span.month, until=ask.span.month)
    return {
        (row.territory, row.line): Why(in_both(row.get_cause_display), row.words, row.action, Text(row.author.name_zh, row.author.name_en))
        for row in rows
    }


def _orders(lines: polars.DataFrame) -> list[tuple[str, date, Any]]:
    import polars as pl

    return list(
        lines.group_by("customer", "order", "date")
        .agg(pl.col("sales").sum())
        .select("customer", "date", "sales")
        .sort("date", "customer")
        .iter_rows()
    )


def _months(lines: polars.DataFrame, targets: list[dict[str, Any]], ask: SellingAsk) -> tuple[tuple[date, Fraction, Fraction], ...]:
    """Target and actual of each month of the year so far; only what has a target counts."""
    from argosy.deliverables.families.accounts.achieved import month_span, of_line

    found = []
    for month in sorted({row["month"] for row in targets if row["month"].year == ask.span.month.year and row["month"] <= ask.span.month}):
        inside = [row for row in targets if row["month"] == month]
        span = month_span(month, ask.span.until)
        sold = sum((total(of_line(lines, row["territory"], row["line"]), span.since, span.until) for row in inside), Fraction(0))
        found.append((month, sum((Fraction(row["amount"]) for row in inside), Fraction(0)), sold))
    return tuple(found)


def _past(lines: polars.DataFrame, ask: SellingAsk, first: date) -> tuple[tuple[date, Fraction], ...]:
    """Totals of whole months up to the last one over, at most twelve."""
    from argosy.deliverables.families.accounts.achieved import month_span

    months = sorted({date(d.year, d.month, 1) for d in lines["date"].to_list()})
    spans = [month_span(month, ask.span.until) for month in months]
    return tuple((s.since, total(lines, s.since, s.last)) for s in spans if s.until == s.last and s.since >= first.replace(day=1))[-12:]


def _quoted(quotes: polars.DataFrame, ask: SellingAsk, names: dict[str, Text]) -> tuple[Quoted, ...]:
    import polars as pl

    from argosy.engines.performance.rates import win_rates

    made = quotes.filter(pl.col("date").is_between(ask.span.since, ask.span.until))
    if ask.person:
        made = made.filter(pl.col("seller") == ask.person)
    closed = quotes.filter(pl.col("decided_on").is_between(ask.span.since, ask.span.until))
    wins = {row["seller"]: row for row in win_rates(closed, ask.span.until, ["seller"]).iter_rows(named=True)}
    found = []
    for login in sorted({*made["seller"].to_list(), *([] if ask.person else wins)} - {None}):
        rows, win = made.filter(pl.col("seller") == login), wins.get(login, {})
        n = int(win.get("n", 0))
        found.append(
            Quoted(
                names.get(login, Text(login, login)), rows.height, Fraction(rows["value"].sum() or 0), int(win.get("won", 0)), n,
                win.get("low") if n else None, win.get("high") if n else None, Fraction(win.get("value_won") or 0),
            )
        )  # fmt: skip
    return tuple(found)


def _behind(lines: polars.DataFrame, ask: SellingAsk, names: dict[str, Text]) -> tuple[tuple[Text, Standing], ...]:
    """Customers under ninety per cent of their targets of the year so far, whole months only."""
    first = ask.span.month.replace(month=1)
    rows = managing.customer_targets(actor=LOCAL_READER, since=first, until=ask.span.month)
    known = set(lines["customer"].unique().to_list()) if ask.person else None
    targets = {(row.customer.code, row.month): Fraction(row.amount) for row in rows if known is None or row.customer.code in known}
    sold: dict[tuple[str, date], Fraction] = {}
    for customer, day, amount in lines.select("customer", "date", "sales").iter_rows():
        key = (customer, day.replace(day=1))
        sold[key] = sold.get(key, Fraction(0)) + Fraction(amount)
    months = sorted({month for _, month in targets})
    return tuple(
        (names.get(one.key, Text(one.key, one.key)), one) for one in standings(targets, sold, months) if one.under(under(ask.span.until))
    )


def _otif(
    lines: polars.DataFrame, ask: SellingAsk, names: dict[str, Text]
) -> tuple[tuple[Text, int, int, float | None, float | None], ...]:
    """Lines promised in the period's quarter back, on time and in full, by salesperson: name, k, n, interval."""
    from datetime import timedelta

    import polars as pl

    from argosy.engines.performance.rates import delivery

    since = ask.span.until - timedelta(days=90)
    rows = lines.filter(pl.col("promised") > since)
    if ask.person:
        rows = rows.filter(pl.col("seller") == ask.person)
    found = delivery(rows, ask.span.until, ["seller"])
    return tuple(
        (names.get(r["seller"], Text(r["seller"], r["seller"])), r["k"], r["n"], r["low"], r["high"])
        for r in found.iter_rows(named=True)
        if r["n"]
    )


def _sources(firm: FirmFacts, request: Request, orders: int, targets: int, quotes: int, contacts: Any, dues: Any) -> tuple[Source, ...]:
    def record(identity: str, zh: str, en: str, rows: int | None) -> Source:
        return Source(identity, "record", Text(zh, en), firm.name, as_of=request.as_of, rows=rows)

    found = [record(ORDERS, "銷售訂單", "Sales orders", orders), record(TARGETS, "銷售目標與檢討", "Targets and reviews", targets),
             record(QUOTES, "報價單", "Quotations", quotes), record(FIELD, "業務活動與客戶聯繫", "Activities and contacts", None)]  # fmt: skip
    return (*found, record(MONEY, "應收帳款", "Receivables", len(dues))) if dues is not None else tuple(found)


def usual() -> dict[str, str] | None:
    """The month of the as-of day, all salespeople; ``None`` without any target or order."""
    return {} if sales.targets(actor=LOCAL_READER).exists() or sales.orders(actor=LOCAL_READER).exists() else None
