"""``argosy market import``, ``datasets`` and ``convert``: market data read, checked and kept; what there is and how old; one HS edition."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from argosy.cli.actor import acting_person, looking
from argosy.cli.language import language, say
from argosy.cli.options import InFile, Json
from argosy.cli.output import Output, table
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

if TYPE_CHECKING:
    from argosy.importers.markets.library import ReadMarket

KINDS = "baci|comtrade|tw-customs|wits|wdi|wgi|lpi|ecb|hs-nomenclature|hs-correspondence|csv"
Kind = Annotated[str, typer.Option("--kind", metavar=KINDS, help=say("檔案格式", "The form of the file"))]
EditionName = Annotated[str, typer.Option("--edition", metavar="NAME", help=say("版本名稱", "A name for the edition"))]
Flow = Annotated[
    str, typer.Option("--flow", metavar="export|import", help=say("檔案未載時之進出口別", "The direction, where the file does not say"))
]
Level = Annotated[
    int, typer.Option("--level", min=0, max=11, help=say("只取幾位碼（預設最細）", "Keep codes of so many digits; the finest unless given"))
]
HsEdition = Annotated[
    str, typer.Option("--hs", metavar="H0…H6", help=say("檔案未載時之 HS 版本", "The HS edition, where the file does not say"))
]
DryRun = Annotated[bool, typer.Option("--dry-run", help=say("只檢查，不寫入", "Check only; write nothing"))]
Which = Annotated[
    str, typer.Argument(metavar="TABLE", help=say("資料表，如 trade_baci", "The table, such as trade_baci"), show_default=False)
]
To = Annotated[str, typer.Option("--to", metavar="H0…H6", help=say("轉成之 HS 版本", "The HS edition to convert to"))]
Out = Annotated[Path, typer.Option("--out", metavar="FILE", help=say("存放之 Parquet 檔", "The Parquet file to write"))]


def import_(
    file: InFile, kind: Kind, edition: EditionName = "", flow: Flow = "", level: Level = 0, hs: HsEdition = "", dry_run: DryRun = False, as_json: Json = False
) -> None:  # fmt: skip
    """Read a file of market data and keep it as an edition beside the earlier ones, or refuse it with counts and rows."""
    from argosy.importers.markets.library import read_market, shown
    from argosy.importers.markets.reading import Ask

    if flow not in ("", "export", "import"):
        raise BadInput(Text("--flow 應為 export 或 import", "--flow is export or import"))
    ask = Ask(edition, flow, level, hs.upper(), date.today())  # noqa: DTZ011 - the day where the user sits
    output = Output(as_json)
    with _place(dry_run) as folder, read_market(Path(file), kind, folder, ask) as made:
        answer = shown(made) | {"stored": False, "unchanged": False}
        if not dry_run:
            if made.refusal:
                raise made.refusal
            answer |= _kept(made)
    output.show(answer, _import_lines(answer))


@contextmanager
def _place(dry_run: bool) -> Iterator[Path]:
    """Where the file is made: the warehouse's own disk, or a folder that goes away when nothing is kept."""
    import tempfile

    if dry_run:
        with tempfile.TemporaryDirectory(prefix="argosy-") as folder:
            yield Path(folder)
        return
    with acting_person():
        from argosy.records.markets.datasets.queries import tables

        yield tables().staging()


def _kept(made: ReadMarket) -> dict[str, Any]:
    with acting_person() as actor:
        from argosy.records.markets.datasets.actions import already, import_data

        before = already(made.facts)
        row = import_data(actor=actor, facts=made.facts, rows=made.rows)
    return {"stored": True, "unchanged": before is not None, "edition": str(row.edition)}


def _import_lines(answer: dict[str, Any]) -> list[str]:
    lang = "zh" if language() == "zh-Hant" else "en"
    state = (
        say("同一檔案，版本不變", "The same file: its edition stays") if answer["unchanged"]
        else say("已匯入", "Imported") if answer["stored"]
        else say("僅檢查，未寫入", "Checked only; nothing written")
    )  # fmt: skip
    span = f"{answer['first_period']}–{answer['last_period']}" if answer["first_period"] else ""
    money = [(t[lang], f"{t['rows']:,}", "" if t["value"] is None else f"{t['value']:,.0f}") for t in answer["totals"]]
    found = [line for f in answer["findings"] for line in _finding_lines(f, lang)]
    first = [", ".join(f"{k} {v}" for k, v in row.items() if v not in (None, "")) for row in answer["sample"]]
    headings = ("", say("列", "rows"), say("金額（美元）", "US dollars"))
    return [
        f"{state}: {answer['table']} {answer['edition']}  {span}",
        answer["unit"][lang],
        *table(headings, money),
        *found,
        say("前幾列", "First rows"),
        *(f"  {r}" for r in first),
    ]


def _finding_lines(found: dict[str, Any], lang: str) -> list[str]:
    mark = {"refused": "✗", "warning": "!", "info": "·"}[found["level"]]
    rows = [
        " ".join(str(v) for v in (e["file"], e["row"] and say(f"第 {e['row']} 列", f"row {e['row']}"), e["said"]) if v)
        for e in found["examples"]
    ]
    return [f"{mark} {found[lang]}", *(f"    {row}" for row in rows)]


def datasets(as_json: Json = False) -> None:
    """Every edition of market data: what it is, how much, how old, and whether it is past its cycle."""
    with looking():
        from argosy.records.markets.datasets.queries import edition_json, editions
        from argosy.records.reference.queries import today

        on = today()
        rows = [edition_json(facts, on) for facts in editions()]
    old = say("已逾更新週期", "past its cycle")
    body = [(r["table"], r["edition"], f"{r['rows']:,}", f"{r['first_period'] or ''}–{r['last_period'] or ''}", r["hs_edition"], r["as_of"], r["age_days"], old if r["stale"] else "") for r in rows]  # fmt: skip
    headings = (
        say("資料表", "table"),
        say("版本", "edition"),
        say("列", "rows"),
        say("期間", "periods"),
        "HS",
        say("截止日", "as of"),
        say("日數", "days"),
        "",
    )
    Output(as_json).show(rows, table(headings, body) if rows else [say("尚未匯入市場資料", "No market data was imported yet")])


def convert(which: Which, to: To, out: Out, edition: EditionName = "", hs: HsEdition = "", as_json: Json = False) -> None:
    """A table of trade in another HS edition, with the share of value the conversion table had to choose for."""
    with looking():
        from argosy.records.markets.datasets.queries import converted

        made = converted(which, to.upper(), edition, hs.upper())
    out.parent.mkdir(parents=True, exist_ok=True)
    made.frame.write_parquet(out)
    answer = {
        "table": which, "to": made.target, "out": str(out), "rows": made.frame.height, "value": made.value, "already": made.already, "chosen": made.chosen,
        "chosen_share": made.chosen_share, "merged": made.merged, "unmatched": made.unmatched, "codes_unmatched": list(made.codes_unmatched), "note": made.note,
    }  # fmt: skip
    Output(as_json).show(answer, [f"{out}: {made.frame.height:,}", made.note.say(language())])
