"""Level, knowledge and skills: columns whose cells may be printed once for several tasks of a duty."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class _Group:
    tasks: list[str]
    values: list[str]


@dataclass(slots=True)
class Merged:
    """One such column. A cell left empty belongs to the cell above it in the same duty, or below it when none is above."""

    _groups: list[_Group] = field(default_factory=list)

    def add(self, tasks: list[str], values: list[str], continues: bool) -> None:
        """``tasks`` begin in this row, ``values`` stand in its cell; a row that ``continues`` adds to the cell before."""
        if continues and self._groups:
            self._groups[-1].values += values
            self._join(tasks)
        elif len(tasks) > 1 and len(values) == len(tasks) and all(len(v) == 1 for v in values):
            self._groups += [_Group([task], [value]) for task, value in zip(tasks, values, strict=True)]
        elif values:
            self._groups.append(_Group(list(tasks), list(values)))
        else:
            self._join(tasks)

    def reaches(self, tasks: list[str]) -> bool:
        """Whether the last cell printed may reach over ``tasks``: it has values and is of their duty."""
        return bool(self._groups and self._groups[-1].values) and _duty(self._groups[-1].tasks) == _duty(tasks)

    def spread(self) -> dict[str, list[str]]:
        """The values of every task, each once, in printed order."""
        found: dict[str, list[str]] = {}
        for group in self._filled():
            for task in group.tasks:
                found[task] = list(dict.fromkeys([*found.get(task, []), *group.values]))
        return found

    def _join(self, tasks: list[str]) -> None:
        for task in tasks:
            if self._groups and _duty(self._groups[-1].tasks) == _duty([task]):
                self._groups[-1].tasks.append(task)
            else:
                self._groups.append(_Group([task], []))

    def _filled(self) -> list[_Group]:
        """Groups without values take those of the next group of their duty."""
        after: _Group | None = None
        for group in reversed(self._groups):
            if not group.values and after and _duty(group.tasks) == _duty(after.tasks):
                group.values = list(after.values)
            after = group if group.values else after
        return self._groups


def _duty(tasks: list[str]) -> str:
    return tasks[0].split(".")[0] if tasks else ""
