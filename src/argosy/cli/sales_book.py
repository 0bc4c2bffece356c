"""``argosy sales book``: a whole book of invoice lines into the store, with every line left out told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from argosy.cli.actor import acting_person, reader
from argosy.cli.language import language, say
from argosy.cli.options import InFile, Json, group
from argosy.cli.output import Output
from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.text import Text

if TYPE_CHECKING:
    from argosy.importers.book_file import Form
    from argosy.records.sales.book.intake import BookTerms

app = group("整本銷貨帳冊", "A whole book of invoice lines")
DryRun = Annotated[bool, typer.Option("--dry-run", help=say("只檢查，不寫入", "Check only; write nothing"))]
FormFile = Annotated[
    Path | None,
    typer.Option("--form", metavar="TOML", help=say("欄名、國別與常數之對照檔", "A file that names columns, countries and constants")),
]
Currency = Annotated[str, typer.Option("--currency", metavar="XXX", help=say("單價之幣別", "The currency of the prices"))]
Incoterm = Annotated[
    str, typer.Option("--incoterm", metavar="DAP", help=say("帳冊未載之貿易條件", "The Incoterm, which a book does not say"))
]
Rate = Annotated[
    str, typer.Option("--fx", metavar="RATE", help=say("固定匯率；空白為當日匯率", "One exchange rate; without it that of the day"))
]
Excluded = Annotated[
    Path | None,
    typer.Option("--excluded", metavar="FILE", help=say("未匯入各列之清單（CSV 或 Parquet）", "The lines left out (CSV or Parquet)")),
]
FAULTY = Text("{f} 有 {n} 項問題，未寫入任何資料", "{f} has {n} problems; nothing was written")


@app.command(
    "import", help=say("匯入發票明細帳冊（CSV、XLSX、ODS、Parquet）", "Take over a book of invoice lines (CSV, XLSX, ODS, Parquet)")
)
def import_(
    file: InFile, form: FormFile = None, currency: Currency = "", incoterm: Incoterm = "", fx: Rate = "", excluded: Excluded = None,
    dry_run: DryRun = False, as_json: Json = False,
) -> None:  # fmt: skip
    """Customers, products, orders and returns out of a book, all or nothing; every line left out is counted and written to a file."""
    from argosy.engines.book.sorting import sort_out
    from argosy.importers.book_file import Form, read_book, read_form
    from argosy.importers.book_report import book_json, write_excluded

    said = read_form(form) if form else Form()
    book = read_book(file, said)
    with reader() if dry_run else acting_person() as actor:
        from argosy.records.sales.book.actions import import_book, preview_book
        from argosy.records.sales.book.intake import NewBook
        from argosy.records.sales.book.queries import book_rules

        sorted_ = sort_out(book.lines, book_rules())
        document = book_json(book, sorted_)
        target = excluded or Path(f"{file.stem}-excluded.csv")
        document["excluded_file"] = str(target) if write_excluded(target, book, sorted_) else None
        new = NewBook(sorted_.of("sale"), sorted_.of("return"), sorted_.taken)
        terms = book_terms(said, currency, incoterm, fx)
        planned = preview_book(new, terms, actor=actor) if dry_run else None
        done = planned.stored if planned is not None else import_book(actor=actor, book=new, terms=terms)  # type: ignore[arg-type]
    document["stored"] = {name: getattr(done, name) for name in ("customers", "products", "orders", "lines", "returns", "same")}
    document["written"] = not dry_run
    problems = planned.problems if planned is not None else []
    document["problems"] = [_problem(one) for one in problems]
    Output(as_json).show(document, _lines(document))


def book_terms(form: Form, currency: str, incoterm: str, fx: str) -> BookTerms:
    """What the options say, else the form, else the firm's own currency and the usual."""
    from argosy.importers import cells
    from argosy.importers.sales_file import TERMS
    from argosy.records.reference.queries import firm
    from argosy.records.sales.book.intake import BookTerms

    given = {"currency": currency, "incoterm": incoterm, "fx": fx}
    told = {name: given.get(name) or str(form.book.get(name, "")) for name in ("currency", "incoterm", "fx", "origin", "unit")}
    term = (told["incoterm"] or "DAP").upper()
    if term not in TERMS:
        raise BadInput(Text("不認得貿易條件「{t}」", "Unknown Incoterm “{t}”").format(t=term))
    money = cells.currency(told["currency"]) if told["currency"] else firm().base_currency
    rate = cells.positive(told["fx"]) if told["fx"] else None
    return BookTerms(money, term, told["origin"] or "ZZ", told["unit"] or "H87", rate)


def _problem(one: Problem) -> dict[str, Any]:
    return {"row": one.row, "field": one.field, "message": one.message.say(language())}


def _lines(document: dict[str, Any]) -> list[str]:
    lang = "label_en" if language().startswith("en") else "label_zh"
    row = "  {label:<58}{lines:>9,}  {amount:>18}".format
    parts = [(say("銷貨", "Sold"), document["sold"]), (say("退回", "Came back"), document["came_back"])]
    parts += [(one[lang], one) for one in document["reasons"]]
    said = [row(label=label, lines=part["lines"], amount=part["amount"]) for label, part in parts]
    said.append(
        row(
            label=say("合計（與檔案相符）", "In all (as the file)") if document["ties"] else "≠",
            lines=document["lines"],
            amount=document["amount"],
        )
    )
    counts = say(
        "客戶 {customers}、商品 {products}、訂單 {orders}（明細 {lines}）、退貨單 {returns}；已存在且相同 {same}",
        "{customers} customers, {products} products, {orders} orders with {lines} lines, {returns} return notes; {same} orders as before",
    )
    said.append(counts.format(**document["stored"]))
    if document["excluded_file"]:
        said.append(say("未匯入各列：{f}", "Lines left out: {f}").format(f=document["excluded_file"]))
    if document["unknown_countries"]:
        names = ", ".join(f"{name} ({n})" for name, n in document["unknown_countries"].items())
        said.append(say("不認得之國別，以 ZZ 記：{n}", "Countries not known, kept as ZZ: {n}").format(n=names))
    return said + [f"  {one['field']}  {one['message']}" for one in document["problems"]]
