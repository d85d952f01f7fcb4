"""Questions before anything is ordered: about another model, people in a Sora prompt, the roles of pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core import advisor, buttons
from core.advisor import Basis
from core.desk.models.live import products_or_say
from core.desk.pictures.of_message import pictures_of
from core.desk.placing import offer
from core.desk.turn import MOST_PICTURES, QUESTION_STANDS_S, Turn
from core.drafts import Priced, Wanted
from core.model import (
    Button,
    Draft,
    Failure,
    FirstFrame,
    Kind,
    Pending,
    Picture,
    PictureUse,
)
from core.ports import Question


async def not_for_this(
    turn: Turn, key: str, wanted: Wanted, priced: Mapping[str, Priced], *, asked: str = ""
) -> None:
    """Say that the named model is not in the live list for this task, and offer the nearest that is."""
    row = turn.desk.tables.model(key)
    prices = {key: one.points for key, one in priced.items()}
    keys = advisor.stand_ins(turn.desk.tables.advice, row, Failure.MODEL_UNAVAILABLE, prices, count=1)
    task = turn.words(f"task.{wanted.task_type}")
    if not keys:
        await turn.say(turn.words("models.empty"), kind=Kind.FAILURE)
        return
    draft = turn.desk.drafter.draft(keys[0], Basis.CARRIED, wanted, priced)
    text = turn.words(
        "ask.model_away" if wanted.task_type in row.ids else "ask.model_task",
        model=asked or row.name or key,
        task=task,
        other=draft.order.model_name,
        points=draft.order.points,
    )
    await offer(turn, [draft], text)


async def model_gone(turn: Turn, wanted: Wanted) -> None:
    """Say that a model is no longer offered, or not for this task, and offer the nearest; never swap it in silence."""
    intent, task_type = turn.intent, wanted.task_type
    products = await products_or_say(turn, task_type)
    if products is None:
        return
    priced = turn.desk.drafter.price_all(products, wanted)
    nearest = intent.nearest if intent.nearest in priced else None
    if nearest is None:
        await not_for_this(turn, intent.nearest, wanted, priced, asked=intent.unavailable)
        return
    draft = turn.desk.drafter.draft(nearest, Basis.CARRIED, wanted, priced)
    row = next((one for one in turn.desk.tables.models.values() if one.name == intent.unavailable), None)
    key = "ask.model_task" if row is not None and row.is_offered else "ask.model_gone"
    text = turn.words(
        key,
        asked=intent.unavailable,
        model=intent.unavailable,
        nearest=draft.order.model_name,
        other=draft.order.model_name,
        task=turn.words(f"task.{task_type}"),
        points=draft.order.points,
    )
    await offer(turn, [draft], text)


def has_refused_words(turn: Turn, draft: Draft, wanted: Wanted) -> str:
    """The word of the description that the draft's model will not take; empty when there is none."""
    if not turn.desk.tables.model(draft.order.model).no_people:
        return ""
    return advisor.people_word(turn.desk.tables.advice, wanted.prompt) or ""


async def warns_of_people(turn: Turn, draft: Draft, priced: Mapping[str, Priced], wanted: Wanted) -> bool:
    """Warn before a model that refuses people is ordered for a prompt with people; offer it last."""
    word = has_refused_words(turn, draft, wanted)
    if not word:
        return False
    row = turn.desk.tables.model(draft.order.model)
    prices = {key: one.points for key, one in priced.items()}
    keys = advisor.stand_ins(turn.desk.tables.advice, row, Failure.MODERATION, prices)
    drafts = [turn.desk.drafter.draft(key, Basis.CARRIED, wanted, priced) for key in keys]
    drafts.append(draft)
    await offer(turn, drafts, warning(turn, drafts, word))
    return True


def warning(turn: Turn, drafts: Sequence[Draft], word: str) -> str:
    """The warning of the last of these drafts, with all of them as choices."""
    lines = [turn.words("confirm.no_people", word=word)]
    for number, one in enumerate(drafts, start=1):
        trait = turn.desk.tables.model(one.order.model).trait.get(turn.language, "")
        lines.append(
            turn.words(
                "confirm.no_people_option",
                n=number,
                model=one.order.model_name,
                trait=trait,
                points=one.order.points,
            )
        )
        if one is not drafts[-1]:
            lines += lacking(turn, one)
    lines.append(turn.words("confirm.no_people_ask"))
    return turn.desk.phrases.lines(*lines)


def lacking(turn: Turn, one: Draft) -> list[str]:
    """What an offered draft does not give of what was asked, to stand under its row."""
    return [turn.words("failure.option_lacks", what=line) for line in turn.desk.drafter.notices(one)]


async def which_first(turn: Turn) -> None:
    """Ask which of two pictures is first, where the words do not say."""
    await ask_choice(turn, Pending.WHICH_FIRST, "ask.which_first", tuple(FirstFrame))


async def which_first_still(turn: Turn, asked: Question) -> None:
    """Ask once more which picture is first; whatever else was said is kept."""
    turn.ask(replace(asked, expires_at=turn.now + QUESTION_STANDS_S))
    hint = turn.words("ask.which_first_hint")
    under = _choices(turn, asked.job_id, "ask.which_first", tuple(FirstFrame))
    await turn.say(turn.desk.phrases.lines(turn.words("ask.which_first_still"), hint), buttons=under)


def uses_of(count: int) -> tuple[PictureUse, ...]:
    """What so many pictures without words can be for: only a single one can be animated."""
    return tuple(one for one in PictureUse if count == 1 or one is not PictureUse.ANIMATE)


async def use_of_pictures_still(turn: Turn, asked: Question) -> None:
    """Ask once more what pictures that came without words are for."""
    count = len(pictures_of(asked.incoming)) if asked.incoming is not None else 1
    key = "ask.picture_alone" if count == 1 else "ask.pictures_alone"
    turn.ask(replace(asked, expires_at=turn.now + QUESTION_STANDS_S))
    under = _choices(turn, asked.job_id, key, uses_of(count))
    await turn.say(turn.words(f"{key}_hint"), buttons=under)


async def too_many(turn: Turn, pictures: Sequence[Picture]) -> None:
    """Ask which pictures are meant where there are more than one video takes; none is left out in silence."""
    turn.incoming = replace(turn.incoming, pictures=tuple(pictures), quoted_pictures=())
    turn.talk = replace(turn.talk, pictures=())
    turn.ask(turn.question_now(Pending.TOO_MANY))
    await turn.tell("ask.too_many", max=MOST_PICTURES, n=len(pictures))


async def which_again(turn: Turn, asked: Question) -> None:
    """Ask once more which of too many pictures are meant, for as long as before."""
    assert asked.incoming is not None
    turn.ask(replace(asked, expires_at=turn.now + QUESTION_STANDS_S))
    await turn.tell("ask.too_many", max=MOST_PICTURES, n=len(pictures_of(asked.incoming)))


async def ask_choice(turn: Turn, pending: Pending, question: str, values: Sequence[str]) -> None:
    """Ask a question with named answers, and keep the message that raised it."""
    turn.ask(turn.question_now(pending))
    count = len(pictures_of(turn.incoming))
    texts = [
        turn.desk.phrases.say(f"{question}{part}", language, n=count)
        for language in turn.languages
        for part in ("", "_hint")
    ]
    under = _choices(turn, turn.incoming.id, question, values)
    await turn.say(turn.desk.phrases.lines(*texts), buttons=under)


def _choices(turn: Turn, asked_by: str, question: str, values: Sequence[str]) -> tuple[Button, ...]:
    """A button for each answer to the question that a message raised."""
    said = turn.desk.phrases.say
    labels = (
        " / ".join(said(f"{question}_{one}", language) for language in turn.languages) for one in values
    )
    return buttons.answers(asked_by, list(zip(values, labels, strict=True)))
