"""``argosy contract``: drawing up, checking, signing and renewing contracts, and the clause library."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from argosy.cli.actor import acting_person, reader
from argosy.cli.language import language, say
from argosy.cli.options import Json, day, group
from argosy.cli.output import Output, table

app = group("合約：條款庫、擬約、偏離、簽署、續約", "Contracts: clause library, drawing up, deviations, signing, renewal")
Number = Annotated[str, typer.Argument(metavar="NUMBER", help=say("合約編號", "The contract's number"), show_default=False)]


@app.command("list", help=say("列出合約", "List contracts"))
def list_(
    state: Annotated[str, typer.Option("--state", metavar="draft|review|signed|ended", help=say("狀態", "State"))] = "",
    renewal: Annotated[bool, typer.Option("--renewal", help=say("僅列應決定續約者", "Only those up for renewal"))] = False,
    as_json: Json = False,
) -> None:
    """The latest first."""
    from argosy.kernel.canonical import plain

    with reader() as actor:
        from argosy.records.contracts import queries
        from argosy.records.reference import queries as reference

        rows: Any = queries.renewals(actor=actor, on=reference.today()) if renewal else queries.contracts(actor=actor, state=state)
        names = ("number", "kind", "state", "drawn", "starts", "ends", "alarm", "currency", "total")
        found = [{**{n: plain(getattr(row, n)) for n in names}, "customer": row.customer.code} for row in rows]
    cells = [(r["number"], r["kind"], r["customer"], r["state"], r["starts"], r["ends"] or "", r["alarm"] or "") for r in found]
    Output(as_json).show(found, table(("number", "kind", "customer", "state", "starts", "ends", "decide by"), cells))


@app.command("show", help=say("一份合約及簽署前之查核", "One contract, and what stands in the way of signing"))
def show(number: Number, as_json: Json = False) -> None:
    """Head, goods, articles, obligations, faults."""
    with reader() as actor:
        from argosy.publishing import offering

        found = offering.contract(number, actor=actor)
    Output(as_json).show(found, _lines(found))


@app.command("draw", help=say("由報價單或原合約擬約", "Draw up from a quotation or an earlier contract"))
def draw(
    quotation: Annotated[str, typer.Option("--quotation", help=say("報價單號", "Quotation"))] = "",
    renews: Annotated[str, typer.Option("--renews", help=say("續約之原合約", "The contract it renews"))] = "",
    customer: Annotated[str, typer.Option("--customer", help=say("客戶代號", "Customer's code"))] = "",
    kind: Annotated[str, typer.Option("--kind", metavar="sale|distribution|agency", help=say("種類", "Kind"))] = "",
    ends: Annotated[str, typer.Option("--ends", metavar="DATE", help=say("屆期日", "Ends"))] = "",
    as_json: Json = False,
) -> None:
    """Clauses come from the library with their variables filled in."""
    given: dict[str, Any] = {name: value for name, value in (("renews", renews), ("customer", customer), ("kind", kind)) if value}
    if ends:
        given["ends"] = day(ends, "--ends")
    with acting_person() as actor:
        from argosy.records.contracts.actions import draw_contract

        row = draw_contract(actor=actor, quotation=quotation, **given)
        from argosy.publishing import offering

        found = offering.contract(row.number, actor=actor)
    Output(as_json).show(found, _lines(found))


@app.command("sign", help=say("登錄簽署，附掃描檔", "Note the signature, with the signed scan"))
def sign(
    number: Number,
    scan: Annotated[Path | None, typer.Option("--scan", metavar="FILE", help=say("簽署掃描檔", "The signed scan"))] = None,
    as_json: Json = False,
) -> None:
    """Refused with everything CT1 to CT5 find."""
    with acting_person() as actor:
        from argosy.records.contracts.actions import sign_contract

        sign_contract(actor=actor, number=number, scan=scan.read_bytes() if scan else b"", scan_name=scan.name if scan else "")
        from argosy.publishing import offering

        found = offering.contract(number, actor=actor)
    Output(as_json).show(found, _lines(found))


@app.command("clauses", help=say("條款庫；--load 載入內建條款", "The clause library; --load takes in the built-in clauses"))
def clauses(load: Annotated[bool, typer.Option("--load", help=say("載入", "Load"))] = False, as_json: Json = False) -> None:
    """Code, heading, version and the kinds of contract it is mandatory in."""
    with acting_person() if load else reader() as actor:
        from argosy.records.contracts import queries
        from argosy.records.contracts.actions import load_library

        if load:
            load_library(actor=actor)
        rows = _clauses(queries.clauses(actor=actor))
    cells = [(r["code"], r["heading"]["zh" if language() == "zh-Hant" else "en"], r["version"], " ".join(r["mandatory"])) for r in rows]
    Output(as_json).show(rows, table(("code", "heading", "version", "mandatory"), cells))


def _clauses(rows: Any) -> list[dict[str, Any]]:
    return [
        {"code": c.code, "heading": {"zh": c.heading_zh, "en": c.heading_en}, "kinds": c.kinds, "mandatory": c.mandatory, "version": max((v.number for v in c.versions.all()), default=0)}
        for c in rows
    ]  # fmt: skip


def _lines(found: dict[str, Any]) -> list[str]:
    lang = "zh" if language() == "zh-Hant" else "en"
    head = f"{found['number']}  {found['kind']}  {found['state']}  {found['customer']}  {found['currency']} {found['total'] or ''}"
    articles = [f"  {a['no']:>2} {a['heading'][0 if lang == 'zh' else 1]}{' *' if a['own'] else ''}" for a in found["articles"]]
    return [head, *articles, *(f"  {f['check']} {f['message'][lang]}" for f in found["faults"])]
