"""Lives of a program that tests kill or run often: each is a process of its own, forked from one that has read all.

A start of Python, the imports and the tables take four seconds of a processor, the same in each life, so that tests of
many lives spend them only once. `python -m bot` itself is started in tests/bot/test_commands.py (where it is cold) and,
to be killed and started anew, in tests/e2e/test_demo_in_a_browser.py.
"""

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

_FORKED = multiprocessing.get_context("forkserver")
_IMPORTED = ["tests.e2e.service_child", "tests.adapters.crash_child", "tests.command_child"]


def life(run: Callable[..., None], *given: Any) -> ForkServerProcess:
    """Begin one; it ends with the tests at the latest. The first call waits for the imports."""
    _FORKED.set_forkserver_preload(_IMPORTED)
    process = _FORKED.Process(target=run, args=given, daemon=True)
    process.start()
    return process


def voice() -> tuple[Connection, Connection]:
    """Two ends of a pipe: to hear a life, and for it to speak."""
    return _FORKED.Pipe(duplex=False)


class Command:
    """A command of `python -m bot` as a life: a process with the interface of `subprocess.Popen`, as far as needed.

    It reads the file `stdin` and writes to the ends of the files `stdout` and `stderr`, which may be the same.
    """

    def __init__(
        self,
        *arguments: str,
        cwd: Path,
        env: Mapping[str, str],
        stdout: Path,
        stderr: Path,
        stdin: Path = Path(os.devnull),
    ) -> None:
        from tests.command_child import live  # noqa: PLC0415  (imports every adapter, which few tests need)

        self._process = life(live, arguments, cwd, dict(env), (stdin, stdout, stderr))

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    def poll(self) -> int | None:
        """The exit code, if it has ended."""
        return self._process.exitcode

    def send_signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def kill(self) -> None:
        """End it without a word; an ended one stays as it is."""
        self._process.kill()
        self._process.join()

    def wait(self, timeout: float) -> int:
        """The exit code; raises TimeoutError."""
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise TimeoutError
        return self._process.exitcode


def begun(
    *arguments: str, forked: bool, cwd: Path, env: Mapping[str, str], stdout: Path, stderr: Path
) -> Command | subprocess.Popen[bytes]:
    """A command that goes on: a life, or a start of Python; it writes to the ends of these files."""
    if forked:
        return Command(*arguments, cwd=cwd, env=env, stdout=stdout, stderr=stderr)
    with stdout.open("ab") as out, stderr.open("ab") as errors:
        return subprocess.Popen(
            [sys.executable, "-m", "bot", *arguments], cwd=cwd, env=env, stdout=out, stderr=errors
        )
