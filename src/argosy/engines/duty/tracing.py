"""Why an amount is what it is, in words: the formula, the figures put in, the result and how it was rounded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from argosy.engines.duty.assessment import AssessedLine, Assessment
from argosy.engines.duty.buildup import BuildUp
from argosy.engines.duty.cautions import rounding_words
from argosy.engines.duty.charging import BASE_REF, LineCharge, working
from argosy.engines.duty.entry import EntryCharge
from argosy.engines.duty.formula import folded
from argosy.engines.duty.scope import MissingError
from argosy.kernel.expression import Expr, Num, Ref, substitute
from argosy.kernel.money import decimal_text
from argosy.kernel.quantity import UNITS
from argosy.kernel.text import Text, same
from argosy.kernel.wording import number_words, words
from argosy.rules.pack import BASE, MEASURE, Pack

GAP = Text("待補", "pending")


@dataclass(frozen=True, slots=True)
class Trace:
    """One working. ``substituted`` is the formula with figures, ``result`` the amount before rounding, ``rounding`` in words."""

    formula: Text
    substituted: Text
    result: Fraction | None
    amount: Fraction | None
    rounding: Text

    @property
    def sentence(self) -> Text:
        """The working in one line: ``259,828 × 20% = 51,965.6 → 51,966``."""
        if self.amount is None or self.result is None:
            return Text(f"{self.formula.zh}：{GAP.zh}", f"{self.formula.en}: {GAP.en}")
        end = f" = {number_words(self.result)}" + (f" → {number_words(self.amount)}" if self.result != self.amount else "")
        return Text(self.substituted.zh + end, self.substituted.en + end)


def percent_words(rate: Fraction) -> str:
    """A rate of one as a percentage."""
    return f"{decimal_text(rate * 100)}%"


def line_trace(made: Assessment, x: AssessedLine, charge: LineCharge) -> Trace:
    """The working of one charge on one line."""
    rounding = rounding_words(charge.row.step, made.pack.currency)
    if charge.relief:
        label = next(e.label for e in made.pack.exemptions if e.id == charge.relief)
        free = Text("{e}：免徵", "{e}: not charged").format(e=label)
        return Trace(free, free, charge.exact, charge.amount, rounding)
    x.charged.scope.charge, x.charged.scope.base = charge.row, None
    gone = {c.row.id for c in x.charges if not c.applicable}
    speech = _Speech(made.pack, x.charged.scope.value)
    base = folded(substitute(charge.row.base, lambda r: Num(Fraction(0)) if r.name in gone else r))
    shown = folded(substitute(working(charge, _percent, BASE_REF), lambda r: base if r.name == BASE else r))
    return Trace(speech.formula(shown), speech.figures(shown), charge.exact, charge.amount, rounding)


def entry_trace(made: Assessment, charge: EntryCharge) -> Trace:
    """The working of one entry charge."""

    def figure(ref: Ref) -> Fraction:
        if ref.name == BASE and charge.base is not None:
            return charge.base
        raise MissingError

    speech = _Speech(made.pack, figure, {f.id: f.value for f in made.pack.facts_on(made.on).values()})
    rounding = rounding_words(charge.row.step, made.pack.currency)
    return Trace(charge.row.formula, speech.figures(charge.row.expr), charge.exact, charge.amount, rounding)


def value_trace(made: Assessment, i: int) -> Trace:
    """The working of the customs value of one line."""
    build, x, value = made.build_up, made.lines[i], made.pack.value
    rounding = rounding_words(value.step, made.pack.currency)
    if build.term.taxes_included:
        return Trace(made.method, made.method, x.customs_value, x.customs_value, rounding)
    return Trace(value.formula, same(_value_words(made, build, i)), x.price, x.customs_value, rounding)


def _value_words(made: Assessment, build: BuildUp, i: int) -> str:
    amounts: dict[str, list[tuple[str, Fraction]]] = {made.consignment.currency: [("", made.lines[i].line.value or Fraction(0))]}
    for part in build.parts:
        if part.effect in ("add", "deduct") and part.shares:
            sign = " + " if part.effect == "add" else " − "
            amounts.setdefault(part.cost.currency, []).append((sign, part.shares[i]))
    said = []
    for code, terms in amounts.items():
        inner = "".join(sign + number_words(amount) for sign, amount in terms)
        rate = build.rates.get(code, Fraction(1))
        inner = f"({inner.strip()})" if len(terms) > 1 and rate != 1 else inner
        said.append(inner if rate == 1 else f"{inner} × {number_words(rate)}")
    return " + ".join(s.removeprefix(" + ") for s in said)


def _percent(rate: Fraction) -> Expr:
    """A figure that prints as a percentage. The name carries the rate, for it never meets an evaluator."""
    return Ref("named", percent_words(rate))


class _Speech:
    def __init__(self, pack: Pack, figure: Callable[[Ref], Fraction], law: dict[str, Fraction] | None = None) -> None:
        self.pack, self.figure, self.law = pack, figure, law or {}
        self.labels = {c.id: c.label for c in pack.charges} | {n: i.label for n, i in pack.inputs.items()}
        self.labels |= {f.id: f.label for f in pack.facts} | {"customs_value": pack.value.label, BASE: Text("稅基", "base")}
        self.rates = {f.id for f in pack.facts if f.unit == "P1"}

    def formula(self, expr: Expr) -> Text:
        return Text(words(expr, "zh-Hant", lambda r: self._name(r).zh), words(expr, "en", lambda r: self._name(r).en))

    def figures(self, expr: Expr) -> Text:
        return Text(words(expr, "zh-Hant", self._figure), words(expr, "en", self._figure))

    def _name(self, ref: Ref) -> Text:
        if ref.scope == "named":
            return same(ref.name)
        if ref.name.startswith(MEASURE):
            unit = UNITS[ref.name.removeprefix(MEASURE)].label
            return Text(f"數量（{unit.zh}）", f"quantity ({unit.en})")
        label = self.labels.get(ref.name.removeprefix("lines."), same(ref.name))
        return Text(label.zh, label.en[:1].lower() + label.en[1:])

    def _figure(self, ref: Ref) -> str:
        if ref.scope == "named":
            return ref.name
        try:
            value = self.law[ref.name] if ref.name in self.law else self.figure(ref)
        except MissingError:
            return GAP.zh
        return percent_words(value) if ref.name in self.rates else number_words(value)
