"""``argosy coverage``: where each of the 193 indicators lives in the product."""

from __future__ import annotations

from argosy.cli.actor import reader
from argosy.cli.options import Json
from argosy.cli.output import Output, table


def coverage(as_json: Json = False) -> None:
    """Standard, task, indicator, and the record, page, command, output, evidence event and test it has."""
    with reader():
        from argosy.publishing.coverage import coverage as found

        rows = found()
        body = [
            (row["standard"], row["task"], row["indicator"], " ".join(row["record"]), " ".join(row["output"]), row["command"])
            for row in rows
        ]
        Output(as_json).show(rows, table(("standard", "task", "indicator", "record", "output", "command"), body))
