"""Several clips asked for beside a clip: offered together with the price of all, ordered after one yes."""

from collections.abc import Sequence
from dataclasses import replace

from core.desk.clips import changes, copies, earlier
from core.desk.clips.differences import laid_over
from core.desk.pictures.of_message import pictures_of
from core.desk.questions.answers import is_series
from core.desk.reading import is_another, said_in
from core.desk.series.listed import lists_clips
from core.desk.series.scenes import only_values
from core.desk.series.varied import is_varied, offer_varied
from core.desk.turn import LOOKS_BACK, Turn
from core.model import Act, Intent, Wishes
from core.ports import Question
from core.punctuation import ENDS, clauses, comma
from core.tables import Pointing
from core.tables.several import SeveralAsked

_FEWEST, _MOST = 2, 6
_NOT_TOLD = 3  # how many are offered where nobody says how many


async def several(turn: Turn) -> bool:
    """Handle a wish for several clips like the one at hand, alike or each otherwise; False if it is none."""
    await _go_to_earlier(turn)
    question, base = turn.order_in_question, changes.base_of(turn)
    if base is None or pictures_of(turn.incoming) or (question is not None and is_series(question)):
        return False
    asked = turn.desk.tables.several.read(
        turn.incoming.text, is_offered=question is not None and question.together
    )
    if asked is None and question is not None and (told := _each_told(turn, question)):
        await offer_varied(turn, base, told, ())
        return True
    if asked is None:
        return False
    if not asked.sure and not turn.desk.tables.several.tells_where_or_how(asked) and lists_clips(turn):
        return False
    if question is None and not turn.owns_job:
        await turn.tell("ask.not_yours")
        return True
    if asked.count > len(asked.parts) and all(only_values(turn, one) for one in asked.parts):
        asked.shared, asked.parts = [*asked.parts, *asked.shared], []
    if len(asked.parts) >= _FEWEST:
        if len(asked.parts) > _MOST:
            turn.preface = turn.words("copies.most", max=_MOST)
        await offer_varied(turn, base, asked.parts[:_MOST], asked.shared)
        return True
    return await _alike(turn, asked)


def _each_told(turn: Turn, question: Question) -> list[str]:
    """What each of several new clips on offer is to show, where a Chinese message tells as many scenes; else nothing."""
    text = turn.incoming.text
    parts = [one.strip() for one, _ in clauses(text)]
    if text.isascii() or not question.together or question.drafts[0].parent or is_varied(question.drafts):
        return []
    is_told = len(parts) == len(question.drafts) and all(is_another(turn, one) for one in parts)
    return parts if is_told else []


async def _go_to_earlier(turn: Turn) -> None:
    """Make an earlier clip that the wish is about the one at hand: "two more versions of the penguin one"."""
    table, pointers, text = turn.desk.tables.several, turn.desk.tables.pointers, turn.incoming.text
    found = list(pointers.find(text, Pointing.WHICH))
    if not found or turn.points_at_job or pictures_of(turn.incoming) or turn.order_in_question is not None:
        return
    jobs = await turn.own_jobs(limit=LOOKS_BACK)
    for one in found if jobs else ():
        meant, (begin, end) = earlier.meant_by(turn, jobs, one)
        for rest in (text[:begin] + text[end:], pointers.with_it(text, begin, end)) if meant else ():
            asked = table.read(rest.strip(f"{ENDS}、"))
            if meant is None or asked is None or asked.parts:
                continue
            is_last = turn.job is not None and turn.job.id == meant.job.id
            turn.job, turn.points_at_job = meant.job, not is_last
            turn.pointed = "" if is_last and meant.fitting == 1 else earlier.which(turn, meant)
            turn.incoming = replace(turn.incoming, text=rest.strip(f"{ENDS}、"))
            return


async def _alike(turn: Turn, asked: SeveralAsked) -> bool:
    """Offer so many of the same, with what is said of all of them."""
    count = asked.count or _NOT_TOLD
    if count < _FEWEST:
        return False
    notes = ["" if asked.count else turn.words("copies.number", n=count)]
    turn.are_unlike = asked.unlike
    if asked.unlike:
        notes.append(turn.words("copies.alike"))
    said = _said_of_all(turn, [*asked.parts, *asked.shared])
    turn.intent = replace(
        said, action=Act.GENERATE, edit=True, again=True, choice=None, save_preference=False
    )
    await copies.offer_copies(turn, count, notes)
    return True


def _said_of_all(turn: Turn, words: Sequence[str]) -> Intent:
    """What is said of all of them, as a change of the clip."""
    told = Intent(action=Act.GENERATE, language=turn.language)
    for one in words:
        said = said_in(turn, one)
        shows = said.prompt
        if said.model is None and said.wishes == Wishes():
            parser = turn.desk.parser
            shows = "" if parser.is_talk(one) or parser.is_said_to_us(one) else one
        joined = f"{told.prompt}{comma(one)}{shows}" if told.prompt and shows else told.prompt or shows
        wishes = laid_over(said.wishes, told.wishes)
        told = replace(told, prompt=joined, wishes=wishes, model=said.model or told.model)
    return told
