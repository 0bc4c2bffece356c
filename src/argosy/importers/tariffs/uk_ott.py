"""Commodity payloads of the UK trade tariff service (UK and XI): one JSON file, or a folder of them.

A measure becomes a rate of the column its type names. One whose rate hangs on a document becomes a rate with and one without it; one whose
rate hangs on anything else (an entry price, a quantity) needs a person. In a folder, files that are no commodity payload are left out and
named; a list of geographical areas gives the members of groups.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from argosy.engines.tariff.dialects.components import supplementary_unit
from argosy.engines.tariff.rows import Schedule, ScheduleRow, TariffLine
from argosy.importers.tariffs.given import Faults, Given, GivenFile, json_value
from argosy.importers.tariffs.tree import STEP
from argosy.importers.tariffs.uk_measure import measure_rows, parts
from argosy.importers.tariffs.uk_payload import Found, day, items, name_of, nested, words
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.rules.tariff_source import TariffSource

SERIES = "uk-ott"
CODE = re.compile(r"\d{10}")
POINTER = re.compile(r"\s*(\.\./)+\S+\.json\s*")
LEFT_OUT = Text("未匯入（不是貨品資料）：{n}", "Left out, for they are no commodity payload: {n}")
OTHER_SERVICE = Text("未匯入（屬另一關稅領域）：{n}", "Left out, for they are of another territory: {n}")


def read(files: Given, source: TariffSource) -> Schedule:
    """The schedule in the payloads; ``BadInput`` when the one file, or every file of the folder, is none, or one is damaged."""
    faults = Faults(files.name)
    lines: dict[str, TariffLine] = {}
    rows: dict[tuple[Any, ...], ScheduleRow] = {}
    groups: dict[str, tuple[str, ...]] = {}
    left: list[str] = []
    strangers = [f.name for f in files.files if files.folder and _other_service(f.name, source)]
    for number, file in enumerate((f for f in files.files if f.name not in strangers), 1):
        value = None if files.folder and POINTER.fullmatch(file.data.decode("utf-8", "replace")) else json_value(file)
        commodity = nested(value)
        if commodity is None:
            left.append(file.name)
            groups.update(_areas(value))
            continue
        _take(commodity, file, number, source, faults, lines, rows, groups)
    faults.refuse()
    if not lines:
        raise BadInput(Text("「{f}」不是貨品資料（commodity payload）", "{f} is no commodity payload").format(f=files.name))
    notes = [LEFT_OUT.format(n=", ".join(left))] if left else []
    notes += [OTHER_SERVICE.format(n=", ".join(strangers))] if strangers else []
    return Schedule(SERIES, tuple(sorted(lines.values(), key=lambda x: x.code)), tuple(rows.values()), groups, tuple(notes), files.dated)


def _other_service(name: str, source: TariffSource) -> bool:
    prefix = re.match(r"(uk|xi)[_-]", name)
    return bool(source.service and prefix and prefix[1] != source.service)


def _take(
    commodity: Found, file: GivenFile, number: int, source: TariffSource, faults: Faults, lines: dict[str, TariffLine],
    rows: dict[tuple[Any, ...], ScheduleRow], groups: dict[str, tuple[str, ...]],
) -> None:  # fmt: skip
    code = name_of(commodity, "goods_nomenclature_item_id")
    if not CODE.fullmatch(code):
        faults.add(
            number, "goods_nomenclature_item_id", f"{file.name}：「{code}」須為 10 位數字", f"{file.name}: “{code}” must have 10 digits"
        )
        return
    measures = items(commodity.get("import_measures"))
    unit = next((u for m in measures if (u := supplementary_unit(parts(m.get("measure_components"))))), "")
    for line in _lines(commodity, code, unit, number):
        lines.setdefault(line.code, line)
    for measure in measures:
        for group, members in _members(measure):
            groups[group] = tuple(dict.fromkeys((*groups.get(group, ()), *members)))
        for row in measure_rows(code, measure, source, number):
            rows.setdefault((code, name_of(measure, "id"), row.canonical, row.use, row.raw), row)


def _lines(commodity: Found, code: str, unit: str, at: int) -> Iterator[TariffLine]:
    """The chapter, the heading, what stands between, and the commodity itself."""
    above = [commodity.get("chapter"), commodity.get("heading"), *items(commodity.get("ancestors"))]
    path: list[str] = []
    for item in (a for a in above if isinstance(a, dict)):
        text, number = _text(item), name_of(item, "goods_nomenclature_item_id")
        short = re.sub(r"(?:00)+$", "", number)
        short = number[: max(len(short) + len(short) % 2, 2)]
        if CODE.fullmatch(number) and name_of(item, "producline_suffix") in ("80", "") and number != code:
            yield TariffLine(short, "", text, "", STEP.join(path), at=at)
        path.append(text)
    units = (unit,) if unit else ()
    yield TariffLine(
        code, "", _text(commodity), "", STEP.join(path), bool(commodity.get("declarable")), units, day(commodity.get("validity_start_date")),
        day(commodity.get("validity_end_date")), at=at,
    )  # fmt: skip


def _text(item: Found) -> str:
    plain = words(item.get("description_plain")) or words(item.get("description"))
    return plain.replace("|", " ")


def _members(measure: Found) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The countries of the group a measure is for; a group without any is not told."""
    area = measure.get("geographical_area")
    if isinstance(area, dict):
        members = tuple(name_of(c, "geographical_area_id", "id") for c in items(area.get("children_geographical_areas")))
        if members:
            yield name_of(area, "geographical_area_id", "id"), members


def _areas(value: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The groups in a list of geographical areas."""
    for area in items(value):
        yield from _members({"geographical_area": area})
