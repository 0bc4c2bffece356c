"""Quantities in UN/ECE Recommendation 20 units, with the names people write for them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Unit:
    """One Rec 20 unit. ``factor`` converts to the base unit of ``dimension``; a count is its own dimension."""

    code: str
    label: Text
    dimension: str
    factor: Fraction = Fraction(1)


def _units() -> dict[str, Unit]:
    pound = Fraction("0.45359237")
    rows = [
        Unit("KGM", Text("公斤", "kg"), "mass"), Unit("GRM", Text("公克", "g"), "mass", Fraction(1, 1000)),
        Unit("TNE", Text("公噸", "t"), "mass", Fraction(1000)), Unit("LBR", Text("磅", "lb"), "mass", pound),
        Unit("ONZ", Text("盎司", "oz"), "mass", pound / 16), Unit("DTN", Text("公擔", "dt"), "mass", Fraction(100)),
        Unit("LTR", Text("公升", "l"), "volume"), Unit("MLT", Text("毫升", "ml"), "volume", Fraction(1, 1000)),
        Unit("HLT", Text("百公升", "hl"), "volume", Fraction(100)), Unit("MTQ", Text("立方公尺", "m³"), "volume", Fraction(1000)),
        Unit("GLL", Text("美加侖", "US gal"), "volume", Fraction("3.785411784")), Unit("LPA", Text("公升純酒精", "l of pure alcohol"), "alcohol"),
        Unit("MTR", Text("公尺", "m"), "length"), Unit("CMT", Text("公分", "cm"), "length", Fraction(1, 100)),
        Unit("MTK", Text("平方公尺", "m²"), "area"), Unit("KWH", Text("度", "kWh"), "energy"),
        Unit("H87", Text("個", "pcs"), "count"), Unit("DZN", Text("打", "dozen"), "count", Fraction(12)),
        Unit("MIL", Text("千個", "thousand"), "count", Fraction(1000)), Unit("CEN", Text("百個", "hundred"), "count", Fraction(100)),
        Unit("NPR", Text("雙", "pairs"), "pair"), Unit("SET", Text("組", "sets"), "set"), Unit("BO", Text("瓶", "bottles"), "bottle"),
        Unit("CT", Text("箱", "cartons"), "carton"), Unit("BX", Text("盒", "boxes"), "box"), Unit("PK", Text("包", "packs"), "pack"),
        Unit("CA", Text("罐", "cans"), "can"), Unit("RO", Text("捲", "rolls"), "roll"), Unit("P1", Text("百分比", "percent"), "ratio"),
    ]  # fmt: skip
    return {unit.code: unit for unit in rows}


UNITS = _units()
_ALIASES = {
    "KG": "KGM", "KGS": "KGM", "G": "GRM", "T": "TNE", "MT": "TNE", "LB": "LBR", "LBS": "LBR", "OZ": "ONZ", "L": "LTR", "LITRE": "LTR", "LITER": "LTR",
    "ML": "MLT", "HL": "HLT", "M3": "MTQ", "CBM": "MTQ", "GAL": "GLL", "M": "MTR", "CM": "CMT", "M2": "MTK", "PC": "H87", "PCS": "H87", "PCE": "H87",
    "PIECE": "H87", "PIECES": "H87", "EA": "H87", "EACH": "H87", "NAR": "H87", "NMB": "H87", "NO": "H87", "STK": "H87", "件": "H87", "只": "H87", "支": "H87", "顆": "H87", "枚": "H87",
    "DOZ": "DZN", "DOZEN": "DZN", "TH": "MIL", "PR": "NPR", "PRS": "NPR", "PAIR": "NPR", "PAIRS": "NPR", "SETS": "SET", "套": "SET", "BTL": "BO", "BOTTLE": "BO",
    "BOTTLES": "BO", "CTN": "CT", "CTNS": "CT", "CARTON": "CT", "CAN": "CA", "CANS": "CA", "BOX": "BX", "PACK": "PK", "PKG": "PK", "公斤": "KGM", "KILO": "KGM",
}  # fmt: skip
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


def convert(amount: Fraction, source: Unit, target: Unit) -> Fraction:
    """``amount`` of ``source`` in ``target`` units; different dimensions raise ``BadInput``."""
    if source.dimension != target.dimension:
        raise BadInput(Text("{a} 不能換算為 {b}", "{a} cannot be converted to {b}").format(a=source.label, b=target.label))
    return amount * source.factor / target.factor
