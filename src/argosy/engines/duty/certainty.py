"""Which names an expression is sure to read, so that all questions can be asked at once."""

from __future__ import annotations

from collections.abc import Iterator

from argosy.kernel.expression import Call, Expr, Op, Ref
from argosy.rules.pack import BASE


def certain(expr: Expr, base: Expr) -> Iterator[Ref]:
    """The names an expression reads whatever the figures are: not those behind a condition."""
    if expr == Ref("name", BASE):
        yield from certain(base, base)
    elif isinstance(expr, Ref):
        yield expr
    elif isinstance(expr, Op | Call):
        for arg in expr.args[:1] if _decides(expr) else expr.args:
            yield from certain(arg, base)


def _decides(expr: Op | Call) -> bool:
    """Whether only the first part is sure to be read."""
    return expr.op in ("and", "or") if isinstance(expr, Op) else expr.fn == "where"
