"""What is asked for of the parameters, when all of a message is known."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from core.model import LONGEST_CLIP_S, Change, Wishes
from core.parser.sheet import Sheet

_AUDIO = {"on": True, "off": False}


@dataclass(frozen=True, slots=True)
class AskedValues:
    """The parameters that were asked for; `passed_over` were said too, but do not count."""

    wishes: Wishes
    quality: Literal["best", "budget"] | None = None
    asked_s: int | None = None  # the length asked for, when it was clamped
    passed_over: tuple[Change, ...] = ()

    @property
    def says_something(self) -> bool:
        """Whether anything was asked for."""
        return self.wishes is not NO_WISHES or self.quality is not None


NO_WISHES = Wishes()
NOTHING_ASKED = AskedValues(NO_WISHES)


def asked_of(values: Mapping[str, Any], sheet: Sheet, passed_over: tuple[Change, ...]) -> AskedValues:
    """The parameters asked for, of the value that counts of each kind; a length is cut to the longest there is."""
    if not values.keys() - {"quality"} and not sheet.negative and sheet.seed is None:
        return AskedValues(NO_WISHES, values.get("quality"))
    duration = values.get("duration")
    too_long = duration is not None and duration > LONGEST_CLIP_S
    wishes = Wishes(
        duration_s=LONGEST_CLIP_S if too_long else duration,
        resolution=values.get("resolution"),
        aspect_ratio=values.get("aspect_ratio"),
        audio=_AUDIO.get(values.get("audio", "")),
        mode=values.get("mode"),
        shot_type=values.get("shot_type"),
        negative_prompt=", ".join(sheet.negative) or None,
        seed=sheet.seed,
    )
    return AskedValues(wishes, values.get("quality"), duration if too_long else None, passed_over)
