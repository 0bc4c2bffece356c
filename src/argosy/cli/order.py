"""``argosy order``: the order file of an import coordinator."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from argosy.cli.actor import acting_person
from argosy.cli.language import language, say
from argosy.cli.options import InFile, Json, group
from argosy.cli.output import Output
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

if TYPE_CHECKING:
    from argosy.importers.order_file import OrderPreview

app = group("進口訂單", "Import orders")
Map = Annotated[Path | None, typer.Option("--map", metavar="MAP.toml", help=say("欄位對照檔", "A file that maps other headings"))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=say("只檢查，不寫入", "Check only; write nothing"))]
OnDate = Annotated[str, typer.Option("--date", metavar="DATE", help=say("進口日期", "Entry date"))]
Term = Annotated[str, typer.Option("--incoterm", help=say("貿易條件", "Incoterm"))]
Place = Annotated[str, typer.Option("--place", metavar="UN/LOCODE", help=say("指定地點", "Named place"))]
Currency = Annotated[str, typer.Option("--currency", help=say("幣別", "Currency of the prices"))]
Fx = Annotated[str, typer.Option("--fx", help=say("每一外幣單位折合本國幣", "Units of the home currency for one of it"))]
Freight = Annotated[str, typer.Option("--freight", help=say("運費", "Freight"))]
Country = Annotated[
    str, typer.Option("--jurisdiction", metavar="XX", help=say("進口國（預設 TW）", "Country of import (TW unless stated)"))
]
Insurance = Annotated[str, typer.Option("--insurance", help=say("保險費", "Insurance"))]


@app.callback()
def orders() -> None:
    """Keeps ``import`` a word of its own while it is the only command."""


@app.command("import", help=say("匯入訂單檔（CSV、XLSX）", "Import an order file (CSV, XLSX)"))
def import_(
    file: InFile,
    mapping: Map = None,
    dry_run: DryRun = False,
    date: OnDate = "",
    incoterm: Term = "",
    place: Place = "",
    currency: Currency = "",
    fx: Fx = "",
    freight: Freight = "",
    insurance: Insurance = "",
    jurisdiction: Country = "",
    as_json: Json = False,
) -> None:
    """Read a whole order and store it, or refuse it with every bad row named. Terms of the file's own columns need no option."""
    from argosy.importers.order_file import read_order

    terms = {"date": date, "incoterm": incoterm, "place": place, "currency": currency, "fx": fx, "freight": freight, "insurance": insurance}
    terms["jurisdiction"] = jurisdiction
    preview = read_order(file.name, file.read_bytes(), terms, mapping.read_bytes() if mapping else None)
    ref = store(preview) if preview.order and not dry_run else ""
    document = answer(preview, ref)
    Output(as_json).show(document, _lines(document))
    if preview.rejected and not dry_run:
        raise refused(preview)


def store(preview: OrderPreview) -> str:
    """Store the order as the acting person; its reference."""
    with acting_person() as actor:
        from argosy.records.tariffs.actions import import_order

        return str(import_order(actor=actor, order=preview.order).ref)  # type: ignore[arg-type]


def refused(preview: OrderPreview) -> BadInput:
    """Every bad row at once; nothing was written."""
    message = Text("{file} 有 {n} 項錯誤，未寫入任何資料", "{file} has {n} faults; nothing was written")
    return BadInput(message.format(file=preview.name, n=len(preview.rejected)), preview.rejected)


def answer(preview: OrderPreview, ref: str) -> dict[str, Any]:
    """The answer of ``argosy order import --json``."""
    rejected = [{"row": p.row, "field": p.field, "message": p.message.say(language())} for p in preview.rejected]
    return {
        "order": ref or None,
        "lines": len(preview.table.rows),
        "accepted": len(preview.lines),
        "rejected": rejected,
    }


def _lines(document: dict[str, Any]) -> list[str]:
    head = document["order"] or say("未寫入", "Not written")
    rows = [f"  {say('第', 'row')} {r['row']}  {r['field']}  {r['message']}" for r in document["rejected"]]
    return [f"{head}: {document['accepted']} / {document['lines']}", *rows]
