"""What the records do not hold: said in the document where the rest still stands, or as the one message that refuses it.

A firm that has just taken its book over has orders and no more. Each thing missing is told in three parts: what it is, what the document
therefore leaves out, and how it is entered.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from argosy.deliverables.families.intelligence.cells import words
from argosy.kernel.errors import NotFound
from argosy.kernel.text import Text
from argosy.report.model import Section
from argosy.report.table import Column, Row, Table

TABLE = "not_on_record"
COLUMNS = (
    Column(key="what", label=Text("缺少之資料", "Not on record"), width=26),
    Column(key="left_out", label=Text("因此未列", "Left out therefore"), width=42),
    Column(key="remedy", label=Text("補齊方法", "How to enter it"), width=42),
)


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing missing: what, what is left out for want of it, and what to do."""

    what: Text
    left_out: Text
    remedy: Text


INVOICES = Lack(
    Text("發票、收款與票據", "Invoices, receipts and cheques"),
    Text("應收、帳齡、逾期、退票、收款天數與對帳；曝險額無從計算", "receivables, ageing, overdue, bounced cheques, days to pay and the account; exposure cannot be told"),
    Text("於「應收與票據」頁開立發票，或以 argosy receivables bank 匯入對帳單", "raise invoices on the Receivables page, or import bank statements with argosy receivables bank"),
)  # fmt: skip
CREDIT = Lack(
    Text("信用額度、徵信與財務報表", "Credit limits, enquiries and accounts"),
    Text("額度使用率、評分與等級、建議額度", "utilisation, points and grade, proposed limit"),
    Text("於「授信」頁核給額度並登錄徵信", "grant limits and enter enquiries on the Credit page"),
)
TARGETS = Lack(
    Text("銷售目標", "Sales targets"),
    Text("達成率、落後產品線與其原因、月底推估", "achievement, lines behind and why, the month-end estimate"),
    Text("以 argosy targets plan 匯入目標（業務、區域、產品線、月份、金額）", "set them with argosy targets plan (person, territory, line, month, amount)"),
)  # fmt: skip
CONTACTS = Lack(
    Text("客戶聯繫紀錄", "Contacts with customers"),
    Text("各管道聯繫次數、達成率、間隔天數", "contacts by channel, how far the plan was kept, days since"),
    Text("於客戶卡片登錄聯繫，或用 argosy customers log", "log contacts on the customer's card, or with argosy customers log"),
)
CLASSES = Lack(
    Text("客戶等級（A、B、C）", "Customers' classes (A, B, C)"),
    Text("依等級之聯繫計畫", "the plan of contacts by class"),
    Text("於客戶頁填入等級", "enter the class on the customer's page"),
)
PEOPLE = Lack(
    Text("客戶聯絡人、地址與統一編號", "Customers' people, addresses and tax ids"),
    Text("基本資料表", "the sheet of basic data"),
    Text("以 argosy customers import 匯入", "import them with argosy customers import"),
)
STOCKS = Lack(
    Text("客戶庫存回報", "Customers' stock reports"),
    Text("可售天數與建議補貨", "days of cover and proposed reorders"),
    Text("於「補貨建議」頁登錄客戶庫存", "enter customers' stock on the Replenishment page"),
)
COSTS = Lack(
    Text("商品成本", "Costs of products"),
    Text("毛利、底價與各條件之價格", "margin, floor price and the price at each term"),
    Text("於商品頁填入成本後重新草擬報價", "enter the cost on the product's page and draft the quotation anew"),
)
QUOTATIONS = Lack(
    Text("報價單", "Quotations"),
    Text("報價件數與成交率", "quotations made and hit rate"),
    Text(
        "以 argosy quote draft 草擬，或 argosy sales import 匯入",
        "draft them with argosy quote draft, or import them with argosy sales import",
    ),
)
STANDARDS = Lack(
    Text("服務標準", "Service standards"),
    Text("標準與實績之對照、監控方法", "standards beside actuals, how service is watched"),
    Text("於「服務標準」頁設定", "set them on the Service standards page"),
)
CASES = Lack(
    Text("服務案件與客訴", "Service cases and complaints"),
    Text("回應與結案時間、客訴原因", "time to answer and close, causes of complaints"),
    Text("於「服務案件」頁或 argosy cases open 登錄", "open them on the Service cases page or with argosy cases open"),
)
SURVEYS = Lack(
    Text("滿意度調查", "Satisfaction surveys"),
    Text("客戶回饋與滿意度", "what customers say, and satisfaction"),
    Text("請於「滿意度調查」頁建立一波調查，再以 argosy survey import 匯入回卷", "Set up a wave on the Surveys page, then import the answers with argosy survey import"),
)  # fmt: skip
DELIVERIES = Lack(
    Text("承諾交期", "Days promised for delivery"),
    Text("準時足量交貨率", "delivered on time in full"),
    Text("於訂單填入承諾交期", "enter the day promised with each order"),
)


def table(lacks: Iterable[Lack]) -> tuple[Table, ...]:
    """The table of what is not on record; nothing where nothing is missing."""
    rows = tuple(_row(at, one) for at, one in enumerate(lacks, 1))
    title = Text("紀錄所無、本文件因此未列者", "Not on record, and so not in this document")
    return (Table(id=TABLE, title=title, columns=COLUMNS, rows=rows),) if rows else ()


def _row(at: int, one: Lack) -> Row:
    told = {"what": one.what, "left_out": one.left_out, "remedy": one.remedy}
    return Row(id=f"n{at}", cells={key: words(text)(f"{TABLE}.n{at}.{key}") for key, text in told.items()})


def told(section: Section, lacks: Iterable[Lack]) -> Section:
    """A section with the table at its end."""
    return section.model_copy(update={"blocks": (*section.blocks, *table(lacks))})


def refuse(what: Text, remedy: Text) -> NotFound:
    """The one message of a document nothing can be made of: what is missing, and what to do."""
    return NotFound(Text(f"{what.zh}。{remedy.zh}", f"{what.en}. {remedy.en}"))


def stale(last: date, since: date) -> NotFound:
    """The message of a document whose period begins after the records end."""
    what = Text(f"{since} 起沒有任何訂單，最近一筆為 {last}", f"There is no order from {since} on; the latest is of {last}")
    remedy = Text(f"請將資料截止日定為 {last}（--as-of {last}）", f"Ask for it as of that day (--as-of {last})")
    return refuse(what, remedy)
