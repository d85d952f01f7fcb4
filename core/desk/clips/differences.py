"""What differs between two orders, as people are told it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from core.continuity import joined
from core.model import SYNONYMS, Change, Draft, Pending, PictureSource, TaskType, Wishes
from core.planner.values import as_text, same
from core.ports import Question
from core.punctuation import ENDS

_JOINTS = tuple("，,。.;；、 ")
_SHOWN = ("duration", "resolution", "mode", "aspect_ratio", "seed", "shot_type")
# By parameter: the wishes that can set it.
_WISHED = {"duration": ("duration_s",), "mode": ("mode", "resolution")}
_TWIN = {"mode": "resolution", "resolution": "mode"}
_ON = frozenset({"true", "on", "enabled"})


def shows_other(asked: Question | None, draft: Draft) -> bool:
    """Whether an order shows something else than the one that was asked about before: then it is told what."""
    if asked is None or not asked.drafts or asked.pending is not Pending.CONFIRM:
        return False
    return bool(draft.order.prompt) and draft.order.prompt != asked.drafts[0].order.prompt


def changes_between(base: Draft, draft: Draft, left_out: Iterable[str]) -> list[Change]:
    """What differs between an order and the one it changes.

    A parameter that only the new order has counts only if it was asked for.
    """
    before, after = base.order, draft.order
    found: list[Change] = []
    if before.model_name != after.model_name:
        found.append(Change("model", before.model_name, after.model_name))
    for name in _SHOWN:
        old, new = before.params.get(name), after.params.get(name)
        has_twin = bool(draft.wishes.resolution or draft.wishes.mode) and _TWIN.get(name, "") in before.params
        is_wish = _is_wish(base, draft, name) or has_twin  # the same wish, by the other model's name for it
        if new is None or (old is None and not is_wish) or same(old or "", new):
            continue
        found.append(Change(name, "" if old is None else as_text(old), as_text(new)))
    found += _sound(base, draft)
    absent = base.wishes.negative_prompt or "", draft.wishes.negative_prompt or ""
    if absent[0] != absent[1]:
        found.append(Change("negative_prompt", *absent))
    said, says = as_said(base, left_out), as_said(draft, left_out)
    if said != says:
        found.append(Change("prompt", *around_the_change(said, says)))
    return found + _of_pictures(base, draft)


def _of_pictures(base: Draft, draft: Draft) -> list[Change]:
    """The change of pictures: others, fewer, in the other order, or the same ones for their look only."""
    before, after = _refs(base), _refs(draft)
    if before == after:
        is_look = draft.order.task_type is TaskType.REFERENCE is not base.order.task_type
        return [Change("look_only", "", "")] if is_look and after else []
    if before == after[::-1]:
        return [Change("frames", "", "")]
    if not after:
        return []
    if len(after) < len(before) and all(one in before for one in after):
        return [Change("picture_kept", str(len(before)), str(len(after)))]
    if all(one.source is PictureSource.RESULT for one in draft.pictures):
        return [Change("look", "", "")]
    others = [place for place, (old, new) in enumerate(zip(before, after, strict=False)) if old != new]
    if draft.order.task_type is TaskType.FRAMES and len(before) == len(after) and len(others) == 1:
        return [Change(("picture_first", "picture_last")[others[0]], "", "")]
    return [Change("picture", str(len(before)), str(len(after)))]


def _is_wish(base: Draft, draft: Draft, name: str) -> bool:
    """Whether this was asked for since the earlier order."""
    wishes = _WISHED.get(name, (name,))
    return any(getattr(draft.wishes, one) not in (None, getattr(base.wishes, one)) for one in wishes)


def _sound(base: Draft, draft: Draft) -> list[Change]:
    """Sound turned on or off, whatever each model calls it. A model without a choice of sound is told elsewhere."""
    was, now = sound_of(base), sound_of(draft)
    if now is None or was is now or (was is None and not (now and draft.wishes.audio)):
        return []
    return [Change("sound", *("on" if one else "off" for one in (was, now)))]


def sound_of(draft: Draft) -> bool | None:
    """Whether an order has sound; None where its model has no choice of sound."""
    given = next((draft.order.params[one] for one in SYNONYMS["audio"] if one in draft.order.params), None)
    return None if given is None else as_text(given).casefold() in _ON


def _refs(draft: Draft) -> list[Mapping[str, str]]:
    return [one.ref for one in draft.pictures]


def as_said(draft: Draft, left_out: Iterable[str]) -> str:
    """The description as people said it, without our words for what must not appear."""
    prompt, absent = draft.order.prompt, draft.wishes.negative_prompt
    if absent:
        for said in left_out:
            prompt = prompt.replace(said.format(what=absent), "")
    return prompt


def laid_over(now: Wishes, before: Wishes) -> Wishes:
    """The wishes of before with those of now on top.

    What must not appear adds up, unless some of it is allowed again. Resolution and mode stand for the same choice, so a
    new one replaces both.
    """
    if now.resolution is not None:
        before = replace(before, mode=None)
    if now.mode is not None:
        before = replace(before, resolution=None)
    if now.still_absent is not None:
        before = replace(before, negative_prompt=now.still_absent)
        now = replace(now, still_absent=None)
    if now.negative_prompt is not None:
        now = replace(now, negative_prompt=joined(before.negative_prompt, now.negative_prompt))
    return now.over(before)


def new_words(before: str, after: str) -> str:
    """What the later description has between what both begin and end with."""
    same = _same_start(before, after)
    before, after = before[same:], after[same:]
    return after[: len(after) - _same_start(before[::-1], after[::-1])]


def _same_start(before: str, after: str) -> int:
    """How many characters both begin with."""
    differ = (at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other)
    return next(differ, min(len(before), len(after)))


def around_the_change(before: str, after: str) -> tuple[str, str]:
    """Both descriptions, shortened to where they differ; words only added or taken out stand alone."""
    kept = before.rstrip(ENDS)
    if kept and after.startswith(kept) and after[len(kept) : len(kept) + 1] in _JOINTS:
        return "", _short(after[len(kept) :].strip(ENDS), 0)
    cut = _cut_out(before, after)
    if cut:
        return _short(cut, 0), ""
    same = _same_start(before, after)
    return _short(before, same), _short(after, same)


def _cut_out(before: str, after: str) -> str:
    """The whole words that the later description lacks, where nothing else differs."""
    length = len(before) - len(after)
    if length <= 0 or not after:
        return ""
    for at in range(len(after) + 1):
        if before[:at] + before[at + length :] != after:
            continue
        cut = before[at : at + length]
        if not cut.isascii() or (_is_edge(before, at) and _is_edge(before, at + length)):
            return cut.strip(ENDS)
    return ""


def _is_edge(text: str, at: int) -> bool:
    """Whether a word ends or begins here."""
    return not (text[at - 1 : at].isalnum() and text[at : at + 1].isalnum())


def _short(prompt: str, at: int, limit: int = 40) -> str:
    """The part of a prompt around this place, on one line in quotation marks, cut at whole words if possible."""
    start = max(0, min(at - limit // 4, len(prompt) - limit)) if len(prompt) > limit else 0
    end = start + limit
    if start and (blank := prompt.find(" ", start, at)) >= 0:
        start = blank + 1
    if end < len(prompt) and (blank := prompt.rfind(" ", at, end)) > at:
        end = blank
    line = " ".join(prompt[start:end].split())
    return f"“{'…' if start else ''}{line}{'…' if end < len(prompt) else ''}”"
