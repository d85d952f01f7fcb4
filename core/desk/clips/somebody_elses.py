"""A clip like somebody else's in a group: the one just shown is priced for who wants one too, others are asked about."""

from collections.abc import Mapping
from dataclasses import replace

from core.desk.clips.called import called
from core.desk.clips.changes import edit
from core.desk.clips.earlier import counted
from core.desk.normalising.another import of_look, tells_another
from core.desk.pictures.of_message import pictures_of
from core.desk.prices.quotes import last
from core.desk.reading import beside_clip, goes_on_as, said_in
from core.desk.turn import LOOKS_BACK, Turn
from core.model import Act, Intent, Job, ParseContext, Pending
from core.phrases import head
from core.punctuation import ENDS, clauses
from core.tables import Pointing, Said
from core.text import is_brief

_SHORTEST, _FEWEST_WORDS = 4, 3  # Chinese characters, English words
_JUST_S = 1800.0  # how long after its request a clip counts as just shown
_HEAD = 40  # characters
_WITH, _FEW = "with ", 6  # more words describe a clip of its own
_CHANGES = frozenset({Act.GENERATE, Act.QUOTE})


async def wants_one_too(turn: Turn) -> bool:
    """Handle "I want one too, but upright" about the clip that somebody else just got here: tell its price first.

    Where there is no such clip, the one who has none is asked what it is to show, unless that is told.
    """
    sayings, text = turn.desk.tables.sayings, turn.incoming.text
    if not turn.incoming.address.direct and (await _like_named(turn) or await _in_other_look(turn)):
        return True
    found = sayings.find(text, Said.ME_TOO)
    if found is None or pictures_of(turn.incoming):
        return False
    if turn.job is not None and ("bare" in found or "same" in found):
        return False  # "make mine at night": the own one
    if "anew" in found or "twin" in found:
        return await _one_otherwise(turn, found)
    if found.keys().isdisjoint(("bare", "same")) and _describes(turn, found.get("rest", "")):
        turn.intent = _as_new(turn, found["rest"])
        return False
    if turn.question is not None:
        return False
    return await _one_like_it(turn, found)


def _as_new(turn: Turn, words: str) -> Intent:
    """What these words mean as the message, where a clip that somebody else in it does what they tell is another one."""
    if not tells_another(turn, words):
        return goes_on_as(turn, words)
    words = words.strip(ENDS).removesuffix(turn.desk.tables.revisions.look_mark)
    turn.typed = words
    return replace(goes_on_as(turn, words), edit=False, continuity=None)


async def _one_like_it(turn: Turn, found: Mapping[str, str]) -> bool:
    """Price one like the clip that somebody else just got here; without one ask, or read a change of the own clip."""
    is_direct, change = turn.incoming.address.direct, found.get("rest", "")
    theirs = await _just_shown(turn) if not is_direct else None
    said = turn.incoming.text if "same" in found else change
    if theirs is not None and await _like_that(turn, theirs, said):
        return True
    if "same" in found:
        return False
    if "bare" in found and is_direct:
        await turn.tell("edit.no_job")
        return True
    if turn.job is not None or is_direct:
        _changes_own(turn, change)
        return False
    await turn.tell("ask.one_too")
    return True


async def replied_with_change(turn: Turn) -> bool:
    """Handle a change in reply to somebody else's clip, "make this one square": one like it is priced for who wants that."""
    if turn.owns_job or turn.question is not None or not turn.points_at_job or pictures_of(turn.incoming):
        return False
    if turn.incoming.address.direct or turn.intent.action not in _CHANGES or not turn.intent.edit:
        return False
    theirs = await _just_shown(turn)
    return theirs is not None and await _like_that(turn, theirs, turn.incoming.text)


async def _in_other_look(turn: Turn) -> bool:
    """Handle "give me one with a red curtain" where somebody else's clip in the group has a curtain, and who asks has none."""
    is_group = not turn.incoming.address.direct and turn.question is None and turn.job is None
    if not is_group or pictures_of(turn.incoming):
        return False
    theirs = await _just_shown(turn, besides=turn.person)
    change = of_look(turn, theirs.draft.order.prompt, turn.incoming.text) if theirs is not None else ""
    return theirs is not None and bool(change) and await _like_that(turn, theirs, change)


async def _like_named(turn: Turn) -> bool:
    """Handle "do Bob's again, but upright": nobody's name is kept, so the newest clip of somebody else is priced.

    One like Bob's, or without such a clip, is asked about. A name known here, or told by an own clip, is no person's.
    """
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.LIKE_THEIRS)
    if found is None or pictures_of(turn.incoming):
        return False
    if "rest" in found or "bare" in found:
        name = found["name"].casefold()
        known = [one.name.casefold() for one in turn.subjects]
        is_thing = not name.isascii() and turn.desk.tables.parted.classes.of([name])[0] != ""
        if name in known or is_thing or called(turn, await turn.own_jobs(limit=LOOKS_BACK), name):
            return False
        theirs = await _just_shown(turn, besides=turn.person)
        if theirs is not None and await _like_that(turn, theirs, found.get("rest", "")):
            return True
    await turn.tell("ask.one_too")
    return True


async def _one_otherwise(turn: Turn, found: Mapping[str, str]) -> bool:
    """Handle "can I have one with a zeppelin?" of somebody else's clip, and "mine too" of the change that it was given.

    Who has a clip changes that one; what is said where nobody has one is a description.
    """
    is_group = not turn.incoming.address.direct and turn.question is None
    theirs = (
        await _just_shown(turn, besides=turn.person)
        if is_group and (turn.job is None or "twin" in found)
        else None
    )
    rest = found.get("rest", "")
    if theirs is not None and turn.job is None and is_brief(rest, characters=_SHORTEST, words=_FEW):
        return await _like_that(turn, theirs, rest)
    if turn.job is None and rest.startswith(_WITH):
        turn.intent = goes_on_as(turn, rest.removeprefix(_WITH))
    if theirs is None or "twin" not in found or turn.job is None:
        return False
    before = await turn.desk.jobs.get(theirs.draft.parent) if theirs.draft.parent else turn.job
    prompt = before.draft.order.prompt if before is not None else ""
    added = theirs.draft.order.prompt.removeprefix(prompt).strip(ENDS) if prompt else ""
    if added == theirs.draft.order.prompt or not added:
        return False
    _changes_own(turn, added)
    turn.only_price = True
    return False


async def asked_what_theirs_cost(turn: Turn) -> bool:
    """Handle "how much did Bob's cost?": only of an own clip that goes by the name it is told."""
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.COST_OF_THEIRS)
    if found is None or turn.points_at_job or pictures_of(turn.incoming):
        return False
    name = found.parts.get("owner") or found.parts["name"]
    jobs = await turn.own_jobs(limit=LOOKS_BACK)
    own = called(turn, counted(jobs), name)
    if own:
        turn.job, turn.points_at_job = own[0], own[0].id != jobs[0].id
        await last(turn)
    elif "owner" in found.parts:
        await turn.tell("earlier.own_cost")
    else:
        await turn.tell("earlier.none_called", name=name, n=len(counted(jobs)))
    return True


def _changes_own(turn: Turn, change: str) -> None:
    """Read "can I get that, but at night" of one's own clip as a change of it."""
    said = said_in(turn, change) if change and turn.job is not None and turn.owns_job else None
    if said is not None and said.action is Act.GENERATE:
        turn.incoming, turn.intent = replace(turn.incoming, text=change), replace(said, edit=True)


async def _just_shown(turn: Turn, *, besides: str = "") -> Job | None:
    """The clip that somebody else replied to or got here a moment ago, if it was made from words alone."""
    replied = turn.job if turn.points_at_job else None
    job = replied or await turn.desk.jobs.newest_in(turn.room, besides=besides)
    if job is None or job.address.person == turn.person or job.is_forgotten or not job.phase.is_made:
        return None
    is_fresh = replied is not None or turn.now - job.created_at <= _JUST_S
    return job if is_fresh and not job.draft.pictures else None


async def _like_that(turn: Turn, theirs: Job, change: str) -> bool:
    """Price the same for this person, with their change; False where the words change nothing in it."""
    base = replace(
        theirs.draft,
        one_of=None,
        intro=(),
        hint="",
        pressed="",
        names=(),
        parent="",
        language=turn.language,
    )
    asked = Intent(action=Act.QUOTE, language=turn.language)
    before = turn.talk, turn.job, turn.points_at_job, turn.intent
    turn.job, turn.points_at_job = None, False
    waits = replace(turn.question_now(Pending.CONFIRM, [base]), intent=asked)
    turn.ask(waits)
    said = said_in(turn, change, waits) if change else Intent(action=Act.GENERATE)
    if said.action not in _CHANGES or said.unavailable:
        turn.talk, turn.job, turn.points_at_job, turn.intent = before
        return False
    turn.intent = replace(
        said, action=Act.GENERATE, edit=True, again=not change, save_preference=False, language=turn.language
    )
    revisions, lead = turn.desk.tables.revisions, turn.incoming.text.partition(change or "\n")[0]
    turn.incoming = replace(turn.incoming, text=change or turn.incoming.text)
    turn.typed = change or turn.typed  # what stands in front only says whose clip is meant
    if change.startswith(_WITH) and revisions.seen.but.search(lead):
        turn.typed = revisions.seen.once_more.format(change=change)  # it takes the place of what is there
    turn.only_price = True
    turn.pointed = turn.words("ask.like_theirs", prompt=head(base.order.prompt, _HEAD))
    await edit(turn)
    return True


def _describes(turn: Turn, words: str) -> bool:
    """Whether the words describe a clip of their own, and no difference from the other one."""
    first = clauses(words)[0][0] if words else ""
    if tells_another(turn, words):
        return True
    beside = beside_clip(turn, first)
    read = turn.desk.parser.parse(words, ParseContext())
    is_few = is_brief(read.prompt, characters=_SHORTEST, words=_FEWEST_WORDS)
    return read.action is Act.GENERATE and not is_few and not beside.edit
