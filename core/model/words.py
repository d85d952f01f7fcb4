"""The words that every other part uses: task types, languages, plain values."""

from enum import StrEnum
from typing import Literal

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
Value = bool | int | float | str
Language = Literal["zh", "en"]


class TaskType(StrEnum):
    """What the studio is asked to make, in the studio's own words."""

    TEXT = "text_to_video"
    IMAGE = "image_to_video"
    REFERENCE = "reference_image_to_video"
    FRAMES = "first_last_frame_to_video"
