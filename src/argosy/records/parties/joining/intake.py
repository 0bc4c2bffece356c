"""What a file of parties would change, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from argosy.kernel.errors import Problem
from argosy.kernel.text import Text
from argosy.records.parties.joining.given import NewParty
from argosy.records.parties.joining.matching import Likeness, Register
from argosy.records.parties.models import Address, Contact, Kind, Party
from argosy.records.record import validate

PARTY_FIELDS = ("name_zh", "name_en", "tax_id", "country", "language", "grade", "website")
CONTACT_FIELDS = ("title", "email", "phone", "language")
Deed = Literal["new", "change", "same", "refused"]


@dataclass(frozen=True, slots=True)
class Step:
    """What would be done with one party: ``changes`` of an existing one; ``alike`` parties it may be, under other codes."""

    given: NewParty
    deed: Deed
    changes: Mapping[str, tuple[str, str]]
    alike: tuple[Likeness, ...] = ()
    same_as: str = ""


@dataclass(frozen=True, slots=True)
class JoinPlan:
    """Every step, and the faults for which nothing would be written."""

    steps: tuple[Step, ...]
    problems: tuple[Problem, ...]

    def count(self, deed: Deed) -> int:
        """How many parties it would be done with."""
        return sum(step.deed == deed for step in self.steps)


def plan(given: Sequence[NewParty], same: Mapping[str, str] | None = None) -> JoinPlan:
    """Compare a file with the register. ``same`` maps a code of the file to the code of the party it is known to be ("" : to none of those alike)."""
    decided = same or {}
    held = {party.code: party for party in Party.objects.prefetch_related("parts", "contacts", "addresses")}
    names = [
        (code, name) for code, party in held.items() if party.merged_into_id is None for name in (party.name_zh, party.name_en) if name
    ]
    register = Register(names)
    owners = {(party.country, party.tax_id): party.code for party in held.values() if party.tax_id}
    steps, problems = [], []
    for one in given:
        step, faults = _step(one, held, register, owners, decided)
        steps.append(step)
        problems += faults
    return JoinPlan(tuple(steps), tuple(problems))


def _step(
    one: NewParty, held: Mapping[str, Party], register: Register, owners: dict[tuple[str, str], str], decided: Mapping[str, str]
) -> tuple[Step, list[Problem]]:
    code = decided.get(one.code) or one.code
    known = held.get(code)
    if one.code in decided and decided[one.code] and known is None:
        return Step(one, "refused", {}), [_problem(one, "code", Text("查無往來對象 {c}", "There is no party {c}").format(c=code))]
    faults = [*_faults(one, code, known), *_owned(one, code, owners, known)]
    if faults:
        return Step(one, "refused", {}), faults
    if known is not None:
        changes = changes_of(one, known)
        return Step(one, "change" if changes else "same", changes, same_as=code if code != one.code else ""), []
    alike = () if one.code in decided else tuple(_alike(one, register))
    return Step(one, "new", {}, alike), []


def _alike(one: NewParty, register: Register) -> list[Likeness]:
    best: dict[str, Likeness] = {}
    for name in (one.fields.get("name_zh", ""), one.fields.get("name_en", "")):
        for found in register.find(name) if name else ():
            if found.score > (best[found.code].score if found.code in best else 0.0):
                best[found.code] = found
    return sorted(best.values(), key=lambda like: (-like.score, like.code))[:3]


def _owned(one: NewParty, code: str, owners: dict[tuple[str, str], str], known: Party | None) -> list[Problem]:
    """A tax id belongs to one party; the message names it. Ids of the file itself count as well."""
    number, country = one.fields.get("tax_id", ""), one.fields.get("country") or (known.country if known else "")
    if not number:
        return []
    owner = owners.setdefault((country, number), code)
    if owner == code:
        return []
    words = Text(
        "統一編號 {n} 已登錄於 {o}；若為同一家，請以 {o} 匯入或合併",
        "Tax id {n} is that of {o}: if it is the same party, import it as {o} or merge the two",
    )
    return [_problem(one, "tax_id", words.format(n=number, o=owner))]


def _faults(one: NewParty, code: str, known: Party | None) -> list[Problem]:
    """The rules of the rows as they would stand."""
    from argosy.kernel.errors import BadInput

    given = {name: value for name, value in one.fields.items() if value}
    party = Party(**{**({name: getattr(known, name) for name in PARTY_FIELDS} if known else {}), **given, "code": code})
    rows: list[Any] = [party]
    bad = [kind for kind in one.kinds if kind not in Kind.values]
    faults = [_problem(one, "kinds", Text("沒有身分「{k}」", "There is no capacity {k}").format(k=kind)) for kind in bad]
    rows += [Contact(name=who.name, **{n: v for n, v in who.fields.items() if v}) for who in one.contacts]
    rows += [Address(**one.address)] if one.address else []
    for row in rows:
        try:
            validate(row, looked_up=("party", "tax_id_once") if not isinstance(row, Party) else ("merged_into",))
        except BadInput as wrong:
            faults += [_problem(one, problem.field or "", problem.message) for problem in wrong.problems]
    return faults


def _problem(one: NewParty, name: str, words: Text) -> Problem:
    return Problem(words, row=one.row, field=name)


def changes_of(one: NewParty, known: Party) -> dict[str, tuple[str, str]]:
    """What a party would become: ``{field: (before, after)}``, with kinds, people and address it does not have yet."""
    found = {name: (str(getattr(known, name)), value) for name, value in one.fields.items() if value and str(getattr(known, name)) != value}
    more = sorted(set(one.kinds) - set(known.kinds))
    if more:
        found["kinds"] = (" ".join(known.kinds), " ".join(more))
    people = {contact.name: contact for contact in known.contacts.all()}
    for who in one.contacts:
        if who.name not in people:
            found[f"contact {who.name}"] = ("", who.name)
        else:
            held = people[who.name]
            found |= {
                f"contact {who.name} {name}": (getattr(held, name), value)
                for name, value in who.fields.items()
                if value and getattr(held, name) != value
            }
    if one.address and not any(row.lines_en == one.address.get("lines_en") for row in known.addresses.all()):
        found["address"] = ("", one.address.get("lines_zh") or one.address.get("lines_en", ""))
    return found
