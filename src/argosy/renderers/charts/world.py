"""A world map: shaded countries with their names, ports, and the lines goods travel. Taiwan is a feature of its own."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from functools import cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

from argosy.kernel.countries import countries as all_countries
from argosy.kernel.text import Text
from argosy.renderers.charts.frame import INK, ORANGE, SOFT, Spec, print_number
from argosy.renderers.errors import RenderError
from argosy.renderers.fonts import text_width
from argosy.report.visual import Leg, Map, Place

ATLAS = Path(__file__).parent / "atlas"
RAMP = ("#DCE7ED", "#A9C5D3", "#6F9DB4", "#3B7693", "#0B4F6C")
HOME = "TW"
_DASHES = {"sea": [1, 0], "air": [2, 3], "road": [6, 2], "rail": [6, 2, 1, 2], "inland": [3, 2]}
_NORTH, _SOUTH = 79.0, -56.0
_LABEL = 9.0
Point = tuple[float, float]


@cache
def topology() -> Any:
    """The atlas (TopoJSON, 1:110 million), read once."""
    return json.loads((ATLAS / "countries-110m.json").read_text(encoding="utf-8"))


@cache
def countries() -> dict[str, tuple[str, Point]]:
    """Alpha-2 code to numeric code and label point (longitude, latitude)."""
    with (ATLAS / "countries.csv").open(encoding="utf-8", newline="") as file:
        return {row["alpha2"]: (row["numeric"], (float(row["lon"]), float(row["lat"]))) for row in csv.DictReader(file)}


@dataclass(frozen=True, slots=True)
class Projection:
    """The equal-earth projection as d3 draws it, so that labels can be placed where the drawing will be."""

    centre: int
    width: int

    @property
    def scale(self) -> float:
        """Pixels per unit of the raw projection: the equator spans the width."""
        return (self.width - 8) / (2 * _raw(180, 0)[0])

    @property
    def height(self) -> int:
        """Pixels from the north of Greenland to Cape Horn."""
        return round((_raw(0, _NORTH)[1] - _raw(0, _SOUTH)[1]) * self.scale) + 4

    @property
    def origin(self) -> Point:
        """Where longitude ``centre`` and the equator meet."""
        return self.width / 2, _raw(0, _NORTH)[1] * self.scale + 2

    def point(self, lon: float, lat: float) -> Point:
        """The pixel of a place."""
        x, y = _raw((lon - self.centre + 180) % 360 - 180, lat)
        return self.origin[0] + x * self.scale, self.origin[1] - y * self.scale

    @property
    def spec(self) -> Spec:
        """The same projection for Vega-Lite."""
        return {"type": "equalEarth", "rotate": [-self.centre, 0, 0], "scale": self.scale, "translate": list(self.origin)}


def _raw(lon: float, lat: float) -> Point:
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    t = asin(sqrt(3) / 2 * sin(radians(lat)))
    t2, t6 = t * t, t**6
    x = 2 * sqrt(3) * radians(lon) * cos(t) / (3 * (9 * a4 * t6 * t2 + 7 * a3 * t6 + 3 * a2 * t2 + a1))
    return x, t * (a1 + a2 * t2 + t6 * (a3 + a4 * t2))


def height(block: Map, width: int) -> int:
    """Pixels the map takes, with its legend."""
    return Projection(block.centre[0], width).height + (30 if any(p.value for p in block.places) else 0)


def draw(block: Map, lang: str, width: int) -> Spec:
    """The map at ``width`` pixels."""
    projection = Projection(block.centre[0], width)
    shaded = [place for place in block.places if place.value is not None and place.value.is_figure and _drawn(place)]
    layers = [
        _land(),
        *_shades(shaded, block, lang),
        _home(),
        *_routes(block),
        *_points(block, projection),
        *_names(block, lang, projection),
    ]
    return {"projection": projection.spec, "layer": layers}


def _geometry(codes: list[str] | None = None) -> Spec:
    found = {"data": {"values": topology(), "format": {"type": "topojson", "feature": "countries"}}}
    test = "datum.id != '010'" if codes is None else " || ".join(f"datum.id == '{code}'" for code in codes)
    return found | {"transform": [{"filter": test}]}


def _land() -> Spec:
    return _geometry() | {"mark": {"type": "geoshape", "fill": "#F0F2F4", "stroke": "#C3CBD1", "strokeWidth": 0.3}}


def _home() -> Spec:
    return _geometry([countries()[HOME][0]]) | {"mark": {"type": "geoshape", "fill": ORANGE, "stroke": "#FFFFFF", "strokeWidth": 0.4}}


def _drawn(place: Place) -> bool:
    """Whether the atlas has the country; it leaves out those too small for its scale. A code that is no country is refused."""
    if place.country and place.country not in all_countries():
        raise RenderError(Text("地圖沒有國家代碼 {code}", "The map knows no country {code}").format(code=place.country))
    return place.country in countries()


def _numeric(place: Place) -> str:
    return countries()[place.country][0]


def _shades(places: list[Place], block: Map, lang: str) -> list[Spec]:
    if not places:
        return []
    figures = {_numeric(place): float(place.value.number) for place in places if place.value}
    steps = _steps(sorted(figures.values()))
    layer = _geometry(sorted(figures))
    layer["transform"].append(
        {
            "lookup": "id",
            "from": {"data": {"values": [{"id": k, "figure": v} for k, v in figures.items()]}, "key": "id", "fields": ["figure"]},
        }
    )
    words = block.unit_note.say(lang) if block.unit_note else None
    legend = {
        "orient": "bottom",
        "title": words,
        "direction": "horizontal",
        "gradientLength": 240,
        "gradientThickness": 8,
        "titleFontWeight": "normal",
        "titleOrient": "left",
        "labelFontSize": 9,
        "format": ",~f",
        "offset": 2,
    }
    scale = {"type": "threshold", "domain": steps, "range": list(RAMP[-len(steps) - 1 :])}
    colour = {"field": "figure", "type": "quantitative", "scale": scale, "legend": legend}
    return [layer | {"mark": {"type": "geoshape", "stroke": "#FFFFFF", "strokeWidth": 0.4}, "encoding": {"color": colour}}]


def _steps(figures: list[float]) -> list[float]:
    """Up to four round thresholds at the fifths of the figures."""
    found = [_round(figures[len(figures) * part // 5]) for part in range(1, 5)]
    return sorted({step for step in found if figures[0] < step <= figures[-1]}) or [figures[-1]]


def _round(figure: float) -> float:
    """Two significant digits."""
    return float(f"{figure:.2g}")


def _where(place: Place) -> Point | None:
    if place.lon is not None and place.lat is not None:
        return float(place.lon), float(place.lat)
    return countries()[place.country][1] if place.country in countries() else None


def _points(block: Map, projection: Projection) -> list[Spec]:
    dots = [_where(place) for place in block.places if place.lon is not None or not place.country]
    rows = [dict(zip(("x", "y"), projection.point(*dot), strict=True)) for dot in dots if dot]
    return (
        [
            {
                "data": {"values": rows},
                "mark": {"type": "point", "size": 26, "color": INK, "stroke": "#FFFFFF", "strokeWidth": 0.6},
                "encoding": _pixels(projection),
            }
        ]
        if rows
        else []
    )


def _pixels(projection: Projection) -> Spec:
    """x and y straight in pixels, beside the projected layers."""
    sizes = {"x": projection.width, "y": projection.height}
    return {
        axis: {"field": axis, "type": "quantitative", "axis": None, "scale": {"domain": [0, size], "range": [0, size], "nice": False}}
        for axis, size in sizes.items()
    }


def _routes(block: Map) -> list[Spec]:
    places = {place.id: place for place in block.places}
    return [_route(leg, places) for leg in block.legs]


def _route(leg: Leg, places: dict[str, Place]) -> Spec:
    ends = [_where(places[end]) for end in (leg.start, leg.end) if end in places]
    line = [(float(lon), float(lat)) for lon, lat in leg.geometry] or [end for end in ends if end]
    shape = {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [list(point) for point in line]}, "properties": {}}
    mark = {"type": "geoshape", "filled": False, "stroke": SOFT, "strokeWidth": 1.3, "strokeDash": _DASHES[leg.mode]}
    return {"data": {"values": shape}, "mark": mark}


# Where a name may stand about its point: (dx, dy) in label heights, and which way it runs. The first that is free is taken.
_SPOTS = ((0.0, 0.0, "center"), (0.8, 0.0, "left"), (-0.8, 0.0, "right"), (0.0, -1.2, "center"), (0.0, 1.2, "center"), (0.9, -1.2, "left"), (-0.9, -1.2, "right"), (0.9, 1.2, "left"), (-0.9, 1.2, "right"), (0.0, -2.4, "center"), (0.0, 2.4, "center"))  # fmt: skip
_WIDE_LAND = 26.0
Box = tuple[float, float, float, float]


def _names(block: Map, lang: str, projection: Projection) -> list[Spec]:
    taken: list[Box] = []
    home = Place(id=HOME, label=Text("臺灣", "Taiwan"), country=HOME)
    own = [] if any(place.country == HOME for place in block.places) else [home]
    rows = [_name(place, lang, projection, taken) for place in [*own, *block.places]]
    return [_words(rows, align, projection) for align in ("left", "center", "right") if any(row and row["align"] == align for row in rows)]


def _name(place: Place, lang: str, projection: Projection, taken: list[Box]) -> Spec | None:
    at = _where(place)
    if at is None:
        return None
    text = place.label.say("zh-Hant" if lang == "both" else lang)
    x, y = projection.point(*at)
    width = text_width(text, _LABEL)
    spots = _SPOTS if place.lon is None and place.country != HOME else _SPOTS[1:]
    for dx, dy, align in spots:
        box = _box(x + dx * _LABEL, y + dy * _LABEL, width, align)
        if not any(_meet(box, other) for other in taken):
            taken.append(box)
            return {
                "x": x + dx * _LABEL,
                "y": y + dy * _LABEL,
                "words": text,
                "align": align,
                "pen": "#8A4410" if place.country == HOME else INK,
            }
    return None


def _box(x: float, y: float, width: float, align: str) -> Box:
    left = {"left": x, "center": x - width / 2, "right": x - width}[align]
    return left - 1, y - _LABEL * 0.6, left + width + 1, y + _LABEL * 0.6


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _words(rows: list[Spec | None], align: str, projection: Projection) -> Spec:
    values = [row for row in rows if row and row["align"] == align]
    halo = {"type": "text", "align": align, "fontSize": _LABEL, "fontWeight": "bold"}
    pen = {"field": "pen", "type": "nominal", "scale": None}
    text = _pixels(projection) | {"text": {"field": "words", "type": "nominal"}}
    under = {"mark": halo | {"stroke": "#FFFFFF", "strokeWidth": 2.4, "strokeJoin": "round"}, "encoding": text}
    return {"data": {"values": values}, "layer": [under, {"mark": halo, "encoding": text | {"color": pen}}]}


def printed_steps(block: Map) -> list[str]:
    """The legend's thresholds as printed, for alternative texts and tests."""
    figures = sorted(float(place.value.number) for place in block.places if place.country and place.value and place.value.is_figure)
    return [print_number(step, ",.0f") for step in _steps(figures)] if figures else []
