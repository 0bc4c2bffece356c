"""``argosy targets`` and ``argosy coaching``: what became of targets, coaching and rivals, and the acts about them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Any

import typer

from argosy.cli.actor import acting_person, reader
from argosy.cli.language import language, say
from argosy.cli.options import InFile, Json, day, group
from argosy.cli.output import Output, table
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

targets = group("銷售目標、達成、差異與推估", "Sales targets, achievement, variance and forecast")
coaching = group("輔導時程、出席、異議答覆與競品比較", "Coaching schedule, attendance, answers and rivals compared")
AsOf = Annotated[str, typer.Option("--as-of", metavar="DATE", help=say("資料截至日", "The day to look from"))]
Person = Annotated[str, typer.Option("--person", metavar="LOGIN", help=say("只看一位業務", "One salesperson only"))]
Month = Annotated[str, typer.Option("--month", metavar="YYYY-MM", help=say("月份", "The month"))]
Week = Annotated[bool, typer.Option("--week", help=say("改看本週", "This week instead"))]
Number = Annotated[str, typer.Argument(metavar="NUMBER", help=say("編號", "Its number"), show_default=False)]
Course = Annotated[str, typer.Option("--course", metavar="CODE", help=say("課程代號", "The course"), show_default=False)]
Coach = Annotated[str, typer.Option("--coach", metavar="CODE", help=say("講師代號", "The coach"), show_default=False)]
At = Annotated[str, typer.Option("--at", metavar="TIME", help=say("開始時間，如 2026-07-20T14:00", "When it starts, such as 2026-07-20T14:00"), show_default=False)]  # fmt: skip
Place = Annotated[str, typer.Option("--place", metavar="TEXT", help=say("地點", "Where"), show_default=False)]
Plan = Annotated[str, typer.Option("--plan", metavar="NUMBER", help=say("輔導計畫編號", "The coaching plan it serves"))]
Result = Annotated[str, typer.Option("--result", metavar="TEXT", help=say("成果", "What came of it"), show_default=False)]
On = Annotated[str, typer.Option("--on", metavar="DATE", help=say("實際日", "The day it was done"), show_default=False)]
Product = Annotated[str, typer.Option("--product", metavar="SKU", help=say("本公司商品", "Our product"))]
Theme = Annotated[str, typer.Option("--theme", metavar="THEME", help=say("主題：price、quality、delivery、certificate、warranty、rival", "price, quality, delivery, certificate, warranty or rival"))]  # fmt: skip
Kind = Annotated[
    str, typer.Argument(metavar="KIND", help=say("courses、coaches 或 weights", "courses, coaches or weights"), show_default=False)
]
CELLS = ("person", "territory", "line", "month", "amount")
LACKS = Text("檔案缺少欄位：{names}", "The file lacks the columns {names}")
BAD_ROW = Text("第 {row} 列：{what}應為{kind}", "Row {row}: {what} is to be {kind}")


@targets.command("board", help=say("目標、實績、達成率、差異與推估", "Targets, actual, achievement, variance and forecast"))
def targets_board(as_of: AsOf = "", person: Person = "", month: Month = "", week: Week = False, as_json: Json = False) -> None:
    """Line by line, the widest gap first."""
    with reader() as actor:
        from argosy.publishing.selling import board, board_json

        facts = board(actor=actor, as_of=_day(as_of), person=person, month=month, span="week" if week else "month")
        document = board_json(facts)
    rows = [
        [
            one["territory"],
            one["line"],
            one["person"],
            one["target"],
            one["actual"],
            _percent(one["rate"]),
            _percent_of(one["actual"], one["before"]),
        ]
        for one in document["lines"]
    ]
    heads = (say("客戶群", "Customers"), say("產品線", "Line"), say("業務", "Sales"), say("目標", "Target"), say("實績", "Actual"), say("達成率", "Achieved"), say("較去年同期", "On last year"))  # fmt: skip
    Output(as_json).show(document, table(heads, rows) if rows else say("本月沒有銷售目標", "No target in this month"))


@targets.command(
    "plan",
    help=say("由 CSV 編訂銷售目標（person,territory,line,month,amount）", "Set targets from CSV (person,territory,line,month,amount)"),
)
def targets_plan(file: InFile, as_json: Json = False) -> None:
    """All rows or none. What is there already is replaced; the same file again changes nothing."""
    import csv
    import io

    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    missing = [name for name in CELLS if not rows or name not in rows[0]]
    if missing:
        raise BadInput(LACKS.format(names=", ".join(missing)))
    with acting_person() as actor:
        from argosy.records.sales.queries import targets as held_targets
        from argosy.records.sales.targeting import Cell, plan_targets

        given = [_cell(row, at) for at, row in enumerate(rows, 2)]
        held = {(r.territory, r.line, r.month): r.amount for r in held_targets(actor=actor).filter(month__in={c["month"] for c in given})}
        cells = [Cell(**c, was=held.get((c["territory"], c["line"], c["month"]))) for c in given]
        done = plan_targets(actor=actor, cells=cells)
    document = {"new": done.new, "changed": done.changed, "same": done.same}
    Output(as_json).show(document, [f"{name}: {count}" for name, count in document.items()])


@targets.command("finish", help=say("回報業務活動成果", "Report the result of an activity"))
def targets_finish(number: Number, on: On, result: Result, as_json: Json = False) -> None:
    """An activity without a result is not closed."""
    with acting_person() as actor:
        from argosy.records.coaching.managing.actions import finish_activity

        row = finish_activity(actor=actor, number=number, done=day(on, "--on"), result=result)
        document = {"number": row.number, "state": row.state, "done": row.done, "result": row.result}
    Output(as_json).show(document, f"{number} {result}")


@targets.command(
    "customers", help=say("由 CSV 設定客戶業績目標（customer,month,amount）", "Set customers' targets from CSV (customer,month,amount)")
)
def targets_customers(file: InFile, as_json: Json = False) -> None:
    """All rows or none, every bad row named."""
    _keep("customer-targets", file, as_json)


@coaching.command("keep", help=say("由 CSV 登錄課程、講師或屬性重要度", "Enter courses, coaches or weights of attributes from CSV"))
def coaching_keep(kind: Kind, file: InFile, as_json: Json = False) -> None:
    """All rows or none; what is there already changes."""
    _keep(kind, file, as_json)


@coaching.command("programme", help=say("由 JSON 或 TOML 編寫輔導與訓練方案", "Write a programme from JSON or TOML"))
def coaching_programme(file: InFile, as_json: Json = False) -> None:
    """The file holds code, titles, days, goals, modules and costs; the programme is replaced whole."""
    with acting_person() as actor:
        from argosy.publishing.selling_files import keep_programme

        row = keep_programme(actor=actor, name=file.name, text=file.read_text(encoding="utf-8-sig"))
        document = {"code": row.code, "modules": row.modules.count(), "costs": row.costs.count()}
    Output(as_json).show(document, [f"{name}: {value}" for name, value in document.items()])


@coaching.command("schedule", help=say("落後客戶、場次、講師負荷與衝突", "Customers behind, sessions, loads and clashes"))
def coaching_schedule(as_of: AsOf = "", as_json: Json = False) -> None:
    """This year and three months on."""
    with reader() as actor:
        from argosy.publishing.selling import coaching as facts_of
        from argosy.publishing.selling import schedule_json

        facts = facts_of(actor=actor, as_of=_day(as_of))
        document = schedule_json(facts)
    rows = [
        [one["number"], f"{one['starts']:%Y-%m-%d %H:%M}", one["coach"], one["course"][_lang()], one["customer"] or "", one["state"]]
        for one in document["sessions"]
    ]
    Output(as_json).show(
        document,
        table(
            (
                say("場次", "Session"),
                say("時間", "When"),
                say("講師", "Coach"),
                say("課程", "Course"),
                say("客戶", "Customer"),
                say("狀態", "State"),
            ),
            rows,
        ),
    )


@coaching.command("book", help=say("排定場次；講師撞期即拒絕", "Book a session; a coach who is taken is refused"))
def coaching_book(course: Course, coach: Coach, at: At, place: Place, plan: Plan = "", as_json: Json = False) -> None:
    """The hours are the course's."""
    with acting_person() as actor:
        from django.utils import timezone

        from argosy.records.coaching.planning.queries import plan as plan_of
        from argosy.records.coaching.training.actions import book

        row = book(
            actor=actor,
            course=course,
            coach=coach,
            starts=timezone.make_aware(_moment(at)),
            place=place,
            plan=plan_of(plan, actor=actor) if plan else None,
        )
        document = {"number": row.number, "starts": row.starts, "ends": row.ends, "coach": coach}
    Output(as_json).show(document, f"{document['number']} {at}")


@coaching.command("answers", help=say("查已核准之異議答覆", "Approved answers to objections"))
def coaching_answers(product: Product = "", theme: Theme = "", as_of: AsOf = "", as_json: Json = False) -> None:
    """Only those approved and valid on the day."""
    with reader() as actor:
        from argosy.records.coaching.planning.queries import answers
        from argosy.records.reference.queries import today

        rows = answers(actor=actor, sku=product, theme=theme, usable_on=_day(as_of) or today())
        document = [
            {
                "code": r.code, "product": r.product.sku, "theme": r.theme, "objection": {"zh": r.objection_zh, "en": r.objection_en}, "answer": {"zh": r.answer_zh, "en": r.answer_en},
                "evidence": r.evidence, "valid_to": r.valid_to,
            }
            for r in rows
        ]  # fmt: skip
    lines = [
        line
        for one in document
        for line in (f"{one['code']} {one['product']} {one['objection'][_lang()]}", f"  {one['answer'][_lang()]}", f"  {one['evidence']}")
    ]
    Output(as_json).show(document, lines or say("沒有已核准之答覆", "No approved answer"))


@coaching.command("rivals", help=say("商品與競品逐項比較", "A product beside its rivals"))
def coaching_rivals(product: Product = "", as_of: AsOf = "", as_json: Json = False) -> None:
    """The product with most rivals when none is named."""
    with reader() as actor:
        from argosy.publishing.selling import comparison, comparison_json

        document = comparison_json(comparison(actor=actor, sku=product, as_of=_day(as_of)))
    codes = [one["code"] for one in document["rivals"]]
    rows = [
        [one["attribute"], str(one["importance"]), str(one["own"]), *(one["verdicts"][code] for code in codes)]
        for one in document["attributes"]
    ]
    Output(as_json).show(document, table((say("屬性", "Attribute"), say("重要度", "Weight"), say("本公司", "Ours"), *codes), rows))


def _keep(kind: str, file: Path, as_json: bool) -> None:
    with acting_person() as actor:
        from argosy.publishing.selling_files import keep

        document = {"kind": kind, "rows": keep(actor=actor, kind=kind, text=file.read_text(encoding="utf-8-sig"))}
    Output(as_json).show(document, f"{kind}: {document['rows']}")


def _cell(row: dict[str, str], at: int) -> dict[str, Any]:
    return {
        "person": row["person"].strip(), "territory": row["territory"].strip(), "line": row["line"].strip(), "month": _month(row["month"], at), "amount": _amount(row["amount"], at),
    }  # fmt: skip


def _month(text: str, at: int) -> dt.date:
    try:
        return dt.date.fromisoformat(text.strip() if len(text.strip()) == 10 else f"{text.strip()}-01")
    except ValueError:
        raise BadInput(BAD_ROW.format(row=at, what="month", kind="YYYY-MM")) from None


def _amount(text: str, at: int) -> Decimal:
    try:
        return Decimal(text.replace(",", "").strip())
    except InvalidOperation:
        raise BadInput(BAD_ROW.format(row=at, what="amount", kind="123456.00")) from None


def _moment(text: str) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        raise BadInput(Text("時間「{t}」應如 2026-07-20T14:00", "A time is such as 2026-07-20T14:00, not “{t}”").format(t=text)) from None


def _day(text: str) -> dt.date | None:
    return day(text, "--as-of") if text else None


def _lang() -> str:
    return "en" if language() == "en" else "zh"


def _percent(share: float | None) -> str:
    return "—" if share is None else f"{share * 100:.1f}%"


def _percent_of(now: str | None, before: str | None) -> str:
    return "—" if now is None or before is None or not Decimal(before) else _percent(float(Decimal(now) / Decimal(before)) - 1)
