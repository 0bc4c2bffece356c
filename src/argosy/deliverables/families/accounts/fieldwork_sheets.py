"""Sheets 2 to 5: activities carried out, contacts and quotations, receivables, customers won and lost."""

from __future__ import annotations

from argosy.deliverables.families.accounts.fieldwork import Activity, Dues
from argosy.deliverables.families.accounts.selling_facts import FIELD, MONEY, ORDERS, QUOTES, TARGETS, Quoted, SellingFacts
from argosy.deliverables.families.intelligence.cells import Cell, code, count, day, gap, row, words
from argosy.deliverables.families.market.figures import rate, score
from argosy.deliverables.families.sheets import col, formula_money, guess, money, part, rounded, said, share, sheet
from argosy.engines.selling.standing import Change
from argosy.kernel.text import Text
from argosy.report.model import AnyBlock, Section
from argosy.report.table import Row, Table

SHOWN, MOST = 20, 60
"""New customers named, and rows of those who fell."""
WILSON = Text("Wilson 區間", "Wilson interval")
NONE_PLANNED = Text("本期沒有計畫之業務活動", "No activity was planned in the period")


def activities(facts: SellingFacts) -> Section:
    """活動｜計畫日｜實際日｜狀態｜成果."""
    title = Text("活動執行", "Activities")
    return part("activities_section", title, activity_table("activities", title, facts.activities, facts))


def activity_table(identity: str, title: Text, told: tuple[Activity, ...], facts: SellingFacts) -> Table:
    """Activities with their results; one past its day without a result is marked."""
    columns = (
        col("no", "編號", "No.", "c", 10), col("title", "活動", "Activity", width=24), col("kind", "類別", "Kind", width=9), col("customer", "客戶", "Customer", width=22),
        col("owner", "負責", "Owner", width=10), col("planned", "計畫日", "Planned", "d", 11), col("done", "實際日", "Done", "d", 11), col("state", "狀態", "State", width=9),
        col("expected", "預期成果", "Expected", width=22), col("result", "成果", "Result", width=26),
    )  # fmt: skip
    rows = [_activity(identity, one, facts) for one in told]
    return sheet(identity, title, columns, rows, (FIELD,), NONE_PLANNED)


def late(one: Activity, facts: SellingFacts) -> bool:
    """Whether its day has passed and nothing was reported."""
    return one.state == "planned" and one.planned <= facts.request.as_of


def _activity(table: str, one: Activity, facts: SellingFacts) -> Row:
    over = late(one, facts)
    cells: dict[str, Cell] = {
        "no": code(one.number), "title": words(one.title), "kind": words(one.kind), "customer": words(one.customer, "not_applicable"), "owner": words(one.owner),
        "planned": day(one.planned), "done": day(one.done, "pending" if over else "not_applicable"), "state": words(one.state_words), "expected": words(one.expected),
        "result": words(one.result, "pending" if over else "not_applicable"),
    }  # fmt: skip
    return row(table, one.number, cells, "mark" if over else "normal")


def contacts_and_quotes(facts: SellingFacts) -> Section:
    """拜訪、電話、報價、成交率 by salesperson."""
    title = Text("拜訪與報價", "Visits and quotations")
    blocks: list[AnyBlock] = [_quotes(facts)]
    blocks.append(
        _contacts(facts)
        if facts.contacts is not None
        else said("contacts_none", Text("拜訪與電話次數：未登錄。", "Visits and calls: not recorded."))
    )
    blocks.append(_otif(facts))
    return part("visits", title, *blocks)


def _contacts(facts: SellingFacts) -> Table:
    columns = (
        col("person", "業務", "Sales", width=20), col("visits", "拜訪", "Visits", "n", 12, total="sum"), col("calls", "電話", "Calls", "n", 12, total="sum"),
        col("others", "其他聯繫", "Other contacts", "n", 12, total="sum"),
    )  # fmt: skip
    rows = [
        row("contacts", f"p{at}", {"person": words(one.person), "visits": count(one.visits, (FIELD,)), "calls": count(one.calls, (FIELD,)), "others": count(one.others, (FIELD,))})
        for at, one in enumerate(facts.contacts or (), 1)
    ]  # fmt: skip
    return sheet("contacts", Text("客戶聯繫", "Contacts"), columns, rows, (FIELD,), Text("本期沒有聯繫紀錄", "No contact in the period"))


def _quotes(facts: SellingFacts) -> Table:
    columns = (
        col("person", "業務", "Sales", width=18), col("made", "報價件數", "Quotations", "n", 10, total="sum"), col("value", "報價金額", "Value", "m", 14, total="sum"),
        col("won", "成交", "Won", "n", 9, total="sum"), col("decided", "已決", "Decided", "n", 9, total="sum"), col("rate", "成交率", "Hit rate", "r", 16),
        col("won_value", "成交金額", "Value won", "m", 14, total="sum"),
    )  # fmt: skip
    rows = [_quoted(facts, one, at) for at, one in enumerate(facts.quoted, 1)]
    note = Text(
        "報價依報價日、成交依結案日歸入本期；成交率附 95% Wilson 區間。",
        "Quotations count by their day, wins by the day decided; hit rates carry 95% Wilson intervals.",
    )
    return sheet(
        "quoted", Text("報價與成交", "Quotations"), columns, rows, (QUOTES,), Text("本期沒有報價", "No quotation in the period"), note
    )


def _quoted(facts: SellingFacts, one: Quoted, at: int) -> Row:
    hit: Cell = gap("rate", "too_few")
    if one.decided:
        hit = guess(rate, one.won / one.decided, (one.low, one.high), n=one.decided, method=WILSON, trace="wilson", cites=(QUOTES,))
    cells: dict[str, Cell] = {
        "person": words(one.person), "made": count(one.made, (QUOTES,)), "value": money(one.value, facts.currency, "sold", (QUOTES,)), "won": count(one.won, (QUOTES,)),
        "decided": count(one.decided, (QUOTES,)), "rate": hit, "won_value": money(one.value_won, facts.currency, "sold", (QUOTES,)),
    }  # fmt: skip
    return row("quoted", f"p{at}", cells)


def _otif(facts: SellingFacts) -> Table:
    columns = (
        col("person", "業務", "Sales", width=22), col("k", "準時足量", "On time in full", "n", 13), col("n", "應交明細", "Lines due", "n", 13), col("rate", "達成率", "OTIF", "r", 18),
    )  # fmt: skip
    rows = []
    for at, (name, k, n, low, high) in enumerate(facts.otif, 1):
        cells: dict[str, Cell] = {
            "person": words(name), "k": count(k, (ORDERS,)), "n": count(n, (ORDERS,)),
            "rate": guess(rate, k / n, (low, high), n=n, method=WILSON, trace="otif", cites=(ORDERS,)),
        }  # fmt: skip
        rows.append(row("otif", f"p{at}", cells))
    note = Text(
        "承諾日在近 90 日內之訂單明細；逾期未出者計為未達。",
        "Order lines promised within the last 90 days; one overdue and not shipped counts as missed.",
    )
    return sheet(
        "otif",
        Text("準時足量交貨", "Delivered on time in full"),
        columns,
        rows,
        (ORDERS,),
        Text("近 90 日沒有應交明細", "No line was due in the last 90 days"),
        note,
    )


def receivables(facts: SellingFacts) -> Section:
    """逾期｜回收率."""
    title = Text("應收", "Receivables")
    if facts.dues is None:
        return part(
            "receivables",
            title,
            said(
                "dues_none",
                Text("應收帳款與收款：未登錄，本期不計回收率。", "Invoices and receipts: not recorded; no collection rate is told."),
            ),
        )
    columns = (
        col("customer", "客戶", "Customer", width=34), col("open", "未收", "Open", "m", 14, total="sum"), col("overdue", "逾期", "Overdue", "m", 14, total="sum"),
        col("due", "本期到期", "Fell due", "m", 14, total="sum"), col("received", "其中已收", "Received of it", "m", 14, total="sum"), col("rate", "回收率", "Collected", "r", 10),
    )  # fmt: skip
    rows = [_due(facts, one, at) for at, one in enumerate(facts.dues, 1)]
    note = Text(
        "回收率＝本期到期款項中於期末前已收之比率。", "Collected is the part of what fell due in the period that was received by its end."
    )
    return part("receivables", title, sheet("dues", title, columns, rows, (MONEY,), Text("沒有未收款", "Nothing is open"), note))


def _due(facts: SellingFacts, one: Dues, at: int) -> Row:
    unit = facts.currency
    due, received = rounded(one.due), rounded(one.received)
    cells: dict[str, Cell] = {
        "customer": words(one.customer), "open": money(one.open, unit, "owed", (MONEY,)), "overdue": money(one.overdue, unit, "owed", (MONEY,)),
        "due": money(due, unit, "owed", (MONEY,)), "received": money(received, unit, "owed", (MONEY,)), "rate": share(received, due, "[received] / [due]", "collected"),
    }  # fmt: skip
    return row("dues", f"c{at}", cells, "mark" if one.overdue else "normal")


def customers(facts: SellingFacts) -> Section:
    """New customers, customers buying less, and those behind their own target."""
    title = Text("新客戶與流失", "Customers won and lost")
    first = said("new_customers", _new(facts.new))
    return part("customers", title, first, _falling(facts), _behind(facts))


def _new(names: tuple[Text, ...]) -> Text:
    """Who first ordered lately; of many the largest."""
    new, new_en = "、".join(n.zh for n in names[:SHOWN]) or "無", ", ".join(n.en for n in names[:SHOWN]) or "none"
    if len(names) <= SHOWN:
        return Text(f"近四個月首次下單：{new}。", f"First ordered within four months: {new_en}.")
    n = f"{len(names):,}"
    return Text(f"近四個月首次下單 {n} 家，銷售最大者：{new}。", f"{n} customers first ordered within four months; the largest: {new_en}.")


def _listed(facts: SellingFacts) -> tuple[tuple[Text, Change], ...]:
    """Those who fell beyond chance, then by what was lost; at most as many as a table may hold."""
    return tuple(sorted(facts.falling, key=lambda told: not told[1].sure)[:MOST])


def _falling(facts: SellingFacts) -> Table:
    unit = facts.currency
    columns = (
        col("customer", "客戶", "Customer", width=34), col("before", *_before(facts.reach), "m", 14), col("lately", "近四月月均", "A month, last 4", "m", 14),
        col("change", "變動", "Change", "m", 14), col("fall", "變動率", "Change", "r", 9), col("orders", "訂單數（前／近）", "Orders (before / lately)", "c", 13),
        col("ratio", "下單率比值", "Ratio of order rates", "s", 16), col("verdict", "判讀", "Reading", width=22),
    )  # fmt: skip
    rows = [_fall(facts, name, one, at) for at, (name, one) in enumerate(_listed(facts), 1)]
    more = len(facts.falling) - len(rows)
    rest = (
        Text(f"共 {len(facts.falling):,} 家，列 {len(rows)} 家。", f" {len(facts.falling):,} in all; {len(rows)} are listed.")
        if more
        else Text("", "")
    )
    note = Text(
        f"月均金額下降五成以上者。單位 {unit}。{rest.zh}下單率比值附精確 95% 區間，含 1 者無法排除偶然。",
        f"Those whose monthly amount fell by half or more, in {unit}. The ratio of order rates has its exact 95% interval; one including 1 may be chance.{rest.en}",
    )
    return sheet(
        "falling",
        Text("訂單下降之客戶", "Customers buying less"),
        columns,
        rows,
        (ORDERS,),
        Text("沒有月均下降五成以上之客戶", "No customer fell by half"),
        note,
    )


def _before(months: int) -> tuple[str, str]:
    """The months before the last four, as the data hold them."""
    return ("前十二月月均" if months == 12 else f"前 {months} 月月均"), f"A month, {months} before"


def _fall(facts: SellingFacts, name: Text, one: Change, at: int) -> Row:
    unit = facts.currency
    before, lately = rounded(one.before), rounded(one.lately)
    verdict = {
        True: Text("下降，超出偶然", "down, beyond chance"),
        False: Text("可能為偶然", "may be chance"),
        None: Text("無法判定", "cannot tell"),
    }[one.sure]
    cells: dict[str, Cell] = {
        "customer": words(name), "before": money(before, unit, "sold", (ORDERS,)), "lately": money(lately, unit, "sold", (ORDERS,)),
        "change": formula_money(lately - before, unit, "[lately] - [before]", "gap"), "fall": share(lately - before, before, "([lately] - [before]) / [before]", "growth"),
        "orders": code(f"{one.orders_before}／{one.orders_lately}"),
        "ratio": guess(score, one.ratio, (one.low, one.high), n=one.orders_before + one.orders_lately, method=Text("條件二項精確區間", "exact conditional interval"), trace="order_rate", cites=(ORDERS,)),
        "verdict": words(verdict),
    }  # fmt: skip
    return row("falling", f"c{at}", cells, "mark" if one.sure else "normal")


def _behind(facts: SellingFacts) -> Table:
    unit = facts.currency
    columns = (
        col("customer", "客戶", "Customer", width=34), col("target", "本年目標", "Target, year so far", "m", 15), col("actual", "本年實績", "Actual", "m", 15),
        col("rate", "達成率", "Achieved", "r", 9), col("gap", "落後", "Behind", "m", 14), col("months", "未達九成月數", "Months under 90%", "c", 12),
    )  # fmt: skip
    rows = []
    for at, (name, one) in enumerate(facts.behind, 1):
        target, actual = rounded(one.target), rounded(one.actual)
        cells: dict[str, Cell] = {
            "customer": words(name), "target": money(target, unit, "target", (TARGETS,)), "actual": money(actual, unit, "sold", (ORDERS,)),
            "rate": share(actual, target, "[actual] / [target]", "achieved"), "gap": formula_money(target - actual, unit, "[target] - [actual]", "gap"),
            "months": code(f"{one.behind}／{one.months}"),
        }  # fmt: skip
        rows.append(row("behind", f"c{at}", cells))
    return sheet(
        "behind",
        Text("本年達成率低於 90% 之客戶", "Customers under 90% of target this year"),
        columns,
        rows,
        (TARGETS, ORDERS),
        Text("沒有落後客戶，或尚未設定客戶目標", "No customer is behind, or none has a target"),
    )


def whole_hits(facts: SellingFacts) -> tuple[int, int]:
    """Quotations won and decided by all of them."""
    return sum(one.won for one in facts.quoted), sum(one.decided for one in facts.quoted)
