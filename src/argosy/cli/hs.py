"""``argosy hs``: codes for a description, learning from labelled texts, deciding and reviewing classifications."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated, Any

import typer

from argosy.cli.actor import acting_person, reader
from argosy.cli.language import language, say
from argosy.cli.options import InFile, Json, day, group
from argosy.cli.output import Output
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

if TYPE_CHECKING:
    from argosy.engines.hs.suggesting import Answer
    from argosy.importers.goods_file import GoodsFile
    from argosy.records.catalog.queries import Classification
    from argosy.records.permission import Actor

app = group("稅則歸列建議", "HS codes for a description of goods")
Words = Annotated[str, typer.Argument(metavar="TEXT", help=say("貨品說明，中文或英文", "The goods in words"), show_default=False)]
Top = Annotated[int, typer.Option("--top", min=1, max=50, help=say("最多幾個", "How many at most"))]
Country = Annotated[
    str,
    typer.Option("--jurisdiction", metavar="XX", help=say("關稅領域；六位目各國相同", "Customs territory; six digits are the same in all")),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help=say("只檢查，不寫入", "Check only; write nothing"))]
SkipBad = Annotated[bool, typer.Option("--skip-bad", help=say("略過有誤的列，匯入其餘", "Leave bad rows out and load the others"))]
Name = Annotated[str, typer.Option("--name", help=say("版本名稱", "A name for what is loaded"))]
Code = Annotated[str, typer.Option("--code", help=say("稅則號別，6 至 11 位", "Tariff code, 6 to 11 digits"), show_default=False)]
Why = Annotated[str, typer.Option("--rationale", help=say("歸列理由", "The reason"), show_default=False)]
Sku = Annotated[str, typer.Option("--sku", help=say("商品貨號（省略 TEXT 時）", "A product, instead of TEXT"))]
Edition = Annotated[str, typer.Option("--edition", help=say("稅則版本", "Edition of the tariff"))]
OnDay = Annotated[str, typer.Option("--on", metavar="DATE", help=say("歸列日", "Day of the decision"))]
Until = Annotated[str, typer.Option("--valid-to", metavar="DATE", help=say("效期至", "Last day it holds"))]
Ruling = Annotated[str, typer.Option("--ruling", help=say("解釋令或預審文號", "Reference of a ruling"))]
Number = Annotated[int, typer.Argument(metavar="N", help=say("歸列編號", "Number of the classification"), show_default=False)]


@app.command("suggest", help=say("依貨品說明建議 HS 六位目並說明理由", "Six-digit codes for goods described in words, with reasons"))
def suggest(text: Words, top: Top = 5, jurisdiction: Country = "", as_json: Json = False) -> None:
    """Codes with the probability of being right; nothing, with the reason and the question to ask, when the text is too vague."""
    from argosy.rules.library import pack_for

    if jurisdiction:
        pack_for(jurisdiction)
    output = Output(as_json)
    made = _answered(text, top, output)
    from argosy.publishing.classifying import as_json as plain

    for words in (made.reason, made.question):
        if words is not None:
            output.note(words.say(language()))
    document = plain(made)
    output.show(document, [line for row in document for line in _lines(row)])


@app.command(
    "learn",
    help=say(
        "匯入已歸列之品名或某國稅則貨名（CSV、XLSX、Parquet）", "Load texts with their code, or a tariff's titles (CSV, XLSX, Parquet)"
    ),
)
def learn(file: InFile, name: Name = "", dry_run: DryRun = False, skip_bad: SkipBad = False, as_json: Json = False) -> None:
    """Columns text (or text_zh, text_en) and code, and kind, lang, source if there are. All rows or none, unless bad ones are skipped."""
    from argosy.importers.goods_file import read_goods

    read = read_goods(file.name, file.read_bytes(), file.name)
    stops = bool(read.rejected) and not skip_bad
    edition = "" if dry_run or stops else _store(read, name)
    document = _learned(read, edition)
    Output(as_json).show(document, _told(document))
    if stops and not dry_run:
        message = Text("{file} 有 {n} 列有誤，未寫入任何資料", "{file} has {n} bad rows; nothing was written")
        raise BadInput(message.format(file=file.name, n=len(read.rejected)), read.rejected)


@app.command("decide", help=say("記錄歸列決定（商品或貨品說明）", "Record a decision on a product or on goods in words"))
def decide(
    code: Code,
    rationale: Why,
    text: Annotated[str, typer.Argument(metavar="[TEXT]")] = "",
    sku: Sku = "",
    edition: Edition = "HS2022",
    on: OnDay = "",
    valid_to: Until = "",
    ruling: Ruling = "",
    as_json: Json = False,
) -> None:
    """The codes that are suggested now are kept beside the decision. Another person reviews it."""
    if bool(text) == bool(sku):
        raise BadInput(Text("請給 TEXT 或 --sku 其中之一", "Give either TEXT or --sku"))
    output = Output(as_json)
    with acting_person() as actor:
        from argosy.importers.cells import tariff_code
        from argosy.records.catalog import actions, queries
        from argosy.records.reference.queries import today

        words = text or queries.product(sku, actor=actor).name_en
        shown = [{"code": one.code, "score": str(one.score)} for one in _answer(words, 5, actor, output).suggestions]
        facts = {
            "code": tariff_code(code), "edition": edition, "rationale": rationale, "on": day(on, "--on") if on else today(),
            "candidates": shown, "ruling": ruling, "valid_to": day(valid_to, "--valid-to") if valid_to else None,
        }  # fmt: skip
        row = actions.classify_product(actor=actor, sku=sku, **facts) if sku else actions.decide_goods(actor=actor, text=text, **facts)
        document = decision_json(row)
    output.show(document, _decided(document))


@app.command(
    "review",
    help=say(
        "覆核歸列（須為另一人）；不給編號則列出待覆核者", "Agree with a decision as another person; without a number, list what waits"
    ),
)
def review(number: Number = 0, as_json: Json = False) -> None:
    """Who decided cannot review."""
    if not number:
        with reader() as actor:
            from argosy.records.catalog.queries import awaiting_review

            rows = [decision_json(row) for row in awaiting_review(actor=actor)]
        Output(as_json).show(rows, [line for row in rows for line in _decided(row)])
        return
    with acting_person() as person:
        from argosy.records.catalog.actions import review_classification
        from argosy.records.reference.queries import today

        document = decision_json(review_classification(actor=person, classification=number, on=today()))
    Output(as_json).show(document, _decided(document))


def _answered(text: str, top: int, output: Output) -> Answer:
    """From the store when there is one; a fresh install answers from what the package ships."""
    from argosy.records.home import home

    if not os.environ.get("ARGOSY_DATABASE_URL") and not (home() / "argosy.sqlite3").exists():
        from argosy.publishing.classifying import shipped_desk
        from argosy.publishing.classifying import suggest as act

        return act(text, shipped_desk(home(), lambda: _building(output)), top)
    with reader() as actor:
        return _answer(text, top, actor, output)


def _building(output: Output) -> None:
    output.note(say("首次使用，正在建立索引……", "First use: building the index …"))


def _answer(text: str, top: int, actor: Actor, output: Output) -> Answer:
    from argosy.publishing.classifying import store_desk
    from argosy.publishing.classifying import suggest as act

    return act(text, store_desk(actor, lambda: _building(output)), top)


def _store(read: GoodsFile, name: str) -> str:
    with acting_person() as actor:
        from argosy.records.catalog.learning import learn as act

        return str(act(actor=actor, known=read.known, name=name).edition)


def _learned(read: GoodsFile, edition: str) -> dict[str, Any]:
    rejected = [{"row": p.row, "field": p.field, "message": p.message.say(language())} for p in read.rejected]
    return {"edition": edition or None, "texts": len(read.known), "passed": read.passed, "rejected": rejected}


def _told(document: dict[str, Any]) -> list[str]:
    head = document["edition"] or say("未寫入", "Not written")
    bad = [f"  {say('第', 'row')} {r['row']}  {r['message']}" for r in document["rejected"]]
    return [f"{head}: {document['texts']} {say('筆品名', 'texts')}, {document['passed']} {say('列略過', 'rows passed over')}", *bad]


def decision_json(row: Classification) -> dict[str, Any]:
    """A decision as JSON."""
    return {
        "id": row.pk, "sku": row.product.sku if row.product else None, "text": row.text, "code": row.code, "edition": row.edition,
        "rationale": row.rationale, "candidates": row.candidates, "ruling": row.ruling, "date": row.date, "valid_to": row.valid_to,
        "decided_by": row.decided_by.login, "reviewer": row.reviewer.login if row.reviewer else None, "reviewed_on": row.reviewed_on,
        "supersedes": row.supersedes_id,
    }  # fmt: skip


def _decided(document: dict[str, Any]) -> list[str]:
    waits = document["reviewer"] or say("待另一人覆核", "waits for another person's review")
    return [f"#{document['id']}  {document['code']}  {document['sku'] or document['text']}  {document['decided_by']} → {waits}"]


def _lines(row: dict[str, Any]) -> list[str]:
    lang = say("zh", "en")
    reasons = [f"      {r[f'label_{lang}']}: {r['text'][:90]}{'  [' + r['note'] + ']' if r['note'] else ''}" for r in row["because"]]
    return [f"{row['code'][:4]}.{row['code'][4:]}  {100 * row['score']:.0f} %  {row[f'title_{lang}']}", *reasons]
