"""Work items: opening one, and closing it with a note."""

from __future__ import annotations

from datetime import date

from argosy.kernel.errors import Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.people.models import Person, WorkItem
from argosy.records.record import found


@action("people.work_item.open", Text("新增工作事項", "open a work item"))
def open_work_item(*, actor: Person, title: str, owner: str, due: date, origin: str = "") -> WorkItem:
    """Something ``owner`` (a login) has to do by ``due``; ``origin`` is the reference of the record it comes from."""
    item = WorkItem(title=title, owner=found(Person.objects.all(), owner, login=owner), due=due, origin=origin)
    item.save()
    return item


@action("people.work_item.close", Text("結案工作事項", "close a work item"))
def close_work_item(*, actor: Person, item: int, note: str, dropped: bool = False) -> WorkItem:
    """Close an item of one's own; the note says what came of it. A closed item raises ``Refused``."""
    row: WorkItem = found(WorkItem.objects.all(), item, pk=item)
    if row.owner_id != actor.pk:
        raise Refused(Text("只能結案自己負責的事項", "Only its owner closes a work item"))
    if row.status != WorkItem.Status.OPEN:
        raise Refused(Text("此事項已結案", "This item is closed already"))
    row.status = WorkItem.Status.DROPPED if dropped else WorkItem.Status.DONE
    row.closing_note = note
    row.save()
    return row
