"""Applies what a turn changed to a conversation that others may have changed in the meantime."""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from core.ports import Question, Talk


def turn_changes(before: Talk, after: Talk) -> Callable[[Talk], Talk]:
    """The change that a turn made, to be applied to the conversation as it is now.

    A question that a job raised in the meantime (the offer after a failure) stays open, unless the turn asked one
    itself.
    """
    changed: dict[str, Any] = {
        one.name: value
        for one in fields(Talk)
        if (value := getattr(after, one.name)) != getattr(before, one.name)
    }

    def change(now: Talk) -> Talk:
        is_newer = now.question is not None and not _is_same(now.question, before.question)
        asks = after.question is not None and not _is_same(after.question, before.question)
        skipped = {"question"} if is_newer and not asks else set()
        return replace(now, **{name: value for name, value in changed.items() if name not in skipped})

    return change


def _is_same(one: Question | None, other: Question | None) -> bool:
    """Whether it is the same question, even if its time or what was said about it has changed since."""
    if one is None or other is None:
        return one is other
    return (one.job_id, one.asked_at, one.pending) == (other.job_id, other.asked_at, other.pending)
