"""A ranking of markets in words, for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argosy.cli.language import language, say
from argosy.cli.output import table
from argosy.kernel.text import Text

if TYPE_CHECKING:
    from argosy.engines.assessment.assessing import Assessment, Standing
    from argosy.engines.assessment.figures import Gathered

SHOWN = 20
STATUS = {
    "recommend": Text("建議", "recommend"),
    "shortlist": Text("觀察", "short list"),
    "not_selected": Text("未選", "not selected"),
    "insufficient": Text("資料不足", "insufficient"),
}


def ranking_lines(made: Assessment, gathered: Gathered, names: dict[str, Text]) -> list[str]:
    """The verdict, the table of the first markets, then gates, what the order hangs on, what is not known and what to beware of."""
    from argosy.engines.assessment.answer import verdict

    labels = {i.id: (_label(i.label), i.unit) for i in made.question.scheme.indicators}
    heads = (
        "#", "", "", say("分數", "score"), say("名次 80%", "rank 80%"), f"P({say('前', 'top ')}{made.question.chosen})",
        say("完整度", "known"), "", say("主要因素", "mainly"),
    )  # fmt: skip
    rows = [
        (s.rank, s.market, _said(names.get(s.market)), f"{100 * float(s.score.value):.1f}", "–".join(map(str, s.interval[80])),
         f"{s.p_top:.0%}", f"{s.score.completeness:.0%}", STATUS[s.status].say(language()), _why(s, labels))
        for s in made.standings[:SHOWN]
    ]  # fmt: skip
    head = f"{gathered.year}  {verdict(made, names)[1].say(language())}"
    return [head, "", *table(heads, rows), *_more(made), "", *_gates(made), *_hinges(made), *_unknown(made), *_cautions(made, gathered)]


def _why(standing: Standing, labels: dict[str, tuple[str, str]]) -> str:
    """The known indicators that lift and lower the market most."""
    known = [c for c in standing.score.contributions if c.known and c.points]
    ends = sorted(known, key=lambda c: c.points)
    told = ([ends[-1]] if ends and ends[-1].points > 0 else []) + ([ends[0]] if ends and ends[0].points < 0 else [])
    return " ".join(
        f"{'+' if c.points > 0 else '−'}{labels[c.indicator][0]} {_figure(c.value or 0.0, labels[c.indicator][1])}" for c in told
    )


def _figure(value: float, unit: str) -> str:
    if unit == "1/year":
        return f"{value:.1%}"
    return f"{value / 1e6:,.0f}M" if abs(value) >= 1e6 else f"{value:.3g}"


def _said(text: Text | None) -> str:
    return text.say(language()) if text else ""


def _more(made: Assessment) -> list[str]:
    rest = len(made.standings) - SHOWN
    return [say(f"（另有 {rest} 個市場，見 --json）", f"({rest} more markets: see --json)")] if rest > 0 else []


def _gates(made: Assessment) -> list[str]:
    shut = [f"✗ {m}: {'; '.join(s.reason.say(language()) for s in gates)}" for m, gates in made.gated.items()]
    open_ = [_label(g.label) for g in made.question.scheme.gates if g.id in made.unchecked]
    words = Text("未查核之門檻（請以 --facts 提供）：{g}", "Gates not checked (give --facts): {g}")
    return [*shut, *([words.format(g="; ".join(open_)).say(language())] if open_ else [])]


def _hinges(made: Assessment) -> list[str]:
    if len(made.standings) < 2:
        return []
    one, two = made.standings[:2]
    labels = {i.id: _label(i.label) for i in made.question.scheme.indicators} | {g.id: _label(g.label) for g in made.question.scheme.groups}
    parts = ", ".join(f"{labels[d.indicator]} {100 * float(d.points):+.1f}" for d in made.decides[:3] if d.known)
    lines = [Text("{a} 領先 {b}：{p}", "{a} leads {b} by: {p}").format(a=one.market, b=two.market, p=parts).say(language())]
    if made.flips:
        f = made.flips[0]
        words = Text(
            "翻轉點：「{g}」權重由 {w} 變為 {t} 時 {b} 追平 {a}",
            "Flip point: with the weight of {g} at {t} instead of {w}, {b} draws level with {a}",
        )
        lines.append(words.format(g=labels[f.id], w=f"{f.weight:.1%}", t=f"{f.to:.1%}", a=one.market, b=two.market).say(language()))
    else:
        words = Text("無任一群組權重之單獨改變可使 {b} 超越 {a}", "No change of one group's weight puts {b} above {a}")
        lines.append(words.format(a=one.market, b=two.market).say(language()))
    return lines


def _unknown(made: Assessment) -> list[str]:
    by_id = {i.id: i for i in made.question.scheme.indicators}
    lines = []
    if made.silent:
        lines.append(say("資料完全未涵蓋之指標：", "Indicators the data say nothing of, for any market:"))
        lines += [f"  - {_label(by_id[i].label)}: {_label(by_id[i].collect)}" for i in made.silent]
    if made.collect:
        lines.append(say("最值得先蒐集者：", "Most worth collecting:"))
        lines += [f"  - {_label(by_id[c.indicator].label)} ({c.share:.0%}): {_label(by_id[c.indicator].collect)}" for c in made.collect[:3]]
    return lines


def _cautions(made: Assessment, gathered: Gathered) -> list[str]:
    first = [s.market for s in made.standings[: max(5, made.question.chosen)]]
    return [f"! {c.say(language())}" for m in first for c in gathered.cautions.get(m, ())]


def _label(text: Text) -> str:
    return text.say(language())
