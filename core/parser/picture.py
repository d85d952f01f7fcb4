"""Pictures: which task the wording asks for, and which picture is which."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from core.model import Role, TaskType
from core.parser.learned import Features, Learned, words_of
from core.parser.lexicon import Lexicon
from core.parser.sheet import Sheet
from core.tables.patterns import any_of
from core.text import IS_CJK

FRAMES_TAKE = 2
MOST = 7  # pictures that one order can take
_WORDINGS = ((TaskType.FRAMES, "frames"), (TaskType.REFERENCE, "reference"), (TaskType.IMAGE, "animate"))
_DENIED = {
    TaskType.FRAMES: "picture.denied_frames",
    TaskType.REFERENCE: "picture.denied_reference",
    TaskType.IMAGE: "picture.denied_animate",
}
_SAID = frozenset(f"picture.{name}{here}" for _, name in _WORDINGS for here in ("", "_here")) | {
    "picture.caused",
    "picture.somebody",
    "picture.moves",
    "picture.no_picture",
    "picture.points",
    "picture.last",
    "picture.both",
    "picture.grows",
    "roles.given_order",
    *_DENIED.values(),
}
_AS = ((Role.FIRST, "roles.as_first"), (Role.LAST, "roles.as_last"), (Role.REFERENCE, "roles.as_reference"))
# They tell which of two pictures is the first frame.
_NAMED = ("picture.frames", "roles.first", "roles.second", "roles.given_order", "roles.as_sent")
_OPPOSITE = {Role.FIRST: Role.LAST, Role.LAST: Role.FIRST, Role.REFERENCE: Role.REFERENCE}


@dataclass(frozen=True, slots=True)
class PictureWords:
    """What the words say about pictures: the task they ask for, whether they point at one, and what to cut."""

    wording: TaskType | None
    points: bool
    last: bool = False  # a frame other than the first is mentioned
    no_frames: bool = False  # two pictures are not to be the first and the last frame
    cuts: tuple[tuple[int, int], ...] = ()


_VERB = re.compile(" (?P<verb>[a-z]+s)(?![a-z])")
_NOTHING = PictureWords(None, points=False)
_SURE, _CERTAIN = 0.6, 0.9  # the lessons must be certain where the phrases disagree
_LIKELY = 0.8
_LOOKS = {"animate": TaskType.IMAGE, "reference": TaskType.REFERENCE, "frames": TaskType.FRAMES}


def _words(sheet: Sheet) -> Features:
    return sheet.words or words_of(sheet.line)


def look_features(sheet: Sheet, images: int, pointing: PictureWords) -> Features:
    """The features that tell how a picture is to be used."""
    return _words(sheet).beside(f"?{pointing.wording}", f"?{pointing.wording} {images}")


def point_features(sheet: Sheet, pointing: PictureWords) -> Features:
    """The features that tell whether a message points at a picture."""
    return _words(sheet).beside(f"?{pointing.wording} {pointing.points}")


class Pictures:
    """Reads wording about pictures."""

    def __init__(
        self, lexicon: Lexicon, look: Learned, points: Learned, typed: Mapping[str, Sequence[str]]
    ) -> None:
        self._ahead = lexicon.ahead
        self._ways = tuple(f"{one} " for one in typed["picture.ways"])
        self._leads, self._no_verbs = (
            frozenset(typed[f"picture.{name}"]) for name in ("ways_begin", "does_not")
        )
        self._turned = re.compile(f"[ ,.;]*{any_of(typed['frame.turned'])}(?![a-z])")
        self._look = look
        self._points = points

    def read(self, sheet: Sheet, images: int) -> PictureWords:
        """The wording, and the stretches that speak of the picture alone."""
        if _SAID.isdisjoint(sheet.said):
            return _NOTHING
        if sheet.heard("picture.no_picture") and not images:
            return PictureWords(None, points=False, cuts=tuple(sheet.heard("picture.no_picture")))
        given_order = sheet.heard("roles.given_order") if images == FRAMES_TAKE else []
        if given_order:
            return PictureWords(
                TaskType.FRAMES, points=False, cuts=(*given_order, *sheet.heard("picture.both"))
            )
        elsewhere = () if images else sheet.heard("picture.elsewhere")
        in_scene = [*sheet.heard("picture.scene_pictures"), *elsewhere, *_composed(sheet)]
        who = self._who_acts(sheet)
        cuts: list[tuple[int, int]] = []
        wording = _told_at_once(sheet, images, who)
        for task_type, name in _WORDINGS:
            found = [
                *sheet.heard(f"picture.{name}"),
                *(sheet.heard(f"picture.{name}_here") if images else ()),
            ]
            hidden = [*in_scene, *who] if task_type is TaskType.REFERENCE else in_scene
            found = [one for one in found if not _overlaps(one, hidden)]
            denied = sheet.heard(_DENIED[task_type]) if task_type in _DENIED else ()
            if found and wording is None and not all(_overlaps(one, denied) for one in found):
                wording = task_type
            cuts += (*found, *denied)
        stays_still = _DENIED[TaskType.IMAGE] in sheet.said
        if stays_still and wording is None and images < FRAMES_TAKE:
            wording = TaskType.REFERENCE
        moves = sheet.heard("picture.moves") if images else ()
        if moves:
            wording = wording or TaskType.IMAGE
            cuts += (one for one in moves if not _says_what_moves(sheet.row, one[0]))
        if images == FRAMES_TAKE:
            cuts += sheet.heard("picture.both")
        if wording is TaskType.FRAMES:
            cuts += sheet.heard("picture.last_label")
        points = bool(stays_still or who) or any(
            not _overlaps(one, in_scene) for one in sheet.heard("picture.points")
        )
        no_frames = wording is None and _DENIED[TaskType.FRAMES] in sheet.said
        told = [one for one in cuts if self._is_told(sheet.row, one[0])]
        # What each of two references is for belongs to the description.
        roles = self.roles(sheet) if images == FRAMES_TAKE else ()
        kept = tuple(
            (start, self._onward(sheet.row, end))
            for start, end in cuts
            if not _overlaps((start, end), told) and Role.REFERENCE not in roles
        )
        return PictureWords(wording, points, bool(sheet.heard("picture.last")), no_frames, kept)

    def _onward(self, row: str, end: int) -> int:
        """Where the words end that lead from a picture to what is shown: ", but"."""
        turned = self._turned.match(row, end)
        return end if turned is None else turned.end()

    def _who_acts(self, sheet: Sheet) -> list[tuple[int, int]]:
        """Somebody of the picture who does something: "make the girl in my photo wave", "the guy in this picture runs"."""
        follows = ((one, _VERB.match(sheet.row, one[1])) for one in sheet.heard("picture.somebody"))
        acting = [one for one, verb in follows if verb is not None and verb["verb"] not in self._no_verbs]
        return [*sheet.heard("picture.caused"), *acting]

    def _is_told(self, row: str, place: int) -> bool:
        """Whether English words in front tell what it is like, and belong to it: "a slow morph between them"."""
        if not row.startswith(self._ways, place) or row[place - 1 : place] != " ":
            return False
        before = "".join(row[:place].split()[-1:])
        return before.isascii() and before.isalpha() and before not in self._leads

    def learned(self, sheet: Sheet, images: int, pointing: PictureWords) -> PictureWords:
        """What the phrases say of pictures, corrected by what the lessons say."""
        if not (images or pointing.wording or pointing.points or "picture.words" in sheet.said):
            return pointing
        if images > FRAMES_TAKE or sheet.is_long or "continuity.no_reference" in sheet.said:
            return pointing
        wording, points = pointing.wording, pointing.points
        if not images:
            answer, likely = self._points.likely(point_features(sheet, pointing))
            if likely >= (_CERTAIN if points or answer == "points" else _SURE):
                points = answer == "points"
            if not points:
                return PictureWords(None, points=False) if pointing.wording or pointing.points else pointing
        has_roles = "roles.given_order" in sheet.said or Role.REFERENCE in self.roles(sheet)
        if images == FRAMES_TAKE and (has_roles or (_grown(sheet) and wording is TaskType.FRAMES)):
            return pointing
        if images == FRAMES_TAKE and wording in (None, TaskType.IMAGE) and sheet.ends_with("picture.both"):
            return pointing  # nothing that the lessons could tell
        answer, likely = self._look.likely(look_features(sheet, images, pointing))
        # "Use this to make an ad" moves the picture, unless the lessons are certain that it only lends its look.
        is_moved = pointing.wording is TaskType.IMAGE and answer == "reference"
        if likely >= (_CERTAIN if is_moved else _LIKELY) and _DENIED.get(_LOOKS[answer]) not in sheet.said:
            wording = _LOOKS[answer]
            if images and (answer == "animate" or (images == FRAMES_TAKE and answer == "frames")):
                wording = pointing.wording if pointing.wording is not TaskType.REFERENCE else None
        return replace(pointing, wording=wording, points=points)

    def task_type(self, pointing: PictureWords, images: int) -> tuple[TaskType, bool]:
        """The task, and whether a picture that the words point at is missing."""
        wording = pointing.wording
        if images == 0:
            if wording is not None:
                return wording, True
            return (TaskType.IMAGE, True) if pointing.points else (TaskType.TEXT, False)
        if images == 1:
            if wording is TaskType.FRAMES and pointing.last:
                return wording, True
            return (TaskType.REFERENCE if wording is TaskType.REFERENCE else TaskType.IMAGE), False
        if images == FRAMES_TAKE:
            is_reference = wording is TaskType.REFERENCE or pointing.no_frames
            return (TaskType.REFERENCE if is_reference else TaskType.FRAMES), False
        return TaskType.REFERENCE, False

    def roles(self, sheet: Sheet) -> tuple[Role, ...]:
        """The roles of two pictures in the order in which they were sent, where the words give them."""
        if _composed(sheet):
            return (Role.REFERENCE, Role.REFERENCE)
        roles: list[Role | None] = [None, None]
        for index, name in enumerate(("roles.first", "roles.second")):
            for _, end in sheet.heard(name):
                follows = self._ahead.read(sheet.row, end)
                roles[index] = next((role for role, said in _AS if said in follows), roles[index])
        one, other = roles
        if one is None and other is not None:
            one = _OPPOSITE.get(other)
        if other is None and one is not None:
            other = _OPPOSITE.get(one)
        if one is not None and other is not None:
            return (one, other)
        return (Role.LAST, Role.FIRST) if self._goes_back(sheet) else ()

    def _goes_back(self, sheet: Sheet) -> bool:
        """Whether the message goes from the second picture to the first: "from the second to the first"."""
        first, second = sheet.heard("roles.first"), sheet.heard("roles.second")
        if not first or not second or second[0] > first[0]:
            return False
        return bool(_grown(sheet)) or sheet.is_heard("roles.in_order", second[0][1], first[0][0])

    def is_order_open(self, sheet: Sheet) -> bool:
        """Whether the wording leaves open which of two frames comes first; a way "from day to night" does not."""
        if any(sheet.heard(name) for name in _NAMED):
            return False
        both = sheet.heard("picture.both")
        return all(_overlaps(one, both) for one in sheet.heard("roles.in_order"))


def _composed(sheet: Sheet) -> list[tuple[int, int]]:
    """Where a message puts something of one picture to something of the other, and leads from neither to the other."""
    leads_over = sheet.heard("roles.leads_over") or _grown(sheet)
    return [] if leads_over else list(sheet.heard("roles.composed"))


def _told_at_once(sheet: Sheet, images: int, who: Sequence[tuple[int, int]]) -> TaskType | None:
    """The task that somebody acting in a picture, or one picture that grows into the other, asks for."""
    if images == FRAMES_TAKE and _grown(sheet) and not sheet.heard("picture.reference"):
        return TaskType.FRAMES
    return TaskType.IMAGE if who and not images else None


def _grown(sheet: Sheet) -> list[tuple[int, int]]:
    """Where a message says that what one picture shows turns into what the other shows, and not into its style."""
    looks = sheet.heard("picture.grows_look")
    return [one for one in sheet.heard("picture.grows") if not _overlaps(one, looks)]


def _says_what_moves(row: str, place: int) -> bool:
    """Whether a word stands right in front of "move"."""
    return place > 0 and IS_CJK.match(row, place - 1) is not None


def _overlaps(one: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(one[0] < end and start < one[1] for start, end in others)
