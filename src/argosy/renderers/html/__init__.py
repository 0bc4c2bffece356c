"""HTML: the document as a fragment for a page of the web room, or as a page of its own beside ``argosy-document.css``."""

from __future__ import annotations

from html import escape
from pathlib import Path

from argosy.renderers.charts import LANDSCAPE_MM, PORTRAIT_MM
from argosy.renderers.formatting import pair
from argosy.renderers.html.blocks import block_html
from argosy.renderers.html.parts import both, phrase, tag, words
from argosy.renderers.outline import Numbered, columns, outline, side_by_side
from argosy.renderers.phrases import CLASS_WORDS, STATE_WORDS, WORDS, dated, index_values, labelled, revision_beside
from argosy.renderers.setting import Setting
from argosy.report.model import AnyBlock, Finding, Report

STYLESHEET = Path(__file__).parent / "argosy-document.css"
_TAGS = {"zh-Hant": "zh-Hant-TW", "both": "zh-Hant-TW", "en": "en"}


def render(report: Report, lang: str) -> bytes:
    """A whole page. It links ``argosy-document.css`` from its own folder and runs no script."""
    title = f"{report.title.say('zh-Hant' if lang == 'both' else lang)} {report.printed_no}".strip()
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    head += f'<title>{escape(title)}</title><link rel="stylesheet" href="{STYLESHEET.name}">'
    page = tag("html", tag("head", head) + tag("body", fragment(report, lang)), lang=_TAGS[lang])
    return f"<!doctype html>\n{page}\n".encode()


def fragment(report: Report, lang: str, level: int = 1) -> str:
    """The document as one ``article``; ``level`` is the heading level of its title."""
    plan = outline(report)
    measure = LANDSCAPE_MM if report.orientation == "landscape" else PORTRAIT_MM
    setting = Setting(report, lang, plan.captions, index_values(report), measure)
    sections = "".join(_section(part, setting, level) for part in plan.sections)
    body = _head(report, lang, level) + _findings(report, lang) + sections + _foot(report, lang)
    return tag("article", body, cls=_classes(report), lang=_TAGS[lang], data_document=report.printed_no or report.key)


def stylesheet() -> str:
    """The style sheet for screen and print."""
    return STYLESHEET.read_text(encoding="utf-8")


def _classes(report: Report) -> str:
    marks = {"ad-demo": report.demo, "ad-unissued": report.state != "issued", "ad-wide": _any_landscape(report)}
    return " ".join(["ad", *(name for name, on in marks.items() if on)])


def _any_landscape(report: Report) -> bool:
    return "landscape" in (report.orientation, *(section.orientation for section in report.sections))


def _head(report: Report, lang: str, level: int) -> str:
    letter, said = report.letterhead, "zh-Hant" if lang == "both" else lang
    aside = words(letter.unit.say(said)) if report.audience == "internal" else _address(report, said)
    english = tag("span", words(letter.name.en), cls="ad-en", lang="en") if lang != "en" and letter.name.en != letter.name.zh else ""
    firm = tag(
        "div", tag("p", tag("strong", words(letter.name.say(said))) + english) + tag("p", aside, cls="ad-small"), cls="ad-letterhead"
    )
    title = tag(f"h{level}", both(pair(report.title, lang)))
    subtitle = tag("p", phrase(report.subtitle, lang), cls="ad-subtitle") if report.subtitle else ""
    sample = tag("p", words(WORDS["demo"].say(said)), cls="ad-sample") if report.demo else ""
    return tag("header", firm + tag("div", tag("div", title + subtitle + sample) + _control(report, lang), cls="ad-title"), cls="ad-head")


def _address(report: Report, lang: str) -> str:
    letter = report.letterhead
    tax = labelled(WORDS["tax_id"], letter.tax_id, lang) if letter.tax_id else ""
    return "<br>".join(words(line) for line in (letter.address.say(lang), tax, letter.phone, letter.email) if line)


def _control(report: Report, lang: str) -> str:
    number = report.doc_no or f"{WORDS['draft'].say('zh-Hant' if lang == 'both' else lang)} {report.draft_ref}".strip()
    rows = [("no", tag("strong", words(number))), ("rev", f"R{report.revision}"), ("date", dated(report))]
    rows += [("replaces", words(report.replaces))] if report.replaces else []
    rows.append(("class", phrase(CLASS_WORDS[report.confidentiality], lang)))
    if report.state != "issued":
        rows.append(("state", tag("strong", phrase(STATE_WORDS[report.state], lang), cls="ad-tone-bad")))
    return tag("dl", "".join(tag("div", tag("dt", phrase(WORDS[key], lang)) + tag("dd", body)) for key, body in rows), cls="ad-control")


def _findings(report: Report, lang: str) -> str:
    shown = [finding for level in ("block", "warn") for finding in report.findings if finding.level == level]
    if report.state == "issued" or not shown:
        return ""
    alarm = shown[0].level == "block"
    head = tag("p", "▲ " + phrase(WORDS["findings" if alarm else "warnings"], lang), cls="ad-finding-head")
    return tag(
        "aside", head + tag("ul", "".join(_finding(f, lang) for f in shown)), cls="ad-findings" if alarm else "ad-findings ad-warnings"
    )


def _finding(finding: Finding, lang: str) -> str:
    waived = tag("span", words(labelled(WORDS["waived"], finding.waived, lang)), cls="ad-note") if finding.waived else ""
    parts = (
        tag("strong", escape(finding.id)),
        tag("span", phrase(finding.message, lang) + waived),
        tag("span", phrase(WORDS[finding.level], lang), cls="ad-small"),
    )
    return tag("li", "".join(parts))


def _section(part: Numbered, setting: Setting, level: int) -> str:
    section, report = part.section, setting.report
    wide = (section.orientation or report.orientation) == "landscape"
    number = tag("span", escape(part.number), cls="ad-number") + " " if part.number else ""
    head = tag(f"h{min(6, level + section.level)}", number + phrase(section.title, setting.lang))
    here = setting.narrowed(LANDSCAPE_MM if wide else PORTRAIT_MM)
    rows = "".join(_row(row, here) for row in side_by_side(part.blocks))
    cls = f"ad-section ad-level-{section.level}" + (" ad-landscape" if wide else "") + (" ad-break" if section.break_before else "")
    return tag("section", head + rows, cls=cls, id=f"s-{section.id}")


def _row(row: tuple[AnyBlock, ...], setting: Setting) -> str:
    made = "".join(block_html(block, setting) for block in row)
    shares = columns(row)
    return made if shares == (100,) else tag("div", made, cls=f"ad-row ad-share-{shares[0]}")


def _foot(report: Report, lang: str) -> str:
    said = "zh-Hant" if lang == "both" else lang
    left = f"{WORDS['basis'].say(said)} {report.basis}" if report.audience == "internal" else report.letterhead.name.say(said)
    middle = "　".join(part for part in (report.printed_no, revision_beside(report), report.content_hash[:8]) if part)
    return tag("footer", tag("span", words(left)) + tag("span", words(middle)), cls="ad-foot")
