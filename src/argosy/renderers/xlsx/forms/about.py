"""The first sheet: what the document is, its control block, its signatures, its checks, and how to read the workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from argosy.kernel.text import Text, same
from argosy.renderers.phrases import CLASS_WORDS, METHOD_WORDS, STATE_WORDS, WORDS, local_time
from argosy.renderers.xlsx.page import Page
from argosy.report.model import Finding, Report, Signature
from argosy.report.value import MISSING_WORDS, STATUS_MARKS, STATUS_WORDS
from argosy.report.words import Approval

WIDTHS = [17.0, 48.0, 17.0, 48.0]
SETTLED = ("issued", "superseded", "withdrawn")
_ACTS = {
    "made": Text("製表", "Made by"), "checked": Text("覆核", "Checked by"), "approved": Text("核准", "Approved by"),
    "countersigned": Text("會簽", "Countersigned by"),
}  # fmt: skip
_UNSIGNED = Text("未簽核", "not signed")
_LEVELS = {"block": Text("▲ 阻擋發行", "▲ blocks issue"), "warn": Text("◑ 警示", "◑ warning"), "ok": Text("● 通過", "● passed")}
_HEADINGS = {
    "ask": Text("製作條件", "Asked for"), "signed": Text("簽核", "Signatures"), "checks": Text("查核", "Checks"), "reading": Text("閱讀說明", "How to read this workbook"),
}  # fmt: skip
_READING = (
    Text(
        "淡黃色儲存格可輸入；其餘為公式。已發行之檔案以工作表保護鎖定公式，不設密碼。",
        "Pale yellow cells take input; the rest are formulas. Issued files lock them by sheet protection without a password.",
    ),
    Text(
        "公式先以整數計算（比率以百萬分之一為單位）再除，結果與系統逐元相符，重新計算亦同。",
        "Formulas work in whole numbers (rates in millionths) before they divide, so a recalculation gives the system's figures to the dollar.",
    ),
)
_FIXED = Text(
    "下列 {n} 格超出試算表可精確計算之範圍，以結果列示：{ids}",
    "{n} cells are beyond what a spreadsheet calculates exactly and hold results: {ids}",
)


def lay_out(page: Page) -> None:
    """Everything but the list of cells that could not be formulas, which is known only after the others are made."""
    report = page.report
    _title(page, report)
    _pairs(page, _control(page, report))
    _section(page, "ask", [(page.say(ask.label), page.say(ask.value)) for ask in report.ask])
    _section(page, "signed", list(_signatures(page, report)))
    if report.audience == "internal" and report.findings:
        _findings(page, report.findings)
    _reading(page)


def _title(page: Page, report: Report) -> None:
    head = report.letterhead
    page.sheet.put(page.row, 0, page.say(head.name), "firm", span=3)
    side = page.say(head.unit) if report.audience == "internal" else "　".join(filter(None, (head.tax_id, head.phone, head.email)))
    page.sheet.put(page.row, 3, side, "firm.side")
    page.sheet.heights[page.row + 1] = 32
    page.sheet.put(page.row + 1, 0, page.say(report.title), "title", span=4)
    page.row += 2
    if report.subtitle:
        page.line(page.say(report.subtitle), "subtitle")
    if report.state not in SETTLED:
        page.line(banner(report, page.lang), "banner")
    page.skip()


def banner(report: Report, lang: str) -> str:
    """What stands across a document that is not issued yet."""
    state = STATE_WORDS[report.state]
    return Text(f"{state.zh}　尚未發行，內容可能變動", f"{state.en}: not issued, may still change").say(lang)


def _control(page: Page, report: Report) -> list[tuple[str, str]]:
    return [
        (page.say(WORDS["no"]), report.printed_no), (page.say(WORDS["rev"]), f"R{report.revision}"),
        (page.say(WORDS["date"]), local_time(report.built_at).date().isoformat()), (page.say(WORDS["class"]), page.say(CLASS_WORDS[report.confidentiality])),
        (page.say(WORDS["as_of"]), report.as_of.isoformat()), (page.say(WORDS["state"]), page.say(STATE_WORDS[report.state])),
        (page.say(Text("內容雜湊", "Content hash")), report.content_hash[:16]),
        *([(page.say(WORDS["basis"]), report.basis)] if report.audience == "internal" else []),
        *([(page.say(WORDS["replaces"]), report.replaces)] if report.replaces else []),
        *([(page.say(Text("資料性質", "Nature of data")), page.say(WORDS["demo"]))] if report.demo else []),
    ]  # fmt: skip


def _pairs(page: Page, pairs: list[tuple[str, str]]) -> None:
    for i, (label, words) in enumerate(pairs):
        col = 2 * (i % 2)
        page.sheet.put(page.row, col, label, "label")
        page.sheet.fit(page.row, label, WIDTHS[col] - 1.5, 8.5)
        page.sheet.put(page.row, col + 1, words, "value")
        page.sheet.fit(page.row, words, WIDTHS[col + 1] - 1.5)
        if col == 2 or i == len(pairs) - 1:
            page.skip()
    page.skip()


def _section(page: Page, key: str, pairs: list[tuple[str, str]]) -> None:
    if pairs:
        page.line(page.say(_HEADINGS[key]), "section")
        _pairs(page, pairs)


def _signatures(page: Page, report: Report) -> Iterator[tuple[str, str]]:
    signed = {signature.act: signature for signature in report.approvals}
    steps = [step for block in report.blocks() if isinstance(block, Approval) for step in block.steps]
    for step in steps:
        yield (
            page.say(step.label),
            _who(page, signed.get(step.act)) or "　".join(page.say(words) for words in (step.role, _UNSIGNED) if words),
        )
    shown = {step.act for step in steps}
    for act, signature in signed.items():
        if act not in shown:
            yield page.say(_ACTS[act]), _who(page, signature)


def _who(page: Page, signature: Signature | None) -> str:
    if signature is None:
        return ""
    parts = (
        page.say(signature.person),
        signature.role,
        f"{local_time(signature.at):%Y-%m-%d %H:%M}",
        page.say(METHOD_WORDS[signature.method]),
        signature.comment,
    )
    return "　".join(part for part in parts if part)


def _findings(page: Page, findings: Iterable[Finding]) -> None:
    page.line(page.say(_HEADINGS["checks"]), "section")
    for finding in findings:
        page.sheet.put(page.row, 0, finding.id, "text")
        words = page.say(finding.message)
        reason = f"{page.say(WORDS['waived'])}：{finding.waived}" if finding.waived else ""
        words = "\n".join(part for part in (words, reason) if part)
        page.sheet.put(page.row, 1, words, "text", span=2)
        page.sheet.fit(page.row, words, WIDTHS[1] + WIDTHS[2] - 1.5)
        page.sheet.put(page.row, 3, page.say(_LEVELS[finding.level]), f"finding.{finding.level}")
        page.skip()
    page.skip()


def _reading(page: Page) -> None:
    page.line(page.say(_HEADINGS["reading"]), "section")
    for text in _READING:
        page.line(page.say(text), "note")
    marks = _listed(page, ((same(STATUS_MARKS[status]), words) for status, words in STATUS_WORDS.items() if STATUS_MARKS[status]))
    page.line(page.say(Text("數字後之標記：", "Marks after figures: ")) + marks, "note")
    reasons = "、".join(page.say(words) for words in MISSING_WORDS.values())
    page.line(page.say(Text("缺值以文字說明原因，不以空白或 0 代替：", "A missing figure says why, never blank or 0: ")) + reasons, "note")


def _listed(page: Page, pairs: Iterable[tuple[Text, Text]]) -> str:
    return "　".join(f"{page.say(mark)} {page.say(words)}" for mark, words in pairs)


def add_fixed(page: Page, figures: list[str]) -> None:
    """Name the cells that hold results instead of formulas."""
    if figures:
        shown = ", ".join(figures[:12]) + (" …" if len(figures) > 12 else "")
        page.line(page.say(_FIXED.format(n=len(figures), ids=shown)), "note")
