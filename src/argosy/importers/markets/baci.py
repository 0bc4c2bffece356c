"""CEPII's BACI: ``t, i, j, k, v, q`` in bulk CSV, one file a year, reconciled from both partners' reports.

``v`` is in thousand current US dollars and ``q`` in metric tonnes (Gaulier and Zignago 2010, and the readme of each release). The HS edition
and the release are in the file name: ``BACI_HS17_Y2020_V202201.csv``. BACI has no country 158: Taiwan is 490, “Other Asia, nes”.
"""

from __future__ import annotations

import re

from argosy.importers.markets.raw import Raw, quoted
from argosy.importers.markets.reading import Ask, DataSet, Reading, lacking, padded
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.warehouse.trade import TRADE

HEADINGS = ("t", "i", "j", "k", "v", "q")
FITS = re.compile(r"^(?!.*(country|product)_codes).*$", re.IGNORECASE)
ENCODINGS: tuple[str, ...] = ()
EDITIONS = {"92": "H0", "96": "H1", "02": "H2", "07": "H3", "12": "H4", "17": "H5", "22": "H6"}
DATASET = DataSet(
    "baci", Text("BACI 雙邊貿易資料庫", "BACI bilateral trade"), Text("法國國際資訊與展望研究中心", "CEPII"), "Etalab Open Licence 2.0",
    "https://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37", 800,
)  # fmt: skip
NO_EDITION = Text(
    "檔名未載 HS 版本（可加 --hs），請勿與其他版本併用",
    "The file's name does not say its HS edition (give --hs): do not combine it with others",
)
_NAMED = re.compile(r"HS(?P<hs>92|96|02|07|12|17|22)(?!\d)(?:.*?Y(?P<year>\d{4}))?(?:.*?V(?P<version>\d{6}[a-z]?))?", re.IGNORECASE)


def read(raw: Raw, ask: Ask) -> Reading:
    """The reading of one year or of a release's many; files of two HS editions together raise ``BadInput``."""
    missing = [h for h in HEADINGS if h not in raw.headings]
    if missing:
        raise lacking(raw, missing)
    found = [_NAMED.search(name) for name in (*raw.names, raw.given.name)]
    editions = sorted({m["hs"] for m in found if m})
    if len(editions) > 1:
        raise BadInput(
            Text("檔案混有多版 HS：{e}。請分別匯入", "The files mix HS editions: {e}. Import each by itself").format(
                e=", ".join(f"HS{e}" for e in editions)
            )
        )
    hs = EDITIONS[editions[0]] if editions else ask.hs
    versions = sorted({m["version"].lower() for m in found if m and m["version"]})
    name = "-".join(filter(None, (f"hs{editions[0]}" if editions else hs, *(f"v{v}" for v in versions), _years(raw))))
    return Reading(
        TRADE + "_baci", DATASET,
        {"period": "t", "exporter": "i", "importer": "j", "product": padded("k", 6), "value": "v", "quantity": "q", "side": "'R'", "hs": quoted(hs)},
        ("period", "exporter", "importer", "product", "value"), "comtrade", {"value": 1000.0, "quantity": 1000.0},
        unit=Text("原始：千美元、公噸；入庫：美元、公斤", "Source: thousand US dollars, tonnes; stored: US dollars, kilograms"), edition=name, notes=() if hs else (NO_EDITION,),
    )  # fmt: skip


def _years(raw: Raw) -> str:
    years = raw.distinct("t", 500)
    return years[0] if len(years) == 1 else f"{years[0]}-{years[-1]}" if years else ""
