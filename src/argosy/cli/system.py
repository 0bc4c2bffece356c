"""Commands that set up and run the server and its worker."""

from __future__ import annotations

from typing import Annotated

import typer

from argosy.cli.language import say
from argosy.cli.output import Output
from argosy.kernel.errors import Refused
from argosy.kernel.text import Text

Port = Annotated[int, typer.Option("--port", min=1, max=65535, help=say("連接埠", "Port"))]
Host = Annotated[str, typer.Option("--host", help=say("聽取的位址", "Address to listen on"))]
Workers = Annotated[int, typer.Option("--workers", min=1, max=64, help=say("處理程序數", "Number of processes"))]


def init() -> None:
    """Bring the store to this version's shape; safe to repeat."""
    from argosy.records.boot import prepare_store
    from argosy.records.home import home

    prepare_store()
    Output().note(say(f"資料庫已就緒：{home()}", f"The store is ready in {home()}"))


def serve(host: Host = "127.0.0.1", port: Port = 8000, workers: Workers = 2) -> None:
    """Serve pages and API until stopped. A store of an older shape is refused."""
    from argosy.records.boot import pending_migrations

    if pending := pending_migrations():
        raise Refused(
            Text("資料庫尚缺 {n} 項更新。請先執行 argosy init", "The store lacks {n} updates. Run argosy init first").format(n=len(pending))
        )
    Output().note(say(f"http://{host}:{port}（Ctrl-C 停止）", f"http://{host}:{port} (Ctrl-C stops it)"))
    start(host, port, workers)


def start(host: str, port: int, workers: int) -> None:
    """granian with the WSGI application; returns when it is stopped."""
    from granian.constants import Interfaces
    from granian.server import Server

    Server(
        "argosy.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=2,
        log_level="warning",  # type: ignore[arg-type]
        log_access=False,
    ).serve()


def worker() -> None:
    """Run queued background work until stopped."""
    from argosy.records.boot import boot

    boot()
    from django.core.management import call_command

    call_command("db_worker")
