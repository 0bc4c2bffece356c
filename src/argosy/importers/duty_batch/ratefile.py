"""A file of dated rates for a batch: CSV or Parquet with ``jurisdiction``, ``charge``, ``code``, ``valid_from``, ``valid_to``, ``rate_text``, ``origin_group``."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

if TYPE_CHECKING:
    from argosy.engines.duty.ratetable import RateTable


def read_rates(path: Path) -> tuple[dict[str, RateTable], str]:
    """The rates of each jurisdiction in the file, and the hash of the file. ``BadInput`` when it is no such table."""
    import polars as pl

    from argosy.engines.duty.ratetable import RateTable

    try:
        frame = pl.read_parquet(path) if path.suffix.lower() == ".parquet" else pl.read_csv(path, infer_schema=False)
        if "jurisdiction" not in frame.columns:
            raise BadInput(Text("稅率檔「{f}」缺少 jurisdiction 欄", "{f} has no column jurisdiction").format(f=path.name))
        dated = frame.with_columns(pl.col(name).cast(pl.Date) for name in ("valid_from", "valid_to") if name in frame.columns)
    except (pl.exceptions.PolarsError, OSError) as error:
        words = Text("稅率檔「{f}」無法讀取：{e}", "The table of rates {f} cannot be read: {e}")
        raise BadInput(words.format(f=path.name, e=str(error).splitlines()[0])) from error
    parts = dated.partition_by("jurisdiction", as_dict=True, include_key=False, maintain_order=True)
    return {str(key[0]).upper(): RateTable(part) for key, part in parts.items()}, sha256(path.read_bytes()).hexdigest()
