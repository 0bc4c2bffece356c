"""Vega-Lite channels and marks that several chart kinds share."""

from __future__ import annotations

from argosy.renderers.charts.frame import INK, SERIES, SOFT, TEXT_SIZE, Frame, Spec
from argosy.renderers.fonts import text_width

SPLIT = "split(datum.label, '\\n')"
MOST_LABELS = 40


def axis(frame: Frame, role: str, at: str = "") -> Spec:
    """The channel of an axis, read from field ``at`` when that is another. Every layer uses it: layers that disagree lose the axis."""
    if role in frame.fixed:
        return frame.fixed[role] | {"field": at or role}
    kind = frame.encoding(role).type
    made = _categories(frame, role) if frame.discrete(role) else _time(frame, role) if kind == "temporal" else _figures(frame, role)
    return made | {"field": at or role}


def _categories(frame: Frame, role: str) -> Spec:
    down = {"grid": False, "domain": False, "labelLimit": 0, "labelExpr": SPLIT}
    across = {"labelExpr": SPLIT, "labelLimit": 0, "labelOverlap": True}
    order = frame.order(role)
    return {
        "type": frame.encoding(role).type,
        "sort": order,
        "scale": {"domain": order},
        "title": frame.title(role),
        "axis": down if role == "y" else across,
    }


def _time(frame: Frame, role: str) -> Spec:
    return {
        "type": "temporal",
        "title": frame.title(role),
        "axis": {"format": frame.encoding(role).format or "%Y-%m", "labelOverlap": True},
    }


def _figures(frame: Frame, role: str) -> Spec:
    encoding = frame.encoding(role)
    scale: Spec = (
        {"domain": [float(end) for end in encoding.domain]}
        if encoding.domain
        else {"zero": frame.zero, "nice": True, "padding": frame.padding if role == "x" else min(frame.padding, 24)}
    )
    if frame.most > 0 and role == frame.measure and not encoding.domain:
        words = (text_width(frame.label(frame.most, role), TEXT_SIZE) + 8) / (frame.width * 0.7)
        top = frame.most * (1 + (words if frame.horizontal else 26 / frame.height))
        scale = {"domain": [min(0.0, frame.least), top], "nice": True}
    lines: Spec = {"tickCount": 5, "grid": True, "domain": False, "format": _axis_format(encoding.format)}
    return {"type": "quantitative", "title": frame.title(role), "scale": scale, "axis": lines}


def _axis_format(style: str) -> str:
    return style if style.endswith("%") else ",~f"


def words(field: str) -> Spec:
    """A text channel."""
    return {"field": field, "type": "nominal"}


def colour(frame: Frame, palette: tuple[str, ...] = SERIES, *, legend: bool = True) -> Spec:
    """The colour of series in their given order."""
    if not frame.has("color"):
        return {"value": palette[0]}
    names = list(dict.fromkeys(row["color"] for row in frame.rows if row["color"]))
    shades = [palette[i % len(palette)] for i in range(len(names))]
    shown = {"columns": _columns(frame, names)} if legend else None
    return {"field": "color", "type": "nominal", "title": None, "scale": {"domain": names, "range": shades}, "legend": shown}


def _columns(frame: Frame, names: list[str]) -> int:
    widest = max((text_width(name, TEXT_SIZE) for name in names), default=0) + 28
    return max(1, min(len(names), int((frame.width - 60) / widest)))


def whiskers(frame: Frame, role: str) -> list[Spec]:
    """A line from lo to hi with a tick at each end."""
    other = {frame.category: axis(frame, frame.category)}
    rule = {"mark": {"type": "rule", "strokeWidth": 1.1}, "encoding": other | {role: axis(frame, role, "lo"), f"{role}2": {"field": "hi"}}}
    ticks = [{"mark": {"type": "tick", "size": 6}, "encoding": other | {role: axis(frame, role, end)}} for end in ("lo", "hi")]
    return [rule, *ticks]


def end_labels(frame: Frame, at: str, text: str = "label") -> Spec:
    """Labels just beyond the mark: right of bars that lie, above bars that stand."""
    place: Spec = {"align": "left", "dx": 6} if frame.horizontal else {"dy": -6}
    encoding = {frame.category: axis(frame, frame.category), frame.measure: axis(frame, frame.measure, at), "text": words(text)}
    return {"mark": {"type": "text", "color": SOFT if frame.has("lo") else INK, "fontSize": TEXT_SIZE - 0.5} | place, "encoding": encoding}


def bar_size(frame: Frame, most: int = 20) -> Spec:
    """A bar's thickness: 62% of its band, but never a slab."""
    count = max(1, len(frame.order(frame.category)))
    room = (frame.height - 40) if frame.horizontal else (frame.width - 60)
    wide = most if frame.horizontal else most * 3
    return {"height" if frame.horizontal else "width": min(wide, max(3, round(room / count * 0.62)))}
