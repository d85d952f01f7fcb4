"""Makes somebody of a description younger or older, and takes out what fits only whom somebody else replaces."""

import re

from core.continuity import attribute
from core.model import Language
from core.punctuation import ENDS
from core.tables import Revisions
from core.tables.ages import AGES

_TAIL = 2  # characters of a Chinese name that make it known


def told(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The description with whom the words mean at another age; None where they tell none, or nobody is found."""
    ages, plain = revisions.ages, revisions.plain(words.strip(ENDS))
    said = next((found for one in ages.changes if (found := one.match(plain))), None)
    is_english = prompt.isascii()
    if said is None or plain.isascii() is not is_english:
        return None
    who = attribute.without_article(said["who"].strip(), revisions)
    names_one = who.casefold() not in ages.whoever
    place = _place_of(who if names_one else "", prompt, revisions)
    age = AGES[said["young"] is None]
    if place is None:
        return None if names_one else _of_only_one(prompt, age, revisions)
    start, name = place
    in_front = {one: _age_in_front(prompt, ages.told[one], name, revisions) for one in AGES}
    now = in_front["young"] or in_front["old"]
    is_told = in_front[age] is not None or any(one.search(name) for one in ages.names.values())
    new = (ages.more if is_told else ages.new)[age][is_english]
    before, after = prompt[:start], prompt[start:]
    if now is not None:
        before, after = prompt[: now.start()], prompt[now.start("more") :]
    if is_english:
        return f"{attribute.with_article(before, new, revisions)} {after.lstrip()}"
    return before + new + after


def without_unfit(before: str, old: str, new: str, revisions: Revisions) -> str:
    """The text in front of somebody who is replaced, without what does not fit the new one: no young grandmother."""
    ages, old, new = revisions.ages, revisions.plain(old), revisions.plain(new)
    is_other_being = ages.nobody.search(new) is not None and ages.nobody.search(old) is None
    tells_age = any(one.search(new) for one in (*ages.told.values(), *ages.names.values()))
    if before.endswith(ages.part) and any(one.search(old) for one in ages.names.values()):
        before = before[:-1]  # it is a part of the name that tells an age
    unfit = [says for says, whom in ages.only if whom.search(new)]
    for one in (*unfit, *(ages.told.values() if tells_age or is_other_being else ())):
        found = re.search(f"(?:{one.pattern}){ages.more_behind}$", revisions.plain(before), re.IGNORECASE)
        if found is not None:
            before = before[: found.start()] + before[found.start("more") :].lstrip()
    return before


def _place_of(name: str, prompt: str, revisions: Revisions) -> tuple[int, str] | None:
    """Where somebody of this name, or else the one whom the description shows, is told, and the name there."""
    plain = revisions.plain(prompt)
    if name:
        edge = r"\b" if name.isascii() else ""
        found = re.search(f"{edge}{re.escape(name)}{edge}", plain, re.IGNORECASE)
        if found is None:
            return None
        start = attribute.whole_name(plain, found.start(), name, revisions)
        return start - plain.endswith(revisions.ages.part, 0, start), found[0]
    language: Language = "en" if prompt.isascii() else "zh"
    shown = revisions.subject[language].search(plain)
    if shown is None:
        return None
    start = shown.end("count") if shown["count"] else shown.start()
    start += plain[start : start + 1] == " "
    named = plain[start : shown.end()]
    return start, named.rpartition(" ")[2] if named.isascii() else named[-_TAIL:]


def _of_only_one(prompt: str, age: str, revisions: Revisions) -> str | None:
    """The description with the only other age that it tells replaced by this one; else None."""
    other = next(one for name, one in revisions.ages.told.items() if name != age)
    found = list(other.finditer(revisions.plain(prompt)))
    if len(found) != 1:
        return None
    new = revisions.ages.new[age][prompt.isascii()]
    before, after = prompt[: found[0].start()], prompt[found[0].end() :]
    return (attribute.with_article(before, new, revisions) if new.isascii() else before + new) + after


def _age_in_front(prompt: str, age: re.Pattern[str], name: str, revisions: Revisions) -> re.Match[str] | None:
    """The word for this age in front of the name."""
    sought = f"(?:{age.pattern}){revisions.ages.more_behind}{re.escape(name)}"
    return re.search(sought, revisions.plain(prompt), re.IGNORECASE)
