"""Two people at the same record: who saved last is known by the number of its latest state."""

from __future__ import annotations

from typing import Any

from argosy.kernel.errors import Refused
from argosy.kernel.text import Text
from argosy.records.record import found


def state_of(row: Any) -> int:
    """The number of the latest saved state of a record; it grows with every save."""
    latest = row.history.order_by("-history_id").values_list("history_id", flat=True).first()
    return int(latest or 0)


def held(rows: Any, key: object, seen: int | None = None, **by: Any) -> Any:
    """The one row ``by`` names, locked for this transaction. With ``seen``, the state the writer had before them, a state since raises ``Refused``."""
    row = found(rows.select_for_update(), key, **by)
    if seen is not None and seen != state_of(row):
        latest = row.history.select_related("history_user").order_by("-history_id").first()
        raise Refused(
            Text(
                "「{row}」已由 {who} 於 {at} 修改，您的內容未寫入。請重新開啟該筆，再填入您的修改",
                "{row} was changed by {who} at {at}; yours was not written. Open it again and enter your change once more",
            ).format(row=str(row), who=str(latest.history_user or "-"), at=f"{latest.history_date:%Y-%m-%d %H:%M}")
        )
    return row
