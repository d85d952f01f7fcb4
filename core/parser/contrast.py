"""Names of which one counts: praised and then used, a habit and this clip, a tool and its stand-in."""

from itertools import pairwise

from core.parser.marks import STOP_SET
from core.parser.offered import Offered
from core.parser.sheet import Sheet, Span

_USE_IT, _USE_IT_NOT = "tool.use_it", "tool.use_it_not"
_HABIT, _THIS_ONE, _STAND_IN = "tool.habit", "tool.this_one", "tool.stand_in"
_ORDERS = ("use", "switch")


def settle(sheet: Sheet, offered: Offered) -> None:
    """Decide between two names once each has its role."""
    names = [span for span in sheet.spans if span.is_name]
    if sheet.heard(_USE_IT):
        _pointed_at(sheet, names)
    for first, second in pairwise(names):
        if sheet.heard(_STAND_IN):
            _stand_in(sheet, first, second, named=names, is_missing=offered.is_missing(first))
        if "not" not in (first.role, second.role) and sheet.heard(_HABIT):
            _beside_a_habit(sheet, first, second)


def _pointed_at(sheet: Sheet, names: list[Span]) -> None:
    """What "use it" points back at is used, whoever praised it: "a friend swears by Kling, so use it"."""
    begin, end = sheet.heard(_USE_IT)[0]
    before = [one for one in names if one.end <= begin]
    if not before:
        return
    span = before[-1]
    if any(start < end and begin < stop for start, stop in sheet.heard(_USE_IT_NOT)):
        if span.taken and sheet.heard(_HABIT):
            span.role, span.taken = "not", False  # "I usually use Kling, this time not"
        return
    if span.role == "not" or (not span.role and span.everyday):
        return
    if not span.taken:
        span.cut = _around(span, span.cut, [] if span.role else [sheet.clause_of(span)])
    span.role, span.taken = "use", True
    sheet.cuts.append((begin, end))


def _beside_a_habit(sheet: Sheet, first: Span, second: Span) -> None:
    """Of a habit and a tool for this clip, the latter is used; what is said of the habit leaves the prompt."""
    parts = ((first, _part(sheet, first, before=second)), (second, _part(sheet, second, behind=first)))
    usual = [(span, part) for span, part in parts if _said(sheet, _HABIT, part)]
    others = [(span, part) for span, part in parts if not _said(sheet, _HABIT, part)]
    if len(usual) != 1:
        return
    [(used, part)], [(other, told)] = others, usual
    if now := _said(sheet, _THIS_ONE, part):
        used.role, used.taken = "once", True
        used.cut = _around(used, used.cut, now)
    elif not other.taken or other.role == "keep" or used.kind != "model" or not _is_order(sheet, used):
        return
    other.role, other.taken = "taste", False
    other.cut = _around(other, other.cut, _said(sheet, _HABIT, told))


def _is_order(sheet: Sheet, span: Span) -> bool:
    """Whether a clause begins with the words that use a tool: "I usually use Kling. Use Wan", not "sometimes use Wan"."""
    return span.role in _ORDERS and not sheet.row[sheet.clause_of(span)[0] : span.cut[0]].strip()


def _stand_in(sheet: Sheet, first: Span, second: Span, *, named: list[Span], is_missing: bool) -> None:
    """Of a tool and the one to take where it is missing, the first that we have is used."""
    found = [one for one in sheet.heard(_STAND_IN) if first.end <= one[0] and one[1] <= second.start]
    if not found or sheet.row[found[-1][1] : second.start].strip():
        return
    aside = (found[0][0], max(second.end, second.cut[1]))
    if is_missing and second.kind == "model":
        for one in named:
            if one.taken and one.value == first.value:
                one.role, one.cut = "bare", _around(one, one.cut, [])
        second.role = second.role if second.taken and second.role != "bare" else "name"
        second.taken, second.cut = True, aside
    elif found[0][0] > first.end or sheet.row[first.end] in STOP_SET:  # not "Kling is no good, switch to Wan"
        second.role, second.taken, second.cut = "taste", False, aside


def _part(
    sheet: Sheet, span: Span, *, before: Span | None = None, behind: Span | None = None
) -> tuple[int, int]:
    """The part of the clause that belongs to this name and not to the other."""
    begin, end = sheet.clause_of(span)
    return max(begin, behind.end if behind else 0), min(end, before.start if before else end)


def _said(sheet: Sheet, name: str, part: tuple[int, int]) -> list[tuple[int, int]]:
    return [one for one in sheet.heard(name) if part[0] <= one[0] < part[1]]


def _around(span: Span, cut: tuple[int, int], said: list[tuple[int, int]]) -> tuple[int, int]:
    """One stretch over the name, what left the prompt with it, and these phrases."""
    stretches = [(span.start, span.end), *said, *([cut] if cut[1] else [])]
    return min(start for start, _ in stretches), max(end for _, end in stretches)
