"""``argosy survey``: a file of answers summed up with intervals; waves, their results, and answers into a wave."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from argosy.cli.actor import acting_person, reader
from argosy.cli.language import say
from argosy.cli.options import InFile, Json, group
from argosy.cli.output import Output, table

app = group("滿意度調查：結果、區間與匯入", "Satisfaction surveys: results, intervals, import")
Ref = Annotated[str, typer.Argument(metavar="REF", help=say("波次編號，如 SW-0003", "The wave, such as SW-0003"), show_default=False)]


@app.command(
    "summary",
    help=say("一個答案檔案的統計（respondent,item,answer,scale_max）", "Sum up a file of answers (respondent,item,answer,scale_max)"),
)
def summary(file: InFile, as_json: Json = False) -> None:
    """Per item: n, missing, mean, sd, top two, CSAT and, on 0 to 10, NPS, each with its interval and method."""
    from argosy.engines.service.summary import answer, summarise
    from argosy.importers.survey_file import read_answers

    rows = read_answers(file.name, file.read_bytes())
    document = answer(summarise([cells for _, cells in rows], numbers=[number for number, _ in rows]))
    Output(as_json).show(document, _told(document))


def _told(document: dict[str, Any]) -> list[str]:
    headings = (say("題項", "item"), "n", say("缺答", "missing"), say("平均", "mean"), "sd", say("滿意", "top two"), "NPS")
    rows = [
        (one["item"], one["n"], one["missing"], _interval(one["mean"], "{:.2f}"), _number(one["sd"], "{:.2f}"), _interval(one["top2"], "{:.1%}"), _interval(one["nps"], "{:+.2f}"))
        for one in document["items"]
    ]  # fmt: skip
    people = say("{n} 位填答人，{c} 位全部作答", "{n} respondents, {c} answered everything").format(
        n=document["respondents"], c=document["complete"]
    )
    twice = document["duplicates_identical"]
    note = [say("{n} 筆完全相同之重複答案僅計一次", "{n} identical duplicates were counted once").format(n=twice)] if twice else []
    return [*table(headings, rows), "", people, *note]


def _interval(one: dict[str, Any] | None, form: str) -> str:
    if one is None or one["value"] is None:
        return "–"
    return (
        form.format(one["value"])
        if one["low"] is None
        else f"{form.format(one['value'])} [{form.format(one['low'])}, {form.format(one['high'])}]"
    )


def _number(value: float | None, form: str) -> str:
    return "–" if value is None else form.format(value)


@app.command("list", help=say("所有調查波次", "All survey waves"))
def list_(as_json: Json = False) -> None:
    """Waves, the latest first, with how many were asked and answered."""
    with reader() as actor:
        from argosy.publishing.service import wave_row
        from argosy.records.service.surveys import queries

        rows = [wave_row(one) for one in queries.waves(actor=actor)]
    names = ("wave", "state", "starts", "ends", "asked", "answered", "title")
    Output(as_json).show(rows, table(names, [[one[n] for n in names] for one in rows]) if rows else say("沒有調查", "No surveys"))


@app.command("results", help=say("一個波次的結果", "The results of a wave"))
def results(ref: Ref, as_json: Json = False) -> None:
    """Each question with its interval, the wave before and the difference, and low scores nobody followed up."""
    with reader() as actor:
        from argosy.publishing.service import wave_results

        document = wave_results(ref, actor=actor)
    headings = (say("題項", "item"), "n", say("平均", "mean"), say("滿意", "top two"), say("前次", "before"), say("差異", "change"))
    rows = [
        (one["item"], one["n"], _interval(one["mean"], "{:.2f}"), _interval(one["top2"], "{:.1%}"), _interval(one["before"], "{:.2f}"), _interval(one["change"], "{:+.2f}"))
        for one in document["items"]
    ]  # fmt: skip
    open_ = say("低分未追蹤 {n} 筆", "{n} low scores not followed up").format(n=len(document["low_open"]))
    Output(as_json).show(document, [*table(headings, rows), "", open_])


@app.command("import", help=say("將答案檔案匯入一個波次", "Import a file of answers into a wave"))
def import_(ref: Ref, file: InFile, as_json: Json = False) -> None:
    """All or nothing; respondents are CUSTOMER or CUSTOMER/NAME."""
    from argosy.importers.survey_file import NEEDED, as_responses, read_answers

    rows = as_responses(read_answers(file.name, file.read_bytes(), NEEDED))
    with acting_person() as actor:
        from argosy.records.service.surveys.answering import import_responses

        made = import_responses(actor=actor, wave=ref, rows=rows)
    Output(as_json).show({"wave": ref, "responses": len(made)}, say("已匯入 {n} 份回覆", "{n} responses imported").format(n=len(made)))
