"""What can be done with a document now, by this person; and where something cannot, why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from argosy.kernel.errors import Refused
from argosy.kernel.text import Text
from argosy.publishing import life
from argosy.records.reports import confirming, rights

Guard = Callable[[Any, Any, Any], None]


@dataclass(frozen=True, slots=True)
class Act:
    """One act. ``reason`` is why it cannot be done, empty when it can; ``asks`` names the field its form needs."""

    name: str
    label: Text
    icon: str
    key: str = ""
    asks: str = ""
    primary: bool = False
    reason: Text | None = None

    @property
    def allowed(self) -> bool:
        """Whether it can be done."""
        return self.reason is None


def _maker(person: Any, document: Any, version: Any) -> None:
    rights.need(person, "make", document.key)
    rights.need_maker(person, document)


def _part(person: Any, document: Any, version: Any) -> None:
    rights.need_any(person, document.key)


def _checker(person: Any, document: Any, version: Any) -> None:
    rights.need(person, "check", document.key)
    rights.need_second_person(person, version, life.hands(document))
    _nothing_open(version)


def _approver(person: Any, document: Any, version: Any) -> None:
    rights.need(person, "approve", document.key)
    rights.need_second_person(person, version, life.hands(document))
    rights.need_third_person(person, version)
    confirming.need_confirmed(version, life.hands(document))


def _returner(person: Any, document: Any, version: Any) -> None:
    rights.need_maker_or(person, document, "check" if document.state == "in_check" else "approve")


def _finisher(person: Any, document: Any, version: Any) -> None:
    rights.need_maker_or(person, document, "approve")


def _reviser(person: Any, document: Any, version: Any) -> None:
    rights.need(person, "make", document.key)
    if hasattr(document, "replaced_by"):
        raise Refused(Text("改版 {r} 進行中", "Revision {r} is under way").format(r=document.replaced_by))


def _nothing_open(version: Any) -> None:
    """What ``check`` refuses too, said before the button is pressed."""
    blocks = sum(f["level"] == "block" for f in version.findings)
    open_ = sum(f["level"] == "warn" and not f.get("waived") for f in version.findings)
    if blocks:
        raise Refused(Text("先解決 {n} 項阻擋，才能通過", "Settle {n} blocking checks first").format(n=blocks))
    if open_:
        raise Refused(
            Text("{n} 項提醒尚未加註，請退回製表人加註", "{n} warnings have no reason yet: return it to its maker").format(n=open_)
        )


RETURN = Act("return", Text("退回", "Return"), "arrow-back-up", "r", "comment")
BY_STATE: dict[str, tuple[tuple[Act, Guard], ...]] = {
    "draft": ((Act("submit", Text("送審", "Send to check"), "send", "a", primary=True), _maker),),
    "in_check": ((RETURN, _returner), (Act("check", Text("覆核通過", "Pass the check"), "check", "a", primary=True), _checker)),
    "checked": ((RETURN, _returner), (Act("approve", Text("核准", "Approve"), "rubber-stamp", "a", primary=True), _approver)),
    "approved": ((RETURN, _returner), (Act("issue", Text("編號發行", "Number and issue"), "certificate", "a", primary=True), _finisher)),
    "issued": (
        (Act("withdraw", Text("撤回", "Withdraw"), "ban", "", "reason"), _finisher),
        (Act("revise", Text("改版", "Revise"), "copy", "", "reason"), _reviser),
        (Act("send", Text("登錄寄送", "Log a sending"), "mail", "s", "sending", primary=True), _part),
    ),
}  # fmt: skip


def acts(person: Any, document: Any, version: Any) -> list[Act]:
    """The acts of the document's state, each with the reason against it, if there is one."""
    return [_judged(act, guard, person, document, version) for act, guard in BY_STATE.get(document.state, ())]


def _judged(act: Act, guard: Guard, person: Any, document: Any, version: Any) -> Act:
    try:
        guard(person, document, version)
    except Refused as refusal:
        return Act(act.name, act.label, act.icon, act.key, act.asks, act.primary, refusal.message)
    return act
