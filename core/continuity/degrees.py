"""Less of what a Chinese description calls much of, and more of what it calls little: flames that were high get lower."""

import re

from core.continuity.ends import without_tail
from core.punctuation import ENDS
from core.tables import Revisions


def told(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The description with the degree told in the place of its contrary; None where it tells none of that thing."""
    said = revisions.otherwise.degree.match(without_tail(words.strip(ENDS), revisions))
    if said is None:
        return None
    how = said["how"]
    contrary = "".join(pair.replace(how, "") for pair in revisions.otherwise.degrees if how in pair)
    if not contrary:
        return None
    names = next((row for row in revisions.kinds if said["what"] in row), (said["what"],))
    sought = f"(?:{'|'.join(map(re.escape, names))}){revisions.otherwise.degree_told.format(how=contrary)}"
    found = list(re.finditer(sought, prompt))
    if len(found) != 1:
        return None
    return f"{prompt[: found[0].start()]}{said['what']}{said['more']}{prompt[found[0].end() :]}"
