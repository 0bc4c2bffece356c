"""Questionnaires in two languages, waves, invitations by signed link, answers, what was said, and what was done about low scores."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from argosy.records.columns import choice, day, line, link, listed, mapped, moment, part_of, person, prose
from argosy.records.parties.models import LANGUAGE
from argosy.records.record import Record
from argosy.records.wording import said

LOW_SCORE = 2


class Questionnaire(Record):
    """One version of a questionnaire. Once released its questions stay as they are; another wording is another version."""

    code = line("代號", "code", 20, needed=True)
    version = models.PositiveSmallIntegerField(said("版本", "version"))
    title_zh = line("名稱", "title", 120, needed=True)
    title_en = line("名稱(英)", "title (English)", 120, needed=True)
    intro_zh = prose("說明", "introduction", needed=True)
    intro_en = prose("說明(英)", "introduction (English)", needed=True)
    released_on = day("發行日", "released on")
    author = person("編製人", "author", needed=True)

    class Meta:
        verbose_name = said("問卷", "questionnaire")
        verbose_name_plural = said("問卷", "questionnaires")
        ordering: ClassVar = ["code", "-version"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["code", "version"], name="questionnaire_version_once")]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"

    @property
    def ref(self) -> str:
        """Code and version as an address has them: ``CSQ~1``."""
        return f"{self.code}~{self.version}"


class QuestionItem(Record):
    """One question: a score from 1 to ``scale``, the 0 to 10 of the net promoter question, or words."""

    class Kind(models.TextChoices):
        """How it is answered."""

        SCORE = "score", said("評分", "score")
        NPS = "nps", said("推薦意願 0–10", "recommendation 0 to 10")
        WORDS = "words", said("文字", "words")

    questionnaire = part_of(Questionnaire, "items")
    place = models.PositiveSmallIntegerField(said("順序", "place"))
    key = line("代號", "key", 20, needed=True)
    kind = choice("題型", "kind", Kind.choices, default=Kind.SCORE)
    scale = models.PositiveSmallIntegerField(said("最高分", "highest score"), default=5)
    overall = models.BooleanField(said("整體滿意題", "overall satisfaction"), default=False)
    required = models.BooleanField(said("必填", "required"), default=True)
    name_zh = line("簡稱", "short name", 40, needed=True)
    name_en = line("簡稱(英)", "short name (English)", 40, needed=True)
    text_zh = line("題目", "question", 300, needed=True)
    text_en = line("題目(英)", "question (English)", 300, needed=True)

    class Meta:
        verbose_name = said("題目", "question")
        verbose_name_plural = said("題目", "questions")
        ordering: ClassVar = ["questionnaire", "place"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["questionnaire", "key"], name="question_once")]

    def __str__(self) -> str:
        return f"{self.questionnaire} {self.key}"

    @property
    def least(self) -> int:
        """The lowest answer."""
        return 0 if self.kind == self.Kind.NPS else 1

    @property
    def most(self) -> int:
        """The highest answer."""
        return 10 if self.kind == self.Kind.NPS else self.scale


class SurveyWave(Record):
    """One round of a survey: why, out of whom, how many, how, when and with which version of the questionnaire."""

    class Channel(models.TextChoices):
        """How it is sent."""

        LINK = "link", said("專屬連結", "personal link")
        FILE = "file", said("檔案匯入", "file")
        PHONE = "phone", said("電話訪問", "telephone")
        PAPER = "paper", said("紙本", "paper")

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = "draft", said("設計中", "being designed")
        OPEN = "open", said("進行中", "open")
        CLOSED = "closed", said("已結束", "closed")

    ref = line("編號", "reference", 20, needed=True, unique=True)
    title_zh = line("名稱", "title", 120, needed=True)
    title_en = line("名稱(英)", "title (English)", 120, needed=True)
    purpose_zh = prose("目的", "purpose", needed=True)
    purpose_en = prose("目的(英)", "purpose (English)", needed=True)
    questionnaire = link("service.Questionnaire", "問卷版本", "questionnaire version", name="waves")
    frame_zh = prose("抽樣架構", "sampling frame", needed=True)
    frame_en = prose("抽樣架構(英)", "sampling frame (English)", needed=True)
    frame_size = models.PositiveIntegerField(said("母體數", "size of the frame"))
    channel = choice("管道", "channel", Channel.choices, default=Channel.LINK)
    starts = day("開始日", "starts", needed=True)
    ends = day("截止日", "ends", needed=True)
    reminders = listed("催覆日", "days of reminders")
    owner = person("負責人", "owner", needed=True)
    state = choice("狀態", "state", State.choices, default=State.DRAFT)

    class Meta:
        verbose_name = said("調查波次", "survey wave")
        verbose_name_plural = said("調查波次", "survey waves")
        ordering: ClassVar = ["-starts", "-pk"]

    def __str__(self) -> str:
        return self.ref

    def clean(self) -> None:
        """It ends after it starts."""
        if self.starts and self.ends and self.ends < self.starts:
            raise ValidationError({"ends": said("截止日不得早於開始日", "it cannot end before it starts")})


class SurveyInvitation(Record):
    """A customer asked, in one language. The link is signed over ``nonce``; a new nonce makes an older link invalid. It is good for one answer."""

    wave = part_of(SurveyWave, "invitations")
    customer = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name=said("客戶", "customer"))
    contact = line("受訪人", "contact", 80)
    email = models.EmailField(said("電子郵件", "email"), blank=True)
    language = models.CharField(said("語言", "language"), max_length=8, default="en", validators=[LANGUAGE])
    nonce = models.CharField(said("識別碼", "nonce"), max_length=32, unique=True)
    sent_on = day("寄送日", "sent on", needed=True)
    reminded = listed("催覆日", "reminded on")
    expires = day("有效至", "expires on", needed=True)

    class Meta:
        verbose_name = said("調查邀請", "survey invitation")
        verbose_name_plural = said("調查邀請", "survey invitations")
        ordering: ClassVar = ["wave", "customer", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["wave", "customer", "contact"], name="invited_once")]

    def __str__(self) -> str:
        return f"{self.wave.ref} {self.customer.code}"


class SurveyResponse(Record):
    """What one person at a customer answered: ``answers`` by key of the question, scores and words, and a comment of their own."""

    wave = models.ForeignKey(SurveyWave, models.PROTECT, related_name="responses", verbose_name=said("調查波次", "survey wave"))
    invitation = models.OneToOneField(
        SurveyInvitation, models.PROTECT, null=True, blank=True, related_name="response", verbose_name=said("邀請", "invitation")
    )
    customer = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name=said("客戶", "customer"))
    respondent = line("填答人", "respondent", 80)
    received = moment("回收時間", "received", needed=True)
    language = models.CharField(said("語言", "language"), max_length=8, default="en", validators=[LANGUAGE])
    answers = mapped("答案", "answers")
    comment = prose("意見", "comment")

    class Meta:
        verbose_name = said("調查回覆", "survey response")
        verbose_name_plural = said("調查回覆", "survey responses")
        ordering: ClassVar = ["received", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["wave", "customer", "respondent"], name="answered_once")]

    def __str__(self) -> str:
        return f"{self.wave.ref} {self.customer.code}"

    def clean(self) -> None:
        """Every answer is to a question of the wave's questionnaire and on its scale; required ones are there."""
        if not isinstance(self.answers, dict):
            raise ValidationError({"answers": said("答案應為題目與分數之對照", "answers map questions to scores")})
        if self.wave.questionnaire_id is None:
            raise ValidationError({"wave": said("此波次未指定問卷版本", "the wave names no version of a questionnaire")})
        items = {item.key: item for item in self.wave.questionnaire.items.all()}
        faults = [_fault(items.get(key), key, value) for key, value in self.answers.items()]
        missing = [item for item in items.values() if item.required and self.answers.get(item.key) in (None, "")]
        faults += [said(f"「{item.name_zh}」未填", f"'{item.name_en}' is not answered") for item in missing]
        if told := [fault for fault in faults if fault is not None]:
            raise ValidationError({"answers": told})


def _fault(item: QuestionItem | None, key: str, value: Any) -> Any:
    """What is wrong with one answer; ``None`` when nothing is."""
    if item is None:
        return said(f"問卷沒有題目「{key}」", f"the questionnaire has no question '{key}'")
    if item.kind == QuestionItem.Kind.WORDS or value in (None, ""):
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not item.least <= value <= item.most:
        return said(
            f"「{item.name_zh}」應為 {item.least} 至 {item.most} 之整數，而非「{value}」",
            f"'{item.name_en}' is a whole number from {item.least} to {item.most}, not '{value}'",
        )
    return None


class CommentCode(Record):
    """A theme somebody found in a comment, with the words it was found in."""

    class Theme(models.TextChoices):
        """What the comment is about."""

        QUALITY = "quality", said("品質", "quality")
        DELIVERY = "delivery", said("交期", "delivery")
        SERVICE = "service", said("服務態度", "service")
        PRICE = "price", said("價格", "price")
        COMMUNICATION = "communication", said("溝通", "communication")
        DOCUMENTS = "documents", said("文件", "documents")
        OTHER = "other", said("其他", "other")

    class Tone(models.TextChoices):
        """Whether it praises or blames."""

        PRAISE = "praise", said("肯定", "praise")
        WISH = "wish", said("建議", "wish")
        BLAME = "blame", said("不滿", "complaint")

    response = part_of(SurveyResponse, "codes")
    theme = choice("主題", "theme", Theme.choices, default=Theme.OTHER)
    tone = choice("語氣", "tone", Tone.choices, default=Tone.WISH)
    quote = line("原文摘錄", "quote", 300, needed=True)
    coder = person("編碼人", "coded by", needed=True)

    class Meta:
        verbose_name = said("意見編碼", "coded comment")
        verbose_name_plural = said("意見編碼", "coded comments")
        ordering: ClassVar = ["response", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["response", "theme", "tone"], name="comment_coded_once")]

    def __str__(self) -> str:
        return f"{self.response} {self.theme}"

    def clean(self) -> None:
        """The quote stands in the comment."""
        if self.quote.strip() not in self.response.comment:
            raise ValidationError({"quote": said("摘錄須為意見原文之一部分", "the quote is part of the comment as it was written")})


class LowScoreFollowUp(Record):
    """Getting back to a customer that gave a low score: who called, what was said, what is done, and when it was closed."""

    response = part_of(SurveyResponse, "follow_ups")
    item = line("題項", "question", 20, needed=True)
    score = models.PositiveSmallIntegerField(said("分數", "score"))
    contacted_on = day("聯繫日", "contacted on", needed=True)
    contact = prose("聯繫內容", "what was said", needed=True)
    measure = prose("對策", "what is done", needed=True)
    owner = person("負責人", "owner", needed=True)
    due = day("期限", "due date", needed=True)
    closed_on = day("結案日", "closed on")
    case = link("service.ServiceCase", "案件", "case")

    class Meta:
        verbose_name = said("低分追蹤", "follow-up of a low score")
        verbose_name_plural = said("低分追蹤", "follow-ups of low scores")
        ordering: ClassVar = ["contacted_on", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["response", "item"], name="low_score_followed_once")]

    def __str__(self) -> str:
        return f"{self.response} {self.item}"

    def clean(self) -> None:
        """It is about a score that was given."""
        given = self.response.answers.get(self.item)
        if given is None or Decimal(str(given)) != Decimal(self.score):
            raise ValidationError({"score": said("與回覆之分數不符", "it is not the score of the response")})
