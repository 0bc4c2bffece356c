"""``argosy standards``: the five standards, and any other published one."""

from __future__ import annotations

from argosy.cli.language import language, say
from argosy.cli.options import InFile, Json, group
from argosy.cli.output import Output, table

app = group("職能基準", "Competency standards")


@app.command("read", help=say("讀取一份公布的職能基準", "Read one published standard"))
def read(file: InFile, as_json: Json = False) -> None:
    """Parse the text form of any published standard; ``BadInput`` when the file is none."""
    from argosy.standards.published import to_json
    from argosy.standards.reader import read_file

    standard = read_file(file)
    counts = f"{len(standard.duties)} T, {len(standard.tasks)} T.t, {len(standard.indicators)} P, {len(standard.knowledge)} K, {len(standard.skills)} S"
    duties = [f"  {duty.code} {duty.name}" for duty in standard.duties]
    Output(as_json).show(to_json(standard), [f"{standard.code} {standard.name}", counts, *duties])


@app.command("list", help=say("五種職能基準與各項數目", "The five standards and their counts"))
def listed(as_json: Json = False) -> None:
    """Code, name, level, and how many duties, tasks, outputs, indicators, K, S and A each has."""
    from argosy.standards.catalogue import summary

    rows = summary()
    headings = ("code", "", "level", "T", "T.t", "O", "P", "K", "S", "A")
    name = "name_zh" if language() == "zh-Hant" else "name_en"
    counts = ("level", "duties", "tasks", "outputs", "indicators", "knowledge", "skills", "attitudes")
    body = [(row["code"], row[name], *(row[count] for count in counts)) for row in rows]
    total = ("", "", "", *(sum(row[count] for row in rows) for count in counts[1:]))
    Output(as_json).show(rows, table(headings, [*body, total]))
