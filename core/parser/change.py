"""Changes of the last job: requests that only say what is to be different."""

from bisect import bisect_left
from collections.abc import Mapping

from core.model import ParseContext
from core.parser.learned import Features, Learned, words_of
from core.parser.lexicon import Lexicon
from core.parser.likeness import Likeness
from core.parser.marks import CLOSING
from core.parser.sheet import Sheet
from core.text import Folded

_SHORT_EDIT, _LATIN_SHORT_EDIT = 8, 24  # characters: "in winter", said of the last video
_EDIT_LENGTH, _LATIN_EDIT_LENGTH = 40, 80  # a longer message is a request of its own
_FEW_WORDS = frozenset(("edit.short_opening", "edit.short_whole"))  # lists about messages of a few words
_CHANGED = 0.6  # how sure the lessons must be to read a message without words of change as one
# And where it is known what the clip shows: a new idea must not be put behind an old one.
_CHANGED_THERE = 0.9
_ANOTHER = 0.95  # how sure they must be that what stands behind "one more" is another idea


class Changes:
    """Tells a change of the last job from a request of its own."""

    def __init__(self, lexicon: Lexicon, likeness: Likeness, *, edits: Learned, beside: Learned) -> None:
        self._ahead = lexicon.ahead
        self._behind = lexicon.behind
        self._opening = lexicon.opening
        self._likeness = likeness
        self._edits = edits
        self.beside = beside

    def is_swap(self, sheet: Sheet, context: ParseContext) -> bool:
        """Whether the first and the last frame of the last job shall change places."""
        there = context.last_status is not None
        return there and "edit.swap" in self._opening(sheet)

    def is_edit(
        self,
        sheet: Sheet,
        prompt: str,
        content: Folded,
        shown: str,
        *,
        changes: bool,
        is_request: bool,
        is_of_figure: bool,
    ) -> bool:
        """Whether the message changes the last job.

        `content` is the folded prompt, `shown` what the last job shows. `is_request` tells that its words ask for a
        video, `is_of_figure` that they ask for a known figure again. Values beside a description do not make a change of it.
        """
        if not prompt:
            return changes
        if "edit.fresh" in self._opening(sheet):
            return False
        if len(prompt) > (_LATIN_EDIT_LENGTH if prompt.isascii() else _EDIT_LENGTH):
            return False
        begin = max(0, sheet.folded.original.find(prompt))
        begin = bisect_left(sheet.folded.places, begin)  # a remark may stand in front
        alone = self._alone(words_of(content.text))
        more = is_short(prompt) or alone[0] == "changed" or alone[1] < _ANOTHER
        short = is_short(prompt) and not (is_request or is_of_figure)
        says_so = self.says_so(sheet, short=short, more=more, begin=begin)
        if says_so or is_of_figure or sheet.is_long or sheet.heard("question.price"):
            return says_so
        by_words = self._edits.likely(change_features(sheet, says_so=says_so))
        if shown:
            signs = ["asks"] * is_request + ["values"] * bool(sheet.spans)
            likely_there = _of_changed(by_words), _of_changed(alone)
            beside = self._likeness.features(content.text, shown.casefold(), likely_there, *signs)
            if beside is not None:
                return _of_changed(self.beside.likely(beside)) >= _CHANGED_THERE
        answer, likely = by_words
        if is_request or answer != "changed" or likely < _CHANGED:
            return False
        return not sheet.spans or alone[0] == "changed"

    def _alone(self, content: Features) -> tuple[str, float]:
        """What the lessons take the content for if it stood alone, and how likely."""
        return self._edits.likely(content.beside("?False", "?FalseFalse"))

    def is_asked_for(self, sheet: Sheet) -> bool:
        """Whether a question asks for a change: "could we do it without the fog?", "can you add snow?"."""
        return self.lead(sheet) > 0 or "edit.asked" in self._opening(sheet)

    def begins(self, words: str) -> bool:
        """Whether folded words begin like a change: "add rain"."""
        return "edit.change" in self._ahead.read(words, 0)

    def is_few_words(self, sheet: Sheet) -> bool:
        """Whether the message is so short, and put so, that it can only be said of the last video."""
        return is_short(sheet.line) and self._in_few_words(sheet, 0)

    def _in_few_words(self, sheet: Sheet, begin: int) -> bool:
        opening = self._ahead.read(sheet.row, begin, sheet.folded.gaps)
        ending = self._behind.read(sheet.row, _end_of_words(sheet))
        if "edit.said_only" in opening:
            return False
        return "edit.short_ending" in ending or not _FEW_WORDS.isdisjoint(opening)

    def lead(self, sheet: Sheet) -> int:
        """Where words end that only ask for the last clip again: "again, but", "do it again" before a setting."""
        return self._lead(sheet, self._opening(sheet))

    def _lead(self, sheet: Sheet, opening: Mapping[str, int]) -> int:
        lead, again = opening.get("edit.lead", 0), opening.get("edit.lead_in", 0)
        if again > lead and "edit.setting" in self._ahead.read(sheet.row, again):
            return again
        return lead

    def says_so(self, sheet: Sheet, *, short: bool, more: bool = True, begin: int = 0) -> bool:
        """Whether the message or its content begins or ends with words of change; `short` ones may end in more.

        `more` tells whether words for one more count, as they do in front of what can only be said of the last video.
        """
        if short and self._in_few_words(sheet, begin):
            return True
        opening = self._opening(sheet)
        if begin:
            opening = {**self._ahead.read(sheet.row, begin, sheet.folded.gaps), **opening}
        ending = self._behind.read(sheet.row, _end_of_words(sheet))
        is_more = more and "edit.once_more" in opening
        return (
            is_more or "edit.ending" in ending or "edit.change" in opening or self._lead(sheet, opening) > 0
        )


def _of_changed(judged: tuple[str, float]) -> float:
    """How likely a judgement takes words for a change."""
    answer, likely = judged
    return likely if answer == "changed" else 1 - likely


def is_short(prompt: str) -> bool:
    """Whether so few words may be said of the last video although they name no change."""
    return len(prompt) <= (_LATIN_SHORT_EDIT if prompt.isascii() else _SHORT_EDIT)


def _end_of_words(sheet: Sheet) -> int:
    """Where words of change may end: "no reference this time" or "with Kling just this time" behind them are none."""
    end = len(sheet.row.rstrip(CLOSING))
    tails = [span.cut for span in sheet.spans if span.role == "once"] + sheet.heard("continuity.no_reference")
    start = min((start for start, stop in tails if stop >= end > 0), default=None)
    return end if start is None else len(sheet.row[:start].rstrip(CLOSING + ","))


def change_features(sheet: Sheet, *, says_so: bool) -> Features:
    """The features of a change: its words, what it names, and what the phrases say."""
    names = any(span.is_name for span in sheet.spans)
    values = any(not span.is_name for span in sheet.spans)
    return sheet.words.beside(f"?{says_so}", f"?{names}{values}")
