"""``argosy fx``: published tables of exchange rates."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import typer

from argosy.cli.actor import acting_person
from argosy.cli.language import language, say
from argosy.cli.options import InFile, Json, day, group
from argosy.cli.output import Output
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

app = group("匯率表", "Exchange rates")
Table = Annotated[str, typer.Option("--table", metavar="NAME", help=say("匯率表名稱，如 customs-de", "The table, such as customs-de"))]
Edition = Annotated[str, typer.Option("--edition", help=say("版本", "Edition"))]
Publisher = Annotated[str, typer.Option("--publisher", help=say("發布者", "Who published it"))]
Quote = Annotated[
    str, typer.Option("--quote", metavar="direct|inverse", help=say("直接或間接標價", "Base units for one, or units for one base unit"))
]
From = Annotated[str, typer.Option("--from", metavar="DATE", help=say("未載明者之起日", "First day of rows that state none"))]
To = Annotated[str, typer.Option("--to", metavar="DATE", help=say("未載明者之迄日", "Last day of rows that state none"))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=say("只檢查，不寫入", "Check only; write nothing"))]


@app.callback()
def rates() -> None:
    """Keeps ``import`` a word of its own while it is the only command."""


@app.command("import", help=say("匯入一份公布之匯率表（CSV、XLSX）", "Load a published table (CSV, XLSX)"))
def import_(
    file: InFile,
    table: Table,
    publisher: Publisher = "",
    edition: Edition = "",
    quote: Quote = "direct",
    start: From = "",
    end: To = "",
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Rates of one table for a period, kept with the edition they came from; a file with one bad row is refused whole."""
    from argosy.importers.exchange_file import read_exchange

    preview = read_exchange(file.name, file.read_bytes(), _day(start, "--from"), _day(end, "--to"), quote)
    if not preview.rejected and not dry_run:
        _store(preview.rows, table, edition or file.stem[:40], publisher)
    answer = {
        "table": table,
        "rates": len(preview.rows),
        "stored": not (preview.rejected or dry_run),
        "rejected": [{"row": p.row, "field": p.field, "message": p.message.say(language())} for p in preview.rejected],
    }
    Output(as_json).show(answer, _lines(answer))
    if preview.rejected and not dry_run:
        message = Text("{file} 有 {n} 項錯誤，未寫入任何資料", "{file} has {n} faults; nothing was written")
        raise BadInput(message.format(file=file.name, n=len(preview.rejected)), preview.rejected)


def _day(text: str, option: str) -> date | None:
    return day(text, option) if text else None


def _store(rows: Any, table: str, edition: str, publisher: str) -> None:
    with acting_person() as actor:
        from argosy.records.clock import today
        from argosy.records.reference.actions import load_rates

        name = publisher or table
        dataset = {
            "name": table, "title_zh": f"匯率表 {table}", "title_en": f"Exchange rates {table}", "publisher_zh": name, "publisher_en": name,
            "edition": edition, "as_of": max(end for *_, end in rows), "retrieved": today(), "licence": "-",
        }  # fmt: skip
        load_rates(actor=actor, table=table, dataset=dataset, rows=rows)


def _lines(answer: dict[str, Any]) -> list[str]:
    head = say(f"{answer['table']}：{answer['rates']} 筆", f"{answer['table']}: {answer['rates']} rates")
    state = say("已寫入", "stored") if answer["stored"] else say("未寫入", "not written")
    return [f"{head}, {state}", *(f"  {r['row'] or ''} {r['field']} {r['message']}" for r in answer["rejected"])]
