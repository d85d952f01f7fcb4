"""The shots of a series that were left out when the others were ordered: offered with their price when they are wanted."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.advisor import Basis
from core.desk.clips.differences import laid_over
from core.desk.models.live import products_or_say
from core.desk.pictures.of_message import pictures_of
from core.desk.placing import ask_yes
from core.desk.series.offer import in_short
from core.desk.turn import Turn
from core.drafts import going_on
from core.model import LONGEST_CLIP_S, Act, Draft, Intent, Notice, OneOf, Wishes
from core.ports import Question, Whole
from core.tables import Said


async def the_rest(turn: Turn) -> bool:
    """Handle "now the rest" where only some shots of a series were ordered: offer those left out, or the ones named."""
    left = turn.talk.left
    if left is None or left.whole is None or turn.question is not None or turn.points_at_job:
        return False
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.SHOTS_REST)
    if found is None or pictures_of(turn.incoming) or not turn.owns_job:
        return False
    places = _meant(turn, left.whole, found)
    if not places or not _is_at_hand(turn, left.whole):
        return False
    first = left.drafts[0]
    products = await products_or_say(turn, first.order.task_type)
    if products is None:
        return True
    drafts: list[Draft] = []
    for n, at in enumerate(places, start=1):
        length = Wishes(duration_s=left.whole.lengths[at]) if left.whole.seconds else Wishes()
        wanted = replace(
            going_on(first),
            prompt=left.whole.scenes[at],
            wishes=laid_over(length, first.wishes),
            language=turn.language,
        )
        priced = turn.desk.drafter.price_all(products, wanted)
        key = first.order.model or first.order.leaf_id
        if key not in priced:
            return False
        is_shot = first.one_of is None or first.one_of.is_shot
        one_of = OneOf(n, len(places), is_shot) if len(places) > 1 else None
        drafts.append(replace(turn.desk.drafter.draft(key, Basis.CARRIED, wanted, priced), one_of=one_of))
    await _offer(turn, left, drafts, places)
    return True


def _meant(turn: Turn, whole: Whole, found: Mapping[str, str]) -> Sequence[int]:
    """Which of the shots left out are meant; none where the words mean others."""
    sayings = turn.desk.tables.sayings
    if "which" in found:
        named = sayings.places(found["which"], len(whole.scenes))
        return named if set(named) <= set(whole.kept) else ()
    if "count" in found and turn.desk.tables.pointers.count(found["count"]) != len(whole.kept):
        return ()
    return whole.kept


def _is_at_hand(turn: Turn, whole: Whole) -> bool:
    """Whether the last clip is one of the series, perhaps changed: nothing else was made since."""
    prompt = turn.job.draft.order.prompt if turn.job is not None else ""
    return any(prompt.startswith(one) for one in whole.scenes)


async def _offer(turn: Turn, left: Question, drafts: Sequence[Draft], places: Sequence[int]) -> None:
    assert left.whole is not None
    whole, first, is_one = left.whole, drafts[0], len(drafts) == 1
    is_series = bool(whole.seconds) and not is_one
    seconds = [whole.lengths[at] for at in places]
    turn.whole = replace(whole, kept=tuple(places))
    turn.intent = Intent(
        action=Act.QUOTE if is_one else Act.GENERATE,
        task_type=first.order.task_type,
        model=first.order.model or None,
        prompt="\n".join(whole.scenes[at] for at in places),
        wishes=replace(first.wishes, duration_s=LONGEST_CLIP_S) if is_series else first.wishes,
        asked_s=sum(seconds) if is_series else None,
        shots=len(places) if is_series else 0,
        notices=() if is_one else (Notice.DURATION_CLAMPED,),
        names=first.names,
        language=turn.language,
    )
    turn.incoming = replace(turn.incoming, pictures=first.pictures, quoted_pictures=())
    rows = [
        turn.words(
            "series.row" if whole.seconds else "listed.row",
            n=n,
            seconds=seconds[n - 1],
            points=one.order.points,
            prompt=in_short(whole.scenes[at]),
        )
        for n, (at, one) in enumerate(zip(places, drafts, strict=True), start=1)
    ]
    header = turn.words(
        "series.left" if whole.seconds else "listed.left", n=len(places), total=len(whole.scenes)
    )
    ask = turn.words("series.ask_only", points=sum(one.order.points for one in drafts))
    await ask_yes(turn, drafts, turn.desk.phrases.lines(header, *rows, ask))
