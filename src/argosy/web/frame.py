"""What stands around every page: the rail made from the person's roles, counts, the firm, and the editions at the foot."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from argosy.kernel.errors import NotFound
from argosy.kernel.text import Text
from argosy.records import clock
from argosy.records.audit import queries as audit
from argosy.records.people import consulting
from argosy.records.people import queries as people
from argosy.records.reference import queries as reference
from argosy.records.reports import queries as reports
from argosy.standards import catalogue
from argosy.standards.entries import Standard, Task

RECORDS: tuple[tuple[str, str, Text, str], ...] = (
    ("duty", "receipt", Text("稅費試算", "Duty and tax"), ""),
    ("goods", "search", Text("稅則歸列", "Tariff codes"), "catalog.classification.read"),
    ("orders", "file-spreadsheet", Text("訂單檔", "Order files"), "tariffs.order.read"),
    ("studies", "scale", Text("適用性研究", "Applicability studies"), "tariffs.study.read"),
    ("consultations", "mail", Text("諮詢", "Consultations"), "people.consultation.read"),
    ("market-series", "database", Text("市場序列", "Market series"), ""),
    ("market-ranking", "world", Text("市場排序", "Market ranking"), ""),
    ("products", "package", Text("商品", "Products"), "catalog.product.read"),
)
MARKETS: tuple[tuple[str, str, Text, str], ...] = (
    ("intelligence", "search", Text("市場情報", "Intelligence"), "markets.item.read"),
    ("sources", "database", Text("情報來源", "Sources"), "reference.source.read"),
    ("briefs", "file-spreadsheet", Text("研究需求書", "Research briefs"), "markets.brief.read"),
    ("decisions", "scale", Text("決策紀錄", "Decisions"), "markets.decision.read"),
    ("rivals", "package", Text("競品", "Competitors"), "catalog.competitor.read"),
    ("culture", "users", Text("文化筆記", "Culture notes"), "reference.culture.read"),
    ("compliance", "layout-grid", Text("法規檢核", "Compliance"), "reference.compliance.read"),
    ("channels", "archive", Text("通路檔案", "Channels"), "channels.dossier.read"),
)
CUSTOMERS: tuple[tuple[str, str, Text, str], ...] = (
    ("morning", "sun", Text("今日客戶", "Customers today"), "care.interaction.read"),
    ("upkeep", "layout-grid", Text("客戶維護", "Upkeep"), "care.interaction.read"),
    ("replenishment", "package", Text("補貨建議", "Replenishment"), "care.stock.read"),
    ("prospects", "users", Text("潛在客戶", "Prospects"), "care.lead.read"),
    ("events", "calendar-event", Text("活動", "Events"), "care.event.read"),
    ("parties", "address-book", Text("往來對象", "Parties"), "parties.party.read"),
    ("quotations", "file-plus", Text("報價單", "Quotations"), "sales.quotation.read"),
    ("sales-orders", "archive", Text("銷售訂單", "Sales orders"), "sales.order.read"),
    ("contracts", "scale", Text("合約", "Contracts"), "contracts.contract.read"),
    ("performance", "world", Text("銷售績效", "Own performance"), "sales.performance.read"),
    ("receivables", "receipt", Text("應收與票據", "Receivables"), "receivables.invoice.read"),
    ("credit", "scale", Text("授信", "Credit"), "credit.profile.read"),
    ("targets", "scale", Text("目標管理", "Targets"), "sales.target.read"),
    ("coaching", "users", Text("輔導時程", "Coaching"), "coaching.session.read"),
    ("answers", "mail", Text("異議答覆庫", "Answer library"), "coaching.answer.read"),
    ("rival-comparison", "git-compare", Text("競品比較", "Compared with rivals"), "catalog.competitor.read"),
)
SERVICE: tuple[tuple[str, str, Text, str], ...] = (
    ("cases", "mail", Text("服務案件", "Service cases"), "service.case.read"),
    ("surveys", "users", Text("滿意度調查", "Surveys"), "service.survey.read"),
    ("standards", "scale", Text("服務標準", "Service standards"), "service.standard.read"),
    ("quality", "history", Text("團隊品質", "Team quality"), "service.standard.read"),
    ("procedures", "file-spreadsheet", Text("作業程序", "Procedures"), "service.procedure.read"),
    ("policies", "layout-grid", Text("諮詢準則", "Enquiry guideline"), "service.policy.read"),
    ("needs", "search", Text("客戶需求", "Customer needs"), "service.need.read"),
)
TRADE: tuple[tuple[str, str, Text, str], ...] = (
    ("prices", "receipt", Text("價目表", "Price lists"), "sales.pricelist.read"),
    ("accounts", "database", Text("銀行帳戶", "Bank accounts"), "parties.bank_account.read"),
    ("programmes", "users", Text("輔導方案", "Programmes"), "coaching.programme.read"),
    ("persons", "address-book", Text("個人資料", "Personal data"), "parties.contact.read"),
)
FIRM: tuple[tuple[str, str, Text, str], ...] = (
    ("documents", "archive", Text("文件庫", "Documents"), ""),
    ("coverage", "layout-grid", Text("職能覆蓋", "Coverage"), ""),
    ("data", "database", Text("資料與法規", "Data and rules"), ""),
    ("people", "users", Text("人員與職務", "People and roles"), "people.person.change"),
    ("audit", "history", Text("稽核紀錄", "Audit"), "audit.entry.read"),
)


@dataclass(frozen=True, slots=True)
class Link:
    """One line of the rail. ``mine`` marks a count that waits for this person."""

    url: str
    label: Text
    icon: str = ""
    code: str = ""
    count: int = 0
    mine: bool = False
    current: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Links under one duty."""

    label: Text
    links: tuple[Link, ...]


@dataclass
class Frame:
    """The frame of one request; everything is read at most once."""

    person: Any
    path: str
    chosen: str = ""

    @cached_property
    def today(self) -> date:
        """The day the pages are of."""
        return reference.today()

    @cached_property
    def known(self) -> str:
        """What the frame depends on, in one line: while it is the same, so is what was drawn of the frame. Every act changes it."""
        here = ",".join(address for address in _addresses() if self.path.startswith(address))
        roles = ",".join(sorted(self.person.role_codes))
        return f"{settings.DATABASES['default']['NAME']} {audit.newest()} {clock.today()} {self.person.pk} {roles} {self.job.key} {here}"

    @cached_property
    def firm(self) -> reference.FirmFacts | None:
        """The firm, or ``None`` in an empty store."""
        try:
            return reference.firm()
        except NotFound:
            return None

    @cached_property
    def waiting(self) -> list[Any]:
        """Documents this person can move on now."""
        return reports.waiting_for(self.person)

    @cached_property
    def asked(self) -> list[Any]:
        """Questions that wait for this person's answer."""
        return list(consulting.put_to(self.person))

    @cached_property
    def drafts(self) -> list[Any]:
        """This person's documents that are not issued yet."""
        return list(reports.made_by(self.person).exclude(state__in=reports.PUBLIC))

    @cached_property
    def jobs(self) -> list[Standard]:
        """The standards this person works by; who works by none looks at all five."""
        mine = [job for job in catalogue.standards() if job.key in self.person.role_codes]
        return mine or list(catalogue.standards())

    @cached_property
    def job(self) -> Standard:
        """The standard whose tasks the rail shows."""
        return next((job for job in self.jobs if job.key == self.chosen), self.jobs[0])

    @cached_property
    def top(self) -> tuple[Link, ...]:
        """Today, waiting, deadlines."""
        waiting = len(self.waiting)
        return (
            self._link("today", "sun", Text("今天", "Today"), count=waiting + len(self.drafts)),
            self._link("waiting", "hourglass", Text("等我處理", "Waiting for me"), count=waiting, mine=True),
            self._link(
                "deadlines",
                "calendar-event",
                Text("期限", "Deadlines"),
                count=people.open_work(actor=self.person).count() + len(self.asked),
            ),
        )

    @cached_property
    def work(self) -> tuple[Group, ...]:
        """The tasks of the job in hand, by duty."""
        mine, open_ = (Counter(row.key for row in rows) for rows in (self.waiting, self.drafts))
        return tuple(Group(duty.name, tuple(self._task(task, mine, open_) for task in duty.tasks)) for duty in self.job.duties)

    @cached_property
    def records(self) -> tuple[Link, ...]:
        """Records the job uses."""
        return self._allowed(RECORDS)

    @cached_property
    def customers(self) -> tuple[Link, ...]:
        """Customers, what is sold to them, and how they are served."""
        return self._allowed(CUSTOMERS) + self._rooms("trade-list", TRADE) + self._rooms("service-list", SERVICE)

    @cached_property
    def markets(self) -> tuple[Link, ...]:
        """What is known of markets."""
        return self._rooms("market-list", MARKETS)

    @cached_property
    def whole_firm(self) -> tuple[Link, ...]:
        """What belongs to everyone."""
        return self._allowed(FIRM)

    @cached_property
    def stale(self) -> list[Any]:
        """Data sets past their own cycle."""
        return reference.stale(self.today)

    def _task(self, task: Task, mine: Counter[str], open_: Counter[str]) -> Link:
        waiting = sum(mine[key] for key in task.outputs)
        count = waiting or sum(open_[key] for key in task.outputs)
        url = _address("task", self.job.key, task.code)
        return Link(url, task.rail, code=task.code, count=count, mine=bool(waiting), current=self.path.startswith(url))

    def _allowed(self, entries: tuple[tuple[str, str, Text, str], ...]) -> tuple[Link, ...]:
        return tuple(self._link(name, icon, label) for name, icon, label, need in entries if not need or self.person.may(need))

    def _rooms(self, name: str, entries: tuple[tuple[str, str, Text, str], ...]) -> tuple[Link, ...]:
        return tuple(self._link(name, icon, label, room=room) for room, icon, label, need in entries if self.person.may(need))

    def _link(self, name: str, icon: str, label: Text, count: int = 0, mine: bool = False, room: str = "") -> Link:
        url = _address(name, *([room] if room else []))
        return Link(url, label, icon, count=count, mine=mine and count > 0, current=self.path.startswith(url))


@cache
def _address(name: str, *args: str) -> str:
    """The address of a page: the same for everybody as long as the server runs."""
    return reverse(f"web:{name}", args=args)


@cache
def _addresses() -> tuple[str, ...]:
    """Every address the rail can mark as the one a person is at."""
    tops = [_address(name) for name in ("today", "waiting", "deadlines")]
    plain = [_address(name) for name, *_ in (*RECORDS, *CUSTOMERS, *FIRM)]
    rooms = [_address("service-list", room) for room, *_ in SERVICE] + [_address("market-list", room) for room, *_ in MARKETS]
    tasks = [_address("task", job.key, task.code) for job in catalogue.standards() for duty in job.duties for task in duty.tasks]
    return (*tops, *plain, *rooms, *tasks)


def frame(request: HttpRequest) -> Frame:
    """The frame of this request, made once."""
    if not hasattr(request, "_frame"):
        request._frame = Frame(request.user, request.path, request.session.get("job", ""))  # type: ignore[attr-defined]
    return request._frame  # type: ignore[attr-defined,no-any-return]
