"""A request that tells its shots: it is read without the words that only say so, and offered as a list of clips."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core import continuity
from core.desk.normalising.another import shown
from core.desk.series.offer import scenes_of
from core.desk.series.shared import names_something, take_look, take_whom, with_look, with_whom
from core.desk.turn import Turn
from core.model import Act, Intent, Notice
from core.punctuation import ENDS, colon, comma
from core.tables import Pointing, Said

_FEWEST, _MOST = 2, 6


def without_shot_words(turn: Turn, text: str) -> str:
    """The message without "a series of three shots"; the turn keeps that there are shots, and how many."""
    sayings = turn.desk.tables.sayings
    if turn.question is not None and len(turn.question.drafts) > 1:
        if not (sayings.says(text, Said.TELLS_SHOTS) or sayings.says(text, Said.NEW_SERIES)):
            return text  # it is about the shots that are on offer
        asked = turn.question.intent
        turn.whole_s = asked.asked_s or 0 if asked is not None else 0
        turn.close_question()
    numbered = sayings.find(text, Said.NUMBERS_SHOTS)
    if numbered is not None:
        turn.shots = _FEWEST
        before = take_look(turn, numbered.get("before", ""))
        left = take_whom(turn, before)
        if turn.in_shots:
            return f"{left}{colon(text)}{sayings.with_numbers(numbered['rest'])}"
        return text if names_something(turn, before) else sayings.with_numbers(numbered["rest"])
    other = sayings.find(text, Said.ONE_AND_ANOTHER)
    if other is not None:
        turn.shots = _FEWEST
        return f"{other['what'].strip()}{';' if text.isascii() else '；'} {other['rest'].strip(ENDS)}"
    placed = sayings.find(text, Said.IN_PLACES)
    if placed is not None and (told := _in_each_place(turn, placed)):
        return told
    each = sayings.find(text, Said.AS_SERIES) if turn.job is not None or turn.question is not None else None
    if each is not None:
        return sayings.listed.once_each(each["rest"].strip(ENDS))
    split = sayings.find(text, Said.SPLIT_UP)
    if split is not None and (told := _split_up(turn, split)):
        return told
    found = sayings.find(text, Said.TELLS_SHOTS)
    if found is None:
        return _with_numbers(turn, text)
    turn.shots = turn.desk.tables.pointers.count(found["count"]) if "count" in found else _listed(turn, found)
    mid = take_look(turn, found.get("mid", ""))
    told, parts = _told_in_order(turn, found["rest"].strip(ENDS))
    before = take_whom(turn, take_look(turn, found.get("before", "")), mid, listed=parts)
    mid = "" if turn.in_shots and turn.in_shots in mid else mid
    head = comma(text).join(one for one in (before.strip(ENDS), mid.strip(ENDS)) if one)
    tail = found.get("tail", "").strip(ENDS)
    shots = sayings.with_numbers(told, figures=True)
    rest = comma(text).join(one for one in (shots, tail) if one)
    return f"{head}{colon(text)}{rest}" if head else rest


def _with_numbers(turn: Turn, text: str) -> str:
    """A list of videos with plain numbers, as "the third is a bird" looks like a remark; values of one keep its place."""
    sayings = turn.desk.tables.sayings
    counted = sayings.with_numbers(text)
    if counted == text or not turn.desk.tables.pointers.says(text, Pointing.LISTS_CLIPS):
        return text
    has_values = any(names_something(turn, one) for one in sayings.story.number.split(counted))
    return text if has_values else counted


def with_shared_length(turn: Turn, intent: Intent) -> Intent:
    """The reading of a message that tells shots; a length of all of them together is shared out among them."""
    length = intent.wishes.duration_s
    if (
        length is None
        and intent.asked_s is None
        and turn.whole_s
        and intent.action in (Act.GENERATE, Act.QUOTE)
    ):
        # The idea that was on offer, told anew, is as long as it was to be.
        notices = (*intent.notices, Notice.DURATION_CLAMPED)
        return replace(intent, asked_s=turn.whole_s, notices=notices)
    if length is None or intent.asked_s is not None:
        return intent
    if not turn.desk.tables.pointers.says(turn.typed, Pointing.IN_ALL):
        return intent
    return replace(intent, wishes=replace(intent.wishes, duration_s=max(1, round(length / turn.shots))))


def _split_up(turn: Turn, found: Mapping[str, str]) -> str:
    """A list of the shots that the clip at hand tells; empty where it does not tell as many as are wanted."""
    job, count = turn.job, turn.desk.tables.pointers.count(found["count"])
    prompt = job.draft.order.prompt if job is not None and turn.owns_job else ""
    scenes = turn.desk.tables.sayings.listed.parted(prompt, count, prompt) if prompt else []
    if not scenes:
        return ""
    scenes = _unordered(turn, scenes)
    turn.shots = len(scenes)
    told = ("; " if prompt.isascii() else "；").join(scenes)
    return comma(prompt).join(one for one in (told, found.get("rest", "")) if one)


def _told_in_order(turn: Turn, told: str) -> tuple[str, list[str]]:
    """What the shots show, and the parts of it: English ones without the words that only put them in order."""
    parts = turn.desk.tables.sayings.listed.parted(told, turn.shots, told)
    ordered = _unordered(turn, parts) if told.isascii() else parts
    return ("; ".join(ordered) if ordered != parts else told), ordered


def _unordered(turn: Turn, scenes: Sequence[str]) -> list[str]:
    """The scenes without the words that only put them in order: "then he bakes bread"."""
    then = turn.desk.tables.sayings.story.then
    return [one[order.end() :] if (order := then.match(one)) else one for one in scenes]


def _in_each_place(turn: Turn, found: Mapping[str, str]) -> str:
    """A list of shots of somebody, one at each place; empty where there are not as many as were counted.

    "The same" is somebody of the clip at hand, where that shows one, else only the same in all of them.
    """
    listed, job, who = turn.desk.tables.sayings.listed, turn.job, found["what"].strip()
    is_english = who.isascii()
    groups, rest = turn.desk.tables.several.groups, found["rest"].strip(ENDS)
    rest = comma(rest).join(groups.get(rest, (rest,)))  # "the four seasons" are four
    found = {**found, "rest": rest}
    count = turn.desk.tables.pointers.count(found["count"]) if "count" in found else _listed(turn, found)
    places = listed.parted(rest, count, rest)
    if not places:
        return ""
    if listed.is_pronoun(who):
        if job is None:
            return ""
        turn.shots_same = True
    elif job is not None and turn.desk.tables.sayings.says(who, Said.WHOEVER):
        turn.shots_same = True
        prompt = job.draft.order.prompt
        named = (one.name for one in turn.subjects if one.name in prompt)
        who = next(named, "") or shown(turn, prompt) or f"{found.get('before', '')}{who}"
    else:
        noun = listed.uncounted(who)
        is_shown = job is not None and noun.casefold() in job.draft.order.prompt.casefold()
        turn.shots_same = "before" in found and is_shown
        who = listed.with_article(who) if is_english else who
    turn.shots = len(places)
    between, joint = ("; ", " ") if is_english else ("；", "")
    does = found.get("tail", "")
    return between.join(f"{who}{joint}{listed.at_place(one)}{does}" for one in places)


def scenes_told(turn: Turn, prompt: str) -> list[str]:
    """What each shot shows, complete in itself; empty where the message does not tell it."""
    listed = turn.desk.tables.sayings.listed
    is_numbered = len(turn.desk.tables.sayings.story.number.findall(prompt)) >= _FEWEST
    scenes = listed.parted(prompt, turn.shots, prompt) if turn.in_shots and not is_numbered else []
    scenes = scenes or list(scenes_of(turn, prompt, at_least=turn.shots))
    scenes = [listed.without_number(one) for one in listed.with_all(scenes)]
    lead = continuity.lead_of(scenes[0]) if scenes and not turn.in_shots else ""
    if lead and all(continuity.lead_of(one) in ("", lead) for one in scenes):
        scenes = [f"{lead}{one.removeprefix(lead)}" for one in scenes]  # said once, of all of them
    scenes = [with_look(turn, with_whom(turn, one)) for one in scenes]
    return scenes if _FEWEST <= len(scenes) <= _MOST else []


def _listed(turn: Turn, found: Mapping[str, str]) -> int:
    """How many shots are listed where nobody counts them."""
    listed, rest = turn.desk.tables.sayings.listed, found["rest"].strip(ENDS)
    return next((n for n in range(_MOST, _FEWEST, -1) if listed.parted(rest, n, rest)), _FEWEST)
