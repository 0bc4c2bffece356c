"""Targets, coaching and rivals as pages, API and command line show them: the facts of the papers, asked for by a person, and as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from argosy.deliverables.deliverable import Request, asked
from argosy.deliverables.families.accounts.achieved import Achieved
from argosy.deliverables.families.accounts.selling_facts import SellingFacts
from argosy.deliverables.families.coaching.coached import CoachingFacts
from argosy.deliverables.families.coaching.planned import Session
from argosy.deliverables.families.coaching.schedule import bare
from argosy.deliverables.families.competitor.compared import RivalFacts
from argosy.deliverables.registry import deliverable
from argosy.engines.selling.pacing import Pace
from argosy.engines.selling.rivals import judged, score
from argosy.kernel.money import decimal_text
from argosy.kernel.rounding import round_to
from argosy.kernel.text import Text
from argosy.records.permission import Actor, require
from argosy.records.reference import queries as reference

BOARD, SCHEDULE, RIVALS = "KPS3322-002/O2.5.1", "KPS3322-002/O2.3.1", "KPS3322-002/O2.1.1"
CENT = Fraction(1, 100)
PARTS = ("price", "exchange", "volume", "mix", "new", "lost")


def board(*, actor: Actor | None, as_of: date | None = None, person: str = "", month: str = "", span: str = "month") -> SellingFacts:
    """Targets and what became of them; for who may see performance and targets."""
    require(actor, "sales.performance.read", Text("查看銷售績效", "see sales performance"))
    require(actor, "sales.target.read", Text("查看銷售目標", "see sales targets"))
    facts: SellingFacts = _gather(BOARD, as_of, person=person, month=month, span=span)
    return facts


def coaching(*, actor: Actor | None, as_of: date | None = None, since: str = "", until: str = "") -> CoachingFacts:
    """Customers behind, plans, sessions and coaches."""
    require(actor, "coaching.plan.read", Text("查看輔導計畫", "see coaching plans"))
    require(actor, "coaching.session.read", Text("查看訓練與輔導", "see training and coaching"))
    facts: CoachingFacts = _gather(SCHEDULE, as_of, since=since, until=until)
    return facts


def comparison(*, actor: Actor | None, sku: str = "", as_of: date | None = None, freight: str = "") -> RivalFacts:
    """A product beside its rivals; the one with most of them when none is named."""
    require(actor, "catalog.competitor.read", Text("查看競品", "see competitor products"))
    facts: RivalFacts = _gather(RIVALS, as_of, product=sku, freight=freight)
    return facts


def _gather(key: str, as_of: date | None, **params: str) -> Any:
    one, day = deliverable(key), as_of or reference.today()
    return one.gather(Request(key, asked(one.params, {k: v for k, v in params.items() if v}), day, day))


def board_json(facts: SellingFacts) -> dict[str, Any]:
    """The board as plain data: money as decimal strings in ``currency``, rates as fractions of one, ``null`` where something cannot be told."""
    span = facts.ask.span
    return {
        "since": span.since, "until": span.until, "person": facts.ask.person, "currency": facts.currency,
        "lines": [_line(row) for row in facts.rows],
        "months": [{"month": month, "target": _money(target), "actual": _money(actual)} for month, target, actual in facts.months],
        "activities": [
            {"number": a.number, "title": a.title, "owner": _both(a.owner), "planned": a.planned, "done": a.done, "state": a.state, "result": a.result}
            for a in facts.activities
        ],
        "quotations": [
            {"person": _both(q.person), "made": q.made, "value": _money(q.value), "won": q.won, "decided": q.decided, "low": q.low, "high": q.high} for q in facts.quoted
        ],
        "falling": [
            {"customer": one.customer, "before": one.before, "lately": one.lately, "fall": one.fall, "ratio": one.ratio, "low": one.low, "high": one.high, "sure": one.sure}
            for _, one in facts.falling
        ],
        "behind": [{"customer": one.key, "target": _money(one.target), "actual": _money(one.actual), "gap": _money(one.gap), "months_under": one.behind, "months": one.months} for _, one in facts.behind],
        "base": [{"market": b.market, "ratio": b.ratio, "low": b.low, "high": b.high, "n": b.inside + b.outside, "odd": b.odd} for b in facts.bases],
    }  # fmt: skip


def _line(row: Achieved) -> dict[str, Any]:
    change = row.change
    parts = None if change is None else {name: _money(getattr(change, name)) for name in PARTS}
    return {
        "territory": row.territory, "line": row.line, "person": row.person, "target": _money(row.target), "actual": _money(row.actual),
        "rate": None if row.rate is None else float(row.rate), "before": _money(row.before), "change": parts, "month_end": _pace(row.pace),
        "cause": None if row.why is None else {"cause": _both(row.why.cause), "words": row.why.words, "action": row.why.measure},
    }  # fmt: skip


def _pace(pace: Pace) -> dict[str, Any]:
    return {
        "value": pace.value,
        "low": pace.low,
        "high": pace.high,
        "level": pace.level,
        "n": pace.n,
        "method": _both(pace.method),
        "why": _both(pace.why),
    }


def schedule_json(facts: CoachingFacts) -> dict[str, Any]:
    """Customers behind, sessions, loads of coaches and clashes as plain data."""
    return {
        "since": facts.since, "until": facts.until, "currency": facts.currency,
        "behind": [
            {
                "customer": one.code, "name": _both(one.name), "gap": _money(one.standing.gap), "months_under": one.standing.behind, "months": one.standing.months,
                "cause": _both(one.cause) if one.plan else None, "priority": _money(one.worth), "plan": one.plan.number if one.plan else None,
            }
            for one in facts.lagging
        ],
        "without_session": [one.code for one in bare(facts)], "sessions": [session_json(one) for one in facts.sessions],
        "loads": [{"coach": one.code, "month": one.month, "sessions": one.sessions, "hours": float(one.hours), "capacity": float(one.capacity)} for one in facts.loads],
        "clashes": [{"coach": name, "sessions": [first, second]} for name, first, second in facts.clashes],
    }  # fmt: skip


def session_json(one: Session) -> dict[str, Any]:
    """A session with who was invited."""
    return {
        "number": one.number, "course": _both(one.course), "coach": one.coach, "starts": one.starts, "hours": float(one.hours), "place": one.place, "online": one.online,
        "state": one.state, "customer": one.customer or None,
        "guests": [{"customer": g.customer or None, "name": _both(g.who), "invited": g.invited, "attended": g.attended, "before": g.before, "after": g.after} for g in one.guests],
    }  # fmt: skip


def comparison_json(facts: RivalFacts) -> dict[str, Any]:
    """The comparison as plain data: attributes with verdicts by rival, scores, prices, and quotations won and lost."""
    codes = [one.code for one in facts.rivals]
    return {
        "product": facts.sku, "name": _both(facts.name),
        "rivals": [
            {"code": r.code, "maker": r.maker, "market": r.market, "price": r.price, "currency": r.currency, "seen": r.seen, "band": None if r.band is None else {"n": r.band.n, "p5": r.band.p5, "p50": r.band.p50, "p95": r.band.p95}}
            for r in facts.rivals
        ],
        "attributes": [
            {"attribute": a.name, "importance": a.importance, "better": a.better, "own": a.own.value if a.own.value is not None else a.own.words or None, "verdicts": {code: judged(a, code) for code in codes}}
            for a in facts.attributes
        ],
        "scores": [{"rival": s.rival, "points": s.points, "known": s.known, "share": s.share, "unknown": s.unknown} for s in (score(facts.attributes, code) for code in codes)],
        "against": [{"rival": one.rival, "won": one.won, "lost": one.lost, "on_price": one.on_price, "rate": one.rate.value, "low": one.rate.low, "high": one.rate.high} for one in facts.against],
        "moves": [{"on": m.on, "maker": m.maker, "code": m.code, "step": m.step, "note": m.note} for m in facts.moves],
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class GridRow:
    """One territory and product line of the grid of targets, its months in order: amount set (``None``: none yet) and what was sold a year before."""

    territory: str
    line: str
    person: str
    cells: tuple[tuple[date, Fraction | None, Fraction], ...]


def grid(*, actor: Actor | None, month: date, months: int = 3) -> list[GridRow]:
    """Targets to set: every territory and line that ever had one, from a month on."""
    from argosy.deliverables.families.accounts.achieved import month_span, of_line, total, year_before
    from argosy.records.sales import queries as sales
    from argosy.records.sales.performance import facts

    at = [_later(month, n) for n in range(months)]
    held = list(sales.targets(actor=actor).order_by("territory", "line", "month"))
    lines = facts(actor=actor).lines
    latest = {(row.territory, row.line): row.person.login for row in held}
    amounts = {(row.territory, row.line, row.month): Fraction(row.amount) for row in held}
    made = []
    for territory, line in sorted(latest):
        mine = of_line(lines, territory, line)
        spans = [month_span(year_before(one), date.max) for one in at]
        cells = tuple((one, amounts.get((territory, line, one)), total(mine, s.since, s.last)) for one, s in zip(at, spans, strict=True))
        made.append(GridRow(territory, line, latest[territory, line], cells))
    return made


def _later(month: date, by: int) -> date:
    at = month.year * 12 + month.month - 1 + by
    return date(at // 12, at % 12 + 1, 1)


def summed(rows: Iterable[Achieved]) -> tuple[Fraction, Fraction]:
    """Target and actual of all lines."""
    told = list(rows)
    return sum((r.target for r in told), Fraction(0)), sum((r.actual for r in told), Fraction(0))


def _money(amount: Fraction | None) -> str | None:
    return None if amount is None else decimal_text(round_to(amount, CENT))


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}
