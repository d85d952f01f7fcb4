"""Tells what a clip was made with: its model, its values and its points, and why it has a value."""

from core.desk.clips import changes
from core.desk.clips.file_edits import told_of
from core.desk.pictures.of_message import pictures_of
from core.desk.reading import said_in
from core.desk.turn import Turn
from core.model import Act, Draft, Wishes
from core.planner.values import as_text
from core.punctuation import clauses
from core.tables import Pointing, Said
from core.tables.patterns import MARKS

_MAY_ASK = frozenset({Act.GENERATE, Act.CHITCHAT, Act.HELP})  # how a question what is shown may be read
_OF_FILE = {
    Pointing.FRAME_RATE: "facts.frame_rate",
    Pointing.ASKS_FILE: "facts.file",
    Pointing.LINK_KEPT: "facts.link_kept",
}
_OF_CLIPS = {Said.ASKS_RIGHTS: "facts.rights", Said.CALL_ME: "facts.call_me"}


async def made_with(turn: Turn) -> bool:
    """Handle a question about the model or a value of the last clip, or of the one pointed at: tell them."""
    pointers, text = turn.desk.tables.pointers, _without_further(turn)
    found = pointers.first(text, Pointing.MADE_WITH)
    if found is None and turn.order_in_question is not None:
        found = pointers.first(text, Pointing.ASKS_VALUES)
    if found is None or pictures_of(turn.incoming):
        return False
    if "name" in found.parts:
        said = said_in(turn, found.parts["name"])
        if said.model is None and (said.wishes == Wishes() or said.prompt):
            return False
    job, question = turn.job, turn.order_in_question
    lines = []
    if question is not None:
        lines.append(line_of(turn, "facts.waits", question.drafts[0]))
    if job is not None and (turn.owns_job or turn.points_at_job):  # all may see it who see the clip
        lines.append(await _made(turn, job.draft))
    if lines:
        await turn.say(turn.desk.phrases.lines(*lines))
    return bool(lines)


async def asked_for_prompt(turn: Turn) -> bool:
    """Handle a question for the description of the clip at hand: tell it, and what else it was made with."""
    draft = _asked(turn, Pointing.ASKS_PROMPT)
    if draft is None:
        return False
    waits = turn.order_in_question is not None
    line = line_of(turn, "facts.waits", draft) if waits else await _made(turn, draft)
    await turn.say(turn.desk.phrases.lines(turn.words("facts.prompt", prompt=draft.order.prompt), line))
    return True


async def asked_shown(turn: Turn) -> bool:
    """Handle a question what can be seen in the clip at hand: nobody here sees it, so its description is told."""
    if turn.intent.names_something or turn.intent.action not in _MAY_ASK:
        return False
    draft = _asked(turn, Pointing.ASKS_SHOWN)
    if draft is None:
        return False
    waits = turn.order_in_question is not None
    await turn.tell("facts.would_show" if waits else "facts.shown", prompt=draft.order.prompt)
    return True


async def asked_of_file(turn: Turn) -> bool:
    """Handle a wish for a frame rate, which no model lets one choose, or a question about the file; nothing is made.

    So are whose it is and whether we call when it is done.
    """
    if pictures_of(turn.incoming):
        return False
    says = turn.desk.tables.sayings.says
    key = next((key for what, key in _OF_CLIPS.items() if says(turn.raw.strip(), what)), None)
    if key is not None:
        await turn.tell(key)
        return True
    return await told_of(turn, _OF_FILE)


async def asked_seed(turn: Turn) -> bool:
    """Handle a question for the seed of the clip at hand: tell it, or that it has none of its own."""
    job = turn.job
    if job is None or not turn.owns_job or pictures_of(turn.incoming):
        return False
    if not turn.desk.tables.pointers.says(turn.incoming.text, Pointing.ASKS_SEED):
        return False
    seed = as_text(job.draft.order.params.get("seed", ""))
    key = "facts.seed" if seed.isdecimal() else "facts.no_seed"  # -1 leaves it to the studio
    await turn.tell(key, model=job.draft.order.model_name, seed=seed)
    return True


async def asked_left_out(turn: Turn) -> bool:
    """Handle a question what is kept out of the clip at hand."""
    draft = _asked(turn, Pointing.ASKS_LEFT_OUT)
    if draft is None:
        return False
    words = as_text(draft.order.params.get("negative_prompt", "")) or draft.wishes.negative_prompt or ""
    await turn.tell("facts.left_out" if words else "facts.left_out_none", words=words)
    return True


def _asked(turn: Turn, what: Pointing) -> Draft | None:
    """What the clip at hand is made from, if the message asks this about it and it is the person's own."""
    draft = changes.base_of(turn)
    if draft is None or not (turn.owns_job or turn.order_in_question is not None):
        return None
    if pictures_of(turn.incoming) or not turn.desk.tables.pointers.says(turn.typed, what):
        return None
    return draft


def _without_further(turn: Turn) -> str:
    """The message without a question for the price beside one for the model: the answer tells both.

    Of several clauses only the last counts, where it asks: what is in front is the reason.
    """
    pointers, text = turn.desk.tables.pointers, turn.incoming.text
    last, _ = clauses(text)[-1] if text.strip(MARKS) else ("", "")
    if pointers.says(last, Pointing.MADE_WITH):
        return last
    for found in pointers.find(text.strip(MARKS), Pointing.ASKS_ALSO):
        for one, other in (("before", "rest"), ("rest", "before")):
            if pointers.says(found.parts[other], Pointing.ASKS_COST):
                return found.parts[one]
    return text


async def asked_why(turn: Turn) -> bool:
    """Handle a question why the clip at hand has a value: tell what it was made with, and whether that was asked for."""
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.WHY_SO)
    job = turn.job
    if found is None or job is None or not turn.owns_job or turn.question is not None:
        return False
    said = said_in(turn, found.parts["name"])
    if pictures_of(turn.incoming) or said.model is not None or said.prompt or said.wishes == Wishes():
        return False
    draft = job.draft
    reason = _reason(draft, said.wishes)
    line = await _made(turn, draft)
    why = turn.words(reason, model=draft.order.model_name) if reason else ""
    await turn.say(turn.desk.phrases.lines(line, why))
    return True


def _reason(draft: Draft, said: Wishes) -> str:
    """Why an order has the value that was named; empty where it has another one, or was meant to have another."""
    for name, asked, wished in (
        ("aspect_ratio", said.aspect_ratio, draft.wishes.aspect_ratio),
        ("duration", said.duration_s, draft.wishes.duration_s),
        ("resolution", said.resolution, draft.wishes.resolution),
    ):
        if asked is None:
            continue
        if name not in draft.order.params:
            return "facts.by_model"
        given = as_text(draft.order.params[name])
        if given != as_text(asked):
            return ""
        return "facts.by_default" if wished is None else "facts.as_asked" if as_text(wished) == given else ""
    return ""


async def _made(turn: Turn, draft: Draft) -> str:
    """The line about the clip at hand, as the last one or as the one pointed at."""
    return line_of(turn, "facts.last" if await turn.means_last_job() else "facts.that", draft)


def line_of(turn: Turn, key: str, draft: Draft) -> str:
    """A line that tells what an order is made with."""
    order = draft.order
    values = turn.desk.phrases.values(order.params, turn.language)
    return turn.words(key, model=order.model_name, values=values, points=order.points)
