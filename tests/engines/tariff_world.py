"""A small tariff of a made-up place for the tests of look-ups."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from argosy.engines.tariff.lookup import Book
from argosy.engines.tariff.nomenclature import Nomenclature
from argosy.engines.tariff.rows import EditionFacts, ScheduleRow, TariffLine
from argosy.kernel.text import NOTHING, Text, same
from argosy.rules.tariff_source import Column, Programme, Series, TariffSource

DAY = date(2026, 6, 30)
TITLE = Text("某地稅則", "Tariff of a place")
SERIES = Series("zz-main", "zz", TITLE, TITLE, "open", "", "whole", 8, 0, "high", DAY, NOTHING)
SOURCE = TariffSource(
    jurisdiction="ZZ", tables="ZZ", currency="ZZD", series=(SERIES, replace(SERIES, id="zz-pact")),
    columns=(
        Column("hostile", "duty", "standard", same("hostile"), origins=("far",)), Column("general", "duty", "standard", same("general"), not_origins=("far",)),
        Column("outside", "duty", "standard", same("outside"), origins=("odd",), confirm=Text("請查", "check")), Column("special", "duty", "preference", same("special")),
        Column("ad", "anti_dumping", "standard", same("ad")), Column("quota", "duty", "quota", same("quota")),
    ),
    programmes={
        "P1": Programme("P1", same("P1"), origins=("JP", "KR")), "OLD": Programme("OLD", same("OLD"), origins=("JP",), valid_to=date(2020, 12, 31)),
        "GOODS": Programme("GOODS", same("GOODS"), goods=True), "PACT": Programme("PACT", same("PACT"), origins=("SG", "GB"), absent="free", absent_from="zz-pact"),
    },
    groups={"far": ("CU", "KP"), "odd": ("XO",)}, everyone=("1011",), imported=("FI",),
)  # fmt: skip
LINES = (
    TariffLine("10", en="Cereals"), TariffLine("1001", en="Wheat"), TariffLine("100110", en="Durum"), TariffLine("10011010", en="Seed", declarable=True),
    TariffLine("10011090", en="Other", declarable=True), TariffLine("1002", en="Rye"), TariffLine("10020000", en="Rye", declarable=True),
    TariffLine("10030000", en="Barley", declarable=True, valid_to=date(2025, 12, 31)), TariffLine("10030010", en="Barley, new", declarable=True, valid_from=date(2026, 1, 1)),
    TariffLine("100400", en="Oats", declarable=True),
)  # fmt: skip


def rate(code: str, column: str, canonical: str, **more: object) -> ScheduleRow:
    """A rate that was read, or without a text one for a person."""
    charge = "anti_dumping" if column == "ad" else "duty"
    state = "parsed" if canonical else "needs_person"
    head = ScheduleRow(code, charge, column, canonical or "in words", canonical, state, series="zz-main", edition="1", why_zh="" if canonical else "請讀", why_en="" if canonical else "read it")  # fmt: skip
    return replace(head, **more)  # type: ignore[arg-type]


def edition(
    series: str = "zz-main", name: str = "1", start: date | None = None, coverage: str = "whole", imported: date = DAY
) -> EditionFacts:
    """The facts of an edition."""
    return EditionFacts(
        "ZZ", series, name, "zz", "file", "0" * 64, start, imported, coverage, 1, 1, 1, 0, "稅則", "tariff", "署", "office", "open"
    )


def book(
    *rows: ScheduleRow, groups: dict[str, frozenset[str]] | None = None, on: date = DAY, series: tuple[str, ...] = ("zz-main",)
) -> Book:
    """A book of the lines above and these rates."""
    by_code: dict[str, list[ScheduleRow]] = {}
    for row in rows:
        by_code.setdefault(row.code, []).append(row)
    lines = Nomenclature([line.code for line in LINES], LINES.__getitem__, 8)
    return Book(SOURCE, on, tuple(edition(s) for s in series), lines, by_code, groups or {})
