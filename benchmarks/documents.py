"""Documents per second and format: one report with fields, a table, figures in prose and citations, rendered over and over."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.bench import Bench
from tests.report.samples import sample


def rendering(form: str) -> Callable[[], Callable[[], object]]:
    """Prepare rendering the sample report to ``form``; the renderer's libraries load in the first call."""

    def prepare() -> Callable[[], object]:
        from argosy.renderers import RENDERERS

        report, renderer = sample(), RENDERERS.get(form)
        return lambda: renderer.render(report, "zh-Hant")

    return prepare


BENCHES = (
    Bench("document html", rendering("html"), expected=0.03),
    Bench("document pdf", rendering("pdf"), expected=6.6),
    Bench("document docx", rendering("docx"), expected=19.6),
    Bench("document xlsx", rendering("xlsx"), expected=2.0),
    Bench("document json", rendering("json")),
)
