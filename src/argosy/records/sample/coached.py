"""Courses, sessions and coaching of the sample firm. Planted: six dealers behind target, five followed up, one with neither session nor reason; WS3,
who joined in November 2025, has passed one course since.
"""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils import timezone

from argosy.records.coaching.planning.models import AnswerLibrary, CoachingNote, CoachingPlan, PlanCheck
from argosy.records.coaching.training.models import Coach, Course, Guest, Programme, ProgrammeCost, ProgrammeModule, TrainingSession
from argosy.records.people.models import CompetencyRecord
from argosy.records.people.resources.models import ResourceRequest
from argosy.records.reports.models import NumberSeries
from argosy.records.sample.managed import behind, bought, customer_target_rows
from argosy.records.sample.selling import MONTHS
from argosy.records.sample.stream import Stream
from argosy.records.sample.territories import TAKEN_OVER, seller
from argosy.records.sample.world import Part, Plan, Row, World, written

OPENED, FOLLOWED, FOLLOWED_UP = date(2026, 3, 2), date(2026, 6, 30), 5
STAFF = ("ws1", "ws2", "ws3")
STARTS, AFTERNOON = time(9, 30), time(14)
COACH_OF = {"own": ("K-01", "K-02", "K-03"), "maker": ("K-11", "K-12")}
PASSED_BY_WS3 = frozenset({"TR-12"})
PROGRAMME = "PG-2026-H1"


@cache
def words() -> dict[str, Any]:
    """What the file says."""
    return tomllib.loads(files("argosy.records.sample").joinpath("data", "coaching.toml").read_text(encoding="utf-8"))


def course_rows(plan: Plan) -> list[Row]:
    """Eighteen courses; they do not depend on the seed."""
    return [dict(row) for row in written("courses")]


def coach_rows(plan: Plan) -> list[Row]:
    """Three colleagues and two makers' trainers."""
    return [dict(row) for row in words()["coaches"]]


def plan_rows(plan: Plan) -> list[Row]:
    """Six plans, one for each dealer behind target, of six different causes; the last has neither session nor reason."""
    rows = []
    for at, code in enumerate(behind(plan)):
        told = words()["causes"][at]
        rows.append(
            {
                "number": f"CP-{at + 1:04d}", "customer": code, "cause": told["cause"], "interview": told["interview"],
                "interviewed": OPENED - timedelta(days=6 - at), "measures": told["measures"], "opened": OPENED, "due": date(2026, 7, 31),
                "kpi": "2026 年累計達成率", "kpi_target": Decimal(95), "gap": _gap(plan, code, date(2026, 2, 28)), "owner": _owner(code),
                "state": "followed" if at < FOLLOWED_UP else "open", "request": at if at < 4 else None,
            }
        )  # fmt: skip
    return rows


def check_rows(plan: Plan) -> list[Row]:
    """What came of the five plans followed up: target and actual from March to the day."""
    rows = []
    for at, code in enumerate(behind(plan)[:FOLLOWED_UP]):
        months = [month for month in MONTHS if month >= date(2026, 3, 1)]
        target = sum((r["amount"] for r in customer_target_rows(plan) if r["customer"] == code and r["month"] in months), Decimal(0))
        actual = sum((bought(plan).get((code, month), Decimal(0)) for month in months), Decimal(0))
        behaviour = words()["causes"][at]["behaviour"]
        rows.append(
            {"plan": f"CP-{at + 1:04d}", "on": FOLLOWED, "target": target, "actual": actual, "behaviour": behaviour, "by": _owner(code)}
        )
    return rows


def session_rows(plan: Plan) -> list[Row]:
    """One session of each course for the staff, month by month; two for each of five plans, in March 2026 and in July."""
    draws, courses = plan.stream("training_session"), written("courses")
    rows = [_staff(draws, course, MONTHS[at]) for at, course in enumerate(courses)]
    by_code = {course["code"]: course for course in courses}
    for at, code in enumerate(behind(plan)[:FOLLOWED_UP]):
        course = by_code[words()["causes"][at]["course"]]
        rows += [_theirs(draws, course, code, at, day) for day in (date(2026, 3, 9), date(2026, 7, 6))]
    rows.sort(key=lambda row: (row["starts"], row["course"]))
    return [{"number": f"TS-{at:05d}", **row} for at, row in enumerate(rows, 1)]


def _staff(draws: Stream, course: dict[str, str], month: date) -> Row:
    day = month + timedelta(days=draws.integer(9, 24))
    day -= timedelta(days=max(0, day.weekday() - 4))
    guests = [_colleague(draws, login, course["code"]) for login in STAFF if login != "ws3" or day >= TAKEN_OVER]
    invited = day - timedelta(days=14)
    return _session(draws, course, datetime.combine(day, STARTS), "桃園倉儲訓練室", None, [{**g, "invited": invited} for g in guests])


def _colleague(draws: Stream, login: str, course: str) -> Row:
    came = draws.chance(92) if login != "ws3" else course in PASSED_BY_WS3 or draws.chance(25)
    before, gain = draws.integer(48, 66), draws.integer(14, 28)
    low = login == "ws3" and course not in PASSED_BY_WS3
    after = min(98, 62 if low else max(72, before + gain))
    scores = {"before": before, "after": after, "reaction": draws.integer(3, 5)} if came else {}
    return {"colleague": login, "customer": "", "attendee": "", "reply": "yes" if came else "no", "attended": came, **scores}


def _theirs(draws: Stream, course: dict[str, str], code: str, at: int, first: date) -> Row:
    """A session at a dealer's: that of March is held, that of July planned. Every dealer has a day of its own, so that no coach is needed twice."""
    day, held = first + timedelta(days=at), first.month == 3
    guests = []
    for who in ("採購", "門市一", "門市二"):
        before, gain, reaction = draws.integer(42, 64), draws.integer(12, 30), draws.integer(3, 5)
        scores = {"before": before, "after": min(96, before + gain), "reaction": reaction} if held else {}
        answer = {"reply": "yes", "attended": True} if held else {"reply": "open", "attended": None}
        guests.append(
            {"colleague": "", "customer": code, "attendee": f"{who}示範", "invited": first - timedelta(days=20), **answer, **scores}
        )
    row = _session(draws, course, datetime.combine(day, AFTERNOON), f"{code} 會議室", f"CP-{at + 1:04d}", guests)
    return {**row, "online": not code.startswith("C-TW"), "held": held}


def _session(draws: Stream, course: dict[str, str], starts: datetime, place: str, plan: str | None, guests: list[Row]) -> Row:
    return {
        "course": course["code"], "subject": course["title_zh"], "coach": draws.pick(COACH_OF[course["host"]]), "starts": starts.isoformat(),
        "hours": Decimal(course["hours"]), "place": place, "online": False, "held": True, "material": course["material"], "plan": plan, "guests": guests,
    }  # fmt: skip


def note_rows(plan: Plan) -> list[Row]:
    """Notes: what WS3 and the dealers were advised."""
    told = words()["causes"]
    rows = [
        {
            "customer": code, "about": "", "on": date(2026, 4, 7) + timedelta(days=3 * at), "occasion": "到店檢視", "advice": told[at]["measures"],
            "next_step": "六月底前檢視達成率", "result": told[at]["behaviour"], "by": _owner(code),
        }
        for at, code in enumerate(behind(plan)[:FOLLOWED_UP])
    ]  # fmt: skip
    for at, (advice, result) in enumerate((("報價前先查稅則與條件", "已能獨立完成三種條件"), ("補訓競品比較與碟煞課程", ""))):
        on = date(2026, 1, 20) + timedelta(days=60 * at)
        rows.append(
            {
                "customer": "",
                "about": "ws3",
                "on": on,
                "occasion": "陪同拜訪",
                "advice": advice,
                "next_step": "下月陪訪",
                "result": result,
                "by": "ws1",
            }
        )
    return rows


def answer_rows(plan: Plan) -> list[Row]:
    """Twelve answers; one awaits approval."""
    return [{"code": f"QA-{at:04d}", **row} for at, row in enumerate(words()["answers"], 1)]


def _gap(plan: Plan, code: str, until: date) -> Decimal:
    months = [month for month in MONTHS if date(2026, 1, 1) <= month <= until]
    target = sum((r["amount"] for r in customer_target_rows(plan) if r["customer"] == code and r["month"] in months), Decimal(0))
    return target - sum((bought(plan).get((code, month), Decimal(0)) for month in months), Decimal(0))


def _owner(code: str) -> str:
    country = next(row["country"] for row in written("customers") if row["code"] == code)
    return seller(country, OPENED)


def store_courses(world: World, rows: list[Row]) -> None:
    """Courses by code."""
    world.keep(Course, [Course(**{**row, "hours": Decimal(row["hours"])}) for row in rows], "course", "code")


def store_coaches(world: World, rows: list[Row]) -> None:
    """Coaches by code."""
    people = world.made["person"]
    made = [Coach(**{**row, "colleague": people.get(row["colleague"]), "capacity": Decimal(row["capacity"])}) for row in rows]
    world.keep(Coach, made, "coach", "code")


def store_plans(world: World, rows: list[Row]) -> None:
    """Requests, the programme, and plans that name them."""
    people, customers = world.made["person"], world.made["party"]
    asked = world.keep(ResourceRequest, [_request(row, people) for row in words()["requests"]])
    told = words()["programme"]
    days = {name: date.fromisoformat(told[name]) for name in ("starts", "ends")}
    programme = Programme(**{**told, **days, "owner": people[told["owner"]], "ceiling": Decimal(told["ceiling"])})
    world.keep(Programme, [programme], "programme", "code")
    kept = world.made["programme"][PROGRAMME]
    courses = world.made["course"]
    exact = ("hours", "target")
    modules = [
        ProgrammeModule(
            **{**row, **{name: Decimal(row[name]) for name in exact}, "course": courses[row["course"]]}, programme=kept, no=no
        )
        for no, row in enumerate(words()["modules"], 1)
    ]  # fmt: skip
    world.keep(ProgrammeModule, modules)
    costs = [{**row, "quantity": Decimal(row["quantity"]), "unit_price": Decimal(row["unit_price"])} for row in words()["costs"]]
    world.keep(ProgrammeCost, [ProgrammeCost(**row, programme=kept) for row in costs])
    made = [
        CoachingPlan(
            **{**row, "customer": customers[row["customer"]], "owner": people[row["owner"]], "request": None if row["request"] is None else asked[row["request"]]},
            programme=kept,
        )
        for row in rows
    ]  # fmt: skip
    world.keep(CoachingPlan, made, "coaching_plan", "number")
    NumberSeries(series="coaching-plan", last=len(rows)).save()


def _request(row: Row, people: dict[str, Any]) -> ResourceRequest:
    decided = row["decision"] != "open"
    at = _moment(datetime.combine(OPENED, time(10)))
    return ResourceRequest(
        **{**row, "quantity": Decimal(row["quantity"]), "cost": Decimal(row["cost"]), "kind": "stock"}, requester=people["ws1"], requested_at=at,
        decided_by=people["tm1"] if decided else None, decided_at=at + timedelta(days=4) if decided else None,
    )  # fmt: skip


def store_checks(world: World, rows: list[Row]) -> None:
    """Follow-ups of plans kept before."""
    plans, people = world.made["coaching_plan"], world.made["person"]
    world.keep(PlanCheck, [PlanCheck(**{**row, "plan": plans[row["plan"]], "by": people[row["by"]]}) for row in rows])


def store_sessions(world: World, rows: list[Row]) -> None:
    """Sessions with their guests; a colleague who passed has a competency record."""
    made, courses, coaches = world.made, world.made["course"], world.made["coach"]
    heads = []
    for row in rows:
        starts = _moment(datetime.fromisoformat(row["starts"]))
        plain = {name: row[name] for name in ("number", "subject", "hours", "place", "online", "material")}
        state = {"state": "held", "actual": starts.date()} if row["held"] else {}
        heads.append(
            TrainingSession(
                **plain, **state, course=courses[row["course"]], coach=coaches[row["coach"]], starts=starts, ends=starts + timedelta(hours=int(row["hours"])),
                plan=made["coaching_plan"].get(row["plan"]), programme=made["programme"][PROGRAMME] if row["plan"] else None,
            )
        )  # fmt: skip
    world.keep(TrainingSession, heads, "training_session", "number")
    guests = [(made["training_session"][row["number"]], guest) for row in rows for guest in row["guests"]]
    world.keep(Guest, [_guest(session, guest, made) for session, guest in guests])
    passed = [(s, g) for s, g in guests if g["colleague"] and g.get("after", 0) >= 70]
    kept = [
        CompetencyRecord(person=made["person"][g["colleague"]], subject=f"{s.course.code} {s.course.title_zh}", date=s.actual)
        for s, g in passed
    ]
    world.keep(CompetencyRecord, kept)
    NumberSeries(series="training-session", last=len(rows)).save()


def _guest(session: TrainingSession, row: Row, made: dict[str, dict[str, Any]]) -> Guest:
    return Guest(
        session=session, customer=made["party"].get(row["customer"]), colleague=made["person"].get(row["colleague"]), attendee=row["attendee"],
        invited=row["invited"], channel="e-mail", reply=row["reply"], attended=row["attended"], reaction=row.get("reaction"),
        **{name: None if row.get(name) is None else Decimal(row[name]) for name in ("before", "after")},
    )  # fmt: skip


def store_notes(world: World, rows: list[Row]) -> None:
    """Notes about people and customers kept before."""
    people, customers = world.made["person"], world.made["party"]
    made = [{**row, "customer": customers.get(row["customer"]), "about": people.get(row["about"]), "by": people[row["by"]]} for row in rows]
    world.keep(CoachingNote, [CoachingNote(**row) for row in made])


def store_answers(world: World, rows: list[Row]) -> None:
    """Answers about products kept before."""
    people, wares = world.made["person"], world.made["product"]
    at = _moment(datetime.combine(date(2026, 4, 1), time(10)))
    made = [
        AnswerLibrary(
            **{**row, "product": wares[row["product"]], "author": people[row["author"]], "approver": people.get(row["approver"])},
            approved_at=at if row["approver"] else None, valid_from=date(2026, 4, 1), valid_to=date(2027, 3, 31),
        )
        for row in rows
    ]  # fmt: skip
    world.keep(AnswerLibrary, made)
    NumberSeries(series="answer", last=len(rows)).save()


def _moment(at: datetime) -> datetime:
    return timezone.make_aware(at)


PARTS = (
    Part("course", course_rows, store_courses), Part("coach", coach_rows, store_coaches), Part("coaching_plan", plan_rows, store_plans),
    Part("plan_check", check_rows, store_checks), Part("training_session", session_rows, store_sessions),
    Part("coaching_note", note_rows, store_notes), Part("answer", answer_rows, store_answers),
)  # fmt: skip
