"""Contracts: the list with what is up for renewal, one contract in two columns, and what is done to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from argosy.kernel.errors import ArgosyError, BadInput, NotFound, Refused
from argosy.kernel.text import Text
from argosy.publishing import ubl
from argosy.records.contracts import actions, queries
from argosy.records.contracts.naming import KIND_WORDS, STATE_WORDS
from argosy.records.people.queries import people
from argosy.records.permission import Denied
from argosy.records.reference import queries as reference
from argosy.web import once
from argosy.web.listing import listing
from argosy.web.views.quotations import ubl_file

MARKS = {
    "draft": ("off", "circle-dashed"), "review": ("wait", "hourglass"), "signed": ("ok", "circle-check"), "ended": ("warn", "clock"), "terminated": ("stop", "octagon-minus"),
    "dropped": ("off", "circle-dashed"),
}  # fmt: skip
MOST = 20 * 1024 * 1024


@require_safe
def contracts(request: HttpRequest) -> HttpResponse:
    """Contracts, the newest first; what has to be decided soon on top."""
    asked = {name: request.GET.get(name, "")[:60] for name in ("q", "state", "kind")}
    rows = queries.contracts(actor=request.user, find=asked["q"], state=asked["state"], kind=asked["kind"])
    context = {
        "list": listing(request, rows), "asked": asked, "marks": MARKS, "states": STATE_WORDS, "kinds": KIND_WORDS,
        "renewals": queries.renewals(actor=request.user, on=reference.today()),
    }  # fmt: skip
    return render(request, "argosy/contract/list.html", context)


@require_safe
def contract(request: HttpRequest, number: str) -> HttpResponse:
    """One contract."""
    return _one(request, number)


def _one(request: HttpRequest, number: str, problem: ArgosyError | None = None, status: int = 200) -> HttpResponse:
    row = queries.contract(number, actor=request.user)
    open_ = row.state in ("draft", "review")
    deviations = {clause.no: clause for clause in row.clauses.all() if clause.own}
    context = {
        "row": row, "extras": [(name, amount) for _, name, amount in queries.extras(row)], "mark": MARKS[row.state], "open": open_, "faults": queries.faults(row, on=reference.today()) if open_ else [], "differences": queries.differences(row) if open_ else [],
        "articles": [(no, heading, words, source, deviations.get(no)) for no, heading, words, source, _ in queries.articles(row)], "once": once.mark(), "problem": problem,
        "signatories": queries.signatories(actor=request.user, party=row.customer.code), "today": reference.today(), "staff": people(actor=request.user).filter(is_active=True).order_by("login"),
    }  # fmt: skip
    return render(request, "argosy/contract/contract.html", context, status=status)


def _said(request: HttpRequest, name: str, longest: int = 300) -> str:
    return request.POST.get(name, "").strip()[:longest]


def _article(request: HttpRequest) -> int:
    told = _said(request, "article", 4)
    if not told.isdecimal():
        raise BadInput(Text("請選條款", "Choose an article"))
    return int(told)


def _change(request: HttpRequest, number: str) -> str:
    row = queries.contract(number, actor=request.user)
    known = {str(one.pk): one for one in queries.signatories(actor=request.user, party=row.customer.code)}
    fields: dict[str, Any] = {"explanation": _said(request, "explanation", 1000)}
    fields |= {name: known.get(_said(request, name, 12)) for name in ("our_signatory", "their_signatory")}
    ends = _said(request, "ends", 10)
    if ends:
        try:
            fields["ends"] = date.fromisoformat(ends)
        except ValueError as wrong:
            raise BadInput(Text("日期格式為 YYYY-MM-DD", "A date is YYYY-MM-DD")) from wrong
    version = _said(request, "version", 8)
    actions.change_contract(actor=request.user, number=number, version=int(version) if version.isdecimal() else -1, **fields)
    return ""


def _deviate(request: HttpRequest, number: str) -> str:
    words = {name: _said(request, name, 4000) for name in ("zh", "en")}
    actions.deviate(
        actor=request.user,
        number=number,
        article=_article(request),
        reason=_said(request, "reason"),
        risk=_said(request, "risk", 200),
        **words,
    )
    return ""


def _decide(request: HttpRequest, number: str) -> str:
    actions.decide_deviation(
        actor=request.user,
        number=number,
        article=_article(request),
        approve=_said(request, "verdict") == "approve",
        answer=_said(request, "answer"),
    )
    return ""


def _review(request: HttpRequest, number: str) -> str:
    actions.review_contract(actor=request.user, number=number)
    return ""


def _scan(request: HttpRequest) -> tuple[bytes, str]:
    file = request.FILES.get("scan")
    if file is None:
        return b"", ""
    if (file.size or 0) > MOST:
        raise BadInput(Text("檔案超過 20 MB", "The file is above 20 MB"))
    return file.read(), (file.name or "scan")[:120]


def _sign(request: HttpRequest, number: str) -> str:
    data, name = _scan(request)
    actions.sign_contract(actor=request.user, number=number, scan=data, scan_name=name)
    return ""


def _attach(request: HttpRequest, number: str) -> str:
    data, name = _scan(request)
    if not data:
        raise BadInput(Text("請選檔案", "Choose a file"))
    actions.attach_scan(actor=request.user, number=number, scan=data, name=name)
    return ""


def _owed(request: HttpRequest, number: str) -> str:
    try:
        due = date.fromisoformat(_said(request, "due", 10))
    except ValueError as wrong:
        raise BadInput(Text("日期格式為 YYYY-MM-DD", "A date is YYYY-MM-DD")) from wrong
    duty = _said(request, "duty_zh", 160)
    actions.add_obligation(
        actor=request.user, number=number, duty_zh=duty, duty_en=_said(request, "duty_en", 160) or duty, due=due, who=_said(request, "who", 4) or "us", owner=_said(request, "owner", 32)
    )  # fmt: skip
    return ""


def _done(request: HttpRequest, number: str) -> str:
    told = _said(request, "obligation", 12)
    actions.fulfil(actor=request.user, obligation=int(told) if told.isdecimal() else 0, proof=_said(request, "proof", 200))
    return ""


def _signatory(request: HttpRequest, number: str) -> str:
    paper, _name = _scan(request)
    told = {name: _said(request, name, longest) for name, longest in (("name", 80), ("title", 80), ("paper", 160))}
    actions.file_authority(actor=request.user, contract=number, theirs=_said(request, "side", 6) == "theirs", document=paper, **told)
    return ""


def _renew(request: HttpRequest, number: str) -> str:
    row = actions.draw_contract(actor=request.user, renews=number)
    return reverse("web:contract", args=[row.number])


def _end(request: HttpRequest, number: str) -> str:
    actions.end_contract(actor=request.user, number=number, how=_said(request, "how", 12), note=_said(request, "note"))
    return ""


ACTS: dict[str, tuple[Any, Callable[[HttpRequest, str], str]]] = {
    "change": (gettext_lazy("The contract is changed."), _change), "deviate": (gettext_lazy("The deviation is put to legal."), _deviate),
    "decide": (gettext_lazy("The deviation is decided."), _decide), "review": (gettext_lazy("The contract is with legal."), _review),
    "sign": (gettext_lazy("The contract is signed; its text stands."), _sign), "attach": (gettext_lazy("The signed scan is kept."), _attach),
    "owe": (gettext_lazy("The obligation is entered."), _owed), "fulfil": (gettext_lazy("The obligation is fulfilled."), _done),
    "signatory": (gettext_lazy("The authority is on file."), _signatory), "renew": (gettext_lazy("The renewal is drawn up."), _renew), "end": (gettext_lazy("The contract is closed."), _end),
}  # fmt: skip


@require_POST
def act(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """One of the acts on a contract, done once however often it is sent."""
    if act not in ACTS:
        raise NotFound(Text("沒有此項操作", "There is no such act"))
    done, move = ACTS[act]
    if not once.first(request):
        return redirect(once.outcome(request) or reverse("web:contract", args=[number]))
    try:
        target = move(request, number) or reverse("web:contract", args=[number])
    except Denied:
        once.release(request)
        raise
    except ArgosyError as error:
        once.release(request)
        return _one(request, number, problem=error, status=403 if isinstance(error, Refused) else 400)
    messages.success(request, done)
    once.keep(request, target)
    return redirect(target)


@require_safe
def invoice_ubl(request: HttpRequest, number: str) -> HttpResponse:
    """An invoice as UBL."""
    return ubl_file(ubl.invoice(number, actor=request.user), number)
