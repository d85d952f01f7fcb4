"""Only some of the offered shots: offered anew with their price, and ordered after a yes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.desk.clips import changes
from core.desk.pictures.of_message import pictures_of
from core.desk.placing import ask_yes
from core.desk.questions.answers import is_list, is_series
from core.desk.reading import said_in
from core.desk.series.offer import in_short, shown_in
from core.desk.series.scenes import only_values, place_of
from core.desk.series.size import narrowed
from core.desk.series.varied import is_varied, told_by
from core.desk.turn import QUESTION_STANDS_S, Turn
from core.model import LONGEST_CLIP_S, Act, Draft, Intent, Notice, OneOf, Pending
from core.planner.values import number
from core.ports import Question
from core.punctuation import comma
from core.tables import Said


async def fewer_shots(turn: Turn) -> bool:
    """Handle a wish for some of the offered shots, or all but some: offer these."""
    waits = turn.order_in_question
    question = waits or turn.lapsed_order or _turned_down(turn)
    if question is None or pictures_of(turn.incoming):
        return False
    question = _listed_before(turn, question)
    if not is_series(question):
        return await _some_versions(turn, question) or await _leaves_out_none(turn, question)
    if turn.desk.tables.talk.names_picture(turn.incoming.text):
        return False
    text, values = _apart(turn, turn.incoming.text)
    if waits is not None and await _is_one_clip(turn, text, values):
        return True
    scenes = shown_in(question.drafts)
    kept = _kept(turn, text, scenes)
    if kept is None and is_list(question):
        kept = _called(turn, text, scenes, is_open=waits is not None)
    if kept is None:
        return False
    if waits is None:
        question = turn.revive(question, tells=question is not turn.talk.declined)
    if kept:
        await _offer_these(turn, question, scenes, kept, values)
    else:
        await _no_such(turn, question)
    return True


def _turned_down(turn: Turn) -> Question | None:
    """The list of clips that was turned down a moment ago, if nothing else was asked or made since."""
    question, job = turn.talk.declined, turn.job
    if question is None or turn.talk.question is not None or turn.points_at_job or not is_list(question):
        return None
    is_recent = turn.now - question.asked_at <= QUESTION_STANDS_S
    return question if is_recent and (job is None or job.created_at < question.asked_at) else None


async def _some_versions(turn: Turn, question: Question) -> bool:
    """Handle a wish for some of several clips that differ in more than their description: offer these."""
    drafts = question.drafts
    if question is not turn.order_in_question or not question.together or not is_varied(drafts):
        return False
    shown = [told_by(drafts, one) or one.order.prompt for one in drafts]
    kept = _kept(turn, turn.incoming.text, shown)
    if kept is None:
        return False
    if not kept:
        await turn.tell("listed.which", n=len(drafts))
        return True
    ready = _drafts(drafts, [one.order.prompt for one in drafts], kept)
    rows = [
        turn.words("listed.row", n=number, points=one.order.points, prompt=shown[at])
        for number, (at, one) in enumerate(zip(kept, ready, strict=True), start=1)
    ]
    lines = (
        turn.words("listed.only", n=len(ready), total=len(drafts)),
        *rows,
        turn.words("series.ask_only", points=sum(one.order.points for one in ready)),
    )
    turn.intent = question.intent or turn.intent
    await ask_yes(turn, ready, turn.desk.phrases.lines(*lines), together=len(ready) > 1)
    return True


async def _leaves_out_none(turn: Turn, question: Question) -> bool:
    """Handle a shot that is to be left out where a single other one is still on offer: tell how many there are."""
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.SHOTS_LEFT)
    if question is not turn.order_in_question or question.whole is None or found is None:
        return False
    if "which" not in found or turn.desk.tables.sayings.places(found["which"], len(question.drafts)):
        return False
    await _no_such(turn, question)
    return True


async def _no_such(turn: Turn, question: Question) -> None:
    count = len(question.drafts)
    if question.whole is None:
        await turn.tell("listed.which" if is_list(question) else "series.no_such", n=count)
    else:
        await turn.tell("series.no_such_now", n=count, total=len(question.whole.scenes))


def _kept(turn: Turn, text: str, scenes: Sequence[str]) -> list[int] | None:
    """The shots that the message keeps; empty if it does not say clearly which, None if it is not about shots."""
    for what in (Said.SHOTS_LEFT, Said.SHOTS_KEPT):
        found = turn.desk.tables.sayings.find(text, what)
        if found is None:
            continue
        named = _named(turn, found, scenes)
        if not named and "what" in found:
            continue
        is_kept = what is Said.SHOTS_KEPT
        return [at for at in range(len(scenes)) if (at in named) is is_kept] if named else []
    return None


def _called(turn: Turn, text: str, scenes: Sequence[str], *, is_open: bool) -> list[int] | None:
    """The only clip of a list that shows what the message names, as "just the seal one" does.

    A name that fits none is asked about where it would else be ordered as a description.
    """
    found = turn.desk.tables.sayings.find(text, Said.LISTED_KEPT)
    if found is None:
        return None
    named = list(_named(turn, found, scenes))
    return named if named or not (is_open or said_in(turn, found["what"]).names_something) else None


def _listed_before(turn: Turn, question: Question) -> Question:
    """The full list of clips again, where only one of them is on offer and another one is named: "rather the seal one"."""
    whole, asked = question.whole, question.intent
    if whole is None or whole.seconds or asked is None or len(question.drafts) > 1:
        return question
    if _called(turn, turn.incoming.text, whole.scenes, is_open=True) in (None, list(whole.kept)):
        return question
    one = question.drafts[0]
    drafts = tuple(replace(one, order=replace(one.order, prompt=scene)) for scene in whole.scenes)
    intent = replace(asked, asked_s=None, notices=(*asked.notices, Notice.DURATION_CLAMPED))
    return replace(question, drafts=drafts, intent=intent, whole=None)


def _is_of_shots(turn: Turn, text: str) -> bool:
    sayings = turn.desk.tables.sayings
    return any(sayings.says(text, what) for what in (Said.SHOTS_LEFT, Said.SHOTS_KEPT, Said.LISTED_KEPT))


def _apart(turn: Turn, text: str) -> tuple[str, Intent | None]:
    """The message split into what it says about shots and the values behind: "just the first, but 10 seconds"."""
    sayings = turn.desk.tables.sayings
    for one in sayings.several.piece.finditer(text):
        head, rest = text[: one.start()], text[one.end() :]
        is_of_shots = _is_of_shots(turn, head) or sayings.says(head, Said.ONE_CLIP)
        if is_of_shots and only_values(turn, rest):
            return head, said_in(turn, rest)
    return text, None


async def _is_one_clip(turn: Turn, text: str, values: Intent | None) -> bool:
    """Handle a wish for one clip with the whole idea, its length perhaps in the same words."""
    found = turn.desk.tables.sayings.find(text, Said.ONE_CLIP)
    if found is None:
        return False
    if "length" in found or "bare" in found:
        seconds = _seconds(turn, found)
        if seconds is None:
            return False
        told = values or Intent(action=Act.GENERATE)
        values = replace(told, wishes=replace(told.wishes, duration_s=seconds))
    await _as_one_clip(turn, values)
    return True


def _seconds(turn: Turn, found: Mapping[str, str]) -> int | None:
    """The length of one clip that is named; None for what is longer than a clip, or a number that is one of the shots."""
    if "length" in found:
        said = said_in(turn, found["length"])
        return said.wishes.duration_s if said.asked_s is None else None
    question, seconds = turn.order_in_question, turn.desk.tables.pointers.count(found["bare"])
    if question is None or is_list(question) or seconds <= len(question.drafts):
        return None
    return seconds


async def _as_one_clip(turn: Turn, values: Intent | None) -> None:
    """Change the series to one clip with the whole idea, of the length that is said, else the longest possible."""
    question = turn.order_in_question
    if question is not None and question.intent is not None:  # scenes that were changed are lines
        lines = question.intent.prompt.splitlines()
        whole = comma(question.intent.prompt).join(lines)
        turn.ask(replace(question, intent=replace(question.intent, prompt=whole)))
    said = values if values is not None else Intent(action=Act.GENERATE)
    wishes = said.wishes if said.wishes.duration_s else replace(said.wishes, duration_s=LONGEST_CLIP_S)
    turn.intent = replace(said, action=Act.GENERATE, edit=True, wishes=wishes, language=turn.language)
    turn.only_price = said.wishes.duration_s is None  # its price was not told before
    await changes.edit(turn)


def _named(turn: Turn, found: Mapping[str, str], scenes: Sequence[str]) -> Sequence[int]:
    """The shots named by their places or, from the first, by how many; or the only one that shows what is named."""
    if "which" in found:
        return turn.desk.tables.sayings.places(found["which"], len(scenes))
    if "count" in found:
        count = turn.desk.tables.pointers.count(found["count"])
        return range(count) if count < len(scenes) else ()
    place = place_of(turn, found, scenes)
    return () if place is None else (place,)


async def _offer_these(
    turn: Turn, question: Question, scenes: Sequence[str], kept: Sequence[int], values: Intent | None
) -> None:
    asked, before = question.intent, question.incoming
    assert asked is not None
    ready = _drafts(question.drafts, scenes, kept)
    turn.whole = narrowed(question, kept)
    seconds = [int(number(one.order.params.get("duration", "")) or 0) for one in ready]
    turn.intent = _narrowed(turn, asked, [scenes[at] for at in kept], seconds)
    if before is not None:
        turn.incoming = replace(
            turn.incoming, pictures=before.pictures, quoted_pictures=before.quoted_pictures
        )
    if values is not None and (len(kept) == 1 or values.wishes.duration_s is None):
        turn.ask(turn.question_now(Pending.CONFIRM, ready))
        turn.intent = replace(values, action=Act.GENERATE, edit=True, language=turn.language)
        await changes.edit(turn)
        return
    rows = [
        turn.words(
            "series.row",
            n=n,
            seconds=length,
            points=one.order.points,
            prompt=in_short(scenes[at]),
        )
        for n, (at, length, one) in enumerate(zip(kept, seconds, ready, strict=True), start=1)
    ]
    points = sum(one.order.points for one in ready)
    lines = (
        turn.words("listed.only" if is_list(question) else "series.only", n=len(ready), total=len(scenes)),
        *rows,
        turn.words("series.ask_only", points=points),
    )
    await ask_yes(turn, ready, turn.desk.phrases.lines(*lines))


def _drafts(drafts: Sequence[Draft], scenes: Sequence[str], kept: Sequence[int]) -> list[Draft]:
    """The drafts that stay, numbered anew; the first of them carries the notices of the whole series."""
    ready: list[Draft] = []
    for n, at in enumerate(kept, start=1):
        one = drafts[at]
        lines = dict.fromkeys([*drafts[0].intro, *one.intro]) if n == 1 else one.intro
        is_shot = one.one_of is None or one.one_of.is_shot
        one_of = OneOf(n, len(kept), is_shot) if len(kept) > 1 else None
        order = replace(one.order, prompt=scenes[at])
        ready.append(replace(one, order=order, one_of=one_of, intro=tuple(lines)))
    return ready


def _narrowed(turn: Turn, asked: Intent, scenes: Sequence[str], seconds: Sequence[int]) -> Intent:
    """The request as if it had only asked for these shots, so that later changes keep to them."""
    is_one = len(scenes) == 1
    return replace(
        asked,
        # A change of a single remaining shot is priced again before it is ordered.
        action=Act.QUOTE if is_one else asked.action,
        prompt="\n".join(scenes),
        # Clips of a list are no parts of a longer one.
        asked_s=None if is_one or asked.asked_s is None else sum(seconds),
        shots=0 if is_one or asked.asked_s is None else len(seconds),
        wishes=replace(asked.wishes, duration_s=seconds[0]) if is_one else asked.wishes,
        notices=tuple(one for one in asked.notices if not (is_one and one is Notice.DURATION_CLAMPED)),
        language=turn.language,
    )
