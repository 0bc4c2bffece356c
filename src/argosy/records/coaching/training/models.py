"""Courses, coaches, programmes with modules and budget, sessions, and who was invited and came."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from argosy.records.codes import CURRENCY
from argosy.records.columns import choice, day, exact, hs_code, line, link, moment, part_of, person
from argosy.records.record import Record
from argosy.records.wording import said

NOT_NEGATIVE = MinValueValidator(0, said("不得為負數", "it cannot be negative"))
ABOVE_ZERO = MinValueValidator(Decimal("0.01"), said("必須大於零", "it must be above zero"))
AT_MOST_100 = MaxValueValidator(100, said("不得大於 100", "it cannot be above 100"))
ONE_DAY = MaxValueValidator(12, said("一場至多 12 小時", "a session lasts 12 hours at most"))
SCORE = (NOT_NEGATIVE, AT_MOST_100)


class Host(models.TextChoices):
    """Who gives a course, or is asked for help."""

    OWN = "own", said("組織", "The firm")
    MAKER = "maker", said("原廠", "The maker")


class Coach(Record):
    """Somebody who trains: a colleague, or a maker's trainer. ``capacity`` is hours a month."""

    code = line("代號", "code", 20, needed=True, unique=True)
    name = line("姓名", "name", 80, needed=True)
    colleague = person("同仁", "colleague")
    firm = line("所屬單位", "firm", 120)
    capacity = exact("每月可用時數", "hours a month", digits=6, places=2, needed=True, validators=[NOT_NEGATIVE])
    is_active = models.BooleanField(said("可排課", "may be booked"), default=True)

    class Meta:
        verbose_name = said("講師", "coach")
        verbose_name_plural = said("講師", "coaches")
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.name


class Course(Record):
    """A course the firm or a maker gives about a product line; ``pass_mark`` of 100."""

    code = line("課程代號", "code", 20, needed=True, unique=True)
    title_zh = line("課程名稱", "title", 120, needed=True)
    title_en = line("課程名稱(英)", "title (English)", 120, needed=True)
    host = choice("主辦", "host", Host.choices, default=Host.OWN)
    maker = line("原廠", "maker", 120)
    hs = hs_code()
    goal = line("學習目標", "goal", 300, needed=True)
    hours = exact("時數", "hours", digits=5, places=2, needed=True, validators=[ABOVE_ZERO])
    material = line("教材", "material", 200)
    pass_mark = exact("及格分數", "pass mark", digits=5, places=2, needed=True, validators=SCORE, default=Decimal(70))
    is_active = models.BooleanField(said("開課中", "on offer"), default=True)

    class Meta:
        verbose_name = said("課程", "course")
        verbose_name_plural = said("課程", "courses")
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.title_zh}"


class Programme(Record):
    """A coaching and training programme: goals, modules and budget; its schedule is the sessions that name it."""

    code = line("方案編號", "code", 20, needed=True, unique=True)
    title_zh = line("方案名稱", "title", 160, needed=True)
    title_en = line("方案名稱(英)", "title (English)", 160, needed=True)
    starts = day("開始日", "starts", needed=True)
    ends = day("結束日", "ends", needed=True)
    owner = person("負責人", "owner", needed=True)
    knowledge = line("知識目標", "knowledge goal", 300)
    behaviour = line("行為目標", "behaviour goal", 300)
    sales = line("業績目標", "sales goal", 300)
    ceiling = exact("預算上限", "budget ceiling", places=2, validators=[NOT_NEGATIVE])
    currency = models.CharField(said("幣別", "currency"), max_length=3, default="TWD", validators=[CURRENCY])

    class Meta:
        verbose_name = said("輔導與訓練方案", "programme")
        verbose_name_plural = said("輔導與訓練方案", "programmes")
        ordering: ClassVar = ["-starts", "code"]

    def __str__(self) -> str:
        return self.code

    def clean(self) -> None:
        """It does not end before it starts."""
        if self.starts and self.ends and self.ends < self.starts:
            raise ValidationError({"ends": said("結束日不得早於開始日", "it cannot end before it starts")})


class ProgrammeModule(Record):
    """One module. Its goal is measurable when it names a ``measure`` and the ``target`` to reach."""

    programme = part_of(Programme, "modules")
    no = models.PositiveIntegerField(said("序號", "number"))
    title_zh = line("模組", "module", 120, needed=True)
    title_en = line("模組(英)", "module (English)", 120, needed=True)
    audience = line("對象", "audience", 120, needed=True)
    content = line("內容", "content", 300, needed=True)
    method = line("方法", "method", 120, needed=True)
    hours = exact("時數", "hours", digits=5, places=2, needed=True, validators=[ABOVE_ZERO])
    material = line("教材", "material", 200)
    assessment = line("評量", "assessment", 200)
    goal = line("目標", "goal", 300)
    measure = line("量測指標", "measure", 120)
    target = exact("目標值", "target", digits=10, places=2)
    unit = line("單位", "unit", 20)
    course = link("coaching.Course", "課程", "course")

    class Meta:
        verbose_name = said("課程模組", "module")
        verbose_name_plural = said("課程模組", "modules")
        ordering: ClassVar = ["programme", "no"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["programme", "no"], name="programme_module_once")]

    def __str__(self) -> str:
        return f"{self.programme_id}/{self.no}"

    @property
    def measurable(self) -> bool:
        """Whether the goal says what is measured and what is to be reached."""
        return bool(self.goal and self.measure and self.target is not None)


class ProgrammeCost(Record):
    """A line of a programme's budget, in the programme's currency; ``payer`` is who is asked to bear it."""

    programme = part_of(Programme, "costs")
    item = line("項目", "item", 120, needed=True)
    quantity = exact("數量", "quantity", needed=True, validators=[NOT_NEGATIVE])
    unit_price = exact("單價", "unit price", needed=True, validators=[NOT_NEGATIVE])
    payer = choice("負擔", "borne by", Host.choices, default=Host.OWN)
    note = line("說明", "note", 200)

    class Meta:
        verbose_name = said("方案預算", "programme cost")
        verbose_name_plural = said("方案預算", "programme costs")
        ordering: ClassVar = ["programme", "pk"]

    def __str__(self) -> str:
        return self.item


class TrainingSession(Record):
    """A course given at a time and place by one coach. ``ends`` follows from start and hours."""

    class State(models.TextChoices):
        """Where it stands."""

        PLANNED = "planned", said("已排定", "Planned")
        HELD = "held", said("已辦理", "Held")
        CANCELLED = "cancelled", said("取消", "Cancelled")

    number = line("場次編號", "number", 20, needed=True, unique=True)
    course = link("coaching.Course", "課程", "course", needed=True, name="sessions")
    subject = line("主題", "subject", 160, needed=True)
    coach = link("coaching.Coach", "講師", "coach", needed=True, name="sessions")
    starts = moment("開始", "starts", needed=True)
    hours = exact("時數", "hours", digits=5, places=2, needed=True, validators=[ABOVE_ZERO, ONE_DAY])
    ends = models.DateTimeField(said("結束", "ends"), editable=False)
    place = line("地點", "place", 160, needed=True)
    online = models.BooleanField(said("線上", "online"), default=False)
    material = line("教材", "material", 200)
    state = choice("狀態", "state", State.choices, default=State.PLANNED)
    actual = day("實際日", "actual day")
    note = line("備註", "note", 300)
    plan = link("coaching.CoachingPlan", "輔導計畫", "coaching plan", name="sessions")
    programme = link("coaching.Programme", "方案", "programme", name="sessions")

    class Meta:
        verbose_name = said("訓練場次", "training session")
        verbose_name_plural = said("訓練場次", "training sessions")
        ordering: ClassVar = ["starts", "number"]
        indexes: ClassVar = [models.Index(fields=["coach", "starts"], name="training_session_coach")]

    def __str__(self) -> str:
        return self.number

    def clean_fields(self, exclude: Any = None) -> None:
        """The end is worked out before the fields are checked."""
        if self.starts and self.hours is not None:
            self.ends = self.starts + timedelta(minutes=int(Decimal(self.hours) * 60))
        super().clean_fields(exclude)

    def clean(self) -> None:
        """Held, and only held, has its actual day."""
        if (self.state == self.State.HELD) != (self.actual is not None):
            raise ValidationError({"actual": said("已辦理者須填實際日，其他不得填", "a session held has its actual day, another has none")})


class Guest(Record):
    """Somebody invited to a session: a colleague, or a customer's person. Scores are of 100, ``reaction`` 1 to 5."""

    class Reply(models.TextChoices):
        """What the invited answered."""

        OPEN = "open", said("未回覆", "No answer")
        YES = "yes", said("參加", "Coming")
        NO = "no", said("不克參加", "Not coming")

    session = part_of(TrainingSession, "guests")
    customer = link("parties.Party", "客戶", "customer")
    attendee = line("出席人", "attendee", 80)
    colleague = person("同仁", "colleague")
    invited = day("邀請日", "invited")
    channel = line("邀請方式", "invited by", 40)
    reply = choice("回覆", "answer", Reply.choices, default=Reply.OPEN)
    attended = models.BooleanField(said("出席", "attended"), null=True, blank=True)
    before = exact("前測", "test before", digits=5, places=2, validators=SCORE)
    after = exact("後測", "test after", digits=5, places=2, validators=SCORE)
    reaction = models.PositiveIntegerField(
        said("滿意度", "reaction"), null=True, blank=True,
        validators=[MinValueValidator(1, said("為 1 至 5", "it is 1 to 5")), MaxValueValidator(5, said("為 1 至 5", "it is 1 to 5"))],
    )  # fmt: skip

    class Meta:
        verbose_name = said("受邀者", "invited person")
        verbose_name_plural = said("受邀者", "invited persons")
        ordering: ClassVar = ["session", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session", "colleague"], condition=models.Q(colleague__isnull=False), name="guest_colleague_once"
            ),
            models.UniqueConstraint(
                fields=["session", "customer", "attendee"], condition=models.Q(customer__isnull=False), name="guest_customer_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.attendee or self.colleague_id}"

    def clean(self) -> None:
        """One of customer and colleague; scores only of who came."""
        faults = {}
        if (self.customer_id is None) == (self.colleague_id is None):
            faults["customer"] = said("請指定客戶或同仁其一", "name a customer or a colleague, one of them")
        if self.attended is not True and (self.after is not None or self.reaction is not None):
            faults["after"] = said("未出席者不得有後測或滿意度", "who did not come has no score and no reaction")
        if faults:
            raise ValidationError(faults)
