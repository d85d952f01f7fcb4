"""The states behind a machine for many lists of phrases.

The phrases become states of a nondeterministic machine. Sets of these become states of a deterministic one when a text
first needs them, and are kept.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence

from core.parser.marks import CUT, ENDS, MODEL, QUOTED, VALUE
from core.tables.phrase import Choice, Phrase, Slot

_MOST_STATES = 20_000  # beyond it the states are dropped and built anew, to bound memory
_FIRST_WAY = -2  # in `_onward`: the steps of a state are at the first place of `_ways`; -3 is the second
_SOME = 12  # {some} is up to so many characters
_ANY = "\x00"  # the key of a step that any letter takes


class State:
    """A state of the deterministic machine: where each character leads, and what is complete here."""

    __slots__ = ("at_end", "done", "is_done", "next", "places")

    def __init__(self, places: frozenset[int], done: Iterable[tuple[str, bool]]) -> None:
        self.places = places
        self.next: dict[str, State] = {}
        self.done = tuple(name for name, must_end in done if not must_end)
        self.at_end = tuple(name for name, must_end in done if must_end)  # complete only where a clause ends
        self.is_done = bool(self.done or self.at_end)


NOWHERE = State(frozenset(), ())  # no phrase goes on here
NOWHERE.is_done = True  # reading ends


class States:
    """The states of one machine, and what a phrase may begin with."""

    def __init__(
        self, lists: Mapping[str, Sequence[Phrase]], *, backwards: bool = False, numerals: str = ""
    ) -> None:
        # State n takes any of the characters sets[takes[n]] and leads to onward[n]. There are tens of thousands of them: as
        # objects of their own they took 40 MiB.
        self._numbers: dict[str, int] = {}  # of the sets of characters
        self._takes = array("H")
        self._onward = array("i")
        self._free: dict[
            int, Sequence[int]
        ] = {}  # steps that take no character; once built, of states that take one too
        self._ways = array("i")  # those of all other states, laid out by `_pack`
        self._reached: dict[int, frozenset[int]] = {}  # what they lead to, once a text has asked for it
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
        self._sets = tuple(self._numbers)
        self._numbers.clear()
        self._pack()
        # Kept as an array: as a set these numbers took 4 MiB.
        self._start_places = array("i", self._closure(starts))
        self._forget()
        self._reached.clear()  # texts ask for few of them
        self.alphabet = frozenset("".join(self._sets))  # with _ANY where {some} stands in a phrase
        if "\n" in self.alphabet:
            raise ValueError("a phrase cannot go on over the end of a line")

    def _new(self, letters: str = "", onward: int = -1) -> int:
        self._takes.append(self._number(letters))
        self._onward.append(onward)
        return len(self._takes) - 1

    def _number(self, letters: str) -> int:
        return self._numbers.setdefault(letters, len(self._numbers))

    def _build(self, phrase: Phrase, onward: int, at_end: int) -> int:
        """The state from which this phrase leads onward."""
        known, takes, onwards, numbers = self._known, self._takes, self._onward, self._numbers
        for one in phrase if self._backwards else reversed(phrase):
            if isinstance(one, str):
                # Nearly all of the hundred thousand steps at a start go through here: no function call for each.
                key = (one, onward)
                state = known.get(key)
                if state is None:
                    state = known[key] = len(takes)
                    takes.append(numbers.setdefault(one, len(numbers)))
                    onwards.append(onward)
                onward = state
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
        key = (choice, onward, at_end)
        known = self._known.get(key)
        if known is not None:
            return known
        state = self._known[key] = self._new()
        behind = state if choice.many else onward
        if choice.many:
            self._takes[state], self._onward[state] = self._number(" "), state
        free = dict.fromkeys([self._build(way, behind, at_end) for way in choice.ways])
        if choice.optional or choice.many:
            free[onward] = None
        self._free[state] = array("i", free)
        return state

    def _slot(self, name: str, onward: int) -> int:
        known = self._known.get((Slot, name, onward))
        if known is None:
            known = self._known[Slot, name, onward] = self._new_slot(name, onward)
        return known

    def _new_slot(self, name: str, onward: int) -> int:
        if name == "some":
            state = self._letter(_ANY, onward)
            for _ in range(_SOME - 1):
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

    def _pack(self) -> None:
        """Lay the steps that take no character out in one array: as arrays of their own they took 3 MiB.

        A state that takes none leads nowhere by one, so its place in `_onward` tells where its steps are.
        """
        loops: dict[int, Sequence[int]] = {}
        for state, targets in self._free.items():
            if self._onward[state] >= 0:
                loops[state] = targets
                continue
            self._onward[state] = _FIRST_WAY - len(self._ways)
            self._ways.append(len(targets))
            self._ways.extend(targets)
        self._free = loops

    # --- the deterministic states ---

    def _forget(self) -> None:
        self._states: dict[frozenset[int], State] = {}
        done = [self._done[place] for place in self._start_places if place in self._done]
        self._start = State(frozenset(), done)  # its steps are in `_first`
        first: dict[str, list[int]] = {}
        for place in self._start_places:
            for letter in dict.fromkeys(self._sets[self._takes[place]]):
                first.setdefault(letter, []).append(self._onward[place])
        self._first = {letter: array("i", targets) for letter, targets in first.items()}
        # Filled when a text first begins so: all of them took 2 MiB.
        self._beginnings: dict[str, dict[str, State | None]] = {letter: {} for letter in first}
        # Whether what completes after a leading blank also completes without it.
        self._skips_blanks = not done and self._closure(first.get(" ", ())).issubset(self._start_places)
        self._tells = not done and _ANY not in first  # no phrase may begin with just anything

    def _seconds(self, targets: Iterable[int]) -> dict[str, State | None]:
        """What may follow a first character, with the state that both lead to once a text has asked for it.

        Empty when anything may follow, or nothing need.
        """
        seconds: dict[str, State | None] = {}
        for place in self._closure(targets):
            letters = self._sets[self._takes[place]]
            if place in self._done or letters == _ANY:
                return {}
            seconds.update(dict.fromkeys(letters))
        return seconds

    def _second(self, letter: str, following: str) -> State:
        """The state behind the first two characters of a phrase."""
        first = self._start.next.get(letter) or self._step(self._start, letter)
        state = self._step(first, following)
        if state is NOWHERE:
            raise ValueError(f"no phrase begins with {letter + following!r}")
        self._beginnings[letter][following] = state
        return state

    def _closure(self, places: Iterable[int]) -> frozenset[int]:
        """The states that these lead to without a character, and those of them that take one or are complete."""
        found: set[int] = set()
        for place in places:
            if self._onward[place] <= _FIRST_WAY or place in self._free:
                found |= self._reached.get(place) or self._reach(place)
            else:
                found.add(place)
        return frozenset(found)

    def _reach(self, start: int) -> frozenset[int]:
        found: set[int] = set()
        waiting = [start]
        while waiting:
            place = waiting.pop()
            if place not in found:
                found.add(place)
                at = _FIRST_WAY - self._onward[place]
                waiting += (
                    self._ways[at + 1 : at + 1 + self._ways[at]] if at >= 0 else self._free.get(place, ())
                )
        self._reached[start] = frozenset(
            place for place in found if self._sets[self._takes[place]] or place in self._done
        )
        return self._reached[start]

    def _step(self, state: State, letter: str) -> State:
        if len(self._states) > _MOST_STATES:
            is_start = state is self._start
            self._forget()
            state = self._start if is_start else State(state.places, ())
        targets: list[int] = []
        if state is self._start:
            if letter in self._first:
                self._beginnings[letter] = self._seconds(self._first[letter])
            targets += self._first.get(letter, ())
            if letter not in ENDS and letter >= " ":
                targets += self._first.get(_ANY, ())
        else:
            is_letter = letter not in ENDS and letter not in (MODEL, VALUE, QUOTED)
            sets, takes = self._sets, self._takes
            for place in state.places:
                letters = sets[takes[place]]
                if letter in letters or (is_letter and letters == _ANY):
                    targets.append(self._onward[place])
        onward = self._state(self._closure(targets)) if targets else NOWHERE
        if len(state.next) < _MOST_STATES:
            state.next[letter] = onward
        return onward

    def _state(self, places: frozenset[int]) -> State:
        if places not in self._states:
            done = dict.fromkeys(self._done[place] for place in places if place in self._done)
            self._states[places] = State(places, done)
        return self._states[places]
