"""Reads a message against what this person was asked before and what was made."""

from collections.abc import Sequence
from dataclasses import replace

from core import continuity
from core.desk.pictures.of_message import pictures_of, waiting_pictures
from core.desk.rewording import reworded
from core.desk.turn import Turn
from core.model import (
    Act,
    Continuity,
    Incoming,
    Intent,
    Notice,
    ParseContext,
    Pending,
    Picture,
    PictureSource,
    TaskType,
    Wishes,
)
from core.ports import Question
from core.punctuation import clauses, comma
from core.tables import Pointing, Said, Tables
from core.tables.patterns import MARKS

# These wait for what is missing, and no word answers them.
_NO_ANSWER = frozenset({Pending.PICTURE_MISSING, Pending.WORDS_MISSING})
_ORDERS = frozenset({Act.GENERATE, Act.QUOTE})
_TAKES = frozenset({Act.CONFIRM, Act.RETRY})
_ABOUT_PRICE = (Pointing.FINDS_DEAR, Pointing.CHEAPER_ONE)
# Stands for a picture, to read the words as if one were there.
_A_PICTURE = (Picture(PictureSource.RESULT, {}),)


def parse(turn: Turn, question: Question | None, incoming: Incoming) -> Intent:
    """The intent of a message, read as this turn's; `question` is what it may answer.

    The parser reads the words against the clip or the order that they can be about. What it cannot know is corrected
    behind that, in an order that matters: most often words that it leaves to be shown, and that show nothing.
    """
    job = turn.job
    images = len(pictures_of(incoming))
    if not images and turn.desk.tables.talk.small_talk(incoming.text) == "other":
        # A greeting is not about the pictures that wait.
        images = len(waiting_pictures(turn, incoming.text))
    waits = turn.order_in_question if question is not None else None
    last = waits.drafts[0] if waits is not None else job.draft if job is not None else None
    has_price = last is not None or turn.talk.question is not None
    text = _without_remarks(turn, incoming.text) if has_price else incoming.text
    context = ParseContext(
        images=images,
        last_status="success" if waits is not None and job is None else turn.status_word(job),
        last_task_type=last.order.task_type if last is not None else None,
        last_prompt=last.order.prompt if last is not None else "",
        pending=_pending(turn, question, text),
        names=tuple(one.name for one in turn.subjects),
        direct=incoming.address.direct,
        language=incoming.language,
    )
    read = turn.desk.parser.parse(text, context)
    if read.action in _TAKES and context.pending is not None:
        read = _naming_a_model(turn, read, text, context)
    if last is not None and not images:
        read, text = _helped(turn, read, text, context)
        if read.again and turn.desk.tables.sayings.says(read.prompt, Said.NO_SCENE):
            read = replace(read, prompt="", edit=True)  # "one more with Kling, to compare"
    # Words beside a waiting order, on its price, on what a value is for, or for a value; those for both pictures.
    if waits is not None and read.action is Act.GENERATE and read.prompt and not images:
        read = _beside_a_clip(turn, read, text, context)
    about_price = (turn.desk.tables.pointers.says(read.prompt, one) for one in _ABOUT_PRICE)
    if has_price and read.names_something and any(about_price):
        read = replace(read, prompt="", edit=last is not None)
    if read.edit and read.prompt and read.wishes != Wishes() and _is_use(turn, text, read.prompt):
        read = replace(read, prompt="")
    revisions = turn.desk.tables.revisions
    if last is not None and not images:
        read = _adding(turn, _with_values_alone(turn, read, context), text)
    if images > 1 and read.prompt and _only_takes_both(turn, text):
        read = replace(read, prompt="")
    return continuity.without_absent(
        read, text, revisions, has_pictures=bool(images), has_job=last is not None
    )


def _adding(turn: Turn, read: Intent, text: str) -> Intent:
    """What was taken for talk, as a change of the clip at hand where it wants something added to it."""
    if read.action is not Act.CHITCHAT or not turn.desk.tables.pointers.says(text, Pointing.ADDS_THING):
        return read
    return replace(read, action=Act.GENERATE, edit=True, prompt=text)


def _only_takes_both(turn: Turn, text: str) -> bool:
    """Whether words beside pictures only ask for a clip of both, or whether it can be made, and describe nothing."""
    found = turn.desk.tables.sayings.find(text, Said.TAKES_BOTH)
    return found is not None and "rest" not in found


def _pending(turn: Turn, question: Question | None, text: str) -> Pending | None:
    """What the message may answer; whom a picture shows, and what is to be made of it, is a request of its own."""
    if question is None or question.pending in _NO_ANSWER:
        return None
    is_alone = question.pending is Pending.PICTURE_ALONE
    if is_alone and turn.desk.tables.sayings.says(text, Said.SHOWS_OURS):
        return None
    return question.pending


def _naming_a_model(turn: Turn, read: Intent, text: str, context: ParseContext) -> Intent:
    """What takes an offer, or the change to another model if it names one: that is no yes to what is offered."""
    named = turn.desk.parser.parse(text, replace(context, pending=None, last_status="success"))
    return named if named.action is Act.GENERATE and named.edit and named.model is not None else read


def _is_use(turn: Turn, text: str, prompt: str) -> bool:
    """Whether the words beside a value only set it, tell what it is for ("for the intranet"), or are a figure."""
    words, found = prompt.strip(MARKS), turn.desk.tables.pointers.first(text, Pointing.FOR_USE)
    if turn.desk.tables.pointers.says(words, Pointing.ONLY_SETS):
        return True
    return words.isdigit() or (found is not None and found.parts["rest"].casefold() == words.casefold())


def _with_values_alone(turn: Turn, read: Intent, context: ParseContext) -> Intent:
    """A change without the words to be added, where these alone name nothing but values: "can I get that vertical"."""
    if read.action not in _ORDERS or not read.prompt:
        return read
    words = continuity.without_tail(read.prompt, turn.desk.tables.revisions)
    alone = turn.desk.parser.parse(words, replace(context, pending=None, last_status="success"))
    if alone.action is not Act.GENERATE or alone.prompt or alone.model is not None:
        return read
    if alone.wishes == Wishes() and alone.quality is None:
        return read
    quality = read.quality or alone.quality
    return replace(read, prompt="", edit=True, wishes=read.wishes.over(alone.wishes), quality=quality)


def _without_remarks(turn: Turn, text: str) -> str:
    """The message without clauses at its ends that only call the price too high, if anything else is left."""
    pointers = turn.desk.tables.pointers
    kept = [clause + mark for clause, mark in clauses(text)]
    for end in (0, -1):
        while len(kept) > 1 and pointers.says(kept[end], Pointing.FINDS_DEAR):
            del kept[end]
    return "".join(kept)


def _helped(turn: Turn, read: Intent, text: str, context: ParseContext) -> tuple[Intent, str]:
    """What a message that finds a fault wishes for, and its words: what helps, or that the clip is stopped for it."""
    helped = _with_remedies(turn, text)
    if helped == text:
        return read, text
    stops = _stops_for_a_fault(turn, text, context)
    if stops is not None:
        return stops, text
    better = turn.desk.parser.parse(helped, context)
    # A fault that was found is a reason for the change beside it.
    return (better, helped) if better.action is Act.GENERATE and better.edit else (read, text)


def _with_remedies(turn: Turn, text: str) -> str:
    """The message with what helps in the place of the faults that it finds in front of, or behind, a wish.

    What is wished for anyway ("too slow, a bit faster") is not said twice, and "odd" helps nobody.
    """
    tables = turn.desk.tables
    told: list[str] = []
    found = False
    parts = clauses(text)
    rest = "".join(clause for clause, _ in parts)
    for at, (clause, mark) in enumerate(parts):
        wishes = tables.pointers.remedies(clause, tables.revisions.whole, is_beside=True)
        is_odd = tables.pointers.says(clause, Pointing.ODD)
        found = found or bool(wishes) or is_odd
        others = rest.replace(clause, "")
        behind = " ".join(one for one, _ in parts[at + 1 :])
        wanted = [one for one in wishes if not _is_helped(tables, one, others, behind)]
        if not wishes and not is_odd:
            told.append(clause + mark)
        elif wanted:
            told.append(comma(text).join(wanted) + mark)
    return "".join(told) if found and told else text


def _is_helped(tables: Tables, wish: str, others: str, behind: str) -> bool:
    """Whether other words wish for what helps, or those behind it for another hour, which is as light as it is."""
    hour = tables.revisions.otherwise.hour
    is_hour = hour.search(wish) is not None and any(
        not one[0].isascii() or not behind[: one.start()][-1:].isalpha() for one in hour.finditer(behind)
    )
    return is_hour or tables.pointers.is_wished(wish, others)


def _stops_for_a_fault(turn: Turn, text: str, context: ParseContext) -> Intent | None:
    """The cancel that a message asks for beside a fault that it finds ("too slow, cancel"); None where it asks for none."""
    tables = turn.desk.tables
    whole = tables.revisions.whole
    left = [
        clause for clause, _ in clauses(text) if not tables.pointers.remedies(clause, whole, is_beside=True)
    ]
    read = turn.desk.parser.parse(comma(text).join(left), context) if left else None
    return read if read is not None and read.action is Act.CANCEL else None


def _beside_a_clip(turn: Turn, read: Intent, text: str, context: ParseContext) -> Intent:
    """A change of a waiting order, read as if the clip existed, if that reading finds fewer words to add.

    A remark must not become part of a description only because an order waits for a yes.
    """
    said = turn.desk.parser.parse(text, replace(context, pending=None, last_status="success"))
    is_same = said.action is Act.GENERATE and said.edit and said.model == read.model
    if not is_same or said.wishes != read.wishes or said.quality != read.quality:
        return read
    hears_less = len(said.prompt) < len(read.prompt) if read.edit else not said.prompt
    return replace(read, edit=True, prompt=said.prompt) if hears_less else read


def read(turn: Turn) -> Intent:
    """The intent of the message, read against what this person was asked.

    A reply to one's own job is about the job, unless its words mean the picture shown there.
    """
    job, came, question = turn.job, turn.incoming, turn.question
    if job is None or not turn.points_at_job or not turn.owns_job or came.pictures:
        return parse(turn, question, came)
    own = tuple(
        replace(one, role=None) for one in job.draft.pictures if one.source is not PictureSource.RESULT
    )
    if any(one.ref not in [shown.ref for shown in own] for one in came.quoted_pictures):
        return parse(turn, question, came)
    shown = came.quoted_pictures or own
    plain = parse(turn, question, replace(came, quoted_pictures=()))
    with_picture = parse(turn, question, replace(came, quoted_pictures=shown or _A_PICTURE))
    is_for_picture = _means_picture(turn, plain, with_picture) or (
        bool(came.quoted_pictures) and _describes(turn, plain)
    )
    turn.incoming = replace(came, quoted_pictures=shown if is_for_picture else ())
    if not is_for_picture:
        return plain
    # If no picture was sent for that job, the words point at its clip.
    return with_picture if shown else replace(with_picture, continuity=Continuity.ANIMATE)


def _means_picture(turn: Turn, plain: Intent, with_picture: Intent) -> bool:
    """Whether the words of a reply are about the picture itself, and change nothing in the clip made from it."""
    if with_picture.action not in (Act.GENERATE, Act.QUOTE) or with_picture.edit:
        return False
    if Notice.IMAGE_MISSING in plain.notices or (plain.action is Act.CHITCHAT and not with_picture.prompt):
        return True
    is_for_scene = with_picture.task_type is TaskType.REFERENCE and with_picture.prompt not in (
        "",
        plain.prompt,
    )
    return is_for_scene and turn.desk.tables.sayings.says(turn.incoming.text, Said.POINTS)


def _describes(turn: Turn, plain: Intent) -> bool:
    """Whether the words describe a clip of their own, and do not change the one made from the picture."""
    text = turn.incoming.text
    if plain.action not in (Act.GENERATE, Act.QUOTE) or not plain.prompt or plain.continuity is not None:
        return False
    if not plain.edit:
        return True
    assert turn.job is not None
    # Words that a change would only add at the end, unaltered, are a scene of their own.
    before = turn.job.draft.order.prompt
    after, _ = reworded(turn, before, plain)
    is_added = after.startswith(before) and after.endswith(text.strip(MARKS))
    return is_added and not turn.desk.tables.pointers.says(text, Pointing.CHANGES)


def beside_clip(turn: Turn, words: str) -> Intent:
    """What these words alone would mean beside a finished clip."""
    return turn.desk.parser.parse(words, ParseContext(last_status="success"))


def is_another(turn: Turn, words: str) -> bool:
    """Whether these words alone would ask for another clip beside a finished one, and say what it shows."""
    read = beside_clip(turn, words)
    return read.action is Act.GENERATE and bool(read.prompt) and not read.edit


def said_in(
    turn: Turn, words: str, question: Question | None = None, *, beside: Sequence[Picture] = ()
) -> Intent:
    """What these words would mean as the message, with the pictures `beside` it; the message stays as it is."""
    came = turn.incoming
    return parse(turn, question, replace(came, text=words, pictures=(*came.pictures, *beside)))


def goes_on_as(turn: Turn, words: str, pictures: Sequence[Picture] | None = None) -> Intent:
    """Replace the message by these words, and by these pictures if given; returns what they mean."""
    turn.incoming = replace(turn.incoming, text=words)
    if pictures is not None:
        turn.incoming = replace(turn.incoming, pictures=tuple(pictures), quoted_pictures=())
    return parse(turn, None, turn.incoming)
