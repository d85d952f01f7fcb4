"""How a command runs: to its end, or stopped in order by a signal; and how it speaks."""

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

STOPPED_BY = {signal.SIGINT: 130, signal.SIGTERM: 143}
USAGE = 2


async def awaited(work: Awaitable[int]) -> int:
    """Any awaitable as a coroutine."""
    return await work


def run(command: Callable[[], Coroutine[Any, Any, int]]) -> int:
    """Run to the end, or stop in order at the first SIGINT or SIGTERM and at once at the second."""
    stopped: list[int] = []

    async def until_stopped() -> int:
        task = asyncio.ensure_future(command())
        loop = asyncio.get_running_loop()

        def stop(number: signal.Signals) -> None:
            if stopped:
                os._exit(STOPPED_BY[number])
            stopped.append(STOPPED_BY[number])
            task.cancel()

        for number in STOPPED_BY:
            try:
                loop.add_signal_handler(number, stop, number)
            except NotImplementedError:  # Windows: Ctrl-C raises KeyboardInterrupt instead
                break
        try:
            return await task
        except asyncio.CancelledError:
            if stopped:
                return stopped[0]
            raise

    try:
        return asyncio.run(until_stopped())
    except KeyboardInterrupt:
        return STOPPED_BY[signal.SIGINT]


def say(text: str) -> None:
    """A line for the person at the terminal."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def complain(text: str, faults: tuple[str, ...] = (), *, code: int = USAGE) -> int:
    """What went wrong, one line each, on standard error; returns the exit code."""
    sys.stderr.write("\n".join([text, *(f"  - {fault}" for fault in faults)]) + "\n")
    return code
