"""Clauses that only talk to us beside the content, by the lessons or by what they say of a model: they leave the prompt."""

from collections.abc import Callable

from core.parser.asides import Asides, Clauses
from core.parser.automaton import Automaton
from core.parser.frame import NO_AIR, skip
from core.parser.learned import Learned
from core.parser.marks import CUT
from core.parser.sheet import Sheet, Span, masked
from core.parser.somebody import tells_of_somebody
from core.text import is_brief

# How sure the lessons must be: that a clause is talk and no content; beside a clip, that it is a remark on it; that it
# would be one standing alone; that it is content even if it would be a remark standing alone.
_ASIDE, _REMARK, _REMARK_ALONE, _CONTENT = 0.95, 0.8, 0.6, 0.9
_TOLD = 0.6
_REMARKS = ("chitchat", "yes", "no", "quote")
_LEANS = 0.5  # so likely, by the lessons, that a clause is none of the content
_MOST, _MOST_WORDS = 16, 11  # characters, words; a longer clause shows something as well


class Remarks:
    """Finds what only talks to us.

    `ahead` reads what a change begins with, `acts` what a message asks for, and `is_of_people` whether words speak of
    people like us.
    """

    def __init__(self, ahead: Automaton, acts: Learned, is_of_people: Callable[[str], bool]) -> None:
        self._ahead = ahead
        self._acts = acts
        self._is_of_people = is_of_people

    def without(self, told: Clauses, text: str, asides: Asides, front: int, later: int) -> str:
        """Take away the clauses that, by the lessons, only talk to us beside the content.

        The clause in which a request ends stays: what stands behind "make a video of" is content. What stands in front
        of a `later` request, one that begins in a clause of its own, is talk sooner.
        """
        fewest = 1 if asides is Asides.ALL_GO else 2  # else one clause is all there is
        if asides is Asides.STAY or len(told.places) < fewest:
            return text
        sheet = told.sheet
        left = [index for index, (begin, end) in enumerate(told.places) if NO_AIR.search(text, begin, end)]
        if len(left) < fewest:
            return text
        talk: list[tuple[int, int, str]] = []
        for index in left:
            begin, end = told.places[index]
            is_asked_for = begin == front and sheet.row[begin - 1 : begin] == ":"  # "make a video: ..."
            if (begin < front <= end or is_asked_for) and end > later:
                continue
            if sheet.quotes and any(one.start < end and begin < one.end for one in sheet.quotes):
                continue
            if not (
                _compares(told, index, text, self._is_of_people) or self._talks(told, index, asides, later)
            ):
                continue
            if self._tells_of(sheet, text, begin, end):
                continue
            if asides is not Asides.GO and "edit.change" in self._ahead.read(text, skip(text, begin)):
                continue  # "add rain and make it vertical"
            talk.append((begin, skip(text, end), CUT))  # and the stop behind it
        return masked(text, talk) if len(talk) < len(left) or asides is Asides.ALL_GO else text

    def _tells_of(self, sheet: Sheet, text: str, begin: int, end: int) -> bool:
        """Whether a clause gives somebody's name, or says what those in front of it do next."""
        if any(begin <= start < end for start, _ in sheet.heard("continuity.names")):
            return True  # "my cat is called Mochi, ..."
        # "..., they meet at the church door"
        return begin > 0 and "frame.goes_on" in self._ahead.read(text, skip(text, begin))

    def _talks(self, told: Clauses, index: int, asides: Asides, later: int) -> bool:
        """Whether a clause talks to us, by the lessons, and tells of nobody else."""
        answer, likely = told.likely(index)
        is_told = told.places[index][1] <= later and answer == "aside" and likely >= _TOLD
        is_aside = is_told or self._is_aside(told, index, asides)
        return is_aside and not tells_of_somebody(told.sheet, told.places, index)

    def _is_aside(self, told: Clauses, index: int, asides: Asides) -> bool:
        answer, likely = told.likely(index)
        if asides is Asides.GO or (answer == "content" and likely >= _CONTENT):
            return answer == "aside" and likely >= _ASIDE
        if 0 < index < len(told.places) - 1:
            return answer == "aside" and likely >= _ASIDE
        if answer == "aside" and likely >= _REMARK:
            return True
        # A clip is there, so what would be a remark on it alone is one here too.
        act, likely = self._acts.likely(told.features(index).beside("?success"))
        return act in _REMARKS and likely >= _REMARK_ALONE


def _compares(told: Clauses, index: int, text: str, is_of_people: Callable[[str], bool]) -> bool:
    """Whether a clause only says what is thought of models beside the one to be used: "my boss wants Sora", "I tried both".

    It names a model that is not used, or the one that is used elsewhere, speaks of people like us or looks like no
    content, and is short once what was cut from the `text` is gone.
    """
    sheet = told.sheet
    begin, end = told.places[index]
    used = {one.value for one in sheet.spans if one.is_name and one.taken}
    here = [one for one in sheet.spans if one.is_name and begin <= one.start < end and not one.denied]
    if not used or not any(not one.taken and _is_said(one, used) for one in here):
        return False
    if not is_brief(text[begin:end].replace(CUT, ""), characters=_MOST, words=_MOST_WORDS):
        return False
    answer, likely = told.likely(index)
    return (answer == "aside" and likely >= _LEANS) or is_of_people(sheet.row[begin:end])


def _is_said(span: Span, used: set[int | str]) -> bool:
    """Whether a name that is not used is spoken of as a tool: praised or turned down, used elsewhere, or another maker's."""
    return bool(span.role) or span.value in used or (span.kind == "maker" and not span.everyday)
