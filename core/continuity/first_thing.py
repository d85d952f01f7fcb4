"""Puts a thing in the place of the one that a description begins with: tea leaves instead of coffee beans."""

import re

from core.continuity import anew, attribute, hours, same_sort
from core.continuity.ends import without_tail
from core.punctuation import ENDS
from core.tables import Revisions


def replaced(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The description of another thing; None where the words name none, or what gives way is not sure."""
    new = _thing_in(words, revisions)
    if not new or attribute.instead_of_other(prompt, new, revisions) is not None:
        return None
    plain = revisions.plain(prompt)
    for pattern in revisions.otherwise.first:
        found = pattern.match(plain)
        if found is None or found["what"].isascii() != new.isascii():
            continue
        if any(one.search(found["what"]) for one in revisions.subject.values()):
            return None  # somebody does not become a thing
        start = found.start("what")
        if revisions.is_counted(new) or new.isascii():
            start = 0
        return prompt[:start] + new + prompt[found.end("what") :]
    return None


def looking_different(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The description with a thing that it shows once in another look: "a blue sofa" where there is a red one."""
    words = without_tail(words.strip(ENDS), revisions)
    for pattern in revisions.otherwise.looked:
        said = pattern.match(revisions.plain(words))
        if said is None:
            continue
        if said["what"] not in revisions.plain(prompt) and not said["what"].isascii():
            return _of_same_kind(prompt, said, revisions)
        if revisions.plain(prompt).count(said["what"]) != 1:
            continue
        if any(one.search(said["what"]) for one in revisions.subject.values()):
            return None  # somebody else, and not the same one in another colour
        look = said["how"] if said["how"].isascii() else f"{said['how']}{revisions.look_mark}"
        return attribute.described(prompt, said["what"], look, revisions)
    return None


def _of_same_kind(prompt: str, said: re.Match[str], revisions: Revisions) -> str | None:
    """The Chinese description with another thing of the kind of the one that it shows: a white dress for a red skirt."""
    row = next((one for one in revisions.kinds if said["what"] in one), ())
    names = sorted(row, key=len, reverse=True)
    name = next((one for one in names if revisions.plain(prompt).count(one) == 1), "")
    if not name or any(one.search(name) for one in revisions.subject.values()):
        return None
    before, _, after = prompt.partition(name)
    new = said["how"] + revisions.look_mark + said["what"]
    return attribute.without_look(before, new, revisions) + new + after


def told_anew(prompt: str, new: str, revisions: Revisions) -> str | None:
    """The description with a thing that it shows told anew, by its name alone: "a yellow scarf" where there is a red one."""
    return (
        looking_different(prompt, new, revisions)
        or anew.with_thing(prompt, new, revisions)
        or same_sort.replaced(prompt, new, revisions)
    )


def _thing_in(words: str, revisions: Revisions) -> str:
    """The thing that these words put in the place of something that they do not name; empty where there is none."""
    words = without_tail(words.strip(ENDS), revisions)
    for pattern in revisions.otherwise.thing:
        said = pattern.match(revisions.plain(words))
        if said is None:
            continue
        new = words[slice(*said.span("new"))].strip()
        if _is_thing(new, revisions):
            return new
    return ""


def stands_for_nothing(prompt: str, changed: str, words: str, revisions: Revisions) -> str:
    """Somebody or something that is to stand instead of what is not said, and was only added; empty where it replaces."""
    words = without_tail(words.strip(ENDS), revisions)
    said = (one.match(revisions.plain(words)) for one in revisions.otherwise.thing)
    found = next((one for one in said if one is not None), None)
    new = words[slice(*found.span("new"))].strip() if found is not None else ""
    if not new and same_sort.is_swapped_in(words, revisions):
        new = words.rpartition(" ")[2]
    is_one = any(one.fullmatch(revisions.plain(new)) for one in revisions.subject.values())
    is_added = changed.startswith(prompt.rstrip(ENDS)) and changed.endswith(new) and changed != prompt
    return new if new and is_added and (is_one or _is_thing(new, revisions)) else ""


def _is_thing(new: str, revisions: Revisions) -> bool:
    plain = revisions.plain(new)
    if revisions.otherwise.no_thing.search(plain) or plain.endswith(revisions.look_mark):
        return False
    looks = (*revisions.looks, *revisions.times, revisions.alone)
    if any(one.fullmatch(plain) for one in looks) or any(
        one.search(plain) for one in revisions.subject.values()
    ):
        return False
    return plain not in revisions.whole and hours.instead_of_other("", new, revisions) is None
