"""Words of a description that whoever says them takes back, and sounds made while they look for the next one."""

import re
from collections.abc import Iterator, Mapping, Sequence

from core.parser.marks import CUT
from core.tables.patterns import any_of

_STOP = f"[ ]?[,;.\u2026\u2014-]+[ ]?{CUT}*"


class Retold:
    """The words of [frame] that take back what a description began with: "a dragon, no, a phoenix"."""

    def __init__(self, typed: Mapping[str, Sequence[str]]) -> None:
        ones = typed["edit.one"]
        latin = any_of([one for one in ones if one.isascii()])
        other = any_of([one for one in ones if not one.isascii()])
        wrong = any_of(typed["frame.retold"])
        speech = any_of(typed["frame.retold_not"])
        self._first = re.compile(
            f"(?:{latin} [a-z-]+(?: [a-z-]+){{0,2}}|{other}[^ -~{CUT}]{{2,8}})(?<!{CUT}){_STOP}"
            f"{wrong}(?:{_STOP}|[ ])(?={latin} [a-z]|{other})"
        )
        self._speech = re.compile(f"{speech}[ ]?[,;.]")
        sounds = any_of(typed["frame.hesitation"])
        self._any_sound = re.compile(sounds)  # which most texts have not
        self._sound = re.compile(f"(?:^|,?[ ]|(?<=[{CUT} ])){sounds}(?=[ ,.\u2026]|$)")

    def cuts(self, text: str, start: int) -> list[tuple[int, int, str]]:
        """What leaves a description that begins here."""
        if "," not in text and self._any_sound.search(text) is None:
            return []
        return list(self._cuts(text, start))

    def _cuts(self, text: str, start: int) -> Iterator[tuple[int, int, str]]:
        first = self._first.match(text, start) if "," in text else None
        if first is not None and not self._speech.search(first.group()):
            yield (*first.span(), CUT)
        if self._any_sound.search(text):
            yield from ((*sound.span(), CUT) for sound in self._sound.finditer(text, start))
