"""What stops a rendering: a character no font holds, a chart that cannot be drawn, a template that does not compile."""

from __future__ import annotations

from argosy.kernel.errors import BadInput


class RenderError(BadInput):
    """The report cannot be printed as it stands. The message names the part and what to change."""
