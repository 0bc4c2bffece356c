"""From what goes wrong to an exit code and one clear message. A traceback is for developers, who ask for it with ``--debug``."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

import typer

from argosy.cli.language import language, say
from argosy.kernel.errors import ArgosyError, Problem
from argosy.kernel.text import Text

BAD_INPUT = 2
REFUSED = 3
BUG = 70  # EX_SOFTWARE of sysexits.h
INTERRUPTED = 130
SHOWN_PROBLEMS = 50
NO_STORE = Text(
    "資料庫尚未建立或版本較舊。請先執行 argosy init（示範請用 argosy demo）",
    "The store is not made yet, or of an older shape. Run argosy init first (argosy demo for the sample firm)",
)


def guarded(command: Callable[[], Any], debug: bool = False) -> int:
    """Run ``command``; its exit code. Codes 0 to 3 follow the public contract."""
    try:
        return int(command() or 0)
    except ArgosyError as fault:
        return complain(message(fault), fault.exit_code)
    except typer.TyperException as fault:
        return complain(usage(fault), BAD_INPUT)
    except (KeyboardInterrupt, typer.Abort):
        return complain(say("已中止", "Stopped"), INTERRUPTED)
    except BrokenPipeError:  # the reader, as in `argosy … | head`, has what it wanted
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as fault:
        if debug:
            raise
        return unforeseen(fault)


def unforeseen(fault: Exception) -> int:
    """A file that cannot be used, a store never made, or a fault of ours."""
    if isinstance(fault, OSError):
        return complain(file_trouble(fault), BAD_INPUT)
    if store_lacks_tables(fault):
        return complain(NO_STORE.say(language()), REFUSED)
    return complain(bug(fault), BUG)


def complain(words: str, code: int) -> int:
    """Say ``words`` on stderr and give ``code`` back."""
    sys.stderr.write(f"{words}\n")
    return code


def message(fault: ArgosyError) -> str:
    """The message of an error, then each faulty row: file, row, field and what is wrong with it. What the message says is not repeated."""
    head = fault.message.say(language())
    rows = [p for p in fault.problems if p.row is not None or p.message.say(language()) not in head]
    shown = [place(problem) for problem in rows[:SHOWN_PROBLEMS]]
    rest = len(rows) - len(shown)
    more = [say(f"另有 {rest} 項", f"and {rest} more")] if rest else []
    return "\n".join([head, *(f"  {line}" for line in (*shown, *more))])


def place(problem: Problem) -> str:
    """One fault on one line: where, row, field, then the words."""
    row = say(f"第 {problem.row} 列", f"row {problem.row}") if problem.row is not None else ""
    where = " ".join(part for part in (problem.where, row, problem.field) if part)
    return Text("{where}：{words}", "{where}: {words}").format(where=where, words=problem.message).say(language()).lstrip("：: ")


def usage(fault: typer.TyperException) -> str:
    """A command that was written wrongly, and where its help is."""
    context = getattr(fault, "ctx", None)
    command = context.command_path if context else "argosy"
    words = fault.format_message().rstrip("。. ")
    return say(f"指令寫法有誤：{words}。說明：{command} --help", f"{words}. For help: {command} --help")


def file_trouble(fault: OSError) -> str:
    """A file or address that cannot be used, in the words of the system."""
    name = fault.filename or ""
    reason = fault.strerror or str(fault)
    return say(f"無法使用「{name}」：{reason}。請確認路徑與權限", f"Cannot use '{name}': {reason}. Check the path and its permissions")


def store_lacks_tables(fault: Exception) -> bool:
    """Whether the database failed because its tables were never made, or not all of them: migrations are pending."""
    if type(fault).__module__ != "django.db.utils":
        return False
    from argosy.records.boot import pending_migrations

    try:
        return bool(pending_migrations())
    except Exception:  # a database that cannot even be asked has another fault, and that one is told
        return False


def bug(fault: Exception) -> str:
    """A failure that is ours: its kind and first line, and how to see the rest."""
    kind = f"{type(fault).__name__}: {fault}".splitlines()[0]
    return say(
        f"程式錯誤（{kind}）。加上 --debug 可見細節，並請回報",
        f"A fault in Argosy ({kind}). Run again with --debug and report what it says",
    )
