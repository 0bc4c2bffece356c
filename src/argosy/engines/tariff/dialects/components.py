"""Duty expressions as TARIC and the UK tariff hold them: numbered components, put together in the order of their numbers.

01 % or amount · 02, 36 less % or amount · 04, 19, 20 plus % or amount · 12, 14, 21, 25, 27, 29 the Meursing table's amounts · 15 minimum ·
17, 35 maximum · 37 nothing (NIHIL) · 40–44 export refunds · 99 the supplementary unit; 03–13, 23, 31, 33 are levies no longer fixed here.
What is added after a minimum or a maximum belongs to that bound: ``9% + EAC MAX 24.2% + ADSZ`` is the lower of the two sums.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from argosy.engines.duty.rate import AdValorem, Combined, Rate, Specific, joined
from argosy.engines.tariff.dialects.reading import NONE, Reading, parsed, person
from argosy.kernel.text import Text

START, LESS, PLUS, LOWEST, HIGHEST = ("01",), ("02", "36"), ("04", "19", "20"), ("15",), ("17", "35")
MEURSING = {"12": "EAC", "14": "EACR", "21": "ADSZ", "25": "ADSZR", "27": "ADFM", "29": "ADFMR"}
NIHIL, SUPPLEMENTARY = "37", "99"
REFUNDS = {"40": Text("穀物", "cereals"), "41": Text("稻米", "rice"), "42": Text("蛋類", "eggs"), "43": Text("糖", "sugar"), "44": Text("乳製品", "milk products")}  # fmt: skip
LEVIES = ("03", "05", "06", "07", "09", "11", "13", "23", "31", "33")
# Measurement unit with its qualifier, as TARIC codes them, to a unit of kernel.quantity. Plain codes are Rec 20 already.
UNITS = {
    "NAR": "H87", "WAT": "WTT", "ASVX": "ASVX", "DTNZ": "KGM:SUCROSE", "MTQC": "MTQ", "NARB": "H87:FLASK", "KNS": "KGM:H2O2", "KPH": "KGM:KOH",
    "KPO": "KGM:K2O", "KPP": "KGM:P2O5", "KSD": "KGM:DRY90", "KSH": "KGM:NAOH", "KUR": "KGM:URANIUM", "KNI": "KGM:N", "KCC": "KGM:CHOLINE",
    "KMA": "KGM:METHYLAMINE", "KCL": "TNE:KCL", "DHS": "KGM:DHS", "KAC": "KGM:ACESULFAME", "RET": "VAL:RETAIL", "LTRA": "LTR:TOTAL", "KGMA": "KGM:TOTAL",
}  # fmt: skip
PLAIN = ("KGM", "GRM", "TNE", "DTN", "CTM", "LTR", "HLT", "KLT", "LPA", "MTQ", "MTR", "HMT", "KMT", "MTK", "CEN", "MIL", "NPR", "MPR", "NCL", "MWH", "TJO", "CCT", "GRT", "GFI", "ASV")  # fmt: skip
QUALIFIERS = {
    "E": "DRAINED", "F": "WHEAT", "G": "GROSS", "I": "BIODIESEL", "J": "FUEL", "K": "BIOETHANOL", "L": "LIVE", "M": "DRY", "P": "LACTIC", "R": "STANDARD",
    "S": "RAWSUGAR", "T": "DRYLACTIC",
}  # fmt: skip
SEVERAL = {"MTQC": Fraction(1000), "TNEZ": Fraction(10)}


@dataclass(frozen=True, slots=True)
class Component:
    """One component of a duty expression. ``unit`` and ``qualifier`` are the tariff's own codes; ``amount`` is a percentage without a currency."""

    kind: str
    amount: Fraction | None = None
    currency: str = ""
    unit: str = ""
    qualifier: str = ""


def read_components(parts: Iterable[Component], home: str = "") -> Reading:
    """The rate the components come to. Amounts in the currency ``home`` are the jurisdiction's own; others keep their currency."""
    rows = sorted((c for c in parts if c.kind != SUPPLEMENTARY), key=lambda c: c.kind)
    if not rows or all(c.kind == NIHIL for c in rows):
        return NONE
    stranger = next((c for c in rows if c.kind not in _KNOWN or c.kind == NIHIL), None)
    if stranger:
        return person(_strange(stranger))
    try:
        return parsed(_folded(rows, home))
    except _NotARateError as error:
        return person(error.why)


def supplementary_unit(parts: Iterable[Component]) -> str:
    """The unit that must be declared besides the weight; empty when the components name none."""
    return next((UNITS.get(c.unit + c.qualifier) or c.unit for c in parts if c.kind == SUPPLEMENTARY), "")


_KNOWN = {*START, *LESS, *PLUS, *LOWEST, *HIGHEST, *MEURSING}


class _NotARateError(Exception):
    def __init__(self, why: Text) -> None:
        self.why = why
        super().__init__(why.en)


def _strange(row: Component) -> Text:
    if row.kind in REFUNDS:
        return Text("{g}之出口退稅，金額另定", "an export refund for {g}: its amount is set elsewhere").format(g=REFUNDS[row.kind])
    if row.kind in LEVIES:
        return Text("稅式 {k} 為另定之課徵，須人工判定", "duty expression {k} is a levy set elsewhere").format(k=row.kind)
    return Text("不認得稅式 {k}，須人工判定", "duty expression {k} is not known: a person must read it").format(k=row.kind)


def _folded(rows: Sequence[Component], home: str) -> Rate:
    """Segments of sums; the first is the rate, each later one a bound on what stands before it."""
    bounds: list[tuple[str, Rate | None]] = [("", None)]
    for row in rows:
        if row.kind in (*LOWEST, *HIGHEST):
            bounds.append(("max" if row.kind in LOWEST else "min", None))
        how, so_far = bounds[-1]
        bounds[-1] = (how, _grown(so_far, row, home))
    rate = bounds[0][1]
    for how, bound in bounds[1:]:
        rate = bound if rate is None else Combined(how, (rate, bound or rate))
    if rate is None:
        raise _NotARateError(Text("稅式不完整", "the duty expression is not whole"))
    return rate


def _grown(so_far: Rate | None, row: Component, home: str) -> Rate:
    value = Specific(Fraction(1), MEURSING[row.kind]) if row.kind in MEURSING else _amount(row, home)
    if row.kind in LESS:
        if so_far is None:
            raise _NotARateError(Text("稅式以減項開始", "the duty expression begins with a deduction"))
        return joined("less", so_far, value)
    return value if so_far is None else joined("sum", so_far, value)


def _amount(row: Component, home: str) -> Rate:
    if row.amount is None:
        raise _NotARateError(Text("稅式 {k} 沒有金額", "duty expression {k} has no amount").format(k=row.kind))
    code = row.unit + row.qualifier
    if not row.currency and code in ("", "RET"):
        return Specific(row.amount / 100, UNITS[code]) if code else AdValorem(row.amount / 100)
    unit = unit_for(row.unit, row.qualifier)
    if not row.currency or not unit:
        raise _NotARateError(Text("計量單位 {u} 須人工判定", "the unit “{u}” needs a person").format(u=code or "-"))
    currency = "" if row.currency == home else row.currency
    return Specific(row.amount / SEVERAL.get(code, Fraction(1)), unit, currency)


def unit_for(unit: str, qualifier: str) -> str:
    """The unit of kernel.quantity for a measurement unit and its qualifier; empty when there is none."""
    code = unit + qualifier
    if code == "TNEZ":
        return "KGM:SUCROSE"
    if code in UNITS:
        return UNITS[code]
    if not qualifier or qualifier == "N":
        return unit if unit in PLAIN else ""
    content = f"{unit}:{QUALIFIERS.get(qualifier, '')}"
    from argosy.kernel.quantity import UNITS as KNOWN

    return content if content in KNOWN else ""
