"""More or less of what an English description shows: more soldiers, less steam, and no longer so dark."""

import re

from core.continuity.agreement import BE
from core.continuity.ends import without_tail
from core.punctuation import ENDS
from core.tables import Revisions
from core.tables.patterns import any_of

_SHORTEST = 3  # letters of a name


def told(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The description with more or fewer of a thing that it shows; None where it shows none of it."""
    amounts = revisions.english.amounts
    said = amounts.more.match(without_tail(words.strip(ENDS), revisions))
    if said is None or len(said["what"]) < _SHORTEST:
        return None
    name = said["what"]
    names = dict.fromkeys((name, name.removesuffix("s"), name.removesuffix("es")))
    found = re.search(rf"(?<![\w-]){any_of(names)}(?![\w-])", prompt, re.IGNORECASE)
    if found is None or amounts.goes_on.match(prompt, found.end()) is None:
        return None
    before = prompt[: found.start()]
    looks = amounts.looks.search(before)
    begin = looks.start() if looks is not None else found.start()
    kept = before[begin:]
    start = amounts.before.search(before[:begin])
    if start is not None and start["of"]:
        return None  # a bowl of more soup
    begin = start.start() if start is not None else begin
    many = f"{said['how'] or ''}{said['amount']} "
    after = prompt[found.end() :]
    for one, several in BE.items():
        after = several + after[len(one) :] if name.endswith("s") and after.startswith(one) else after
    changed = f"{prompt[:begin]}{many}{kept}{name}{after}"
    return changed if begin else changed[:1].lower() + changed[1:]


def lessened(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The description without a manner that is told to be less so: "not so dark"; None where it is told none."""
    amounts = revisions.english.amounts
    said = amounts.less.match(without_tail(words.strip(ENDS), revisions))
    if said is None:
        return None
    how = re.escape(re.sub("(?:i?er|y)$", "", said["how"]))
    manner = rf"(?:(?:much|a bit|a little|very|more|so|really) )?{how}(?:e?r|y|ier)?"
    for sought in (
        rf",? (?:and |, ){manner}(?=$|[,.;])",
        rf"(?<=, ){manner}(?: and |, )",
        rf", {manner}(?=$|[,.;])",
    ):
        changed, count = re.subn(sought, "", prompt, count=1, flags=re.IGNORECASE)
        if count:
            return changed
    return None
