"""Documents and their lives: drafts, frozen versions, approvals, issued files, the chain that proves them, and who received them."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from argosy.records.record import Record, WrittenOnce
from argosy.records.wording import said


class Document(Record):
    """One document from its first draft on. A later revision is a document of its own that names what it ``replaces``."""

    class State(models.TextChoices):
        """Where a document stands in its life."""

        DRAFT = "draft", said("草稿", "Draft")
        IN_CHECK = "in_check", said("送審中", "In check")
        CHECKED = "checked", said("已覆核", "Checked")
        APPROVED = "approved", said("已核准", "Approved")
        ISSUED = "issued", said("已發行", "Issued")
        SUPERSEDED = "superseded", said("已取代", "Superseded")
        WITHDRAWN = "withdrawn", said("已撤回", "Withdrawn")

    ref = models.CharField(max_length=20, unique=True)
    key = models.CharField(max_length=40, db_index=True)
    title_zh = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    subject_zh = models.CharField(max_length=200, blank=True)
    subject_en = models.CharField(max_length=200, blank=True)
    params = models.JSONField(default=dict, blank=True)
    lang = models.CharField(max_length=8, default="zh-Hant")
    as_of = models.DateField()
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT, db_index=True)
    doc_no = models.CharField(max_length=40, blank=True, db_index=True)
    revision = models.PositiveIntegerField(default=0)
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    reason = models.CharField(max_length=500, blank=True)
    maker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="documents")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    due = models.DateField(null=True, blank=True)
    needs_review = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = said("文件", "document")
        verbose_name_plural = said("文件", "document")
        ordering = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return self.doc_no or self.ref


def known_as(name: str) -> dict[str, str]:
    """How a document is looked up by its reference or its number. The empty number of a draft names nothing."""
    return {"ref": name} if name.startswith("d-") or not name else {"doc_no": name}


class Narrative(Record):
    """Words a person wrote into a draft, with the hash of the figures they were written about."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="narratives")
    block = models.CharField(max_length=120)
    zh = models.TextField(blank=True)
    en = models.TextField(blank=True)
    values_hash = models.CharField(max_length=64, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    edited_at = models.DateTimeField()

    class Meta:
        verbose_name = said("文字段落", "narrative")
        verbose_name_plural = said("文字段落", "narrative")
        constraints = [models.UniqueConstraint(fields=["document", "block"], name="one_narrative_per_block")]

    def __str__(self) -> str:
        return f"{self.document} {self.block}"


class Waiver(Record):
    """A warning acknowledged with a reason. A blocking check is never waived."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="waivers")
    check_id = models.CharField(max_length=12)
    reason = models.CharField(max_length=500)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        verbose_name = said("提醒註記", "acknowledged warning")
        verbose_name_plural = said("提醒註記", "acknowledged warning")
        constraints = [models.UniqueConstraint(fields=["document", "check_id"], name="one_waiver_per_check")]

    def __str__(self) -> str:
        return f"{self.document} {self.check_id}"


class ReportVersion(WrittenOnce):
    """The content of a document as it was sent to check. ``model`` is the report in canonical JSON, ``content_hash`` its hash."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    model = models.TextField()
    content_hash = models.CharField(max_length=64, db_index=True)
    findings = models.JSONField(default=list, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField()

    class Meta:
        verbose_name = said("文件版本", "report version")
        verbose_name_plural = said("文件版本", "report version")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="one_version_per_number")]

    def __str__(self) -> str:
        return f"{self.document.ref} v{self.number}"


class Confirmation(WrittenOnce):
    """What somebody who knows must confirm before a version is approved, and why. ``matter`` is what stands in the version.

    ``subjects`` are the references of the records a consultation about it may be asked on.
    """

    version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="confirmations")
    key = models.CharField(max_length=80)
    matter = models.CharField(max_length=200)
    why_zh = models.CharField(max_length=400)
    why_en = models.CharField(max_length=400)
    question_zh = models.CharField(max_length=400)
    question_en = models.CharField(max_length=400)
    subjects = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = said("待確認事項", "confirmation needed")
        verbose_name_plural = said("待確認事項", "confirmations needed")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="one_confirmation_per_key")]

    def __str__(self) -> str:
        return f"{self.version} {self.key}"


class Approval(WrittenOnce):
    """What a person decided about one version. It binds to the version's content hash; an approver is never the author."""

    class Decision(models.TextChoices):
        """What was decided."""

        CHECKED = "checked", said("已覆核", "Checked")
        APPROVED = "approved", said("已核准", "Approved")
        RETURNED = "returned", said("退回", "Returned")

    version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="approvals")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=8)
    decision = models.CharField(max_length=10, choices=Decision)
    comment = models.CharField(max_length=1000, blank=True)
    recomputed = models.JSONField(default=dict, blank=True)
    content_hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        verbose_name = said("簽核", "approval")
        verbose_name_plural = said("簽核", "approval")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.version} {self.decision}"


class Issue(WrittenOnce):
    """An issued document: its number, the sealed envelope with every signature, and the envelope's own hash."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="issue")
    version = models.OneToOneField(ReportVersion, on_delete=models.PROTECT, related_name="issue")
    doc_no = models.CharField(max_length=40, unique=True)
    envelope = models.TextField()
    envelope_hash = models.CharField(max_length=64)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = said("發行", "issue")
        verbose_name_plural = said("發行", "issue")

    def __str__(self) -> str:
        return self.doc_no


class IssuedFile(WrittenOnce):
    """One file of an issue, as rendered once. Its bytes lie in the archive under their SHA-256."""

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="files")
    rendition = models.CharField(max_length=20, default="document")
    format = models.CharField(max_length=8)
    lang = models.CharField(max_length=8)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()

    class Meta:
        verbose_name = said("發行檔案", "issued file")
        verbose_name_plural = said("發行檔案", "issued file")
        ordering = ["rendition", "format"]

    def __str__(self) -> str:
        return self.name


class ChainEntry(WrittenOnce):
    """One link of the append-only record: what happened, hashed together with the link before it."""

    seq = models.PositiveIntegerField(unique=True)
    at = models.DateTimeField()
    event = models.CharField(max_length=20)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    payload = models.JSONField(default=dict, blank=True)
    previous = models.CharField(max_length=64)
    entry_hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = said("鏈結紀錄", "chain entry")
        verbose_name_plural = said("鏈結紀錄", "chain entry")
        ordering = ["seq"]

    def __str__(self) -> str:
        return f"#{self.seq} {self.event}"


class ChainRoot(WrittenOnce):
    """The Merkle root of one day's links (Asia/Taipei), to be kept or published outside."""

    day = models.DateField(unique=True)
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    root = models.CharField(max_length=64)

    class Meta:
        verbose_name = said("每日根雜湊", "daily root")
        verbose_name_plural = said("每日根雜湊", "daily root")
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.root[:8]}"


class NumberSeries(models.Model):
    """The last number given for a prefix in a month."""

    series = models.CharField(max_length=20, unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = said("編號序列", "number series")
        verbose_name_plural = said("編號序列", "number series")

    def __str__(self) -> str:
        return self.series


class SendingLog(Record):
    """One sending of an issued file: to whom, how, when, which bytes, and whether it arrived."""

    class Channel(models.TextChoices):
        """How it went."""

        EMAIL = "email", said("電子郵件", "E-mail")
        POST = "post", said("郵寄", "Post")
        HAND = "hand", said("面交", "By hand")
        PORTAL = "portal", said("平台", "Portal")
        FAX = "fax", said("傳真", "Fax")

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="sendings")
    file = models.ForeignKey(IssuedFile, on_delete=models.PROTECT, null=True, blank=True)
    recipient = models.CharField(max_length=200)
    party = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=10, choices=Channel)
    at = models.DateTimeField()
    file_hash = models.CharField(max_length=64)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledgement = models.CharField(max_length=300, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = said("寄送紀錄", "sending log")
        verbose_name_plural = said("寄送紀錄", "sending log")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.issue} → {self.recipient}"
