"""Pictures: which task the wording asks for, and which picture is which."""

import re
from dataclasses import dataclass

from core.model import Role, TaskType
from core.tables.phrase import STOPS
from core.tables.words import Words

FRAMES_TAKE = 2
MOST = 7  # pictures that one order can take


@dataclass(frozen=True, slots=True)
class Pointing:
    """What the words say of pictures: the task they ask for, whether they point at one, and what to cut."""

    wording: TaskType | None
    points: bool
    cuts: tuple[tuple[int, int], ...] = ()


class Pictures:
    """Reads wording about pictures."""

    def __init__(self, words: Words) -> None:
        self._wordings = (
            (TaskType.FRAMES, re.compile(words.pattern("picture.frames"))),
            (TaskType.REFERENCE, re.compile(words.pattern("picture.reference"))),
            (TaskType.IMAGE, re.compile(words.pattern("picture.animate"))),
        )
        self._points = re.compile(words.pattern("picture.points"))
        self._none = re.compile(words.pattern("picture.no_picture"))
        self._maybe = re.compile(words.pattern("picture.maybe"))
        self._first = re.compile(words.pattern("roles.first"))
        self._second = re.compile(words.pattern("roles.second"))
        self._as = (
            (Role.FIRST, re.compile(words.pattern("roles.as_first"))),
            (Role.LAST, re.compile(words.pattern("roles.as_last"))),
            (Role.REFERENCE, re.compile(words.pattern("roles.as_reference"))),
        )
        self._in_order = re.compile(words.pattern("roles.in_order"))

    def read(self, text: str, images: int) -> Pointing:
        """The wording, and the stretches that speak of the picture alone."""
        if not self._maybe.search(text):
            return Pointing(None, points=False)
        cuts: list[tuple[int, int]] = []
        wording: TaskType | None = None
        for task_type, pattern in self._wordings:
            found = [match.span() for match in pattern.finditer(text)]
            if found and wording is None:
                wording = task_type
            cuts += found
        points = self._points.search(text) is not None
        if self._none.search(text) and not images:
            return Pointing(None, points=False)
        return Pointing(wording, points, tuple(cuts))

    def task_type(self, pointing: Pointing, images: int) -> tuple[TaskType, bool]:
        """The task, and whether a picture that the words point at is missing."""
        wording = pointing.wording
        if images == 0:
            if wording is not None:
                return wording, True
            return (TaskType.IMAGE, True) if pointing.points else (TaskType.TEXT, False)
        if images == 1:
            if wording is TaskType.FRAMES:
                return wording, True
            return (TaskType.REFERENCE if wording is TaskType.REFERENCE else TaskType.IMAGE), False
        if images == FRAMES_TAKE:
            return (TaskType.REFERENCE if wording is TaskType.REFERENCE else TaskType.FRAMES), False
        return TaskType.REFERENCE, False

    def roles(self, text: str) -> tuple[Role, ...]:
        """The roles of two pictures in the order in which they were sent, where the words give them."""
        roles: list[Role | None] = [None, None]
        for index, pattern in enumerate((self._first, self._second)):
            for match in pattern.finditer(text):
                for role, said in self._as:
                    if said.match(text, match.end()):
                        roles[index] = role
        one, other = roles
        opposite = {Role.FIRST: Role.LAST, Role.LAST: Role.FIRST}
        if one is None and other in opposite:
            one = opposite[other]
        if other is None and one in opposite:
            other = opposite[one]
        return (one, other) if one is not None and other is not None else ()

    def is_ordered(self, text: str) -> bool:
        """Whether the wording makes the order in which two pictures were sent plain."""
        return self._in_order.search(text) is not None


CLAUSES = re.compile(f"[{STOPS}]")
