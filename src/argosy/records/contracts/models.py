"""The library of clauses, and contracts made from it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from argosy.records.codes import CURRENCY, SHA256
from argosy.records.columns import choice, day, exact, line, link, listed, mapped, moment, part_of, person, prose
from argosy.records.record import Record, WrittenOnce
from argosy.records.wording import said


class Kind(models.TextChoices):
    """What a contract is about."""

    SALE = "sale", said("買賣合約", "sales contract")
    DISTRIBUTION = "distribution", said("經銷合約", "distribution agreement")
    AGENCY = "agency", said("代理合約", "agency agreement")


class Clause(Record):
    """A clause of the firm's library. ``kinds`` are the contracts it belongs in, ``mandatory`` those that may not do without it."""

    code = line("代號", "code", 30, needed=True, unique=True)
    place = models.PositiveIntegerField(said("順序", "order"))
    heading_zh = line("標題", "heading", 60, needed=True)
    heading_en = line("標題(英)", "heading (English)", 80, needed=True)
    kinds = listed("適用合約", "contracts it belongs in")
    mandatory = listed("必要於", "mandatory in")
    is_active = models.BooleanField(said("使用中", "in use"), default=True)

    class Meta:
        verbose_name = said("條款", "clause")
        verbose_name_plural = said("條款", "clauses")
        ordering: ClassVar = ["place", "code"]

    def __str__(self) -> str:
        return f"{self.code} {self.heading_zh}"

    def clean(self) -> None:
        """Kinds are those of contracts, and what is mandatory belongs."""
        if set(self.kinds) - set(Kind.values):
            raise ValidationError({"kinds": said("沒有此種合約", "there is no such contract")})
        if set(self.mandatory) - set(self.kinds):
            raise ValidationError({"mandatory": said("必要者須為適用者", "what is mandatory must belong")})


class ClauseVersion(Record):
    """A wording of a clause from a day on. ``{name}`` in the texts is a variable; both languages hold the same ones."""

    clause = part_of(Clause, "versions")
    number = models.PositiveIntegerField(said("版次", "version"))
    valid_from = day("生效日", "valid from", needed=True)
    zh = prose("中文", "Chinese", needed=True)
    en = prose("英文", "English", needed=True)
    approved_by = person("核准人", "approved by", needed=True)
    source = line("出處", "source", 200)

    class Meta:
        verbose_name = said("條款版本", "version of a clause")
        verbose_name_plural = said("條款版本", "versions of clauses")
        ordering: ClassVar = ["clause", "-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["clause", "number"], name="clause_version_once")]

    def __str__(self) -> str:
        return f"{self.clause.code} v{self.number}"

    def clean(self) -> None:
        """Both languages have the same variables."""
        from argosy.records.contracts.wording import variables

        if variables(self.zh) != variables(self.en):
            raise ValidationError({"en": said("中英文變數不一致", "the two languages have different variables")})


class Contract(Record):
    """An agreement with a customer. Once signed its text stands; ``notice_days`` before ``ends`` the renewal is decided."""

    class State(models.TextChoices):
        """Where a contract stands."""

        DRAFT = "draft", said("草擬中", "draft")
        REVIEW = "review", said("法務審閱中", "with legal")
        SIGNED = "signed", said("已簽約", "signed")
        ENDED = "ended", said("已屆期", "ended")
        TERMINATED = "terminated", said("已終止", "terminated")
        DROPPED = "dropped", said("未成立", "dropped")

    class Language(models.TextChoices):
        """Which wording prevails."""

        ZH = "zh-Hant", said("中文為準", "Chinese prevails")
        EN = "en", said("英文為準", "English prevails")

    number = line("編號", "number", 30, needed=True, unique=True)
    kind = choice("種類", "kind", Kind.choices, default=Kind.SALE)
    customer = link("parties.Party", "客戶", "customer", needed=True, name="contracts")
    quotation = link("sales.Quotation", "依據報價單", "quotation", name="contracts")
    revision = models.PositiveIntegerField(said("依據版次", "revision"), null=True, blank=True)
    order = link("sales.SalesOrder", "訂單", "order", name="contracts")
    renews = link("contracts.Contract", "續約自", "renews", name="renewals")
    state = choice("狀態", "state", State.choices, default=State.DRAFT)
    subject_zh = line("標的", "subject", 120, needed=True)
    subject_en = line("標的(英)", "subject (English)", 120, needed=True)
    territory = line("區域", "territory", 60)
    drawn = day("擬約日", "drawn on", needed=True)
    starts = day("生效日", "starts", needed=True)
    ends = day("屆期日", "ends")
    notice_days = models.PositiveIntegerField(said("續約通知天數", "notice (days)"), default=60)
    incoterm = line("貿易條件", "Incoterm", 3)
    place = line("指定地點", "named place", 60)
    currency = models.CharField(said("幣別", "currency"), max_length=3, validators=[CURRENCY])
    total = exact("總價", "total", digits=18)
    tolerance = exact("數量允差(%)", "tolerance of quantity (%)", digits=5, places=2)
    payment = line("付款條件", "terms of payment", 200)
    prevails = choice("準據文本", "prevailing language", Language.choices, default=Language.ZH)
    explanation = prose("與報價差異之說明", "why it differs from the quotation")
    our_signatory = link("contracts.SignatoryAuthority", "我方簽約人", "our signatory")
    their_signatory = link("contracts.SignatoryAuthority", "對方簽約人", "their signatory")
    signed_on = day("簽約日", "signed on")
    scan_name = line("簽署掃描檔", "signed scan", 120)
    scan_sha256 = models.CharField("SHA-256", max_length=64, blank=True, validators=[SHA256])
    closing_note = line("終止說明", "closing note", 300)
    author = person("擬約人", "drawn by", needed=True)
    version = models.PositiveIntegerField(said("修改次數", "edits"), default=0)

    class Meta:
        verbose_name = said("合約", "contract")
        verbose_name_plural = said("合約", "contracts")
        ordering: ClassVar = ["-drawn", "-number"]

    def __str__(self) -> str:
        return self.number

    def clean(self) -> None:
        """Days in order; a signed contract has its day; not its own renewal."""
        faults = {}
        if self.ends is not None and self.ends < self.starts:
            faults["ends"] = said("屆期日不得早於生效日", "it cannot end before it starts")
        if (self.state in (self.State.SIGNED, self.State.ENDED, self.State.TERMINATED)) != (self.signed_on is not None):
            faults["signed_on"] = said("已簽約者填簽約日", "a signed contract has its day, another has none")
        if self.renews_id is not None and self.renews_id == self.pk:
            faults["renews"] = said("不得續自己", "it cannot renew itself")
        if faults:
            raise ValidationError(faults)

    @property
    def alarm(self) -> date | None:
        """The day the renewal has to be decided: end less notice; ``None`` for a contract without end."""
        return None if self.ends is None else self.ends - timedelta(days=self.notice_days)


class ContractLine(Record):
    """Goods of a contract."""

    contract = part_of(Contract, "lines")
    line_no = models.PositiveIntegerField(said("行號", "line"))
    product = link("catalog.Product", "商品", "product", needed=True)
    quantity = exact("數量", "quantity", digits=14, needed=True)
    unit_price = exact("單價", "unit price", digits=16, places=6, needed=True)
    amount = exact("金額", "amount", digits=18, needed=True)

    class Meta:
        verbose_name = said("合約標的", "goods of a contract")
        verbose_name_plural = said("合約標的", "goods of a contract")
        ordering: ClassVar = ["contract", "line_no"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["contract", "line_no"], name="contract_line_once")]

    def __str__(self) -> str:
        return f"{self.contract_id}/{self.line_no}"


class ContractClause(Record):
    """A clause as it stands in a contract: the library's wording, or ``zh`` and ``en`` of its own, which is a deviation.

    ``values`` are the variables of the Chinese text, ``values_en`` those of the English one.
    """

    contract = part_of(Contract, "clauses")
    no = models.PositiveIntegerField(said("條號", "article"))
    version = link("contracts.ClauseVersion", "條款版本", "version of the clause", needed=True)
    zh = prose("中文改寫", "Chinese wording of its own")
    en = prose("英文改寫", "English wording of its own")
    values = mapped("變數", "variables")
    values_en = mapped("變數(英)", "variables (English)")

    class Meta:
        verbose_name = said("合約條款", "clause of a contract")
        verbose_name_plural = said("合約條款", "clauses of a contract")
        ordering: ClassVar = ["contract", "no"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "no"], name="contract_article_once"),
            models.UniqueConstraint(fields=["contract", "version"], name="contract_clause_once"),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} §{self.no}"

    @property
    def own(self) -> bool:
        """Whether its wording is not the library's."""
        return bool(self.zh or self.en)


class Deviation(Record):
    """Why a clause of a contract departs from the library, and what legal says. The approval is of one wording: ``digest`` is its SHA-256."""

    class State(models.TextChoices):
        """What legal said."""

        ASKED = "asked", said("待法務核准", "with legal")
        APPROVED = "approved", said("已核准", "approved")
        REFUSED = "refused", said("未核准", "refused")

    clause = models.OneToOneField(ContractClause, models.CASCADE, related_name="deviation", verbose_name=said("條款", "clause"))
    reason = line("理由", "reason", 300, needed=True)
    risk = line("風險", "risk", 200)
    digest = models.CharField("SHA-256", max_length=64, validators=[SHA256])
    state = choice("狀態", "state", State.choices, default=State.ASKED)
    asked_by = person("提出人", "asked by", needed=True)
    decided_by = person("法務", "decided by")
    decided_at = moment("決定時間", "decided at")
    answer = line("法務意見", "what legal says", 300)

    class Meta:
        verbose_name = said("條款偏離", "deviation")
        verbose_name_plural = said("條款偏離", "deviations")
        ordering: ClassVar = ["clause"]

    def __str__(self) -> str:
        return f"{self.clause_id} {self.state}"


class Obligation(Record):
    """Something a party has to do by a day, with its article, a reminder and the proof that it was done."""

    class Who(models.TextChoices):
        """Who owes it."""

        US = "us", said("本公司", "us")
        THEM = "them", said("對方", "the other party")

    contract = part_of(Contract, "obligations")
    duty_zh = line("義務", "duty", 160, needed=True)
    duty_en = line("義務(英)", "duty (English)", 160, needed=True)
    who = choice("義務人", "owed by", Who.choices, default=Who.US)
    due = day("期限", "due", needed=True)
    article = models.PositiveIntegerField(said("條款", "article"), null=True, blank=True)
    remind_days = models.PositiveIntegerField(said("提前提醒天數", "reminded days before"), default=7)
    owner = person("負責人", "owner")
    work_item = link("people.WorkItem", "工作事項", "work item")
    done_on = day("完成日", "done on")
    proof = line("完成證明", "proof", 200)

    class Meta:
        verbose_name = said("履約義務", "obligation")
        verbose_name_plural = said("履約義務", "obligations")
        ordering: ClassVar = ["due", "pk"]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.duty_zh}"

    def clean(self) -> None:
        """Done is proven."""
        if self.done_on is not None and not self.proof:
            raise ValidationError({"proof": said("完成須附證明", "say what proves that it was done")})


class SignatoryAuthority(Record):
    """Who may sign for whom, up to what amount, and the paper that says so. Without a ``party`` it is for the firm itself."""

    party = link("parties.Party", "往來對象", "party", name="signatories")
    name = line("姓名", "name", 80, needed=True)
    title = line("職稱", "title", 80)
    limit = exact("授權金額上限", "up to", digits=18, places=2)
    currency = models.CharField(said("幣別", "currency"), max_length=3, default="TWD", validators=[CURRENCY])
    valid_from = day("生效日", "valid from", needed=True)
    valid_to = day("失效日", "valid to")
    paper = line("授權文件", "paper", 160)
    paper_sha256 = models.CharField("SHA-256", max_length=64, blank=True, validators=[SHA256])
    filed_on = day("建檔日", "filed on")

    class Meta:
        verbose_name = said("簽約授權", "signatory authority")
        verbose_name_plural = said("簽約授權", "signatory authorities")
        ordering: ClassVar = ["party", "name"]

    def __str__(self) -> str:
        return f"{self.name} {self.title}".strip()

    def on_file(self, on: date) -> bool:
        """Whether a paper is on file that holds on a day."""
        held = self.filed_on is not None and self.filed_on <= on and bool(self.paper)
        return held and self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class SignedText(WrittenOnce):
    """A contract's text as it was signed: ``content`` is all of it, ``digest`` the SHA-256 of its canonical JSON. Written once."""

    contract = models.OneToOneField(Contract, models.PROTECT, related_name="signed_text")
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        verbose_name = said("簽署文本", "text as signed")
        verbose_name_plural = said("簽署文本", "texts as signed")

    def __str__(self) -> str:
        return f"{self.contract_id} {self.digest[:8]}"
