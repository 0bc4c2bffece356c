"""Each block kind as HTML. Nothing here styles or scripts: classes name what a thing is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from argosy.renderers.appendix import checklist_grid, source_grid, working_grid
from argosy.renderers.formatting import GLYPHS, pair, printed
from argosy.renderers.grid import lay_out
from argosy.renderers.html.parts import asked, both, phrase, sentence, tag, value, words
from argosy.renderers.html.pictures import asset, drawn, matrix
from argosy.renderers.html.tables import table
from argosy.renderers.outline import unwritten
from argosy.renderers.phrases import WORDS
from argosy.renderers.setting import Setting
from argosy.renderers.signatures import Signed, signed_steps
from argosy.report.model import AnyBlock, Citations, TraceTable
from argosy.report.table import Table
from argosy.report.value import Value
from argosy.report.visual import Chart, Map, Matrix, Timeline
from argosy.report.words import Approval, Asset, Checklist, Clause, Clauses, Fields, KeyFigure, KeyFigures, Paragraph

FIGURES = (Chart, Timeline, Map, Asset)


def block_html(block: AnyBlock, setting: Setting) -> str:
    """The block with its caption above and its note below."""
    note = sentence(setting.sentence(block.note), cls="ad-small")
    body = _caption(block, setting) + _MAKERS[type(block)](block, setting) + note
    kind = block.kind.replace("_", "-")
    return tag("figure" if isinstance(block, FIGURES) else "div", body, cls=f"ad-block ad-k-{kind}", id=f"b-{block.id}")


def _caption(block: AnyBlock, setting: Setting) -> str:
    if not block.title:
        return ""
    label = setting.captions.get(block.id)
    number = tag("span", words(label.say("zh-Hant" if setting.lang == "both" else setting.lang)), cls="ad-number") + " " if label else ""
    unit = getattr(block, "unit_note", None)
    aside = tag("span", phrase(unit, setting.lang), cls="ad-unit-note") if unit else ""
    return tag(
        "figcaption" if isinstance(block, FIGURES) else "p",
        tag("span", number + phrase(block.title, setting.lang)) + aside,
        cls="ad-caption",
    )


def _paragraph(block: Paragraph, setting: Setting) -> str:
    cls = {"lead": "ad-lead", "note": "ad-small", "guidance": "ad-guidance"}.get(block.role)
    told = tag("p", phrase(WORDS["guidance"], setting.lang), cls="ad-guidance") if block.role == "guidance" else ""
    stale = block.stale and setting.report.state != "issued"
    warning = tag("p", "▲ " + phrase(WORDS["stale"], setting.lang), cls="ad-tone-bad") if stale else ""
    waits = tag("p", "□ " + phrase(WORDS["unwritten"], setting.lang), cls="ad-small") if unwritten(block) else ""
    return told + sentence(setting.sentence(block.text), cls=cls) + waits + warning


def _fields(block: Fields, setting: Setting) -> str:
    pairs = "".join(tag("div", _field(item, setting)) for item in block.items)
    if block.style != "decision":
        return tag("dl", pairs, cls=f"ad-fields ad-columns-{block.columns}" + (" ad-boxed" if block.style == "boxed" else ""))
    question = tag("p", phrase(block.question, setting.lang), cls="ad-question") if block.question else ""
    return tag(
        "div", question + sentence(setting.sentence(block.answer), cls="ad-answer") + tag("dl", pairs, cls="ad-reasons"), cls="ad-decision"
    )


def _field(item: Value, setting: Setting) -> str:
    return tag("dt", phrase(item.label, setting.lang)) + tag("dd", value(printed(item, setting.lang)))


def _key_figures(block: KeyFigures, setting: Setting) -> str:
    return tag("ul", "".join(tag("li", _key_figure(item, setting)) for item in block.items), cls="ad-figures")


def _key_figure(item: KeyFigure, setting: Setting) -> str:
    shown = printed(item.value, setting.lang)
    parts = [tag("p", phrase(item.label, setting.lang), cls="ad-label"), tag("p", value(shown), cls="ad-large")]
    parts.append(sentence(setting.sentence(item.sub), cls="ad-small"))
    parts += [tag("p", _beside(other, setting.lang), cls="ad-small") for other in (item.comparison, item.target) if other]
    if item.verdict:
        glyph = tag("span", GLYPHS[item.verdict], cls="ad-glyph")
        parts.append(
            tag("p", tag("span", glyph, cls=f"ad-tone-{item.verdict}") + " " + phrase(item.verdict_words, setting.lang), cls="ad-verdict")
        )
    return "".join(parts)


def _beside(item: Value, lang: str) -> str:
    shown = printed(item, lang)
    return (phrase(item.label, lang) + " " if item.label else "") + asked(words(shown.plain), item.id)


def _table(block: Table, setting: Setting) -> str:
    empty = tag("p", phrase(block.empty or WORDS["empty"], setting.lang), cls="ad-small") if not block.rows else ""
    return table(lay_out(block, setting.lang), setting.lang, block.title.say(setting.lang) if block.title else block.id) + empty


def _checklist(block: Checklist, setting: Setting) -> str:
    return table(checklist_grid(block, setting.lang), setting.lang)


def _citations(block: Citations, setting: Setting) -> str:
    return table(source_grid(setting.report, setting.lang), setting.lang, cls="ad-sources")


def _trace(block: TraceTable, setting: Setting) -> str:
    return table(working_grid(setting.report, block, setting.lang), setting.lang, cls="ad-workings")


def _clauses(block: Clauses, setting: Setting) -> str:
    sides = ("zh-Hant", "en") if setting.lang == "both" else (setting.lang,)
    articles = "".join(tag("li", _article(item, sides), id=f"a-{item.no}") for item in block.items)
    heads = (
        tag("div", "".join(tag("p", _prevails(block, side), lang=side) for side in sides), cls="ad-article ad-heads")
        if len(sides) > 1
        else ""
    )
    return heads + tag("ol", articles, cls="ad-articles")


def _prevails(block: Clauses, side: str) -> str:
    short = "zh" if side == "zh-Hant" else "en"
    return words(WORDS[f"{'prevails' if block.prevails == side else 'reference'}_{short}"].say(side))


def _article(item: Clause, sides: tuple[str, ...]) -> str:
    flag = tag("span", "▲ " + words(WORDS["deviation"].say(sides[0])), cls="ad-tone-near") if item.deviation else ""
    made = []
    for n, side in enumerate(sides):
        head = words(f"{WORDS['article'].format(no=item.no).say(side)}　{item.heading.say(side)}")
        made.append(
            tag("div", tag("p", tag("strong", head) + " " + (flag if not n else "")) + tag("p", words(item.text.say(side))), lang=side)
        )
    return tag("div", "".join(made), cls="ad-article")


def _approval(block: Approval, setting: Setting) -> str:
    steps = "".join(tag("li", _signature(step, setting.lang)) for step in signed_steps(block, setting.report, setting.lang))
    seals = "".join(tag("li", _seal(pair(seal, setting.lang), setting.lang)) for seal in block.seals)
    return tag("ol", steps, cls="ad-signatures") + (tag("ul", seals, cls="ad-seals") if seals else "")


def _signature(step: Signed, lang: str) -> str:
    who = tag("strong", words(step.who)) + " " if step.who else ""
    at = words(step.at) if step.at else phrase(WORDS["unsigned"], "zh-Hant" if lang == "both" else lang)
    comment = tag("p", words(step.comment), cls="ad-small") if step.comment else ""
    return (
        tag("p", both(step.label), cls="ad-label")
        + tag("p", who + tag("span", words(step.role), cls="ad-small"))
        + comment
        + tag("p", at, cls="ad-small")
    )


def _seal(party: tuple[str, str], lang: str) -> str:
    places = "".join(
        tag("span", phrase(WORDS[key], lang), cls=f"ad-seal ad-{key.replace('_', '-')}") for key in ("company_seal", "signatory_seal")
    )
    lines = "".join(tag("span", phrase(WORDS[key], lang), cls="ad-line") for key in ("signatory", "position", "date"))
    return tag("p", tag("strong", both(party))) + tag("div", places + tag("span", lines, cls="ad-lines"), cls="ad-seal-row")


_MAKERS: dict[type, Callable[[Any, Setting], str]] = {
    Paragraph: _paragraph, Fields: _fields, KeyFigures: _key_figures, Table: _table, Chart: drawn, Matrix: matrix, Timeline: drawn, Map: drawn,
    Checklist: _checklist, Clauses: _clauses, Asset: asset, Approval: _approval, Citations: _citations, TraceTable: _trace,
}  # fmt: skip
