"""Documents per second in every format, on a quotation of two pages, beside the figures the stack was chosen on.

Run: python -m benchmarks.renderers [seconds per format]
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import count
from time import perf_counter

from argosy.kernel.text import same
from argosy.renderers import RENDERERS
from argosy.renderers.charts import draw_png, draw_svg
from argosy.report.model import Report
from tests.renderers.gallery import gallery, long_table, quotation
from tests.renderers.gallery_visuals import charts, world

# Milliseconds each, measured on bare samples (a table, a few fields and paragraphs) when the libraries were chosen.
MEASURED = {"pdf": 6.6, "docx": 19.6, "xlsx": 2.0, "html": 0.03, "svg bar": 41.0, "png bar": 71.0, "svg map": 153.0}


def rate(work: Callable[[int], object], seconds: float) -> float:
    """Milliseconds each, the first run not counted."""
    work(0)
    begun = perf_counter()
    for n in count(1):
        work(n)
        if (spent := perf_counter() - begun) >= seconds:
            return 1000 * spent / n
    return 0.0


def varied(n: int) -> Report:
    """The quotation with another number each time, so that nothing whole can be remembered."""
    return quotation(doc_no=f"QTN-202606-{n:04d}")


def line(name: str, each: float, known: float | None) -> str:
    """One row of the report."""
    beside = f"{known:8.2f} ms   x {each / known:5.2f}" if known else f"{'-':>8}"
    return f"{name:<28}{each:9.2f} ms {1000 / each:9.1f} /s   {beside}"


def documents(seconds: float) -> None:
    """Each format on the quotation, both languages."""
    for renderer in RENDERERS:
        try:
            each = rate(lambda n, r=renderer: r.render(varied(n), "both"), seconds)
        except ModuleNotFoundError as missing:
            print(f"{renderer.format:<28}not installed: {missing.name}")
            continue
        print(line(f"{renderer.format} quotation", each, MEASURED.get(renderer.format)))


def pictures(seconds: float) -> None:
    """Charts and the map, with a word changed each time."""
    bar = next(block for block in charts() if block.chart == "grouped")
    cases = (("svg bar", bar, draw_svg), ("png bar", bar, draw_png), ("svg map", world(), draw_svg))
    for name, block, draw in cases:
        each = rate(
            lambda n, b=block, d=draw: d(b.model_copy(update={"unit_note": same(str(n)), "id": f"b{n}"} | _nudged(b, n)), "en"), seconds
        )
        print(line(name, each, MEASURED[name]))


def _nudged(block: object, n: int) -> dict[str, object]:
    """A change that reaches the drawing: one more row, or a label of its own."""
    rows = getattr(block, "rows", None)
    if rows is not None:
        return {"rows": (*rows, rows[-1] | {"v": str(n)})}
    places = block.places  # type: ignore[attr-defined]
    return {"places": (places[0].model_copy(update={"label": same(str(n))}), *places[1:])}


def large(seconds: float) -> None:
    """The gallery of every block, and 200 pages."""
    for name, report in (("pdf gallery, 10 pages", gallery()), ("pdf 11,200 rows, 200 pages", long_table(11200))):
        print(line(name, rate(lambda _, r=report: RENDERERS.get("pdf").render(r, "zh-Hant"), seconds), None))


def main() -> None:
    """Print every figure with its ratio to the one measured when the stack was chosen."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 2.0
    print(f"{'':<28}{'this':>12}{'':>14}{'chosen on':>10}   ratio")
    for part in (documents, pictures, large):
        part(seconds)


if __name__ == "__main__":
    main()
