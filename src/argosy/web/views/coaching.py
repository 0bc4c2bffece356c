"""The coaching schedule as a calendar, sessions with invitations and attendance, and the answer library."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from argosy.deliverables.families.accounts.params import read_month
from argosy.deliverables.families.coaching.schedule import bare
from argosy.kernel.errors import ArgosyError, BadInput, Refused
from argosy.kernel.text import Text
from argosy.publishing import selling
from argosy.records.coaching.planning import actions as planning
from argosy.records.coaching.planning import queries as plans
from argosy.records.coaching.training import actions as training
from argosy.records.coaching.training import queries as sessions
from argosy.records.permission import Denied
from argosy.records.reference import queries as reference
from argosy.web import once
from argosy.web.listing import listing

NO_TIME = Text("請填日期與時間", "Give day and time")
NO_SCORE = Text("「{text}」不是 0 到 100 的分數", "“{text}” is no score of 0 to 100")
ACTS: dict[str, Callable[[HttpRequest, str], str]] = {}


@require_safe
def schedule(request: HttpRequest) -> HttpResponse:
    """The month as a calendar, who is behind, how busy coaches are, and the form to book a session."""
    return _schedule(request)


def _schedule(request: HttpRequest, problem: ArgosyError | None = None) -> HttpResponse:
    today = reference.today()
    text = request.GET.get("month", "")[:7]
    month = read_month(text) if text else today.replace(day=1)
    facts = selling.coaching(actor=request.user)  # type: ignore[arg-type]
    after = (month + timedelta(days=32)).replace(day=1)
    rows = list(sessions.sessions(actor=request.user, since=month, until=after - timedelta(days=1)))  # type: ignore[arg-type]
    missing = {one.code for one in bare(facts)}
    context = {
        "facts": facts, "month": month, "before": (month - timedelta(days=1)).replace(day=1), "after": after, "weeks": _weeks(month, rows, today), "rows": rows,
        "lagging": [(one, one.code in missing, float((one.standing.rate or 0) * 100)) for one in facts.lagging], "loads": sessions.loads(month, actor=request.user),  # type: ignore[arg-type]
        "courses": sessions.courses(actor=request.user).filter(is_active=True), "coaches": sessions.coaches(actor=request.user).filter(is_active=True),  # type: ignore[arg-type]
        "plans": plans.plans(actor=request.user).exclude(state="closed"), "once": request.POST.get("once") or once.mark(), "problem": problem,  # type: ignore[arg-type]
        "entered": request.POST if problem else {}, "today": today,
    }  # fmt: skip
    return render(request, "argosy/selling/schedule.html", context, status=_status(problem))


def _weeks(month: date, rows: list[Any], today: date) -> list[list[dict[str, Any]]]:
    """The days of a month by week, each with its sessions."""
    by_day: dict[date, list[Any]] = {}
    for row in rows:
        by_day.setdefault(timezone.localdate(row.starts), []).append(row)
    return [
        [{"day": day, "inside": day.month == month.month, "today": day == today, "sessions": by_day.get(day, [])} for day in week]
        for week in Calendar().monthdatescalendar(month.year, month.month)
    ]


@require_safe
def session(request: HttpRequest, number: str) -> HttpResponse:
    """One session: who is invited, who came, tests."""
    return _session(request, number)


def _session(request: HttpRequest, number: str, problem: ArgosyError | None = None) -> HttpResponse:
    row = sessions.session(number, actor=request.user)  # type: ignore[arg-type]
    context = {
        "row": row, "guests": [(g, _entered(request, g, problem)) for g in row.guests.all()], "problem": problem, "entered": request.POST if problem else {},
        "once": request.POST.get("once") or once.mark(), "coaches": sessions.coaches(actor=request.user).filter(is_active=True),  # type: ignore[arg-type]
        "day": timezone.localdate(row.starts), "planned": row.state == "planned",
    }  # fmt: skip
    return render(request, "argosy/selling/session.html", context, status=_status(problem))


def _entered(request: HttpRequest, guest: Any, problem: ArgosyError | None) -> dict[str, Any]:
    """Marks as just entered, else as kept."""
    if problem is not None:
        return {name: request.POST.get(f"{name}-{guest.pk}", "") for name in ("attended", "before", "after", "reaction")}
    return {"attended": "1" if guest.attended else "", "before": guest.before, "after": guest.after, "reaction": guest.reaction}


@require_http_methods(["POST"])
def coaching_act(request: HttpRequest, act: str, key: str = "-") -> HttpResponse:
    """Book, invite, mark, move, cancel; open, excuse and follow plans; write and approve answers. Once, however often it is sent."""
    if act not in ACTS:
        return redirect("web:coaching")
    if not once.first(request):
        return redirect(once.outcome(request) or reverse("web:coaching"))
    try:
        where = ACTS[act](request, key)
    except ArgosyError as error:
        once.release(request)
        return _again(request, act, key, error)
    messages.success(request, _("It is kept."))
    once.keep(request, where)
    return redirect(where)


def _again(request: HttpRequest, act: str, key: str, error: ArgosyError) -> HttpResponse:
    """The page the form came from, with what was entered and what is wrong; who may not do it at all is told so on a page of its own."""
    if isinstance(error, Denied):
        raise error
    if act in ("write", "approve"):
        return _answers(request, error)
    return _session(request, key, error) if act in ("invite", "attend", "move", "cancel") else _schedule(request, error)


def _book(request: HttpRequest, key: str) -> str:
    given = {name: request.POST.get(name, "").strip() for name in ("course", "coach", "place")}
    plan = request.POST.get("plan", "")
    more = {"plan": plans.plan(plan, actor=request.user) if plan else None, "online": request.POST.get("online") == "1"}  # type: ignore[arg-type]
    row = training.book(actor=request.user, starts=_moment(request), **given, **more)
    return reverse("web:coaching-session", args=[row.number])


def _invite(request: HttpRequest, key: str) -> str:
    people = [one.strip() for one in request.POST.get("colleagues", "").replace("，", ",").split(",") if one.strip()]
    customer = request.POST.get("customer", "").strip()
    who = [one.strip() for one in request.POST.get("attendees", "").replace("，", ",").split(",") if one.strip()]
    pairs = [(customer, name) for name in who or [""]] if customer else []
    training.invite(
        actor=request.user, number=key, customers=pairs, colleagues=people, channel=request.POST.get("channel", "")[:40] or "e-mail"
    )
    return reverse("web:coaching-session", args=[key])


def _attend(request: HttpRequest, key: str) -> str:
    row = sessions.session(key, actor=request.user)  # type: ignore[arg-type]
    marks = [
        {
            "guest": g.pk, "attended": request.POST.get(f"attended-{g.pk}") == "1", "before": _score(request, f"before-{g.pk}"), "after": _score(request, f"after-{g.pk}"),
            "reaction": int(_score(request, f"reaction-{g.pk}") or 0) or None,
        }
        for g in row.guests.all()
    ]  # fmt: skip
    training.attend(actor=request.user, number=key, actual=_day(request, "actual"), marks=marks)
    return reverse("web:coaching-session", args=[key])


def _move(request: HttpRequest, key: str) -> str:
    place = request.POST.get("place", "").strip()
    training.move(
        actor=request.user, number=key, coach=request.POST.get("coach", ""), starts=_moment(request), **({"place": place} if place else {})
    )
    return reverse("web:coaching-session", args=[key])


def _cancel(request: HttpRequest, key: str) -> str:
    training.cancel(actor=request.user, number=key, reason=request.POST.get("reason", ""))
    return reverse("web:coaching-session", args=[key])


def _excuse(request: HttpRequest, key: str) -> str:
    planning.excuse_plan(actor=request.user, number=key, reason=request.POST.get("reason", ""))
    return reverse("web:coaching")


def _follow(request: HttpRequest, key: str) -> str:
    planning.follow_plan(actor=request.user, number=key, behaviour=request.POST.get("behaviour", "").strip())
    return reverse("web:coaching")


def _open(request: HttpRequest, key: str) -> str:
    given = {name: request.POST.get(name, "").strip() for name in ("customer", "cause", "measures", "kpi", "interview")}
    planning.open_plan(actor=request.user, due=_day(request, "due"), kpi_target=_score(request, "kpi_target", 999) or Decimal(95), **given)
    return reverse("web:coaching")


def _write(request: HttpRequest, key: str) -> str:
    names = ("code", "product", "theme", "objection_zh", "objection_en", "answer_zh", "answer_en", "evidence", "segment")
    planning.write_answer(actor=request.user, **{name: request.POST.get(name, "").strip() for name in names})
    return reverse("web:answers")


def _approve(request: HttpRequest, key: str) -> str:
    planning.approve_answer(actor=request.user, code=key)
    return reverse("web:answers")


ACTS |= {
    "book": _book, "invite": _invite, "attend": _attend, "move": _move, "cancel": _cancel, "excuse": _excuse, "follow": _follow, "open": _open, "write": _write,
    "approve": _approve,
}  # fmt: skip


@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """The answer library: find an objection and what to say, with its evidence."""
    return _answers(request)


def _answers(request: HttpRequest, problem: ArgosyError | None = None) -> HttpResponse:
    asked = {name: request.GET.get(name, "")[:80].strip() for name in ("q", "sku", "theme", "which")}
    usable = reference.today() if asked["which"] == "usable" else None
    rows = plans.answers(actor=request.user, sku=asked["sku"], theme=asked["theme"], find=asked["q"], usable_on=usable)  # type: ignore[arg-type]
    context = {
        "list": listing(request, rows, 20), "asked": asked, "themes": plans.AnswerLibrary.Theme.choices, "today": reference.today(), "problem": problem,
        "entered": request.POST if problem else {}, "once": request.POST.get("once") or once.mark(),
    }  # fmt: skip
    return render(request, "argosy/selling/answers.html", context, status=_status(problem))


@require_safe
def comparison(request: HttpRequest) -> HttpResponse:
    """A product beside its rivals: attributes with verdicts, scores, prices, quotations won and lost."""
    from argosy.deliverables.families.competitor.matrix import name_of, verdict_of
    from argosy.engines.selling.rivals import judged, score
    from argosy.records.catalog.rivals import queries as rivals

    sku = request.GET.get("product", "")[:20].strip()
    known = sorted({row.own.sku for row in rivals.rivals(actor=request.user) if row.own is not None})  # type: ignore[arg-type]
    if not known and not sku:
        return render(request, "argosy/selling/comparison.html", {"known": known})
    facts = selling.comparison(actor=request.user, sku=sku)  # type: ignore[arg-type]
    codes = [one.code for one in facts.rivals]
    rows = [
        {
            "name": name_of(facts, one.name), "one": one, "unit": facts.units.get(one.name, ""),
            "cells": [{"measure": one.rivals.get(code), "verdict": judged(one, code), "words": verdict_of(one, code), "code": code} for code in codes],
        }
        for one in facts.attributes
    ]  # fmt: skip
    context = {"facts": facts, "rows": rows, "known": known, "scores": [score(facts.attributes, code) for code in codes]}
    return render(request, "argosy/selling/comparison.html", context)


def _status(problem: ArgosyError | None) -> int:
    return 200 if problem is None else 403 if isinstance(problem, Refused) else 400


def _moment(request: HttpRequest) -> datetime:
    try:
        return timezone.make_aware(datetime.fromisoformat(f"{request.POST.get('day', '')}T{request.POST.get('time', '')}"))
    except ValueError:
        raise BadInput(NO_TIME) from None


def _day(request: HttpRequest, name: str) -> date:
    try:
        return date.fromisoformat(request.POST.get(name, ""))
    except ValueError:
        raise BadInput(Text("請填日期", "Give the date")) from None


def _score(request: HttpRequest, name: str, most: int = 100) -> Decimal | None:
    text = request.POST.get(name, "").strip()
    if not text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal(-1)
    if not 0 <= number <= most:
        raise BadInput(NO_SCORE.format(text=text))
    return number
