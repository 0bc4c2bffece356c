"""Persons and what belongs to them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from simple_history.models import HistoricalRecords

from argosy.records.origin import acting_person
from argosy.records.people.permissions import allowed, scope_of
from argosy.records.people.roles import roles
from argosy.records.record import Record, validate
from argosy.records.wording import said

LOGIN_RULE = RegexValidator(
    r"\A[a-z0-9][a-z0-9._-]{1,31}\Z",
    said("以小寫英文、數字、點、底線或連字號組成，2 至 32 字", "2 to 32 of a-z, 0-9, dot, underscore, hyphen"),
)


class Language(models.TextChoices):
    """Languages a person may work in."""

    ZH = "zh-Hant", "繁體中文"
    EN = "en", "English"


class PersonManager(BaseUserManager["Person"]):
    """Persons by login, whatever the case it was typed in."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """The person with this login."""
        return self.get(login=(username or "").lower())


class Person(AbstractBaseUser):
    """Someone who signs in. What they may do follows from their roles; there is no superuser."""

    login = models.CharField(said("帳號", "login"), max_length=32, unique=True, validators=[LOGIN_RULE])
    name_zh = models.CharField(said("中文姓名", "Chinese name"), max_length=60)
    name_en = models.CharField(said("英文姓名", "English name"), max_length=60)
    email = models.EmailField(said("電子郵件", "email"), blank=True)
    language = models.CharField(said("語言", "language"), max_length=8, choices=Language.choices, default=Language.ZH)
    is_active = models.BooleanField(said("啟用", "active"), default=True)
    joined = models.DateField(said("到職日", "joined on"), null=True, blank=True)

    scopes: frozenset[str] | None = None
    """Set when the person came with a token: what that token may be used for. ``None`` means a full sign-in."""

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name_zh", "name_en"]
    objects = PersonManager()
    history = HistoricalRecords(excluded_fields=["password", "last_login"], get_user=acting_person)

    class Meta:
        verbose_name = said("人員", "person")
        verbose_name_plural = said("人員", "people")
        ordering: ClassVar = ["login"]

    def __str__(self) -> str:
        return f"{self.name_zh} {self.name_en}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Validate, then save."""
        validate(self)
        super().save(*args, **kwargs)

    @property
    def reference(self) -> str:
        """The name of this row in audit entries."""
        return f"people.Person:{self.pk}"

    @cached_property
    def role_codes(self) -> frozenset[str]:
        """Codes of the roles held, read once per object."""
        return frozenset(self.roles_held.values_list("role", flat=True))

    def may(self, permission: str) -> bool:
        """Whether this person, being active, holds ``permission`` by any of their roles, and by their token when they came with one."""
        if not self.is_active or (self.scopes is not None and scope_of(permission) not in self.scopes):
            return False
        return any(allowed(role, permission) for role in self.role_codes)


class PersonRole(Record):
    """A role a person holds."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="roles_held", verbose_name=said("人員", "person"))
    role = models.CharField(said("職務", "role"), max_length=8)

    class Meta:
        verbose_name = said("職務", "role held")
        verbose_name_plural = said("職務", "roles held")
        ordering: ClassVar = ["person", "role"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "role"], name="role_held_once")]

    def __str__(self) -> str:
        return f"{self.person.login} {self.role}"

    def clean(self) -> None:
        """Only the roles of ``roles.toml``."""
        if self.role not in roles():
            from django.core.exceptions import ValidationError

            raise ValidationError({"role": said(f"沒有職務「{self.role}」", f"there is no role {self.role}")})


class Scope(models.TextChoices):
    """What a token may be used for, besides its owner's own permissions."""

    READ = "read", said("讀取", "read")
    WRITE = "write", said("寫入紀錄", "write records")
    DOCUMENTS = "documents", said("文件流程", "move documents")
    ADMIN = "admin", said("管理", "administer")


class ApiToken(Record):
    """A key for programs. Only the digest is kept; ``prefix`` lets the owner tell tokens apart."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="tokens", verbose_name=said("人員", "person"))
    name = models.CharField(said("用途", "purpose"), max_length=60)
    prefix = models.CharField(said("字首", "prefix"), max_length=12, unique=True)
    digest = models.CharField(said("摘要", "digest"), max_length=64)
    scopes = models.JSONField(said("範圍", "scopes"))
    created = models.DateTimeField(said("建立", "created"), default=timezone.now)
    expires = models.DateTimeField(said("到期", "expires"))
    last_used = models.DateTimeField(said("最近使用", "last used"), null=True, blank=True)
    revoked = models.DateTimeField(said("撤銷", "revoked"), null=True, blank=True)

    class Meta:
        verbose_name = said("API 權杖", "API token")
        verbose_name_plural = said("API 權杖", "API tokens")
        ordering: ClassVar = ["-created"]

    def __str__(self) -> str:
        return f"{self.prefix}… {self.name}"

    def clean(self) -> None:
        """At least one scope, and no unknown one."""
        if not self.scopes or set(self.scopes) - set(Scope.values):
            from django.core.exceptions import ValidationError

            raise ValidationError(
                {"scopes": said("範圍應為 read、write、documents、admin 之一或數個", "scopes are read, write, documents, admin")}
            )


class CompetencyRecord(Record):
    """What a person can do, and the proof of it: a task of a standard or a certificate."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="competencies", verbose_name=said("人員", "person"))
    subject = models.CharField(said("基準任務或證照", "standard and task, or certificate"), max_length=120)
    date = models.DateField(said("取得日", "date"))
    valid_until = models.DateField(said("有效至", "valid until"), null=True, blank=True)
    evidence = models.ForeignKey("EvidenceLink", models.SET_NULL, null=True, blank=True, verbose_name=said("證據", "evidence"))

    class Meta:
        verbose_name = said("能力紀錄", "competency record")
        verbose_name_plural = said("能力紀錄", "competency records")
        ordering: ClassVar = ["person", "-date"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=models.F("date")),
                name="competency_ends_after_start",
                violation_error_message=said("有效日不得早於取得日", "it cannot end before it begins"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person.login} {self.subject}"


class EvidenceLink(Record):
    """What a person did that an assessor may count for an indicator. A suggestion until confirmed, never a grade."""

    class Part(models.TextChoices):
        """As whom the person acted."""

        AUTHOR = "author", said("製表", "author")
        CHECKER = "checker", said("覆核", "checker")

    class State(models.TextChoices):
        """Whether an assessor has confirmed it."""

        SUGGESTED = "suggested", said("建議", "suggested")
        CONFIRMED = "confirmed", said("已確認", "confirmed")

    person = models.ForeignKey(Person, models.PROTECT, related_name="evidence", verbose_name=said("人員", "person"))
    part = models.CharField(said("身分", "acted as"), max_length=8, choices=Part.choices)
    standard = models.CharField(said("基準", "standard"), max_length=20)
    indicator = models.CharField(said("行為指標", "indicator"), max_length=12)
    record = models.CharField(said("紀錄", "record"), max_length=100)
    version_hash = models.CharField(said("版本雜湊", "version hash"), max_length=64)
    at = models.DateTimeField(said("時間", "at"), default=timezone.now)
    state = models.CharField(said("狀態", "state"), max_length=10, choices=State.choices, default=State.SUGGESTED)
    assessor = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=said("評核人", "assessor"))
    confirmed_at = models.DateTimeField(said("確認時間", "confirmed at"), null=True, blank=True)

    class Meta:
        verbose_name = said("證據連結", "evidence link")
        verbose_name_plural = said("證據連結", "evidence links")
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "part", "standard", "indicator", "record", "version_hash"], name="evidence_linked_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person.login} {self.standard} {self.indicator}"


class WorkItem(Record):
    """Something a person has to do by a day, and the record it came from."""

    class Status(models.TextChoices):
        """Where it stands."""

        OPEN = "open", said("待辦", "open")
        DONE = "done", said("完成", "done")
        DROPPED = "dropped", said("取消", "dropped")

    title = models.CharField(said("事項", "title"), max_length=200)
    origin = models.CharField(said("來源紀錄", "origin record"), max_length=100, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="work_items", verbose_name=said("負責人", "owner"))
    due = models.DateField(said("到期日", "due date"))
    status = models.CharField(said("狀態", "status"), max_length=8, choices=Status.choices, default=Status.OPEN)
    closing_note = models.TextField(said("結案說明", "closing note"), blank=True)

    class Meta:
        verbose_name = said("工作事項", "work item")
        verbose_name_plural = said("工作事項", "work items")
        ordering: ClassVar = ["due", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(status="open") | ~models.Q(closing_note=""),
                name="closed_with_a_note",
                violation_error_message=said("結案須附說明", "a closed item needs a closing note"),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Consultation(Record):
    """A question put to a person, to whoever holds a role, or to somebody outside the firm, and what came of it.

    ``subject`` is the reference of the record it is about. ``matters`` maps what is to be confirmed to how it stood when it was asked:
    an answer holds for that and for nothing else.
    """

    class Stance(models.TextChoices):
        """What the answer means for the record."""

        CONFIRMS = "confirms", said("確認", "confirms")
        OBJECTS = "objects", said("有異議", "objects")

    subject = models.CharField(said("對象紀錄", "record"), max_length=100, db_index=True)
    name = models.CharField(said("對象名稱", "name of the record"), max_length=60)
    question = models.TextField(said("問題", "question"))
    matters = models.JSONField(said("確認事項", "matters"), default=dict, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="asked", verbose_name=said("諮詢人", "person"))
    role = models.CharField(said("諮詢職務", "role"), max_length=8, blank=True)
    outside = models.CharField(said("外部人員或機關", "person or office outside"), max_length=120, blank=True)
    due = models.DateField(said("期限", "due date"))
    asker = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=said("提問人", "asked by"))
    asked_at = models.DateTimeField(said("提問時間", "asked at"), default=timezone.now)
    answer = models.TextField(said("答覆", "answer"), blank=True)
    stance = models.CharField(said("結論", "conclusion"), max_length=8, choices=Stance.choices, blank=True)
    effect = models.CharField(said("對紀錄之影響", "effect on the record"), max_length=500, blank=True)
    document = models.CharField(said("答覆文件", "document of the answer"), max_length=120, blank=True)
    answered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=said("答覆人", "answered by")
    )
    answered_at = models.DateTimeField(said("答覆時間", "answered at"), null=True, blank=True)

    class Meta:
        verbose_name = said("諮詢", "consultation")
        verbose_name_plural = said("諮詢", "consultations")
        ordering: ClassVar = ["due", "pk"]

    def __str__(self) -> str:
        return f"{self.name} {self.whom}"

    @property
    def whom(self) -> str:
        """Who is asked: a login, a role or a name."""
        return self.person.login if self.person else self.role or self.outside

    @property
    def open(self) -> bool:
        """Whether nobody has answered yet."""
        return self.answered_at is None

    def clean(self) -> None:
        """Exactly one is asked, and a role there is."""
        if sum(map(bool, (self.person_id, self.role, self.outside))) != 1 or (self.role and self.role not in roles()):
            from django.core.exceptions import ValidationError

            raise ValidationError(said("請指定一人、一職務或一外部對象", "ask one person, one role, or one outside"))


class IdempotencyKey(models.Model):
    """A write a caller may repeat, and the answer it got. ``token`` is the prefix of the token used, empty for a web session.

    It is no business record: it keeps no history and is removed after a day.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    token = models.CharField(max_length=12, blank=True)
    key = models.CharField(max_length=128)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    content_type = models.CharField(max_length=100, blank=True)
    body = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = said("重送鍵", "idempotency key")
        verbose_name_plural = said("重送鍵", "idempotency keys")
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "token", "key"], name="idempotency_key_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.key}"

    @property
    def answered(self) -> bool:
        """Whether the write was done and its answer is kept."""
        return self.status is not None
