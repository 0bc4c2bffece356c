"""What was decided about the candidates of a brief: kept, dropped or still open, with the reasons on record."""

from __future__ import annotations

from dataclasses import dataclass

from argosy.kernel.text import NOTHING, Text
from argosy.records.markets.deciding import queries as deciding
from argosy.records.permission import LOCAL_READER

CHOSEN, KEPT, DROPPED, OPEN = (
    Text("選定", "Chosen"),
    Text("保留（列入方案）", "Kept (an option)"),
    Text("未列入方案", "Not among the options"),
    Text("尚無決策紀錄", "No decision on record"),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """The decision record of a brief: its reference, whether it is approved, the market chosen, and for and against by country."""

    ref: str
    approved: bool
    criteria: str
    targets: tuple[str, ...]
    options: dict[str, tuple[str, str]]

    def of(self, market: str) -> Text:
        """What became of a candidate."""
        if self.approved and market in self.targets:
            return CHOSEN
        return KEPT if market in self.options or market in self.targets else DROPPED

    def reason(self, market: str) -> Text:
        """What was entered for and against it; nothing where nobody said."""
        pro, con = self.options.get(market, ("", ""))
        told = [(word, said) for word, said in ((Text("支持", "for"), pro), (Text("反對", "against"), con)) if said]
        return Text("；".join(f"{w.zh}：{x}" for w, x in told), "; ".join(f"{w.en}: {x}" for w, x in told)) if told else NOTHING


def gather_choice(brief: str) -> Choice | None:
    """The newest decision on a brief; ``None`` while there is none."""
    row = deciding.decisions(actor=LOCAL_READER).filter(brief__ref=brief).prefetch_related("options").first()
    if row is None:
        return None
    chosen = (*row.targets, *((row.chosen,) if row.chosen else ()))
    options = {one.key: (one.reasons_for, one.reasons_against) for one in row.options.all()}
    return Choice(row.ref, row.state == row.State.APPROVED, row.criteria, chosen, options)
