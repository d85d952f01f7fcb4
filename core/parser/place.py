"""Stage "place" for parameters: a value counts where the sentence speaks of the video, not of what is in it."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from core.parser.corrections import Corrections, contradicts, only_describes, told_of
from core.parser.learned import Learned
from core.parser.lexicon import Lexicon
from core.parser.marks import STOP_SET, VALUE
from core.parser.sheet import Sheet, Span
from core.parser.values import MARKS, is_framed, names_itself, value_features
from core.parser.wishes import NOTHING_ASKED, AskedValues, asked_of
from core.text import IS_CJK

_KINDS = ("duration", "aspect_ratio", "resolution", "quality", "audio", "mode", "shot_type")
_CLOSES = STOP_SET | {""}  # what a clause ends with
_BETWEEN = " ,\u3001&+/|"  # what may stand between two parameters of a list


class _Own(NamedTuple):
    """The names of the lists of one kind."""

    before: str
    after: str
    not_before: str
    not_after: str
    scene: str


_OWN = {kind: _Own(*(f"place.{kind}.{name}" for name in _Own._fields)) for kind in _KINDS}
_EITHER = "place.any.either"  # two values that are both welcome
_TELLING = ("keep", "like", "not", "taste")
_CORRECTING = 12  # characters at most between a value and the one that corrects it
# How sure the lessons must be: to take a value, to take one that its neighbours deny, to let one go.
_TAKE, _CERTAIN, _LET_GO = 0.6, 0.95, 0.9


class Places:
    """Decides on each parameter of the sheet."""

    def __init__(
        self,
        lexicon: Lexicon,
        asked: Learned,
        corrections: Corrections,
        *,
        lone: Iterable[str],
        articles: Iterable[str],
        preferably: tuple[tuple[str, ...], tuple[str, ...]],
    ) -> None:
        self._asked = asked
        self._lone = frozenset(lone)
        self._begins = frozenset(("", *articles))  # "a 10-second …" stands in front as well
        self._corrections = corrections
        self._preferably, self._preferably_before = preferably
        self._ahead, self._behind, self._opening = lexicon.ahead, lexicon.behind, lexicon.opening

    def decide(self, sheet: Sheet) -> None:
        """Set taken and cut of every parameter."""
        previous: Span | None = None
        told = [span.cut for span in sheet.spans if span.is_name and span.role in _TELLING]
        either = sheet.heard(_EITHER)
        sheet.cuts += either
        for span in sheet.spans:
            if span.kind == "quality" and any(start <= span.start < end for start, end in told):
                continue  # "works best for me" praises a model
            if either and sheet.covering(_EITHER, span.start, span.end):
                span.denied = True
                continue
            if not span.is_name and not span.taken:
                span.denied = self._is_unwanted(sheet, span)
            if not (span.is_name or span.taken or span.denied):
                self._decide(sheet, span, previous)
            previous = span

    def learned(self, sheet: Sheet) -> None:
        """Take values that the lessons explain and no phrase does; drop those that the lessons call part of a scene."""
        either = sheet.heard(_EITHER)
        for span in sheet.spans:
            if span.is_name or (
                span.taken and (span.has_version or self._is_alone(sheet, span) or is_framed(sheet, span))
            ):
                continue
            if either and sheet.covering(_EITHER, span.start, span.end):
                continue
            if span.refused and any(one.taken and one.kind == span.kind for one in sheet.spans):
                continue  # "10 s, not 5"
            if span.denied and span.everyday and span.kind == "resolution":
                continue  # blue light in the scene is hardly ever the disc
            answer, likely = self._asked.likely(value_features(sheet, span))
            # A length could as well be a decade ("an 80s diner"), or is read from a slip.
            is_doubtful = span.denied or (span.kind == "duration" and span.everyday)
            if span.taken:
                if answer == "scene" and likely >= _LET_GO:
                    span.taken, span.cut = False, (0, 0)
            elif answer == "asked" and likely >= (_CERTAIN if is_doubtful else _TAKE):
                span.taken, span.cut = True, (self._lead(sheet, span), span.end)

    def _lead(self, sheet: Sheet, span: Span) -> int:
        """Where words begin that go with a value without making it one: "about", "for"."""
        row, start = sheet.row, span.start
        place = start - 1 if start and row[start - 1] == " " else start
        return self._behind.read(row, place).get("place.any.lead", start)

    def values(self, sheet: Sheet) -> AskedValues:
        """What counts of each kind: the later of two values wins."""
        if not sheet.spans and not sheet.negative and sheet.seed is None:
            return NOTHING_ASKED
        chosen: dict[str, Span] = {}
        dropped: list[Span] = []
        for span in sheet.spans:
            if span.is_name or not span.taken:
                continue
            earlier = chosen.get(span.kind)
            if earlier is not None and only_describes(sheet, earlier, span):
                continue
            if earlier is not None and earlier.value != span.value:
                if self._corrections.corrects(sheet, earlier, span):
                    dropped = [one for one in dropped if one.kind != span.kind]
                    if span.start - earlier.end <= _CORRECTING:
                        sheet.cuts.append((earlier.end, span.start))
                elif contradicts(sheet, earlier, span):
                    dropped.append(earlier)
            chosen[span.kind] = span
        values = {kind: span.value for kind, span in chosen.items()}
        return asked_of(values, sheet, told_of(dropped, values))

    def _decide(self, sheet: Sheet, span: Span, previous: Span | None) -> None:
        row, gaps = sheet.row, sheet.folded.gaps
        start, end = span.start, span.end
        own = _OWN[span.kind]
        behind = self._behind.read(row, start - 1 if start and row[start - 1] == " " else start)
        ahead = self._ahead.read(row, end, gaps)
        if self._is_settled(sheet, span, behind, ahead):
            return
        after = max(ahead.get("place.any.after", end), ahead.get(own.after, end))
        before = self._begin(sheet, span, previous, behind)
        if before == start and "place.any.shape_before" in behind and span.kind == "aspect_ratio":
            if not self._is_format(sheet, span, ahead, is_shown_after=after > end):
                span.denied = True
                return
            before = behind["place.any.shape_before"]
        if "place.any.named" in ahead and names_itself(sheet, span):
            span.taken, span.cut = True, (before, end)
            return
        is_shot = span.kind == "resolution" and "place.any.shot_named" in ahead
        if not is_shot and self._is_denied(sheet, span, (before, after), behind, ahead):
            span.denied = True
            return
        if span.kind == "quality" and (
            self._is_preferably(sheet, span)
            or not _is_wish(sheet, span, is_shown_before=before < start, is_shown_after=after > end)
        ):
            return
        if before == start and not self._is_beside(
            sheet, span, previous, is_shown_after=is_shot or after > end
        ):
            return
        span.taken = True
        span.cut = (min(before, behind.get("place.any.lead", start)), after)

    def _begin(self, sheet: Sheet, span: Span, previous: Span | None, behind: Mapping[str, int]) -> int:
        """Where the words in front of a value begin that speak of the video; its own place without any."""
        row, gaps, start = sheet.row, sheet.folded.gaps, span.start
        before = min(behind.get("place.any.before", start), behind.get(_OWN[span.kind].before, start))
        if previous is not None and previous.refused:
            before = max(before, previous.cut[1])
        if span.end - start == 1 and start in gaps:
            return start  # a character that stands alone
        if (
            row[before:start].rstrip(MARKS) in self._lone
            and before not in gaps
            and IS_CJK.match(row, before - 1)
        ):
            return start  # the end of a noun
        return before

    def _is_denied(
        self,
        sheet: Sheet,
        span: Span,
        cut: tuple[int, int],
        behind: Mapping[str, int],
        ahead: Mapping[str, int],
    ) -> bool:
        """Whether the words beside a value make it a part of the scene."""
        own, gaps = _OWN[span.kind], sheet.folded.gaps
        if span.end not in gaps and ahead.get(own.not_after, 0) > cut[1]:
            return True
        is_bare = cut == (span.start, span.end)
        return (
            is_bare
            and own.not_before in behind
            and span.start not in {*gaps, self._clause_of(sheet, span)[0]}
        )

    def _is_format(self, sheet: Sheet, span: Span, ahead: Mapping[str, int], *, is_shown_after: bool) -> bool:
        """Whether a shape behind "in" is that of the video: "in square" is one, "in square trays" are trays."""
        if not span.everyday or is_shown_after or "place.any.named" in ahead:
            return True
        return _is_last(sheet, span, self._clause_of(sheet, span)[1])

    def _is_settled(
        self, sheet: Sheet, span: Span, behind: Mapping[str, int], ahead: Mapping[str, int]
    ) -> bool:
        """Turn a value down where the words beside it do; whether that settles it."""
        row, gaps, start, end = sheet.row, sheet.folded.gaps, span.start, span.end
        refused = _refused(behind, sheet, span)
        if refused is not None:
            span.cut, span.denied = (refused, end), True
            span.refused = not self._corrections.may_be(row[refused:start].strip())
            return True
        taken_back = ahead.get("place.any.refused", 0)
        if (
            taken_back > end
            and (taken_back in gaps or row[taken_back : taken_back + 1] in _CLOSES)
            and gaps.isdisjoint(range(end, taken_back))  # behind a blank they turn down what follows
        ):
            span.cut = (start, taken_back)
            span.denied = span.refused = True
            return True
        return False

    def _is_unwanted(self, sheet: Sheet, span: Span) -> bool:
        """Whether sound or music is turned down: no wish for it, and only words for all sound silence a clip."""
        if span.kind != "audio" or span.value != "on":
            return False
        start = span.start
        place = start - 1 if start and sheet.row[start - 1] == " " else start
        return "frame.not_value" in self._behind.read(sheet.row, place)

    def _is_preferably(self, sheet: Sheet, span: Span) -> bool:
        """Whether a word of quality only means "preferably", as it stands in front of what is preferred."""
        row, end = sheet.row, span.end
        if sheet.folded.text[span.start : end] not in self._preferably or end in sheet.folded.gaps:
            return False
        return row[end : end + 1] == VALUE or row.startswith(self._preferably_before, end)

    def _is_beside(self, sheet: Sheet, span: Span, previous: Span | None, *, is_shown_after: bool) -> bool:
        """Whether a value without a phrase to its left stands at an end of its clause, as parameters do."""
        row, start = sheet.row, span.start
        begin, stop = self._clause_of(sheet, span)
        left = (
            start in sheet.folded.gaps
            or row[begin:start].strip(MARKS) in self._begins
            or (previous is not None and previous.taken and self._goes_on(sheet, previous, span))
        )
        last = _is_last(sheet, span, stop)
        if not is_shown_after and not ((left and last) if span.everyday else (left or last)):
            return False
        return (left and (last or is_shown_after)) or not sheet.is_heard(_OWN[span.kind].scene, begin, stop)

    def _is_alone(self, sheet: Sheet, span: Span) -> bool:
        """Whether a value, with other values at most, is a clause of its own: then it is asked for."""
        begin, stop = self._clause_of(sheet, span)
        start, end = span.cut if span.taken and span.cut != (0, 0) else (span.start, span.end)
        return not sheet.row[begin:start].strip(MARKS) and not sheet.row[end:stop].strip(MARKS)

    def _clause_of(self, sheet: Sheet, span: Span) -> tuple[int, int]:
        """The clause of a value, without the words that only ask for the last clip again: "same thing, but"."""
        begin, stop = sheet.clause_of(span)
        lead = self._opening(sheet).get("edit.lead", 0)
        return (max(begin, lead) if lead <= span.start else begin), stop

    def _goes_on(self, sheet: Sheet, previous: Span, span: Span) -> bool:
        """Whether a value continues a list of them, or corrects the one before it."""
        if not sheet.row[previous.end : span.start].strip(_BETWEEN):
            return True
        return previous.kind == span.kind and self._corrections.stand_between(sheet, previous.end, span.start)


def _is_wish(sheet: Sheet, span: Span, *, is_shown_before: bool, is_shown_after: bool) -> bool:
    """Whether "best" is a wish of its own: not "the best ingredients", not "masterpiece, best quality"."""
    if span.value == "best" and not is_shown_before and sheet.heard("frame.style_tags"):
        return False
    return is_shown_after or _is_last(sheet, span, sheet.clause_of(span)[1])


def _refused(behind: Mapping[str, int], sheet: Sheet, span: Span) -> int | None:
    """Where words that turn a value down begin; None without any."""
    begin = behind.get("frame.not_value")
    if begin is None or span.kind == "audio":
        return None
    if span.start in sheet.folded.gaps and sheet.row[max(0, begin - 1) : begin] == VALUE:
        return None  # "square no, vertical": they are about the value before them
    return begin


def _is_last(sheet: Sheet, span: Span, stop: int) -> bool:
    """Whether nothing but other values stands between a value and the end of its clause."""
    end = span.end
    if end in sheet.folded.gaps or not sheet.row[end:stop].strip(MARKS):
        return True
    return sheet.row[end : end + 4].lstrip(_BETWEEN)[:1] == VALUE
