"""What customers need and on what evidence, the strategy that answers to it line by line, and what was decided in service."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from argosy.records.columns import choice, day, exact, in_currency, line, link, listed, mapped, moment, part_of, person, prose
from argosy.records.record import Record
from argosy.records.wording import said

ONE_TO_FIVE = (MinValueValidator(1), MaxValueValidator(5))


class CustomerNeed(Record):
    """What customers need of a group of products: specification, lead time, price ceiling and importance 1 to 5.

    Without a party or evidence with a date it stays unconfirmed and out of strategy documents. ``item`` is the survey question that shows how
    well it is met; ``no_plan`` says why nothing is planned for it.
    """

    class State(models.TextChoices):
        """Whether it stands on evidence."""

        UNCONFIRMED = "unconfirmed", said("未確認", "unconfirmed")
        CONFIRMED = "confirmed", said("已確認", "confirmed")
        MET = "met", said("已滿足", "met")

    ref = line("編號", "reference", 20, needed=True, unique=True)
    party = link("parties.Party", "客戶", "customer", name="needs")
    segment_zh = line("客群", "segment", 80, needed=True)
    segment_en = line("客群(英)", "segment (English)", 80, needed=True)
    lines = listed("產品線(HS 章)", "product lines (HS chapters)")
    need_zh = line("需求", "need", 200, needed=True)
    need_en = line("需求(英)", "need (English)", 200, needed=True)
    spec_zh = line("品質規格", "quality specification", 200)
    spec_en = line("品質規格(英)", "quality specification (English)", 200)
    lead_days = models.PositiveSmallIntegerField(said("交期(日)", "lead time (days)"), null=True, blank=True)
    price_ceiling = exact("價格上限", "price ceiling")
    currency = in_currency()
    importance = models.PositiveSmallIntegerField(said("重要度", "importance"), validators=list(ONE_TO_FIVE))
    item = line("對應題項", "survey question", 20)
    expected = exact("期望分數", "expected score", places=2)
    state = choice("狀態", "state", State.choices, default=State.UNCONFIRMED)
    no_plan = prose("不列入計畫之理由", "why nothing is planned")
    owner = person("負責人", "owner", needed=True)
    recorded_on = day("登錄日", "recorded on", needed=True)

    class Meta:
        verbose_name = said("客戶需求", "customer need")
        verbose_name_plural = said("客戶需求", "customer needs")
        ordering: ClassVar = ["-importance", "ref"]

    def __str__(self) -> str:
        return f"{self.ref} {self.need_zh}"

    def clean(self) -> None:
        """A ceiling has its currency."""
        if (self.price_ceiling is None) != (not self.currency):
            raise ValidationError({"currency": said("價格上限與幣別須同時填寫", "a price ceiling and its currency go together")})


class NeedEvidence(Record):
    """A dated record that shows a need: a survey response, an interview, an order or a lost quotation. ``mentions``: how often it says so."""

    class Kind(models.TextChoices):
        """What it is."""

        SURVEY = "survey", said("調查", "survey")
        INTERVIEW = "interview", said("訪談", "interview")
        ORDER = "order", said("訂單", "order")
        LOST = "lost", said("失單", "lost quotation")
        CASE = "case", said("案件", "case")

    need = part_of(CustomerNeed, "evidence")
    kind = choice("類別", "kind", Kind.choices, default=Kind.SURVEY)
    reference = line("紀錄", "record", 100, needed=True)
    name = line("名稱", "name", 160, needed=True)
    on = day("日期", "date", needed=True)
    mentions = models.PositiveSmallIntegerField(said("提及次數", "mentions"), default=1, validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = said("需求證據", "evidence of a need")
        verbose_name_plural = said("需求證據", "evidence of needs")
        ordering: ClassVar = ["-on", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["need", "reference"], name="need_evidence_once")]

    def __str__(self) -> str:
        return f"{self.need.ref} {self.name}"


class StrategyPlan(Record):
    """A business development strategy: horizon, options scored, the one chosen and why, and risks.

    ``options``: key, title_zh, title_en, scores by criterion 1 to 5, chosen. ``risks``: title_zh, title_en, likelihood, impact, measure_zh,
    measure_en, owner. ``weights``: criterion to weight, which sum to 100.
    """

    ref = line("編號", "reference", 20, needed=True, unique=True)
    title_zh = line("名稱", "title", 160, needed=True)
    title_en = line("名稱(英)", "title (English)", 160, needed=True)
    starts = day("起", "from", needed=True)
    ends = day("迄", "to", needed=True)
    weights = mapped("準則權重", "weights of criteria")
    options = listed("方案", "options")
    choice_zh = prose("選擇理由", "reasons for the choice")
    choice_en = prose("選擇理由(英)", "reasons for the choice (English)")
    risks = listed("風險", "risks")
    owner = person("負責人", "owner", needed=True)
    written_on = day("撰寫日", "written on", needed=True)

    class Meta:
        verbose_name = said("發展策略", "strategy")
        verbose_name_plural = said("發展策略", "strategies")
        ordering: ClassVar = ["-written_on", "-pk"]

    def __str__(self) -> str:
        return self.ref

    def clean(self) -> None:
        """One to three years, and weights that sum to 100."""
        faults = {}
        if self.starts and self.ends and not 360 <= (self.ends - self.starts).days <= 1100:
            faults["ends"] = said("策略期間為 1 至 3 年", "a strategy covers one to three years")
        if self.weights and sum(self.weights.values()) != 100:
            faults["weights"] = said("權重合計須為 100", "weights sum to 100")
        if faults:
            raise ValidationError(faults)


class PlanLine(Record):
    """One line of a strategy: what is promised, when and at what cost; and the target it is held to, with baseline, owner and day.

    ``lead_days`` and ``price`` are what customers are promised; ``cost`` and ``hours`` what it takes of the firm.
    """

    plan = part_of(StrategyPlan, "lines")
    key = line("代號", "key", 12, needed=True)
    title_zh = line("計畫項目", "plan item", 200, needed=True)
    title_en = line("計畫項目(英)", "plan item (English)", 200, needed=True)
    spec_zh = line("承諾規格", "promised specification", 200)
    spec_en = line("承諾規格(英)", "promised specification (English)", 200)
    lead_days = models.PositiveSmallIntegerField(said("承諾交期(日)", "promised lead time (days)"), null=True, blank=True)
    price = exact("承諾價格", "promised price")
    currency = in_currency()
    starts = day("開始日", "starts", needed=True)
    due = day("期限", "due date")
    owner = person("負責人", "owner")
    cost = exact("成本(本位幣)", "cost (own currency)", places=2)
    hours = exact("工時", "hours", places=1)
    kpi_zh = line("指標", "KPI", 120)
    kpi_en = line("指標(英)", "KPI (English)", 120)
    baseline = exact("現況", "baseline")
    target = exact("目標值", "target")
    unit = line("單位", "unit", 12)
    source = line("資料來源", "source of data", 120)
    check_every = line("檢核頻率", "checked every", 40)

    class Meta:
        verbose_name = said("策略項目", "line of a strategy")
        verbose_name_plural = said("策略項目", "lines of strategies")
        ordering: ClassVar = ["plan", "key"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "key"], name="plan_line_once")]

    def __str__(self) -> str:
        return f"{self.plan.ref} {self.key}"


class PlanFit(Record):
    """A plan line held against a need it answers: differences in specification, days and cost, and the verdict, or who waived it and why."""

    class Verdict(models.TextChoices):
        """How it compares."""

        PASS = "pass", said("符合", "pass")
        OUTSIDE = "outside", said("超出容許差", "outside tolerance")
        UNSPECIFIED = "unspecified", said("客戶未指定", "not specified by the customer")

    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="fits", verbose_name=said("策略項目", "line of a strategy"))
    need = models.ForeignKey(CustomerNeed, models.PROTECT, related_name="fits", verbose_name=said("客戶需求", "customer need"))
    spec_ok = models.BooleanField(said("規格符合", "specification met"), null=True, blank=True)
    days_over = models.SmallIntegerField(said("交期差(日)", "days over"), null=True, blank=True)
    cost_over = exact("價格差(%)", "price over (%)", places=2)
    days_tolerance = models.PositiveSmallIntegerField(said("交期容許差(日)", "days allowed"), default=0)
    cost_tolerance = exact("價格容許差(%)", "price allowed (%)", places=2, needed=True, default=0)
    verdict = choice("判定", "verdict", Verdict.choices, default=Verdict.UNSPECIFIED)
    waived_by = person("豁免核准人", "waived by")
    waiver = prose("豁免理由", "reason of the waiver")
    on = day("檢核日", "checked on", needed=True)

    class Meta:
        verbose_name = said("計畫符合性", "fit of a plan line")
        verbose_name_plural = said("計畫符合性", "fits of plan lines")
        ordering: ClassVar = ["line", "need"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["line", "need"], name="plan_fit_once")]

    def __str__(self) -> str:
        return f"{self.line} {self.need.ref}"

    def clean(self) -> None:
        """A waiver has its reason and its person."""
        if (self.waived_by_id is None) != (not self.waiver.strip()):
            raise ValidationError({"waiver": said("豁免須有核准人及理由", "a waiver has its person and its reason")})


class ServiceDecision(Record):
    """Something decided about service after people were consulted: the question, the options, the choice, and whether it was carried out.

    ``subject`` is the record it is about. Whom it consulted stands in consultations about its own reference. Its approver is not its author.
    """

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = "draft", said("草稿", "draft")
        APPROVED = "approved", said("已核准", "approved")

    class Outcome(models.TextChoices):
        """What became of it."""

        OPEN = "open", said("執行中", "being carried out")
        DONE = "done", said("已完成", "carried out")
        DROPPED = "dropped", said("未執行", "not carried out")

    ref = line("編號", "reference", 20, needed=True, unique=True)
    subject = line("相關紀錄", "record it is about", 100, needed=True)
    subject_name = line("相關紀錄名稱", "name of the record", 120, needed=True)
    question_zh = line("議題", "question", 300, needed=True)
    question_en = line("議題(英)", "question (English)", 300, needed=True)
    options = listed("方案", "options")
    decision_zh = prose("決策", "decision")
    decision_en = prose("決策(英)", "decision (English)")
    reasons = prose("理由", "reasons")
    author = person("提案人", "author", needed=True)
    owner = person("負責人", "owner", needed=True)
    written_on = day("提案日", "written on", needed=True)
    due = day("期限", "due date", needed=True)
    state = choice("狀態", "state", State.choices, default=State.DRAFT)
    approver = person("核准人", "approver")
    approved_on = day("核准日", "approved on")
    outcome = choice("執行結果", "outcome", Outcome.choices, default=Outcome.OPEN)
    followed_on = day("追蹤日", "followed up on")
    follow_up = prose("追蹤說明", "what was found")
    closed_at = moment("結束時間", "closed at")

    class Meta:
        verbose_name = said("服務決策", "service decision")
        verbose_name_plural = said("服務決策", "service decisions")
        ordering: ClassVar = ["-written_on", "-pk"]

    def __str__(self) -> str:
        return self.ref

    def clean(self) -> None:
        """Nobody approves their own, and a follow-up says what was found."""
        faults = {}
        if self.approver_id is not None and self.approver_id == self.author_id:
            faults["approver"] = said("核准人不得為提案人", "the approver cannot be the author")
        if self.followed_on is not None and not self.follow_up.strip():
            faults["follow_up"] = said("請說明追蹤結果", "say what was found")
        if faults:
            raise ValidationError(faults)
