"""A report as plain data for the Typst template: words already in their language, figures already printed, widths settled."""

from __future__ import annotations

import re
from typing import Any

from argosy.renderers.fonts import strings
from argosy.renderers.formatting import pair
from argosy.renderers.outline import Numbered, Outline, columns, is_contract, listed, outline, side_by_side
from argosy.renderers.pdf.blocks import block_data
from argosy.renderers.phrases import CLASS_WORDS, STATE_WORDS, WORDS, dated, index_values, labelled, revision_beside
from argosy.renderers.setting import Setting
from argosy.report.model import AnyBlock, Finding, Report

PORTRAIT_MM, LANDSCAPE_MM, GUTTER_MM = 172.0, 267.0, 9.0
Data = dict[str, Any]
# Letters outside Latin-1: words that hold one are set in Noto Sans. The template looks for them only when there are any.
_FOREIGN = re.compile("[\u0100-\u024f\u0300-\u036f\u0370-\u04ff\u1e00-\u1eff]")
# Curly quotes are as wide as a Chinese character in Noto Sans TC: English sets them in Noto Sans.
_QUOTES = re.compile("[\u2018-\u201d]")


def content(report: Report, lang: str) -> Data:
    """Everything the template reads; strings only, nothing of it is ever taken for markup."""
    plan = outline(report)
    data = _whole(report, lang, plan)
    said = [text for _, text in strings(data)]
    return data | {
        "foreign": any(_FOREIGN.search(text) for text in said),
        "quotes": lang != "zh-Hant" and any(_QUOTES.search(text) for text in said),
    }


def _whole(report: Report, lang: str, plan: Outline) -> Data:
    return {
        "lang": {"zh-Hant": "zh", "en": "en"}.get(lang, "both"),
        "meta": _meta(report, lang),
        "words": {key: list(pair(text, lang)) for key, text in WORDS.items()},
        "findings": _findings(report, lang),
        "parts": [_part(report, lang, plan, run) for run in _runs(report, plan)],
    }


def _meta(report: Report, lang: str) -> Data:
    head, said = report.letterhead, "zh-Hant" if lang == "both" else lang
    issued = report.state == "issued"
    return {
        "title": list(pair(report.title, lang)),
        "subtitle": list(pair(report.subtitle, lang)),
        "no": _number(report, said),
        "rev": f"R{report.revision}",
        "rev_beside": revision_beside(report),
        "date": dated(report),
        "as_of": report.as_of.isoformat() if report.audience == "internal" and report.as_of.isoformat() != dated(report) else "",
        "day": [int(part) for part in dated(report).split("-")],
        "class": list(pair(CLASS_WORDS[report.confidentiality], lang)),
        "strong_class": report.confidentiality == "confidential",
        "state": None if issued else list(pair(STATE_WORDS[report.state], lang)),
        "replaces": report.replaces,
        "internal": report.audience == "internal",
        "firm": list(pair(head.name, lang)),
        "firm_en": head.name.en if head.name.en != head.name.zh and lang != "en" else "",
        "unit": head.unit.say(said),
        "address": _address(report, lang),
        "basis": report.basis,
        "hash": report.content_hash[:8],
        "landscape": report.orientation == "landscape",
        "contract": is_contract(report),
        "demo": report.demo,
        "description": " ".join(part for part in (report.title.en, report.printed_no, f"R{report.revision}") if part),
        "keywords": [part for part in (report.standard, report.task, report.key) if part],
    }


def _number(report: Report, lang: str) -> str:
    return report.doc_no or " ".join(part for part in (WORDS["draft"].say(lang), report.draft_ref) if part)


def _address(report: Report, lang: str) -> list[str]:
    head = report.letterhead
    tax = f"{WORDS['tax_id'].say('zh-Hant' if lang == 'both' else lang)} {head.tax_id}" if head.tax_id else ""
    first, second = pair(head.address, lang)
    lines = ("　".join(part for part in (first, tax) if part), second, "　".join(part for part in (head.phone, head.email) if part))
    return [line for line in lines if line]


def _findings(report: Report, lang: str) -> Data | None:
    shown = listed(report)
    if report.state == "issued" or not shown:
        return None
    blocked = shown[0].level == "block"
    return {
        "alarm": blocked,
        "head": list(pair(WORDS["findings" if blocked else "warnings"], lang)),
        "items": [_finding(finding, lang) for finding in shown],
    }


def _finding(finding: Finding, lang: str) -> Data:
    waived = labelled(WORDS["waived"], finding.waived, lang) if finding.waived else ""
    return {"id": finding.id, "text": list(pair(finding.message, lang)), "kind": list(pair(WORDS[finding.level], lang)), "waived": waived}


def _landscape(report: Report, part: Numbered) -> bool:
    return (part.section.orientation or report.orientation) == "landscape"


def _runs(report: Report, plan: Outline) -> list[list[Numbered]]:
    """Sections grouped while the page keeps its orientation."""
    runs: list[list[Numbered]] = []
    for part in plan.sections:
        if runs and _landscape(report, runs[-1][-1]) == _landscape(report, part):
            runs[-1].append(part)
        else:
            runs.append([part])
    return runs


def _part(report: Report, lang: str, plan: Outline, run: list[Numbered]) -> Data:
    wide = _landscape(report, run[0])
    values = index_values(report)
    setting = Setting(report, lang, plan.captions, values, LANDSCAPE_MM if wide else PORTRAIT_MM)
    return {"landscape": wide, "sections": [_section(part, setting) for part in run]}


def _section(part: Numbered, setting: Setting) -> Data:
    section = part.section
    return {
        "number": part.number,
        "level": section.level,
        "title": list(pair(section.title, setting.lang)),
        "break": section.break_before,
        "rows": [_row(row, setting) for row in side_by_side(part.blocks)],
        "id": section.id,
    }


def _row(row: tuple[AnyBlock, ...], setting: Setting) -> Data:
    shares = columns(row)
    room = setting.measure - (0 if shares == (100,) else GUTTER_MM)
    return {"shares": list(shares), "blocks": [block_data(b, setting.narrowed(room * s / 100)) for b, s in zip(row, shares, strict=True)]}
