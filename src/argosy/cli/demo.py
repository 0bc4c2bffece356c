"""``argosy demo``: the sample firm, loaded once and served."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from argosy.cli.language import language, say
from argosy.cli.output import Output, table
from argosy.cli.system import Port, start
from argosy.kernel.errors import NotFound, Refused
from argosy.kernel.text import Text

if TYPE_CHECKING:
    from argosy.records.people.queries import Person

NoServe = Annotated[bool, typer.Option("--no-serve", help=say("只載入資料", "Load only"))]
Seed = Annotated[int, typer.Option("--seed", help=say("亂數種子", "The seed the sample is drawn from"))]
Size = Annotated[str, typer.Option("--size", metavar="demo|load", help=say("資料量", "How much of it"))]
SEED = 20260630
KEY, FIRST = "KPS1420-002/O1.2.1", "CS/O1.2.1"
ACTS = {"make": say("製表", "makes"), "check": say("覆核", "checks"), "approve": say("核准", "approves")}


def demo(no_serve: NoServe = False, port: Port = 8000, seed: Seed = SEED, size: Size = "demo") -> None:
    """Load the sample firm into an empty store, or find it there, print its people, and serve it on this machine."""
    from argosy.records.boot import prepare_store
    from argosy.records.home import ensure_secret

    ensure_secret("secret-key")
    password = ensure_secret("demo-password", 9)
    Output().note(say("準備示範公司", "Preparing the sample firm"))
    prepare_store()
    if not already_loaded():
        from argosy.publishing.quality import review_teams
        from argosy.publishing.sample import walk_documents
        from argosy.publishing.sample_decisions import walk_decisions
        from argosy.publishing.sample_market import keep_market_data
        from argosy.publishing.sample_markets import walk_markets
        from argosy.publishing.service_rooms import moment
        from argosy.records.clock import at
        from argosy.records.sample.load import load_sample

        load_sample(password=password, seed=seed, size=size)
        keep_market_data(seed)
        Output().note(say("製作示範文件", "Making its documents"))
        walk_documents()
        with at(moment()):
            review_teams()
        walk_markets()
        walk_decisions()
    Output().show(None, [*people_table(), "", say(f"密碼：{password}", f"Password: {password}")])
    if not no_serve:
        start("127.0.0.1", port, workers=2)


def already_loaded() -> bool:
    """Whether the store holds the sample firm; ``Refused`` when it holds another."""
    from argosy.records.reference.queries import firm

    try:
        if firm().demo:
            return True
    except NotFound:
        return False
    raise Refused(
        Text(
            "此資料庫已有正式公司資料。請以環境變數 ARGOSY_HOME 指定另一資料夾給示範使用",
            "This store holds a real firm. Give the demo another folder in ARGOSY_HOME",
        )
    )


def people_table() -> list[str]:
    """The sample people: login, name, roles, and their part in the first document."""
    from argosy.records.action import LOCAL_READER
    from argosy.records.people.queries import people

    headings = (say("帳號", "login"), say("姓名", "name"), say("職務", "role"), FIRST)
    return table(headings, [_person(row) for row in people(actor=LOCAL_READER)])


def _person(row: Person) -> tuple[str, ...]:
    from argosy.records.people.queries import may_document, roles

    titles = (roles()[code].title.say(language()) for code in sorted(row.role_codes))
    parts = (words for act, words in ACTS.items() if may_document(row, act, KEY))
    return row.login, say(row.name_zh, row.name_en), ", ".join(titles), ", ".join(parts)
