"""What pictures show, or how they are, said where it was asked what they are for: that leaves it open."""

from core.desk.pictures.of_message import pictures_of
from core.desk.questions.asking import use_of_pictures_still, which_first_still
from core.desk.turn import Turn
from core.model import Pending
from core.tables import Said


async def shown_there(turn: Turn) -> bool:
    """Handle "it's a dog and a cat": the question is asked once more, and nothing is ordered or remembered."""
    question, text = turn.question, turn.raw.strip()
    if question is None or turn.points_at_job or pictures_of(turn.incoming):
        return False
    sayings, pending = turn.desk.tables.sayings, question.pending
    if pending is Pending.WHICH_FIRST and (
        sayings.says(text, Said.SHOWS_THERE) or sayings.says(text, Said.OF_SENT)
    ):
        await which_first_still(turn, question)
        return True
    if pending is Pending.PICTURE_ALONE and sayings.says(text, Said.OF_SENT):
        await use_of_pictures_still(turn, question)
        return True
    return False
