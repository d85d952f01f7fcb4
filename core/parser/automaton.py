"""One machine for many lists of phrases: it reads a text once and knows at each step which phrases are complete.

The phrases become the states of a nondeterministic machine; sets of these states are joined to states of a
deterministic one when a text first needs them, and kept. Reading takes one step for each character, whatever the
number of phrases, so that no message can make it slow.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from core.parser.marks import CUT, ENDS, MODEL, QUOTED, VALUE, WORDS_END
from core.tables.phrase import Choice, Phrase, Slot

REACH = 80  # characters of the longest phrase: what goes on and on is none, and no loop may read to the end
MOST_STATES = 20_000  # then the states are forgotten and built anew: a bound for memory
SOME = 12  # {some} is up to so many characters
_ANY = "\x00"  # the key of a step that any letter takes
_NO_GAPS: frozenset[int] = frozenset()
_MARKS = (CUT, MODEL, QUOTED, VALUE)
_NOTHING: Mapping[str, int] = {}


class _State:
    """A state of the deterministic machine: where each character leads, and what is complete here."""

    __slots__ = ("done", "next", "places")

    def __init__(self, places: frozenset[int], done: tuple[tuple[str, bool], ...]) -> None:
        self.places = places
        self.next: dict[str, _State | None] = {}
        self.done = done


class Automaton:
    """Reads forwards from a position, or backwards when the lists say what stands before it.

    `read` gives for each list the far end of its longest phrase that begins at the position.
    """

    def __init__(
        self, lists: Mapping[str, Sequence[Phrase]], *, backwards: bool = False, numerals: str = ""
    ) -> None:
        # State n takes any of the characters letters[n] and leads to onward[n]. There are tens of thousands of
        # them: as objects of their own they took 40 MiB.
        self._letters: list[str] = []
        self._onward = array("i")
        self._free: dict[int, tuple[int, ...]] = {}  # steps that take no character
        self._known: dict[tuple[object, ...], int] = {}  # equal endings are one state
        self._done: dict[int, tuple[str, bool]] = {}
        self._backwards = backwards
        self._numerals = numerals + "0123456789"
        starts: list[int] = []
        for name, phrases in lists.items():
            accept, at_end = self._new(), self._new()
            self._done[accept] = (name, False)
            self._done[at_end] = (name, True)
            starts += [self._build(phrase, accept, at_end) for phrase in phrases]
        self._known.clear()
        self._start_places = self._closure(starts)
        self._forget()

    def read(  # noqa: C901, PLR0912
        self, text: str, place: int, gaps: frozenset[int] = _NO_GAPS
    ) -> Mapping[str, int]:
        """The far end of the longest phrase of each list at this position; Latin words end at word edges only."""
        # The one loop that everything waits for: no call inside it, and out of it as soon as nothing can follow.
        back = self._backwards
        size = len(text)
        at = place - 1 if back else place
        state = self._start
        if self._tells:
            # Hardly a position leads anywhere: two characters tell.
            if not 0 <= at < size or (seconds := self._beginnings.get(text[at])) is None:
                return _NOTHING
            if seconds and (text[at - 1 : at] if back else text[at + 1 : at + 2]) not in seconds:
                return _NOTHING
        if 0 < place < size and text[place] in WORDS_END and text[place - 1] in WORDS_END:
            return _NOTHING
        found: dict[str, int] = {}
        if back:
            size, step = (place - REACH - 1 if place > REACH else -1), -1
        else:
            size, step = min(size, place + REACH), 1
        if state.done and (
            at == size or text[at] in ENDS or place in gaps or self._ends_behind_blank(text, at)
        ):
            found.update((name, place) for name, _ in state.done)  # the phrase that is {end} alone
        while at != size:
            letter = text[at]
            try:
                onward = state.next[letter]
            except KeyError:  # the first text that goes this way
                onward = self._step(state, letter)
            if onward is None:
                break
            state = onward
            at += step
            if state.done:
                beyond = text[at] if 0 <= at < len(text) else "\n"
                if letter in WORDS_END and beyond in WORDS_END:
                    continue
                end = at + 1 if back else at
                for name, must_end in state.done:
                    if not must_end or beyond in ENDS or end in gaps or self._ends_behind_blank(text, at):
                        found[name] = end
        return found

    def scan(self, text: str, gaps: frozenset[int] = _NO_GAPS) -> dict[str, list[tuple[int, int]]]:
        """Where phrases of each list stand: for each position the longest of each list."""
        found: dict[str, list[tuple[int, int]]] = {}
        beginnings, start = self._beginnings, self._start
        before = ""
        # Most positions are left behind by their first two characters; few of the rest lead to a whole phrase.
        for place, (letter, following) in enumerate(pairwise(text + "\n")):
            seconds = beginnings.get(letter)
            if seconds is None or (seconds and following not in seconds):
                before = letter
                continue
            if (letter == before and letter in _MARKS) or (letter in WORDS_END and before in WORDS_END):
                continue  # inside a word or a mark
            before = letter
            state = start
            at = place
            stop = min(len(text), place + REACH)
            while at < stop:
                try:
                    onward = state.next[text[at]]
                except KeyError:
                    onward = self._step(state, text[at])
                if onward is None:
                    break
                state = onward
                if state.done:
                    for name, end in self.read(text, place, gaps).items():
                        found.setdefault(name, []).append((place, end))
                    break
                at += 1
        return found

    def _ends_behind_blank(self, text: str, at: int) -> bool:
        if text[at : at + 1] != " ":
            return False
        behind = text[at + 1 : at + 2]
        return not behind or behind in ENDS or behind == "-"

    # --- building ---

    def _new(self, letters: str = "", onward: int = -1) -> int:
        self._letters.append(letters)
        self._onward.append(onward)
        return len(self._letters) - 1

    def _build(self, phrase: Phrase, onward: int, at_end: int) -> int:
        """The state from which this phrase leads onward."""
        for one in phrase if self._backwards else reversed(phrase):
            if isinstance(one, str):
                onward = self._letter(one, onward)
            elif isinstance(one, Slot):
                onward = at_end if one.name == "end" else self._slot(one.name, onward)
            else:
                onward = self._choice(one, onward, at_end)
        return onward

    def _letter(self, letters: str, onward: int) -> int:
        known = self._known.get((letters, onward))
        if known is None:
            known = self._known[letters, onward] = self._new(letters, onward)
        return known

    def _choice(self, choice: Choice, onward: int, at_end: int) -> int:
        known = self._known.get((choice, onward, at_end))
        if known is not None:
            return known
        state = self._known[choice, onward, at_end] = self._new()
        behind = state if choice.many else onward
        if choice.many:
            self._letters[state], self._onward[state] = " ", state
        free = dict.fromkeys(self._build(way, behind, at_end) for way in choice.ways)
        if choice.optional or choice.many:
            free[onward] = None
        self._free[state] = tuple(free)
        return state

    def _slot(self, name: str, onward: int) -> int:
        known = self._known.get((Slot, name, onward))
        if known is None:
            known = self._known[Slot, name, onward] = self._new_slot(name, onward)
        return known

    def _new_slot(self, name: str, onward: int) -> int:
        if name == "some":
            state = self._letter(_ANY, onward)
            for _ in range(SOME - 1):
                longer = self._new()
                self._free[longer] = (state, onward)
                state = self._new(_ANY, longer)
            return state
        if name == "values":
            state = self._new(MODEL + VALUE + CUT + " ")
            mark = self._new(MODEL + VALUE + CUT, state)  # a comma must lead to one more
            blank = self._new(" ", mark)
            self._free[blank] = (mark,)
            self._onward[state] = state
            self._free[state] = (onward, self._new(",", blank))
            return state
        marks = {"model": MODEL, "value": VALUE, "quoted": QUOTED, "cut": CUT, "number": self._numerals}
        again = self._new()
        state = self._new(marks[name], again)
        self._free[again] = (state, onward)
        return state

    # --- the deterministic states ---

    def _forget(self) -> None:
        self._states: dict[frozenset[int], _State | None] = {}
        done = tuple(self._done[place] for place in self._start_places if place in self._done)
        self._start = _State(self._start_places, done)
        first: dict[str, list[int]] = {}
        for place in self._start_places:
            for letter in dict.fromkeys(self._letters[place]):
                first.setdefault(letter, []).append(self._onward[place])
        self._first = {letter: array("i", targets) for letter, targets in first.items()}
        self._beginnings = {letter: self._seconds(targets) for letter, targets in first.items()}
        self._tells = not done and _ANY not in first  # no phrase may begin with just anything

    def _seconds(self, targets: Iterable[int]) -> frozenset[str]:
        """What may follow a first character; empty when anything may, or nothing need."""
        seconds: set[str] = set()
        for place in self._closure(targets):
            if place in self._done or self._letters[place] == _ANY:
                return frozenset()
            seconds.update(self._letters[place])
        return frozenset(seconds)

    def _closure(self, places: Iterable[int]) -> frozenset[int]:
        found: set[int] = set()
        waiting = list(places)
        while waiting:
            place = waiting.pop()
            if place not in found:
                found.add(place)
                waiting += self._free.get(place, ())
        return frozenset(place for place in found if self._letters[place] or place in self._done)

    def _step(self, state: _State, letter: str) -> _State | None:
        if len(self._states) > MOST_STATES:
            self._forget()
            state = _State(state.places, state.done)
        targets: list[int] = []
        if state is self._start:
            targets += self._first.get(letter, ())
            if letter not in ENDS and letter >= " ":
                targets += self._first.get(_ANY, ())
        else:
            is_letter = letter not in ENDS and letter not in (MODEL, VALUE, QUOTED)
            for place in state.places:
                letters = self._letters[place]
                if letter in letters or (is_letter and letters == _ANY):
                    targets.append(self._onward[place])
        onward = self._state(self._closure(targets)) if targets else None
        if len(state.next) < MOST_STATES:
            state.next[letter] = onward
        return onward

    def _state(self, places: frozenset[int]) -> _State | None:
        if places not in self._states:
            done = tuple({self._done[place]: None for place in places if place in self._done})
            self._states[places] = _State(places, done)
        return self._states[places]
