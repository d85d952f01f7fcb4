"""Reads wished.toml: wishes for a change in other words, and the plain words for them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.tables.patterns import Patterns

_FILE = "wished.toml"
_GROUPS = frozenset(
    (
        "thing",
        "main",
        "subject",
        "rest",
        "how",
        "who",
        "old",
        "lead",
        "let",
        "change",
        "what",
        "more",
        "scene",
        "name",
    )
)


@dataclass(frozen=True, slots=True)
class Wish:
    """A way to wish for something, and the plain words for it with the blanks that its groups fill."""

    said: Patterns
    plain: str


@dataclass(frozen=True, slots=True)
class Hint:
    """A wish that a clause may hold: its plain words, and the parts that they are made of."""

    plain: str
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wished:
    """The rows of wished.toml, by the place where they count."""

    rows: tuple[Wish, ...]
    later: tuple[Wish, ...]  # behind another clause
    faults: Patterns  # finds fault with `what`
    of_what: tuple[Wish, ...]  # behind such a fault, about that thing
    instead: tuple[Wish, ...]  # behind any fault
    leaves_old: tuple[Wish, ...]  # wants something else made, and not the clip at hand
    cancels: tuple[Wish, ...]  # wants what is being made stopped, and something else made
    another: tuple[Wish, ...]  # one more, of something else
    of_named: tuple[Wish, ...]  # one more, of somebody known by the name that begins `rest`
    of_them: tuple[Wish, ...]  # one more, of somebody whom the clip shows
    of_room: tuple[Wish, ...]  # one more, where the clip shows a room and nobody in it
    in_room: tuple[Wish, ...]  # one more, where it shows a room, with somebody in it or not
    room: Patterns  # shows one room, `what`
    of_seed: tuple[Wish, ...]  # the clip at hand, or `rest`, with the seed that this one has

    @property
    def patterns(self) -> Sequence[Patterns]:
        """All of them, to be checked."""
        return (
            self.faults,
            self.room,
            *(one.said for one in (*self.rows, *self.later, *self.of_what, *self.instead)),
            *(one.said for one in (*self.leaves_old, *self.cancels)),
            *(
                one.said
                for one in (
                    *self.another,
                    *self.of_named,
                    *self.of_them,
                    *self.of_room,
                    *self.in_room,
                    *self.of_seed,
                )
            ),
        )

    def blamed(self, clause: str) -> str:
        """The thing that a clause finds fault with; empty where it finds none."""
        return _first(self.faults, clause, "what")

    def shown_room(self, prompt: str) -> str:
        """The room that a description shows; empty where it shows none, or several."""
        return _first(self.room, prompt, "what")


def hints(clause: str, rows: Iterable[Wish], *, what: str = "") -> Iterable[Hint]:
    """What a clause may wish for by these rows; `what` is the thing that was blamed before."""
    for one in rows:
        for parts in one.said.parts_in(clause):
            blanks = {**dict.fromkeys(_GROUPS, ""), "what": what, **parts}
            yield Hint(one.plain.format(**blanks), parts)


def _first(patterns: Patterns, text: str, name: str) -> str:
    """The part of this name that the first fitting pattern finds; empty where none fits."""
    return next((parts[name] for parts in patterns.parts_in(text) if name in parts), "")


def read_wished(raw: Mapping[str, Any], faults: list[str]) -> Wished:
    """The wishes; their patterns are checked later, if all are to be checked."""
    words = [(str(name), str(text)) for name, text in raw.get("words", {}).items()]
    words.sort(key=lambda row: -len(row[0]))
    listed = raw.get("wished", {})
    of_another = ("another", "of_named", "of_them", "of_room", "in_room", "room", "of_seed")
    known = ("rows", "later", "faults", "of_what", "instead", "leaves_old", "cancels", *of_another)
    faults += [f"{_FILE} [wished] {name}: means nothing" for name in listed if name not in known]
    faults += [f"{_FILE} [wished] {name}: is empty" for name in known if not listed.get(name)]

    def patterns(name: str, *texts: str) -> Patterns:
        return Patterns(f"{_FILE} [wished] {name}", texts, words, _GROUPS)

    def wishes(name: str) -> tuple[Wish, ...]:
        return tuple(Wish(patterns(name, said), plain) for said, plain in listed.get(name, ()))

    return Wished(
        rows=wishes("rows"),
        later=wishes("later"),
        faults=patterns("faults", *listed.get("faults", ())),
        of_what=wishes("of_what"),
        instead=wishes("instead"),
        leaves_old=wishes("leaves_old"),
        cancels=wishes("cancels"),
        another=wishes("another"),
        of_named=wishes("of_named"),
        of_them=wishes("of_them"),
        of_room=wishes("of_room"),
        in_room=wishes("in_room"),
        room=patterns("room", *listed.get("room", ())),
        of_seed=wishes("of_seed"),
    )
