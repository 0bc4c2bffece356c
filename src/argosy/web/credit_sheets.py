"""One customer's credit file as sheets: accounts year by year, the scorecard in full, and what was asked, decided and checked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from argosy.deliverables.families.credit.owing import CAPS
from argosy.engines.credit.altman import FORMS, LABELS, NAMES, ZONES, Score
from argosy.engines.credit.scorecard import card
from argosy.kernel.text import Text
from argosy.publishing.credit_file import Year, band_words, measured, points, years
from argosy.publishing.owing_acts import FIGURES
from argosy.records.credit import queries as credit
from argosy.records.credit.actions import authority
from argosy.records.people.roles import roles
from argosy.records.reference import queries as reference
from argosy.web.market_lists import NONE
from argosy.web.sheet import BLANK, Cell, Sheet, Table, cell, facts, heads, listed
from argosy.web.templatetags.argosy import person_name

ZONE_LEVELS = {"safe": "ok", "grey": "warn", "distress": "stop"}
VERDICT_LEVELS = {"pass": "ok", "warn": "warn", "hold": "stop"}
STATE_LEVELS = {"asked": "wait", "approved": "ok", "refused": "stop", "withdrawn": "off"}
SHEETS = (
    ("credit-statements", Text("財務報表", "Accounts")),
    ("credit-scorecard", Text("評分表", "Scorecard")),
    ("credit-log", Text("核決與檢查", "Decisions and checks")),
)
SHOWN = 5


def act_url(name: str, code: str, here: str, **told: Any) -> str:
    """The form of an act with what is known, coming back to ``here``."""
    return f"{reverse('web:owing-do', args=[name])}?{urlencode({'customer': code, **told, 'next': here})}"


def _sheet(party: Any, title: Text, actor: Any, name: str) -> Sheet:
    sheet = Sheet(title, sub=Text(f"{party.code} {party.name_zh}", f"{party.code} {party.name_en}"))
    sheet.path = ((reverse("web:credit"), Text("授信", "Credit")), (reverse("web:credit-panel", args=[party.code]), party.code))
    sheet.links = [(reverse(f"web:{other}", args=[party.code]), words) for other, words in SHEETS if other != name]
    return sheet


def _number(value: float, places: int) -> Cell:
    return Cell(f"{value:.{places}f}".replace("-", "−"), kind="num")


def statements(party: Any, actor: Any) -> Sheet:
    """Accounts by year, which form of Altman's score is for each and why, and how it was worked out."""
    found = years(party.code, actor=actor)
    sheet = _sheet(party, Text("財務報表與 Altman", "Accounts and Altman's score"), actor, "credit-statements")
    here = reverse("web:credit-statements", args=[party.code])
    if actor.may("credit.statement.record"):
        sheet.links.insert(0, (act_url("statement", party.code, here), Text("登錄一年報表", "Enter a year")))
    sheet.tables = [
        _forms(found, party.code, here, actor),
        _by_year(found[:SHOWN]),
        *(_worked(year, year.score) for year in found[:1] if year.score),
        _all_forms(found[:1]),
    ]
    return sheet


def _forms(found: Sequence[Year], code: str, here: str, actor: Any) -> Table:
    may = actor.may("credit.statement.record")
    rows = [
        (
            Cell(f"{year.row.year_end}", url=act_url("statement", code, here, year_end=year.row.year_end) if may else "", small=Text("經查核", "audited") if year.row.audited else Text("未經查核", "not audited")),
            cell(NAMES[year.form]), cell(year.why, kind="w"), _number(float(year.score.value), 2) if year.score else BLANK,
            Cell(ZONES[year.score.zone], level=ZONE_LEVELS[year.score.zone]) if year.score else Cell(_lacking(year), level="off"), cell(year.row.source, kind="w"),
        )
        for year in found
    ]  # fmt: skip
    return Table(
        Text("各年適用之式", "The form for each year"),
        heads("年度/Year", "適用式/Form", "理由/Why", "分數/Score", "區間/Zone", "來源/Source"),
        rows,
        Text("未登錄財務報表；評分等級最高為 B", "No accounts are entered; the grade is B at most"),
    )


def _lacking(year: Year) -> Text:
    names = [str(year.row._meta.get_field(name).verbose_name) for name in year.lacking]
    return Text(f"缺 {'、'.join(names)}", f"lacks {', '.join(names)}")


def _by_year(found: Sequence[Year]) -> Table:
    head = (Text("項目", "Figure"), *(Text(f"{y.row.year_end} {y.row.currency}", f"{y.row.year_end} {y.row.currency}") for y in found))
    rows = [(cell(make().label or name), *(cell(getattr(y.row, name)) for y in found)) for name, make in FIGURES.items()] if found else []
    return Table(Text("各年數字", "Figures by year"), head, rows, NONE, Text("未填者不推估", "what is empty is not estimated"))


def _worked(year: Year, score: Score) -> Table:
    """Ratio × weight, term by term."""
    form = FORMS[year.form]
    rows = [
        (cell(LABELS[name]), _number(float(score.ratios[name]), 4), cell(f"{weight}", kind="num"), _number(float(score.ratios[name]) * float(weight), 4))
        for name, weight in form.weights
    ]  # fmt: skip
    if form.constant:
        rows.append((cell(Text("常數", "constant")), BLANK, BLANK, cell(f"{form.constant}", kind="num")))
    rows.append((cell(Text("合計", "Total")), BLANK, BLANK, _number(float(score.value), 4)))
    title = Text(f"{year.row.year_end} {score.name} 之計算", f"How {score.name} of {year.row.year_end} was worked out")
    return Table(title, heads("比率/Ratio", "值/Value", "權數/Weight", "乘積/Term"), rows, NONE)


def _all_forms(found: Sequence[Year]) -> Table:
    used = found[0].form if found else ""
    rows = [
        (cell(NAMES[key]), cell(form.use, kind="w"), cell(f"< {form.low}", kind="num"), cell(f"> {form.high}", kind="num"), Cell(Text("採用", "used"), level="ok") if key == used else BLANK)
        for key, form in FORMS.items()
    ]  # fmt: skip
    note = Text("新興市場式僅供對照，不自動採用", "the emerging-market form is for comparison and never chosen by itself")
    return Table(
        Text("Altman 各式", "The forms of Altman's score"),
        heads("式/Form", "適用對象/For", "危險/Distress", "安全/Safe", "最近年度/Latest year"),
        rows,
        NONE,
        note,
    )


def scorecard(party: Any, actor: Any, on: date) -> Sheet:
    """The scorecard in full: every band, what is known, the points and their source."""
    one, used = measured(party.code, actor=actor, as_of=on), card()
    sheet = _sheet(party, Text("信用評分表", "Credit scorecard"), actor, "credit-scorecard")
    sheet.states = [
        Cell(
            Text(f"等級 {one.graded.grade}", f"grade {one.graded.grade}"),
            level={"A": "ok", "B": "ok", "C": "warn"}.get(one.graded.grade, "stop"),
        )
    ]
    rows = [
        (cell(point.factor.label), cell(_bands(point.factor), kind="w"), cell(point.shown), cell(f"{point.points} / {point.factor.most}", kind="num"), cell(point.source, kind="w"))
        for point in points(one, actor=actor, on=on)
    ]  # fmt: skip
    rows.append(
        (
            cell(Text("總分", "Total")),
            BLANK,
            BLANK,
            cell(f"{one.graded.total} / {sum(f.most for f in used.factors)}", kind="num"),
            BLANK,
        )
    )
    grades = [
        (
            cell(name),
            cell(f"≥ {least}", kind="num"),
            cell(f"{share * 100:.0f}%", kind="num"),
            Cell(Text("本客戶", "this customer"), level="ok") if name == one.graded.grade else BLANK,
        )
        for name, least, share in used.grades
    ]
    caps = [
        (cell(words), cell(used.caps[key]), Cell(Text("適用", "applies"), level="stop") if key in one.graded.capped_by else BLANK)
        for key, words in CAPS.items()
    ]
    sheet.tables = [
        Table(Text("評分", "Points"), heads("項目/Factor", "級距：點數/Bands: points", "已知/Known", "得點/Points", "來源/Source"), rows, NONE, Text(f"評分表 {used.id}，{used.valid_from} 起；{used.source.zh}", f"scorecard {used.id} from {used.valid_from}; {used.source.en}")),
        Table(Text("等級", "Grades"), heads("等級/Grade", "總分/Total", "額度比率/Share of limit", "/"), grades, NONE),
        Table(Text("等級上限", "What caps a grade"), heads("情形/Case", "最高/At most", "/"), caps, NONE),
    ]  # fmt: skip
    sheet.facts = facts(
        (Text("基準日", "As of"), on), (Text("建議額度", "Proposed limit"), one.proposed), (Text("算法", "How"), Text(f"月均銷售 × {used.months} × 等級比率", f"mean monthly sales × {used.months} × the grade's share")),
        (Text("現行額度", "Limit"), one.limit), (Text("曝險", "Exposure"), one.exposure.total), (Text("近 12 個月銷售", "Sales, 12 months"), one.net_sales),
    )  # fmt: skip
    return sheet


def _bands(factor: Any) -> Text:
    words = [band_words(factor, at) for at in range(len(factor.bands))]
    unknown = Text(f"無資料：{factor.unknown}", f"unknown: {factor.unknown}")
    return Text("；".join(w.zh for w in (*words, unknown)), "; ".join(w.en for w in (*words, unknown)))


def log(party: Any, actor: Any, on: date, checks: Any) -> Sheet:
    """Limit requests and who decided, deals let pass, reports with what was done, forecasts, and every check at quotation, order and release."""
    sheet = _sheet(party, Text("核決與檢查紀錄", "Decisions and checks"), actor, "credit-log")
    here = reverse("web:credit-log", args=[party.code])
    sheet.tables = [
        _requests(party.code, actor, on, here),
        _overrides(party.code, actor),
        _reports(party.code, actor, here),
        _forecasts(party.code, actor),
        _checks(checks.rows),
    ]
    sheet.list = checks
    if actor.may("credit.limit.ask"):
        sheet.links.insert(0, (act_url("limit", party.code, here), Text("申請額度", "Ask for a limit")))
    if actor.may("credit.forecast.record"):
        sheet.links.insert(1, (act_url("forecast", party.code, here), Text("登錄預測", "Record a forecast")))
    sheet.facts = [(role_name(role), cell(most) if most is not None else Cell(Text("不限", "without end"))) for role, most in authority(on)]
    sheet.facts.insert(
        0,
        (
            Text("核准權限", "Authority"),
            Cell(Text(f"{reference.firm().base_currency}，額度與放行", f"{reference.firm().base_currency}, limits and overrides")),
        ),
    )
    return sheet


def role_name(role: str) -> Text:
    """A role in words."""
    return roles()[role].title


def _deciders(amount: Decimal, on: date) -> Text:
    names = [role_name(role) for role, most in authority(on) if most is None or amount <= most]
    return Text("、".join(n.zh for n in names), ", ".join(n.en for n in names))


def _requests(code: str, actor: Any, on: date, here: str) -> Table:
    may = actor.may("credit.limit.decide")
    rows = []
    for row in credit.requests(actor=actor, customer=code):
        decide = may and row.state == "asked" and row.asked_by_id != actor.pk
        own = row.state == "asked" and row.asked_by_id == actor.pk and actor.may("credit.limit.withdraw")
        link = (
            act_url("limit-decide", code, here, number=row.number)
            if decide
            else act_url("limit-withdraw", code, here, number=row.number)
            if own
            else ""
        )
        rows.append((
            Cell(row.number, url=link, small=f"{row.asked_on}"), cell(person_name(row.asked_by)), cell(Text(f"{row.before:,.0f} → {row.amount:,.0f}", f"{row.before:,.0f} → {row.amount:,.0f}"), kind="num"),
            cell(row.reason, kind="w"), cell(_deciders(row.amount, on), kind="w"), Cell(str(row.get_state_display()), level=STATE_LEVELS[row.state], small=f"{row.decided_on or ''}"), cell(person_name(row.decided_by), small=row.comment),
        ))  # fmt: skip
    return Table(
        Text("額度申請", "Limit requests"),
        heads("申請/Request", "申請人/By", "額度/Limit", "理由/Reason", "權責/Who may decide", "狀態/State", "核定/Decided by"),
        rows,
        Text("沒有額度申請", "No limit was asked for"),
        Text("點編號即可核定或撤回", "choose a number to decide or withdraw"),
    )


def _overrides(code: str, actor: Any) -> Table:
    rows = [
        (cell(row.about, small=str(row.get_stage_display())), cell(row.amount), cell(f"{row.snapshot.exposure:,.0f} / {row.snapshot.limit:,.0f}", kind="num"), cell(" ".join(row.snapshot.reasons.values()), kind="w"), cell(row.reason, kind="w"), cell(person_name(row.by)), cell(f"{row.on} – {row.valid_to}", kind="nw"))
        for row in credit.overrides(actor=actor, customer=code)
    ]  # fmt: skip
    return Table(
        Text("放行紀錄", "Deals let pass"),
        heads(
            "單據/Paper",
            "上限/Up to",
            "曝險與額度/Exposure and limit",
            "被擋理由/Why it was held",
            "放行理由/Why let pass",
            "核准人/By",
            "有效/Valid",
        ),
        rows,
        Text("沒有放行", "None was let pass"),
    )


def _reports(code: str, actor: Any, here: str) -> Table:
    may = actor.may("credit.anomaly.settle")
    rows = [
        (
            Cell(row.number, url=act_url("anomaly-settle", code, here, number=row.number, measure=row.measure) if may and row.closed_on is None else "", small=f"{row.date}"), cell(str(row.get_kind_display())), cell(row.facts, kind="w"), cell(str(row.get_measure_display()), small=row.action),
            cell(person_name(row.reported_to)), cell(row.result, kind="w", small=row.decision), Cell(f"{row.closed_on}", level="ok") if row.closed_on else Cell(Text("處理中", "open"), level="warn"),
        )
        for row in credit.anomalies(actor=actor, customer=code)
    ]  # fmt: skip
    return Table(
        Text("異常通報與危機處置", "Reports and crisis actions"),
        heads("編號/No.", "事由/Kind", "事實/Facts", "處置/Measure", "陳報/Reported to", "結果/Result", "結案/Closed"),
        rows,
        Text("沒有異常", "Nothing was reported"),
    )


def _forecasts(code: str, actor: Any) -> Table:
    rows = [
        (cell(row.date, small=row.spoke_to), cell(listed(f"{month} {Decimal(amount):,f}" for month, amount in row.months.items()), kind="w"), cell(row.currency), cell(row.comment, kind="w"), cell(person_name(row.recorded_by)))
        for row in credit.forecasts(actor=actor, customers=[code])
    ]  # fmt: skip
    return Table(
        Text("客戶預測", "What the customer foretold"),
        heads("訪談/Interview", "各月/By month", "幣別/Currency", "說明/Comment", "登錄/By"),
        rows,
        Text("沒有預測", "No forecast"),
    )


def _checks(rows: Any) -> Table:
    made = [
        (cell(row.on, small=str(row.get_stage_display())), cell(row.about), cell(row.asked), cell(row.exposure), cell(row.limit), Cell(str(row.get_verdict_display()), level=VERDICT_LEVELS[row.verdict]), cell(" ".join(row.reasons.values()), kind="w"), cell(person_name(row.by)))
        for row in rows
    ]  # fmt: skip
    return Table(
        Text("額度檢查", "Checks"),
        heads("日期/Date", "單據/Paper", "本次/Asked", "曝險/Exposure", "額度/Limit", "結果/Verdict", "理由/Reasons", "執行/By"),
        made,
        Text("尚無檢查", "No check yet"),
        Text("報價、接單、放行各留一筆", "one is kept at quotation, order and release"),
    )


__all__ = ["SHEETS", "act_url", "log", "role_name", "scorecard", "statements"]
