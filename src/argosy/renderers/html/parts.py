"""Small pieces of HTML: escaped words, phrases in two languages, values a reader may ask about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from argosy.kernel.text import Text
from argosy.renderers.formatting import Printed, pair
from argosy.renderers.phrases import Piece


def tag(name: str, body: str = "", **attributes: str | None) -> str:
    """An element; attributes of ``None`` are left out, ``_`` in their names becomes ``-``, ``cls`` is ``class``."""
    given = ((("class" if key == "cls" else key.replace("_", "-")), value) for key, value in attributes.items() if value is not None)
    listed = "".join(f' {key}="{escape(value)}"' for key, value in given)
    return f"<{name}{listed}>{body}</{name}>"


def words(text: str) -> str:
    """Escaped text, its line breaks kept."""
    return "<br>".join(escape(line) for line in text.split("\n"))


def both(texts: Sequence[str], name: str = "span") -> str:
    """A phrase, with its English beneath in ``both``."""
    first, second = texts[0], texts[1] if len(texts) > 1 else ""
    return words(first) + (tag(name, words(second), cls="ad-en", lang="en") if second else "")


def phrase(text: Text | None, lang: str) -> str:
    """A bilingual text in the language asked for."""
    return both(pair(text, lang))


def asked(body: str, figure: str, *, quiet: bool = False) -> str:
    """A figure a reader may ask about. ``quiet`` keeps it out of the tab order: tables are walked with the arrow keys."""
    if not figure:
        return body
    return tag("button", body, type="button", cls="v", data_figure=figure, tabindex="-1" if quiet else None)


def value(cell: Printed | None, *, quiet: bool = False) -> str:
    """A printed value with its unit, mark, interval and note."""
    if cell is None:
        return ""
    body = asked(_core(cell), cell.figure, quiet=quiet)
    body = tag("strong", body) if cell.strong else body
    extras = (
        tag("sup", escape(cell.mark), cls="ad-mark") if cell.mark else "",
        tag("span", escape(cell.interval), cls="ad-interval") if cell.interval and cell.text != cell.interval else "",
        tag("span", words(cell.en), cls="ad-en", lang="en") if cell.en else "",
        tag("span", words(cell.note), cls="ad-note") if cell.note else "",
    )
    return body + "".join(extras)


def _core(cell: Printed) -> str:
    if cell.missing:
        return tag("span", words(cell.text), cls="ad-missing")
    tight = cell.unit in ("%", "‰")
    unit = tag("span", escape(cell.unit), cls="ad-unit" if not tight else None) if cell.unit else ""
    currency = tag("span", escape(cell.currency), cls="ad-unit") + "&nbsp;" if cell.currency else ""
    return currency + _toned(cell) + ("" if tight or not unit else "&nbsp;") + unit


def _toned(cell: Printed) -> str:
    if not cell.tone:
        return words(cell.text)
    return tag("span", tag("span", escape(cell.text[:1]), cls="ad-glyph") + words(cell.text[1:]), cls=f"ad-tone-{cell.tone}")


def sentence(parts: Iterable[Sequence[Piece]], name: str = "p", cls: str | None = None) -> str:
    """A sentence as one element a language."""
    made = [(i, "".join(_piece(piece) for piece in part)) for i, part in enumerate(parts) if part]
    return "".join(tag(name, body, cls=cls if not i else f"{cls or ''} ad-second".strip(), lang="en" if i else None) for i, body in made)


def _piece(piece: Piece) -> str:
    body = asked(words(piece.text), piece.figure)
    return tag("strong", body) if piece.strong else body
