"""``argosy duty batch``: duties and taxes of a file of goods lines, of any length."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Any

import typer

from argosy.cli.actor import looking, store_at_hand
from argosy.cli.boundary import place
from argosy.cli.language import say
from argosy.cli.options import InFile, Json, params
from argosy.cli.output import Output

if TYPE_CHECKING:
    from argosy.importers.duty_batch.run import Finished

NOTE_EVERY = 10.0  # seconds between notes where there is no terminal for a bar
Out = Annotated[Path, typer.Option("--out", metavar="OUT.parquet", help=say("結果檔（Parquet）", "The file to write, Parquet"))]
Given = Annotated[
    list[str],
    typer.Option("--given", metavar="FIELD=VALUE", help=say("檔案所無之欄位，各列相同，例：jurisdiction=TW", "A field the file has no column for, the same for all rows: jurisdiction=TW")),
]  # fmt: skip
Rates = Annotated[
    Path | None,
    typer.Option("--rates", metavar="RATES", help=say("各稅則逐期稅率之 CSV 或 Parquet", "A CSV or Parquet of dated rates by code")),
]


def batch(file: InFile, out: Out, given: Given = [], rates: Rates = None, as_json: Json = False) -> None:  # noqa: B006 - as typer wants it
    """Customs value, every charge, total and what is not known, beside every row. A run that was stopped goes on when it is started again."""
    from argosy.importers.duty_batch.ratefile import read_rates
    from argosy.importers.duty_batch.run import Order, run

    table, digest = read_rates(rates) if rates is not None else ({}, "")
    voice = Output(as_json)
    with _tables() as (tables, tables_digest), _telling(voice) as told:
        finished = run(Order(file, out, params(given), table, digest, tables, tables_digest), told)
    for problem in finished.faults:
        voice.note(place(problem))
    voice.show(_as_json(finished), _lines(finished))


@contextmanager
def _tables() -> Iterator[tuple[Any, str]]:
    """The tables of the store, where there is one to look into."""
    if not store_at_hand():
        yield None, ""
        return
    with looking():
        from django.db import DatabaseError

        from argosy.records.tariffs.bulk import StoreTables

        found = StoreTables()
        try:
            digest = found.fingerprint()
        except DatabaseError:
            words = "本機資料庫尚未更新，未查匯率與稅則；請執行 argosy init"
            Output().note(say(words, "The store is not up to date: exchange and tariff were not looked up. Run argosy init"))
            yield None, ""
            return
        yield found, digest


@contextmanager
def _telling(voice: Output) -> Iterator[Callable[[int, int], None]]:
    """A bar where there is a terminal, else a note now and then."""
    import sys

    state = {"done": 0, "at": monotonic()}
    if sys.stderr.isatty():
        with voice.progress(say("計算", "Working out"), 1000) as step:

            def advance(done: int, rows: int) -> None:
                whole = done * 1000 // max(rows, 1)
                step(whole - state["done"])
                state["done"] = whole

            yield advance
        return

    def note(done: int, rows: int) -> None:
        if monotonic() - state["at"] >= NOTE_EVERY:
            state["at"] = monotonic()
            voice.note(say(f"已完成 {done:,} 列，共約 {rows:,} 列", f"{done:,} of about {rows:,} rows done"))

    yield note


def _as_json(done: Finished) -> dict[str, Any]:
    faults = [{"row": p.row, "field": p.field, "message": p.message.en, "message_zh": p.message.zh} for p in done.faults]
    return {
        "out": str(done.out), "rows": done.rows, "unresolved": done.unresolved, "one_by_one": done.singly, "resumed": done.resumed,
        "faults": done.fault_count, "first_faults": faults, "faults_file": str(done.faults_file) if done.faults_file else None,
        "unused_columns": list(done.unused),
    }  # fmt: skip


def _lines(done: Finished) -> list[str]:
    told = [
        say(
            f"{done.rows:,} 列，{done.unresolved:,} 列未完整計算 → {done.out}",
            f"{done.rows:,} rows, {done.unresolved:,} not fully worked out → {done.out}",
        )
    ]
    if done.resumed:
        told.append(say(f"接續先前已完成之 {done.resumed:,} 列", f"{done.resumed:,} rows were done before"))
    if done.fault_count:
        told.append(
            say(
                f"{done.fault_count:,} 項資料問題，全文見 {done.faults_file}",
                f"{done.fault_count:,} faults in the data, all in {done.faults_file}",
            )
        )
    if done.unused:
        told.append(say(f"未使用之欄位：{'、'.join(done.unused)}", f"Columns not used: {', '.join(done.unused)}"))
    return told
