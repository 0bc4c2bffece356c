"""Specs to pictures: one theme, one font, drawn at the printed width, remembered by content."""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, cast

from argosy.renderers.charts.frame import Spec
from argosy.renderers.fonts import DIRECTORY, printable

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
VERSION = "6.4"
_REMEMBERED = 256


@cache
def theme() -> Spec:
    """The house theme: a Vega-Lite ``config``."""
    return cast(Spec, json.loads((Path(__file__).parent / "theme.json").read_text(encoding="utf-8")))


def dressed(spec: Spec) -> Spec:
    """The spec with schema and theme, fitted to its width unless it is made of panels."""
    fit = {} if "facet" in spec else {"autosize": {"type": "fit", "contains": "padding"}}
    return {"$schema": SCHEMA, "config": theme()} | fit | spec


@cache
def _converter() -> Any:
    import vl_convert

    vl_convert.register_font_directory(str(DIRECTORY))
    return vl_convert


_CONFIG = frozenset({"config"})


@lru_cache(maxsize=_REMEMBERED)
def svg(text: str) -> str:
    """The picture of a spec (as JSON text) as SVG with its words as text, without the drawing program's own notes."""
    made = cast(str, _converter().vegalite_to_svg(json.loads(text), vl_version=VERSION))
    return _OUTLINE.sub(lambda path: _FINE.sub(r"\1", path[0]), _NOTES.sub("", made))


# The picture as a whole carries the alternative text; a tenth of a pixel is a fortieth of a millimetre.
_NOTES = re.compile(r' (?:aria-[a-z]+|role|class|xmlns:xlink|version)="[^"]*"')
_OUTLINE = re.compile(r' d="[^"]*"')
_FINE = re.compile(r"(\.\d)\d+")


@lru_cache(maxsize=_REMEMBERED // 4)
def png(text: str, scale: float) -> bytes:
    """The picture of a spec as PNG at ``scale`` times 96 pixels to the inch."""
    return cast(bytes, _converter().vegalite_to_png(json.loads(text), vl_version=VERSION, scale=scale))


def canonical(spec: Spec, where: str) -> str:
    """The spec as JSON text; a character no font holds is a box."""
    return json.dumps(printable(spec, _CONFIG), ensure_ascii=False, sort_keys=True)


_SIZE = re.compile(r'<svg[^>]*?\bwidth="([\d.]+)"[^>]*?\bheight="([\d.]+)"|<svg[^>]*?viewBox="0 0 ([\d.]+) ([\d.]+)"')


def size_of(picture: str) -> tuple[float, float]:
    """Width and height of an SVG in pixels."""
    found = _SIZE.search(picture)
    if found is None:
        raise ValueError("not an SVG with a size")
    width, height = (found[1], found[2]) if found[1] else (found[3], found[4])
    return float(width), float(height)
