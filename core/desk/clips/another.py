"""One more clip, of something else: a request of its own, or the clip at hand in another room."""

from core import continuity
from core.desk.clips import changes
from core.desk.reading import is_another
from core.desk.turn import Turn
from core.tables import hints
from core.tables.wished import Hint


def of_another(turn: Turn, text: str) -> str:
    """The message with its words for one more of something else put as the parser knows them."""
    base = changes.base_of(turn)
    if base is None or turn.incoming.pictures:
        return text
    wished, prompt = turn.desk.tables.wished, base.order.prompt
    plain = next((one.plain for one in hints(text, wished.another) if _is_new(turn, prompt, one)), "")
    names = tuple(one.name for one in turn.subjects)
    if not plain and names:
        named = next((one for one in names if one in prompt), "")
        plain = next(
            (one.plain for one in hints(text, wished.of_named, what=named) if _is_of(one, names, named)), ""
        )
    who = shown(turn, prompt)
    if not plain and who:
        plain = next((one.plain for one in hints(text, wished.of_them, what=who)), "")
    if plain:
        return plain
    room = wished.shown_room(prompt)
    if not room:
        return text
    # Described anew, another room is another clip, unless somebody is in it who would get lost.
    shows_somebody = turn.desk.tables.revisions.subject[base.language].search(prompt) is not None
    ways = (wished.in_room,) if shows_somebody else (wished.of_room, wished.in_room)
    found = (
        one.plain for one in hints(text, *ways, what=room) if one.parts["how"].casefold() != room.casefold()
    )
    return next(found, text)


def _is_new(turn: Turn, prompt: str, wish: Hint) -> bool:
    """Whether the `scene` that a wish names is one of its own, and nothing that the clip shows; true where it names none."""
    scene = wish.parts.get("scene", "")
    if scene and any(one.name in scene for one in turn.subjects):
        return False
    revisions = turn.desk.tables.revisions
    is_shown = continuity.shows(prompt, scene, revisions) or continuity.of_same_sort(prompt, scene, revisions)
    return not scene or (is_another(turn, scene) and not is_shown)


def _is_of(wish: Hint, names: tuple[str, ...], named: str) -> bool:
    """Whether a wish names somebody known, or means the same one where the clip shows somebody by name."""
    return bool(named) if "who" in wish.parts else wish.parts["rest"].startswith(names)


def shown(turn: Turn, prompt: str) -> str:
    """Whom a description shows: somebody known by name, or its subject; empty where it tells nobody."""
    named = next((one.name for one in turn.subjects if one.name in prompt), "")
    revisions = turn.desk.tables.revisions
    found = revisions.subject["en" if prompt.isascii() else "zh"].search(revisions.plain(prompt))
    return named or (prompt[slice(*found.span())] if found is not None else "")
