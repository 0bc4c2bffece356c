"""``argosy leads``: prospects, their stages and what the pipeline is worth."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from argosy.cli.actor import acting_person, reader
from argosy.cli.language import language, say
from argosy.cli.options import Json, day, group, params
from argosy.cli.output import Output, table

app = group("潛在客戶：追蹤、漏斗、來源成效", "Prospects: tracking, funnel, yield of sources")
Ref = Annotated[str, typer.Argument(metavar="REF", help=say("編號", "Its reference"), show_default=False)]
Stage = Annotated[
    str, typer.Option("--stage", metavar="STAGE", help=say("階段；open 為進行中", "A stage; open for all in which work goes on"))
]
Param = Annotated[list[str] | None, typer.Option("--param", metavar="NAME=VALUE", help=say("欄位，可重複", "A field; may be repeated"))]
DAYS = ("expected_close", "next_on", "sample_on", "consent_on")


@app.command("list", help=say("列出潛在客戶", "List prospects"))
def list_(stage: Stage = "", as_json: Json = False) -> None:
    """The newest first."""
    with reader() as actor:
        from argosy.publishing.care.shown import lead_json
        from argosy.records.care.leads.queries import leads

        document = [lead_json(row) for row in leads(actor=actor, stage=stage)]
    lang = "en" if language().startswith("en") else "zh"
    rows = [
        (r["ref"], r["company"], r["stage_words"][lang], f"{r['currency']} {r['amount'] or '–'}", r["next_on"] or "–", r["owner"])
        for r in document
    ]
    Output(as_json).show(
        document,
        table(
            (
                say("編號", "ref"),
                say("公司", "company"),
                say("階段", "stage"),
                say("金額", "amount"),
                say("下次", "next"),
                say("負責", "owner"),
            ),
            rows,
        ),
    )


@app.command("funnel", help=say("階段成交率、加權金額、來源成效", "Rates of stages, weighted pipeline, yield of sources"))
def funnel_(
    as_of: Annotated[str, typer.Option("--as-of", metavar="DATE", help=say("基準日", "The day to look from"))] = "", as_json: Json = False
) -> None:
    """From the firm's own history, with Wilson intervals and n."""
    with reader() as actor:
        from argosy.publishing.care.shown import funnel_json
        from argosy.records.care.leads.funnel import funnel
        from argosy.records.reference.queries import today

        document = funnel_json(funnel(day(as_of, "--as-of") if as_of else today(), actor=actor))
    Output(as_json).show(document, _lines(document))


def _lines(told: dict[str, Any]) -> list[str]:
    lang = "en" if language().startswith("en") else "zh"
    stages = [(one["words"][lang], str(one["here"]), _share(one["onward"]), _share(one["won"])) for one in told["stages"]]
    sources = [
        (one["source"], one["cost"], str(one["leads"]), str(one["won"]), _share(one["rate"]), one["each"] or "–") for one in told["sources"]
    ]
    head = say(
        "加權 {weighted}（預估 {unweighted}），{in_funnel} 件在漏斗", "weighted {weighted} of {unweighted}, {in_funnel} in the funnel"
    ).format(**told)
    return [
        head, "", *table((say("階段", "stage"), say("件數", "now"), say("通過", "onward"), say("成交", "won")), stages), "",
        *table((say("來源", "source"), say("費用", "cost"), say("名單", "leads"), say("成交", "won"), say("轉換", "rate"), say("單位成本", "each")), sources),
    ]  # fmt: skip


def _share(one: dict[str, Any]) -> str:
    if one["value"] is None:
        return f"– (n = {one['n']})"
    return f"{one['value']:.0%} [{one['low']:.0%}, {one['high']:.0%}] n = {one['n']}"


@app.command("add", help=say("建立潛在客戶", "Enter a prospect"))
def add(
    company: Annotated[str, typer.Argument(metavar="COMPANY", show_default=False)], country: Annotated[str, typer.Option("--country", metavar="XX")],
    source: Annotated[str, typer.Option("--source", metavar="cold|alliance|seminar|club|fair|web|referral", help=say("來源", "How it was found"))], param: Param = None, as_json: Json = False,
) -> None:  # fmt: skip
    """More fields by --param, such as --param amount=120000 --param currency=TWD --param next_on=2026-07-10."""
    given: dict[str, Any] = params(param or [])
    given |= {name: day(given[name], name) for name in DAYS if name in given}
    with acting_person() as actor:
        from argosy.publishing.care.shown import lead_json
        from argosy.records.care.leads.actions import open_lead
        from argosy.records.reference.queries import today

        document = lead_json(open_lead(actor=actor, created=today(), company=company, country=country.upper(), source=source, **given))
    Output(as_json).show(document, [document["ref"]])


@app.command("move", help=say("變更階段", "Move a prospect"))
def move(
    ref: Ref, to: Annotated[str, typer.Argument(metavar="STAGE", show_default=False)], reason: Annotated[str, typer.Option("--reason", help=say("失敗原因", "Why it was lost"))] = "",
    note: Annotated[str, typer.Option("--note")] = "", as_json: Json = False,
) -> None:  # fmt: skip
    """From the quotation on it must be screened; a loss needs its reason."""
    with acting_person() as actor:
        from argosy.publishing.care.shown import lead_json
        from argosy.records.care.leads.actions import move_lead
        from argosy.records.reference.queries import today

        document = lead_json(move_lead(actor=actor, ref=ref, to=to, on=today(), reason=reason, note=note))
    Output(as_json).show(document, [f"{document['ref']} {document['stage']}"])
