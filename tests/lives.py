"""Lives of a program that tests kill: each is a process of its own, forked from one that has imported everything.

A start of Python takes two seconds for what is the same in each life, so a test of many lives spends them only once.
tests/platforms/test_killed.py shows `python -m bot` as a whole being killed and started anew.
"""

import multiprocessing
from collections.abc import Callable
from multiprocessing.context import ForkServerProcess
from typing import Any

_FORKED = multiprocessing.get_context("forkserver")
_IMPORTED = ["tests.e2e.service_child", "tests.adapters.crash_child"]


def life(run: Callable[..., None], *given: Any) -> ForkServerProcess:
    """Begin one; it ends with the tests at the latest. The first call waits for the imports."""
    _FORKED.set_forkserver_preload(_IMPORTED)
    process = _FORKED.Process(target=run, args=given, daemon=True)
    process.start()
    return process


def voice() -> tuple[Any, Any]:
    """Two ends of a pipe: to hear a life, and for it to speak."""
    return _FORKED.Pipe(duplex=False)
