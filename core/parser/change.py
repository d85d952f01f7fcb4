"""Changes of the last job: a request that says only what shall be different."""

from core.model import ParseContext
from core.parser.lexicon import Lexicon
from core.parser.sheet import Sheet

SHORT_EDIT = 8  # characters: "in winter", said of the last video
EDIT_LENGTH, LATIN_EDIT_LENGTH = 40, 80  # a longer message is a request of its own


class Changes:
    """Tells a change of the last job from a request of its own."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._ahead = lexicon.ahead
        self._behind = lexicon.behind

    def is_swap(self, sheet: Sheet, context: ParseContext) -> bool:
        """Whether the first and the last frame of the last job shall change places."""
        there = context.last_status is not None
        return there and "edit.swap" in self._ahead.read(sheet.row, 0, sheet.folded.gaps)

    def is_edit(self, sheet: Sheet, prompt: str, *, changes: bool) -> bool:
        """Whether the message changes the last job instead of asking for a new one."""
        if not prompt:
            return changes
        opening = self._ahead.read(sheet.row, 0, sheet.folded.gaps)
        if "edit.fresh" in opening:
            return False
        if len(prompt) > (LATIN_EDIT_LENGTH if prompt.isascii() else EDIT_LENGTH):
            return False
        end = len(sheet.row.rstrip(" .!?~\u3002"))
        if len(prompt) <= SHORT_EDIT and "edit.short_ending" in self._behind.read(sheet.row, end):
            return True
        return not {"edit.change", "edit.lead"}.isdisjoint(opening) or "edit.ending" in self._behind.read(
            sheet.row, end
        )
