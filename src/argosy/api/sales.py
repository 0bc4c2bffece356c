"""Sales: orders and quotations from a file, and the firm's own performance laid over market imports."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Field, File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile

from argosy.api.door import person, reads, writes
from argosy.api.errors import Words, words
from argosy.importers.sales_file import SalesPreview, read_sales
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.records.permission import require
from argosy.records.sales import actions, queries
from argosy.records.sales.intake import Stored
from argosy.records.sales.performance import market_trade, performance, trade_source

router = Router(tags=["Sales"])
FAULTY = Text("{file} 有 {n} 項錯誤，未寫入任何資料", "{file} has {n} faults; nothing was written")


class SalesFile(Schema):
    """What is to be done with the file."""

    dry_run: bool = Field(False, description="Check only; write nothing")


class Rejected(Schema):
    """One bad cell of the file."""

    row: int | None
    field: str
    message: Words


class SalesImported(Schema):
    """What the file came to. Counts of a dry run are what would be."""

    kind: str
    rows: int
    deals: int
    new: int
    changed: int
    same: int
    rejected: list[Rejected]


class PerformanceQuery(Schema):
    """From which day to look, and over which market imports."""

    as_of: dt.date | None = Field(None, description="Today unless given")
    imports: str = Field("", max_length=60, description="A table of bilateral trade in the warehouse, such as trade_baci")
    side: str = Field("", pattern="^[MRXS]?$", description="Which side of its rows counts")
    target_share: Decimal | None = Field(None, gt=0, le=1, description="Share aimed at, for white space")
    margin_floor: Decimal = Field(Decimal(0), ge=-1, le=1)


@reads(router, "/sales/performance", dict[str, Any])
def sales_performance(request: HttpRequest, asked: Query[PerformanceQuery]) -> Any:
    """The firm's own performance.

    Sales, margin and growth by market and product, quotations won and why others were lost, returns, complaints, delivery, own share of
    imports and white space, what to review: as `argosy sales performance --json`. Rates carry their interval and n; null cannot be told.
    """
    from argosy.engines.performance.answer import overview_json
    from argosy.engines.performance.overview import Options

    share = None if asked.target_share is None else float(asked.target_share)
    options = Options(floor=float(asked.margin_floor), target_share=share, side=asked.side)
    trade = market_trade(asked.imports, actor=person(request)) if asked.imports else None
    answer = overview_json(performance(actor=person(request), as_of=asked.as_of, trade=trade, options=options))
    return answer | {"imports": trade_source(asked.imports) if asked.imports else None}


@writes(router, "/sales", SalesImported, scope="write", status=201)
def sales_import(request: HttpRequest, asked: Form[SalesFile], file: File[UploadedFile]) -> Any:
    """Import sales orders or quotations, one row per goods line.

    It is stored whole or not at all: a file with faults is answered 422 with every bad row. A number that is there already is brought to
    what the file says; the same file again changes nothing. With `dry_run` faults are listed instead and nothing is written.
    """
    require(person(request), "sales.order.import", Text("匯入銷售訂單", "import sales orders"))
    preview = read_sales(file.name or "", file.read())
    plan = queries.preview(preview.deals, actor=person(request))
    preview = preview.with_faults(plan.problems)
    if asked.dry_run:
        return Status(201, _imported(preview, plan.stored))
    if preview.rejected:
        raise BadInput(FAULTY.format(file=preview.name, n=len(preview.rejected)), preview.rejected)
    return Status(201, _imported(preview, actions.store(preview.kind, preview.deals, actor=person(request))))


def _imported(preview: SalesPreview, done: Stored) -> dict[str, Any]:
    counts = {"new": done.new, "changed": done.changed, "same": done.same}
    rejected = [{"row": one.row, "field": one.field, "message": words(one.message)} for one in preview.rejected]
    return {"kind": preview.kind, "rows": len(preview.table.rows), "deals": len(preview.deals), **counts, "rejected": rejected}
