"""Stage "place" for names: is it named as the tool, and how? Letters alone never make a tool.

The phrases of [tool] say how people name one; an ordinary word (`everyday`) must also be followed by what follows a
tool. Without any phrase a name counts in front, at the end, or among parameters.
"""

import re

from core.parser.sheet import CUT, MODEL, VALUE, Sheet, Span
from core.tables.phrase import EMOJI, STOPS
from core.tables.words import Words

REACH = 60  # how far a phrase around a name may reach
_ROLES = ("taste", "not", "once", "keep", "like", "switch", "use", "name")
_STRENGTH = {"keep": 4, "switch": 3, "like": 3, "use": 3, "once": 3, "name": 2, "bare": 1}
_EDGES = f"{STOPS}{EMOJI}"
_LEFT_EDGE = re.compile(f"(?:^|[{_EDGES}{MODEL}{VALUE}{CUT}-]|[^a-z] ?[-]+)[ ]?$")
_RIGHT_EDGE = re.compile(f"[ ]?(?:$|[{_EDGES}{MODEL}{VALUE}]|-+[ ])")
_LATIN = re.compile("[a-z]")
_CLAUSE = re.compile(f"[{STOPS}]")
_SHORT = 4  # a clause shorter than this is an item of a list, not a description


class Tools:
    """Decides on each name of the sheet."""

    def __init__(self, words: Words) -> None:
        self._roles = [(role, re.compile(words.pattern(f"tool.{role}"))) for role in _ROLES]
        self._any = re.compile("|".join(f"(?P<{role}>{words.pattern(f'tool.{role}')})" for role in _ROLES))
        self._after = re.compile(f"[ ]?{words.pattern('tool.after_everyday')}")
        self._thing_after = re.compile(words.pattern("tool.thing_after"))
        self._named_after = re.compile(words.pattern("tool.named_after"))
        self._thing_before = re.compile(f"{words.pattern('tool.thing_before')}[ ]?$")
        self._company = re.compile(f"{words.pattern('tool.company')}$")
        self._nothing_saved = re.compile(words.pattern("tool.nothing_saved"))
        self._correction = re.compile(words.pattern("frame.correction"))
        self._request = re.compile(words.pattern("frame.request"))

    def decide(self, sheet: Sheet, row: str) -> None:
        """Set role, taken and cut of every name; `row` is the text with kinds."""
        names = [span for span in sheet.spans if span.is_name and not span.taken]
        if not names:
            return
        self._by_phrase(sheet, row, names)
        for span in names:
            if not span.role and self._is_bare_tool(sheet, row, span, names):
                span.role, span.cut = "bare", (span.start, span.end)
            span.taken = span.role in _STRENGTH

    def chosen(self, sheet: Sheet, row: str) -> Span | None:
        """The one name that counts: the strongest wording; of equals the first, or the last after a correction."""
        best: Span | None = None
        for span in sheet.spans:
            if not span.is_name or not span.taken:
                continue
            if best is None or _STRENGTH[span.role] > _STRENGTH[best.role]:
                best = span
            elif _STRENGTH[span.role] == _STRENGTH[best.role]:
                corrected = self._correction.search(row, best.end, span.start) or span.role == "switch"
                best = span if corrected or (best.kind == "maker" and span.kind == "model") else best
        return best

    def saves(self, sheet: Sheet, span: Span) -> bool:
        """Whether naming this model also remembers it; the phrases against it leave the prompt."""
        against = [(match.start(), match.end()) for match in self._nothing_saved.finditer(sheet.text)]
        sheet.cuts += against
        return span.role in ("keep", "like", "switch", "use") and not against

    def _by_phrase(self, sheet: Sheet, row: str, names: list[Span]) -> None:
        for role, pattern in self._roles:
            for match in pattern.finditer(row):
                start, end = match.span()
                for span in names:
                    if span.role or not start <= span.start < end:
                        continue
                    if not self._fits(sheet, row, span, role):
                        continue
                    span.role = role
                    span.cut = (start, end)
            if all(span.role for span in names):
                return

    def _fits(self, sheet: Sheet, row: str, span: Span, role: str) -> bool:
        """Whether a name in this phrase may be a tool, judged by what stands around it."""
        if span.has_version:
            return True
        if self._is_thing(sheet, row, span):
            return False
        if not span.everyday or role in ("keep", "taste"):
            return True
        if self._company.search(row[max(0, span.start - REACH) : span.start]):
            return False
        if span.end in sheet.folded.gaps and role != "like":
            return True
        return self._after.match(row, span.end) is not None

    def _is_thing(self, sheet: Sheet, row: str, span: Span) -> bool:
        if self._thing_before.search(row[max(0, span.start - 16) : span.start]):
            return True
        return span.end not in sheet.folded.gaps and self._named_after.match(row, span.end) is not None

    def _is_bare_tool(self, sheet: Sheet, row: str, span: Span, names: list[Span]) -> bool:
        """A name without any phrase around it: in front, at the end, or among parameters."""
        if span.has_version and not span.is_slip:
            return True
        if self._is_thing(sheet, row, span):
            return False
        gaps = sheet.folded.gaps
        left = span.start in gaps or _LEFT_EDGE.search(row[max(0, span.start - 4) : span.start]) is not None
        right = _RIGHT_EDGE.match(row, span.end) is not None
        gap = span.end in gaps
        first = not row[: span.start].strip(" \n" + "".join(set("[({")) + "\u3010@") or left
        if not span.everyday:
            return left or right or gap or self._after.match(row, span.end) is not None
        if span.is_slip:
            return bool(left and (right or span.has_version or gap))
        if left and right:
            return self._stands_alone(row, span, names, gaps)
        if not first:
            return False
        if self._thing_after.match(row, span.end):
            return False
        return gap or self._after.match(row, span.end) is not None

    def _stands_alone(self, row: str, span: Span, names: list[Span], gaps: frozenset[int]) -> bool:
        """An ordinary word between two stops: a tool in front or at the end of a description, not in a list of things."""
        before, after = row[: span.start].strip(" \n"), row[span.end :].strip(" \n")
        if not before.strip(f"{MODEL}{VALUE},.;:[]()\u3010\u3011\u3001 "):
            return not after.startswith(",") or not self._is_person(after)
        if VALUE in row or any(one is not span and one.role for one in names):
            return True
        if after.strip(".!~ \u3002"):
            return False
        pieces = [one.strip() for one in _CLAUSE.split(before) if one.strip()]
        latin = _LATIN.search(before) is not None
        longest = max((len(one.split()) if latin else len(one) for one in pieces), default=0)
        return longest >= (_SHORT if latin else _SHORT + 1)

    def _is_person(self, after: str) -> bool:
        return self._thing_after.match(" " + after.lstrip(", ")) is not None
