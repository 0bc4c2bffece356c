"""One customer's credit file: its points factor by factor with where each comes from, its accounts by year, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from argosy.deliverables.deliverable import Request, asked
from argosy.deliverables.families.credit.facts import Customer
from argosy.deliverables.families.credit.papers import FIGURES
from argosy.deliverables.registry import deliverable
from argosy.engines.credit.altman import Accounts, Score, applicable, missing, reason, score
from argosy.engines.credit.scorecard import Factor, card
from argosy.kernel.errors import NotFound
from argosy.kernel.text import Text
from argosy.records.credit import queries as credit
from argosy.records.permission import Actor
from argosy.records.reference import queries as reference

PAST = "KPS3322-002/O1.2.1"
SHARES = frozenset({"utilisation", "returns", "overdue"})
NOTHING_KNOWN = Text("無資料，依評分表計", "nothing is known: the card's own points")


@dataclass(frozen=True, slots=True)
class Point:
    """One factor of the scorecard for one customer: what is known, the points it earned, and where that was read."""

    factor: Factor
    told: Decimal | str | None
    points: int
    source: Text

    @property
    def shown(self) -> Text:
        """What is known, as read: a state in words, a share in percent, a number to one decimal."""
        if self.told is None:
            return Text("無資料", "unknown")
        if isinstance(self.told, str):
            return next((band.label for band in self.factor.bands if band.state == self.told and band.label), Text(self.told, self.told))
        number = f"{self.told * 100:.1f}%" if self.factor.key in SHARES else f"{self.told:.1f}"
        return Text(number, number)


@dataclass(frozen=True, slots=True)
class Year:
    """A year of accounts with the form that is for it, why, and its score; ``lacking`` names what is missing for one."""

    row: Any
    accounts: Accounts
    form: str
    why: Text
    score: Score | None
    lacking: tuple[str, ...]


def measured(code: str, *, actor: Actor | None, as_of: date | None = None) -> Customer:
    """A customer's measures of the last twelve months, as the sales record prints them. ``NotFound`` where there is no such customer."""
    credit.profiles(actor=actor)
    one, day = deliverable(PAST), as_of or reference.today()
    facts = one.gather(Request(PAST, asked(one.params, {"customers": code}), day, day))
    found = next((row for row in facts.customers if row.code == code), None)
    if found is None:
        raise NotFound(Text("查無客戶 {c}", "There is no customer {c}").format(c=code))
    return found  # type: ignore[no-any-return]


def points(one: Customer, *, actor: Actor | None, on: date) -> list[Point]:
    """Every factor with its points and its source."""
    sources = _sources(one, actor, on)
    return [
        Point(factor, one.told[factor.key], one.graded.points[factor.key], sources[factor.key] if one.told[factor.key] is not None else NOTHING_KNOWN)
        for factor in card().factors
    ]  # fmt: skip


def _sources(one: Customer, actor: Actor | None, on: date) -> dict[str, Text]:
    statement = credit.statements(actor=actor, customers=[one.code]).filter(year_end__lte=on).first()
    bank = credit.bank_references(actor=actor, customers=[one.code]).filter(date__lte=on).first()
    profile = credit.profiles(actor=actor, customers=[one.code]).first()
    fared = one.bounces
    return {
        "lateness": Text("近 12 個月收款沖銷之發票", "invoices paid in the last 12 months"), "overdue": Text("今日帳齡", "the ageing of today"),
        "bounces": Text(f"票據登記簿：提示 {fared.presented} 張、退票 {fared.bounced} 張", f"cheque register: {fared.presented} presented, {fared.bounced} bounced"),
        "utilisation": Text(f"曝險 {one.exposure.total:,.0f} ÷ 額度 {one.limit:,.0f}", f"exposure {one.exposure.total:,.0f} / limit {one.limit:,.0f}"),
        "altman": Text(f"{statement.year_end} 財務報表：{statement.source}", f"accounts of {statement.year_end}: {statement.source}") if statement else NOTHING_KNOWN,
        "bank": Text(f"{bank.date} {bank.bank} 徵信", f"reference of {bank.bank}, {bank.date}") if bank else NOTHING_KNOWN,
        "age": Text(f"信用檔：設立日 {profile.founded}", f"credit profile: founded {profile.founded}") if profile else NOTHING_KNOWN,
        "returns": Text(f"折讓 {one.returns:,.0f} ÷ 銷售 {one.net_sales:,.0f}", f"credit notes {one.returns:,.0f} / sales {one.net_sales:,.0f}"),
    }  # fmt: skip


def band_words(factor: Factor, at: int) -> Text:
    """One band of a factor as printed: its limit or its state, and its points."""
    band = factor.bands[at]
    if band.label is not None:
        return Text(f"{band.label.zh}：{band.points}", f"{band.label.en}: {band.points}")
    edge = band.upto if band.upto is not None else factor.bands[at - 1].upto
    sign = "≤" if band.upto is not None else ">"
    limit = f"{edge * 100:.0f}%" if factor.key in SHARES and edge is not None else f"{edge}"
    return Text(f"{sign}\u00a0{limit}：{band.points}", f"{sign}\u00a0{limit}: {band.points}")


def years(code: str, *, actor: Actor | None) -> list[Year]:
    """A customer's accounts, the latest first."""
    return [_year(row) for row in credit.statements(actor=actor, customers=[code])]


def _year(row: Any) -> Year:
    told = Accounts(**{name: getattr(row, name) for name in FIGURES}, manufacturer=row.manufacturer)
    form = applicable(told)
    lacking = tuple(missing(told, form))
    return Year(row, told, form, reason(told), None if lacking else score(told, form), lacking)


def file_json(code: str, *, actor: Actor | None, as_of: date | None = None) -> dict[str, Any]:
    """The points, the grade and the years of a customer as plain data."""
    on = as_of or reference.today()
    one = measured(code, actor=actor, as_of=on)
    return {
        "customer": code, "as_of": on.isoformat(), "scorecard": card().id, "total": one.graded.total, "grade": one.graded.grade, "capped_by": list(one.graded.capped_by),
        "limit": f"{one.limit:.2f}", "proposed_limit": f"{one.proposed:.2f}",
        "points": [{"factor": p.factor.key, "points": p.points, "most": p.factor.most, "known": None if p.told is None else str(p.told), "source": {"zh": p.source.zh, "en": p.source.en}} for p in points(one, actor=actor, on=on)],
        "years": [
            {
                "year_end": y.row.year_end.isoformat(), "currency": y.row.currency, "audited": y.row.audited, "source": y.row.source, "form": y.form,
                "why": {"zh": y.why.zh, "en": y.why.en}, "score": f"{float(y.score.value):.4f}" if y.score else None, "zone": y.score.zone if y.score else None, "lacking": list(y.lacking),
            }
            for y in years(code, actor=actor)
        ],
    }  # fmt: skip


__all__ = ["PAST", "Point", "Year", "band_words", "file_json", "measured", "points", "years"]
