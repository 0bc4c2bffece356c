"""What the law holds for goods before anything is computed: every rule in force that touches a code, an origin and a day, one row each.

Nothing is decided here. A rule whose rate nobody holds is listed as one to look up, and goods or days the rules do not know give ``no data``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from argosy.engines.duty.consignment import Line, TariffRate
from argosy.engines.duty.rowbook import OriginUnknownError, Rows
from argosy.engines.duty.tracing import percent_words
from argosy.kernel.expression import references
from argosy.kernel.source import Confidence
from argosy.kernel.text import NOTHING, Text, same
from argosy.rules.authority import Authority, Span
from argosy.rules.checking import uses
from argosy.rules.pack import RATE, Charge, Pack
from argosy.rules.provisions import NOT_CHARGED

Coverage = Literal["known", "stated", "look_up", "no_data"]
NOTES = ("relation", "interpretation", "penalty")
"""Kinds that say how measures meet or what errors cost; there is nothing to apply or not to apply."""
NO_CHAPTERS = frozenset({"00", "77"})
"""Chapters the Harmonized System has no goods in: 77 is kept free (WCO, HS Nomenclature 2022, table of contents)."""
_STATED = Text("自行填列，未經稅則資料比對", "stated by hand, not compared with a tariff")
_LOOK_UP = Text("規則與稅則資料均無此稅率，須由人查明", "neither rules nor schedules at hand hold the rate: a person must look it up")
_BY_ORIGIN = Text("因原產地而異，原產地未提供", "depends on the origin, and none was given")
_IF = Text("另有條件，視本項事實而定", "has a condition that the facts of the line decide")
_NO_CODE = Text("「{c}」不是可查之稅則號別：無資料", "“{c}” is no code the rules know: no data")
_NO_DAY = Text("規則自 {f} 起收錄，{d} 無資料", "the rules are recorded from {f}: no data for {d}")
_WITHOUT = Text("無資料", "No data")


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure. ``line`` is a line id, empty for the whole entry; ``code`` the candidate code it was found under.

    ``kind`` is that of the charge or the programme, ``column`` (another column of a schedule), ``relief``, one of ``NOTES`` or ``none``.
    ``rate`` is a rate text, empty where the formula says how it is worked out or nobody holds one. ``version`` names the pack or edition.
    """

    line: str
    code: str
    kind: str
    subject: str
    rule: str
    label: Text
    rate: str
    formula: Text
    coverage: Coverage
    legal: Text
    source: Text
    confidence: Confidence
    version: str
    valid_from: date | None
    valid_to: date | None
    note: Text

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes it the same measure when it is listed again."""
        return self.line, self.code, self.kind, self.rule


def line_measures(pack: Pack, line: Line, on: date, unknown: Text = NOTHING) -> tuple[Measure, ...]:
    """Every measure of one line of goods under its code, in legal order; programmes and relations last.

    ``line.tariff`` and ``line.columns`` are what a schedule says, when one is loaded; ``unknown`` is why it knows no such code, if it does not.
    """
    book = _Book(pack, on)
    gap = book.no_data(line, unknown)
    return (gap,) if gap else tuple(book.of_line(line))


def entry_measures(pack: Pack, lines: Sequence[Line], on: date) -> tuple[Measure, ...]:
    """What holds for the whole entry: its charges, reliefs, disputed rules, and what a wrong declaration costs."""
    return tuple(_Book(pack, on).of_entry(lines))


def code_known(code: str) -> bool:
    """Whether a code can be looked up at all: six digits or more, in a chapter that has goods."""
    return code.isdigit() and len(code) >= 6 and code[:2] not in NO_CHAPTERS


class _Book:
    def __init__(self, pack: Pack, on: date) -> None:
        self.pack, self.on, self.rows = pack, on, Rows(pack, on)
        self.version = f"{pack.id} {pack.version}"

    def no_data(self, line: Line, unknown: Text) -> Measure | None:
        """The one row that says so, where nothing is known of the code or of the day."""
        if unknown:
            return self._none(line, unknown)
        if not code_known(line.code):
            return self._none(line, _NO_CODE.format(c=line.code))
        if set(self.rows.line_ids) <= self.rows.uncovered:
            first = min(c.span.valid_from for c in self.pack.charges)
            return self._none(line, _NO_DAY.format(f=first.isoformat(), d=self.on.isoformat()))
        return None

    def _none(self, line: Line, why: Text) -> Measure:
        nothing = Authority(NOTHING, NOTHING, None, "low", None, NOTHING)
        return self._row(line, "none", "none", "no_data", _WITHOUT, nothing, None, coverage="no_data", note=why)

    def of_line(self, line: Line) -> Iterator[Measure]:
        found: list[str] = []
        for name in self.rows.line_ids:
            made = list(self._charge(line, name))
            found += [name] if made else []
            yield from made
        yield from self._columns(line)
        yield from self._programmes(line)
        yield from self._relations(line, found)

    def of_entry(self, lines: Sequence[Line]) -> Iterator[Measure]:
        whole = Line("")
        for name in self.rows.entry_ids:
            row = self.rows.row(name, "") or self.rows.first[name]
            yield self._no_row(whole, row) if name in self.rows.uncovered else self._ruled(whole, row)
        codes = [line.code for line in lines if line.code]
        for relief in self.pack.exemptions_on(self.on):
            shut = bool(relief.excluded) and any(c.startswith(relief.excluded) for c in codes)
            note = relief.excluded_text if shut else NOTHING
            yield self._row(whole, "relief", relief.id, relief.id, relief.label, relief.authority, relief.span, note=note)
        yield from self._readings(lines)
        for penalty in self.pack.penalties_on(self.on):
            yield self._row(whole, "penalty", penalty.id, penalty.id, penalty.text, penalty.authority, penalty.span)

    def _charge(self, line: Line, name: str) -> Iterator[Measure]:
        if name in self.rows.uncovered:
            yield self._no_row(line, self.rows.first[name])
            return
        try:
            row = self.rows.row(name, line.code, line.origin)
        except OriginUnknownError:
            first = self.rows.first[name]
            yield self._row(
                line, first.kind, name, first.rule, first.label, first.authority, first.span, coverage="look_up", note=_BY_ORIGIN
            )
            return
        stated = line.rates.get(name, "")
        if stated:
            yield self._ruled(line, row or self.rows.first[name], stated, "stated", _STATED)
        elif row is not None and uses(row.expr, RATE):
            yield from self._rated(line, row)
        elif row is not None:
            yield self._ruled(line, row)

    def _rated(self, line: Line, row: Charge) -> Iterator[Measure]:
        """The rate of a schedule, else those of the pack down to the one that surely holds, else one to look up."""
        if row.id in line.tariff:
            yield self._scheduled(line, row, line.tariff[row.id], row.kind)
            return
        found = False
        for rate in self.rows.found_rates(row.id, line.code, line.origin):
            found = True
            open_ = rate.origins.holds(line.origin) is None
            note = _BY_ORIGIN if open_ else _IF if rate.only_if else rate.authority.note
            text = "" if rate.text == NOT_CHARGED else rate.text
            label = Text("{c}：{r}", "{c}: {r}").format(c=row.label, r=rate.label)
            yield self._row(line, row.kind, row.id, rate.rule, label, rate.authority, rate.span, rate=text, formula=row.formula, note=note)
            if not open_ and rate.only_if is None:
                return
        if not found:
            note = row.question if row.asks(line.code) and row.question else row.silent or _LOOK_UP
            yield self._ruled(line, row, "", "look_up", note)

    def _scheduled(self, line: Line, row: Charge, rate: TariffRate, kind: str) -> Measure:
        """A rate as a schedule states it; the law of the charge, the source and edition of the schedule. A worded one is for a person to read."""
        by = Authority(row.authority.legal, rate.source, None, "high", None, NOTHING)
        column = rate.label or same(rate.column)
        label = Text("{c}（{k}）", "{c}, {k}").format(c=row.label, k=column) if column else row.label
        worded = rate.text.startswith("?")
        told = [
            t for t in (rate.why if worded else NOTHING, same(rate.raw) if rate.raw != rate.text else NOTHING, same(rate.conditions)) if t
        ]
        made = self._row(
            line,
            kind,
            row.id,
            f"{row.rule}@{rate.column}",
            label,
            by,
            row.span,
            rate="" if worded else rate.text,
            formula=row.formula,
            coverage="look_up" if worded else "known",
            note=Text("；".join(t.zh for t in told), "; ".join(t.en for t in told)),
        )
        return replace(made, version=rate.edition) if rate.edition else made

    def _columns(self, line: Line) -> Iterator[Measure]:
        """The other columns of the schedule: rates that hold for who may claim them."""
        row = next((self._row_of(n, line) for n in self.rows.line_ids if self.rows.first[n].kind == "duty"), None)
        used = {rate.column for rate in line.tariff.values()}
        for name, rate in line.columns.items():
            if row is not None and name not in used:
                yield self._scheduled(line, row, rate, "column")

    def _programmes(self, line: Line) -> Iterator[Measure]:
        for one in self.pack.programmes:
            if not one.span.holds(self.on) or not one.covers(line.code) or one.origins.holds(line.origin) is False:
                continue
            rate = next((line.columns[c].text for c in (one.id, *one.columns) if c in line.columns), next(iter(one.rates.values()), ""))
            note = _BY_ORIGIN if one.origins.holds(line.origin) is None else one.authority.note
            yield self._row(line, one.kind, one.id, one.id, one.label, one.authority, one.span, rate=rate, note=note)

    def _relations(self, line: Line, charges: Sequence[str]) -> Iterator[Measure]:
        for one in self.pack.relations:
            if one.span.holds(self.on) and {one.subject, one.object} <= set(charges):
                yield self._row(line, "relation", one.object, one.id, one.label, one.authority, one.span)

    def _readings(self, lines: Sequence[Line]) -> Iterator[Measure]:
        """Disputed rules that a charge on these goods reads."""
        rows = [self._row_of(name, line) for line in lines if code_known(line.code) for name in self.rows.line_ids]
        read = {ref.name for row in rows if row for expr in (row.base, row.expr, row.only_if) if expr for ref in references(expr)}
        for one in self.pack.interpretations:
            if f"choice_{one.id}" in read:
                note = Text("；".join(c.label.zh for c in one.choices), "; ".join(c.label.en for c in one.choices))
                yield self._row(Line(""), "interpretation", one.id, one.id, one.label, one.authority, None, note=note)

    def _row_of(self, name: str, line: Line) -> Charge | None:
        try:
            return self.rows.row(name, line.code, line.origin)
        except OriginUnknownError:
            return None

    def _no_row(self, line: Line, row: Charge) -> Measure:
        why = _NO_DAY.format(f=row.span.valid_from.isoformat(), d=self.on.isoformat())
        return self._row(line, row.kind, row.id, row.rule, row.label, row.authority, row.span, coverage="no_data", note=why)

    def _ruled(self, line: Line, row: Charge, rate: str = "", coverage: Coverage = "known", note: Text = NOTHING) -> Measure:
        text = rate or ("" if coverage == "look_up" else self._lawful(row))
        by = row.authority
        note = note or (_IF if row.only_if else by.note)
        return self._row(
            line, row.kind, row.id, row.rule, row.label, by, row.span, rate=text, formula=row.formula, coverage=coverage, note=note
        )

    def _lawful(self, row: Charge) -> str:
        """The one percentage of the law that a rule applies, when there is just one."""
        facts = self.pack.facts_on(self.on)
        rates = {ref.name for ref in references(row.expr) if ref.name in facts and facts[ref.name].unit == "P1"}
        return percent_words(facts[rates.pop()].value) if len(rates) == 1 else ""

    def _row(
        self, line: Line, kind: str, subject: str, rule: str, label: Text, by: Authority, span: Span | None, *,
        rate: str = "", formula: Text = NOTHING, coverage: Coverage = "known", note: Text = NOTHING,
    ) -> Measure:  # fmt: skip
        first, last = (span.valid_from, span.valid_to) if span else (None, None)
        return Measure(
            line.id, line.code, kind, subject, rule, label, rate, formula, coverage, by.legal, by.source, by.confidence, self.version,
            first, last, note,
        )  # fmt: skip
