"""``argosy origin``: whether a product made from a bill of materials originates under an agreement, and which agreements there are."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from argosy.cli.language import language, say
from argosy.cli.options import InFile, Json, day, group, json_file
from argosy.cli.output import Output, table
from argosy.kernel.text import Text

app = group("原產地規則", "Rules of origin")
Importer = Annotated[str, typer.Option("--importer", metavar="XX", help=say("輸入地", "Where the goods are imported"))]
Exporter = Annotated[str, typer.Option("--exporter", metavar="XX", help=say("原產地", "Where they are made"))]
Code = Annotated[str, typer.Option("--code", help=say("稅則號列", "The tariff code"))]
Day = Annotated[str, typer.Option("--date", help=say("日期", "The day"))]
OUTCOMES = {"yes": Text("是", "yes"), "no": Text("否", "no"), "cannot_tell": Text("未定", "cannot tell")}


@app.command("test", help=say("以材料表測試產品是否原產", "Test a product by its bill of materials"))
def originates(file: InFile, as_json: Json = False) -> None:
    """A verdict for every agreement asked, or for all that could apply, with the working of each condition."""
    from argosy.engines.origin.tested import tested, tested_json
    from argosy.rules.origin.library import agreements, process_names

    document = tested_json(tested(json_file(file), agreements(), process_names()))
    Output(as_json).show(document, _lines(document))


@app.command("agreements", help=say("列出協定，或兩地間可用者", "The agreements, or those between two territories"))
def agreements_(importer: Importer = "", exporter: Exporter = "", code: Code = "", date: Day = "", as_json: Json = False) -> None:
    """Every agreement with its product rules by confidence; with all four options, those that could apply to goods of a code on a day."""
    from argosy.engines.origin.tested import listed
    from argosy.rules.origin.library import agreements

    rows = listed(agreements(), importer, exporter, code, day(date, "--date") if date else None)
    name = say("name_zh", "name_en")
    if importer:
        heads = ("id", "", say("生效日", "since"), say("產品規則", "product rule"))
        lines = [(r["agreement"], r[name], r["since"], say("有", "yes") if r["rule_in_data"] else "–") for r in rows]
    else:
        heads = ("id", "", say("產品規則", "product rules"), say("可信度", "confidence"))
        lines = [(r["id"], r[name], r["product_rules"], r["confidence"]) for r in rows]
    Output(as_json).show(rows, table(heads, lines))


def _lines(document: dict[str, Any]) -> list[str]:
    if not document["verdicts"]:
        return [say("沒有可用之協定", "No agreement applies")]
    return [line for v in document["verdicts"] for line in (*_verdict(v), "")]


def _verdict(v: dict[str, Any]) -> list[str]:
    tail = "zh" if language() == "zh-Hant" else "en"
    head = Text("{n}：原產 {o}，可申請 {c}", "{n}: originating {o}, claim {c}")
    lines = [head.format(n=v["agreement"][f"name_{tail}"], o=OUTCOMES[v["originating"]], c=OUTCOMES[v["claim"]]).say(language())]
    for step in v["steps"]:
        words = " · ".join(w for w in (step[f"label_{tail}"], step[f"working_{tail}"], step[f"gap_{tail}"]) if w)
        lines.append(f"{'  ' * (step['depth'] + 1)}[{OUTCOMES[step['met']].say(language())}] {words}")
        lines += [f"{'  ' * (step['depth'] + 2)}- {line[f'working_{tail}']}" for line in step["lines"]]
    lines += [f"  ? {m[f'ask_{tail}']}" for m in v["missing"]]
    lines += [f"  > {f[f'text_{tail}']}" for f in v["would_pass"]]
    return [*lines, *(f"  ! {c[f'text_{tail}']}" for c in v["cautions"])]
