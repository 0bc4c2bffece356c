"""``argosy customers``: what customers are worth, who is due, what they should reorder, and bringing parties in from files."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from argosy.cli import parties
from argosy.cli.actor import acting_person, reader
from argosy.cli.language import language, say
from argosy.cli.options import InFile, Json, day, group
from argosy.cli.output import Output, table
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

app = group("客戶：價值、聯繫、補貨、匯入", "Customers: value, contacts, replenishment, import")
Unit = Annotated[str, typer.Option("--unit", metavar="day|week|month", help=say("時間單位", "The unit of time"))]
Until = Annotated[str, typer.Option("--until", metavar="DATE", help=say("只用此日以前之購買", "Only purchases up to this day"))]
Horizon = Annotated[int, typer.Option("--horizon", metavar="DAYS", min=1, help=say("預測天數", "How many days ahead"))]
Holdout = Annotated[
    int,
    typer.Option(
        "--holdout", metavar="DAYS", min=0, help=say("留作檢驗之最後天數；0 為四分之一", "Last days kept to compare on; 0: a quarter")
    ),
]
SHOWN = 20


@app.command("value", help=say("RFM、BG/NBD、Gamma-Gamma 與自身頻率對照", "RFM, BG/NBD and Gamma-Gamma beside the naive rate"))
def value_(
    file: InFile, unit: Unit = "week", until: Until = "", horizon: Horizon = 91, holdout: Holdout = 0, as_json: Json = False
) -> None:
    """What each customer of a file of purchases (customer, date, amount) is worth; on the boundary of the BG/NBD it says so."""
    from argosy.engines.customers.answer import value_json
    from argosy.engines.customers.history import UNITS
    from argosy.engines.customers.value import value
    from argosy.importers.purchases_file import read_purchases

    if unit not in UNITS:
        raise BadInput(Text("--unit 應為 day、week 或 month，而非「{u}」", "--unit is day, week or month, not '{u}'").format(u=unit))
    bought = read_purchases(file, day(until, "--until") if until else None)
    document = value_json(value(bought, unit=unit, horizon=horizon, holdout=holdout or None))
    Output(as_json).show(document, _value_lines(document))


def _lang() -> str:
    return "en" if language().startswith("en") else "zh"


def _value_lines(told: dict[str, Any]) -> list[str]:
    head = say(
        "{customers} 位客戶、{purchases} 次購買（{first} – {last}）", "{customers} customers, {purchases} purchases ({first} – {last})"
    )
    lines = [head.format(**told)]
    for name, shown in (("bg_nbd", "BG/NBD"), ("nbd", "NBD"), ("gamma_gamma", "Gamma-Gamma")):
        if told[name]:
            values = "  ".join(f"{key} = {value:.4g}" for key, value in told[name]["parameters"].items())
            lines.append(f"{shown:<12} {values}  LL = {told[name]['log_likelihood']:.2f}  n = {told[name]['n']}")
    lines += [f"! {note[_lang()]}" for note in told["notes"]]
    return [*lines, "", *_records(told["comparison"]), "", *_top(told)]


def _records(told: dict[str, Any]) -> list[str]:
    if told["why"]:
        return [told["why"][_lang()]]
    head = say(
        "{split} 之後之樣本外比較，n = {n}，實際 {actual:,.0f} 次", "Out of time after {split}, n = {n}, {actual:,.0f} purchases came"
    )
    rows = [
        (
            one[_lang()],
            f"{one['mae']:.3f}",
            f"{one['rmse']:.3f}",
            "–" if one["rank"] is None else f"{one['rank']:.3f}",
            f"{one['total']:,.0f}",
        )
        for one in told["records"].values()
    ]
    return [head.format(**told), *table((say("方法", "method"), "MAE", "RMSE", say("等級相關", "rank"), say("合計", "total")), rows)]


def _top(told: dict[str, Any]) -> list[str]:
    best = sorted(told["table"], key=lambda row: -(row["expected_revenue"] or row["expected_purchases"] or 0))[:SHOWN]
    rows = [
        (row["customer"], f"{row['r']}{row['f']}{row['m']}", row["segment_words"][_lang()], str(row["orders"]), f"{row['expected_purchases']:.2f}", f"{row['naive_purchases']:.2f}", _worth(row["expected_revenue"]))
        for row in best
    ]  # fmt: skip
    heads = (
        ("customer", "RFM", "segment", "orders", "expected", "own rate", "worth")
        if _lang() == "en"
        else ("客戶", "RFM", "分群", "次數", "預期", "自身頻率", "預期金額")
    )
    return table(heads, rows)


def _worth(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f}"


Who = Annotated[str, typer.Option("--who", metavar="LOGIN", help=say("只看此人之客戶", "Only this person's customers"))]
AsOf = Annotated[str, typer.Option("--as-of", metavar="DATE", help=say("基準日", "The day to look from"))]
Code = Annotated[str, typer.Argument(metavar="CODE", help=say("客戶代號", "The customer's code"), show_default=False)]


def _on(as_of: str) -> Any:
    from argosy.records.reference.queries import today

    return day(as_of, "--as-of") if as_of else today()


@app.command("morning", help=say("今天要處理的客戶事項", "What to see to this morning"))
def morning_(who: Who = "", as_of: AsOf = "", as_json: Json = False) -> None:
    """Follow-ups, quotations ending, credit holds, promises, cheques, late reorders, complaints."""
    with reader() as actor:
        from argosy.publishing.care.morning import morning
        from argosy.publishing.care.shown import morning_json

        document = morning_json(morning(_on(as_of), actor=actor, login=who))
    lines = []
    for part in document:
        lines.append(f"{part['title'][_lang()]} ({len(part['items'])})")
        lines += [f"  {one['code']:<10} {one['name'][_lang()]}  {one['why'][_lang()]}  {one['due'] or ''}" for one in part["items"]]
    Output(as_json).show(document, lines)


@app.command("card", help=say("客戶卡片", "The card of a customer"))
def card_(code: Code, as_json: Json = False) -> None:
    """Sales by month, what is open, credit, prices, contacts, stock."""
    with reader() as actor:
        from argosy.publishing.care.card import card
        from argosy.publishing.care.shown import card_json

        document = card_json(card(code, _on(""), actor=actor))
    told = [
        f"{document['party']} {document['name_zh']} {document['name_en']}",
        f"{say('未收', 'open')} {document['owed']} {document['currency']}",
    ]
    told += [f"  {row['month']} {row['amount']:>14}" for row in document["sales"]]
    Output(as_json).show(document, told)


@app.command("upkeep", help=say("各客戶之聯繫與計畫", "Contacts with every customer against plan"))
def upkeep_(who: Who = "", as_of: AsOf = "", as_json: Json = False) -> None:
    """The longest overdue first."""
    with reader() as actor:
        from argosy.publishing.care.shown import standing_json
        from argosy.records.care.contacting import queries as contacting

        on = _on(as_of)
        mine = {code for code, login in contacting.cared_for(on, actor=actor).items() if login == who} if who else None
        document = [standing_json(one) for one in contacting.standings(on, actor=actor) if mine is None or one.party.code in mine]
    heads = (
        say("客戶", "customer"),
        say("等級", "class"),
        say("最近", "last"),
        say("天數", "days"),
        say("計畫", "planned"),
        say("逾", "over"),
    )
    rows = [
        (r["party"], r["grade"], r["last"] or "–", str(r["idle_days"] or "–"), str(r["every_days"] or "–"), str(r["over_days"]))
        for r in document
    ]
    Output(as_json).show(document, table(heads, rows))


@app.command("late", help=say("逾期未下單之客戶", "Customers late to reorder"))
def late_(as_of: AsOf = "", as_json: Json = False) -> None:
    """Silent for longer than nine in ten of their own intervals between orders."""
    with reader() as actor:
        from argosy.engines.customers.answer import late_json
        from argosy.publishing.care.buying import late_to_reorder

        document = [late_json(one) for one in late_to_reorder(_on(as_of), actor=actor)]
    heads = (say("客戶", "customer"), say("上次", "last"), say("天數", "days"), say("慣常", "usual"), "n")
    rows = [(r["customer"], r["last"], str(r["silent_days"]), f"{r['usual_days']:.0f}", str(r["n"])) for r in document]
    Output(as_json).show(document, table(heads, rows))


@app.command("replenish", help=say("補貨建議", "What customers should reorder"))
def replenish(
    party: Annotated[str, typer.Option("--party", metavar="CODE", help=say("只看此客戶", "Only this customer"))] = "", as_of: AsOf = "", as_json: Json = False
) -> None:  # fmt: skip
    """From their own stock reports, seasons and what is in transit."""
    with reader() as actor:
        from argosy.publishing.care.shown import stocked_json
        from argosy.records.care.supply.proposing import proposals

        document = [stocked_json(one) for one in proposals(_on(as_of), actor=actor, party=party)]
    heads = (say("客戶", "customer"), "SKU", say("庫存", "stock"), say("可售天數", "cover"), say("在途", "transit"), say("建議", "reorder"))
    rows = [
        (
            r["party"],
            r["sku"],
            r["stock"],
            "–" if r["cover_days"] is None else f"{r['cover_days']:.0f}",
            r["in_transit"],
            r["reorder"] or "–",
        )
        for r in document
    ]
    Output(as_json).show(document, table(heads, rows))


@app.command("log", help=say("登錄一次聯繫", "Log a contact"))
def log_(
    code: Code, channel: Annotated[str, typer.Option("--channel", metavar="phone|mail|app|video|visit", help=say("方式", "How"))] = "phone",
    result: Annotated[str, typer.Option("--result", help=say("結果", "The result"))] = "", said: Annotated[str, typer.Option("--said", help=say("內容", "What was said"))] = "",
    next_on: Annotated[str, typer.Option("--next", metavar="DATE", help=say("下次聯繫", "The next contact"))] = "", as_json: Json = False,
) -> None:  # fmt: skip
    """With a customer, or with a prospect (a code such as PL-0001), now and by yourself."""
    with acting_person() as actor:
        from argosy.publishing.care.shown import contact_json
        from argosy.records.care.contacting.actions import log_contact

        whom = {"lead": code} if code.upper().startswith("PL-") else {"party": code}
        row = log_contact(
            actor=actor, channel=channel, result=result, content=said, next_on=day(next_on, "--next") if next_on else None, **whom
        )
        document = contact_json(row)
    Output(as_json).show(document, [say("已登錄", "logged") + f" {document['at']}"])


@app.command("calendar", help=say("追蹤與活動之行事曆（iCalendar）", "Follow-ups and events as iCalendar"))
def calendar_(login: Annotated[str, typer.Argument(metavar="LOGIN", show_default=False)], as_of: AsOf = "") -> None:
    """Written to standard output, to be redirected into an .ics file."""
    with reader() as actor:
        from argosy.publishing.care.calendar import agenda, icalendar
        from argosy.records.clock import now

        text = icalendar(agenda(_on(as_of), actor=actor, login=login, lang=language()), name=f"Argosy {login}", stamp=now())
    typer.echo(text, nl=False)


app.command("import", help=say("匯入往來對象與聯絡人（CSV、XLSX）", "Import parties and their people (CSV, XLSX)"))(parties.import_)
app.command("undo", help=say("復原一次匯入", "Undo an import"))(parties.undo)
app.command("doubles", help=say("可能重複登錄之往來對象", "Parties that may be entered twice"))(parties.doubles)
app.command("merge", help=say("合併重複登錄之往來對象", "Make two entries of one party one"))(parties.merge)
