"""The clip at hand in several variations: a row for each and the sum, all ordered after one yes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.advisor import Basis
from core.desk.clips.differences import changes_between, laid_over
from core.desk.models.live import products_or_say
from core.desk.placing import ask_yes
from core.desk.questions.asking import not_for_this
from core.desk.reading import said_in
from core.desk.rewording import reworded
from core.desk.series.offer import told_apart
from core.desk.turn import Turn
from core.drafts import Wanted, going_on
from core.model import Act, Draft, Intent, Notice, Wishes
from core.ports import Question


@dataclass(frozen=True, slots=True)
class _Version:
    """One of the variations: what it shows in a row, and what is wanted."""

    row: str  # empty where it is told apart by its description
    wanted: Wanted
    model: str


async def offer_varied(turn: Turn, base: Draft, parts: Sequence[str], shared: Sequence[str]) -> None:
    """Offer the clip in these variations, with what is said of all of them."""
    parent = turn.job.id if turn.job is not None and turn.order_in_question is None else base.parent
    whole = replace(going_on(base), language=turn.language, parent=parent)
    if whole.pictures:
        turn.incoming = replace(turn.incoming, pictures=whole.pictures, quoted_pictures=())
    told = [_version(turn, whole, base, [one, *shared], row=one) for one in parts]
    await _offer(turn, told, base)


def is_varied(drafts: Sequence[Draft]) -> bool:
    """Whether drafts that are ordered together differ, and are no copies of one order."""
    return len({(one.order.model_name, one.order.prompt, one.wishes) for one in drafts}) > 1


async def changed_each(turn: Turn, question: Question) -> bool:
    """Offer variations anew, each with the change of this message; False if they are copies of one order."""
    drafts, said = question.drafts, turn.intent
    if not is_varied(drafts):
        return False
    told = []
    for one in drafts:
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
    turn.copies = 1
    turn.close_question()
    turn.incoming = replace(turn.incoming, pictures=drafts[0].pictures, quoted_pictures=())
    await _offer(turn, told, drafts[0], before=drafts[0])
    return True


def _version(turn: Turn, whole: Wanted, base: Draft, words: Sequence[str], *, row: str) -> _Version:
    """The clip with these words worked in: other values, another model, or more to be shown."""
    prompt, wishes, model = whole.prompt, whole.wishes, base.order.model or base.order.leaf_id
    now, name = Wishes(), ""
    for one in words:
        said = said_in(turn, one)
        shows = one if said.model is None and said.wishes == Wishes() else said.prompt
        asked = Intent(action=Act.GENERATE, prompt=shows, wishes=said.wishes, language=turn.language)
        prompt, found = reworded(turn, prompt, asked)
        now = laid_over(found, now)
        model = said.model or model
        if said.model is not None and one == row:
            name = turn.desk.tables.model(said.model).name_for(whole.task_type)
    has_words = prompt != whole.prompt and not name
    return _Version(
        "" if has_words else name or row,
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


async def _offer(turn: Turn, told: Sequence[_Version], base: Draft, *, before: Draft | None = None) -> None:
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
        place = turn.words("listed.clip", n=number, total=len(told))
        drafts.append(replace(draft, intro=(place, *draft.intro)))
    differ = (
        changes_between(before, drafts[0], turn.desk.tables.advice.left_out) if before is not None else ()
    )
    changed = turn.words("edit.would", changes=turn.desk.phrases.changes(differ, turn.language))
    names = {one.order.model_name for one in drafts}
    places = {turn.words("listed.clip", n=number, total=len(told)) for number in range(1, len(told) + 1)}
    notices = [line for one in drafts for line in turn.desk.drafter.notices(one) if line not in places]
    rows = told_apart([one.wanted.prompt for one in told])
    header = "listed.header" if len(names) == 1 else "listed.header_models"
    lines = [
        turn.preface,
        changed if differ else "",
        *dict.fromkeys(notices),
        turn.words(header, n=len(drafts), model=base.order.model_name if len(names) > 1 else min(names)),
        *(
            turn.words("listed.row", n=number, points=draft.order.points, prompt=one.row or shown)
            for number, (one, draft, shown) in enumerate(zip(told, drafts, rows, strict=True), start=1)
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
