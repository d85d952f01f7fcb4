"""Clauses around the content that tell who asks, and what for: where it begins, and where it ends."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core.parser.asides import Asides, Clauses
from core.parser.automaton import Automaton
from core.parser.frame import NO_AIR, Frames, label_end, skip
from core.parser.marks import CUT
from core.parser.whole import Whole
from core.text import IS_CJK, is_brief

_MOST_CLAUSES = 16
# How much it says that a request begins behind them: at all, beside a clip, and behind words of people like us.
_ASKS, _ASKS_BESIDE, _ASKS_OF_PEOPLE = 1.5, 3.0, 5.0
_OF_PEOPLE = 2.5  # how much it says that a clause behind the content speaks of people like us
_REMARK = 2.0  # how sure a remark on a clip must be that speaks of nobody, in front of no wish
_CONTENT = -1.5  # a clause behind the content that looks like this is a part of it
_ENOUGH, _ENOUGH_BEHIND = 1.0, 2.5
_SHORTEST, _FEWEST_WORDS = 6, 4  # Chinese characters, English words; less introduces nothing

_FEW = 3  # words, or Chinese characters
_SHORTEST_WISH = 5  # characters; a wish of less asks for a quality
_SHORTEST_ALONE, _FEWEST_ALONE = 6, 4  # characters, words; less needs what was told in front of it
_STAY = (
    "continuity.names",
    "frame.several",
    "frame.presents",
    "roles.first",
    "roles.second",
)  # clauses that are needed, whatever they look like
_NEVER = 100.0  # more than all other clauses together can say


class _Odds(dict[int, float]):
    """By its number: how much a clause looks like context, found out once for those that are asked about."""

    def __init__(self, frames: Frames, told: Clauses) -> None:
        super().__init__()
        self._frames, self._told = frames, told
        said = told.sheet.said
        self._stays = [start for name in _STAY if name in said for start, _ in said[name]]

    def __missing__(self, index: int) -> float:
        odds = self[index] = self._of(index, *self._told.places[index])
        return odds

    def _of(self, index: int, begin: int, end: int) -> float:
        """The logarithm of the odds of a clause; control words alone tell nothing."""
        frames = self._frames
        if NO_AIR.search(frames.text, begin, end) is None:
            return 0.0
        if frames.is_control(begin, end):  # "call me when it is done" names nobody
            return max(0.0, self._told.odds(index)) if index in (0, 1) else 0.0
        if self._stays and any(begin <= start < end for start in self._stays):
            return -_NEVER
        place = skip(frames.text, begin)
        if end - place < _SHORTEST_WISH and _is_weak(frames, place):
            return 0.0  # it is asked of the clip, and shows nothing
        return self._told.odds(index)


@dataclass(frozen=True, slots=True, kw_only=True)
class Introductions:
    """Tells clauses of context from content by what the lessons say of each, and by what stands beside it.

    `ahead` reads what a change begins with, `people_in` tells where a folded text speaks of people like us, and
    `whole` knows words whose first character is no verb of a wish.
    """

    ahead: Automaton
    people_in: Callable[[str], int]
    whole: Whole

    def around(
        self, frames: Frames, told: Clauses, asides: Asides
    ) -> tuple[list[tuple[int, int, str]], bool]:
        """What to cut in front of the content and behind it, and whether words that ask for it are cut with it.

        Beside a clip remarks in front are none of the content; else only what people like us tell of themselves, or
        what stands in front of a request.
        """
        sheet, text, clauses = told.sheet, frames.text, told.places
        if asides is Asides.STAY or not 1 < len(clauses) <= _MOST_CLAUSES or sheet.quotes:
            return [], False
        is_beside = asides is not Asides.GO
        onward = [start for start, _ in sheet.heard("continuity.next")]
        begun = [
            self._asks(frames, begin, is_beside=is_beside)
            or (onward != [] and any(begin <= one < end for one in onward))
            for begin, end in clauses
        ]
        ours = self.people_in(sheet.row)
        odds = _Odds(frames, told)
        asks = [
            bool(is_begun or (index and begun[index - 1] and odds[index - 1] >= 0)) and odds[index] < 0
            for index, is_begun in enumerate(
                begun
            )  # "Need a short clip: " stands in front of what it asks for
        ]
        if not is_beside and ours == len(sheet.row) and not any(asks[1:]):
            return [], False  # nothing that could stand in front or behind
        first = self._first(told, odds, asks, ours, is_beside=is_beside)
        last = self._last(told, odds, first, ours)
        begin = clauses[first][0] if first else 0
        end = clauses[last][1] if last + 1 < len(clauses) else len(text)
        place = skip(text, begin)
        asked = self._behind(frames, place) if begin else 0
        asked = asked if asked > frames.request(frames[place]) else 0
        cuts = [one for one in ((0, max(begin, asked), CUT), (end, len(text), CUT)) if one[0] < one[1]]
        if not (begin and asks[first]) and any(one.is_thing for one in sheet.spans):
            return (
                [],
                False,
            )  # somebody is called like a model, and shown: only words that ask for another tell
        return cuts, asked > begin

    def _asks(self, frames: Frames, begin: int, *, is_beside: bool) -> bool:
        """Whether a request begins here or, beside a clip, a change."""
        place = skip(frames.text, begin)
        if frames[place] and (self._behind(frames, place) or _is_request(frames, place)):
            return True
        return is_beside and "edit.change" in self.ahead.read(frames.text, place)

    def _behind(self, frames: Frames, place: int) -> int:
        """Where words of a wish end that begin here, 0 without any; their last character may begin another word."""
        end = frames[place].get("frame.behind", 0)
        if self.whole.parted(frames.text, end) or self.whole.begins(frames.text, place):
            return 0
        return max(end, label_end(frames.text, frames[place])) if end else 0

    def _first(
        self, told: Clauses, odds: Mapping[int, float], asks: list[bool], ours: int, *, is_beside: bool
    ) -> int:
        """The first clause of the content; `ours` is where words of people like us begin."""
        row, count = told.sheet.row, len(asks)
        content = next((index for index in reversed(range(count)) if odds[index] < 0), 0)
        best, found, before = 0.0, 0, 0.0
        for index, (begin, _) in enumerate(told.places[: content + 1]):
            if index:
                before += odds[index - 1]
                if not asks[index] and 0 < odds[index - 1] < _REMARK and self._may_show(told, index - 1):
                    continue  # "We run a food truck. Tacos, sizzling": what it begins with is as short
                is_ours = ours < begin
                # "I teach pottery. Could you show ..."
                is_told = asks[index] and is_ours and before >= _REMARK
                said = _ASKS_BESIDE if is_beside else _ASKS_OF_PEOPLE if is_ours else _ASKS
                score = before + (said if asks[index] else 0.0)
                is_context = asks[index] or is_ours or (is_beside and score >= _REMARK)
                if score > best and is_context and not _is_little(row, begin, is_told=is_beside or is_told):
                    best, found = score, index
        return found if best >= _ENOUGH else 0

    def _may_show(self, told: Clauses, index: int) -> bool:
        """Whether a clause is so short that the lessons cannot tell, and speaks of nobody."""
        clause = told.sheet.row[slice(*told.places[index])]
        return is_brief(clause, characters=_FEW, words=_FEW) and self.people_in(clause) == len(clause)

    def _last(self, told: Clauses, odds: Mapping[int, float], first: int, ours: int) -> int:
        """The last clause of the content; `ours` is where words of people like us begin."""
        row, last = told.sheet.row, len(told.places) - 1
        if ours == len(row):
            return last
        best, found, score, is_ours = 0.0, last, 0.0, False
        for index in range(last, first, -1):
            if odds[index] < _CONTENT:
                break
            clause = row[slice(*told.places[index])]
            if self.people_in(clause) < len(clause):
                is_ours = True
                score += _OF_PEOPLE
            score += odds[index]
            if is_ours and score > best and any(odds[one] < 0 for one in range(first, index)):
                best, found = score, index - 1
        return found if best >= _ENOUGH_BEHIND else last


def _is_little(row: str, begin: int, *, is_told: bool) -> bool:
    """Whether too few words stand in front of a clause to introduce it, or too few in it and behind to be shown."""
    is_brief_in_front = not is_told and is_brief(row[:begin], characters=_SHORTEST, words=_FEWEST_WORDS)
    return is_brief_in_front or is_brief(row[begin:], characters=_SHORTEST_ALONE, words=_FEWEST_ALONE)


def _is_request(frames: Frames, place: int) -> bool:
    """Whether a request begins here; a single character of wishing may as well ask for a quality."""
    return frames.request(frames[place]) > place and not _is_weak(frames, place)


def _is_weak(frames: Frames, place: int) -> bool:
    """Whether only a single character of wishing stands here, in front of nothing that is counted."""
    end = frames.request(frames[place])
    is_lone = end == place + 1 and IS_CJK.match(frames.text, place) is not None
    return is_lone and "frame.counted" not in frames[end]
