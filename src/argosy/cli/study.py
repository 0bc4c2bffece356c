"""``argosy study``: which measures apply to goods, how to pay lawfully, and the second person's check."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from argosy.cli.actor import acting_person, reader
from argosy.cli.language import language, say
from argosy.cli.options import Json, day, group, json_file, params
from argosy.cli.output import Output, table
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

app = group("適用性研究：列出措施、判定、選方案、查核", "Applicability studies: list measures, decide, choose how to pay, check")
Id = Annotated[str, typer.Argument(metavar="ID", help=say("研究編號，如 ST-0001", "The study, such as ST-0001"), show_default=False)]
Order = Annotated[str, typer.Option("--order", metavar="ID", help=say("由訂單建立", "Make it of an order"))]
Lines = Annotated[list[int] | None, typer.Option("--line", metavar="N", help=say("項次，可重複", "Line number; may be repeated"))]
GoodsFile = Annotated[
    Path | None, typer.Option("--goods", metavar="FILE.json", help=say("自行填列貨物之 JSON", "Goods as JSON instead of an order"))
]
Country = Annotated[str, typer.Option("--jurisdiction", metavar="XX", help=say("進口國", "The country of import"))]
OnDate = Annotated[str, typer.Option("--date", metavar="DATE", help=say("進口日期", "Entry date"))]
Procedure = Annotated[str, typer.Option("--procedure", help=say("通關程序", "release, warehouse, inward, temporary or return"))]
Title = Annotated[str, typer.Option("--title", help=say("名稱", "A title"))]
Find = Annotated[str, typer.Option("--find", help=say("編號、名稱或訂單", "Words in reference, title or order"))]
Measures = Annotated[list[int], typer.Option("--measure", metavar="N", help=say("措施序號，可重複", "Measure number; may be repeated"))]
Applies = Annotated[bool | None, typer.Option("--applies/--not", help=say("適用或不適用", "It applies, or does not"), show_default=False)]
Reason = Annotated[str, typer.Option("--reason", help=say("理由", "The reason"), show_default=False)]
Answers = Annotated[list[str], typer.Option("--set", metavar="NAME=VALUE", help=say("名稱=值，可重複", "name=value; may be repeated"))]
Line = Annotated[int, typer.Option("--line", metavar="N", help=say("項次", "Line number"), show_default=False)]
Code = Annotated[str, typer.Option("--code", help=say("稅則號別", "The tariff code"), show_default=False)]
Programme = Annotated[str, typer.Option("--option", metavar="ID", help=say("方案代號", "The option's id"), show_default=False)]
Key = Annotated[str, typer.Option("--condition", metavar="KEY", help=say("條件代號", "The condition's key"), show_default=False)]
Document = Annotated[str, typer.Option("--document", help=say("證明文件", "The paper, by its reference"))]
Value = Annotated[str, typer.Option("--value", help=say("文件所載（yes、no、數字或稅率）", "What it says: yes, no, a number or a rate"))]
Note = Annotated[str, typer.Option("--note", help=say("說明", "A note"))]
Agree = Annotated[list[int] | None, typer.Option("--agree", metavar="ITEM", help=say("同意之項目，可重複", "Items agreed to"))]
Disagree = Annotated[list[int] | None, typer.Option("--disagree", metavar="ITEM", help=say("不同意之項目，可重複", "Items disagreed with"))]
Item = Annotated[int, typer.Option("--item", metavar="ITEM", help=say("查核項目", "The item of the check"), show_default=False)]
Words = Annotated[str, typer.Option("--words", help=say("回覆內容", "The answer"), show_default=False)]


@app.command("list", help=say("所有研究", "All studies"))
def list_(find: Find = "", as_json: Json = False) -> None:
    """Studies, the latest first."""
    with reader():
        from argosy.publishing.studies import row
        from argosy.records.tariffs.study import queries

        rows = [row(one) for one in queries.studies(find)]
    names = ("study", "state", "jurisdiction", "date", "order", "undecided", "disputed", "title")
    Output(as_json).show(rows, table(names, [[one[n] for n in names] for one in rows]) if rows else say("沒有研究", "No studies"))


@app.command("show", help=say("一份研究", "One study"))
def show(ref: Id, as_json: Json = False) -> None:
    """Measures with law and source, options the cheapest first, and the check."""
    with reader():
        _show(ref, as_json)


@app.command("make", help=say("建立研究並列出措施", "Make a study and list its measures"))
def make(
    order: Order = "", line: Lines = None, goods: GoodsFile = None, jurisdiction: Country = "", date: OnDate = "", procedure: Procedure = "release",
    title: Title = "", as_json: Json = False,
) -> None:  # fmt: skip
    """Of an order, or of goods in a JSON list: description, codes, origin, quantity, unit, value, currency, net_kg."""
    if bool(order) == bool(goods):
        raise BadInput(Text("請擇一：--order 或 --goods", "Give one of --order and --goods"))
    given = _goods(json_file(goods)) if goods else ()
    on = day(date, "--date") if date else None
    with acting_person() as actor:
        from argosy.records.tariffs.study.actions import make_study
        from argosy.records.tariffs.study.intake import NewStudy

        new = NewStudy(
            title=title, order=order, lines=tuple(line or ()), goods=given, jurisdiction=jurisdiction, date=on, procedure=procedure
        )  # fmt: skip
        _show(make_study(actor=actor, new=new).ref, as_json)


def _goods(data: Any) -> tuple[Any, ...]:
    from argosy.records.tariffs.study.intake import read_goods

    return read_goods(data)


@app.command("mark", help=say("判定措施", "Decide measures"))
def mark(ref: Id, measure: Measures, reason: Reason, applies: Applies = None, as_json: Json = False) -> None:
    """Whether measures apply, with the reason."""
    if applies is None:
        raise BadInput(Text("請指定 --applies 或 --not", "Say --applies or --not"))
    decision = "applies" if applies else "not"

    def act(actor: Any) -> None:
        from argosy.records.tariffs.study.actions import mark_measures

        mark_measures(actor=actor, ref=ref, decisions=dict.fromkeys(measure, (decision, reason)))

    _do(ref, as_json, act)


@app.command("state", help=say("填列規則所需之事實與稅率", "State facts and rates the rules ask for"))
def state(ref: Id, answer: Answers, as_json: Json = False) -> None:
    """Such as --set 1.facts.alcohol_degree=12 or --set 1.rates.duty=5%; line 0 is the whole entry."""
    given = params(answer)

    def act(actor: Any) -> None:
        from argosy.records.tariffs.study.stating import state_facts

        state_facts(actor=actor, ref=ref, answers=given)

    _do(ref, as_json, act)


@app.command("code", help=say("選定稅則號別", "Decide between candidate codes"))
def code(ref: Id, line: Line, code: Code, reason: Reason, as_json: Json = False) -> None:
    """The code of a line; the measures of the others are marked as not applying."""

    def act(actor: Any) -> None:
        from argosy.records.tariffs.study.actions import settle_code

        settle_code(actor=actor, ref=ref, line_no=line, code=code, reason=reason)

    _do(ref, as_json, act)


@app.command("evidence", help=say("登錄方案條件之證明", "Give evidence for a condition of an option"))
def evidence(
    ref: Id, option: Programme, condition: Key, document: Document = "", value: Value = "", on: OnDate = "", note: Note = "", line: Lines = None,
    as_json: Json = False,
) -> None:  # fmt: skip
    """A paper, its day and what it says. Without a document the evidence is taken away."""
    when = day(on, "--date") if on else None

    def act(actor: Any) -> None:
        from argosy.records.tariffs.study.choosing import Evidence, give_evidence

        given = Evidence(document, when, value, note)
        give_evidence(actor=actor, ref=ref, programme=option, key=condition, evidence=given, lines=line or ())

    _do(ref, as_json, act)


@app.command("choose", help=say("選定方案", "Choose how to pay"))
def choose(ref: Id, option: Programme, reason: Reason, line: Lines = None, as_json: Json = False) -> None:
    """Choose an option; refused while a condition lacks evidence."""

    def act(actor: Any) -> None:
        from argosy.records.tariffs.study.choosing import choose_option

        choose_option(actor=actor, ref=ref, programme=option, reason=reason, lines=line or ())

    _do(ref, as_json, act)


@app.command("send", help=say("送查", "Send to the second person"))
def send(ref: Id, as_json: Json = False) -> None:
    """Every measure must be decided; what is on file elsewhere is compared."""

    def act(actor: Any) -> None:
        from argosy.records.tariffs.study.checking import send_study

        send_study(actor=actor, ref=ref)

    _do(ref, as_json, act)


@app.command("check", help=say("查核", "The second person's verdicts"))
def check(ref: Id, agree: Agree = None, disagree: Disagree = None, note: Note = "", as_json: Json = False) -> None:
    """Item by item; when every item is agreed the study is checked."""
    verdicts = {**dict.fromkeys(agree or (), ("agree", note)), **dict.fromkeys(disagree or (), ("disagree", note))}

    def act(actor: Any) -> None:
        from argosy.records.tariffs.study.checking import check_study

        check_study(actor=actor, ref=ref, verdicts=verdicts)

    _do(ref, as_json, act)


@app.command("answer", help=say("回覆不一致", "Answer a disagreement"))
def answer(ref: Id, item: Item, words: Words, as_json: Json = False) -> None:
    """What was put right, or why it stands."""

    def act(actor: Any) -> None:
        from argosy.records.tariffs.study.checking import answer_disagreement

        answer_disagreement(actor=actor, ref=ref, item=item, words=words)

    _do(ref, as_json, act)


@app.command("renew", help=say("依目前訂單與規則更新", "Take the order and the rules as they are now"))
def renew(ref: Id, as_json: Json = False) -> None:
    """What is the same keeps its decision."""

    def act(actor: Any) -> None:
        from argosy.records.tariffs.study.actions import renew_study

        renew_study(actor=actor, ref=ref)

    _do(ref, as_json, act)


def _do(ref: str, as_json: bool, act: Callable[[Any], None]) -> None:
    """Let the acting person act, then show the study."""
    with acting_person() as actor:
        act(actor)
        _show(ref, as_json)


def _show(ref: str, as_json: bool) -> None:
    from argosy.publishing.studies import shown

    document = shown(ref)
    Output(as_json).show(document, _lines(document))


def _lines(document: dict[str, Any]) -> list[str]:
    lang = "en" if language().startswith("en") else "zh"
    head = f"{document['study']}  {document['state']}  {document['jurisdiction']} {document['date']}  {document['rulebook']}  {document['title']}"
    measures = [
        (m["measure"], m["line"] or "-", m["label"][lang], m["rate"] or m["coverage"], m["confidence"], m["decision"] or "", m["reason"])
        for m in document["measures"]
        if m["kind"] != "penalty"
    ]
    options = [
        (o["programme"], o["verdict"], o["payable"], o["saving"], o["why"][lang], (o["chosen"] or {}).get("by", ""))
        for o in document["options"]
    ]
    checks = [
        (c["id"], c["line"] or "-", c["label"][lang], c["outcome"], c["found"][lang], c["verdict"] or "", c["note"])
        for c in document["checks"]
    ]
    asked = [(q["state"] or q["field"], q["line"] or "-", q["what"][lang], q["ask"][lang]) for q in document["questions"] if q["blocks"]]
    parts = [head, "", *table(("n", "line", "measure", "rate", "confidence", "decision", "reason"), measures)]
    parts += ["", *table(("option", "verdict", "payable", "saving", "why", "chosen"), options)] if options else []
    parts += ["", *table(("item", "line", "check", "outcome", "found", "verdict", "note"), checks)] if checks else []
    parts += ["", *table(("state", "line", "question", "ask"), asked)] if asked else []
    return parts
