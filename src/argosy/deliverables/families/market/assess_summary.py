"""Section 1 of an assessment: what the general manager reads first. Where to, how surely, what it hangs on, the decision asked."""

from __future__ import annotations

from argosy.deliverables.families.market.assess_facts import AssessFacts
from argosy.deliverables.families.market.explaining import read
from argosy.deliverables.families.market.facts import country
from argosy.deliverables.families.market.figures import count, rate
from argosy.deliverables.families.market.rank_facts import METHOD
from argosy.deliverables.families.market.ranking import conclusion
from argosy.deliverables.families.market.verdict import decision
from argosy.engines.assessment.answer import verdict
from argosy.kernel.text import Text
from argosy.report.model import Section
from argosy.report.prose import plain, prose
from argosy.report.words import Fields, KeyFigure, KeyFigures, Paragraph

TITLE = Text("摘要", "Summary")


def section(facts: AssessFacts, asked: Fields | None = None) -> Section:
    """The conclusion, key figures, the decision."""
    blocks = (words_of(facts), *_figures(facts), asked or decision(facts))
    return Section(id="summary", title=TITLE, sheet=TITLE, audience="internal", blocks=blocks)


def words_of(facts: AssessFacts) -> Paragraph:
    """One paragraph; every number in it is a figure of the document."""
    made, product = facts.rank.made, facts.market.product
    if not made.standings:
        text = Text(f"{product.zh}之候選市場均被門檻排除。", f"Every candidate market for {product.en} is shut out by a gate.")
        return Paragraph(id="conclusion", role="lead", text=plain(text))
    names = {m: country(m) for m in facts.rank.gathered.markets}
    _, told = verdict(made, names)
    first = country(made.standings[0].market)
    rest = conclusion(facts.rank)
    zh = f"{product.zh}：比較 [[key.markets]] 個市場。**{told.zh}**。{first.zh}在 [[key.first]] 之抽樣中居首，{rest.zh}"
    en = f"{product.en}: [[key.markets]] markets compared. **{told.en}**. {first.en} comes first in [[key.first]] of the draws; {rest.en}"
    return Paragraph(id="conclusion", role="lead", text=prose(zh, en))


def _figures(facts: AssessFacts) -> tuple[KeyFigures, ...]:
    rank, made = facts.rank, facts.rank.made
    if not made.standings:
        return ()
    first = made.standings[0]
    name, k = country(first.market), made.question.chosen
    shut = len(made.gated)
    items = [
        KeyFigure(
            label=Text("比較之市場", "Markets compared"), value=count("key.markets", len(made.standings) + shut, Text("比較之市場", "Markets compared")),
            sub=plain(Text(f"其中 {shut} 個被門檻排除", f"{shut} shut out by a gate")),
        ),
        KeyFigure(
            label=Text(f"{name.zh}居首之機率", f"{name.en}: P(first)"),
            value=rate("key.first", rank.firsts.get(first.market), Text(f"{name.zh}居首之機率", f"{name.en}: P(first)"), dp=0, trace="p_top", cites=(METHOD,)),
            sub=plain(Text("權重與誤差抽樣", "draws of weights and errors")),
        ),
        KeyFigure(
            label=Text(f"列前 {k} 名之機率", f"P(first {k})"), value=rate("key.top", first.p_top, Text(f"列前 {k} 名之機率", f"P(first {k})"), dp=0, trace="p_top", cites=(METHOD,)),
            sub=plain(Text("達 80% 方建議", "recommended from 80%")) if float(made.question.scheme.settings.recommend) == 0.8 else None,
        ),
    ]  # fmt: skip
    for indicator, label in (
        ("import_value", Text(f"{name.zh}進口值", f"Imports of {name.en}")),
        ("home_exports", Text(f"本國對{name.zh}出口", f"Exports to {name.en}")),
    ):
        if rank.figure(first.market, indicator):
            year = str(rank.gathered.year)
            items.append(KeyFigure(label=label, value=read(rank, first.market, indicator, f"key.{indicator}"), sub=plain(Text(f"{year} 年", year))))  # fmt: skip
    return (KeyFigures(id="key", items=tuple(items[:5])),)
