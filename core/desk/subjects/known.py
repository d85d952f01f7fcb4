"""Who is known by name in a chat: told to who asks, and renamed or forgotten on request."""

from collections.abc import Sequence
from dataclasses import replace

from core.desk.reading import beside_clip
from core.desk.turn import Turn
from core.model import Draft
from core.phrases import head
from core.ports import Subject
from core.tables import Pointing, Said
from core.tables.classes import SOMEBODY
from core.tables.patterns import MARKS

_MOST = 8
# Words of these sorts call somebody, or something, and are no name of one.
_NO_NAMES = (
    *("vehicle", "plant", "garment", "instrument", "device", "furniture", "thing", "nature", "water"),
    *("building", "room", "street"),
)


async def asked_who_is_known(turn: Turn) -> bool:
    """Handle a question who is known here: tell the names; what else is open stays so."""
    pointers = turn.desk.tables.pointers
    if turn.incoming.pictures:
        return False
    nobody = "" if pointers.says(turn.typed, Pointing.ASKS_KNOWN) else _asked_about(turn)
    if nobody is None:
        return False
    known_by = [one.name for one in turn.subjects] + [name for name, _ in turn.talk.introduced]
    names = turn.words("changed.join").join(dict.fromkeys(known_by))
    known = turn.words("name_given.known" if names else "name_given.nobody_known", names=names)
    told = turn.words("name_given.not_known", name=nobody) if nobody else await _known_of(turn)
    await turn.say(turn.desk.phrases.lines(told, known))
    return True


async def renames(turn: Turn) -> bool:
    """Handle "rename Rex to Max": the look stays, and only who gave the name can change it."""
    found = turn.desk.tables.sayings.find(turn.typed, Said.RENAMES)
    known = subject_called(turn, found["old"]) if found is not None else None
    if found is None or known is None or turn.incoming.pictures:
        return False
    if known.person != turn.person:
        await turn.tell("name_given.not_renamed", name=known.name)
        return True
    other = subject_called(turn, found["new"])
    if other is not None and other is not known:
        key = "renamed_taken" if other.person == turn.person else "taken"
        await turn.tell(f"name_given.{key}", name=other.name)
        return True
    renamed = replace(known, name=found["new"], named_at=turn.now)
    rows = ((renamed.name if name == known.name else name, what) for name, what in turn.talk.told_beside)
    turn.talk = replace(turn.talk, told_beside=tuple(rows))
    await turn.desk.history.forget_subject(turn.room, known.name)
    await turn.desk.history.name_subject(turn.room, renamed)
    turn.subjects = (renamed, *(one for one in turn.subjects if one is not known))
    await turn.tell("name_given.renamed", old=known.name, name=renamed.name)
    return True


def subject_called(turn: Turn, name: str) -> Subject | None:
    """Who is known here by this name, in capitals or not."""
    return next((one for one in turn.subjects if one.name.casefold() == name.casefold()), None)


def with_introduced(turn: Turn, scene: str) -> str:
    """A description with what was told of somebody in it, until there is a picture or a clip to know them by.

    One that shows others too does not tell who of them it is.
    """
    introduced = [row for row in turn.talk.introduced if subject_called(turn, row[0]) is None]
    for name, what in (*introduced, *turn.talk.told_beside):
        if name in scene and what not in scene:
            scene = turn.words("name_given.who", name=name, what=what) + scene
    return scene


def told_beside(turn: Turn, drafts: Sequence[Draft]) -> tuple[tuple[str, str], ...]:
    """Who is remembered with what was told of them once these are ordered: those named in a clip that shows others too."""
    rows = dict(turn.talk.told_beside)
    for draft in drafts:
        prompt = draft.order.prompt
        is_added = bool(draft.parent) or any(one.name in prompt for one in turn.subjects)
        for found in (
            turn.desk.tables.sayings.all_in(prompt, Said.NAMED_IN) if is_added or draft.names else ()
        ):
            # Of those who are first met in one clip, its picture is that of the one whose name the clip has.
            is_meant = (found["name"] in draft.names) is is_added
            if is_meant and not prompt.startswith(found["what"]):
                rows[found["name"]] = found["what"]
    return tuple(rows.items())[-_MOST:]


def _asked_about(turn: Turn) -> str | None:
    """Whom a question whether somebody is known means, if nobody is called so; empty if one is, None if it is none."""
    is_of_one = None
    for found in turn.desk.tables.pointers.find(turn.typed.strip(MARKS), Pointing.ASKS_OF_KNOWN):
        name = found.parts["name"]
        if subject_called(turn, name) is not None or _told_of(turn, name):
            return ""
        is_a_name = not name.isascii() or name[0].isupper()
        if "strict" in found.parts and is_a_name and is_of_one is None and not _is_model(turn, name):
            is_of_one = name
    return is_of_one


def _told_of(turn: Turn, name: str) -> tuple[str, str] | None:
    """Who was introduced in words by this name, in capitals or not, and what was told of them."""
    return next((row for row in turn.talk.introduced if row[0].casefold() == name.casefold()), None)


async def _known_of(turn: Turn) -> str:
    """What is known of the one that a question is about; empty where it asks for everybody."""
    for found in turn.desk.tables.pointers.find(turn.typed.strip(MARKS), Pointing.ASKS_OF_KNOWN):
        name = found.parts["name"]
        if (row := _told_of(turn, name)) is not None:
            return turn.words("name_given.who", name=row[0], what=row[1]).strip()
        known = subject_called(turn, name)
        if known is None:
            continue
        job = await turn.desk.jobs.get(known.picture.ref.get("job") or "-")
        if job is None or job.is_forgotten:
            return turn.words("name_given.of_picture", name=known.name)
        return turn.words("name_given.of_clip", name=known.name, prompt=head(job.draft.order.prompt) or "-")
    return ""


def _is_model(turn: Turn, name: str) -> bool:
    said = beside_clip(turn, name)
    return said.model is not None or bool(said.unavailable) or said.names_something


def _is_shown(turn: Turn, name: str) -> bool:
    return turn.job is not None and name in turn.job.draft.order.prompt


async def forgets(turn: Turn) -> bool:
    """Handle "forget Rex": only who gave the name can take it back, and nothing is made."""
    found = turn.desk.tables.sayings.find(turn.typed, Said.FORGETS_NAME)
    if found is None or turn.incoming.pictures:
        return False
    name = found["name"]
    known = subject_called(turn, name)
    told = tuple(row for row in turn.talk.introduced if row[0].casefold() != name.casefold())
    beside = tuple(row for row in turn.talk.told_beside if row[0].casefold() != name.casefold())
    was_told = told != turn.talk.introduced
    turn.talk = replace(turn.talk, introduced=told, told_beside=beside)
    if known is None and was_told:
        await turn.tell("name_given.forgotten", name=name)
        return True
    if known is None:
        is_a_name = name[0].isupper() or (not name.isascii() and _is_shown(turn, name))
        if not is_a_name or beside_clip(turn, name).model is not None:
            return False
        await turn.tell("name_given.unknown", name=name)
        return True
    if known.person != turn.person:
        await turn.tell("name_given.not_yours", name=known.name)
        return True
    await turn.desk.history.forget_subject(turn.room, known.name)
    turn.subjects = tuple(one for one in turn.subjects if one is not known)
    waiting = tuple(row for row in turn.talk.pictures if row[1].ref != known.picture.ref)
    if waiting != turn.talk.pictures:
        turn.talk = replace(turn.talk, pictures=waiting)
    await turn.tell("name_given.forgotten", name=known.name)
    return True


def is_called(turn: Turn, name: str, *, is_somebody: bool) -> bool:
    """Whether a word for what we have at home can be a name: "this is our living room" tells none.

    A dish is one, as many pets are called; any other thing only where it is told of as he or she.
    """
    classes = turn.desk.tables.parted.classes
    last = (classes.of(list(name)) or [""])[-1]
    return classes.codes(*SOMEBODY, *(() if is_somebody else _NO_NAMES)).isdisjoint(last)
