"""Service standards, their reviewed results, non-conformities, improvement actions and the weekly quality of teams."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from argosy.records.columns import choice, day, exact, line, link, moment, person, prose
from argosy.records.record import Record
from argosy.records.wording import said

ENDS_AFTER_START = said("結束日不得早於開始日", "it cannot end before it begins")


class ServiceStandard(Record):
    """A KPI with its formula, target and tolerance, from one day to another, under one owner.

    ``limit`` is the hours or days within which a case or a quotation counts as served in time; ``target`` the value the KPI is to reach, in
    percent, points or, for ``within``, hours that nine in ten are to be served in. ``clock``: office hours of the firm's place, or hours passed.
    """

    class Measure(models.TextChoices):
        """How it is measured, and from which records."""

        QUOTE = "quote", said("報價時效達成率", "quotations sent within the limit")
        ANSWER = "answer", said("首次回覆達成率", "cases first answered within the limit")
        CLOSE = "close", said("結案達成率", "cases closed within the limit")
        WITHIN = "within", said("首次回覆 P90", "nine in ten cases answered within")
        OTIF = "otif", said("準時足量率", "on time and in full")
        DOCS = "docs", said("文件一次正確率", "documents right first time")
        RETURNS = "returns", said("退貨率", "lines returned")
        CSAT = "csat", said("顧客滿意度", "customer satisfaction (top two)")
        NPS = "nps", said("淨推薦值", "net promoter score")

    class Direction(models.TextChoices):
        """Which side of the target is good."""

        LEAST = "least", said("至少", "at least")
        MOST = "most", said("至多", "at most")

    class Clock(models.TextChoices):
        """Which hours count."""

        OFFICE = "office", said("上班時數", "office hours")
        ELAPSED = "elapsed", said("經過時數", "hours passed")

    class Period(models.TextChoices):
        """How often it is measured."""

        WEEK = "week", said("每週", "weekly")
        MONTH = "month", said("每月", "monthly")
        QUARTER = "quarter", said("每季", "quarterly")
        HALF = "half", said("每半年", "half-yearly")

    code = line("編號", "code", 20, needed=True)
    name_zh = line("指標", "KPI", 120, needed=True)
    name_en = line("指標(英)", "KPI (English)", 120, needed=True)
    process_zh = line("流程", "process", 80, needed=True)
    process_en = line("流程(英)", "process (English)", 80, needed=True)
    measure = choice("量測", "measure", Measure.choices, default=Measure.ANSWER)
    scope = line("範圍", "scope", 16)
    formula_zh = line("公式", "formula", 300, needed=True)
    formula_en = line("公式(英)", "formula (English)", 300, needed=True)
    limit = exact("時限", "limit", places=2)
    clock = choice("計時", "clock", Clock.choices, default=Clock.OFFICE)
    target = exact("目標", "target", places=2, needed=True)
    direction = choice("方向", "direction", Direction.choices, default=Direction.LEAST)
    tolerance = exact("容許差", "tolerance", places=2, needed=True, default=0)
    unit = line("單位", "unit", 12, needed=True)
    period = choice("頻率", "period", Period.choices, default=Period.MONTH)
    owner = person("負責人", "owner", needed=True)
    valid_from = day("生效日", "valid from", needed=True)
    valid_to = day("失效日", "valid to")
    reason = prose("理由", "reason")

    class Meta:
        verbose_name = said("服務標準", "service standard")
        verbose_name_plural = said("服務標準", "service standards")
        ordering: ClassVar = ["code", "-valid_from"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="service_standard_once_a_day"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="service_standard_ends_after_start",
                violation_error_message=ENDS_AFTER_START,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name_zh}"

    def clean(self) -> None:
        """A limit where the measure needs one, no negative tolerance, and never two of one code on a day."""
        faults = {}
        if self.measure in (self.Measure.QUOTE, self.Measure.ANSWER, self.Measure.CLOSE) and not (self.limit and self.limit > 0):
            faults["limit"] = said("此指標須填時限", "this measure needs a limit")
        if self.tolerance is not None and self.tolerance < 0:
            faults["tolerance"] = said("不得為負數", "it cannot be negative")
        others = ServiceStandard.objects.filter(code=self.code).exclude(pk=self.pk)
        others = others.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=self.valid_from))
        if self.valid_to is not None:
            others = others.filter(valid_from__lte=self.valid_to)
        if others.exists():
            faults["valid_from"] = said(
                "與另一期間之標準重疊，請先訂其失效日", "it overlaps with a standard of another period: end that one first"
            )
        if faults:
            raise ValidationError(faults)

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class StandardResult(Record):
    """What a standard came to in a closed period, as it was measured then, and what its reviewer says of a miss."""

    class Verdict(models.TextChoices):
        """Against target and tolerance."""

        MET = "met", said("達成", "met")
        NEAR = "near", said("容許範圍內", "within tolerance")
        MISSED = "missed", said("未達", "missed")
        UNMEASURED = "unmeasured", said("無法量測", "not measurable")

    standard = models.ForeignKey(ServiceStandard, models.PROTECT, related_name="results", verbose_name=said("服務標準", "standard"))
    since = day("期間起", "from", needed=True)
    until = day("期間迄", "to", needed=True)
    actual = exact("實績", "actual")
    low = exact("下限", "low")
    high = exact("上限", "high")
    n = models.PositiveIntegerField(said("樣本數", "n"))
    missing = models.PositiveIntegerField(said("缺資料筆數", "cases without the data"), default=0)
    verdict = choice("判定", "verdict", Verdict.choices, default=Verdict.UNMEASURED)
    note = prose("檢討說明", "reviewer's note")
    reviewer = person("檢討人", "reviewer")
    at = moment("量測時間", "measured at", needed=True)

    class Meta:
        verbose_name = said("標準量測結果", "result of a standard")
        verbose_name_plural = said("標準量測結果", "results of standards")
        ordering: ClassVar = ["-until", "standard"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["standard", "since", "until"], name="standard_result_once")]

    def __str__(self) -> str:
        return f"{self.standard.code} {self.since}–{self.until}"


class NonConformity(Record):
    """Something that departs from a standard or a specification: finding, cause, correction, and who verified it (never its owner)."""

    ref = line("編號", "reference", 20, needed=True, unique=True)
    subject = line("紀錄", "record", 100, needed=True)
    name = line("紀錄名稱", "name of the record", 120, needed=True)
    standard = link("service.ServiceStandard", "違反標準", "standard breached", name="nonconformities")
    requirement = line("違反要求", "requirement breached", 300)
    finding = prose("發現", "finding", needed=True)
    cause = prose("原因", "cause")
    correction = prose("矯正", "correction")
    found_on = day("發現日", "found on", needed=True)
    owner = person("負責人", "owner", needed=True)
    verifier = person("驗證人", "verifier")
    verified_at = moment("驗證時間", "verified at")

    class Meta:
        verbose_name = said("不符合事項", "non-conformity")
        verbose_name_plural = said("不符合事項", "non-conformities")
        ordering: ClassVar = ["-found_on", "-pk"]

    def __str__(self) -> str:
        return self.ref

    def clean(self) -> None:
        """It names what was breached; it is verified by another person than its owner, with cause and correction filled in."""
        faults = {}
        if self.standard_id is None and not self.requirement.strip():
            faults["requirement"] = said("請指明違反之標準或要求", "name the standard or requirement that was breached")
        if self.verifier_id is not None:
            if self.verifier_id == self.owner_id:
                faults["verifier"] = said("驗證人不得為負責人", "the verifier cannot be the owner")
            wanting = [name for name in ("cause", "correction") if not getattr(self, name).strip()]
            faults |= dict.fromkeys(wanting, said("驗證前必填", "it is needed before it is verified"))
        if faults:
            raise ValidationError(faults)


class ImprovementAction(Record):
    """What is done about a cause: where it comes from, who does it by when, the figure before and the figure after."""

    class State(models.TextChoices):
        """Where it stands."""

        OPEN = "open", said("進行中", "open")
        DONE = "done", said("完成", "done")
        DROPPED = "dropped", said("取消", "dropped")

    ref = line("編號", "reference", 20, needed=True, unique=True)
    origin = line("來源紀錄", "origin record", 100, needed=True)
    origin_name = line("來源名稱", "name of the origin", 120, needed=True)
    cause = prose("原因", "cause", needed=True)
    action = prose("對策", "action", needed=True)
    owner = person("負責人", "owner", needed=True)
    due = day("期限", "due date", needed=True)
    measure = line("衡量指標", "measure", 120)
    baseline = exact("改善前", "baseline")
    result = exact("改善後", "result")
    unit = line("單位", "unit", 12)
    outcome = prose("結果說明", "what came of it")
    state = choice("狀態", "state", State.choices, default=State.OPEN)
    opened_by = person("提出人", "opened by", needed=True)
    opened_at = moment("提出時間", "opened at", needed=True)
    closed_at = moment("結束時間", "closed at")

    class Meta:
        verbose_name = said("改善對策", "improvement action")
        verbose_name_plural = said("改善對策", "improvement actions")
        ordering: ClassVar = ["due", "pk"]

    def __str__(self) -> str:
        return self.ref

    def clean(self) -> None:
        """A closed one says what came of it; one done with a baseline gives the figure after."""
        faults = {}
        if self.state != self.State.OPEN and not self.outcome.strip():
            faults["outcome"] = said("結束須附結果說明", "say what came of it")
        if self.state == self.State.DONE and self.baseline is not None and self.result is None:
            faults["result"] = said("有改善前數值者須填改善後數值", "with a figure before, give the figure after")
        if faults:
            raise ValidationError(faults)

    def late(self, on: date) -> bool:
        """Whether it is past its day and not closed."""
        return self.state == self.State.OPEN and self.due < on


class TeamQualitySnapshot(Record):
    """One measure of one team in one week (from its Monday): ``k`` of ``n``, and the limits of the p-chart it was held against.

    A point beyond a limit is ``flagged``; below the least sample the limits are empty and nothing is flagged.
    """

    class Measure(models.TextChoices):
        """What is counted: ``k`` are the good ones for OTIF, the bad ones for the others."""

        OTIF = "otif", said("準時足量率", "on time and in full")
        DEVIATION = "deviation", said("規格偏差率", "specification deviations")
        BREACH = "breach", said("逾時率", "first answers late")

    team = line("團隊", "team", 20, needed=True)
    week = day("週(週一)", "week (its Monday)", needed=True)
    measure = choice("量測", "measure", Measure.choices, default=Measure.OTIF)
    n = models.PositiveIntegerField(said("樣本數", "n"))
    k = models.PositiveIntegerField(said("次數", "k"))
    centre = exact("中心線", "centre", places=6)
    lower = exact("下限", "lower limit", places=6)
    upper = exact("上限", "upper limit", places=6)
    flagged = models.BooleanField(said("超出界限", "beyond a limit"), default=False)
    cause = prose("原因", "cause")
    at = moment("計算時間", "computed at", needed=True)

    class Meta:
        verbose_name = said("團隊品質快照", "team quality snapshot")
        verbose_name_plural = said("團隊品質快照", "team quality snapshots")
        ordering: ClassVar = ["team", "measure", "week"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["team", "measure", "week"], name="team_quality_once_a_week")]

    def __str__(self) -> str:
        return f"{self.team} {self.measure} {self.week}"

    def clean(self) -> None:
        """No more than all of them, and a week begins on Monday."""
        faults = {}
        if self.k is not None and self.n is not None and self.k > self.n:
            faults["k"] = said("不得大於樣本數", "it cannot be more than n")
        if self.week is not None and self.week.weekday() != 0:
            faults["week"] = said("請填週一之日期", "give the date of a Monday")
        if faults:
            raise ValidationError(faults)
