#!/usr/bin/env python3
"""Set up once, then run:  python3 run.py demo | test [PYTEST ARGS] | setup | ANY ARGOSY COMMAND

Needs only the standard library. The first call makes ``.venv`` beside this file and installs ``requirements.lock``, checked
by hash, with uv or else with pip. Later calls start at once. Everything said about setting up goes to stderr, so stdout
belongs to the command alone. No index address is kept here: the one pip is configured with is used.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENV = ROOT / ".venv"
BIN = ENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCK = ROOT / "requirements.lock"
STAMP = ENV / ".argosy"
# pip's settings and the names uv knows them by: uv reads neither pip.conf nor PIP_* variables.
PIP_TO_UV = {"index-url": "UV_DEFAULT_INDEX", "extra-index-url": "UV_INDEX", "find-links": "UV_FIND_LINKS", "no-index": "UV_NO_INDEX"}


def main(args: list[str]) -> int:
    """Set up if need be, then become the command. Returns its exit code where a process cannot be replaced."""
    if sys.version_info < (3, 11):
        return say("Argosy needs Python 3.11 or newer; this is {}.{}. Run it as: python3.11 run.py".format(*sys.version_info[:2]))
    try:
        set_up()
    except subprocess.CalledProcessError as broken:
        return say(f"Setting up failed (exit {broken.returncode}): {' '.join(map(str, broken.cmd))}\nSee above; then run again.")
    if args[:1] == ["setup"]:
        return 0
    # -P, and PYTHONSAFEPATH below: a file called like a library in the folder one stands in is not imported.
    return become(tests(args[1:]) if args[:1] == ["test"] else [str(PYTHON), "-P", "-m", "argosy.cli", *(args or ["demo"])])


def set_up() -> None:
    """Bring ``.venv`` to what the lock says. Does nothing when the stamp shows that it is there already."""
    with LOCK.open("rb") as lock:
        wait_for_others(lock)
        inputs = lock.read() + (ROOT / "pyproject.toml").read_bytes()
        wanted = f"{hashlib.sha256(inputs).hexdigest()} {ROOT}"
        found = STAMP.read_text(encoding="utf-8") if STAMP.exists() else ""
        if found == wanted:
            return
        print("Setting up Argosy in .venv (once)", file=sys.stderr)
        if not PYTHON.exists() or not found.endswith(str(ROOT)):  # an environment does not survive being moved
            create()
        install()
        STAMP.write_text(wanted, encoding="utf-8")


def wait_for_others(lock) -> None:
    """Let another run.py finish setting up the same folder; the operating system lets go when it ends, however it ends."""
    try:
        import fcntl
    except ImportError:  # Windows has no such locks
        return
    fcntl.flock(lock, fcntl.LOCK_EX)


def create() -> None:
    """A new ``.venv`` with pip in it."""
    import venv

    try:
        venv.create(ENV, with_pip=True, clear=True)
    except (ImportError, subprocess.CalledProcessError):
        sys.exit(say("This Python cannot make an environment with pip. On Debian or Ubuntu: apt-get install python3-venv"))


def install() -> None:
    """The lock by hash, then Argosy itself, which has no hash as it is this folder. uv first: seconds instead of a minute."""
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "UV_SYSTEM_CERTS": "1", "PYTHONSAFEPATH": "1"}
    env = {**os.environ, **quiet, "VIRTUAL_ENV": str(ENV)}
    pip = [PYTHON, "-m", "pip", "install", "-q"]
    try:
        call([*pip, "uv>=0.8"], env)
        lock_and_self([PYTHON, "-m", "uv", "pip", "install", "-q"], {**indexes(env), **env})
    except (OSError, subprocess.CalledProcessError):
        print("uv could not install; using pip, which takes about a minute", file=sys.stderr)
        lock_and_self(pip, env)


def lock_and_self(installer: list, env: dict[str, str]) -> None:
    """Two calls, since an installer refuses hashes and an editable folder together."""
    call([*installer, "--require-hashes", "-r", LOCK], env)
    call([*installer, "--no-deps", "-e", ROOT], env)


def indexes(env: dict[str, str]) -> dict[str, str]:
    """What pip is configured with, from its files and its variables, in uv's names."""
    listing = subprocess.run([PYTHON, "-m", "pip", "config", "list"], capture_output=True, text=True, env=env).stdout
    # Any index may serve a package: the lock's hashes say which file is right, so the first index need not win.
    found = {"UV_INDEX_STRATEGY": "unsafe-best-match"}
    for line in listing.splitlines():
        key, _, value = line.partition("=")
        name = PIP_TO_UV.get(key.rpartition(".")[2])
        if name:
            found[name] = value.strip("'\"").replace("\\n", " ")
    if "UV_FIND_LINKS" in found:  # the one list that uv separates by commas
        found["UV_FIND_LINKS"] = ",".join(found["UV_FIND_LINKS"].split())
    return found


def tests(args: list[str]) -> list[str]:
    """pytest on the whole tree, on up to four cores; with arguments, pytest just as asked."""
    os.chdir(ROOT)
    return [str(PYTHON), "-m", "pytest", *(args or ["-n", "auto", "--maxprocesses", "4", "--dist", "loadfile"])]


def become(command: list[str]) -> int:
    """Replace this process by ``command``, so that signals and the exit code are the command's own."""
    sys.stdout.flush()
    if os.name == "posix":
        os.execv(command[0], command)
    try:
        return subprocess.run(command).returncode
    except KeyboardInterrupt:
        return 130


def call(command: list, env: dict[str, str]) -> None:
    """Run one step of setting up, its words on stderr."""
    subprocess.run([str(part) for part in command], check=True, env=env, stdin=subprocess.DEVNULL, stdout=sys.stderr)


def say(message: str) -> int:
    """Print ``message`` on stderr; the exit code for it is 2."""
    print(message, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
