"""Where to sell: the markets for a product in order, with weights that re-rank at once, rank intervals, the map and the front."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from argosy.engines.assessment.answer import matrix_json, verdict
from argosy.engines.assessment.assessing import Assessment, Standing
from argosy.engines.assessment.evidence import interval
from argosy.engines.assessment.question import Figure
from argosy.engines.assessment.scoring import Contribution
from argosy.engines.assessment.weighting import group_weights
from argosy.kernel.errors import ArgosyError, BadInput, NotFound
from argosy.kernel.text import Text, same
from argosy.publishing.market_keeping import keep_ranking
from argosy.publishing.market_products import products
from argosy.publishing.market_ranking import RankAsk, Ranked, rank_markets
from argosy.records.action import require
from argosy.records.markets.datasets.queries import tables
from argosy.renderers.charts import draw_svg
from argosy.report.value import Value
from argosy.report.visual import Map, Place
from argosy.rules.markets.library import scheme
from argosy.web import once

HOME = "TW"
BAR, TRACK, EDGE = 150, 110, 5  # widths of the drawings, in pixels
STATUS = {
    "recommend": ("ok", "circle-check", Text("建議", "Recommend")),
    "shortlist": ("warn", "alert-triangle", Text("列入觀察", "Short list")),
    "not_selected": ("off bare", "circle-dashed", Text("暫不", "Not now")),
    "insufficient": ("warn", "hourglass", Text("先補資料", "Collect data first")),
}
SHOWN = {
    "import_value": (Text("進口額", "Imports"), Text("百萬美元", "USD million"), 1e-6, "{:,.0f}"), "import_growth": (Text("成長", "Growth"), Text("% / 年 [95%]", "% a year [95%]"), 100.0, "{:+.1f}"),
    "tariff_position": (Text("關稅地位", "Tariff position"), Text("百分點", "points"), 1.0, "{:+.1f}"), "home_share": (Text("我國市占", "Home share"), Text("%", "%"), 100.0, "{:.1f}"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of the bar of a market: where it begins, how wide, its colour and what it says."""

    x: str
    width: str
    colour: int
    label: Text
    points: str


@dataclass(frozen=True, slots=True)
class Row:
    """One market of the table, ready to be drawn."""

    standing: Standing
    name: Text
    score: str
    pieces: tuple[Piece, ...]
    interval: tuple[int, int]
    at: tuple[str, str, str]
    figures: tuple[tuple[str, str], ...]
    state: tuple[str, str, Text]


@require_safe
def ranking(request: HttpRequest) -> HttpResponse:
    """The page; asked by htmx, only its table."""
    known = products(tables())
    asked = request.GET.get("product", "").strip() or (known[0].code if known else "")
    page: dict[str, Any] = {
        "known": known,
        "product": asked,
        "home": HOME,
        "groups": _groups(request, None),
        "once": once.mark(),
        "query": request.GET.urlencode(),
    }
    status = 200
    if asked:
        try:
            ranked = rank_markets(RankAsk(asked, HOME, shares=_shares(request.GET), top=_top(request.GET)), settings.ARGOSY_WAREHOUSE_URL)
            page |= _shown(request, ranked)
        except (BadInput, NotFound) as error:
            page["problem"], status = error, 422 if isinstance(error, BadInput) else 200
    part = "argosy/market/ranking_part.html" if request.headers.get("HX-Request") else "argosy/market/ranking.html"
    return render(request, part, page, status=status)


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the ranking of the page, with its weights, as an assessment that decisions and reports can cite."""
    require(request.user, "markets.assessment.keep", Text("保存市場評估", "keep a market assessment"))
    asked = QueryDict(request.POST.get("query", ""))
    if not once.first(request):
        return redirect(reverse("web:market-ranking") + f"?{asked.urlencode()}")
    ask = RankAsk(asked.get("product", "").strip(), HOME, shares=_shares(asked), top=_top(asked))
    try:
        ref = keep_ranking(rank_markets(ask, settings.ARGOSY_WAREHOUSE_URL), actor=request.user)
    except ArgosyError:
        once.release(request)
        raise
    messages.success(request, _("The ranking is kept as %(ref)s.") % {"ref": ref})
    return redirect(reverse("web:market-ranking") + f"?{asked.urlencode()}")


def _shares(given: QueryDict) -> dict[str, float] | None:
    """Weights of groups as the sliders say, in percent; ``None`` when untouched."""
    told = {g.id: given.get(f"w_{g.id}", "") for g in scheme().groups}
    if not all(told.values()):
        return None
    try:
        return {group: float(value) for group, value in told.items()}
    except ValueError:
        raise BadInput(Text("權重須為數字", "Weights must be numbers")) from None


def _top(given: QueryDict) -> int:
    value = given.get("top", "3")
    return min(max(int(value), 1), 10) if value.isdigit() else 3


def _groups(request: HttpRequest, made: Assessment | None) -> list[dict[str, Any]]:
    """The groups with their weight in percent, their colour and what would swap the first two."""
    book = scheme()
    given = _shares(request.GET) if made is None else None
    default = {g.id: float(g.weight) * 100 for g in book.groups}
    sums = given or default
    if made is not None:
        sums = {k: v * 100 for k, v in group_weights(book, {i.id: made.weights.get(i.id, 0.0) for i in book.indicators}).items()}
    flips = {f.id: round(f.to * 100) for f in made.flips} if made else {}
    return [
        {
            "id": g.id,
            "label": g.label,
            "percent": round(sums[g.id]),
            "colour": n + 1,
            "flip": flips.get(g.id),
            "default": round(default[g.id]),
        }
        for n, g in enumerate(book.groups)
    ]


def _shown(request: HttpRequest, ranked: Ranked) -> dict[str, Any]:
    made, names = ranked.made, ranked.names
    outcome, words = verdict(made, names)
    colours = {g.id: n + 1 for n, g in enumerate(made.question.scheme.groups)}
    rows = [_row(s, ranked, colours, len(made.standings)) for s in made.standings]
    settled = made.question.scheme.settings
    return {
        "ranked": ranked, "made": made, "rows": rows, "outcome": outcome, "verdict": words, "groups": _groups(request, made),
        "gated": [(names.get(m, same(m)), m, [s.reason for s in shut]) for m, shut in made.gated.items()],
        "silent": [_label(made, i) for i in made.silent], "collect": [(_label(made, c.indicator), round(c.share * 100)) for c in made.collect[:3]],
        "settings": settled, "matrix": matrix_json(made), "top": made.question.chosen, "first": [names[s.market] for s in made.standings[:2]],
        "front": [names[m] for m in made.pareto], "columns": [(label, unit) for label, unit, _, _ in SHOWN.values()],
        "map": draw_svg(_map(ranked), request.LANGUAGE_CODE, 200) if request.GET.get("view") == "map" else "", "view": request.GET.get("view", "table"),
        "synthetic": any("合成" in n.zh for n in ranked.gathered.notes),
    }  # fmt: skip


def _label(made: Assessment, indicator: str) -> Text:
    return next(i.label for i in made.question.scheme.indicators if i.id == indicator)


def _row(standing: Standing, ranked: Ranked, colours: dict[str, int], count: int) -> Row:
    figures = ranked.made.question.figures.get(standing.market, {})
    low, high = standing.interval[95]
    return Row(
        standing,
        ranked.names[standing.market],
        f"{float(standing.score.value) * 100:.0f}",
        tuple(_pieces(standing, ranked, colours)),
        (low, high),
        (_place(low, count), _place(standing.rank, count), _place(high, count)),
        tuple(_figure(name, figures.get(name)) for name in SHOWN),
        STATUS[standing.status],
    )


def _figure(name: str, figure: Figure | None) -> tuple[str, str]:
    """A figure as it is read, and its interval where it has one; both empty when nobody knows it."""
    _, _, scale, form = SHOWN[name]
    if figure is None:
        return "", ""
    text = form.format(figure.value * scale).replace("-", "−")
    ends = interval(figure) if name == "import_growth" else None
    return text, f"[{ends[0] * scale:.1f}, {ends[1] * scale:.1f}]".replace("-", "−") if ends else ""


def _pieces(standing: Standing, ranked: Ranked, colours: dict[str, int]) -> list[Piece]:
    """The points of each group side by side: what a market has of its own weight, not its distance from the mean."""
    sums = dict.fromkeys(colours, 0.0)
    for one in standing.score.contributions:
        sums[one.group] += _own(one, ranked.made)
    made, x = [], 0.0
    for group in ranked.made.question.scheme.groups:
        width = max(sums[group.id], 0.0) * BAR
        made.append(Piece(f"{x:.1f}", f"{max(width - 0.8, 0):.1f}", colours[group.id], group.label, f"{sums[group.id] * 100:.0f}"))
        x += width
    return made


def _own(one: Contribution, made: Assessment) -> float:
    return made.weights.get(one.indicator, 0.0) * one.normalised


def _place(rank: int, count: int) -> str:
    return f"{EDGE + (rank - 1) * (TRACK - 2 * EDGE) / max(count - 1, 1):.1f}"


def _map(ranked: Ranked) -> Map:
    """The scores on a map of the world."""
    places = tuple(
        Place(
            id=f"c{s.market.lower()}", label=ranked.names[s.market], country=s.market,
            value=Value(id=f"map.{s.market.lower()}", v=f"{float(s.score.value) * 100:.1f}", kind="score", dp=0, label=ranked.names[s.market]),
        )
        for s in ranked.made.standings
    )  # fmt: skip
    best = ranked.made.standings[0] if ranked.made.standings else None
    said = Text("各市場得分", "The scores of the markets")
    if best:
        said = Text("各市場得分，最高為 {m}", "The scores of the markets, the highest {m}").format(m=ranked.names[best.market])
    return Map(id="map", places=places, alt=said)
