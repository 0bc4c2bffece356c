"""Reading ``SOURCE.toml``: ``packs/<jurisdiction>/SOURCE.toml``, else ``packs/SOURCE.toml``, which knows the generic table only."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, cast

from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.source import Confidence
from argosy.kernel.text import Text
from argosy.rules.entry import Entry
from argosy.rules.reading import refused
from argosy.rules.tariff_source import COVERAGE, USES, Column, Programme, Series, TariffSource, Use

SURE = ("high", "medium", "low")


@cache
def tariff_source(jurisdiction: str) -> TariffSource:
    """The description of a jurisdiction's tariff; one without a file of its own has the generic one. ``BadInput`` for a faulty file."""
    code = jurisdiction.strip().upper()
    if len(code) != 2 or not code.isalpha():
        raise BadInput(
            Text("關稅領域「{j}」應為兩字母代碼", "Customs territory “{j}” must be a code of two letters").format(j=jurisdiction)
        )
    packs = files("argosy.rules").joinpath("packs")
    own = packs.joinpath(code.lower(), "SOURCE.toml")
    generic = tomllib.loads(packs.joinpath("SOURCE.toml").read_text("utf-8"))
    data = tomllib.loads(own.read_text("utf-8")) if own.is_file() else {}
    like = data.get("tariff", {}).get("like", "")
    if like:
        base = tomllib.loads(packs.joinpath(like, "SOURCE.toml").read_text("utf-8"))
        data = base | {key: value for key, value in data.items() if key != "tariff"} | {"tariff": base["tariff"] | data["tariff"]}
    return read_source(data, generic, code, f"packs/{code.lower()}/SOURCE.toml")


@cache
def home_of(kind: str) -> str:
    """The jurisdiction whose own description has series of ``kind``; empty when none or several have."""
    packs = files("argosy.rules").joinpath("packs")
    own = [folder.joinpath("SOURCE.toml") for folder in packs.iterdir() if folder.is_dir() and folder.joinpath("SOURCE.toml").is_file()]
    read = {file: tomllib.loads(file.read_text("utf-8")) for file in own}
    homes = [file.parent.name.upper() for file, data in read.items() if kind in {s.get("kind") for s in data.get("series", [])}]  # type: ignore[attr-defined]
    return homes[0] if len(homes) == 1 else ""


def read_source(data: Mapping[str, Any], generic: Mapping[str, Any], jurisdiction: str, where: str) -> TariffSource:
    """The description in ``data`` with the series and columns of ``generic`` after its own; ``BadInput`` lists every fault."""
    problems: list[Problem] = []
    rest = {k: v for k, v in data.items() if k not in ("tariff", "series", "column", "programme", "groups")}
    Entry(rest, where, "file", problems).done()
    head = Entry(data.get("tariff", {}), where, "tariff", problems)
    head.words("like")
    made = TariffSource(
        jurisdiction=jurisdiction,
        tables=head.words("tables") or jurisdiction,
        currency=head.words("currency"),
        series=tuple(_series(row, where, problems) for row in _rows("series", data, generic)),
        columns=tuple(_column(row, where, problems) for row in _rows("column", data, generic)),
        programmes={p.id: p for p in (_programme(row, where, problems) for row in data.get("programme", []))},
        groups={name: tuple(members) for name, members in data.get("groups", {}).items()},
        everyone=head.names("everyone"),
        imported=head.names("imported"),
        controls=head.names("controls"),
        service=head.words("service"),
    )
    head.done()
    problems += _doubles(made, where)
    if problems:
        raise refused(where, problems)
    return made


def _rows(name: str, data: Mapping[str, Any], generic: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    own = list(data.get(name, []))
    known = {row.get("id") for row in own}
    return own + [row for row in generic.get(name, []) if row["id"] not in known]


def _series(data: Mapping[str, Any], where: str, problems: list[Problem]) -> Series:
    row = Entry(data, where, f"series {data.get('id', '?')}", problems)
    sure = cast("Confidence", row.choice("confidence", SURE, "low"))
    made = Series(
        id=row.words("id", required=True),
        kind=row.words("kind", required=True),
        title=row.text("title", required=True),
        publisher=row.text("publisher"),
        licence=row.words("licence"),
        url=row.words("url"),
        coverage=row.choice("coverage", COVERAGE, "whole"),
        digits=row.get("digits", 0, int),
        max_age_days=row.get("max_age_days", 0, int),
        confidence=sure,
        read_on=row.day("source_read_on", required=sure != "low"),
        note=row.text("note"),
    )
    row.done()
    return made


def _column(data: Mapping[str, Any], where: str, problems: list[Problem]) -> Column:
    row = Entry(data, where, f"column {data.get('id', '?')}", problems)
    made = Column(
        id=row.words("id", required=True),
        charge=row.words("charge") or "duty",
        use=cast("Use", row.choice("use", USES)),
        label=row.text("label", required=True),
        origins=row.names("origins"),
        not_origins=row.names("not_origins"),
        confirm=row.text("confirm"),
        default=row.get("default", False, bool),
        of_series=row.words("of_series"),
    )
    row.done()
    return made


def _programme(data: Mapping[str, Any], where: str, problems: list[Problem]) -> Programme:
    row = Entry(data, where, f"programme {data.get('id', '?')}", problems)
    made = Programme(
        id=row.words("id", required=True),
        label=row.text("label", required=True),
        charge=row.words("charge") or "duty",
        column=row.words("column"),
        origins=row.names("origins"),
        not_origins=row.names("not_origins"),
        goods=row.get("goods", False, bool),
        valid_from=row.day("valid_from"),
        valid_to=row.day("valid_to"),
        absent=row.words("absent"),
        absent_from=row.words("absent_from"),
        note=row.text("note"),
        confidence=cast("Confidence", row.choice("confidence", SURE, "low")),
    )
    row.done()
    return made


def _doubles(made: TariffSource, where: str) -> list[Problem]:
    found = []
    for what, ids in (("series", [s.id for s in made.series]), ("column", [c.id for c in made.columns])):
        for name in sorted({i for i in ids if ids.count(i) > 1}):
            found.append(Problem(Text(f"{what} {name} 重複", f"{what} {name} stands twice"), where, None, what))
    return found
