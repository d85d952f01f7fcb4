"""The answer to a description that was shown before it is made: what the whole picture is to show instead."""

from dataclasses import replace

from core import continuity
from core.desk.clips import changes
from core.desk.turn import Turn
from core.model import Act, ParseContext

_ON_A_SCENE = frozenset((continuity.DEED, continuity.PLACE))


async def told_whole(turn: Turn) -> bool:
    """Handle a whole scene as the answer; False for a yes, a no, and for a change of the clip in a few words."""
    question = turn.question
    if question is None or not question.shows_scene or turn.points_at_job or turn.incoming.pictures:
        return False
    if turn.intent.action is not Act.GENERATE:
        return False
    parted, parser = turn.desk.tables.parted, turn.desk.parser
    lead = parted.muddle.lead.match(turn.incoming.text)
    told = turn.incoming.text[lead.end() if lead else 0 :]
    if lead is None and parted.around.adds.match(told):
        turn.ask(replace(question, job_id=turn.incoming.id))  # what comes too is added to what was shown
        return False
    said = parser.parse(told, ParseContext())
    is_change = parser.says_change(told) or parted.muddle.swaps.search(said.prompt) is not None
    if said.action is not Act.GENERATE or is_change:
        return False
    sorts = {one.label for one in continuity.parts_of(said.prompt, parted)}
    if continuity.WHO not in sorts or not sorts & _ON_A_SCENE:
        return False
    (shown,) = question.drafts
    if not continuity.share_a_part(shown.order.prompt, said.prompt, parted):
        return False  # another idea
    turn.close_question()
    turn.intent = replace(said, language=turn.language)
    await changes.reword(turn, said.prompt, base=shown)
    return True
