"""Takes out of a description what tells that a thing is there without naming it: of a rainy street, or of one where it is raining, the rain."""

import re

from core.tables import Revisions


def without_adjective(prompt: str, thing: str, revisions: Revisions) -> str | None:
    """The description without the word that says that the thing is there: a "snowy" street, a pier, "snowing"."""
    bare = thing.casefold().removeprefix("the ").removeprefix("any ")
    adjective = revisions.gone_adjective.get(bare)
    if adjective is None:
        return None
    shorter, count = re.subn(rf"\b{adjective},? (?!and\b)", "", prompt, count=1, flags=re.IGNORECASE)
    if not count:  # a clause of its own: "raining", "foggy"
        own = rf",(?: and)? (?:it.s |it is )?(?:{adjective}|{bare}ing)(?: [a-z]+ly)?(?=,|$)"
        shorter, count = re.subn(own, "", prompt, count=1, flags=re.IGNORECASE)
    return re.sub(r"\b([Aa]) (?=[aeiou])", r"\1n ", shorter) if count else None
