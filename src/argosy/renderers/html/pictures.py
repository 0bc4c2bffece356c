"""Drawn blocks: charts, calendars and maps as inline SVG with their words and their figures; photographs; quadrants; risks."""

from __future__ import annotations

import re
from html import escape

from argosy.renderers.appendix import chart_grid, matrix_grid
from argosy.renderers.charts import LANDSCAPE_MM, PORTRAIT_MM, Drawn, alt_text, draw_svg
from argosy.renderers.formatting import pair
from argosy.renderers.html.parts import both, phrase, tag, words
from argosy.renderers.html.tables import table
from argosy.renderers.matrices import Quadrants, Risks, quadrants, risks
from argosy.renderers.phrases import LEVEL_WORDS, WORDS, labelled
from argosy.renderers.setting import Setting
from argosy.report.visual import Chart, Matrix
from argosy.report.words import Asset

_SIZE = re.compile(r'^<svg([^>]*?) width="[\d.]+" height="[\d.]+"')
_IDS = re.compile(r'(\bid="|url\(#|href="#)([\w-]+)')
DATA = {"zh": "數值表", "en": "Figures"}


def drawn(block: Drawn, setting: Setting) -> str:
    """The picture, and the table of its figures or a link to where they stand."""
    wide = isinstance(block, Chart) and block.share == "half"
    measure = LANDSCAPE_MM if setting.measure > PORTRAIT_MM and not wide else PORTRAIT_MM
    picture = draw_svg(block, setting.lang, measure / 2 if wide else measure)
    return tag("div", inline(picture, block.id, alt_text(block, setting.lang)), cls="ad-picture") + _figures(block, setting)


def inline(picture: str, prefix: str, alt: str) -> str:
    """An SVG that scales with the page, is read as one image, and shares no ids with its neighbours."""
    own = _IDS.sub(lambda found: f"{found[1]}{escape(prefix)}-{found[2]}", picture)
    return _SIZE.sub(lambda found: f'<svg{found[1]} role="img" aria-label="{escape(alt)}"', own)


def _figures(block: Drawn, setting: Setting) -> str:
    known = getattr(block, "data_table", None)
    if known and known in setting.captions:
        where = WORDS["data_table"].format(table=setting.captions[known])
        return tag("p", tag("a", both(pair(where, setting.lang)), href=f"#b-{known}"), cls="ad-small")
    if not isinstance(block, Chart):
        return ""
    summary = tag("summary", words(DATA["en" if setting.lang == "en" else "zh"]))
    return tag("details", summary + table(chart_grid(block, setting.lang), setting.lang), cls="ad-data")


def asset(block: Asset, setting: Setting) -> str:
    """A picture file with its caption and rights."""
    image = f'<img src="data:{block.mime};base64,{escape(block.data)}" alt="{escape(block.alt.say(setting.lang))}" loading="lazy">'
    rights = words(labelled(WORDS["rights"], block.rights.say(setting.lang), setting.lang)) if block.rights else ""
    caption = "<br>".join(part for part in (phrase(block.caption, setting.lang), rights) if part)
    return tag("div", image, cls="ad-picture ad-photo") + (tag("p", caption, cls="ad-small") if caption else "")


def matrix(block: Matrix, setting: Setting) -> str:
    """Quadrants, the risk grid, or a plain table."""
    if block.type == "risk":
        return _risk(risks(block, setting.lang), setting.lang)
    found = quadrants(block, setting.lang)
    if found:
        return _quadrants(found)
    cls = "ad-raci" if block.type == "raci" else ""
    return table(matrix_grid(block, setting.lang), setting.lang, cls=cls)


def _quadrants(found: Quadrants) -> str:
    heads = tag("tr", ("<td></td>" if found.rows else "") + "".join(tag("th", both(col), scope="col") for col in found.cols))
    rows = []
    for i, cells in enumerate(found.cells):
        head = tag("th", both(found.rows[i]), scope="row") if found.rows else ""
        rows.append(tag("tr", head + "".join(tag("td", _quadrant(*cell)) for cell in cells)))
    made = tag("table", tag("thead", heads) + tag("tbody", "".join(rows)), cls="ad-quadrants")
    return tag("div", made, cls="ad-scroll")


def _quadrant(letter: str, name: tuple[str, str], items: list[tuple[str, str, str]], level: str) -> str:
    head = tag("p", tag("strong", escape(letter)) + " " + both(name), cls="ad-quadrant") if letter else ""
    level = tag("p", words(level), cls="ad-small") if level else ""
    listed = "".join(tag("li", tag("span", escape(mark), cls="ad-small") + " " + both((zh, en))) for mark, zh, en in items)
    return head + level + tag("ul", listed)


def _risk(found: Risks, lang: str) -> str:
    heads = tag(
        "tr",
        tag("td", words(found.corner), cls="ad-small") + "".join(tag("th", f"{n} {both(label)}", scope="col") for n, label in found.cols),
    )
    rows = []
    for (n, label), cells in zip(found.rows, found.cells, strict=True):
        marks = "".join(_risk_cell(*cell) for cell in cells)
        rows.append(tag("tr", tag("th", f"{n} {both(label)}", scope="row") + marks))
    grid = tag("table", tag("thead", heads) + tag("tbody", "".join(rows)), cls="ad-risk")
    listed = "".join(tag("li", words(text)) for _, text in found.items)
    said = "zh-Hant" if lang == "both" else lang
    legend = WORDS["legend_fixed"].say(said) + "\n" + "　".join(f"{letter} {level.say(said)}" for letter, level in LEVEL_WORDS.values())
    return tag(
        "div", tag("div", grid, cls="ad-scroll") + tag("div", tag("ol", listed) + tag("p", words(legend), cls="ad-small")), cls="ad-risks"
    )


def _risk_cell(level: str, label: str, marks: list[tuple[str, bool]]) -> str:
    drawn = "".join(tag("span", escape(number), cls="ad-before" if before else "ad-after") for number, before in marks)
    return tag("td", tag("span", escape(label), cls="ad-small") + drawn, cls=f"ad-{level}")
