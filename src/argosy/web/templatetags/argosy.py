"""What templates need to speak two languages and to draw the frame."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from html import escape
from typing import Any
from urllib.parse import quote

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from argosy.engines.duty.answer import money_text
from argosy.kernel.rounding import round_to
from argosy.kernel.text import Text
from argosy.kernel.wording import number_words
from argosy.web import frame as frames
from argosy.web.steps import STEP_WORDS

register = template.Library()
SPRITE = "vendor/tabler-icons-3.51.0/sprite.svg"


@register.simple_tag
def icon(name: str) -> SafeString:
    """An outline icon; decoration only, so hidden from screen readers."""
    return _drawn(static(SPRITE), name)


@lru_cache(maxsize=1024)
def _drawn(sprite: str, name: str) -> SafeString:
    return format_html('<svg class="i" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>', sprite, name)


@register.simple_tag
def rail(link: frames.Link) -> SafeString:
    """A link of the rail. A tag of its own, since every page draws some fifty of them."""
    parts = [f'<a href="{escape(link.url)}"', ' aria-current="page"' if link.current else "", ">", icon(link.icon) if link.icon else ""]
    parts += [f'<span class="code">{escape(link.code)}</span>' if link.code else "", f'<span class="nm">{escape(say(link.label))}</span>']
    parts.append(f'<span class="n{" me" if link.mine else ""}">{link.count}</span>' if link.count else "")
    return SafeString("".join(parts) + "</a>")


SHAPES = {"ok": "circle-check", "warn": "alert-triangle", "stop": "octagon-minus", "wait": "hourglass", "info": "info-circle"}
LEVELS = {"issued": "ok", "in_check": "wait", "checked": "wait", "approved": "wait", "withdrawn": "stop"}
REVIEW = Text("須重新檢視", "Needs review")


@register.simple_tag
def party_rows(rows: list[dict[str, str]]) -> SafeString:
    """The lines of the register of parties, drawn at once."""
    base = escape(reverse("web:parties"))
    return SafeString("".join(_party_row(base, row["code"], {name: escape(text) for name, text in row.items()}) for row in rows))


def _party_row(base: str, code: str, row: dict[str, str]) -> str:
    first = (
        f'<tr data-row><td class="nw two"><a href="{base}{quote(code, safe="")}/">{row["code"]}</a></td><td class="w">{row["name"]}</td>'
    )
    kinds = f"<td>{row['kinds']}</td><td>{row['country']}</td>"
    return f'{first}{kinds}<td class="stt">{row["grade"]}</td><td class="nw x">{row["tax_id"]}</td></tr>'


@register.simple_tag
def chip(level: str, words: Text) -> SafeString:
    """A state: shape, word and colour."""
    return format_html('<span class="st {}">{}{}</span>', level, icon(SHAPES.get(level, "circle-dashed")), say(words))


@register.simple_tag
def state(document: Any) -> SafeString:
    """Where a document stands. A tag of its own, since long lists draw one a row."""
    if document.needs_review:
        return chip("warn", REVIEW)
    return chip(LEVELS.get(document.state, "off"), STEP_WORDS[document.state])


@register.simple_tag(takes_context=True)
def frame(context: Any) -> frames.Frame:
    """Rail, counts and editions for the person at hand."""
    return frames.frame(context["request"])


@register.filter
def say(text: Text | str | None) -> str:
    """A ``Text`` in the language of the page."""
    return text.say(get_language() or "en") if isinstance(text, Text) else text or ""


@register.filter
def other(text: Text) -> str:
    """A ``Text`` in the other language, empty when both are alike."""
    said, more = (text.en, text.zh) if (get_language() or "en").startswith("en") else (text.zh, text.en)
    return "" if said == more else more


@register.filter
def spoken(row: Any, field: str) -> str:
    """``row.field_zh`` or ``row.field_en`` by the language of the page; the other one where this is empty."""
    if row is None:
        return ""
    return Text(getattr(row, f"{field}_zh", ""), getattr(row, f"{field}_en", "")).say(get_language() or "en")


@register.filter
def told(row: dict[str, Any], field: str) -> str:
    """``row["field_zh"]`` or ``row["field_en"]`` by the language of the page, the other where this is empty; an empty field is ``zh`` and ``en``."""
    start = f"{field}_" if field else ""
    zh, en = row.get(f"{start}zh") or "", row.get(f"{start}en") or ""
    return (en or zh) if (get_language() or "en").startswith("en") else (zh or en)


@register.filter
def person_name(person: Any) -> str:
    """A person by name and login, e.g. 陳示範 CS1."""
    return f"{spoken(person, 'name')} {person.login.upper()}" if person else ""


@register.filter
def initial(person: Any) -> str:
    """One or two letters for the round badge."""
    name = spoken(person, "name")
    return "".join(word[0] for word in name.split()[:2]) if name.isascii() else name[:1]


@register.filter
def day(value: date | datetime | None) -> str:
    """A date as YYYY-MM-DD, in the firm's time."""
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return value.strftime("%Y-%m-%d") if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """A time to the minute, in the firm's time."""
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M") if value else ""


@register.filter
def figure(value: Decimal | int | None) -> str:
    """A number with thousands by comma, no trailing zeros, and a true minus."""
    if value is None:
        return ""
    plain = f"{Decimal(value):,f}"
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain).replace("-", "−")


@register.filter
def share(value: float | None) -> str:
    """A share as a whole percentage; a dash for one that cannot be told."""
    return "–" if value is None else f"{value:.0%}"


@register.filter
def amount(value: Fraction | Decimal | None, currency: str) -> str:
    """An amount as its currency prints, with thousands by comma and a true minus."""
    if value is None:
        return ""
    number = Decimal(money_text(Fraction(value), currency))
    return f"{number:,f}".replace("-", "−")


@register.filter
def whole(value: Decimal | Fraction | float | None) -> str:
    """An amount to the whole unit, half up, with thousands by comma and a true minus."""
    return "" if value is None else f"{int(round_to(Fraction(value), Fraction(1))):,}".replace("-", "−")


@register.filter
def exactly(value: Fraction | None) -> str:
    """An exact number as a decimal, or as a fraction where it has no end."""
    return "" if value is None else number_words(value)


@register.filter
def more_than_said(error: Any) -> bool:
    """Whether the problems of an error say something its message does not say already."""
    said = getattr(error, "message", Text("", ""))
    return any(one.row or one.message.en not in said.en for one in getattr(error, "problems", ()) or ())


@register.filter
def short_hash(value: str) -> str:
    """The first eight digits of a hash in two groups."""
    return f"{value[:4]} {value[4:8]}" if value else ""


@register.filter
def may(person: Any, permission: str) -> bool:
    """Whether the person holds a permission."""
    return bool(person.may(permission))


@register.filter
def item(mapping: Any, key: Any) -> Any:
    """``mapping[key]``, or nothing."""
    return mapping.get(key) if mapping else None


@register.filter
def output_short(key: str) -> str:
    """The short key of an output, e.g. CS/O1.2.1."""
    from argosy.standards.catalogue import output

    return output(key).short


@register.filter
def cause(change: Any) -> Text:
    """What a change comes from, in words."""
    from argosy.report.difference import CAUSE_WORDS

    return CAUSE_WORDS[change.cause]


@register.filter
def source(block: Any, lang: str) -> str:
    """The words of an authored paragraph as they were typed, with ``[[figure]]`` and ``**strong**``."""
    runs = block.text.zh if lang == "zh" else block.text.en
    return "".join(f"[[{run.ref}]]" if run.ref else f"**{run.text}**" if run.strong else run.text for run in runs)


EVENTS = {
    "issue": Text("發行", "Issued"),
    "supersede": Text("取代", "Superseded"),
    "withdraw": Text("撤回", "Withdrawn"),
    "send": Text("寄送", "Sent"),
}


@register.filter
def event(link: Any) -> Text:
    """What a link of the chain records."""
    return EVENTS.get(link.event, Text(link.event, link.event))


@register.filter
def evidence_link(link: Any) -> str:
    """The document a piece of evidence rests on, as a link where it is one."""
    from django.urls import reverse

    from argosy.kernel.errors import ArgosyError
    from argosy.records.reports.queries import named

    try:
        row = named(link.record)
    except ArgosyError:
        return link.record
    return format_html('<a href="{}">{}</a>', reverse("web:document", args=[str(row)]), row)


@register.simple_tag
def marks(states: tuple[str, ...]) -> SafeString:
    """One small mark for each indicator: full confirmed, struck suggested, hollow none."""
    return format_html(
        '<svg class="mini" width="{}" height="13" aria-hidden="true">{}</svg>',
        9 * len(states),
        format_html_join("", "{}", ((_mark(state, 9 * at),) for at, state in enumerate(states))),
    )


def _mark(state: str, x: int) -> SafeString:
    if state == "ok":
        return format_html('<rect x="{}" y="1" width="7" height="11" class="f1"/>', x)
    if state == "wait":
        box = '<rect x="{}" y="1.75" width="5.5" height="9.5" class="mk-wait"/><path d="M{} 12l7 -11" class="mk-wait"/>'
        return format_html(box, x + 0.75, x)
    return format_html('<rect x="{}" y="1.5" width="6" height="10" class="mk-none"/>', x + 0.5)
