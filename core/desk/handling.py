"""The shape of what handles a message."""

from collections.abc import Awaitable, Callable

from core.desk.turn import Turn

# A handler returns whether it answered, which ends the turn. One may also read the message anew (`turn.intent`,
# `turn.incoming`) and leave the answer to those behind it; those that do nothing else return nothing.
Handler = Callable[[Turn], Awaitable[bool | None]]
