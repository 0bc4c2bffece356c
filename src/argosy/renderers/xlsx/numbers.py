"""Number formats of values: digits, true minus, units and status marks, as the paper formats print them."""

from __future__ import annotations

from argosy.kernel.money import SCALED
from argosy.renderers.formatting import decimals, unit_words
from argosy.report.table import Column
from argosy.report.value import STATUS_MARKS, Value


def number_format(value: Value, lang: str, *, dp: int | None = None, unit: bool = True) -> str:
    """The Excel format of a figure. ``unit=False`` leaves the unit to a column head."""
    places = decimals(value) if dp is None else dp
    digits = f"#,##0.{'0' * places}" if places else "#,##0"
    before, after = _units(value, lang) if unit else ("", "")
    if value.kind == "rate":
        digits, after = ("0" + (f".{'0' * places}" if places else "")), ""
        digits += "%"
    after += _quoted(f" {STATUS_MARKS[value.status]}") if STATUS_MARKS[value.status] else ""
    return f"{before}{digits}{after};{before}\u2212{digits}{after};{before}{digits}{after}"


def column_places(column: Column, values: list[Value]) -> int | None:
    """Decimals that align a whole column; ``None`` when it holds no figures or amounts of several currencies, which keep their own."""
    figures = [v for v in values if v.is_figure]
    if column.dp is not None or not figures:
        return column.dp
    if len({v.unit for v in figures if v.kind == "money"}) > 1:
        return None
    return max(decimals(v) for v in figures)


def _units(value: Value, lang: str) -> tuple[str, str]:
    if value.kind == "money" and value.unit and value.unit not in SCALED:
        return _quoted(f"{value.unit} "), ""
    if value.kind in ("money", "quantity", "count", "score") and value.unit:
        return "", _quoted(" " + unit_words(value.unit).say("en" if lang == "en" else "zh-Hant"))
    return "", ""


def _quoted(words: str) -> str:
    return '"' + words.replace('"', "") + '"'
