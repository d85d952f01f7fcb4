"""Names of models that stand for something else: a thing, or somebody who is called so."""

import re
from collections.abc import Collection, Mapping

from core.parser.marks import ENDS, MODEL, STOP_SET, VALUE
from core.parser.sheet import Sheet, Span

_SETTINGS = ("duration", "aspect_ratio", "resolution")
_END = " .!~"
# Behind these the name may as well be who it is done with.
_DOING = re.compile(r"\b(?!(?:talk|chatt|speak|fight|argu|liv|play|work|meet)ing\b)[a-z]+ing with $")
_SCENE = 2  # clauses: the name, and what is to be seen
_TOOLS = ("keep", "like", "switch", "use", "once")
_NAMING = (*_TOOLS, "taste", "not", "name", "person")
# "Kling's Noodle House", "Kling & Sons", in capital letters as no "Kling's better".
_HOUSE = re.compile(
    "['\u2019]s [A-Z][a-z]+(?![a-z]*:)|,? ?(?:&|and) (?:Sons|Sohn|Co|Daughters|Brothers|Bros|Partners)\\b"
)
_HOUSE_REACH = 40
_EDGE = frozenset(("", "-", MODEL, VALUE, *ENDS))
WORK = " video"  # a name that tells what is made with it


def is_somebody(sheet: Sheet, span: Span, names: list[Span]) -> bool:
    """Whether it is said whose name it is: "Kling, our hamster, runs"; words that use a tool, and a version, say more."""
    if span.has_version:
        return False
    if span.kind == "model" and _is_content(sheet, span, names[-1]):
        return not any(sheet.covering(f"tool.{role}", span.start, span.end) for role in _NAMING)
    if "tool.person" not in sheet.said:
        return False
    alike = [one for one in names if one.value == span.value]
    if not any(sheet.covering("tool.person", one.start, one.end) for one in alike):
        return False
    if orders(sheet, span):
        return False
    return not any(sheet.covering(f"tool.{role}", span.start, span.end) for role in _TOOLS)


def is_known(sheet: Sheet, span: Span, follows: Collection[str]) -> bool:
    """Whether a name that no model of ours has is that of somebody in this chat, and no tool to make something with."""
    if span.kind != "maker" or span.has_version or not sheet.known:
        return False
    named = sheet.text[span.start : span.end].casefold()
    if not any(one.casefold() == named for one in sheet.known):
        return False
    is_bare = sheet.row[span.end : span.end + 1] in _EDGE
    return is_bare or "tool.after_everyday" not in follows


def _is_content(sheet: Sheet, span: Span, last: Span) -> bool:
    """Whether a name is of a shop, or goes on with the scene where another one stands alone at the end of the message."""
    behind = sheet.folded.typed(span.end, min(span.end + _HOUSE_REACH, len(sheet.text)))
    if _HOUSE.match(behind):
        return True
    row, rest = sheet.row, sheet.row[span.end :].lstrip(" ")
    if last.kind != "model" or last.value == span.value or span.end in sheet.folded.gaps:
        return False
    if rest[:1] in _EDGE or sheet.text[: span.end].endswith(WORK):
        return False
    return row[: last.start].rstrip(" ")[-1:] in STOP_SET and not row[last.end :].strip(_END)


def orders(sheet: Sheet, span: Span) -> bool:
    """Whether a name is asked for a clip: "can Kling do me", or "Kling, my cat on the sofa, 10 s" with values alone behind."""
    if sheet.heard("tool.asked_of"):
        return True
    if sheet.row[: span.start].strip() or not any(one.kind in _SETTINGS for one in sheet.spans):
        return False
    clauses = [one.strip() for one in sheet.row.split(",")]
    return len(clauses) > _SCENE and all(not one.strip(VALUE + " .!") for one in clauses[_SCENE:])


def tells_of_somebody(sheet: Sheet, clauses: list[tuple[int, int]], index: int) -> bool:
    """Whether a clause names somebody who is called like a model, or tells who it is: "Sora, my little sister, ..."."""
    begin, end = clauses[index]
    names = [(one.start, one.end) for one in sheet.spans if one.is_thing]
    if not names or any(begin <= start < end for start, _ in names):
        return bool(names)
    told = [one for one in sheet.heard("tool.person") if any(one[0] <= start < one[1] for start, _ in names)]
    if any(first < end and begin < last for first, last in told):
        return True
    beside = [*clauses[max(0, index - 1) : index], *clauses[index + 1 : index + 2]]
    return any(
        first <= start and stop <= last and len(sheet.row[first:last].strip()) == stop - start
        for first, last in beside
        for start, stop in names
    )


def ends_small(sheet: Sheet, span: Span) -> bool:
    """Whether a message ends in a name in small letters behind "doing something with": "Mickey Mouse dancing with sora"."""
    is_small = sheet.folded.typed(span.start, span.end).islower()
    ends = not sheet.row[span.end :].strip(_END)
    return is_small and ends and _DOING.search(sheet.row[: span.start]) is not None


def is_counted(span: Span, around: Mapping[str, int]) -> bool:
    """Whether a name of one character is part of a number: only such a one counts without a measure word."""
    return span.everyday and span.end - span.start == 1 and "tool.counted_before" in around


def is_thing(sheet: Sheet, span: Span, around: Mapping[str, int], follows: Mapping[str, int]) -> bool:
    """Whether the words beside a name make it a thing: "a conch shell", "the office of Kling"."""
    if "tool.thing_before" in around or is_counted(span, around):
        return True
    return span.end not in sheet.folded.gaps and "tool.named_after" in follows


def is_doubled(sheet: Sheet, span: Span, first: Span) -> bool:
    """Whether a name stands twice within a description, as no tool does: "a game of veo veo"."""
    word = sheet.text[span.start : span.end]
    around = sheet.text[max(0, span.start - len(word) - 1) : span.end + len(word) + 1]
    return first.start > 0 and f"{word} {word}" in around
