"""What a conversation remembers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from core.model import (
    Draft,
    Incoming,
    Intent,
    Language,
    Pending,
    Picture,
    TaskType,
    Wishes,
)


@dataclass(frozen=True, slots=True)
class Whole:
    """A series as it was before only some of its shots were offered.

    `scenes` is what its shots show and `seconds` its length. `kept` are the shots that are still offered, counted
    from 0; it is empty once that is no longer known. `lengths` are the seconds of each.
    """

    scenes: tuple[str, ...]
    kept: tuple[int, ...]
    seconds: int
    lengths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What one person was asked and may still answer.

    `drafts` are the orders that a yes would place (one, a series, or the offered alternatives in their order);
    `incoming` is the message that raised the question.
    """

    pending: Pending
    asked_at: float
    expires_at: float
    drafts: tuple[Draft, ...] = ()
    incoming: Incoming | None = None
    intent: Intent | None = None
    job_id: str = ""
    handle: str = ""
    together: bool = False  # the drafts are the same order several times: a yes orders all of them
    told_lapsed: bool = False  # its time is over, and the person was told so
    shows_scene: bool = False  # how a change was understood: another scene, told whole, is an answer
    priced: tuple[Draft, ...] = ()  # the same order with other values, priced before in this question
    whole: Whole | None = None  # the full series, where only some of its shots are offered


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """The state of one person's conversation in one chat."""

    question: Question | None = None
    declined: Question | None = None  # what this person last turned down
    left: Question | None = (
        None  # of a series of which only some shots were ordered: `whole.kept` are the others
    )
    pictures: tuple[tuple[float, Picture], ...] = ()  # sent without words: (when, picture)
    last_pictures: tuple[Picture, ...] = ()  # of the last request, to be pointed at later
    album: tuple[Picture, ...] = ()  # the last pictures that this person sent, in their order, used or not
    album_at: float = 0.0
    greeted_at: float = 0.0
    quoted: Intent | None = None  # the last question about a price alone, for questions that follow
    quoted_at: float = 0.0
    named: tuple[str, ...] = ()  # our keys of the models that were just named, in their order
    named_it: str = ""  # the one of them that "it" means
    named_for: TaskType = TaskType.TEXT
    named_wishes: Wishes = field(default_factory=Wishes)  # what they were named for: 4K, sound
    named_scene: str = ""  # what they were named for, in the person's words
    named_at: float = 0.0
    rivals: tuple[str, ...] = ()  # those that the model of the last order was chosen from, in their order
    models: tuple[str, ...] = ()  # our keys of the models in the list that was shown last, by its rows
    models_for: TaskType = TaskType.TEXT
    models_at: float = 0.0
    advised: str = ""  # our key of the model that was last recommended for a style
    advised_style: str = ""  # the question for it, which names that style
    advised_at: float = 0.0
    at_hand: str = ""  # the job that this person went back to: the last one, until another clip is made
    at_hand_at: float = 0.0
    ideas: tuple[str, ...] = ()  # scenes that were just told for somebody to choose from
    ideas_at: float = 0.0
    ideas_beside: str = ""  # the newest job when they were told
    listed: tuple[str, ...] = ()  # the jobs of the list that was shown last, by its rows
    listed_at: float = 0.0
    labels: tuple[tuple[str, str], ...] = ()  # what clips were labelled with ("part 2"), and their jobs
    introduced: tuple[tuple[str, str], ...] = ()  # who was introduced without a picture: name, what that is
    told_beside: tuple[
        tuple[str, str], ...
    ] = ()  # who was named in a clip that shows others too: name, what that is
    saved: tuple[
        tuple[TaskType, str], ...
    ] = ()  # defaults that the last message saved, and what stood there before
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """A named subject of a chat: the picture that shows it, and who named it."""

    name: str
    picture: Picture
    person: str
    named_at: float


class History(Protocol):
    """What a conversation remembers, on disk."""

    async def talk(self, person: str, room: str) -> Talk:
        """The state of this conversation (an empty one when there was none)."""
        ...

    async def change_talk(self, person: str, room: str, change: Callable[[Talk], Talk]) -> None:
        """Replace the state of this conversation by what `change` makes of it, in one step.

        A job may end while its person is being answered, so every change starts from the present state. `change` may be
        called again, and must have no other effect.
        """
        ...

    async def subjects(self, room: str) -> tuple[Subject, ...]:
        """The named subjects of a chat, newest first."""
        ...

    async def name_subject(self, room: str, subject: Subject) -> None:
        """Remember a named subject; the same name again replaces it."""
        ...

    async def forget_subject(self, room: str, name: str) -> None:
        """Remember a named subject of a chat no longer."""
        ...

    async def forget(self, person: str) -> None:
        """Remove everything stored about a person except the bare facts needed for money and dedupe."""
        ...

    async def sweep(self, *, before: float) -> None:
        """Remove prompts, pictures, conversations and claims older than this instant."""
        ...
