"""Traces of imports and merges: enough to take either back."""

from __future__ import annotations

from typing import ClassVar

from argosy.records.codes import SHA256
from argosy.records.columns import line, link, listed, mapped, moment, person
from argosy.records.record import Record
from argosy.records.wording import said


class PartyImport(Record):
    """One file of parties and contacts. ``created`` lists what it made as ``[model, pk]``, ``changed`` what stood before it as
    ``[model, pk, {field: value}]``; both are what undoing needs."""

    ref = line("編號", "reference", 20, needed=True, unique=True)
    file_name = line("檔名", "file", 200, needed=True)
    sha256 = line("雜湊", "hash", 64, needed=True, validators=[SHA256])
    created = listed("新增", "created")
    changed = listed("變更", "changed")
    at = moment("匯入時間", "imported at", needed=True)
    by = person("匯入人", "imported by", needed=True)
    undone_at = moment("復原時間", "undone at")

    class Meta:
        verbose_name = said("往來對象匯入", "import of parties")
        verbose_name_plural = said("往來對象匯入", "imports of parties")
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.ref


class PartyMerge(Record):
    """That ``gone`` was found to be ``kept``. ``moved`` lists the rows pointed anew as ``[model, field, [pk, ...]]``, ``before`` the fields of
    ``kept`` that were filled from ``gone`` and how they stood."""

    kept = link("parties.Party", "保留", "kept", needed=True)
    gone = link("parties.Party", "併入", "merged", needed=True)
    moved = listed("移轉紀錄", "rows moved")
    before = mapped("合併前", "before")
    reason = line("理由", "reason", 300, needed=True)
    at = moment("合併時間", "merged at", needed=True)
    by = person("合併人", "merged by", needed=True)
    undone_at = moment("復原時間", "undone at")

    class Meta:
        verbose_name = said("往來對象合併", "merge of parties")
        verbose_name_plural = said("往來對象合併", "merges of parties")
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.gone_id} -> {self.kept_id}"
