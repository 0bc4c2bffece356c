"""The timeline as a grid of dates: bars are conditional formats over real dates, so moving a date moves its bar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from argosy.kernel.text import Text
from argosy.renderers.phrases import WORDS
from argosy.renderers.xlsx.page import Page
from argosy.renderers.xlsx.places import column_letters
from argosy.report.visual import Timeline

_MOST_SLOTS = 60
_SLOT = 2.6
_LABELS = (32.0, 8.0, 11.0, 11.0)
_STEPS = {"day": 1, "week": 7, "month": 14}
STATUS_WORDS = {
    "planned": Text("未開始", "planned"), "running": Text("進行中", "running"), "done": Text("完成", "done"), "late": Text("落後", "late"),
}  # fmt: skip
_HEADS = (Text("項目", "Item"), WORDS["owner"], Text("開始", "Start"), Text("結束", "End"), WORDS["state"])


def slots(block: Timeline) -> list[date]:
    """The first day of every column, widened until they fit a page."""
    if not block.items:
        return []
    first = min(item.baseline_start or item.start for item in block.items)
    last = max(item.end or item.start for item in block.items)
    step = _STEPS[block.unit]
    while ((last - first).days // step) >= _MOST_SLOTS:
        step *= 2
    first -= timedelta(days=first.weekday() if step >= 7 else 0)
    return [first + timedelta(days=n) for n in range(0, (last - first).days + 1, step)]


def widths(block: Timeline) -> list[float]:
    """Label, owner, start, end, state, then a narrow column a slot."""
    return [*_LABELS, 9.0] + [_SLOT] * len(slots(block))


def lay_out(page: Page, block: Timeline) -> None:
    """The date grid at the page's next row."""
    page.caption(block.title)
    spans = page.sheet.spans(widths(block))
    days = slots(block)
    _heads(page, spans, days)
    first = page.row
    for item in block.items:
        mark = "◆ " if item.milestone else ""
        label = f"{mark}{page.say(item.label)}" + ("　★" if item.critical else "")
        state = page.say(STATUS_WORDS[item.status])
        contents: tuple[str | date, ...] = (label, item.owner, item.start, item.end or item.start, state)
        for content, style, (col, span) in zip(contents, ("text", "text", "date", "date", "text"), spans, strict=False):
            page.sheet.put(page.row, col, content, style, span=span, number="yyyy-mm-dd" if style == "date" else "")
        page.sheet.fit(page.row, label, page.sheet.width_of(*spans[0]) - 1.5)
        for col, _ in spans[5:]:
            page.sheet.put(page.row, col, None, "slot")
        page.skip()
    if block.items:
        page.sheet.conditionals += list(_rules(block, spans, days, first, page.row - 1))
    page.line(_LEGEND.say(page.lang), "note")
    page.sentence(block.note, "note")


_LEGEND = Text(
    "色條依開始與結束日計算：深色完成，中色進行中，淺色未開始，紅色落後；灰底為假日；◆ 里程碑，★ 關鍵路徑。",
    "Bars follow the start and end dates: dark done, mid running, light planned, red late; grey days are holidays; ◆ milestone, ★ critical path.",
)


def _heads(page: Page, spans: list[tuple[int, int]], days: list[date]) -> None:
    for head, (col, span) in zip(_HEADS, spans, strict=False):
        page.sheet.put(page.row, col, page.stacked(head), "head", span=span)
    page.sheet.heights[page.row] = 30
    for day, (col, _) in zip(days, spans[5:], strict=True):
        page.sheet.put(page.row, col, day, "day", number="m/d")
    page.skip()


def _rules(
    block: Timeline, spans: list[tuple[int, int]], days: list[date], first: int, last: int
) -> Iterator[tuple[tuple[int, int, int, int], str, str]]:
    if not days:
        return
    area = (first, spans[5][0], last, spans[-1][0])
    step = (days[1] - days[0]).days if len(days) > 1 else 1
    slot = f"{column_letters(spans[5][0])}${first}"
    start, end, state = (f"${column_letters(spans[place][0])}{first + 1}" for place in (2, 3, 4))
    bar = f"{start}<{slot}+{step},{end}>={slot}"
    for status, words in STATUS_WORDS.items():
        yield area, f'=AND({bar},OR({state}="{words.zh}",{state}="{words.en}",{state}="{words.say("both")}"))', f"slot.{status}"
    if step == 1 and block.holidays:
        yield area, f"=OR({','.join(f'{slot}=DATE({d.year},{d.month},{d.day})' for d in block.holidays)})", "slot.holiday"
