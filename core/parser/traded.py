"""Part of stage "find": names of models that are none, as something is traded for them or they can be read on it."""

import re

from core.parser.inscribed import Inscribed
from core.parser.marks import MODEL, STOPS
from core.parser.sheet import Span, masked
from core.tables import Words
from core.tables.patterns import any_of

_WINDOW = 24  # characters in front of a name


class Traded:
    """Leaves out a name, an ordinary word as well, that a thing of the scene is traded for; and letters on a thing."""

    def __init__(self, words: Words) -> None:
        self._inscribed = Inscribed(words)
        # What is traded is neither the clip itself nor the model that makes it.
        itself = any_of(words.typed["tool.traded_itself"])
        switch = f"(?:{any_of(words.parts['switch_zh'])})$"
        self._pattern = re.compile(
            f"(?:(?P<marked>{any_of(words.typed['tool.traded'])})|(?:^|(?<=[{STOPS}])))"
            f"(?!{itself})(?P<thing>[^{STOPS}{MODEL}]+?){switch}"
        )

    def without(self, text: str, names: list[Span], scene: str) -> list[Span]:
        """The names of a text that may be tools, where the last clip shows this scene."""
        names = self._inscribed.without(text, names)
        if not any(one.everyday for one in names):
            return names
        marked = masked(text, [(one.start, one.end, MODEL) for one in names if one.is_name])
        return [one for one in names if not self._is_thing(marked, one, scene)]

    def _is_thing(self, text: str, span: Span, scene: str) -> bool:
        if not span.is_name or not span.everyday or span.has_version:
            return False
        found = self._pattern.search(text[max(0, span.start - _WINDOW) : span.start])
        return found is not None and (found["marked"] is not None or found["thing"] in scene)
