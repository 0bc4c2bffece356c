"""Quantities in UN/ECE Recommendation 20 units, with the names people write for them.

``units.csv`` holds the units; ``contents.csv`` what a tariff counts them of: ``KGM:LEAD`` is a kilogram of lead content. A unit of some
content converts only into units of the same content, never into the plain unit. ``VAL:<part>`` is one unit of the jurisdiction's currency
of the value of a part (``VAL:RETAIL``, ``VAL:BATTERY``), for rates on something other than the customs value.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from importlib.resources import files

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

_VALUES = {
    "RETAIL": Text("零售價", "retail price"), "BATTERY": Text("電池", "battery"), "CASE": Text("錶殼", "case"),
    "STRAP": Text("錶帶", "strap, band or bracelet"), "CASESTRAP": Text("錶殼及錶帶", "case and strap, band or bracelet"),
    "MOVEMENT": Text("機芯", "movement"), "MOVEMENTCASE": Text("機芯及外殼", "movement and case"), "APPARATUS": Text("器具", "apparatus"),
    "SET": Text("整組", "entire set"), "LEAD": Text("鉛", "lead content"), "RIFLE": Text("步槍", "rifle"),
    "SIGHT": Text("瞄準鏡", "telescopic sight"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit. ``factor`` converts to the base unit of ``dimension``; a count is its own dimension."""

    code: str
    label: Text
    dimension: str
    factor: Fraction = Fraction(1)


def _table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(files("argosy.kernel").joinpath(name).read_text(encoding="utf-8").splitlines()))


def _exact(text: str) -> Fraction:
    top, _, bottom = text.partition("/")
    return Fraction(top) / Fraction(bottom or 1)


def _units() -> dict[str, Unit]:
    plain = {row["code"]: Unit(row["code"], Text(row["zh"], row["en"]), row["dimension"], _exact(row["factor"])) for row in _ROWS}
    values = (
        Unit(f"VAL:{part}", Text(f"元{of.zh}價值", f"currency units of value of the {of.en}"), f"value {part}")
        for part, of in _VALUES.items()
    )
    return plain | {unit.code: unit for unit in (*_contents(plain), *values)}


def _contents(plain: dict[str, Unit]) -> Iterator[Unit]:
    for row in _table("contents.csv"):
        for base in (plain[code] for code in row["bases"].split("|")):
            label = Text(f"{base.label.zh}（{row['zh']}）", f"{base.label.en} ({row['en']})")
            yield Unit(f"{base.code}:{row['code']}", label, f"{base.dimension} {row['code']}", base.factor)


_ROWS = _table("units.csv")
_ASIDE = {row["dimension"] for row in _ROWS if "component" in row["dimension"] or "duty" in row["dimension"]} | {"alcohol strength"}
UNITS = _units()
_ALIASES = {alias: row["code"] for row in _ROWS for alias in row["aliases"].split("|") if alias}
_LABELS = {unit.label.zh: unit.code for unit in UNITS.values()} | {unit.label.en.upper(): unit.code for unit in UNITS.values()}


def unit_of(name: str) -> Unit:
    """The unit called ``name``: a Rec 20 code, an abbreviation or a Chinese name. Unknown names raise ``BadInput``."""
    key = name.strip().upper()
    code = key if key in UNITS else _ALIASES.get(key) or _LABELS.get(key) or _LABELS.get(name.strip())
    if code is None:
        raise BadInput(
            Text(
                "不認得單位「{n}」，請用 UN/ECE Rec 20 代碼（例：KGM、LTR、H87）",
                "Unknown unit “{n}”: use a UN/ECE Rec 20 code such as KGM, LTR or H87",
            ).format(n=name)
        )
    return UNITS[code]


def of_content(code: str) -> bool:
    """Whether a unit measures something in the goods, or of their value, and not the goods themselves."""
    return ":" in code or UNITS[code].dimension in _ASIDE


def several_of(number: Fraction, unit: Unit) -> Unit | None:
    """The unit that is ``number`` of ``unit``, if there is one: 100 kg is DTN, 1,000 pieces MIL."""
    factor = number * unit.factor
    return next((u for u in UNITS.values() if u.dimension == unit.dimension and u.factor == factor), None)


def convert(amount: Fraction, source: Unit, target: Unit) -> Fraction:
    """``amount`` of ``source`` in ``target`` units; different dimensions raise ``BadInput``."""
    if source.dimension != target.dimension:
        raise BadInput(Text("{a} 不能換算為 {b}", "{a} cannot be converted to {b}").format(a=source.label, b=target.label))
    return amount * source.factor / target.factor
