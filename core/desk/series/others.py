"""The others of several clips, told otherwise: "the other two upright as well", on offer or once they are made."""

from collections.abc import Mapping
from dataclasses import replace

from core.desk.clips import changes
from core.desk.clips.earlier import counted
from core.desk.pictures.of_message import pictures_of
from core.desk.questions.amended import amended
from core.desk.questions.answers import is_series
from core.desk.reading import said_in
from core.desk.series.scenes import only_values
from core.desk.series.shots import root_of, series_here
from core.desk.series.varied import offer_changed
from core.desk.turn import LOOKS_BACK, Turn
from core.model import Act, Intent, Job, Wishes
from core.ports import Question
from core.tables import Pointing, Said


async def changes_the_others(turn: Turn) -> bool:
    """Handle a change of the others than the one just spoken of: they are priced so, or it is asked which are meant."""
    sayings, text = turn.desk.tables.sayings, turn.incoming.text
    found = sayings.find(text, Said.OTHERS_CHANGED) or sayings.find(turn.typed, Said.OTHERS_CHANGED)
    if found is None or pictures_of(turn.incoming) or turn.points_at_job or not turn.owns_job:
        return False
    said = said_in(turn, found["new"])
    if said.action is not Act.GENERATE or _may_be_shown(turn, found):
        return False
    count = turn.desk.tables.pointers.count(found["count"]) if "count" in found else 0
    question = turn.order_in_question
    if question is not None:
        if count == len(question.drafts) > 1 and is_series(question):
            # They are the others already.
            turn.incoming, turn.intent = replace(turn.incoming, text=found["new"]), replace(said, edit=True)
            return await amended(turn, question)
        return len(question.drafts) > 1 and await _on_offer(
            turn, question, found["new"], said, is_also="same" in found
        )
    others = await _made(turn, count)
    if not others:
        return False
    turn.intent = replace(said, edit=True)
    turn.incoming = replace(turn.incoming, text=found["new"])
    if len(others) == 1:
        turn.job, turn.points_at_job = others[0], True
        await changes.edit(turn)
        return True
    drafts = [replace(one.draft, parent=one.id) for one in others]
    shape = said.wishes.aspect_ratio
    if said.wishes == Wishes(aspect_ratio=shape) and not said.prompt and said.model is None:
        drafts = [one for one in drafts if one.order.params.get("aspect_ratio") != shape]
    if not drafts:
        await turn.tell("edit.same")
        return True
    if any(one.pictures for one in drafts) or said.model is not None:
        points = sum(one.order.points for one in drafts)
        await turn.tell("series.one_by_one", n=len(drafts), points=points, new=found["new"])
        return True
    await offer_changed(turn, drafts, turn.intent, range(len(drafts)))
    return True


def _may_be_shown(turn: Turn, found: Mapping[str, str]) -> bool:
    """Whether the words may as well mean others of those whom the clip at hand shows: "the other one in red"."""
    job, tables = turn.job, turn.desk.tables
    if job is None or "mid" in found or found["thing"] not in tables.pointers.vague:
        return False
    prompt, subject = job.draft.order.prompt, tables.revisions.subject["zh"]
    is_of_clip = only_values(turn, found["new"])
    shows_many = tables.pointers.says(prompt, Pointing.MANY) or len(list(subject.finditer(prompt))) > 1
    return shows_many and not is_of_clip


async def _on_offer(turn: Turn, question: Question, new: str, said: Intent, *, is_also: bool) -> bool:
    """Offer all of a list so where the others are to be so as well; values of some alone are not to be had, which is said."""
    if not is_series(question):
        return False
    if is_also and only_values(turn, new):
        turn.incoming, turn.intent = replace(turn.incoming, text=new), replace(said, edit=True)
        return await amended(turn, question)
    key = "listed.shared" if only_values(turn, new) else "listed.which"
    await turn.say(
        turn.desk.phrases.lines(turn.words(key, n=len(question.drafts)), turn.words("quote.waiting"))
    )
    return True


async def _made(turn: Turn, count: int) -> list[Job]:
    """The other clips than the one at hand: of its series, else the newest `count` that were made; none where unsure."""
    job, jobs = turn.job, await turn.own_jobs(limit=LOOKS_BACK)
    if job is None:
        return []
    known = {one.id: one for one in jobs}
    series = await series_here(turn)
    newest: dict[str, Job] = {}
    for one in series.jobs if series is not None and series.is_last else counted(jobs):
        if one.phase.is_made:
            newest.setdefault(root_of(one, known), one)
    newest.pop(root_of(job, known), None)
    others = list(newest.values())
    if series is not None and series.is_last:
        return others if count in (0, len(others)) else []
    return others[:count][::-1] if 0 < count <= len(others) else []
