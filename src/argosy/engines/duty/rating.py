"""Which rate of a charge holds on a line: under a programme, stated, of a schedule, of the pack; and what to ask where none is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from argosy.engines.duty.claiming import programme_rate
from argosy.engines.duty.consignment import Line, TariffRate, Unresolved
from argosy.engines.duty.rate import Rate, alternative, rate_expr, read_rate
from argosy.engines.duty.rowbook import Rows
from argosy.engines.duty.scope import NIL, NONE_GIVEN, LineScope, MissingError
from argosy.kernel.compilation import evaluate
from argosy.kernel.evaluation import Names
from argosy.kernel.evaluation import evaluate as plain
from argosy.kernel.expression import Expr, Num, Ref, substitute
from argosy.kernel.text import Text
from argosy.rules.pack import BASE, MEASURE, Charge
from argosy.rules.provisions import NOT_CHARGED, PackRate, Programme

BASE_REF = Ref("name", BASE)
NOTHING_DUE = Num(NIL)
KEPT = 16384


@dataclass(slots=True)
class Found:
    """The rate of a charge on a line as far as it is known, and where it comes from. ``applies`` is false without any."""

    text: str
    given: bool
    rate: Rate | None = None
    tariff: TariffRate | None = None
    pack_rate: PackRate | None = None
    programme: Programme | None = None
    applies: bool = True


def find_rate(found: Found, row: Charge, rows: Rows, scope: LineScope, chosen: tuple[Programme, ...]) -> None:
    """The rate that holds: under a programme, stated, of a schedule, of the pack; ``MissingError`` where one is asked for and there is none."""
    if chosen:
        _under_programme(found, row, scope.line, chosen)
    if not found.text and rows.rated(row):
        _look_up(found, row, rows, scope)
    if found.text and found.applies:
        found.rate = _read(found, row, rows, scope)


def _read(found: Found, row: Charge, rows: Rows, scope: LineScope) -> Rate:
    text = found.text
    rate, scope.rate, scope.percent = _read_once(text, scope.law.signs)
    if rate is None or (rows.takes_percent(row) and alternative(rate)):
        why = Text("「{r}」不能判讀，須人工判定", "“{r}” cannot be read and needs a person").format(r=text)
        raise MissingError(_ask_rate(row, scope.line, (found.tariff and found.tariff.why) or why))
    return rate


@lru_cache(maxsize=KEPT)
def _read_once(text: str, signs: tuple[str, ...]) -> tuple[Rate | None, Expr | None, Fraction]:
    """The rate in a text, what it comes to as an expression over the base and the quantities, and the percentage in it."""
    rate = read_rate(text, signs)
    if rate is None:
        return None, None, NIL
    amount = rate_expr(rate, BASE_REF, lambda unit: Ref("name", MEASURE + unit))
    return rate, amount, plain(substitute(amount, per_unit), Names({}))


def _under_programme(found: Found, row: Charge, line: Line, chosen: tuple[Programme, ...]) -> None:
    """The rate a chosen programme gives: stated with the claim, in a column of the schedule, or fixed by the pack."""
    for programme in chosen:
        rate = programme_rate(programme, row, line)
        if rate is not None:
            found.text, found.given, found.tariff, found.programme = rate.text, False, rate, programme
            return


def _look_up(found: Found, row: Charge, rows: Rows, scope: LineScope) -> None:
    """The rate a schedule gives, else the one of the pack; ``MissingError`` when which one holds depends on something not stated."""
    line = scope.line
    if row.id in line.tariff:
        found.tariff = line.tariff[row.id]
        found.text = found.tariff.text
    elif _in_pack(found, row, rows, scope):
        return
    if found.text:
        return
    if row.asks(line.code):
        raise MissingError(_ask_rate(row, line, NONE_GIVEN))
    found.applies = False


def _in_pack(found: Found, row: Charge, rows: Rows, scope: LineScope) -> bool:
    """Whether the pack carries a rate for the goods; ``MissingError`` when that depends on something not stated."""
    line, rate = scope.line, next(_fitting(rows, row.id, scope), None)
    if rows.too_short(row.id, line.code, line.origin, rate.text if rate else ""):
        raise MissingError(ask_code(row, line))
    if rate is not None:
        found.text, found.pack_rate, found.applies = rate.text, rate, rate.text != NOT_CHARGED
    return rate is not None


def _fitting(rows: Rows, charge: str, scope: LineScope) -> Iterator[PackRate]:
    """The rates of the pack that hold for the line, the closest first; ``MissingError`` when it depends on an origin not stated."""
    for rate in rows.found_rates(charge, scope.line.code, scope.line.origin):
        if rate.origins.holds(scope.line.origin) is None:
            raise MissingError(ask_origin(scope.line))
        if rate.only_if is None or evaluate(rate.only_if, scope):
            yield rate


def _ask_rate(row: Charge, line: Line, why: Text) -> Unresolved:
    what = Text(f"{row.label.zh}率", f"{row.label.en} rate")
    ask = row.question or Text("適用之{c}率為何？", "Which {c} rate applies?").format(c=row.label.inside)
    return Unresolved(line.id, f"rates.{row.id}", what, why, ask)


def per_unit(ref: Ref) -> Expr:
    """The names of a rate such that what is left is its percentage: a base of 1, no quantity."""
    return Num(Fraction(1)) if ref.name == BASE else NOTHING_DUE if ref.name.startswith(MEASURE) else ref


def ask_origin(line: Line) -> Unresolved:
    """What to ask where a charge depends on the origin."""
    why = Text("此稅費因原產地而異，未提供原產地", "this charge depends on the origin, and none was given")
    return Unresolved(line.id, "origin", Text("原產地", "Origin"), why, Text("本項貨物之原產地為何？", "What is the origin of the goods?"))


def ask_code(row: Charge, line: Line) -> Unresolved:
    """What to ask where a charge depends on a longer code."""
    why = Text(
        "「{c}」下之貨品有課徵與未課徵者或稅率不同，須更長之稅則號別",
        "under “{c}” goods are charged differently or not at all: a longer code decides",
    )
    ask = Text("本項之完整稅則號別為何？", "What is the full commodity code of this line?")
    return Unresolved(line.id, "code", row.label, why.format(c=line.code), ask)


def not_in_force(row: Charge) -> Unresolved:
    """What to say when a charge has no rule yet on the day."""
    why = Text("規則自 {d} 起收錄，當日無資料", "rules are recorded from {d} only").format(d=row.span.valid_from)
    return Unresolved(None, f"rules.{row.id}", row.label, why, Text("請改用收錄期間之日期或補規則", "Use a later date, or add the rule"))
