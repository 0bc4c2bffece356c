"""Tariffs faced, as WITS and UNCTAD TRAINS export them: one row per rate type (``MFN``, ``PRF``, ``AHS``) made one row per market, supplier and product.

Rates are ad valorem percentages. ``kind`` says which average of the tariff lines below the code it is: ``simple`` or ``weighted`` by imports.
"""

from __future__ import annotations

import re

from argosy.importers.markets.raw import Raw, named
from argosy.importers.markets.reading import Ask, DataSet, Reading, column, even_padded, lacking, wanted
from argosy.kernel.countries import place_of
from argosy.kernel.text import Text
from argosy.warehouse.trade import TARIFFS

REPORTERS = ("Reporter", "Reporter_ISO_N", "Reporter Code", "ReporterCode")
PARTNERS = ("Partner", "Partner_ISO_N", "Partner Code", "PartnerCode")
PRODUCTS = ("Product", "ProductCode", "Product Code", "HS Code")
YEARS = ("Tariff Year", "Year", "TariffYear")
TYPES = ("DutyType", "Duty Type", "TariffType", "Tariff Type")
SIMPLE = ("Simple Average", "SimpleAverage", "Simple Tariff Line Average", "AdValorem")
WEIGHTED = ("Weighted Average", "WeightedAverage")
NOMENCLATURES = ("Selected Nomen", "NomenCode", "Nomenclature", "Native Nomen")
HEADINGS = (
    *REPORTERS,
    *PARTNERS,
    *PRODUCTS,
    *YEARS,
    *TYPES,
    *SIMPLE,
    *WEIGHTED,
    *NOMENCLATURES,
    "Reporter Name",
    "Partner Name",
    "Minimum Rate",
    "Maximum Rate",
)
FITS = re.compile("")
ENCODINGS: tuple[str, ...] = ("cp1252",)
DATASET = DataSet(
    "wits", Text("WITS／TRAINS 關稅", "WITS/TRAINS tariffs"), Text("世界銀行、聯合國貿易和發展會議", "World Bank and UNCTAD"), "WITS terms of use",
    "https://wits.worldbank.org/", 730,
)  # fmt: skip
RATES = {"mfn": "MFN", "preferential": "PRF", "applied": "AHS"}


def read(raw: Raw, ask: Ask) -> Reading:
    """The reading. A file without rate types is of most-favoured-nation rates; one without partners is for all of them (``WLD``)."""
    averages = [(kind, h) for kind, names in (("simple", SIMPLE), ("weighted", WEIGHTED)) if (h := column(raw, *names))]
    if not averages:
        raise lacking(raw, [SIMPLE[0]])
    partner, duty, nomen = column(raw, *PARTNERS), column(raw, *TYPES), column(raw, *NOMENCLATURES)
    keys = {
        "importer": wanted(raw, *REPORTERS), "exporter": named(partner) if partner else "'000'", "product": even_padded(wanted(raw, *PRODUCTS)),
        "period": wanted(raw, *YEARS), "hs": f"trim({named(nomen)})" if nomen else "''",
    }  # fmt: skip
    told = f"upper(trim({named(duty)}))" if duty else "'MFN'"
    rows = " UNION ALL ".join(_one_kind(kind, heading, keys, told) for kind, heading in averages)
    return Reading(
        _table(raw, keys["importer"]), DATASET, {c: c for c in (*keys, "kind", *RATES)}, ("importer", "exporter", "product", "period"), "wits", source=rows,
        left=[("empty", Text("無稅率", "without a rate"), "mfn IS NULL AND preferential IS NULL AND applied IS NULL")],
        unit=Text("從價稅率（%）", "Ad valorem rates in percent"), edition=_edition(raw),
    )  # fmt: skip


def _table(raw: Raw, reporter: str) -> str:
    """A file of one market has a table of its own, so that files of several markets do not take each other's place."""
    found = raw.distinct(reporter, 2)
    country = place_of("wits", found[0]).country.lower() if len(found) == 1 else ""
    return "_".join(filter(None, (TARIFFS, "wits", country if country.isalpha() else "")))


def _one_kind(kind: str, heading: str, keys: dict[str, str], told: str) -> str:
    """The rows of one average, their rate types side by side. Two rates of one type stay two rows, so that the checks see them."""
    place = ", ".join(f"{v} AS {c}" for c, v in keys.items())
    typed = f"SELECT _part, {place}, {told} AS duty, {named(heading)} AS rate FROM raw"
    numbered = f"SELECT *, row_number() OVER (PARTITION BY importer, exporter, product, period, duty) AS again FROM ({typed})"
    rates = ", ".join(f"max(CASE WHEN duty = '{duty}' THEN nullif(trim(rate), '') END) AS {c}" for c, duty in RATES.items())
    return f"SELECT min(_part) AS _part, importer, exporter, product, period, '{kind}' AS kind, any_value(hs) AS hs, {rates} FROM ({numbered}) GROUP BY importer, exporter, product, period, again"


def _edition(raw: Raw) -> str:
    years = raw.distinct(wanted(raw, *YEARS), 500)
    return years[0] if len(years) == 1 else f"{years[0]}-{years[-1]}" if years else ""
