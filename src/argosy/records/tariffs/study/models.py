"""Studies of what applies to goods: the measures with their decisions, the ways to pay with their evidence, the second person's check."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from argosy.records.record import Record
from argosy.records.wording import said


class ApplicabilityStudy(Record):
    """Which measures of a destination apply to goods on a day, decided one by one, checked by a second person.

    Made from an order or from goods typed in. ``rulebook`` and ``edition`` are the rules and the tariff it was listed from; ``facts`` hold
    for the whole entry of goods typed in, ``costs`` maps a kind of cost beside their value to its amount in their currency.
    """

    class Procedure(models.TextChoices):
        """What the goods enter for."""

        RELEASE = "release", said("進口供國內使用", "Home use")
        WAREHOUSE = "warehouse", said("存入保稅倉庫", "Bonded warehouse")
        INWARD = "inward", said("加工後復出口", "Inward processing")
        TEMPORARY = "temporary", said("暫准通關", "Temporary admission")
        RETURN = "return", said("復運進口", "Returned goods")

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = "draft", said("研究中", "Being made")
        IN_CHECK = "in_check", said("送查中", "In check")
        CHECKED = "checked", said("已查核", "Checked")

    ref = models.CharField(max_length=20, unique=True)
    order = models.ForeignKey("tariffs.OrderFile", null=True, blank=True, on_delete=models.PROTECT, related_name="studies")
    title = models.CharField(said("名稱", "title"), max_length=200)
    jurisdiction = models.CharField(max_length=2)
    flow = models.CharField(max_length=6, default="import")
    procedure = models.CharField(max_length=12, choices=Procedure, default=Procedure.RELEASE)
    date = models.DateField(said("日期", "date"))
    rulebook = models.CharField(max_length=60)
    edition = models.CharField(max_length=120, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    costs = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    checker = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = said("稅則適用性研究", "applicability study")
        verbose_name_plural = said("稅則適用性研究", "applicability studies")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.ref


class StudyLine(Record):
    """Goods of a study. ``codes`` are the candidate codes, the one decided on first; ``value`` is in ``currency``, empty when not stated."""

    study = models.ForeignKey(ApplicabilityStudy, on_delete=models.CASCADE, related_name="lines")
    line_no = models.PositiveIntegerField()
    description = models.CharField(said("貨名", "name of the goods"), max_length=300)
    codes = models.JSONField(default=list, blank=True)
    code_reason = models.TextField(blank=True)
    origin = models.CharField(max_length=2, blank=True)
    quantity = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    unit = models.CharField(max_length=6, blank=True)
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    net_kg = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    rates = models.JSONField(default=dict, blank=True)
    facts = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = said("研究貨物", "goods of a study")
        verbose_name_plural = said("研究貨物", "goods of a study")
        ordering = ["line_no"]
        constraints = [models.UniqueConstraint(fields=["study", "line_no"], name="one_study_line_per_number")]

    def __str__(self) -> str:
        return f"{self.study} {self.line_no}"

    @property
    def code(self) -> str:
        """The code it is studied under now."""
        return self.codes[0] if self.codes else ""


class TariffMeasure(Record):
    """A measure as it stood when a study listed it, and what a person decided about it. ``line_no`` 0 is the whole entry."""

    class Decision(models.TextChoices):
        """Whether it applies; empty until a person says so."""

        APPLIES = "applies", said("適用", "Applies")
        NOT = "not", said("不適用", "Does not apply")

    study = models.ForeignKey(ApplicabilityStudy, on_delete=models.CASCADE, related_name="measures")
    place = models.PositiveIntegerField()
    line_no = models.PositiveIntegerField()
    code = models.CharField(max_length=20, blank=True)
    origin = models.CharField(max_length=2, blank=True)
    country = models.CharField(max_length=2)
    kind = models.CharField(max_length=16)
    subject = models.CharField(max_length=60)
    rule = models.CharField(max_length=120)
    label_zh = models.CharField(max_length=300)
    label_en = models.CharField(max_length=300)
    rate = models.CharField(max_length=200, blank=True)
    formula_zh = models.CharField(max_length=400, blank=True)
    formula_en = models.CharField(max_length=400, blank=True)
    coverage = models.CharField(max_length=10)
    legal_zh = models.CharField(max_length=400, blank=True)
    legal_en = models.CharField(max_length=400, blank=True)
    source_zh = models.CharField(max_length=400, blank=True)
    source_en = models.CharField(max_length=400, blank=True)
    confidence = models.CharField(max_length=6)
    version = models.CharField(max_length=120)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    note_zh = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    decision = models.CharField(max_length=8, choices=Decision, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = said("稅則措施", "tariff measure")
        verbose_name_plural = said("稅則措施", "tariff measures")
        ordering = ["place"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decision="") | ~models.Q(reason=""),
                name="measure_decided_with_a_reason",
                violation_error_message=said("判定須附理由", "a decision needs its reason"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.study} {self.line_no} {self.rule}"


class TaxOption(Record):
    """A lawful way to pay as a study found it. Money in ``currency``; ``eligible`` is empty while something is missing.

    ``reasons`` and ``missing`` are lists of ``{zh, en}``; ``lines`` the lines it could be used on (none: the whole entry), ``ready`` those on
    which it holds with nothing missing.
    """

    study = models.ForeignKey(ApplicabilityStudy, on_delete=models.CASCADE, related_name="options")
    programme = models.CharField(max_length=60)
    kind = models.CharField(max_length=16, blank=True)
    label_zh = models.CharField(max_length=300)
    label_en = models.CharField(max_length=300)
    eligible = models.BooleanField(null=True, blank=True)
    reasons = models.JSONField(default=list, blank=True)
    missing = models.JSONField(default=list, blank=True)
    lines = models.JSONField(default=list, blank=True)
    ready = models.JSONField(default=list, blank=True)
    currency = models.CharField(max_length=3)
    payable = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    saving = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    chosen_lines = models.JSONField(default=list, blank=True)
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField(null=True, blank=True)
    chosen_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = said("稅費方案", "tax option")
        verbose_name_plural = said("稅費方案", "tax options")
        ordering = [models.F("payable").asc(nulls_last=True), "pk"]
        constraints = [models.UniqueConstraint(fields=["study", "programme"], name="one_option_per_programme")]

    def __str__(self) -> str:
        return f"{self.study} {self.programme}"


class OptionCondition(Record):
    """One thing an option must prove on a line (0: for the entry), and the evidence for it: a paper, its day, and what it says."""

    option = models.ForeignKey(TaxOption, on_delete=models.CASCADE, related_name="conditions")
    key = models.CharField(max_length=60)
    line_no = models.PositiveIntegerField()
    asks = models.CharField(max_length=8)
    words_zh = models.CharField(max_length=400)
    words_en = models.CharField(max_length=400)
    ask_zh = models.CharField(max_length=400, blank=True)
    ask_en = models.CharField(max_length=400, blank=True)
    value = models.CharField(max_length=60, blank=True)
    document = models.CharField(said("證明文件", "document"), max_length=120, blank=True)
    note = models.CharField(max_length=500, blank=True)
    on = models.DateField(null=True, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = said("方案條件", "condition of an option")
        verbose_name_plural = said("方案條件", "conditions of an option")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["option", "key", "line_no"], name="one_condition_per_line")]

    def __str__(self) -> str:
        return f"{self.option} {self.key} {self.line_no}"

    @property
    def evidenced(self) -> bool:
        """Whether there is a paper for it, and what it says where that is asked."""
        return bool(self.document) and (self.asks == "paper" or bool(self.value))


class StudyCheck(Record):
    """One item of the second person's check. ``outcome`` is what Argosy found: agrees, differs, no data, or a person must look."""

    class Verdict(models.TextChoices):
        """What the checker says."""

        AGREE = "agree", said("同意", "Agree")
        DISAGREE = "disagree", said("不同意", "Disagree")

    study = models.ForeignKey(ApplicabilityStudy, on_delete=models.CASCADE, related_name="checks")
    line_no = models.PositiveIntegerField()
    item = models.CharField(max_length=12)
    outcome = models.CharField(max_length=10)
    found_zh = models.TextField()
    found_en = models.TextField()
    verdict = models.CharField(max_length=8, choices=Verdict, blank=True)
    note = models.CharField(max_length=500, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = said("查核項目", "check item")
        verbose_name_plural = said("查核項目", "check items")
        ordering = ["line_no", "pk"]
        constraints = [models.UniqueConstraint(fields=["study", "line_no", "item"], name="one_check_per_item")]

    def __str__(self) -> str:
        return f"{self.study} {self.line_no} {self.item}"

    @property
    def open(self) -> bool:
        """Whether there is a disagreement nobody has settled: the checker's, or a difference found that no checker has accepted."""
        return self.verdict == self.Verdict.DISAGREE or (self.outcome == "differs" and self.verdict != self.Verdict.AGREE)
