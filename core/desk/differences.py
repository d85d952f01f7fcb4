"""What differs between two orders, as people are told it."""

from dataclasses import replace

from core.model import Change, Draft, Wishes
from core.planner.values import as_text

_SHOWN = (
    "duration",
    "resolution",
    "mode",
    "aspect_ratio",
    "generate_audio",
    "sound",
    "negative_prompt",
    "seed",
    "shot_type",
)


def changes_between(base: Draft, draft: Draft) -> list[Change]:
    """What a changed order has that the earlier one had not; values that only one of them knows are no change."""
    before, after = base.order, draft.order
    found: list[Change] = []
    if before.model_name != after.model_name:
        found.append(Change("model", before.model_name, after.model_name))
    for name in _SHOWN:
        old, new = before.params.get(name), after.params.get(name)
        if new is None or old is None or as_text(old) == as_text(new):
            continue
        found.append(Change(name, as_text(old), as_text(new)))
    if before.prompt != after.prompt:
        found.append(Change("prompt", *around_the_change(before.prompt, after.prompt)))
    if base.pictures != draft.pictures and draft.pictures:
        found.append(Change("picture", str(len(base.pictures)), str(len(draft.pictures))))
    return found


def laid_over(now: Wishes, before: Wishes) -> Wishes:
    """What is said now wins; where a model has one of resolution and mode, each of them speaks for both."""
    if now.resolution is not None:
        before = replace(before, mode=None)
    if now.mode is not None:
        before = replace(before, resolution=None)
    return now.over(before)


def around_the_change(before: str, after: str) -> tuple[str, str]:
    """Both descriptions, shortened to where they differ."""
    same = next(
        (at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other),
        min(len(before), len(after)),
    )
    return _short(before, same), _short(after, same)


def _short(prompt: str, at: int, limit: int = 40) -> str:
    """The part of a prompt around this place, in quotation marks, on one line."""
    start = max(0, min(at - limit // 4, len(prompt) - limit)) if len(prompt) > limit else 0
    line = " ".join(prompt[start : start + limit].split())
    return f"“{'…' if start else ''}{line}{'…' if start + limit < len(prompt) else ''}”"
