"""Keeping market data: an edition in the warehouse and its row among the data sets."""

from __future__ import annotations

from pathlib import Path

from argosy.kernel.errors import Refused
from argosy.kernel.text import Text
from argosy.records.action import Actor, action
from argosy.records.markets.datasets.queries import tables
from argosy.records.reference.models import Dataset
from argosy.warehouse.trade import MarketEdition


@action("markets.data.import", Text("匯入市場資料", "import market data"))
def import_data(*, actor: Actor, facts: MarketEdition, rows: Path) -> Dataset:
    """Keep a finished Parquet file as an edition beside the earlier ones, all or nothing.

    The same bytes read by the same reader are the same edition: the row of that edition comes back and nothing changes. ``Refused`` when
    the edition's name is taken by another file.
    """
    known = already(facts)
    if known is None and not tables().keep(facts, rows):
        raise Refused(
            Text("版本 {e} 已存在且來自另一檔案，請用新版本名稱", "Edition {e} is there and of another file: use another name").format(
                e=facts.edition
            )
        )
    return _registered(known or facts)


def already(facts: MarketEdition) -> MarketEdition | None:
    """The edition made of the same bytes by the same reader, or nothing."""
    same = (e for e in tables().editions(facts.table) if (e.sha256, e.reader, e.kind) == (facts.sha256, facts.reader, facts.kind))
    return next(same, None)


def _registered(facts: MarketEdition) -> Dataset:
    """The row of the edition among the data sets; written once."""
    name = f"market-{facts.table.replace('_', '-')}"
    row = Dataset.objects.filter(name=name, edition=facts.edition).first()
    if row is None:
        row = Dataset(
            name=name, title_zh=facts.title_zh, title_en=facts.title_en, publisher_zh=facts.publisher_zh, publisher_en=facts.publisher_en,
            edition=facts.edition, as_of=facts.as_of, retrieved=facts.retrieved, licence=facts.licence, url=facts.url, sha256=facts.sha256,
            rows=facts.rows, max_age_days=facts.max_age_days,
        )  # fmt: skip
        row.save()
    return row
