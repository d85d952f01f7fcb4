"""What ends a request and is no content: thanks, signs of politeness, a last "video"."""

import re
from collections.abc import Mapping

from core.parser.asides import CLAUSE
from core.parser.lexicon import Lexicon
from core.parser.marks import CUT, PICTOGRAMS
from core.parser.sheet import masked
from core.parser.whole import Whole
from core.tables.patterns import any_of

GLUE = " ,;:|/\\~\n-+&\u3001\u3002\u00b7\u2014\u2026.!?" + CUT
_STEPS = 12  # thanks and signs behind a request, at most
_SIGNS_REACH = 40  # characters from the end in which signs of politeness are looked for
_SAID_LAST = 6  # characters of words on how soon it is wanted, at most
_SECOND = ("frame.half_tail", "frame.other_half")


class Endings:
    """Takes from the end of a message what only ends it."""

    def __init__(self, lexicon: Lexicon, typed: Mapping[str, tuple[str, ...]], whole: Whole) -> None:
        self._whole = whole
        self._particles = frozenset(typed["frame.particle"])
        self._signs = re.compile(f"[ ]*(?:{any_of(lexicon.signs)}[ ]*)+[{re.escape(GLUE)}]*$")
        self._sign_ends = frozenset(one[-1] for one in lexicon.signs)
        typed_signs = any_of(one for one in lexicon.signs if one.isascii())
        self._typed_signs = re.compile(f"(?<=[ \\n.!]){typed_signs}(?=[ \\n.!]|$)")
        self._said_last = re.compile(f"{any_of(typed['frame.said_last'])}$")
        self._english_ends = lexicon.english_ends
        self._tail = lexicon.tail

    def without_signs(self, text: str) -> str:
        """The text without ":)" and the like, wherever they stand."""
        if self._sign_ends.isdisjoint(text):
            return text
        return self._typed_signs.sub(lambda sign: CUT * len(sign[0]), text)

    def back(self, text: str, gaps: frozenset[int], *, asked: bool) -> str:
        """Take thanks and a last "video" from the end."""
        for _ in range(_STEPS):
            is_signed = text.rstrip(GLUE)[-1:] in self._sign_ends
            signs = self._signs.search(text, max(0, len(text) - _SIGNS_REACH)) if is_signed else None
            if signs is not None and text[: signs.start()].strip(GLUE):
                text = masked(text, [(signs.start(), len(text), CUT)])
            end = len(text.rstrip(GLUE))
            while end and end < len(text) and text[end - 1] in self._particles and text[end] == CUT:
                end = len(text[: end - 1].rstrip(GLUE))
            starts = {**self._english_ends.ends(text, end), **self._tail.read(text, end, gaps)}
            found = [
                start
                for name, start in starts.items()
                if (asked or name != "frame.tail_bare")
                and name not in _SECOND
                and not self._whole.parted(text, start)
            ]
            said = self._said_last.search(text, max(0, end - _SAID_LAST), end) if gaps else None
            if said is not None and said.start() in gaps:
                found.append(said.start())
            if not found and text[end - 1 : end] in PICTOGRAMS:
                words = end
                while words and (text[words - 1] in PICTOGRAMS or text[words - 1] in GLUE):
                    words -= 1
                # "thanks", or "'s video", and a face
                polite = self._tail.read(text, words, gaps)
                found = [polite[name] for name in ("frame.closing", "frame.tail") if name in polite]
            if not found:
                return masked(text, [(end, len(text), CUT)]) if CUT in text[end:] else text
            text = masked(text, [(min(found), len(text), CUT)])
        return text

    def without_noun(self, text: str, start: int, gaps: frozenset[int]) -> str:
        """Take "'s video" from the end of the clause in which a request ends, whatever follows it."""
        clause = CLAUSE.match(text, start)
        end = start + len(clause.group().rstrip(f"{CUT} ")) if clause is not None else start
        noun = self._tail.read(text, end, gaps).get("frame.tail", end)
        noun = min((noun, *self._english_ends.ends(text, end).values()))
        if noun == end and text[end : end + 1] == CUT and text[end - 1] in self._particles:
            noun = end - 1  # "of a dog that runs, how much is it?" in Chinese
        return masked(text, [(noun, end, CUT)]) if start < noun < end else text
