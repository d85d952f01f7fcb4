"""A wish for a picture, which we do not make: said so, and what it is to show is offered as a video."""

from dataclasses import replace

from core.desk.pictures.of_message import pictures_of, waiting_pictures
from core.desk.questions.answers import confirm, orders_all
from core.desk.reading import said_in
from core.desk.requests import request
from core.desk.turn import Turn
from core.model import Act, Intent, Pending
from core.phrases import head
from core.punctuation import comma
from core.tables import Pointing, Said

_HEAD = 60  # characters of a description


async def wants_still(turn: Turn) -> bool:
    """Handle "draw me a poster": nothing is made of it without a yes; where nothing else is said, the words are awaited."""
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.WANTS_STILL)
    if found is None or pictures_of(turn.incoming, turn.intent) or waiting_pictures(turn):
        return False
    told = [found.parts[one].strip() for one in ("what", "rest") if found.parts.get(one)]
    prompt = comma(turn.incoming.text).join(told)
    # It may tell a shape or a length as well.
    read = said_in(turn, prompt) if prompt else turn.intent
    prompt = (read.prompt or prompt) if prompt else ""
    turn.intent = Intent(
        action=Act.GENERATE, prompt=prompt, wishes=read.wishes, model=read.model, language=turn.language
    )
    if not prompt:
        turn.ask(replace(turn.question_now(Pending.WORDS_MISSING), intent=turn.intent))
        await turn.tell("ask.no_stills")
        return True
    turn.only_price = True
    turn.preface = turn.words("ask.no_stills_of", prompt=head(prompt, _HEAD))
    await request(turn)
    return True


async def lets_it_move(turn: Turn) -> bool:
    """Handle "and now make it move" behind such an offer: the video of it is what was offered, so that is a yes."""
    question, pointers = turn.order_in_question, turn.desk.tables.pointers
    if question is None or question.incoming is None or orders_all(question):
        return False
    if not pointers.says(question.incoming.text, Pointing.WANTS_STILL):
        return False
    if pictures_of(turn.incoming) or waiting_pictures(turn):
        return False
    if not turn.desk.tables.sayings.says(turn.incoming.text, Said.ANIMATES_IT):
        return False
    turn.intent = Intent(action=Act.CONFIRM, language=turn.language)
    await confirm(turn)
    return True
