"""The series explorer: one product of a trade table by exporter and importer over time, as a chart and a table, with its forecast and as a file."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from argosy.engines.series.outcome import METHOD_WORDS
from argosy.kernel.countries import name_of as country
from argosy.kernel.errors import BadInput, NotFound
from argosy.kernel.periods import written
from argosy.kernel.text import Text, same
from argosy.publishing.market_products import products
from argosy.publishing.market_series import MEASURES, SPLITS, Found, SeriesAsk, choices, look_up, series_csv, trade_editions
from argosy.records.markets.datasets.queries import tables
from argosy.renderers.charts import draw_svg
from argosy.report.visual import Chart, Encoding, Layer

SHOWN = 36  # periods in the table of the page; the file has all
DRAWN = 60  # periods in the chart
UNITS = {
    "value": ((1e6, Text("百萬美元", "USD million")), (1e3, Text("千美元", "USD thousand"))),
    "quantity": ((1e3, Text("公噸", "tonnes")), (1.0, Text("公斤", "kg"))),
    "unit_value": ((1.0, Text("美元／公斤", "USD per kg")),),
}
READABLE = 10  # a larger unit is used where the largest figure is at least so many of it


@require_safe
def series(request: HttpRequest) -> HttpResponse:
    """Choose a product and partners; see the series, its forecast and its source."""
    held = tables()
    known = products(held)
    ask = _asked(request, known[0].code if known else "")
    page: dict[str, Any] = {
        "known": known, "ask": ask, "editions": trade_editions(held), "measures": [(k, label) for k, (label, _) in MEASURES.items()],
        "splits": list(SPLITS.items()),
    }  # fmt: skip
    if ask.product:
        try:
            page |= _shown(request, look_up(ask, held)) | {"choices": _named(choices(ask, held))}
        except (BadInput, NotFound) as error:
            page["problem"] = error
    return render(request, "argosy/market/series.html", page)


@require_safe
def series_file(request: HttpRequest) -> HttpResponse:
    """The same series as CSV."""
    found = look_up(_asked(request, ""), tables())
    name = content_disposition_header(True, f"series-{found.ask.product}.csv") or "attachment"
    return HttpResponse(series_csv(found), content_type="text/csv; charset=utf-8", headers={"Content-Disposition": name})


def _asked(request: HttpRequest, first: str) -> SeriesAsk:
    given = {name: request.GET.get(name, "").strip() for name in ("table", "exporter", "importer", "split")}
    ahead = request.GET.get("ahead", "12")
    return SeriesAsk(
        product=request.GET.get("product", "").strip() or first,
        measure=request.GET.get("measure", "value"),
        yearly=request.GET.get("yearly") == "1",
        ahead=min(int(ahead), 36) if ahead.isdigit() else 0,
        **given,
    )


def _named(found: Any) -> dict[str, list[tuple[str, Text]]]:
    sides = {"exporter": found.exporters, "importer": found.importers}
    return {side: [(code, country(code)) for code in codes] for side, codes in sides.items()}


def _shown(request: HttpRequest, found: Found) -> dict[str, Any]:
    measure, rows, units = found.ask.measure, found.rows, {m: _unit(found, m) for m in MEASURES}
    last = rows.filter(rows["line"] == found.lines[0]).tail(SHOWN).reverse() if len(found.lines) == 1 else rows.tail(0)
    told = found.forecast
    return {
        "found": found, "unit": units[measure][1], "units": [units[m][1] for m in MEASURES], "chart": draw_svg(_chart(found), request.LANGUAGE_CODE, 240),
        "rows": [_row(row, units) for row in last.iter_rows(named=True)], "lines": _latest(found, units[measure][0]), "query": request.GET.urlencode(),
        "method": METHOD_WORDS.get(told.method or "") if told else None, "told": told, "score": _score(found),
    }  # fmt: skip


def _unit(found: Found, measure: str) -> tuple[float, Text]:
    """The unit in which the figures can be read."""
    top = found.rows[measure].max()
    return next((unit for unit in UNITS[measure] if isinstance(top, float) and top >= unit[0] * READABLE), UNITS[measure][-1])


def _row(row: dict[str, Any], units: dict[str, tuple[float, Text]]) -> dict[str, str]:
    figures = {m: _number(row[m], scale, 2 if m == "unit_value" else 1) for m, (scale, _) in units.items()}
    return {"period": written(row["period"]), "change": _percent(row["change"]), **figures}


def _latest(found: Found, scale: float) -> list[tuple[Text, str, str]]:
    """The last period of every line: name, figure, change."""
    if len(found.lines) == 1:
        return []
    made = []
    for line in found.lines:
        row = found.rows.filter(found.rows["line"] == line).row(-1, named=True)
        made.append((_line(line), _number(row[found.ask.measure], scale), _percent(row["change"])))
    return made


def _score(found: Found) -> dict[str, str]:
    tested = found.forecast.tested if found.forecast else None
    if tested is None or found.forecast is None or not found.forecast.method:
        return {}
    own, naive = tested.score(found.forecast.method), tested.score("snaive" if found.forecast.season > 1 else "naive")
    said = {"own": own.mase, "naive": naive.mase, "c80": tested.coverage80, "c95": tested.coverage95}
    return {name: "" if value is None else f"{value:.2f}" for name, value in said.items()}


def _line(code: str) -> Text:
    return Text("其他", "others") if code == "…" else country(code)


def _number(value: float | None, scale: float, places: int = 1) -> str:
    return "" if value is None else f"{value / scale:,.{places}f}"


def _percent(value: float | None) -> str:
    return "" if value is None else f"{value * 100:+.1f}%".replace("-", "−")


def _chart(found: Found) -> Chart:
    """The last periods of every line, and ahead of one line its forecast with the 80 % interval."""
    measure = found.ask.measure
    scale, unit = _unit(found, measure)
    rows: list[dict[str, Any]] = []
    for line in found.lines:
        part = found.rows.filter((found.rows["line"] == line) & found.rows[measure].is_not_null()).tail(DRAWN)
        rows += [
            {"period": written(p), "y": _plain(v, scale), "line": _line(line) if line else same("")}
            for p, v in part.select("period", measure).iter_rows()
        ]
    encodings: dict[Any, Encoding] = {
        "x": Encoding(field="period", type="ordinal"),
        "y": Encoding(field="y", type="quantitative", title=unit, format="integer" if measure != "unit_value" else ""),
    }
    if found.forecast and found.forecast.steps:
        for row in rows:
            row |= {"role": "actual", "lo": None, "hi": None}
        rows += [
            {
                "period": s.date,
                "y": _plain(s.point, scale),
                "role": "forecast",
                "lo": _plain(s.lo80, scale),
                "hi": _plain(s.hi80, scale),
            }
            for s in found.forecast.steps
        ]
        encodings |= {name: Encoding(field=name, type="quantitative") for name in ("lo", "hi")} | {
            "role": Encoding(field="role", type="nominal")
        }
    if len(found.lines) > 1:
        encodings["color"] = Encoding(field="line", type="nominal")
    band = (Layer(kind="band", lo="lo", hi="hi", label=Text("80% 區間", "80% interval")),) if "lo" in encodings else ()
    return Chart(id="series", chart="line", rows=tuple(rows), encodings=encodings, layers=band, alt=found.title, height_mm=80)


def _plain(value: float | None, scale: float) -> str | None:
    return None if value is None else f"{value / scale:.4f}"
