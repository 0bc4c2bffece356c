"""Import orders as received, their costs, and the worksheets computed from them. Studies of what applies to goods stand in ``study``."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from argosy.records.record import Record
from argosy.records.wording import said


class OrderFile(Record):
    """A consignment as its order file states it. Amounts are in ``currency`` unless a field says otherwise; ``facts`` hold for the whole entry."""

    class Allocation(models.TextChoices):
        """How shared costs fall on the lines; automatic is weight when every line has one, else value."""

        AUTO = "auto", said("自動", "Automatic")
        WEIGHT = "weight", said("重量", "Weight")
        VALUE = "value", said("金額", "Value")
        QUANTITY = "quantity", said("數量", "Quantity")
        VOLUME = "volume", said("材積", "Volume")

    ref = models.CharField(max_length=20, unique=True)
    title_zh = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    jurisdiction = models.CharField(max_length=2, default="TW")
    flow = models.CharField(max_length=6, default="import")
    seller = models.ForeignKey("parties.Party", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    client = models.ForeignKey("parties.Party", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    invoice_no = models.CharField(max_length=60, blank=True)
    invoice_date = models.DateField(null=True, blank=True)
    vessel = models.CharField(max_length=80, blank=True)
    date = models.DateField()
    incoterm = models.CharField(max_length=3)
    edition = models.PositiveSmallIntegerField(default=2020)
    place = models.CharField(max_length=60)
    currency = models.CharField(max_length=3)
    fx = models.JSONField(default=dict, blank=True)
    allocation = models.CharField(max_length=10, choices=Allocation, default=Allocation.AUTO)
    facts = models.JSONField(default=dict, blank=True)
    rates_are_demo = models.BooleanField(default=False)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()

    class Meta:
        verbose_name = said("訂單檔", "order file")
        verbose_name_plural = said("訂單檔", "order file")
        ordering = ["-imported_at", "-pk"]

    def __str__(self) -> str:
        return self.ref


class OrderLine(Record):
    """One goods line. ``rates`` maps a charge of the rule pack to rate text; ``facts`` holds what the pack asks for.

    ``preference`` is the programme claimed: ``{programme, rate?, facts?}``, empty when none is.
    """

    order = models.ForeignKey(OrderFile, on_delete=models.CASCADE, related_name="lines")
    line_no = models.PositiveIntegerField()
    source_row = models.PositiveIntegerField()
    item = models.CharField(max_length=60)
    description = models.CharField(max_length=300)
    code = models.CharField(max_length=20, blank=True)
    origin = models.CharField(max_length=2, blank=True)
    quantity = models.DecimalField(max_digits=18, decimal_places=4)
    unit = models.CharField(max_length=6)
    unit_price = models.DecimalField(max_digits=18, decimal_places=6)
    amount = models.DecimalField(max_digits=20, decimal_places=4)
    net_kg = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    gross_kg = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    volume_m3 = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    rates = models.JSONField(default=dict, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    preference = models.JSONField(default=dict, blank=True)
    rationale = models.TextField(blank=True)
    product = models.ForeignKey("catalog.Product", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = said("訂單明細", "order line")
        verbose_name_plural = said("訂單明細", "order line")
        ordering = ["line_no"]
        constraints = [models.UniqueConstraint(fields=["order", "line_no"], name="one_line_per_number")]

    def __str__(self) -> str:
        return f"{self.order} {self.line_no}"


class OrderCost(Record):
    """A cost of the whole consignment: freight, insurance, packing, royalty … ``document`` says what proves it."""

    order = models.ForeignKey(OrderFile, on_delete=models.CASCADE, related_name="costs")
    kind = models.CharField(max_length=20)
    amount = models.DecimalField(max_digits=18, decimal_places=4)
    currency = models.CharField(max_length=3)
    dutiable = models.BooleanField(null=True, blank=True)
    document = models.CharField(max_length=100, blank=True)

    class Meta:
        verbose_name = said("訂單費用", "order cost")
        verbose_name_plural = said("訂單費用", "order cost")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.order} {self.kind}"


class TaxWorksheet(Record):
    """The result of one computation, bound to the document version it was frozen in. Money in ``currency``."""

    order = models.ForeignKey(OrderFile, on_delete=models.PROTECT, related_name="worksheets")
    document = models.CharField(max_length=20, db_index=True)
    content_hash = models.CharField(max_length=64)
    jurisdiction = models.CharField(max_length=2)
    on = models.DateField()
    rulebook = models.CharField(max_length=40)
    currency = models.CharField(max_length=3)
    customs_value = models.DecimalField(max_digits=20, decimal_places=2)
    duty = models.DecimalField(max_digits=20, decimal_places=2)
    taxes = models.DecimalField(max_digits=20, decimal_places=2)
    fees = models.DecimalField(max_digits=20, decimal_places=2)
    payable = models.DecimalField(max_digits=20, decimal_places=2)
    complete = models.BooleanField()
    computed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    computed_at = models.DateTimeField()

    class Meta:
        verbose_name = said("稅費試算", "tax worksheet")
        verbose_name_plural = said("稅費試算", "tax worksheet")
        ordering = ["-computed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.document} {self.payable}"


class TaxWorksheetLine(models.Model):
    """One goods line of a worksheet: its customs value and each charge, for comparison with later entries of the same code."""

    worksheet = models.ForeignKey(TaxWorksheet, on_delete=models.CASCADE, related_name="lines")
    line_no = models.PositiveIntegerField()
    code = models.CharField(max_length=20, db_index=True)
    origin = models.CharField(max_length=2)
    customs_value = models.DecimalField(max_digits=20, decimal_places=2)
    charges = models.JSONField(default=dict, blank=True)
    total = models.DecimalField(max_digits=20, decimal_places=2)

    class Meta:
        verbose_name = said("稅費試算明細", "tax worksheet line")
        verbose_name_plural = said("稅費試算明細", "tax worksheet line")
        ordering = ["line_no"]

    def __str__(self) -> str:
        return f"{self.worksheet} {self.line_no}"
