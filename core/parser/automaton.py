"""One machine for many lists of phrases: it reads a text once and knows at each step which phrases are complete.

Reading takes one step for each character, whatever the number of phrases, so that no message can make it slow.
"""

from collections.abc import Iterable, Mapping

from core.parser.marks import CUT, ENDS, MODEL, QUOTED, VALUE, WORDS_END
from core.parser.states import State, States
from core.text import IS_CJK

REACH = 80  # characters of the longest phrase; bounds every loop
_NO_GAPS: frozenset[int] = frozenset()
_MARKS = frozenset((CUT, MODEL, QUOTED, VALUE))
_RUNS = _MARKS | WORDS_END  # characters that stand in runs, which are read from their first one
_NOTHING: Mapping[str, int] = {}


class Automaton(States):
    """Reads forwards from a position, or backwards when the lists say what stands before it.

    `read` gives for each list the far end of its longest phrase that begins at the position.
    """

    def read(self, text: str, place: int, gaps: frozenset[int] = _NO_GAPS) -> Mapping[str, int]:
        """The far end of the longest phrase of each list at this position; Latin words end at word edges only."""
        # All time goes into these lines: leave as soon as no phrase can be complete.
        back = self._backwards
        state = self._start
        length = 0
        if self._tells:
            # Few positions lead anywhere, and two characters show it.
            letter = text[place - 1 : place] if back else text[place : place + 1]
            seconds = self._beginnings.get(letter)
            if seconds is None:
                return _NOTHING
            if seconds:
                following = text[place - 2 : place - 1] if back else text[place + 1 : place + 2]
                if following not in seconds:
                    return _NOTHING
                state = seconds[following] or self._second(letter, following)
                length = 2
        if 0 < place < len(text) and text[place] in WORDS_END and text[place - 1] in WORDS_END:
            return _NOTHING
        if back:
            ahead = text[max(0, place - REACH) : place - length][::-1]
        else:
            ahead = text[place + length : place + REACH]
        complete, further = self._complete(state, ahead)
        return self._ends(text, place, length + further, complete, gaps) if complete else _NOTHING

    def scan(self, text: str, gaps: frozenset[int] = _NO_GAPS) -> dict[str, list[tuple[int, int]]]:
        """Where phrases of each list stand: for each position the longest of each list."""
        found: dict[str, list[tuple[int, int]]] = {}
        begins, start = self._beginnings.get, self._start
        letters = [*text, "\n"]  # no phrase goes on over the end of a line
        # The first two characters rule out most positions; few of the rest lead to a whole phrase.
        for place in _starts(text) if self._skips_blanks else range(len(text)):
            letter = letters[place]
            seconds = begins(letter)
            if seconds is None:
                continue
            if letter in _RUNS and place and _is_inside(letters[place - 1], letter):
                continue
            following = letters[place + 1]
            if seconds and following not in seconds:
                continue
            state, length = start, 0
            if seconds:
                state, length = seconds[following] or self._second(letter, following), 2
            complete, further = self._complete(state, letters[place + length : place + REACH])
            if complete is None:
                continue
            # A phrase that may begin with a blank also stands there.
            begin = len(text[:place].rstrip(" ")) if self._skips_blanks else place
            for one in range(begin, place):
                for name, end in self.read(text, one, gaps).items():
                    found.setdefault(name, []).append((one, end))
            for name, end in self._ends(text, place, length + further, complete, gaps).items():
                found.setdefault(name, []).append((place, end))
        return _without_borrowed(found, text, gaps) if gaps and found else found

    def _complete(self, state: State, ahead: Iterable[str]) -> tuple[State | None, int]:
        """The first state from this one on at which a phrase is complete, and after how many characters."""
        length = 0
        if state.is_done:
            return state, length
        for letter in ahead:
            try:
                onward = state.next[letter]
            except KeyError:  # the first text that goes this way
                onward = self._step(state, letter)
            if onward is None:
                break
            length += 1
            if onward.is_done:
                return onward, length
            state = onward
        return None, 0

    def _ends(
        self, text: str, place: int, length: int, state: State, gaps: frozenset[int]
    ) -> Mapping[str, int]:
        """The far end of each list's longest phrase, among those of at least `length` characters."""
        found: dict[str, int] = {}
        if self._backwards:
            at, step = place - length - 1, -1  # the next character
            rest = text[max(0, place - REACH - 1) : at + 1][::-1]
        else:
            at, step = place + length, 1
            rest = text[at : place + REACH + 1]
        before = text[at - step] if length else ""
        for beyond in (rest + "\n")[: REACH + 1 - length]:
            if state.is_done and not (before in WORDS_END and beyond in WORDS_END):
                end = at if step > 0 else at + 1
                for name in state.done:
                    found[name] = end
                if state.at_end and (beyond in ENDS or end in gaps or self._ends_behind_blank(text, at)):
                    for name in state.at_end:
                        found[name] = end
            try:
                onward = state.next[beyond]
            except KeyError:
                onward = self._step(state, beyond)
            if onward is None:
                break
            state = onward
            before = beyond
            at += step
        return found

    def _ends_behind_blank(self, text: str, at: int) -> bool:
        if text[at : at + 1] != " ":
            return False
        behind = text[at + 1 : at + 2]
        return not behind or behind in ENDS or behind == "-"


def _is_inside(before: str, letter: str) -> bool:
    """Whether a letter continues the word or the run of marks before it."""
    return before == letter if letter in _MARKS else before in WORDS_END


def _without_borrowed(
    found: dict[str, list[tuple[int, int]]], text: str, gaps: frozenset[int]
) -> dict[str, list[tuple[int, int]]]:
    """Without phrases that borrow the last character of a Chinese word from before a dropped blank.

    A phrase of its own begins behind that blank: "farewell" with "use" behind it does not say "do not use", although
    "farewell" ends with the character for "do not".
    """
    begins = {begin for stretches in found.values() for begin, _ in stretches}
    borrowed = {
        one
        for one in begins
        if one and one + 1 in begins and one + 1 in gaps and one not in gaps and IS_CJK.match(text, one - 1)
    }
    if not borrowed:
        return found
    kept = {name: [one for one in stretches if one[0] not in borrowed] for name, stretches in found.items()}
    return {name: stretches for name, stretches in kept.items() if stretches}


def _starts(text: str) -> list[int]:
    """Where phrases may begin: not at a blank, and in a Latin word between two blanks only at its first letter."""
    starts: list[int] = []
    place = 0
    for piece in text.split(" "):
        if piece.isascii() and piece.isalnum():
            starts.append(place)
        else:
            starts += range(place, place + len(piece))
        place += len(piece) + 1
    return starts
