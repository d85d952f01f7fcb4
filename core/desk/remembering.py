"""Applies what a turn changed to a conversation that others may have changed in the meantime."""

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from typing import Any

from core.model import Draft
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


def with_shots_left(talk: Talk, ordered: Sequence[Draft]) -> Talk:
    """The conversation with the shots that are still to be made once these are ordered; all else ordered leaves it be."""
    question, before = talk.question, talk.left
    if (
        question is None
        or question.whole is None
        or not question.whole.kept
        or len(ordered) > len(question.drafts)
    ):
        return talk
    whole, made = question.whole, set(question.whole.kept)
    if before is not None and before.whole is not None and before.whole.scenes == whole.scenes:
        still = [at for at in before.whole.kept if at not in made]
    else:
        still = [at for at in range(len(whole.scenes)) if at not in made]
    left = replace(question, drafts=tuple(ordered), whole=replace(whole, kept=tuple(still)))
    return replace(talk, left=left if still else None)


def _is_same(one: Question | None, other: Question | None) -> bool:
    """Whether it is the same question, even if its time or what was said about it has changed since."""
    if one is None or other is None:
        return one is other
    return (one.job_id, one.asked_at, one.pending) == (other.job_id, other.asked_at, other.pending)
