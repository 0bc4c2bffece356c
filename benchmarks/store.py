"""What a user waits for: the first answer of the command line, a list page, the API, a worksheet of 1,000 lines."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

from benchmarks.bench import Bench


def helping() -> Callable[[], object]:
    """``argosy --help`` in a new process."""
    command = [sys.executable, "-m", "argosy.cli", "--help"]
    return lambda: subprocess.run(command, capture_output=True, check=True)


BENCHES = (Bench("argosy --help", helping, expected=400, rounds=5),)
