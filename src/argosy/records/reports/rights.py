"""Who may move a document, and what stands in the way. One place for every door: web, API and command line."""

from __future__ import annotations

from collections.abc import Collection

from argosy.kernel.errors import Refused
from argosy.kernel.text import Text, same
from argosy.records.people.permissions import document_permission, document_roles
from argosy.records.permission import Actor, Denied, require
from argosy.records.reports.models import Document, ReportVersion

ACTS = {
    "make": Text("製作這份文件", "make this document"),
    "check": Text("覆核這份文件", "check this document"),
    "approve": Text("核准這份文件", "approve this document"),
}


def need(actor: Actor | None, act: str, key: str) -> None:
    """Refuse unless one of the actor's roles may ``make``, ``check`` or ``approve`` the output ``key``."""
    require(actor, document_permission(act, key), ACTS[act])


def need_any(actor: Actor | None, key: str) -> None:
    """Refuse unless the actor has any part in documents of this kind."""
    if actor is None or not any(actor.may(document_permission(act, key)) for act in ACTS):
        need(actor, "make", key)


def need_state(document: Document, *states: str) -> None:
    """Refuse unless the document stands in one of ``states``."""
    if document.state not in states:
        now = words_of_state(document.state)
        wanted = Text("、".join(words_of_state(s).zh for s in states), " or ".join(words_of_state(s).en for s in states))
        raise Refused(
            Text("「{doc}」目前為{now}，須為{wanted}才能執行", "{doc} is {now}; it must be {wanted} for this").format(
                doc=same(str(document)), now=now, wanted=wanted
            )
        )


def need_maker(actor: Actor, document: Document) -> None:
    """Refuse anyone but the maker."""
    if document.maker.login != actor.login:
        raise Denied(
            Text(
                "只有製表人{m}能更改這份草稿；可退回或請其修改", "Only its maker, {m}, may change this draft: ask them, or return it"
            ).format(m=document.maker.login)
        )


def need_maker_or(actor: Actor, document: Document, act: str) -> None:
    """Refuse anyone but the maker and those who may ``act`` on this kind of document."""
    if document.maker.login == actor.login:
        need_any(actor, document.key)
    else:
        need(actor, act, document.key)


def need_second_person(actor: Actor, version: ReportVersion, hands: Collection[str] = ()) -> None:
    """Refuse the maker, the version's author and whoever wrote into it (check C01: the second person is never the author).

    ``hands`` are the logins of those who entered what it was made from: they do not check their own figures.
    """
    writers = {n.author.login for n in version.document.narratives.select_related("author")}
    if actor.login in writers | {version.document.maker.login, version.author.login}:
        raise Denied(Text("C01 覆核人、核准人不得為製表人", "C01 The checker and the approver must not be the maker"))
    if actor.login in hands:
        raise Denied(
            Text(
                "C01 您登錄或更改過這份文件的資料，請由另一人簽核",
                "C01 You entered or changed what this was made from: another person must sign",
            )
        )


def need_third_person(actor: Actor, version: ReportVersion) -> None:
    """Refuse the person who checked this version: checking and approving are two persons' acts."""
    if version.approvals.filter(decision="checked", person__login=actor.login).exists():
        raise Denied(Text("覆核人不得同時為核准人，請由另一位主管核准", "The checker may not also approve: another person must"))


def need_hash(version: ReportVersion, content_hash: str) -> None:
    """Refuse when the caller looked at other content than what is frozen."""
    if content_hash and content_hash != version.content_hash:
        raise Refused(Text("內容已更新，請重新檢視後再簽核", "The content has changed since you looked: read it again, then sign"))


def words_of_state(state: str) -> Text:
    """A state in both languages."""
    words = {
        "draft": Text("草稿", "a draft"), "in_check": Text("送審中", "in check"), "checked": Text("已覆核", "checked"), "approved": Text("已核准", "approved"),
        "issued": Text("已發行", "issued"), "superseded": Text("已取代", "superseded"), "withdrawn": Text("已撤回", "withdrawn"),
    }  # fmt: skip
    return words[state]


def roles_for_act(act: str, key: str) -> frozenset[str]:
    """The roles that may do ``act`` on documents of this kind."""
    return document_roles(act, key)
