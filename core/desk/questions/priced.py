"""Orders what was priced when it is pointed at or named, or only "the same" is said, without pricing it again."""

from collections.abc import Sequence
from dataclasses import replace

from core.desk.clips.changes import edit
from core.desk.clips.differences import changes_between, laid_over, sound_of
from core.desk.pictures.of_message import pictures_of
from core.desk.placing import open_jobs
from core.desk.prices.quotes import in_question
from core.desk.questions.answers import confirm, orders_all, stays_open
from core.desk.reading import said_in
from core.desk.turn import Turn
from core.model import Act, Change, Draft, Intent, Pending, Wishes
from core.planner.values import number, same
from core.ports import Question
from core.punctuation import asks_anywhere, clauses
from core.tables import Pointing
from core.tables.patterns import MARKS

# "Use the best" clears the default.
_USES = frozenset({Act.GENERATE, Act.SET_PREFERENCE, Act.CLEAR_PREFERENCE})
_NO_ORDER = (Pointing.VARIANT, Pointing.FROM_NOW_ON, Pointing.HESITATES, Pointing.REFUSES_VALUE)
_COUNTED = (("duration", "duration_s"), ("resolution", "resolution"))
_VALUES = (*_COUNTED, ("aspect_ratio", "aspect_ratio"), ("mode", "mode"))


async def priced_taken(turn: Turn) -> bool:
    """Handle a message that takes what waits for a yes in other words than "yes": order it."""
    question = turn.order_in_question
    if question is None or orders_all(question) or pictures_of(turn.incoming, turn.intent):
        return False
    is_priced = question.intent is not None and question.intent.action is Act.QUOTE
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.TAKES)
    # The cheapest of all is none of those that wait, but where that was asked for.
    is_pointed_at = found is not None and not {"rest", "nth", "cheap"} & found.parts.keys()
    named = _named_beside(turn, question) if is_pointed_at else None
    if named is not None:
        await _take(turn, question, named, Intent(action=Act.GENERATE, language=turn.language))
        return True
    if is_pointed_at and _is_another_named(turn, question):
        return False  # "use that one" means what was named since, not what waits
    goes_for_it = turn.desk.tables.pointers.says(turn.incoming.text, Pointing.GOES_FOR_IT)
    if (is_pointed_at or goes_for_it) and is_priced:
        await open_jobs(turn, question.drafts[:1], said=question.intent)
        return True
    said = _named(turn, question)
    if said is None:
        return False
    place = _which(question, said)
    if place == 0 and said.model is None and not _is_yes(turn, question, said):
        await in_question(turn, question, _as_it_is(turn, question.drafts[0], said))
        return True
    if place is not None:
        await _take(turn, question, place, said)
        return True
    if is_priced and (_is_order(turn, question, said) or _was_priced(turn, question, said)):
        await _order_otherwise(turn, question, said)
        return True
    return False


def _is_another_named(turn: Turn, question: Question) -> bool:
    """Whether another model than the one that waits was named since the question was asked."""
    named = turn.named_since(question)
    return bool(named) and turn.talk.named_it != question.drafts[0].order.model


def _is_yes(turn: Turn, question: Question, said: Intent) -> bool:
    """Whether the message agrees beside the values that it names: what changes nothing is no yes by itself.

    "Then silent" agrees where silence was just priced. Nothing does that wants something changed, or that names the
    mode, which nobody was told.
    """
    pointers, text = turn.desk.tables.pointers, turn.incoming.text
    if said.wishes.mode is not None:
        return False
    asked = question.intent.wishes if question.intent is not None else Wishes()
    if pointers.says(text, Pointing.CHANGES):
        return _wants_it_so(question, said, asked)
    if pointers.says(text, Pointing.AGREES) and laid_over(said.wishes, asked) == asked:
        return True
    return said.quality is not None or any(pointers.says(one, Pointing.GOES) for one, _ in clauses(text))


def _wants_it_so(question: Question, said: Intent, asked: Wishes) -> bool:
    """Whether the message wants the change of a clip done that was just priced: "then make it vertical"."""
    is_change = question.intent is not None and question.intent.edit and question.intent.action is Act.QUOTE
    return is_change and said.wishes != Wishes() and laid_over(said.wishes, asked) == asked


def _as_it_is(turn: Turn, draft: Draft, said: Intent) -> str:
    """That what was named is so already, or why the model of the waiting order cannot have it."""
    in_vain = _left_of(draft, replace(said.wishes, audio=None, negative_prompt=None)) != Wishes()
    why = turn.desk.drafter.notices(draft) if in_vain else ()
    return turn.desk.phrases.lines(*why) if why else turn.words("confirm.already")


def _named_beside(turn: Turn, question: Question) -> int | None:
    """The place of the draft whose model was named since the question was asked: "that one" means it."""
    named = turn.named_since(question)
    models = [one.order.model for one in question.drafts]
    return models.index(named[0], 1) if len(named) == 1 and named[0] in models[1:] else None


async def _take(turn: Turn, question: Question, place: int, said: Intent) -> None:
    if said.action is Act.SET_PREFERENCE:
        said = replace(said, save_preference=True)
    draft = question.drafts[place]
    lines = [turn.words("notice.saved")] if said.save_preference else []
    if place and question.pending is Pending.CONFIRM:
        changes = _what_is_other(turn, question.drafts[0], draft)
        if not changes:
            # Only what the job already has was named: nothing changes.
            turn.close_question()
            await turn.tell("edit.same")
            return
        lines.insert(0, turn.words("edit.header", changes=turn.desk.phrases.changes(changes, turn.language)))
    draft = replace(draft, intro=tuple(dict.fromkeys((*draft.intro, *lines))))
    await open_jobs(turn, [draft], said=said if said.save_preference else question.intent)


def _what_is_other(turn: Turn, first: Draft, draft: Draft) -> Sequence[Change]:
    """What differs between the cheaper choice and the last job, or else what was priced first."""
    job = turn.job
    before = job.draft if job is not None and first.parent == job.id else first
    return changes_between(before, draft, turn.desk.tables.advice.left_out_words)


def _named(turn: Turn, question: Question) -> Intent | None:
    """The model or values that the message names; None if it says more, asks or hesitates."""
    text, pointers = turn.incoming.text.strip(), turn.desk.tables.pointers
    absent = _absent(turn, question.drafts[0])
    if absent:
        return Intent(action=Act.GENERATE, wishes=Wishes(negative_prompt=absent), language=turn.language)
    if asks_anywhere(text) or any(pointers.says(text, one) for one in _NO_ORDER):
        return None
    if any("bare" in one.parts for one in pointers.find(text.strip(MARKS), Pointing.ABLE)):
        return None  # it asks whether this can be had
    said = turn.intent
    if not _names_something(said):
        found = pointers.first(text, Pointing.SETTLES)
        said = said_in(turn, found.parts["rest"], question) if found is not None else said
    if said.action not in _USES or said.prompt or said.unavailable or said.no_reference:
        return None
    return said if _names_something(said) else None


def _absent(turn: Turn, draft: Draft) -> str:
    """What "no …" wants gone, if the waiting order leaves that out already; it is then no refusal of the order."""
    revisions = turn.desk.tables.revisions
    words = revisions.gone_tail.sub("", turn.incoming.text.strip(MARKS))
    what = revisions.gone_of(words.lower())
    return what if what and what in (draft.wishes.negative_prompt or "").lower() else ""


def _names_something(said: Intent) -> bool:
    return said.action in _USES and not said.prompt and said.names_something


def _which(question: Question, said: Intent) -> int | None:
    """The place of the draft that has all that was named; one after the first must be named by its model."""
    for place, draft in enumerate(question.drafts):
        if place and said.model is None:
            return None
        if _is(question, draft, said):
            return place
    return None


def _is(question: Question, draft: Draft, said: Intent) -> bool:
    if said.model is not None and said.model != draft.order.model:
        return False
    asked = question.intent.quality if question.intent is not None else None
    if said.quality is not None and (said.quality != asked or draft is not question.drafts[0]):
        return False
    return _has(draft, said.wishes)


def _has(draft: Draft, said: Wishes) -> bool:
    """Whether an order fulfils these wishes, as it was asked for or as it would be made."""
    return laid_over(_left_of(draft, said), draft.wishes) == draft.wishes


def _left_of(draft: Draft, said: Wishes) -> Wishes:
    """The wishes without those that an order fulfils as it would be made."""
    left, params = said, draft.order.params
    for name, wish in _VALUES:
        value, given = getattr(said, wish), params.get(name)
        if value is None or given is None:
            continue
        is_so_many = (name, wish) in _COUNTED and number(given) == number(value)
        if is_so_many or same(given, value):
            left = replace(left, **{wish: None})
    if said.audio is not None and sound_of(draft) is said.audio:
        left = replace(left, audio=None)
    return left


def _is_order(turn: Turn, question: Question, said: Intent) -> bool:
    """Whether the message agrees to what was priced and adds something, or wants another made: no more questions."""
    if said.again:
        return True
    if not turn.desk.tables.pointers.says(turn.incoming.text, Pointing.AGREES):
        return False
    draft = question.drafts[0]
    named = [name for name in said.wishes.__dataclass_fields__ if getattr(said.wishes, name) is not None]
    is_model = said.model is not None and said.model == draft.order.model
    return is_model or any(_has(draft, Wishes(**{name: getattr(said.wishes, name)})) for name in named)


def _was_priced(turn: Turn, question: Question, said: Intent) -> bool:
    """Whether the message settles for values whose price was told before, for the model that waits."""
    pointers, text = turn.desk.tables.pointers, turn.incoming.text
    if not any(pointers.says(text, one) for one in (Pointing.AGREES, Pointing.SETTLES)):
        return False
    waits = question.drafts[0]
    wanted = replace(said, model=said.model or waits.order.model, wishes=laid_over(said.wishes, waits.wishes))
    return any(_is(question, one, wanted) for one in question.priced)


async def _order_otherwise(turn: Turn, question: Question, said: Intent) -> None:
    """Order what was priced with a change; a dear one is asked about first."""
    asked = question.intent
    assert asked is not None
    turn.ask(replace(question, intent=replace(asked, action=Act.GENERATE)))
    turn.intent = replace(said, action=Act.GENERATE, edit=True, language=turn.language)
    await edit(turn)


async def says_the_same(turn: Turn) -> bool:
    """Handle "the same" beside a change of a clip that waits for a yes: with the change, or as it was, is asked."""
    question, job = turn.order_in_question, turn.job
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.SAYS_SAME)
    if question is None or found is None or job is None or pictures_of(turn.incoming):
        return False
    waits, was = question.drafts[0].order, job.draft.order
    if "name" in found.parts:
        if waits.model != was.model:
            return False
        turn.intent = replace(Intent(action=Act.CONFIRM), language=turn.language)
        await confirm(turn)
        return True
    turn.ask(stays_open(turn, question))
    await turn.tell("confirm.which_same", points=waits.points)
    return True
