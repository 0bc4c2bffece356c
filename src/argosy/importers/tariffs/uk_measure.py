"""One measure of the UK or XI tariff as rates: by its type, for its area, with its components, conditions, order number and law."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from argosy.engines.tariff.dialects.components import Component, read_components
from argosy.engines.tariff.dialects.reading import Reading, person
from argosy.engines.tariff.rows import ScheduleRow
from argosy.importers.tariffs.uk_payload import Found, day, items, name_of, words
from argosy.kernel.text import Text
from argosy.rules.tariff_source import Column, TariffSource

UNKNOWN_TYPE = Text("不認得措施類型 {t}，須人工判定", "the measure type {t} is not known: a person must read it")
DEPENDS = Text("稅率依條件而定（{c}），須人工判定", "the rate hangs on conditions ({c}): a person must decide")
MEURSING_CODE = Text("須 Meursing 附加代碼", "needs the Meursing additional code")
MEURSING_KINDS = {"12", "14", "21", "25", "27", "29"}
# Condition codes by which a document is shown; the others compare a price, a quantity or a weight.
DOCUMENTS = {"A", "B", "C", "H", "I", "Q", "Y", "Z"}


def parts(value: Any) -> list[Component]:
    """The components of a measure or of a condition."""
    return [
        Component(
            name_of(c, "duty_expression_id").zfill(2), _amount(c.get("duty_amount")), name_of(c, "monetary_unit_code"), name_of(c, "measurement_unit_code"),
            name_of(c, "measurement_unit_qualifier_code"),
        )
        for c in items(value)
    ]  # fmt: skip


def _amount(value: Any) -> Fraction | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        return None
    try:
        return Fraction(str(value))
    except ValueError:
        return None


def measure_rows(code: str, measure: Found, source: TariffSource, at: int) -> Iterator[ScheduleRow]:
    """The rates of a measure; none for one that states no charge (a control, a statistic)."""
    kind, series = name_of(measure.get("measure_type"), "id"), name_of(measure.get("measure_type"), "measure_type_series_id")
    column = source.column(kind)
    if series in source.controls or (column is None and not items(measure.get("measure_components"))):
        return
    known = column if column and (not column.of_series or column.of_series == series or not series) else None
    head = _head(code, measure, kind, known, at)
    if known is None:
        yield _with(replace(head, charge=""), person(UNKNOWN_TYPE.format(t=kind)))
        return
    yield from _rates(head, measure, source.currency)


def _head(code: str, measure: Found, kind: str, column: Column | None, at: int) -> ScheduleRow:
    area = name_of(measure.get("geographical_area"), "geographical_area_id", "id")
    country = len(area) == 2 and area.isalpha()
    acts = [name_of(a, "regulation_code") for a in items(measure.get("legal_acts"))]
    return ScheduleRow(
        code, column.charge if column else "", kind, words((measure.get("duty_expression") or {}).get("base")), "", "none",
        origins=(area,) if country else (), group="" if country else area,
        excluded=tuple(name_of(e, "geographical_area_id", "id") for e in items(measure.get("excluded_countries"))),
        measure=words((measure.get("measure_type") or {}).get("description")), additional_code=name_of(measure.get("additional_code"), "code"),
        quota=name_of(measure.get("order_number"), "number"), valid_from=day(measure.get("effective_start_date")),
        valid_to=day(measure.get("effective_end_date")), legal=", ".join(filter(None, acts)), at=at,
    )  # fmt: skip


def _with(row: ScheduleRow, made: Reading) -> ScheduleRow:
    return replace(row, canonical=made.canonical, state=made.state, why_zh=made.why.zh, why_en=made.why.en)


def _rates(head: ScheduleRow, measure: Found, home: str) -> Iterator[ScheduleRow]:
    components = parts(measure.get("resolved_measure_components")) or parts(measure.get("measure_components"))
    conditions = items(measure.get("measure_conditions"))
    acting = [c for c in conditions if items(c.get("measure_condition_components"))]
    if components or not acting:
        row = _with(head, read_components(components, home))
        yield replace(row, conditions=_told(conditions, components))
    elif all(name_of(c, "condition_code") in DOCUMENTS for c in acting):
        yield from (_conditional(head, condition, home) for condition in acting)
    else:
        yield replace(
            _with(head, person(DEPENDS.format(c=_listed(acting)))), raw=head.raw or _listed(acting), conditions=_told(conditions, [])
        )


def _conditional(head: ScheduleRow, condition: Found, home: str) -> ScheduleRow:
    """The rate on one document, or without any."""
    row = _with(head, read_components(parts(condition.get("measure_condition_components")), home))
    document = name_of(condition, "document_code")
    raw = _plain(words(condition.get("duty_expression")))
    if not document:
        return replace(row, raw=raw)
    return replace(
        row, raw=raw, use="document", names=(document,), conditions=f"{document}: {words(condition.get('requirement'))}".strip(": ")
    )


def _told(conditions: list[Found], components: list[Component]) -> str:
    """The documents a measure asks for, and whether its rate needs the Meursing table."""
    documents = [f"{d}: {words(c.get('requirement'))}" for c in conditions if (d := name_of(c, "document_code"))]
    meursing = [MEURSING_CODE.say("both")] if any(c.kind in MEURSING_KINDS for c in components) else []
    return "; ".join(dict.fromkeys([*meursing, *documents]))


def _listed(conditions: list[Found]) -> str:
    return "; ".join(
        " ".join(
            filter(
                None, (words(c.get("condition")), str(c.get("condition_duty_amount") or ""), "→", _plain(words(c.get("duty_expression"))))
            )
        )
        for c in conditions
    )


def _plain(text: str) -> str:
    """A duty expression without its mark-up."""
    return re.sub(r"<[^>]+>", "", text)
