"""The pages of single records of trade, as sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from argosy.engines.selling.gains import Gain
from argosy.kernel.text import Text, same
from argosy.publishing.trade_rooms import course, lacking, numbered, tested
from argosy.records.coaching.planning import queries as plans
from argosy.records.coaching.training import queries as training
from argosy.records.parties import banking_queries as banking
from argosy.records.parties.bankcodes import LENGTHS
from argosy.records.parties.privacy import queries as privacy
from argosy.records.sales.offering import queries as offering
from argosy.web.market_lists import NONE
from argosy.web.sheet import BLANK, Cell, Sheet, Table, cell, facts, heads, listed
from argosy.web.templatetags.argosy import person_name, spoken
from argosy.web.trade_lists import standing, trusted, url, whose

DETAILS = ("holder", "bank", "branch", "bic", "iban", "account_no", "country", "currency")
PERSONAL = ("name", "title", "email", "phone", "language")
KEPT = {
    "parties.PrivacyRequest": (Text("個資請求", "Requests about personal data"), Text("證明請求已辦理；不含個人資料", "proof that requests were met; holds no personal data")),
    "sales.Quotation": (Text("報價單", "Quotations"), Text("商業會計憑證，商業會計法第 38 條：至少五年", "business records, Business Entity Accounting Act art. 38: five years at least")),
    "care.Interaction": (Text("聯絡紀錄", "Contacts logged"), Text("客戶關係之執行紀錄；刪除後不再指名", "how the customer was served; names nobody after a removal")),
    "care.Invitation": (Text("活動邀請", "Invitations"), Text("活動統計；刪除後不再指名", "counts of events; names nobody after a removal")),
}  # fmt: skip
OTHERS = Text("業務紀錄；刪除後不再指名", "a business record; names nobody after a removal")


def _label(row: Any, name: str) -> str:
    """What a field is called."""
    return capfirst(str(row._meta.get_field(name).verbose_name))


def _price_list(key: str, on: date, actor: Any) -> Sheet:
    row = offering.price_list(key, actor=actor)
    sheet = Sheet(spoken(row, "name"), sub=row.code, states=[standing(row, on)])
    if row.valid_from <= on:
        sheet.notes.append(
            (
                "info",
                Text(
                    "本表已生效，不得改寫；價格變動請另立新生效日之新表",
                    "This list has been in force and is not rewritten: set a new one from a new day",
                ),
            )
        )
    sheet.facts = facts(
        (Text("適用", "For"), whose(row)), (Text("幣別", "Currency"), row.currency), (Text("生效日", "Valid from"), row.valid_from), (Text("失效日", "Valid to"), row.valid_to), (Text("負責人", "Owner"), person_name(row.owner) if row.owner else None),
    )  # fmt: skip
    sheet.tables = [
        Table(
            Text("價目", "Prices"),
            heads("貨號/SKU", "商品/Product", "起訂量/From quantity", "單價/Unit price", "牌價/Catalogue price"),
            _tiers(row),
            NONE,
            row.currency,
        ),
        _editions(row, actor, on),
    ]
    return sheet


def _tiers(row: Any) -> list[tuple[Cell, ...]]:
    made, last = [], ""
    for line in row.lines.all():
        first = line.product.sku != last
        last = line.product.sku
        made.append((
            Cell(last, url=reverse("web:product", args=[last])) if first else Cell(""), cell(spoken(line.product, "name"), kind="w") if first else BLANK, cell(line.from_quantity), cell(line.unit_price),
            cell(f"{line.product.currency} {line.product.price.normalize():,f}", kind="num") if first else BLANK,
        ))  # fmt: skip
    return made


def _editions(row: Any, actor: Any, on: date) -> Table:
    rows = [
        (Cell(one.code, url=url("prices", one.code) if one.pk != row.pk else ""), cell(one.valid_from, kind="nw"), cell(one.valid_to, kind="nw"), cell(str(one.priced), kind="num"), standing(one, on))
        for one in offering.editions(row, actor=actor)
    ]  # fmt: skip
    return Table(
        Text("同一適用對象之各期價目表", "Lists for the same customers"),
        heads("代號/Code", "生效日/From", "失效日/To", "商品數/Products", "狀態/State"),
        rows,
        NONE,
    )


def _account(key: str, on: date, actor: Any) -> Sheet:
    row = banking.account(numbered(key), actor=actor)
    state = trusted(row, on)
    sheet = Sheet(same(f"{row.bank} {row.iban or row.account_no}"), sub=row.holder, states=[state])
    if state.level == "stop":
        sheet.notes.append(
            (
                "stop",
                Text(
                    "尚無人致電確認目前資料，不得據以付款或印於單據；請由輸入者以外之人撥打原已登錄之電話",
                    "Nobody has confirmed these details by a call: neither pay there nor print them. Somebody else than who entered them calls a number known before",
                ),
            )
        )
    if state.level == "warn":
        sheet.notes.append(
            ("warn", Text("資料於 30 日內變更過，付款前請再留意", "The details changed within 30 days: look twice before paying"))
        )
    if not row.iban and row.country in LENGTHS:
        sheet.notes.append(
            (
                "info",
                Text(
                    f"{row.country} 使用 IBAN：帳號無檢查碼可驗，請索取 IBAN",
                    f"{row.country} uses IBAN: the bare number carries no check digits to test, so ask for the IBAN",
                ),
            )
        )
    party = row.party
    sheet.facts = facts(
        (Text("往來對象", "Party"), Cell(party.code, url=reverse("web:party", args=[party.code]), small=spoken(party, "name")) if party else Text("本公司", "the firm itself")), *((_label(row, name), getattr(row, name)) for name in DETAILS),
        (Text("資料變更日", "Details changed"), row.changed_on),
    )  # fmt: skip
    checks = [
        (cell(one.on, kind="nw"), cell(one.details_of, kind="nw"), cell(person_name(one.by)), cell(one.spoke_to, small=one.known_number), Cell(Text("確認無誤", "confirmed"), level="ok") if one.confirmed else Cell(Text("未確認", "not confirmed"), level="stop"), cell(one.note, kind="w"))
        for one in row.checks.all()
    ]  # fmt: skip
    sheet.tables = [
        Table(
            Text("電話覆核", "Call-back checks"),
            heads("覆核日/On", "所核資料之變更日/Change checked", "覆核人/By", "通話對象/Spoke to", "結果/Result", "說明/Note"),
            checks,
            Text("尚無覆核", "None yet"),
        ),
        Table(Text("資料異動與經手人", "Every state and who entered it"), heads("時間/At", "經手/By", "內容/Details"), _states(row), NONE),
    ]
    return sheet


def _states(row: Any) -> list[tuple[Cell, ...]]:
    """Each state by what it changed of the one before."""
    made, states = [], banking.states(row)
    for at, one in enumerate(states):
        before = states[at + 1] if at + 1 < len(states) else None
        told = [name for name in DETAILS if getattr(one, name) and (before is None or getattr(one, name) != getattr(before, name))]
        words = listed(f"{_label(row, name)} {getattr(one, name)}" for name in told)
        made.append(
            (
                cell(f"{timezone.localtime(one.history_date):%Y-%m-%d %H:%M}", kind="nw"),
                cell(person_name(one.history_user)),
                cell(words, kind="w"),
            )
        )
    return made


def _programme(key: str, on: date, actor: Any) -> Sheet:
    row = training.programme(key, actor=actor)
    held = list(training.sessions(actor=actor, programme=row.code))
    sheet = Sheet(spoken(row, "title"), sub=row.code)
    cost = sum((one.quantity * one.unit_price for one in row.costs.all()), Decimal(0))  # type: ignore[attr-defined]
    over = row.ceiling is not None and cost > row.ceiling
    if over:
        sheet.notes.append(("warn", Text("預算超過上限", "The budget is above its ceiling")))
    if vague := [one for one in row.modules.all() if not one.measurable]:  # type: ignore[attr-defined]
        sheet.notes.append(
            (
                "warn",
                Text(
                    f"{len(vague)} 個模組之目標不可量測：請填量測指標與目標值",
                    f"{len(vague)} modules have no measurable goal: give the measure and the target",
                ),
            )
        )
    sheet.facts = facts(
        (Text("期間", "Period"), f"{row.starts} – {row.ends}"), (Text("負責人", "Owner"), person_name(row.owner)), (Text("知識目標", "Knowledge goal"), row.knowledge), (Text("行為目標", "Behaviour goal"), row.behaviour),
        (Text("業績目標", "Sales goal"), row.sales), (Text("預算", "Budget"), cost), (Text("預算上限", "Ceiling"), row.ceiling), (Text("幣別", "Currency"), row.currency),
    )  # fmt: skip
    sheet.tables = [_modules(row), _sessions(held), _effect(held), _followed(row, actor), _costs(row)]
    return sheet


def _modules(row: Any) -> Table:
    rows = [
        (
            cell(f"{one.no}"), cell(spoken(one, "title"), kind="w", small=one.content), cell(one.audience), cell(one.method), cell(one.hours), cell(one.goal, kind="w"),
            Cell(Text(f"{one.measure}：{one.target.normalize():f} {one.unit}", f"{one.measure}: {one.target.normalize():f} {one.unit}"), level="ok") if one.measurable else Cell(Text("不可量測", "not measurable"), level="warn"),
        )
        for one in row.modules.all()
    ]  # fmt: skip
    return Table(
        Text("模組與可量測目標", "Modules and their measurable goals"),
        heads("序號/No.", "模組/Module", "對象/For", "方法/Method", "時數/Hours", "目標/Goal", "量測/Measure"),
        rows,
        NONE,
    )


def _sessions(held: Iterable[Any]) -> Table:
    levels = {"planned": "wait", "held": "ok", "cancelled": "off"}
    rows = [
        (
            Cell(one.number, url=reverse("web:coaching-session", args=[one.number]), small=one.subject), cell(f"{timezone.localtime(one.starts):%Y-%m-%d %H:%M}", kind="nw"), cell(one.hours), cell(one.coach.name), cell(one.place, kind="w"),
            cell(f"{sum(g.attended is True for g in one.guests.all())} / {len(one.guests.all())}", kind="num"), Cell(str(one.get_state_display()), level=levels[one.state]),
        )
        for one in held
    ]  # fmt: skip
    note = Text("同一講師同一時間不重複排課", "a coach is never booked twice at one time")
    return Table(
        Text("場次", "Sessions"),
        heads("場次/Session", "開始/Starts", "時數/Hours", "講師/Coach", "地點/Place", "出席/Came", "狀態/State"),
        rows,
        Text("尚未排場次", "No session is booked"),
        note,
    )


def _effect(held: Iterable[Any]) -> Table:
    """Paired tests before and after, of customers' people and of colleagues."""
    gains = tested(held)
    names = {False: Text("客戶人員", "customers' people"), True: Text("同仁", "colleagues")}
    rows = [
        (cell(names[own]), cell(f"{one.n}", kind="num"), _mark(one.before), _mark(one.after), *_gain(one)) for own, one in gains.items()
    ]
    note = Text(
        "成對前後測之 t 區間（95%）；無對照，不稱因果", "t interval of paired tests (95%); without a control group no cause is claimed"
    )
    return Table(
        Text("成效", "What it brought"),
        heads("對象/Who", "n/n", "前測/Before", "後測/After", "進步 [95%]/Gain [95%]", "判定/Verdict"),
        rows,
        NONE,
        note,
    )


def _mark(value: float | None) -> Cell:
    return cell(None) if value is None else Cell(f"{value:.1f}", kind="num")


def _gain(one: Gain) -> tuple[Cell, Cell]:
    if one.value is None or one.low is None or one.high is None:
        return BLANK, Cell(one.why, level="off")
    told = Cell(f"{one.value:+.1f} [{one.low:.1f}, {one.high:.1f}]".replace("-", "−"), kind="num")
    if one.low > 0:
        return told, Cell(Text("進步", "higher after"), level="ok")
    return told, Cell(Text("退步", "lower after"), level="stop") if one.high < 0 else Cell(Text("無法判定", "cannot tell"), level="off")


def _followed(row: Any, actor: Any) -> Table:
    rows = []
    for plan in plans.plans(actor=actor).filter(programme=row):
        last = plan.checks.order_by("-on").first()
        rate = f"{100 * last.actual / last.target:.1f}%" if last and last.target else ""
        rows.append(
            (
                cell(plan.number),
                cell(plan.customer.code),
                cell(plan.kpi, kind="w"),
                cell(f"{plan.kpi_target.normalize():f}%", kind="num"),
                cell(rate, kind="num"),
                cell(last.on if last else None, kind="nw"),
                cell(str(plan.get_state_display())),
            )
        )
    return Table(
        Text("所屬輔導計畫", "Coaching plans of it"),
        heads("計畫/Plan", "客戶/Customer", "KPI/KPI", "目標/Target", "達成/Reached", "追蹤日/Followed up", "狀態/State"),
        rows,
        Text("沒有計畫屬於此方案", "No plan belongs to it"),
    )


def _costs(row: Any) -> Table:
    rows = [
        (cell(one.item), cell(one.quantity), cell(one.unit_price), cell(one.quantity * one.unit_price), cell(str(one.get_payer_display())))
        for one in row.costs.all()
    ]
    return Table(
        Text("預算", "Budget"),
        heads("項目/Item", "數量/Quantity", "單價/Unit price", "金額/Amount", "負擔/Borne by"),
        rows,
        NONE,
        row.currency,
    )


def _course(key: str, on: date, actor: Any) -> Sheet:
    row = course(key, actor=actor)
    sheet = Sheet(spoken(row, "title"), sub=row.goal, states=[Cell(same(row.code))])
    sheet.facts = facts(
        (Text("主辦", "Host"), row.get_host_display()), (Text("原廠", "Maker"), row.maker), (Text("HS", "HS"), row.hs), (Text("時數", "Hours"), row.hours), (Text("及格分數", "Pass mark"), row.pass_mark), (Text("教材", "Material"), row.material),
    )  # fmt: skip
    held = [one for one in training.sessions(actor=actor) if one.course_id == row.pk]
    came = [(one, guest) for one in held for guest in one.guests.all()]
    sheet.tables = [
        Table(Text("出席與測驗", "Attendance and tests"), heads("受訓人/Who", "單位/Of", "場次/Session", "出席/Came", "前測/Before", "後測/After", "結果/Result"), [_attended(row, one, guest) for one, guest in came], Text("尚無出席", "Nobody attended yet")),
        Table(Text("尚未及格之業務人員", "Representatives who have not passed"), heads("人員/Person", "狀態/State"), [(cell(person_name(one.person)), Cell(Text("出席未及格", "attended"), level="warn") if one.attended else Cell(Text("未出席", "not yet"), level="stop")) for one in lacking(row, actor)], Text("全部及格", "All have passed")),
        _sessions(held), _effect(held),
    ]  # fmt: skip
    return sheet


def _attended(row: Any, one: Any, guest: Any) -> tuple[Cell, ...]:
    passed = guest.after is not None and guest.after >= row.pass_mark
    who = person_name(guest.colleague) if guest.colleague else guest.attendee or guest.customer.code
    came = (
        Cell(Text("出席", "came"), level="ok")
        if guest.attended
        else Cell(Text("缺席", "absent"), level="off")
        if guest.attended is False
        else Cell(Text("未登錄", "not entered"), level="wait")
    )
    result = (
        Cell(Text("及格", "passed"), level="ok")
        if passed
        else Cell(Text("未及格", "not passed"), level="warn")
        if guest.after is not None
        else BLANK
    )
    return (
        cell(who), cell(guest.customer.code if guest.customer else Text("本公司", "the firm")), Cell(one.number, url=reverse("web:coaching-session", args=[one.number]), small=f"{timezone.localtime(one.starts):%Y-%m-%d}"), came, cell(guest.before),
        cell(guest.after), result,
    )  # fmt: skip


def _person(key: str, on: date, actor: Any) -> Sheet:
    row = privacy.person(numbered(key), actor=actor)
    held = privacy.held_about(row.pk, actor=actor)
    sheet = Sheet(row.name, sub=Text(f"{row.party.code} {row.party.name_zh}", f"{row.party.code} {row.party.name_en}"))
    if row.removed_on:
        sheet.notes.append(
            (
                "info",
                Text(
                    f"個人欄位已於 {row.removed_on} 清空，含歷次資料；業務紀錄保留但不再指名",
                    f"The personal fields were emptied on {row.removed_on}, earlier states as well; business records stay and name nobody",
                ),
            )
        )
    elif row.informed_on is None:
        sheet.notes.append(
            (
                "warn",
                Text(
                    "尚無告知紀錄（個人資料保護法第 8 條）",
                    "It is not recorded that the person was informed (Personal Data Protection Act, art. 8)",
                ),
            )
        )
    sheet.facts = facts(
        (Text("往來對象", "Party"), Cell(row.party.code, url=reverse("web:party", args=[row.party.code]))), (Text("蒐集目的", "Purpose"), row.get_purpose_display()), (Text("告知日", "Informed on"), row.informed_on),
        (Text("行銷同意", "Marketing"), Text(f"{row.consent_on} 同意", f"consent {row.consent_on}") if row.consent else Text("未同意", "no consent")), (Text("刪除日", "Removed on"), row.removed_on),
    )  # fmt: skip
    own = [(cell(_label(row, name)), cell(getattr(row, name), kind="w")) for name in PERSONAL]
    asked = [
        (
            cell(one.asked_on, kind="nw"),
            cell(str(one.get_kind_display())),
            cell(one.done_on, kind="nw"),
            cell(person_name(one.by)),
            cell(one.note, kind="w"),
        )
        for one in privacy.requests(actor=actor, contact=row.pk)
    ]
    sheet.tables = [
        Table(Text("所持有之個人資料", "Personal data held"), heads("欄位/Field", "內容/Contents"), own, NONE, Text(f"另有歷程 {len(held['states'])} 筆，複本一併提供", f"with {len(held['states'])} on record over time, given with a copy")),
        Table(Text("保留之紀錄與理由", "What is kept, and why"), heads("紀錄/Record", "筆數/Count", "理由/Why"), _kept(held), Text("沒有其他紀錄指名此人", "No other record names this person")),
        Table(Text("請求與辦理", "Requests and what was done"), heads("請求日/Asked", "請求/Request", "辦理日/Done", "承辦/By", "說明/Note"), asked, Text("尚無請求", "Nothing was asked yet")),
    ]  # fmt: skip
    return sheet


def _kept(held: dict[str, Any]) -> list[tuple[Cell, ...]]:
    return [
        (
            cell(KEPT[label][0] if label in KEPT else label),
            cell(f"{len(rows)}", kind="num"),
            cell(KEPT[label][1] if label in KEPT else OTHERS, kind="w"),
        )
        for label, rows in held["records"].items()
    ]


CARDS: dict[str, Callable[[str, date, Any], Sheet]] = {
    "prices": _price_list,
    "accounts": _account,
    "programmes": _programme,
    "courses": _course,
    "persons": _person,
}
"""By room."""
