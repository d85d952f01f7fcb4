"""Changes to a series on offer: a cheaper model, one shot otherwise, something in all shots."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core import continuity
from core.desk.placing import price_row
from core.desk.questions.amended import amended
from core.desk.questions.answers import confirm, is_list
from core.desk.reading import goes_on_as, said_in
from core.desk.rewording import reworded
from core.desk.series.offer import scenes_of, shown_in
from core.desk.series.offered import offer_anew
from core.desk.series.own_values import unlike
from core.desk.series.scenes import (
    alone,
    as_scene,
    changed_in_all,
    in_turn,
    new_of,
    only_values,
    place_of,
    said_of_all,
    said_of_shot,
    with_thing,
)
from core.desk.series.varied import offer_changed
from core.desk.turn import Turn
from core.model import Act, Change, Intent, Language, Wishes
from core.phrases import head
from core.ports import Question
from core.punctuation import clauses, ends_asking
from core.tables import Said
from core.tables.patterns import MARKS

_TWO = 2
_HEAD = 40  # characters


async def told_otherwise(turn: Turn, question: Question) -> bool:
    """Handle a message about the series on offer, most often a change: offer it anew."""
    turn.whole = question.whole
    return (
        await _takes_it_so(turn, question)
        or await _price_of_one(turn, question)
        or await _values_of_one(turn, question)
        or await _shots_told(turn, question)
        or await _all_offered(turn, question)
        or await _for_less(turn, question)
    )


async def _takes_it_so(turn: Turn, question: Question) -> bool:
    """Handle the name of the model that the series is offered with, and nothing else: that is a yes."""
    said, models = turn.intent, {one.order.model for one in question.drafts}
    is_named = said.action is Act.GENERATE and {said.model} == models
    if not is_named or said.prompt or said.wishes != Wishes() or said.quality is not None:
        return False
    if ends_asking(turn.incoming.text):
        return False
    turn.intent = Intent(action=Act.CONFIRM, language=turn.language)
    await confirm(turn)
    return True


async def _for_less(turn: Turn, question: Question) -> bool:
    """Handle a wish for another or the cheapest model: offer the whole series anew with its price."""
    intent, text = turn.intent, turn.incoming.text
    is_cheapest = intent.model is None and turn.desk.tables.sayings.says(text, Said.TOO_DEAR)
    asks_about = intent.model is not None and intent.action in (Act.QUOTE, Act.LIST_MODELS)
    if not is_cheapest and not asks_about:
        return False
    turn.intent = Intent(
        action=Act.GENERATE,
        edit=True,
        model=intent.model,
        quality="budget" if is_cheapest else None,
        wishes=intent.wishes,
        notices=intent.notices,
        unavailable=intent.unavailable,
        language=turn.language,
    )
    return await amended(turn, question)


async def _price_of_one(turn: Turn, question: Question) -> bool:
    """Handle a question what one shot costs; the offer goes on waiting."""
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.SHOT_PRICED)
    place = place_of(turn, found, shown_in(question.drafts)) if found is not None else None
    if place is None:
        return False
    row = price_row("quote.option", turn, question.drafts[place], n=place + 1)
    await turn.say(turn.desk.phrases.lines(row, turn.words("quote.waiting")))
    return True


async def _values_of_one(turn: Turn, question: Question) -> bool:
    """Handle values wanted for one shot: all shots share their values, unless these are clips that each have their own."""
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.SHOT_CHANGED)
    found = found or turn.desk.tables.sayings.find(turn.incoming.text, Said.SHOT_TOLD)
    if found is None or not only_values(turn, new_of(found)):
        found = turn.desk.tables.sayings.find(turn.incoming.text, Said.SHOT_VALUES)
    if found is None or not only_values(turn, new_of(found)):
        return False
    place = place_of(turn, found, shown_in(question.drafts))
    if place is None:
        return False
    said = said_in(turn, new_of(found))
    if is_list(question) and said.model is None and any(one != Wishes() for one in unlike(question.drafts)):
        await offer_changed(turn, question.drafts, said, [place])
        return True
    shared = "listed.shared" if is_list(question) else "series.shared"
    await turn.say(turn.desk.phrases.lines(turn.words(shared), turn.words("quote.waiting")))
    return True


async def _shots_told(turn: Turn, question: Question) -> bool:
    """Handle a message by which one or several shots show something else: offer the series anew."""
    asked = question.intent
    if asked is None or question.incoming is None:
        return False
    scenes = shown_in(question.drafts)
    if await _no_such_shot(turn, scenes):
        return True
    told = _swapped(turn, scenes) or _by_place(turn, scenes)
    after = told if told is not None else _in_order(turn, asked, len(scenes))
    if after is None or after == scenes:
        return False
    changes = [
        Change("prompt", f"“{old}”", f"“{new}”")
        for old, new in zip(scenes, after, strict=False)
        if old != new and len(after) == len(scenes)
    ]
    if len(changes) == 1:  # several changes show in the offer itself
        turn.preface = turn.words("edit.would", changes=turn.desk.phrases.changes(changes, turn.language))
    await offer_anew(turn, question, replace(asked, prompt="\n".join(after)))
    return True


def _swapped(turn: Turn, before: Sequence[str]) -> list[str] | None:
    """The scenes with two of them swapped; None if the message does not ask for it."""
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.SHOTS_SWAPPED)
    places = turn.desk.tables.sayings.places(found["which"], len(before)) if found is not None else ()
    if len(places) != _TWO:
        return None
    after, (one, other) = list(before), places
    after[one], after[other] = after[other], after[one]
    return after


def _is_whole(turn: Turn, asked: Intent) -> bool:
    """Whether the request was for one scene, so that the shots are parts of it."""
    return not scenes_of(turn, asked.prompt)


def _by_place(turn: Turn, before: Sequence[str]) -> list[str] | None:
    """What the shots show after a message that names some and says what they show; None if it does not."""
    after = list(before)
    for words in _pieces(turn, before):
        found = said_of_shot(turn, words)
        place = _shot_meant(turn, found, before) if found is not None else None
        if found is None or place is None:
            return None
        read = said_in(turn, new_of(found))
        is_change = "tells" in found and (read.edit or _is_about(turn, before[place], new_of(found)))
        if is_change and read.prompt:
            after[place] = reworded(turn, before[place], read)[0]
            continue
        if "swaps" in found and (swapped := _thing_swapped(turn, before[place], found["swaps"])):
            after[place] = swapped
            continue
        after[place] = with_thing(turn, before[place], found) or alone(
            turn, [*after[:place], before[place]], place, as_scene(turn, before, place, found)
        )
    for place in range(len(after)):
        _with_pairs(turn, before, after, place)
    return after if after != list(before) else None


def _with_pairs(turn: Turn, before: Sequence[str], after: list[str], place: int) -> None:
    """Put whoever takes somebody's place in a shot into the later ones that show that one together with another."""
    old, new = before[place], after[place]
    if old == new:
        return
    joined = turn.desk.tables.sayings.story.retold.together_zh
    same = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), 0)
    # A shot ends in whoever is shown together with its own later.
    for at in range(same + 1):
        was, now = (joined.format(others="", last=one[at:]) for one in (old, new))
        after[place + 1 :] = [one.replace(was, now) for one in after[place + 1 :]]


def _shot_meant(turn: Turn, found: Mapping[str, str], scenes: Sequence[str]) -> int | None:
    """Which shot is meant; where there are not so many, the only one that shows what is to be changed."""
    place = place_of(turn, found, scenes)
    if place is not None or "nth" not in found or "tells" not in found:
        return place
    shown = [
        number
        for number, scene in enumerate(scenes)
        if _thing_swapped(turn, scene, found.get("swaps") or new_of(found))
    ]
    return shown[0] if len(shown) == 1 else None


async def _no_such_shot(turn: Turn, scenes: Sequence[str]) -> bool:
    """Handle a change of a shot that is not on offer, or of what the shot does not show: tell, and offer nothing anew."""
    found = said_of_shot(turn, turn.incoming.text.strip(MARKS))
    if found is None or "nth" not in found:
        return False
    place = _shot_meant(turn, found, scenes)
    if place is None:
        await turn.tell("series.no_such", n=len(scenes))
        return True
    said = said_in(turn, new_of(found))
    if "tells" not in found or said.prompt.isascii():
        return False
    revisions, changed = turn.desk.tables.revisions, reworded(turn, scenes[place], said)[0]
    thing = continuity.not_shown(scenes[place], changed, said.prompt, revisions, "zh")
    if thing:
        await turn.tell("edit.not_shown", thing=thing, prompt=head(scenes[place], _HEAD))
    return bool(thing)


def _is_about(turn: Turn, scene: str, words: str) -> bool:
    """Whether the words change something that a scene shows, and tell no scene of their own: "the boy to a girl"."""
    language: Language = "en" if words.isascii() else "zh"
    return continuity.is_about_it(scene, words, turn.desk.tables.revisions, language)


def _thing_swapped(turn: Turn, scene: str, words: str) -> str:
    """The scene with another thing in the place of its own ("the second to lavender"); empty where none gives way."""
    after, _ = reworded(turn, scene, said_in(turn, words))
    return "" if after.startswith(scene) else after


def _pieces(turn: Turn, scenes: Sequence[str]) -> list[str]:
    """The message split at the shots that it names; a part that names none belongs to the one before it."""
    text, split = turn.incoming.text.strip(MARKS), turn.desk.tables.sayings.several.piece
    marks = [one.span() for one in split.finditer(text)]
    starts, ends = [0, *(end for _, end in marks)], [*(start for start, _ in marks), len(text)]
    found: list[tuple[int, int]] = []
    for start, end in zip(starts, ends, strict=True):
        shot = said_of_shot(turn, text[start:end])
        is_more = found and (shot is None or place_of(turn, shot, scenes) is None)
        found.append((found.pop()[0] if is_more else start, end))
    return [text[start:end] for start, end in found]


def _in_order(turn: Turn, asked: Intent, count: int) -> list[str] | None:
    """The scenes of a series told anew, numbered or in order words; None if the message is no such thing.

    Without numbers, only where the series was one scene before.
    """
    sayings, text = turn.desk.tables.sayings, turn.incoming.text.strip(MARKS)
    story, (first, mark) = sayings.story, next(iter(clauses(text)), ("", ""))
    if any(sayings.says(first, one) for one in (Said.SPLIT_UP, Said.ONLY_SHOTS)):
        text = text[len(first + mark) :].strip(MARKS)  # "two parts will do, first …, then …"
    if turn.intent.action is not Act.GENERATE or turn.intent.wishes.duration_s is not None:
        return None
    heads = [one.start() for one in story.number.finditer(text)]
    is_numbered = len(heads) > 1 and heads[0] == 0
    is_told = is_numbered or story.order_word.match(text) is not None
    if not is_told or not (is_numbered or _is_whole(turn, asked)):
        return None
    scenes = scenes_of(turn, text, at_least=count)
    if not _is_whole(turn, asked):
        return list(scenes) or None
    return in_turn(turn, asked.prompt, [asked.prompt], scenes) or None


async def _all_offered(turn: Turn, question: Question) -> bool:
    """Handle a wish about all shots: offer the series anew with it."""
    found = changed_in_all(turn)
    if found is None or turn.intent.action is not Act.GENERATE:
        return False
    new = found["new"].strip()
    if "bare" in found:
        turn.intent = replace(goes_on_as(turn, new), edit=True)  # a change is one of all shots anyway
        return False
    read = said_in(turn, new, question)
    turn.intent = replace(
        said_of_all(turn, new, read), action=Act.GENERATE, edit=True, language=turn.language
    )
    return await amended(turn, question)
