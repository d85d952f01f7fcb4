"""Finds which of several earlier clips is meant: by its place, model, a value, or words of its description.

The words that point are taken out of the message, and the rest is read as said about that clip.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core import continuity
from core.desk.clips import at_hand
from core.desk.clips.called import called
from core.desk.clips.listing import number_shown, row_meant
from core.desk.clips.together import of_clips, of_last_together
from core.desk.normalising.labels import labelled
from core.desk.normalising.wishes import in_plain_words
from core.desk.pictures.of_message import pictures_of
from core.desk.reading import said_in
from core.desk.rewording import reworded
from core.desk.turn import LOOKS_BACK, Turn
from core.model import Act, Intent, Job, Pending, Phase
from core.phrases import head
from core.tables import Found, Pointing
from core.tables.patterns import MARKS

_HEAD = 40
_LONG_HEAD = 120
_LONGEST_OWNER = 4
_OF_A_CLIP = frozenset({Act.RETRY, Act.RESEND, Act.STATUS, Act.QUOTE, Act.CANCEL})
_SAID_OF_IT = {
    Pointing.DESCRIBES: Act.STATUS,
    Pointing.MADE_WITH: Act.STATUS,
    Pointing.RESENDS: Act.RESEND,
    Pointing.WANTS: Act.RETRY,
}
# "The next one" is like the last one, but for what is said of it.
_ALONE = frozenset({"before", "rest"})
_LENGTHS = (Pointing.LONGER, Pointing.SHORTER, Pointing.TIMES_AS_LONG)
_ORDERED_LAST = frozenset({"last", "next"})
_ASK_OF_PICTURES = frozenset({Pending.WHICH_FIRST, Pending.PICTURE_ALONE, Pending.PICTURE_MISSING})


@dataclass(frozen=True, slots=True)
class Meant:
    """The clip that is meant, its number among all, and how many others fit as well."""

    job: Job
    number: int
    fitting: int = 1


async def pointed_at(turn: Turn) -> bool:
    """Handle a message that only points at an earlier clip; one that says more makes that clip the turn's job."""
    if turn.points_at_job or pictures_of(turn.incoming):
        return False
    found = of_clips(turn, list(turn.desk.tables.pointers.find(turn.incoming.text, Pointing.WHICH)))
    question = turn.question
    is_asked = question is not None and question.pending in _ASK_OF_PICTURES
    if not found or (is_asked and turn.intent.action is not Act.CANCEL) or _chooses_offer(turn):
        return False
    jobs = await turn.own_jobs(limit=LOOKS_BACK)
    if not jobs:
        return False
    for one in found:
        meant, where = meant_by(turn, jobs, one)
        if meant is not None and _said_of(turn, meant, one, where):
            if not turn.desk.tables.pointers.says(turn.incoming.text, Pointing.DESCRIBES):
                at_hand.keep_asked_about(turn, jobs, meant.job)
                return False
            at_hand.take_up(turn, jobs, meant.job)
            await _describe(turn, meant)
            return True
    for one in found:
        if _is_nobodys(turn, jobs[0], one):
            names = [other.parts["name"] for other in found if "name" in other.parts and other.end == one.end]
            name = min(names, key=len, default="") or one.parts.get("owner") or ""
            key = "earlier.none_called" if name else "earlier.none_such"
            if turn.desk.tables.pointers.says(name, Pointing.ONE_OF_THINGS):
                key = "earlier.what_with"
            await turn.tell(key, name=name, n=len(counted(jobs)))
            return True
    return False


def _chooses_offer(turn: Turn) -> bool:
    """Whether the number is that of an offer which waits: "make it again with the first one"."""
    offered = turn.order_in_question
    return offered is not None and 1 <= (turn.intent.choice or 0) <= len(offered.drafts)


def counted(jobs: Sequence[Job]) -> Sequence[Job]:
    """The clips that people count, in the order of the jobs: failed and cancelled ones only if there are no others."""
    kept = [one for one in jobs if one.phase not in (Phase.FAILED, Phase.CANCELLED)]
    return kept or jobs


def meant_by(turn: Turn, jobs: Sequence[Job], found: Found) -> tuple[Meant | None, tuple[int, int]]:
    """The clip these words mean, and which part of the message they are."""
    where = found.start, found.end
    shown, parts = counted(jobs), found.parts
    if not _ORDERED_LAST.isdisjoint(parts):
        # Whatever became of it: "try the last one again" means the one that failed.
        job = next((one for one in jobs if turn.job is not None and one.id == turn.job.id), jobs[0])
        return Meant(job, _number_of(job, shown)), where
    if (row := row_meant(turn, jobs, parts)) is not None:
        return Meant(row, number_shown(turn, row)), where
    if (clip := labelled(turn, jobs, turn.incoming.text[found.start : found.end])) is not None:
        return Meant(clip, _number_of(clip, shown)), where
    if "nth" in parts and (one := of_last_together(turn, shown, parts)) is not None:
        return Meant(*one), where
    if "nth" in parts or "back" in parts:
        place = (
            turn.desk.tables.sayings.place(parts, len(shown))
            if "nth" in parts
            else len(shown) - 1 - turn.desk.tables.pointers.steps_back(parts["back"])
        )
        if place is None or not 0 <= place < len(shown):
            return None, where
        return Meant(shown[len(shown) - 1 - place], place + 1), where
    if "name" not in parts:
        return None, where
    return named if (named := _by_name(turn, shown, found))[0] else _by_name(turn, jobs, found)


def _number_of(job: Job, shown: Sequence[Job]) -> int:
    """The place of a clip among those that people count, the oldest first."""
    return len(shown) - list(shown).index(job) if job in shown else len(shown)


def _by_name(turn: Turn, shown: Sequence[Job], found: Found) -> tuple[Meant | None, tuple[int, int]]:
    """The newest clip known by these words, or by the last of them if other words stand in front."""
    name = found.parts["name"]
    start = turn.incoming.text.index(name, found.start)
    cuts = [0, *(one.end() for one in re.finditer(r" +", name))] if name.isascii() else range(len(name))
    for cut in cuts:
        fitting = called(turn, shown, name[cut:].strip())
        if fitting:
            number = len(shown) - list(shown).index(fitting[0])
            begin = start + cut if cut else found.start
            return Meant(fitting[0], number, len(fitting)), (begin, found.end)
    return None, (found.start, found.end)


def _said_of(turn: Turn, meant: Meant, found: Found, where: tuple[int, int]) -> bool:
    """Whether the rest of the message says something about a clip; if so, the turn goes on with that."""
    pointers, text, job_before = turn.desk.tables.pointers, turn.incoming.text, turn.job
    is_last = job_before is not None and job_before.id == meant.job.id
    turn.job = meant.job
    start, end, is_inside = pointers.reaches(text, *where)
    found_in: list[tuple[str, Intent]] = []

    def may_point(intent: Intent) -> bool:
        return is_inside or _may_point(turn, intent, found, job_before, is_last=is_last)

    for said in dict.fromkeys((pointers.with_it(text, start, end), text[:start] + text[end:])):
        as_said = of_a_clip(turn, said) or (_inside(turn, meant.job, said) if is_inside else None)
        if as_said is not None and not may_point(as_said):
            continue
        rest = in_plain_words(turn, said)
        intent = as_said if rest == said else of_a_clip(turn, rest)
        if intent is None:
            rest, intent = said, as_said
        if intent is not None and may_point(intent):
            found_in.append((rest, intent))
    if found_in:
        # A word that only points is no part of a description: the reading that adds less is meant.
        rest, turn.intent = min(found_in, key=lambda one: _length_after(turn, meant.job, one[1]))
        turn.incoming = replace(turn.incoming, text=rest)
        turn.points_at_job = not is_last
        if not is_last or turn.talk.at_hand == meant.job.id or meant.fitting > 1 or turn.reads_list:
            turn.pointed = which(turn, meant)
        return True
    turn.job = job_before
    return False


def _length_after(turn: Turn, job: Job, intent: Intent) -> int:
    """How long the clip's description would be with this change."""
    if intent.action is not Act.GENERATE:
        return 0
    return len(reworded(turn, job.draft.order.prompt, intent)[0])


def of_a_clip(turn: Turn, rest: str) -> Intent | None:
    """What these words say about a clip; None if nothing."""
    pointers = turn.desk.tables.pointers
    for what, action in _SAID_OF_IT.items():
        if pointers.says(rest, what):
            return Intent(action=action, language=turn.language)
    lengths = (pointers.first(rest, one) for one in _LENGTHS)
    if any(one is not None and _ALONE.isdisjoint(one.parts) for one in lengths):
        return Intent(action=Act.GENERATE, edit=True, language=turn.language)  # told by what reads lengths
    intent = said_in(turn, rest)
    if intent.choice is not None or (intent.action is Act.QUOTE and intent.prompt):
        return None
    if intent.again and continuity.tells_only_surroundings(intent.prompt, turn.desk.tables.revisions):
        return replace(intent, edit=True)  # "do it again, raining"
    if intent.action in _OF_A_CLIP or (intent.action is Act.GENERATE and intent.edit):
        return intent
    return None


def _inside(turn: Turn, job: Job, rest: str) -> Intent | None:
    """What these words say of somebody or something in a clip; None if it shows nothing of what they begin with."""
    intent, revisions = said_in(turn, rest), turn.desk.tables.revisions
    is_said = intent.action is Act.GENERATE and intent.prompt
    shown = is_said and continuity.tells_of_shown(job.draft.order.prompt, intent.prompt, revisions)
    return replace(intent, edit=True) if shown else None


def _may_point(turn: Turn, intent: Intent, found: Found, last: Job | None, *, is_last: bool) -> bool:
    """Whether a clip is meant, and not an offer, or one of several in the picture (`last` is the last job)."""
    question, pointers = turn.question, turn.desk.tables.pointers
    is_vague = found.parts.get("noun", "").casefold() in pointers.vague
    is_offer = is_vague and question is not None and len(question.drafts) > 1 and "name" not in found.parts
    back = found.parts.get("last", found.parts.get("back", "")).casefold()
    looks_back = bool(back) and back not in pointers.last_row
    if is_offer and not looks_back and intent.action is not Act.RESEND:
        return False  # what is on offer was never sent
    if intent.action is not Act.GENERATE:
        return "next" not in found.parts
    if "name" in found.parts:
        # "the boat one again, but at night"
        return not is_last or intent.again or (last is not None and not _may_be_part(turn, found, last))
    if not is_vague or "nth" not in found.parts or not intent.prompt:
        return True
    shows_many = last is not None and pointers.says(last.draft.order.prompt, Pointing.MANY)
    return not shows_many and (intent.again or _changes_that_one(turn, found))  # "again, but at night"


def _changes_that_one(turn: Turn, found: Found) -> bool:
    """Whether the message, or what it says beside the words that point, changes something."""
    pointers, text = turn.desk.tables.pointers, turn.incoming.text
    if pointers.says(text, Pointing.CHANGES):
        return True
    rest = (text[: found.start] + text[found.end :]).strip(MARKS)
    said = (pointers.with_it(text, found.start, found.end), rest)
    if not text.isascii():
        return False  # a Chinese counter may as well count what is shown
    is_said = any(pointers.says(one, Pointing.CHANGES) for one in said) or turn.desk.parser.says_change(rest)
    return is_said or continuity.sets_elsewhere(said[0], turn.desk.tables.revisions)


def _may_be_part(turn: Turn, found: Found, job: Job) -> bool:
    """Whether the words may mean one of several in the picture: "the red one" beside a blue one."""
    prompt, revisions = job.draft.order.prompt, turn.desk.tables.revisions
    if turn.desk.tables.pointers.says(prompt, Pointing.MANY):
        return True
    named = f"{found.parts['name']} {found.parts.get('noun', '')}".strip().casefold()
    subjects = list(revisions.subject[job.draft.language].finditer(revisions.plain(prompt)))
    return named in prompt.casefold() or len(subjects) > 1


def _is_nobodys(turn: Turn, job: Job, found: Found) -> bool:
    """Whether the words ask for an earlier clip that this person does not have."""
    parts, pointers = found.parts, turn.desk.tables.pointers
    if "name" in parts:
        name = parts["name"]
        if pointers.says(name, Pointing.NAMELESS):
            return False
        value = said_in(turn, name)
        if value.names_something and not value.prompt and value.model is None:
            return False  # "do the vertical one" makes it vertical
        if not name.isascii() and (found.start > 0 or len(name) > _LONGEST_OWNER):
            return False
    elif "owner" not in parts and not _may_point(turn, Intent(action=Act.RESEND), found, job, is_last=False):
        return False
    before, turn.job = turn.job, job
    intent = of_a_clip(turn, pointers.with_it(turn.incoming.text, found.start, found.end))
    turn.job = before
    # "Make the second one square": with words of its own it may be a second one in the picture.
    is_of_values = "nth" in parts and intent is not None and not intent.prompt
    is_again = "name" in parts and intent is not None and intent.again
    return intent is not None and (intent.action is not Act.GENERATE or is_of_values or is_again)


def which(turn: Turn, meant: Meant) -> str:
    """Says which clip these words mean."""
    return naming(turn, meant.job, meant.number, meant.fitting)


def naming(turn: Turn, job: Job, number: int, fitting: int = 1) -> str:
    """Says which clip is meant, by its number among all; the newest where several are `fitting`."""
    blanks = {"prompt": head(job.draft.order.prompt, _HEAD) or "-", "model": job.draft.order.model_name}
    if fitting > 1:
        return turn.words("earlier.newest", n=fitting, **blanks)
    return turn.words("earlier.this", n=number, **blanks)


async def _describe(turn: Turn, meant: Meant) -> None:
    job, order = meant.job, meant.job.draft.order
    turn.pointed = ""
    text = turn.words(
        "earlier.was",
        n=meant.number,
        prompt=head(order.prompt, _LONG_HEAD) or "-",
        model=order.model_name,
        points=order.points,
    )
    await turn.say(turn.desk.phrases.lines(text, job.url if job.phase.is_made else ""))
