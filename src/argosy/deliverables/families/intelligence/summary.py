"""Section 1: what is held, how far the questions are answered, what has to be decided."""

from __future__ import annotations

from fractions import Fraction

from argosy.deliverables.families.intelligence.facts import BRIEFS, REGISTER, IntelFacts
from argosy.deliverables.families.intelligence.items import KEY_ITEMS
from argosy.deliverables.families.market.figures import count, words, worked
from argosy.kernel.text import Text
from argosy.report.model import AnyBlock, Section
from argosy.report.prose import plain, prose
from argosy.report.value import Value
from argosy.report.words import Fields, KeyFigure, KeyFigures, Paragraph

TITLE = Text("摘要", "Summary")
HEARD, USABLE, LEFT, ANSWERED, ASKED, COVERED, LATE = (
    Text("蒐集情報", "Items collected"), Text("可用情報", "Usable items"), Text("未可用", "Not usable"), Text("已答需求", "Questions answered"),
    Text("所列需求", "Questions asked"), Text("問題涵蓋率", "Questions covered"), Text("逾期來源", "Sources overdue"),
)  # fmt: skip


def section(facts: IntelFacts) -> Section:
    """Conclusion, key figures, decision."""
    blocks: tuple[AnyBlock, ...] = (conclusion(facts), key_figures(facts), decision(facts))
    return Section(id="summary", title=TITLE, sheet=TITLE, audience="internal", blocks=blocks)


def needs(facts: IntelFacts) -> tuple[int, int]:
    """Requirements answered, and all of them."""
    return sum(b.answered for b in facts.briefs), sum(len(b.needs) for b in facts.briefs)


def key_figures(facts: IntelFacts) -> KeyFigures:
    """Items collected, usable and not; questions covered; sources overdue."""
    r, (answered, asked) = facts.register, needs(facts)
    late = sum(one.late > 0 for one in facts.origins.values())
    usable = Value(id="key.usable", v=str(r.usable), kind="count", dp=0, label=USABLE, expr="@heard - @left", trace="count")
    items = (
        KeyFigure(label=HEARD, value=count("key.heard", r.heard, HEARD, cites=(REGISTER,))),
        KeyFigure(label=USABLE, value=usable),
        KeyFigure(label=LEFT, value=count("key.left", r.heard - r.usable, LEFT, cites=(REGISTER,)), sub=plain(_why(facts))),
        KeyFigure(label=COVERED, value=_coverage(answered, asked), sub=plain(Text(f"{answered}／{asked} 項", f"{answered} of {asked}"))),
        KeyFigure(label=LATE, value=count("key.late", late, LATE, cites=(REGISTER,))),
    )
    return KeyFigures(id="key", items=items)


def names() -> dict[str, str]:
    """Named values of the key figures."""
    return {"heard": "key.heard", "left": "key.left", "answered": "asked.answered", "asked": "asked.all"}


def _why(facts: IntelFacts) -> Text:
    r = facts.register
    return Text(f"無來源 {r.drafts}、評等 {r.low}、逾期 {r.expired}", f"no source {r.drafts}, grade {r.low}, expired {r.expired}")


def _coverage(answered: int, asked: int) -> Value:
    if not asked:
        return Value(id="key.coverage", missing="not_applicable", kind="rate", label=COVERED)
    return worked("key.coverage", Fraction(answered, asked), "0.001", "rate", "@answered / @asked", COVERED, dp=0, trace="answered")


def conclusion(facts: IntelFacts) -> Paragraph:
    """What can be relied on, and what is heaviest, every number a figure of the document."""
    first = facts.register.key[0] if facts.register.key else None
    zh = "本期蒐集 [[key.heard]] 則情報，其中 **[[key.usable]]** 則有來源、達評等且在有效期內，可供決策引用；[[key.left]] 則未可用。"
    en = "Of [[key.heard]] items collected, **[[key.usable]]** have a source, reach the grade and still hold; [[key.left]] are not usable."
    if first:
        zh += f"權重最高為 {first.ref}（{first.grade}）：[[key_items.{first.ref}.title]]。"
        en += f" The weightiest is {first.ref} ({first.grade}): [[key_items.{first.ref}.title]]."
    return Paragraph(id="conclusion", role="lead", text=prose(zh, en))


def decision(facts: IntelFacts) -> Fields:
    """What the manager is asked to decide: the open questions, the items to grade, the sources to refresh."""
    answered, asked = needs(facts)
    r = facts.register
    open_ones = [need for brief in facts.briefs for need in brief.needs if need.state != "covered"]
    late = [one for one in facts.origins.values() if one.late]
    names_zh = "、".join(f"{o.name.zh}（逾 {o.late} 日）" for o in late)
    names_en = ", ".join(f"{o.name.en} ({o.late} days over)" for o in late)
    listed = "、".join(need.name for need in open_ones)
    items = (
        count("asked.answered", answered, ANSWERED, cites=(BRIEFS,) if facts.briefs else (REGISTER,)),
        count("asked.all", asked, ASKED, cites=(BRIEFS,) if facts.briefs else (REGISTER,)),
        words("ask.open", Text(listed or "無", listed.replace("、", ", ") or "none"), Text("未答需求", "Not answered")),
        words(
            "ask.grade",
            Text(f"{r.low} 則待評或評等不足，{r.drafts} 則待補來源", f"{r.low} items to grade or graded low, {r.drafts} without a source"),
            Text("登錄簿", "Register"),
        ),
        words("ask.late", Text(names_zh or "無", names_en or "none"), Text("待更新來源", "Sources to refresh")),
    )
    answer = Text(
        f"核定前 {min(KEY_ITEMS, len(r.key))} 則重點情報之研判與後續行動，並指定未答需求之補蒐集",
        f"Approve what is made of the {min(KEY_ITEMS, len(r.key))} key items, and who collects what is not answered",
    )
    return Fields(id="decision", style="decision", question=Text("請主管決定", "For decision"), answer=plain(answer), items=items)
