"""What a message changes of a description: other words, and what must not appear from now on."""

from dataclasses import replace

from core import continuity
from core.desk.turn import Turn
from core.model import Intent, Wishes


def reworded(turn: Turn, prompt: str, said: Intent) -> tuple[str, Wishes]:
    """The description as this message changes it, and the wishes of the message with what could not be cut out."""
    if not said.prompt:
        return prompt, said.wishes
    revisions = turn.desk.tables.revisions
    words = continuity.as_typed(said.prompt, turn.incoming.text, prompt)
    rest = continuity.without_things(prompt, words, revisions)
    wishes = said.wishes
    if rest.absent:
        wishes = replace(wishes, negative_prompt=continuity.joined(wishes.negative_prompt, rest.absent))
    return continuity.revise(rest.prompt, rest.words, revisions, turn.language), wishes
