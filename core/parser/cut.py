"""Stage "cut": the prompt is what remains of the original when all control wording is taken away.

A clause of control words alone goes. Greetings and "make a video of" go from the front of the first clause with
content, thanks and a last "video" from the end. What stays is cut from the original, in order, verbatim.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from core.parser.asides import CLAUSE, Asides, Clauses, without_particle, without_question
from core.parser.endings import GLUE, Endings
from core.parser.frame import (
    AIR,
    CONTROL,
    Frames,
    control_end,
    joined_end,
    label_end,
    later_requests,
    requests_within,
    skip,
    without_frames,
    words_begin,
)
from core.parser.halves import Halves
from core.parser.introduced import Introductions
from core.parser.joining import OPENING, joined
from core.parser.kind import Kinds
from core.parser.learned import Learned
from core.parser.lexicon import Lexicon
from core.parser.marks import CUT, EMOJI, PICTOGRAMS, STOP_SET
from core.parser.remarks import Remarks
from core.parser.retold import Retold
from core.parser.sheet import Sheet, masked
from core.parser.whole import Whole
from core.tables import TalkWords
from core.tables.patterns import any_of
from core.text import IS_CJK

_OPENING_STEPS = 12  # greetings and polite words before a request, at most
_SHORTEST_ALONE = 6  # characters; less than that needs what was told in front of it
_HALVES = frozenset(("frame.half_noun", "frame.half", "frame.half_told"))
# These follow a request, or count only where something else stands behind them.
_NOT_ALONE = frozenset(("frame.counted", "frame.measure", "frame.join", "frame.join_tool", *_HALVES))
_NOT_ALONE_IN_ONE = _NOT_ALONE | {"frame.alone"}  # if more follows
_CLEARS = "command.clear_preference"
_NO_CUTS: list[tuple[int, int, str]] = []
_PICTOGRAMS = re.compile(f"[{EMOJI}](?:[{EMOJI} ]*[{EMOJI}])+")


@dataclass(frozen=True, slots=True)
class Cut:
    """The prompt; where the request in front of it ends, 0 without one; whether the message takes the preferred model back.

    `asks_later` tells of a request in a later clause, behind words on what it is about.
    """

    prompt: str
    front: int
    clears: bool
    asks_later: bool = False


class Cutting:
    """Cuts the prompt out of a message."""

    def __init__(
        self,
        lexicon: Lexicon,
        clauses: Learned,
        acts: Learned,
        typed: Mapping[str, tuple[str, ...]],
        talk: TalkWords,
    ) -> None:
        self._whole = Whole(typed)
        self._endings = Endings(lexicon, typed, self._whole)
        self._kinds = Kinds(typed)
        self._particles = frozenset(typed["frame.particle"])
        self._left_over = re.compile(f"(?<={CUT}){any_of(self._particles)}|[#@](?={CUT})")
        self._wonders = (typed["frame.wonders"], typed["frame.wonders_end"])
        self._ahead = lexicon.ahead
        self._frame = lexicon.frame
        self._english = lexicon.english
        self._tail = lexicon.tail
        self._begs, self._apart = typed["frame.begs"], typed["frame.join_apart"]
        self._halves = Halves(typed, lexicon.tail)
        self._clauses = clauses
        self._remarks = Remarks(lexicon.ahead, acts, talk.is_of_people)
        self._introductions = Introductions(ahead=lexicon.ahead, people_in=talk.people_in, whole=self._whole)
        self._is_of_people = talk.is_of_people
        self._retold = Retold(typed)
        self._sets_scene = talk.sets_scene

    def prompt(self, sheet: Sheet, asides: Asides) -> Cut:
        """The words that go to the model."""
        gaps = sheet.folded.gaps
        text = self._endings.without_signs(sheet.without_control())
        text = self._kinds.put_back(sheet, self._left_over.sub(CUT, text)) if CUT in text else text
        frames = Frames(self._frame, text, gaps, self._english)
        frames.update(sheet.frames if text == sheet.row else {})
        told = Clauses(self._clauses, sheet, self._sets_scene)
        around, wants = self._introductions.around(frames, told, asides)
        clauses = [match.span() for match in CLAUSE.finditer(text)]
        begun = [frames[words_begin(text, begin, end)] for begin, end in clauses]
        if not around and self._is_alone(sheet, frames, clauses, begun):
            # At most thanks stand behind it.
            prompt = joined(sheet, self._endings.back(text, gaps, asked=False))
            if prompt or all(map(_NOT_ALONE.issuperset, begun)):
                return Cut(prompt, 0, clears=False)
        wishes = [
            (begin, ends[_CLEARS], CUT)
            for (begin, _), ends in zip(clauses, begun, strict=True)
            if _CLEARS in ends and frames.may_end(ends[_CLEARS])
        ]
        if wishes or around:
            text = masked(text, [*wishes, *around])
            frames = Frames(self._frame, text, gaps, self._english)
        start, asked, halves = self._front(sheet, frames)
        asked = asked or wants
        front = start if asked else 0
        inner = self._lone_quote(sheet, text, start)
        if inner is not None:
            return Cut(inner, front, bool(wishes))
        later = later_requests(frames, self._tail, clauses, start)
        later += requests_within(sheet, clauses, start, self._is_of_people)
        taken_back = self._retold.cuts(text, start)
        left = masked(without_frames(frames, clauses, begun, start), [*later, *taken_back, *halves])
        if asked:
            left = self._endings.without_noun(left, start, gaps)
        behind = min(later)[0] if later else 0
        if behind and len(left[behind:].replace(CUT, "").strip(GLUE)) < _SHORTEST_ALONE:
            behind = 0
        cut = self._remarks.without(told, left, asides, front, behind)
        if cut != left and not asked:  # what stands behind talk may begin with a request as well
            start, asked, halves = self._front(sheet, Frames(self._frame, cut, gaps, self._english))
            cut = masked(cut, [(0, start, CUT), *halves])
        prompt = joined(sheet, self._endings.back(cut, gaps, asked=asked))
        if not prompt and asides is Asides.GO:
            prompt = _pictograms(sheet, text)
        if (unasked := without_question(prompt)) != prompt and self._is_asked(sheet, start, begun):
            prompt = unasked
        prompt = without_particle(prompt, sheet.row[:start], *self._wonders)
        return Cut(prompt, front, bool(wishes), asks_later=bool(later))

    def _is_alone(
        self,
        sheet: Sheet,
        frames: Frames,
        clauses: list[tuple[int, int]],
        begun: list[Mapping[str, int]],
    ) -> bool:
        """Whether a message is a description alone; `begun` has the frames that its clauses begin with."""
        text = frames.text
        if (
            CUT in text
            or sheet.quotes
            or "frame.later_within" in sheet.said
            or " -" in text
            or text[:1] in STOP_SET
        ):
            return False
        if self._retold.cuts(text, 0):
            return False
        if not any(begun):
            return True
        if not all(map(_NOT_ALONE.issuperset, begun)):
            is_one = len(clauses) == 1 and text[0] not in AIR and _NOT_ALONE_IN_ONE.issuperset(begun[0])
            if not is_one or frames.is_control(*clauses[0]):
                return False
        return not any(
            not _HALVES.isdisjoint(ends) and self._halves.read(sheet, frames, words_begin(text, *clause))[0]
            for clause, ends in zip(clauses, begun, strict=True)
        )

    def asks(self, sheet: Sheet) -> bool:
        """Whether a message begins with words that ask for a video, and goes on behind them."""
        frames = Frames(self._frame, sheet.row, sheet.folded.gaps, self._english)
        end, asked, _ = self._front(sheet, frames)
        sheet.frames = frames
        return asked and end < len(sheet.row.rstrip(GLUE))

    def _is_asked(self, sheet: Sheet, front: int, begun: list[Mapping[str, int]]) -> bool:
        """Whether the words in front of the content, or of a part of it, ask whether we can do it."""
        if any("frame.asks_us" in ends for ends in begun):
            return True
        return any("question.opens" in self._ahead.read(sheet.row, place) for place in range(front))

    def _front(self, sheet: Sheet, frames: Frames) -> tuple[int, bool, list[tuple[int, int, str]]]:
        """Where the content begins, whether a request stood before it, and its second half behind the content."""
        text, gaps = frames.text, frames.gaps
        slash = frames[0].get("frame.opening", 0) if text.startswith(("/", "!")) else 0
        place = skip(text, slash)
        asked = ""
        halves = _NO_CUTS
        for _ in range(_OPENING_STEPS):
            ends = frames[place]
            if not ends:
                break
            end, other = self._asked_end(sheet, frames, place, asked)
            if end > place:
                asked, halves = text[place:end].rstrip(), halves or other
                end = frames.behind_measure(end)
            elif asked or text[:place].rstrip(" ").endswith(CUT):
                settled = ends.get("frame.closing", 0)  # "use Kling, all right?" without the comma
                joined = joined_end(sheet, frames, place, self._apart)
                end = max(ends.get("frame.join", 0), frames.behind_measure(joined) if joined else 0)
                end = max(end, label_end(text, ends))
                end -= self._whole.parted(text, end)  # its last character begins another word
                end = settled if settled in gaps else end
            if end <= place:
                opening = ends.get("frame.opening", 0)
                opening = 0 if self._whole.holds(text, place, opening) else opening
                alone = frames.behind_alone(place, sheet.text)
                weak = 0 if self._whole.begins(text, place) else frames.weak_opening(ends)
                end = max(label_end(text, ends), opening, weak, alone)
            if not CONTROL.isdisjoint(ends):
                end = max(end, control_end(frames, place))
            if end <= place:
                break
            place = skip(text, end)
        return _with_signs(text, place, gaps), bool(asked), halves

    def _asked_end(
        self, sheet: Sheet, frames: Frames, place: int, asked: str
    ) -> tuple[int, list[tuple[int, int, str]]]:
        """Where words end that ask for a video here, all of them or a first half, and what to cut of the second."""
        ends = frames[place]
        end = self._request_end(frames, place, asked)
        if asked or (end <= place and _HALVES.isdisjoint(ends)):
            return end, _NO_CUTS
        label = label_end(frames.text, ends)
        if label > end > place and self._halves.asks(sheet.row, place, label):
            return label, _NO_CUTS  # "make a video:"
        if label > end or self._only_begs(sheet, frames, place):
            return 0, _NO_CUTS
        half, other = self._halves.read(sheet, frames, place)
        return (half, other) if half > max(end, place) else (end, _NO_CUTS)

    def _only_begs(self, sheet: Sheet, frames: Frames, place: int) -> bool:
        """Whether a clause here only begs, and asks for no clip yet: "I beg you,"."""
        if not frames.text.startswith(self._begs, place):
            return False
        end = control_end(frames, place)
        return end > place and not self._halves.asks(sheet.row, place, end)

    def _request_end(self, frames: Frames, place: int, asked: str) -> int:
        """Where a request that begins here ends; once found, only the same words count again (pasted twice)."""
        text = frames.text
        if asked:
            return place + len(asked) if text.startswith(asked, place) else 0
        end = frames.request(frames[place])
        if self._whole.parted(text, end):  # what it ends with begins a word: a shorter one may do
            shorter = Frames(self._frame, text[: end - 1], frames.gaps, self._english)
            end = shorter.request(shorter[place])
        return 0 if self._whole.begins(text, place) else end

    def _lone_quote(self, sheet: Sheet, text: str, start: int) -> str | None:
        """The inside of the quotes, when nothing but control wording stands around them."""
        if len(sheet.quotes) != 1:
            return None
        quote = sheet.quotes[0]
        if start > quote.start:
            return None
        rest = text[start : quote.start] + CUT + text[quote.end :]
        frames = Frames(self._frame, rest, english=self._english)
        if not all(frames.is_control(*clause.span()) for clause in CLAUSE.finditer(rest)):
            return None
        return sheet.folded.typed(quote.inner_start, quote.inner_end).strip()


def _pictograms(sheet: Sheet, text: str) -> str:
    """A description in pictograms alone, empty where there are not several of them."""
    run = _PICTOGRAMS.search(text)
    return sheet.folded.typed(*run.span()).strip() if run is not None else ""


def _with_signs(text: str, place: int, gaps: frozenset[int]) -> int:
    """Where the content begins with the bracket that holds it, and the pictograms right before it."""
    while place and text[place - 1] in OPENING:
        place -= 1  # a bracket belongs to what it holds
    if IS_CJK.match(text, place):
        while place and text[place - 1] in PICTOGRAMS and place not in gaps:
            place -= 1  # what stands right before the words is one of them
    return place
