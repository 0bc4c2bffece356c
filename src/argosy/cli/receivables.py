"""``argosy receivables``: what customers owe, out of a file or out of the store."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import typer

from argosy.cli.actor import acting_person, reader
from argosy.cli.language import language, say
from argosy.cli.options import InFile, Json, day, group
from argosy.cli.output import Output, table
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

if TYPE_CHECKING:
    from argosy.engines.receivables.answer import Options

app = group("應收帳款、票據與銀行對帳", "Receivables, cheques and bank statements")
Account = Annotated[
    int, typer.Option("--account", metavar="ID", help=say("入帳帳戶編號（檔案未載明時）", "The account, where the file names none"))
]
DryRun = Annotated[bool, typer.Option("--dry-run", help=say("只檢查，不寫入", "Check only; write nothing"))]
AsOf = Annotated[str, typer.Option("--as-of", metavar="DATE", help=say("帳齡基準日", "The day to age at"))]
Days = Annotated[int, typer.Option("--days", metavar="N", min=1, help=say("計算 DSO、CEI 之期間日數", "Days of the period of DSO and CEI"))]
Buckets = Annotated[str, typer.Option("--buckets", metavar="30,60,90", help=say("帳齡級距之上限日數", "Upper ends of the buckets"))]
Rates = Annotated[
    str,
    typer.Option("--loss-rates", metavar="R,R,…", help=say("準備矩陣之損失率，百分比，未到期先列", "Loss rates in percent, not due first")),
]
EndLoss = Annotated[
    str, typer.Option("--end-loss", metavar="R", help=say("滾動率法末段之損失率，百分比", "Loss of what rolls to the end, in percent"))
]
Fx = Annotated[str, typer.Option("--fx", metavar="USD=32.5,…", help=say("換算匯率", "Rates to convert by"))]
Base = Annotated[str, typer.Option("--base", metavar="CCC", help=say("換算之幣別", "The currency converted to"))]


@app.command("bank", help=say("匯入銀行對帳單（camt.053、MT940、CSV）", "Import a bank statement (camt.053, MT940, CSV)"))
def bank(file: InFile, account: Account = 0, dry_run: DryRun = False, as_json: Json = False) -> None:
    """Store the movements of a file, each once, and show what the money in might pay. The same file again changes nothing."""
    from argosy.importers.bank_file import read_bank_file

    told, sha256 = read_bank_file(file.name, file.read_bytes())
    with reader() if dry_run else acting_person() as actor:
        from argosy.records.receivables.banking import actions, queries

        planned = queries.preview(actor=actor, told=told, sha256=sha256, account=account or None)
        done = (
            None
            if dry_run
            else actions.import_statements(actor=actor, statements=told, file_name=file.name, sha256=sha256, account=account or None)
        )  # type: ignore[arg-type]
        document = {
            "format": told[0].form, "statements": planned["statements"], "lines": planned["lines"], "known": planned["known"], "imported_before": bool(planned["before"]),
            "new": done.new if done else planned["lines"] - planned["known"], "stored": done is not None, "proposals": [] if dry_run else [_proposal(one) for one in queries.proposals(actor=actor)],
        }  # fmt: skip
    counts = say("{lines} 筆，新增 {new}、已有 {known}", "{lines} movements: {new} new, {known} known already")
    heads = (
        say("入帳日", "booked"),
        say("金額", "amount"),
        say("客戶", "customer"),
        say("發票", "invoices"),
        say("把握", "score"),
        say("依據", "why"),
    )
    rows = [
        (
            p["booked"],
            f"{p['currency']} {p['amount']}",
            p["customer"] or "–",
            " ".join(a["invoice"] for a in p["allocations"]) or "–",
            p["score"],
            p[f"why_{_lang()}"],
        )
        for p in document["proposals"]
    ]
    Output(as_json).show(document, [counts.format(**document), *(table(heads, rows) if rows else [])])


def _proposal(one: Any) -> dict[str, Any]:
    return {
        "line": one.line.pk, "booked": one.line.booked.isoformat(), "amount": f"{one.line.amount:.2f}", "currency": one.line.currency, "reference": one.line.reference,
        "customer": one.customer.code if one.customer else None, "allocations": [{"invoice": number, "amount": f"{amount:.2f}"} for number, amount in one.allocations],
        "rest": f"{one.rest:.2f}", "score": one.score, "why_zh": one.why.zh, "why_en": one.why.en,
    }  # fmt: skip


def _lang() -> str:
    return "en" if language().startswith("en") else "zh"


@app.command("ageing", help=say("帳齡、DSO、CEI、準備矩陣", "Ageing, DSO in three forms, CEI, provision matrix"))
def ageing(
    file: InFile, as_of: AsOf, days: Days = 365, buckets: Buckets = "30,60,90", loss_rates: Rates = "", end_loss: EndLoss = "100", fx: Fx = "",
    base: Base = "TWD", as_json: Json = False,
) -> None:  # fmt: skip
    """Age the open items of a file on a day, by currency; definitions stand in the answer."""
    from argosy.engines.receivables.answer import answer
    from argosy.engines.receivables.book import book
    from argosy.importers.receivables_file import read_receivables

    on = day(as_of, "--as-of")
    document = answer(book(read_receivables(file.name, file.read_bytes())), on, _options(days, buckets, loss_rates, end_loss, fx, base))
    Output(as_json).show(document, _lines(document))


def _options(days: int, buckets: str, loss_rates: str, end_loss: str, fx: str, base: str) -> Options:
    from argosy.engines.receivables.ageing import edges
    from argosy.engines.receivables.answer import Options
    from argosy.engines.receivables.provision import IFRS9_EXAMPLE_12, rates_of

    upper = edges(buckets)
    if not loss_rates and len(upper) + 2 != len(IFRS9_EXAMPLE_12):
        raise BadInput(
            Text("自訂級距時須以 --loss-rates 給 {n} 個損失率", "With own buckets give {n} loss rates by --loss-rates").format(
                n=len(upper) + 2
            )
        )
    given = {"rates": rates_of(loss_rates, len(upper) + 2), "rates_source": "--loss-rates"} if loss_rates else {}
    return Options(days=days, upper=upper, end_loss=rates_of(end_loss, 1)[0], fx=_rates(fx), base=base.upper(), **given)  # type: ignore[arg-type]


def _rates(text: str) -> dict[str, Decimal]:
    """``USD=32.5,JPY=0.21`` as rates; each is above zero, else ``BadInput``."""
    found: dict[str, Decimal] = {}
    for pair in filter(None, text.split(",")):
        code, sign, rate = pair.strip().partition("=")
        try:
            found[code.strip().upper()] = Decimal(rate)
        except ArithmeticError:
            sign = ""
        if not sign or found[code.strip().upper()] <= 0:
            raise BadInput(Text("--fx 應如 USD=32.5,JPY=0.21，而非「{p}」", "--fx is like USD=32.5,JPY=0.21, not '{p}'").format(p=pair))
    return found


def _lines(document: dict[str, Any]) -> list[str]:
    lines: list[str] = []
    parts = dict(document["currencies"]) | (
        {f"= {document['converted']['currency']}": document["converted"]} if document["converted"] else {}
    )
    for code, found in parts.items():
        buckets = found["ageing"]["buckets"]
        heads = [code, *(say("未到期", "not due") if key == "not_due" else key for key in buckets), say("合計", "total")]
        amounts = [say("未收", "open"), *(bucket["amount"] for bucket in buckets.values()), found["ageing"]["total"]]
        losses = [say("準備", "allowance"), *(line["allowance"] for line in found["provision"]["matrix"]), found["provision"]["allowance"]]
        lines += [*table(heads, [amounts, losses]), _measures(found), ""]
    return lines


def _measures(found: dict[str, Any]) -> str:
    dso = found["dso"]
    words = say(
        "DSO {simple}（最佳 {best}、逾期 {add}、倒推 {back}；{days} 日）  CEI {cei}  加權逾期 {late} 日",
        "DSO {simple} (best possible {best}, delinquent {add}, count-back {back}; {days} days)  CEI {cei}  paid {late} days late on average",
    )
    told = {"simple": dso["simple"], "best": dso["best_possible"], "add": dso["add"], "back": dso["countback"], "days": dso["days"]}
    return words.format(
        **{
            name: "–" if value is None else value
            for name, value in (told | {"cei": found["cei"], "late": found["days_late"]["mean"]}).items()
        }
    )
