"""``argosy credit``: what stands against customers' limits, and whether a customer may owe more."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

import typer

from argosy.cli.actor import reader
from argosy.cli.language import language, say
from argosy.cli.options import Json, day, group
from argosy.cli.output import Output, table
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

app = group("信用額度與曝險", "Credit limits and exposure")
AsOf = Annotated[str, typer.Option("--as-of", metavar="DATE", help=say("基準日", "The day to look at"))]
Amount = Annotated[
    str, typer.Option("--amount", metavar="N", help=say("本次金額（記帳幣別）", "What is asked for, in the firm's own currency"))
]
Code = Annotated[str, typer.Argument(metavar="CUSTOMER", help=say("客戶代號", "Code of the customer"), show_default=False)]


@app.command("check", help=say("檢查一客戶之信用：通過、警示或暫停", "Check a customer's credit: pass, warn or hold"))
def check(customer: Code, amount: Amount = "0", as_of: AsOf = "", as_json: Json = False) -> None:
    """What credit control would say of a deal, with every reason; nothing is written."""
    with reader() as actor:
        from argosy.records.credit.queries import look
        from argosy.records.reference.queries import today

        found = look(customer, actor=actor, at=day(as_of, "--as-of") if as_of else today(), amount=_amount(amount))
    document: dict[str, Any] = {
        "customer": found.customer, "verdict": found.verdict, "exposure": f"{found.exposure:.2f}", "after": f"{found.after:.2f}", "limit": f"{found.limit:.2f}",
        "utilisation": None if found.utilisation is None else f"{found.utilisation:.4f}", "parts": {name: f"{value:.2f}" for name, value in found.parts.items()},
        "reasons": [{"code": reason.code, "zh": reason.text.zh, "en": reason.text.en} for reason in found.reasons],
    }  # fmt: skip
    words = {"pass": Text("通過", "pass"), "warn": Text("警示", "warn"), "hold": Text("暫停", "hold")}[found.verdict]
    used = "–" if found.utilisation is None else f"{found.utilisation:.1%}"
    lines = [f"{found.customer}: {words.say(language())}  {document['after']} / {document['limit']}  ({used})"]
    Output(as_json).show(document, [*lines, *(f"  {reason.text.say(language())}" for reason in found.reasons)])


@app.command("exposure", help=say("各客戶之曝險與額度", "Exposure and limit of every customer"))
def exposure(as_of: AsOf = "", as_json: Json = False) -> None:
    """Every customer that owes anything, the most of its limit used first."""
    with reader() as actor:
        from argosy.records.credit.queries import exposures, profiles
        from argosy.records.reference.queries import firm, today

        on = day(as_of, "--as-of") if as_of else today()
        limits = {row.customer.code: row.limit for row in profiles(actor=actor)}
        found = exposures(actor=actor, on=on)
        currency = firm().base_currency
    rows = [_row(code, one, limits.get(code, Decimal(0))) for code, one in found.items() if one.gross]
    rows.sort(key=lambda row: (-Decimal(row["utilisation"] or "Infinity"), row["customer"]))
    document = {"as_of": on.isoformat(), "currency": currency, "customers": rows}
    heads = (say("客戶", "customer"), say("曝險", "exposure"), say("額度", "limit"), say("使用率", "used"))
    shown = [
        (r["customer"], r["exposure"], r["limit"], "–" if r["utilisation"] is None else f"{Decimal(r['utilisation']):.1%}") for r in rows
    ]
    Output(as_json).show(document, table(heads, shown))


def _row(code: str, one: Any, limit: Decimal) -> dict[str, Any]:
    return {
        "customer": code, "exposure": f"{one.total:.2f}", "limit": f"{limit:.2f}", "utilisation": f"{one.total / limit:.4f}" if limit else None,
        "parts": {name: f"{value:.2f}" for name, value in one.parts.items()},
    }  # fmt: skip


def _amount(text: str) -> Decimal:
    try:
        value = Decimal(text)
    except ArithmeticError:
        value = Decimal("nan")
    if not value.is_finite() or value < 0:
        raise BadInput(Text("--amount 應為非負金額，而非「{t}」", "--amount takes an amount not below nought, not '{t}'").format(t=text))
    return value
