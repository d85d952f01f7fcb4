"""What two pictures show, said where it was asked which of them is first: that leaves it open."""

from core.desk.pictures.of_message import pictures_of
from core.desk.questions.asking import which_first_still
from core.desk.turn import Turn
from core.model import Pending
from core.tables import Said


async def shown_there(turn: Turn) -> bool:
    """Handle "it's a dog and a cat": the question is asked once more, and nothing is ordered or remembered."""
    question = turn.question
    if question is None or question.pending is not Pending.WHICH_FIRST or turn.points_at_job:
        return False
    if pictures_of(turn.incoming) or not turn.desk.tables.sayings.says(turn.raw.strip(), Said.SHOWS_THERE):
        return False
    await which_first_still(turn, question)
    return True
