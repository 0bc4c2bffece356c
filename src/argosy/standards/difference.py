"""A new version of a standard against the old one, and how evidence is carried over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from fractions import Fraction
from typing import Literal

from argosy.kernel.text import Text
from argosy.standards.published import PublishedStandard

NEAR = Fraction(85, 100)
"""From this likeness on, two texts are taken for the same indicator reworded. Ours; a person decides below it."""

AKIN = Fraction(60, 100)
"""From this likeness on, a text under another code is offered as the likely successor."""

ChangeKind = Literal["added", "removed", "renamed", "moved", "reworded"]
ItemKind = Literal["duty", "task", "output", "indicator", "knowledge", "skill", "attitude"]


@dataclass(frozen=True, slots=True)
class Change:
    """One change. ``ratio`` is the likeness of the two texts, 0 to 1; ``old_code`` and ``new_code`` differ when an item moved."""

    kind: ChangeKind
    item: ItemKind
    old_code: str
    new_code: str
    old_text: str
    new_text: str
    ratio: Fraction


@dataclass(frozen=True, slots=True)
class Carried:
    """What happens to the evidence of one old indicator: ``carried`` to ``new_code``, or ``ask`` a person, with the likeness."""

    old_code: str
    new_code: str
    decision: Literal["carried", "ask"]
    ratio: Fraction
    reason: Text


def difference(old: PublishedStandard, new: PublishedStandard) -> tuple[Change, ...]:
    """All changes from ``old`` to ``new``, by kind of item in printed order, additions last.

    A name that changed under its code is ``renamed``, an indicator or attitude text ``reworded``; the same or a near text under
    another code is ``moved``, and so is an output now printed with another task.
    """
    before, after = _items(old), _items(new)
    return tuple(change for kind in before for change in _changes(kind, before[kind], after[kind])) + tuple(_rehomed(old, new))


def carry(old: PublishedStandard, new: PublishedStandard) -> tuple[Carried, ...]:
    """For every indicator of ``old``: carried when its code stands and its text is nearly the same, else a person is asked."""
    texts = {i.code: i.name for i in new.indicators}
    return tuple(_carried(i.code, i.name, texts) for i in old.indicators)


def likeness(one: str, other: str) -> Fraction:
    """How alike two texts are, 0 to 1, white space aside: difflib's ratio 2·matches/total, exact."""
    a, b = "".join(one.split()), "".join(other.split())
    if a == b:
        return Fraction(1)
    matches = sum(block.size for block in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks())
    return Fraction(2 * matches, len(a) + len(b))


def _items(standard: PublishedStandard) -> dict[ItemKind, dict[str, str]]:
    return {
        "duty": {d.code: d.name for d in standard.duties},
        "task": {t.code: t.name for t in standard.tasks},
        "output": {o.code: o.name for t in standard.tasks for o in t.outputs},
        "indicator": {i.code: i.name for i in standard.indicators},
        "knowledge": {k.code: k.name for k in standard.knowledge},
        "skill": {s.code: s.name for s in standard.skills},
        "attitude": {a.code: f"{a.name}：{a.text}" for a in standard.attitudes},
    }


def _changes(item: ItemKind, old: Mapping[str, str], new: Mapping[str, str]) -> list[Change]:
    found: list[Change] = []
    moved = _moves(old, new)
    for code, text in old.items():
        if code in moved:
            found.append(Change("moved", item, code, moved[code], text, new[moved[code]], likeness(text, new[moved[code]])))
        elif code not in new or code in moved.values():
            found.append(Change("removed", item, code, "", text, "", Fraction(0)))
        elif (ratio := likeness(text, new[code])) < 1:
            kind: ChangeKind = "reworded" if item in ("indicator", "attitude") else "renamed"
            found.append(Change(kind, item, code, code, text, new[code], ratio))
    taken = {change.new_code for change in found}
    fresh = [code for code in new if code not in taken and (code not in old or code in moved)]
    return found + [Change("added", item, "", code, "", new[code], Fraction(0)) for code in fresh]


def _moves(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """Old codes whose text now stands under another code, whole or near, and is not the better match where it stood."""
    moved: dict[str, str] = {}
    settled = {code for code, text in old.items() if code in new and likeness(text, new[code]) >= NEAR}
    for code, text in old.items():
        free = [c for c in new if c not in settled and c not in moved.values() and c != code]
        best, ratio = _best(text, {c: new[c] for c in free})
        if code not in settled and ratio >= NEAR:
            moved[code] = best
    return moved


def _best(text: str, candidates: Mapping[str, str]) -> tuple[str, Fraction]:
    scored = [(likeness(text, other), code) for code, other in candidates.items()]
    ratio, code = max(scored, key=lambda pair: pair[0], default=(Fraction(0), ""))
    return code, ratio


def _rehomed(old: PublishedStandard, new: PublishedStandard) -> Iterable[Change]:
    """Outputs under the same code and name that are now printed with another task."""
    homes = {o.code: (t.code, o.name) for t in new.tasks for o in t.outputs}
    for task in old.tasks:
        for output in task.outputs:
            home, name = homes.get(output.code, (task.code, ""))
            if home != task.code and likeness(output.name, name) == 1:
                yield Change("moved", "output", f"{task.code} {output.code}", f"{home} {output.code}", output.name, name, Fraction(1))


def _carried(code: str, text: str, new: Mapping[str, str]) -> Carried:
    ratio = likeness(text, new[code]) if code in new else Fraction(0)
    if ratio >= NEAR:
        same = Text("代碼相同，文字相同", "Same code and text") if ratio == 1 else Text("代碼相同，文字相近", "Same code, near text")
        return Carried(code, code, "carried", ratio, same)
    best, likely = _best(text, {c: t for c, t in new.items() if c != code})
    if likely >= max(AKIN, ratio):
        return Carried(
            code,
            best,
            "ask",
            likely,
            Text(f"文字最接近 {best}，請確認是否沿用證據", f"Nearest text is {best}; confirm whether its evidence carries over"),
        )
    if code in new:
        return Carried(code, code, "ask", ratio, Text("代碼相同但文字已改，請確認", "Same code but the text changed; confirm"))
    return Carried(
        code,
        "",
        "ask",
        ratio,
        Text("新版沒有相近的指標，證據保留於舊版", "No near indicator in the new version; evidence stays with the old"),
    )
