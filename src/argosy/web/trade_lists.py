"""The lists of trade: price lists, bank accounts, programmes, courses, people; what each shows, and by what it is narrowed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from argosy.kernel.text import Text
from argosy.records.coaching.training.queries import Host
from argosy.records.parties.banking_queries import trust
from argosy.records.parties.privacy.queries import Asked
from argosy.web.market_lists import FIND, STATE, Listed
from argosy.web.sheet import BLANK, Cell, cell, heads
from argosy.web.templatetags.argosy import person_name, spoken

TRUST = {
    "verified": ("ok", Text("已電話覆核", "checked by call")), "recent": ("warn", Text("已覆核，30 日內變更", "checked, changed within 30 days")),
    "unverified": ("stop", Text("未覆核，不得使用", "not checked: do not use")),
}  # fmt: skip
EVERYBODY = Text("一般", "everybody")


def url(room: str, key: Any) -> str:
    """The page of one record."""
    return reverse("web:trade-record", args=[room, key])


def standing(row: Any, on: date) -> Cell:
    """Whether a list is to come, in force, or ended."""
    if row.valid_from > on:
        return Cell(Text("未生效", "to come"), level="wait")
    if row.valid_to is not None and row.valid_to < on:
        return Cell(Text("已失效", "ended"), level="off")
    return Cell(Text("有效", "in force"), level="ok")


def whose(row: Any) -> Any:
    """For whom a list is: a customer, a class, or everybody."""
    if row.customer is not None:
        return Text(f"{row.customer.code} {row.customer.name_zh}", f"{row.customer.code} {row.customer.name_en}")
    return Text(f"{row.grade} 級客戶", f"class {row.grade}") if row.grade else EVERYBODY


def trusted(row: Any, on: date) -> Cell:
    """Whether the details of an account may be used."""
    level, words = TRUST[trust(row, on)]
    return Cell(words, level=level)


def _price_list(row: Any, on: date, _: Any) -> tuple[Cell, ...]:
    return (
        Cell(row.code, url=url("prices", row.code)), cell(spoken(row, "name"), kind="w"), cell(whose(row), kind="w"), cell(row.currency), cell(row.valid_from, kind="nw"), cell(row.valid_to, kind="nw"),
        cell(str(row.priced), kind="num"), cell(person_name(row.owner)), standing(row, on),
    )  # fmt: skip


def _account(row: Any, on: date, _: Any) -> tuple[Cell, ...]:
    last = next(iter(row.checks.all()), None)
    return (
        Cell(row.iban or row.account_no, url=url("accounts", row.pk), small=row.bic), cell(row.bank, kind="w", small=row.holder), cell(row.party.code if row.party else Text("本公司", "the firm itself"), kind="nw"), cell(row.currency),
        cell(row.changed_on, kind="nw"), cell(person_name(last.by) if last else None, small=f"{last.on}" if last else "", kind="nw"), trusted(row, on),
    )  # fmt: skip


def _programme(row: Any, on: date, _: Any) -> tuple[Cell, ...]:
    modules = list(row.modules.all())
    clear = sum(one.measurable for one in modules)
    state = (
        Cell(Text("未開始", "to come"), level="wait")
        if row.starts > on
        else Cell(Text("進行中", "under way"), level="ok")
        if row.ends >= on
        else Cell(Text("已結束", "over"), level="off")
    )
    return (
        Cell(row.code, url=url("programmes", row.code)), cell(spoken(row, "title"), kind="w"), cell(f"{row.starts} – {row.ends}", kind="nw"), cell(person_name(row.owner)),
        Cell(Text(f"{clear} / {len(modules)} 可量測", f"{clear} of {len(modules)} measurable"), level="ok" if modules and clear == len(modules) else "warn"), state,
    )  # fmt: skip


def _course(row: Any, on: date, _: Any) -> tuple[Cell, ...]:
    state = Cell(Text("開課中", "on offer"), level="ok") if row.is_active else Cell(Text("停開", "no longer"), level="off")
    return (
        Cell(row.code, url=url("courses", row.code)), cell(spoken(row, "title"), kind="w", small=row.goal), cell(str(row.get_host_display()), small=row.maker), cell(row.hs), cell(row.hours), cell(row.pass_mark), state,
    )  # fmt: skip


def _person(row: Any, on: date, _: Any) -> tuple[Cell, ...]:
    asked = Cell(str(dict(Asked.choices)[row.asked]), small=f"{row.asked_on}") if row.asked else BLANK
    state = (
        Cell(Text("已刪除", "removed"), level="off")
        if row.removed_on
        else Cell(Text("同意行銷", "consents to marketing"), level="ok")
        if row.consent
        else Cell(Text("不行銷", "no marketing"), level="wait")
    )
    return (
        Cell(row.name, url=url("persons", row.pk), small=row.title), cell(row.party.code, small=spoken(row.party, "name")), cell(str(row.get_purpose_display()), kind="w"), cell(row.informed_on, kind="nw"), asked, state,
    )  # fmt: skip


LISTS: dict[str, Listed] = {
    "prices": Listed(
        Text("依數量分級之價目，各有幣別與生效期間；已生效者不改寫，另立新表", "Prices by quantity, each list in one currency and for its days; one in force is not rewritten but set anew"),
        heads("代號/Code", "名稱/Name", "適用/For", "幣別/Currency", "生效日/From", "失效日/To", "商品數/Products", "負責/Owner", "狀態/State"), _price_list,
        {"find": (FIND, ()), "currency": (Text("幣別", "Currency"), ()), "state": (STATE, (("now", Text("有效", "in force")),))},
    ),
    "accounts": Listed(
        Text("變更後須由他人致電原已登錄之電話覆核，方可付款", "After a change somebody else calls a number known before; until then nothing is paid there"),
        heads("帳號/Account", "銀行/Bank", "對象/Party", "幣別/Currency", "變更日/Changed", "最近覆核/Last check", "狀態/State"), _account, {"party": (Text("對象代號", "Party code"), ())},
    ),
    "programmes": Listed(Text("目標、模組、預算、場次與成效", "Goals, modules, budget, sessions and what they brought"), heads("方案/Programme", "名稱/Title", "期間/Period", "負責/Owner", "目標/Goals", "狀態/State"), _programme, {}),
    "courses": Listed(Text("商品訓練課程與出席", "Product training and who attended"), heads("課程/Course", "名稱/Title", "主辦/Host", "HS/HS", "時數/Hours", "及格/Pass", "狀態/State"), _course, {"host": (Text("主辦", "Host"), tuple(Host.choices)), "hs": (Text("HS 開頭", "HS begins with"), ())}),
    "persons": Listed(Text("查詢、更正、停止行銷與刪除之請求，依個人資料保護法第 3 條", "Requests for access, correction, no marketing and removal (Personal Data Protection Act, art. 3)"), heads("姓名/Name", "對象/Party", "蒐集目的/Purpose", "告知日/Informed", "最近請求/Last request", "狀態/State"), _person,
        {"find": (FIND, ()), "asked": (Text("請求", "Request"), tuple(Asked.choices))}),
}  # fmt: skip
"""By room."""
