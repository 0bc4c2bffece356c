"""``python -m argosy.cli``: the same as the command ``argosy``."""

from argosy.cli.main import run

run()
