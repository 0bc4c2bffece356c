"""``argosy intel``, ``argosy brief`` and ``argosy decision``: market knowledge, its acts made from the table that pages and API use too."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from argosy.cli.actor import acting_person, reader
from argosy.cli.language import say
from argosy.cli.options import Json, group, params
from argosy.cli.output import Output, table

intel = group("市場情報、來源、競品、文化、法規、通路", "Market intelligence: items, sources, rivals, culture, compliance, channels")
brief = group("研究需求書：要知道什麼、還缺什麼", "Research briefs: what has to be known, and what is missing")
decision = group("決策紀錄：方案、理由與所據數字", "Decision records: options, reasons and the figures they stand on")
ROOMS = "intelligence, sources, culture, compliance, rivals, channels, positions, outlook, swot, segments, runs, resources, notes"
Key = Annotated[str, typer.Argument(metavar="KEY", help=say("編號或代號", "Its reference or code"), show_default=False)]
MaybeKey = Annotated[str, typer.Argument(metavar="[KEY]", help=say("編號或代號；新增者免", "Its reference or code; none to make one"))]
Act = Annotated[str, typer.Argument(metavar="ACT", help=say("動作", "The act"), show_default=False)]
RoomOf = Annotated[str, typer.Option("--in", metavar="ROOM", help=say(f"哪一類紀錄：{ROOMS}", f"Which records: {ROOMS}"))]
Param = Annotated[list[str] | None, typer.Option("--param", metavar="NAME=VALUE", help=say("欄位，可重複", "A field; may be repeated"))]
File = Annotated[
    Path | None,
    typer.Argument(
        metavar="[FILE]",
        help=say("CSV、XLSX、RSS、Atom、JSON Feed；免則讀標準輸入的文字", "CSV, XLSX, RSS, Atom, JSON Feed; none reads text from stdin"),
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help=say("只看不寫", "Look only"))]
Also = Annotated[
    list[int] | None, typer.Option("--also", metavar="ROW", help=say("即使重複仍匯入的列", "A row to import though it repeats one"))
]


@intel.command("list", help=say("列出紀錄", "List records"))
def intel_list(room: RoomOf = "intelligence", param: Param = None, as_json: Json = False) -> None:
    """Filters as ``--param market=VN``."""
    _list(room, param, as_json)


@intel.command("show", help=say("一筆紀錄的全部", "One record whole"))
def intel_show(key: Key, room: RoomOf = "intelligence", as_json: Json = False) -> None:
    """With gradings, uses, prices and sections, as JSON."""
    _show(room, key)


@intel.command("do", help=say("新增、評定、修改等動作", "Enter, grade, change …"))
def intel_do(act: Act, key: MaybeKey = "", room: RoomOf = "intelligence", param: Param = None, as_json: Json = False) -> None:
    """An unknown act names those there are."""
    _do(room, act, key, param, as_json)


@intel.command("import", help=say("匯入情報：檔案、貼上文字或摘要檔", "Import items from a file, a feed, or pasted text"))
def intel_import(file: File = None, dry_run: DryRun = False, also: Also = None, param: Param = None, as_json: Json = False) -> None:
    """All or nothing; rows that repeat something are left out and told. ``--param source=CODE`` holds for every item."""
    with acting_person() as actor:
        from argosy.importers.intelligence_file import read_items, read_text
        from argosy.publishing.item_import import import_file, proposed

        given = params(param or [])
        found = read_items(file.name, file.read_bytes(), given) if file else read_text(typer.get_text_stream("stdin").read(), given)
        rows = proposed(actor, found)
        kept = [] if dry_run else import_file(actor, found, also=also or ())
        wrong = [{"row": p.row, "field": p.field, "message": {"zh": p.message.zh, "en": p.message.en}} for p in found.rejected]
        repeats = [{"row": one.number, "repeats": list(one.repeats)} for one in rows if one.repeats]
        made = {"form": found.form, "rows": len(rows), "imported": [row.ref for row in kept], "duplicates": repeats, "rejected": wrong}
        Output(as_json).show(made, [f"{name}: {value}" for name, value in made.items()])


@brief.command("list", help=say("列出研究需求書", "List briefs"))
def brief_list(param: Param = None, as_json: Json = False) -> None:
    """The newest first."""
    _list("briefs", param, as_json)


@brief.command("show", help=say("需求、涵蓋與缺口", "Requirements, coverage and gaps"))
def brief_show(key: Key, as_json: Json = False) -> None:
    """How far each requirement is covered today."""
    _show("briefs", key)


@brief.command("do", help=say("建立、新增需求、連結、核可、催覆", "Open, require, link, approve, remind"))
def brief_do(act: Act, key: MaybeKey = "", param: Param = None, as_json: Json = False) -> None:
    """An unknown act names those there are."""
    _do("briefs", act, key, param, as_json)


@decision.command("list", help=say("列出決策紀錄", "List decisions"))
def decision_list(param: Param = None, as_json: Json = False) -> None:
    """The newest first."""
    _list("decisions", param, as_json)


@decision.command("show", help=say("一項決策與其所缺、偏離、過時", "One decision: what it lacks, departs from, and what made it stale"))
def decision_show(key: Key, as_json: Json = False) -> None:
    """As it stands today."""
    _show("decisions", key)


@decision.command("do", help=say("撰寫、引用、送核、核准、告知、回覆", "Write, cite, submit, approve, address, respond"))
def decision_do(act: Act, key: MaybeKey = "", param: Param = None, as_json: Json = False) -> None:
    """An unknown act names those there are."""
    _do("decisions", act, key, param, as_json)


def _list(room: str, param: list[str] | None, as_json: bool) -> None:
    with reader() as actor:
        from argosy.publishing.market_records import plain
        from argosy.publishing.market_records import room as room_of

        one, given = room_of(room), params(param or [])
        _need_known(given, one.filters)
        rows = [plain(row) for row in one.rows(actor, given)]
    names = tuple(rows[0])[:8] if rows else ()
    Output(as_json).show(rows, table(names, [[str(row[name])[:40] for name in names] for row in rows]) if rows else say("沒有紀錄", "None"))


def _show(room: str, key: str) -> None:
    with reader() as actor:
        from argosy.publishing.market_records import room as room_of

        found = room_of(room).one(actor, key)
    Output(True).show(found, "")


def _do(room: str, act: str, key: str, param: list[str] | None, as_json: bool) -> None:
    with acting_person() as actor:
        from argosy.kernel.errors import BadInput
        from argosy.kernel.text import Text
        from argosy.publishing.market_acts import ACTS
        from argosy.publishing.market_records import done

        if (room, act) not in ACTS:
            there = ", ".join(name for where, name in ACTS if where == room)
            raise BadInput(Text("{r} 的動作有：{a}", "The acts in {r} are: {a}").format(r=room, a=there))
        one, given = ACTS[room, act], params(param or [])
        _need_known(given, tuple(one.form()().fields))
        made: Any = done(one, actor, key, given)
    Output(as_json).show(made, [f"{name}: {value}" for name, value in made.items() if value not in (None, "", [], {})])


def _need_known(given: dict[str, str], known: tuple[str, ...]) -> None:
    from argosy.kernel.errors import BadInput
    from argosy.kernel.text import Text

    if wrong := sorted(set(given) - set(known)):
        raise BadInput(Text("沒有欄位 {w}；可用：{k}", "There is no {w}; there are: {k}").format(w=", ".join(wrong), k=", ".join(known)))
