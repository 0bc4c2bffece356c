"""A page per task, and the form on it that makes a draft."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from argosy.deliverables.registry import DELIVERABLES, deliverable
from argosy.kernel.errors import ArgosyError, Refused
from argosy.publishing import life
from argosy.records.reference import queries as reference
from argosy.standards import catalogue
from argosy.web import once
from argosy.web.forms.produce import ProduceForm
from argosy.web.task_page import task_page


@require_safe
def task(request: HttpRequest, job: str, code: str) -> HttpResponse:
    """What to do, with which records, and which outputs come of it."""
    return _page(request, job, code, {})


@require_POST
def produce(request: HttpRequest, job: str, code: str, output: str) -> HttpResponse:
    """Make a draft. What was entered stays on the page when it cannot be made."""
    found = catalogue.output(f"{job}/{output}")
    form = _form(request, found.key, bound=True)
    if not form.is_valid():
        return _page(request, job, code, {found.key: form}, status=400)
    if not once.first(request):
        return redirect(once.outcome(request) or "web:today")
    try:
        document = life.draft(
            actor=request.user,
            key=found.key,
            params=form.request_params,
            as_of=form.cleaned_data["as_of"],
            lang=form.cleaned_data["lang"],
        )
    except ArgosyError as error:
        once.release(request)
        form.add_error(None, error.message.say(request.LANGUAGE_CODE))
        return _page(request, job, code, {found.key: form}, status=403 if isinstance(error, Refused) else 400)
    messages.success(request, _("Draft %(ref)s is made. Look it over, then send it to check.") % {"ref": document.ref})
    address = redirect("web:document", str(document))
    once.keep(request, address.url)
    return address


def _page(request: HttpRequest, job: str, code: str, forms: dict[str, ProduceForm], status: int = 200) -> HttpResponse:
    page = task_page(request.user, job, code)
    for made in page.outputs:
        if made.built and made.output.key not in forms:
            forms[made.output.key] = _form(request, made.output.key)
    context = {"page": page, "forms": forms, "once": once.mark()}
    return render(request, "argosy/task/task.html", context, status=status)


def _form(request: HttpRequest, key: str, bound: bool = False) -> ProduceForm:
    params = deliverable(key).params if key in DELIVERABLES else ()
    initial = {param.name: request.GET[param.name] for param in params if param.name in request.GET}
    data = request.POST if bound else None
    return ProduceForm(params, reference.today(), data, initial=initial, prefix=key.rpartition("/")[2])
