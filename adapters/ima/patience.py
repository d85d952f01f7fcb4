"""Tries again where that can do no harm."""

from collections.abc import Awaitable, Callable, Sequence

from core.errors import Certainty, StudioError
from core.model import Failure

Sleep = Callable[[float], Awaitable[None]]


async def repeat(
    attempt: Callable[[], Awaitable[str]],
    *,
    pauses_s: Sequence[float],
    worth: Callable[[StudioError], bool],
    sleep: Sleep,
) -> str:
    """One attempt, and after each pause another while the fault is worth it."""
    for pause_s in pauses_s:
        try:
            return await attempt()
        except StudioError as fault:
            if not worth(fault):
                raise
        await sleep(pause_s)
    return await attempt()


def never_connected(fault: StudioError) -> bool:
    """Whether not one byte was sent, for want of a connection."""
    return fault.certainty is Certainty.NOT_SENT and fault.failure is Failure.NETWORK


def is_of_the_line(fault: StudioError) -> bool:
    """Whether the line failed, not the request."""
    return fault.failure is Failure.NETWORK
