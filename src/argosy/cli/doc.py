"""``argosy doc``: a document's life, as in the web pages: draft, submit, check, approve, issue, send, withdraw."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from argosy.cli.actor import acting_person, reader
from argosy.cli.language import say
from argosy.cli.options import Json, Lang, day, group, params
from argosy.cli.output import Output, table
from argosy.cli.outputs import AsOf, Key, Params
from argosy.kernel.text import Text

if TYPE_CHECKING:
    from argosy.records.action import Actor

app = group("文件：草稿、送審、覆核、核准、發行、寄送", "Documents: draft, submit, check, approve, issue, send")
Id = Annotated[str, typer.Argument(metavar="ID", help=say("文件代號或文號", "The document's reference or number"), show_default=False)]
Reason = Annotated[str, typer.Option("--reason", help=say("理由", "The reason"), show_default=False)]
Reject = Annotated[str | None, typer.Option("--reject", metavar="REASON", help=say("退回並說明理由", "Return it, and why"))]
Comment = Annotated[str, typer.Option("--comment", help=say("意見", "A comment"))]
Revises = Annotated[str, typer.Option("--revises", metavar="ID", help=say("改版所取代的已發行文件", "The issued document it revises"))]
Block = Annotated[str, typer.Option("--block", help=say("段落代號", "The paragraph's id"), show_default=False)]
Zh = Annotated[str, typer.Option("--zh", help=say("中文", "In Chinese"))]
En = Annotated[str, typer.Option("--en", help=say("英文", "In English"))]
Check = Annotated[str, typer.Argument(metavar="CHECK", help=say("查核代號，如 DT8", "The check, such as DT8"), show_default=False)]
To = Annotated[str, typer.Option("--to", metavar="PARTY", help=say("受文者", "The recipient"), show_default=False)]
Channel = Annotated[str, typer.Option("--channel", help=say("寄送方式", "How it was sent"), show_default=False)]


@app.command("draft", help=say("建立草稿", "Start a draft"))
def draft(
    key: Key, param: Params = None, as_of: AsOf = "", lang: Lang = "zh-Hant", revises: Revises = "", reason: str = "", as_json: Json = False
) -> None:
    """Start a draft of an output; ``reason`` says why an issued one is revised."""
    with acting_person() as actor:
        from argosy.publishing import life

        on = day(as_of, "--as-of") if as_of else None
        document = life.draft(actor=actor, key=key, params=params(param or []), as_of=on, lang=lang, replaces=revises, reason=reason)
        _show(document.ref, as_json)


@app.command("write", help=say("撰寫草稿中的一段文字", "Write a paragraph of a draft"))
def write(ref: Id, block: Block, zh: Zh = "", en: En = "", as_json: Json = False) -> None:
    """The maker's words for one paragraph; ``[[figure]]`` in them prints that figure as it stands."""
    _move(ref, as_json, lambda life, actor: life.write(actor=actor, ref=ref, block=block, text=Text(zh, en)))


@app.command("waive", help=say("說明理由並略過一項提醒", "Acknowledge a warning with a reason"))
def waive(ref: Id, check: Check, reason: Reason, as_json: Json = False) -> None:
    """A blocking check is never waived."""
    from argosy.standards import catalogue

    with acting_person() as actor:
        from argosy.records.reports.actions import waive as act

        act(actor=actor, ref=ref, check=catalogue.check(check).id, reason=reason)
        _show(ref, as_json)


@app.command("submit", help=say("送審", "Send to check"))
def submit(ref: Id, as_json: Json = False) -> None:
    """Freeze the draft and send it to the second person."""
    _move(ref, as_json, lambda life, actor: life.submit(actor=actor, ref=ref))


@app.command("check", help=say("覆核，或以 --reject 退回", "Pass the check, or return it with --reject"))
def check(ref: Id, reject: Reject = None, comment: Comment = "", as_json: Json = False) -> None:
    """Work every amount out again and sign as the second person; or return the document with reasons."""
    if reject is not None:  # an empty reason is refused by the action; it is never a pass
        _move(ref, as_json, lambda life, actor: life.return_draft(actor=actor, ref=ref, comment=reject))
    else:
        _move(ref, as_json, lambda life, actor: life.check(actor=actor, ref=ref, comment=comment))


@app.command("approve", help=say("核准", "Approve"))
def approve(ref: Id, comment: Comment = "", as_json: Json = False) -> None:
    """Consent to the checked version."""
    _move(ref, as_json, lambda life, actor: life.approve(actor=actor, ref=ref, comment=comment))


@app.command("issue", help=say("編號、封存並發行", "Number, archive and issue"))
def issue(ref: Id, as_json: Json = False) -> None:
    """Number the document, render every format once, and archive it."""
    _move(ref, as_json, lambda life, actor: life.issue(actor=actor, ref=ref))


@app.command("withdraw", help=say("撤回已發行文件", "Withdraw an issued document"))
def withdraw(ref: Id, reason: Reason, as_json: Json = False) -> None:
    """Mark an issued document as withdrawn; nothing is deleted."""
    _move(ref, as_json, lambda life, actor: life.withdraw(actor=actor, ref=ref, reason=reason))


@app.command("send", help=say("登錄寄送", "Log a sending"))
def send(ref: Id, to: To, channel: Channel, file: str = "", address: str = "", as_json: Json = False) -> None:
    """Log that an issued document was sent to somebody."""
    _move(ref, as_json, lambda life, actor: life.send(actor=actor, ref=ref, recipient=to, channel=channel, file=file, address=address))


@app.command("show", help=say("文件現況", "A document as it stands"))
def show(ref: Id, as_json: Json = False) -> None:
    """State, people, hash, files and checks of a document the actor may see."""
    with reader() as actor:
        _seen(actor, ref)
        _show(ref, as_json)


@app.command("diff", help=say("已發行內容與現時資料重建之差異", "The issued content against one rebuilt now"))
def diff(ref: Id, as_json: Json = False) -> None:
    """Line by line, what the data of now would change."""
    with reader() as actor:
        from argosy.publishing import life
        from argosy.publishing.shown import changes_json

        _seen(actor, ref)
        changes = changes_json(life.compare(ref))
        rows = [(c["block"], c["row"], c["column"], c["class"], c["old"], c["new"], c["delta"]) for c in changes]
        headings = ("block", "row", "column", "class", "old", "new", "delta")
        Output(as_json).show(changes, table(headings, rows) if rows else say("沒有差異", "No difference"))


def _move(ref: str, as_json: bool, act: Callable[[Any, Any], object]) -> None:
    """Let the acting person move the document, then show where it stands."""
    with acting_person() as actor:
        from argosy.publishing import life

        act(life, actor)
        _show(ref, as_json)


def _seen(actor: Actor, ref: str) -> None:
    """Refuse a reader who has no part in the document; the owner of an embedded store's machine may read it."""
    from argosy.records.action import LOCAL_READER
    from argosy.records.reports.queries import document, seen_by

    document(ref) if actor is LOCAL_READER else seen_by(actor, ref)  # type: ignore[arg-type]


def _show(ref: str, as_json: bool) -> None:
    from argosy.publishing import life
    from argosy.publishing.shown import shown

    document = shown(ref, life.current(ref))
    Output(as_json).show(document, _lines(document))


def _lines(document: dict[str, Any]) -> list[str]:
    people = ((say("製表", "maker"), "maker"), (say("覆核", "checker"), "checker"), (say("核准", "approver"), "approver"))
    signed = [f"  {words}: {document[name]}" for words, name in people if document[name]]
    open_checks = [f"  {c['level']}  {c['id']}  {c['message']}" for c in document["checks"] if c["level"] != "ok"]
    files = [f"  {file['name']}  {file['sha256'][:12]}" for file in document["files"]]
    return [f"{document['id']}  {document['state']}  {document['doc_no'] or ''}  {document['title']}", *signed, *open_checks, *files]
