"""Methods used and help sought, and to whom the report goes: what the coordinator's document adds."""

from __future__ import annotations

from argosy.deliverables.families.market.facts import MarketFacts
from argosy.deliverables.families.market.figures import words
from argosy.kernel.text import Text, same
from argosy.report.model import Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table

TITLE, TO = Text("分析方法與協助", "Methods and help"), Text("報告對象", "Addressees")
METHODS = (
    ("growth", Text("對數線性成長、Theil–Sen、Mann–Kendall", "Log-linear growth, Theil–Sen, Mann–Kendall"), Text("判斷趨勢與速度", "Trend and its speed"),
     Text("至少 8 期；HAC 區間容許序列相關", "Eight periods at least; HAC intervals allow for dependence")),
    ("forecast", Text("Theta、阻尼指數平滑、其平均與單純季節法", "Theta, damped smoothing, their mean, seasonal naive"), Text("預測", "Forecast"),
     Text("以滾動起點擇優，區間取自實測誤差；不含未發生之事件", "Chosen by rolling origins, intervals from measured errors; events yet to come are not in it")),
    ("split", Text("固定市場占有率分析", "Constant market share"), Text("拆解出口變動", "Split of the change of exports"), Text("恆等式，不表示因果", "An identity; says nothing of causes")),
    ("cause", Text("證據階梯", "Ladder of evidence"), Text("事件影響之檢定", "Test of an event"), Text("用詞不得高於證據等級", "No word stronger than its rung")),
)  # fmt: skip
NO_HELP = Text("未登錄諮詢紀錄", "No help on record")
WAITING = Text("尚未答覆", "not answered yet")


def section(facts: MarketFacts) -> Section:
    """Both tables."""
    return Section(id="method_section", title=TITLE, sheet=TITLE, audience="internal", blocks=(methods(), consulted(facts)))


def methods() -> Table:
    """方法, 用途, 假設與限制."""
    columns = (
        Column(key="method", label=Text("方法", "Method"), type="t", width=30),
        Column(key="use", label=Text("用途", "Use"), type="t", width=24),
        Column(key="limits", label=Text("假設與限制", "Assumptions and limits"), type="t", width=46),
    )
    rows = tuple(
        Row(
            id=key,
            cells={
                "method": words(f"methods.{key}.method", name),
                "use": words(f"methods.{key}.use", use),
                "limits": words(f"methods.{key}.limits", limit),
            },
        )
        for key, name, use, limit in METHODS
    )
    return Table(id="methods", title=Text("採用之方法", "Methods used"), columns=columns, rows=rows)


def consulted(facts: MarketFacts) -> Table:
    """協助對象, 問題, 答覆 and what it changed."""
    columns = (
        Column(key="whom", label=Text("協助對象", "Asked"), type="t", width=14),
        Column(key="question", label=Text("問題", "Question"), type="t", width=30),
        Column(key="due", label=Text("期限", "Due"), type="d", width=10),
        Column(key="answer", label=Text("答覆", "Answer"), type="t", width=28),
        Column(key="effect", label=Text("影響", "Effect"), type="t", width=16),
    )
    rows = []
    for number, one in enumerate(facts.known.advice, 1):
        at = f"consulted.a{number}"
        cells = {
            "whom": words(f"{at}.whom", same(one.whom)),
            "question": words(f"{at}.question", same(f"{one.name} {one.question}")),
            "due": words(f"{at}.due", one.due.isoformat(), kind="date"),
            "answer": words(f"{at}.answer", same(one.answer) if one.answer else WAITING),
            "effect": words(f"{at}.effect", same(one.effect), missing="pending")
            if one.effect
            else words(f"{at}.effect", "", missing="pending"),
        }
        rows.append(Row(id=f"a{number}", cells=cells))
    return Table(id="consulted", title=Text("尋求之協助", "Help sought"), columns=columns, rows=tuple(rows), empty=NO_HELP)


def addressees(facts: MarketFacts) -> Section:
    """To whom the report is planned to go; the log of sending is kept when it is issued."""
    columns = (
        Column(key="no", label=Text("項", "No."), type="c", width=6),
        Column(key="who", label=Text("對象", "Addressee"), type="t", width=40),
        Column(key="state", label=Text("狀態", "State"), type="t", width=30),
    )
    planned = Text("發行後寄送並留存紀錄", "to be sent and logged on issue")
    rows = tuple(
        Row(
            id=f"r{i}",
            cells={
                "no": words(f"recipients.r{i}.no", same(str(i))),
                "who": words(f"recipients.r{i}.who", same(who)),
                "state": words(f"recipients.r{i}.state", planned),
            },
        )
        for i, who in enumerate(facts.ask.recipients, 1)
    )
    note = plain(Text("對象於產生時以 recipients 參數指定。", "Addressees are given with the parameter recipients."))
    table = Table(id="recipients", columns=columns, rows=rows, note=note, empty=Text("未指定報告對象", "No addressee is named"))
    return Section(id="recipient_section", title=TO, audience="internal", blocks=(table,))
