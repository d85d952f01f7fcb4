"""One more clip, of something else: a request of its own, or the clip at hand in another room."""

from collections.abc import Iterable

from core import continuity
from core.desk.clips import changes
from core.desk.reading import is_another
from core.desk.turn import Turn
from core.model import Draft
from core.tables import Pointing, hints
from core.tables.patterns import MARKS
from core.tables.wished import Hint

_SHORTEST_DEED = 2  # characters
_FLAVOURS = ("food", "drink", "plant")  # what may be made of each other


def of_another(turn: Turn, text: str) -> str:
    """The message with its words for one more of something else put as the parser knows them."""
    base = changes.base_of(turn)
    if base is None or turn.incoming.pictures:
        return text
    wished, prompt = turn.desk.tables.wished, base.order.prompt
    who, names = shown(turn, prompt), tuple(one.name for one in turn.subjects)
    named = next((one for one in names if one in prompt), "")
    of_one = [one for one in hints(text, wished.of_named, what=named) if _is_of(one, names, named)]
    plain = _first(one for one in of_one if "who" in one.parts) or _first(
        hints(text, wished.of_doing, what=_uncounted(turn, who)) if _does(turn, prompt, who) else ()
    )
    plain = plain or of_look(turn, prompt, text) or _of_kind(turn, prompt, text)
    if named and plain.startswith(f"the {named} "):
        plain = plain.removeprefix("the ")  # a name has no article
    plain = plain or _first(one for one in hints(text, wished.of_sort) if _is_of_sort(turn, prompt, one))
    others = hints(text, wished.another)
    plain = plain or _first(
        one for one in others if _is_new(turn, prompt, one) and not _drops_picture(base, one)
    )
    if not plain and names:
        plain = _first(of_one)
    plain = plain or _first(hints(text, wished.of_them, what=who) if who else ())
    if not plain and not wished.shows_tool(prompt):
        plain = _first(hints(text, wished.of_tool))
    if plain:
        return plain
    room = wished.shown_room(prompt)
    if not room:
        return text
    # Described anew, another room is another clip, unless somebody is in it who would get lost.
    shows_somebody = turn.desk.tables.revisions.subject[base.language].search(prompt) is not None
    ways = (wished.in_room,) if shows_somebody else (wished.of_room, wished.in_room)
    found = hints(text, *ways, what=room)
    return _first(one for one in found if one.parts["how"].casefold() != room.casefold()) or text


def of_look(turn: Turn, prompt: str, text: str) -> str:
    """The wish for one more in which a thing that is shown, or its only colour, looks otherwise, as a change; else empty."""
    are, found = turn.desk.tables.parted.classes.are, hints(text, turn.desk.tables.wished.of_look)
    return _first(
        one
        for one in found
        # Orange juice is juice of oranges.
        if one.parts.get("thing", "") in prompt
        and not are(one.parts["how"] + one.parts.get("thing", ""), *_FLAVOURS)
    )


def _of_kind(turn: Turn, prompt: str, text: str) -> str:
    """The wish for a thing that is shown with something to eat in it, "the cake with strawberries", as a change; else empty."""
    are, found = turn.desk.tables.parted.classes.are, hints(text, turn.desk.tables.wished.of_kind)
    return _first(
        one
        for one in found
        if one.parts["thing"] in prompt
        and are(one.parts["how"], *_FLAVOURS)
        and are(one.parts["thing"], *_FLAVOURS)
    )


def _first(wishes: Iterable[Hint]) -> str:
    """The plain words of the first of these wishes; empty where there is none."""
    return next((one.plain for one in wishes), "")


def _is_of_sort(turn: Turn, prompt: str, wish: Hint) -> bool:
    """Whether what a wish names is of the sort of what the clip shows: orange juice, and there is apple juice.

    One subject stands for another: a rabbit for the dog that the clip shows.
    """
    rest, revisions = wish.parts["rest"], turn.desk.tables.revisions
    is_one = not rest.isascii() and continuity.is_subject(rest, revisions) and rest not in prompt
    if is_one and revisions.subject["zh"].search(revisions.plain(prompt)) is not None:
        return True
    return continuity.of_same_sort(prompt, rest, revisions) is not None


def _is_new(turn: Turn, prompt: str, wish: Hint) -> bool:
    """Whether the `scene` that a wish names is one of its own, and nothing that the clip shows; true where it names none."""
    scene = wish.parts.get("scene", "")
    if scene and any(one.name in scene for one in turn.subjects):
        return False
    revisions = turn.desk.tables.revisions
    if continuity.shows(prompt, wish.parts.get("main", ""), revisions):
        return False  # that one is to be elsewhere, or to do something else
    is_shown = continuity.shows(prompt, scene, revisions) or continuity.of_same_sort(prompt, scene, revisions)
    return not scene or (is_another(turn, scene) and not is_shown)


def _drops_picture(base: Draft, wish: Hint) -> bool:
    """Whether a scene takes the place of a clip that was made of somebody's pictures, and does not speak of them."""
    return bool(base.pictures) and "scene" in wish.parts


def _is_of(wish: Hint, names: tuple[str, ...], named: str) -> bool:
    """Whether a wish names somebody known, or means the same one where the clip shows somebody by name."""
    return (
        bool(named) if "who" in wish.parts else wish.parts.get("name", wish.parts["rest"]).startswith(names)
    )


def _does(turn: Turn, prompt: str, who: str) -> bool:
    """Whether the description tells what somebody does: crayfish, which begin like a dragon, do nothing."""
    if not who or prompt.isascii():
        return bool(who)
    rest, tables = prompt[prompt.index(who) + len(who) :], turn.desk.tables
    does = continuity.does(rest, tables.sayings.story)
    return does or tables.revisions.doing_now.match(tables.revisions.plain(rest)) is not None


def _uncounted(turn: Turn, who: str) -> str:
    """Whom a description shows, without how many or an article."""
    revisions = turn.desk.tables.revisions
    found = revisions.subject["en" if who.isascii() else "zh"].match(revisions.plain(who))
    return who[found.end("count") :].strip() if found is not None and found["count"] is not None else who


def shown(turn: Turn, prompt: str) -> str:
    """Whom a description shows: somebody known by name, its subject, or "her" of a picture; empty where it tells nobody."""
    named = next((one.name for one in turn.subjects if one.name in prompt), "")
    revisions = turn.desk.tables.revisions
    found = revisions.subject["en" if prompt.isascii() else "zh"].search(revisions.plain(prompt))
    found_name = prompt[slice(*found.span())] if found is not None else ""
    return named or _whoever(turn, prompt) or found_name


def _whoever(turn: Turn, prompt: str) -> str:
    """The word for whom a picture shows that a Chinese description begins with, perhaps behind "let"; else empty."""
    pronoun = turn.desk.tables.sayings.story.pronoun
    found = next((one for at in (0, 1) if (one := pronoun.match(prompt[at:])) is not None), None)
    return found[0] if found is not None and not prompt.isascii() else ""


def tells_another(turn: Turn, words: str) -> bool:
    """Whether Chinese words begin with somebody and tell what that one does: "a puppy that drums" is a scene of its own."""
    revisions = turn.desk.tables.revisions
    bare = words.strip(MARKS).removesuffix(revisions.look_mark)
    found = revisions.subject["zh"].match(revisions.plain(bare))
    if turn.desk.parser.says_change(bare) or turn.desk.tables.pointers.says(bare, Pointing.CHANGES):
        return False  # "the panda becomes a tiger"
    return found is not None and len(bare) - found.end() >= _SHORTEST_DEED and revisions.look_mark not in bare
