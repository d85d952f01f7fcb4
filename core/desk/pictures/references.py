"""Pictures that are wanted as references only: all of them, or the look of one."""

from dataclasses import replace

from core import continuity
from core.desk.clips import changes
from core.desk.pictures.chosen import PictureSet, pictures_at_hand
from core.desk.pictures.of_message import as_reference, go_on_waiting, pictures_of, waiting_pictures
from core.desk.reading import goes_on_as, said_in
from core.desk.requests import request
from core.desk.subjects.known import subject_called
from core.desk.turn import Turn
from core.model import Act, Intent, Picture, PictureSource, TaskType
from core.punctuation import comma
from core.tables import Said


async def as_references(turn: Turn) -> bool:
    """Handle a message in which all pictures, or one of them, lend their look to what it describes: order it."""
    sayings, text = turn.desk.tables.sayings, turn.incoming.text
    found = sayings.find(text, Said.ALL_REFERENCE)
    is_all = found is not None
    found = found or sayings.find(text, Said.LOOK_OF)
    if found is None:
        return False
    at_hand = _pictures(turn)
    if at_hand is None:
        return False
    chosen = at_hand.pictures
    if not is_all:
        place = sayings.place(found, len(chosen)) if "nth" in found else None
        if place is None:
            await turn.tell("ask.which_look", n=len(chosen))
            return True
        chosen = (chosen[place],)
    await _made(turn, at_hand, as_reference(chosen), (found.get("rest") or found.get("new") or "").strip())
    return True


async def only_reference(turn: Turn) -> bool:
    """Handle a picture that is called a reference and no more: it waits for the words, and lends them its look."""
    pictures = pictures_of(turn.incoming) or (waiting_pictures(turn) if turn.question is None else ())
    if not pictures or not turn.desk.tables.sayings.says(turn.incoming.text, Said.ONLY_REFERENCE):
        return False
    await go_on_waiting(turn, as_reference(pictures))
    return True


async def look_here(turn: Turn) -> bool:
    """Handle a look that is named and taken from the picture sent along, with a request behind it: order both."""
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.LOOK_HERE)
    pictures = pictures_of(turn.incoming) or waiting_pictures(turn)
    if found is None or len(pictures) != 1:
        return False
    said = said_in(turn, found["rest"], beside=() if turn.incoming.pictures else pictures)
    if said.action not in (Act.GENERATE, Act.QUOTE) or not said.prompt:
        return False
    turn.incoming = replace(turn.incoming, pictures=as_reference(pictures), quoted_pictures=())
    turn.intent = replace(
        said,
        action=Act.GENERATE,
        prompt=f"{found['what']}{comma(found['what'])}{said.prompt}",
        task_type=TaskType.REFERENCE,
        edit=False,
        continuity=None,
    )
    turn.only_price = said.action is Act.QUOTE
    turn.close_question()
    await request(turn)
    return True


def _pictures(turn: Turn) -> PictureSet | None:
    """The pictures of the message, else those it speaks of, else the set that was sent last."""
    own = pictures_of(turn.incoming)
    if own:
        return PictureSet(own, own, None) if len(own) > 1 else None
    at_hand = pictures_at_hand(turn)
    if at_hand is not None:
        return at_hand
    album = turn.talk.album
    return PictureSet(album, (), None) if len(album) > 1 else None


async def _of_named(turn: Turn) -> tuple[Picture, ...]:
    """The picture of somebody known by name, where the message only asks for that look."""
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.LOOK_OF_NAMED)
    known = subject_called(turn, found["name"]) if found is not None else None
    if known is None:
        return ()
    picture = known.picture
    if picture.source is not PictureSource.RESULT:
        return (picture,)
    job = await turn.desk.jobs.get(picture.ref["job"])
    return () if job is None or continuity.frame_of(job) is None else (picture,)


async def look_of_sent(turn: Turn) -> bool:
    """Handle a wish for the look of a picture sent before: change the order at hand, or order what is described."""
    sayings, text = turn.desk.tables.sayings, turn.incoming.text
    base = changes.base_of(turn)
    if base is None or pictures_of(turn.incoming) or waiting_pictures(turn):
        return False
    if turn.order_in_question is None and not turn.owns_job:
        return False
    own = tuple(one for one in base.pictures if one.source is not PictureSource.RESULT)
    named = await _of_named(turn)
    found = {} if named else sayings.find(text, Said.LOOK_OF_IT)
    # "It" is the picture behind the clip; "that photo" may be one that came before it.
    is_it = found is not None and not sayings.says(text, Said.PICTURE_WORD)
    pictures = named or own or (() if is_it else turn.talk.last_pictures)
    found = found if found is not None else sayings.find(text, Said.LOOK_OF_SENT)
    if found is None or not pictures:
        return False
    if "rest" in found:
        if not named:
            turn.preface = turn.words("notice.continuity_same", what=turn.words("notice.what_picture"))
        await _made(turn, PictureSet(pictures, own, base), as_reference(pictures), found["rest"])
        return True
    turn.incoming = replace(turn.incoming, pictures=as_reference(pictures), quoted_pictures=())
    turn.intent = Intent(
        action=Act.GENERATE,
        edit=True,
        again=turn.intent.again,
        task_type=TaskType.REFERENCE,
        language=turn.language,
    )
    await changes.edit(turn)
    return True


async def _made(turn: Turn, at_hand: PictureSet, pictures: tuple[Picture, ...], scene: str) -> None:
    """Order what is described with these references; without a description, the order at hand with them."""
    if scene:
        read = goes_on_as(turn, scene, pictures)
        turn.intent = replace(
            read,
            action=Act.GENERATE,
            edit=False,
            task_type=TaskType.REFERENCE,
            ambiguous_roles=False,
            roles=(),
            continuity=None,
        )
        turn.close_question()
        await request(turn)
        return
    turn.incoming = replace(turn.incoming, pictures=pictures, quoted_pictures=())
    if at_hand.order is not None:
        turn.intent = Intent(
            action=Act.GENERATE, edit=True, task_type=TaskType.REFERENCE, language=turn.language
        )
        await changes.edit(turn)
        return
    question = turn.question
    asked = question.intent if question is not None else None
    turn.close_question()
    if asked is None or not asked.prompt:
        await go_on_waiting(turn, pictures)
        return
    turn.intent = replace(
        asked, task_type=TaskType.REFERENCE, ambiguous_roles=False, roles=(), language=turn.language
    )
    await request(turn)
