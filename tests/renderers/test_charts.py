"""Every chart kind draws, says what the block says, and refuses what it cannot show."""

from typing import get_args

import pytest

from argosy.kernel.text import Text
from argosy.renderers import charts
from argosy.renderers.charts.drawing import size_of
from argosy.renderers.charts.frame import print_number
from argosy.renderers.charts.world import Projection, countries, topology
from argosy.renderers.errors import RenderError
from argosy.report.visual import ChartKind
from tests.renderers import gallery_visuals as drawn

CHARTS = {block.chart: block for block in drawn.charts()}


def test_every_kind_of_the_model_has_a_drawer_and_a_sample():
    assert set(charts.CHARTS.keys()) == set(get_args(ChartKind)) == set(CHARTS)


@pytest.mark.parametrize("lang", ["zh-Hant", "en", "both"])
@pytest.mark.parametrize("kind", sorted(CHARTS))
def test_a_chart_draws_at_its_printed_width(kind, lang):
    picture = charts.draw_svg(CHARTS[kind], lang, 172)
    slack = 40 if "facet" in CHARTS[kind].encodings else 1
    assert 651 - slack <= size_of(picture)[0] <= 651
    assert "<text" in picture


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("waterfall", ["+9.0", "−2.0", "−4.0", "3.0"]),
        ("stacked", ["479,826", "440,015"]),
        ("funnel", ["48,200", "→ 6.5%"]),
        ("pareto", ["46%", "100%"]),
        ("heat", ["·", "4"]),
    ],
)
def test_labels_are_printed_exactly(kind, words):
    picture = charts.draw_svg(CHARTS[kind], "en", 172)
    assert [word for word in words if f">{word}<" not in picture] == []


def test_names_are_in_the_language_asked_for():
    chinese, english = (charts.draw_svg(CHARTS["grouped"], lang, 172) for lang in ("zh-Hant", "en"))
    assert "海運" in chinese
    assert "海運" not in english
    assert "Sea" in english


def test_a_forecast_is_dashed_within_its_band():
    layers = charts.spec(CHARTS["line"], "en")["layer"]
    marks = [layer["mark"] for layer in layers]
    assert any(mark.get("strokeDash") for mark in marks if mark["type"] == "line")
    assert [mark["type"] for mark in marks].count("area") == 1


def test_bars_under_whiskers_are_no_darker_than_the_whisker_allows():
    shades = charts.spec(drawn._ranking(), "en")["layer"][0]["encoding"]["color"]["scale"]["range"]
    assert shades == ["#4A86A3", "#A9C5D3", "#DCE7ED"]


def test_every_bar_starts_at_zero():
    scale = charts.spec(drawn._grouped(), "en")["layer"][0]["encoding"]["y"]["scale"]
    assert scale["domain"][0] == 0


def test_an_axis_reaches_as_far_as_the_whiskers():
    block = CHARTS["interval"]
    field = block.encodings["lo"].field
    lowered = block.model_copy(update={"rows": tuple({**row, field: "-60"} for row in block.rows)})
    encoding = charts.spec(lowered, "en")["layer"][0]["encoding"]
    measure = next(encoding[role] for role in ("x", "y") if encoding[role]["type"] == "quantitative")
    assert measure["scale"]["domain"][0] == -60


def test_a_waterfall_whose_total_is_wrong_is_refused():
    wrong = drawn._change()
    rows = (*wrong.rows[:-1], wrong.rows[-1] | {"v": "5.0"})
    with pytest.raises(RenderError, match=r"its steps sum to 3\.0, its total says 5\.0"):
        charts.draw_svg(wrong.model_copy(update={"rows": rows}), "en", 86)


def test_a_character_no_font_holds_is_a_box_in_a_chart_too():
    chart = drawn._grouped()
    rows = tuple(row | {"mode": Text("海運☐", "Sea")} for row in chart.rows)
    made = charts.draw_svg(chart.model_copy(update={"rows": rows}), "zh-Hant", 172)
    assert "海運□" in made
    assert "☐" not in made


def test_equal_blocks_are_drawn_once():
    first, again = (charts.draw_svg(drawn._pareto(), "en", 172) for _ in range(2))
    assert first is again


def test_a_png_is_twice_the_printed_pixels():
    picture = charts.draw_png(drawn._pareto(), "en", 172)
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20], "big") == 1300


def test_a_timeline_shows_tasks_milestones_and_today():
    picture = charts.draw_svg(drawn.timeline(), "en", 267)
    assert size_of(picture)[0] == pytest.approx(1009, abs=1)
    assert all(f">{words}<" in picture for words in ("2026-10-22", "today 2026-08-20", "critical path", "late"))


@pytest.mark.slow
def test_the_map_names_its_places_and_taiwan():
    picture = charts.draw_svg(drawn.world(), "zh-Hant", 172)
    assert all(f">{name}<" in picture for name in ("荷蘭", "美國", "高雄", "新加坡", "臺灣"))


def test_taiwan_is_a_feature_of_its_own():
    ids = {shape.get("id") for shape in topology()["objects"]["countries"]["geometries"]}
    assert countries()["TW"][0] in ids


def test_an_unknown_country_is_refused():
    world = drawn.world()
    places = (world.places[0].model_copy(update={"country": "ZZ"}),)
    with pytest.raises(RenderError, match="no country ZZ"):
        charts.draw_svg(world.model_copy(update={"places": places, "legs": ()}), "en", 172)


def test_the_projection_puts_the_centre_in_the_middle():
    projection = Projection(150, 650)
    assert projection.point(150, 0) == pytest.approx(projection.origin)
    west, east = projection.point(-29, 0)[0], projection.point(-31, 0)[0]
    assert (round(west), round(east)) == (6, 644)


@pytest.mark.parametrize(("style", "said"), [(",.1f", "1,234.6"), (".0%", "123,456%"), ("+,.0f", "+1,235")])
def test_formats_of_labels(style, said):
    assert print_number(1234.56, style) == said


def test_the_alternative_text_of_a_timeline_lists_its_tasks():
    assert "Ship and clear 2026-09-14–2026-10-16" in charts.alt_text(drawn.timeline(), "en")
