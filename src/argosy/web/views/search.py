"""Finding anything by number, code or name, in either language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from argosy.kernel.text import Text, same
from argosy.records.catalog import queries as catalog
from argosy.records.parties import queries as parties
from argosy.records.reports import queries as reports
from argosy.records.tariffs import queries as tariffs
from argosy.standards import catalogue

EACH = 6


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found."""

    code: str
    name: Text
    url: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Groups of hits: a fragment for the finder, or a page."""
    words = request.GET.get("q", "").strip()[:80]
    groups = [(label, hits) for label, hits in _groups(request.user, words) if hits] if words else []
    template = "argosy/search/hits.html" if request.headers.get("HX-Request") else "argosy/search/page.html"
    return render(request, template, {"q": words, "groups": groups})


def _groups(person: Any, words: str) -> Iterator[tuple[Text, list[Hit]]]:
    yield Text("任務", "Tasks"), list(_tasks(words))[:EACH]
    yield Text("文件", "Documents"), [_document(row) for row in reports.search(person, words)[:EACH]]
    if person.may("tariffs.order.read"):
        yield Text("訂單檔", "Order files"), [_order(row) for row in tariffs.orders(words)[:EACH]]
    if person.may("parties.party.read"):
        rows = parties.parties(actor=person, find=words)[:EACH]
        yield Text("往來對象", "Parties"), [Hit(r.code, Text(r.name_zh, r.name_en), reverse("web:party", args=[r.code])) for r in rows]
    if person.may("catalog.product.read"):
        rows = catalog.products(actor=person, find=words)[:EACH]
        yield Text("商品與稅則號別", "Products and tariff codes"), [_product(row) for row in rows]


def _tasks(words: str) -> Iterator[Hit]:
    wanted = words.lower()
    for job in catalogue.standards():
        for task in job.tasks:
            known = f"{job.key}/{task.code} {task.code} {' '.join(key.rpartition('/')[2] for key in task.outputs)} {task.name.zh} {task.name.en}"
            if wanted in known.lower():
                yield Hit(f"{job.key} {task.code}", task.name, reverse("web:task", args=[job.key, task.code]))


def _document(row: Any) -> Hit:
    return Hit(
        str(row), Text(f"{row.title_zh} {row.subject_zh}", f"{row.title_en} {row.subject_en}"), reverse("web:document", args=[str(row)])
    )


def _order(row: Any) -> Hit:
    return Hit(row.ref, Text(row.title_zh or row.file_name, row.title_en or row.file_name), reverse("web:order", args=[row.ref]))


def _product(row: Any) -> Hit:
    code = same(row.code)
    name = Text("{name}　{code}", "{name}  {code}").format(name=Text(row.name_zh, row.name_en), code=code)
    return Hit(row.sku, name, reverse("web:product", args=[row.sku]))
