"""``argosy token``: sign in at the shell and get a token for later commands."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from argosy.cli.language import say
from argosy.cli.options import Json
from argosy.cli.output import Output

if TYPE_CHECKING:
    from argosy.records.people.queries import Person

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
    from argosy.records.people.tokens import issue_token

    with came_from("cli"):
        issued = issue_token(actor=signed_in(login), name="argosy token", scopes=tuple(scopes.split(",")), days=days)
    document = {"token": issued.secret, "person": login, "scopes": list(issued.scopes), "expires": issued.expires}
    Output(as_json).show(document, issued.secret)


def signed_in(login: str) -> Person:
    """The person whose password, and code if they use a second factor, are typed now; ``Refused`` otherwise."""
    from argosy.records.people.shell import needs_code, sign_in

    password = ask(say("密碼", "Password"))
    return sign_in(login, password, ask(say("驗證碼", "Code")) if needs_code(login) else "")


def ask(what: str) -> str:
    """A secret typed unseen at a terminal, or one line of standard input."""
    from getpass import getpass

    return getpass(f"{what}: ", stream=sys.stderr) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
