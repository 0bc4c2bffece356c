"""``argosy customers import``, ``undo``, ``merge``: bringing parties in, and making two entries of one party one."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from argosy.cli.actor import acting_person, reader
from argosy.cli.language import language, say
from argosy.cli.options import InFile, Json, params
from argosy.cli.output import Output, table
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

DryRun = Annotated[bool, typer.Option("--dry-run", help=say("只檢查，不寫入", "Check only; write nothing"))]
Same = Annotated[
    list[str] | None,
    typer.Option(
        "--same",
        metavar="CODE=CODE",
        help=say("檔案之代號即為哪一家；等號後空白為另一家", "Which party a code of the file is; nothing after the sign: another one"),
    ),
]
FAULTY = Text("{f} 有 {n} 項錯誤，未寫入任何資料", "{f} has {n} faults; nothing was written")


def import_(file: InFile, same: Same = None, dry_run: DryRun = False, as_json: Json = False) -> None:
    """Stored whole or not at all. Names alike to parties there are must be decided with --same; the same file again changes nothing."""
    from argosy.importers.parties_file import read_parties

    read = read_parties(file.name, file.read_bytes())
    decided = params(same or [])
    with reader() if dry_run else acting_person() as actor:
        from argosy.publishing.care.shown import plan_json
        from argosy.publishing.care.shown import words as in_both
        from argosy.records.parties.joining import actions as joining

        document = plan_json(joining.preview(read.given, decided))
        document["rejected"] += [{"row": one.row, "field": one.field, **in_both(one.message)} for one in read.rejected]
        document["ref"] = None
        if read.rejected and not dry_run:
            raise BadInput(FAULTY.format(f=file.name, n=len(read.rejected)), list(read.rejected))
        if not dry_run:
            document["ref"] = joining.import_parties(
                actor=actor, given=read.given, file_name=read.name, sha256=read.sha256, same=decided
            ).ref
    Output(as_json).show(document, _lines(document))


def _lines(told: dict[str, Any]) -> list[str]:
    lang = "en" if language().startswith("en") else "zh"
    head = say("新增 {new}、變更 {changed}、不變 {same}", "{new} new, {changed} changed, {same} as before").format(**told)
    alike = [f"  {one['code']} ≈ {like['code']} ({like['score']:.0%})" for one in told["parties"] for like in one["alike"]]
    return [head, *alike, *(f"  {say('第', 'row')} {one['row']}  {one['field']}  {one[lang]}" for one in told["rejected"])]


def undo(ref: Annotated[str, typer.Argument(metavar="REF", show_default=False)], as_json: Json = False) -> None:
    """Refused when what it made was used or changed since."""
    with acting_person() as actor:
        from argosy.records.parties.joining.actions import undo_import

        kept = undo_import(actor=actor, ref=ref)
        document = {"ref": kept.ref, "undone_at": kept.undone_at.isoformat()}
    Output(as_json).show(document, [say("已復原", "undone") + f" {ref}"])


def doubles(as_json: Json = False) -> None:
    """Names much alike within a country."""
    with reader() as actor:
        from argosy.records.parties.joining.queries import likely_pairs

        document = [{"one": pair.one.code, "other": pair.other.code, "score": round(pair.score, 4)} for pair in likely_pairs(actor=actor)]
    Output(as_json).show(
        document,
        table(
            (say("甲", "one"), say("乙", "other"), say("相近", "alike")), [(r["one"], r["other"], f"{r['score']:.0%}") for r in document]
        ),
    )


def merge(
    kept: Annotated[str, typer.Argument(metavar="KEPT", show_default=False)], gone: Annotated[str, typer.Argument(metavar="GONE", show_default=False)],
    reason: Annotated[str, typer.Option("--reason", help=say("理由", "Why"))], as_json: Json = False,
) -> None:  # fmt: skip
    """Every record of GONE names KEPT from now on; the code stays and leads there."""
    with acting_person() as actor:
        from argosy.records.parties.joining.actions import merge_parties

        trace = merge_parties(actor=actor, kept=kept, gone=gone, reason=reason)
        document = {"merge": trace.pk, "kept": kept, "gone": gone, "moved": sum(len(keys) for _model, _field, keys in trace.moved)}
    Output(as_json).show(document, [say("{moved} 筆紀錄移至 {kept}", "{moved} records moved to {kept}").format(**document)])
