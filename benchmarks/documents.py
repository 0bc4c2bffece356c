"""Documents and pictures per second: a quotation of two pages in every format, and the largest things that are printed."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from argosy.kernel.text import same
from benchmarks.bench import Bench
from tests.renderers.gallery import gallery, long_table, quotation
from tests.renderers.gallery_visuals import charts, world

Prepare = Callable[[], Callable[[], object]]
WHOLE = "a whole document against a bare table: "


def document(form: str) -> Prepare:
    """The quotation in ``form``, in both languages, with another number each time so that nothing whole can be remembered."""

    def prepare() -> Callable[[], object]:
        from argosy.renderers import RENDERERS

        renderer, numbers = RENDERERS.get(form), count(1)
        return lambda: renderer.render(quotation(doc_no=f"QTN-202606-{next(numbers):04d}"), "both")

    return prepare


def large(make: Callable[[], Any]) -> Prepare:
    """A long report as PDF."""

    def prepare() -> Callable[[], object]:
        from argosy.renderers import RENDERERS

        report, renderer = make(), RENDERERS.get("pdf")
        return lambda: renderer.render(report, "zh-Hant")

    return prepare


def bar(form: str) -> Prepare:
    """A bar chart as ``svg`` or ``png``, one row more or less each time."""

    def prepare() -> Callable[[], object]:
        from argosy.renderers import charts as drawing

        block, numbers = next(b for b in charts() if b.chart == "grouped"), count(1)
        draw = getattr(drawing, f"draw_{form}")

        def once() -> object:
            n = next(numbers)
            rows = (*block.rows, block.rows[-1] | {"v": str(n)})
            return draw(block.model_copy(update={"id": f"b{n}", "rows": rows}), "en")

        return once

    return prepare


def world_map() -> Callable[[], object]:
    """A world map as SVG, one label changed each time."""
    from argosy.renderers.charts import draw_svg

    block, numbers = world(), count(1)

    def once() -> object:
        first, *rest = block.places
        label = same(str(next(numbers)))
        return draw_svg(block.model_copy(update={"places": (first.model_copy(update={"label": label}), *rest)}), "en")

    return once


BENCHES = (
    Bench("document html", document("html"), expected=0.03, note=f"{WHOLE}two pages, style sheet, chart as SVG, click-to-explain workings"),
    Bench("document pdf", document("pdf"), expected=6.6, note=f"{WHOLE}two pages, tagged, chart, both languages"),
    Bench("document docx", document("docx"), expected=19.6, note=f"{WHOLE}two pages, styles, locked figures, chart as picture"),
    Bench("document xlsx", document("xlsx"), expected=2.0, note=f"{WHOLE}sheets, formats, live formulas, print set-up"),
    Bench("document json", document("json")),
    Bench("picture svg bar", bar("svg"), expected=41),
    Bench("picture png bar", bar("png"), expected=71),
    Bench("picture svg map", world_map, expected=153),
    Bench("pdf gallery of every block", large(gallery), rounds=5),
    Bench("pdf 11,200 rows, 200 pages", large(lambda: long_table(11200)), rounds=1),
)
