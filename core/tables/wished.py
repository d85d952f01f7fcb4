"""Reads wished.toml: wishes for a change in other words, and the plain words for them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from core.tables.named_words import NamedWords
from core.tables.needs import Needs
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
        "mount",
        "place",
    )
)


@dataclass(frozen=True, slots=True)
class Wordings:
    """Ways to wish for something, and the plain words for each with the blanks that its groups fill."""

    said: Patterns
    plain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hint:
    """A wish that a clause may hold: its plain words, and the parts that they are made of."""

    plain: str
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wished:
    """The rows of wished.toml, by the place where they count."""

    rows: Wordings
    unnamed: Patterns  # shows somebody, `what`, whom it does not name
    of_unnamed: Wordings  # wants that one to be `how`
    gives_way: Wordings  # `thing` is to go and `how` to come, perhaps in two clauses
    later: Wordings  # behind another clause
    faults: Patterns  # finds fault with `what`
    of_what: Wordings  # behind such a fault, about that thing
    seen: Patterns  # says that `what` can be seen
    of_seen: Wordings  # behind that, about that thing
    instead: Wordings  # behind any fault
    leaves_old: Wordings  # wants something else made, and not the clip at hand
    cancels: Wordings  # wants what is being made stopped, and something else made
    another: Wordings  # one more, of something else
    of_named: Wordings  # one more, of somebody known by the name that begins `rest`
    of_them: Wordings  # one more, of somebody whom the clip shows
    of_doing: Wordings  # one more of whom the clip shows, called `what` without a number, who is not named
    of_sort: Wordings  # one more, of something, `rest`, whose sort the clip shows
    of_kind: Wordings  # `thing` is to be one made of, or with, `how`
    of_look: Wordings  # one more, where `thing`, or what has a colour, looks so
    of_tool: Wordings  # one more with a model whose name is a thing as well
    tool_like: Patterns  # shows what goes with such a thing
    of_room: Wordings  # one more, where the clip shows a room and nobody in it
    in_room: Wordings  # one more, where it shows a room, with somebody in it or not
    room: Patterns  # shows one room, `what`
    of_theirs: Wordings  # tells of whom a video is for, where `what` was asked for
    of_theirs_too: Wordings  # the same beside a clip that was made for somebody
    of_theirs_whole: Wordings  # the same behind the request itself, for `old`
    for_somebody: Patterns  # tells for whom, or for which day, a video is
    placed: Patterns  # shows something in a place
    mounted: Patterns  # shows somebody on something to ride, and not riding
    of_seed: Wordings  # the clip at hand, or `rest`, with the seed that this one has

    @property
    def patterns(self) -> Sequence[Patterns]:
        """All of them, to be checked."""
        held = [getattr(self, one.name) for one in fields(self)]
        return [one.said if isinstance(one, Wordings) else one for one in held]

    def blamed(self, clause: str) -> str:
        """The thing that a clause finds fault with; empty where it finds none."""
        return _first(self.faults, clause, "what")

    def spotted(self, clause: str) -> str:
        """The thing that a clause says can be seen in the clip; empty where it tells of none."""
        return _first(self.seen, clause, "what")

    def shows_tool(self, prompt: str) -> bool:
        """Whether a description shows what may be called like a model, or goes with it."""
        return any(True for _ in self.tool_like.found_in(prompt))

    def is_for_somebody(self, text: str) -> bool:
        """Whether a request or a description tells for whom, or for which day, the video is."""
        return any(True for _ in self.for_somebody.found_in(text))

    def shows_place(self, prompt: str) -> bool:
        """Whether a description shows something in a place, and not that place alone."""
        return any(True for _ in self.placed.found_in(prompt))

    def shows_mounted(self, prompt: str) -> bool:
        """Whether a description shows somebody on something to ride, where no word tells that they ride it."""
        return any(True for _ in self.mounted.found_in(prompt))

    def shown_unnamed(self, prompt: str) -> str:
        """Somebody whom a description shows without a name for who it is; empty where it shows none."""
        return _first(self.unnamed, prompt, "what")

    def shown_room(self, prompt: str) -> str:
        """The room that a description shows; empty where it shows none, or several."""
        return _first(self.room, prompt, "what")


def hints(clause: str, *wishes: Wordings, what: str = "") -> Iterable[Hint]:
    """What a clause may wish for in these ways; `what` is the thing that was blamed before."""
    for some in wishes:
        for row, parts in some.said.rows_in(clause):
            blanks = {**dict.fromkeys(_GROUPS, ""), "what": what, **parts}
            yield Hint(some.plain[row].format(**blanks), parts)


def _first(patterns: Patterns, text: str, name: str) -> str:
    """The part of this name that the first fitting pattern finds; empty where none fits."""
    return next((parts[name] for parts in patterns.parts_in(text) if name in parts), "")


def read_wished(raw: Mapping[str, Any], faults: list[str]) -> Wished:
    """The wishes; their patterns are checked later, if all are to be checked."""
    words, needs = NamedWords(raw.get("words", {})), Needs()
    listed = raw.get("wished", {})
    known = [one.name for one in fields(Wished)]
    faults += [f"{_FILE} [wished] {name}: means nothing" for name in listed if name not in known]
    faults += [f"{_FILE} [wished] {name}: is empty" for name in known if not listed.get(name)]

    def patterns(name: str, *texts: str) -> Patterns:
        return Patterns(f"{_FILE} [wished] {name}", texts, words, _GROUPS, needs=needs)

    def wishes(name: str) -> Wordings:
        rows = listed.get(name, ())
        return Wordings(patterns(name, *(said for said, _ in rows)), tuple(plain for _, plain in rows))

    return Wished(
        rows=wishes("rows"),
        unnamed=patterns("unnamed", *listed.get("unnamed", ())),
        of_unnamed=wishes("of_unnamed"),
        gives_way=wishes("gives_way"),
        later=wishes("later"),
        faults=patterns("faults", *listed.get("faults", ())),
        of_what=wishes("of_what"),
        seen=patterns("seen", *listed.get("seen", ())),
        of_seen=wishes("of_seen"),
        instead=wishes("instead"),
        leaves_old=wishes("leaves_old"),
        cancels=wishes("cancels"),
        another=wishes("another"),
        of_named=wishes("of_named"),
        of_them=wishes("of_them"),
        of_doing=wishes("of_doing"),
        of_sort=wishes("of_sort"),
        of_kind=wishes("of_kind"),
        of_look=wishes("of_look"),
        of_tool=wishes("of_tool"),
        tool_like=patterns("tool_like", *listed.get("tool_like", ())),
        of_room=wishes("of_room"),
        in_room=wishes("in_room"),
        room=patterns("room", *listed.get("room", ())),
        of_theirs=wishes("of_theirs"),
        of_theirs_too=wishes("of_theirs_too"),
        of_theirs_whole=wishes("of_theirs_whole"),
        for_somebody=patterns("for_somebody", *listed.get("for_somebody", ())),
        placed=patterns("placed", *listed.get("placed", ())),
        mounted=patterns("mounted", *listed.get("mounted", ())),
        of_seed=wishes("of_seed"),
    )
