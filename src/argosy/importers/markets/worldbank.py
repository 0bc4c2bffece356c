"""World Bank indicators (WDI, WGI, LPI): the API's JSON, the bulk CSV with a column per year, and long tables of code, year and value.

Aggregates of countries (``EAS``, ``HIC`` …) stay as ``X-…``. A figure that is not there is no row.
"""

from __future__ import annotations

import re
from typing import Any

from argosy.importers.markets.given import Part
from argosy.importers.markets.raw import Raw, json_of, named, quoted, text_frame
from argosy.importers.markets.reading import MISSING, Ask, DataSet, Reading, column, lacking, wanted
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.warehouse.trade import COUNTRIES

CODES = ("Country Code", "countryiso3code", "code", "iso3", "countrycode", "Economy Code")
NAMES = ("Country Name", "Economy", "countryname", "Country", "country")
INDICATORS = ("Indicator Code", "Series Code", "indicator", "indicatorid")
YEARS = ("year", "date", "Time", "period")
VALUES = ("value", "estimate")
LPI = {
    "LPI Score": "LP.LPI.OVRL.XQ", "Overall LPI Score": "LP.LPI.OVRL.XQ", "Customs Score": "LP.LPI.CUST.XQ", "Infrastructure Score": "LP.LPI.INFR.XQ",
    "International Shipments Score": "LP.LPI.ITRN.XQ", "Logistics Competence and Quality Score": "LP.LPI.LOGS.XQ", "Timeliness Score": "LP.LPI.TIME.XQ",
    "Tracking and Tracing Score": "LP.LPI.TRAC.XQ",
}  # fmt: skip
WGI = {"cc": "CC.EST", "ge": "GE.EST", "pv": "PV.EST", "rq": "RQ.EST", "rl": "RL.EST", "va": "VA.EST"}
HEADINGS = (*CODES, *NAMES, *INDICATORS, *YEARS, *VALUES, *LPI, "Indicator Name", "2019", "2020", "pctrank", "stddev")
FITS = re.compile(r"^(?!Metadata_)", re.IGNORECASE)
ENCODINGS: tuple[str, ...] = ("cp1252",)
PUBLISHER, LICENCE = Text("世界銀行", "World Bank"), "CC BY 4.0"
DATASETS = {
    "wdi": DataSet(
        "wdi",
        Text("世界發展指標", "World Development Indicators"),
        PUBLISHER,
        LICENCE,
        "https://databank.worldbank.org/source/world-development-indicators",
        730,
    ),
    "wgi": DataSet(
        "wgi",
        Text("全球治理指標", "Worldwide Governance Indicators"),
        PUBLISHER,
        LICENCE,
        "https://www.worldbank.org/en/publication/worldwide-governance-indicators",
        730,
    ),
    "lpi": DataSet("lpi", Text("物流績效指標", "Logistics Performance Index"), PUBLISHER, LICENCE, "https://lpi.worldbank.org/", 1826),
}
_YEAR = re.compile(r"(?:19|20)\d{2}")


def frame_of(part: Part) -> Any:
    """The rows of the API's JSON (a pair of page and rows, or rows alone), or ``None`` for another form."""
    if part.form != "json":
        return None
    told = json_of(part)
    rows = told[1] if isinstance(told, list) and len(told) == 2 and isinstance(told[1], list) else told
    if not isinstance(rows, list) or not rows or not isinstance(rows[0], dict) or "indicator" not in rows[0]:
        raise BadInput(
            Text("「{n}」不是世界銀行 API 之 JSON（[頁次, 資料列]）", "{n} is not JSON of the World Bank API ([page, rows])").format(
                n=part.name
            )
        )
    return text_frame([_flat(row) for row in rows])


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    country, indicator = row.get("country") or {}, row["indicator"]
    code = row.get("countryiso3code") or (country.get("id") if isinstance(country, dict) else country)
    return {
        "code": code,
        "indicator": indicator["id"] if isinstance(indicator, dict) else indicator,
        "year": row.get("date"),
        "value": row.get("value"),
    }


def reader(name: str) -> Any:
    """The reading for one of the three data sets."""

    def read(raw: Raw, ask: Ask) -> Reading:
        """The reading; ``BadInput`` names the columns that are missing."""
        return _reading(DATASETS[name], raw)

    return read


def _reading(dataset: DataSet, raw: Raw) -> Reading:
    source, columns = _shape(dataset, raw)
    missing = ", ".join(map(quoted, MISSING))
    empty = ("empty", Text("無數值", "without a figure"), f"value IS NULL OR trim(value) IN ({missing})")
    return Reading(
        _table(dataset, raw, source), dataset, columns, ("country", "period", "indicator"), "worldbank", left=[empty], source=source, signed=("value",),
        unit=Text("單位依各指標", "The unit is that of each indicator"), edition=_edition(raw),
    )  # fmt: skip


def _table(dataset: DataSet, raw: Raw, source: str) -> str:
    """A file of one indicator has a table of its own, so that files of several indicators do not take each other's place."""
    found = raw.rows(f"SELECT DISTINCT lower(trim(indicator)) FROM ({source}) WHERE trim(indicator) <> '' LIMIT 2")
    one = re.sub(r"[^a-z0-9]+", "_", found[0][0])[:40].strip("_") if len(found) == 1 else ""
    return "_".join(filter(None, (COUNTRIES, dataset.name, one)))


def _shape(dataset: DataSet, raw: Raw) -> tuple[str, dict[str, str]]:
    """A query that gives ``place, indicator, year, value``, one row per figure."""
    code = column(raw, *CODES)
    years = [h for h in raw.headings if _YEAR.fullmatch(h[:4]) and (len(h) == 4 or h[4:].strip().startswith("[YR"))]
    made = {"country": "place", "period": "year", "indicator": "indicator", "value": "value"}
    if years:
        place, indicator = wanted(raw, *CODES), wanted(raw, *INDICATORS)
        cells = ", ".join(f"({quoted(y[:4])}, {named(y)})" for y in years)
        return (
            f"SELECT _part, {place} AS place, {indicator} AS indicator, u.y AS year, u.v AS value FROM raw, LATERAL (VALUES {cells}) AS u(y, v)",
            made,
        )
    if dataset.name == "lpi" and (scores := [h for h in raw.headings if h in LPI]):
        return _lpi(raw, scores), made
    indicator = wanted(raw, *INDICATORS)
    place = named(code) if code else wanted(raw, *NAMES)
    told = f"CASE lower(trim({indicator})) " + " ".join(f"WHEN '{k}' THEN '{v}'" for k, v in WGI.items()) + f" ELSE trim({indicator}) END"
    return f"SELECT _part, {place} AS place, {told} AS indicator, {wanted(raw, *YEARS)} AS year, {_value(raw)} AS value FROM raw", made


def _value(raw: Raw) -> str:
    return wanted(raw, *VALUES)


def _lpi(raw: Raw, scores: list[str]) -> str:
    """The table of one LPI year: a column per score, the year in the file's name."""
    year = _YEAR.search(raw.given.name)
    if not year:
        raise BadInput(Text("LPI 檔名須含年份，例：LPI_2023.csv", "The name of an LPI file must hold its year, such as LPI_2023.csv"))
    code = column(raw, *CODES)
    if not code:
        raise lacking(raw, ["Country Code"])
    cells = ", ".join(f"({quoted(LPI[s])}, {named(s)})" for s in scores)
    return f"SELECT _part, {named(code)} AS place, u.i AS indicator, '{year.group()}' AS year, u.v AS value FROM raw, LATERAL (VALUES {cells}) AS u(i, v)"


def _edition(raw: Raw) -> str:
    found = re.search(r"(20\d{2})[-_]?(\d{2})[-_]?(\d{2})", raw.given.name)
    return "-".join(found.groups()) if found else ""
