"""Parties and the people in them."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from argosy.records.codes import COUNTRY
from argosy.records.parties.taxid import tax_id_rule
from argosy.records.parties.vat import check_digits
from argosy.records.record import Record
from argosy.records.wording import said

LANGUAGE = RegexValidator(
    r"\A[a-z]{2}(-[A-Z][a-z]{3})?\Z", said("語言應為 zh-Hant、en、ja 之類的代碼", "a language is a code like zh-Hant, en, ja")
)


class Kind(models.TextChoices):
    """What a party is to the firm. A party may be several."""

    CUSTOMER = "customer", said("客戶", "customer")
    SUPPLIER = "supplier", said("供應商", "supplier")
    SEA = "sea_carrier", said("海運業者", "ocean carrier")
    AIR = "air_carrier", said("航空業者", "air carrier")
    TRUCKER = "trucker", said("貨運業者", "trucker")
    BROKER = "broker", said("報關業者", "customs broker")
    AGENT = "agent", said("海外代理", "overseas agent")
    CLIENT = "client", said("委託客戶", "client of the freight department")
    COMPETITOR = "competitor", said("競爭者", "competitor")


class Party(Record):
    """A firm or person the business deals with, known by ``code``."""

    code = models.CharField(said("代號", "code"), max_length=20, unique=True)
    name_zh = models.CharField(said("中文名稱", "Chinese name"), max_length=120)
    name_en = models.CharField(said("英文名稱", "English name"), max_length=120)
    tax_id = models.CharField(said("統一編號", "tax id"), max_length=20, blank=True)
    country = models.CharField(said("國家", "country"), max_length=2, validators=[COUNTRY])
    language = models.CharField(said("語言", "language"), max_length=8, default="en", validators=[LANGUAGE])
    grade = models.CharField(said("等級", "class"), max_length=1, blank=True, choices=[("A", "A"), ("B", "B"), ("C", "C")])
    website = models.URLField(said("網站", "website"), blank=True)
    is_active = models.BooleanField(said("往來中", "active"), default=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_from", verbose_name=said("已併入", "merged into")
    )

    class Meta:
        verbose_name = said("往來對象", "party")
        verbose_name_plural = said("往來對象", "parties")
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["country", "tax_id"],
                condition=~models.Q(tax_id=""),
                name="party_tax_id_once",
                violation_error_message=said("此統一編號已登錄", "this tax id is entered already"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name_zh}"

    def clean(self) -> None:
        """A tax id carries check digits: Taiwan's, and those abroad whose rule is known."""
        if self.country == "TW" and self.tax_id and not tax_id_rule(self.tax_id):
            raise ValidationError(
                {"tax_id": said("統一編號應為 8 位數字且檢查碼相符", "a Taiwanese tax id is 8 digits with a matching check digit")}
            )
        if check_digits(self.country, self.tax_id) is False:
            raise ValidationError(
                {"tax_id": said("稅籍號碼之檢查碼不符，請核對", "the check digits of this tax number do not match: look again")}
            )

    @property
    def kinds(self) -> list[str]:
        """What this party is, as codes of ``Kind``."""
        return sorted(row.kind for row in self.parts.all())


class PartyKind(Record):
    """One capacity of a party."""

    party = models.ForeignKey(Party, models.CASCADE, related_name="parts", verbose_name=said("往來對象", "party"))
    kind = models.CharField(said("身分", "capacity"), max_length=12, choices=Kind.choices)

    class Meta:
        verbose_name = said("往來身分", "party capacity")
        verbose_name_plural = said("往來身分", "party capacities")
        ordering: ClassVar = ["party", "kind"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["party", "kind"], name="party_kind_once")]

    def __str__(self) -> str:
        return f"{self.party.code} {self.kind}"


class Address(Record):
    """An address as it is printed, in Chinese where there is one."""

    class Use(models.TextChoices):
        """What the address is for."""

        OFFICE = "office", said("公司", "office")
        BILLING = "billing", said("帳單", "billing")
        DELIVERY = "delivery", said("送貨", "delivery")

    party = models.ForeignKey(Party, models.CASCADE, related_name="addresses", verbose_name=said("往來對象", "party"))
    use = models.CharField(said("用途", "use"), max_length=8, choices=Use.choices, default=Use.OFFICE)
    lines_zh = models.CharField(said("中文地址", "Chinese address"), max_length=200, blank=True)
    lines_en = models.CharField(said("英文地址", "English address"), max_length=200)
    country = models.CharField(said("國家", "country"), max_length=2, validators=[COUNTRY])

    class Meta:
        verbose_name = said("地址", "address")
        verbose_name_plural = said("地址", "addresses")
        ordering: ClassVar = ["party", "use"]

    def __str__(self) -> str:
        return self.lines_zh or self.lines_en


class Purpose(models.TextChoices):
    """Why a person's data is kept; the numbers are those of the purposes the Taiwanese act lists."""

    CUSTOMERS = "customers", said("090 消費者、客戶管理與服務", "090 customers and service")
    CONTRACT = "contract", said("069 契約、類似契約或其他法律關係事務", "069 contracts and other legal relations")
    MARKETING = "marketing", said("040 行銷", "040 marketing")
    OPERATIONS = "operations", said("181 其他經營合於營業登記項目", "181 other registered business")


class Contact(Record):
    """A person at a party. ``purpose`` is why their data is kept; ``removed_on`` the day it was emptied, the row itself staying."""

    party = models.ForeignKey(Party, models.CASCADE, related_name="contacts", verbose_name=said("往來對象", "party"))
    name = models.CharField(said("姓名", "name"), max_length=80)
    title = models.CharField(said("職稱", "title"), max_length=80, blank=True)
    email = models.EmailField(said("電子郵件", "email"), blank=True)
    phone = models.CharField(said("電話", "phone"), max_length=40, blank=True)
    language = models.CharField(said("語言", "language"), max_length=8, default="en", validators=[LANGUAGE])
    is_active = models.BooleanField(said("在職", "active"), default=True)
    purpose = models.CharField(
        said("個資蒐集目的", "purpose of keeping"), max_length=12, choices=Purpose.choices, default=Purpose.CUSTOMERS
    )
    informed_on = models.DateField(said("告知日", "informed on"), null=True, blank=True)
    consent = models.BooleanField(said("同意行銷", "consents to marketing"), null=True, blank=True)
    consent_on = models.DateField(said("同意日", "consent given on"), null=True, blank=True)
    removed_on = models.DateField(said("個資刪除日", "personal data removed on"), null=True, blank=True)

    class Meta:
        verbose_name = said("聯絡人", "contact")
        verbose_name_plural = said("聯絡人", "contacts")
        ordering: ClassVar = ["party", "pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Consent to marketing has its day."""
        if bool(self.consent) != (self.consent_on is not None):
            raise ValidationError(
                {"consent_on": said("同意行銷者須填同意日，其他不得填", "consent has its day, and no day comes without consent")}
            )
