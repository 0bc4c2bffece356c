"""``argosy duty schedule`` and ``argosy duty find``: imported tariffs, and what they say of a code or of words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from argosy.cli.actor import acting_person, reader
from argosy.cli.language import language, say
from argosy.cli.options import InFile, Json, day, group
from argosy.cli.output import Output, table

if TYPE_CHECKING:
    from argosy.importers.tariffs.library import ReadSchedule

app = group("稅則", "Tariff schedules")
KINDS = "us-hts|tw-ccc|au-3|au-fta|uk-ott|csv"
Kind = Annotated[str, typer.Option("--kind", metavar=KINDS, help=say("檔案格式", "The form of the file"))]
Place = Annotated[str, typer.Option("--jurisdiction", metavar="XX", help=say("關稅領域代碼，如 TW", "The customs territory, such as TW"))]
EditionName = Annotated[str, typer.Option("--edition", metavar="NAME", help=say("版本名稱", "A name for the edition"))]
From = Annotated[str, typer.Option("--valid-from", metavar="DATE", help=say("該版稅則自何日起適用", "The day the edition holds from"))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=say("只檢查，不寫入", "Check only; write nothing"))]
Sought = Annotated[str, typer.Argument(metavar="TEXT|CODE", help=say("貨名或稅則號別", "Words or a commodity code"), show_default=False)]
On = Annotated[str, typer.Option("--date", metavar="DATE", help=say("日期（預設今日）", "The day; today unless given"))]
Origin = Annotated[str, typer.Option("--origin", metavar="XX", help=say("原產地", "The origin of the goods"))]
Top = Annotated[int, typer.Option("--top", min=1, max=200, help=say("最多幾筆", "At most so many lines"))]
Before = Annotated[str, typer.Argument(metavar="BEFORE", help=say("較早之版本", "The earlier edition"), show_default=False)]
After = Annotated[str, typer.Argument(metavar="AFTER", help=say("較晚之版本", "The later edition"), show_default=False)]
SeriesName = Annotated[str, typer.Option("--series", metavar="NAME", help=say("稅則名稱，如 us-hts", "Which tariff, such as us-hts"))]


@app.command("import", help=say("匯入公布之稅則", "Import a published tariff"))
def import_(
    file: InFile, kind: Kind, jurisdiction: Place = "", edition: EditionName = "", valid_from: From = "", dry_run: DryRun = False, as_json: Json = False
) -> None:  # fmt: skip
    """Read a tariff and store it as an edition beside the earlier ones, or refuse it with every bad row named."""
    from argosy.importers.tariffs.given import given
    from argosy.importers.tariffs.library import preview, read_schedule

    start = day(valid_from, "--valid-from") if valid_from else None
    today = date.today()  # noqa: DTZ011 - the day where the user sits
    made = read_schedule(given(Path(file)), kind, jurisdiction, edition, start, today=today)
    answer = preview(made)
    answer |= {"stored": not dry_run, "edition": made.facts.edition if dry_run else _store(made, bool(edition or valid_from))}
    Output(as_json).show(answer, _import_lines(answer))


def _store(made: ReadSchedule, named: bool) -> str:
    with acting_person() as actor:
        from argosy.records.tariffs.schedule_actions import import_schedule

        row = import_schedule(actor=actor, schedule=made.schedule, facts=made.facts, named=named)
        return str(row.edition)


def _import_lines(answer: dict[str, Any]) -> list[str]:
    head = f"{answer['jurisdiction']} {answer['series']} {answer['edition']}"
    stored = say("已匯入", "Imported") if answer["stored"] else say("僅檢查，未寫入", "Checked only; nothing written")
    counts = [(c, n["parsed"], n["needs_person"], n["none"]) for c, n in answer["columns"].items()]
    headings = (say("欄", "column"), say("已判讀", "parsed"), say("須人工", "needs a person"), say("未載", "none"))
    worded = [f"? {r['row']}  {r['code']}  {r['column']}  {r['text']}" for r in answer["needs_person"][:20]]
    notes = [note["zh" if language() == "zh-Hant" else "en"] for note in answer["notes"]]
    size = say(f"{answer['lines']} 個號列，{answer['rates']} 個稅率", f"{answer['lines']} lines, {answer['rates']} rates")
    return [f"{stored}: {head}", size, *table(headings, counts), *worded, *notes]


@app.command("list", help=say("已匯入之稅則版本", "The editions imported"))
def list_(jurisdiction: Place = "", as_json: Json = False) -> None:
    """Every edition with its source, the day it holds from, its hash and how much of it was read."""
    with reader():
        from argosy.engines.tariff.shown import edition_json
        from argosy.records.tariffs.schedules import editions

        rows = [edition_json(facts) for facts in editions(jurisdiction)]
    body = [(r["jurisdiction"], r["series"], r["edition"], r["valid_from"], r["lines"], r["rates"], r["needs_person"]) for r in rows]
    headings = ("", say("稅則", "series"), say("版本", "edition"), say("適用自", "from"), say("號列", "lines"), say("稅率", "rates"), "?")
    Output(as_json).show(rows, table(headings, body))


@app.command("changes", help=say("兩版稅則之差異", "What two editions have otherwise"))
def changes(before: Before, after: After, jurisdiction: Place = "", series: SeriesName = "", as_json: Json = False) -> None:
    """Codes added and gone, and every rate that reads otherwise, of two editions of one series."""
    with reader():
        from argosy.engines.tariff.changes import changes_json
        from argosy.records.tariffs.schedule_changes import compared

        old, new, found = compared(jurisdiction, series, before, after)
    answer = changes_json(old, new, found, len(found))
    words = {"added": say("新增", "added"), "gone": say("刪除", "gone"), "rate": say("稅率", "rate")}
    body = [
        (words[c["kind"]], c["printed"], c["column"] or "", ", ".join(c["names"]), c["old"] or "", c["new"] or "")
        for c in answer["changes"]
    ]
    headings = ("", say("號列", "code"), say("欄", "column"), "", say("前版", "before"), say("後版", "after"))
    Output(as_json).show(answer, table(headings, body) if body else [say("沒有差異", "Both say the same")])


def find(sought: Sought, jurisdiction: Place = "TW", on: On = "", origin: Origin = "", top: Top = 20, as_json: Json = False) -> None:
    """A code: its line, what is above and below it, its rates and whether it may be declared that day. Words: the lines that fit best."""
    when = day(on, "--date") if on else date.today()  # noqa: DTZ011 - the day where the user sits
    with reader():
        from argosy.records.tariffs import finding

        answer = finding.find(jurisdiction, sought, when, origin, top)
    Output(as_json).show(answer, _find_lines(answer))


def _find_lines(answer: dict[str, Any]) -> list[str]:
    from argosy.engines.tariff.shown import gathered

    lang = "zh" if language() == "zh-Hant" else "en"
    status = answer["status"]
    told = [f"{status[f'message_{lang}']} {status[f'ask_{lang}']}".strip()] if status and not status["usable"] else []
    lines = []
    for line in answer["lines"]:
        lines += [
            f"{line.get('printed', answer['query'])}  {line.get(lang) or line.get('en') or line.get('zh') or ''}",
            f"    {line.get(f'path_{lang}', '')}",
        ]
        lines += [f"    {' '.join(filter(None, (column, ', '.join(names))))}: {text}" for column, names, text in gathered(line["columns"])]
    near = [f"  {s['printed']}  {s[lang] or s['en'] or s['zh']}" for s in status["suggestions"]] if status else []
    return [*told, *near, *lines] or [say("沒有符合的號列", "No line fits")]
