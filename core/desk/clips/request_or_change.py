"""Decides whether what reads like a request changes the last job, and what it takes from a price asked before."""

from dataclasses import replace

from core import continuity
from core.desk.clips import changes
from core.desk.clips.differences import laid_over
from core.desk.normalising.wishes import animates_behind
from core.desk.pictures.of_message import pictures_of, waiting_pictures
from core.desk.questions.answers import is_series
from core.desk.reading import beside_clip
from core.desk.series.listed import lists_clips
from core.desk.turn import Turn
from core.model import Intent, ParseContext, Pending
from core.punctuation import PART, clauses
from core.tables import Pointing, Said
from core.tables.patterns import MARKS


def is_change(turn: Turn) -> bool:
    """Whether the message changes the last job, or the order that waits for a yes."""
    if turn.intent.edit and lists_clips(turn):
        read = turn.desk.parser.parse(turn.incoming.text, ParseContext(language=turn.language))
        turn.intent = replace(read, continuity=turn.intent.continuity)
        return False
    if _tells_own_scene(turn):
        return False
    _again_changed(turn)
    return turn.intent.edit or turn.intent.swap or any(one(turn) for one in _CHANGE)


def tells_change_of(turn: Turn, prompt: str, text: str, said: Intent) -> bool:
    """Whether a text, read as `said` beside this description, changes it or adds to it."""
    tables, words = turn.desk.tables, said.prompt.strip(MARKS)
    revisions = tables.revisions
    if said.edit or any(tables.pointers.says(text, one) for one in (Pointing.CHANGES, Pointing.OF_SHOT)):
        return True
    if continuity.tells_only_surroundings(words, revisions) or tables.sayings.says(words, Said.TELLS_STYLE):
        return True
    if continuity.to_something_else(prompt, text, revisions) is not None:
        return True
    is_about = continuity.is_about_it(prompt, text, revisions, turn.language)
    return is_about or continuity.begins_with_it(prompt, text, revisions)


def changes_nothing_there(turn: Turn) -> bool:
    """Whether the words change something, but there is no clip or picture that they could mean."""
    question = turn.question
    waits = question is not None and question.pending is not Pending.WORDS_MISSING
    if changes.base_of(turn) is not None or waits or turn.intent.known_names:
        return False
    if pictures_of(turn.incoming, turn.intent) or waiting_pictures(turn):
        return False
    return changes_something(turn, turn.incoming.text, turn.intent)


def changes_something(turn: Turn, text: str, said: Intent) -> bool:
    """Whether a text, read as `said`, can only change something; what must not be seen is no scene beside it."""
    pointers, texts = turn.desk.tables.pointers, [text]
    if said.wishes.negative_prompt:
        texts.append(said.prompt)
    return any(
        pointers.says(one, listed) for one in texts for listed in (Pointing.CHANGES, Pointing.CHANGES_IT)
    )


def as_priced(turn: Turn) -> None:
    """Give a request that answers a price, asked without a description, the values that were priced.

    With a model of its own ("ok, Kling then, a boat in fog") it answers it as well, unless models were
    compared or recommended since.
    """
    intent, quoted = turn.intent, turn.quoted
    is_newer = turn.job is None or turn.job.created_at < turn.talk.quoted_at
    if quoted is None or not is_newer:
        return
    talk = turn.talk
    if intent.model is not None and len(talk.named) <= 1 and talk.advised_at < talk.quoted_at:
        turn.intent = replace(intent, wishes=laid_over(intent.wishes, quoted.wishes))
    elif not intent.names_something and any(
        turn.desk.tables.pointers.says(text, Pointing.AGREES) for text in (turn.typed, turn.incoming.text)
    ):
        turn.intent = replace(intent, wishes=quoted.wishes, model=quoted.model, quality=quoted.quality)


def _tells_own_scene(turn: Turn) -> bool:
    """Whether the message asks for a clip of a whole scene, and tells how that is to be: it is read so, beside no clip."""
    if turn.incoming.text.isascii() or turn.intent.known_names or turn.intent.continuity is not None:
        return False
    base = changes.base_of(turn)
    shown = "" if base is None else base.order.prompt
    if shown and _is_other_scene(turn, shown):
        turn.intent = replace(turn.intent, edit=False)
        return True
    text = continuity.own_scene(turn.incoming.text, shown, turn.desk.tables.parted)
    if text is None or pictures_of(turn.incoming, turn.intent):
        return False
    read = turn.desk.parser.parse(text, ParseContext(language=turn.language))
    turn.intent = replace(turn.intent, edit=False, prompt=read.prompt)
    return True


def _is_other_scene(turn: Turn, shown: str) -> bool:
    """Whether somebody else does something else for so long: "a puppy runs, 10 seconds" beside a kitten that sleeps."""
    intent = turn.intent
    if not intent.edit or intent.wishes.duration_s is None or not intent.prompt or turn.question is not None:
        return False
    if intent.prompt.startswith(turn.desk.tables.revisions.add):
        return False  # "and there is a puppy"
    told = intent.prompt.strip(MARKS)
    is_bare = any(clause.strip(MARKS) == told for clause, _ in clauses(turn.incoming.text))
    return is_bare and continuity.tells_another(intent.prompt, shown, turn.desk.tables.parted)


def _again_changed(turn: Turn) -> None:
    """Read "again, and make it snowy" as a change."""
    intent, tables = turn.intent, turn.desk.tables
    if not intent.again or intent.edit or changes.base_of(turn) is None or pictures_of(turn.incoming):
        return
    words = tables.sayings.several.piece.split(turn.incoming.text.strip(MARKS))[-1]
    if tables.pointers.says(words, Pointing.CHANGES):
        turn.intent = replace(intent, edit=True, prompt=words)


def _only_drops_reference(turn: Turn) -> bool:
    """Whether the message only drops the reference of the last job, without another description."""
    return turn.intent.no_reference and not turn.intent.prompt and turn.job is not None


def _only_takes_away(turn: Turn) -> bool:
    """Whether the words only take something away that the last job, or the order in question, shows."""
    base = changes.base_of(turn)
    if base is None or not turn.intent.prompt or pictures_of(turn.incoming, turn.intent):
        return False
    return continuity.takes_away(base.order.prompt, turn.intent.prompt, turn.desk.tables.revisions)


def _is_about_it(turn: Turn) -> bool:
    """Whether the words replace or move something that the clip at hand shows, or name another subject of its kind."""
    base, text, revisions = changes.base_of(turn), turn.incoming.text, turn.desk.tables.revisions
    if base is None or pictures_of(turn.incoming, turn.intent):
        return False
    if animates_behind(turn.intent, text):
        return False
    if continuity.to_something_else(base.order.prompt, text, revisions) is not None:
        return True
    return continuity.is_about_it(base.order.prompt, text, revisions, base.language)


def _begins_with_it(turn: Turn) -> bool:
    """Whether a few words begin with something that the clip at hand shows, or has; a known name is another clip."""
    base, intent = changes.base_of(turn), turn.intent
    if (
        base is None
        or not intent.prompt
        or intent.known_names
        or intent.names
        or intent.continuity is not None
    ):
        return False
    if pictures_of(turn.incoming, intent) or waiting_pictures(turn):
        return False
    prompt, revisions = base.order.prompt, turn.desk.tables.revisions
    if continuity.tells_only_surroundings(intent.prompt, revisions):
        return True
    text = turn.incoming.text
    lead = text[: max(0, text.find(intent.prompt))].strip(MARKS)
    said = intent.prompt if lead and beside_clip(turn, lead).names_something else text  # behind values
    return continuity.begins_with_it(prompt, said, revisions)


def _is_of_shot(turn: Turn) -> bool:
    """Whether the words only tell how camera, light or background of the clip at hand are to be."""
    base, text = changes.base_of(turn), turn.incoming.text
    if base is None or not turn.intent.prompt or pictures_of(turn.incoming, turn.intent):
        return False
    if turn.desk.tables.pointers.says(text, Pointing.OF_SHOT):
        return True
    revisions, said = turn.desk.tables.revisions, turn.intent.prompt.strip(MARKS)
    if said.casefold() != turn.typed.strip(MARKS).casefold():
        return False  # "now one of a rainbow, same style"
    parts = [one for one in PART.split(said) if one]
    around = [one for one in parts if continuity.tells_only_surroundings(one, revisions)]
    story = turn.desk.tables.sayings.story
    # "Dusk, slow motion" shows nobody and nothing.
    return len(parts) > 1 and all(
        one in around or story.style.search(one) or story.look.search(one) for one in parts
    )


def _only_changes_question(turn: Turn) -> bool:
    """Whether the message has only values while an order waits for a yes: they change that order."""
    waits = turn.order_in_question is not None
    return waits and not turn.intent.prompt and not pictures_of(turn.incoming, turn.intent)


def _goes_on_in_series(turn: Turn) -> bool:
    """Whether the message tells what happens next while shots are on offer: it is another of them."""
    question, intent = turn.order_in_question, turn.intent
    if question is None or not is_series(question) or pictures_of(turn.incoming, intent):
        return False
    told = turn.desk.tables.sayings.story.order_word.match(intent.prompt)
    if told is None:
        return False
    turn.intent = replace(intent, continuity=None)
    return True


def _is_of_all_of_them(turn: Turn) -> bool:
    """Whether the message tells what all whom the clip at hand shows are to wear or do: "both of them in kimonos"."""
    if changes.base_of(turn) is None or pictures_of(turn.incoming, turn.intent) or turn.intent.known_names:
        return False
    return turn.desk.tables.pointers.says(turn.incoming.text, Pointing.ALL_OF_THEM)


def _goes_on_doing(turn: Turn) -> bool:
    """Whether somebody whom the clip at hand shows does what follows on what is done there: "the fox gets up, …"."""
    base, intent = changes.base_of(turn), turn.intent
    if base is None or not intent.prompt or intent.known_names or intent.continuity is not None:
        return False
    if pictures_of(turn.incoming, intent) or waiting_pictures(turn):
        return False
    if turn.question is not None and is_series(turn.question):
        return False
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.GOES_ON_DOING)
    return found is not None and continuity.shows(
        base.order.prompt, found.parts["name"], turn.desk.tables.revisions
    )


_CHANGE = (
    _goes_on_doing,
    _is_of_all_of_them,
    _goes_on_in_series,
    _only_changes_question,
    _only_drops_reference,
    _only_takes_away,
    _is_of_shot,
    _is_about_it,
    _begins_with_it,
)
