"""A model that was named before, pointed at: one of those compared, a row of the list, the other of two, an earlier clip's."""

from collections.abc import Sequence
from dataclasses import replace

from core.desk import reports
from core.desk.clips import changes
from core.desk.clips.earlier import counted
from core.desk.models import comparing
from core.desk.pictures.of_message import pictures_of
from core.desk.placing import price_row
from core.desk.questions.answers import orders_all
from core.desk.reading import read, said_in
from core.desk.turn import LOOKS_BACK, QUESTION_STANDS_S, Turn
from core.drafts import Priced
from core.model import Act, Intent, Language
from core.punctuation import ends_asking
from core.tables import Found, Pointing, Said
from core.tables.patterns import MARKS

_FEWEST = 2  # are compared


async def of_compared(turn: Turn) -> bool:
    """Handle a question which of the models just compared comes first; one taken by its rank is read as "that one"."""
    text, pointers = turn.typed.strip(MARKS), turn.desk.tables.pointers
    asked = pointers.first(text, Pointing.ASKS_WHICH_NAMED)
    if asked is not None and "cheap" in asked.parts and await _cheapest_on_offer(turn):
        return True
    found = asked or pointers.first(text, Pointing.TAKES_RANKED)
    if found is None or not _may_mean_them(turn):
        return False
    talk = turn.talk
    priced = await comparing.prices(turn, talk.named_for)
    if priced is None:
        return True
    known = [priced[key] for key in talk.named if key in priced]
    if len(known) < _FEWEST:
        return False
    first = _first(turn, found, known)
    turn.name_models(talk.named, talk.named_for, it=first.row.key, wishes=talk.named_wishes)
    if asked is not None or ends_asking(turn.typed):  # "and the fastest?" takes none
        await _told(turn, found, first, known)
        return True
    language: Language = "en" if text.isascii() else "zh"
    rest = found.parts.get("rest", "")
    taken = pointers.take_it[language] + (f"{', ' if text.isascii() else '，'}{rest}" if rest else "")
    turn.typed, turn.incoming = taken, replace(turn.incoming, text=taken)
    turn.intent = replace(said_in(turn, taken), save_preference=False)
    return False


async def _cheapest_on_offer(turn: Turn) -> bool:
    """Name the cheapest of several offers, which go on waiting; False where there are not several.

    A dear order with the cheaper one beside it says that itself.
    """
    question = turn.question
    if question is None or len(question.drafts) <= _FEWEST or orders_all(question) or turn.points_at_job:
        return False
    at = min(range(len(question.drafts)), key=lambda one: question.drafts[one].order.points)
    draft = question.drafts[at]
    turn.name_models([draft.order.model], draft.order.task_type, wishes=draft.wishes)
    row = price_row("quote.option", turn, draft, n=at + 1)
    await turn.say(turn.desk.phrases.lines(row, turn.words("quote.waiting")))
    return True


def _may_mean_them(turn: Turn) -> bool:
    """Whether several models were named a moment ago, after the clip at hand and any question."""
    talk = turn.talk
    is_fresh = len(talk.named) >= _FEWEST and turn.now - talk.named_at <= QUESTION_STANDS_S
    is_newer = turn.job is None or turn.job.created_at < talk.named_at
    is_free = turn.question is None and not turn.points_at_job and not pictures_of(turn.incoming)
    return is_fresh and is_newer and is_free


def _first(turn: Turn, found: Found, known: Sequence[Priced]) -> Priced:
    """The one that costs least, takes least time, or is the best."""
    if "cheap" in found.parts:
        return min(known, key=lambda one: one.points)
    if "quick" in found.parts:
        return min(known, key=lambda one: (one.row.estimate_s, one.points))
    by_key = {one.row.key: one for one in known}
    return by_key[reports.best_and_cheapest(turn, turn.talk.named_for, by_key)[0]]


async def _told(turn: Turn, found: Found, first: Priced, known: Sequence[Priced]) -> None:
    low, high = first.row.estimate_s
    blanks = {"model": first.product.name, "points": first.points, "low": low, "high": high}
    if "quick" in found.parts and len({one.row.estimate_s for one in known}) == 1:
        await turn.tell("models.as_quick", **blanks)
        return
    key = "cheap" if "cheap" in found.parts else "quick" if "quick" in found.parts else "best"
    await turn.tell(f"models.of_them_{key}", trait=first.row.trait[turn.language], **blanks)


async def row_recalled(turn: Turn) -> None:
    """Let "the second one" mean the second row of the models listed before the last clip."""
    talk = turn.talk
    is_fresh = bool(talk.models) and turn.now - talk.models_at <= QUESTION_STANDS_S
    if not is_fresh or talk.named or turn.question is not None or turn.points_at_job:
        return
    if pictures_of(turn.incoming):
        return
    found = turn.desk.tables.pointers.first(turn.typed, Pointing.TAKES)
    if found is None or "nth" not in found.parts:
        return
    place = turn.desk.tables.sayings.place(found.parts, len(talk.models))
    is_of_list = place is not None and (
        talk.listed_at < talk.models_at and len(await turn.own_jobs(limit=place + 1)) <= place
    )
    if is_of_list:
        turn.name_models(talk.models, talk.models_for)


async def rather_another(turn: Turn) -> bool:
    """Handle "no, the first one" behind an order with the second of two models: it is made with the other one."""
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.RATHER_NTH)
    base, rivals, named = changes.base_of(turn), turn.talk.rivals, turn.talk.named
    if base is not None and len(named) == _FEWEST and base.order.model in named:
        rivals = named  # it was made with one of the two that were compared, called by its name
    is_fresh = bool(named) and named != rivals
    if is_fresh or found is None or base is None or base.order.model not in rivals or not turn.owns_job:
        return False
    others = [one for one in rivals if one != base.order.model]
    place = turn.desk.tables.sayings.place(found.parts, len(rivals)) if "nth" in found.parts else None
    key = rivals[place] if place is not None else others[0] if len(others) == 1 else base.order.model
    if key == base.order.model:
        return False
    turn.intent = Intent(action=Act.GENERATE, edit=True, model=key, language=turn.language)
    await changes.edit(turn)
    return True


async def names_its_model(turn: Turn) -> None:
    """Read the message with the name of the model that it means by an earlier clip."""
    sayings = turn.desk.tables.sayings
    found = sayings.find(turn.incoming.text, Said.MODEL_OF)
    if found is None or turn.points_at_job or turn.order_in_question is not None:
        return
    jobs = counted(await turn.own_jobs(limit=LOOKS_BACK))
    place = sayings.place(found, len(jobs))
    if place is None or not 0 <= place < len(jobs):
        return
    order = jobs[len(jobs) - 1 - place].draft.order
    text = f"{found['before']}{order.model_name}{found['rest']}"
    turn.incoming = replace(turn.incoming, text=text)
    turn.intent = read(turn)
