"""``assess``: one consignment, one pack, one day; every amount exact, every gap told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from argosy.engines.duty.assessment import AssessedLine, Assessment, Totals
from argosy.engines.duty.buildup import build_up
from argosy.engines.duty.cautions import cautions, rules_used
from argosy.engines.duty.charging import gaps
from argosy.engines.duty.choosing import claims, options, readings
from argosy.engines.duty.consignment import Consignment, Unresolved
from argosy.engines.duty.relief import Verdict, judge
from argosy.engines.duty.rounds import Plan, Round, Rounds, chosen_readings
from argosy.engines.duty.rowbook import rows_on
from argosy.engines.duty.scope import QUANTITY, EntryScope, Law
from argosy.kernel.errors import BadInput
from argosy.kernel.quantity import UNITS
from argosy.kernel.rounding import added
from argosy.kernel.text import Text, same
from argosy.kernel.wording import number_words
from argosy.rules.pack import Pack


def assess(consignment: Consignment, pack: Pack, on: date | None = None, today: date | None = None) -> Assessment:
    """Every charge on every line under ``pack`` as of ``on`` (default: the date of the consignment).

    ``today`` is the day rules are judged against their review date (default: ``on``). ``BadInput`` when the pack is of another jurisdiction
    or the Incoterm does not exist; everything else that is missing stands in ``unresolved``.
    """
    if (consignment.jurisdiction, consignment.flow) != (pack.jurisdiction, pack.flow):
        message = Text("規則包 {p} 不適用於 {j} {f}", "Pack {p} is not for {j} {f}")
        raise BadInput(message.format(p=pack.id, j=consignment.jurisdiction, f=consignment.flow))
    day = on or consignment.date
    return _Assessor(consignment, pack, day, today or day).assess()


def settle(consignment: Consignment, pack: Pack, on: date | None = None) -> Round:
    """Only the amounts of ``assess``: customs values and charges of every line and of the entry, with no options, warnings or words."""
    day = on or consignment.date
    return _Assessor(consignment, pack, day, day).settled()


class _Assessor:
    def __init__(self, consignment: Consignment, pack: Pack, on: date, today: date) -> None:
        self.consignment, self.pack, self.on, self.today = consignment, pack, on, today
        law = Law(pack, pack.facts_on(on), consignment.facts, chosen_readings(consignment, pack))
        self.build = build_up(consignment, pack)
        self.rows = rows_on(pack, on)
        self.rounds = Rounds(consignment, law, self.rows, self.build)

    def settled(self) -> Round:
        asked = claims(self.rounds, self.on)
        return self._settled(self.rounds.play(Plan(chosen=asked.chosen)))[0]

    def assess(self) -> Assessment:
        declared = self.rounds.play(Plan())
        asked = claims(self.rounds, self.on)
        used, verdicts = self._settled(self.rounds.play(Plan(chosen=asked.chosen), declared) if asked.chosen else declared)
        lines = tuple(self._line(i, used) for i in range(len(used.lines)))
        incomplete = tuple(x.line.id for x in lines if x.total is None)
        made = Assessment(
            consignment=self.consignment,
            pack=self.pack,
            on=self.on,
            build_up=self.build,
            lines=lines,
            entry=used.entry,
            totals=self._totals(used, incomplete),
            options=tuple(options(self.rounds, self.on, declared, used, verdicts)),
            unresolved=tuple(self._unresolved(used, verdicts, asked.told)),
            warnings=(),
            rules=rules_used(self.pack, lines, used.entry),
            penalties=self.pack.penalties_on(self.on),
            method=self._method(used),
            incomplete=incomplete,
            readings=tuple(readings(self.rounds, used)),
        )
        return cautions(made, self.today)

    def _settled(self, declared: Round) -> tuple[Round, list[Verdict]]:
        """The exemptions that hold, and all charges under them. One whose own effect undoes its conditions does not hold."""
        verdicts = self._verdicts(declared)
        relieved = {charge: v.exemption.id for v in verdicts if v.eligible for charge in v.exemption.charges}
        if not relieved:
            return declared, verdicts
        used = self.rounds.relieved(declared, relieved)
        again = self._verdicts(used)
        return (used, verdicts) if [v.eligible for v in again] == [v.eligible for v in verdicts] else (declared, again)

    def _verdicts(self, made: Round) -> list[Verdict]:
        scope = EntryScope(self.rounds.law, [c.scope for c in made.lines], {})
        return [judge(exemption, scope) for exemption in self.pack.exemptions_on(self.on)]

    def _line(self, i: int, used: Round) -> AssessedLine:
        return AssessedLine(self.consignment.lines[i], self.build.exact[i], used.values[i], used.lines[i], used.lines[i].total)

    def _totals(self, used: Round, incomplete: tuple[str, ...]) -> Totals:
        left_out = set(incomplete)
        whole = [i for i, line in enumerate(self.consignment.lines) if line.id not in left_out]
        group: dict[str, str] = {kind: name for name, kinds in self.pack.totals.items() for kind in kinds}
        amounts: dict[str, list[Fraction]] = {"duty": [], "taxes": [], "fees": []}
        for kind, amount in _amounts(used, whole):
            amounts[group[kind]].append(amount)
        sums = {name: added(found) for name, found in amounts.items()}
        payable = added(sums.values())
        value = added(v for v in (used.values[i] for i in whole) if v is not None)
        landed = self.pack.value.step.rounding.apply(self._landed(whole)) + (0 if self.build.term.taxes_included else payable)
        return Totals(
            value,
            sums["duty"],
            sums["taxes"],
            sums["fees"],
            payable,
            landed,
            not incomplete and all(e.amount is not None for e in used.entry),
        )

    def _landed(self, whole: list[int]) -> Fraction:
        rate = self.build.rates.get(self.consignment.currency, Fraction(0))
        goods = added(self.consignment.lines[i].value or Fraction(0) for i in whole) * rate
        return goods + self.build.outside_price(whole)

    def _unresolved(self, used: Round, verdicts: Sequence[Verdict], told: Sequence[Unresolved]) -> Iterator[Unresolved]:
        found = [*self.consignment.found, *self.build.unresolved, *self._unknown(), *self._contradictions(), *self._undone(used), *told]
        known = self.rounds.at_prices(used.plan) if self._held(used) else used
        for charged in known.lines:
            found += gaps(charged.charges)
        found += [gap for charge in known.entry for gap in charge.missing]
        free = set(used.plan.relieved)
        open_ = [v for v in verdicts if not free.issuperset(v.exemption.charges)]
        found += [Unresolved(m.line, m.field, m.what, m.why, m.ask, blocks=False) for v in open_ for m in v.missing]
        return iter({(f.line, f.field): f for f in reversed(found)}.values().__reversed__())

    def _unknown(self) -> Iterator[Unresolved]:
        known = {"rates": set(self.rows.line_ids), "facts": {*self.pack.inputs, *(QUANTITY + unit for unit in UNITS)}}
        for line in self.consignment.lines:
            for group, names in (("rates", line.rates), ("facts", line.facts)):
                for name in sorted(set(names) - known[group]):
                    yield _unused(line.id, f"{group}.{name}", name, self.pack)
        for name in sorted(set(self.consignment.facts) - known["facts"]):
            yield _unused(None, f"facts.{name}", name, self.pack)
        for name, choice in self.consignment.interpretations.items():
            if not any(i.id == name and i.place(choice) is not None for i in self.pack.interpretations):
                yield _unused(None, f"interpretations.{name}", f"{name}={choice}", self.pack)

    def _contradictions(self) -> Iterator[Unresolved]:
        components = self.pack.valuation.components
        for conflict in self.build.conflicts:
            ask = Text("此費用是否已含於貨價？", "Is this cost already in the price?")
            yield Unresolved(None, conflict.kind, components[conflict.kind].label, conflict.message, ask, blocks=False)

    def _held(self, used: Round) -> bool:
        """Whether a price with charges inside could not be worked back, though the price is known."""
        return self.build.term.taxes_included and None not in self.build.exact and None in used.values

    def _undone(self, used: Round) -> Iterator[Unresolved]:
        if self._held(used):
            why = Text("由含稅價格反推時，須先知道各項稅費", "to work back from a price with taxes inside, every charge must be known")
            ask = Text("請先補齊各項稅率與數量", "Give the rates and quantities that are missing")
            yield Unresolved(None, "customs_value", self.pack.value.label, why, ask)

    def _method(self, used: Round) -> Text:
        term = self.build.term
        words = Text("{t} {l}，以 {b} 為基礎", "{t}, {l}; basis {b}").format(t=term.code, l=term.label, b=self.pack.value_basis.upper())
        if not term.taxes_included:
            return words
        left = Text(
            "{w}；貨價含稅費，以整數逐一試算反推完稅價格，捨入差額 {d}",
            "{w}; the price holds charges, worked back by exact search in whole units, rounding left {d}",
        )
        return left.format(w=words, d=number_words(used.left))


def _amounts(used: Round, whole: list[int]) -> Iterator[tuple[str, Fraction]]:
    for i in whole:
        for charge in used.lines[i].charges:
            if charge.amount:
                yield charge.row.kind, charge.amount
    for entry in used.entry:
        if entry.by_line:
            yield entry.row.kind, added(entry.by_line[i] for i in whole)


def _unused(line: str | None, field: str, name: str, pack: Pack) -> Unresolved:
    why = Text("規則包 {p} 沒有此項，未採用", "pack {p} has no such name; it was not used").format(p=pack.id)
    return Unresolved(line, field, same(name), why, Text("名稱是否正確？", "Is the name right?"), blocks=False)
