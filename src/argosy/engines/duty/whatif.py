"""What if: the same consignment with one thing changed, side by side; and which unsure fact moves the total most.

A change is written as people type it: ``2.origin=VN``, ``incoterm=CIF``, ``date=2026-07-01``, ``fx.JPY=0.22``, ``freight=500 USD``,
``2.duty=8%``, ``2.fact.alcohol_degree=14``, ``fact.by_sea=1``, ``2.preference=rcep``, ``choice.base=half``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from argosy.engines.duty.assessment import Assessment
from argosy.engines.duty.assessor import assess
from argosy.engines.duty.cautions import yes_no
from argosy.engines.duty.consignment import Claim, Consignment, Cost, Line
from argosy.engines.duty.reading import exact
from argosy.kernel.errors import BadInput
from argosy.kernel.money import decimal_text
from argosy.kernel.text import Text, same
from argosy.kernel.wording import number_words
from argosy.rules.pack import Pack

Complete = Callable[[Consignment], Consignment]
FX_SWING, COST_SWING = Fraction(5, 100), Fraction(10, 100)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing changed: its name, what it says, and the consignment with it."""

    id: str
    label: Text
    consignment: Consignment


@dataclass(frozen=True, slots=True)
class Compared:
    """One column of a comparison. ``difference`` is against the consignment as it stands; ``None`` when one of them is incomplete.

    ``by_line`` maps a line to how much more or less is charged on it.
    """

    change: Change
    made: Assessment
    payable: Fraction | None
    difference: Fraction | None
    by_line: dict[str, Fraction]


@dataclass(frozen=True, slots=True)
class Swing:
    """How far one unsure fact can move the total: payable with the one and with the other value."""

    id: str
    label: Text
    why: Text
    sides: tuple[tuple[Text, Fraction], ...]

    @property
    def spread(self) -> Fraction:
        """From the lowest to the highest."""
        amounts = [amount for _, amount in self.sides]
        return max(amounts) - min(amounts)


def changes(entry: Consignment, pack: Pack, wishes: Sequence[str], complete: Complete | None = None) -> tuple[Change, ...]:
    """The consignment with each change by itself. A change may hold several wishes, parted by `` + ``: ``1.origin=VN + incoterm=CIF``.

    ``complete`` looks rates up anew where origin, code or date changed. ``BadInput`` says how to write a change that is not understood.
    """
    return tuple(_changed(entry, pack, i, wish, complete) for i, wish in enumerate(wishes, 1))


def _changed(entry: Consignment, pack: Pack, number: int, wishes: str, complete: Complete | None) -> Change:
    after, told = entry, []
    for wish in filter(None, (part.strip() for part in wishes.split(" + "))):
        after, label = _granted(after, pack, wish)
        told.append(label)
    label = Text("；".join(t.zh for t in told), "; ".join(t.en for t in told))
    return Change(f"asked_{number}", label, complete(_unrated(entry, after)) if complete else after)


def compare(made: Assessment, others: Sequence[Change]) -> tuple[Compared, ...]:
    """What is payable with each change, beside the consignment as it stands."""
    return tuple(_compared(made, change) for change in others)


def _compared(made: Assessment, change: Change) -> Compared:
    entry = change.consignment
    other = assess(entry, made.pack, None if entry.date != made.consignment.date else made.on, entry.date)
    payable = other.totals.payable if other.totals.complete else None
    before = made.totals.payable if made.totals.complete else None
    less = None if payable is None or before is None else payable - before
    return Compared(change, other, payable, less, dict(_line_differences(made, other)))


def _unrated(before: Consignment, after: Consignment) -> Consignment:
    """Lines whose code, origin or date changed, without the rates a schedule gave them: those must be looked up again."""
    if before.date != after.date:
        return replace(after, lines=tuple(replace(line, tariff={}, columns={}) for line in after.lines))
    pairs = zip(before.lines, after.lines, strict=True)
    kept = [(a.code, a.origin) == (b.code, b.origin) for a, b in pairs]
    return replace(
        after, lines=tuple(line if same else replace(line, tariff={}, columns={}) for line, same in zip(after.lines, kept, strict=True))
    )


def _line_differences(made: Assessment, other: Assessment) -> Iterator[tuple[str, Fraction]]:
    for a, b in zip(made.lines, other.lines, strict=True):
        if a.total is not None and b.total is not None and a.total != b.total:
            yield a.line.id, b.total - a.total


def _granted(entry: Consignment, pack: Pack, wish: str) -> tuple[Consignment, Text]:
    target, equals, value = (part.strip() for part in wish.partition("="))
    head, _, name = target.partition(".")
    if not equals or not value:
        raise _unclear(wish)
    try:
        if any(line.id == head for line in entry.lines) and name:
            return _with_line(entry, pack, head, name, value)
        return _with_entry(entry, pack, head, name, value)
    except (ValueError, ZeroDivisionError) as error:
        raise _unclear(wish) from error


def _with_entry(entry: Consignment, pack: Pack, head: str, name: str, value: str) -> tuple[Consignment, Text]:
    if head == "fx" and name:
        words = Text(f"假設匯率 {name.upper()} 為 {value}", f"If the rate of {name.upper()} is {value}")
        return replace(entry, fx={**entry.fx, name.upper(): exact(value)}), words
    if head == "incoterm":
        return replace(entry, incoterm=value.upper()), Text(f"假設貿易條件為 {value.upper()}", f"If the term is {value.upper()}")
    if head == "date":
        return replace(entry, date=date.fromisoformat(value)), Text(f"假設進口日為 {value}", f"If the date of entry is {value}")
    if head == "fact" and name in pack.inputs:
        words = Text("假設「{f}」為 {v}", "If “{f}” is {v}").format(f=pack.inputs[name].label, v=value)
        return replace(entry, facts={**entry.facts, name: _fact(value)}), words
    if head == "choice" and any(i.id == name and i.place(value) is not None for i in pack.interpretations):
        rule = next(i for i in pack.interpretations if i.id == name)
        label = rule.choices[rule.place(value) or 0].label
        words = Text("假設「{r}」解釋為「{c}」", "If “{r}” is read as “{c}”").format(r=rule.label, c=label)
        return replace(entry, interpretations={**entry.interpretations, name: value}), words
    if head in pack.valuation.components and not name:
        return _with_cost(entry, pack, head, value)
    raise ValueError(head)


def _with_cost(entry: Consignment, pack: Pack, kind: str, value: str) -> tuple[Consignment, Text]:
    number, _, currency = value.partition(" ")
    cost = Cost(kind, exact(number), (currency.strip() or entry.currency).upper())
    words = Text("假設{c}為 {v}", "If {c} is {v}").format(c=pack.valuation.components[kind].label.inside, v=value)
    return replace(entry, costs=(*(c for c in entry.costs if c.kind != kind), cost)), words


def _with_line(entry: Consignment, pack: Pack, line_id: str, name: str, value: str) -> tuple[Consignment, Text]:
    line = next(x for x in entry.lines if x.id == line_id)
    new, what = _changed_line(line, pack, name, value)
    words = Text(f"假設第 {line_id} 項{what.zh}為 {value}", f"If the {what.en} of line {line_id} is {value}")
    return replace(entry, lines=tuple(new if x.id == line_id else x for x in entry.lines)), words


def _changed_line(line: Line, pack: Pack, name: str, value: str) -> tuple[Line, Text]:
    plain = {"origin": Text("原產地", "origin"), "code": Text("稅則號別", "code")}
    numbers = {"value": Text("貨價", "price"), "quantity": Text("數量", "quantity"), "net_kg": Text("淨重", "net weight"), "gross_kg": Text("毛重", "gross weight")}  # fmt: skip
    if name in plain:
        return replace(line, **{name: value.upper().replace(".", "").replace("-", "")}), plain[name]  # type: ignore[arg-type]
    if name in numbers:
        return replace(line, **{name: exact(value)}), numbers[name]  # type: ignore[arg-type]
    if name == "preference":
        return replace(line, claim=Claim(value)), Text("優惠方案", "programme")
    fact = name.removeprefix("fact.")
    if name.startswith("fact.") and fact in pack.inputs:
        return replace(line, facts={**line.facts, fact: _fact(value)}), same(fact)
    label = next((c.label for c in pack.charges if c.id == name), None)
    if label is None:
        raise ValueError(name)
    return replace(line, rates={**line.rates, name: value}), Text(f"{label.zh}率", f"{label.inside.en} rate")


def _fact(value: str) -> Fraction:
    said = {"yes": "1", "no": "0", "true": "1", "false": "0", "是": "1", "否": "0"}
    return exact(said.get(value.lower(), value))


def _unclear(wish: str) -> BadInput:
    message = Text(
        "假設條件「{w}」看不懂，請寫成 2.duty=8%、2.origin=VN、fx.JPY=0.22、incoterm=CIF、date=2026-07-01 或 freight=500 USD",
        "What-if “{w}” is not understood: write 2.duty=8%, 2.origin=VN, fx.JPY=0.22, incoterm=CIF, date=2026-07-01 or freight=500 USD",
    )
    return BadInput(message.format(w=wish))


def sensitivity(made: Assessment, fx: Fraction = FX_SWING, cost: Fraction = COST_SWING) -> tuple[Swing, ...]:
    """Every unsure fact with what the total comes to either way, the widest first; none while the worksheet is incomplete.

    Unsure are rates of exchange (± ``fx``), costs (± ``cost``), facts taken as usual because nobody stated them, and disputed rules.
    """
    if not made.totals.complete:
        return ()
    found = (*_exchange(made, fx), *_costs(made, cost), *_assumed(made), *_disputed(made))
    return tuple(sorted(found, key=lambda s: -s.spread))


def _payable(made: Assessment, entry: Consignment) -> Fraction | None:
    other = assess(entry, made.pack, made.on)
    return other.totals.payable if other.totals.complete else None


def _swing(made: Assessment, ident: str, label: Text, why: Text, sides: Sequence[tuple[Text, Consignment]]) -> Iterator[Swing]:
    played = [(words, _payable(made, entry)) for words, entry in sides]
    known = tuple((words, amount) for words, amount in played if amount is not None)
    if len(known) == len(played):
        yield Swing(ident, label, why, known)


def _exchange(made: Assessment, swing: Fraction) -> Iterator[Swing]:
    entry = made.consignment
    for code, rate in made.build_up.rates.items():
        if code != made.pack.currency:
            sides = [(_at(s * swing, rate), replace(entry, fx={**entry.fx, code: rate * (1 + s * swing)})) for s in (-1, 1)]
            yield from _swing(
                made, f"fx_{code}", Text(f"匯率 {code}", f"Exchange rate {code}"), Text("匯率變動", "it may move before entry"), sides
            )


def _costs(made: Assessment, swing: Fraction) -> Iterator[Swing]:
    entry = made.consignment
    for i, cost in enumerate(entry.costs):
        component = made.pack.valuation.components.get(cost.kind)
        label = component.label if component else same(cost.kind)
        sides = []
        for s in (-1, 1):
            other = replace(cost, amount=Fraction(round(cost.amount * (1 + s * swing) * 100), 100))
            sides.append((_percent(s * swing), replace(entry, costs=(*entry.costs[:i], other, *entry.costs[i + 1 :]))))
        yield from _swing(made, f"cost_{i + 1}", label, Text("實際帳單可能不同", "the bill may differ"), sides)


def _assumed(made: Assessment) -> Iterator[Swing]:
    entry = made.consignment
    for name in dict.fromkeys(w.rule for w in made.warnings if w.code == "assumed" and w.rule in made.pack.inputs):
        fact = made.pack.inputs[name]
        if fact.kind == "yes_no" and fact.default is not None:
            other = 1 - fact.default
            sides = [(yes_no(fact.default), entry), (yes_no(other), replace(entry, facts={**entry.facts, name: other}))]
            yield from _swing(made, f"fact_{name}", fact.label, Text("未提供，依通常情形計", "not stated, taken as usual"), sides)


def _disputed(made: Assessment) -> Iterator[Swing]:
    for reading in made.readings:
        sides = tuple((choice.label, amount) for choice, amount in reading.sides)
        yield Swing(f"choice_{reading.rule.id}", reading.rule.label, Text("規則解釋不一", "the rule is read in more than one way"), sides)


def _at(swing: Fraction, rate: Fraction) -> Text:
    percent, value = _percent(swing).en, decimal_text(rate * (1 + swing), 4)
    return Text(f"{percent}（{value}）", f"{percent} ({value})")


def _percent(swing: Fraction) -> Text:
    sign = "+" if swing > 0 else "\u2212"
    return same(f"{sign}{number_words(abs(swing) * 100)}%")
