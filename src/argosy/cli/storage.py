"""Commands on the store as a whole: backup, restore, export, import, verify."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from argosy.cli.doctor import Strict
from argosy.cli.language import say
from argosy.cli.options import InFile, Json
from argosy.cli.output import Output

if TYPE_CHECKING:
    from argosy.records.transfer import Transferred

NewFile = Annotated[Path, typer.Argument(metavar="FILE", help=say("要寫的檔案", "The file to write"), show_default=False)]
Folder = Annotated[Path, typer.Argument(metavar="DIR", help=say("資料夾", "The folder"), show_default=False)]


def backup(file: NewFile, as_json: Json = False) -> None:
    """The whole store in one file, password hashes included."""
    from argosy.records.boot import boot

    boot()
    from argosy.records.transfer import backup as act

    _carried(act, file, as_json)


def restore(file: InFile, as_json: Json = False) -> None:
    """A backup into an empty store."""
    from argosy.records.boot import prepare_store

    prepare_store()
    from argosy.records.transfer import restore as act

    _carried(act, file, as_json)


def export(folder: Folder, as_json: Json = False) -> None:
    """Everything as JSON Lines and files."""
    from argosy.records.boot import boot

    boot()
    from argosy.records.transfer import export_store

    _carried(export_store, folder, as_json)


def import_(folder: Folder, as_json: Json = False) -> None:
    """An export into an empty store."""
    from argosy.records.boot import prepare_store

    prepare_store()
    from argosy.records.transfer import import_store

    _carried(import_store, folder, as_json)


def verify(as_json: Json = False, strict: Strict = False) -> None:
    """Recompute the hash of every issued file and every link of the chain."""
    from argosy.records.boot import boot

    boot()
    from argosy.records.reports.proof import verify as proof

    found = proof()
    head = say("完整", "whole") if found["ok"] else say("不符", "NOT whole")
    Output(as_json).show(found, [f"{head}: {found['entries']}  {found['root']}", *(f"! {problem}" for problem in found["problems"])])
    if strict and not found["ok"]:
        raise typer.Exit(1)


def _carried(act: Callable[[Path], Transferred], path: Path, as_json: bool) -> None:
    done = act(path)
    output = Output(as_json)
    for problem in done.problems:
        output.note(f"! {problem}")
    document = {"path": str(path), "rows": done.rows, "files": done.files, "problems": list(done.problems)}
    output.show(document, say(f"{done.rows} 筆、{done.files} 個檔案：{path}", f"{done.rows} rows, {done.files} files: {path}"))
