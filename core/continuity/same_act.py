"""What is done stays, and is done to something else: "can he eat a blueberry instead", where he eats a strawberry."""

import re

from core.continuity.ends import without_tail
from core.punctuation import ENDS
from core.tables import Revisions

_ENDING = re.compile("(?:ing|ies|es|s|y|e)$")
_SHORTEST = 2  # letters of a verb without its ending


def replaced(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The description with another object of the same English verb; None where it tells that act not once."""
    said = revisions.otherwise.same_act.match(without_tail(words.strip(ENDS), revisions))
    if said is None:
        return None
    verb = _stem(said["verb"])
    told = [
        one
        for one in revisions.otherwise.act_there.finditer(prompt)
        if _stem(one["verb"]) == verb and len(verb) >= _SHORTEST
    ]
    if len(told) != 1 or told[0]["old"].casefold() == said["new"].casefold():
        return None
    old = told[0]
    return prompt[: old.start("old")] + said["new"] + prompt[old.end("old") :]


def _stem(verb: str) -> str:
    """A verb without its ending: one of "ride", "rides" and "riding"."""
    stem = _ENDING.sub("", verb.casefold())
    return stem[:-1] if stem[-2:-1] == stem[-1:] else stem
