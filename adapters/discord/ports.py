"""What this adapter needs from the process around it, beyond the core's own ports."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from core.model import Incoming, Language, TaskType

Take = Callable[[Incoming], Awaitable[object]]
"""Takes one message or press in; it claims it, and drops what was claimed before."""

Knows = Callable[[str], Awaitable[bool]]
"""Whether a message or press with this id was taken in before, by an earlier process too."""

Field = Literal["duration", "aspect_ratio", "resolution"]


class Say(Protocol):
    """A fixed sentence from the catalogue, its named blanks filled in."""

    def __call__(self, key: str, language: Language, /, **blanks: str | int) -> str:
        """The sentence."""
        ...


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """One model as a form offers it: `name` is what is ordered by, `label` what is shown (name and live price).

    `also` is what else people call it, so that it is found by that too.
    """

    name: str
    label: str
    also: str = ""


class Choices(Protocol):
    """What a form may offer while somebody types: from memory, at once, never from the studio."""

    def models(self, task: TaskType, language: Language) -> Sequence[ModelChoice]:
        """The models that do this task now, best advice first."""
        ...

    def values(self, field: Field, task: TaskType, model: str) -> Sequence[str]:
        """The values of one field for this task, and for this model when `model` names one."""
        ...


class Prompts(Protocol):
    """The text of an earlier order, for its own requester to change."""

    async def __call__(self, job_id: str, person: str) -> str | None:
        """The prompt of this person's own job; None when there is none or it is somebody else's."""
        ...


class Clips(Protocol):
    """A finished clip's bytes, for the upload when Discord shows no player."""

    async def __call__(self, url: str, limit: int, /) -> bytes | None:
        """The bytes, or None when the clip is larger than `limit` bytes or cannot be read."""
        ...
