"""``argosy consult``: questions put to somebody who knows, and their answers."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from argosy.cli.actor import acting_person, reader
from argosy.cli.language import say
from argosy.cli.options import Json, day, group
from argosy.cli.output import Output, table

app = group("諮詢：向懂的人提問並留存答覆", "Consultations: ask somebody who knows, and keep the answer")
About = Annotated[
    str, typer.Argument(metavar="ABOUT", help=say("study:、order: 或 document: 加代號", "study:, order: or document: and its reference"))
]
Number = Annotated[int, typer.Argument(metavar="N", help=say("諮詢編號", "The consultation's number"), show_default=False)]
Question = Annotated[str, typer.Option("--question", help=say("問題", "The question"), show_default=False)]
Due = Annotated[str, typer.Option("--due", metavar="DATE", help=say("答覆期限", "Answer by"), show_default=False)]
Person = Annotated[str, typer.Option("--person", metavar="LOGIN", help=say("問一個人", "Ask one person"))]
Role = Annotated[str, typer.Option("--role", metavar="XX", help=say("問某職務的人", "Ask whoever holds a role"))]
Outside = Annotated[str, typer.Option("--outside", help=say("問外部對象", "Ask somebody outside"))]
Confirms = Annotated[
    list[str] | None, typer.Option("--confirms", metavar="KEY", help=say("待確認事項，可重複", "What it is to confirm; may be repeated"))
]
Words = Annotated[str, typer.Option("--words", help=say("答覆內容", "The answer"), show_default=False)]
Stance = Annotated[str, typer.Option("--stance", help=say("confirms 或 objects", "confirms or objects"), show_default=False)]
Effect = Annotated[str, typer.Option("--effect", help=say("對紀錄之影響", "Its effect on the record"), show_default=False)]
Document = Annotated[str, typer.Option("--document", help=say("答覆所據文件", "The paper it stands on"))]
All = Annotated[bool, typer.Option("--all", help=say("含已答覆者", "Answered ones too"))]


@app.command("list", help=say("未答覆之諮詢", "Questions not answered yet"))
def list_(all_: All = False, as_json: Json = False) -> None:
    """The earliest due first."""
    with reader() as actor:
        from argosy.publishing.studies import consultation
        from argosy.records.people.consulting import consultations
        from argosy.records.reference.queries import today

        rows = [consultation(one, today()) for one in consultations(actor=actor, open_only=not all_)]
    names = ("id", "name", "asked", "due", "overdue", "stance", "question")
    Output(as_json).show(rows, table(names, [[one[n] for n in names] for one in rows]) if rows else say("沒有諮詢", "Nothing was asked"))


@app.command("ask", help=say("提出諮詢", "Ask"))
def ask(
    about: About, question: Question, due: Due, person: Person = "", role: Role = "", outside: Outside = "", confirms: Confirms = None,
    as_json: Json = False,
) -> None:  # fmt: skip
    """To one person, one role, or one outside the firm."""
    with acting_person() as actor:
        from argosy.publishing import subjects

        row = subjects.ask(
            actor=actor, about=about, question=question, due=day(due, "--due"), person=person, role=role, outside=outside, confirms=confirms or ()
        )  # fmt: skip
        _show(row, as_json)


@app.command("answer", help=say("答覆", "Answer"))
def answer(number: Number, words: Words, stance: Stance, effect: Effect, document: Document = "", as_json: Json = False) -> None:
    """Once, by who was asked."""
    with acting_person() as actor:
        from argosy.records.people import consulting

        row = consulting.answer(actor=actor, consultation=number, words=words, stance=stance, effect=effect, document=document)
        _show(row, as_json)


def _show(row: Any, as_json: bool) -> None:
    from argosy.publishing.studies import consultation
    from argosy.records.reference.queries import today

    made = consultation(row, today())
    Output(as_json).show(made, [f"{made['id']}  {made['name']}  {made['asked']}  {made['due']}", made["question"], made["answer"]])
