"""Charts: a chart, timeline or map block as one Vega-Lite spec, and that spec as SVG or PNG at its printed width.

What the rows of each kind hold, by role of ``Chart.encodings``:

=========== ===========================================================================================================
bar         x, y (one of them categories); ``color`` ranks; ``lo``, ``hi`` whiskers; ``facet`` panels
stacked     x, y (one of them categories), ``color`` the parts
grouped     x, y (one of them categories), ``color`` the bars of a group
line        x in order, y; ``color`` series; ``role`` = ``forecast`` for rows ahead (dashed); ``lo``, ``hi`` their band
scatter     x, y figures; ``label``; ``color``
bubble      as scatter with ``size``
waterfall   x steps, y changes; ``role`` = ``total`` for running totals, which must equal the sum of the steps
heat        x, y categories, ``color`` the figure
combo       x categories, y; ``role`` = ``bar`` or ``line``; a ``unit`` on the role encoding gives the line a right axis
funnel      y stages, x counts
tornado     y assumptions, ``lo`` and ``hi`` results; a reference layer gives the base
interval    x, y (one of them categories), ``lo``, ``hi``, ``label``
histogram   ``lo``, ``hi`` bin edges, y counts
pareto      x causes, y counts
=========== ===========================================================================================================

Quantitative cells are decimal strings; only drawing turns them into floats. Every word printed comes from the block.
"""

from __future__ import annotations

from collections.abc import Callable

from argosy.kernel.registry import Registry
from argosy.kernel.text import Text
from argosy.renderers.charts import (
    bar,
    bubble,
    combo,
    drawing,
    funnel,
    grouped,
    heat,
    histogram,
    interval,
    line,
    overlays,
    pareto,
    scatter,
    stacked,
    timeline,
    tornado,
    waterfall,
    world,
)
from argosy.renderers.charts.frame import Frame, Spec
from argosy.report.visual import Chart, Map, Timeline

Drawn = Chart | Timeline | Map
PX_PER_MM = 96 / 25.4
PORTRAIT_MM, LANDSCAPE_MM = 172.0, 267.0
_PANELS, _GAP = 3, 22

CHARTS: Registry[Callable[[Frame], Spec]] = Registry(Text("圖表種類", "chart kind"), "argosy.charts")
for _module in (bar, stacked, grouped, line, scatter, bubble, waterfall, heat, combo, funnel, tornado, interval, histogram, pareto):
    CHARTS.add(_module.__name__.rpartition(".")[2], _module.draw)


def spec(block: Drawn, lang: str, width_mm: float = PORTRAIT_MM) -> Spec:
    """The whole Vega-Lite spec, data and theme included, ``width_mm`` wide at 96 pixels to the inch."""
    width = round(width_mm * PX_PER_MM)
    if isinstance(block, Timeline):
        made = {"width": width, "height": timeline.height(block)} | timeline.draw(block, lang, width)
    elif isinstance(block, Map):
        made = {"width": width, "height": world.height(block, width)} | world.draw(block, lang, width)
    else:
        made = _chart(block, lang, width)
    return drawing.dressed(made)


def draw_svg(block: Drawn, lang: str, width_mm: float = PORTRAIT_MM) -> str:
    """The picture as SVG. ``RenderError`` when it cannot be drawn or no font holds one of its characters."""
    return drawing.svg(drawing.canonical(spec(block, lang, width_mm), block.id))


def draw_png(block: Drawn, lang: str, width_mm: float = PORTRAIT_MM, scale: float = 2) -> bytes:
    """The picture as PNG, ``scale`` times 96 pixels to the inch."""
    return drawing.png(drawing.canonical(spec(block, lang, width_mm), block.id), scale)


def alt_text(block: Drawn, lang: str) -> str:
    """The picture in words: its alternative text, or for a timeline its tasks with their days."""
    if not isinstance(block, Timeline):
        return block.alt.say(lang)
    tasks = (f"{item.label.say(lang)} {item.start}" + (f"–{item.end}" if item.end else "") for item in block.items)
    title = block.title.say(lang) if block.title else ""
    return "；".join((title, *tasks)) if lang != "en" else "; ".join((title, *tasks))


def _chart(block: Chart, lang: str, width: int) -> Spec:
    height = round(block.height_mm * PX_PER_MM)
    if "facet" in block.encodings:
        return _panels(block, lang, width, height)
    return {"width": width, "height": height} | _layers(Frame(block, lang, width, height))


def _layers(frame: Frame) -> Spec:
    made = CHARTS.get(frame.chart.chart)(frame)
    before, after = overlays.under(frame), overlays.over(frame)
    return {"data": {"values": frame.rows}} | made | {"layer": [*before, *made["layer"], *after]}


def _panels(block: Chart, lang: str, width: int, height: int) -> Spec:
    names = list(dict.fromkeys(str(row.get(block.encodings["facet"].field)) for row in block.rows))
    columns = min(_PANELS, len(names))
    frame = Frame(block, lang, width // columns, height)
    inner = _layers(frame)
    order = list(dict.fromkeys(row["facet"] for row in frame.rows))
    head = {"field": "facet", "type": "nominal", "sort": order, "title": None, "header": {"labelAnchor": "start", "labelPadding": 4}}
    panel = {"width": (width - 48 - _GAP * (columns - 1)) // columns, "height": height - 34, "layer": inner["layer"]}
    return {"data": inner["data"], "facet": head, "columns": columns, "spacing": _GAP, "spec": panel}
