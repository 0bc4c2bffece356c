"""Decisions: options, the one chosen, the figures it cites, and the answers of those who were told."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from argosy.records.columns import choice, day, exact, iso_countries, line, link, moment, part_of, person, prose
from argosy.records.record import Record
from argosy.records.wording import said


class DecisionRecord(Record):
    """A question decided: by which criteria, for which reasons, and when it is to be looked at again.

    ``targets`` are the markets chosen. A choice that is not first in its ``assessment``, or whose data cover too little, needs
    ``departure``: the written reason. ``kill_criteria`` say what would undo it. Its approver is another person than its author.
    """

    class Kind(models.TextChoices):
        """What is decided on."""

        MARKET = "market", said("目標市場", "Target market")
        PRODUCT = "product", said("商品去留", "Product review")
        POSITION = "position", said("市場定位", "Position")
        CHANNEL = "channel", said("通路", "Channel")
        OTHER = "other", said("其他", "Other")

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = "draft", said("草稿", "Draft")
        SUBMITTED = "submitted", said("送核", "Submitted")
        APPROVED = "approved", said("已核准", "Approved")

    ref = line("編號", "reference", 20, needed=True, unique=True)
    kind = choice("類別", "kind", Kind.choices, default=Kind.MARKET)
    question = prose("決策問題", "question", needed=True)
    criteria = prose("決策準則", "criteria")
    targets = models.JSONField(said("目標市場", "target markets"), default=list, blank=True, validators=[iso_countries])
    product = link("catalog.Product", "商品", "product")
    chosen = line("選定方案", "chosen option", 40)
    reasons = prose("理由", "reasons")
    departure = prose("偏離資料之理由", "reason for departing from the data")
    dissent = prose("不同意見", "dissent")
    kill_criteria = prose("停損條件", "kill criteria")
    brief = link("markets.ResearchBrief", "研究需求書", "research brief", name="decisions")
    assessment = link("markets.MarketAssessment", "市場評估", "market assessment", name="decisions")
    author = person("撰寫人", "author", needed=True)
    owner = person("負責人", "owner", needed=True)
    written_at = moment("撰寫時間", "written at", needed=True)
    review_date = day("複查日", "review date")
    state = choice("狀態", "state", State.choices, default=State.DRAFT)
    approver = person("核准人", "approver")
    approved_at = moment("核准時間", "approved at")
    returned = line("退回意見", "why it was returned", 500)
    stale_since = day("資料已更新", "new data since")
    stale_reason = line("資料更新內容", "what is new", 300)

    class Meta:
        verbose_name = said("決策紀錄", "decision record")
        verbose_name_plural = said("決策紀錄", "decision records")
        ordering: ClassVar = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return self.ref

    def clean(self) -> None:
        """Nobody approves a decision of their own."""
        if self.approver_id is not None and self.approver_id == self.author_id:
            raise ValidationError({"approver": said("核准人不得為撰寫人", "the approver cannot be the author")})


class DecisionOption(Record):
    """One way to decide, with what speaks for and against it."""

    decision = part_of(DecisionRecord, "options")
    key = line("代號", "key", 40, needed=True)
    title = line("方案", "option", 200, needed=True)
    reasons_for = prose("支持理由", "for")
    reasons_against = prose("反對理由", "against")

    class Meta:
        verbose_name = said("方案", "option")
        verbose_name_plural = said("方案", "options")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["decision", "key"], name="option_once")]

    def __str__(self) -> str:
        return f"{self.decision} {self.key}"


class CitedFigure(Record):
    """A figure a decision stands on, and the words said of it. ``where`` leads to it: ``MA-0001:results.JP.score``.

    ``dataset`` and ``edition`` are its vintage. ``checked`` is what it came to when last computed anew.
    """

    class Claim(models.TextChoices):
        """What is said of the figure."""

        NONE = "none", said("僅列示", "Only shown")
        GROWING = "growing", said("成長", "Growing")
        FALLING = "falling", said("衰退", "Falling")
        LARGEST = "largest", said("最大", "Largest")
        SMALLEST = "smallest", said("最小", "Smallest")

    class Verdict(models.TextChoices):
        """What the check found."""

        AGREES = "agrees", said("一致", "Agrees")
        CHANGED = "changed", said("數值已變", "Changed")
        CONTRADICTED = "contradicted", said("與說法矛盾", "Contradicts the words")
        UNPROVEN = "unproven", said("無法證實", "Cannot tell")
        UNTRACED = "untraced", said("無法重算", "Cannot be computed anew")

    decision = part_of(DecisionRecord, "figures")
    label = line("數字", "figure", 200, needed=True)
    value = exact("數值", "value", digits=28, places=8, needed=True)
    low = exact("下限", "low", digits=28, places=8)
    high = exact("上限", "high", digits=28, places=8)
    unit = line("單位", "unit", 40)
    claim = choice("說法", "claim", Claim.choices, default=Claim.NONE)
    where = line("出處", "where it stands", 200)
    dataset = line("資料集", "data set", 60, needed=True)
    edition = line("版本", "edition", 40, needed=True)
    checked = exact("重算值", "computed anew", digits=28, places=8)
    verdict = choice("檢核結果", "verdict of the check", Verdict.choices)
    checked_at = moment("檢核時間", "checked at")
    explanation = prose("說明", "explanation")

    class Meta:
        verbose_name = said("引用數字", "cited figure")
        verbose_name_plural = said("引用數字", "cited figures")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.decision} {self.label}"

    @property
    def flagged(self) -> bool:
        """Whether it stands in the way of approval: not checked, or not in agreement and not explained."""
        return not self.verdict or (self.verdict != self.Verdict.AGREES and not self.explanation.strip())


class DecisionResponse(Record):
    """What one person who was told of a decision says to it: accept, change or reject."""

    class Answer(models.TextChoices):
        """What they say."""

        ACCEPT = "accept", said("同意", "Accept")
        CHANGE = "change", said("修改", "Change")
        REJECT = "reject", said("反對", "Reject")

    decision = part_of(DecisionRecord, "responses")
    addressee = person("對象", "addressee", needed=True)
    due = day("期限", "due date", needed=True)
    answer = choice("回覆", "answer", Answer.choices)
    comment = prose("意見", "comment")
    answered_at = moment("回覆時間", "answered at")
    reminded_at = moment("催覆時間", "reminded at")

    class Meta:
        verbose_name = said("決策回覆", "response to a decision")
        verbose_name_plural = said("決策回覆", "responses to decisions")
        ordering: ClassVar = ["due", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["decision", "addressee"], name="response_once")]

    def __str__(self) -> str:
        return f"{self.decision} {self.addressee.login}"
