"""What ``ARGOSY_WAREHOUSE_URL`` says: where the tables lie and which engine works on them.

``file:///folder`` DuckDB · ``spark://local[2]?warehouse=/folder`` or ``spark://host:7077?warehouse=/folder`` Spark · ``clickhouse+chdb:///folder``
ClickHouse inside this process. In all three a table is ``<folder>/<table>/<edition>.parquet``, so the engine may change and the files stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs
from urllib.request import url2pathname

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

Kind = Literal["duckdb", "spark", "chdb"]
KINDS: dict[str, Kind] = {"file": "duckdb", "spark": "spark", "clickhouse+chdb": "chdb"}
WRONG = Text(
    "ARGOSY_WAREHOUSE_URL 應為 file:///資料夾、spark://local[2]?warehouse=/資料夾 或 clickhouse+chdb:///資料夾，而非「{u}」",
    "ARGOSY_WAREHOUSE_URL is file:///folder, spark://local[2]?warehouse=/folder or clickhouse+chdb:///folder, not “{u}”",
)


@dataclass(frozen=True, slots=True)
class Address:
    """Kind of engine, folder of the tables, and for Spark its master (``local[2]``, ``spark://host:7077``)."""

    kind: Kind
    folder: Path
    master: str = ""


def address(url: str) -> Address:
    """The parts of a warehouse address; ``BadInput`` for another kind or without a folder. Brackets of ``local[2]`` are no IPv6 host here."""
    scheme, _, rest = url.partition("://")
    place, _, query = rest.partition("?")
    if scheme == "spark":
        folder = parse_qs(query).get("warehouse", [""])[0]
        if place and folder:
            return Address("spark", Path(folder), place if place.startswith("local") else f"spark://{place}")
    elif scheme in KINDS and place.lstrip("/"):
        return Address(KINDS[scheme], Path(url2pathname(place.removeprefix("localhost"))))
    raise BadInput(WRONG.format(u=url))
