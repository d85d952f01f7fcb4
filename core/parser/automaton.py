"""One machine for many lists of phrases: it reads a text once and knows at each step which phrases are complete.

Reading takes one step for each character, whatever the number of phrases, so that no message can make it slow.
"""

import re
from collections.abc import Mapping

from core.parser.marks import CUT, ENDS, MODEL, QUOTED, VALUE, WORDS_END
from core.parser.states import NOWHERE, State, States
from core.text import IS_CJK

REACH = 80  # characters of the longest phrase; bounds every loop
_NO_GAPS: frozenset[int] = frozenset()
_MARKS = frozenset((CUT, MODEL, QUOTED, VALUE))
_RUNS = _MARKS | WORDS_END  # characters that stand in runs, which are read from their first one
_LATIN_START = re.compile("(?<![a-z0-9])[a-z0-9]|[^a-z0-9 ]")
NOTHING: Mapping[str, int] = {}


class Automaton(States):
    """Reads forwards from a position, or backwards when the lists say what stands before it.

    `read` gives for each list the far end of its longest phrase that begins at the position.
    """

    def read(self, text: str, place: int, gaps: frozenset[int] = _NO_GAPS) -> Mapping[str, int]:
        """The far end of the longest phrase of each list at this position; Latin words end at word edges only."""
        # All time goes into these lines: leave as soon as no phrase can be complete.
        state, length = self._start, 0
        if self._tells:
            # Few positions lead anywhere, and two characters show it.
            back = self._backwards
            letter = text[place - 1 : place] if back else text[place : place + 1]
            seconds = self._beginnings.get(letter)
            if seconds is None:
                return NOTHING
            if seconds:
                following = text[place - 2 : place - 1] if back else text[place + 1 : place + 2]
                if following not in seconds:
                    return NOTHING
                state, length = seconds[following] or self._second(letter, following), 2
        if 0 < place < len(text) and text[place] in WORDS_END and text[place - 1] in WORDS_END:
            return NOTHING
        return self._ends(text, place, state, length, gaps)

    def scan(self, text: str, gaps: frozenset[int] = _NO_GAPS) -> dict[str, list[tuple[int, int]]]:
        """Where phrases of each list stand: for each position the longest of each list."""
        found: dict[str, list[tuple[int, int]]] = {}
        beginnings, start, skips_blanks = self._beginnings, self._start, self._skips_blanks
        letters = f"{text}\n"  # no phrase goes on over the end of a line
        is_latin = skips_blanks and text.isascii()
        # The first two characters rule out most positions; few of the rest lead to a whole phrase.
        for place in _starts(text, is_latin=is_latin) if skips_blanks else range(len(text)):
            letter = letters[place]
            if letter not in beginnings:
                continue
            seconds = beginnings[letter]
            state, length = start, 0
            if seconds:
                following = letters[place + 1]
                if following not in seconds:
                    continue
                state, length = seconds[following] or self._second(letter, following), 2
            if not is_latin and letter in _RUNS and place and _is_inside(letters[place - 1], letter):
                continue
            state, at = self._complete(state, letters, place + length)
            if state is NOWHERE:
                continue
            ends = self._ends(text, place, state, at - place, gaps)
            if ends and skips_blanks and letters[place - 1] == " ":
                # A phrase that may begin with a blank also stands there.
                for one in range(len(text[:place].rstrip(" ")), place):
                    _add(found, one, self.read(text, one, gaps))
            _add(found, place, ends)
        return _without_borrowed(found, text, gaps) if gaps and found else found

    def _complete(self, state: State, letters: str, at: int) -> tuple[State, int]:
        """The first state from this one on at which a phrase is complete, if any is, and what it has read up to."""
        while not state.is_done:
            try:
                state = state.next[letters[at]]
            except KeyError:  # the first text that goes this way
                state = self._step(state, letters[at])
            at += 1
        return state, at

    def _ends(
        self, text: str, place: int, state: State, length: int, gaps: frozenset[int]
    ) -> Mapping[str, int]:
        """The far end of each list's longest phrase, read on from this state behind `length` characters."""
        if self._backwards:
            step = -1
            ahead = text[max(0, place - REACH - 1) : place - length][::-1]
        else:
            step = 1
            ahead = text[place + length : place + REACH + 1]
        if len(ahead) <= REACH - length:
            ahead += "\n"  # the text ends there
        found: dict[str, int] = {}
        for taken, beyond in enumerate(ahead, length):
            if state.is_done:
                end = place + step * taken
                last = end - (step > 0)  # the place of the character read last
                if not (taken and beyond in WORDS_END and text[last] in WORDS_END):
                    names = state.done
                    if state.at_end and (
                        beyond in ENDS or end in gaps or _is_blank_at_end(text, last + step)
                    ):
                        names += state.at_end
                    for name in names:
                        found[name] = end
            try:
                state = state.next[beyond]
            except KeyError:  # the first text that goes this way
                state = self._step(state, beyond)
            if state is NOWHERE:
                break
        return found


def _is_blank_at_end(text: str, at: int) -> bool:
    """Whether a blank stands here, and nothing of the clause behind it."""
    if text[at : at + 1] != " ":
        return False
    behind = text[at + 1 : at + 2]
    return not behind or behind in ENDS or behind == "-"


def _add(found: dict[str, list[tuple[int, int]]], place: int, ends: Mapping[str, int]) -> None:
    for name, end in ends.items():
        found.setdefault(name, []).append((place, end))


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


def _starts(text: str, *, is_latin: bool) -> list[int]:
    """Where phrases may begin: not at a blank, and in a Latin word between two blanks only at its first letter."""
    starts: list[int] = []
    place = 0
    for piece in text.split(" "):
        end = place + len(piece)
        if piece.isalnum() and (is_latin or piece.isascii()):
            starts.append(place)
        elif is_latin:
            starts += [found.start() for found in _LATIN_START.finditer(text, place, end)]
        else:
            starts += range(place, end)
        place = end + 1
    return starts
