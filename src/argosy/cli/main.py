"""The command ``argosy``: which commands there are, and the one place they are run from."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from argosy import __version__
from argosy.cli import (
    cases,
    consult,
    contract,
    coverage,
    credit,
    customers,
    demo,
    doc,
    doctor,
    duty,
    firm,
    fx,
    hs,
    intel,
    leads,
    market,
    order,
    origin,
    outputs,
    quote,
    receivables,
    sales,
    selling,
    standards,
    storage,
    study,
    survey,
    system,
    token,
)
from argosy.cli.boundary import guarded
from argosy.cli.language import say
from argosy.cli.options import group

app = group("Argosy：貿易公司五種職務的完整工作", "Argosy: the whole work of a trading firm's five jobs")
GROUPS = {
    "standards": standards.app,
    "duty": duty.app,
    "hs": hs.app,
    "origin": origin.app,
    "fx": fx.app,
    "market": market.app,
    "doc": doc.app,
    "order": order.app,
    "sales": sales.app,
    "targets": selling.targets,
    "coaching": selling.coaching,
    "quote": quote.app,
    "contract": contract.app,
    "customers": customers.app,
    "leads": leads.app,
    "receivables": receivables.app,
    "credit": credit.app,
    "cases": cases.app,
    "survey": survey.app,
    "study": study.app,
    "consult": consult.app,
    "intel": intel.intel,
    "brief": intel.brief,
    "decision": intel.decision,
}
COMMANDS: dict[str, tuple[Callable[..., None], str, str]] = {
    "demo": (demo.demo, "載入示範公司並啟動", "Load the sample firm and serve it"),
    "init": (system.init, "建立或更新資料庫", "Make or update the store"),
    "firm": (firm.firm, "登錄或顯示本公司資料", "Enter, change or show the firm"),
    "serve": (system.serve, "啟動網頁與 API", "Serve the web pages and the API"),
    "worker": (system.worker, "執行背景工作", "Run background work"),
    "doctor": (doctor.doctor, "檢查版本、資料庫、字型、資料與法規的時效", "Versions, database, fonts, age of data and rules"),
    "token": (token.token, "登入並取得 API 權杖", "Sign in and get an API token"),
    "backup": (storage.backup, "備份整個資料庫與檔案庫", "The whole store in one file"),
    "restore": (storage.restore, "將備份還原至空的資料庫", "A backup into an empty store"),
    "export": (storage.export, "匯出為 JSON Lines 與檔案", "Everything as JSON Lines and files"),
    "import": (storage.import_, "匯入至空的資料庫", "An export into an empty store"),
    "verify": (storage.verify, "驗證檔案庫與紀錄鏈", "Prove the archive and its chain"),
    "outputs": (outputs.outputs, "43 項產出與其參數", "The 43 outputs and their parameters"),
    "produce": (outputs.produce, "產生文件草稿", "Write a draft document"),
    "coverage": (coverage.coverage, "193 項行為指標在系統中的位置", "Where each of the 193 indicators lives"),
    "why": (outputs.why, "說明一個數字的由來", "Why a figure is what it is"),
}
for name, (function, zh, en) in COMMANDS.items():
    app.command(name, help=say(zh, en))(function)
for name, commands in GROUPS.items():
    app.add_typer(commands, name=name)


def _version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"argosy {__version__}\n")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[bool, typer.Option("--version", help=say("版本", "The version"), callback=_version, is_eager=True)] = False,
    debug: Annotated[bool, typer.Option("--debug", help=say("出錯時印出完整追蹤", "Print a traceback when something breaks"))] = False,
) -> None:
    """Options before the command; ``run`` reads ``--debug`` itself, as it is needed before anything is parsed."""


def execute(args: list[str]) -> int:
    """Run one command line; its exit code."""
    debug = "--debug" in args
    rest = [arg for arg in args if arg != "--debug"]
    return guarded(lambda: app(rest, standalone_mode=False, prog_name="argosy"), debug)


def run() -> None:
    """The entry point. Both streams are UTF-8 whatever the terminal's code page."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(execute(sys.argv[1:]))
