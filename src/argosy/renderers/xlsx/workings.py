"""The formula of every figure in the workbook, compiled once per column and written with the row of each cell."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from argosy.kernel.evaluation import evaluate
from argosy.kernel.expression import Call, Expr, Ref, references
from argosy.kernel.text import Text
from argosy.renderers.xlsx import exact
from argosy.renderers.xlsx.exact import Exact, Inexact
from argosy.renderers.xlsx.formulas import compiled, formula
from argosy.renderers.xlsx.places import Places, column_letters, ranges, sheet_prefix
from argosy.renderers.xlsx.shares import FIRST_ROW, SHARE_ROW, Share, Shares
from argosy.report.ledger import Ledger, Place

ROW = "\x02"


class Workings:
    """Formulas by figure. ``fixed`` collects the figures that are written as plain results because no exact formula exists."""

    def __init__(self, places: Places, shares: Shares) -> None:
        self.places, self.shares, self.ledger = places, shares, places.ledger
        self.fixed: list[str] = []
        self._templates: dict[tuple[str, str, str], str | None] = {}
        self._cells: dict[str, tuple[str, ...]] = {}

    def formulas(self) -> dict[str, str]:
        """The formula of every figure that has one, without ``=``; others were entered or cannot be written exactly."""
        places = (self.ledger.places.get(figure) for figure in self.places.addresses)
        found = ((p.value.id, self._formula(p, p.expr)) for p in places if p and p.value.is_figure and p.expr)
        return {figure: formula for figure, formula in found if formula}

    def _formula(self, place: Place, expr: str) -> str | None:
        _no_missing(place, self._cell_keys(expr))
        template = self._template(place, expr)
        if template is None:
            self.fixed.append(place.value.id)
            return None
        row = self.places.addresses[place.value.id].row + 1
        return template.replace(ROW, str(row)).replace(SHARE_ROW, str(FIRST_ROW + place.row_no + 1))

    def _template(self, place: Place, expr: str) -> str | None:
        where = (place.block.id, place.column.key if place.column else "") if place.in_body else (place.value.id, "")
        key = (*where, expr)
        if key not in self._templates:
            self._templates[key] = self._compile(place, expr)
        return self._templates[key]

    def _compile(self, place: Place, text: str) -> str | None:
        expr = self.ledger.expression(text)
        for spare in (True, False):
            try:
                return self._written(expr, _CellOperands(self, place, spare))
            except Inexact:
                continue
        return None

    def _written(self, expr: Expr, operands: _CellOperands) -> str:
        return operands.cell(expr) if isinstance(expr, Ref) else formula(expr, operands)

    def _cell_keys(self, text: str) -> tuple[str, ...]:
        if text not in self._cells:
            found = references(self.ledger.expression(text))
            self._cells[text] = tuple(ref.name for ref in found if ref.scope == "cell")
        return self._cells[text]


def _no_missing(place: Place, keys: tuple[str, ...]) -> None:
    for key in keys:
        if place.row is not None and (key not in place.row.cells or place.row.cells[key].v is None):
            raise ValueError(f"{place.value.id} is a number but uses the missing {key}")


class _CellOperands:
    """What one cell's formula refers to, seen from its own sheet."""

    def __init__(self, workings: Workings, place: Place, spare: bool, here: str = "") -> None:
        self.workings, self.place, self.spare = workings, place, spare
        self.places = workings.places
        self.here = here or self.places.address(place.value.id).sheet

    def cell(self, ref: Ref) -> str:
        """The bare cell or name a reference points to."""
        target = self._target(ref)
        if ref.scope == "named" and ref.name in self.places.named:
            return self.places.named[ref.name]
        address = self.places.address(target.value.id)
        prefix = "" if address.sheet == self.here else sheet_prefix(address.sheet)
        if ref.scope == "cell" and address.row == self.places.address(self.place.value.id).row and self.place.in_body:
            return f"{prefix}{column_letters(address.col)}{ROW}"
        return f"{prefix}${column_letters(address.col)}${address.row + 1}"

    def value(self, ref: Ref) -> Exact:
        size = self.places.size(self._target(ref), self.spare)
        return exact.atom(self.cell(ref), size.peak, size.digits)

    def total(self, column: str) -> Exact:
        addresses = self.places.body(column)
        if not addresses:
            return exact.constant(Fraction(0))
        size = self.places.column_size(column, self.spare)
        return exact.atom(f"SUM({ranges(addresses, self.here)})", size.peak * len(addresses), size.digits)

    def count(self, column: str) -> Exact:
        addresses = self.places.body(column)
        return exact.atom(f"COUNT({ranges(addresses, self.here)})", len(addresses)) if addresses else exact.constant(Fraction(0))

    def tally(self, pairs: Sequence[tuple[str, Exact]]) -> Exact:
        bodies = [self.places.body(column) for column, _ in pairs]
        if not bodies[0]:
            return exact.constant(Fraction(0))
        spans = [ranges(addresses, self.here) for addresses in bodies]
        if any("," in span for span in spans) or len({len(addresses) for addresses in bodies}) > 1:
            raise Inexact("columns of different rows")
        parts = ",".join(f"{span},{exact.written(value)}" for span, (_, value) in zip(spans, pairs, strict=True))
        return exact.atom(f"COUNTIFS({parts})", len(bodies[0]))

    def share(self, call: Call) -> Exact:
        total, weights = call.args
        assert isinstance(weights, Ref)
        if any(ref.scope == "cell" for ref in references(total)) or not self.place.in_body:
            raise Inexact(weights.name)
        key = (repr(total), weights.name)
        return self.workings.shares.part(key, self._share(total, weights.name), self.places.column_size(weights.name, False))

    def _share(self, total: Expr, column: str) -> Share:
        ledger = self.workings.ledger
        seen = compiled(total, _CellOperands(self.workings, self.place, False, self.workings.shares.name))
        amount = evaluate(total, _Fixed(ledger, self.place))
        digits = next((d for d in range(7) if (seen.factor * 10**d).denominator == 1), None)
        if seen.over or digits is None:
            raise Inexact(column)
        table, _, name = column.partition(".")
        label = ledger.tables[table].column(name).label
        title = Text(f"{self._title(total).zh}　依{label.zh}", f"{self._title(total).en} by {label.en}")
        weight_digits = self.places.column_size(column, False).digits
        return Share(title, seen, digits, amount, column, tuple(ledger.column(column)), weight_digits)

    def _title(self, total: Expr) -> Text:
        target = self._target(total) if isinstance(total, Ref) else self.place
        return target.value.label or (target.column.label if target.column else Text(target.value.id, target.value.id))

    def _target(self, ref: Ref) -> Place:
        try:
            return self.workings.ledger.target(ref, self.place)
        except KeyError:
            raise Inexact(ref.name) from None


class _Fixed:
    """A scope over the report's own figures."""

    def __init__(self, ledger: Ledger, place: Place) -> None:
        self.ledger, self.place, self.row = ledger, place, place.row_no

    def value(self, ref: Ref) -> Fraction:
        return self.ledger.target(ref, self.place).value.number

    def column(self, name: str) -> list[Fraction]:
        return self.ledger.column(name)

    def parts(self, total: Fraction, name: str) -> list[Fraction]:
        return self.ledger.parts(total, name)
