"""How cells look: a handful of named styles, made into workbook formats when first used."""

from __future__ import annotations

from typing import Any

FONT = "Microsoft JhengHei"
INK, SOFT, LINE, HAIR, WASH, ACCENT, ALARM, GOOD, AMBER, ENTRY = (
    "#15212B", "#55636F", "#AEB9C2", "#D5DBE0", "#F1F4F6", "#0B4F6C", "#A3271F", "#1D6B45", "#9A5B00", "#FFF8E6",
)  # fmt: skip

_ROW = {"bottom": 1, "bottom_color": HAIR}
_HEAD = {"bold": True, "font_size": 8.5, "text_wrap": True, "bottom": 1, "valign": "bottom"}
_WRAP = {"text_wrap": True, "valign": "top", "indent": 1}
_TOTAL = {"bold": True, "top": 1, "bottom": 2}
STYLES: dict[str, dict[str, Any]] = {
    "plain": {},
    "title": {"font_size": 17, "bold": True},
    "subtitle": {"font_size": 10, "font_color": SOFT},
    "banner": {"bold": True, "font_color": ALARM, "top": 5, "top_color": ALARM},
    "firm": {"bold": True, "bottom": 2, "bottom_color": ACCENT},
    "firm.side": {"font_size": 8.5, "font_color": SOFT, "align": "right", "bottom": 2, "bottom_color": ACCENT, "text_wrap": True},
    "section": {"font_size": 12, "bold": True, "top": 2, "top_color": ACCENT},
    "section.2": {"font_size": 10.5, "bold": True, "top": 1, "top_color": LINE},
    "caption": {"bold": True, "valign": "bottom"},
    "unit": {"font_size": 8, "font_color": SOFT, "align": "right", "valign": "bottom"},
    "lead": {**_WRAP, "indent": 0, "font_size": 10.5},
    "prose": {**_WRAP, "indent": 0},
    "note": {**_WRAP, "indent": 0, "font_size": 8, "font_color": SOFT},
    "question": {"font_size": 8.5, "font_color": SOFT, "left": 5, "left_color": ACCENT, "indent": 1},
    "answer": {"font_size": 11, "bold": True, "left": 5, "left_color": ACCENT, "indent": 1, "text_wrap": True},
    "label": {"font_size": 8.5, "font_color": SOFT, "indent": 1, "text_wrap": True, **_ROW},
    "value": {"indent": 1, "text_wrap": True, "align": "left", **_ROW},
    "key.label": {"font_size": 8.5, "font_color": SOFT, "top": 2, "top_color": ACCENT, "text_wrap": True},
    "key.value": {"font_size": 16, "bold": True, "align": "left"},
    "key.missing": {"font_size": 11, "font_color": SOFT},
    "key.sub": {"font_size": 8, "font_color": SOFT, "text_wrap": True, "valign": "top", "align": "left"},
    "band": {"font_size": 8, "font_color": SOFT, "align": "center", "top": 2, "bottom": 1, "bottom_color": SOFT, "text_wrap": True},
    "band.none": {"top": 2},
    "head": {**_HEAD, "top": 2, "indent": 1},
    "head.right": {**_HEAD, "top": 2, "align": "right"},
    "head.center": {**_HEAD, "top": 2, "align": "center"},
    "under": {**_HEAD, "indent": 1},
    "under.right": {**_HEAD, "align": "right"},
    "under.center": {**_HEAD, "align": "center"},
    "text": {"indent": 1, "text_wrap": True, **_ROW},
    "code": {"indent": 1, "num_format": "@", **_ROW},
    "center": {"align": "center", "text_wrap": True, **_ROW},
    "number": {"align": "right", **_ROW},
    "date": {"align": "left", "indent": 1, **_ROW},
    "missing": {"font_color": SOFT, "font_size": 8.5, "align": "right", **_ROW},
    "missing.left": {"font_color": SOFT, "font_size": 8.5, "indent": 1, **_ROW},
    "interval": {"font_color": SOFT, "font_size": 8.5, "align": "left", "indent": 1, **_ROW},
    "empty": {"font_color": SOFT, "italic": False},
    "group": {"bold": True, "font_size": 8.5, "font_color": ACCENT, "indent": 1, "top": 1, "top_color": LINE, **_ROW},
    "total": {**_TOTAL, "indent": 1, "text_wrap": True},
    "total.number": {**_TOTAL, "align": "right"},
    "total.missing": {**_TOTAL, "bold": False, "font_color": SOFT, "font_size": 8.5, "align": "right"},
    "matrix": {"text_wrap": True, "valign": "top", "indent": 1, "border": 1, "border_color": LINE},
    "matrix.center": {"align": "center", "bold": True, "border": 1, "border_color": LINE, "text_wrap": True},
    "risk.low": {"align": "center", "text_wrap": True, "border": 1, "border_color": LINE, "bg_color": "#FFFFFF"},
    "risk.medium": {"align": "center", "text_wrap": True, "border": 1, "border_color": LINE, "bg_color": "#EEE3D2"},
    "risk.high": {"align": "center", "text_wrap": True, "border": 1, "border_color": LINE, "bg_color": "#DDB98A"},
    "risk.extreme": {"align": "center", "text_wrap": True, "border": 1, "border_color": LINE, "bg_color": ALARM, "font_color": "#FFFFFF"},
    "raci.a": {"align": "center", "bold": True, "border": 1, "border_color": LINE, "bg_color": ACCENT, "font_color": "#FFFFFF"},
    "raci.r": {"align": "center", "bold": True, "border": 2, "border_color": ACCENT},
    "day": {"font_size": 7, "font_color": SOFT, "align": "center", "bottom": 1, "text_wrap": True},
    "slot": {"left": 4, "left_color": HAIR, "bottom": 1, "bottom_color": HAIR, "align": "center"},
    "slot.holiday": {"left": 4, "left_color": HAIR, "bottom": 1, "bottom_color": HAIR, "bg_color": "#E3E7EA"},
    "slot.planned": {"bg_color": "#8FB2C6", "bottom": 1, "bottom_color": HAIR},
    "slot.running": {"bg_color": "#4A86A3", "bottom": 1, "bottom_color": HAIR},
    "slot.done": {"bg_color": ACCENT, "bottom": 1, "bottom_color": HAIR},
    "slot.late": {"bg_color": ALARM, "bottom": 1, "bottom_color": HAIR},
    "finding.block": {"bold": True, "font_color": ALARM, "indent": 1, "text_wrap": True, **_ROW},
    "finding.warn": {"font_color": AMBER, "indent": 1, "text_wrap": True, **_ROW},
    "finding.ok": {"font_color": GOOD, "indent": 1, "text_wrap": True, **_ROW},
    "seal": {"border": 3, "border_color": LINE, "font_color": SOFT, "font_size": 8, "align": "center", "valign": "bottom"},
    "sign": {"font_size": 8.5, "font_color": SOFT, "top": 1, "text_wrap": True, "valign": "top"},
}
_BASE = {"font_name": FONT, "font_size": 9.5, "font_color": INK, "valign": "vcenter"}
_MARK = {"bg_color": WASH, "bold": True}
_SUB = {"bold": True, "top": 1, "top_color": LINE}


class Formats:
    """Workbook formats by style, number format and whether the cell may be edited."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, str, bool], Any] = {}

    def get(self, style: str, number: str = "", entry: bool = False) -> Any:
        """The format; ``style`` may end in ``+mark`` or ``+sub`` for a row that stands out."""
        key = (style, number, entry)
        if key not in self._made:
            self._made[key] = self._workbook.add_format(_properties(style, number, entry))
        return self._made[key]


def _properties(style: str, number: str, entry: bool) -> dict[str, Any]:
    name, _, extra = style.partition("+")
    more: dict[str, Any] = {"mark": _MARK, "sub": _SUB}.get(extra, {})
    tint: dict[str, Any] = {"bg_color": ENTRY, "locked": False} if entry else {}
    return {**_BASE, **STYLES[name], **more, **({"num_format": number} if number else {}), **tint}
