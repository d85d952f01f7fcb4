"""Frames: the wording around requests, greetings, thanks and labels, read at the places of one text."""

import re
from collections.abc import Callable, Mapping

from core.parser.asides import CLAUSE
from core.parser.automaton import Automaton
from core.parser.marks import CUT, EMOJI, ENDS, PICTOGRAMS, STOPS
from core.parser.phrasing import Phrasing
from core.parser.sheet import Sheet, masked

_CONTROL_LENGTH = 60  # a longer clause is content
AIR = frozenset(f" {CUT}-^") | PICTOGRAMS  # what may stand between control words
_SKIPPED = AIR | ENDS
_SKIP = re.compile(f"[ {STOPS}{EMOJI}{CUT}^-]*")
_NO_GAPS: frozenset[int] = frozenset()
_CUT_AWAY = re.compile(f" ?{CUT}+")
NO_AIR = re.compile(f"[^ {CUT}{EMOJI}^-]")
CONTROL = frozenset(("frame.alone", "frame.closing", "frame.opening", "frame.opening_weak"))
_BEHIND_WEAK = frozenset(("frame.opening", "frame.opening_weak", "frame.request", "frame.counted"))


class Frames(dict[int, Mapping[str, int]]):
    """By place in a text: the far end of each list of frames that stands there; each place is read only once."""

    def __init__(
        self,
        machine: Automaton,
        text: str,
        gaps: frozenset[int] = frozenset(),
        english: Phrasing | None = None,
    ) -> None:
        super().__init__()
        self.text = text
        self.gaps = gaps
        self._machine = machine
        self._english = english
        self._lists = english.of(text) if english is not None else ()  # those that may stand here
        self._last_gap = max(gaps) if gaps else -1
        self._controls: dict[tuple[int, int], bool] = {}

    def __missing__(self, place: int) -> Mapping[str, int]:
        ends = self[place] = self._read(place, self.gaps)
        return ends

    def _read(self, place: int, gaps: frozenset[int]) -> Mapping[str, int]:
        ends = self._machine.read(self.text, place, gaps)
        if self._english is None or not self._lists:
            return ends
        more = self._english.read(self.text, place, self._lists)
        return {**ends, **{name: max(end, ends.get(name, 0)) for name, end in more.items()}} if more else ends

    def may_end(self, place: int) -> bool:
        """Whether a wish may end here: at the end of a clause, or where a request begins."""
        text = self.text
        if place >= len(text) or place in self.gaps or text[place] in ENDS or text[place] in (" ", CUT):
            return True
        follows = self[place]
        return "frame.request" in follows or "frame.request_counted" in follows

    def request(self, ends: Mapping[str, int]) -> int:
        """Where a request ends that begins with these phrases, 0 without one."""
        if not ends or ("frame.request_causes" in ends and self._causes(ends["frame.request_causes"])):
            return 0
        end = ends.get("frame.request", 0)
        counted = ends.get("frame.request_counted", 0)
        if counted > end:
            place = counted + 1 if self.text[counted : counted + 1] == " " else counted
            if "frame.counted" in self[place]:
                return counted
        return end

    def behind_measure(self, end: int) -> int:
        """Where a request that ends here really ends: behind the "a" that counts the video, not what it shows.

        A blank stands behind it, or another number: "make a three cats' video".
        """
        measure = self[end].get("frame.measure", 0)
        counts_video = measure in self.gaps or (measure > 0 and "frame.counted" in self[measure])
        return measure if counts_video else end

    def behind_alone(self, place: int, line: str) -> int:
        """Where "a" ends that stands here alone, as its clip with a stop behind is cut away; 0 where it does not.

        `line` is the same text with nothing cut.
        """
        measure = self[place].get("frame.measure", 0)
        gap = _CUT_AWAY.match(self.text, measure) if measure else None
        return gap.end() if gap is not None and line[gap.end() - 1] in STOPS else 0

    def _causes(self, end: int) -> bool:
        """Whether "make him" ends here and says what he shall do: no value, no frame follows."""
        return 0 < end < len(self.text) and self.text[end].isalpha() and not self[end]

    def weak_opening(self, ends: Mapping[str, int]) -> int:
        """A greeting counts before a stop, or before something that is itself part of a frame."""
        end = ends.get("frame.opening_weak", 0)
        if not end or ends.get("frame.counted", 0) > end:
            return 0  # it begins the number: "a good many"
        text = self.text
        if end >= len(text) or end in self.gaps or text[end] in ENDS or text[end] == CUT:
            return end
        place = end + 1 if text[end] == " " else end
        follows = self[place]
        return 0 if _BEHIND_WEAK.isdisjoint(follows) and self.request(follows) <= place else end

    def is_control(self, begin: int, end: int) -> bool:
        """Whether a clause is made of control words alone."""
        if end - begin > _CONTROL_LENGTH:
            return False
        if (begin, end) not in self._controls:
            self._controls[begin, end] = self._is_control(begin, end) and not self._counts_on(begin, end)
        return self._controls[begin, end]

    def _counts_on(self, begin: int, end: int) -> bool:
        """Whether an article is alone on its line, and what it counts stands on the next: one word a line."""
        text = self.text
        if text[end : end + 1] != "\n" or self[begin].get("frame.counted") != end:
            return False
        line = CLAUSE.match(text, end + 1)
        return line is not None and not self.is_control(*line.span())

    def _is_control(self, begin: int, end: int) -> bool:
        text = self.text
        place = begin
        while place < end:
            if text[place] in AIR:
                words = NO_AIR.search(text, place, end)
                if words is None:
                    return True
                place = words.start()
            # What ends at a dropped blank is not the whole clause.
            ends = self._read(place, _NO_GAPS) if place < self._last_gap else self[place]
            best = 0
            for name, far in ends.items():
                if far > best and name in CONTROL:
                    best = far
            if best <= place:
                return False
            place = best
        return True

    def behind_label(self, begin: int, ends: Mapping[str, int]) -> int:
        """Where a label ("prompt:") ends that begins a clause; `begin` when there is none."""
        text = self.text
        if text[begin] in AIR:
            words = NO_AIR.search(text, begin)
            ends = self[words.start() if words is not None else len(text)]
        return label_end(text, ends) or begin


def without_frames(
    frames: Frames, clauses: list[tuple[int, int]], begun: list[Mapping[str, int]], start: int
) -> str:
    """The text without what stands in front of the content, and without labels and clauses of control words alone."""
    text = frames.text
    more = [(0, start, CUT)] if start else []
    for (begin, end), ends in zip(clauses, begun, strict=True):
        if begin >= start and (ends or text[begin] in AIR):
            asked = ends.get("frame.asks_us", 0)
            more += [(words_begin(text, begin, end), asked, CUT)] if begin > start and asked else []
            more += _control(frames, begin, frames.behind_label(begin, ends), end)
        if " -" in text and (dash := behind_dash(frames, begin, end)) < end:
            more.append((dash, end, CUT))
    if start and all(begin != start for begin, _ in clauses):
        more.append((start, control_end(frames, start), CUT))
    return masked(text, more)


def behind_dash(frames: Frames, begin: int, end: int) -> int:
    """Where control words begin behind a dash, up to the end of a clause; its end without any: "a fox - make it a video"."""
    dash = frames.text.rfind(" -", begin, end)
    words = NO_AIR.search(frames.text, dash, end) if dash > begin else None
    return dash if words is not None and frames.is_control(words.start(), end) else end


def _control(frames: Frames, begin: int, place: int, end: int) -> list[tuple[int, int, str]]:
    """What to cut from a clause whose label ends at `place`: the label, and the rest if it is all control words."""
    label = [(begin, place, CUT)] if place > begin else []
    return [*label, (place, end, CUT)] if place < end and frames.is_control(place, end) else label


def control_end(frames: Frames, place: int) -> int:
    """Where the clause that begins here ends, if it is all control words; else the place itself."""
    clause = CLAUSE.match(frames.text, place)
    return clause.end() if clause is not None and frames.is_control(place, clause.end()) else place


def words_begin(text: str, begin: int, end: int) -> int:
    """Where the words of a clause begin, behind blanks and pictograms."""
    words = NO_AIR.search(text, begin, end) if text[begin] in AIR else None
    return begin if words is None else words.start()


def later_requests(
    frames: Frames, tail: Automaton, clauses: list[tuple[int, int]], start: int
) -> list[tuple[int, int, str]]:
    """What to cut of requests behind words on what they are for: "this is Rex, make a video of Rex running"."""
    found: list[tuple[int, int, str]] = []
    for begin, end in clauses:
        if begin <= start:
            continue
        place = words_begin(frames.text, begin, end)
        ends = frames[place]
        if "frame.later_whole" in ends:
            found.append((place, ends["frame.later_whole"], CUT))
        elif "frame.later_to_noun" in ends:
            noun = tail.read(frames.text, end, frames.gaps).get("frame.tail", end)
            if ends["frame.later_to_noun"] < noun < end:
                found += [(place, ends["frame.later_to_noun"], CUT), (noun, end, CUT)]
    return found


def requests_within(
    sheet: Sheet, clauses: list[tuple[int, int]], start: int, is_of_people: Callable[[str], bool]
) -> list[tuple[int, int, str]]:
    """What to cut of requests behind words of those who ask: "we run a bakery and would love a clip of ..."."""
    asked = sheet.said.get("frame.later_within")
    if asked is None:
        return []
    return [
        (max(begin, start), last, CUT)
        for first, last in asked
        for begin, end in clauses
        if begin <= first < end and start <= first and is_of_people(sheet.row[max(begin, start) : first])
    ]


def label_end(text: str, ends: Mapping[str, int]) -> int:
    """Where a label ends, 0 without one; "2.6 miles" has none."""
    if "frame.label" not in ends:
        return 0
    end = ends["frame.label"]
    return 0 if text[end : end + 1].isdecimal() and text[end - 1] == "." else end


def joined_end(sheet: Sheet, frames: Frames, place: int, apart: tuple[str, ...]) -> int:
    """Where the verb behind the name of a tool ends, 0 without one; behind a blank only `apart` are sure to be verbs."""
    ends = frames[place]
    if "frame.join_tool" not in ends or "frame.label" in ends or not _ends_tool(sheet, place):
        return 0
    # Behind a blank it may begin a noun (the verb "draw" is half of "painter" in Chinese), but not where something is
    # counted, and not the verbs of few nouns.
    joined = ends["frame.join_tool"]
    is_sure = place not in frames.gaps or "frame.counted" in frames[joined]
    return joined if is_sure or frames.text.startswith(apart, place) else 0


def _ends_tool(sheet: Sheet, place: int) -> bool:
    """Whether a name that counts as the tool is cut from the prompt up to here."""
    return any(span.is_name and span.taken and span.cut[1] == place for span in sheet.spans)


def skip(text: str, place: int) -> int:
    """The next place behind blanks, stops and what was cut."""
    if text[place : place + 1] not in _SKIPPED:
        return place
    match = _SKIP.match(text, place)
    return match.end() if match else place
