"""Moving a document: every act is a POST that ends on the document's page, done or with the reason why not."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from argosy.kernel.errors import ArgosyError, BadInput, NotFound, Refused
from argosy.kernel.text import Text
from argosy.publishing import life
from argosy.records.reports import actions
from argosy.records.reports import queries as reports
from argosy.web import once
from argosy.web.views.documents import page

Mover = Callable[[HttpRequest, str], str]


def _act(done: Any) -> Callable[[Mover], Callable[..., HttpResponse]]:
    """An act as a view. ``done`` is said when it went through; the act returns the reference to show next."""

    def make(move: Mover) -> Callable[..., HttpResponse]:
        @require_POST
        @wraps(move)
        def view(request: HttpRequest, ref: str) -> HttpResponse:
            reports.seen_by(request.user, ref)
            if not once.first(request):
                return redirect(once.outcome(request) or reverse("web:document", args=[ref]))
            try:
                target = move(request, ref)
            except ArgosyError as error:
                once.release(request)
                return page(request, ref, problem=error, status=403 if isinstance(error, Refused) else 400)
            messages.success(request, done)
            once.keep(request, target)
            return redirect(target)

        return view

    return make


def _to(ref: Any, tab: str = "") -> str:
    return reverse("web:document", args=[str(ref)]) + (f"?tab={tab}" if tab else "")


@_act(gettext_lazy("Sent to check. Its figures are frozen; whoever may check sees it under 'Waiting for me'."))
def submit(request: HttpRequest, ref: str) -> str:
    """Freeze and send to the second person."""
    return _to(life.submit(actor=request.user, ref=ref).document)


@_act(gettext_lazy("Checked. Every amount was worked out again and agrees."))
def check(request: HttpRequest, ref: str) -> str:
    """The second person's check of the content they looked at."""
    life.check(actor=request.user, ref=ref, comment=_said(request, "comment"), content_hash=_said(request, "content_hash"))
    return _to(ref)


@_act(gettext_lazy("Approved. Its maker can now number and issue it."))
def approve(request: HttpRequest, ref: str) -> str:
    """The approver's consent to the content they looked at."""
    life.approve(actor=request.user, ref=ref, comment=_said(request, "comment"), content_hash=_said(request, "content_hash"))
    return _to(ref)


@_act(gettext_lazy("Returned to its maker with your reason."))
def back(request: HttpRequest, ref: str) -> str:
    """Back to draft with a reason."""
    life.return_draft(actor=request.user, ref=ref, comment=_said(request, "comment"))
    return _to(ref)


@_act(gettext_lazy("Issued: numbered, sealed and archived. Its files are below."))
def issue(request: HttpRequest, ref: str) -> str:
    """Number, seal, render, archive."""
    return _to(life.issue(actor=request.user, ref=ref).doc_no, "files")


@_act(gettext_lazy("Withdrawn. It stays in the archive with its mark and your reason."))
def withdraw(request: HttpRequest, ref: str) -> str:
    """Mark as withdrawn."""
    life.withdraw(actor=request.user, ref=ref, reason=_said(request, "reason"))
    return _to(ref)


@_act(gettext_lazy("A revision is started as a draft on the data of now."))
def revise(request: HttpRequest, ref: str) -> str:
    """A new revision of an issued document."""
    row = reports.document(ref)
    new = life.draft(
        actor=request.user, key=row.key, params=row.params, lang=row.lang, replaces=row.ref, reason=_said(request, "reason")
    )  # fmt: skip
    return _to(new)


@_act(gettext_lazy("The sending is logged."))
def send(request: HttpRequest, ref: str) -> str:
    """Log who received which file, and how."""
    recipient = _said(request, "recipient")
    if not recipient:
        raise BadInput(Text("請填收件人", "Say who received it"))
    given = {name: _said(request, name) for name in ("channel", "file", "address")}
    life.send(actor=request.user, ref=ref, recipient=recipient, **given)
    return _to(ref, "files")


@_act(gettext_lazy("The receipt is logged."))
def acknowledge(request: HttpRequest, ref: str) -> str:
    """Log that a sending arrived."""
    sending = _said(request, "sending")
    actions.acknowledge(actor=request.user, sending=int(sending) if sending.isdecimal() else 0, words=_said(request, "words"))
    return _to(ref, "files")


@_act(gettext_lazy("The warning is acknowledged with your reason."))
def waive(request: HttpRequest, ref: str) -> str:
    """Acknowledge a warning of a draft."""
    actions.waive(actor=request.user, ref=ref, check=_said(request, "check"), reason=_said(request, "reason"))
    return _to(ref)


@_act(gettext_lazy("The paragraph is kept."))
def write(request: HttpRequest, ref: str) -> str:
    """Keep a paragraph a person wrote."""
    text = Text(_said(request, "zh"), _said(request, "en"))
    life.write(actor=request.user, ref=ref, block=_said(request, "block"), text=text)
    return _to(ref, "write")


def _said(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").strip()


ACTS: dict[str, Callable[..., HttpResponse]] = {
    "submit": submit, "check": check, "approve": approve, "return": back, "issue": issue, "withdraw": withdraw, "revise": revise,
    "send": send, "acknowledge": acknowledge, "waive": waive, "write": write,
}  # fmt: skip


def act(request: HttpRequest, ref: str, act: str) -> HttpResponse:
    """The act named in the address; ``NotFound`` for a name that is none."""
    if act not in ACTS:
        raise NotFound(Text("沒有這個動作：{a}", "There is no such act: {a}").format(a=act))
    return ACTS[act](request, ref)
