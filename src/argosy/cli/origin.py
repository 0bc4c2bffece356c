"""``argosy origin``: whether a product made from a bill of materials originates under an agreement, and which agreements there are."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from argosy.cli.language import language, say
from argosy.cli.options import InFile, Json, day, group, json_file
from argosy.cli.output import Output, table
from argosy.kernel.errors import BadInput
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
    from argosy.engines.origin.answer import candidate_json, to_json
    from argosy.engines.origin.applicable import applicable
    from argosy.engines.origin.reading import read_question
    from argosy.engines.origin.testing import test_origin
    from argosy.rules.origin.library import agreement, agreements, process_names

    question = read_question(json_file(file), process_names())
    facts = question.facts
    candidates = applicable(agreements(), facts.importer, facts.exporter, question.product.code, facts.on)
    asked = [agreement(key) for key in question.agreements] or [c.agreement for c in candidates]
    made = [test_origin(question.product, question.bill, a, facts, process_names()) for a in asked]
    document = {"verdicts": [to_json(v) for v in made], "candidates": [candidate_json(c) for c in candidates]}
    Output(as_json).show(document, _lines(document))


@app.command("agreements", help=say("列出協定，或兩地間可用者", "The agreements, or those between two territories"))
def agreements_(importer: Importer = "", exporter: Exporter = "", code: Code = "", date: Day = "", as_json: Json = False) -> None:
    """Every agreement with its product rules by confidence; with all four options, those that could apply to goods of a code on a day."""
    from argosy.engines.origin.answer import agreement_json, candidate_json
    from argosy.engines.origin.applicable import applicable
    from argosy.rules.origin.library import agreements

    given = (importer, exporter, code, date)
    if not any(given):
        rows = [agreement_json(a) for a in agreements()]
        lines = [(r["id"], r[say("name_zh", "name_en")], r["product_rules"], r["confidence"]) for r in rows]
        Output(as_json).show(rows, table(("id", "", say("產品規則", "product rules"), say("可信度", "confidence")), lines))
        return
    if not all(given):
        wrong = Text("--importer、--exporter、--code、--date 須一起給", "--importer, --exporter, --code and --date go together")
        raise BadInput(wrong)
    digits = "".join(c for c in code if c.isdigit())
    found = applicable(agreements(), importer.upper(), exporter.upper(), digits, day(date, "--date"))
    rows = [candidate_json(c) for c in found]
    lines = [(r["agreement"], r[say("name_zh", "name_en")], r["since"], say("有", "yes") if r["rule_in_data"] else "–") for r in rows]
    Output(as_json).show(rows, table(("id", "", say("生效日", "since"), say("產品規則", "product rule")), lines))


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
