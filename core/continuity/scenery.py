"""Replaces where a description takes place, its weather, or where it is seen from, told anew."""

import re

from core.tables import Revisions


def moved(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The description set elsewhere by words like "set it in Lisbon"; None where no single place of it gives way."""
    said = revisions.seen.moved.match(words)
    if said is None:
        return None
    return _with_place(prompt, said["place"].strip(), said["at"].casefold(), revisions)


def _with_place(prompt: str, place: str, at: str, revisions: Revisions) -> str | None:
    """The description with another place; the one told with the same word gives way, else the only one."""
    found = [
        one
        for pattern in revisions.somewhere[:1]
        for one in pattern.finditer(prompt)
        if not revisions.seen.worn.search(one[0]) and not _is_when(one[0], revisions)
    ]
    same = [one for one in found if one["at"].casefold() == at]
    old = same[0] if len(same) == 1 else found[0] if len(found) == 1 else None
    return None if old is None else prompt[: old.start()] + place + prompt[old.end() :]


def weathered(prompt: str, weather: str, revisions: Revisions) -> str | None:
    """The description with other weather; None where it tells none, or twice."""
    found = list(revisions.seen.weather.finditer(prompt))
    if len(found) != 1 or not weather.isascii():
        return None
    return f"{prompt[: found[0].start()]}in {weather}{prompt[found[0].end() :]}"


def seen_from(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The description seen from elsewhere, without the words for the view that it began with."""
    head = revisions.seen.camera.match(prompt)
    if head is None or revisions.seen.seen_from.match(words) is None:
        return None
    rest = prompt[head.end() :]
    return f"{rest[:1].upper()}{rest[1:]}, {words}"


def _is_when(place: str, revisions: Revisions) -> bool:
    """Whether these words say when and not where: "in the morning"."""
    return any(re.fullmatch(one.pattern, place, re.IGNORECASE) for one in revisions.times)
