"""Options that mean the same in every command."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from argosy.cli.language import say
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

Json = Annotated[bool, typer.Option("--json", help=say("在標準輸出印出一份 JSON", "Print one JSON document on stdout"))]
InFile = Annotated[Path, typer.Argument(metavar="FILE", help=say("要讀的檔案", "The file to read"), show_default=False)]
OutFolder = Annotated[Path, typer.Option("--out", metavar="DIR", help=say("存放檔案的資料夾", "The folder to write to"))]
Lang = Annotated[str, typer.Option("--lang", metavar="zh-Hant|en", help=say("文件的語言", "The language of the document"))]
Country = Annotated[str, typer.Option("--jurisdiction", metavar="XX", help=say("關稅領域代碼，如 TW", "The customs territory, such as TW"))]


def group(zh: str, en: str) -> typer.Typer:
    """A group of commands with its one-line help. Plain text help: it starts fast and copies well."""
    return typer.Typer(help=say(zh, en), no_args_is_help=True, rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False)


def day(text: str, option: str) -> date:
    """An ISO 8601 date given to ``option``; ``BadInput`` otherwise."""
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise BadInput(
            Text("{option} 應為日期，如 2026-11-20，而非「{text}」", "{option} takes a date such as 2026-11-20, not '{text}'").format(
                option=option, text=text
            )
        ) from wrong


def params(pairs: list[str]) -> dict[str, str]:
    """``name=value`` pairs as given to ``--param``; ``BadInput`` for one without ``=`` or a name given twice."""
    found: dict[str, str] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name or name in found:
            raise BadInput(
                Text(
                    "--param 應為「名稱=值」，每個名稱一次，而非「{pair}」", "--param takes name=value, each name once, not '{pair}'"
                ).format(pair=pair)
            )
        found[name] = value
    return found


def json_file(file: Path) -> Any:
    """What a JSON file holds; ``BadInput`` with line and column when it is none. Numbers with a point stay exact decimals."""
    import json
    from decimal import Decimal

    try:
        return json.loads(file.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError as wrong:
        raise BadInput(Text("{file} 不是 UTF-8 文字檔", "{file} is not a UTF-8 text file").format(file=file)) from wrong
    except json.JSONDecodeError as wrong:
        raise BadInput(
            Text(
                "{file} 第 {line} 列第 {column} 字起不是 JSON：{why}", "{file} is no JSON from line {line}, column {column}: {why}"
            ).format(file=file, line=wrong.lineno, column=wrong.colno, why=wrong.msg)
        ) from wrong
