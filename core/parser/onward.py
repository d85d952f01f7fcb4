"""Tells "then" between two events of one new scene from "go on with the last clip"."""

import re
from collections.abc import Mapping

from core.parser.gist import Gist
from core.parser.marks import ENDS, MODEL, STOPS, VALUE
from core.parser.sheet import Sheet
from core.tables.words import Words

_CONTROL = re.compile(f"[{MODEL}{VALUE}]")
_CLAUSES = re.compile(f"[{STOPS}]+")
_AROUND = f"{''.join(ENDS)} "


class Onward:
    """Reads what stands in front of words that may go on from the last clip."""

    def __init__(self, words: Words, gist: Gist) -> None:
        self._gist = gist
        self._then = frozenset(words.typed["continuity.then"])
        self._next_part = frozenset(words.typed["continuity.next_part"])
        self._afresh = words.typed["continuity.afresh"]
        self._known = words.typed["continuity.known"]

    def heard(self, sheet: Sheet) -> Mapping[str, list[tuple[int, int]]]:
        """What was heard, without words that only join two events of a scene that this message tells."""
        found = sheet.said.get("continuity.next")
        if found is None:
            return sheet.said
        kept = [one for one in found if not self._joins(sheet, *one)]
        if len(kept) == len(found):
            return sheet.said
        said = {name: places for name, places in sheet.said.items() if name != "continuity.next"}
        return {**said, "continuity.next": kept} if kept else said

    def _joins(self, sheet: Sheet, start: int, end: int) -> bool:
        """Whether these words stand between two events of one scene."""
        word = sheet.row[start:end].strip(_AROUND)
        is_then = word in self._then
        if not sheet.row[end:].strip(_AROUND) or not (is_then or word in self._next_part):
            return False
        if any(one.startswith(self._afresh) for one in _clauses(sheet.text[:start])):
            return True
        # Without "a boy" or "first", only what another clause tells can be a scene, and no remark on a clip.
        front = _CONTROL.sub("", sheet.row[:start])
        clauses = _clauses(front)
        is_behind = is_then and len(clauses) > (front[-1:] not in ENDS)
        return is_behind and not clauses[0].startswith(self._known) and self._gist.topics(front) is None


def _clauses(text: str) -> list[str]:
    return [one.strip() for one in _CLAUSES.split(text) if one.strip()]
