"""Targets of customers, planned business activities with their results, and the stated cause of a line behind its target."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models

from argosy.records.coaching.causes import Cause
from argosy.records.columns import choice, day, exact, line, link, person
from argosy.records.record import Record
from argosy.records.wording import said

NOT_NEGATIVE = MinValueValidator(0, said("不得為負數", "it cannot be negative"))
TERRITORY = RegexValidator(
    r"\A[A-Z]{2}(\+[A-Z]{2})*\Z", said("區域應為以 + 相連之國家代碼，例如 JP+KR", "a territory is country codes joined by +, like JP+KR")
)
GOODS = RegexValidator(r"\A\d{2}(\d{2}(\d{2})?)?\Z", said("產品線應為 HS 2、4 或 6 碼", "a product line is 2, 4 or 6 digits of the HS"))


def _first_of_month(row: CustomerTarget | TargetReview) -> None:
    if row.month is not None and row.month.day != 1:
        raise ValidationError({"month": said("月份請填當月 1 日", "a month is given by its first day")})


class CustomerTarget(Record):
    """What a customer is to buy in one month, in the firm's own currency."""

    customer = link("parties.Party", "客戶", "customer", needed=True)
    month = day("月份", "month", needed=True)
    amount = exact("目標金額", "target", places=2, needed=True, validators=[NOT_NEGATIVE])

    class Meta:
        verbose_name = said("客戶業績目標", "customer target")
        verbose_name_plural = said("客戶業績目標", "customer targets")
        ordering: ClassVar = ["customer", "month"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["customer", "month"], name="customer_target_once")]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.month}"

    def clean(self) -> None:
        """The month is given by its first day."""
        _first_of_month(self)


class SalesActivity(Record):
    """A business activity with its planned day and, once done, its result."""

    class Kind(models.TextChoices):
        """What kind of activity it is."""

        VISIT = "visit", said("拜訪", "Visit")
        PROMOTION = "promotion", said("促銷", "Promotion")
        FAIR = "fair", said("展會", "Fair")
        TRAINING = "training", said("教育訓練", "Training")
        OFFER = "offer", said("報價專案", "Offer")
        OTHER = "other", said("其他", "Other")

    class State(models.TextChoices):
        """Where it stands."""

        PLANNED = "planned", said("已計畫", "Planned")
        DONE = "done", said("已完成", "Done")
        CANCELLED = "cancelled", said("取消", "Cancelled")

    number = line("編號", "number", 20, needed=True, unique=True)
    title = line("活動", "activity", 160, needed=True)
    kind = choice("類別", "kind", Kind.choices, default=Kind.VISIT)
    owner = person("負責人", "owner", needed=True)
    customer = link("parties.Party", "客戶", "customer")
    planned = day("計畫日", "planned for", needed=True)
    expected = line("預期成果", "expected result", 300, needed=True)
    state = choice("狀態", "state", State.choices, default=State.PLANNED)
    done = day("實際日", "done on")
    result = line("成果", "result", 300)
    order = link("sales.SalesOrder", "成交訂單", "order won")

    class Meta:
        verbose_name = said("業務活動", "business activity")
        verbose_name_plural = said("業務活動", "business activities")
        ordering: ClassVar = ["planned", "number"]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def clean(self) -> None:
        """Done has its day and its result; cancelled says why; what is planned has neither day nor result."""
        faults = {}
        if (self.state == self.State.DONE) != (self.done is not None):
            faults["done"] = said("已完成者須填實際日，其他不得填", "an activity done has its day, another has none")
        if self.state != self.State.PLANNED and not self.result:
            faults["result"] = said("結束之活動須填成果或取消原因", "an activity that is over says its result, or why it was cancelled")
        if faults:
            raise ValidationError(faults)


class TargetReview(Record):
    """Why a territory's product line was behind its target in a month, as its salesperson says. ``line`` empty: all lines."""

    territory = models.CharField(said("區域", "territory"), max_length=60, validators=[TERRITORY])
    month = day("月份", "month", needed=True)
    cause = models.CharField(said("原因", "cause"), max_length=16, choices=Cause.choices)
    words = line("說明", "explanation", 300, needed=True)
    action = line("對策", "action", 300)
    author = person("填報人", "author", needed=True)
    line = models.CharField(said("產品線", "product line"), max_length=6, blank=True, validators=[GOODS])

    class Meta:
        verbose_name = said("達成率檢討", "target review")
        verbose_name_plural = said("達成率檢討", "target reviews")
        ordering: ClassVar = ["-month", "territory", "line"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["territory", "line", "month"], name="target_reviewed_once")]

    def __str__(self) -> str:
        return f"{self.territory} {self.line} {self.month}"

    def clean(self) -> None:
        """The month is given by its first day."""
        _first_of_month(self)
