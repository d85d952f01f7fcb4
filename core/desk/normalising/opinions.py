"""Who asks whether a change would look better has not asked for it: its price is told, and a yes orders it."""

from core.desk.reading import said_in
from core.desk.turn import Turn
from core.model import Act
from core.tables import Pointing

# Sharper is a value, and another model has its own answer.
_ANSWERED = (Pointing.BLURRED, Pointing.BETTER_MODEL)
_ASKED_OTHERWISE = (Pointing.OPINION, Pointing.ABLE)


def without_idea_word(turn: Turn, text: str) -> str:
    """The message without the word in front that calls it an idea; one that is put as a question is only priced."""
    found = next(iter(turn.desk.tables.pointers.find(text, Pointing.IDEA_FIRST)), None)
    if found is None:
        return text
    if text.isascii():
        is_asked = (
            turn.job is not None or turn.talk.advised
        )  # beside a clip it tells a change, behind advice what for
        is_shown = not is_asked and found.parts["asks"].casefold() in said_in(turn, text).prompt.casefold()
        return found.parts["rest"] if is_shown else text
    turn.only_price = turn.only_price or "asks" in found.parts
    return f"{found.parts.get('before', '')}{found.parts['rest']}"


def without_when_done(turn: Turn, text: str) -> str:
    """The change for when the clip in the making is done, without those words; until then it is only priced."""
    job = turn.job
    if job is None or job.phase.is_over or not turn.owns_job or turn.order_in_question is not None:
        return text
    found = turn.desk.tables.pointers.first(text, Pointing.WHEN_DONE)
    if found is None or not _is_order(turn, rest=found.parts["rest"]):
        return text
    turn.only_price, turn.pointed = True, turn.words("edit.runs_on")
    return found.parts["rest"]


def without_opinion(turn: Turn, text: str) -> str:
    """The message without the question whether the change in it would be better; a model has its own answer."""
    if rest := _suggested(turn, text):
        return rest
    if turn.job is None or not turn.owns_job or turn.question is not None:
        return text
    pointers = turn.desk.tables.pointers
    wonders = pointers.first(text, Pointing.WONDERS)
    if wonders is not None and _changes(turn, wonders.parts["rest"]):
        return wonders.parts["rest"]
    found = pointers.first(text, Pointing.OPINION)
    if found is None or any(pointers.says(text, one) for one in _ANSWERED):
        return text
    change = next((one for one in (found.parts["rest"], text) if _changes(turn, one)), None)
    turn.only_price = turn.only_price or change is not None
    return text if change is None else change


def _changes(turn: Turn, text: str) -> bool:
    """Whether these words change the clip at hand, and name no other model."""
    pointers = turn.desk.tables.pointers
    if any(pointers.says(text, one) for one in (Pointing.LONGER, Pointing.SHORTER)):
        return True
    read = said_in(turn, text)
    return read.action is Act.GENERATE and read.edit and read.model is None


def _suggested(turn: Turn, text: str) -> str:
    """What the message only asks whether it would be all right, to be priced; empty where it asks no such thing."""
    job, question = turn.job, turn.question
    if text.isascii() or (job is not None and not turn.owns_job) or turn.incoming.pictures:
        return ""
    if question is not None and not question.drafts:
        return ""
    pointers = turn.desk.tables.pointers
    found = pointers.first(text, Pointing.SUGGESTS)
    if found is None or any(pointers.says(text, one) for one in _ASKED_OTHERWISE):
        return ""
    if not _is_order(turn, **found.parts):
        return ""
    if job is not None and question is None and not job.phase.is_over and not job.is_cancelling:
        turn.pointed = turn.words("edit.runs_on")
    turn.only_price = True
    return found.parts.get("rest") or found.parts["name"]


def _is_order(turn: Turn, *, rest: str = "", asks: str = "", name: str = "") -> bool:
    """Whether the words suggested change the clip at hand, perhaps only its model; or what they show is asked about."""
    read = said_in(turn, rest or name)
    if name:
        return read.model is not None and not read.prompt
    return read.action is Act.GENERATE and (read.edit or bool(asks and read.prompt))
