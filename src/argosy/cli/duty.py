"""``argosy duty``: duties and taxes of a consignment, from a file and a rule pack."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from argosy.cli import duty_batch, schedule
from argosy.cli.actor import looking, reader, store_at_hand
from argosy.cli.language import language, say
from argosy.cli.options import Country, InFile, Json, day, group, json_file
from argosy.cli.output import Output, table
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

if TYPE_CHECKING:
    from argosy.engines.duty.assessment import Assessment
    from argosy.engines.duty.consignment import Consignment
    from argosy.rules.pack import Pack

app = group("稅費試算", "Duties and taxes")
app.add_typer(schedule.app, name="schedule")
app.command("batch", help=say("整檔試算稅費，輸出 Parquet", "Assess a whole file, to Parquet"))(duty_batch.batch)
app.command("find", help=say("於稅則查號列或貨名", "Find a code or words in the tariff"))(schedule.find)
Changes = Annotated[
    list[str],
    typer.Option(
        "--change",
        metavar="WHAT=VALUE",
        help=say("例：2.origin=VN、incoterm=CIF、fx.JPY=0.22", "Such as 2.origin=VN, incoterm=CIF, fx.JPY=0.22"),
    ),
]
OnDay = Annotated[str, typer.Option("--on", metavar="DATE", help=say("改以此進口日重算", "Take this entry date instead"))]
Flow = Annotated[str, typer.Option("--flow", metavar="import|export", help=say("進口或出口", "Import or export"))]
TOTALS = {
    "customs_value": Text("完稅價格", "Customs value"),
    "duty": Text("關稅", "Duty"),
    "taxes": Text("內地稅", "Taxes"),
    "fees": Text("規費", "Fees"),
    "payable": Text("應納合計", "Payable"),
    "landed_cost": Text("到岸總成本", "Landed cost"),
}


@app.command("assess", help=say("試算一批貨物的稅費", "Assess a consignment"))
def assess(file: InFile, as_json: Json = False) -> None:
    """Customs value, every charge with its reason, totals, reliefs, and what is still to be answered."""
    from argosy.engines.duty.answer import to_json

    answer = to_json(_assessed(file))
    Output(as_json).show(answer, _lines(answer))


def _assessed(file: Path) -> Assessment:
    from argosy.engines.duty.assessor import assess as work_out
    from argosy.engines.duty.reading import read_consignment
    from argosy.rules.library import pack_for

    data = json_file(file)
    if not isinstance(data, dict):
        raise BadInput(Text("{f} 應為一個 JSON 物件", "{f} must hold one JSON object").format(f=file))
    consignment = read_consignment(data)
    pack = pack_for(consignment.jurisdiction, consignment.flow)
    return work_out(looked_up(consignment, pack), pack, today=date.today())  # noqa: DTZ011 - the day where the user sits


def looked_up(consignment: Consignment, pack: Pack) -> Consignment:
    """The consignment with what the store of this machine knows of exchange and tariff; as it is where there is no store to look into."""
    if not store_at_hand():
        return consignment
    with looking():
        from django.db import DatabaseError

        from argosy.records.tariffs.consignments import completed

        try:
            return completed(consignment, pack)
        except DatabaseError:
            Output().note(
                say(
                    "本機資料庫尚未更新，未查匯率與稅則；請執行 argosy init",
                    "The store is not up to date: exchange and tariff were not looked up. Run argosy init",
                )
            )
            return consignment


@app.command(
    "compare",
    help=say("並列比較：另一原產地、貿易條件、日期、方案或稅率", "Side by side: another origin, Incoterm, date, programme or rate"),
)
def compare(file: InFile, change: Changes, as_json: Json = False) -> None:
    """What is payable with each change by itself, and on which lines it differs. Two changes at once: parted by ``+``."""
    from argosy.engines.duty.comparison import compared_json
    from argosy.engines.duty.whatif import changes
    from argosy.engines.duty.whatif import compare as beside

    made = _assessed(file)
    asked = changes(made.consignment, made.pack, change, lambda entry: looked_up(entry, made.pack))
    answer = compared_json(made, beside(made, asked))
    Output(as_json).show(answer, _compared(answer))


@app.command("sensitivity", help=say("哪一項未確定之事實影響最大", "Which unsure fact moves the total most"))
def sensitivity(file: InFile, as_json: Json = False) -> None:
    """Rates of exchange, costs, facts taken as usual and disputed rules: payable either way, the widest first."""
    from argosy.engines.duty.comparison import swings_json
    from argosy.engines.duty.whatif import sensitivity as swings

    made = _assessed(file)
    answer = swings_json(made, swings(made))
    Output(as_json).show(answer, _swings(answer))


@app.command("facts", help=say("規則包所問的事實", "The facts a rule pack asks for"))
def facts(jurisdiction: Country = "TW", flow: Flow = "import", as_json: Json = False) -> None:
    """Name, meaning, question, kind, scope and unit of every fact that ``facts`` of a line or an entry may state."""
    from argosy.rules.library import pack_for
    from argosy.rules.listing import facts_json

    rows = facts_json(pack_for(jurisdiction, flow))
    body = [(row["name"], row[say("label_zh", "label_en")], row["kind"], row["scope"], row["unit"]) for row in rows]
    Output(as_json).show(rows, table(("name", "", "kind", "scope", "unit"), body))


@app.command(
    "watch",
    help=say("以現行稅則、規則與匯率重算已存試算表，逐項列出變動", "Saved worksheets again on the tables of now: what changed by line"),
)
def watch(on: OnDay = "", as_json: Json = False) -> None:
    """Every order's last worksheet against the tariffs, rules and exchange rates of now, at its own date or at another one."""
    with reader():
        from argosy.publishing.tariff_watch import watch as look
        from argosy.publishing.tariff_watch import watched_json

        answer = watched_json(look(day(on, "--on") if on else None))
    Output(as_json).show(answer, _watched(answer))


def _watched(answer: dict[str, Any]) -> list[str]:
    said = say("label_zh", "label_en")
    rows = [(c["order"], c["line"], c["code"], c[said], c["old"], c["new"] or "?", c["delta"] or "?") for c in answer["changes"]]
    head = say(f"已重算 {answer['worksheets']} 份試算表", f"{answer['worksheets']} worksheets worked out again")
    headings = (
        say("訂單", "order"),
        say("項次", "line"),
        say("稅則", "code"),
        "",
        say("原", "old"),
        say("新", "new"),
        say("差異", "delta"),
    )
    failed = [f"! {f['document']}: {f[say('message_zh', 'message')]}" for f in answer["failed"]]
    return [head, *(table(headings, rows) if rows else [say("沒有變動", "Nothing changed")]), *failed]


def _compared(answer: dict[str, Any]) -> list[str]:
    said = say("label_zh", "label_en")
    rows = [(row["change"], row[said], row["payable"], row["difference"], ", ".join(row["by_line"])) for row in answer["changes"]]
    headings = (say("變更", "change"), "", say("應納", "payable"), say("差異", "difference"), say("相異項次", "lines"))
    return [f"{say('現況', 'as it stands')}: {answer['currency']} {answer['payable']}", *table(headings, rows)]


def _swings(answer: dict[str, Any]) -> list[str]:
    lang = say("zh", "en")
    rows = [
        (row[f"label_{lang}"], row["spread"], *(f"{side[f'value_{lang}']}: {side['payable']}" for side in row["sides"]))
        for row in answer["swings"]
    ]
    width = max((len(row) for row in rows), default=2)
    padded = [(*row, *[""] * (width - len(row))) for row in rows]
    return (
        table((say("事實", "fact"), say("上下相差", "spread"), *[""] * (width - 2)), padded)
        if rows
        else [say("資料未齊，無法比較", "Incomplete: nothing to compare")]
    )


def _lines(answer: dict[str, Any]) -> list[str]:
    lang = "zh" if language() == "zh-Hant" else "en"
    charges = [
        (line["id"], charge[f"label_{lang}"], charge["base"], charge["rate"], charge["amount"])
        for line in answer["lines"]
        for charge in line["charges"]
    ]
    entry = [("", charge[f"label_{lang}"], charge["base"], charge["rate"], charge["amount"]) for charge in answer["entry_charges"]]
    headings = (say("項次", "line"), say("稅費", "charge"), say("稅基", "base"), say("稅率", "rate"), say("金額", "amount"))
    totals = [f"{name.say(language())}: {answer['currency']} {answer['totals'][key]}" for key, name in TOTALS.items()]
    left = []
    if answer["incomplete"]:
        lines = ", ".join(answer["incomplete"])
        left = [say(f"尚不完整：合計未計入第 {lines} 項", f"Incomplete: the totals leave out line {lines}")]
    asks = [f"? {gap['line'] or ''} {gap['ask' if lang == 'en' else 'ask_zh']}" for gap in answer["unresolved"]]
    return [*table(headings, [*charges, *entry]), "", *totals, *left, *asks]
