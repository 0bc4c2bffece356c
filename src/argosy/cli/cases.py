"""``argosy cases``: the service board, one case, and each step of its life."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import typer

from argosy.cli.actor import acting_person, reader
from argosy.cli.language import say
from argosy.cli.options import Json, group
from argosy.cli.output import Output, table

app = group("服務案件：看板、時限與處理", "Service cases: board, clocks and steps")
Number = Annotated[str, typer.Argument(metavar="CASE", help=say("案件編號，如 SC-0056", "The case, such as SC-0056"), show_default=False)]
Words = Annotated[str, typer.Option("--words", help=say("說明", "What was done or said"), show_default=False)]
Kind = Annotated[str, typer.Option("--kind", help="complaint, question, objection, obstacle, improvement")]
Category = Annotated[str, typer.Option("--category", help="quote, schedule, documents, customs, status, charges, exception, claim")]
Customer = Annotated[str, typer.Option("--customer", metavar="CODE", help=say("客戶代號", "The customer's code"), show_default=False)]
Owner = Annotated[str, typer.Option("--owner", metavar="LOGIN", help=say("承辦人", "Who handles it"))]
State = Annotated[str, typer.Option("--state", help="open, closed, escalated, overdue")]
Severity = Annotated[str, typer.Option("--severity", help="low, normal, high")]
Sku = Annotated[str, typer.Option("--sku", help=say("商品貨號", "The product"))]
Find = Annotated[str, typer.Option("--find", help=say("編號、客戶或原因", "Words in number, customer or cause"))]
To = Annotated[str, typer.Option("--to", metavar="LOGIN", help=say("升級對象", "Whom it goes to"), show_default=False)]
By = Annotated[str, typer.Option("--by", help=say("客戶端確認人", "Who at the customer confirmed"), show_default=False)]
SHOWN = ("case", "kind", "category", "customer", "owner", "received", "answer_due", "close_due", "late")


@app.command("list", help=say("案件看板", "The board"))
def list_(kind: Kind = "", category: Category = "", owner: Owner = "", state: State = "", find: Find = "", as_json: Json = False) -> None:
    """Cases with their clocks, the latest first."""
    with reader() as actor:
        from argosy.publishing.service import case_row
        from argosy.records.clock import now
        from argosy.records.service.cases import queries

        rows = queries.cases(
            actor=actor, kind=kind, category=category, owner=owner, state="open" if state == "overdue" else state, find=find
        )
        told = [case_row(one) for one in queries.clocked(rows, now()) if state != "overdue" or one.clock.late]
    Output(as_json).show(told, table(SHOWN, [[one[n] for n in SHOWN] for one in told]) if told else say("沒有案件", "No cases"))


@app.command("quality", help=say("計算各團隊每週品質", "Count the weekly quality of teams"))
def quality(as_json: Json = False) -> None:
    """What the worker does on Mondays, done now: weeks not kept yet, or that count otherwise now, are kept."""
    with acting_person() as actor:
        from argosy.publishing.quality import review_teams

        kept = review_teams(actor=actor)
    Output(as_json).show({"kept": kept}, say(f"已保存 {kept} 筆", f"{kept} kept"))


@app.command("show", help=say("一個案件", "One case"))
def show(number: Number, as_json: Json = False) -> None:
    """The case, its clock and everything that happened to it."""
    with reader() as actor:
        _show(number, actor, as_json)


@app.command("open", help=say("開立案件", "Open a case"))
def open_(
    kind: Kind, customer: Customer, words: Words, category: Category = "", severity: Severity = "normal", owner: Owner = "", sku: Sku = "", as_json: Json = False
) -> None:  # fmt: skip
    """Something a customer asks or complains of, received now."""
    with acting_person() as actor:
        from argosy.records.service.actions import open_case

        row = open_case(actor=actor, kind=kind, customer=customer, sku=sku, owner=owner, words=words, category=category, severity=severity)
        _show(row.number, actor, as_json)


@app.command("answer", help=say("回覆客戶", "Answer the customer"))
def answer(number: Number, words: Words, as_json: Json = False) -> None:
    """The first answer stops the first clock."""
    _step("answer_case", number, as_json, words=words)


@app.command("cause", help=say("登錄原因", "Record the cause"))
def cause(number: Number, words: Words, as_json: Json = False) -> None:
    """Why it came about."""
    _step("find_cause", number, as_json, cause=words)


@app.command("act", help=say("登錄處置", "Record what was done"))
def act(number: Number, words: Words, as_json: Json = False) -> None:
    """What was done about it."""
    _step("take_action", number, as_json, words=words)


@app.command("confirm", help=say("登錄客戶確認", "Record the customer's confirmation"))
def confirm(number: Number, by: By, words: Words = "", as_json: Json = False) -> None:
    """Who at the customer says that it is settled."""
    _step("confirm_case", number, as_json, by=by, words=words)


@app.command("close", help=say("結案", "Close a case"))
def close(number: Number, words: Words = "", as_json: Json = False) -> None:
    """A complaint needs its cause, what was done and the customer's confirmation."""
    _step("close_case", number, as_json, words=words)


@app.command("escalate", help=say("升級案件", "Escalate a case"))
def escalate(number: Number, to: To, words: Words, as_json: Json = False) -> None:
    """Hand it up, with the reason."""
    _step("escalate_case", number, as_json, to=to, words=words)


@app.command("reopen", help=say("重啟案件", "Reopen a case"))
def reopen(number: Number, words: Words, as_json: Json = False) -> None:
    """It was not settled after all."""
    _step("reopen_case", number, as_json, words=words)


@app.command("sweep", help=say("將逾時案件升級主管", "Escalate every overdue case to the manager"))
def sweep(as_json: Json = False) -> None:
    """Each case once."""
    with acting_person() as actor:
        from argosy.records.service.cases.actions import escalate_overdue

        rows = [row.number for row in escalate_overdue(actor=actor)]
    Output(as_json).show({"escalated": rows}, rows or say("沒有須升級之案件", "Nothing to escalate"))


def _step(name: str, number: str, as_json: bool, **given: Any) -> None:
    with acting_person() as actor:
        from argosy.records.service.cases import actions

        perform: Callable[..., Any] = getattr(actions, name)
        perform(actor=actor, number=number.strip().upper(), **given)
        _show(number, actor, as_json)


def _show(number: str, actor: Any, as_json: bool) -> None:
    from argosy.publishing.service import case_whole
    from argosy.records.clock import now
    from argosy.records.service.cases import queries

    (one,) = queries.clocked([queries.case(number, actor=actor)], now())
    document = case_whole(one)
    plain = [f"{name}: {value}" for name, value in document.items() if name != "events" and value not in (None, "")]
    Output(as_json).show(document, [*plain, "", *(f"{e['at']}  {e['by']}  {e['event']}  {e['words']}" for e in document["events"])])
