"""Two pictures of which is told what they are, and nothing, or only a kind of video, that is to be made of them."""

from collections.abc import Mapping
from dataclasses import replace

from core.desk.pictures.of_message import as_reference, let_wait, pictures_of, waiting_pictures
from core.desk.reading import said_in
from core.desk.requests import request
from core.desk.turn import Turn
from core.model import Act, Intent, Pending, TaskType
from core.tables import Said

_TWO = 2
_STOP = ". "


async def roles_told(turn: Turn) -> bool:
    """Handle "the first is our sneaker, the second the style": the words are waited for, or the kind is what is made."""
    pictures = pictures_of(turn.incoming) or waiting_pictures(turn)
    found = turn.desk.tables.sayings.find(turn.incoming.text.strip(), Said.ROLES_TOLD)
    if found is None or len(pictures) != _TWO:
        return False
    rest, roles = found.get("rest", "").strip(), found["what"].strip()
    read = said_in(turn, rest, beside=() if pictures_of(turn.incoming) else pictures) if rest else None
    if read is not None and (read.prompt or read.action not in (Act.GENERATE, Act.CHITCHAT)):
        return False  # the scene is told with it
    kind = turn.desk.tables.sayings.find(rest, Said.KIND_OF_VIDEO) if rest else None
    intent = read or Intent(action=Act.GENERATE, language=turn.language)
    intent = replace(
        intent,
        action=Act.GENERATE,
        task_type=TaskType.REFERENCE,
        ambiguous_roles=False,
        roles=(),
        edit=False,
        continuity=None,
        notices=(),
    )
    if kind is None:
        let_wait(turn, as_reference(pictures))
        turn.ask(replace(turn.question_now(Pending.WORDS_MISSING), intent=intent))
        await turn.tell("ask.pictures_told")
        return True
    turn.incoming = replace(turn.incoming, pictures=as_reference(pictures), quoted_pictures=())
    turn.intent = replace(intent, prompt=f"{roles}{_STOP}{_named(turn, kind)}")
    turn.close_question()
    await request(turn)
    return True


async def scene_of_asked(turn: Turn) -> None:
    """Let a scene that speaks of "the kid" show the two pictures of which it was asked which is first."""
    question = turn.question
    if question is None or question.pending is not Pending.WHICH_FIRST or question.incoming is None:
        return
    pictures, text = pictures_of(question.incoming), turn.incoming.text
    if len(pictures) != _TWO or pictures_of(turn.incoming) or waiting_pictures(turn):
        return
    intent, story = turn.intent, turn.desk.tables.sayings.story
    definite = turn.desk.tables.pointers.definite
    first, _, rest = text.partition(" ")
    # "the second one opens it"
    is_of_one = rest.partition(" ")[0].casefold() in turn.desk.tables.sayings.order
    is_of_them = (first.casefold() in definite and not is_of_one) or story.pronoun.match(text) is not None
    if intent.action is not Act.GENERATE or not intent.prompt or intent.edit or not is_of_them:
        return
    turn.incoming = replace(turn.incoming, pictures=pictures)
    turn.intent = said_in(turn, text)
    turn.close_question()


def with_roles_told(turn: Turn, intent: Intent) -> Intent:
    """The scene that is told next, behind what was said of the pictures it is made with."""
    question = turn.question
    asked = question.incoming.text if question is not None and question.incoming is not None else ""
    found = turn.desk.tables.sayings.find(asked.strip(), Said.ROLES_TOLD) if asked else None
    if found is None or intent.action is not Act.GENERATE or intent.edit:
        return intent
    kind = None if intent.prompt else turn.desk.tables.sayings.find(turn.incoming.text, Said.KIND_OF_VIDEO)
    scene = intent.prompt or (_named(turn, kind) if kind is not None else "")
    if not scene:
        return intent
    return replace(
        intent,
        prompt=f"{found['what'].strip()}{_STOP}{scene}",
        task_type=TaskType.REFERENCE,
        ambiguous_roles=False,
        roles=(),
    )


def _named(turn: Turn, kind: Mapping[str, str]) -> str:
    """A kind of video as words of a description: "an ad"."""
    return turn.desk.tables.sayings.listed.with_article(kind["what"].strip())
