"""The quality of each team week by week: what was delivered in full and on time, what came back for its quality, which first answers were late.

A line or a case belongs to the team of who sold it or owns it: the first of ``TEAMS`` that person works as, else ``NOBODY``. Limits are those of the
p-chart of the 26 weeks that end with the one judged; below twenty in the week there are none and nothing is flagged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

from argosy.engines.service.control import FEWEST, p_chart
from argosy.records.people.models import Person
from argosy.records.permission import Actor
from argosy.records.service.cases.queries import served
from argosy.records.service.models import ReturnNote, ReturnReason
from argosy.records.service.standards.measuring import Period, Records, promised, shipped
from argosy.records.service.standards.models import TeamQualitySnapshot

TEAMS, NOBODY, LEAD = ("CS", "WS", "FM", "EP", "TM"), "-", "TM"
WINDOW, WEEK = 26, timedelta(days=7)
DEVIATIONS = (ReturnReason.DEFECT, ReturnReason.DAMAGE, ReturnReason.WRONG)
Measure = TeamQualitySnapshot.Measure
Counts = Mapping[date, tuple[int, int]]
PLACES = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Judged:
    """One measure of one team in one week: ``k`` of ``n``, with the limits it was held against where there are any."""

    team: str
    measure: str
    week: date
    k: int
    n: int
    centre: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    flagged: bool


def judged(on: date, *, actor: Actor | None) -> list[Judged]:
    """The last 26 weeks that were over before a day, each team and measure in order of time."""
    last = on - timedelta(days=on.weekday()) - WEEK
    weeks = [last - WEEK * back for back in range(2 * WINDOW - 1)][::-1]
    return [
        _point(team, measure, counts, weeks[at - WINDOW + 1 : at + 1])
        for (team, measure), counts in sorted(counted(weeks[0], last + timedelta(days=6), on, actor=actor).items())
        for at in range(WINDOW - 1, len(weeks))
        if weeks[at] in counts
    ]


def counted(since: date, until: date, on: date, *, actor: Actor | None) -> dict[tuple[str, str], Counts]:
    """By team and measure the weeks of a period, each with k and n, as known on a day."""
    team, records = _teams(), Records(actor, Period(since, until))
    back = set(ReturnNote.objects.filter(date__lte=on, reason__in=DEVIATIONS).values_list("line", flat=True))
    known = timezone.make_aware(datetime.combine(on, time(23, 59, 59)))
    told = {
        Measure.OTIF: ((row["login"], row["promised"], good) for row, good in promised(records)),
        Measure.DEVIATION: ((row["login"], row["shipped"], row["pk"] in back) for row in shipped(records)),
        Measure.BREACH: ((one.owner, one.received, one.answer_late) for one in served(since, until, known, actor=actor)),
    }
    found: dict[tuple[str, str], Counts] = {}
    for measure, rows in told.items():
        for name, counts in _by_week(rows, team).items():
            found[name, str(measure)] = counts
    return found


def _by_week(rows: Iterable[tuple[str | None, date, bool]], team: Mapping[str, str]) -> dict[str, Counts]:
    made: dict[str, dict[date, tuple[int, int]]] = defaultdict(dict)
    for login, day, counts in rows:
        week, weeks = day - timedelta(days=day.weekday()), made[team.get(login or "", NOBODY)]
        k, n = weeks.get(week, (0, 0))
        weeks[week] = (k + counts, n + 1)
    return dict(made)


def _teams() -> dict[str, str]:
    """The team of each login."""
    return {one.login: next((role for role in TEAMS if role in one.role_codes), NOBODY) for one in Person.objects.all()}


def _point(team: str, measure: str, counts: Counts, window: list[date]) -> Judged:
    points = p_chart([(week.isoformat(), *counts[week]) for week in window if week in counts])
    point = points[-1]
    enough = point.n >= FEWEST and point.low is not None
    limits = (_exact(point.low), _exact(point.high)) if enough else (None, None)
    return Judged(team, measure, window[-1], point.k, point.n, _exact(point.centre), *limits, enough and point.beyond)


def _exact(share: float | None) -> Decimal | None:
    return None if share is None else Decimal(share).quantize(PLACES, ROUND_HALF_UP)


def lead() -> str:
    """The login of who leads the teams: the first active trade manager; empty where there is none."""
    rows = Person.objects.filter(is_active=True, roles_held__role=LEAD).order_by("login")
    return str(rows.values_list("login", flat=True).first() or "")
