"""Three waves of the sample firm's satisfaction survey: 37, 29 and 35 answers.

Planted: the score for delivery rises 3.49, 3.72, 3.89 at any seed; customers that bought the bad batch of lights speak of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from argosy.records.reports.models import NumberSeries
from argosy.records.sample.after_sales import BAD, BAD_FROM, BAD_TO
from argosy.records.sample.caring import words
from argosy.records.sample.parties import contact_rows, party_rows, profiles
from argosy.records.sample.sales import line_rows, one, order_rows
from argosy.records.sample.stream import Stream
from argosy.records.sample.stream_laws import normal
from argosy.records.sample.world import Part, Plan, Row, World
from argosy.records.service.surveys.models import (
    CommentCode,
    LowScoreFollowUp,
    QuestionItem,
    Questionnaire,
    SurveyInvitation,
    SurveyResponse,
    SurveyWave,
)

SPREAD, NOISE = 0.6, 0.6
MEANS = {"quality": 4.05, "delivery": 3.6, "service": 4.25, "price": 3.45, "communication": 3.9, "documents": 4.1, "overall": 3.95}
THEMES = ("quality", "delivery", "service", "price", "communication", "documents")


@dataclass(frozen=True, slots=True)
class Wave:
    """One wave: its reference, days, how many are asked and answer, and what the scores for delivery add up to."""

    ref: str
    starts: date
    ends: date
    invited: int
    answers: int
    delivery: int

    @property
    def reminder(self) -> date:
        """Ten days after the start."""
        return self.starts + timedelta(days=10)


WAVES = (
    Wave("SW-0001", date(2025, 3, 3), date(2025, 3, 28), 78, 37, 129), Wave("SW-0002", date(2025, 10, 6), date(2025, 10, 31), 57, 29, 108),
    Wave("SW-0003", date(2026, 4, 7), date(2026, 4, 30), 60, 35, 136),
)  # fmt: skip


def invitation_rows(plan: Plan) -> list[Row]:
    """Who is asked in each wave: the sixty customers, a second person at some of them in the first; in the second some are left out."""
    draws, base = plan.stream("survey_invitation"), one(plan)
    codes = [row["code"] for row in party_rows(base)[:60]]
    people: dict[str, list[Row]] = {}
    for row in contact_rows(base):
        people.setdefault(row["party"], []).append(row)
    return [row for wave in WAVES for row in _asked(wave, draws, codes, people)]


def _asked(wave: Wave, draws: Stream, codes: list[str], people: dict[str, list[Row]]) -> list[Row]:
    picked = draws.shuffled(codes)[: min(wave.invited, len(codes))]
    twice = [code for code in draws.shuffled(codes) if len({row["name"] for row in people[code][:2]}) > 1][
        : max(0, wave.invited - len(codes))
    ]
    pairs = sorted([(code, 0) for code in picked] + [(code, 1) for code in twice])
    rows = []
    for number, (code, at) in enumerate(pairs, 1):
        who = people[code][at]
        rows.append({
            "wave": wave.ref, "customer": code, "contact": who["name"], "email": who["email"], "language": "zh-Hant" if who["language"] == "zh-Hant" else "en",
            "nonce": f"demo-{wave.ref}-{number:03d}-{draws.integer(10**6, 10**7 - 1)}", "sent_on": wave.starts, "expires": wave.ends,
        })  # fmt: skip
    return rows


def response_rows(plan: Plan) -> list[Row]:
    """The answers: customers differ by N(0, 0.6); scores for delivery are moved one by one until they add up to what is planted."""
    draws, base = plan.stream("survey_response"), one(plan)
    grades = {profile.code: profile.grade for profile in profiles(base)}
    latent = {code: normal(draws, 0, SPREAD) for code in sorted(grades)}
    burnt = _burnt(base)
    asked = invitation_rows(plan)
    return [row for wave in WAVES for row in _answered(wave, draws, [r for r in asked if r["wave"] == wave.ref], grades, latent, burnt)]


def _burnt(plan: Plan) -> set[str]:
    """Customers that bought lights of the bad batch."""
    heads = {row["number"]: row for row in order_rows(plan)}
    return {
        heads[row["order"]]["customer"] for row in line_rows(plan) if row["product"] == BAD and BAD_FROM <= heads[row["order"]]["date"] <= BAD_TO
    }  # fmt: skip


def _answered(wave: Wave, draws: Stream, asked: list[Row], grades: dict[str, str], latent: dict[str, float], burnt: set[str]) -> list[Row]:
    late = wave.starts > BAD_FROM
    weight = {row["nonce"]: draws.unit() - (0.1 if grades[row["customer"]] == "A" else 0) for row in asked}
    spoke = [row["nonce"] for row in asked if late and row["customer"] in burnt][:4]
    ranked = sorted(asked, key=lambda row: (row["nonce"] not in spoke, weight[row["nonce"]]))
    rows = []
    for invitation in sorted(ranked[: wave.answers], key=lambda row: row["nonce"]):
        hit = invitation["nonce"] in spoke
        scores = {
            key: _score(draws, mean + latent[invitation["customer"]] - (1.4 if hit and key == "quality" else 0))
            for key, mean in MEANS.items()
        }
        scores["nps"] = max(0, min(10, round(2 * scores["overall"] + normal(draws, 0, 0.9))))
        day = wave.starts + timedelta(days=draws.integer(1, (wave.ends - wave.starts).days))
        rows.append({"invitation": invitation, "day": day, "scores": scores, "hit": hit, "draw": draws.integer(1, 100)})
    _levelled(wave, rows)
    return [_row(draws, wave, row) for row in rows]


def _score(draws: Stream, mean: float) -> int:
    return max(1, min(5, round(mean + normal(draws, 0, NOISE))))


def _levelled(wave: Wave, rows: list[Row]) -> None:
    """Move scores for delivery by one, in order, until they add up."""
    at = 0
    while (gap := wave.delivery - sum(row["scores"]["delivery"] for row in rows)) != 0:
        scores, step = rows[at % len(rows)]["scores"], 1 if gap > 0 else -1
        if 2 <= scores["delivery"] + step <= 5:
            scores["delivery"] += step
        at += 1


def _row(draws: Stream, wave: Wave, row: Row) -> Row:
    told, scores = row["invitation"], row["scores"]
    theme, tone = _theme(draws, scores, row["hit"])
    said = _comment(draws, theme, tone, told["language"]) if row["hit"] or row["draw"] <= 55 else ""
    answered = datetime.combine(row["day"], time(10, 0), timezone.get_default_timezone()) + timedelta(minutes=draws.integer(0, 420))
    return {
        "wave": wave.ref, "nonce": told["nonce"], "customer": told["customer"], "respondent": told["contact"], "language": told["language"],
        "received": answered.isoformat(), "answers": scores, "comment": said, "theme": theme if said else "", "tone": tone if said else "",
        "reminded": [wave.reminder.isoformat()] if row["day"] > wave.reminder else [],
    }  # fmt: skip


def _theme(draws: Stream, scores: dict[str, int], hit: bool) -> tuple[str, str]:
    if hit:
        return "quality", "blame"
    theme = draws.pick(THEMES)
    return theme, "blame" if scores[theme] <= 2 else "praise" if scores[theme] >= 4 else "wish"


def _comment(draws: Stream, theme: str, tone: str, language: str) -> str:
    told = words()["comments"][theme]
    zh, en = list(told[f"{tone}_zh"]), list(told[f"{tone}_en"])
    if theme == "quality" and tone == "blame":
        zh, en = zh[:1] if draws.chance(70) else zh, en[:1] if draws.chance(70) else en
    said: str = draws.pick(zh if language == "zh-Hant" else en)
    return said


def store_questionnaire(world: World, rows: list[Row]) -> None:
    """One questionnaire, first version, released before the first wave."""
    head = words()["questionnaire"]
    author = world.made["person"]["ws1"]
    (made,) = world.keep(Questionnaire, [Questionnaire(**head, version=1, released_on=date(2025, 2, 20), author=author)])
    world.made["questionnaire"] = {"CSQ": made}
    world.keep(QuestionItem, [QuestionItem(questionnaire=made, **row) for row in rows])


def item_rows(_: Plan) -> list[Row]:
    """Seven scores and the question on recommending us."""
    return [{"place": at, **row} for at, row in enumerate(words()["items"], 1)]


def store_invitations(world: World, rows: list[Row]) -> None:
    """The waves, all closed, and who was asked."""
    names = ("第一波", "第二波", "第三波"), ("first", "second", "third")
    made = [
        SurveyWave(
            ref=wave.ref, title_zh=f"{wave.starts:%Y-%m} 顧客滿意度調查（{zh}）", title_en=f"Customer satisfaction {wave.starts:%Y-%m} ({en} wave)",
            purpose_zh="了解客戶對品質、交期、服務、價格、溝通與文件之滿意程度，並找出優先改善項目", purpose_en="How satisfied customers are with quality, delivery, service, prices, communication and papers, and what to improve first",
            questionnaire=world.made["questionnaire"]["CSQ"], frame_zh="調查前十二個月有往來之客戶", frame_en="Customers that dealt with us in the twelve months before",
            frame_size=60, channel="link", starts=wave.starts, ends=wave.ends, reminders=[wave.reminder.isoformat()], owner=world.made["person"]["ws1"], state="closed",
        )
        for wave, zh, en in zip(WAVES, *names, strict=True)
    ]  # fmt: skip
    waves = {row.ref: row for row in world.keep(SurveyWave, made, "wave", "ref")}
    NumberSeries(series="SW", last=len(WAVES)).save()
    parties = world.made["party"]
    replied = {row["nonce"]: row for row in response_rows(world.plan)}
    asked = [
        SurveyInvitation(**{
            **row, "wave": waves[row["wave"]], "customer": parties[row["customer"]],
            "reminded": replied[row["nonce"]]["reminded"] if row["nonce"] in replied else [_reminder(row["wave"])],
        })
        for row in rows
    ]  # fmt: skip
    world.keep(SurveyInvitation, asked, "invitation", "nonce")


def _reminder(ref: str) -> str:
    return next(wave.reminder for wave in WAVES if wave.ref == ref).isoformat()


def store_responses(world: World, rows: list[Row]) -> None:
    """Answers, coded comments, and the follow-up of every low score."""
    plain = ("respondent", "language", "answers", "comment")
    made = [
        SurveyResponse(
            wave=world.made["wave"][row["wave"]], invitation=world.made["invitation"][row["nonce"]], customer=world.made["party"][row["customer"]],
            received=datetime.fromisoformat(row["received"]), **{name: row[name] for name in plain},
        )
        for row in rows
    ]  # fmt: skip
    kept = world.keep(SurveyResponse, made)
    coder = world.made["person"]["ws1"]
    coded = [
        CommentCode(response=answer, theme=row["theme"], tone=row["tone"], quote=row["comment"][:300], coder=coder)
        for answer, row in zip(kept, rows, strict=True) if row["theme"]
    ]  # fmt: skip
    world.keep(CommentCode, coded)
    world.keep(LowScoreFollowUp, [one for answer in kept for one in _follow_ups(world, answer)])


def _follow_ups(world: World, answer: Any) -> list[LowScoreFollowUp]:
    """Within a week of a score of 1 or 2; closed three weeks later."""
    day = timezone.localdate(answer.received)
    low = [(key, score) for key, score in sorted(answer.answers.items()) if key != "nps" and score <= 2]
    owner = world.made["person"]["ws1" if answer.customer.country == "TW" else "ws2"]
    return [
        LowScoreFollowUp(
            response=answer, item=key, score=score, contacted_on=day + timedelta(days=4), contact="電話說明並了解原因 Called to hear the reason",
            measure=MEASURES[key], owner=owner, due=day + timedelta(days=30), closed_on=day + timedelta(days=25),
        )
        for key, score in low
    ]  # fmt: skip


MEASURES = {
    "quality": "換貨並提供檢驗報告 Exchanged, inspection report sent", "delivery": "提供船期表並於出貨前三日通知 Schedule sent, notice three days ahead",
    "service": "指定專責窗口與代理人 Named contact and deputy", "price": "提供用量級距報價 Tiered prices offered",
    "communication": "約定當日回覆 Same-day answers agreed", "documents": "文件草稿先確認 Draft papers confirmed first",
    "overall": "主管致電並排定檢討會議 Manager called, review arranged",
}  # fmt: skip


PARTS = (
    Part("question_item", item_rows, store_questionnaire), Part("survey_invitation", invitation_rows, store_invitations),
    Part("survey_response", response_rows, store_responses),
)  # fmt: skip
