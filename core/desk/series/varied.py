"""The clip at hand in several variations: a row for each and the sum, all ordered after one yes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core import continuity
from core.advisor import Basis
from core.desk.clips.differences import changes_between, laid_over
from core.desk.models.live import products_or_say
from core.desk.placing import ask_yes
from core.desk.questions.asking import not_for_this
from core.desk.reading import said_in
from core.desk.rewording import reworded
from core.desk.series.offer import told_apart
from core.desk.series.own_values import unlike, with_own
from core.desk.series.scenes import new_of, only_values, place_of
from core.desk.turn import Turn
from core.drafts import Wanted, going_on
from core.model import Act, Change, Draft, Intent, Notice, OneOf, Wishes
from core.phrases import head
from core.ports import Question
from core.punctuation import comma
from core.tables import Said

_HEAD = 80  # characters of what all of them show


@dataclass(frozen=True, slots=True)
class _Version:
    """One of the variations: what it shows in a row, and what is wanted."""

    row: str  # empty where it is told apart by its description
    wanted: Wanted
    model: str


async def offer_varied(
    turn: Turn, base: Draft, parts: Sequence[str], shared: Sequence[str], *, is_new: bool = False
) -> None:
    """Offer the clip, or with `is_new` the one that is asked for, in these variations, with what is said of all."""
    is_of_job = turn.job is not None and turn.order_in_question is None and not is_new
    parent = turn.job.id if turn.job is not None and is_of_job else base.parent
    whole = replace(going_on(base), language=turn.language, parent=parent)
    if whole.pictures:
        turn.incoming = replace(turn.incoming, pictures=whole.pictures, quoted_pictures=())
    told = [_version(turn, whole, base, [one, *shared], row=one) for one in parts]
    clip = turn.job.draft if turn.job is not None and parent == turn.job.id else base
    await _offer(turn, told, base, changed=(clip, base), shows=base.order.prompt if is_new else "")


async def offers_each(turn: Turn, draft: Draft) -> bool:
    """Offer a new clip once in each of the shapes or styles, or with each of the models, named together; False if none were."""
    if not turn.each or not has_shape(turn, draft):
        return False
    await offer_varied(turn, draft, turn.each, (), is_new=True)
    return True


def has_shape(turn: Turn, draft: Draft) -> bool:
    """Whether the shape can be chosen, if shapes are wanted; where it cannot, that is said in front of the answer."""
    said = said_in(turn, turn.each[0])
    if "aspect_ratio" in draft.order.params or said.wishes.aspect_ratio is None:
        return True
    key = "aspect_ratio_none" if draft.pictures else "aspect_ratio_free"
    asked = comma(turn.each[0]).join(turn.each)
    no = turn.words(f"notice.{key}", model=draft.order.model_name, asked=asked)
    turn.preface = turn.desk.phrases.lines(turn.preface, no)
    return False


def is_varied(drafts: Sequence[Draft]) -> bool:
    """Whether drafts that are ordered together differ, and are no copies of one order."""
    return len({(one.order.model_name, one.order.prompt, one.wishes) for one in drafts}) > 1


async def changed_each(turn: Turn, question: Question) -> bool:
    """Offer variations anew, each with the change of this message; False if they are copies of one order."""
    drafts, said = question.drafts, turn.intent
    if not is_varied(drafts):
        return False
    await offer_changed(turn, drafts, said, range(len(drafts)))
    return True


async def one_changed(turn: Turn, question: Question) -> bool:
    """Handle a change of one of several clips on offer; values that copies of one order share stay alike, which is said."""
    drafts, sayings = question.drafts, turn.desk.tables.sayings
    kinds = (Said.SHOT_CHANGED, Said.SHOT_TOLD, Said.SHOT_VALUES)
    told = [found for one in kinds if (found := sayings.find(turn.incoming.text, one)) is not None]
    found = next((one for one in told if only_values(turn, new_of(one))), None)
    shows = None if found is not None else _shown_in_one(turn)
    found = found or shows
    place = place_of(turn, found, [one.order.prompt for one in drafts]) if found is not None else None
    if found is None or place is None:
        return False
    said = said_in(turn, new_of(found))
    if shows is not None:
        words = shows.get("swaps") or new_of(shows)
        said = Intent(action=Act.GENERATE, edit=True, prompt=words, language=turn.language)
    elif not is_varied(drafts) or said.model is not None:
        await turn.say(turn.desk.phrases.lines(turn.words("listed.shared"), turn.words("quote.waiting")))
        return True
    await offer_changed(turn, drafts, said, [place])
    return True


def _shown_in_one(turn: Turn) -> Mapping[str, str] | None:
    """What one of several clips is to show otherwise, with nothing of its values."""
    sayings, text = turn.desk.tables.sayings, turn.incoming.text
    found = sayings.find(text, Said.SHOT_CHANGED) or sayings.find(text, Said.SHOT_TOLD)
    if found is None:
        return None
    said = said_in(turn, new_of(found))
    return found if said.action is Act.GENERATE and not said.names_something else None


async def offer_changed(turn: Turn, drafts: Sequence[Draft], said: Intent, places: Sequence[int]) -> None:
    """Offer these anew, those at the places with what was said."""
    told = []
    for place, one in enumerate(drafts):
        if place not in places:
            key = one.order.model or one.order.leaf_id
            told.append(_Version(told_by(drafts, one), replace(going_on(one), language=turn.language), key))
            continue
        prompt, wishes = reworded(turn, one.order.prompt, said)
        wanted = replace(
            going_on(one),
            prompt=prompt,
            wishes=laid_over(wishes, one.wishes),
            said=wishes,
            language=turn.language,
        )
        key = said.model or one.order.model or one.order.leaf_id
        told.append(_Version(told_by(drafts, one), wanted, key))
        if prompt != one.order.prompt and not is_varied(drafts):
            # The rows of what were copies begin alike.
            change = Change("prompt", f"“{one.order.prompt}”", f"“{prompt}”")
            turn.preface = turn.words(
                "edit.would", changes=turn.desk.phrases.changes([change], turn.language)
            )
    turn.copies = 1
    turn.close_question()
    turn.incoming = replace(turn.incoming, pictures=drafts[0].pictures, quoted_pictures=())
    is_of_one = len(places) < len(drafts)
    told = [
        replace(one, row=one.wanted.wishes.aspect_ratio or one.row) if is_of_one and one.row else one
        for one in told
    ]
    await _offer(turn, told, drafts[0], changed=(drafts[0], drafts[0] if is_of_one else None), had=drafts)


def _version(turn: Turn, whole: Wanted, base: Draft, words: Sequence[str], *, row: str) -> _Version:
    """The clip with these words worked in: other values, another model, or more to be shown."""
    prompt, wishes, model = whole.prompt, whole.wishes, base.order.model or base.order.leaf_id
    now, name, own = Wishes(), "", False
    for one in words:
        said = said_in(turn, one)
        shows = one if said.model is None and said.wishes == Wishes() else said.prompt
        asked = Intent(action=Act.GENERATE, prompt=shows, wishes=said.wishes, language=turn.language)
        before = prompt
        other = continuity.other_animal(prompt, shows, turn.desk.tables.revisions) if one == row else None
        prompt, found = (other, said.wishes) if other is not None else reworded(turn, prompt, asked)
        own = own or (one == row and prompt != before)
        now = laid_over(found, now)
        model = said.model or model
        if said.model is not None and one == row:
            name = turn.desk.tables.model(said.model).name_for(whole.task_type)
    # What is said of all of them stands in front of what only this one has.
    told = name or (row if prompt == whole.prompt else comma(row).join((prompt, row)))
    return _Version(
        "" if own and not name else told,
        replace(whole, prompt=prompt, wishes=laid_over(now, wishes), said=now),
        model,
    )


def told_by(drafts: Sequence[Draft], draft: Draft) -> str:
    """What tells one of the variations from the others; empty where it is the description."""
    if len({one.order.prompt for one in drafts}) > 1:
        return ""
    if len({one.order.model_name for one in drafts}) > 1:
        return draft.order.model_name
    return draft.wishes.aspect_ratio or ""


async def _offer(
    turn: Turn,
    told: Sequence[_Version],
    base: Draft,
    *,
    changed: tuple[Draft, Draft | None],
    had: Sequence[Draft] = (),
    shows: str = "",
) -> None:
    """Offer these, with what `changed` between two orders; the second is the first of these where none is given.

    `shows` is what all of them show, where that is new; `had` are those that were offered before: a shape that one of
    them had for itself is told of all.
    """
    products = await products_or_say(turn, told[0].wanted.task_type)
    if products is None:
        return
    drafts: list[Draft] = []
    for number, one in enumerate(told, start=1):
        priced = turn.desk.drafter.price_all(products, one.wanted)
        if one.model not in priced:
            await not_for_this(turn, one.model, one.wanted, priced)
            return
        draft = turn.desk.drafter.draft(one.model, Basis.CARRIED, one.wanted, priced)
        drafts.append(replace(draft, one_of=OneOf(number, len(told), is_shot=False)))
    differ = changes_between(changed[0], changed[1] or drafts[0], turn.desk.tables.advice.left_out_words)
    shapes = {one.wishes.aspect_ratio for one in drafts}
    differ = [one for one in differ if one.name != "aspect_ratio" or len(shapes) == 1]
    would = turn.words("edit.would", changes=turn.desk.phrases.changes(differ, turn.language))
    names = {one.order.model_name for one in drafts}
    notices = [line for one in drafts for line in turn.desk.drafter.notices(one)]
    rows = told_apart([one.wanted.prompt for one in told])
    had_shapes = any(one.aspect_ratio is not None for one in unlike(had)) if had else False
    own = unlike(drafts, shapes_too=had_shapes)
    header = "listed.header" if len(names) == 1 else "listed.header_models"
    # One that is as the clip is already would have no description beside those that have theirs.
    is_by_row = all(one.row for one in told)
    lines = [
        turn.preface,
        would if differ else "",
        *dict.fromkeys(notices),
        turn.words(header, n=len(drafts), model=base.order.model_name if len(names) > 1 else min(names)),
        turn.words("listed.shows", prompt=head(shows, _HEAD)) if shows and is_by_row else "",
        *(
            turn.words(
                "listed.row",
                n=number,
                points=draft.order.points,
                prompt=one.row if is_by_row else with_own(turn, shown, values),
            )
            for number, (one, draft, shown, values) in enumerate(
                zip(told, drafts, rows, own, strict=True), start=1
            )
        ),
        turn.words("series.ask_only", points=sum(one.order.points for one in drafts)),
    ]
    differ_only_in_words = len(names) == 1 and len({one.wishes for one in drafts}) == 1
    if differ_only_in_words and base.order.model:
        # The notice makes them a list: what is said of one of the clips of a list can be said of these.
        turn.intent = Intent(
            action=Act.GENERATE,
            task_type=told[0].wanted.task_type,
            model=told[0].model,
            prompt="\n".join(one.wanted.prompt for one in told),
            wishes=drafts[0].wishes,
            notices=(Notice.DURATION_CLAMPED,),
            names=told[0].wanted.names,
            language=turn.language,
        )
    await ask_yes(turn, drafts, turn.desk.phrases.lines(*lines), together=not differ_only_in_words)
