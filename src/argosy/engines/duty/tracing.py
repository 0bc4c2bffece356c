"""Why an amount is what it is, in words: the formula, the figures put in, the result and how it was rounded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeVar

from argosy.engines.duty.assessment import AssessedLine, Assessment
from argosy.engines.duty.buildup import SUMS, BuildUp
from argosy.engines.duty.cautions import rounding_words
from argosy.engines.duty.charging import LineCharge, working
from argosy.engines.duty.entry import EntryCharge
from argosy.engines.duty.formula import folded
from argosy.engines.duty.rating import BASE_REF
from argosy.engines.duty.rowbook import rows_on
from argosy.engines.duty.scope import MissingError
from argosy.kernel.expression import Expr, Num, Ref, references, substitute
from argosy.kernel.money import decimal_text
from argosy.kernel.quantity import UNITS
from argosy.kernel.text import Text, same
from argosy.kernel.wording import number_words, words
from argosy.rules.checking import uses
from argosy.rules.pack import BASE, CHOICE, COST, ENTRY_LINES, MEASURE, RATE, Pack, Step

GAP = Text("待補", "pending")
UNKNOWN = "?"
_MARK = "\x00"
KEPT_WORDS = 20_000
T = TypeVar("T")


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


class Tracer:
    """The workings of one assessment. Formulas that many lines share are put into words once."""

    def __init__(self, made: Assessment) -> None:
        self.made = made
        self.spoken = rows_on(made.pack, made.on).spoken
        self.speech = self._once(("speech",), lambda: _Speech(made.pack))
        self.law = {f.id: f.value for f in made.pack.facts_on(made.on).values()}
        self._gone: tuple[AssessedLine | None, frozenset[str]] = (None, frozenset())

    def _once(self, key: tuple[Any, ...], make: Callable[[], T]) -> T:
        """What ``make`` gives, kept for the next assessment under the same rules."""
        if key not in self.spoken:
            if len(self.spoken) >= KEPT_WORDS:
                self.spoken.clear()
            self.spoken[key] = make()
        made: T = self.spoken[key]
        return made

    def line(self, x: AssessedLine, charge: LineCharge) -> Trace:
        """The working of one charge on one line."""
        rounding = self._rounding(charge.row.step)
        if charge.relief:
            label = next(e.label for e in self.made.pack.exemptions if e.id == charge.relief)
            free = Text("{e}：免徵", "{e}: not charged").format(e=label)
            return Trace(free, free, charge.exact, charge.amount, rounding)
        settled = self._settled(charge)
        if settled is not None:
            return Trace(settled, settled, charge.exact, charge.amount, rounding)
        x.charged.scope.charge, x.charged.scope.base = charge.row, None
        formula, template = self._formula(charge, self._idle(x))
        return Trace(formula, self.speech.figures(template, x.charged.scope.value), charge.exact, charge.amount, rounding)

    def _idle(self, x: AssessedLine) -> frozenset[str]:
        """The charges that do not touch a line."""
        if self._gone[0] is not x:
            self._gone = x, frozenset(c.row.id for c in x.charges if not c.applicable)
        return self._gone[1]

    def _settled(self, charge: LineCharge) -> Text | None:
        """What stands for a working where a rule of the pack sets the amount: not charged, displaced, changed by a programme."""
        if charge.amount is None and charge.rate is None and uses(charge.row.expr, RATE):
            return Text("稅率未定", "rate not known")
        if charge.pack_rate is not None and not charge.applicable:
            return Text("{r}：不課徵", "{r}: not charged").format(r=charge.pack_rate.label)
        if charge.relation is not None and charge.relation.how != "floor":
            return Text("{r}：不另課徵", "{r}: not charged beside it").format(r=charge.relation.label)
        if charge.programme is not None and charge.row.id in charge.programme.effect:
            return Text("{p}", "{p}").format(p=charge.programme.label)
        return None

    def entry(self, charge: EntryCharge) -> Trace:
        """The working of one entry charge."""

        def figure(ref: Ref) -> Fraction:
            if ref.name == BASE and charge.base is not None:
                return charge.base
            if ref.name in self.law:
                return self.law[ref.name]
            raise MissingError

        template = self._once(("entry", id(charge.row)), lambda: _template(charge.row.expr))
        figures = self.speech.figures(template, figure)
        return Trace(charge.row.formula, figures, charge.exact, charge.amount, self._rounding(charge.row.step))

    def value(self, i: int) -> Trace:
        """The working of the customs value of one line."""
        build, x, value = self.made.build_up, self.made.lines[i], self.made.pack.value
        rounding = self._rounding(value.step)
        if build.term.taxes_included:
            return Trace(self.made.method, self.made.method, x.customs_value, x.customs_value, rounding)
        return Trace(value.formula, same(_value_words(self.made, build, i)), x.price, x.customs_value, rounding)

    def _rounding(self, step: Step) -> Text:
        return self._once(("rounding", id(step)), lambda: rounding_words(step, self.made.pack.currency))

    def _formula(self, charge: LineCharge, gone: frozenset[str]) -> tuple[Text, _Template]:
        """The formula in words, and with places for its figures. It depends on the rule, the rate, and the terms of the base that are none."""
        row = charge.row
        terms = self._once(("base", id(row)), lambda: frozenset(ref.name for ref in references(row.base)))
        key = ("line", id(row), id(charge.relation), charge.rate_text if charge.rate else "", gone & terms)
        return self._once(key, lambda: self._worded(charge, gone))

    def _worded(self, charge: LineCharge, gone: frozenset[str]) -> tuple[Text, _Template]:
        base = folded(substitute(charge.row.base, lambda r: Num(Fraction(0)) if r.name in gone else r))
        shown = folded(substitute(working(charge, _percent, BASE_REF), lambda r: base if r.name == BASE else r))
        return self.speech.formula(shown), _template(shown)


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


@dataclass(frozen=True, slots=True)
class _Template:
    """A formula in words with a place for the figure of each reference: what many lines share is written once."""

    refs: tuple[Ref, ...]
    zh: tuple[str, ...]
    en: tuple[str, ...]

    def filled(self, figures: Sequence[str]) -> Text:
        """The formula with its figures. Every other piece of a side is the place of a figure."""
        zh = "".join(figures[int(piece)] if i % 2 else piece for i, piece in enumerate(self.zh))
        same_words = self.en == self.zh
        return Text(zh, zh if same_words else "".join(figures[int(p)] if i % 2 else p for i, p in enumerate(self.en)))


def _template(expr: Expr) -> _Template:
    refs = tuple(dict.fromkeys(references(expr)))
    mark = {ref: f"{_MARK}{i}{_MARK}" for i, ref in enumerate(refs)}
    zh, en = (words(expr, lang, mark.__getitem__).split(_MARK) for lang in ("zh-Hant", "en"))
    return _Template(refs, tuple(zh), tuple(en))


class _Speech:
    def __init__(self, pack: Pack) -> None:
        self.labels = {c.id: c.label for c in pack.charges} | {n: i.label for n, i in pack.inputs.items()}
        self.labels |= {f.id: f.label for f in pack.facts} | {"customs_value": pack.value.label, BASE: Text("稅基", "base")}
        self.labels |= {COST + kind: c.label for kind, c in pack.valuation.components.items()} | {
            ENTRY_LINES: Text("項數", "number of lines"),
            **SUMS,
        }
        self.labels |= {CHOICE + i.id: i.label for i in pack.interpretations}
        self.rates = {f.id for f in pack.facts if f.unit == "P1"}

    def formula(self, expr: Expr) -> Text:
        return Text(words(expr, "zh-Hant", lambda r: self._name(r).zh), words(expr, "en", lambda r: self._name(r).en))

    def figures(self, template: _Template, figure: Callable[[Ref], Fraction]) -> Text:
        return template.filled([self._figure(ref, figure) for ref in template.refs])

    def _name(self, ref: Ref) -> Text:
        if ref.scope == "named":
            return same(ref.name)
        if ref.name.startswith(MEASURE):
            unit = UNITS[ref.name.removeprefix(MEASURE)].label
            return Text(f"數量（{unit.zh}）", f"quantity ({unit.en})")
        label = self.labels.get(ref.name.removeprefix("lines."), same(ref.name))
        return label.inside

    def _figure(self, ref: Ref, figure: Callable[[Ref], Fraction]) -> str:
        if ref.scope == "named":
            return ref.name
        try:
            value = figure(ref)
        except MissingError:
            return UNKNOWN
        return percent_words(value) if ref.name in self.rates else number_words(value)
