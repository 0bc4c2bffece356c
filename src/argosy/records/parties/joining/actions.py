"""Bringing parties in from a file, taking that back, making two entries of one party one, and taking that back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from simple_history.utils import bulk_update_with_history

from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.clock import now
from argosy.records.parties.joining.given import NewParty
from argosy.records.parties.joining.intake import JoinPlan, Step, plan
from argosy.records.parties.joining.models import PartyImport, PartyMerge
from argosy.records.parties.models import Address, Contact, Party, PartyKind
from argosy.records.record import changed, found
from argosy.records.reports.ledger import next_number

FAULTY = Text("{n} 處錯誤，未寫入任何資料", "{n} faults; nothing was written")
FILLED = ("tax_id", "website", "grade", "name_en", "name_zh")


def preview(given: Sequence[NewParty], same: Mapping[str, str] | None = None) -> JoinPlan:
    """What ``import_parties`` would do; writes nothing."""
    return plan(given, same)


@action("parties.party.import", Text("匯入往來對象", "import parties"))
def import_parties(
    *, actor: Any, given: Sequence[NewParty], file_name: str, sha256: str, same: Mapping[str, str] | None = None
) -> PartyImport:
    """Parties with their people, all or none: new codes are registered, known ones brought to what the file says; the same file again changes nothing.

    A party alike to others and not decided on in ``same`` raises ``Refused`` naming them, a tax id of another party ``BadInput``.
    """
    made = plan(given, same)
    if made.problems:
        raise BadInput(FAULTY.format(n=len(made.problems)), list(made.problems))
    if undecided := [step for step in made.steps if step.alike]:
        names = "、".join(f"{step.given.code}≈{step.alike[0].code}" for step in undecided[:10])
        raise Refused(
            Text(
                "下列可能重複，請先決定是否為同一家：{n}", "These may be entered already; say first whether they are the same: {n}"
            ).format(n=names)
        )
    row = PartyImport(ref=f"PI-{next_number('PI'):04d}", file_name=file_name, sha256=sha256, at=now(), by=actor)
    for step in made.steps:
        _carry_out(step, row)
    row.save()
    return row


def _carry_out(step: Step, kept: PartyImport) -> None:
    one = step.given
    if step.deed == "new":
        party = Party(code=one.code, **{name: value for name, value in one.fields.items() if value})
        _create(kept, party)
    else:
        party = found(Party.objects.select_for_update(), step.same_as or one.code, code=step.same_as or one.code)
        _change(kept, party, {name: value for name, value in one.fields.items() if value})
    for kind in sorted(set(one.kinds) - set(party.kinds)):
        _create(kept, PartyKind(party=party, kind=kind))
    people = {contact.name: contact for contact in Contact.objects.filter(party=party)}
    for who in one.contacts:
        fields = {name: value for name, value in who.fields.items() if value}
        if who.name in people:
            _change(kept, people[who.name], fields)
        else:
            _create(kept, Contact(party=party, name=who.name, **fields))
    if one.address and not Address.objects.filter(party=party, lines_en=one.address.get("lines_en", "")).exists():
        _create(kept, Address(party=party, **one.address))


def _create(kept: PartyImport, row: Any) -> None:
    row.save()
    kept.created.append([row._meta.label, row.pk])


def _change(kept: PartyImport, row: Any, fields: Mapping[str, str]) -> None:
    before = {name: getattr(row, name) for name, value in fields.items() if getattr(row, name) != value}
    if before:
        kept.changed.append([row._meta.label, row.pk, before, {name: fields[name] for name in before}])
        changed(row, {name: fields[name] for name in before})


@action("parties.party.unimport", Text("復原匯入", "undo an import of parties"))
def undo_import(*, actor: Any, ref: str) -> PartyImport:
    """Remove what an import made and bring back what it changed. What was used or changed since raises ``Refused`` and nothing is undone."""
    kept: PartyImport = found(PartyImport.objects.select_for_update(), ref, ref=ref)
    if kept.undone_at is not None:
        raise Refused(Text("{r} 已復原", "{r} is undone already").format(r=ref))
    for label, pk, before, after in reversed(kept.changed):
        row = apps.get_model(label).objects.select_for_update().filter(pk=pk).first()
        if row is None or any(getattr(row, name) != value for name, value in after.items()):
            raise _touched(ref, str(row or pk))
        changed(row, before)
    for label, pk in reversed(kept.created):
        row = apps.get_model(label).objects.filter(pk=pk).first()
        if row is not None and row.history.count() > 1:
            raise _touched(ref, str(row))
        _remove(row, ref)
    kept.undone_at = now()
    kept.save()
    return kept


def _remove(row: Any, ref: str) -> None:
    try:
        if row is not None:
            row.delete()
    except ProtectedError as used:
        names = ", ".join(sorted({str(other._meta.verbose_name) for other in used.protected_objects}))
        raise Refused(
            Text("無法復原 {r}：{p} 已被使用（{n}）", "{r} cannot be undone: {p} is in use ({n})").format(r=ref, p=str(row), n=names)
        ) from used


def _touched(ref: str, what: str) -> Refused:
    return Refused(
        Text(
            "無法復原 {r}：{w} 匯入後又經修改，請個別處理", "{r} cannot be undone: {w} was changed since; put that right by itself"
        ).format(r=ref, w=what)
    )


@action("parties.party.merge", Text("合併往來對象", "merge two parties"))
def merge_parties(*, actor: Any, kept: str, gone: str, reason: str) -> PartyMerge:
    """``gone`` was found to be ``kept``: every record that names it names ``kept`` from now on; its code stays and leads there.

    Rows that ``kept`` has already (the same capacity, the same report of a day) stay with ``gone``. Its empty fields are filled. Refused for a
    party merged before, or with itself.
    """
    one, other = (found(Party.objects.select_for_update(), code, code=code) for code in (kept, gone))
    if one.pk == other.pk or one.merged_into_id is not None or other.merged_into_id is not None:
        raise Refused(Text("不得與自身或已併入他方者合併", "A party is not merged with itself, nor one that was merged before"))
    trace = PartyMerge(kept=one, gone=other, reason=reason, at=now(), by=actor)
    trace.before = {"kept": {name: getattr(one, name) for name in FILLED}, "gone": {"tax_id": other.tax_id, "is_active": other.is_active}}
    trace.moved = [[model._meta.label, name, moved] for model, name in links() if (moved := _repoint(model, name, other, one, actor))]
    filled = {name: getattr(other, name) for name in FILLED if not getattr(one, name) and getattr(other, name)}
    other.tax_id, other.is_active, other.merged_into = "", False, one
    other.save()
    changed(one, filled)
    trace.save()
    return trace


def links() -> list[tuple[Any, str]]:
    """Every column of every record that names a party, histories and the traces of merges apart."""
    found_links = []
    for relation in Party._meta.get_fields(include_hidden=True):
        model = relation.related_model if relation.auto_created and not relation.concrete else None
        if model is None or hasattr(model, "history_id") or model in (PartyMerge, Party) or not hasattr(model, "history"):
            continue
        found_links.append((model, relation.field.name))
    return sorted(found_links, key=lambda one: (one[0]._meta.label, one[1]))


def _repoint(model: Any, name: str, old: Party, new: Party, actor: Any) -> list[Any]:
    """Point rows anew, with their history; those that would be there twice stay. The keys of the rows moved."""
    rows = list(model.objects.filter(**{name: old}))
    for row in rows:
        setattr(row, name, new)
    try:
        with transaction.atomic():
            bulk_update_with_history(rows, model, [name], batch_size=500, default_user=actor, default_change_reason="merge")
        return [row.pk for row in rows]
    except IntegrityError:
        return [row.pk for row in rows if _moved(row, model, name, actor)]


def _moved(row: Any, model: Any, name: str, actor: Any) -> bool:
    try:
        with transaction.atomic():
            bulk_update_with_history([row], model, [name], default_user=actor, default_change_reason="merge")
    except IntegrityError:
        return False
    return True


@action("parties.party.unmerge", Text("復原合併", "undo a merge of parties"))
def undo_merge(*, actor: Any, merge: int) -> PartyMerge:
    """Point every row that was moved back, and both parties as they were; rows made since stay where they are."""
    trace: PartyMerge = found(PartyMerge.objects.select_for_update().select_related("kept", "gone"), merge, pk=merge)
    if trace.undone_at is not None:
        raise Refused(Text("此合併已復原", "This merge is undone already"))
    changed(trace.kept, {name: value for name, value in trace.before["kept"].items() if name != "tax_id" or value != trace.kept.tax_id})
    for label, name, keys in trace.moved:
        model = apps.get_model(label)
        rows = list(model.objects.filter(pk__in=keys, **{name: trace.kept}))
        for row in rows:
            setattr(row, name, trace.gone)
        bulk_update_with_history(rows, model, [name], batch_size=500, default_user=actor, default_change_reason="unmerge")
    changed(trace.gone, {**trace.before["gone"], "merged_into": None})
    trace.undone_at = now()
    trace.save()
    return trace
