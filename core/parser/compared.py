"""Clauses that only say what is thought of a model, beside the one that is to be used."""

from collections.abc import Callable

from core.parser.asides import Clauses
from core.parser.marks import CUT
from core.parser.sheet import Span
from core.text import is_brief

_LEANS = 0.5  # so likely, by the lessons, that a clause is none of the content
_MOST, _MOST_WORDS = 16, 11  # characters, words; a longer clause shows something as well


def compares(told: Clauses, index: int, text: str, is_of_people: Callable[[str], bool]) -> bool:
    """Whether a clause is a remark of that kind: "my boss wants Sora but I want Kling", "I tried both".

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
