"""``argosy outputs``, ``produce`` and ``why``: what there is to make, making it, and why a figure is what it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from argosy.cli.language import language, say
from argosy.cli.options import InFile, Json, Lang, day, params
from argosy.cli.output import Output, table
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

if TYPE_CHECKING:
    from argosy.publishing.produce import Produced
    from argosy.report.model import Report
    from argosy.report.why import Why

Key = Annotated[str, typer.Argument(metavar="KEY", help=say("產出，如 CS/O1.2.1", "The output, such as CS/O1.2.1"), show_default=False)]
Params = Annotated[
    list[str] | None, typer.Option("--param", metavar="NAME=VALUE", help=say("參數，可重複", "A parameter; may be repeated"))
]
AsOf = Annotated[str, typer.Option("--as-of", metavar="DATE", help=say("資料基準日", "The day the records are read as of"))]
Formats = Annotated[
    str, typer.Option("--format", metavar="pdf,docx,…", help=say("格式，以逗號分隔；預設全部", "Formats; all when not given"))
]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help=say("存放檔案的資料夾", "The folder to write to"), show_default=False)]
Figure = Annotated[str, typer.Argument(metavar="FIGURE_ID", help=say("數字代號", "The id of the figure"), show_default=False)]
All = Annotated[bool, typer.Option("--all", help=say("全部產出", "Every output"))]


def outputs(key: Key = "", as_json: Json = False) -> None:
    """The 43 outputs, or one with its parameters."""
    from argosy.cli.actor import reader

    with reader():
        from argosy.publishing.listing import listed, listing

        if key:
            one = listed(key)
            Output(as_json).show(one, _one_output(one))
        else:
            rows = listing()
            Output(as_json).show(rows, table(("key", "", "formats", ""), [_row(row) for row in rows]))


def produce(
    out: Out,
    key: Key = "",
    param: Params = None,
    as_of: AsOf = "",
    lang: Lang = "zh-Hant",
    formats: Formats = "",
    every: All = False,
    as_json: Json = False,
) -> None:
    """Write a draft's files; a failed blocking check is listed, and stops issue only."""
    if bool(key) == every:
        raise BadInput(Text("請指定一項產出，或用 --all", "Name one output, or use --all"))
    from argosy.cli.actor import may_see, reader

    with reader() as actor:
        from argosy.publishing.produce import as_json as document
        from argosy.publishing.produce import produce as make
        from argosy.publishing.produce import produce_all

        on = day(as_of, "--as-of") if as_of else None
        if every:
            made = produce_all(out, params=params(param or []), as_of=on, lang=lang)
            Output(as_json).show([document(one) for one in made], [line for one in made for line in _made(one)])
            return
        may_see(actor, key)
        one = make(key, params(param or []), out, as_of=on, lang=lang, formats=[f.strip() for f in formats.split(",") if f.strip()])
        Output(as_json).show(document(one), _made(one))


def why(document: InFile, figure: Figure, as_json: Json = False) -> None:
    """The trace of one figure of a document's JSON."""
    from argosy.report.answer import why_json
    from argosy.report.why import explain

    found = explain(read_report(document), figure)
    Output(as_json).show(why_json(found), _why_lines(found))


def read_report(file: Path) -> Report:
    """A document in its JSON form; ``BadInput`` when the file is none."""
    from pydantic import ValidationError

    from argosy.report.model import Report

    try:
        return Report.model_validate_json(file.read_bytes())
    except ValidationError as wrong:
        first = wrong.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        message = Text(
            "{file} 不是 Argosy 文件的 JSON（{place}：{why}）。請用 argosy produce --format json 產生",
            "{file} is not the JSON of an Argosy document ({place}: {why}). Make one with argosy produce --format json",
        )
        raise BadInput(message.format(file=file, place=place, why=first["msg"])) from wrong


def _why_lines(found: Why) -> list[str]:
    from argosy.report.why import printed

    lang = language()
    named = (
        (say("算式", "Formula"), found.formula),
        (say("代入", "With figures"), found.substituted),
        (say("進位", "Rounding"), found.rounding),
        (say("法源", "Legal basis"), found.legal),
        (say("備註", "Note"), found.note),
    )
    colon = say("：", ": ")
    body = [f"  {name}{colon}{text.say(lang)}" for name, text in named if text]
    inputs = [f"    {i.label.say(lang)} = {i.printed.say(lang)}  [{i.id}]" for i in found.inputs]
    sources = [f"  {say('來源', 'Source')}{colon}{s.title.say(lang)}" for s in found.sources]
    return [f"{found.label.say(lang)} = {printed(found.value).say(lang)}", *body, *inputs, *sources]


def _made(one: Produced) -> list[str]:
    checks = [f"  {f.level}  {f.id}  {f.message.say(language())}" for f in one.checks if f.level != "ok"]
    return [one.report.title.say(language()), *(f"  {path}" for path, _, _ in one.files), *checks]


def _row(row: dict[str, Any]) -> tuple[str, ...]:
    return row["key"], row["title_zh" if language() == "zh-Hant" else "title_en"], " ".join(row["formats"]), row["status"]


def _one_output(one: dict[str, Any]) -> list[str]:
    head = f"{one['key']}  {one['title_zh']}  {one['title_en']}  ({' '.join(one['formats'])})"
    return [
        head,
        *table(("param", "type", "required", "default"), [(p["name"], p["type"], p["required"], p["default"]) for p in one["params"]]),
    ]
