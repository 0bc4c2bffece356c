"""Commands that set up and run the server and its worker."""

from __future__ import annotations

from typing import Annotated

import typer

from argosy.cli.language import say
from argosy.cli.output import Output
from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text

Port = Annotated[int, typer.Option("--port", min=1, max=65535, help=say("連接埠", "Port"))]
Host = Annotated[str, typer.Option("--host", help=say("聽取的位址", "Address to listen on"))]
Administrator = Annotated[
    str, typer.Option("--administrator", metavar="LOGIN", help=say("建立第一位系統管理人員", "Add the first person, an administrator"))
]
Workers = Annotated[int, typer.Option("--workers", min=1, max=64, help=say("處理程序數", "Number of processes"))]


def init(administrator: Administrator = "") -> None:
    """Bring the store to this version's shape; safe to repeat. An empty store gets its first person here, who adds the others."""
    from argosy.records.boot import prepare_store
    from argosy.records.home import home

    prepare_store()
    Output().note(say(f"資料庫已就緒：{home()}", f"The store is ready in {home()}"))
    if administrator:
        from argosy.cli.token import ask
        from argosy.records.people.founding import first_administrator

        first_administrator(login=administrator, name_zh=administrator, name_en=administrator, password=ask(say("密碼", "Password")))
        Output().note(say(f"已建立系統管理人員 {administrator}", f"{administrator} is the administrator"))


def serve(host: Host = "127.0.0.1", port: Port = 8000, workers: Workers = 2) -> None:
    """Serve pages and API until stopped. A store of an older shape is refused."""
    from argosy.records.boot import pending_migrations

    if pending := pending_migrations():
        raise Refused(
            Text("資料庫尚缺 {n} 項更新。請先執行 argosy init", "The store lacks {n} updates. Run argosy init first").format(n=len(pending))
        )
    start(host, port, workers)


def start(host: str, port: int, workers: int) -> None:
    """granian with the WSGI application; returns when it is stopped.

    Its processes begin anew: one forked from a process that has used polars (as loading the sample firm does) lacks the
    threads polars waits for, and the first page that computes would never come.
    """
    import multiprocessing

    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    free(host, port)
    multiprocessing.set_start_method("spawn", force=True)
    Output().show(None, say(f"http://{host}:{port}（按 Ctrl-C 停止）", f"http://{host}:{port} (Ctrl-C stops it)"))
    target = "argosy.config.wsgi:application"
    Server(target, host, port, interface=Interfaces.WSGI, workers=workers, blocking_threads=2, log_level=LogLevels.warning).serve()


def free(host: str, port: int) -> None:
    """``BadInput`` when something else listens there, before workers start and fail one by one."""
    import os
    import socket

    try:
        with socket.create_server((host, port)):
            return
    except OSError as taken:
        raise BadInput(
            Text(
                "{h}:{p} 無法使用（{why}）。請以 --port 指定其他連接埠", "{h}:{p} cannot be used ({why}). Choose another with --port"
            ).format(h=host, p=port, why=os.strerror(taken.errno or 0))
        ) from taken


def worker() -> None:
    """Run queued background work until stopped; at night every issued document is compared with the data of now, on Mondays teams are counted."""
    from argosy.records.boot import boot

    boot()
    from django.core.management import call_command

    from argosy.publishing import quality, watch

    watch.schedule()
    quality.schedule()
    call_command("db_worker")
