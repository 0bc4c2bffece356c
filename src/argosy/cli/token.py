"""``argosy token``: sign in at the shell and get a token for later commands."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from argosy.cli.language import say
from argosy.cli.options import Json
from argosy.cli.output import Output

Login = Annotated[str, typer.Argument(metavar="PERSON", help=say("帳號", "Login"), show_default=False)]
Days = Annotated[int, typer.Option("--days", min=1, max=366, help=say("有效日數", "Days it stays valid"))]
Scopes = Annotated[
    str, typer.Option("--scopes", help=say("範圍，以逗號分隔：read,write,documents,admin", "Any of read,write,documents,admin"))
]


def token(login: Login, days: Days = 1, scopes: Scopes = "read,write,documents", as_json: Json = False) -> None:
    """Print a new token on stdout. The password is asked for, or read as the first line of a pipe; a second-factor code is the next."""
    from argosy.records.boot import boot

    boot()
    from argosy.records.origin import came_from
    from argosy.records.people.shell import needs_code, sign_in
    from argosy.records.people.tokens import issue_token

    with came_from("cli"):
        password = ask(say("密碼", "Password"))
        person = sign_in(login, password, ask(say("驗證碼", "Code")) if needs_code(login) else "")
        issued = issue_token(actor=person, name="argosy token", scopes=tuple(scopes.split(",")), days=days)
    document = {"token": issued.secret, "person": person.login, "scopes": list(issued.scopes), "expires": issued.expires}
    Output(as_json).show(document, issued.secret)


def ask(what: str) -> str:
    """A secret typed unseen at a terminal, or one line of standard input."""
    from getpass import getpass

    return getpass(f"{what}: ", stream=sys.stderr) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
